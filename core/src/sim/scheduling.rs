//! The scheduler's turn: bind the pod to its node, make room for it, or say why not (semantics 8.1).

use super::change::{Change, ClusterEvent, DeletionCause};
use super::turn::Turn;
use super::world::World;
use crate::objects::{Node, ObjectKey, Pod};
use crate::scheduler::{
    self, BoundPod, ClusterView, Decision, IncomingPod, NodeView, Outcome, PodRequirements, Preemption, Termination,
};
use serde_json::Value;
use std::sync::Arc;

/// Tries to bind a pod.
pub(crate) fn schedule(turn: &mut Turn<'_>, key: &ObjectKey) {
    let Some(pod) = turn.world.cluster.pods.get(key).cloned() else {
        return;
    };
    if pod.node_name.is_some() || pod.is_terminating() {
        return;
    }
    let outcome = decide(turn.world, &pod);
    match &outcome.decision {
        Decision::Bind { node, .. } => bind(turn, &pod, node),
        Decision::Unschedulable(Preemption::Nominated { node, victims }) => {
            for victim in victims {
                preempt(turn, victim, &pod.name);
            }
            wait(turn, &pod, outcome.message(), Some(node.clone()));
        }
        Decision::Gated { .. } | Decision::NoNodes | Decision::Refused(_) | Decision::Unschedulable(_) => {
            wait(turn, &pod, outcome.message(), None);
        }
    }
}

/// Asks the scheduler, which sees the pod's node and who is on it; where other nodes matter, all of them.
pub(crate) fn decide(world: &World, pod: &Pod) -> Outcome {
    let unasked = PodRequirements::from_spec(&Value::Null);
    let incoming = incoming(pod, &unasked);
    let requirements = incoming.requirements;
    let cluster = &world.cluster;
    let mut sets = cluster.daemon_sets.values();
    let others_matter =
        requirements.looks_at_other_nodes() || sets.any(|set| set.template.requirements.keeps_away_from_other_nodes());
    let candidates: Vec<&Arc<Node>> = match pod.target_node() {
        Some(node) if !others_matter => cluster.nodes.get(node).into_iter().collect(),
        Some(_) | None => cluster.nodes.values().collect(),
    };
    let on_node = |node| NodeView {
        node,
        pods: pods_on(world, &node.name, &unasked),
    };
    let views: Vec<NodeView<'_>> = candidates.into_iter().map(|node| on_node(node)).collect();
    let view = ClusterView {
        nodes: &views,
        total_nodes: cluster.nodes.len(),
        budgets: &[],
    };
    scheduler::schedule(&view, &incoming)
}

/// A pod as scheduler and kubelet see it that have to decide about it.
pub(super) fn incoming<'t>(pod: &'t Pod, unasked: &'t PodRequirements) -> IncomingPod<'t> {
    IncomingPod {
        namespace: &pod.namespace,
        name: &pod.name,
        labels: &pod.labels,
        requirements: pod.template.as_ref().map_or(unasked, |template| &template.requirements),
        pinned_to: pod.affinity_node.as_deref(),
        nominated_node: pod.runtime.nominated_node.as_deref(),
    }
}

/// The pods that are bound to `node` and have not ended.
pub(super) fn pods_on<'t>(world: &'t World, node: &Arc<str>, unasked: &'t PodRequirements) -> Vec<BoundPod<'t>> {
    let pods = world.pods_of(node).filter_map(|key| world.cluster.pods.get(key));
    let bound = pods.filter(|pod| pod.node_name.is_some() && !pod.is_terminal());
    let view = |pod: &'t Arc<Pod>| BoundPod {
        namespace: &pod.namespace,
        name: &pod.name,
        labels: &pod.labels,
        requirements: pod.template.as_ref().map_or(unasked, |template| &template.requirements),
        start_time: pod.runtime.started,
        termination: match (pod.is_terminating(), pod.runtime.preempted) {
            (false, _) => Termination::None,
            (true, false) => Termination::Deleted,
            (true, true) => Termination::Preempted,
        },
    };
    bound.map(view).collect()
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

fn preempt(turn: &mut Turn<'_>, victim: &ObjectKey, preemptor: &Arc<str>) {
    let Some(pod) = turn.world.cluster.pods.get(victim).cloned() else {
        return;
    };
    let mut marked = (*pod).clone();
    marked.runtime.preempted = true;
    turn.put_pod(marked);
    turn.delete_pod(
        victim,
        DeletionCause::Preemption {
            preemptor: preemptor.clone(),
        },
    );
}

fn wait(turn: &mut Turn<'_>, pod: &Pod, message: String, nominated_node: Option<Arc<str>>) {
    let message: Arc<str> = message.into();
    if pod.runtime.unschedulable.as_ref() == Some(&message) && pod.runtime.nominated_node == nominated_node {
        return;
    }
    let mut waiting = pod.clone();
    waiting.runtime.unschedulable = Some(message.clone());
    waiting.runtime.nominated_node = nominated_node;
    turn.say(Change::PodUnschedulable {
        pod: pod.name.clone(),
        message: message.clone(),
    });
    record(turn, pod, true, "FailedScheduling", &message);
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
