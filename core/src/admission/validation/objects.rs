//! The rules of the other kinds that the simulation stores, over the decoded and defaulted object.
//!
//! Models `pkg/apis/core/validation/validation.go` (ValidatePodCreate, ValidatePodUpdate, ValidateNodeUpdate,
//! ValidateNamespace, ValidateResourceQuota), `pkg/apis/scheduling/validation`, `pkg/apis/policy/validation` and
//! ValidateControllerRevision of `pkg/apis/apps/validation`.

use super::{annotations, meta, names, pod_spec, selector};
use crate::admission::error::{Errors, FieldError};
use crate::admission::field::Field;
use crate::api::Resource;
use crate::manifest::defaulting::semantically_equal;
use crate::manifest::schema::GoType;
use serde_json::Value;
use std::collections::BTreeSet;

const EFFECTS: [&str; 3] = ["NoSchedule", "PreferNoSchedule", "NoExecute"];
const HIGHEST_USER_PRIORITY: i64 = 1_000_000_000;
const POD_UPDATE: &str = "pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)";

/// What the API server has against creating `object`, or against what an update made of `old`.
pub(crate) fn validate_object(resource: Resource, object: &Value, old: Option<&Value>) -> Vec<FieldError> {
    let mut errors = Errors::default();
    let root = Field::root(object);
    let metadata = root.at("metadata");
    if let Some(old) = old {
        meta::object_meta_update(&metadata, &Field::root(old).at("metadata"), &mut errors);
    }
    match resource {
        Resource::Namespaces => meta::cluster_object_meta(&metadata, names::dns_label, &mut errors),
        Resource::Nodes | Resource::PriorityClasses => {
            meta::cluster_object_meta(&metadata, names::dns_subdomain, &mut errors);
        }
        Resource::Pods
        | Resource::ResourceQuotas
        | Resource::DaemonSets
        | Resource::ControllerRevisions
        | Resource::PodDisruptionBudgets => meta::object_meta(&metadata, &mut errors),
    }
    match (resource, old) {
        (Resource::Pods, None) => pod(&root, &mut errors),
        (Resource::Pods, Some(old)) => pod_update(&root, &Field::root(old), &mut errors),
        (Resource::Nodes, _) => taints(&metadata, &root.at("spec"), &mut errors),
        (Resource::ResourceQuotas, _) => hard_limits(&root.at("spec").at("hard"), &mut errors),
        (Resource::PriorityClasses, old) => priority_class(&root, old.map(Field::root).as_ref(), &mut errors),
        (Resource::PodDisruptionBudgets, _) => budget(&root.at("spec"), &mut errors),
        (Resource::ControllerRevisions, old) => revision(&root, old.map(Field::root).as_ref(), &mut errors),
        (Resource::DaemonSets | Resource::Namespaces, _) => {}
    }
    errors.into_unique()
}

fn pod(pod: &Field<'_>, errors: &mut Errors) {
    let (metadata, spec) = (pod.at("metadata"), pod.at("spec"));
    annotations::pod_annotations(&metadata.at("annotations"), &spec, errors);
    pod_spec::pod_spec(&spec, errors);
    annotations::seccomp_matches_fields(&metadata.at("annotations"), &spec, errors);
    annotations::app_armor_matches_fields(&metadata.at("annotations"), &spec, errors);
    if !spec.is_empty("ephemeralContainers") {
        let path = spec.at("ephemeralContainers").path;
        errors.forbidden(&path, "cannot be set on create");
    }
}

/// Images, the deadline and further tolerations may change, nothing else.
fn pod_update(new: &Field<'_>, old: &Field<'_>, errors: &mut Errors) {
    let (spec, old_spec) = (new.at("spec"), old.at("spec"));
    for list in ["containers", "initContainers"] {
        for container in spec.list(list).iter().filter(|container| container.is_empty("image")) {
            errors.required(&container.at("image").path, "");
        }
    }
    let tolerations = spec.list("tolerations");
    let kept = |old: &Field<'_>| tolerations.iter().any(|new| new.value == old.value);
    let unmade = |spec: &Value| {
        let mut spec = spec.clone();
        if let Some(members) = spec.as_object_mut() {
            members.remove("activeDeadlineSeconds");
            members.remove("tolerations");
        }
        for list in ["containers", "initContainers"] {
            for container in spec.get_mut(list).and_then(Value::as_array_mut).into_iter().flatten() {
                container["image"] = Value::Null;
            }
        }
        spec
    };
    let same = semantically_equal(&unmade(spec.value), &unmade(old_spec.value), GoType("v1.PodSpec"));
    if !old_spec.list("tolerations").iter().all(kept) || !same {
        errors.forbidden(&spec.path, POD_UPDATE);
    }
}

/// Taints are reported below `metadata`, as Kubernetes does.
fn taints(metadata: &Field<'_>, spec: &Field<'_>, errors: &mut Errors) {
    let mut seen = BTreeSet::new();
    for (index, taint) in spec.list("taints").into_iter().enumerate() {
        let path = metadata.at("taints").path.index(index);
        for fault in names::label_key(taint.text("key")) {
            errors.invalid(&path.child("key"), taint.text("key"), &fault);
        }
        let faults = names::label_value(taint.text("value"));
        if !faults.is_empty() {
            errors.invalid(&path.child("value"), taint.text("value"), &faults.join(";"));
        }
        let effect = taint.text("effect");
        if effect.is_empty() {
            errors.required(&path.child("effect"), "");
        } else if !EFFECTS.contains(&effect) {
            errors.not_supported(&path.child("effect"), effect, &EFFECTS);
        }
        if !seen.insert((taint.text("key"), effect)) {
            errors.duplicate(&path, taint.text("key"));
        }
    }
}

fn hard_limits(hard: &Field<'_>, errors: &mut Errors) {
    for (name, limit) in hard.keyed() {
        let amount = super::quantity(&limit);
        if amount.milli_value() < 0 {
            errors.invalid(&limit.path, limit.as_text(), "must be greater than or equal to 0");
        }
        let counts = name == "pods" || name.starts_with("count/");
        if counts && amount.milli_value() % 1000 != 0 {
            errors.invalid(&limit.path, limit.as_text(), "must be an integer");
        }
    }
}

fn priority_class(class: &Field<'_>, old: Option<&Field<'_>>, errors: &mut Errors) {
    let name = class.at("metadata").at("name");
    if name.as_text().starts_with("system-") {
        let detail = "priority class names with 'system-' prefix are reserved for system use only. error: only the \
                      default system priority classes are allowed";
        errors.forbidden(&name.path, detail);
    }
    let value = class.at("value");
    if class.int("value").unwrap_or(0) > HIGHEST_USER_PRIORITY && !name.as_text().starts_with("system-") {
        let detail = format!("maximum allowed value of a user defined priority is {HIGHEST_USER_PRIORITY}");
        errors.forbidden(&value.path, &detail);
    }
    if class.has("preemptionPolicy") {
        pod_spec::one_of(class, "preemptionPolicy", &["PreemptLowerPriority", "Never"], errors);
    }
    if old.is_some_and(|old| old.int("value") != class.int("value")) {
        errors.forbidden(&value.path, "may not be changed in an update.");
    }
}

fn budget(spec: &Field<'_>, errors: &mut Errors) {
    if spec.has("minAvailable") && spec.has("maxUnavailable") {
        let detail = "minAvailable and maxUnavailable cannot be both set";
        errors.invalid(&spec.path, spec.value.clone(), detail);
    }
    for limit in ["minAvailable", "maxUnavailable"]
        .into_iter()
        .filter_map(|name| spec.get(name))
    {
        super::count_or_percentage(&limit, errors);
        super::at_most_all(&limit, errors);
    }
    selector::label_selector(&spec.at("selector"), errors);
}

fn revision(revision: &Field<'_>, old: Option<&Field<'_>>, errors: &mut Errors) {
    let data = revision.at("data");
    if !data.is_set() {
        errors.required(&data.path, "data is mandatory");
    } else if old.is_some_and(|old| old.at("data").value != data.value) {
        errors.invalid(&data.path, data.value.clone(), "field is immutable");
    }
    meta::non_negative(revision, "revision", errors);
}
