//! Warnings about containers: dead annotations, fractions of bytes, variables and ports that hide each other.

use super::{Warnings, fractional_bytes, warn};
use crate::admission::field::{Field, Path};
use crate::admission::go_text::quote;
use crate::admission::validation::all_containers;
use crate::admission::validation::annotations::{APP_ARMOR_CONTAINER, SECCOMP_CONTAINER};
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn containers(spec: &Field<'_>, annotations: &Field<'_>, warnings: &mut Warnings) {
    let containers = all_containers(spec);
    for container in &containers {
        profile_annotations(spec, container, annotations, warnings);
        for (resource, amounts) in [
            ("memory", "limits"),
            ("memory", "requests"),
            ("ephemeral-storage", "limits"),
            ("ephemeral-storage", "requests"),
        ] {
            fractional_bytes(&container.at("resources").at(amounts), resource, warnings);
        }
        hidden_variables(container, warnings);
    }
    ports(&containers, warnings);
    port_names(&containers, warnings);
}

fn profile_annotations(spec: &Field<'_>, container: &Field<'_>, annotations: &Field<'_>, warnings: &mut Warnings) {
    let (name, own) = (container.text("name"), container.at("securityContext"));
    let seccomp = format!("{SECCOMP_CONTAINER}{name}");
    if !own.has("seccompProfile") && annotations.has(&seccomp) {
        let words = "non-functional in v1.27+; use the \"seccompProfile\" field instead";
        warn(&annotations.path.key(&seccomp), words, warnings);
    }
    let app_armor = format!("{APP_ARMOR_CONTAINER}{name}");
    let has_field = own.has("appArmorProfile") || spec.at("securityContext").has("appArmorProfile");
    if !has_field && annotations.has(&app_armor) {
        let words = "deprecated since v1.30; use the \"appArmorProfile\" field instead";
        warn(&annotations.path.key(&app_armor), words, warnings);
    }
}

/// A variable that is there again, unless it builds on its earlier value.
fn hidden_variables(container: &Field<'_>, warnings: &mut Warnings) {
    let mut seen = BTreeSet::new();
    for variable in container.list("env") {
        let (name, value) = (variable.text("name"), variable.text("value"));
        if seen.insert(name) {
            continue;
        }
        let reference = format!("$({name})");
        if variable.has("valueFrom") || value == reference || !value.contains(&reference) {
            let words = format!(
                "hides previous definition of {}, which may be dropped when using apply",
                quote(name)
            );
            warn(&variable.path, &words, warnings);
        }
    }
}

fn ports(containers: &[Field<'_>], warnings: &mut Warnings) {
    let mut known: BTreeMap<(i64, &str), Vec<Field<'_>>> = BTreeMap::new();
    for port in containers.iter().flat_map(|container| container.list("ports")) {
        let number = |name: &str| port.int(name).unwrap_or(0);
        if !port.is_empty("hostIP") && number("hostPort") == 0 {
            let words = format!(
                "hostIP set without hostPort: {{Name:{} HostPort:0 ContainerPort:{} Protocol:{} HostIP:{}}}",
                port.text("name"),
                number("containerPort"),
                port.text("protocol"),
                port.text("hostIP")
            );
            warn(&port.path, &words, warnings);
        }
        let others = known
            .entry((number("containerPort"), port.text("protocol")))
            .or_default();
        for other in others.iter() {
            if let Some(relation) = relation(&port, other) {
                warn(
                    &port.path,
                    &format!("{relation} port definition with {}", other.path),
                    warnings,
                );
            }
        }
        others.push(port);
    }
}

/// How two definitions of one container port get in each other's way.
fn relation(port: &Field<'_>, other: &Field<'_>) -> Option<&'static str> {
    let host_port = |port: &Field<'_>| port.int("hostPort").unwrap_or(0);
    let (own, others) = (host_port(port), host_port(other));
    if port.text("hostIP") == other.text("hostIP") && own == others {
        Some("duplicate")
    } else if own == 0 || others == 0 {
        Some("overlapping")
    } else if own == others && port.is_empty("hostIP") != other.is_empty("hostIP") {
        Some("dangerously ambiguous")
    } else {
        None
    }
}

fn port_names(containers: &[Field<'_>], warnings: &mut Warnings) {
    let mut known: BTreeMap<&str, Path> = BTreeMap::new();
    for port in containers.iter().flat_map(|container| container.list("ports")) {
        let name = port.text("name");
        if name.is_empty() {
            continue;
        }
        if let Some(first) = known.get(name) {
            let name = quote(name);
            let words = format!(
                "duplicate port name {name} with {first}, services and probes that select ports by name will use {first}"
            );
            warn(&port.path, &words, warnings);
        } else {
            known.insert(name, port.path);
        }
    }
}
