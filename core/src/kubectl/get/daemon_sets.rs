//! `kubectl get daemonsets`: `printDaemonSet` of `pkg/printers/internalversion/printers.go`.

use super::table::{Cell, Column, Row, Table};
use crate::json::Fields;
use crate::kubectl::duration::age;
use crate::kubectl::selector::{format_labels, format_selector};
use crate::time::SimTime;
use serde_json::Value;

const COLUMNS: &[Column] = &[
    Column::narrow("Name"),
    Column::narrow("Desired"),
    Column::narrow("Current"),
    Column::narrow("Ready"),
    Column::narrow("Up-to-date"),
    Column::narrow("Available"),
    Column::narrow("Node Selector"),
    Column::narrow("Age"),
    Column::wide("Containers"),
    Column::wide("Images"),
    Column::wide("Selector"),
];

/// The table of `daemon_sets` (API JSON) at `now`.
pub fn daemon_sets(daemon_sets: &[Value], now: SimTime) -> Table<'_> {
    Table {
        columns: COLUMNS,
        rows: daemon_sets.iter().map(|daemon_set| row(daemon_set, now)).collect(),
    }
}

fn row(daemon_set: &Value, now: SimTime) -> Row<'_> {
    let status = daemon_set.at("status");
    let containers = daemon_set.list("spec.template.spec.containers");
    let joined = |field: &str| {
        let texts: Vec<_> = containers.iter().map(|container| container.text(field)).collect();
        Cell::Text(texts.join(","))
    };
    Row {
        cells: vec![
            daemon_set.text("metadata.name").into(),
            Cell::Count(status.integer("desiredNumberScheduled")),
            Cell::Count(status.integer("currentNumberScheduled")),
            Cell::Count(status.integer("numberReady")),
            Cell::Count(status.integer("updatedNumberScheduled")),
            Cell::Count(status.integer("numberAvailable")),
            format_labels(daemon_set, "spec.template.spec.nodeSelector").into(),
            age(daemon_set, now).into(),
            joined("name"),
            joined("image"),
            format_selector(daemon_set.at("spec.selector")).into(),
        ],
        object: daemon_set,
    }
}
