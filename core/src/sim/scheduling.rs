//! The scheduler's turn: bind the pod to its node, or say why not (semantics 8.1).

use super::change::{Change, ClusterEvent};
use super::turn::Turn;
use crate::objects::{ObjectKey, Pod};
use std::sync::Arc;

/// Tries to bind a pod.
pub(crate) fn schedule(turn: &mut Turn<'_>, key: &ObjectKey) {
    let Some(pod) = turn.world.cluster.pods.get(key).cloned() else {
        return;
    };
    if pod.node_name.is_some() || pod.is_terminating() {
        return;
    }
    match decide(turn, &pod) {
        Ok(node) => {
            let mut bound = (*pod).clone();
            bound.node_name = Some(node.clone());
            bound.runtime.bound = Some(turn.now());
            bound.runtime.unschedulable = None;
            turn.say(Change::PodBound {
                pod: pod.name.clone(),
                node: node.clone(),
            });
            let message = format!("Successfully assigned {}/{} to {node}", pod.namespace, pod.name);
            record(turn, &pod, false, "Scheduled", &message);
            turn.put_pod(bound);
        }
        Err(message) => {
            if pod.runtime.unschedulable.as_ref() == Some(&message) {
                return;
            }
            let mut waiting = (*pod).clone();
            waiting.runtime.unschedulable = Some(message.clone());
            turn.say(Change::PodUnschedulable {
                pod: pod.name.clone(),
                message: message.clone(),
            });
            record(turn, &pod, true, "FailedScheduling", &message);
            turn.put_pod(waiting);
        }
    }
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

fn decide(turn: &Turn<'_>, pod: &Pod) -> Result<Arc<str>, Arc<str>> {
    let node = pod
        .target_node()
        .filter(|node| turn.world.cluster.nodes.contains_key(*node));
    node.cloned()
        .ok_or_else(|| Arc::from("no nodes available to schedule pods"))
}
