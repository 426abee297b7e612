//! Everything that the control plane stores, in the order of names.

use super::{ControllerRevision, DaemonSet, Node, Pod};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Namespace and name.
pub type ObjectKey = (Arc<str>, Arc<str>);

/// The objects of a cluster. Copies share the objects.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Cluster {
    /// Nodes by name.
    pub nodes: BTreeMap<Arc<str>, Arc<Node>>,
    /// DaemonSets by namespace and name.
    pub daemon_sets: BTreeMap<ObjectKey, Arc<DaemonSet>>,
    /// Pods by namespace and name.
    pub pods: BTreeMap<ObjectKey, Arc<Pod>>,
    /// ControllerRevisions by namespace and name.
    pub revisions: BTreeMap<ObjectKey, Arc<ControllerRevision>>,
    /// Who finds the nodes of daemon pods.
    pub scheduling_mode: SchedulingMode,
}

/// Who finds the nodes of daemon pods: a property of the control plane, not an object (gate `ScheduleDaemonSetPods`).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum SchedulingMode {
    /// The scheduler binds the pods that the controller has pinned: since v1.12.
    #[default]
    DefaultScheduler,
    /// The controller looks for room and writes the node into the pod: before v1.12.
    DaemonSetController,
}
