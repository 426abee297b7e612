//! PodDisruptionBudgets: how many pods may go now, and what an eviction asks.
//!
//! Models `pkg/controller/disruption/disruption.go` (getExpectedPodCount, countHealthyPods) and
//! `pkg/registry/core/pod/storage/eviction.go`.

use super::world::World;
use crate::api::Resource;
use crate::controller::LabelSelector;
use crate::objects::{IntOrPercent, Pod, json};
use crate::scheduler::PodDisruptionBudget;
use serde_json::Value;

/// What a budget says at this moment.
pub(crate) struct Budget {
    pub(crate) disruptions_allowed: i64,
    pub(crate) current_healthy: i64,
    pub(crate) desired_healthy: i64,
    pub(crate) expected_pods: i64,
    always_allows_unready: bool,
}

/// Why a pod may not be evicted.
pub(crate) enum Refusal {
    /// It would break a budget.
    Violates,
    /// More than one budget guards it.
    Several,
}

/// The budgets that guard `pod`.
fn guarding<'w>(world: &'w World, pod: &'w Pod) -> impl Iterator<Item = &'w Value> {
    world.objects_of(Resource::PodDisruptionBudgets).filter(|budget| {
        let namespace = json::text(json::metadata(budget), "namespace");
        namespace == &*pod.namespace && LabelSelector::from_json(budget["spec"].get("selector")).matches(&pod.labels)
    })
}

/// What preemption asks of each budget: who is guarded, and how many may go.
pub(crate) fn for_preemption(world: &World) -> Vec<PodDisruptionBudget> {
    let budgets = world.objects_of(Resource::PodDisruptionBudgets);
    let read = budgets.map(|budget| PodDisruptionBudget {
        disruptions_allowed: judge(world, budget).disruptions_allowed,
        ..PodDisruptionBudget::from_json(budget)
    });
    read.collect()
}

/// What `budget` says.
pub(crate) fn judge(world: &World, budget: &Value) -> Budget {
    let namespace = json::text(json::metadata(budget), "namespace");
    let spec = &budget["spec"];
    let selector = LabelSelector::from_json(spec.get("selector"));
    let pods = world.cluster.pods.values();
    let guarded: Vec<_> = pods
        .filter(|pod| &*pod.namespace == namespace && selector.matches(&pod.labels))
        .collect();
    let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    let expected_pods = count(guarded.len());
    let current_healthy = count(guarded.iter().filter(|pod| pod.ready && !pod.is_terminating()).count());
    let limit = |key: &str| spec.get(key).and_then(IntOrPercent::from_json);
    let desired_healthy = match (limit("maxUnavailable"), limit("minAvailable")) {
        (Some(unavailable), _) => (expected_pods - unavailable.scaled(expected_pods)).max(0),
        (None, Some(available)) => available.scaled(expected_pods),
        (None, None) => 0,
    };
    let spare = current_healthy - desired_healthy;
    Budget {
        disruptions_allowed: if expected_pods > 0 { spare.max(0) } else { 0 },
        current_healthy,
        desired_healthy,
        expected_pods,
        always_allows_unready: json::text(spec, "unhealthyPodEvictionPolicy") == "AlwaysAllow",
    }
}

/// Why `pod` may not be evicted now, if it may not.
pub(crate) fn refusal(world: &World, pod: &Pod) -> Option<Refusal> {
    let not_running = pod.is_terminal() || pod.is_terminating() || pod.phase == crate::objects::PodPhase::Pending;
    if not_running {
        return None;
    }
    let mut budgets = guarding(world, pod);
    let budget = budgets.next()?;
    if budgets.next().is_some() {
        return Some(Refusal::Several);
    }
    let budget = judge(world, budget);
    let healthy_enough = budget.desired_healthy > 0 && budget.current_healthy >= budget.desired_healthy;
    if !pod.ready && (budget.always_allows_unready || healthy_enough) {
        return None;
    }
    (budget.disruptions_allowed < 1).then_some(Refusal::Violates)
}
