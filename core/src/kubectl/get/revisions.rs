//! `kubectl get controllerrevisions`: `printControllerRevision` of `pkg/printers/internalversion/printers.go`.

use super::table::{Cell, Column, Row, Table};
use crate::case::lower;
use crate::json::Fields;
use crate::kubectl::duration::age;
use crate::kubectl::selector::NONE;
use crate::time::SimTime;
use serde_json::Value;

const COLUMNS: &[Column] = &[
    Column::narrow("Name"),
    Column::narrow("Controller"),
    Column::narrow("Revision"),
    Column::narrow("Age"),
];

/// The table of `revisions` (ControllerRevisions as API JSON) at `now`.
pub fn controller_revisions(revisions: &[Value], now: SimTime) -> Table<'_> {
    Table {
        columns: COLUMNS,
        rows: revisions.iter().map(|revision| row(revision, now)).collect(),
    }
}

fn row(revision: &Value, now: SimTime) -> Row<'_> {
    Row {
        cells: vec![
            revision.text("metadata.name").into(),
            controller(revision).into(),
            Cell::Count(revision.integer("revision")),
            age(revision, now).into(),
        ],
        object: revision,
    }
}

/// `daemonset.apps/agent`
fn controller(revision: &Value) -> String {
    let owners = revision.list("metadata.ownerReferences");
    let Some(owner) = owners.iter().find(|owner| owner.is_true("controller")) else {
        return NONE.to_owned();
    };
    let kind = lower(owner.text("kind"));
    let name = owner.text("name");
    match owner.text("apiVersion").split_once('/') {
        Some((group, _)) => format!("{kind}.{group}/{name}"),
        None => format!("{kind}/{name}"),
    }
}
