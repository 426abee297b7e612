//! Everything that the control plane stores, in the order of names.

use super::{ControllerRevision, DaemonSet, Node, Pod};
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
}
