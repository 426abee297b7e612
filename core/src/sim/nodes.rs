//! What watches over nodes: conditions become taints, silence becomes Unknown, NoExecute evicts.

use super::change::{ClusterEvent, DeletionCause};
use super::event::Event;
use super::kubelet;
use super::turn::Turn;
use crate::node::taints::{self, Eviction};
use crate::objects::{ConditionStatus, Node, ObjectKey, TaintEffect};
use crate::time::SimTime;
use std::sync::Arc;

/// Makes the taints of one effect of a node agree with its conditions, each with the time at which it was added.
pub(crate) fn reconcile_taints(turn: &mut Turn<'_>, name: &Arc<str>, effect: TaintEffect) {
    let Some(node) = turn.world.cluster.nodes.get(name).cloned() else {
        return;
    };
    if let Some(mut wanted) = taints::reconciled(&node, effect) {
        let now = turn.now().floor_seconds();
        for taint in wanted.iter_mut().filter(|taint| !node.taints.contains(taint)) {
            taint.time_added = Some(now);
        }
        turn.put_node(Node {
            taints: wanted,
            ..(*node).clone()
        });
    }
}

/// The lease of a silent kubelet has run out: the node's readiness becomes Unknown and its pods' `False`
/// (`node_lifecycle_controller.go`, tryUpdateNodeHealth; `controller_utils.go`, MarkPodsNotReady).
pub(crate) fn lease_expired(turn: &mut Turn<'_>, name: &Arc<str>, silent_since: SimTime) {
    if turn.world.silent.get(name) != Some(&silent_since) {
        return;
    }
    let Some(node) = turn.world.cluster.nodes.get(name).cloned() else {
        return;
    };
    let was_ready = node.conditions.ready == ConditionStatus::True;
    let mut next = (*node).clone();
    next.conditions.ready = ConditionStatus::Unknown;
    turn.put_node(next);
    if !was_ready {
        return;
    }
    turn.record(ClusterEvent {
        time: turn.now(),
        warning: false,
        reason: "NodeNotReady".into(),
        kind: "Node",
        namespace: "".into(),
        name: name.clone(),
        message: format!("Node {name} status is now: NodeNotReady").into(),
        source: "node-controller",
    });
    let pods: Vec<_> = turn.world.pods_of(name).cloned().collect();
    for key in pods {
        let Some(pod) = turn.world.cluster.pods.get(&key).cloned() else {
            continue;
        };
        if pod.ready && pod.node_name.as_ref() == Some(name) {
            let mut next = (*pod).clone();
            kubelet::set_ready(&mut next, false, turn);
            next.runtime.unheard = true;
            turn.put_pod(next);
        }
    }
}

/// The taint eviction controller looks at every pod of a node: delete, start a timer, or leave it.
pub(crate) fn evict(turn: &mut Turn<'_>, name: &Arc<str>) {
    let Some(node) = turn.world.cluster.nodes.get(name).cloned() else {
        return;
    };
    let pods: Vec<_> = turn.world.pods_of(name).cloned().collect();
    for key in pods {
        let timer = turn.world.evictions.contains_key(&key);
        match judge(turn, &node, &key) {
            Eviction::Never if timer => turn.set_eviction(&key, None),
            Eviction::After(delay) if !timer => {
                let noticed = turn.now();
                turn.set_eviction(&key, Some(noticed));
                turn.later(delay, Event::EvictionDue { pod: key, noticed });
            }
            Eviction::Never | Eviction::After(_) => {}
            Eviction::Now(taint) => {
                turn.delete_pod(
                    &key,
                    DeletionCause::Taint {
                        taint: taints::taint_text(taint),
                    },
                );
            }
        }
    }
}

/// The time that a pod's tolerations gave it is over, unless the taints have gone meanwhile.
pub(crate) fn eviction_due(turn: &mut Turn<'_>, key: &ObjectKey, noticed: SimTime) {
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
        turn.delete_pod(
            key,
            DeletionCause::Taint {
                taint: taints::taint_text(taint),
            },
        );
    }
}

fn judge<'n>(turn: &Turn<'_>, node: &'n Node, key: &ObjectKey) -> Eviction<'n> {
    let Some(pod) = turn.world.cluster.pods.get(key) else {
        return Eviction::Never;
    };
    if pod.is_terminating() || pod.node_name.as_ref() != Some(&node.name) {
        return Eviction::Never;
    }
    let tolerations = pod.template.as_ref().map_or(&[][..], |template| &template.tolerations);
    taints::eviction(&node.taints, tolerations)
}
