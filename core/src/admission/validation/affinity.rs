//! Node affinity, pod affinity and anti-affinity.
//!
//! Models validateAffinity, ValidateNodeSelector and validatePodAffinityTerm of
//! `pkg/apis/core/validation/validation.go`.

use super::selector::{label_selector, label_values, requirement_values};
use super::{names, spread};
use crate::admission::error::Errors;
use crate::admission::field::Field;

/// All of `spec.affinity`.
pub(super) fn affinity(affinity: &Field<'_>, errors: &mut Errors) {
    let (required, preferred) = (
        "requiredDuringSchedulingIgnoredDuringExecution",
        "preferredDuringSchedulingIgnoredDuringExecution",
    );
    let node = affinity.at("nodeAffinity");
    if let Some(selector) = node.get(required) {
        node_selector(&selector, errors);
    }
    for term in node.list(preferred) {
        weight(&term, errors);
        node_selector_term(&term.at("preference"), false, errors);
    }
    for kind in ["podAffinity", "podAntiAffinity"] {
        for term in affinity.at(kind).list(required) {
            pod_term(&term, errors);
        }
        for term in affinity.at(kind).list(preferred) {
            weight(&term, errors);
            pod_term(&term.at("podAffinityTerm"), errors);
        }
    }
}

fn weight(term: &Field<'_>, errors: &mut Errors) {
    let weight = term.int("weight").unwrap_or(0);
    if !(1..=100).contains(&weight) {
        errors.invalid(&term.at("weight").path, weight, "must be in the range 1-100");
    }
}

fn node_selector(selector: &Field<'_>, errors: &mut Errors) {
    let terms = selector.at("nodeSelectorTerms");
    if terms.items().is_empty() {
        errors.required(&terms.path, "must have at least one node selector term");
    }
    for term in terms.items() {
        node_selector_term(&term, true, errors);
    }
}

fn node_selector_term(term: &Field<'_>, has_label_values: bool, errors: &mut Errors) {
    for expression in term.list("matchExpressions") {
        requirement_values(&expression, &["Gt", "Lt"], errors);
        errors.malformed(&expression.at("key"), &names::label_key(expression.text("key")));
        if has_label_values {
            label_values(&expression, errors);
        }
    }
    for requirement in term.list("matchFields") {
        node_field(&requirement, errors);
    }
}

fn node_field(requirement: &Field<'_>, errors: &mut Errors) {
    let (values, operator) = (requirement.at("values"), requirement.at("operator"));
    if !["In", "NotIn"].contains(&operator.as_text()) {
        errors.invalid(&operator.path, operator.as_text(), "not a valid selector operator");
    } else if values.items().len() != 1 {
        let detail = "must be only one value when `operator` is 'In' or 'NotIn' for node field selector";
        errors.required(&values.path, detail);
    }
    let key = requirement.at("key");
    if key.as_text() != "metadata.name" {
        return errors.invalid(&key.path, key.as_text(), "not a valid field selector key");
    }
    for value in values.items() {
        errors.malformed(&value, &names::dns_subdomain(value.as_text()));
    }
}

fn pod_term(term: &Field<'_>, errors: &mut Errors) {
    label_selector(&term.at("labelSelector"), errors);
    label_selector(&term.at("namespaceSelector"), errors);
    for namespace in term.list("namespaces") {
        // Reported under a name that the API does not have, and without the index.
        for fault in names::dns_label(namespace.as_text()) {
            errors.invalid(&term.path.child("namespace"), namespace.as_text(), &fault);
        }
    }
    spread::match_label_keys(term, errors);
    let topology_key = term.at("topologyKey");
    if topology_key.as_text().is_empty() {
        errors.required(&topology_key.path, "can not be empty");
    }
    errors.malformed(&topology_key, &names::label_key(topology_key.as_text()));
}
