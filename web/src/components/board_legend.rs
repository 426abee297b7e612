//! How to read the board, folded away until somebody asks.

use super::pod_chip::shape;
use super::{Icon, IconName, use_language};
use crate::state::board::Layout;
use crate::texts::board as texts;
use crate::view::pod::Shape;
use everynode_core::language::Language;
use yew::prelude::*;

/// Props of [`BoardLegend`].
#[derive(Properties, PartialEq)]
pub struct BoardLegendProps {
    /// What stands for a node.
    pub layout: Layout,
}

/// The button that unfolds the legend, and the legend.
#[component]
pub fn BoardLegend(props: &BoardLegendProps) -> Html {
    let language = use_language();
    let is_open = use_state(|| false);
    let toggle = {
        let is_open = is_open.clone();
        Callback::from(move |_: MouseEvent| is_open.set(!*is_open))
    };
    html! {
        <>
            <button type="button" class="tool" data-action="legend" aria-expanded={is_open.to_string()} aria-controls="board-legend" title={texts::legend(language)} aria-label={texts::legend(language)} onclick={toggle}>
                <Icon name={IconName::Legend} />
            </button>
            <ul class="board-legend" id="board-legend" hidden={!*is_open}>
                if *is_open {
                    { if props.layout == Layout::Heat { squares(language) } else { chips(language) } }
                }
            </ul>
        </>
    }
}

fn chips(language: Language) -> Html {
    html! {
        <>
            { for Shape::ALL.into_iter().map(|each| html! {
                <li key={each.name()} data-shape={each.name()} data-colour="1">{ shape(each, Some(1)) }{ each.words(language) }</li>
            }) }
            <li>
                <span class="pair"><span data-shape="ready" data-colour="1">{ shape(Shape::Ready, Some(1)) }</span><span data-shape="creating" data-colour="2">{ shape(Shape::Creating, Some(2)) }</span></span>
                { texts::two_on_one(language) }
            </li>
        </>
    }
}

fn squares(language: Language) -> Html {
    let square = |class: &'static str,
                  ready: &'static str,
                  cordoned: &'static str,
                  inside: Html,
                  words: &'static str| {
        html! { <li key={words} data-square="20"><span class={classes!("cell", class)} data-ready={ready} data-cordoned={cordoned}>{ inside }</span>{ words }</li> }
    };
    let spot = |class: &'static str, state: Shape, colour: &'static str| {
        html! { <span class={classes!("spot", class)} data-shape={state.name()} data-colour={colour} data-revision={colour}></span> }
    };
    let pods = Shape::ALL.into_iter().filter(|state| *state != Shape::Pending);
    html! {
        <>
            { for pods.map(|state| square("", "true", "false", spot("", state, "1"), state.words(language))) }
            { square("", "true", "false", html! { <>{ spot("is-old", Shape::Ready, "1") }{ spot("", Shape::Creating, "2") }</> }, texts::two_on_one(language)) }
            { square("is-missing", "true", "false", Html::default(), texts::square_missing(language)) }
            { square("is-away", "true", "false", Html::default(), texts::square_away(language)) }
            { square("", "false", "false", spot("", Shape::Ready, "1"), texts::square_not_ready(language)) }
            { square("", "true", "true", spot("", Shape::Ready, "1"), texts::square_cordoned(language)) }
        </>
    }
}
