//! The checks of the level `baseline`: `policy/check_*.go`, each in its newest version.

use super::subject::{Subject, containers, plural, quoted, uses};
use super::{Check, Violation, violation};
use crate::json::Fields;
use serde_json::Value;
use std::collections::BTreeSet;

/// In the order of evaluation.
pub(super) const CHECKS: &[Check] = &[
    app_armor_profile,
    capabilities,
    host_namespaces,
    host_path_volumes,
    host_ports,
    host_probes_and_lifecycle,
    privileged,
    proc_mount,
    se_linux_options,
    seccomp_profile,
    sysctls,
    windows_host_process,
];

pub(super) fn app_armor_profile(pod: &Subject) -> Option<Violation> {
    const PREFIX: &str = "container.apparmor.security.beta.kubernetes.io/";
    let setters = pod.setters("appArmorProfile.type", |kind| !is_default_or_local(kind));
    let annotations: Vec<_> = pod
        .annotations
        .iter()
        .filter(|(key, _)| key.starts_with(PREFIX))
        .filter(|(_, profile)| {
            !profile.is_empty() && *profile != "runtime/default" && !profile.starts_with("localhost/")
        })
        .map(|(key, profile)| format!("{key}={profile:?}"))
        .collect();
    let mut texts = setters.texts();
    texts.extend((!annotations.is_empty()).then(|| format!("annotation{}", plural(annotations.len()))));
    let mut values: Vec<String> = setters.values.iter().map(|value| (*value).to_owned()).collect();
    values.extend(annotations);
    (!texts.is_empty()).then(|| {
        violation(
            &format!("forbidden AppArmor profile{}", plural(values.len())),
            format!(
                "{} must not set AppArmor profile type to {}",
                texts.join(" and "),
                quoted(&values)
            ),
        )
    })
}

fn is_default_or_local(kind: &Value) -> bool {
    matches!(kind.as_str(), Some("RuntimeDefault" | "Localhost"))
}

fn capabilities(pod: &Subject) -> Option<Violation> {
    const ALLOWED: &[&str] = &[
        "AUDIT_WRITE",
        "CHOWN",
        "DAC_OVERRIDE",
        "FOWNER",
        "FSETID",
        "KILL",
        "MKNOD",
        "NET_BIND_SERVICE",
        "SETFCAP",
        "SETGID",
        "SETPCAP",
        "SETUID",
        "SYS_CHROOT",
    ];
    added_capabilities(pod, ALLOWED).map(|detail| violation("non-default capabilities", detail))
}

/// Which containers add capabilities that are not `allowed`.
pub(super) fn added_capabilities(pod: &Subject, allowed: &[&str]) -> Option<String> {
    let mut found: BTreeSet<&str> = BTreeSet::new();
    let names: Vec<_> = pod
        .containers
        .iter()
        .filter(|container| {
            let added = container.texts("securityContext.capabilities.add");
            let bad: Vec<_> = added.into_iter().filter(|name| !allowed.contains(name)).collect();
            found.extend(&bad);
            !bad.is_empty()
        })
        .map(|container| container.text("name"))
        .collect();
    (!names.is_empty()).then(|| {
        format!(
            "{} must not include {} in securityContext.capabilities.add",
            containers(&names),
            quoted(found)
        )
    })
}

pub(super) fn host_namespaces(pod: &Subject) -> Option<Violation> {
    let used: Vec<_> = ["hostNetwork", "hostPID", "hostIPC"]
        .into_iter()
        .filter(|field| pod.spec.is_true(field))
        .map(|field| format!("{field}=true"))
        .collect();
    (!used.is_empty()).then(|| violation("host namespaces", used.join(", ")))
}

fn host_path_volumes(pod: &Subject) -> Option<Violation> {
    let names: Vec<_> = pod
        .spec
        .list("volumes")
        .iter()
        .filter(|volume| volume.has("hostPath"))
        .map(|volume| volume.text("name"))
        .collect();
    (!names.is_empty()).then(|| {
        violation(
            "hostPath volumes",
            format!("volume{} {}", plural(names.len()), quoted(&names)),
        )
    })
}

pub(super) fn host_ports(pod: &Subject) -> Option<Violation> {
    let of = |container: &Value| -> Vec<i64> {
        let ports = container.list("ports").iter();
        ports
            .map(|port| port.integer("hostPort"))
            .filter(|port| *port != 0)
            .collect()
    };
    let names = pod.containers_where(|container| !of(container).is_empty());
    // Sorted as texts: 443 comes before 80.
    let ports: BTreeSet<_> = pod
        .containers
        .iter()
        .flat_map(|container| of(container))
        .map(|port| port.to_string())
        .collect();
    (!names.is_empty()).then(|| {
        let (verb, plural) = (uses(names.len()), plural(ports.len()));
        let ports: Vec<_> = ports.into_iter().collect();
        violation(
            "hostPort",
            format!("{} {verb} hostPort{plural} {}", containers(&names), ports.join(", ")),
        )
    })
}

pub(super) fn host_probes_and_lifecycle(pod: &Subject) -> Option<Violation> {
    const HANDLERS: &[&str] = &[
        "livenessProbe",
        "readinessProbe",
        "startupProbe",
        "lifecycle.postStart",
        "lifecycle.preStop",
    ];
    let (mut names, mut hosts) = (BTreeSet::new(), BTreeSet::new());
    for container in &pod.containers {
        for handler in HANDLERS {
            for action in ["httpGet", "tcpSocket"] {
                let host = container.at(handler).at(action).text("host");
                if !host.is_empty() {
                    names.insert(container.text("name"));
                    hosts.insert(host);
                }
            }
        }
    }
    (!names.is_empty()).then(|| {
        let names: Vec<_> = names.into_iter().collect();
        let (verb, plural) = (uses(names.len()), plural(hosts.len()));
        violation(
            "probe or lifecycle host",
            format!(
                "{} {verb} probe or lifecycle host{plural} {}",
                containers(&names),
                quoted(hosts)
            ),
        )
    })
}

pub(super) fn privileged(pod: &Subject) -> Option<Violation> {
    let names = pod.containers_where(|container| container.is_true("securityContext.privileged"));
    (!names.is_empty()).then(|| {
        violation(
            "privileged",
            format!("{} must not set securityContext.privileged=true", containers(&names)),
        )
    })
}

fn proc_mount(pod: &Subject) -> Option<Violation> {
    if pod.has_user_namespace() {
        return None;
    }
    any_proc_mount(pod)
}

/// The check, whatever the user namespace.
pub(super) fn any_proc_mount(pod: &Subject) -> Option<Violation> {
    let setters = pod.setters("procMount", |mount| mount.as_str() != Some("Default"));
    let text = setters.text()?;
    Some(violation(
        "procMount",
        format!(
            "{text} must not set securityContext.procMount to {}",
            quoted(setters.values)
        ),
    ))
}

pub(super) fn se_linux_options(pod: &Subject) -> Option<Violation> {
    const ALLOWED: &[&str] = &[
        "",
        "container_t",
        "container_init_t",
        "container_kvm_t",
        "container_engine_t",
    ];
    let bad_type = |options: &Value| !ALLOWED.contains(&options.text("type"));
    let sets = |options: &Value, field: &str| !options.text(field).is_empty();
    let setters = pod.setters("seLinuxOptions", |options| {
        bad_type(options) || sets(options, "user") || sets(options, "role")
    });
    let text = setters.text()?;
    let types = pod.setters("seLinuxOptions.type", |kind| {
        kind.as_str().is_some_and(|kind| !ALLOWED.contains(&kind))
    });
    let mut parts = Vec::new();
    if !types.values.is_empty() {
        parts.push(format!("type{} {}", plural(types.values.len()), quoted(types.values)));
    }
    for field in ["user", "role"] {
        if pod
            .setters("seLinuxOptions", |options| sets(options, field))
            .text()
            .is_some()
        {
            parts.push(format!("{field} may not be set"));
        }
    }
    Some(violation(
        "seLinuxOptions",
        format!(
            "{text} set forbidden securityContext.seLinuxOptions: {}",
            parts.join("; ")
        ),
    ))
}

fn seccomp_profile(pod: &Subject) -> Option<Violation> {
    bad_seccomp_profile(pod).map(|detail| violation("seccompProfile", detail))
}

/// Who sets a seccomp profile that neither level allows.
pub(super) fn bad_seccomp_profile(pod: &Subject) -> Option<String> {
    let setters = pod.setters("seccompProfile.type", |kind| !is_default_or_local(kind));
    let text = setters.text()?;
    Some(format!(
        "{text} must not set securityContext.seccompProfile.type to {}",
        quoted(setters.values)
    ))
}

/// Sysctls that no level forbids and that every kubelet allows; all but the first belong to the network namespace.
pub(crate) const SAFE_SYSCTLS: [&str; 12] = [
    "kernel.shm_rmid_forced",
    "net.ipv4.ip_local_port_range",
    "net.ipv4.ip_local_reserved_ports",
    "net.ipv4.ip_unprivileged_port_start",
    "net.ipv4.ping_group_range",
    "net.ipv4.tcp_fin_timeout",
    "net.ipv4.tcp_keepalive_intvl",
    "net.ipv4.tcp_keepalive_probes",
    "net.ipv4.tcp_keepalive_time",
    "net.ipv4.tcp_rmem",
    "net.ipv4.tcp_syncookies",
    "net.ipv4.tcp_wmem",
];

pub(super) fn sysctls(pod: &Subject) -> Option<Violation> {
    let names: Vec<_> = pod
        .spec
        .list("securityContext.sysctls")
        .iter()
        .map(|sysctl| sysctl.text("name"))
        .filter(|name| !SAFE_SYSCTLS.contains(name))
        .collect();
    (!names.is_empty()).then(|| violation("forbidden sysctls", names.join(", ")))
}

pub(super) fn windows_host_process(pod: &Subject) -> Option<Violation> {
    let setters = pod.setters("windowsOptions.hostProcess", |value| *value == Value::Bool(true));
    let text = setters.text()?;
    Some(violation(
        "hostProcess",
        format!("{text} must not set securityContext.windowsOptions.hostProcess=true"),
    ))
}
