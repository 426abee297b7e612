//! What the browser keeps of the page: its last state, and the snapshots. Storage may refuse at any time, in a sandboxed
//! frame always; then nothing is kept, and whoever asked is told.

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
    }
}

/// How the page was left; none if there was nothing worth keeping.
pub fn last() -> Option<Snapshot> {
    let value: Value = serde_json::from_str(&settings::remembered(LAST)?).ok()?;
    Snapshot::from_json(&value)
}

/// Remembers how the page is.
pub fn set_last(app: &App) {
    if app.is_touched() {
        settings::remember(LAST, &snapshot(app).to_json().to_string());
    } else {
        settings::forget(LAST);
    }
}

/// The snapshots, newest first.
pub fn all() -> Vec<Snapshot> {
    snapshots::read(&settings::remembered(SNAPSHOTS).unwrap_or_default())
}

/// Keeps one more. `false` if the browser does not let the page store it.
pub fn add(snapshot: Snapshot) -> bool {
    set_all(&snapshots::with(all(), snapshot))
}

/// Keeps these and no others. `false` if the browser does not let the page store them.
pub fn set_all(snapshots: &[Snapshot]) -> bool {
    settings::remember(SNAPSHOTS, &snapshots::write(snapshots))
}
