//! Volumes made of Kubernetes' own data: ConfigMaps, Secrets, the downward API, tokens, and projections of them.
//!
//! Models validateProjectedVolumeSource, validateDownwardAPIVolumeFile and validateKeyToPath of
//! `pkg/apis/core/validation/validation.go`. Trust bundles and pod certificates are behind gates that are off: the
//! API server drops them before it validates.

use super::environment::{field_selector, resource_field_selector};
use super::paths::{descending_and_unreserved, file_mode};
use super::volumes::required;
use crate::admission::error::Errors;
use crate::admission::field::{Field, Path};
use std::collections::BTreeSet;

const DOWNWARD_FIELDS: [&str; 5] = [
    "metadata.annotations",
    "metadata.labels",
    "metadata.name",
    "metadata.namespace",
    "metadata.uid",
];

pub(super) fn downward_api(source: &Field<'_>, errors: &mut Errors) {
    file_mode(source, "defaultMode", errors);
    for file in source.list("items") {
        downward_file(&file, &source.path, errors);
    }
}

pub(super) fn projected(source: &Field<'_>, errors: &mut Errors) {
    file_mode(source, "defaultMode", errors);
    let mut taken = Taken {
        volume: source.path.clone(),
        paths: BTreeSet::new(),
    };
    for part in source.list("sources") {
        projection(&part, &mut taken, errors);
    }
}

/// A ConfigMap or Secret as files.
pub(super) fn key_items(source: &Field<'_>, errors: &mut Errors) {
    file_mode(source, "defaultMode", errors);
    for item in source.list("items") {
        key_to_path(&item, errors);
    }
}

fn key_to_path(item: &Field<'_>, errors: &mut Errors) {
    required(item, &["key", "path"], errors);
    descending_and_unreserved(&item.at("path").path, item.text("path"), errors);
    file_mode(item, "mode", errors);
}

/// One file of the downward API. Kubernetes reports it at the volume, without the index of the file.
fn downward_file(file: &Field<'_>, reported_at: &Path, errors: &mut Errors) {
    let file = Field {
        path: reported_at.clone(),
        ..file.clone()
    };
    required(&file, &["path"], errors);
    descending_and_unreserved(&file.at("path").path, file.text("path"), errors);
    match (file.get("fieldRef"), file.get("resourceFieldRef")) {
        (Some(field), resource) => {
            field_selector(&field, &DOWNWARD_FIELDS, errors);
            if resource.is_some() {
                let detail = "fieldRef and resourceFieldRef can not be specified simultaneously";
                errors.invalid(&file.path, "resource", detail);
            }
        }
        (None, Some(resource)) => resource_field_selector(&resource, true, errors),
        (None, None) => errors.required(&file.path, "one of fieldRef and resourceFieldRef is required"),
    }
    file_mode(&file, "mode", errors);
}

/// The paths that the sources of one volume have taken so far.
struct Taken<'a> {
    volume: Path,
    paths: BTreeSet<&'a str>,
}

impl<'a> Taken<'a> {
    /// Takes `path`, or reports `value` because another source has it.
    fn take(&mut self, path: &'a str, value: &str, errors: &mut Errors) {
        if !self.paths.insert(path) {
            errors.invalid(&self.volume, value, "conflicting duplicate paths");
        }
    }
}

fn projection<'a>(part: &Field<'a>, taken: &mut Taken<'a>, errors: &mut Errors) {
    for name in ["secret", "configMap"] {
        let Some(source) = part.get(name) else { continue };
        required(&source, &["name"], errors);
        for item in source.list("items") {
            key_to_path(&item, errors);
            if !item.is_empty("path") {
                taken.take(item.text("path"), source.text("name"), errors);
            }
        }
    }
    if let Some(source) = part.get("downwardAPI") {
        for file in source.list("items") {
            downward_file(&file, &source.path, errors);
            if !file.is_empty("path") {
                taken.take(file.text("path"), file.text("path"), errors);
            }
        }
    }
    if let Some(token) = part.get("serviceAccountToken") {
        service_account_token(&token, &taken.volume, errors);
    }
    let kinds = ["secret", "configMap", "downwardAPI", "serviceAccountToken"];
    if kinds.iter().filter(|name| part.has(name)).count() > 1 {
        errors.forbidden(&part.path, "may not specify more than 1 volume type per source");
    }
}

fn service_account_token(token: &Field<'_>, volume: &Path, errors: &mut Errors) {
    let seconds = token.int("expirationSeconds").unwrap_or(0);
    let path = token.at("expirationSeconds").path;
    if seconds < 600 {
        errors.invalid(&path, seconds, "may not specify a duration less than 10 minutes");
    }
    if seconds > 1 << 32 {
        errors.invalid(&path, seconds, "may not specify a duration larger than 2^32 seconds");
    }
    // The path of the token is reported at the volume.
    if token.is_empty("path") {
        errors.required(&volume.child("path"), "");
    } else {
        descending_and_unreserved(&volume.child("path"), token.text("path"), errors);
    }
}
