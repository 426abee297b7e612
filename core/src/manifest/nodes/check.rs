//! What the API server says of a node's name, labels and taints (`pkg/apis/core/validation`, ValidateNode and
//! validateNodeTaints; semantics 2.5 and 2.6).

use crate::controller::{is_dns_subdomain, is_label_value, is_qualified_name};
use crate::diagnostic::{Diagnostic, Span};
use crate::objects::{Taint, TaintEffect};
use std::collections::BTreeMap;
use std::sync::Arc;

const NAME: &str = "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must \
                    start and end with an alphanumeric character";
const KEY: &str = "a valid label key must consist of alphanumeric characters, '-', '_' or '.', and must start and end with \
                   an alphanumeric character with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')";
const VALUE: &str = "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must \
                     start and end with an alphanumeric character, and be no more than 63 bytes";

/// What a node is taken to hold that does not say: 4 CPUs, 16Gi of memory, 110 pods. In thousandths.
pub(super) fn assumed_capacity() -> Arc<BTreeMap<Arc<str>, i128>> {
    let amounts = [("cpu", 4), ("memory", 16 << 30), ("pods", 110)];
    Arc::new(
        amounts
            .into_iter()
            .map(|(name, amount)| (name.into(), amount * 1000))
            .collect(),
    )
}

fn invalid(path: &str, value: &str, words: &str, span: Span) -> Diagnostic {
    Diagnostic::error("field-invalid", path, format!("Invalid value: {value:?}: {words}")).at(span)
}

/// A node's name.
pub(super) fn name(path: &str, name: &str, span: Span) -> Option<Diagnostic> {
    if name.is_empty() {
        let finding = Diagnostic::error(
            "field-required",
            path,
            "Required value: name or generateName is required",
        );
        return Some(finding.at(span));
    }
    (!is_dns_subdomain(name)).then(|| invalid(path, name, NAME, span))
}

/// A label of a node.
pub(super) fn label(path: &str, key: &str, value: &str, span: Span) -> Option<Diagnostic> {
    if !is_qualified_name(key) {
        return Some(invalid(path, key, KEY, span));
    }
    (!is_label_value(value)).then(|| invalid(path, value, VALUE, span))
}

/// A taint as it is written.
pub(super) struct WrittenTaint<'t> {
    pub(super) key: &'t str,
    pub(super) value: &'t str,
    pub(super) effect: &'t str,
    /// Where it stands.
    pub(super) span: Span,
}

/// A taint at `path`, beside those that the node has already. `Err`: the API server refuses it.
pub(super) fn taint(path: &str, written: &WrittenTaint, others: &[Taint]) -> Result<Taint, Diagnostic> {
    let WrittenTaint {
        key,
        value,
        effect,
        span,
    } = written;
    let field = |name: &str| format!("{path}.{name}");
    if !is_qualified_name(key) {
        return Err(invalid(&field("key"), key, KEY, *span));
    }
    if !is_label_value(value) {
        return Err(invalid(&field("value"), value, VALUE, *span));
    }
    let Some(known) = TaintEffect::parse(effect) else {
        let words = "supported values: \"NoSchedule\", \"PreferNoSchedule\", \"NoExecute\"";
        let finding = if effect.is_empty() {
            Diagnostic::error("field-required", field("effect"), format!("Required value: {words}"))
        } else {
            Diagnostic::error(
                "field-not-supported",
                field("effect"),
                format!("Unsupported value: {effect:?}: {words}"),
            )
        };
        return Err(finding.at(*span));
    };
    if others.iter().any(|other| *other.key == **key && other.effect == known) {
        let words = "taints must be unique by key and effect pair";
        return Err(Diagnostic::error("field-duplicate", path, format!("Duplicate value: {words}")).at(*span));
    }
    Ok(Taint {
        key: (*key).into(),
        value: (*value).into(),
        effect: known,
        time_added: None,
    })
}
