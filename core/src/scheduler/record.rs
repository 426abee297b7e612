//! A pod of an API server as the scheduler keeps it: what it read of the object, once.

use super::requirements::PodRequirements;
use super::view::{BoundPod, IncomingPod, NodeView, Termination};
use crate::objects::{Labels, Node, json};
use crate::time::SimTime;
use serde_json::Value;
use std::sync::Arc;

/// What scheduling decisions read of a `v1.Pod`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PodRecord {
    /// `metadata.namespace`; `default` if absent.
    pub namespace: Arc<str>,
    /// `metadata.name`.
    pub name: Arc<str>,
    /// `metadata.labels`.
    pub labels: Labels,
    /// What it needs.
    pub requirements: Arc<PodRequirements>,
    /// `status.phase` is `Succeeded` or `Failed`: it holds nothing any more.
    pub ended: bool,
    /// `status.startTime`.
    pub start_time: Option<SimTime>,
    /// `status.nominatedNodeName`.
    pub nominated_node: Option<Arc<str>>,
    /// Whether it is being deleted.
    pub termination: Termination,
}

impl PodRecord {
    /// Reads an API object.
    pub fn from_json(pod: &Value) -> Self {
        let (metadata, status) = (&pod["metadata"], &pod["status"]);
        let preempted = json::list(status, "conditions").iter().any(|condition| {
            ["type", "status", "reason"].map(|key| json::text(condition, key))
                == ["DisruptionTarget", "True", "PreemptionByScheduler"]
        });
        Self {
            namespace: json::non_empty(metadata, "namespace").unwrap_or_else(|| "default".into()),
            name: json::shared(metadata, "name"),
            labels: json::labels(metadata, "labels"),
            requirements: Arc::new(PodRequirements::from_spec(&pod["spec"])),
            ended: matches!(json::text(status, "phase"), "Succeeded" | "Failed"),
            start_time: json::time(status, "startTime"),
            nominated_node: json::non_empty(status, "nominatedNodeName"),
            termination: match json::non_empty(metadata, "deletionTimestamp") {
                None => Termination::None,
                Some(_) if preempted => Termination::Preempted,
                Some(_) => Termination::Deleted,
            },
        }
    }

    /// The pod while it waits for a node.
    pub fn incoming(&self) -> IncomingPod<'_> {
        IncomingPod {
            namespace: &self.namespace,
            name: &self.name,
            labels: &self.labels,
            requirements: &self.requirements,
            pinned_to: None,
            nominated_node: self.nominated_node.as_deref(),
        }
    }

    /// The pod on its node.
    pub fn bound(&self) -> BoundPod<'_> {
        BoundPod {
            namespace: &self.namespace,
            name: &self.name,
            labels: &self.labels,
            requirements: &self.requirements,
            start_time: self.start_time,
            termination: self.termination,
        }
    }
}

/// Each of `nodes` with those of `pods` that hold something on it.
pub fn views<'a>(nodes: &'a [Node], pods: &'a [PodRecord]) -> Vec<NodeView<'a>> {
    let of_node = |node: &Node| {
        let bound = pods
            .iter()
            .filter(|pod| pod.requirements.node_name.as_ref() == Some(&node.name));
        bound.filter(|pod| !pod.ended).map(PodRecord::bound).collect()
    };
    nodes
        .iter()
        .map(|node| NodeView {
            node,
            pods: of_node(node),
        })
        .collect()
}
