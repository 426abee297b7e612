//! One thing that the API server has against a field, and how it says so.
//!
//! Models `staging/src/k8s.io/apimachinery/pkg/util/validation/field/errors.go`.

use super::field::{Field, Path};
use super::go_text;
use serde::Serialize;
use serde_json::Value;

/// What kind of fault it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum ErrorKind {
    /// A value is missing.
    Required,
    /// A value is malformed.
    Invalid,
    /// A value is not one of the known ones.
    NotSupported,
    /// A value that has to be unique is there twice.
    Duplicate,
    /// Something may not be set here.
    Forbidden,
    /// What the value names does not exist.
    NotFound,
    /// The value is too long.
    TooLong,
    /// The list has too many items.
    TooMany,
}

impl ErrorKind {
    /// The type as the API names it (`FieldValueInvalid`).
    pub const fn api_name(self) -> &'static str {
        match self {
            Self::Required => "FieldValueRequired",
            Self::Invalid => "FieldValueInvalid",
            Self::NotSupported => "FieldValueNotSupported",
            Self::Duplicate => "FieldValueDuplicate",
            Self::Forbidden => "FieldValueForbidden",
            Self::NotFound => "FieldValueNotFound",
            Self::TooLong => "FieldValueTooLong",
            Self::TooMany => "FieldValueTooMany",
        }
    }

    /// The code of the diagnostic that reports it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Required => "field-required",
            Self::Invalid => "field-invalid",
            Self::NotSupported => "field-not-supported",
            Self::Duplicate => "field-duplicate",
            Self::Forbidden => "field-forbidden",
            Self::NotFound => "field-not-found",
            Self::TooLong => "field-too-long",
            Self::TooMany => "field-too-many",
        }
    }

    const fn words(self) -> &'static str {
        match self {
            Self::Required => "Required value",
            Self::Invalid => "Invalid value",
            Self::NotSupported => "Unsupported value",
            Self::Duplicate => "Duplicate value",
            Self::Forbidden => "Forbidden",
            Self::NotFound => "Not found",
            Self::TooLong => "Too long",
            Self::TooMany => "Too many",
        }
    }
}

/// One thing that the API server has against a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// What kind of fault it is.
    pub kind: ErrorKind,
    /// The field, as Kubernetes writes it.
    pub field: String,
    /// The value at fault; absent where it is an internal structure that has no API form.
    pub bad_value: Option<Value>,
    /// What exactly is wrong; may be empty.
    pub detail: String,
    shown: Option<String>,
}

impl FieldError {
    /// The whole line that people see: field, kind, value, detail.
    pub fn message(&self) -> String {
        let mut line = format!("{}: {}", self.field, self.kind.words());
        let parts = self
            .shown
            .iter()
            .chain(Some(&self.detail).filter(|detail| !detail.is_empty()));
        for part in parts {
            line.push_str(": ");
            line.push_str(part);
        }
        line
    }
}

/// Findings in the order of the checks, every line once.
#[derive(Debug, Default)]
pub(crate) struct Errors(Vec<FieldError>);

impl Errors {
    /// What was found. Of equal lines only the first stays.
    pub(crate) fn into_unique(self) -> Vec<FieldError> {
        let mut unique: Vec<FieldError> = Vec::with_capacity(self.0.len());
        for error in self.0 {
            if !unique.contains(&error) {
                unique.push(error);
            }
        }
        unique
    }

    /// How many there are so far.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// The value at `path` is missing.
    pub(crate) fn required(&mut self, path: &Path, detail: &str) {
        self.add(
            ErrorKind::Required,
            path,
            Some(Value::String(String::new())),
            None,
            detail,
        );
    }

    /// `path` may not be set.
    pub(crate) fn forbidden(&mut self, path: &Path, detail: &str) {
        self.add(
            ErrorKind::Forbidden,
            path,
            Some(Value::String(String::new())),
            None,
            detail,
        );
    }

    /// `value` at `path` is malformed.
    pub(crate) fn invalid(&mut self, path: &Path, value: impl Into<Value>, detail: &str) {
        let value = value.into();
        let shown = show(&value);
        self.add(ErrorKind::Invalid, path, Some(value), Some(shown), detail);
    }

    /// The text of `field` is malformed, in each of these ways.
    pub(crate) fn malformed(&mut self, field: &Field<'_>, details: &[String]) {
        for detail in details {
            self.invalid(&field.path, field.as_text(), detail);
        }
    }

    /// `value` at `path` is malformed; the message shows it as `shown`.
    pub(crate) fn invalid_shown(&mut self, path: &Path, value: Option<&Value>, shown: String, detail: &str) {
        self.add(ErrorKind::Invalid, path, value.cloned(), Some(shown), detail);
    }

    /// `value` at `path` is none of `supported`.
    pub(crate) fn not_supported(&mut self, path: &Path, value: &str, supported: &[&str]) {
        let detail = supported_values(supported);
        self.add(
            ErrorKind::NotSupported,
            path,
            Some(value.into()),
            Some(go_text::quote(value)),
            &detail,
        );
    }

    /// The structure at `path`, shown as `shown`, is none of `supported`.
    pub(crate) fn not_supported_shown(&mut self, path: &Path, shown: String, supported: &[&str]) {
        self.add(
            ErrorKind::NotSupported,
            path,
            None,
            Some(shown),
            &supported_values(supported),
        );
    }

    /// `value` at `path` is there twice.
    pub(crate) fn duplicate(&mut self, path: &Path, value: &str) {
        self.add(
            ErrorKind::Duplicate,
            path,
            Some(value.into()),
            Some(go_text::quote(value)),
            "",
        );
    }

    /// What `value` at `path` names does not exist.
    pub(crate) fn not_found(&mut self, path: &Path, value: &str, detail: &str) {
        self.add(
            ErrorKind::NotFound,
            path,
            Some(value.into()),
            Some(go_text::quote(value)),
            detail,
        );
    }

    /// The value at `path` is longer than `limit_bytes`.
    pub(crate) fn too_long(&mut self, path: &Path, limit_bytes: usize) {
        let detail = format!("may not be more than {limit_bytes} bytes");
        self.add(
            ErrorKind::TooLong,
            path,
            Some(Value::String("<value omitted>".to_owned())),
            None,
            &detail,
        );
    }

    /// The list at `path` has `count` items, more than `limit`.
    pub(crate) fn too_many(&mut self, path: &Path, count: usize, limit: usize) {
        let detail = format!("must have at most {limit} items");
        self.add(
            ErrorKind::TooMany,
            path,
            Some(count.into()),
            Some(count.to_string()),
            &detail,
        );
    }

    fn add(&mut self, kind: ErrorKind, path: &Path, bad_value: Option<Value>, shown: Option<String>, detail: &str) {
        self.0.push(FieldError {
            kind,
            field: path.to_string(),
            bad_value,
            detail: detail.to_owned(),
            shown,
        });
    }
}

fn supported_values(supported: &[&str]) -> String {
    let quoted: Vec<_> = supported.iter().map(|value| go_text::quote(value)).collect();
    format!("supported values: {}", quoted.join(", "))
}

fn show(value: &Value) -> String {
    match value {
        Value::String(text) => go_text::quote(text),
        other => go_text::json(other),
    }
}
