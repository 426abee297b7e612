//! Many nodes: a tile or a square each, and only those in sight. One tab stop; the arrow keys go from node to node.

use super::node_cell::{GridRow, tip};
use super::use_language;
use crate::platform::panel::{self, PanelWatcher, Seen};
use crate::state::board::Layout;
use crate::texts::board as texts;
use crate::view::board::{Board, Group, Heading};
use crate::view::rows::{Measures, Piece, Row, Viewport, Way, pieces, row_of, rows, step};
use std::rc::Rc;
use std::sync::Arc;
use yew::prelude::*;

/// Keep in step with the stylesheet.
const TILE: Measures = Measures {
    cell_width: 138,
    cell_height: 40,
    gap: 6,
    head_height: 40,
};

/// The sides of a square, the largest first; keep in step with the stylesheet.
const SQUARES: [(usize, usize); 3] = [(28, 4), (20, 3), (14, 2)];
/// Where fingers point, squares are no smaller than this.
const FINGER: usize = 20;
const NARROW: f64 = 560.0;

/// Props of [`NodeGrid`].
#[derive(Properties, PartialEq)]
pub struct NodeGridProps {
    /// The nodes.
    pub board: Rc<Board>,
    /// A node was pressed, and whether Shift was held.
    pub pressed: Callback<(Arc<str>, bool)>,
    /// All that are shown are to be marked.
    pub mark_all: Callback<()>,
}

/// A board of tiles or squares.
#[component]
pub fn NodeGrid(props: &NodeGridProps) -> Html {
    let language = use_language();
    let (root, tip_place) = (use_node_ref(), use_node_ref());
    let seen = use_seen(&root);
    let active = use_state_eq(|| None::<Arc<str>>);
    let told = use_state_eq(|| None::<Arc<str>>);
    let wants_focus = use_mut_ref(|| false);

    let board = &props.board;
    let Laid {
        rows,
        pieces,
        square,
        kept,
    } = lay(board, *seen, active.as_deref());
    let stop = match (&*active, kept) {
        (Some(name), Some(_)) => Some(name.clone()),
        (Some(_) | None, _) => first_cell(&pieces, &rows, board),
    };

    use_effect({
        let (root, tip_place) = (root.clone(), tip_place.clone());
        let (active, told, wants_focus) = (active.clone(), told.clone(), wants_focus.clone());
        move || {
            if let Some(name) = active.as_ref().filter(|_| wants_focus.replace(false)) {
                panel::focus_node(&root, name);
            }
            if let Some(name) = &*told {
                panel::put_beside(&tip_place, &root, name);
            }
        }
    });

    let keys = keys(props, rows.clone(), active.clone(), wants_focus);
    let press = props
        .pressed
        .reform(|(name, event): (String, MouseEvent)| (name.into(), event.shift_key()));
    let onclick = Callback::from(move |event: MouseEvent| {
        if let Some(name) = panel::attribute_of(&event, "data-node") {
            press.emit((name, event));
        }
    });
    let tell = |told: &UseStateHandle<Option<Arc<str>>>| {
        let told = told.clone();
        move |name: Option<String>| told.set(name.map(Arc::from))
    };
    let over = tell(&told);
    let onmouseover = Callback::from(move |event: MouseEvent| over(panel::attribute_of(&event, "data-node")));
    let focused = tell(&told);
    let onfocusin = Callback::from(move |event: FocusEvent| {
        let name = panel::attribute_of(&event, "data-node");
        active.set(name.as_deref().map(Arc::from));
        focused(name);
    });
    let (left, blurred) = (tell(&told), tell(&told));
    let about = told
        .as_ref()
        .and_then(|name| board.nodes().find(|shown| shown.node.name == *name));
    // Everything in the list has a key: one without would have all of them drawn anew for every row that comes into sight.
    let draw = |(place, piece): (usize, &Piece)| match piece {
        Piece::Space(pixels) => {
            let key = match place {
                0 => "above",
                _ if place + 1 == pieces.len() => "below",
                _ => "between",
            };
            html! { <svg {key} class="spacer" height={pixels.to_string()} width="1" aria-hidden="true"></svg> }
        }
        Piece::Row(index) => row(&rows[*index], *index, board, stop.as_ref()),
    };
    html! {
        <>
            <div class="grid" ref={root} role="group" aria-label={texts::grid(language)} data-layout={board.layout.name()} data-square={square.map(|side| side.to_string())}
                {onclick} {onmouseover} onmouseleave={move |_: MouseEvent| left(None)} {onfocusin} onfocusout={move |_: FocusEvent| blurred(None)} onkeydown={keys}>
                { for pieces.iter().enumerate().map(draw) }
            </div>
            if let Some(shown) = about {
                <div class="tip" ref={tip_place} aria-hidden="true">{ tip(shown, language) }</div>
            }
        </>
    }
}

/// Where everything is.
struct Laid {
    rows: Rc<Vec<Row>>,
    pieces: Vec<Piece>,
    /// The side of a square, where nodes are squares.
    square: Option<usize>,
    /// The row that has the keyboard.
    kept: Option<usize>,
}

fn lay(board: &Board, seen: Seen, active: Option<&str>) -> Laid {
    let sizes: Vec<(bool, usize)> = board
        .groups
        .iter()
        .map(|group| (group.heading.is_some(), group.nodes.len()))
        .collect();
    let (measures, square) = measures(board.layout, &sizes, seen);
    let rows = rows(&sizes, measures.columns(seen.width), measures);
    let kept = active.and_then(|name| row_of(&rows, place_of(board, name)?));
    let viewport = Viewport {
        scrolled: seen.above,
        height: seen.height,
        width: seen.width,
    };
    Laid {
        pieces: pieces(&rows, viewport, kept),
        rows: Rc::new(rows),
        square,
        kept,
    }
}

/// How much of the grid is seen.
#[hook]
fn use_seen(root: &NodeRef) -> UseStateHandle<Seen> {
    let seen = use_state_eq(|| Seen {
        above: 0.0,
        height: 800.0,
        width: 900.0,
    });
    let (root, set) = (root.clone(), seen.clone());
    use_effect_with((), move |()| {
        let watcher = root
            .cast()
            .and_then(|element| PanelWatcher::watch(&element, move |now| set.set(now)));
        move || drop(watcher)
    });
    seen
}

/// The largest squares with which all is seen at once, else the smallest; and their side.
fn measures(layout: Layout, sizes: &[(bool, usize)], seen: Seen) -> (Measures, Option<usize>) {
    if layout != Layout::Heat {
        return (TILE, None);
    }
    let least = if seen.width < NARROW { FINGER } else { 0 };
    let measures = |(side, gap): (usize, usize)| Measures {
        cell_width: side + gap,
        cell_height: side + gap,
        gap,
        head_height: TILE.head_height,
    };
    let fits = |square: &(usize, usize)| {
        let height = measures(*square).height(sizes, seen.width);
        u32::try_from(height).is_ok_and(|height| f64::from(height) < seen.height * 0.6)
    };
    let allowed = || SQUARES.iter().filter(|(side, _)| *side >= least);
    let square = allowed().find(|square| fits(square)).or_else(|| allowed().next_back());
    let square = *square.unwrap_or(&SQUARES[0]);
    (measures(square), Some(square.0))
}

fn row(row: &Row, index: usize, board: &Board, stop: Option<&Arc<str>>) -> Html {
    let group = &board.groups[row.group];
    let Some(cells) = &row.cells else {
        return group
            .heading
            .as_ref()
            .map_or_else(Html::default, |heading| group_head(heading, index));
    };
    let nodes = group.nodes[cells.clone()].to_vec();
    let has_stop = stop.filter(|name| nodes.iter().any(|shown| shown.node.name == **name));
    html! {
        <GridRow key={index} {nodes} layout={board.layout} stop={has_stop.cloned()} is_marking={board.marking.is_some()} />
    }
}

/// What stands above a group.
pub(crate) fn group_head(heading: &Heading, index: usize) -> Html {
    html! {
        <h3 key={format!("head {index}")} class="group-head" data-group={heading.name.to_string()}>
            <span class="group-name">{ &*heading.name }</span>
            <span class="group-counts">{ &heading.counts }</span>
        </h3>
    }
}

fn place_of(board: &Board, name: &str) -> Option<(usize, usize)> {
    let in_group = |group: &Group| group.nodes.iter().position(|shown| *shown.node.name == *name);
    board
        .groups
        .iter()
        .enumerate()
        .find_map(|(index, group)| Some((index, in_group(group)?)))
}

/// Where the keyboard comes in: the first node that is drawn.
fn first_cell(pieces: &[Piece], rows: &[Row], board: &Board) -> Option<Arc<str>> {
    pieces.iter().find_map(|piece| match piece {
        Piece::Row(index) => {
            let row = &rows[*index];
            let shown = board.groups[row.group].nodes.get(row.cells.as_ref()?.start)?;
            Some(shown.node.name.clone())
        }
        Piece::Space(_) => None,
    })
}

/// Arrow keys, Home and End go from node to node; with Shift they mark on the way, where nodes are marked. Ctrl+A marks all.
fn keys(
    props: &NodeGridProps,
    rows: Rc<Vec<Row>>,
    active: UseStateHandle<Option<Arc<str>>>,
    wants_focus: Rc<std::cell::RefCell<bool>>,
) -> Callback<KeyboardEvent> {
    let (board, pressed, mark_all) = (props.board.clone(), props.pressed.clone(), props.mark_all.clone());
    Callback::from(move |event: KeyboardEvent| {
        let is_marking = board.marking.is_some();
        let way = match event.key().as_str() {
            "ArrowLeft" => Way::Back,
            "ArrowRight" => Way::On,
            "ArrowUp" => Way::Up,
            "ArrowDown" => Way::Down,
            "Home" => Way::First,
            "End" => Way::Last,
            "a" if is_marking && (event.ctrl_key() || event.meta_key()) => {
                event.prevent_default();
                mark_all.emit(());
                return;
            }
            _ => return,
        };
        event.prevent_default();
        let from = active.as_ref().and_then(|name| place_of(&board, name));
        let to = from.and_then(|from| step(&rows, from, way));
        let Some(shown) = to.and_then(|(group, cell)| board.groups.get(group)?.nodes.get(cell)) else {
            return;
        };
        let name = shown.node.name.clone();
        if is_marking && event.shift_key() {
            pressed.emit((name.clone(), true));
        }
        wants_focus.replace(true);
        active.set(Some(name));
    })
}
