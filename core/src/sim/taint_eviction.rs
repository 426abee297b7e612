//! The taint eviction controller: NoExecute taints take pods off a node, at once or after a while (semantics 9.2;
//! `pkg/controller/tainteviction/taint_eviction.go`).

use super::change::DeletionCause;
use super::event::Event;
use super::kubelet::disruption;
use super::nodes::record_pod;
use super::turn::Turn;
use crate::node::taints::{self, Eviction};
use crate::objects::{Node, ObjectKey, Pod, Taint, TaintEffect};
use crate::time::SimTime;
use std::sync::Arc;

const SOURCE: &str = "taint-eviction-controller";

/// Looks at every pod of a node: delete, start a timer, or leave it.
pub(crate) fn evict(turn: &mut Turn<'_>, name: &Arc<str>) {
    let Some(node) = turn.world.cluster.nodes.get(name).cloned() else {
        return;
    };
    let pods: Vec<_> = turn.world.pods_of(name).cloned().collect();
    for key in pods {
        let timer = turn.world.evictions.contains_key(&key);
        match judge(turn, &node, &key) {
            Eviction::Never if timer => cancel(turn, &key),
            Eviction::After(delay) if !timer => {
                let noticed = turn.now();
                turn.set_eviction(&key, Some(noticed));
                turn.later(delay, Event::EvictionDue { pod: key, noticed });
            }
            Eviction::Never | Eviction::After(_) => {}
            Eviction::Now(taint) => delete(turn, &key, taint),
        }
    }
}

/// The time that a pod's tolerations gave it is over, unless the taints have gone meanwhile.
pub(crate) fn due(turn: &mut Turn<'_>, key: &ObjectKey, noticed: SimTime) {
    if turn.world.evictions.get(key) != Some(&noticed) {
        return;
    }
    turn.set_eviction(key, None);
    let Some(node) = turn.world.cluster.pods.get(key).and_then(|pod| pod.node_name.clone()) else {
        return;
    };
    let Some(node) = turn.world.cluster.nodes.get(&node).cloned() else {
        return;
    };
    let cause = match judge(turn, &node, key) {
        Eviction::Never => return,
        Eviction::Now(taint) => Some(taint),
        Eviction::After(_) => node.taints.iter().find(|taint| taint.effect == TaintEffect::NoExecute),
    };
    if let Some(taint) = cause {
        delete(turn, key, taint);
    }
}

/// The taints have gone before the time was over.
fn cancel(turn: &mut Turn<'_>, key: &ObjectKey) {
    turn.set_eviction(key, None);
    if let Some(pod) = turn
        .world
        .cluster
        .pods
        .get(key)
        .filter(|pod| !pod.is_terminating())
        .cloned()
    {
        let message = format!("Cancelling deletion of Pod {}/{}", key.0, key.1);
        record_pod(turn, &pod, false, "TaintManagerEviction", &message, SOURCE);
    }
}

/// A pod is gone before the time was over.
pub(crate) fn pod_gone(turn: &mut Turn<'_>, pod: &Pod) {
    let key = (pod.namespace.clone(), pod.name.clone());
    if turn.world.evictions.contains_key(&key) {
        turn.set_eviction(&key, None);
        let message = format!("Cancelling deletion of Pod {}/{}", key.0, key.1);
        record_pod(turn, pod, false, "TaintManagerEviction", &message, SOURCE);
    }
}

fn delete(turn: &mut Turn<'_>, key: &ObjectKey, taint: &Taint) {
    let Some(pod) = turn.world.cluster.pods.get(key).cloned() else {
        return;
    };
    let message = format!("Marking for deletion Pod {}/{}", key.0, key.1);
    record_pod(turn, &pod, false, "TaintManagerEviction", &message, SOURCE);
    let mut marked: Pod = (*pod).clone();
    let message = "Taint manager: deleting due to NoExecute taint";
    marked.runtime.disruption = Some(disruption("DeletionByTaintManager", message, turn.now()));
    if !pod.is_terminating() {
        turn.put_pod(marked);
    }
    let taint = taints::taint_text(taint);
    turn.delete_pod(key, DeletionCause::Taint { taint });
}

fn judge<'n>(turn: &Turn<'_>, node: &'n Node, key: &ObjectKey) -> Eviction<'n> {
    let Some(pod) = turn.world.cluster.pods.get(key) else {
        return Eviction::Never;
    };
    if pod.node_name.as_ref() != Some(&node.name) {
        return Eviction::Never;
    }
    let tolerations = pod.template.as_ref().map_or(&[][..], |template| &template.tolerations);
    match taints::eviction(&node.taints, tolerations) {
        // That somebody else was quicker is seen only when the deletion is answered; by then it has been told.
        Eviction::After(_) if pod.is_terminating() => Eviction::Never,
        eviction => eviction,
    }
}
