//! What the API server says of a node's name, labels and taints (`pkg/apis/core/validation`, ValidateNode and
//! validateNodeTaints; semantics 2.5 and 2.6).

use crate::admission::validation::names::{Faults, dns_subdomain, label_key, label_value};
use crate::diagnostic::{Diagnostic, Span};
use crate::objects::{Taint, TaintEffect};
use crate::ordered::Gather;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What a node is taken to hold that does not say: 4 CPUs, 16Gi of memory, 100Gi of ephemeral storage, 110 pods. In
/// thousandths.
pub(crate) fn assumed_capacity() -> Arc<BTreeMap<Arc<str>, i128>> {
    let amounts = [
        ("cpu", 4),
        ("memory", 16_i128 << 30),
        ("ephemeral-storage", 100 << 30),
        ("pods", 110),
    ];
    Arc::new(
        amounts
            .into_iter()
            .map(|(name, amount)| (name.into(), amount * 1000))
            .gather(),
    )
}

/// The finding on a value with these faults, if it has some.
fn invalid(path: &str, value: &str, faults: &Faults, span: Span) -> Option<Diagnostic> {
    let words = faults.first()?;
    Some(Diagnostic::error("field-invalid", path, format!("Invalid value: {value:?}: {words}")).at(span))
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
    invalid(path, name, &dns_subdomain(name), span)
}

/// A label of a node.
pub(super) fn label(path: &str, key: &str, value: &str, span: Span) -> Option<Diagnostic> {
    invalid(path, key, &label_key(key), span).or_else(|| invalid(path, value, &label_value(value), span))
}

/// The name of a resource, which is made as the key of a label is. A kubelet reports no other, and a line of the short
/// form has no way to write it.
pub(super) fn resource(path: &str, name: &str, span: Span) -> Option<Diagnostic> {
    invalid(path, name, &label_key(name), span)
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
    let bad_key = invalid(&field("key"), key, &label_key(key), *span);
    if let Some(finding) = bad_key.or_else(|| invalid(&field("value"), value, &label_value(value), *span)) {
        return Err(finding);
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
