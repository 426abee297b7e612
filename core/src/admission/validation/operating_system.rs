//! The operating system that a pod says it needs, and the fields that do not go with it.
//!
//! Models validateOS, validateLinux and validateWindows of `pkg/apis/core/validation/validation.go`.

use super::pod_spec::all_containers;
use crate::admission::error::Errors;
use crate::admission::field::Field;

const FORBIDDEN_ON_WINDOWS: &str = "cannot be set for a windows pod";

/// Fields of a pod on Windows that may not be set: the field of the spec, or of its security context.
const POD_FIELDS: [(bool, &str); 15] = [
    (true, "appArmorProfile"),
    (true, "seLinuxOptions"),
    (false, "hostUsers"),
    (false, "hostPID"),
    (false, "hostIPC"),
    (true, "seccompProfile"),
    (true, "fsGroup"),
    (true, "fsGroupChangePolicy"),
    (true, "sysctls"),
    (false, "shareProcessNamespace"),
    (true, "runAsUser"),
    (true, "runAsGroup"),
    (true, "supplementalGroups"),
    (true, "supplementalGroupsPolicy"),
    (true, "seLinuxChangePolicy"),
];

/// Fields of the security context of a container on Windows that may not be set.
const CONTAINER_FIELDS: [&str; 10] = [
    "appArmorProfile",
    "seLinuxOptions",
    "seccompProfile",
    "capabilities",
    "readOnlyRootFilesystem",
    "privileged",
    "allowPrivilegeEscalation",
    "procMount",
    "runAsUser",
    "runAsGroup",
];

/// `spec.os` and what follows from it.
pub(super) fn operating_system(spec: &Field<'_>, errors: &mut Errors) {
    let Some(os) = spec.get("os") else { return };
    match os.text("name") {
        "" => errors.required(&os.at("name").path, ""),
        "linux" => linux(spec, errors),
        "windows" => windows(spec, errors),
        other => errors.not_supported(&os.path, other, &["linux", "windows"]),
    }
}

fn linux(spec: &Field<'_>, errors: &mut Errors) {
    for owner in std::iter::once(spec.clone()).chain(all_containers(spec)) {
        if let Some(options) = owner.at("securityContext").get("windowsOptions") {
            errors.forbidden(&options.path, "windows options cannot be set for a linux pod");
        }
    }
}

fn windows(spec: &Field<'_>, errors: &mut Errors) {
    let context = spec.at("securityContext");
    for (is_in_context, name) in POD_FIELDS {
        let field = if is_in_context { context.at(name) } else { spec.at(name) };
        let is_set = match name {
            "hostPID" | "hostIPC" => spec.is_true(name),
            "sysctls" => !context.is_empty(name),
            _ => field.is_set(),
        };
        if is_set {
            errors.forbidden(&field.path, FORBIDDEN_ON_WINDOWS);
        }
    }
    for container in all_containers(spec) {
        let context = container.at("securityContext");
        for field in CONTAINER_FIELDS.iter().filter_map(|name| context.get(name)) {
            errors.forbidden(&field.path, FORBIDDEN_ON_WINDOWS);
        }
    }
}
