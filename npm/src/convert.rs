//! Values across the border: plain objects out, anything in, errors with a `code`.

use everynode_core::diagnostic::{Diagnostic, Fix, Severity, TextEdit};
use everynode_core::manifest::lines::LineIndex;
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::JsValue;

/// Plain JavaScript objects, arrays, strings and numbers, as `JSON.parse` would make them.
pub(crate) fn to_js<T: Serialize + ?Sized>(value: &T) -> JsValue {
    let serializer = serde_wasm_bindgen::Serializer::json_compatible();
    // The engine's values are plain data with string keys, which this serializer takes without exception.
    value.serialize(&serializer).unwrap_or(JsValue::UNDEFINED)
}

/// What a caller passed as `what`; an absent one is the default. Throws an error of code `bad-argument`.
pub(crate) fn optional<T: DeserializeOwned + Default>(value: JsValue, what: &str) -> Result<T, JsValue> {
    if value.is_undefined() || value.is_null() {
        return Ok(T::default());
    }
    required(value, what)
}

/// What a caller passed as `what`. Throws an error of code `bad-argument`.
pub(crate) fn required<T: DeserializeOwned>(value: JsValue, what: &str) -> Result<T, JsValue> {
    serde_wasm_bindgen::from_value(value).map_err(|error| failure("bad-argument", &format!("{what}: {error}")))
}

/// A JavaScript `Error` with a `code`.
pub(crate) fn failure(code: &str, message: &str) -> JsValue {
    let error = js_sys::Error::new(message);
    // Setting a property of a fresh object cannot fail.
    let _ = js_sys::Reflect::set(&error, &JsValue::from_str("code"), &JsValue::from_str(code));
    error.into()
}

/// The error for findings that stop an action: the first one's code, all their texts, and the findings themselves.
pub(crate) fn refusal(findings: &[Finding]) -> JsValue {
    let errors = || findings.iter().filter(|finding| finding.severity == Severity::Error);
    let messages: Vec<&str> = errors().map(|finding| finding.message.as_str()).collect();
    let error = failure(
        errors().next().map_or("refused", |finding| finding.code),
        &messages.join("\n"),
    );
    let _ = js_sys::Reflect::set(&error, &JsValue::from_str("diagnostics"), &to_js(findings));
    error
}

/// A diagnostic as JavaScript sees it: places in UTF-16 units.
#[derive(Serialize)]
pub(crate) struct Finding {
    pub(crate) severity: Severity,
    code: &'static str,
    path: String,
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    start: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hint: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<Mend>,
}

/// An edit that mends a finding.
#[derive(Serialize)]
struct Mend {
    title: String,
    edits: Vec<Edit>,
}

/// A part of the text, in UTF-16 units, and what takes its place.
#[derive(Serialize)]
struct Edit {
    start: usize,
    end: usize,
    replacement: String,
}

fn mend(fix: Fix, lines: &LineIndex) -> Mend {
    let edit = |edit: TextEdit| Edit {
        start: lines.to_utf16(edit.span.start),
        end: lines.to_utf16(edit.span.end),
        replacement: edit.replacement,
    };
    Mend {
        title: fix.title.to_string(),
        edits: fix.edits.into_iter().map(edit).collect(),
    }
}

/// The findings about `text`.
pub(crate) fn findings(text: &str, diagnostics: Vec<Diagnostic>) -> Vec<Finding> {
    let lines = LineIndex::new(text);
    let finding = |diagnostic: Diagnostic| Finding {
        severity: diagnostic.severity,
        code: diagnostic.code,
        path: diagnostic.path,
        message: diagnostic.message,
        start: diagnostic.span.map(|span| lines.to_utf16(span.start)),
        end: diagnostic.span.map(|span| lines.to_utf16(span.end)),
        hint: diagnostic.hint.map(|advice| advice.to_string()),
        fixes: diagnostic.fixes.into_iter().map(|fix| mend(fix, &lines)).collect(),
    };
    diagnostics.into_iter().map(finding).collect()
}

/// Whether nothing among the findings stops an action.
pub(crate) fn allowed(findings: &[Finding]) -> bool {
    findings.iter().all(|finding| finding.severity != Severity::Error)
}
