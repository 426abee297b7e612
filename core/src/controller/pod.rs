//! The pod that the controller asks the API server to create for a node.
//!
//! Models `pkg/controller/controller_utils.go` (GetPodFromTemplate, getPodsPrefix) and
//! `pkg/controller/daemon/util/daemonset_util.go` (CreatePodTemplate, ReplaceDaemonSetPodNodeNameNodeAffinity).

use super::matching::{is_dns_subdomain, with_automatic_tolerations};
use super::revision::{HASH_LABEL, controller_reference};
use crate::objects::{DaemonSet, Labels, OwnerReference, Pod, PodTemplate, json};
use serde_json::{Map, Value, json};

/// The label that carries the set's template generation.
pub const TEMPLATE_GENERATION_LABEL: &str = "pod-template-generation";

/// The labels of a pod of the revision `hash`: the template's, the hash, and the template generation if it is known.
pub fn pod_labels(set: &DaemonSet, hash: &str) -> Labels {
    let mut labels = set.template.labels.clone();
    if let Some(generation) = set.template_generation {
        labels.insert(TEMPLATE_GENERATION_LABEL, generation.to_string());
    }
    if !hash.is_empty() {
        labels.insert(HASH_LABEL, hash);
    }
    labels
}

/// `metadata.generateName` of the pods of the set of that name: the name and a dash, without the dash if a pod could not
/// be called that.
pub fn generate_name(set: &str) -> String {
    let prefix = format!("{set}-");
    // What the API server checks of a prefix: its last two characters stand for whatever will follow.
    let sample = prefix
        .char_indices()
        .rev()
        .nth(1)
        .map_or_else(|| prefix.clone(), |(at, _)| format!("{}a", &prefix[..at]));
    if is_dns_subdomain(&sample) {
        prefix
    } else {
        set.to_owned()
    }
}

/// The object in the create request for `node_name`: no name and no namespace, which come with the request.
pub fn create_request(set: &DaemonSet, node_name: &str, hash: &str) -> Value {
    json!({
        "metadata": metadata(&set.template, &pod_labels(set, hash), Some(&controller_reference(set))),
        "spec": spec(&set.template, true, Some(node_name)),
        "status": {},
    })
}

/// Metadata and spec of a pod that was made from `template`: what the create request held, with the labels and the owner
/// that the pod has now.
pub fn pod_from_template(pod: &Pod, template: &PodTemplate) -> Value {
    let owner = pod.controller.as_deref();
    let daemon = pod.affinity_node.is_some() || owner.is_some_and(|owner| &*owner.kind == "DaemonSet");
    json!({
        "metadata": metadata(template, &pod.labels, owner),
        "spec": spec(template, daemon, pod.affinity_node.as_deref()),
    })
}

fn metadata(template: &PodTemplate, labels: &Labels, owner: Option<&OwnerReference>) -> Value {
    let mut metadata = Map::new();
    metadata.insert("labels".into(), labels.to_json());
    for field in ["annotations", "finalizers"] {
        if let Some(value) = json::metadata(&template.json).get(field) {
            metadata.insert(field.into(), value.clone());
        }
    }
    if let Some(owner) = owner {
        metadata.insert("generateName".into(), generate_name(&owner.name).into());
        metadata.insert("ownerReferences".into(), json!([owner.to_json()]));
    }
    metadata.into()
}

/// The template's spec, with the automatic tolerations of a daemon pod, pinned to a node.
fn spec(template: &PodTemplate, daemon: bool, node_name: Option<&str>) -> Value {
    let mut spec = template.json.get("spec").cloned().unwrap_or_else(|| json!({}));
    let tolerations = daemon.then(|| with_automatic_tolerations(&spec));
    if let Some(fields) = spec.as_object_mut() {
        fields.extend(tolerations.map(|tolerations| ("tolerations".to_owned(), tolerations.into())));
        if let Some(node_name) = node_name {
            pin(fields, node_name);
        }
    }
    spec
}

/// Replaces what `spec` requires of its node by the node's name. Preferences and pod affinity stay.
fn pin(spec: &mut Map<String, Value>, node_name: &str) {
    let mut affinity = object(spec.get("affinity"));
    let mut node_affinity = object(affinity.get("nodeAffinity"));
    node_affinity.insert(
        "requiredDuringSchedulingIgnoredDuringExecution".into(),
        json!({"nodeSelectorTerms": [
            {"matchFields": [{"key": "metadata.name", "operator": "In", "values": [node_name]}]},
        ]}),
    );
    affinity.insert("nodeAffinity".into(), node_affinity.into());
    spec.insert("affinity".into(), affinity.into());
}

fn object(value: Option<&Value>) -> Map<String, Value> {
    value.and_then(Value::as_object).cloned().unwrap_or_default()
}
