//! How to read the picture, the revisions that there are, and what Pod Security would say.

use super::pod_chip::shape;
use crate::texts::inspector as texts;
use crate::view::inspector::RevisionView;
use crate::view::pod::Shape;
use everynode_core::language::Language;
use yew::prelude::*;

/// The legend.
pub(crate) fn legend(revisions: &[RevisionView], refusals: &[(&'static str, String)], language: Language) -> Html {
    html! {
        <>
            <header class="inspector-head"><h2 class="inspector-title">{ texts::how_to_read(language) }</h2></header>
            <p class="prose">{ texts::shape_and_colour(language) }</p>
            <ul class="legend">
                { for Shape::ALL.into_iter().map(|each| html! {
                    <li key={each.name()} data-shape={each.name()} data-colour="1">{ shape(each, Some(1)) }<span>{ each.words(language) }</span></li>
                }) }
            </ul>
            if !revisions.is_empty() {
                <h3 class="heading">{ texts::revisions(language) }</h3>
                <ul class="legend">{ for revisions.iter().map(|revision| revision_item(revision, language)) }</ul>
            }
            if !refusals.is_empty() {
                <h3 class="heading">{ texts::pod_security(language) }</h3>
                <p class="prose">{ texts::pod_security_meaning(language) }</p>
                <dl class="security" data-security="">
                    { for refusals.iter().map(|(level, detail)| html! { <><dt>{ *level }</dt><dd>{ detail }</dd></> }) }
                </dl>
            }
            <p class="prose">{ texts::dashed_cards(language) }</p>
            <p class="prose">{ texts::press_labels(language) }</p>
            <dl class="keys">
                <dt><kbd>{ texts::key_space(language) }</kbd></dt><dd>{ texts::key_space_does(language) }</dd>
                <dt><kbd>{ "←" }</kbd><kbd>{ "→" }</kbd></dt><dd>{ texts::key_arrows_do(language) }</dd>
            </dl>
        </>
    }
}

fn revision_item(revision: &RevisionView, language: Language) -> Html {
    html! {
        <li key={revision.hash.clone()} data-shape="ready" data-colour={revision.colour.to_string()}>
            { shape(Shape::Ready, Some(revision.number)) }
            <span class="revision-text"><code title={revision.image.clone()}>{ &revision.image }</code><span class="heading">{ texts::revision_pods(language, revision.pods, &revision.hash) }</span></span>
        </li>
    }
}
