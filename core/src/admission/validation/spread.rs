//! Topology spread constraints, and label keys taken from the pod itself.
//!
//! Models validateTopologySpreadConstraints and ValidateMatchLabelKeysAndMismatchLabelKeys of
//! `pkg/apis/core/validation/validation.go`.

use super::names;
use super::pod_spec::one_of_if_set;
use super::selector::label_selector;
use crate::admission::error::Errors;
use crate::admission::field::Field;
use crate::ordered::Gather;
use std::collections::BTreeSet;

/// All of `spec.topologySpreadConstraints`.
pub(super) fn topology_spread(spec: &Field<'_>, errors: &mut Errors) {
    let constraints = spec.list("topologySpreadConstraints");
    for (index, constraint) in constraints.iter().enumerate() {
        positive(constraint, "maxSkew", errors);
        let topology_key = constraint.at("topologyKey");
        if topology_key.as_text().is_empty() {
            errors.required(&topology_key.path, "can not be empty");
        }
        let action = constraint.at("whenUnsatisfiable");
        let actions = ["DoNotSchedule", "ScheduleAnyway"];
        if !actions.contains(&action.as_text()) {
            errors.not_supported(&action.path, action.as_text(), &actions);
        }
        let pair = |constraint: &Field<'_>| {
            format!(
                "{{{}, {}}}",
                constraint.text("topologyKey"),
                constraint.text("whenUnsatisfiable")
            )
        };
        if constraints[index + 1..]
            .iter()
            .any(|later| pair(later) == pair(constraint))
        {
            errors.duplicate(
                &constraint.path.child("{topologyKey, whenUnsatisfiable}"),
                &pair(constraint),
            );
        }
        min_domains(constraint, errors);
        for policy in ["nodeAffinityPolicy", "nodeTaintsPolicy"] {
            one_of_if_set(constraint, policy, &["Honor", "Ignore"], errors);
        }
        match_label_keys(constraint, errors);
        label_selector(&constraint.at("labelSelector"), errors);
    }
}

fn min_domains(constraint: &Field<'_>, errors: &mut Errors) {
    let Some(count) = constraint.int("minDomains") else {
        return;
    };
    positive(constraint, "minDomains", errors);
    let action = constraint.text("whenUnsatisfiable");
    if action != "DoNotSchedule" {
        let detail = format!("can only use minDomains if whenUnsatisfiable=DoNotSchedule, not {action}");
        errors.invalid(&constraint.at("minDomains").path, count, &detail);
    }
}

fn positive(constraint: &Field<'_>, name: &str, errors: &mut Errors) {
    let number = constraint.int(name).unwrap_or(0);
    if number <= 0 {
        errors.invalid(&constraint.at(name).path, number, "must be greater than zero");
    }
}

/// `matchLabelKeys` and `mismatchLabelKeys` of a spread constraint or a pod affinity term.
pub(super) fn match_label_keys(term: &Field<'_>, errors: &mut Errors) {
    let selector = term.at("labelSelector");
    let (matching, differing) = (term.list("matchLabelKeys"), term.list("mismatchLabelKeys"));
    for (name, keys) in [("matchLabelKeys", &matching), ("mismatchLabelKeys", &differing)] {
        if !keys.is_empty() && !selector.is_set() {
            errors.forbidden(
                &term.at(name).path,
                "must not be specified when labelSelector is not set",
            );
            continue;
        }
        for key in keys {
            errors.malformed(key, &names::label_key(key.as_text()));
        }
    }
    // The server adds an expression for each key later; a key that is there twice is reported where it comes again.
    let labels = selector.at("matchLabels").entries();
    let mut selected: BTreeSet<_> = labels.iter().map(|(key, _)| *key).gather();
    for expression in selector.list("matchExpressions") {
        let key = expression.text("key");
        let index = matching.iter().rposition(|wanted| wanted.as_text() == key);
        if let Some(index) = index.filter(|_| selected.contains(key)) {
            let detail = "exists in both matchLabelKeys and labelSelector";
            errors.invalid(&term.path.index(index), key, detail);
        }
        selected.insert(key);
    }
    for key in &matching {
        if differing.iter().any(|other| other.as_text() == key.as_text()) {
            let detail = "exists in both matchLabelKeys and mismatchLabelKeys";
            errors.invalid(&key.path, key.as_text(), detail);
        }
    }
}
