//! What a text of a running cluster holds that the simulation does not: each kind and field that it passes over, with the
//! objects that have it, and what that means for the result.

use super::find::{Document, objects};
use super::yaml::{Limits, read_with};
use crate::api::Resource;
use crate::diagnostic::{Diagnostic, Phrase, Remark, Severity};
use crate::objects::json;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write;

/// How many names a finding spells out.
const MAX_NAMES: usize = 12;

/// One thing that is passed over: the place, and what is left out with what that means.
type Gap = (&'static str, Phrase);

/// Findings about everything in `text` that is not taken over. A text without API objects has none.
pub fn left_out(text: &str) -> Vec<Diagnostic> {
    if !text.contains("kind") {
        return Vec::new();
    }
    let mut gaps: BTreeMap<(String, Gap), Vec<String>> = BTreeMap::new();
    for document in objects(read_with(text, Limits::NODES)) {
        if document.kind.is_empty() || document.broken {
            continue;
        }
        let mut note = |gap: Gap| {
            let named = gaps.entry((document.kind.clone(), gap)).or_default();
            named.push(title(&document));
        };
        let object = document.tree.to_json();
        match Resource::of(&document.api_version, &document.kind) {
            None => note(unknown_kind(&document.kind)),
            Some(Resource::Nodes) => node(&object, &mut note),
            Some(Resource::Pods) => pod(&object, &mut note),
            Some(Resource::DaemonSets) => daemon_set(&object, &mut note),
            Some(Resource::ResourceQuotas) => quota(&object, &mut note),
            Some(Resource::PodDisruptionBudgets) => budget(&object, &mut note),
            Some(Resource::Namespaces | Resource::ControllerRevisions | Resource::PriorityClasses) => {}
        }
    }
    gaps.into_iter()
        .map(|((kind, gap), names)| finding(&kind, gap, &names))
        .collect()
}

fn title(document: &Document) -> String {
    let metadata = document.tree.get("metadata");
    let namespace = metadata.and_then(|metadata| metadata.get("namespace")?.as_str().map(ToOwned::to_owned));
    match namespace {
        Some(namespace) => format!("{namespace}/{}", document.name),
        None => document.name.clone(),
    }
}

fn finding(kind: &str, (path, gap): Gap, names: &[String]) -> Diagnostic {
    let mut objects = format!("{kind} {}", names[..names.len().min(MAX_NAMES)].join(", "));
    let rest = names.len().saturating_sub(MAX_NAMES);
    if rest > 0 {
        // Writing to a string cannot fail.
        let _ = write!(objects, ", … (+{rest})");
    }
    Diagnostic::new(Severity::Info, "left-out", path, Remark::LeftOut { gap, objects })
}

/// What it means that objects of a kind are left out: somebody acts on most of these in a real cluster, and nobody here.
fn unknown_kind(kind: &str) -> Gap {
    let gap = match kind {
        "Deployment" | "ReplicaSet" | "StatefulSet" => Phrase::PodsNotReplaced,
        "ReplicationController" => Phrase::PodsNotMadeAgain,
        "Job" => Phrase::Job,
        "CronJob" => Phrase::CronJob,
        "HorizontalPodAutoscaler" => Phrase::Autoscaler,
        "LimitRange" => Phrase::LimitRange,
        "RuntimeClass" => Phrase::RuntimeClass,
        "PersistentVolumeClaim" => Phrase::Claim,
        "PersistentVolume" => Phrase::Volume,
        "MutatingWebhookConfiguration" => Phrase::MutatingWebhook,
        "ValidatingWebhookConfiguration" => Phrase::ValidatingWebhook,
        "NetworkPolicy" => Phrase::NetworkPolicy,
        _ => Phrase::OtherKind,
    };
    ("kind", gap)
}

fn node(object: &Value, note: &mut impl FnMut(Gap)) {
    const KNOWN: [&str; 5] = [
        "Ready",
        "MemoryPressure",
        "DiskPressure",
        "PIDPressure",
        "NetworkUnavailable",
    ];
    let status = &object["status"];
    let others = json::list(status, "conditions")
        .iter()
        .any(|condition| !KNOWN.contains(&json::text(condition, "type")));
    if others {
        note(("status.conditions", Phrase::NodeConditions));
    }
    if !json::list(status, "images").is_empty() {
        note(("status.images", Phrase::NodeImages));
    }
    if !json::list(status, "volumesAttached").is_empty() {
        note(("status.volumesAttached", Phrase::NodeVolumes));
    }
    if json::list(&object["metadata"], "finalizers").is_empty() {
        return;
    }
    note(("metadata.finalizers", Phrase::NodeFinalizers));
}

fn pod(object: &Value, note: &mut impl FnMut(Gap)) {
    let (metadata, spec) = (json::metadata(object), &object["spec"]);
    let owners = json::list(metadata, "ownerReferences");
    if owners.iter().any(|owner| json::text(owner, "kind") == "Node") {
        note(("metadata.ownerReferences", Phrase::StaticPod));
    } else if owners.iter().any(|owner| json::text(owner, "kind") != "DaemonSet") {
        note(("metadata.ownerReferences", Phrase::PodOwner));
    }
    if !json::list(metadata, "finalizers").is_empty() {
        note(("metadata.finalizers", Phrase::PodFinalizers));
    }
    if !json::list(spec, "resourceClaims").is_empty() {
        note(("spec.resourceClaims", Phrase::DeviceClaims));
    }
    if !json::list(spec, "ephemeralContainers").is_empty() {
        note(("spec.ephemeralContainers", Phrase::Debugging));
    }
    let text = |key: &str| json::text(spec, key);
    if !["", "default-scheduler"].contains(&text("schedulerName")) {
        note(("spec.schedulerName", Phrase::PodScheduler));
    }
    if !text("runtimeClassName").is_empty() && spec.get("overhead").is_none() {
        note(("spec.runtimeClassName", Phrase::PodRuntimeClass));
    }
}

fn daemon_set(object: &Value, note: &mut impl FnMut(Gap)) {
    if !json::list(&object["status"], "conditions").is_empty() {
        note(("status.conditions", Phrase::SetConditions));
    }
    pod_template(&object["spec"]["template"]["spec"], note);
}

fn pod_template(spec: &Value, note: &mut impl FnMut(Gap)) {
    let text = |key: &str| json::text(spec, key);
    if !["", "default-scheduler"].contains(&text("schedulerName")) {
        note(("spec.template.spec.schedulerName", Phrase::SetScheduler));
    }
    if !json::list(spec, "resourceClaims").is_empty() {
        note(("spec.template.spec.resourceClaims", Phrase::DeviceClaims));
    }
    let volumes = json::list(spec, "volumes");
    let needs = |keys: &[&str]| {
        volumes
            .iter()
            .any(|volume| keys.iter().any(|key| volume.get(key).is_some()))
    };
    if needs(&["configMap", "secret", "projected"]) {
        note(("spec.template.spec.volumes", Phrase::SetMaps));
    }
    if needs(&["hostPath"]) {
        note(("spec.template.spec.volumes", Phrase::SetPaths));
    }
}

fn quota(object: &Value, note: &mut impl FnMut(Gap)) {
    let hard = object["spec"]["hard"].as_object();
    if hard.is_some_and(|hard| hard.keys().any(|key| key != "pods" && key != "count/pods")) {
        note(("spec.hard", Phrase::QuotaResources));
    }
    if object["spec"].get("scopes").is_some() || object["spec"].get("scopeSelector").is_some() {
        note(("spec.scopes", Phrase::QuotaScopes));
    }
}

fn budget(object: &Value, note: &mut impl FnMut(Gap)) {
    let disrupted = object["status"]["disruptedPods"].as_object();
    if disrupted.is_some_and(|disrupted| !disrupted.is_empty()) {
        note(("status.disruptedPods", Phrase::BudgetEvictions));
    }
    let limit = |key: &str| object["spec"].get(key);
    let relative = limit("maxUnavailable").is_some() || limit("minAvailable").is_some_and(Value::is_string);
    if relative {
        note(("spec", Phrase::BudgetShares));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_passed_over_is_named_with_what_it_means() {
        let text = "apiVersion: v1\nkind: List\nitems:\n\
            - {apiVersion: apps/v1, kind: Deployment, metadata: {name: web, namespace: shop}}\n\
            - {apiVersion: v1, kind: Service, metadata: {name: web, namespace: shop}}\n\
            - {apiVersion: v1, kind: Pod, metadata: {name: a, namespace: shop, ownerReferences: [{kind: ReplicaSet}]}, spec: {}}\n\
            - {apiVersion: v1, kind: Pod, metadata: {name: b, namespace: shop, ownerReferences: [{kind: ReplicaSet}]}, spec: {}}\n\
            - {apiVersion: v1, kind: Pod, metadata: {name: c, ownerReferences: [{kind: DaemonSet}]}, spec: {}}\n\
            - {apiVersion: v1, kind: ResourceQuota, metadata: {name: q, namespace: shop}, spec: {hard: {pods: 3, cpu: 2}}}\n";
        let lines: Vec<_> = left_out(text).into_iter().map(|finding| finding.message).collect();
        assert_eq!(
            lines,
            [
                "Deployment shop/web: the object is not taken over; its pods stay as they are: none is replaced, and none is made again",
                "Pod shop/a, shop/b: whoever owns it is not taken over; it takes its room on the node; deleted or evicted, nobody makes it again",
                "ResourceQuota shop/q: what limits other things than pods is not taken over; pods are refused for their number, not for what they ask",
                "Service shop/web: the object is not taken over; nothing in the simulation depends on it",
            ]
        );
    }

    #[test]
    fn a_plain_list_of_nodes_leaves_nothing_out() {
        assert_eq!(left_out("node-1 zone=a\nnode-2\n"), []);
    }
}
