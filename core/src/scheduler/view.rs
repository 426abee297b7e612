//! Nodes and pods as one scheduling decision sees them: borrowed, and small enough to copy.

use super::requirements::PodRequirements;
use crate::objects::{Labels, Node, ObjectKey};
use crate::time::SimTime;
use std::sync::Arc;

/// The pod that wants a node.
#[derive(Debug, Clone, Copy)]
pub struct IncomingPod<'a> {
    /// `metadata.namespace`.
    pub namespace: &'a Arc<str>,
    /// `metadata.name`.
    pub name: &'a Arc<str>,
    /// `metadata.labels`.
    pub labels: &'a Labels,
    /// What it needs.
    pub requirements: &'a PodRequirements,
    /// The only node it may go to, where a DaemonSet says so. A pod read from an API object has it in its requirements.
    pub pinned_to: Option<&'a str>,
    /// `status.nominatedNodeName`.
    pub nominated_node: Option<&'a str>,
}

/// A pod that is bound to a node and has not ended.
#[derive(Debug, Clone, Copy)]
pub struct BoundPod<'a> {
    /// `metadata.namespace`.
    pub namespace: &'a Arc<str>,
    /// `metadata.name`.
    pub name: &'a Arc<str>,
    /// `metadata.labels`.
    pub labels: &'a Labels,
    /// What it has been given.
    pub requirements: &'a PodRequirements,
    /// `status.startTime`; `None` if the kubelet has not seen it, and then it counts as started just now.
    pub start_time: Option<SimTime>,
    /// Whether it is going.
    pub termination: Termination,
}

/// Whether a pod is being deleted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Termination {
    /// It is not.
    None,
    /// Somebody deleted it.
    Deleted,
    /// The scheduler deleted it to make room for another (condition `DisruptionTarget`, `PreemptionByScheduler`).
    Preempted,
}

impl Termination {
    /// Whether it is.
    pub const fn is_terminating(self) -> bool {
        match self {
            Self::None => false,
            Self::Deleted | Self::Preempted => true,
        }
    }
}

/// A node and the pods on it that have not ended.
#[derive(Debug, Clone)]
pub struct NodeView<'a> {
    /// The node.
    pub node: &'a Node,
    /// Its pods, terminating ones among them, Succeeded and Failed ones not.
    pub pods: Vec<BoundPod<'a>>,
}

/// What decides whether a pod matches a selector of another.
#[derive(Debug, Clone, Copy)]
pub(super) struct PodIdentity<'a> {
    pub(super) namespace: &'a str,
    pub(super) labels: &'a Labels,
}

impl<'a> IncomingPod<'a> {
    pub(super) fn identity(&self) -> PodIdentity<'a> {
        PodIdentity {
            namespace: self.namespace,
            labels: self.labels,
        }
    }

    /// Whether node selector, required node affinity and pin accept `node`.
    pub(crate) fn accepts_by_affinity(&self, node: &Node) -> bool {
        self.pinned_to.is_none_or(|name| *name == *node.name) && self.requirements.node_affinity.matches(node)
    }
}

impl<'a> BoundPod<'a> {
    /// Namespace and name.
    pub fn key(&self) -> ObjectKey {
        (Arc::clone(self.namespace), Arc::clone(self.name))
    }

    pub(super) fn identity(&self) -> PodIdentity<'a> {
        PodIdentity {
            namespace: self.namespace,
            labels: self.labels,
        }
    }
}

/// The cluster while one node is judged, with the pods that this node would have: preemption tries fewer.
#[derive(Clone, Copy)]
pub(super) struct Scene<'a> {
    nodes: &'a [NodeView<'a>],
    target: usize,
    pods_on_target: &'a [BoundPod<'a>],
}

impl<'a> Scene<'a> {
    /// `nodes[target]` as it is.
    pub(super) fn new(nodes: &'a [NodeView<'a>], target: usize) -> Self {
        Self {
            nodes,
            target,
            pods_on_target: &nodes[target].pods,
        }
    }

    /// The same with other pods on the target node.
    pub(super) fn with_pods<'b>(self, pods_on_target: &'b [BoundPod<'a>]) -> Scene<'b>
    where
        'a: 'b,
    {
        Scene {
            nodes: self.nodes,
            target: self.target,
            pods_on_target,
        }
    }

    pub(super) const fn target(self) -> &'a Node {
        self.nodes[self.target].node
    }

    pub(super) const fn pods_on_target(self) -> &'a [BoundPod<'a>] {
        self.pods_on_target
    }

    pub(super) fn nodes(self) -> impl Iterator<Item = (&'a Node, &'a [BoundPod<'a>])> {
        self.nodes.iter().enumerate().map(move |(index, view)| {
            let pods = if index == self.target {
                self.pods_on_target
            } else {
                &*view.pods
            };
            (view.node, pods)
        })
    }

    pub(super) fn pods(self) -> impl Iterator<Item = (&'a Node, &'a BoundPod<'a>)> {
        self.nodes()
            .flat_map(|(node, pods)| pods.iter().map(move |pod| (node, pod)))
    }

    /// Pods of every node whose label `topology_key` is `domain`.
    pub(super) fn pods_in_domain(
        self,
        topology_key: &str,
        domain: &Arc<str>,
    ) -> impl Iterator<Item = &'a BoundPod<'a>> {
        self.pods()
            .filter(move |(node, _)| node.labels.get(topology_key) == Some(domain))
            .map(|(_, pod)| pod)
    }
}
