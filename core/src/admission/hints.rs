//! Advice in our own words, for the mistakes that people make most, and for what Kubernetes accepts without a word
//! although it cannot work.

use super::error::{ErrorKind, FieldError};
use super::field::Field;
use crate::diagnostic::Diagnostic;
use serde_json::Value;

/// What else is known about the object that an error was found in.
pub(super) struct Surroundings<'a> {
    /// The object, decoded and defaulted.
    pub(super) object: &'a Value,
    /// What decoding found.
    pub(super) unknown: &'a [Diagnostic],
}

/// Labels that nodes have, and pods do not: as a whole, or as the beginning of the key.
const NODE_LABELS: [&str; 7] = [
    "kubernetes.io/os",
    "kubernetes.io/arch",
    "kubernetes.io/hostname",
    "node-role.kubernetes.io/",
    "node.kubernetes.io/",
    "topology.kubernetes.io/",
    "beta.kubernetes.io/",
];

/// What to do about `error`, where that is known.
pub(super) fn hint(error: &FieldError, surroundings: &Surroundings<'_>) -> Option<String> {
    let words = match (error.field.as_str(), error.kind, error.detail.as_str()) {
        ("spec.template.metadata.labels", ErrorKind::Invalid, _) => return Some(selector_hint(surroundings)),
        ("spec.selector", ErrorKind::Invalid, "field is immutable") => {
            "the selector of an existing DaemonSet cannot change: delete it (with --cascade=orphan to keep its pods) and \
             create it again"
        }
        ("spec.selector", ErrorKind::Invalid, _) => {
            "name at least one label that the pods of the template have, for instance under matchLabels"
        }
        (
            "spec.updateStrategy.rollingUpdate.maxSurge",
            ErrorKind::Invalid,
            "may not be set when maxUnavailable is non-zero",
        ) => "maxUnavailable is 1 unless you say otherwise: set maxUnavailable: 0 beside maxSurge",
        ("spec.updateStrategy.rollingUpdate.maxUnavailable", ErrorKind::Required, _) => {
            "one of maxUnavailable and maxSurge has to allow something, or no node could ever be updated"
        }
        ("spec.template.spec.restartPolicy", ErrorKind::NotSupported, _) => {
            "pods of a DaemonSet always restart: leave restartPolicy out, or use a Job for something that ends"
        }
        ("spec.template.spec.activeDeadlineSeconds", ErrorKind::Forbidden, _) => {
            "pods of a DaemonSet run until they are deleted: take this line out"
        }
        (field, ErrorKind::NotFound, _) if field.contains(".volumeMounts[") => {
            "no volume of this name that is free of faults is under spec.template.spec.volumes"
        }
        (field, ErrorKind::Invalid, detail) if field.ends_with(".hostPort") && detail.contains("hostNetwork") => {
            "on the host's network the container listens on the host itself: leave hostPort out"
        }
        (_, ErrorKind::Invalid, detail) if detail.starts_with("effect must be 'NoExecute'") => {
            "tolerationSeconds only means something for NoExecute taints: take it out, or change the effect"
        }
        (_, ErrorKind::Invalid, detail) if detail.starts_with("operator must be Exists") => {
            "give a key, or write operator: Exists to tolerate every taint"
        }
        (field, ErrorKind::NotSupported, _) => return other_spelling(field, error),
        _ => return None,
    };
    Some(words.to_owned())
}

/// A value that is known, but for capital letters.
fn other_spelling(field: &str, error: &FieldError) -> Option<String> {
    let written = error.bad_value.as_ref()?.as_str()?;
    let known = error.detail.split('"').skip(1).step_by(2);
    let meant = known
        .into_iter()
        .find(|known| known.eq_ignore_ascii_case(written) && *known != written)?;
    let name = field.rsplit('.').next().unwrap_or(field);
    Some(format!("capital letters matter: {name}: {meant}"))
}

/// Why a selector does not select the pods of its own template.
fn selector_hint(surroundings: &Surroundings<'_>) -> String {
    let is_capital = |finding: &&Diagnostic| finding.path.ends_with(".Labels") || finding.path.ends_with(".Metadata");
    if let Some(capital) = surroundings.unknown.iter().find(is_capital) {
        let field = capital.path.rsplit('.').next().unwrap_or_default();
        return format!(
            "{field} is not {}: keys begin with a small letter, so the labels written there are lost",
            field.to_lowercase()
        );
    }
    let selector = Field::root(surroundings.object).at("spec").at("selector");
    if !selector.is_set() {
        return "add spec.selector.matchLabels with labels that spec.template.metadata.labels has too".to_owned();
    }
    let labels = selector.at("matchLabels").entries();
    let expressions = selector.list("matchExpressions");
    let mut keys = labels
        .iter()
        .map(|(key, _)| *key)
        .chain(expressions.iter().map(|expression| expression.text("key")));
    match keys.find(|key| is_node_label(key)) {
        Some(key) => format!(
            "spec.selector picks pods, and {key} is a label of nodes: to choose nodes, put it under \
             spec.template.spec.nodeSelector"
        ),
        None => "every label that spec.selector asks for has to be in spec.template.metadata.labels".to_owned(),
    }
}

pub(super) fn is_node_label(key: &str) -> bool {
    NODE_LABELS
        .iter()
        .any(|label| key == *label || label.ends_with('/') && key.starts_with(label))
}

/// What the API server accepts although it can never work.
pub(super) fn advice(object: &Value) -> Vec<Diagnostic> {
    let spec = Field::root(object).at("spec").at("template").at("spec");
    let required = spec
        .at("affinity")
        .at("nodeAffinity")
        .at("requiredDuringSchedulingIgnoredDuringExecution");
    let mut findings = Vec::new();
    for term in required.list("nodeSelectorTerms") {
        if term.is_empty("matchExpressions") && term.is_empty("matchFields") {
            let words = "a term without any expression matches no node";
            findings.push(Diagnostic::warning("never-matches", term.path.to_string(), words));
        }
        for expression in term.list("matchExpressions") {
            let is_ordered = ["Gt", "Lt"].contains(&expression.text("operator"));
            for value in expression.list("values") {
                if is_ordered && value.as_text().parse::<i64>().is_err() {
                    let words = "Gt and Lt compare whole numbers: with any other value they match no node";
                    findings.push(Diagnostic::warning("never-matches", value.path.to_string(), words));
                }
            }
        }
    }
    findings
}
