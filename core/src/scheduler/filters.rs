//! The filters, in order, on one node.
//!
//! Models `framework/runtime/framework.go` (RunFilterPlugins) and the Filter methods of the default plugins. The first
//! plugin that rejects the node ends the matter; only NodeResourcesFit gives several reasons.

use super::ports::HostPort;
use super::reason::FilterReason;
use super::resources::shortages;
use super::view::{BoundPod, IncomingPod, Scene};
use super::volumes::PodVolume;
use super::{inter_pod, spread};
use crate::objects::{Node, Taint, TaintEffect};
use std::sync::Arc;

/// Why the target node of `scene` does not take `incoming`; empty if it does.
pub(super) fn reasons(scene: Scene<'_>, incoming: &IncomingPod<'_>) -> Vec<FilterReason> {
    let node = scene.target();
    let (pods, requirements) = (scene.pods_on_target(), incoming.requirements);
    if let Some(reason) = of_the_node(node, incoming).or_else(|| taken_port(pods, &requirements.host_ports)) {
        return vec![reason];
    }
    let shortages = shortages(node, pods, &requirements.requests);
    if !shortages.is_empty() {
        return shortages.into_iter().map(FilterReason::of_shortage).collect();
    }
    disks(scene, incoming)
        .or_else(|| spread::judge(scene, incoming))
        .or_else(|| inter_pod::judge(scene, incoming))
        .into_iter()
        .collect()
}

/// What depends on nothing but the node: cordon, name, taints, labels.
fn of_the_node(node: &Node, incoming: &IncomingPod<'_>) -> Option<FilterReason> {
    let requirements = incoming.requirements;
    if node.unschedulable && !requirements.tolerates(&cordon_taint()) {
        return Some(FilterReason::NodeUnschedulable);
    }
    if let Some(requested) = requirements.node_name.as_ref().filter(|name| **name != node.name) {
        return Some(FilterReason::NodeName {
            requested: Arc::clone(requested),
        });
    }
    if let Some(taint) = requirements.untolerated_taint(node) {
        return Some(FilterReason::UntoleratedTaint { taint: taint.clone() });
    }
    (!incoming.accepts_by_affinity(node)).then(|| {
        let mut entries = requirements.node_affinity.node_selector.iter();
        let missing = entries.find(|(key, value)| node.labels.get(key) != Some(*value));
        FilterReason::NodeAffinity {
            selector_entry: missing.map(|(key, value)| (Arc::clone(key), Arc::clone(value))),
        }
    })
}

fn cordon_taint() -> Taint {
    Taint {
        key: "node.kubernetes.io/unschedulable".into(),
        value: "".into(),
        effect: TaintEffect::NoSchedule,
        time_added: None,
    }
}

/// The first of `ports` that one of `pods` has, if one has.
pub(crate) fn taken_port(pods: &[BoundPod<'_>], ports: &[HostPort]) -> Option<FilterReason> {
    ports.iter().find_map(|port| {
        let pod = pods.iter().find(|pod| {
            let mut taken = pod.requirements.host_ports.iter();
            taken.any(|other| port.conflicts_with(other))
        })?;
        Some(FilterReason::HostPort {
            port: port.clone(),
            pod: pod.key(),
        })
    })
}

fn disks(scene: Scene<'_>, incoming: &IncomingPod<'_>) -> Option<FilterReason> {
    incoming.requirements.volumes.iter().find_map(|volume| {
        let PodVolume::Disk(disk) = volume else { return None };
        let pod = scene.pods_on_target().iter().find(|pod| {
            let mut volumes = pod.requirements.volumes.iter();
            volumes.any(|other| matches!(other, PodVolume::Disk(other) if disk.conflicts_with(other)))
        })?;
        Some(FilterReason::Disk { pod: pod.key() })
    })
}
