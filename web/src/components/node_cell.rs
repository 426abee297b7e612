//! A node as a tile or a square, a row of them, and what is said of the one that is pointed at.

use super::pod_chip::shape;
use super::use_language;
use crate::state::board::Layout;
use crate::texts::board as texts;
use crate::view::board::{Acted, Shown};
use crate::view::node::state_in_words;
use crate::view::pod::PodView;
use everynode_core::language::Language;
use std::rc::Rc;
use std::sync::Arc;
use yew::prelude::*;

/// Props of [`GridRow`].
#[derive(Properties, PartialEq)]
pub struct GridRowProps {
    /// The nodes.
    pub nodes: Vec<Shown>,
    /// Tiles or squares.
    pub layout: Layout,
    /// The node where the keyboard comes in, if it is one of these.
    pub stop: Option<Arc<str>>,
    /// Pressing a node marks it.
    pub is_marking: bool,
}

/// A row of nodes. It hears nothing: the grid around it does.
#[component]
pub fn GridRow(props: &GridRowProps) -> Html {
    let language = use_language();
    html! {
        <div class="grid-row">
            { for props.nodes.iter().map(|shown| cell(shown, props, language)) }
        </div>
    }
}

fn cell(shown: &Shown, props: &GridRowProps, language: Language) -> Html {
    let node = &shown.node;
    let is_square = props.layout == Layout::Heat;
    let is_on = if props.is_marking {
        shown.is_marked
    } else {
        shown.is_chosen
    };
    let is_missing = node.is_eligible && !node.pods.iter().any(|pod| pod.is_own);
    let class = classes!(
        if is_square { "cell" } else { "tile" },
        (!node.is_eligible).then_some("is-away"),
        is_missing.then_some("is-missing"),
        shown.is_chosen.then_some("is-chosen"),
        shown.is_counted.then_some("is-counted"),
        shown.acted.map(|_| "is-acting"),
        shown.is_marked.then_some("is-marked"),
    );
    let pods = node
        .pods
        .iter()
        .filter(|pod| !is_square || pod.is_own)
        .take(if is_square { 2 } else { 3 });
    let state = state_in_words(node, language);
    let label = is_square.then(|| texts::tile_title(language, &node.name, &state));
    html! {
        <button key={node.name.to_string()} type="button" class={class} data-node={node.name.to_string()} data-eligible={node.is_eligible.to_string()}
            data-ready={node.health.name()} data-cordoned={node.is_cordoned.to_string()} data-acted={shown.acted.map(Acted::name)} aria-label={label}
            aria-pressed={is_on.to_string()} tabindex={if props.stop.as_ref() == Some(&node.name) { "0" } else { "-1" }}>
            if !is_square {
                if props.is_marking {
                    <span class="tick" aria-hidden="true"></span>
                }
                <span class="tile-name">{ node.name.to_string() }</span>
                <span class="for-ears">{ state }</span>
            }
            { for pods.map(|pod| spot(pod, is_square)) }
        </button>
    }
}

/// A pod of a tile, or a part of a square.
fn spot(pod: &Rc<PodView>, is_square: bool) -> Html {
    let class = classes!(
        if is_square { "spot" } else { "tile-pod" },
        pod.is_old.then_some("is-old"),
        pod.is_doubled.then_some("is-doubled"),
    );
    html! {
        <span key={pod.key.1.to_string()} class={class} data-pod={pod.key.1.to_string()} data-shape={pod.shape.name()} data-colour={pod.colour.to_string()}
            data-phase={pod.phase} data-ready={pod.ready.to_string()} data-terminating={pod.terminating.to_string()} data-evicted={pod.is_evicted.then_some("")}
            data-revision={pod.revision.map(|revision| revision.to_string())}>
            if !is_square {
                { shape(pod.shape, pod.revision) }
            }
        </span>
    }
}

/// What is said of the node that is pointed at.
pub(crate) fn tip(shown: &Shown, language: Language) -> Html {
    let node = &shown.node;
    let labels = node
        .labels
        .iter()
        .filter(|label| label.is_present)
        .take(node.labels_shown.min(3));
    html! {
        <>
            <strong class="tip-name">{ node.name.to_string() }</strong>
            { for node.pods.iter().map(|pod| html! {
                <span key={pod.key.1.to_string()} class="tip-line" data-shape={pod.shape.name()} data-colour={pod.colour.to_string()}>{ shape(pod.shape, pod.revision) }{ pod.shape.words(language) }</span>
            }) }
            if node.health != crate::view::node::Health::Ready {
                <span class="tip-line is-bad">{ node.health.words() }</span>
            }
            if let Some(reason) = &node.reason {
                <span class="tip-line">{ reason }</span>
            }
            <span class="tip-labels">
                { for labels.map(|label| html! { <span key={label.key.to_string()}>{ format!("{}={}", label.key, label.value) }</span> }) }
            </span>
        </>
    }
}
