//! Changes for a pod that is there and does not get on: the scheduler does not bind it, or its kubelet does not start it.

use super::manifest::Manifest;
use super::{Aim, ManifestChange, Remedy, RemedyChange, node::clearing};
use crate::admission::fixes;
use crate::objects::{DaemonSet, Node, ObjectKey, Pod, PodPhase};
use crate::scheduler::{FilterReason, Shortage};
use crate::sim::{Command, Simulation};
use std::sync::Arc;

pub(super) fn remedies(
    simulation: &Simulation,
    set: &DaemonSet,
    node: &Node,
    pods: &[&Pod],
    manifest: Option<&Manifest<'_>>,
) -> Vec<Remedy> {
    let frees = |change| Remedy {
        aim: Aim::Frees,
        change,
    };
    let mut commands = Vec::new();
    let mut remedies = Vec::new();
    for pod in pods.iter().filter(|pod| pod.runtime.unschedulable.is_some()) {
        let outcome = simulation.scheduling(pod);
        let rejection = outcome.rejections.iter().find(|rejection| rejection.node == node.name);
        let reasons = rejection.map_or(&[][..], |rejection| &rejection.reasons);
        // Two reasons need two changes: neither alone would be the truth.
        if let [reason] = reasons {
            commands.extend(clearing_reason(simulation, set, node, reason));
        }
        let shortages = reasons.iter().map(|reason| {
            let FilterReason::Insufficient(shortage) = reason else {
                return None;
            };
            Some(shortage)
        });
        let shortages: Option<Vec<&Shortage>> = shortages.collect();
        let change = shortages.and_then(|shortages| asking_less(manifest?, &shortages));
        remedies.extend(change.map(|change| frees(RemedyChange::Manifest(change))));
    }
    let is_stuck = |pod: &&Pod| pod.node_name.is_some() && !pod.ready;
    if pods.iter().any(is_stuck) {
        if simulation.is_silent(&node.name) {
            commands.push(Command::ResumeKubelet {
                node: node.name.clone(),
            });
        }
        commands.extend(broken_images(simulation, node, pods));
    }
    let commands = commands
        .into_iter()
        .map(|command| frees(RemedyChange::Cluster(vec![command])));
    commands.chain(remedies).collect()
}

/// What a person broke about the images of pods that are not ready.
fn broken_images(simulation: &Simulation, node: &Node, pods: &[&Pod]) -> Vec<Command> {
    let waiting = pods
        .iter()
        .filter(|pod| !pod.ready && matches!(pod.phase, PodPhase::Pending | PodPhase::Running));
    let images: Vec<&Arc<str>> = waiting
        .flat_map(|pod| pod.template.iter().flat_map(|template| template.plan.images()))
        .collect();
    let broken = simulation.behaviors().filter(|((part, only), _)| {
        only.as_ref().is_none_or(|only| *only == node.name) && images.iter().any(|image| image.contains(&**part))
    });
    broken
        .map(|((image, node), _)| Command::SetBehavior {
            image: image.clone(),
            node: node.clone(),
            behavior: None,
        })
        .collect()
}

/// The change of the cluster that takes the scheduler's reason away.
fn clearing_reason(simulation: &Simulation, set: &DaemonSet, node: &Node, reason: &FilterReason) -> Option<Command> {
    let delete = |(namespace, name): &ObjectKey| Command::DeletePod {
        namespace: namespace.clone(),
        name: name.clone(),
    };
    match reason {
        FilterReason::NodeUnschedulable => Some(Command::Uncordon {
            node: node.name.clone(),
        }),
        FilterReason::UntoleratedTaint { taint } => Some(clearing(&node.name, taint)),
        FilterReason::NodeAffinity {
            selector_entry: Some((key, value)),
        } => Some(Command::SetLabel {
            node: node.name.clone(),
            key: key.clone(),
            value: value.clone(),
        }),
        FilterReason::HostPort { pod, .. }
        | FilterReason::Disk { pod }
        | FilterReason::PodAntiAffinity { pod, .. }
        | FilterReason::ExistingPodAntiAffinity { pod, .. } => Some(delete(pod)),
        FilterReason::TooManyPods(shortage) | FilterReason::Insufficient(shortage) => {
            dispensable(simulation, set, node, shortage).map(|pod| delete(&pod))
        }
        FilterReason::NodeName { .. }
        | FilterReason::NodeAffinity { selector_entry: None }
        | FilterReason::SpreadLabelMissing { .. }
        | FilterReason::Spread { .. }
        | FilterReason::PodAffinity { .. } => None,
    }
}

/// The least pod of somebody else on the node that makes enough room by going.
fn dispensable(simulation: &Simulation, set: &DaemonSet, node: &Node, shortage: &Shortage) -> Option<ObjectKey> {
    let missing = shortage.requested + shortage.used - shortage.capacity;
    let pods = simulation.pods_of(&node.name).filter_map(|key| {
        let pod = simulation.cluster().pods.get(key)?;
        let is_other = pod.controller.as_ref().is_none_or(|owner| owner.uid != set.uid);
        let requirements = &pod.template.as_ref()?.requirements;
        let room = match &*shortage.resource {
            "pods" => 1,
            resource => requirements.requests.get(resource),
        };
        let would_do = is_other && pod.node_name.is_some() && !pod.is_terminal() && room >= missing;
        would_do.then(|| (requirements.priority, room, key.clone()))
    });
    pods.min().map(|(_, _, key)| key)
}

/// The containers that ask for most ask for as much less as is missing.
fn asking_less(manifest: &Manifest<'_>, shortages: &[&Shortage]) -> Option<ManifestChange> {
    let mut text = manifest.text.to_owned();
    let mut titles = Vec::new();
    for shortage in shortages {
        let Shortage {
            resource,
            requested,
            used,
            capacity,
        } = shortage;
        let template = manifest.template(&text)?;
        let missing = requested + used - capacity;
        let containers = template.json["spec"]["containers"].as_array()?;
        let asked = containers.iter().enumerate().map(|(index, container)| {
            let alone = serde_json::json!({ "containers": [container] });
            (crate::scheduler::Resources::requested_by(&alone).get(resource), index)
        });
        let (most, index) = asked.max()?;
        let amount = amount(resource, most - missing).filter(|_| most > missing)?;
        let fix = fixes::ask_for(&text, index, resource, &amount)?;
        text = fix.apply(&text);
        titles.push(fix.title);
    }
    manifest.template(&text)?;
    let is_change = !titles.is_empty();
    is_change.then_some(ManifestChange {
        titles,
        text,
        gained: 0,
        lost: 0,
    })
}

/// A quantity of at most `amount`, as one would write it.
fn amount(resource: &str, amount: i128) -> Option<String> {
    if resource == "cpu" {
        return Some(format!("{amount}m"));
    }
    let in_bytes = matches!(resource, "memory" | "ephemeral-storage");
    let mebibytes = amount >> 20;
    if in_bytes {
        return (mebibytes > 0).then(|| format!("{mebibytes}Mi"));
    }
    Some(amount.to_string())
}
