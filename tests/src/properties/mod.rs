//! What has to hold for every text and every cluster, whoever makes them up: the property tests and the fuzz targets.
//!
//! Nothing here knows what Kubernetes answers; that is the conformance checks' part. Each check returns the first broken
//! promise. A panic is one too, and needs no check.

mod editing;
mod manifest;
mod nodes;

pub use editing::check_editing;
pub use manifest::{check_manifest, check_stored};
pub use nodes::check_nodes;

use everynode_core::diagnostic::Diagnostic;
use everynode_core::kubectl::to_yaml;
use everynode_core::manifest::yaml::read_first;
use serde_json::Value;

/// Every finding stands inside `text`, at the edges of characters.
fn spans_lie_within(text: &str, findings: &[Diagnostic]) -> Result<(), String> {
    let stray = findings.iter().find(|finding| {
        finding
            .span
            .is_some_and(|span| text.get(span.start..span.end).is_none())
    });
    stray.map_or(Ok(()), |finding| {
        Err(format!("its place is not in the text: {finding:?}"))
    })
}

/// What is written as YAML reads back as the same value.
pub fn check_yaml(value: &Value) -> Result<(), String> {
    let text = to_yaml(value);
    let read = read_first(&text);
    if let Some(finding) = read.diagnostics.first() {
        return Err(format!("what was written cannot be read: {finding:?}\n{text}"));
    }
    let back = read
        .documents
        .first()
        .map_or(Value::Null, |source| source.tree.to_json());
    same("read back from YAML", value, &back)
}

/// The first difference between two values, as a path.
fn same(what: &str, expected: &Value, actual: &Value) -> Result<(), String> {
    match difference(expected, actual, "") {
        None => Ok(()),
        Some(difference) => Err(format!("{what}: {difference}")),
    }
}

fn difference(expected: &Value, actual: &Value, path: &str) -> Option<String> {
    match (expected, actual) {
        (Value::Object(a), Value::Object(b)) if a.keys().eq(b.keys()) => a
            .iter()
            .find_map(|(key, value)| difference(value, &b[key], &format!("{path}.{key}"))),
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            let mut pairs = a.iter().zip(b).enumerate();
            pairs.find_map(|(index, (a, b))| difference(a, b, &format!("{path}[{index}]")))
        }
        _ => (expected != actual).then(|| format!("{path}: {expected} became {actual}")),
    }
}
