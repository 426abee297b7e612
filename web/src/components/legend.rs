//! How to read the picture, the revisions that there are, and what Pod Security would say.

use super::pod_chip::shape;
use crate::view::inspector::RevisionView;
use crate::view::pod::Shape;
use yew::prelude::*;

/// The legend.
pub(crate) fn legend(revisions: &[RevisionView], refusals: &[(&'static str, String)]) -> Html {
    html! {
        <>
            <header class="inspector-head"><h2 class="inspector-title">{ "How to read it" }</h2></header>
            <p class="prose">{ "The shape of a pod says its state, its colour and number say its revision." }</p>
            <ul class="legend">
                { for Shape::ALL.into_iter().map(|each| html! {
                    <li key={each.name()} data-shape={each.name()} data-colour="1">{ shape(each, Some(1)) }<span>{ each.words() }</span></li>
                }) }
            </ul>
            if !revisions.is_empty() {
                <h3 class="heading">{ "Revisions of the pod template" }</h3>
                <ul class="legend">{ for revisions.iter().map(revision_item) }</ul>
            }
            if !refusals.is_empty() {
                <h3 class="heading">{ "Pod Security" }</h3>
                <p class="prose">{ "The DaemonSet is stored at every level of its namespace. Enforced, these levels refuse its pods:" }</p>
                <dl class="security" data-security="">
                    { for refusals.iter().map(|(level, detail)| html! { <><dt>{ *level }</dt><dd>{ detail }</dd></> }) }
                </dl>
            }
            <p class="prose">{ "A dashed card is a node that the DaemonSet leaves out; it says why. Choose a node for the whole chain of reasons, a pod for its YAML, a number above for the nodes that it counts." }</p>
            <p class="prose">{ "Press a label to take it off the node, press it again to put it back." }</p>
            <dl class="keys">
                <dt><kbd>{ "Space" }</kbd></dt><dd>{ "play or pause" }</dd>
                <dt><kbd>{ "←" }</kbd><kbd>{ "→" }</kbd></dt><dd>{ "one step back or on" }</dd>
            </dl>
        </>
    }
}

fn revision_item(revision: &RevisionView) -> Html {
    let pods = if revision.pods == 1 {
        "1 pod".to_owned()
    } else {
        format!("{} pods", revision.pods)
    };
    html! {
        <li key={revision.hash.clone()} data-shape="ready" data-colour={revision.colour.to_string()}>
            { shape(Shape::Ready, Some(revision.number)) }
            <span class="revision-text"><code title={revision.image.clone()}>{ &revision.image }</code><span class="heading">{ format!("{} · {pods}", revision.hash) }</span></span>
        </li>
    }
}
