//! Tolerations.
//!
//! Models ValidateTolerations of `pkg/apis/core/validation/validation.go`; comparing taints as numbers is off.

use super::names;
use crate::admission::error::Errors;
use crate::admission::field::Field;

const EFFECTS: [&str; 3] = ["NoSchedule", "PreferNoSchedule", "NoExecute"];

/// The tolerations of a pod spec.
pub(super) fn tolerations(spec: &Field<'_>, errors: &mut Errors) {
    for toleration in spec.list("tolerations") {
        self::toleration(&toleration, errors);
    }
}

/// One toleration.
pub(super) fn toleration(toleration: &Field<'_>, errors: &mut Errors) {
    let (key, operator, effect) = (toleration.at("key"), toleration.at("operator"), toleration.at("effect"));
    if key.as_text().is_empty() {
        if operator.as_text() != "Exists" {
            let detail = "operator must be Exists when `key` is empty, which means \"match all values and all keys\"";
            errors.invalid(&operator.path, operator.as_text(), detail);
        }
    } else {
        errors.malformed(&key, &names::label_key(key.as_text()));
    }
    if toleration.has("tolerationSeconds") && effect.as_text() != "NoExecute" {
        let detail = "effect must be 'NoExecute' when `tolerationSeconds` is set";
        errors.invalid(&effect.path, effect.as_text(), detail);
    }
    // What is wrong with the value is reported at the operator.
    let value = toleration.text("value");
    match operator.as_text() {
        "" | "Equal" => {
            let faults = names::label_value(value);
            if !faults.is_empty() {
                errors.invalid(&operator.path, value, &faults.join(";"));
            }
        }
        "Exists" => {
            if !value.is_empty() {
                errors.invalid(&operator.path, value, "value must be empty when `operator` is 'Exists'");
            }
        }
        ordered @ ("Lt" | "Gt") => errors.not_supported(&operator.path, ordered, &["Equal", "Exists", "Lt", "Gt"]),
        other => errors.not_supported(&operator.path, other, &["Equal", "Exists"]),
    }
    if !effect.as_text().is_empty() && !EFFECTS.contains(&effect.as_text()) {
        errors.not_supported(&effect.path, effect.as_text(), &EFFECTS);
    }
}
