//! What the browser keeps of the page: its last state, in each tab and in the newest one, and the snapshots. Storage may refuse
//! at any time, in a sandboxed frame always; then nothing is kept, and whoever asked is told.

use super::{clock, settings};
use crate::state::App;
use crate::state::snapshots::{self, Snapshot};
use crate::texts::keep as texts;
use serde_json::Value;

const LAST: &str = "everynode.last";
const SNAPSHOTS: &str = "everynode.snapshots";

/// The page now.
pub fn snapshot(app: &App) -> Snapshot {
    let scenario = app.scenario();
    let language = app.language;
    let name = app.set.as_ref().map(|(_, name)| name.to_string());
    let name = name.unwrap_or_else(|| texts::without_set(language).to_owned());
    let nodes = app.simulation().cluster().nodes.len();
    Snapshot {
        time: clock::now(),
        line: texts::line(language, app.undoable, nodes, &name),
        packed: everynode_core::scenario::pack(&scenario),
        tab: String::new(),
    }
}

/// How the page was left in this tab; in a new tab, how it was left in the last one. None if there was nothing worth keeping.
pub fn last() -> Option<Snapshot> {
    match settings::remembered_in_tab(LAST) {
        Some(own) => read(&own),
        None => last_of_all(),
    }
}

/// How the page was left where something was done last.
pub fn last_of_all() -> Option<Snapshot> {
    read(&settings::remembered(LAST)?)
}

/// This tab goes on with `last`.
pub fn go_on_with(last: Snapshot) {
    let own = in_tab(last, last_in_tab().as_ref());
    settings::remember_in_tab(LAST, &own.to_json().to_string());
}

/// Remembers how the page is. What another tab has remembered meanwhile stays among the snapshots.
pub fn set_last(app: &App) {
    let former = last_in_tab();
    let is_own = |last: &Snapshot| former.as_ref().is_some_and(|former| former.packed == last.packed);
    let other = last_of_all().filter(|last| !is_own(last));
    if !app.is_touched() {
        settings::remember_in_tab(LAST, "");
        if other.is_none() {
            settings::forget(LAST);
        }
        return;
    }
    let own = in_tab(snapshot(app), former.as_ref());
    if is_own(&own) {
        return;
    }
    let text = own.to_json().to_string();
    settings::remember_in_tab(LAST, &text);
    if other.is_none_or(|other| add_other(other, &own.tab)) {
        settings::remember(LAST, &text);
    }
}

fn read(text: &str) -> Option<Snapshot> {
    Snapshot::from_json(&serde_json::from_str::<Value>(text).ok()?)
}

fn last_in_tab() -> Option<Snapshot> {
    read(&settings::remembered_in_tab(LAST)?)
}

/// The snapshot as one of this tab, which had remembered `former`.
fn in_tab(snapshot: Snapshot, former: Option<&Snapshot>) -> Snapshot {
    let tab = former.map_or_else(|| js_sys::Math::random().to_string(), |former| former.tab.clone());
    Snapshot { tab, ..snapshot }
}

/// Keeps what another tab was left with. `false` if it is not kept.
fn add_other(other: Snapshot, own: &str) -> bool {
    let packed = other.packed.clone();
    kept(&snapshots::with_other_tab(all(), other, own), &packed)
}

/// The snapshots, newest first.
pub fn all() -> Vec<Snapshot> {
    snapshots::read(&settings::remembered(SNAPSHOTS).unwrap_or_default())
}

/// Keeps one more. `false` if it is too large, or the browser does not let the page store it.
pub fn add(snapshot: Snapshot) -> bool {
    let packed = snapshot.packed.clone();
    kept(&snapshots::with(all(), snapshot), &packed)
}

/// Keeps these, the newest of which is to be the one that is packed so. `false` if it is not.
fn kept(snapshots: &[Snapshot], packed: &str) -> bool {
    snapshots.first().is_some_and(|newest| newest.packed == packed) && set_all(snapshots)
}

/// Keeps these and no others. `false` if the browser does not let the page store them.
pub fn set_all(snapshots: &[Snapshot]) -> bool {
    settings::remember(SNAPSHOTS, &snapshots::write(snapshots))
}
