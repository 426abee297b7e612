//! Many nodes: a tile each, and only those in sight.

use super::{Act, send, use_language};
use crate::platform::page;
use crate::state::{Action, Choice};
use crate::texts::board as texts;
use crate::view::board::NodeView;
use crate::view::window::{Tile, Viewport, window};
use everynode_core::language::Language;
use std::rc::Rc;
use yew::prelude::*;

/// Keep in step with `--tile` in the stylesheet.
const TILE: Tile = Tile {
    width: 132.0,
    height: 40.0,
};

/// Props of [`Tiles`].
#[derive(Properties, PartialEq)]
pub struct TilesProps {
    /// The nodes.
    pub nodes: Vec<Rc<NodeView>>,
    /// Where actions go.
    pub act: Act,
}

/// A board of tiles that scrolls.
#[component]
pub fn Tiles(props: &TilesProps) -> Html {
    let language = use_language();
    let root = use_node_ref();
    let viewport = use_state_eq(|| Viewport {
        scrolled: 0.0,
        height: 800.0,
        width: 900.0,
    });
    let measure = {
        let (root, viewport) = (root.clone(), viewport.clone());
        use_callback((), move |(): (), ()| {
            if let Some((scrolled, height, width)) = root.cast().map(|element| page::scroll_state(&element)) {
                viewport.set(Viewport {
                    scrolled,
                    height,
                    width,
                });
            }
        })
    };
    {
        let (root, measure) = (root.clone(), measure.clone());
        use_effect_with((), move |()| {
            measure.emit(());
            let observer = root
                .cast()
                .map(|element| page::SizeObserver::watch(&element, move || measure.emit(())));
            move || drop(observer)
        });
    }
    let part = window(*viewport, TILE, props.nodes.len());
    let onscroll = Callback::from(move |_: Event| measure.emit(()));
    html! {
        <div class="tiles" ref={root} {onscroll} tabindex="0" aria-label={texts::nodes(language)}>
            <svg class="spacer" height={part.above.to_string()} width="1" aria-hidden="true"></svg>
            <div class="tile-rows">
                { for props.nodes[part.drawn.clone()].iter().map(|node| tile(node, &props.act, language)) }
            </div>
            <svg class="spacer" height={part.below.to_string()} width="1" aria-hidden="true"></svg>
        </div>
    }
}

fn tile(node: &Rc<NodeView>, act: &Act, language: Language) -> Html {
    let class = classes!(
        "tile",
        (!node.is_eligible).then_some("is-away"),
        node.is_chosen.then_some("is-chosen"),
        node.is_counted.then_some("is-counted"),
        node.is_acting.then_some("is-acting"),
    );
    let name = node.name.clone();
    let choice = if node.is_chosen {
        Choice::Nothing
    } else {
        Choice::Node(name.clone())
    };
    let title = node
        .reason
        .as_ref()
        .map_or_else(|| name.to_string(), |reason| texts::tile_title(language, &name, reason));
    html! {
        <button key={name.to_string()} type="button" class={class} data-node={name.to_string()} data-eligible={node.is_eligible.to_string()}
            data-ready={node.health.name()} data-cordoned={node.is_cordoned.to_string()} title={title}
            onclick={send(act, move || Action::Choose(choice.clone()))}>
            <span class="tile-name">{ name.to_string() }</span>
            { for node.pods.iter().map(|pod| html! {
                <span key={pod.key.1.to_string()} class="tile-pod" data-pod={pod.key.1.to_string()} data-shape={pod.shape.name()} data-colour={pod.colour.to_string()}
                    data-phase={pod.phase} data-ready={pod.ready.to_string()} data-terminating={pod.terminating.to_string()}
                    data-revision={pod.revision.map(|revision| revision.to_string())}></span>
            }) }
        </button>
    }
}
