//! What the level `restricted` adds to the baseline, and which of its checks it replaces: `policy/check_*.go`.

use super::baseline;
use super::subject::{Subject, containers, plural, quoted, uses};
use super::{Check, Violation, violation};
use crate::json::Fields;
use serde_json::Value;
use std::collections::BTreeSet;

/// The checks of the baseline that have no stricter form below.
pub(super) const KEPT_BASELINE_CHECKS: &[Check] = &[
    baseline::app_armor_profile,
    baseline::host_namespaces,
    baseline::host_ports,
    baseline::host_probes_and_lifecycle,
    baseline::privileged,
    baseline::se_linux_options,
    baseline::sysctls,
    baseline::windows_host_process,
];

/// In the order of evaluation.
pub(super) const CHECKS: &[Check] = &[
    allow_privilege_escalation,
    capabilities,
    baseline::any_proc_mount,
    volume_types,
    run_as_non_root,
    run_as_user,
    seccomp_profile,
];

fn allow_privilege_escalation(pod: &Subject) -> Option<Violation> {
    if pod.is_windows() {
        return None;
    }
    let field = "securityContext.allowPrivilegeEscalation";
    let names = pod.containers_where(|container| container.at(field).as_bool() != Some(false));
    (!names.is_empty()).then(|| {
        violation(
            "allowPrivilegeEscalation != false",
            format!("{} must set {field}=false", containers(&names)),
        )
    })
}

fn capabilities(pod: &Subject) -> Option<Violation> {
    if pod.is_windows() {
        return None;
    }
    let drops_all = |container: &Value| container.texts("securityContext.capabilities.drop").contains(&"ALL");
    let keeping = pod.containers_where(|container| !drops_all(container));
    let mut details = Vec::new();
    if !keeping.is_empty() {
        details.push(format!(
            "{} must set securityContext.capabilities.drop=[\"ALL\"]",
            containers(&keeping)
        ));
    }
    details.extend(baseline::added_capabilities(pod, &["NET_BIND_SERVICE"]));
    (!details.is_empty()).then(|| violation("unrestricted capabilities", details.join("; ")))
}

fn volume_types(pod: &Subject) -> Option<Violation> {
    const ALLOWED: &[&str] = &[
        "configMap",
        "csi",
        "downwardAPI",
        "emptyDir",
        "ephemeral",
        "image",
        "persistentVolumeClaim",
        "projected",
        "secret",
    ];
    const KNOWN: &[&str] = &[
        "hostPath",
        "gcePersistentDisk",
        "awsElasticBlockStore",
        "gitRepo",
        "nfs",
        "iscsi",
        "glusterfs",
        "rbd",
        "flexVolume",
        "cinder",
        "cephfs",
        "flocker",
        "fc",
        "azureFile",
        "vsphereVolume",
        "quobyte",
        "azureDisk",
        "portworxVolume",
        "scaleIO",
        "storageos",
        "photonPersistentDisk",
    ];
    let (mut names, mut types) = (Vec::new(), BTreeSet::new());
    for volume in pod.spec.list("volumes") {
        if ALLOWED.iter().any(|kind| volume.has(kind)) {
            continue;
        }
        names.push(volume.text("name"));
        types.insert(*KNOWN.iter().find(|kind| volume.has(kind)).unwrap_or(&"unknown"));
    }
    (!names.is_empty()).then(|| {
        violation(
            "restricted volume types",
            format!(
                "volume{} {} {} restricted volume type{} {}",
                plural(names.len()),
                quoted(&names),
                uses(names.len()),
                plural(types.len()),
                quoted(types)
            ),
        )
    })
}

fn run_as_non_root(pod: &Subject) -> Option<Violation> {
    if pod.has_user_namespace() {
        return None;
    }
    let reason = "runAsNonRoot != true";
    let setters = pod.setters("runAsNonRoot", |value| *value == Value::Bool(false));
    if let Some(text) = setters.text() {
        let detail = format!("{text} must not set securityContext.runAsNonRoot=false");
        return Some(violation(reason, detail));
    }
    let names = unset_everywhere(pod, "securityContext.runAsNonRoot")?;
    Some(violation(
        reason,
        format!("pod or {names} must set securityContext.runAsNonRoot=true"),
    ))
}

fn run_as_user(pod: &Subject) -> Option<Violation> {
    if pod.has_user_namespace() {
        return None;
    }
    let text = pod.setters("runAsUser", |user| user.as_i64() == Some(0)).text()?;
    Some(violation("runAsUser=0", format!("{text} must not set runAsUser=0")))
}

fn seccomp_profile(pod: &Subject) -> Option<Violation> {
    if pod.is_windows() {
        return None;
    }
    let reason = "seccompProfile";
    if let Some(detail) = baseline::bad_seccomp_profile(pod) {
        return Some(violation(reason, detail));
    }
    let field = "securityContext.seccompProfile.type";
    let names = unset_everywhere(pod, "securityContext.seccompProfile")?;
    Some(violation(
        reason,
        format!("pod or {names} must set {field} to \"RuntimeDefault\" or \"Localhost\""),
    ))
}

/// The containers for which neither they nor the pod set a field.
fn unset_everywhere(pod: &Subject, path: &str) -> Option<String> {
    if pod.spec.has(path) {
        return None;
    }
    let names = pod.containers_where(|container| !container.has(path));
    (!names.is_empty()).then(|| containers(&names))
}
