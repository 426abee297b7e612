//! Conditions become taints, and NoExecute taints evict (`node_lifecycle_controller.go`, doNoScheduleTaintingPass and
//! processTaintBaseEviction; `taint_eviction.go`, processPodOnNode; semantics 9.1 and 9.2).

use crate::controller::Toleration;
use crate::objects::{ConditionStatus, Node, Taint, TaintEffect};
use crate::time::Millis;
use std::sync::Arc;

/// Taint keys that the node life cycle controller owns.
const NOT_READY: &str = "node.kubernetes.io/not-ready";
const UNREACHABLE: &str = "node.kubernetes.io/unreachable";
const MEMORY_PRESSURE: &str = "node.kubernetes.io/memory-pressure";
const DISK_PRESSURE: &str = "node.kubernetes.io/disk-pressure";
const PID_PRESSURE: &str = "node.kubernetes.io/pid-pressure";
const NETWORK_UNAVAILABLE: &str = "node.kubernetes.io/network-unavailable";
const UNSCHEDULABLE: &str = "node.kubernetes.io/unschedulable";

/// The taints that `node` has to have, if they are not those it has. Those of one effect are looked at: the NoSchedule
/// taint of each condition that holds and of a cordon, or the NoExecute taint of a node that is not ready; all others are
/// as they are.
pub fn reconciled(node: &Node, effect: TaintEffect) -> Option<Vec<Taint>> {
    let wanted = wanted(node, effect);
    let keep = |taint: &Taint| taint.effect != effect || !is_managed(taint) || wanted.contains(&&*taint.key);
    let mut taints: Vec<Taint> = node.taints.iter().filter(|taint| keep(taint)).cloned().collect();
    for key in wanted {
        if !taints.iter().any(|taint| *taint.key == *key && taint.effect == effect) {
            taints.push(unvalued(key, effect));
        }
    }
    (taints != node.taints).then_some(taints)
}

/// The taints of a node that joins: admission adds `not-ready:NoSchedule`, which stays until the node is seen to be ready
/// (`plugin/pkg/admission/nodetaint`, Admit).
pub fn of_new_node(mut taints: Vec<Taint>) -> Vec<Taint> {
    let added = unvalued(NOT_READY, TaintEffect::NoSchedule);
    if !taints
        .iter()
        .any(|taint| taint.key == added.key && taint.effect == added.effect)
    {
        taints.push(added);
    }
    taints
}

/// Whether a NoExecute taint is due on `node` that has none of those for a node that is not ready.
pub fn adds_no_execute(node: &Node) -> bool {
    let has = |taint: &Taint| taint.effect == TaintEffect::NoExecute && is_managed(taint);
    node.conditions.ready != ConditionStatus::True && !node.taints.iter().any(has)
}

/// Whether the node is given up: pods that are being deleted there need not wait for its kubelet (semantics 9.6).
pub fn is_out_of_service(node: &Node) -> bool {
    let has = |taint: &Taint| &*taint.key == "node.kubernetes.io/out-of-service";
    node.conditions.ready != ConditionStatus::True && node.taints.iter().any(has)
}

fn unvalued(key: &str, effect: TaintEffect) -> Taint {
    Taint {
        key: key.into(),
        value: Arc::from(""),
        effect,
        time_added: None,
    }
}

fn wanted(node: &Node, effect: TaintEffect) -> Vec<&'static str> {
    let conditions = &node.conditions;
    let by_readiness = [
        (conditions.ready == ConditionStatus::False, NOT_READY),
        (conditions.ready == ConditionStatus::Unknown, UNREACHABLE),
    ];
    // Of a kubelet that is silent nobody knows what its node lacks.
    let heard = conditions.ready != ConditionStatus::Unknown;
    let others = [
        (heard && conditions.memory_pressure, MEMORY_PRESSURE),
        (heard && conditions.disk_pressure, DISK_PRESSURE),
        (heard && conditions.pid_pressure, PID_PRESSURE),
        (conditions.network_unavailable, NETWORK_UNAVAILABLE),
        (node.unschedulable, UNSCHEDULABLE),
    ];
    let others = others.into_iter().filter(|_| effect == TaintEffect::NoSchedule);
    let holding = by_readiness.into_iter().chain(others).filter(|(holds, _)| *holds);
    holding.map(|(_, key)| key).collect()
}

fn is_managed(taint: &Taint) -> bool {
    let by_condition = [
        NOT_READY,
        UNREACHABLE,
        MEMORY_PRESSURE,
        DISK_PRESSURE,
        PID_PRESSURE,
        NETWORK_UNAVAILABLE,
        UNSCHEDULABLE,
    ];
    match taint.effect {
        TaintEffect::NoSchedule => by_condition.contains(&&*taint.key),
        TaintEffect::NoExecute => [NOT_READY, UNREACHABLE].contains(&&*taint.key),
        TaintEffect::PreferNoSchedule => false,
    }
}

/// What NoExecute taints do to a pod that is on the node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Eviction<'a> {
    /// It may stay.
    Never,
    /// It has to go after this long, counted from when the taints were noticed.
    After(Millis),
    /// It has to go now, because of this taint.
    Now(&'a Taint),
}

/// What `taints` do to a pod with `tolerations`: every NoExecute taint has to be tolerated, and the shortest
/// `tolerationSeconds` among the tolerations that did it counts (the first that matches a taint is the one used).
pub fn eviction<'a>(taints: &'a [Taint], tolerations: &[Toleration]) -> Eviction<'a> {
    let mut shortest: Option<i64> = None;
    for taint in taints.iter().filter(|taint| taint.effect == TaintEffect::NoExecute) {
        let Some(used) = tolerations.iter().find(|toleration| toleration.tolerates(taint)) else {
            return Eviction::Now(taint);
        };
        shortest = match (shortest, used.toleration_seconds) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
    }
    shortest.map_or(Eviction::Never, |seconds| {
        Eviction::After(Millis::seconds(seconds.max(0)))
    })
}

/// A taint as kubectl writes it: `key=value:Effect`.
pub fn taint_text(taint: &Taint) -> String {
    let effect = match taint.effect {
        TaintEffect::NoSchedule => "NoSchedule",
        TaintEffect::PreferNoSchedule => "PreferNoSchedule",
        TaintEffect::NoExecute => "NoExecute",
    };
    if taint.value.is_empty() {
        format!("{}:{effect}", taint.key)
    } else {
        format!("{}={}:{effect}", taint.key, taint.value)
    }
}
