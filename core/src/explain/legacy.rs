//! Why a node has no pod where the DaemonSet controller places its pods itself, as before v1.12.

use super::scheduling;
use super::why::{Link, Outcome, Station};
use crate::controller::legacy::{self, Neighbors, Obstacle, Verdict};
use crate::language::Language;
use crate::objects::{Cluster, DaemonSet, Node, Pod};
use crate::scheduler::FilterReason;
use crate::texts::explain as texts;

/// What the controller of old says of `node`; `None` where it is not used.
pub(super) fn verdict(cluster: &Cluster, set: &DaemonSet, node: &Node) -> Option<Verdict> {
    legacy::is_used(cluster).then(|| legacy::judge(set, node, &Neighbors::new(cluster)))
}

/// What it found against a pod beyond the template and the node.
pub(super) fn links(verdict: &Verdict, language: Language) -> Vec<Link> {
    let link = |text: String| Link {
        actor: Station::DaemonSetController,
        outcome: Outcome::No,
        text,
        path: Some("spec.template.spec.containers".to_owned()),
        part: None,
    };
    let mut links: Vec<Link> = verdict
        .obstacles
        .iter()
        .map(|obstacle| link(sentence(obstacle, language)))
        .collect();
    if verdict.wants_to_run && !verdict.should_schedule {
        links.push(Link {
            path: None,
            ..link(texts::no_pod_at_all(language).to_owned())
        });
    }
    links
}

/// What would help.
pub(super) fn advice(verdict: &Verdict, node: &str, language: Language) -> Vec<String> {
    let mut advice: Vec<String> = verdict
        .obstacles
        .iter()
        .filter_map(filter_reason)
        .map(|reason| scheduling::remedy(&reason, node, language))
        .collect();
    if verdict.wants_to_run && !verdict.should_schedule {
        advice.push(texts::nobody_tells(language).to_owned());
    }
    advice
}

/// One obstacle, in a whole sentence.
pub(super) fn sentence(obstacle: &Obstacle, language: Language) -> String {
    match obstacle {
        Obstacle::MemoryPressure => texts::memory_pressure(language).to_owned(),
        Obstacle::DiskPressure => texts::disk_pressure(language).to_owned(),
        Obstacle::Port(reason) => texts::port_intended(language, &scheduling::sentence(reason, language)),
        Obstacle::Shortage(shortage) => scheduling::sentence(&FilterReason::of_shortage(shortage.clone()), language),
    }
}

fn filter_reason(obstacle: &Obstacle) -> Option<FilterReason> {
    match obstacle {
        Obstacle::Port(reason) => Some(reason.clone()),
        Obstacle::Shortage(shortage) => Some(FilterReason::of_shortage(shortage.clone())),
        Obstacle::MemoryPressure | Obstacle::DiskPressure => None,
    }
}

/// Whether the controller wrote the node into the pod, so that nobody had to bind it.
pub(super) fn was_placed_by_controller(set: &DaemonSet, pod: &Pod) -> bool {
    pod.node_name.is_some() && pod.affinity_node.is_none() && set.template.node_name.is_none()
}
