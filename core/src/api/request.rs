//! What a client asks the API server to write.

use super::Resource;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::sync::Arc;

/// A request that writes. `namespace` is empty for kinds that live in none.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "verb", rename_all = "camelCase", rename_all_fields = "camelCase")]
#[expect(
    missing_docs,
    reason = "the fields have Kubernetes' own names; each variant says what it does"
)]
pub enum Request {
    /// `POST`: a new object.
    Create {
        resource: Resource,
        namespace: Arc<str>,
        object: Value,
        #[serde(default)]
        field_validation: FieldValidation,
    },
    /// `PUT`: the whole object anew.
    Update {
        resource: Resource,
        namespace: Arc<str>,
        name: Arc<str>,
        object: Value,
        #[serde(default)]
        field_validation: FieldValidation,
    },
    /// `PATCH`: parts of an object.
    Patch {
        resource: Resource,
        namespace: Arc<str>,
        name: Arc<str>,
        patch_type: PatchType,
        patch: Value,
        #[serde(default)]
        field_validation: FieldValidation,
    },
    /// `DELETE`: an object.
    Delete {
        resource: Resource,
        namespace: Arc<str>,
        name: Arc<str>,
        #[serde(default)]
        propagation: Propagation,
        #[serde(default)]
        grace_period_seconds: Option<i64>,
    },
    /// `POST` to a pod's subresource `eviction`: delete it if its disruption budgets allow that.
    Evict {
        namespace: Arc<str>,
        name: Arc<str>,
        #[serde(default)]
        grace_period_seconds: Option<i64>,
    },
}

/// What happens with unknown and repeated fields (`fieldValidation`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum FieldValidation {
    /// They are refused: kubectl's default.
    #[default]
    Strict,
    /// They are dropped with a warning.
    Warn,
    /// They are dropped.
    Ignore,
}

/// How a patch is meant: the content type of the request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PatchType {
    /// Lists of objects are merged by their keys.
    #[default]
    Strategic,
    /// RFC 7396.
    Merge,
    /// RFC 6902.
    Json,
}

/// What becomes of what the object owns (`propagationPolicy`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Propagation {
    /// It is deleted afterwards.
    #[default]
    Background,
    /// It is deleted first.
    Foreground,
    /// It stays without an owner.
    Orphan,
}

/// A request that went through.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Answer {
    /// The object as it is stored now; of a deletion as it was, or as it is while it goes.
    pub object: Value,
    /// `Warning` headers.
    pub warnings: Vec<String>,
}

impl Request {
    /// Namespace and name of the pod that it changes or deletes, if it does.
    pub(crate) fn pod_name(&mut self) -> Option<(&Arc<str>, &mut Arc<str>)> {
        match self {
            Self::Update {
                resource: Resource::Pods,
                namespace,
                name,
                ..
            }
            | Self::Patch {
                resource: Resource::Pods,
                namespace,
                name,
                ..
            }
            | Self::Delete {
                resource: Resource::Pods,
                namespace,
                name,
                ..
            }
            | Self::Evict { namespace, name, .. } => Some((namespace, name)),
            Self::Create { .. } | Self::Update { .. } | Self::Patch { .. } | Self::Delete { .. } => None,
        }
    }

    /// What it writes to: resource, namespace, name. The name of a new object may be empty: it is made then.
    pub fn target(&self) -> (Resource, &str, &str) {
        match self {
            Self::Create {
                resource,
                namespace,
                object,
                ..
            } => {
                let name = object.pointer("/metadata/name").and_then(Value::as_str);
                (*resource, namespace, name.unwrap_or_default())
            }
            Self::Update {
                resource,
                namespace,
                name,
                ..
            }
            | Self::Patch {
                resource,
                namespace,
                name,
                ..
            }
            | Self::Delete {
                resource,
                namespace,
                name,
                ..
            } => (*resource, namespace, name),
            Self::Evict { namespace, name, .. } => (Resource::Pods, namespace, name),
        }
    }
}
