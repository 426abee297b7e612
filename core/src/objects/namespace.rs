//! `v1.Namespace`.

use super::{Labels, json};
use crate::time::SimTime;
use serde_json::{Value, json};
use std::sync::Arc;

/// The label that every namespace has, with its name; it is not among [`Namespace::labels`].
const NAME_LABEL: &str = "kubernetes.io/metadata.name";

/// A namespace.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Namespace {
    /// `metadata.name`.
    pub name: Arc<str>,
    /// `metadata.uid`.
    pub uid: Arc<str>,
    /// `metadata.labels`, of which Pod Security reads some.
    pub labels: Labels,
    /// `metadata.annotations`.
    pub annotations: Labels,
    /// `metadata.creationTimestamp`.
    pub created: SimTime,
    /// `metadata.deletionTimestamp`: present while its content is deleted.
    pub deletion: Option<SimTime>,
}

impl Namespace {
    /// Reads a `v1.Namespace`. Absent fields are empty.
    pub fn from_json(namespace: &Value) -> Self {
        let metadata = json::metadata(namespace);
        let mut labels = json::labels(metadata, "labels");
        labels.remove(NAME_LABEL);
        Self {
            name: json::shared(metadata, "name"),
            uid: json::shared(metadata, "uid"),
            labels,
            annotations: json::labels(metadata, "annotations"),
            created: json::time(metadata, "creationTimestamp").unwrap_or_default(),
            deletion: json::time(metadata, "deletionTimestamp"),
        }
    }

    /// The `v1.Namespace`.
    pub fn to_json(&self) -> Value {
        let mut labels = self.labels.clone();
        labels.insert(NAME_LABEL, self.name.clone());
        let mut metadata = json!({
            "name": self.name,
            "uid": self.uid,
            "creationTimestamp": self.created.to_string(),
            "labels": labels.to_json(),
        });
        if !self.annotations.is_empty() {
            metadata["annotations"] = self.annotations.to_json();
        }
        if let Some(deletion) = self.deletion {
            metadata["deletionTimestamp"] = json!(deletion.to_string());
        }
        let phase = if self.deletion.is_some() {
            "Terminating"
        } else {
            "Active"
        };
        json!({
            "apiVersion": "v1",
            "kind": "Namespace",
            "metadata": metadata,
            "spec": { "finalizers": ["kubernetes"] },
            "status": { "phase": phase },
        })
    }
}
