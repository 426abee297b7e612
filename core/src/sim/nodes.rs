//! The node life cycle controller: conditions become taints, silence becomes Unknown (semantics 9.1).
//!
//! Models `pkg/controller/nodelifecycle/node_lifecycle_controller.go`: doNoScheduleTaintingPass follows every change at
//! once; processTaintBaseEviction comes with the pass that is made every 5 s, and no zone loses nodes faster than its
//! rate limiter lets it.

use super::change::ClusterEvent;
use super::event::Event;
use super::kubelet;
use super::latency;
use super::turn::Turn;
use crate::node::taints;
use crate::objects::{ConditionStatus, Node, Pod, TaintEffect};
use crate::time::{Millis, SimTime};
use std::sync::Arc;

/// Makes the NoSchedule taints of a node agree with its conditions.
pub(crate) fn reconcile_taints(turn: &mut Turn<'_>, name: &Arc<str>) {
    reconcile(turn, name, TaintEffect::NoSchedule);
}

/// The pass of every 5 s: makes the NoExecute taint of a node agree with its readiness. To take one away or to swap it
/// is always allowed; to add one only as fast as the zone's limiter says.
pub(crate) fn check_health(turn: &mut Turn<'_>, name: &Arc<str>) {
    let Some(node) = turn.world.cluster.nodes.get(name).cloned() else {
        return;
    };
    let adds = taints::adds_no_execute(&node);
    if adds {
        let zone = zone(&node);
        let Some(interval) = interval(turn, &zone) else { return };
        let now = turn.now();
        if let Some(next) = turn
            .world
            .zones
            .get(&zone)
            .map(|last| *last + interval)
            .filter(|next| *next > now)
        {
            turn.later(next - now, Event::CheckHealth { node: name.clone() });
            return;
        }
        turn.set_zone(&zone, now);
    }
    reconcile(turn, name, TaintEffect::NoExecute);
}

fn reconcile(turn: &mut Turn<'_>, name: &Arc<str>, effect: TaintEffect) {
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

/// The zone of a node, by its labels.
fn zone(node: &Node) -> Arc<str> {
    let label = |key| node.labels.get(key).map_or("", |value| &**value);
    let (region, zone) = (
        label("topology.kubernetes.io/region"),
        label("topology.kubernetes.io/zone"),
    );
    format!("{region}:{zone}").into()
}

/// How long after one NoExecute taint the next may follow in `zone`; `None`: not until things are better. One node in
/// 10 s; of a zone where more than 55 % are not ready one in 100 s, or none if it has at most 50 nodes; of a zone that
/// is down altogether one in 10 s again, unless all zones are (ComputeZoneState, setLimiterInZone).
fn interval(turn: &Turn<'_>, of: &str) -> Option<Millis> {
    const NORMAL: Millis = Millis::seconds(10);
    const SECONDARY: Millis = Millis::seconds(100);
    const LARGE_ZONE: usize = 50;
    let is_ready = |node: &Node| node.conditions.ready == ConditionStatus::True;
    let nodes = || turn.world.cluster.nodes.values();
    let own = nodes().filter(|node| *zone(node) == *of);
    let (mut ready, mut down) = (0_usize, 0_usize);
    for node in own {
        if is_ready(node) {
            ready += 1;
        } else {
            down += 1;
        }
    }
    let partly = down > 2 && down * 100 >= 55 * (ready + down);
    if ready == 0 {
        nodes().any(|node| is_ready(node)).then_some(NORMAL)
    } else if !partly {
        Some(NORMAL)
    } else if ready + down > LARGE_ZONE {
        Some(SECONDARY)
    } else {
        None
    }
}

/// A node has become ready: of its zone others may be tainted now that the zone's state kept from it.
pub(crate) fn zone_recovers(turn: &mut Turn<'_>) {
    let waiting: Vec<_> = turn
        .world
        .cluster
        .nodes
        .values()
        .filter(|node| node.conditions.ready != ConditionStatus::True && taints::adds_no_execute(node))
        .map(|node| node.name.clone())
        .collect();
    for node in waiting {
        let delay = latency::health_check(turn.seed, turn.now());
        turn.later(delay, Event::CheckHealth { node });
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
    let message = format!("Node {name} status is now: NodeNotReady");
    record_node(turn, name, false, "NodeNotReady", &message, "node-controller");
    let pods: Vec<_> = turn.world.pods_of(name).cloned().collect();
    for key in pods {
        let Some(pod) = turn.world.cluster.pods.get(&key).cloned() else {
            continue;
        };
        if pod.ready && pod.node_name.as_ref() == Some(name) {
            let mut next = (*pod).clone();
            let since = next.ready_transition;
            kubelet::set_ready(&mut next, false, turn);
            next.runtime.unheard = since;
            record_pod(turn, &pod, true, "NodeNotReady", "Node is not ready", "node-controller");
            turn.put_pod(next);
        }
    }
}

/// The node life cycle controller says that it has noticed a node that came or went.
pub(crate) fn noticed(turn: &mut Turn<'_>, name: &Arc<str>) {
    let (reason, message) = if turn.world.cluster.nodes.contains_key(name) {
        (
            "RegisteredNode",
            format!("Node {name} event: Registered Node {name} in Controller"),
        )
    } else {
        (
            "RemovingNode",
            format!("Node {name} event: Removing Node {name} from Controller"),
        )
    };
    record_node(turn, name, false, reason, &message, "node-controller");
}

/// Records an event about a node.
pub(crate) fn record_node(
    turn: &mut Turn<'_>,
    name: &Arc<str>,
    warning: bool,
    reason: &str,
    message: &str,
    source: &'static str,
) {
    turn.record(ClusterEvent {
        time: turn.now(),
        warning,
        reason: reason.into(),
        kind: "Node",
        namespace: "".into(),
        name: name.clone(),
        message: message.into(),
        source,
    });
}

/// Records an event about a pod.
pub(crate) fn record_pod(
    turn: &mut Turn<'_>,
    pod: &Pod,
    warning: bool,
    reason: &str,
    message: &str,
    source: &'static str,
) {
    turn.record(ClusterEvent {
        time: turn.now(),
        warning,
        reason: reason.into(),
        kind: "Pod",
        namespace: pod.namespace.clone(),
        name: pod.name.clone(),
        message: message.into(),
        source,
    });
}
