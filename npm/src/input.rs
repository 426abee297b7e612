//! The texts that callers pass, read with the engine's readers: a value if nothing in it is refused, and all findings.

use everynode_core::admission::review::review_manifest;
use everynode_core::diagnostic::Diagnostic;
use serde_json::Value;

use crate::convert::{Finding, allowed, findings};

/// What was read from a text.
pub(crate) struct Reading<T> {
    pub(crate) value: T,
    pub(crate) findings: Vec<Finding>,
}

impl<T> Reading<T> {
    fn new(text: &str, value: T, diagnostics: Vec<Diagnostic>) -> Self {
        Self {
            value,
            findings: findings(text, diagnostics),
        }
    }

    /// The value, unless something in the text is refused.
    pub(crate) fn accepted(self) -> Result<T, Vec<Finding>> {
        if allowed(&self.findings) {
            Ok(self.value)
        } else {
            Err(self.findings)
        }
    }
}

/// The DaemonSet of a manifest as the API server would store it, as a create or as an update of `old`.
pub(crate) fn manifest(text: &str, old: Option<&Value>) -> Reading<Value> {
    let review = review_manifest(text, old);
    Reading::new(text, review.stored.unwrap_or(Value::Null), review.diagnostics)
}
