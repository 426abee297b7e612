//! One pod's turn: gates, pre-filters, filters on the nodes that are left, preemption.
//!
//! Models `pkg/scheduler/schedule_one.go` (schedulePod, findNodesThatFitPod, handleSchedulingFailure).

use super::filters;
use super::outcome::{Decision, NodeRejection, Outcome};
use super::preemption::{self, PodDisruptionBudget};
use super::reason::{FilterReason, PreFilterReason};
use super::requirements::PodRequirements;
use super::view::{IncomingPod, NodeView, Scene};
use super::volumes::PodVolume;
use crate::controller::{NodeSelectorTerm, Operator};
use crate::ordered::Gather;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The cluster as one decision sees it.
#[derive(Debug, Clone, Copy)]
pub struct ClusterView<'a> {
    /// Nodes in order. Of a pod that is pinned, those it is pinned to are enough, unless
    /// [`PodRequirements::looks_at_other_nodes`] or a pod elsewhere has required anti-affinity.
    pub nodes: &'a [NodeView<'a>],
    /// How many nodes there are in all.
    pub total_nodes: usize,
    /// What preemption tries to respect.
    pub budgets: &'a [PodDisruptionBudget],
}

/// A rejected node, and where it is in the view.
pub(super) struct Rejected {
    pub(super) index: usize,
    pub(super) rejection: NodeRejection,
}

/// Decides where `incoming` goes. If several nodes take it, it is the first: nothing is scored.
pub fn schedule(cluster: &ClusterView<'_>, incoming: &IncomingPod<'_>) -> Outcome {
    let outcome = |decision| Outcome {
        decision,
        total_nodes: cluster.total_nodes,
        rejections: Vec::new(),
        left_out: 0,
        nominee_rejected_by: None,
    };
    let gates = &incoming.requirements.scheduling_gates;
    if !gates.is_empty() {
        return outcome(Decision::Gated { gates: gates.clone() });
    }
    if cluster.total_nodes == 0 {
        return outcome(Decision::NoNodes);
    }
    let named = named_nodes(incoming);
    if named.as_ref().is_some_and(BTreeSet::is_empty) {
        return outcome(Decision::Refused(PreFilterReason::AffinityConflict));
    }
    if let Some(reason) = missing_claim(incoming) {
        return outcome(Decision::Refused(reason));
    }
    let candidates: Vec<usize> = (0..cluster.nodes.len())
        .filter(|index| {
            named
                .as_ref()
                .is_none_or(|names| names.contains(&*cluster.nodes[*index].node.name))
        })
        .collect();
    let left_out = named.map_or(0, |_| cluster.total_nodes.saturating_sub(candidates.len()));

    let nominee = ask_nominee(cluster, incoming);
    let (feasible, rejected) = match &nominee {
        Some((node, reasons)) if reasons.is_empty() => (vec![Arc::clone(node)], Vec::new()),
        Some(_) | None => filter(cluster, incoming, candidates),
    };
    let decision = match feasible.first() {
        Some(first) => Decision::Bind {
            node: Arc::clone(first),
            feasible,
        },
        None => Decision::Unschedulable(preemption::preempt(cluster, incoming, &rejected)),
    };
    Outcome {
        decision,
        total_nodes: cluster.total_nodes,
        rejections: rejected.into_iter().map(|each| each.rejection).collect(),
        left_out,
        nominee_rejected_by: nominee.and_then(|(_, reasons)| Some(reasons.first()?.plugin())),
    }
}

/// The node nominated for the pod and why it does not take it: if it does, nobody else is asked.
fn ask_nominee(cluster: &ClusterView<'_>, incoming: &IncomingPod<'_>) -> Option<(Arc<str>, Vec<FilterReason>)> {
    let nominated = incoming.nominated_node?;
    let index = cluster.nodes.iter().position(|view| *view.node.name == *nominated)?;
    let reasons = filters::reasons(Scene::new(cluster.nodes, index), incoming);
    Some((Arc::clone(&cluster.nodes[index].node.name), reasons))
}

/// Names of the nodes that take `incoming` among `candidates`, and why the others do not.
fn filter(
    cluster: &ClusterView<'_>,
    incoming: &IncomingPod<'_>,
    candidates: Vec<usize>,
) -> (Vec<Arc<str>>, Vec<Rejected>) {
    let (mut feasible, mut rejected) = (Vec::new(), Vec::new());
    for index in candidates {
        let node = Arc::clone(&cluster.nodes[index].node.name);
        let reasons = filters::reasons(Scene::new(cluster.nodes, index), incoming);
        if reasons.is_empty() {
            feasible.push(node);
        } else {
            let rejection = NodeRejection { node, reasons };
            rejected.push(Rejected { index, rejection });
        }
    }
    (feasible, rejected)
}

/// The nodes that the pod names, if it names them in every required term (`plugins/nodeaffinity`, PreFilter).
fn named_nodes<'a>(incoming: &IncomingPod<'a>) -> Option<BTreeSet<&'a str>> {
    if let Some(name) = incoming.pinned_to {
        return Some(BTreeSet::from([name]));
    }
    let requirements: &'a PodRequirements = incoming.requirements;
    let terms = requirements
        .node_affinity
        .terms
        .as_ref()
        .filter(|terms| !terms.is_empty())?;
    let mut names = BTreeSet::new();
    for term in terms {
        names.extend(named_by(term)?);
    }
    Some(names)
}

/// The names that all `metadata.name In` requirements of a term have in common.
fn named_by(term: &NodeSelectorTerm) -> Option<BTreeSet<&str>> {
    term.match_fields
        .iter()
        .filter(|field| &*field.key == "metadata.name" && field.operator == Operator::In)
        .map(|field| field.values.iter().map(AsRef::as_ref).gather::<BTreeSet<&str>>())
        .reduce(|common, names| &common & &names)
}

/// The first claim that keeps the pod from being considered at all. No claim exists in the engine's clusters.
fn missing_claim(incoming: &IncomingPod<'_>) -> Option<PreFilterReason> {
    let volumes = &incoming.requirements.volumes;
    let claim = volumes.iter().find_map(|volume| match volume {
        PodVolume::Claim(claim) => Some(PreFilterReason::ClaimNotFound {
            claim: Arc::clone(claim),
        }),
        PodVolume::Disk(_) | PodVolume::Ephemeral(_) => None,
    });
    claim.or_else(|| {
        volumes.iter().find_map(|volume| match volume {
            PodVolume::Ephemeral(name) => Some(PreFilterReason::EphemeralClaimMissing {
                claim: format!("{}-{name}", incoming.name).into(),
            }),
            PodVolume::Disk(_) | PodVolume::Claim(_) => None,
        })
    })
}
