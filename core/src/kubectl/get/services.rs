//! `kubectl get services`: `printService` of `pkg/printers/internalversion/printers.go`, for services with an address inside
//! the cluster.

use super::table::{Column, Row, Table};
use crate::json::Fields;
use crate::kubectl::duration::age;
use crate::kubectl::selector::{NONE, format_labels};
use crate::time::SimTime;
use serde_json::Value;

const COLUMNS: &[Column] = &[
    Column::narrow("Name"),
    Column::narrow("Type"),
    Column::narrow("Cluster-IP"),
    Column::narrow("External-IP"),
    Column::narrow("Port(s)"),
    Column::narrow("Age"),
    Column::wide("Selector"),
];

/// The table of `services` (API JSON) at `now`.
pub fn services(services: &[Value], now: SimTime) -> Table<'_> {
    Table {
        columns: COLUMNS,
        rows: services.iter().map(|service| row(service, now)).collect(),
    }
}

fn row(service: &Value, now: SimTime) -> Row<'_> {
    let ports = service.list("spec.ports").iter();
    let ports: Vec<_> = ports
        .map(|port| format!("{}/{}", port.integer("port"), port.text("protocol")))
        .collect();
    Row {
        cells: vec![
            service.text("metadata.name").into(),
            service.text("spec.type").into(),
            service.text("spec.clusterIP").into(),
            NONE.into(),
            ports.join(",").into(),
            age(service, now).into(),
            format_labels(service, "spec.selector").into(),
        ],
        object: service,
    }
}
