//! `kubectl get namespaces`: `printNamespace` of `pkg/printers/internalversion/printers.go`.

use super::table::{Column, Row, Table};
use crate::json::Fields;
use crate::kubectl::duration::age;
use crate::time::SimTime;
use serde_json::Value;

const COLUMNS: &[Column] = &[Column::narrow("Name"), Column::narrow("Status"), Column::narrow("Age")];

/// The table of `namespaces` (API JSON) at `now`.
pub fn namespaces(namespaces: &[Value], now: SimTime) -> Table<'_> {
    let row = |namespace| Row {
        cells: vec![
            Value::text(namespace, "metadata.name").into(),
            namespace.text("status.phase").into(),
            age(namespace, now).into(),
        ],
        object: namespace,
    };
    Table {
        columns: COLUMNS,
        rows: namespaces.iter().map(row).collect(),
    }
}
