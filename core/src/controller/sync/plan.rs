//! What one sync wants done, and why: a plain value that somebody else applies.

use super::memory::MemoryUpdate;
use crate::controller::legacy::Obstacle;
use crate::controller::placement::Reason;
use crate::objects::{ControllerRevision, DaemonSetStatus, ObjectKey};
use crate::time::Millis;
use serde::Serialize;
use std::fmt;
use std::sync::Arc;

/// Everything that one sync of one set wants written. Names are of objects in the set's namespace.
///
/// To apply it: patch owners and labels, write revisions, then create and delete pods, write `status`, keep `memory`.
/// Where creating or deleting fails, the controller leaves `revisions_truncated` for later and reports an error.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SyncPlan {
    /// How far the sync came.
    pub outcome: Outcome,
    /// Pods to create, in order, at most 250.
    pub creates: Vec<Create>,
    /// Pods to delete, in order, at most 250.
    pub deletes: Vec<Delete>,
    /// How many more creates the sync would want; a later sync finds them again.
    pub creates_beyond_burst: usize,
    /// How many more deletes the sync would want.
    pub deletes_beyond_burst: usize,
    /// The status to write, if one is to be written.
    pub status: Option<DaemonSetStatus>,
    /// The hash label of the current revision, if there is one by now.
    pub revision_hash: Option<Arc<str>>,
    /// Orphaned pods that get a controller reference.
    pub adopted_pods: Vec<Arc<str>>,
    /// Pods that lose it, because their labels no longer match.
    pub released_pods: Vec<Arc<str>>,
    /// Orphaned revisions that get a controller reference.
    pub adopted_revisions: Vec<Arc<str>>,
    /// Revisions that lose it.
    pub released_revisions: Vec<Arc<str>>,
    /// Revisions without a hash label, which get their own name as one.
    pub labelled_revisions: Vec<Arc<str>>,
    /// A revision to create.
    pub created_revision: Option<Arc<ControllerRevision>>,
    /// A revision that gets a new number.
    pub renumbered_revision: Option<(Arc<str>, i64)>,
    /// Duplicates of the current revision, to be deleted.
    pub revisions_merged: Vec<Arc<str>>,
    /// Pods whose hash label is set to `revision_hash` while duplicates are merged.
    pub relabelled_pods: Vec<Arc<str>>,
    /// Old revisions beyond `revisionHistoryLimit`, to be deleted.
    pub revisions_truncated: Vec<Arc<str>>,
    /// Events, without those of the creates and deletes.
    pub events: Vec<ControllerEvent>,
    /// After how long the set is to be synced again, once for each request.
    pub requeue_after: Vec<Millis>,
    /// Why the sync failed; it is tried again with increasing delay.
    pub error: Option<SyncError>,
    /// The numbers of the rolling update, if the sync came to it.
    pub rollout: Option<RolloutNumbers>,
    /// What the controller is to remember.
    pub memory: MemoryUpdate,
}

/// How far a sync came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Outcome {
    /// The set does not exist (any more).
    #[default]
    Missing,
    /// The set selects every pod; the controller refuses to act.
    SelectsEverything,
    /// The set is being deleted; the garbage collector does the rest.
    BeingDeleted,
    /// There is no revision to work with.
    NoRevision,
    /// Earlier creates or deletes have not been seen yet; only the status was looked at.
    Waiting,
    /// Pods were compared with nodes.
    Acted,
}

/// A pod to create.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Create {
    /// For which node.
    pub node: Arc<str>,
    /// Why.
    pub reason: CreateReason,
}

/// Why a pod is created.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "reason", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum CreateReason {
    /// The node should run the pod and has none.
    NodeHasNone,
    /// With surge allowed: nothing runs on the node, and what ends there is not waited for.
    NothingRunning,
    /// With surge: within `maxSurge` a new pod starts beside the old one.
    BesideOld {
        /// The old pod.
        old: Arc<str>,
        /// How many nodes surge, this one not counted.
        surge: i64,
        /// How many may.
        max_surge: i64,
    },
    /// With surge: the old pod is not available, so a new one starts outside `maxSurge`.
    OldUnavailable {
        /// The old pod.
        old: Arc<str>,
    },
}

/// A pod to delete.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Delete {
    /// Its name.
    pub pod: Arc<str>,
    /// The node it belongs to.
    pub node: Arc<str>,
    /// Why.
    pub reason: DeleteReason,
}

/// A host port that somebody has on a node.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TakenPort {
    /// The port.
    pub port: i64,
    /// Namespace and name of the pod that has it.
    pub pod: ObjectKey,
}

/// Why a pod is deleted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "reason", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum DeleteReason {
    /// No pod of the set may stay on the node.
    NodeNotEligible {
        /// All that was found about template and node.
        reasons: Vec<Reason>,
        /// Where the controller places pods itself: a host port of the set that another pod has on the node.
        #[serde(skip_serializing_if = "Option::is_none")]
        taken_port: Option<TakenPort>,
    },
    /// It failed.
    Failed,
    /// It ended.
    Succeeded,
    /// There is another one, which comes first.
    Excess {
        /// The one that stays.
        kept: Arc<str>,
    },
    /// With surge: the old pod is not ready, so the new one need not be waited for.
    SurgeOldNotReady {
        /// The new pod.
        new: Arc<str>,
    },
    /// With surge: the new pod is available.
    SurgeNewAvailable {
        /// The new pod.
        new: Arc<str>,
    },
    /// Rolling update: it is old and not available, so nothing is lost; `maxUnavailable` does not apply.
    RolloutOldUnavailable,
    /// Rolling update: it is old, and `maxUnavailable` has room.
    RolloutOldAvailable {
        /// How many nodes are unavailable, this one not counted.
        unavailable: i64,
        /// How many may be.
        max_unavailable: i64,
    },
    /// Rolling update with surge: the node should not run the pod, and enough are available elsewhere.
    Sunset {
        /// How many nodes have an available pod.
        available: i64,
        /// How many should.
        desired: i64,
    },
    /// Its node is gone before it was bound; nobody else would ever remove it.
    UnboundNodeMissing,
}

/// An event on the set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ControllerEvent {
    /// `Warning`, else `Normal`.
    pub warning: bool,
    /// Its reason.
    pub reason: &'static str,
    /// Its message.
    pub message: String,
}

/// Why a sync fails.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "error", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum SyncError {
    /// `spec.selector` has a requirement that cannot be used.
    UnusableSelector {
        /// Its key.
        key: Arc<str>,
    },
    /// The name of the revision to create is taken by one of another template.
    RevisionNameTaken {
        /// The name.
        name: Arc<str>,
    },
    /// With surge: an old pod belongs to a node that does not exist.
    NodeMissing {
        /// The node.
        node: Arc<str>,
    },
}

/// In the controller's own words.
impl fmt::Display for SyncError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnusableSelector { key } => {
                write!(
                    f,
                    "failed to construct revisions of DaemonSet: key: Invalid value: {key:?}"
                )
            }
            Self::RevisionNameTaken { name } => write!(
                f,
                "failed to construct revisions of DaemonSet: controllerrevisions.apps {name:?} already exists"
            ),
            Self::NodeMissing { node } => {
                write!(f, "couldn't get node for nodeName {node:?}: node {node:?} not found")
            }
        }
    }
}

/// The budget of a rolling update and how much of it is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RolloutNumbers {
    /// Nodes that should run the pod.
    pub desired: i64,
    /// How many may be unavailable. Counts only while `max_surge` is 0.
    pub max_unavailable: i64,
    /// How many may have an old and a new pod.
    pub max_surge: i64,
    /// Nodes that hold a unit of the budget: unavailable ones, with surge those where a new pod is on its way.
    pub used: i64,
    /// With surge: nodes with an available pod.
    pub available: i64,
    /// Nodes with only an old pod.
    pub old: i64,
}

impl RolloutNumbers {
    /// How many more nodes may be touched now.
    pub const fn room(&self) -> i64 {
        let limit = if self.max_surge > 0 {
            self.max_surge
        } else {
            self.max_unavailable
        };
        if limit > self.used { limit - self.used } else { 0 }
    }
}

impl ControllerEvent {
    /// `SelectingAll`.
    pub(crate) fn selecting_all() -> Self {
        Self {
            warning: true,
            reason: "SelectingAll",
            message: "This daemon set is selecting all pods. A non-empty selector is required.".into(),
        }
    }

    /// `FailedDaemonPod`.
    pub(crate) fn failed_pod(namespace: &str, pod: &str, node: &str) -> Self {
        Self {
            warning: true,
            reason: "FailedDaemonPod",
            message: format!("Found failed daemon pod {namespace}/{pod} on node {node}, will try to kill it"),
        }
    }

    /// `SucceededDaemonPod`.
    pub(crate) fn succeeded_pod(namespace: &str, pod: &str, node: &str) -> Self {
        Self {
            warning: false,
            reason: "SucceededDaemonPod",
            message: format!("Found succeeded daemon pod {namespace}/{pod} on node {node}, will try to delete it"),
        }
    }

    /// `FailedPlacement`, before v1.12.
    pub(crate) fn failed_placement(node: &str, obstacle: &Obstacle) -> Self {
        Self {
            warning: true,
            reason: "FailedPlacement",
            message: format!("failed to place pod on {node:?}: {obstacle}"),
        }
    }

    /// `SuccessfulCreate`, once the API server has made the pod.
    pub fn created(pod: &str) -> Self {
        Self {
            warning: false,
            reason: "SuccessfulCreate",
            message: format!("Created pod: {pod}"),
        }
    }

    /// `SuccessfulDelete`, once the API server has taken the request.
    pub fn deleted(pod: &str) -> Self {
        Self {
            warning: false,
            reason: "SuccessfulDelete",
            message: format!("Deleted pod: {pod}"),
        }
    }

    /// `FailedCreate`, with the API server's error.
    pub fn create_failed(error: &str) -> Self {
        Self {
            warning: true,
            reason: "FailedCreate",
            message: format!("Error creating: {error}"),
        }
    }
}
