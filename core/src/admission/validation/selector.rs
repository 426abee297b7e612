//! Label selectors: their form, and whether one selects a set of labels.
//!
//! Models ValidateLabelSelector of `staging/src/k8s.io/apimachinery/pkg/apis/meta/v1/validation/validation.go` and
//! LabelSelectorAsSelector of `pkg/apis/meta/v1/helpers.go`.

use super::{meta, names};
use crate::admission::error::Errors;
use crate::admission::field::Field;

/// The form of a label selector; an absent one is fine here.
pub(super) fn label_selector(selector: &Field<'_>, errors: &mut Errors) {
    meta::labels(&selector.at("matchLabels"), errors);
    for expression in selector.list("matchExpressions") {
        requirement_values(&expression, &[], errors);
        errors.malformed(&expression.at("key"), &names::label_key(expression.text("key")));
        label_values(&expression, errors);
    }
}

/// Operator and number of values of a requirement. Operators in `single` want exactly one value.
pub(super) fn requirement_values(expression: &Field<'_>, single: &[&str], errors: &mut Errors) {
    let (values, operator) = (expression.at("values"), expression.text("operator"));
    let count = values.items().len();
    match operator {
        "In" | "NotIn" if count == 0 => {
            errors.required(&values.path, "must be specified when `operator` is 'In' or 'NotIn'");
        }
        "Exists" | "DoesNotExist" if count > 0 => {
            errors.forbidden(
                &values.path,
                "may not be specified when `operator` is 'Exists' or 'DoesNotExist'",
            );
        }
        "In" | "NotIn" | "Exists" | "DoesNotExist" => {}
        ordered if single.contains(&ordered) => {
            if count != 1 {
                errors.required(
                    &values.path,
                    "must be specified single value when `operator` is 'Lt' or 'Gt'",
                );
            }
        }
        other => errors.invalid(&expression.at("operator").path, other, "not a valid selector operator"),
    }
}

/// The values of a requirement as label values.
pub(super) fn label_values(expression: &Field<'_>, errors: &mut Errors) {
    for value in expression.list("values") {
        errors.malformed(&value, &names::label_value(value.as_text()));
    }
}

/// Whether `selector` selects `labels`. An absent selector selects nothing; `None` if the selector makes no sense.
pub(super) fn selects(selector: &Field<'_>, labels: &Field<'_>) -> Option<bool> {
    if !selector.is_set() {
        return Some(false);
    }
    let labels = labels.entries();
    let value_of = |wanted: &str| labels.iter().find(|(key, _)| *key == wanted).map(|(_, value)| *value);
    let mut is_selected = true;
    for (key, value) in selector.at("matchLabels").entries() {
        if !names::label_key(key).is_empty() || !names::label_value(value).is_empty() {
            return None;
        }
        is_selected &= value_of(key) == Some(value);
    }
    for expression in selector.list("matchExpressions") {
        let values: Vec<_> = expression.list("values").iter().map(Field::as_text).collect();
        let has_label_values = values.iter().all(|value| names::label_value(value).is_empty());
        if !names::label_key(expression.text("key")).is_empty() || !has_label_values {
            return None;
        }
        let actual = value_of(expression.text("key"));
        let is_listed = actual.is_some_and(|value| values.contains(&value));
        is_selected &= match (expression.text("operator"), values.is_empty()) {
            ("In", false) => is_listed,
            ("NotIn", false) => !is_listed,
            ("Exists", true) => actual.is_some(),
            ("DoesNotExist", true) => actual.is_none(),
            _ => return None,
        };
    }
    Some(is_selected)
}
