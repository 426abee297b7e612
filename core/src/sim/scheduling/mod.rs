//! The scheduler's turn: bind the pod to its node, make room for it, or say why not (semantics 8.1, 8.7).
//!
//! Models `pkg/scheduler/schedule_one.go` (ScheduleOne, handleSchedulingFailure) and
//! `framework/preemption/executor.go` (prepareCandidate).

mod hints;
mod queue;

pub(crate) use hints::ClusterChange;
pub(crate) use queue::{Place, QueuedPod, Rank};

use super::budgets;
use super::change::{Change, ClusterEvent, DeletionCause};
use super::latency;
use super::turn::Turn;
use super::world::World;
use crate::objects::{Node, ObjectKey, Pod};
use crate::scheduler::{
    self, BoundPod, ClusterView, Decision, IncomingPod, NodeView, Outcome, PodRequirements, Preemption, Termination,
};
use std::sync::Arc;

/// Takes the next pod from the queue and tries to bind it, unless the scheduler is still busy with the one before.
pub(crate) fn schedule(turn: &mut Turn<'_>) {
    if turn.scheduler_is_free() {
        attempt(turn);
    }
    turn.keep_scheduling();
}

fn attempt(turn: &mut Turn<'_>) {
    let Some((key, queued)) = turn.next_pod() else { return };
    let Some(pod) = turn.world.cluster.pods.get(&key).cloned() else {
        return;
    };
    if pod.node_name.is_some() {
        return;
    }
    if pod.is_terminating() {
        let message = format!("skip schedule deleting pod: {}/{}", pod.namespace, pod.name);
        record(turn, &pod, true, "FailedScheduling", &message);
        return;
    }
    let outcome = decide(turn.world, &pod);
    match &outcome.decision {
        Decision::Bind { node, .. } => bind(turn, &pod, node),
        Decision::Unschedulable(Preemption::Nominated { node, victims }) => {
            wait(turn, &pod, &outcome, Some(node.clone()));
            turn.set_aside(&key, &queued, outcome.rejected_by());
            for victim in victims {
                preempt(turn, victim, &pod, node);
            }
            turn.occupy_scheduler(latency::PREEMPTION);
        }
        // Who may not evict anybody now keeps the room that is being made for it.
        Decision::Unschedulable(Preemption::NotEligible(_)) => {
            wait(turn, &pod, &outcome, pod.runtime.nominated_node.clone());
            turn.set_aside(&key, &queued, outcome.rejected_by());
        }
        Decision::Gated { .. }
        | Decision::NoNodes
        | Decision::Refused(_)
        | Decision::Unschedulable(Preemption::Failed { .. }) => {
            wait(turn, &pod, &outcome, None);
            turn.set_aside(&key, &queued, outcome.rejected_by());
        }
    }
}

/// Asks the scheduler, which sees the pod's node and who is on it; where other nodes matter, all of them.
pub(crate) fn decide(world: &World, pod: &Pod) -> Outcome {
    let unasked = PodRequirements::unasked();
    let incoming = incoming(pod, unasked);
    let cluster = &world.cluster;
    let others_matter = incoming.requirements.looks_at_other_nodes() || world.far_reaching_pods > 0;
    let candidates: Vec<&Arc<Node>> = match pod.target_node() {
        Some(node) if !others_matter => cluster.nodes.get(node).into_iter().collect(),
        Some(_) | None => cluster.nodes.values().collect(),
    };
    let views: Vec<NodeView<'_>> = candidates
        .into_iter()
        .map(|node| {
            let mut pods = pods_on(world, &node.name, unasked);
            pods.extend(nominated_to(world, &node.name, pod, unasked));
            NodeView { node, pods }
        })
        .collect();
    let view = ClusterView {
        nodes: &views,
        total_nodes: cluster.nodes.len(),
        budgets: &budgets::for_preemption(world),
    };
    scheduler::schedule(&view, &incoming)
}

/// A pod as scheduler and kubelet see it that have to decide about it.
pub(super) fn incoming<'t>(pod: &'t Pod, unasked: &'t PodRequirements) -> IncomingPod<'t> {
    IncomingPod {
        namespace: &pod.namespace,
        name: &pod.name,
        labels: &pod.labels,
        requirements: requirements(pod, unasked),
        pinned_to: pod.affinity_node.as_deref(),
        nominated_node: pod.runtime.nominated_node.as_deref(),
    }
}

/// The pods that are bound to `node` and have not ended.
pub(super) fn pods_on<'t>(world: &'t World, node: &Arc<str>, unasked: &'t PodRequirements) -> Vec<BoundPod<'t>> {
    let pods = world.pods_of(node).filter_map(|key| world.cluster.pods.get(key));
    let bound = pods.filter(|pod| pod.node_name.is_some() && !pod.is_terminal());
    bound.map(|pod| seen(pod, unasked)).collect()
}

/// Pods for which room is being made on `node` and that are at least as important as `pod`: they count as being there
/// already (`framework/runtime`, addNominatedPods).
fn nominated_to<'t>(
    world: &'t World,
    node: &'t Arc<str>,
    pod: &'t Pod,
    unasked: &'t PodRequirements,
) -> impl Iterator<Item = BoundPod<'t>> {
    let nominated = world
        .nominated_pods
        .iter()
        .filter_map(|key| world.cluster.pods.get(key));
    let on_node = nominated.filter(move |other| {
        other.runtime.nominated_node.as_ref() == Some(node)
            && other.uid != pod.uid
            && requirements(other, unasked).priority >= requirements(pod, unasked).priority
    });
    on_node.map(|pod| seen(pod, unasked))
}

fn requirements<'t>(pod: &'t Pod, unasked: &'t PodRequirements) -> &'t PodRequirements {
    pod.template.as_ref().map_or(unasked, |template| &template.requirements)
}

fn seen<'t>(pod: &'t Pod, unasked: &'t PodRequirements) -> BoundPod<'t> {
    BoundPod {
        namespace: &pod.namespace,
        name: &pod.name,
        labels: &pod.labels,
        requirements: requirements(pod, unasked),
        start_time: pod.runtime.started,
        termination: match (pod.is_terminating(), pod.runtime.preempted) {
            (false, _) => Termination::None,
            (true, None) => Termination::Deleted,
            (true, Some(_)) => Termination::Preempted,
        },
    }
}

fn bind(turn: &mut Turn<'_>, pod: &Pod, node: &Arc<str>) {
    let mut bound = pod.clone();
    bound.node_name = Some(node.clone());
    bound.runtime.bound = Some(turn.now());
    bound.runtime.unschedulable = None;
    bound.runtime.nominated_node = None;
    turn.say(Change::PodBound {
        pod: pod.name.clone(),
        node: node.clone(),
    });
    let message = format!("Successfully assigned {}/{} to {node}", pod.namespace, pod.name);
    record(turn, pod, false, "Scheduled", &message);
    turn.put_pod(bound);
}

/// Marks a pod as the one that makes room, and deletes it.
fn preempt(turn: &mut Turn<'_>, key: &ObjectKey, preemptor: &Pod, node: &str) {
    let Some(victim) = turn.world.cluster.pods.get(key).cloned() else {
        return;
    };
    let mut marked = (*victim).clone();
    marked.runtime.preempted = Some(turn.now());
    turn.put_pod(marked);
    let message = format!("Preempted by pod {} on node {node}", preemptor.uid);
    record(turn, &victim, false, "Preempted", &message);
    turn.delete_pod(
        key,
        DeletionCause::Preemption {
            preemptor: preemptor.name.clone(),
        },
    );
}

/// Reports why a pod cannot be bound: each time as an event, on the pod only if it says something new.
fn wait(turn: &mut Turn<'_>, pod: &Pod, outcome: &Outcome, nominated_node: Option<Arc<str>>) {
    let message: Arc<str> = outcome.message().into();
    record(turn, pod, true, "FailedScheduling", &outcome.event_message());
    if pod.runtime.unschedulable.as_ref() == Some(&message) && pod.runtime.nominated_node == nominated_node {
        return;
    }
    let mut waiting = pod.clone();
    if waiting.runtime.unschedulable.replace(message.clone()).is_none() {
        waiting.runtime.unschedulable_since = Some(turn.now());
    }
    waiting.runtime.nominated_node = nominated_node;
    turn.say(Change::PodUnschedulable {
        pod: pod.name.clone(),
        message,
    });
    turn.put_pod(waiting);
}

fn record(turn: &mut Turn<'_>, pod: &Pod, warning: bool, reason: &str, message: &str) {
    turn.record(ClusterEvent {
        time: turn.now(),
        warning,
        reason: reason.into(),
        kind: "Pod",
        namespace: pod.namespace.clone(),
        name: pod.name.clone(),
        message: message.into(),
        source: "default-scheduler",
    });
}
