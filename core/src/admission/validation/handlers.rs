//! Probes and lifecycle hooks: how often, and by which handler.
//!
//! Models validateProbe, validateHandler and validateLifecycle of `pkg/apis/core/validation/validation.go`.

use super::pod_spec::Pod;
use super::volumes::required;
use super::{meta, names};
use crate::admission::error::Errors;
use crate::admission::field::Field;

/// Lifecycle hooks and the three probes of a container that may have them.
pub(super) fn lifecycle_and_probes(container: &Field<'_>, pod: &Pod<'_>, errors: &mut Errors) {
    let lifecycle = container.at("lifecycle");
    for hook in ["postStart", "preStop"] {
        if let Some(hook) = lifecycle.get(hook) {
            handler(&hook, pod, &["exec", "httpGet", "tcpSocket", "sleep"], errors);
        }
    }
    for name in ["livenessProbe", "readinessProbe", "startupProbe"] {
        if let Some(probe) = container.get(name) {
            self::probe(&probe, name == "readinessProbe", pod, errors);
        }
    }
}

fn probe(probe: &Field<'_>, is_readiness: bool, pod: &Pod<'_>, errors: &mut Errors) {
    handler(probe, pod, &["exec", "httpGet", "tcpSocket", "grpc"], errors);
    let counts = [
        "initialDelaySeconds",
        "timeoutSeconds",
        "periodSeconds",
        "successThreshold",
        "failureThreshold",
    ];
    for count in counts {
        meta::non_negative(probe, count, errors);
    }
    let grace_period = probe.at("terminationGracePeriodSeconds");
    if let Some(seconds) = grace_period.value.as_i64().filter(|seconds| *seconds <= 0) {
        errors.invalid(&grace_period.path, seconds, "must be greater than 0");
    }
    if is_readiness {
        if grace_period.is_set() {
            errors.invalid(
                &grace_period.path,
                grace_period.value.clone(),
                "must not be set for readinessProbes",
            );
        }
    } else if let Some(threshold) = probe.int("successThreshold").filter(|threshold| *threshold != 1) {
        errors.invalid(&probe.at("successThreshold").path, threshold, "must be 1");
    }
}

/// Exactly one of `kinds`. The first is checked, more are forbidden.
fn handler(parent: &Field<'_>, pod: &Pod<'_>, kinds: &[&str], errors: &mut Errors) {
    let mut handlers = kinds.iter().filter_map(|kind| Some((*kind, parent.get(kind)?)));
    match handlers.next() {
        Some((kind, action)) => self::action(kind, &action, pod, errors),
        None => return errors.required(&parent.path, "must specify a handler type"),
    }
    for (_, second) in handlers {
        errors.forbidden(&second.path, "may not specify more than 1 handler type");
    }
}

fn action(kind: &str, action: &Field<'_>, pod: &Pod<'_>, errors: &mut Errors) {
    match kind {
        "exec" => required(action, &["command"], errors),
        "httpGet" => http_get(action, errors),
        "sleep" => sleep(action, pod, errors),
        _ => port_number_or_name(&action.at("port"), errors),
    }
}

fn http_get(action: &Field<'_>, errors: &mut Errors) {
    required(action, &["path"], errors);
    port_number_or_name(&action.at("port"), errors);
    let scheme = action.text("scheme");
    if !["HTTP", "HTTPS"].contains(&scheme) {
        errors.not_supported(&action.at("scheme").path, scheme, &["HTTP", "HTTPS"]);
    }
    let headers = action.at("httpHeaders");
    for header in headers.items() {
        for fault in names::http_header(header.text("name")) {
            errors.invalid(&headers.path, header.text("name"), &fault);
        }
    }
}

fn port_number_or_name(port: &Field<'_>, errors: &mut Errors) {
    if port.value.is_string() {
        errors.malformed(port, &names::port_name(port.as_text()));
        return;
    }
    let number = port.value.as_i64().unwrap_or(0);
    for fault in names::port_number(number) {
        errors.invalid(&port.path, number, &fault);
    }
}

fn sleep(action: &Field<'_>, pod: &Pod<'_>, errors: &mut Errors) {
    let seconds = action.int("seconds").unwrap_or(0);
    // Without a grace period that is reported already.
    let Some(limit) = pod.grace_period_seconds() else {
        return;
    };
    if seconds < 0 || seconds > limit {
        let detail = format!("must be non-negative and less than terminationGracePeriodSeconds ({limit})");
        errors.invalid(&action.path, seconds, &detail);
    }
}
