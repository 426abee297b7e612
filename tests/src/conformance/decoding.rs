//! What `validate` and `corpus` share: whether a text can be decoded, and what strict field validation says of it.

use serde_json::Value;

use super::compare::{line_named, lines_agree, same, strings};

/// The first difference between `decodeError` and `strictErrors` of a recording and what the engine decoded.
pub fn same_decoding(expect: &Value, decode_error: Option<&str>, strict_errors: &[String]) -> Result<(), String> {
    same_decode_error(expect["decodeError"].as_str(), decode_error)?;
    let expected = strings(&expect["strictErrors"]);
    let comparable = |errors: &[String]| errors.iter().map(|error| without_layout(error)).collect::<Vec<_>>();
    same("strictErrors", &comparable(&expected), &comparable(strict_errors))
}

/// A text that names a line must name it, give or take one; where Kubernetes goes on with its own internals, what
/// stands before counts; everything else is exact.
fn same_decode_error(expected: Option<&str>, actual: Option<&str>) -> Result<(), String> {
    let is_same = match (expected, actual) {
        (Some(want), Some(got)) if want.contains("yaml: ") && line_named(want).is_some() => lines_agree(want, got),
        (Some(want), Some(got)) => significant(want) == significant(got),
        (want, got) => want == got,
    };
    if is_same {
        Ok(())
    } else {
        Err(format!("decodeError: expected {expected:?}, got {actual:?}"))
    }
}

fn significant(message: &str) -> &str {
    let message = message.split(" in scheme \"").next().unwrap_or(message);
    match message.find("): unknown conversion") {
        Some(_) => message.split(" (").next().unwrap_or(message),
        None => message,
    }
}

/// Repeated keys by key and line, however the lines are put together.
fn without_layout(error: &str) -> String {
    error.split_whitespace().collect::<Vec<_>>().join(" ")
}
