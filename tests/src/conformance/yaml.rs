//! The kind `yaml`: what Kubernetes' reader makes of a text, and of the same text in strict mode.

use everynode_core::manifest::yaml::read_first;
use serde_json::Value;

use super::Context;
use super::compare::{lines_agree, same_json};

/// The value, or whether there is an error and on which line.
pub(super) fn check(case: &Value, _context: &Context) -> Result<(), String> {
    let text = case["input"]["text"].as_str().ok_or("the case has no text")?;
    let expect = &case["expect"];
    let read = read_first(text);
    same_error("error", &expect["error"], read.error())?;
    same_error("strictError", &expect["strictError"], read.strict_error().as_deref())?;
    match &read.documents[..] {
        _ if read.error().is_some() => Ok(()),
        [first] => same_json(&expect["json"], &first.tree.to_json()),
        documents => Err(format!("{} documents", documents.len())),
    }
}

fn same_error(what: &str, expected: &Value, actual: Option<&str>) -> Result<(), String> {
    match (expected.as_str(), actual) {
        (None, None) => Ok(()),
        (Some(expected), Some(actual)) if lines_agree(expected, actual) => Ok(()),
        (expected, actual) => Err(format!("{what}: expected {expected:?}, got {actual:?}")),
    }
}
