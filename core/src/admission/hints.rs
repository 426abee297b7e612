//! Advice in our own words, for the mistakes that people make most, and for what Kubernetes accepts without a word
//! although it cannot work.

use super::error::{ErrorKind, FieldError};
use super::field::Field;
use crate::case::lower;
use crate::diagnostic::{Advice, Diagnostic, Remark};
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
pub(super) fn hint(error: &FieldError, surroundings: &Surroundings<'_>) -> Option<Advice> {
    let advice = match (error.field.as_str(), error.kind, error.detail.as_str()) {
        ("spec.template.metadata.labels", ErrorKind::Invalid, _) => return Some(selector_hint(surroundings)),
        ("spec.selector", ErrorKind::Invalid, "field is immutable") => Advice::ImmutableSelector,
        ("spec.selector", ErrorKind::Invalid, _) => Advice::NameALabel,
        (
            "spec.updateStrategy.rollingUpdate.maxSurge",
            ErrorKind::Invalid,
            "may not be set when maxUnavailable is non-zero",
        ) => Advice::ZeroUnavailable,
        ("spec.updateStrategy.rollingUpdate.maxUnavailable", ErrorKind::Required, _) => Advice::AllowSomething,
        ("spec.template.spec.restartPolicy", ErrorKind::NotSupported, _) => Advice::AlwaysRestart,
        ("spec.template.spec.activeDeadlineSeconds", ErrorKind::Forbidden, _) => Advice::NoDeadline,
        (field, ErrorKind::NotFound, _) if field.contains(".volumeMounts[") => Advice::NoSuchVolume,
        (field, ErrorKind::Invalid, detail) if field.ends_with(".hostPort") && detail.contains("hostNetwork") => {
            Advice::NoHostPort
        }
        (_, ErrorKind::Invalid, detail) if detail.starts_with("effect must be 'NoExecute'") => {
            Advice::TolerationSeconds
        }
        (_, ErrorKind::Invalid, detail) if detail.starts_with("operator must be Exists") => Advice::TolerationKey,
        (field, ErrorKind::NotSupported, _) => return other_spelling(field, error),
        _ => return None,
    };
    Some(advice)
}

/// A value that is known, but for capital letters.
fn other_spelling(field: &str, error: &FieldError) -> Option<Advice> {
    let written = error.bad_value.as_ref()?.as_str()?;
    let known = error.detail.split('"').skip(1).step_by(2);
    let meant = known
        .into_iter()
        .find(|known| known.eq_ignore_ascii_case(written) && *known != written)?;
    let name = field.rsplit('.').next().unwrap_or(field);
    Some(Advice::CapitalLetters {
        meant: meant.to_owned(),
        name: name.to_owned(),
    })
}

/// Why a selector does not select the pods of its own template.
fn selector_hint(surroundings: &Surroundings<'_>) -> Advice {
    let is_capital = |finding: &&Diagnostic| finding.path.ends_with(".Labels") || finding.path.ends_with(".Metadata");
    if let Some(capital) = surroundings.unknown.iter().find(is_capital) {
        let field = capital.path.rsplit('.').next().unwrap_or_default();
        return Advice::SmallLetter {
            field: field.to_owned(),
            meant: lower(field),
        };
    }
    let selector = Field::root(surroundings.object).at("spec").at("selector");
    if !selector.is_set() {
        return Advice::AddMatchLabels;
    }
    let labels = selector.at("matchLabels").entries();
    let expressions = selector.list("matchExpressions");
    let mut keys = labels
        .iter()
        .map(|(key, _)| *key)
        .chain(expressions.iter().map(|expression| expression.text("key")));
    match keys.find(|key| is_node_label(key)) {
        Some(key) => Advice::LabelOfNodes { key: key.to_owned() },
        None => Advice::SelectorNeedsLabels,
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
            let words = Remark::TermWithoutExpression;
            findings.push(Diagnostic::warning("never-matches", term.path.to_string(), words));
        }
        for expression in term.list("matchExpressions") {
            let is_ordered = ["Gt", "Lt"].contains(&expression.text("operator"));
            for value in expression.list("values") {
                if is_ordered && value.as_text().parse::<i64>().is_err() {
                    let words = Remark::NoWholeNumber;
                    findings.push(Diagnostic::warning("never-matches", value.path.to_string(), words));
                }
            }
        }
    }
    findings
}
