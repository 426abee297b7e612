//! `kubectl get nodes`: `printNode` of `pkg/printers/internalversion/printers.go`.

use super::table::{Column, Row, Table};
use crate::json::Fields;
use crate::kubectl::duration::age;
use crate::kubectl::selector::{NONE, or_none};
use crate::time::SimTime;
use serde_json::Value;
use std::collections::BTreeSet;

const COLUMNS: &[Column] = &[
    Column::narrow("Name"),
    Column::narrow("Status"),
    Column::narrow("Roles"),
    Column::narrow("Age"),
    Column::narrow("Version"),
    Column::wide("Internal-IP"),
    Column::wide("External-IP"),
    Column::wide("OS-Image"),
    Column::wide("Kernel-Version"),
    Column::wide("Container-Runtime"),
];

/// The table of `nodes` (API JSON) at `now`.
pub fn nodes(nodes: &[Value], now: SimTime) -> Table<'_> {
    Table {
        columns: COLUMNS,
        rows: nodes.iter().map(|node| row(node, now)).collect(),
    }
}

/// The STATUS column: `Ready`, `NotReady` or `Unknown`, and whether the node is cordoned.
pub fn node_status(node: &Value) -> String {
    let conditions = node.list("status.conditions");
    let ready = conditions
        .iter()
        .rfind(|condition| condition.text("type") == "Ready")
        .map(|condition| condition.text("status") == "True");
    let status = match ready {
        Some(true) => "Ready",
        Some(false) => "NotReady",
        None => "Unknown",
    };
    let suffix = if node.is_true("spec.unschedulable") {
        ",SchedulingDisabled"
    } else {
        ""
    };
    format!("{status}{suffix}")
}

/// The ROLES column, from the node's labels; `<none>` without any.
pub fn node_roles(node: &Value) -> String {
    let labels = node.pairs("metadata.labels");
    let roles: BTreeSet<_> = labels
        .into_iter()
        .filter_map(|(key, value)| match key {
            "kubernetes.io/role" => Some(value),
            _ => key.strip_prefix("node-role.kubernetes.io/"),
        })
        .filter(|role| !role.is_empty())
        .collect();
    or_none(roles.into_iter().collect::<Vec<_>>().join(","))
}

fn row(node: &Value, now: SimTime) -> Row<'_> {
    let info = node.at("status.nodeInfo");
    let or_unknown = |field: &str| match info.text(field) {
        "" => "<unknown>".to_owned(),
        text => text.to_owned(),
    };
    let mut kernel = or_unknown("kernelVersion");
    let architecture = info.text("architecture");
    if !architecture.is_empty() {
        kernel = format!("{kernel} ({architecture})");
    }
    Row {
        cells: vec![
            node.text("metadata.name").into(),
            node_status(node).into(),
            node_roles(node).into(),
            age(node, now).into(),
            info.text("kubeletVersion").into(),
            address(node, "InternalIP").into(),
            address(node, "ExternalIP").into(),
            or_unknown("osImage").into(),
            kernel.into(),
            or_unknown("containerRuntimeVersion").into(),
        ],
        object: node,
    }
}

/// The first address of a kind.
fn address<'a>(node: &'a Value, kind: &str) -> &'a str {
    node.list("status.addresses")
        .iter()
        .find(|address| address.text("type") == kind)
        .map_or(NONE, |address| address.text("address"))
}
