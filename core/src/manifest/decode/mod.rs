//! What the API server makes of a DaemonSet's text: its fields, the unknown and repeated ones, and wrong types in its
//! own words, each with its place.
//!
//! Models a create with strict field validation: handlers/create.go and rest.go (transformDecodeError),
//! runtime/serializer/json (Decode, Interpret), sigs.k8s.io/json (the errors of encoding/json with a path). YAML
//! becomes JSON with sorted keys first, so findings come in the order of keys, not of lines.

mod go_time;
mod header;
mod typed;

use super::schema::{DAEMON_SET, GoType};
use super::tree::{Tree, TreeKind};
use super::yaml::{self, DuplicateKey, Source};
use crate::diagnostic::{Advice, Diagnostic, Severity, Span};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::fmt::Write;
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
    /// cannot be decoded at all; that its version is an old one is only found after that.
    pub fn strict_errors(&self) -> Vec<String> {
        if self.errors.iter().any(|error| error.code != "unknown-api-version") {
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
    let (mut errors, mut unknown) = decoder.finish();
    unknown.retain(|finding| !header.has_field(&finding.path));
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

/// Decodes an object of another kind that the API server has, whose `apiVersion` and `kind` the request named.
pub fn decode_kind(tree: &Tree, kind: &str, go_type: GoType) -> Decoded {
    let mut decoder = Decoder::new(format!("{kind} in version \"v1\" cannot be handled as a {kind}: "));
    let value = decoder.value(tree, go_type);
    let (errors, unknown) = decoder.finish();
    Decoded {
        value,
        errors,
        duplicates: Vec::new(),
        unknown,
    }
}

/// Decodes one document of a text: its fields, and the keys that it has twice.
pub fn decode_source(source: &Source) -> Decoded {
    decode_object(&source.tree, &source.duplicates)
}

/// Decodes one object of a text: its fields, and the keys that it has twice, which the reader found.
pub fn decode_object(tree: &Tree, duplicates: &[DuplicateKey]) -> Decoded {
    let mut decoded = decode_daemon_set(tree);
    if duplicates.is_empty() {
        return decoded;
    }
    let mut paths = BTreeMap::new();
    for key in duplicates {
        paths.insert(key.span, String::new());
    }
    find_paths(tree, &mut String::new(), &mut paths);
    for key in duplicates {
        let path = paths.get(&key.span).cloned().unwrap_or_default();
        let finding = Diagnostic::error("duplicate-key", path, key.to_string());
        decoded
            .duplicates
            .push(finding.at(key.span).hint(Advice::LastOneCounts));
    }
    decoded
}

/// Decodes the body of a request: its first document, or why that cannot be read.
pub fn decode_request(text: &str) -> Decoded {
    let read = yaml::read_first(text);
    let unreadable = read
        .diagnostics
        .iter()
        .find(|finding| finding.severity == Severity::Error);
    match (unreadable, read.documents.first()) {
        (Some(finding), _) => {
            let message = header::unrecognized(&finding.message);
            Decoded::failed(Diagnostic {
                message,
                ..finding.clone()
            })
        }
        (None, Some(source)) => decode_source(source),
        (None, None) => decode_daemon_set(&Tree {
            span: Span::default(),
            kind: TreeKind::Null,
        }),
    }
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

/// Gives each wanted key span the path of its entry. One walk for all of them: a text may repeat thousands of keys.
fn find_paths(tree: &Tree, path: &mut String, wanted: &mut BTreeMap<Span, String>) {
    let length = path.len();
    match &tree.kind {
        TreeKind::Mapping(entries) => {
            for entry in entries {
                if length > 0 {
                    path.push('.');
                }
                path.push_str(&entry.key);
                if let Some(found) = wanted.get_mut(&entry.key_span) {
                    found.clone_from(path);
                }
                find_paths(&entry.value, path, wanted);
                path.truncate(length);
            }
        }
        TreeKind::Sequence(items) => {
            for (index, item) in items.iter().enumerate() {
                // Writing to a string cannot fail.
                let _ = write!(path, "[{index}]");
                find_paths(item, path, wanted);
                path.truncate(length);
            }
        }
        TreeKind::Null | TreeKind::Bool(_) | TreeKind::Number(_) | TreeKind::String(_) => {}
    }
}

fn fill(members: &mut Map<String, Value>, key: &str, text: &str) {
    members.entry(key).or_insert_with(|| text.into());
}

#[cfg(test)]
mod tests;
