//! Why a node does not take a pod, in Kubernetes' words and with what decided it.
//!
//! The texts are those of the plugins in `pkg/scheduler/framework/plugins`.

use super::ports::HostPort;
use super::resources::{PODS, Shortage};
use crate::objects::{ObjectKey, Taint};
use std::fmt;
use std::sync::Arc;

/// A plugin of the default scheduler that filters, in the order in which they are asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Plugin {
    /// Cordoned nodes.
    NodeUnschedulable,
    /// `spec.nodeName`.
    NodeName,
    /// Taints.
    TaintToleration,
    /// Node selector and node affinity.
    NodeAffinity,
    /// Host ports.
    NodePorts,
    /// Resources.
    NodeResourcesFit,
    /// Disks that are taken, claims that do not exist.
    VolumeRestrictions,
    /// Claims of ephemeral volumes.
    VolumeBinding,
    /// Topology spread constraints.
    PodTopologySpread,
    /// Affinity and anti-affinity between pods.
    InterPodAffinity,
}

impl Plugin {
    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::NodeUnschedulable => "NodeUnschedulable",
            Self::NodeName => "NodeName",
            Self::TaintToleration => "TaintToleration",
            Self::NodeAffinity => "NodeAffinity",
            Self::NodePorts => "NodePorts",
            Self::NodeResourcesFit => "NodeResourcesFit",
            Self::VolumeRestrictions => "VolumeRestrictions",
            Self::VolumeBinding => "VolumeBinding",
            Self::PodTopologySpread => "PodTopologySpread",
            Self::InterPodAffinity => "InterPodAffinity",
        }
    }
}

/// Whether evicting pods could change the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum StatusCode {
    /// It could.
    Unschedulable,
    /// It could not.
    UnschedulableAndUnresolvable,
}

impl StatusCode {
    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Unschedulable => "Unschedulable",
            Self::UnschedulableAndUnresolvable => "UnschedulableAndUnresolvable",
        }
    }
}

/// Why one node does not take the pod. Prints as Kubernetes words it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FilterReason {
    /// The node is cordoned, and `node.kubernetes.io/unschedulable` is not tolerated.
    NodeUnschedulable,
    /// `spec.nodeName` names another node.
    NodeName {
        /// That node.
        requested: Arc<str>,
    },
    /// A taint keeps the pod away.
    UntoleratedTaint {
        /// The first such taint.
        taint: Taint,
    },
    /// `nodeSelector` or the required node affinity does not match.
    NodeAffinity {
        /// The first entry of `nodeSelector` that the node does not have; `None` if it is the affinity.
        selector_entry: Option<(Arc<str>, Arc<str>)>,
    },
    /// A host port is taken.
    HostPort {
        /// The port.
        port: HostPort,
        /// Who has it.
        pod: ObjectKey,
    },
    /// The node has as many pods as it may.
    TooManyPods(Shortage),
    /// Too little of a resource is left.
    Insufficient(Shortage),
    /// A disk is attached for another pod.
    Disk {
        /// Who has it.
        pod: ObjectKey,
    },
    /// The node lacks the label that a spread constraint counts by.
    SpreadLabelMissing {
        /// The label's key.
        topology_key: Arc<str>,
    },
    /// A spread constraint would be broken.
    Spread {
        /// What it counts by.
        topology_key: Arc<str>,
        /// How uneven it would be.
        skew: i64,
        /// How uneven it may be.
        max_skew: i64,
    },
    /// A pod it wants to be with is not there.
    PodAffinity {
        /// Where: the label that makes nodes one place.
        topology_key: Arc<str>,
    },
    /// A pod it must not be with is there.
    PodAntiAffinity {
        /// Where.
        topology_key: Arc<str>,
        /// That pod.
        pod: ObjectKey,
    },
    /// A pod that must not be with it is there.
    ExistingPodAntiAffinity {
        /// Where.
        topology_key: Arc<str>,
        /// That pod.
        pod: ObjectKey,
    },
}

impl FilterReason {
    pub(crate) fn of_shortage(shortage: Shortage) -> Self {
        if &*shortage.resource == PODS {
            Self::TooManyPods(shortage)
        } else {
            Self::Insufficient(shortage)
        }
    }

    /// Who says so.
    pub const fn plugin(&self) -> Plugin {
        match self {
            Self::NodeUnschedulable => Plugin::NodeUnschedulable,
            Self::NodeName { .. } => Plugin::NodeName,
            Self::UntoleratedTaint { .. } => Plugin::TaintToleration,
            Self::NodeAffinity { .. } => Plugin::NodeAffinity,
            Self::HostPort { .. } => Plugin::NodePorts,
            Self::TooManyPods(_) | Self::Insufficient(_) => Plugin::NodeResourcesFit,
            Self::Disk { .. } => Plugin::VolumeRestrictions,
            Self::SpreadLabelMissing { .. } | Self::Spread { .. } => Plugin::PodTopologySpread,
            Self::PodAffinity { .. } | Self::PodAntiAffinity { .. } | Self::ExistingPodAntiAffinity { .. } => {
                Plugin::InterPodAffinity
            }
        }
    }

    /// Whether evicting pods could help. It cannot where the node itself is too small.
    pub const fn code(&self) -> StatusCode {
        match self {
            Self::NodeUnschedulable
            | Self::NodeName { .. }
            | Self::UntoleratedTaint { .. }
            | Self::NodeAffinity { .. }
            | Self::SpreadLabelMissing { .. }
            | Self::PodAffinity { .. } => StatusCode::UnschedulableAndUnresolvable,
            Self::Insufficient(shortage) if shortage.requested > shortage.capacity => {
                StatusCode::UnschedulableAndUnresolvable
            }
            Self::HostPort { .. }
            | Self::TooManyPods(_)
            | Self::Insufficient(_)
            | Self::Disk { .. }
            | Self::Spread { .. }
            | Self::PodAntiAffinity { .. }
            | Self::ExistingPodAntiAffinity { .. } => StatusCode::Unschedulable,
        }
    }
}

impl fmt::Display for FilterReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NodeUnschedulable => "node(s) were unschedulable",
            Self::NodeName { .. } => "node(s) didn't match the requested node name",
            Self::UntoleratedTaint { .. } => "node(s) had untolerated taint(s)",
            Self::NodeAffinity { .. } => "node(s) didn't match Pod's node affinity/selector",
            Self::HostPort { .. } => "node(s) didn't have free ports for the requested pod ports",
            Self::TooManyPods(_) => "Too many pods",
            Self::Insufficient(shortage) => return write!(f, "Insufficient {}", shortage.resource),
            Self::Disk { .. } => "node(s) had no available disk",
            Self::SpreadLabelMissing { .. } => {
                "node(s) didn't match pod topology spread constraints (missing required label)"
            }
            Self::Spread { .. } => "node(s) didn't match pod topology spread constraints",
            Self::PodAffinity { .. } => "node(s) didn't match pod affinity rules",
            Self::PodAntiAffinity { .. } => "node(s) didn't match pod anti-affinity rules",
            Self::ExistingPodAntiAffinity { .. } => "node(s) didn't satisfy existing pods anti-affinity rules",
        })
    }
}

/// Why the pod was refused before any node was looked at. Prints as Kubernetes words it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PreFilterReason {
    /// Its required node affinity names nodes, and no node is named by all it has to be named by.
    AffinityConflict,
    /// A PersistentVolumeClaim does not exist.
    ClaimNotFound {
        /// The claim.
        claim: Arc<str>,
    },
    /// The claim of an ephemeral volume does not exist yet.
    EphemeralClaimMissing {
        /// The claim.
        claim: Arc<str>,
    },
}

impl PreFilterReason {
    /// Who says so.
    pub const fn plugin(&self) -> Plugin {
        match self {
            Self::AffinityConflict => Plugin::NodeAffinity,
            Self::ClaimNotFound { .. } => Plugin::VolumeRestrictions,
            Self::EphemeralClaimMissing { .. } => Plugin::VolumeBinding,
        }
    }
}

impl fmt::Display for PreFilterReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AffinityConflict => f.write_str("pod affinity terms conflict"),
            Self::ClaimNotFound { claim } => write!(f, "persistentvolumeclaim \"{claim}\" not found"),
            Self::EphemeralClaimMissing { claim } => write!(
                f,
                "waiting for ephemeral volume controller to create the persistentvolumeclaim \"{claim}\""
            ),
        }
    }
}
