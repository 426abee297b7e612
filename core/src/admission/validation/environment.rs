//! Environment variables and where their values come from.
//!
//! Models ValidateEnv, ValidateEnvFrom and validateObjectFieldSelector of `pkg/apis/core/validation/validation.go`, and
//! ConvertDownwardAPIFieldLabel of `pkg/apis/core/pods/helpers.go`.

use super::pod_spec::all_containers;
use super::{names, paths, resources};
use crate::admission::error::Errors;
use crate::admission::field::Field;
use crate::case::lower;

const ENVIRONMENT_FIELDS: [&str; 9] = [
    "metadata.name",
    "metadata.namespace",
    "metadata.uid",
    "spec.nodeName",
    "spec.serviceAccountName",
    "status.hostIP",
    "status.hostIPs",
    "status.podIP",
    "status.podIPs",
];

/// Fields that the API knows but that not every use accepts.
const OTHER_FIELDS: [&str; 5] = [
    "metadata.annotations",
    "metadata.labels",
    "spec.restartPolicy",
    "spec.schedulerName",
    "status.phase",
];

const RESOURCES: [&str; 6] = [
    "limits.cpu",
    "limits.ephemeral-storage",
    "limits.memory",
    "requests.cpu",
    "requests.ephemeral-storage",
    "requests.memory",
];

/// `env` and `envFrom` of a container.
pub(super) fn environment(container: &Field<'_>, errors: &mut Errors) {
    for variable in container.list("env") {
        let name = variable.at("name");
        if name.as_text().is_empty() {
            errors.required(&name.path, "");
        } else {
            errors.malformed(&name, &names::environment_name(name.as_text()));
        }
        if let Some(source) = variable.get("valueFrom") {
            value_from(&source, !variable.is_empty("value"), errors);
        }
    }
    environment_from(&container.at("envFrom"), errors);
}

fn value_from(source: &Field<'_>, has_value: bool, errors: &mut Errors) {
    if let Some(field) = source.get("fieldRef") {
        field_selector(&field, &ENVIRONMENT_FIELDS, errors);
    }
    if let Some(resource) = source.get("resourceFieldRef") {
        resource_field_selector(&resource, false, errors);
    }
    for key in ["configMapKeyRef", "secretKeyRef"]
        .iter()
        .filter_map(|name| source.get(name))
    {
        key_selector(&key, errors);
    }
    if let Some(file) = source.get("fileKeyRef") {
        file_key_selector(&file, errors);
    }
    let kinds = [
        "fieldRef",
        "resourceFieldRef",
        "configMapKeyRef",
        "secretKeyRef",
        "fileKeyRef",
    ];
    let count = kinds.iter().filter(|name| source.has(name)).count();
    let detail = match (count, has_value) {
        (0, _) => {
            "must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`"
        }
        (_, true) => "may not be specified when `value` is not empty",
        (1, false) => return,
        (_, false) => "may not have more than one field specified at a time",
    };
    errors.invalid(&source.path, "", detail);
}

/// A field of the pod. `supported` are those that this use accepts.
pub(super) fn field_selector(reference: &Field<'_>, supported: &[&str], errors: &mut Errors) {
    for name in ["apiVersion", "fieldPath"] {
        if reference.is_empty(name) {
            return errors.required(&reference.at(name).path, "");
        }
    }
    let path = reference.at("fieldPath");
    let known = match known_field(reference.text("apiVersion"), path.as_text()) {
        Ok(known) => known,
        Err(fault) => {
            let detail = format!("error converting fieldPath: {fault}");
            return errors.invalid(&path.path, path.as_text(), &detail);
        }
    };
    if let Some((map, key)) = subscript(known) {
        let key = if map == "metadata.annotations" {
            lower(key)
        } else {
            key.to_owned()
        };
        for fault in names::label_key(&key) {
            errors.invalid(&reference.path, key.as_str(), &fault);
        }
    } else if !supported.contains(&known) {
        errors.not_supported(&path.path, known, supported);
    }
}

/// `metadata.labels['key']` in two parts.
fn subscript(path: &str) -> Option<(&str, &str)> {
    path.strip_suffix("']")?
        .split_once("['")
        .filter(|(map, _)| !map.is_empty())
}

/// The field as the API knows it now.
fn known_field<'a>(api_version: &str, path: &'a str) -> Result<&'a str, String> {
    if api_version != "v1" {
        return Err(format!("unsupported pod version: {api_version}"));
    }
    match (subscript(path), path) {
        (Some(("metadata.annotations" | "metadata.labels", _)), _) => Ok(path),
        (Some(_), _) => Err(format!("field label does not support subscript: {path}")),
        (None, "spec.host") => Ok("spec.nodeName"),
        (None, field) if ENVIRONMENT_FIELDS.contains(&field) || OTHER_FIELDS.contains(&field) => Ok(path),
        (None, _) => Err(format!("field label not supported: {path}")),
    }
}

/// A resource of a container. In a volume the container has to be named.
pub(super) fn resource_field_selector(reference: &Field<'_>, is_volume: bool, errors: &mut Errors) {
    let resource = reference.at("resource");
    let is_huge_pages = ["requests.hugepages-", "limits.hugepages-"]
        .iter()
        .any(|prefix| resource.as_text().starts_with(prefix));
    if is_volume && reference.is_empty("containerName") {
        errors.required(&reference.at("containerName").path, "");
    } else if resource.as_text().is_empty() {
        errors.required(&resource.path, "");
    } else if !RESOURCES.contains(&resource.as_text()) && !is_huge_pages {
        errors.not_supported(&resource.path, resource.as_text(), &RESOURCES);
    }
    resources::divisor(&reference.at("divisor"), resource.as_text(), errors);
}

fn environment_from(list: &Field<'_>, errors: &mut Errors) {
    for source in list.items() {
        let prefix = source.at("prefix");
        if !prefix.as_text().is_empty() {
            errors.malformed(&prefix, &names::environment_name(prefix.as_text()));
        }
        let references: Vec<_> = ["configMapRef", "secretRef"]
            .iter()
            .filter_map(|name| source.get(name))
            .collect();
        for reference in &references {
            let name = reference.at("name");
            if name.as_text().is_empty() {
                errors.required(&name.path, "");
            } else {
                errors.malformed(&name, &names::dns_subdomain_prefix(name.as_text()));
            }
        }
        match references.len() {
            0 => errors.invalid(&list.path, "", "must specify one of: `configMapRef` or `secretRef`"),
            1 => {}
            _ => errors.invalid(&list.path, "", "may not have more than one field specified at a time"),
        }
    }
}

fn key_selector(reference: &Field<'_>, errors: &mut Errors) {
    errors.malformed(&reference.at("name"), &names::dns_subdomain(reference.text("name")));
    let key = reference.at("key");
    if key.as_text().is_empty() {
        errors.required(&key.path, "");
    } else {
        errors.malformed(&key, &names::config_key(key.as_text()));
    }
}

fn file_key_selector(reference: &Field<'_>, errors: &mut Errors) {
    for name in ["key", "volumeName"] {
        let field = reference.at(name);
        if field.as_text().is_empty() {
            errors.required(&field.path, "");
        } else if name == "key" {
            errors.malformed(&field, &names::environment_name(field.as_text()));
        } else {
            errors.malformed(&field, &names::dns_label(field.as_text()));
        }
    }
    let path = reference.at("path");
    if path.as_text().is_empty() {
        errors.required(&path.path, "");
    } else {
        paths::no_backsteps(&path.path, path.as_text(), errors);
    }
}

/// Files with variables have to be in an emptyDir.
pub(super) fn file_volumes(spec: &Field<'_>, errors: &mut Errors) {
    let volumes = spec.list("volumes");
    for container in all_containers(spec) {
        for variable in container.list("env") {
            let Some(file) = variable.at("valueFrom").get("fileKeyRef") else {
                continue;
            };
            let name = file.at("volumeName");
            // Of several volumes of one name the last counts.
            match volumes
                .iter()
                .rev()
                .find(|volume| volume.text("name") == name.as_text())
            {
                None => errors.not_found(&name.path, name.as_text(), ""),
                Some(volume) if volume.has("emptyDir") => {}
                Some(_) => errors.invalid(&name.path, name.as_text(), "referenced volume must be of type emptyDir"),
            }
        }
    }
}
