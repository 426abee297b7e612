//! The kinds `validate` and `corpus`: everything the API server says of a create or an update.

use everynode_core::admission::{FieldError, Review, review};
use serde_json::{Value, json};

use super::Context;
use super::compare::{items, same, same_json, strings};
use super::decoding::same_decoding;

const OLD_UID: &str = "11111111-1111-4111-8111-111111111111";

pub(super) fn check(case: &Value, _context: &Context) -> Result<(), String> {
    let (input, expect) = (&case["input"], &case["expect"]);
    let text = |key: &str| input[key].as_str();
    let Some(new) = text("new") else {
        let text = text("yaml").ok_or("the case has no text")?;
        return same_review(expect, &review(text, None));
    };
    let mut old = review(text("old").ok_or("the case has no old text")?, None)
        .stored
        .ok_or("the old object is refused")?;
    old["metadata"]["uid"] = OLD_UID.into();
    old["metadata"]["resourceVersion"] = "1".into();
    let review = review(new, Some(&old));
    same_review(expect, &review)?;
    match (&expect["newGeneration"], &review.stored) {
        (Value::Null, _) | (_, None) => Ok(()),
        (generation, Some(stored)) => same("newGeneration", generation, &stored["metadata"]["generation"]),
    }
}

/// The first difference between a recording and a review.
pub(super) fn same_review(expect: &Value, review: &Review) -> Result<(), String> {
    same_decoding(expect, review.decode_error.as_deref(), &review.strict_errors)?;
    let text = |error: &&Value| error["message"].as_str().unwrap_or_default().to_owned();
    let (expected, actual) = (
        items(&expect["errors"]).iter().collect(),
        review.errors.iter().collect(),
    );
    let (expected, actual) = (
        maps_sorted(expected, text),
        maps_sorted(actual, |error| error.message()),
    );
    for (index, (expected, actual)) in expected.iter().zip(&actual).enumerate() {
        same_error(expected, actual).map_err(|difference| format!("errors[{index}]: {difference}"))?;
    }
    let count = expected.len().min(actual.len());
    if let Some(missing) = expected.get(count) {
        return Err(format!("errors[{count}]: missing {}", missing["message"]));
    }
    if let Some(extra) = actual.get(count) {
        return Err(format!("errors[{count}]: too many: {:?}", extra.message()));
    }
    let expected = maps_sorted(strings(&expect["warnings"]), Clone::clone);
    same(
        "warnings",
        &expected,
        &maps_sorted(review.warnings.clone(), Clone::clone),
    )
}

/// Kubernetes walks a map in random order: lines about keys of one map that follow each other may stand in any.
fn maps_sorted<T>(mut lines: Vec<T>, text: fn(&T) -> String) -> Vec<T> {
    let is_same_map = |left: &T, right: &T| {
        let (left, right) = (text(left), text(right));
        map_of(&left).is_some() && map_of(&left) == map_of(&right)
    };
    for run in lines.chunk_by_mut(is_same_map) {
        run.sort_by_key(text);
    }
    lines
}

/// The map that a line is about: a map of labels or the like, or what stands before a key in brackets. Limits and
/// requests are looked at together.
fn map_of(line: &str) -> Option<&str> {
    let path = line.split(": ").next()?;
    let is_key = |open: &usize| path[open + 1..].starts_with(|first: char| !first.is_ascii_digit());
    let open = path.match_indices('[').map(|(open, _)| open).find(is_key);
    let map = open.map_or(path, |open| &path[..open]);
    match map.rsplit_once('.')? {
        (resources, "limits" | "requests") => Some(resources),
        (_, "labels" | "annotations" | "matchLabels" | "nodeSelector") => Some(map),
        _ => open.map(|_| map),
    }
}

/// Everything about one error. Where the value is an internal structure, its rendering is free.
fn same_error(expected: &Value, actual: &FieldError) -> Result<(), String> {
    let field = |name: &str| expected[name].as_str().unwrap_or_default();
    let message = actual.message();
    let has_value = expected.get("badValue").is_some();
    if has_value {
        same("message", field("message"), message.as_str())?;
    }
    same("field", field("field"), &actual.field)?;
    same("type", field("type"), actual.kind.api_name())?;
    same("detail", field("detail"), &actual.detail)?;
    if has_value {
        let value = actual.bad_value.clone().unwrap_or(json!(null));
        same_json(&expected["badValue"], &value).map_err(|difference| format!("badValue{difference}"))?;
    }
    Ok(())
}
