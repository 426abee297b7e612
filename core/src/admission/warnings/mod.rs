//! What the API server takes and warns about.
//!
//! Models GetWarningsForPodTemplate of `pkg/api/pod/warnings.go`, `pkg/api/node/util.go` and WarningsOnUpdate of
//! `pkg/registry/apps/daemonset/strategy.go`.

mod containers;
#[cfg(test)]
mod tests;
mod volumes;

use super::field::{Field, Path};
use super::go_text::quote;
use super::validation::annotations::SECCOMP_POD;
use super::validation::{names, parse_sloppy};
use crate::manifest::defaulting::semantically_equal;
use crate::manifest::schema::GoType;
use serde_json::Value;
use std::collections::BTreeSet;
use std::net::IpAddr;

/// Warnings so far.
pub(crate) type Warnings = Vec<String>;

const NULL_SELECTOR: &str = "a null labelSelector results in matching no pod";
const REQUIRED: &str = "requiredDuringSchedulingIgnoredDuringExecution";
const PREFERRED: &str = "preferredDuringSchedulingIgnoredDuringExecution";

/// Annotations of pods that no longer do anything.
const DEAD_ANNOTATIONS: [(&str, &str); 3] = [
    (
        "scheduler.alpha.kubernetes.io/critical-pod",
        "non-functional in v1.16+; use the \"priorityClassName\" field instead",
    ),
    (
        "security.alpha.kubernetes.io/sysctls",
        "non-functional in v1.11+; use the \"sysctls\" field instead",
    ),
    (
        "security.alpha.kubernetes.io/unsafe-sysctls",
        "non-functional in v1.11+; use the \"sysctls\" field instead",
    ),
];

/// What the API server warns about when `daemon_set` (decoded and defaulted) is created.
pub fn warnings_on_create(daemon_set: &Value) -> Vec<String> {
    let template = Field::root(daemon_set).at("spec").at("template");
    let (spec, annotations) = (template.at("spec"), template.at("metadata").at("annotations"));
    let mut warnings = Warnings::new();
    node_labels(&spec, &mut warnings);
    dead_annotations(&annotations, &mut warnings);
    volumes::volumes(&spec, &mut warnings);
    repeated(&spec.list("hostAliases"), "ip", &mut warnings);
    pull_secrets(&spec.list("imagePullSecrets"), &mut warnings);
    for resource in ["memory", "ephemeral-storage"] {
        fractional_bytes(&spec.at("overhead"), resource, &mut warnings);
    }
    if !spec.at("securityContext").has("seccompProfile") && annotations.has(SECCOMP_POD) {
        let words = "non-functional in v1.27+; use the \"seccompProfile\" field instead";
        warn(&annotations.path.key(SECCOMP_POD), words, &mut warnings);
    }
    containers::containers(&spec, &annotations, &mut warnings);
    if spec
        .int("terminationGracePeriodSeconds")
        .is_some_and(|seconds| seconds < 0)
    {
        let words = "must be >= 0; negative values are invalid and will be treated as 1";
        warn(&spec.at("terminationGracePeriodSeconds").path, words, &mut warnings);
    }
    pod_affinity(&spec.at("affinity"), &mut warnings);
    addresses(&spec, &mut warnings);
    warnings
}

/// What the API server warns about when `old` becomes `new` (both as they are stored): nothing, as long as the pod
/// template stays the same.
pub fn warnings_on_update(new: &Value, old: &Value) -> Vec<String> {
    let template = |object: &Value| object["spec"]["template"].clone();
    if semantically_equal(&template(new), &template(old), GoType("v1.PodTemplateSpec")) {
        Warnings::new()
    } else {
        warnings_on_create(new)
    }
}

/// Adds `path: words`.
fn warn(path: &Path, words: &str, warnings: &mut Warnings) {
    warnings.push(format!("{path}: {words}"));
}

/// What to use instead of a label of nodes that is deprecated.
fn deprecated_node_label(key: &str) -> Option<&'static str> {
    Some(match key {
        "beta.kubernetes.io/arch" => "deprecated since v1.14; use \"kubernetes.io/arch\" instead",
        "beta.kubernetes.io/os" => "deprecated since v1.14; use \"kubernetes.io/os\" instead",
        "failure-domain.beta.kubernetes.io/region" => {
            "deprecated since v1.17; use \"topology.kubernetes.io/region\" instead"
        }
        "failure-domain.beta.kubernetes.io/zone" => {
            "deprecated since v1.17; use \"topology.kubernetes.io/zone\" instead"
        }
        "beta.kubernetes.io/instance-type" => {
            "deprecated since v1.17; use \"node.kubernetes.io/instance-type\" instead"
        }
        "app.kubernetes.io/created-by" => "deprecated since v1.9",
        "scheduler.alpha.kubernetes.io/preferAvoidPods" => "deprecated since v1.22; use Taints and Tolerations instead",
        "node-role.kubernetes.io/master" => "use \"node-role.kubernetes.io/control-plane\" instead",
        _ => return None,
    })
}

fn node_labels(spec: &Field<'_>, warnings: &mut Warnings) {
    for (key, label) in spec.at("nodeSelector").keyed() {
        if let Some(words) = deprecated_node_label(key) {
            warn(&label.path, words, warnings);
        }
    }
    let affinity = spec.at("affinity").at("nodeAffinity");
    for term in affinity.at(REQUIRED).list("nodeSelectorTerms") {
        node_selector_term(&term, false, warnings);
    }
    for term in affinity.list(PREFERRED) {
        node_selector_term(&term.at("preference"), true, warnings);
    }
    for constraint in spec.list("topologySpreadConstraints") {
        deprecated_key(&constraint.at("topologyKey"), warnings);
        if !constraint.has("labelSelector") {
            warn(&constraint.at("labelSelector").path, NULL_SELECTOR, warnings);
        }
    }
}

/// Values are only looked at in preferred terms: in required ones they are errors.
fn node_selector_term(term: &Field<'_>, has_free_values: bool, warnings: &mut Warnings) {
    for expression in term.list("matchExpressions") {
        deprecated_key(&expression.at("key"), warnings);
        for value in expression.list("values").iter().filter(|_| has_free_values) {
            for fault in names::label_value(value.as_text()) {
                let words = format!("{} is invalid, {fault}", value.as_text());
                warn(&value.path, &words, warnings);
            }
        }
    }
}

fn deprecated_key(key: &Field<'_>, warnings: &mut Warnings) {
    if let Some(words) = deprecated_node_label(key.as_text()) {
        warn(&key.path, &format!("{} is {words}", key.as_text()), warnings);
    }
}

fn dead_annotations(annotations: &Field<'_>, warnings: &mut Warnings) {
    for (key, words) in DEAD_ANNOTATIONS {
        if annotations.has(key) {
            warn(&annotations.path.key(key), words, warnings);
        }
    }
}

/// Items that have the same `name` as an earlier one.
fn repeated(items: &[Field<'_>], name: &str, warnings: &mut Warnings) {
    let mut seen = BTreeSet::new();
    for item in items {
        let text = item.text(name);
        if !seen.insert(text) {
            warn(
                &item.at(name).path,
                &format!("duplicate {name} {}", quote(text)),
                warnings,
            );
        }
    }
}

fn pull_secrets(secrets: &[Field<'_>], warnings: &mut Warnings) {
    repeated(secrets, "name", warnings);
    for secret in secrets.iter().filter(|secret| secret.is_empty("name")) {
        warn(&secret.at("name").path, "invalid empty name \"\"", warnings);
    }
}

/// An amount of bytes that is not whole.
fn fractional_bytes(amounts: &Field<'_>, resource: &str, warnings: &mut Warnings) {
    let Some(amount) = amounts.get(resource) else { return };
    let quantity = super::validation::quantity(&amount);
    if quantity.milli_value() % 1000 != 0 {
        let value = quote(&quantity.canonical());
        let words = format!("fractional byte value {value} is invalid, must be an integer");
        warn(&amounts.path.key(resource), &words, warnings);
    }
}

fn pod_affinity(affinity: &Field<'_>, warnings: &mut Warnings) {
    for kind in ["podAffinity", "podAntiAffinity"].map(|kind| affinity.at(kind)) {
        let weighted = kind.list(PREFERRED);
        let terms = kind
            .list(REQUIRED)
            .into_iter()
            .chain(weighted.iter().map(|term| term.at("podAffinityTerm")));
        for term in terms.filter(|term| !term.has("labelSelector")) {
            warn(&term.at("labelSelector").path, NULL_SELECTOR, warnings);
        }
    }
}

/// Addresses that are not written in their one canonical form.
fn addresses(spec: &Field<'_>, warnings: &mut Warnings) {
    let servers = spec.at("dnsConfig").list("nameservers");
    let aliases = spec.list("hostAliases");
    for field in servers.into_iter().chain(aliases.iter().map(|alias| alias.at("ip"))) {
        let text = field.as_text();
        let Some(address) = parse_sloppy(text) else { continue };
        let canonical = quote(&address.ip.to_string());
        let written = quote(text);
        if address.has_leading_zeros || address.is_mapped {
            let words = format!("non-standard IP address {written} is invalid: use {canonical}");
            warn(&field.path, &words, warnings);
        } else if matches!(address.ip, IpAddr::V6(_)) && canonical != written {
            let words = format!("IPv6 address {written} should be in RFC 5952 canonical format ({canonical})");
            warn(&field.path, &words, warnings);
        }
    }
}
