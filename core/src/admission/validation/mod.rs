//! The rules of a DaemonSet and its pod template, over the decoded and defaulted object, in the order of the API
//! server's checks.
//!
//! Models `pkg/apis/apps/validation/validation.go` (ValidateDaemonSet and what it calls) and
//! `pkg/apis/core/validation/validation.go`; feature gates as they are by default in v1.36.

mod affinity;
pub(crate) mod annotations;
mod claim_template;
mod containers;
mod environment;
mod ephemeral;
mod handlers;
mod hosts;
mod ip;
mod meta;
mod mounts;
pub(crate) mod names;
mod objects;
mod operating_system;
mod paths;
mod pod_spec;
mod projected;
mod resource_names;
mod resources;
mod security;
mod selector;
mod spread;
#[cfg(test)]
mod tests;
mod tolerations;
mod volumes;
mod windows;

pub(crate) use ip::parse_sloppy;
pub(crate) use objects::validate_object;
pub(crate) use pod_spec::all_containers;
pub(crate) use resources::quantity;

use super::error::{Errors, FieldError};
use super::field::Field;
use super::go_text::{self, Member, Shape};
use crate::manifest::defaulting::semantically_equal;
use crate::manifest::schema::GoType;
use serde_json::Value;

const STRATEGY: [Member; 2] = [
    ("Type", "type", Shape::Text),
    (
        "RollingUpdate",
        "rollingUpdate",
        Shape::Structure(&[
            ("MaxUnavailable", "maxUnavailable", Shape::Zero),
            ("MaxSurge", "maxSurge", Shape::Zero),
        ]),
    ),
];

/// What the API server has against creating `daemon_set`. The object is decoded and defaulted, its namespace and
/// generated name are filled in.
pub fn validate_create(daemon_set: &Value) -> Vec<FieldError> {
    let mut errors = Errors::default();
    let root = Field::root(daemon_set);
    meta::object_meta(&root.at("metadata"), &mut errors);
    spec(&root.at("spec"), &mut errors);
    errors.into_unique()
}

/// What the API server has against replacing `old` by `new`. Both are decoded and defaulted; what the server keeps or
/// fills in by itself is in `new` already.
pub fn validate_update(new: &Value, old: &Value) -> Vec<FieldError> {
    let mut errors = Errors::default();
    let (new, old) = (Field::root(new), Field::root(old));
    meta::object_meta_update(&new.at("metadata"), &old.at("metadata"), &mut errors);
    let (selector, old_selector) = (new.at("spec").at("selector"), old.at("spec").at("selector"));
    if !semantically_equal(selector.value, old_selector.value, GoType("*v1.LabelSelector")) {
        let shown = go_text::json_selector(selector.value);
        errors.invalid_shown(&selector.path, Some(selector.value), shown, "field is immutable");
    }
    meta::object_meta(&new.at("metadata"), &mut errors);
    spec(&new.at("spec"), &mut errors);
    errors.into_unique()
}

fn spec(spec: &Field<'_>, errors: &mut Errors) {
    let (selector, template) = (spec.at("selector"), spec.at("template"));
    let labels = template.at("metadata").at("labels");
    selector::label_selector(&selector, errors);
    if selector::selects(&selector, &labels) == Some(false) {
        errors.invalid(
            &labels.path,
            labels.value.clone(),
            "`selector` does not match template `labels`",
        );
    }
    if selector.is_set() && selector.is_empty("matchLabels") && selector.is_empty("matchExpressions") {
        let shown = go_text::json_selector(selector.value);
        errors.invalid_shown(
            &selector.path,
            Some(selector.value),
            shown,
            "empty selector is invalid for daemonset",
        );
    }
    pod_spec::pod_template(&template, errors);
    let pod = template.at("spec");
    if pod.text("restartPolicy") != "Always" {
        errors.not_supported(&pod.at("restartPolicy").path, pod.text("restartPolicy"), &["Always"]);
    }
    if let Some(deadline) = pod.get("activeDeadlineSeconds") {
        errors.forbidden(&deadline.path, "activeDeadlineSeconds in DaemonSet is not Supported");
    }
    meta::non_negative(spec, "minReadySeconds", errors);
    update_strategy(&spec.at("updateStrategy"), errors);
    meta::non_negative(spec, "revisionHistoryLimit", errors);
}

fn update_strategy(strategy: &Field<'_>, errors: &mut Errors) {
    match strategy.text("type") {
        "OnDelete" => {}
        "RollingUpdate" => match strategy.get("rollingUpdate") {
            Some(rolling_update) => self::rolling_update(&rolling_update, errors),
            None => errors.required(&strategy.at("rollingUpdate").path, ""),
        },
        _ => {
            let shown = go_text::json_internal(strategy.value, &STRATEGY);
            errors.not_supported_shown(&strategy.path, shown, &["RollingUpdate", "OnDelete"]);
        }
    }
}

fn rolling_update(rolling_update: &Field<'_>, errors: &mut Errors) {
    let (unavailable, surge) = (rolling_update.at("maxUnavailable"), rolling_update.at("maxSurge"));
    let (has_unavailable, has_surge) = (is_non_zero(&unavailable), is_non_zero(&surge));
    for limit in [&unavailable, &surge] {
        count_or_percentage(limit, errors);
    }
    for limit in [&unavailable, &surge] {
        at_most_all(limit, errors);
    }
    if has_unavailable && has_surge {
        let detail = "may not be set when maxUnavailable is non-zero";
        errors.invalid(&surge.path, surge.value.clone(), detail);
    }
    if !has_unavailable && !has_surge {
        errors.required(&unavailable.path, "cannot be 0 when maxSurge is 0");
    }
}

/// A count that is not negative or a percentage.
fn count_or_percentage(limit: &Field<'_>, errors: &mut Errors) {
    match limit.value.as_i64() {
        Some(count) if count < 0 => errors.invalid(&limit.path, count, "must be greater than or equal to 0"),
        Some(_) => {}
        None => errors.malformed(limit, &names::percentage(limit.as_text())),
    }
}

/// Not more than 100 %; a count has no upper bound.
fn at_most_all(limit: &Field<'_>, errors: &mut Errors) {
    if percent(limit).is_some_and(|percent| percent > 100) {
        errors.invalid(&limit.path, limit.value.clone(), "must not be greater than 100%");
    }
}

/// The number of a valid percentage.
fn percent(limit: &Field<'_>) -> Option<i64> {
    let text = limit.as_text();
    let digits = text.strip_suffix('%').filter(|_| names::percentage(text).is_empty())?;
    Some(digits.parse().unwrap_or(i64::MAX))
}

/// Whether the literal number is not zero: a text that is neither a number nor a percentage counts as zero.
fn is_non_zero(limit: &Field<'_>) -> bool {
    let number = limit.value.as_i64().or_else(|| percent(limit));
    number.or_else(|| limit.as_text().parse().ok()).unwrap_or(0) != 0
}
