//! Annotations of a pod template that mean something to Kubernetes.
//!
//! Models ValidatePodSpecificAnnotations, ValidateSeccompPodAnnotations, ValidateAppArmorPodAnnotations and the checks
//! that annotations and fields agree, of `pkg/apis/core/validation/validation.go`.

use super::pod_spec::all_containers;
use super::{paths, tolerations};
use crate::admission::error::Errors;
use crate::admission::field::{Field, Path};
use crate::admission::go_text;
use serde_json::Value;

const MIRROR: &str = "kubernetes.io/config.mirror";
const TOLERATIONS: &str = "scheduler.alpha.kubernetes.io/tolerations";
const DELETION_COST: &str = "controller.kubernetes.io/pod-deletion-cost";
/// The annotation that once held the seccomp profile of a pod.
pub(crate) const SECCOMP_POD: &str = "seccomp.security.alpha.kubernetes.io/pod";
/// Before the name of a container: the annotation that once held its seccomp profile.
pub(crate) const SECCOMP_CONTAINER: &str = "container.seccomp.security.alpha.kubernetes.io/";
/// Before the name of a container: the annotation that once held its AppArmor profile.
pub(crate) const APP_ARMOR_CONTAINER: &str = "container.apparmor.security.beta.kubernetes.io/";

/// The annotations alone.
pub(super) fn pod_annotations(annotations: &Field<'_>, spec: &Field<'_>, errors: &mut Errors) {
    if let Some(mirror) = annotations.get(MIRROR).filter(|_| spec.is_empty("nodeName")) {
        let detail = "must set spec.nodeName if mirror pod annotation is set";
        errors.invalid(&annotations.path.key(MIRROR), mirror.as_text(), detail);
    }
    if !annotations.is_empty(TOLERATIONS) {
        tolerations_annotation(annotations, errors);
    }
    if let Some(cost) = annotations
        .get(DELETION_COST)
        .filter(|cost| !is_deletion_cost(cost.as_text()))
    {
        errors.invalid(
            &annotations.path.key(DELETION_COST),
            cost.as_text(),
            "must be a 32bit integer",
        );
    }
    if let Some(profile) = annotations.get(SECCOMP_POD) {
        seccomp_annotation(&profile.path, profile.as_text(), errors);
    }
    for (key, profile) in annotations.entries() {
        if key.starts_with(SECCOMP_CONTAINER) {
            seccomp_annotation(&annotations.path.child(key), profile, errors);
        }
    }
    for (key, profile) in annotations.entries() {
        if let Some(container) = key.strip_prefix(APP_ARMOR_CONTAINER) {
            app_armor_annotation(&annotations.path.key(key), container, profile, spec, errors);
        }
    }
}

fn tolerations_annotation(annotations: &Field<'_>, errors: &mut Errors) {
    let text = annotations.text(TOLERATIONS);
    match serde_json::from_str::<Value>(text) {
        Ok(list @ (Value::Array(_) | Value::Null)) => {
            let list = Field {
                value: &list,
                path: annotations.path.child(TOLERATIONS),
            };
            for toleration in list.items() {
                tolerations::toleration(&toleration, errors);
            }
        }
        Ok(other) => {
            let kind = match other {
                Value::Object(_) => "object",
                Value::String(_) => "string",
                Value::Bool(_) => "bool",
                Value::Number(_) | Value::Null | Value::Array(_) => "number",
            };
            let detail = format!("json: cannot unmarshal {kind} into Go value of type []core.Toleration");
            errors.invalid(&annotations.path, TOLERATIONS, &detail);
        }
        Err(_) => {
            let first = text.trim_start().chars().next().unwrap_or(' ');
            let detail = format!("invalid character '{first}' looking for beginning of value");
            errors.invalid(&annotations.path, TOLERATIONS, &detail);
        }
    }
}

/// A 32-bit integer without `+` and leading noughts.
fn is_deletion_cost(text: &str) -> bool {
    let is_plain = text == "0" || text.starts_with(|first: char| first == '-' || ('1'..='9').contains(&first));
    is_plain && text.parse::<i32>().is_ok()
}

fn seccomp_annotation(path: &Path, profile: &str, errors: &mut Errors) {
    if ["runtime/default", "docker/default", "unconfined"].contains(&profile) {
        return;
    }
    match profile.strip_prefix("localhost/") {
        Some(name) => paths::descending(path, name, errors),
        None => errors.invalid(path, profile, "must be a valid seccomp profile"),
    }
}

fn app_armor_annotation(path: &Path, container: &str, profile: &str, spec: &Field<'_>, errors: &mut Errors) {
    if !all_containers(spec).iter().any(|other| other.text("name") == container) {
        errors.invalid(path, container, "container not found");
    }
    let is_known = ["", "runtime/default", "unconfined"].contains(&profile) || profile.starts_with("localhost/");
    if !is_known {
        let detail = format!("invalid AppArmor profile name: {}", go_text::quote(profile));
        errors.invalid(path, profile, &detail);
    }
}

/// Where a seccomp profile is both annotated and set, the two have to agree.
pub(super) fn seccomp_matches_fields(annotations: &Field<'_>, spec: &Field<'_>, errors: &mut Errors) {
    let pod = spec.at("securityContext").at("seccompProfile");
    let containers = all_containers(spec).into_iter().map(|container| {
        let key = format!("{SECCOMP_CONTAINER}{}", container.text("name"));
        (key, container.at("securityContext").at("seccompProfile"))
    });
    for (key, profile) in std::iter::once((SECCOMP_POD.to_owned(), pod)).chain(containers) {
        if let Some(annotation) = annotations.get(&key) {
            let runtime_defaults = ["runtime/default", "docker/default"];
            profile_matches(
                "seccomp",
                annotation.as_text(),
                &profile,
                &profile.path,
                &runtime_defaults,
                errors,
            );
        }
    }
}

/// Where an AppArmor profile is both annotated and set, the two have to agree.
pub(super) fn app_armor_matches_fields(annotations: &Field<'_>, spec: &Field<'_>, errors: &mut Errors) {
    if spec.at("os").text("name") == "windows" {
        return;
    }
    let pod = spec.at("securityContext").at("appArmorProfile");
    for container in all_containers(spec) {
        let own = container.at("securityContext").at("appArmorProfile");
        let key = format!("{APP_ARMOR_CONTAINER}{}", container.text("name"));
        if let Some(annotation) = annotations.get(&key) {
            let profile = if own.is_set() { &own } else { &pod };
            profile_matches(
                "apparmor",
                annotation.as_text(),
                profile,
                &own.path,
                &["runtime/default"],
                errors,
            );
        }
    }
}

fn profile_matches(
    kind: &str,
    annotation: &str,
    profile: &Field<'_>,
    path: &Path,
    defaults: &[&str],
    errors: &mut Errors,
) {
    let wrong_type = format!("{kind} type in annotation and field must match");
    let has_type = match profile.text("type") {
        "Unconfined" => annotation == "unconfined",
        "RuntimeDefault" => defaults.contains(&annotation),
        "Localhost" => match annotation.strip_prefix("localhost/") {
            Some(name) => {
                if !profile.has("localhostProfile") || profile.text("localhostProfile") != name {
                    let detail = format!("{kind} profile in annotation and field must match");
                    errors.forbidden(&path.child("localhostProfile"), &detail);
                }
                true
            }
            None => false,
        },
        _ => true,
    };
    if !has_type {
        errors.forbidden(&path.child("type"), &wrong_type);
    }
}
