//! Names, labels, annotations, owners and finalizers of an object.
//!
//! Models `staging/src/k8s.io/apimachinery/pkg/api/validation/objectmeta.go` and
//! `pkg/apis/meta/v1/validation/validation.go`, and ValidateObjectMeta of `pkg/apis/core/validation/validation.go`.

use super::names;
use crate::admission::error::Errors;
use crate::admission::field::{Field, Path};
use crate::admission::go_text;
use crate::case::lower;
use serde_json::Value;
use std::collections::BTreeSet;

const ANNOTATIONS_LIMIT_BYTES: usize = 256 * 1024;
const OWNER_FIELDS: [&str; 6] = ["apiVersion", "kind", "name", "uid", "controller", "blockOwnerDeletion"];

/// How the name of a kind is checked.
pub(super) type NameRule = fn(&str) -> Vec<String>;

/// The metadata of an object in a namespace that is created, or looked at again after an update.
pub(super) fn object_meta(meta: &Field<'_>, errors: &mut Errors) {
    named_meta(meta, names::dns_subdomain, errors);
    let namespace = meta.at("namespace");
    if namespace.as_text().is_empty() {
        errors.required(&namespace.path, "");
    } else {
        errors.malformed(&namespace, &names::dns_label(namespace.as_text()));
    }
    rest_of_meta(meta, errors);
}

/// The same of an object that lives in no namespace.
pub(super) fn cluster_object_meta(meta: &Field<'_>, rule: NameRule, errors: &mut Errors) {
    named_meta(meta, rule, errors);
    let namespace = meta.at("namespace");
    if !namespace.as_text().is_empty() {
        errors.forbidden(&namespace.path, "not allowed on this type");
    }
    rest_of_meta(meta, errors);
}

fn named_meta(meta: &Field<'_>, rule: NameRule, errors: &mut Errors) {
    let generate_name = meta.at("generateName");
    if !generate_name.as_text().is_empty() {
        errors.malformed(&generate_name, &names::dns_subdomain_prefix(generate_name.as_text()));
    }
    let name = meta.at("name");
    if name.as_text().is_empty() {
        errors.required(&name.path, "name or generateName is required");
    } else {
        errors.malformed(&name, &rule(name.as_text()));
    }
}

fn rest_of_meta(meta: &Field<'_>, errors: &mut Errors) {
    non_negative(meta, "generation", errors);
    common(meta, errors);
    standard_finalizers(meta, errors);
}

/// What an update may not change in the metadata, and what holds for it anyway.
pub(super) fn object_meta_update(new: &Field<'_>, old: &Field<'_>, errors: &mut Errors) {
    if old.has("deletionTimestamp") {
        no_new_finalizers(new, old, errors);
    }
    if new.text("resourceVersion").is_empty() {
        errors.invalid(&new.at("resourceVersion").path, "", "must be specified for an update");
    }
    let fields = [
        "name",
        "namespace",
        "uid",
        "creationTimestamp",
        "deletionTimestamp",
        "deletionGracePeriodSeconds",
    ];
    for field in fields.map(|name| new.at(name)) {
        if field.value != old.at(field.path.name()).value {
            let value = if field.is_set() {
                field.value.clone()
            } else {
                absent(field.path.name())
            };
            errors.invalid(&field.path, value, "field is immutable");
        }
    }
    common(new, errors);
    standard_finalizers(new, errors);
}

/// What Go has for a metadata field that is not set: names are empty strings, the rest is nil.
fn absent(name: &str) -> Value {
    match name {
        "name" | "namespace" | "uid" => "".into(),
        _ => Value::Null,
    }
}

fn common(meta: &Field<'_>, errors: &mut Errors) {
    labels(&meta.at("labels"), errors);
    annotations(&meta.at("annotations"), errors);
    owner_references(&meta.at("ownerReferences"), errors);
    finalizers(&meta.at("finalizers"), errors);
    managed_fields(meta, errors);
}

/// Keys and values of labels, all reported at the map itself.
pub(super) fn labels(labels: &Field<'_>, errors: &mut Errors) {
    for (key, value) in labels.entries() {
        for fault in names::label_key(key) {
            errors.invalid(&labels.path, key, &fault);
        }
        for fault in names::label_value(value) {
            errors.invalid(&labels.path, value, &fault);
        }
    }
}

/// Keys and total size of annotations, reported at the map itself.
pub(super) fn annotations(annotations: &Field<'_>, errors: &mut Errors) {
    let entries = annotations.entries();
    for (key, _) in &entries {
        for fault in names::label_key(&lower(key)) {
            errors.invalid(&annotations.path, *key, &fault);
        }
    }
    let size: usize = entries.iter().map(|(key, value)| key.len() + value.len()).sum();
    if size > ANNOTATIONS_LIMIT_BYTES {
        errors.too_long(&annotations.path, ANNOTATIONS_LIMIT_BYTES);
    }
}

/// A number that may not be negative.
pub(super) fn non_negative(parent: &Field<'_>, name: &str, errors: &mut Errors) {
    if let Some(number) = parent.int(name).filter(|number| *number < 0) {
        errors.invalid(&parent.at(name).path, number, "must be greater than or equal to 0");
    }
}

fn owner_references(owners: &Field<'_>, errors: &mut Errors) {
    let mut first_controller: Option<String> = None;
    for owner in owners.items() {
        // All of it is reported at the list, without the index.
        let at = |name: &str| owners.path.child(name);
        let (group, version) = owner
            .text("apiVersion")
            .split_once('/')
            .unwrap_or(("", owner.text("apiVersion")));
        if version.is_empty() || version.contains('/') {
            errors.invalid(&at("apiVersion"), owner.text("apiVersion"), "version must not be empty");
        }
        for name in ["kind", "name", "uid"] {
            if owner.text(name).is_empty() {
                errors.invalid(&at(name), "", "must not be empty");
            }
        }
        if group.is_empty() && version == "v1" && owner.text("kind") == "Event" {
            let shown = owner_json(owner.value);
            let detail = "/v1, Kind=Event is disallowed from being an owner";
            errors.invalid_shown(&owners.path, Some(owner.value), shown, detail);
        }
        if !owner.is_true("controller") {
            continue;
        }
        let controller = format!("{}/{}", owner.text("kind"), owner.text("name"));
        if let Some(first) = &first_controller {
            let detail = format!(
                "Only one reference can have Controller set to true. Found \"true\" in references for {first} and {controller}"
            );
            let all: Vec<_> = owners.items().iter().map(|owner| owner_json(owner.value)).collect();
            errors.invalid_shown(
                &owners.path,
                Some(owners.value),
                format!("[{}]", all.join(",")),
                &detail,
            );
        } else {
            first_controller = Some(controller);
        }
    }
}

fn owner_json(owner: &Value) -> String {
    // The first four have no omitempty: an absent one prints as an empty string.
    let mut complete = owner.clone();
    if let Value::Object(fields) = &mut complete {
        for name in OWNER_FIELDS.iter().take(4) {
            fields.entry(*name).or_insert_with(|| "".into());
        }
    }
    go_text::json_all_fields(&complete, &OWNER_FIELDS)
}

fn finalizers(finalizers: &Field<'_>, errors: &mut Errors) {
    let all: Vec<_> = finalizers.items().iter().map(Field::as_text).collect();
    for finalizer in &all {
        for fault in names::label_key(finalizer) {
            errors.invalid(&finalizers.path, *finalizer, &fault);
        }
    }
    if all.contains(&"orphan") && all.contains(&"foregroundDeletion") {
        let detail = "finalizer orphan and foregroundDeletion cannot be both set";
        errors.invalid(&finalizers.path, finalizers.value.clone(), detail);
    }
}

fn standard_finalizers(meta: &Field<'_>, errors: &mut Errors) {
    for finalizer in meta.list("finalizers") {
        let name = finalizer.as_text();
        if !name.contains('/') && !["kubernetes", "orphan", "foregroundDeletion"].contains(&name) {
            let detail = "name is neither a standard finalizer name nor is it fully qualified";
            errors.invalid(&finalizer.path, name, detail);
        }
    }
}

fn no_new_finalizers(new: &Field<'_>, old: &Field<'_>, errors: &mut Errors) {
    let set = |meta: &Field<'_>| -> BTreeSet<String> {
        let finalizers = meta.list("finalizers");
        finalizers
            .iter()
            .map(|finalizer| finalizer.as_text().to_owned())
            .collect()
    };
    let added: Vec<_> = set(new)
        .difference(&set(old))
        .map(|name| go_text::quote(name))
        .collect();
    if !added.is_empty() {
        let list = added.join(", ");
        let detail = format!(
            "no new finalizers can be added if the object is being deleted, found new finalizers []string{{{list}}}"
        );
        errors.forbidden(&new.at("finalizers").path, &detail);
    }
}

fn managed_fields(meta: &Field<'_>, errors: &mut Errors) {
    for entry in meta.list("managedFields") {
        if !["Apply", "Update"].contains(&entry.text("operation")) {
            errors.invalid(
                &entry.at("operation").path,
                entry.text("operation"),
                "must be `Apply` or `Update`",
            );
        }
        if !["", "FieldsV1"].contains(&entry.text("fieldsType")) {
            errors.invalid(
                &entry.at("fieldsType").path,
                entry.text("fieldsType"),
                "must be `FieldsV1`",
            );
        }
        field_manager(&entry.at("manager").path, entry.text("manager"), errors);
        if entry.text("subresource").len() > 256 {
            errors.too_long(&entry.at("subresource").path, 256);
        }
    }
}

fn field_manager(path: &Path, manager: &str, errors: &mut Errors) {
    if manager.len() > 128 {
        errors.too_long(path, 128);
    }
    for (position, character) in manager.char_indices() {
        if !go_text::is_printable(character) {
            let detail = format!(
                "invalid character U+{:04X} (at position {position})",
                u32::from(character)
            );
            errors.invalid(path, manager, &detail);
        }
    }
}
