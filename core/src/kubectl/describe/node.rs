//! `kubectl describe node`: `describeNode`.

use super::containers::quantity_text;
use super::maps::{write_annotations, write_labels, write_taints};
use super::node_resources::write_pods_and_resources;
use crate::json::Fields;
use crate::kubectl::columns::Sheet;
use crate::kubectl::duration::long_timestamp;
use crate::kubectl::events::describe_events;
use crate::kubectl::get::node_roles;
use crate::time::SimTime;
use serde_json::Value;

/// The description of `node` (API JSON). Of `pods`, which may be all there are, those on the node that have not ended are
/// listed; `events` are those that the server lists for it ([`crate::kubectl::events_about`]); without a `lease` that
/// part is left out.
pub fn describe_node(node: &Value, lease: Option<&Value>, pods: &[Value], events: &[Value], now: SimTime) -> String {
    let mut sheet = Sheet::default();
    sheet.write(0, &format!("Name:\t{}\n", node.text("metadata.name")));
    sheet.write(0, &format!("Roles:\t{}\n", node_roles(node)));
    write_labels(&mut sheet, "Labels", node.at("metadata.labels"));
    write_annotations(&mut sheet, "Annotations", node.at("metadata.annotations"));
    let created = long_timestamp(node, "metadata.creationTimestamp");
    sheet.write(0, &format!("CreationTimestamp:\t{created}\n"));
    write_taints(&mut sheet, "Taints", node.list("spec.taints"));
    let unschedulable = node.is_true("spec.unschedulable");
    sheet.write(0, &format!("Unschedulable:\t{unschedulable}\n"));
    if let Some(lease) = lease {
        write_lease(&mut sheet, lease);
    }
    write_conditions(&mut sheet, node.list("status.conditions"));
    sheet.write(0, "Addresses:\n");
    for address in node.list("status.addresses") {
        let (kind, address) = (address.text("type"), address.text("address"));
        sheet.write(1, &format!("{kind}:\t{address}\n"));
    }
    for (title, list) in [("Capacity", "capacity"), ("Allocatable", "allocatable")] {
        let resources = node.at("status").entries(list);
        if !resources.is_empty() {
            sheet.write(0, &format!("{title}:\n"));
        }
        for (name, quantity) in resources {
            sheet.write(1, &format!("{name}:\t{}\n", quantity_text(quantity)));
        }
    }
    write_system(&mut sheet, node);
    write_pods_and_resources(&mut sheet, node, pods, now);
    describe_events(&mut sheet, events, node, "Node", now);
    sheet.aligned()
}

fn write_lease(sheet: &mut Sheet, lease: &Value) {
    let or_unset = |field: &str, text: String| if lease.has(field) { text } else { "<unset>".to_owned() };
    let holder = or_unset("spec.holderIdentity", lease.text("spec.holderIdentity").to_owned());
    sheet.write(0, "Lease:\n");
    sheet.write(1, &format!("HolderIdentity:\t{holder}\n"));
    for (title, field) in [("AcquireTime", "spec.acquireTime"), ("RenewTime", "spec.renewTime")] {
        let time = or_unset(field, long_timestamp(lease, field));
        sheet.write(1, &format!("{title}:\t{time}\n"));
    }
}

fn write_conditions(sheet: &mut Sheet, conditions: &[Value]) {
    if conditions.is_empty() {
        return;
    }
    sheet.write(
        0,
        "Conditions:\n  Type\tStatus\tLastHeartbeatTime\tLastTransitionTime\tReason\tMessage\n",
    );
    sheet.write(
        1,
        "----\t------\t-----------------\t------------------\t------\t-------\n",
    );
    for condition in conditions {
        sheet.write(
            1,
            &format!(
                "{} \t{} \t{} \t{} \t{} \t{}\n",
                condition.text("type"),
                condition.text("status"),
                long_timestamp(condition, "lastHeartbeatTime"),
                long_timestamp(condition, "lastTransitionTime"),
                condition.text("reason"),
                condition.text("message"),
            ),
        );
    }
}

fn write_system(sheet: &mut Sheet, node: &Value) {
    let info = node.at("status.nodeInfo");
    sheet.write(0, "System Info:\n");
    for (title, field) in [
        ("Machine ID", "machineID"),
        ("System UUID", "systemUUID"),
        ("Boot ID", "bootID"),
        ("Kernel Version", "kernelVersion"),
        ("OS Image", "osImage"),
        ("Operating System", "operatingSystem"),
        ("Architecture", "architecture"),
        ("Container Runtime Version", "containerRuntimeVersion"),
        ("Kubelet Version", "kubeletVersion"),
    ] {
        sheet.write(1, &format!("{title}:\t{}\n", info.text(field)));
    }
    let spec = node.at("spec");
    for (title, text) in [
        ("PodCIDR", spec.text("podCIDR").to_owned()),
        ("PodCIDRs", spec.texts("podCIDRs").join(",")),
        ("ProviderID", spec.text("providerID").to_owned()),
    ] {
        if !text.is_empty() {
            sheet.write(0, &format!("{title}:\t{text}\n"));
        }
    }
}
