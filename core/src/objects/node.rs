//! `v1.Node`: what the controller, the scheduler and the node life cycle read of it.

use super::{Labels, json, words};
use crate::manifest::quantity::Quantity;
use crate::ordered::Gather;
use crate::time::SimTime;
use serde::{Deserialize, Serialize};
use serde_json::Value;
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
    /// When each condition last changed.
    pub transitions: NodeTransitions,
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
    /// `spec.podCIDR`: the addresses of its pods.
    pub pod_cidr: String,
    /// `status.nodeInfo.architecture`.
    pub architecture: String,
    /// `status.addresses` of type `Hostname`, the first.
    pub host_name: String,
    /// What else `status.nodeInfo` says.
    pub details: BTreeMap<String, String>,
    /// `status.capacity`, as it is written.
    pub capacity: Value,
    /// `status.allocatable`, as it is written.
    pub allocatable: Value,
}

/// `True`, `False` or `Unknown`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
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

/// `lastTransitionTime` of each condition; `None` if it is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct NodeTransitions {
    /// Of `Ready`.
    pub ready: Option<SimTime>,
    /// Of `MemoryPressure`.
    pub memory_pressure: Option<SimTime>,
    /// Of `DiskPressure`.
    pub disk_pressure: Option<SimTime>,
    /// Of `PIDPressure`.
    pub pid_pressure: Option<SimTime>,
    /// Of `NetworkUnavailable`.
    pub network_unavailable: Option<SimTime>,
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
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Taint {
    /// `key`.
    pub key: Arc<str>,
    /// `value`, empty if absent.
    #[serde(default)]
    pub value: Arc<str>,
    /// `effect`.
    pub effect: TaintEffect,
    /// `timeAdded`.
    #[serde(default)]
    pub time_added: Option<SimTime>,
}

/// What an untolerated taint does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum TaintEffect {
    /// No new pods.
    NoSchedule,
    /// The scheduler looks elsewhere first; a DaemonSet has no elsewhere.
    PreferNoSchedule,
    /// No new pods, and those that run are evicted.
    NoExecute,
}

impl TaintEffect {
    /// The effect of that name.
    pub fn parse(name: &str) -> Option<Self> {
        match name {
            "NoSchedule" => Some(Self::NoSchedule),
            "PreferNoSchedule" => Some(Self::PreferNoSchedule),
            "NoExecute" => Some(Self::NoExecute),
            _ => None,
        }
    }

    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::NoSchedule => "NoSchedule",
            Self::PreferNoSchedule => "PreferNoSchedule",
            Self::NoExecute => "NoExecute",
        }
    }
}

impl Taint {
    /// Reads `{key, value, effect, timeAdded}`. `None` if the effect is none of the three: such a taint does nothing.
    pub fn from_json(taint: &Value) -> Option<Self> {
        Some(Self {
            key: words::key(json::text(taint, "key")),
            value: words::value(json::text(taint, "value")),
            effect: TaintEffect::parse(json::text(taint, "effect"))?,
            time_added: json::time(taint, "timeAdded"),
        })
    }
}

impl NodeConditions {
    /// Reads `status.conditions`. A node that reports nothing counts as healthy: a list of nodes written by hand has none.
    fn from_json(status: &Value) -> Self {
        let mut conditions = Self::default();
        for condition in json::list(status, "conditions") {
            let state = json::text(condition, "status");
            let holds = state == "True";
            match json::text(condition, "type") {
                "Ready" if holds => conditions.ready = ConditionStatus::True,
                "Ready" if state == "False" => conditions.ready = ConditionStatus::False,
                "Ready" => conditions.ready = ConditionStatus::Unknown,
                "MemoryPressure" => conditions.memory_pressure = holds,
                "DiskPressure" => conditions.disk_pressure = holds,
                "PIDPressure" => conditions.pid_pressure = holds,
                "NetworkUnavailable" => conditions.network_unavailable = holds,
                _ => {}
            }
        }
        conditions
    }
}

impl NodeInfo {
    /// Reads `spec.podCIDR`, `status.nodeInfo` and `status.addresses`.
    fn from_json(spec: &Value, status: &Value) -> Self {
        let info = |key| json::text(status.get("nodeInfo").unwrap_or(&Value::Null), key).to_owned();
        let address = |kind: &str| {
            let mut addresses = json::list(status, "addresses").iter();
            let address = addresses.find(|address| json::text(address, "type") == kind);
            address.map_or_else(String::new, |address| json::text(address, "address").to_owned())
        };
        Self {
            kubelet_version: info("kubeletVersion"),
            os_image: info("osImage"),
            kernel_version: info("kernelVersion"),
            container_runtime_version: info("containerRuntimeVersion"),
            internal_ip: address("InternalIP"),
            external_ip: address("ExternalIP"),
            pod_cidr: json::text(spec, "podCIDR").to_owned(),
            architecture: info("architecture"),
            host_name: address("Hostname"),
            details: details(status),
            capacity: status.get("capacity").cloned().unwrap_or_default(),
            allocatable: status.get("allocatable").cloned().unwrap_or_default(),
        }
    }
}

impl Node {
    /// Reads a `v1.Node`. Absent fields are empty; quantities that are none are left out of `allocatable`.
    pub fn from_json(node: &Value) -> Self {
        let metadata = json::metadata(node);
        let (spec, status) = (&node["spec"], &node["status"]);
        let allocatable = status.get("allocatable").and_then(Value::as_object);
        Self {
            name: json::shared(metadata, "name"),
            labels: json::labels(metadata, "labels"),
            annotations: json::labels(metadata, "annotations"),
            created: json::time(metadata, "creationTimestamp"),
            taints: json::list(spec, "taints").iter().filter_map(Taint::from_json).collect(),
            unschedulable: json::flag(spec, "unschedulable"),
            conditions: NodeConditions::from_json(status),
            transitions: NodeTransitions::from_json(status),
            allocatable: Arc::new(
                allocatable
                    .into_iter()
                    .flatten()
                    .filter_map(|(name, quantity)| {
                        Some((name.as_str().into(), Quantity::from_json(quantity).ok()?.milli_value()))
                    })
                    .gather(),
            ),
            info: Arc::new(NodeInfo::from_json(spec, status)),
        }
    }
}

impl NodeTransitions {
    fn from_json(status: &Value) -> Self {
        let of = |kind| json::condition(status, kind).and_then(|condition| json::time(condition, "lastTransitionTime"));
        Self {
            ready: of("Ready"),
            memory_pressure: of("MemoryPressure"),
            disk_pressure: of("DiskPressure"),
            pid_pressure: of("PIDPressure"),
            network_unavailable: of("NetworkUnavailable"),
        }
    }
}

/// What `status.nodeInfo` says and no column shows.
fn details(status: &Value) -> BTreeMap<String, String> {
    const SHOWN: [&str; 5] = [
        "kubeletVersion",
        "osImage",
        "kernelVersion",
        "containerRuntimeVersion",
        "architecture",
    ];
    let info = status.get("nodeInfo").and_then(Value::as_object).into_iter().flatten();
    let others = info.filter(|(key, _)| !SHOWN.contains(&key.as_str()));
    others
        .filter_map(|(key, value)| Some((key.clone(), value.as_str()?.to_owned())))
        .filter(|(_, text)| !text.is_empty())
        .gather()
}

impl Node {
    /// Sets the transition times that follow from what `old`, the node before, differs in; those of a new node that are
    /// not known are `now`.
    pub(crate) fn note_transitions(&mut self, old: Option<&Self>, now: SimTime) {
        let (is, was) = (self.conditions, old.map(|old| old.conditions));
        let times = old.map_or(self.transitions, |old| old.transitions);
        let unknown = |conditions: NodeConditions| conditions.ready == ConditionStatus::Unknown;
        // A node of which nothing is heard has all its pressures Unknown.
        let silence = was.is_some_and(|was| unknown(was) != unknown(is));
        let time = |changed: bool, before: Option<SimTime>| if changed { Some(now) } else { before.or(Some(now)) };
        let differs = |of: fn(NodeConditions) -> bool| was.is_some_and(|was| of(was) != of(is));
        self.transitions = NodeTransitions {
            ready: time(was.is_some_and(|was| was.ready != is.ready), times.ready),
            memory_pressure: time(silence || differs(|of| of.memory_pressure), times.memory_pressure),
            disk_pressure: time(silence || differs(|of| of.disk_pressure), times.disk_pressure),
            pid_pressure: time(silence || differs(|of| of.pid_pressure), times.pid_pressure),
            network_unavailable: time(differs(|of| of.network_unavailable), times.network_unavailable),
        };
    }
}
