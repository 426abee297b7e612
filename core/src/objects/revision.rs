//! `apps/v1.ControllerRevision`: one template that the DaemonSet has had.

use super::{Labels, OwnerReference};
use serde_json::Value;
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
