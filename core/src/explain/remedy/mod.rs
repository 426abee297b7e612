//! The smallest changes that would give a node a pod, or take it away: of the node, or of the manifest's text. Each is
//! tried out before it is offered, with the controller's own decision.

mod manifest;
mod node;
mod waiting;

use crate::controller::{self, legacy};
use crate::diagnostic::FixTitle;
use crate::objects::{ObjectKey, Pod, PodTemplate};
use crate::sim::{Command, Simulation};
use std::sync::Arc;

/// A change that would give a node a pod, or take it away.
#[derive(Debug, Clone, PartialEq)]
pub struct Remedy {
    /// What it would lead to.
    pub aim: Aim,
    /// What is changed.
    pub change: RemedyChange,
}

/// What a change would lead to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Aim {
    /// The node gets a pod.
    Gives,
    /// The node's pod goes, or the node gets none.
    Takes,
    /// The pod that the node has gets on: it is bound, or starts.
    Frees,
}

/// What is changed.
#[derive(Debug, Clone, PartialEq)]
pub enum RemedyChange {
    /// The cluster, by these commands in order.
    Cluster(Vec<Command>),
    /// The manifest.
    Manifest(ManifestChange),
}

/// Another text of the manifest.
#[derive(Debug, Clone, PartialEq)]
pub struct ManifestChange {
    /// What is changed, in order.
    pub titles: Vec<FixTitle>,
    /// The text after it.
    pub text: String,
    /// How many other nodes become eligible by it.
    pub gained: usize,
    /// How many other nodes are no longer eligible.
    pub lost: usize,
}

/// What would change that `node` has a pod of the set, or none. `text` is the manifest; where it is not what the cluster
/// runs, it is left alone.
pub fn remedies(simulation: &Simulation, key: &ObjectKey, node: &str, text: &str) -> Vec<Remedy> {
    let cluster = simulation.cluster();
    let (Some(set), Some(node)) = (cluster.daemon_sets.get(key), cluster.nodes.get(node)) else {
        return Vec::new();
    };
    let manifest = manifest::Manifest::of(text, set);
    let template: &PodTemplate = &set.template;
    let is_eligible = controller::decide(template, node).should_run;
    let pods: Vec<&Pod> = simulation
        .pods_of(&node.name)
        .filter_map(|key| cluster.pods.get(key).map(Arc::as_ref))
        .filter(|pod| pod.controller.as_ref().is_some_and(|owner| owner.uid == set.uid))
        .collect();
    let mut remedies = Vec::new();
    if is_eligible {
        remedies.extend(waiting::remedies(simulation, set, node, &pods, manifest.as_ref()));
    }
    let (aim, of_node) = if is_eligible {
        (Aim::Takes, node::taking(template, node, &set.name))
    } else {
        (Aim::Gives, node::giving(template, node).into_iter().collect())
    };
    remedies.extend(of_node.into_iter().map(|commands| Remedy {
        aim,
        change: RemedyChange::Cluster(commands),
    }));
    // The controller of old looks at more than the template and the node: its text is not tried.
    if let Some(manifest) = manifest.filter(|_| !legacy::is_used(cluster)) {
        let changes = manifest.changes(node, is_eligible);
        remedies.extend(changes.into_iter().map(|change| Remedy {
            aim,
            change: RemedyChange::Manifest(manifest.measured(change, node, cluster)),
        }));
    }
    remedies
}

#[cfg(test)]
mod tests;
