//! What a container mounts, and the devices it uses raw.
//!
//! Models ValidateVolumeMounts and ValidateVolumeDevices of `pkg/apis/core/validation/validation.go`.

use super::paths;
use super::pod_spec::Pod;
use crate::admission::error::Errors;
use crate::admission::field::{Field, Path};
use std::collections::BTreeSet;

const PROPAGATIONS: [&str; 3] = ["Bidirectional", "HostToContainer", "None"];
const RECURSIVE_READ_ONLY: [&str; 3] = ["Disabled", "Enabled", "IfPossible"];

/// The file systems that a container mounts.
pub(super) fn volume_mounts(container: &Field<'_>, pod: &Pod<'_>, errors: &mut Errors) {
    let (mounts, devices) = (container.at("volumeMounts"), container.list("volumeDevices"));
    let mut seen = BTreeSet::new();
    for mount in mounts.items() {
        let (name, path) = (mount.at("name"), mount.at("mountPath"));
        if name.as_text().is_empty() {
            errors.required(&name.path, "");
        }
        if !pod.volumes.contains_key(name.as_text()) {
            errors.not_found(&name.path, name.as_text(), "");
        }
        if path.as_text().is_empty() {
            errors.required(&path.path, "");
        }
        if !seen.insert(path.as_text()) {
            errors.invalid(&path.path, path.as_text(), "must be unique");
        }
        if devices.iter().any(|device| device.text("name") == name.as_text()) {
            errors.invalid(&name.path, name.as_text(), "must not already exist in volumeDevices");
        }
        if last_of_each_name(&devices, "devicePath").contains(&path.as_text()) {
            errors.invalid(
                &path.path,
                path.as_text(),
                "must not already exist as a path in volumeDevices",
            );
        }
        sub_path(&mount, &mounts.path, errors);
        propagation(&mount, container, &mounts.path, errors);
        recursive_read_only(&mount, &mounts.path, errors);
    }
}

/// The paths in a list in which a later entry of the same name replaces an earlier one.
fn last_of_each_name<'a>(list: &[Field<'a>], path: &str) -> Vec<&'a str> {
    let is_last = |index: usize, item: &Field<'a>| {
        list[index + 1..]
            .iter()
            .all(|later| later.text("name") != item.text("name"))
    };
    let remaining = list.iter().enumerate().filter(|(index, item)| is_last(*index, item));
    remaining.map(|(_, item)| item.text(path)).collect()
}

/// Reported at the list, without the index, but for the clash of the two.
fn sub_path(mount: &Field<'_>, list: &Path, errors: &mut Errors) {
    let (sub_path, expression) = (mount.text("subPath"), mount.text("subPathExpr"));
    if !sub_path.is_empty() {
        paths::descending(&list.child("subPath"), sub_path, errors);
    }
    if !expression.is_empty() {
        if !sub_path.is_empty() {
            let detail = "subPathExpr and subPath are mutually exclusive";
            errors.invalid(&mount.at("subPathExpr").path, expression, detail);
        }
        paths::descending(&list.child("subPathExpr"), expression, errors);
    }
}

fn propagation(mount: &Field<'_>, container: &Field<'_>, list: &Path, errors: &mut Errors) {
    let Some(mode) = mount.get("mountPropagation") else {
        return;
    };
    let path = list.child("mountPropagation");
    if !PROPAGATIONS.contains(&mode.as_text()) {
        errors.not_supported(&path, mode.as_text(), &PROPAGATIONS);
    }
    if mode.as_text() == "Bidirectional" && !container.at("securityContext").is_true("privileged") {
        let detail = "Bidirectional mount propagation is available only to privileged containers";
        errors.forbidden(&path, detail);
    }
}

fn recursive_read_only(mount: &Field<'_>, list: &Path, errors: &mut Errors) {
    let Some(mode) = mount.get("recursiveReadOnly") else {
        return;
    };
    let path = list.child("recursiveReadOnly");
    match mode.as_text() {
        "Disabled" => {}
        "Enabled" | "IfPossible" => {
            if !mount.is_true("readOnly") {
                errors.forbidden(&path, "may only be specified when readOnly is true");
            }
            if mount.has("mountPropagation") && mount.text("mountPropagation") != "None" {
                let detail = "may only be specified when mountPropagation is None or not specified";
                errors.forbidden(&path, detail);
            }
        }
        other => errors.not_supported(&path, other, &RECURSIVE_READ_ONLY),
    }
}

/// The block devices that a container uses.
pub(super) fn volume_devices(container: &Field<'_>, pod: &Pod<'_>, errors: &mut Errors) {
    let mounts = container.list("volumeMounts");
    let mounted_paths = last_of_each_name(&mounts, "mountPath");
    let (mut names, mut seen) = (BTreeSet::new(), BTreeSet::new());
    for device in container.list("volumeDevices") {
        let (name, path) = (device.at("name"), device.at("devicePath"));
        if name.as_text().is_empty() {
            errors.required(&name.path, "");
        }
        if names.contains(name.as_text()) {
            errors.invalid(&name.path, name.as_text(), "must be unique");
        }
        match pod.volumes.get(name.as_text()) {
            None => errors.not_found(&name.path, name.as_text(), ""),
            Some(volume) if volume.has("persistentVolumeClaim") || volume.has("ephemeral") => {}
            Some(_) => {
                let detail = "can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode";
                errors.invalid(&name.path, name.as_text(), detail);
            }
        }
        if path.as_text().is_empty() {
            errors.required(&path.path, "");
        }
        if seen.contains(path.as_text()) {
            errors.invalid(&path.path, path.as_text(), "must be unique");
        }
        if paths::has_backsteps(path.as_text()) {
            errors.invalid(&path.path, path.as_text(), "can not contain backsteps ('..')");
        } else {
            seen.insert(path.as_text());
        }
        if mounts.iter().any(|mount| mount.text("name") == name.as_text()) {
            errors.invalid(&name.path, name.as_text(), "must not already exist in volumeMounts");
        }
        if mounted_paths.contains(&path.as_text()) {
            errors.invalid(
                &path.path,
                path.as_text(),
                "must not already exist as a path in volumeMounts",
            );
        }
        if !name.as_text().is_empty() {
            names.insert(name.as_text());
        }
    }
}
