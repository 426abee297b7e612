//! Field selectors: `status.phase=Running,spec.nodeName!=node-1`, and the fields that the server knows for each type.
//!
//! Models `ParseSelector` of `apimachinery/pkg/fields/selector.go`, the field label conversions of
//! `pkg/apis/core/v1/conversion.go` and `DefaultMetaV1FieldSelectorConversion`.

use crate::api::Resource;
use crate::json::Fields;
use crate::kubectl::console::resource_type::{ResourceType, Store};
use serde_json::Value;

/// Terms that must all hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct FieldSelector(Vec<Term>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Term {
    field: String,
    equal: bool,
    value: String,
}

impl FieldSelector {
    /// Reads a selector; the error is Kubernetes'.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let terms = text.split(',').filter(|term| !term.is_empty());
        let term = |term: &str| {
            // The first operator in the text counts, and `!=` and `==` before `=`.
            let at = term.find(['=', '!'])?;
            let operator = ["!=", "==", "="]
                .into_iter()
                .find(|operator| term[at..].starts_with(operator))?;
            Some(Term {
                field: term[..at].to_owned(),
                equal: operator != "!=",
                value: term[at + operator.len()..].to_owned(),
            })
        };
        terms
            .map(|text_of_term| {
                term(text_of_term)
                    .ok_or_else(|| format!("invalid selector: '{text}'; can't understand '{text_of_term}'"))
            })
            .collect::<Result<_, _>>()
            .map(Self)
    }

    /// What the server says if it does not know one of the fields for a type.
    pub(crate) fn unsupported(&self, kind: &ResourceType) -> Option<String> {
        let known = known_fields(kind);
        let unknown = self.0.iter().find(|term| !known.contains(&term.field.as_str()))?;
        let field = &unknown.field;
        Some(match kind.store {
            Store::Api(Resource::Pods | Resource::Nodes | Resource::Namespaces) | Store::Events => {
                format!("field label not supported: {field}")
            }
            _ => format!("{field:?} is not a known field selector: only \"metadata.name\", \"metadata.namespace\""),
        })
    }

    /// Whether it chooses `object`.
    pub(crate) fn selects(&self, object: &Value) -> bool {
        self.0
            .iter()
            .all(|term| (value(object, &term.field) == term.value) == term.equal)
    }
}

fn known_fields(kind: &ResourceType) -> &'static [&'static str] {
    match kind.store {
        Store::Api(Resource::Pods) => &[
            "metadata.name",
            "metadata.namespace",
            "spec.nodeName",
            "spec.restartPolicy",
            "spec.schedulerName",
            "spec.serviceAccountName",
            "spec.hostNetwork",
            "status.phase",
            "status.podIP",
            "status.podIPs",
            "status.nominatedNodeName",
            "spec.host",
        ],
        Store::Api(Resource::Nodes) => &["metadata.name", "spec.unschedulable"],
        Store::Events => &[
            "involvedObject.kind",
            "involvedObject.namespace",
            "involvedObject.name",
            "involvedObject.uid",
            "involvedObject.apiVersion",
            "involvedObject.resourceVersion",
            "involvedObject.fieldPath",
            "reason",
            "reportingComponent",
            "source",
            "type",
            "metadata.namespace",
            "metadata.name",
        ],
        Store::Api(Resource::Namespaces) => &["status.phase", "metadata.name"],
        Store::Api(
            Resource::DaemonSets
            | Resource::ControllerRevisions
            | Resource::ResourceQuotas
            | Resource::PriorityClasses
            | Resource::PodDisruptionBudgets,
        )
        | Store::Services
        | Store::Nowhere
        | Store::Untold => &["metadata.name", "metadata.namespace"],
    }
}

/// The field as a text, the way the server's index of the type has it.
fn value(object: &Value, field: &str) -> String {
    let field = match field {
        "spec.host" => "spec.nodeName",
        "source" => "source.component",
        field => field,
    };
    match object.at(field) {
        Value::String(text) => text.clone(),
        Value::Null if matches!(field, "spec.unschedulable" | "spec.hostNetwork") => "false".to_owned(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}
