//! Security contexts of pods and containers.
//!
//! Models validatePodSpecSecurityContext, ValidateSecurityContext, validateSysctls, validateSeccompProfileField and
//! ValidateAppArmorProfileField of `pkg/apis/core/validation/validation.go`. The cluster allows privileged containers.

use super::pod_spec::{Pod, one_of_if_set};
use super::{names, paths, windows};
use crate::admission::error::Errors;
use crate::admission::field::Field;
use crate::admission::go_text::{self, Member, Shape};
use std::collections::BTreeSet;

const PROFILE_TYPES: [&str; 3] = ["Localhost", "RuntimeDefault", "Unconfined"];

const PROFILE: &[Member] = &[
    ("Type", "type", Shape::Text),
    ("LocalhostProfile", "localhostProfile", Shape::Nullable),
];

const CONTEXT: &[Member] = &[
    (
        "Capabilities",
        "capabilities",
        Shape::Structure(&[("Add", "add", Shape::Nullable), ("Drop", "drop", Shape::Nullable)]),
    ),
    ("Privileged", "privileged", Shape::Nullable),
    (
        "SELinuxOptions",
        "seLinuxOptions",
        Shape::Structure(&[
            ("User", "user", Shape::Text),
            ("Role", "role", Shape::Text),
            ("Type", "type", Shape::Text),
            ("Level", "level", Shape::Text),
        ]),
    ),
    (
        "WindowsOptions",
        "windowsOptions",
        Shape::Structure(&[
            ("GMSACredentialSpecName", "gmsaCredentialSpecName", Shape::Nullable),
            ("GMSACredentialSpec", "gmsaCredentialSpec", Shape::Nullable),
            ("RunAsUserName", "runAsUserName", Shape::Nullable),
            ("HostProcess", "hostProcess", Shape::Nullable),
        ]),
    ),
    ("RunAsUser", "runAsUser", Shape::Nullable),
    ("RunAsGroup", "runAsGroup", Shape::Nullable),
    ("RunAsNonRoot", "runAsNonRoot", Shape::Nullable),
    ("ReadOnlyRootFilesystem", "readOnlyRootFilesystem", Shape::Nullable),
    ("AllowPrivilegeEscalation", "allowPrivilegeEscalation", Shape::Nullable),
    ("ProcMount", "procMount", Shape::Nullable),
    ("SeccompProfile", "seccompProfile", Shape::Structure(PROFILE)),
    ("AppArmorProfile", "appArmorProfile", Shape::Structure(PROFILE)),
];

/// The security context of the pod.
pub(super) fn pod_security_context(spec: &Field<'_>, errors: &mut Errors) {
    let context = spec.at("securityContext");
    for name in ["fsGroup", "runAsUser", "runAsGroup"] {
        id(&context.at(name), errors);
    }
    for group in context.list("supplementalGroups") {
        id(&group, errors);
    }
    if spec.is_true("shareProcessNamespace") && spec.is_true("hostPID") {
        let detail = "ShareProcessNamespace and HostPID cannot both be enabled";
        errors.invalid(&context.at("shareProcessNamespace").path, true, detail);
    }
    sysctls(spec, &context, errors);
    one_of_if_set(&context, "fsGroupChangePolicy", &["Always", "OnRootMismatch"], errors);
    seccomp_profile(&context.at("seccompProfile"), errors);
    windows::windows_options(&context.at("windowsOptions"), errors);
    app_armor_profile(&context.at("appArmorProfile"), errors);
    one_of_if_set(&context, "supplementalGroupsPolicy", &["Merge", "Strict"], errors);
    one_of_if_set(&context, "seLinuxChangePolicy", &["Recursive"], errors);
}

/// The security context of a container.
pub(super) fn container_security_context(container: &Field<'_>, pod: &Pod<'_>, errors: &mut Errors) {
    let Some(context) = container.get("securityContext") else {
        return;
    };
    for name in ["runAsUser", "runAsGroup"] {
        id(&context.at(name), errors);
    }
    one_of_if_set(&context, "procMount", &["Default", "Unmasked"], errors);
    if pod.has_host_users() && context.text("procMount") == "Unmasked" {
        let detail = "`hostUsers` must be false to use `Unmasked`";
        errors.invalid(&context.at("procMount").path, "Unmasked", detail);
    }
    seccomp_profile(&context.at("seccompProfile"), errors);
    escalation(&context, errors);
    windows::windows_options(&context.at("windowsOptions"), errors);
    app_armor_profile(&context.at("appArmorProfile"), errors);
}

fn escalation(context: &Field<'_>, errors: &mut Errors) {
    if context.flag("allowPrivilegeEscalation") != Some(false) {
        return;
    }
    let added = context.at("capabilities").list("add");
    let is_admin = |capability: &&Field<'_>| capability.as_text() == "CAP_SYS_ADMIN";
    let privileged = context.is_true("privileged").then_some("`privileged` to true");
    let capabilities = added
        .iter()
        .filter(is_admin)
        .map(|_| "`capabilities.Add` CAP_SYS_ADMIN");
    for conflict in privileged.into_iter().chain(capabilities) {
        let shown = go_text::json_internal(context.value, CONTEXT);
        let detail = format!("cannot set `allowPrivilegeEscalation` to false and {conflict}");
        errors.invalid_shown(&context.path, None, shown, &detail);
    }
}

fn id(field: &Field<'_>, errors: &mut Errors) {
    if let Some(number) = field.value.as_i64() {
        for fault in names::id(number) {
            errors.invalid(&field.path, number, &fault);
        }
    }
}

fn sysctls(spec: &Field<'_>, context: &Field<'_>, errors: &mut Errors) {
    let mut seen = BTreeSet::new();
    for sysctl in context.list("sysctls") {
        let name = sysctl.at("name");
        let text = name.as_text();
        if text.is_empty() {
            errors.required(&name.path, "");
        } else if !names::is_sysctl_name(text) {
            let detail = r"must have at most 253 characters and match regex ^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[\./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$";
            errors.invalid(&name.path, text, detail);
        } else if seen.contains(text) {
            errors.duplicate(&name.path, text);
        }
        let shared = match sysctl_namespace(text) {
            Some("net") if spec.is_true("hostNetwork") => Some("hostNetwork"),
            Some("ipc") if spec.is_true("hostIPC") => Some("hostIPC"),
            Some(_) | None => None,
        };
        if let Some(shared) = shared {
            errors.invalid(
                &name.path,
                text,
                &format!("may not be specified when '{shared}' is true"),
            );
        }
        seen.insert(text);
    }
}

/// The namespace of the kernel that a sysctl belongs to, if it belongs to one.
fn sysctl_namespace(name: &str) -> Option<&'static str> {
    // `net/ipv4.x` is another spelling of `net.ipv4/x`: the first separator decides.
    let is_slashed = name
        .find(['.', '/'])
        .is_some_and(|index| name.as_bytes().get(index) == Some(&b'/'));
    let swap = |character: char| match character {
        '.' if is_slashed => '/',
        '/' if is_slashed => '.',
        other => other,
    };
    let name: String = name.chars().map(swap).collect();
    let is_ipc = ["kernel.shm", "kernel.msg", "fs.mqueue."]
        .iter()
        .any(|prefix| name.starts_with(prefix));
    match name.as_str() {
        "kernel.sem" => Some("ipc"),
        _ if is_ipc => Some("ipc"),
        other if other.starts_with("net.") => Some("net"),
        _ => None,
    }
}

fn seccomp_profile(profile: &Field<'_>, errors: &mut Errors) {
    if !profile.is_set() {
        return;
    }
    profile_type(profile, "type is required when seccompProfile is set", errors);
    let local = profile.at("localhostProfile");
    match (profile.text("type") == "Localhost", local.is_set()) {
        (true, false) => errors.required(&local.path, "must be set when seccomp type is Localhost"),
        (true, true) => paths::descending(&local.path, local.as_text(), errors),
        (false, true) => {
            let shown = go_text::json_internal(profile.value, PROFILE);
            errors.invalid_shown(
                &local.path,
                None,
                shown,
                "can only be set when seccomp type is Localhost",
            );
        }
        (false, false) => {}
    }
}

fn profile_type(profile: &Field<'_>, missing: &str, errors: &mut Errors) {
    let kind = profile.at("type");
    if kind.as_text().is_empty() {
        errors.required(&kind.path, missing);
    } else if !PROFILE_TYPES.contains(&kind.as_text()) {
        errors.not_supported(&kind.path, kind.as_text(), &PROFILE_TYPES);
    }
}

fn app_armor_profile(profile: &Field<'_>, errors: &mut Errors) {
    if !profile.is_set() {
        return;
    }
    let local = profile.at("localhostProfile");
    match (profile.text("type"), local.is_set()) {
        ("Localhost", true) => app_armor_name(&local, errors),
        ("Localhost", false) => errors.required(&local.path, "must be set when AppArmor type is Localhost"),
        ("RuntimeDefault" | "Unconfined", true) => {
            errors.invalid(
                &local.path,
                local.as_text(),
                "can only be set when AppArmor type is Localhost",
            );
        }
        ("RuntimeDefault" | "Unconfined", false) => {}
        _ => profile_type(profile, "type is required when appArmorProfile is set", errors),
    }
}

fn app_armor_name(local: &Field<'_>, errors: &mut Errors) {
    let name = local.as_text();
    if name.trim() != name {
        errors.invalid(&local.path, name, "must not be padded with whitespace");
    } else if name.is_empty() {
        errors.required(&local.path, "must be set when AppArmor type is Localhost");
    }
    if name.len() > 4095 {
        errors.too_long(&local.path, 4095);
    }
}
