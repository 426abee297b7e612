//! A pod: its shape says its state, its colour and number say its revision.

use super::{Act, send};
use crate::state::{Action, Choice};
use crate::view::pod::{PodView, Shape};
use std::rc::Rc;
use yew::prelude::*;

/// Props of [`PodChip`].
#[derive(Properties, PartialEq)]
pub struct PodChipProps {
    /// The pod.
    pub pod: Rc<PodView>,
    /// Where actions go.
    pub act: Act,
}

/// A pod.
#[component]
pub fn PodChip(props: &PodChipProps) -> Html {
    let pod = &props.pod;
    let choice = if pod.is_chosen {
        Choice::Nothing
    } else {
        Choice::Pod(pod.key.clone())
    };
    html! {
        <button type="button" class={classes!("pod", pod.is_doubled.then_some("is-doubled"))} data-pod={pod.key.1.to_string()}
            data-phase={pod.phase} data-ready={pod.ready.to_string()} data-terminating={pod.terminating.to_string()} data-evicted={pod.is_evicted.then_some("")}
            data-revision={pod.revision.map(|revision| revision.to_string())} data-colour={pod.colour.to_string()} data-shape={pod.shape.name()}
            data-target={pod.target.as_ref().filter(|_| pod.shape == Shape::Pending).map(ToString::to_string)}
            aria-pressed={pod.is_chosen.to_string()} title={pod.words.clone()}
            onclick={send(&props.act, move || Action::Choose(choice.clone()))}>
            { shape(pod.shape, pod.revision) }
            <span class="pod-text">
                <span class="pod-name">{ &pod.suffix }</span>
                if let Some(target) = pod.target.as_ref().filter(|_| pod.shape == Shape::Pending) {
                    <span class="pod-state">{ format!("→ {target}") }</span>
                } else {
                    <span class="pod-state">{ pod.state }</span>
                }
            </span>
        </button>
    }
}

/// The shape alone, with the number of the revision in it.
pub(crate) fn shape(shape: Shape, revision: Option<i64>) -> Html {
    let inside = match shape {
        Shape::Pending => html! { <circle class="ring" cx="12" cy="12" r="9" /> },
        Shape::Creating => {
            html! { <><circle class="ring is-faint" cx="12" cy="12" r="9" /><circle class="ring is-filling" cx="12" cy="12" r="9" pathLength="100" /></> }
        }
        Shape::Running => {
            html! { <><circle class="ring" cx="12" cy="12" r="9" /><path class="fill" d="M12 3a9 9 0 0 0 0 18z" /></> }
        }
        Shape::Ready => html! { <circle class="fill" cx="12" cy="12" r="10" /> },
        Shape::Terminating => {
            html! { <><circle class="ring" cx="12" cy="12" r="9" /><path class="hatch" d="M5.5 12 12 5.500M5 16.500 16.500 5M7.500 19 19 7.500M12 18.500 18.500 12" /><circle class="plate" cx="12" cy="12" r="6" /></> }
        }
        Shape::Failed => {
            html! { <><circle class="ring" cx="12" cy="12" r="9" /><path class="cross" d="M8 8l8 8M16 8l-8 8" /></> }
        }
    };
    // The cross has its number beside it.
    let (place, x, y) = if shape == Shape::Failed {
        ("revision is-beside", "20.5", "20.5")
    } else {
        ("revision", "12", "12")
    };
    html! {
        <svg class="shape" viewBox="0 0 24 24" aria-hidden="true">
            { inside }
            if let Some(revision) = revision {
                <text class={place} x={x} y={y}>{ revision }</text>
            }
        </svg>
    }
}
