//! `apps/v1.DaemonSet`: what the controller reads of it, and its status.

use super::Labels;
use crate::controller::{LabelSelector, RequiredNodeAffinity, Toleration};
use crate::time::SimTime;
use serde::Serialize;
use serde_json::Value;
use std::sync::Arc;

/// A DaemonSet as it is stored: defaulted and accepted.
#[derive(Debug, Clone, PartialEq)]
pub struct DaemonSet {
    /// `metadata.name`.
    pub name: Arc<str>,
    /// `metadata.namespace`.
    pub namespace: Arc<str>,
    /// `metadata.uid`.
    pub uid: Arc<str>,
    /// `metadata.generation`.
    pub generation: i64,
    /// `metadata.creationTimestamp`.
    pub created: Option<SimTime>,
    /// `metadata.deletionTimestamp`.
    pub deletion: Option<SimTime>,
    /// `metadata.annotations`.
    pub annotations: Arc<Labels>,
    /// `spec.selector`, over pods.
    pub selector: LabelSelector,
    /// `spec.template`.
    pub template: Arc<PodTemplate>,
    /// The annotation `deprecated.daemonset.template.generation`; `None` if it is absent or no integer.
    pub template_generation: Option<i64>,
    /// `spec.updateStrategy`.
    pub strategy: UpdateStrategy,
    /// `spec.minReadySeconds`.
    pub min_ready_seconds: i64,
    /// `spec.revisionHistoryLimit`.
    pub revision_history_limit: Option<i64>,
    /// `status`.
    pub status: DaemonSetStatus,
    /// The whole object as stored, without `status`: what `kubectl get -o yaml` shows and an edit starts from.
    pub json: Arc<Value>,
}

/// `spec.template`: the JSON that is hashed and copied, and what decisions read of it.
#[derive(Debug, Clone, PartialEq)]
pub struct PodTemplate {
    /// The template as stored.
    pub json: Value,
    /// `metadata.labels`.
    pub labels: Labels,
    /// `spec.nodeName`.
    pub node_name: Option<Arc<str>>,
    /// `spec.nodeSelector` and the required node affinity.
    pub node_affinity: RequiredNodeAffinity,
    /// `spec.tolerations` followed by the automatic ones (semantics 3.5).
    pub tolerations: Vec<Toleration>,
    /// `spec.hostNetwork`.
    pub host_network: bool,
}

/// `spec.updateStrategy`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UpdateStrategy {
    /// Pods are replaced when somebody deletes them.
    OnDelete,
    /// Pods are replaced node by node.
    RollingUpdate {
        /// How many nodes may be without an available pod.
        max_unavailable: IntOrPercent,
        /// How many nodes may have an old and a new pod.
        max_surge: IntOrPercent,
    },
}

/// A count, or a share of the nodes that should run the pod.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IntOrPercent {
    /// So many nodes.
    Int(i64),
    /// So many per cent, rounded up.
    Percent(i64),
}

impl IntOrPercent {
    /// The count of `total` that this means; percentages round up (`intstr.go`, GetScaledValueFromIntOrPercent).
    pub const fn scaled(self, total: i64) -> i64 {
        match self {
            Self::Int(count) => count,
            Self::Percent(percent) => (percent * total + 99).div_euclid(100),
        }
    }
}

/// `status`. All counts are of nodes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DaemonSetStatus {
    /// Nodes that should run the pod and have one.
    pub current_number_scheduled: i64,
    /// Nodes that should not run the pod and have one.
    pub number_misscheduled: i64,
    /// Nodes that should run the pod.
    pub desired_number_scheduled: i64,
    /// Of those with a pod, where it is ready.
    pub number_ready: i64,
    /// The generation that the controller last acted on.
    pub observed_generation: i64,
    /// Of those with a pod, where it is of the newest revision.
    pub updated_number_scheduled: i64,
    /// Of those with a ready pod, where it has been ready for `minReadySeconds`.
    pub number_available: i64,
    /// Desired less available.
    pub number_unavailable: i64,
    /// How often a revision's name was taken.
    pub collision_count: Option<i64>,
}
