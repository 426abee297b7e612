//! `apps/v1.ControllerRevision`: one template that the DaemonSet has had.

use super::{Labels, OwnerReference, json};
use serde_json::{Value, json};
use std::sync::Arc;

/// A stored revision of a pod template.
#[derive(Debug, Clone, PartialEq)]
pub struct ControllerRevision {
    /// `metadata.name`.
    pub name: Arc<str>,
    /// `metadata.namespace`.
    pub namespace: Arc<str>,
    /// `metadata.uid`.
    pub uid: Arc<str>,
    /// `metadata.labels`, of which `controller-revision-hash` matters.
    pub labels: Arc<Labels>,
    /// `metadata.annotations`: those the DaemonSet had.
    pub annotations: Arc<Labels>,
    /// The owner reference with `controller: true`.
    pub controller: Option<Arc<OwnerReference>>,
    /// `revision`.
    pub revision: i64,
    /// `data`: `{"spec":{"template":{…,"$patch":"replace"}}}`.
    pub data: Arc<Value>,
    /// `metadata.creationTimestamp`.
    pub created: crate::time::SimTime,
    /// Being deleted.
    pub deletion: Option<crate::time::SimTime>,
}

impl ControllerRevision {
    /// Reads an `apps/v1.ControllerRevision`. Absent fields are empty or zero.
    pub fn from_json(revision: &Value) -> Self {
        let metadata = json::metadata(revision);
        Self {
            name: json::shared(metadata, "name"),
            namespace: json::shared(metadata, "namespace"),
            uid: json::shared(metadata, "uid"),
            labels: Arc::new(json::labels(metadata, "labels")),
            annotations: Arc::new(json::labels(metadata, "annotations")),
            controller: json::controller(metadata),
            revision: json::integer(revision, "revision").unwrap_or_default(),
            data: Arc::new(revision.get("data").cloned().unwrap_or_default()),
            created: json::time(metadata, "creationTimestamp").unwrap_or_default(),
            deletion: json::time(metadata, "deletionTimestamp"),
        }
    }

    /// The `apps/v1.ControllerRevision`.
    pub fn to_json(&self) -> Value {
        let mut metadata = json!({
            "name": self.name,
            "namespace": self.namespace,
            "uid": self.uid,
            "creationTimestamp": self.created.to_string(),
            "labels": self.labels.to_json(),
        });
        if !self.annotations.is_empty() {
            metadata["annotations"] = self.annotations.to_json();
        }
        if let Some(owner) = &self.controller {
            metadata["ownerReferences"] = json!([owner.to_json()]);
        }
        json!({
            "apiVersion": "apps/v1",
            "kind": "ControllerRevision",
            "metadata": metadata,
            "data": *self.data,
            "revision": self.revision,
        })
    }
}
