//! `v1.Node`: what the controller, the scheduler and the node life cycle read of it.

use super::Labels;
use crate::time::SimTime;
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A node of the cluster.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// `metadata.name`.
    pub name: Arc<str>,
    /// `metadata.labels`.
    pub labels: Labels,
    /// `metadata.annotations`.
    pub annotations: Labels,
    /// `metadata.creationTimestamp`.
    pub created: Option<SimTime>,
    /// `spec.taints`, in order.
    pub taints: Vec<Taint>,
    /// `spec.unschedulable`: cordoned.
    pub unschedulable: bool,
    /// `status.conditions`.
    pub conditions: NodeConditions,
    /// `status.allocatable`, by resource name, in thousandths of the unit (millicores, milli-bytes).
    pub allocatable: Arc<BTreeMap<Arc<str>, i128>>,
    /// What only printing needs.
    pub info: Arc<NodeInfo>,
}

/// What `kubectl get nodes -o wide` shows and nothing decides on.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NodeInfo {
    /// `status.nodeInfo.kubeletVersion`.
    pub kubelet_version: String,
    /// `status.nodeInfo.osImage`.
    pub os_image: String,
    /// `status.nodeInfo.kernelVersion`.
    pub kernel_version: String,
    /// `status.nodeInfo.containerRuntimeVersion`.
    pub container_runtime_version: String,
    /// `status.addresses` of type `InternalIP`, the first.
    pub internal_ip: String,
    /// `status.addresses` of type `ExternalIP`, the first.
    pub external_ip: String,
}

/// `True`, `False` or `Unknown`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum ConditionStatus {
    /// The condition holds.
    True,
    /// It does not.
    False,
    /// Nobody has heard from the kubelet.
    Unknown,
}

/// The conditions that become taints (semantics 9.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a condition of its own, and any of them may hold"
)]
pub struct NodeConditions {
    /// `Ready`.
    pub ready: ConditionStatus,
    /// `MemoryPressure` is `True`.
    pub memory_pressure: bool,
    /// `DiskPressure` is `True`.
    pub disk_pressure: bool,
    /// `PIDPressure` is `True`.
    pub pid_pressure: bool,
    /// `NetworkUnavailable` is `True`.
    pub network_unavailable: bool,
}

impl Default for NodeConditions {
    /// A healthy node.
    fn default() -> Self {
        Self {
            ready: ConditionStatus::True,
            memory_pressure: false,
            disk_pressure: false,
            pid_pressure: false,
            network_unavailable: false,
        }
    }
}

/// A taint. Its identity is key and effect.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Taint {
    /// `key`.
    pub key: Arc<str>,
    /// `value`, empty if absent.
    pub value: Arc<str>,
    /// `effect`.
    pub effect: TaintEffect,
    /// `timeAdded`.
    pub time_added: Option<SimTime>,
}

/// What an untolerated taint does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum TaintEffect {
    /// No new pods.
    NoSchedule,
    /// The scheduler looks elsewhere first; a DaemonSet has no elsewhere.
    PreferNoSchedule,
    /// No new pods, and those that run are evicted.
    NoExecute,
}
