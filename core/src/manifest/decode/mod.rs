//! What the API server makes of a DaemonSet's text: its fields, the unknown and repeated ones, and wrong types in its
//! own words, each with its place.
//!
//! Models a create with strict field validation: handlers/create.go and rest.go (transformDecodeError),
//! runtime/serializer/json (Decode, Interpret), sigs.k8s.io/json (the errors of encoding/json with a path). YAML
//! becomes JSON with sorted keys first, so findings come in the order of keys, not of lines.

mod go_time;
mod header;
mod typed;

use super::schema::DAEMON_SET;
use super::tree::Tree;
use crate::diagnostic::{Diagnostic, Span};
use serde_json::{Map, Value, json};
use typed::Decoder;

/// The annotation that carries `templateGeneration`, which apps/v1 has no field for.
pub const TEMPLATE_GENERATION: &str = "deprecated.daemonset.template.generation";

/// A decoded DaemonSet and everything that is wrong with its form.
#[derive(Debug, Clone, PartialEq)]
pub struct Decoded {
    /// The object as the API server would write it again: known fields only, empty ones left out, quantities in
    /// canonical form. What could not be decoded is left out.
    pub value: Value,
    /// Wrong types and unreadable values. The API server reports only the first, and then nothing else of the object.
    pub errors: Vec<Diagnostic>,
    /// Keys that a mapping has twice: `line 5: key "name" already set in map`.
    pub duplicates: Vec<Diagnostic>,
    /// Fields that do not exist, at most 100.
    pub unknown: Vec<Diagnostic>,
}

impl Decoded {
    /// What the API server answers if the object cannot be decoded.
    pub fn decode_error(&self) -> Option<&str> {
        self.errors.first().map(|error| error.message.as_str())
    }

    /// What strict field validation refuses: repeated keys as one text, then each unknown field. Nothing if the object
    /// cannot be decoded at all.
    pub fn strict_errors(&self) -> Vec<String> {
        if !self.errors.is_empty() {
            return Vec::new();
        }
        let lines: Vec<&str> = self.duplicates.iter().map(|finding| finding.message.as_str()).collect();
        let repeated = (!lines.is_empty()).then(|| format!("yaml: unmarshal errors:\n  {}", lines.join("\n  ")));
        repeated
            .into_iter()
            .chain(self.unknown.iter().map(|finding| finding.message.clone()))
            .collect()
    }

    /// All findings: first what the API server would report first.
    pub fn into_diagnostics(self) -> (Value, Vec<Diagnostic>) {
        (
            self.value,
            self.errors
                .into_iter()
                .chain(self.duplicates)
                .chain(self.unknown)
                .collect(),
        )
    }
}

/// Decodes the body of a request to create a DaemonSet (apps/v1). Repeated keys are the text reader's findings and are
/// not looked for here.
pub fn decode_daemon_set(tree: &Tree) -> Decoded {
    let header = match header::read(tree) {
        Ok(header) => header,
        Err(error) => return Decoded::failed(error),
    };
    if let Some(error) = header.refusal(tree) {
        return Decoded::failed(error);
    }
    let mut decoder = Decoder::new(header.prefix());
    let mut value = decoder.value(tree, DAEMON_SET);
    let (mut errors, unknown) = decoder.finish();
    errors.extend(header.conversion_error(tree, &value));
    errors.extend(header.version_mismatch(tree));
    if let Value::Object(members) = &mut value {
        fill(members, "apiVersion", "apps/v1");
        fill(members, "kind", "DaemonSet");
    }
    Decoded {
        value,
        errors,
        duplicates: Vec::new(),
        unknown,
    }
}

/// What the API server says of a text that is no YAML; `message` is the reader's (`yaml: line 4: …`).
pub fn unreadable(message: &str, span: Option<Span>) -> Decoded {
    let mut error = Diagnostic::error("yaml-syntax", "", header::unrecognized(message));
    error.span = span;
    Decoded::failed(error)
}

impl Decoded {
    fn failed(error: Diagnostic) -> Self {
        Self {
            value: json!({}),
            errors: vec![error],
            duplicates: Vec::new(),
            unknown: Vec::new(),
        }
    }
}

fn fill(members: &mut Map<String, Value>, key: &str, text: &str) {
    members.entry(key).or_insert_with(|| text.into());
}

#[cfg(test)]
mod tests;
