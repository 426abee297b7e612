//! Containers and init containers: names, images, ports, policies, and the order of the other rules.
//!
//! Models validateContainers, validateInitContainers and validateContainerCommon of
//! `pkg/apis/core/validation/validation.go`.

use super::pod_spec::{Pod, one_of};
use super::volumes::required;
use super::{environment, handlers, mounts, names, resources, security};
use crate::admission::error::Errors;
use crate::admission::field::Field;
use std::collections::BTreeSet;

const RESTART_POLICIES: [&str; 3] = ["Always", "Never", "OnFailure"];
const PROTOCOLS: [&str; 3] = ["SCTP", "TCP", "UDP"];

/// The regular containers.
pub(super) fn containers(pod: &Pod<'_>, errors: &mut Errors) {
    let list = pod.spec.at("containers");
    let containers = list.items();
    if containers.is_empty() {
        return errors.required(&list.path, "");
    }
    let mut names = BTreeSet::new();
    for container in &containers {
        common(container, pod, errors);
        if !names.insert(container.text("name")) {
            errors.duplicate(&container.at("name").path, container.text("name"));
        }
        handlers::lifecycle_and_probes(container, pod, errors);
        restart_policy(container, false, errors);
    }
    let mut taken = BTreeSet::new();
    for container in &containers {
        host_port_conflicts(container, &mut taken, errors);
    }
}

/// The init containers; with `restartPolicy: Always` they are sidecars and may have probes.
pub(super) fn init_containers(pod: &Pod<'_>, errors: &mut Errors) {
    let mut names: BTreeSet<_> = pod
        .spec
        .list("containers")
        .iter()
        .map(|container| container.text("name"))
        .collect();
    for container in pod.spec.list("initContainers") {
        common(&container, pod, errors);
        restart_policy(&container, true, errors);
        let name = container.text("name");
        if names.contains(name) {
            errors.duplicate(&container.at("name").path, name);
        } else if !name.is_empty() {
            names.insert(name);
        }
        own_host_port_conflicts(&container, pod, errors);
        if is_sidecar(&container) {
            handlers::lifecycle_and_probes(&container, pod, errors);
        } else {
            no_probes(&container, errors);
        }
    }
}

/// Whether an init container keeps running beside the others.
pub(crate) fn is_sidecar(container: &Field<'_>) -> bool {
    container.text("restartPolicy") == "Always"
}

fn no_probes(container: &Field<'_>, errors: &mut Errors) {
    let fields = ["lifecycle", "livenessProbe", "readinessProbe", "startupProbe"];
    for field in fields.iter().filter_map(|name| container.get(name)) {
        errors.forbidden(
            &field.path,
            "may not be set for init containers without restartPolicy=Always",
        );
    }
    for policy in container.list("resizePolicy") {
        if policy.text("restartPolicy") == "RestartContainer" {
            let detail = "must not be set to 'RestartContainer' for non-sidecar initContainers";
            errors.invalid(&policy.at("restartPolicy").path, "RestartContainer", detail);
        }
    }
}

/// What holds for every kind of container.
pub(super) fn common(container: &Field<'_>, pod: &Pod<'_>, errors: &mut Errors) {
    let name = container.at("name");
    if name.as_text().is_empty() {
        errors.required(&name.path, "");
    } else {
        errors.malformed(&name, &names::dns_label(name.as_text()));
    }
    required(container, &["image"], errors);
    one_of(
        container,
        "terminationMessagePolicy",
        &["File", "FallbackToLogsOnError"],
        errors,
    );
    ports(container, errors);
    environment::environment(container, errors);
    mounts::volume_mounts(container, pod, errors);
    mounts::volume_devices(container, pod, errors);
    one_of(
        container,
        "imagePullPolicy",
        &["Always", "IfNotPresent", "Never"],
        errors,
    );
    resources::container_resources(&container.at("resources"), &pod.claims, errors);
    resize_policy(container, pod, errors);
    security::container_security_context(container, pod, errors);
}

fn ports(container: &Field<'_>, errors: &mut Errors) {
    let mut names = BTreeSet::new();
    for port in container.list("ports") {
        let name = port.at("name");
        let faults = names::port_name(name.as_text());
        if name.as_text().is_empty() {
            // A port need not have a name.
        } else if !faults.is_empty() {
            errors.malformed(&name, &faults);
        } else if !names.insert(name.as_text()) {
            errors.duplicate(&name.path, name.as_text());
        }
        if port.int("containerPort").unwrap_or(0) == 0 {
            errors.required(&port.at("containerPort").path, "");
        }
        for number in ["containerPort", "hostPort"] {
            let value = port.int(number).unwrap_or(0);
            let faults = if value == 0 {
                Vec::new()
            } else {
                names::port_number(value)
            };
            for fault in faults {
                errors.invalid(&port.at(number).path, value, &fault);
            }
        }
        one_of(&port, "protocol", &PROTOCOLS, errors);
    }
}

/// Protocol, address and port of the host may be taken once.
fn host_port_conflicts(container: &Field<'_>, taken: &mut BTreeSet<String>, errors: &mut Errors) {
    for port in container.list("ports") {
        let number = port.int("hostPort").unwrap_or(0);
        let place = format!("{}/{}/{number}", port.text("protocol"), port.text("hostIP"));
        if number != 0 && !taken.insert(place.clone()) {
            errors.duplicate(&port.at("hostPort").path, &place);
        }
    }
}

/// An init container is checked alone, and Kubernetes then reports it as if it were the first.
fn own_host_port_conflicts(container: &Field<'_>, pod: &Pod<'_>, errors: &mut Errors) {
    let path = pod.spec.at("initContainers").path.index(0);
    let alone = Field {
        path,
        ..container.clone()
    };
    host_port_conflicts(&alone, &mut BTreeSet::new(), errors);
}

fn resize_policy(container: &Field<'_>, pod: &Pod<'_>, errors: &mut Errors) {
    let list = container.at("resizePolicy");
    let mut names = BTreeSet::new();
    for policy in list.items() {
        let name = policy.text("resourceName");
        if !names.insert(name) {
            errors.duplicate(&policy.path, name);
        }
        // Both fields are reported at the list itself.
        for (value, known) in [
            (name, ["cpu", "memory"]),
            (policy.text("restartPolicy"), ["NotRequired", "RestartContainer"]),
        ] {
            if value.is_empty() {
                errors.required(&list.path, "");
            } else if !known.contains(&value) {
                errors.not_supported(&list.path, value, &known);
            }
        }
        if pod.spec.text("restartPolicy") == "Never" && policy.text("restartPolicy") != "NotRequired" {
            let detail = "must be 'NotRequired' when pod `restartPolicy` is 'Never'";
            errors.invalid(&list.path, policy.text("restartPolicy"), detail);
        }
    }
}

fn restart_policy(container: &Field<'_>, is_init: bool, errors: &mut Errors) {
    let policy = container.at("restartPolicy");
    let rules = container.list("restartPolicyRules");
    if !policy.is_set() {
        if rules.is_empty() {
            return;
        }
        errors.required(&policy.path, "must specify restartPolicy when restart rules are used");
        if is_init {
            // Here the API server looks no further.
            return;
        }
    } else if !RESTART_POLICIES.contains(&policy.as_text()) {
        errors.not_supported(&policy.path, policy.as_text(), &RESTART_POLICIES);
    }
    if rules.len() > 20 {
        errors.too_many(&container.at("restartPolicyRules").path, rules.len(), 20);
    }
    for rule in rules {
        restart_rule(&rule, errors);
    }
}

fn restart_rule(rule: &Field<'_>, errors: &mut Errors) {
    let actions = ["Restart", "RestartAllContainers"];
    if !actions.contains(&rule.text("action")) {
        errors.not_supported(&rule.at("action").path, rule.text("action"), &actions);
    }
    let Some(exit_codes) = rule.get("exitCodes") else {
        return errors.required(&rule.at("exitCodes").path, "must be specified");
    };
    let operator = exit_codes.at("operator");
    if !["In", "NotIn"].contains(&operator.as_text()) {
        errors.not_supported(&operator.path, operator.as_text(), &["In", "NotIn"]);
    }
    let values = exit_codes.list("values").len();
    if values > 255 {
        errors.too_many(&exit_codes.at("values").path, values, 255);
    }
}
