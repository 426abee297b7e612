//! The cluster: actors above, nodes below. After each drawing the pods fly to where they now belong.

use super::node_grid::group_head;
use super::{
    Act, ActorStrip, BoardTools, BulkBar, Icon, IconName, ModeSwitch, ModeTable, NodeCard, NodeGrid, send, use_language,
};
use crate::platform::flight::Flights;
use crate::platform::{page, panel};
use crate::state::board::{Layout, Look, Room};
use crate::state::{Action, Choice};
use crate::texts::{board as texts, examples};
use crate::view::actors::Actors;
use crate::view::board::{Board, Group};
use crate::view::modes::Modes;
use std::rc::Rc;
use std::sync::Arc;
use yew::prelude::*;

/// Props of [`BoardView`].
#[derive(Properties, PartialEq)]
pub struct BoardViewProps {
    /// The nodes.
    pub board: Rc<Board>,
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
    /// There is no room for more than the cluster.
    #[prop_or_default]
    pub is_compact: bool,
    /// Time runs.
    pub is_moving: bool,
    /// Which scenario, counted, and how many steps of it are done.
    pub moment: (u64, usize),
    /// Where actions go.
    pub act: Act,
}

/// The cluster.
#[component]
pub fn BoardView(props: &BoardViewProps) -> Html {
    let language = use_language();
    let root = use_node_ref();
    use_flights(&root, props);
    use_room(&root, &props.act);
    let board = &props.board;
    let table = props.modes.as_ref().filter(|modes| modes.table.is_some());
    html! {
        <section class="panel board" aria-label={texts::cluster(language)} data-moving={props.is_moving.to_string()} ref={root}>
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
            if let Some(modes) = table {
                <ModeTable modes={modes.clone()} act={props.act.clone()} />
            } else {
                if !props.is_compact {
                    <BoardTools tools={board.tools.clone()} layout={board.layout} is_marking={board.marking.is_some()} act={props.act.clone()} />
                }
                { nodes(props) }
                if let Some(marking) = &board.marking {
                    <BulkBar marking={marking.clone()} mark_all={mark_all(props)} act={props.act.clone()} />
                }
            }
        </section>
    }
}

/// Lets pods fly after each drawing; where time is stopped, all have landed.
#[hook]
fn use_flights(root: &NodeRef, props: &BoardViewProps) {
    let flights = use_mut_ref(Flights::default);
    let is_moving = props.is_moving;
    {
        let flights = flights.clone();
        use_effect_with(is_moving, move |is_moving| {
            if !is_moving {
                flights.borrow_mut().land();
            }
        });
    }
    let root = root.clone();
    use_effect_with((props.board.clone(), props.moment), move |(_, moment)| {
        if let Some(element) = root.cast() {
            flights.borrow_mut().after_drawing(&element, *moment, is_moving);
        }
    });
}

/// Tells the page how wide the board is.
#[hook]
fn use_room(root: &NodeRef, act: &Act) {
    let (root, act) = (root.clone(), act.clone());
    use_effect_with((), move |()| {
        let observer = root.cast().map(|element: page::Place| {
            let told = std::cell::Cell::new(Room::default());
            let measured = element.clone();
            page::SizeObserver::watch(&element, move || {
                let (_, _, width) = page::scroll_state(&measured);
                let room = Room::of(width);
                // A panel that is not shown has no width.
                if width > 0.0 && told.replace(room) != room {
                    act.emit(Action::Look(Look::Room(room)));
                }
            })
        });
        move || drop(observer)
    });
}

fn nodes(props: &BoardViewProps) -> Html {
    let board = &props.board;
    let pressed = pressed(props);
    if board.layout != Layout::Cards {
        return html! { <NodeGrid board={board.clone()} {pressed} mark_all={mark_all(props)} /> };
    }
    // The boxes that mark a node are heard here: a card is drawn anew only when something about its node changes.
    let mark = Callback::from(move |event: MouseEvent| {
        if let Some(name) = panel::attribute_of(&event, "data-mark") {
            pressed.emit((name.into(), event.shift_key()));
        }
    });
    html! {
        <div class="card-groups" onclick={mark}>
            { for board.groups.iter().enumerate().map(|(index, group)| cards(group, index, board.marking.is_some(), &props.act)) }
        </div>
    }
}

fn cards(group: &Group, index: usize, is_marking: bool, act: &Act) -> Html {
    let name = group
        .heading
        .as_ref()
        .map(|heading| heading.name.to_string())
        .unwrap_or_default();
    html! {
        <div key={name} class="card-group">
            { for group.heading.as_ref().map(|heading| group_head(heading, index)) }
            <div class="cards">
                { for group.nodes.iter().map(|shown| html! {
                    <NodeCard key={shown.node.name.to_string()} shown={shown.clone()} {is_marking} act={act.clone()} />
                }) }
            </div>
        </div>
    }
}

/// Pressing a node shows it; where nodes are marked it marks it, with Shift all from the last one on.
fn pressed(props: &BoardViewProps) -> Callback<(Arc<str>, bool)> {
    let (board, act) = (props.board.clone(), props.act.clone());
    Callback::from(move |(name, is_range): (Arc<str>, bool)| {
        let Some(shown) = board.nodes().find(|shown| shown.node.name == name) else {
            return;
        };
        if board.marking.is_none() {
            let choice = if shown.is_chosen {
                Choice::Nothing
            } else {
                Choice::Node(name)
            };
            return act.emit(Action::Choose(choice));
        }
        let anchor = board.tools.looks.anchor.as_ref().filter(|_| is_range);
        let (nodes, is_on) = match anchor {
            Some(anchor) => (board.between(anchor, &name), true),
            None => (vec![name], !shown.is_marked),
        };
        act.emit(Action::Look(Look::Mark(nodes, is_on)));
    })
}

/// Marks all that are shown.
fn mark_all(props: &BoardViewProps) -> Callback<()> {
    let (board, act) = (props.board.clone(), props.act.clone());
    Callback::from(move |()| {
        let names = board.nodes().map(|shown| shown.node.name.clone()).collect();
        act.emit(Action::Look(Look::Mark(names, true)));
    })
}
