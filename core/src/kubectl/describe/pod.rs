//! `kubectl describe pod`: `describePod`.

use super::Holder;
use super::containers::{write_containers, write_resources};
use super::daemon_set::controller;
use super::maps::{write_annotations, write_labels, write_tolerations};
use super::pod_template::{write_scheduling_group, write_topology_spread};
use super::volumes::write_volumes;
use crate::json::Fields;
use crate::kubectl::columns::Sheet;
use crate::kubectl::duration::{long_timestamp, moment, since};
use crate::kubectl::events::describe_events;
use crate::time::SimTime;
use serde_json::Value;

/// The description of `pod` (API JSON); `events` are those that the server lists for it
/// ([`crate::kubectl::events_about`]).
pub fn describe_pod(pod: &Value, events: &[Value], now: SimTime) -> String {
    let mut sheet = Sheet::default();
    let (spec, holder) = (pod.at("spec"), Holder::Pod(pod));
    write_identity(&mut sheet, pod);
    write_state(&mut sheet, pod, now);
    if spec.has("resources") {
        sheet.write(0, "Resources:\n");
        write_resources(&mut sheet, 1, spec.at("resources"));
    }
    for (title, field, statuses) in [
        ("Init Containers", "initContainers", "initContainerStatuses"),
        ("Containers", "containers", "containerStatuses"),
        (
            "Ephemeral Containers",
            "ephemeralContainers",
            "ephemeralContainerStatuses",
        ),
    ] {
        let containers = spec.list(field);
        if field == "containers" || !containers.is_empty() {
            let statuses = pod.at("status").list(statuses);
            write_containers(&mut sheet, title, containers, holder, statuses);
        }
    }
    write_conditions(&mut sheet, pod);
    write_volumes(&mut sheet, spec.list("volumes"), holder);
    sheet.write(0, &format!("QoS Class:\t{}\n", pod.text("status.qosClass")));
    write_labels(&mut sheet, "Node-Selectors", spec.at("nodeSelector"));
    write_tolerations(&mut sheet, "Tolerations", spec.list("tolerations"));
    write_topology_spread(&mut sheet, spec.list("topologySpreadConstraints"), holder);
    write_scheduling_group(&mut sheet, spec, holder);
    describe_events(&mut sheet, events, pod, "Pod", now);
    sheet.aligned()
}

fn write_identity(sheet: &mut Sheet, pod: &Value) {
    let spec = pod.at("spec");
    sheet.write(0, &format!("Name:\t{}\n", pod.text("metadata.name")));
    sheet.write(0, &format!("Namespace:\t{}\n", pod.text("metadata.namespace")));
    if spec.has("priority") {
        sheet.write(0, &format!("Priority:\t{}\n", spec.integer("priority")));
    }
    for (title, field) in [
        ("Priority Class Name", "priorityClassName"),
        ("Runtime Class Name", "runtimeClassName"),
        ("Service Account", "serviceAccountName"),
    ] {
        write_text(sheet, title, spec.text(field));
    }
    match spec.text("nodeName") {
        "" => sheet.write(0, "Node:\t<none>\n"),
        node => sheet.write(0, &format!("Node:\t{node}/{}\n", pod.text("status.hostIP"))),
    }
    if pod.has("status.startTime") {
        sheet.write(
            0,
            &format!("Start Time:\t{}\n", long_timestamp(pod, "status.startTime")),
        );
    }
    write_labels(sheet, "Labels", pod.at("metadata.labels"));
    write_annotations(sheet, "Annotations", pod.at("metadata.annotations"));
}

fn write_state(sheet: &mut Sheet, pod: &Value, now: SimTime) {
    let (status, phase) = (pod.at("status"), pod.text("status.phase"));
    if pod.has("metadata.deletionTimestamp") && !matches!(phase, "Failed" | "Succeeded") {
        let lasts = since(moment(pod, "metadata.deletionTimestamp"), now);
        let grace = pod.integer("metadata.deletionGracePeriodSeconds");
        sheet.write(0, &format!("Status:\tTerminating (lasts {lasts})\n"));
        sheet.write(0, &format!("Termination Grace Period:\t{grace}s\n"));
    } else {
        sheet.write(0, &format!("Status:\t{phase}\n"));
    }
    write_text(sheet, "Reason", status.text("reason"));
    write_text(sheet, "Message", status.text("message"));
    let seccomp = pod.at("spec.securityContext.seccompProfile");
    if !seccomp.is_null() {
        sheet.write(0, &format!("SeccompProfile:\t{}\n", seccomp.text("type")));
        if seccomp.text("type") == "Localhost" {
            sheet.write(0, &format!("LocalhostProfile:\t{}\n", seccomp.text("localhostProfile")));
        }
    }
    write_addresses(sheet, status);
    if let Some(owner) = controller(pod) {
        sheet.write(
            0,
            &format!("Controlled By:\t{}/{}\n", owner.text("kind"), owner.text("name")),
        );
    }
    write_text(sheet, "NominatedNodeName", status.text("nominatedNodeName"));
}

fn write_addresses(sheet: &mut Sheet, status: &Value) {
    let first = status.text("podIP");
    let all = status.list("podIPs").iter().map(|address| address.text("ip"));
    let mut all: Vec<_> = all.collect();
    if all.is_empty() && !first.is_empty() {
        // Whoever reads a pod from the API gets both fields.
        all.push(first);
    }
    sheet.write(0, &format!("IP:\t{first}\n"));
    sheet.write(0, if all.is_empty() { "IPs:\t<none>\n" } else { "IPs:\n" });
    for address in all {
        sheet.write(1, &format!("IP:\t{address}\n"));
    }
}

fn write_conditions(sheet: &mut Sheet, pod: &Value) {
    let conditions = pod.list("status.conditions");
    let gates = pod.list("spec.readinessGates");
    if !gates.is_empty() {
        sheet.write(0, "Readiness Gates:\n  Type\tStatus\n");
    }
    for gate in gates {
        let kind = gate.text("conditionType");
        let condition = conditions.iter().find(|condition| condition.text("type") == kind);
        let status = condition.map_or("<none>", |condition| condition.text("status"));
        sheet.write(1, &format!("{kind} \t{status} \n"));
    }
    if !conditions.is_empty() {
        sheet.write(0, "Conditions:\n  Type\tStatus\n");
    }
    for condition in conditions {
        let (kind, status) = (condition.text("type"), condition.text("status"));
        sheet.write(1, &format!("{kind} \t{status} \n"));
    }
}

/// Writes a line unless there is nothing to say.
fn write_text(sheet: &mut Sheet, title: &str, text: &str) {
    if !text.is_empty() {
        sheet.write(0, &format!("{title}:\t{text}\n"));
    }
}
