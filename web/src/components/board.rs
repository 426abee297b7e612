//! The cluster: actors above, nodes below. After each drawing the pods fly to where they now belong.

use super::{Act, ActorStrip, Icon, IconName, ModeSwitch, ModeTable, NodeCard, Tiles, send, use_language};
use crate::platform::flight::Flights;
use crate::state::Action;
use crate::texts::{board as texts, examples};
use crate::view::actors::Actors;
use crate::view::board::Board;
use crate::view::modes::Modes;
use yew::prelude::*;

/// Props of [`BoardView`].
#[derive(Properties, PartialEq)]
pub struct BoardViewProps {
    /// The nodes.
    pub board: Board,
    /// The actors.
    pub actors: Actors,
    /// Who schedules, where that can be switched.
    #[prop_or_default]
    pub modes: Option<Modes>,
    /// One line: what to look at.
    pub caption: AttrValue,
    /// What the reader can try himself.
    #[prop_or_default]
    pub attempt: Option<&'static str>,
    /// Where actions go.
    pub act: Act,
}

/// The cluster.
#[component]
pub fn BoardView(props: &BoardViewProps) -> Html {
    let language = use_language();
    let root = use_node_ref();
    let flights = use_mut_ref(Flights::default);
    {
        let root = root.clone();
        use_effect_with(props.board.clone(), move |_| {
            if let Some(element) = root.cast() {
                flights.borrow_mut().after_drawing(&element);
            }
        });
    }
    let board = &props.board;
    html! {
        <section class="panel board" aria-label={texts::cluster(language)} ref={root}>
            <svg class="beams" data-beams="" aria-hidden="true"></svg>
            <p class="caption">
                { &props.caption }
                if let Some(attempt) = props.attempt {
                    <span class="attempt"><strong>{ examples::try_it(language) }</strong>{ " " }{ attempt }</span>
                }
            </p>
            <ActorStrip actors={props.actors.clone()} pending={board.pending.clone()} act={props.act.clone()} />
            <div class="board-head">
                <h2 class="board-title">{ &board.summary }</h2>
                if let Some(aside) = &props.actors.aside {
                    <span class="aside">{ aside }</span>
                }
                if let Some(modes) = &props.modes {
                    <ModeSwitch modes={modes.clone()} act={props.act.clone()} />
                }
                <button type="button" class="quiet-button" data-action="add-node" onclick={send(&props.act, || Action::AddNode)}>
                    <Icon name={IconName::Plus} />{ texts::add_node(language) }
                </button>
            </div>
            if let Some(modes) = props.modes.as_ref().filter(|modes| modes.table.is_some()) {
                <ModeTable modes={modes.clone()} act={props.act.clone()} />
            } else if board.is_dense {
                <Tiles nodes={board.nodes.clone()} act={props.act.clone()} />
            } else {
                <div class="cards">
                    { for board.nodes.iter().map(|node| html! { <NodeCard key={node.name.to_string()} node={node.clone()} act={props.act.clone()} /> }) }
                </div>
            }
        </section>
    }
}
