//! The filters, in order, on one node.
//!
//! Models `framework/runtime/framework.go` (RunFilterPlugins) and the Filter methods of the default plugins. The first
//! plugin that rejects the node ends the matter; only NodeResourcesFit gives several reasons.

use super::reason::FilterReason;
use super::resources::{Resources, allocatable_of};
use super::view::{IncomingPod, Scene};
use super::volumes::PodVolume;
use super::{inter_pod, spread};
use crate::objects::{Node, Taint, TaintEffect};
use std::sync::Arc;

/// Why the target node of `scene` does not take `incoming`; empty if it does.
pub(super) fn reasons(scene: &Scene<'_>, incoming: &IncomingPod<'_>) -> Vec<FilterReason> {
    let node = scene.target();
    if let Some(reason) = of_the_node(node, incoming).or_else(|| ports(scene, incoming)) {
        return vec![reason];
    }
    let lacking = resources(scene, incoming);
    if !lacking.is_empty() {
        return lacking;
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

fn ports(scene: &Scene<'_>, incoming: &IncomingPod<'_>) -> Option<FilterReason> {
    incoming.requirements.host_ports.iter().find_map(|port| {
        let pod = scene.pods_on_target().iter().find(|pod| {
            let mut taken = pod.requirements.host_ports.iter();
            taken.any(|other| port.conflicts_with(other))
        })?;
        Some(FilterReason::HostPort {
            port: port.clone(),
            pod: pod.key(),
        })
    })
}

fn resources(scene: &Scene<'_>, incoming: &IncomingPod<'_>) -> Vec<FilterReason> {
    let (node, pods) = (scene.target(), scene.pods_on_target());
    let mut lacking = Vec::new();
    let allowed = allocatable_of(node, "pods");
    if pods.len() as i128 + 1 > allowed {
        lacking.push(FilterReason::TooManyPods {
            running: pods.len(),
            allowed,
        });
    }
    let requests = &incoming.requirements.requests;
    if requests.is_empty() {
        return lacking;
    }
    let mut used = Resources::default();
    for pod in pods {
        used.add(&pod.requirements.requests);
    }
    lacking.extend(requests.iter().filter_map(|(resource, requested)| {
        let (used, capacity) = (used.get(resource), allocatable_of(node, resource));
        (requested > 0 && requested > capacity - used).then(|| FilterReason::Insufficient {
            resource: resource.into(),
            requested,
            used,
            capacity,
        })
    }));
    lacking
}

fn disks(scene: &Scene<'_>, incoming: &IncomingPod<'_>) -> Option<FilterReason> {
    incoming.requirements.volumes.iter().find_map(|volume| {
        let PodVolume::Disk(disk) = volume else { return None };
        let pod = scene.pods_on_target().iter().find(|pod| {
            let mut volumes = pod.requirements.volumes.iter();
            volumes.any(|other| matches!(other, PodVolume::Disk(other) if disk.conflicts_with(other)))
        })?;
        Some(FilterReason::Disk { pod: pod.key() })
    })
}
