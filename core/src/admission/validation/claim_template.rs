//! The claim that an ephemeral volume makes.
//!
//! Models ValidatePersistentVolumeClaimTemplate and ValidatePersistentVolumeClaimSpec of
//! `pkg/apis/core/validation/validation.go`.

use super::pod_spec::one_of_if_set;
use super::volumes::required;
use super::{meta, names, resources, selector};
use crate::admission::error::Errors;
use crate::admission::field::Field;

const ACCESS_MODES: [&str; 4] = ["ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod"];

/// Metadata fields that a claim template may not have, in the order of the Go structure.
const FORBIDDEN_METADATA: [(&str, &str); 13] = [
    ("name", "name"),
    ("generateName", "generateName"),
    ("namespace", "namespace"),
    ("selfLink", "selfLink"),
    ("uid", "uID"),
    ("resourceVersion", "resourceVersion"),
    ("generation", "generation"),
    ("creationTimestamp", "creationTimestamp"),
    ("deletionTimestamp", "deletionTimestamp"),
    ("deletionGracePeriodSeconds", "deletionGracePeriodSeconds"),
    ("ownerReferences", "ownerReferences"),
    ("finalizers", "finalizers"),
    ("managedFields", "managedFields"),
];

/// An ephemeral volume.
pub(super) fn ephemeral(source: &Field<'_>, errors: &mut Errors) {
    let Some(template) = source.get("volumeClaimTemplate") else {
        return errors.required(&source.at("volumeClaimTemplate").path, "");
    };
    let metadata = template.at("metadata");
    meta::annotations(&metadata.at("annotations"), errors);
    meta::labels(&metadata.at("labels"), errors);
    for (name, reported_as) in FORBIDDEN_METADATA {
        let is_zero = metadata.is_empty(name) || metadata.int(name) == Some(0) && name == "generation";
        if !is_zero {
            errors.forbidden(&metadata.path.child(reported_as), "cannot be set");
        }
    }
    claim_spec(&template.at("spec"), errors);
}

fn claim_spec(spec: &Field<'_>, errors: &mut Errors) {
    let modes = spec.at("accessModes");
    if modes.items().is_empty() {
        errors.required(&modes.path, "at least 1 access mode is required");
    }
    selector::label_selector(&spec.at("selector"), errors);
    access_modes(&modes, errors);
    let storage = spec.at("resources").at("requests").at("storage");
    let path = spec.at("resources").path.key("storage");
    if storage.is_set() {
        resources::positive(&Field { path, ..storage }, errors);
    } else {
        errors.required(&path, "");
    }
    class_name(spec, "storageClassName", errors);
    one_of_if_set(spec, "volumeMode", &["Block", "Filesystem"], errors);
    for name in ["dataSource", "dataSourceRef"] {
        if let Some(data_source) = spec.get(name) {
            self::data_source(&data_source, errors);
        }
    }
    data_sources_agree(spec, errors);
    class_name(spec, "volumeAttributesClassName", errors);
}

fn access_modes(modes: &Field<'_>, errors: &mut Errors) {
    let names: Vec<_> = modes.items().iter().map(Field::as_text).collect();
    for mode in names.iter().filter(|mode| !ACCESS_MODES.contains(mode)) {
        errors.not_supported(&modes.path, mode, &ACCESS_MODES);
    }
    let is_other = |mode: &&str| *mode != "ReadWriteOncePod" && ACCESS_MODES.contains(mode);
    if names.contains(&"ReadWriteOncePod") && names.iter().any(is_other) {
        errors.forbidden(&modes.path, "may not use ReadWriteOncePod with other access modes");
    }
}

fn class_name(spec: &Field<'_>, name: &str, errors: &mut Errors) {
    if !spec.is_empty(name) {
        errors.malformed(&spec.at(name), &names::dns_subdomain(spec.text(name)));
    }
}

fn data_source(source: &Field<'_>, errors: &mut Errors) {
    required(source, &["name", "kind"], errors);
    let group = source.text("apiGroup");
    if group.is_empty() && source.text("kind") != "PersistentVolumeClaim" {
        let detail = "must be 'PersistentVolumeClaim' when referencing the default apiGroup";
        errors.invalid(&source.path, source.text("kind"), detail);
    }
    if !group.is_empty() {
        errors.malformed(&source.at("apiGroup"), &names::dns_subdomain(group));
    }
    if !source.is_empty("namespace") {
        errors.malformed(&source.at("namespace"), &names::dns_label(source.text("namespace")));
    }
}

fn data_sources_agree(spec: &Field<'_>, errors: &mut Errors) {
    let (Some(source), Some(reference)) = (spec.get("dataSource"), spec.get("dataSourceRef")) else {
        return;
    };
    let detail = if reference.is_empty("namespace") {
        let fields = ["apiGroup", "kind", "name"];
        if fields.iter().all(|name| source.text(name) == reference.text(name)) {
            return;
        }
        "must match dataSourceRef"
    } else {
        "may not be specified when dataSourceRef.namespace is specified"
    };
    // Kubernetes prints the path itself here, a structure without any visible field.
    errors.invalid_shown(&spec.path, None, "{}".to_owned(), detail);
}
