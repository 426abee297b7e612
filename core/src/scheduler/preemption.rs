//! Preemption: whom to evict so that a pod fits.
//!
//! Models `framework/preemption/preemption.go` and `plugins/defaultpreemption` (SelectVictimsOnNode,
//! PodEligibleToPreemptOthers). With more than a hundred nodes in question Kubernetes starts at a random one; here it is
//! the first.

use super::filters;
use super::outcome::{Ineligible, Preemption, PreemptionAnswer};
use super::reason::StatusCode;
use super::requirements::PreemptionPolicy;
use super::schedule::{ClusterView, Rejected};
use super::view::{BoundPod, IncomingPod, Scene, Termination};
use crate::controller::LabelSelector;
use crate::objects::json;
use crate::ordered::Order;
use crate::time::SimTime;
use serde_json::Value;
use std::cmp::Reverse;
use std::sync::Arc;

/// `policy/v1.PodDisruptionBudget`: what preemption reads of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PodDisruptionBudget {
    /// `metadata.namespace`.
    pub namespace: Arc<str>,
    /// `spec.selector`.
    pub selector: LabelSelector,
    /// `status.disruptionsAllowed`.
    pub disruptions_allowed: i64,
    /// Keys of `status.disruptedPods`: evictions that are already counted.
    pub disrupted_pods: Vec<Arc<str>>,
}

impl PodDisruptionBudget {
    /// Reads an API object.
    pub fn from_json(object: &Value) -> Self {
        let disrupted = object.pointer("/status/disruptedPods").and_then(Value::as_object);
        Self {
            namespace: json::shared(&object["metadata"], "namespace"),
            selector: LabelSelector::from_json(object.pointer("/spec/selector")),
            disruptions_allowed: json::integer(&object["status"], "disruptionsAllowed").unwrap_or_default(),
            disrupted_pods: disrupted
                .into_iter()
                .flatten()
                .map(|(name, _)| name.as_str().into())
                .collect(),
        }
    }

    /// Whether evicting `pod` takes from this budget.
    fn guards(&self, pod: &BoundPod<'_>) -> bool {
        *self.namespace == **pod.namespace
            && !pod.labels.is_empty()
            && !self.selector.selects_everything()
            && self.selector.matches(pod.labels)
            && !self.disrupted_pods.contains(pod.name)
    }
}

/// Fewer nodes than this are all tried.
const MIN_CANDIDATES: usize = 100;

/// A node on which eviction would help.
struct Candidate<'a> {
    node: Arc<str>,
    /// Highest priority first.
    victims: Vec<BoundPod<'a>>,
    budget_violations: usize,
}

/// What preemption does for `incoming` after the filters rejected every node.
pub(super) fn preempt<'a>(cluster: &ClusterView<'a>, incoming: &IncomingPod<'_>, rejected: &[Rejected]) -> Preemption {
    if let Some(why) = ineligible(cluster, incoming, rejected) {
        return Preemption::NotEligible(why);
    }
    let potential: Vec<&Rejected> = rejected
        .iter()
        .filter(|each| each.rejection.code() == StatusCode::Unschedulable)
        .collect();
    let enough = MIN_CANDIDATES.max(potential.len() / 10);
    let mut candidates: Vec<Candidate<'a>> = Vec::new();
    let mut answers = Vec::new();
    for each in potential {
        match select_victims(cluster, incoming, each) {
            Ok(candidate) => candidates.push(candidate),
            Err(answer) => answers.push((Arc::clone(&each.rejection.node), answer)),
        }
        if candidates.len() >= enough && candidates.iter().any(|candidate| candidate.budget_violations == 0) {
            break;
        }
    }
    match candidates.into_iter().min_by_key(cost) {
        Some(best) => {
            let evicted = best.victims.iter().filter(|pod| !pod.termination.is_terminating());
            Preemption::Nominated {
                node: best.node,
                victims: evicted.map(BoundPod::key).collect(),
            }
        }
        None => Preemption::Failed { answers },
    }
}

fn ineligible(cluster: &ClusterView<'_>, incoming: &IncomingPod<'_>, rejected: &[Rejected]) -> Option<Ineligible> {
    match incoming.requirements.preemption_policy {
        PreemptionPolicy::Never => return Some(Ineligible::PolicyNever),
        PreemptionPolicy::PreemptLowerPriority => {}
    }
    let nominated = incoming.nominated_node?;
    let resolvable = rejected
        .iter()
        .any(|each| *each.rejection.node == *nominated && each.rejection.code() == StatusCode::Unschedulable);
    let view = cluster.nodes.iter().find(|view| *view.node.name == *nominated)?;
    let mut pods = view.pods.iter();
    let going = pods.find(|pod| is_lower(pod, incoming) && pod.termination == Termination::Preempted)?;
    resolvable.then(|| Ineligible::TerminatingPod { pod: going.key() })
}

fn is_lower(pod: &BoundPod<'_>, incoming: &IncomingPod<'_>) -> bool {
    pod.requirements.priority < incoming.requirements.priority
}

/// The pods that would have to leave one node, or why that does not help.
fn select_victims<'a>(
    cluster: &ClusterView<'a>,
    incoming: &IncomingPod<'_>,
    rejected: &Rejected,
) -> Result<Candidate<'a>, PreemptionAnswer> {
    let scene = Scene::new(cluster.nodes, rejected.index);
    let (mut potential, mut kept): (Vec<BoundPod<'a>>, Vec<BoundPod<'a>>) = scene
        .pods_on_target()
        .iter()
        .copied()
        .partition(|pod| is_lower(pod, incoming));
    if potential.is_empty() {
        return Err(PreemptionAnswer::NoVictims);
    }
    let reasons = filters::reasons(scene.with_pods(&kept), incoming);
    if !reasons.is_empty() {
        return Err(PreemptionAnswer::StillRejected(reasons));
    }
    potential.order_by_key(importance);
    let (violating, harmless) = split_by_budgets(cluster.budgets, &potential);
    let mut victims = Vec::new();
    let mut spare = |pods: Vec<BoundPod<'a>>| {
        for pod in pods {
            kept.push(pod);
            if !filters::reasons(scene.with_pods(&kept), incoming).is_empty() {
                victims.extend(kept.pop());
            }
        }
        victims.len()
    };
    let budget_violations = spare(violating);
    spare(harmless);
    victims.order_by_key(importance);
    Ok(Candidate {
        node: Arc::clone(&rejected.rejection.node),
        victims,
        budget_violations,
    })
}

/// Sorts the most important pod first: higher priority, then longer running (`util.MoreImportantPod`).
fn importance(pod: &BoundPod<'_>) -> (Reverse<i64>, SimTime) {
    (Reverse(pod.requirements.priority), start_time(pod))
}

/// A pod that has not started yet counts as the youngest.
fn start_time(pod: &BoundPod<'_>) -> SimTime {
    pod.start_time.unwrap_or(SimTime(i64::MAX))
}

/// Pods whose eviction would break a PodDisruptionBudget, and the others.
fn split_by_budgets<'a>(
    budgets: &[PodDisruptionBudget],
    pods: &[BoundPod<'a>],
) -> (Vec<BoundPod<'a>>, Vec<BoundPod<'a>>) {
    let mut allowed: Vec<i64> = budgets.iter().map(|budget| budget.disruptions_allowed).collect();
    pods.iter().partition(|pod| {
        let mut violates = false;
        for (budget, left) in budgets.iter().zip(&mut allowed) {
            if budget.guards(pod) {
                *left -= 1;
                violates |= *left < 0;
            }
        }
        violates
    })
}

/// What a candidate costs; the least is chosen, of equals the first (`pickOneNodeForPreemption`).
fn cost(candidate: &Candidate<'_>) -> (usize, i64, i64, usize, Reverse<SimTime>) {
    let priorities = || candidate.victims.iter().map(|pod| pod.requirements.priority);
    let highest = priorities().max().unwrap_or(i64::MIN);
    // Each priority is shifted above 0, so that more victims never cost less.
    let sum = priorities().map(|priority| priority + i64::from(i32::MAX) + 1).sum();
    let mut of_highest: Vec<SimTime> = candidate
        .victims
        .iter()
        .filter(|pod| pod.requirements.priority == highest)
        .map(start_time)
        .collect();
    of_highest.order();
    let earliest = of_highest.first().copied().unwrap_or_default();
    (
        candidate.budget_violations,
        highest,
        sum,
        candidate.victims.len(),
        Reverse(earliest),
    )
}
