//! Which change of the cluster is a reason to try an unschedulable pod again.
//!
//! Models the queueing hints (`EventsToRegister` and `isSchedulableAfter…` of the plugins in
//! `pkg/scheduler/framework/plugins`): each plugin that rejected the pod is asked. No hint looks at the pod's node alone:
//! any scheduled pod that goes may have made room, and so wakes every pod that lacked some.

use crate::objects::{Node, Pod};
use crate::scheduler::{self, IncomingPod, Plugin, PodVolume};

/// A change that the scheduler hears of.
#[derive(Debug, Clone, Copy)]
pub(crate) enum ClusterChange<'a> {
    /// A node joined.
    NodeAdded(&'a Node),
    /// A node changed.
    NodeUpdated {
        /// What it was.
        old: &'a Node,
        /// What it is.
        new: &'a Node,
    },
    /// A pod was bound.
    PodAssigned,
    /// The labels of a bound pod changed.
    PodRelabeled,
    /// A bound pod has ended or is gone.
    PodGone(&'a Pod),
}

/// Whether `change` may help `pod`, which `rejected_by` rejected. Without any nodes nobody did, and everything may.
pub(super) fn may_help(pod: &IncomingPod<'_>, rejected_by: &[Plugin], change: &ClusterChange<'_>) -> bool {
    rejected_by.is_empty() || rejected_by.iter().any(|plugin| hint(*plugin, pod, change))
}

fn hint(plugin: Plugin, pod: &IncomingPod<'_>, change: &ClusterChange<'_>) -> bool {
    match plugin {
        Plugin::NodeUnschedulable => match change {
            ClusterChange::NodeAdded(new) => !new.unschedulable,
            ClusterChange::NodeUpdated { old, new } => old.unschedulable && !new.unschedulable,
            ClusterChange::PodAssigned | ClusterChange::PodRelabeled | ClusterChange::PodGone(_) => false,
        },
        Plugin::NodeName => matches!(change, ClusterChange::NodeAdded(_)),
        Plugin::TaintToleration => taint_hint(pod, change),
        Plugin::NodeAffinity => match change {
            ClusterChange::NodeAdded(new) => pod.accepts_by_affinity(new),
            ClusterChange::NodeUpdated { old, new } => {
                old.labels != new.labels && pod.accepts_by_affinity(new) && !pod.accepts_by_affinity(old)
            }
            ClusterChange::PodAssigned | ClusterChange::PodRelabeled | ClusterChange::PodGone(_) => false,
        },
        Plugin::NodePorts => match change {
            ClusterChange::NodeAdded(_) => true,
            ClusterChange::PodGone(gone) => frees_a_port(gone, pod),
            ClusterChange::NodeUpdated { .. } | ClusterChange::PodAssigned | ClusterChange::PodRelabeled => false,
        },
        Plugin::NodeResourcesFit => resource_hint(pod, change),
        Plugin::VolumeRestrictions => match change {
            ClusterChange::PodGone(gone) => has_disk(gone),
            ClusterChange::NodeAdded(_)
            | ClusterChange::NodeUpdated { .. }
            | ClusterChange::PodAssigned
            | ClusterChange::PodRelabeled => false,
        },
        // What it waits for, claims and volumes, does not exist here.
        Plugin::VolumeBinding => false,
        Plugin::PodTopologySpread | Plugin::InterPodAffinity => match change {
            ClusterChange::NodeUpdated { old, new } => old.labels != new.labels || old.taints != new.taints,
            ClusterChange::NodeAdded(_)
            | ClusterChange::PodAssigned
            | ClusterChange::PodRelabeled
            | ClusterChange::PodGone(_) => true,
        },
    }
}

/// Recorded in scenario 29: a further taint on the node wakes a pod that did not tolerate the first either.
fn taint_hint(pod: &IncomingPod<'_>, change: &ClusterChange<'_>) -> bool {
    let tolerates = |node: &Node| pod.requirements.untolerated_taint(node).is_none();
    match change {
        ClusterChange::NodeAdded(new) => tolerates(new),
        ClusterChange::NodeUpdated { old, new } => {
            old.taints != new.taints && (pod.accepts_by_affinity(new) || !tolerates(old) && tolerates(new))
        }
        ClusterChange::PodAssigned | ClusterChange::PodRelabeled | ClusterChange::PodGone(_) => false,
    }
}

fn resource_hint(pod: &IncomingPod<'_>, change: &ClusterChange<'_>) -> bool {
    let requests = &pod.requirements.requests;
    let fits_alone = |node: &Node| scheduler::shortages(node, &[], requests).is_empty();
    match change {
        ClusterChange::NodeAdded(new) => fits_alone(new),
        ClusterChange::NodeUpdated { old, new } => {
            let grew = || {
                let mut resources = new.allocatable.iter();
                resources.any(|(name, amount)| {
                    let wanted = &**name == "pods" || requests.iter().any(|(wanted, _)| *wanted == **name);
                    wanted && *amount > old.allocatable.get(name).copied().unwrap_or_default()
                })
            };
            old.allocatable != new.allocatable && fits_alone(new) && grew()
        }
        ClusterChange::PodGone(_) => true,
        ClusterChange::PodAssigned | ClusterChange::PodRelabeled => false,
    }
}

fn frees_a_port(gone: &Pod, pod: &IncomingPod<'_>) -> bool {
    let freed = gone
        .template
        .iter()
        .flat_map(|template| &template.requirements.host_ports);
    let mut wanted = pod.requirements.host_ports.iter();
    wanted.any(|port| freed.clone().any(|other| port.conflicts_with(other)))
}

fn has_disk(pod: &Pod) -> bool {
    let mut volumes = pod.template.iter().flat_map(|template| &template.requirements.volumes);
    volumes.any(|volume| matches!(volume, PodVolume::Disk(_)))
}
