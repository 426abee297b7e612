//! What happens to machines: they join, shut down gracefully and start again, and run out of something.
//!
//! Models `pkg/kubelet/nodeshutdown/nodeshutdown_manager_linux.go`, `pkg/kubelet/eviction/eviction_manager.go` and the
//! events of `pkg/kubelet/kubelet_node_status.go` (semantics 9.9).

use super::command::reported;
use super::event::{Event, NodeConditionKind};
use super::kubelet;
use super::latency;
use super::nodes::{record_node, record_pod};
use super::turn::Turn;
use crate::node::taints;
use crate::objects::{ConditionStatus, Node, ObjectKey};
use crate::time::Millis;
use std::sync::Arc;

/// The priority from which pods are stopped last.
const CRITICAL: i64 = 2_000_000_000;
const SHUTDOWN_MESSAGE: &str = "Pod was terminated in response to imminent node shutdown.";

/// A node joins. Admission gives it the taint of a node that is not ready, until the node life cycle controller has
/// seen that it is, which is at once or when the kubelet says so after `ready_after`.
pub(super) fn join(turn: &mut Turn<'_>, node: Node, ready_after: Option<Millis>) {
    let mut node = reported(node, None, turn.now());
    let name = node.name.clone();
    if ready_after.is_some() {
        node.conditions.ready = ConditionStatus::False;
    }
    node.taints = taints::of_new_node(node.taints);
    turn.put_node(node);
    if let Some(delay) = ready_after {
        turn.later(delay, Event::NodeReady { node: name.clone() });
    }
    record_node(turn, &name, false, "Starting", "Starting kubelet.", "kubelet");
    let delay = latency::health_check(turn.seed, turn.now());
    turn.later(delay, Event::NodeNoticed { node: name });
}

/// The kubelet of a node that has just come says that it is ready.
pub(super) fn ready(turn: &mut Turn<'_>, name: &Arc<str>) {
    let Some(node) = turn.world.cluster.nodes.get(name).cloned() else {
        return;
    };
    if node.conditions.ready == ConditionStatus::False && !turn.world.silent.contains_key(name) {
        set_ready(turn, &node, ConditionStatus::True);
        let message = format!("Node {name} status is now: NodeReady");
        record_node(turn, name, false, "NodeReady", &message, "kubelet");
    }
}

fn set_ready(turn: &mut Turn<'_>, node: &Node, status: ConditionStatus) {
    let mut next = node.clone();
    next.conditions.ready = status;
    turn.put_node(next);
}

/// The machine shuts down: the node says that it is not ready, ordinary pods are stopped, then critical ones, and then
/// nothing is heard of it.
pub(super) fn shut_down(turn: &mut Turn<'_>, name: &Arc<str>) {
    let Some(node) = turn.world.cluster.nodes.get(name).cloned() else {
        return;
    };
    if turn.world.shutdowns.contains_key(name) || turn.world.silent.contains_key(name) {
        return;
    }
    let now = turn.now();
    turn.set_shutdown(name, Some(now));
    let message = "Shutdown manager detected shutdown event";
    record_node(turn, name, false, "Shutdown", message, "kubelet");
    set_ready(turn, &node, ConditionStatus::False);
    for (critical, delay) in [(false, latency::SHUTDOWN_PODS), (true, latency::SHUTDOWN_CRITICAL)] {
        turn.later(
            delay,
            Event::StopPods {
                node: name.clone(),
                since: now,
                critical,
            },
        );
    }
}

/// A group of pods has been stopped; after the critical ones the machine is off.
pub(super) fn stop_pods(turn: &mut Turn<'_>, name: &Arc<str>, since: crate::time::SimTime, critical: bool) {
    if turn.world.shutdowns.get(name) != Some(&since) {
        return;
    }
    for key in live_pods(turn, name) {
        let Some(pod) = turn.world.cluster.pods.get(&key).cloned() else {
            continue;
        };
        let priority = pod
            .template
            .as_ref()
            .map_or(0, |template| template.requirements.priority);
        if (priority >= CRITICAL) == critical {
            kubelet::fail_on_node(turn, &pod, "Terminated", SHUTDOWN_MESSAGE);
        }
    }
    if critical {
        super::command::silence(turn, name);
    }
}

/// The machine starts again, and with it the kubelet.
pub(super) fn start_up(turn: &mut Turn<'_>, name: &Arc<str>) {
    if !turn.world.shutdowns.contains_key(name) {
        return;
    }
    turn.set_shutdown(name, None);
    record_node(turn, name, false, "Starting", "Starting kubelet.", "kubelet");
    let message = format!("Node {name} has been rebooted, boot id: {}", turn.new_uid());
    record_node(turn, name, true, "Rebooted", &message, "kubelet");
    if turn.world.silent.contains_key(name) {
        super::command::resume(turn, name);
    } else if let Some(node) = turn.world.cluster.nodes.get(name).cloned() {
        set_ready(turn, &node, ConditionStatus::True);
    }
    let message = format!("Node {name} status is now: NodeReady");
    record_node(turn, name, false, "NodeReady", &message, "kubelet");
}

/// A node runs out of memory, disk or process ids, or has enough again: the condition follows, and as long as it holds
/// the kubelet evicts one pod after the other.
pub(super) fn run_out(turn: &mut Turn<'_>, name: &Arc<str>, of: NodeConditionKind, lacks: bool) {
    let Some(node) = turn.world.cluster.nodes.get(name).cloned() else {
        return;
    };
    let status = if lacks {
        ConditionStatus::True
    } else {
        ConditionStatus::False
    };
    let mut next = (*node).clone();
    of.set(&mut next.conditions, status);
    if next.conditions == node.conditions {
        return;
    }
    let (yes, no) = match of {
        NodeConditionKind::MemoryPressure => ("NodeHasInsufficientMemory", "NodeHasSufficientMemory"),
        NodeConditionKind::DiskPressure => ("NodeHasDiskPressure", "NodeHasNoDiskPressure"),
        NodeConditionKind::PidPressure => ("NodeHasInsufficientPID", "NodeHasSufficientPID"),
        NodeConditionKind::Ready | NodeConditionKind::NetworkUnavailable => return,
    };
    let reason = if lacks { yes } else { no };
    let message = format!("Node {name} status is now: {reason}");
    record_node(turn, name, false, reason, &message, "kubelet");
    turn.put_node(next);
    if lacks {
        turn.later(latency::EVICT, Event::EvictOne { node: name.clone(), of });
    }
}

/// The kubelet evicts the pod that comes first: of the lowest priority, then the newest. Critical pods stay.
pub(super) fn evict_one(turn: &mut Turn<'_>, name: &Arc<str>, of: NodeConditionKind) {
    let Some(node) = turn.world.cluster.nodes.get(name).cloned() else {
        return;
    };
    let (holds, resource) = match of {
        NodeConditionKind::MemoryPressure => (node.conditions.memory_pressure, "memory"),
        NodeConditionKind::DiskPressure => (node.conditions.disk_pressure, "ephemeral-storage"),
        NodeConditionKind::PidPressure => (node.conditions.pid_pressure, "pids"),
        NodeConditionKind::Ready | NodeConditionKind::NetworkUnavailable => return,
    };
    if !holds || turn.world.silent.contains_key(name) {
        return;
    }
    let ranked = live_pods(turn, name).into_iter().filter_map(|key| {
        let pod = turn.world.cluster.pods.get(&key)?;
        let priority = pod
            .template
            .as_ref()
            .map_or(0, |template| template.requirements.priority);
        let rank = (priority, std::cmp::Reverse(pod.created), key.clone());
        (priority < CRITICAL && pod.runtime.started.is_some()).then_some(rank)
    });
    let Some((_, _, key)) = ranked.min() else { return };
    let Some(pod) = turn.world.cluster.pods.get(&key).cloned() else {
        return;
    };
    let message = format!("The node was low on resource: {resource}. ");
    record_pod(turn, &pod, true, "Evicted", &message, "kubelet");
    kubelet::fail_on_node(turn, &pod, "Evicted", &message);
    turn.later(latency::EVICT, Event::EvictOne { node: name.clone(), of });
}

/// The pods that are bound to a node and neither ended nor being deleted.
fn live_pods(turn: &Turn<'_>, name: &Arc<str>) -> Vec<ObjectKey> {
    let live = |key: &&ObjectKey| {
        let pod = turn.world.cluster.pods.get(*key);
        pod.is_some_and(|pod| pod.node_name.as_ref() == Some(name) && !pod.is_terminal() && !pod.is_terminating())
    };
    turn.world.pods_of(name).filter(live).cloned().collect()
}
