//! One step of a rolling update: which old pods make way now, and where a new pod starts beside an old one.
//!
//! Models `pkg/controller/daemon/update.go` (rollingUpdate, findUpdatedPodsOnNode, updatedDesiredNodeCounts). Kubernetes
//! walks the nodes in random order; here the order is that of their names, nodes that are gone last.

use super::grouping::{Grouping, count};
use super::plan::{CreateReason, DeleteReason, RolloutNumbers, SyncError};
use super::{Step, View};
use crate::controller::placement::Decision;
use crate::objects::{IntOrPercent, Pod, UpdateStrategy};
use serde::Serialize;
use std::sync::Arc;

/// Why a node holds a unit of the budget.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum BudgetUse {
    /// Two pods of one kind; the next sync cleans up.
    Excess,
    /// It has no pod, or only pods that are being deleted.
    NoPod,
    /// It has an old and a new pod.
    OldAndNew,
    /// Its new pod is not available yet.
    NewUnavailable,
    /// Its old pod is not available.
    OldUnavailable,
}

/// A node that holds a unit of the budget.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BudgetHolder {
    /// The node.
    pub node: Arc<str>,
    /// Why.
    pub usage: BudgetUse,
}

/// What a budget bar shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RolloutBudget {
    /// How much there is, and how much of it is used.
    pub numbers: RolloutNumbers,
    /// By whom, in the order of names.
    pub holders: Vec<BudgetHolder>,
}

/// One node of the rollout, and its pods that are not being deleted.
struct Site<'a> {
    node: &'a Arc<str>,
    /// `None`: the node does not exist.
    decision: Option<Decision>,
    pods: Option<OldAndNew<'a>>,
}

/// At most one old and one new pod.
struct OldAndNew<'a> {
    old: Option<&'a Arc<Pod>>,
    new: Option<&'a Arc<Pod>>,
}

/// The limits of a rolling update for `desired` nodes: `(maxUnavailable, maxSurge)`.
pub(super) fn limits(strategy: UpdateStrategy, desired: i64) -> (i64, i64) {
    let (unavailable, surge) = match strategy {
        UpdateStrategy::OnDelete => (IntOrPercent::Int(0), IntOrPercent::Int(0)),
        UpdateStrategy::RollingUpdate {
            max_unavailable,
            max_surge,
        } => (max_unavailable, max_surge),
    };
    let (unavailable, surge) = (unavailable.scaled(desired), surge.scaled(desired));
    if desired > 0 && unavailable == 0 && surge == 0 {
        (1, 0)
    } else {
        (unavailable, surge)
    }
}

/// Plans one step.
pub(super) fn roll(step: &mut Step<'_>, grouping: &Grouping<'_>) -> Result<(), SyncError> {
    let desired = grouping.desired();
    let (max_unavailable, max_surge) = limits(step.view.set.strategy, desired);
    let numbers = RolloutNumbers {
        desired,
        max_unavailable,
        max_surge,
        ..RolloutNumbers::default()
    };
    if max_surge == 0 {
        roll_without_surge(step, grouping, numbers);
        Ok(())
    } else {
        roll_with_surge(step, grouping, numbers)
    }
}

fn roll_without_surge(step: &mut Step<'_>, grouping: &Grouping<'_>, mut numbers: RolloutNumbers) {
    let mut candidates = Vec::new();
    for site in sites(&step.view, grouping) {
        let usage = unavailable(&step.view, &site);
        numbers.used += i64::from(usage.is_some());
        let Some(OldAndNew {
            old: Some(old),
            new: None,
        }) = site.pods
        else {
            continue;
        };
        numbers.old += 1;
        if usage == Some(BudgetUse::OldUnavailable) {
            step.delete(old, site.node, || DeleteReason::RolloutOldUnavailable);
        } else if numbers.used < numbers.max_unavailable {
            candidates.push((old, site.node));
        }
    }
    let room = usize::try_from(numbers.room()).unwrap_or_default();
    for (index, (old, node)) in candidates.into_iter().take(room).enumerate() {
        step.delete(old, node, || DeleteReason::RolloutOldAvailable {
            unavailable: numbers.used + count(index),
            max_unavailable: numbers.max_unavailable,
        });
    }
    step.plan.rollout = Some(numbers);
}

fn roll_with_surge(step: &mut Step<'_>, grouping: &Grouping<'_>, mut numbers: RolloutNumbers) -> Result<(), SyncError> {
    let view = step.view;
    let (mut sunset, mut candidates, mut free, mut replaced) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for site in sites(&view, grouping) {
        numbers.used += i64::from(surging(&view, &site).is_some());
        let Some(OldAndNew { old, new }) = site.pods else {
            continue;
        };
        let counted = old.or(new).is_some_and(|pod| view.is_available(pod));
        numbers.available += i64::from(counted);
        let Some(old) = old else {
            continue;
        };
        if let Some(new) = new {
            if view.is_available(new) {
                replaced.push((
                    old,
                    site.node,
                    DeleteReason::SurgeNewAvailable {
                        new: Arc::clone(&new.name),
                    },
                ));
            }
            continue;
        }
        numbers.old += 1;
        let Some(decision) = site.decision else {
            return Err(SyncError::NodeMissing {
                node: Arc::clone(site.node),
            });
        };
        match (view.is_available(old), decision.should_run) {
            (false, false) => replaced.push((old, site.node, DeleteReason::RolloutOldUnavailable)),
            (false, true) => free.push((old, site.node)),
            (true, false) => sunset.push((old, site.node)),
            (true, true) if numbers.used < numbers.max_surge => candidates.push((old, site.node)),
            (true, true) => {}
        }
    }
    let surplus = usize::try_from(numbers.available - numbers.desired).unwrap_or_default();
    let room = usize::try_from(numbers.room()).unwrap_or_default();
    for (old, node, reason) in replaced {
        step.delete(old, node, || reason);
    }
    for (old, node) in sunset.into_iter().take(surplus) {
        step.delete(old, node, || DeleteReason::Sunset {
            available: numbers.available,
            desired: numbers.desired,
        });
    }
    for (old, node) in free {
        step.create(node, || CreateReason::OldUnavailable {
            old: Arc::clone(&old.name),
        });
    }
    for (index, (old, node)) in candidates.into_iter().take(room).enumerate() {
        step.create(node, || CreateReason::BesideOld {
            old: Arc::clone(&old.name),
            surge: numbers.used + count(index),
            max_surge: numbers.max_surge,
        });
    }
    step.plan.rollout = Some(numbers);
    Ok(())
}

/// Every node that has pods of the set or should have one.
fn sites<'a>(view: &View<'a>, grouping: &'a Grouping<'a>) -> impl Iterator<Item = Site<'a>> + use<'a> {
    let view = *view;
    let existing = grouping
        .nodes()
        .filter(|node| node.decision.should_run || !node.pods.is_empty())
        .map(|node| (&node.node.name, Some(node.decision), node.pods));
    let gone = grouping
        .elsewhere
        .iter()
        .map(|(node, pods)| (*node, None, pods.as_slice()));
    existing.chain(gone).map(move |(node, decision, pods)| Site {
        node,
        decision,
        pods: old_and_new(&view, pods),
    })
}

/// The old and the new pod among those that are not being deleted; `None` if there are two of a kind.
fn old_and_new<'a>(view: &View<'a>, pods: &[&'a Arc<Pod>]) -> Option<OldAndNew<'a>> {
    let mut found = OldAndNew { old: None, new: None };
    for pod in pods.iter().filter(|pod| !pod.is_terminating()) {
        let place = if view.is_updated(pod) {
            &mut found.new
        } else {
            &mut found.old
        };
        if place.replace(pod).is_some() {
            return None;
        }
    }
    Some(found)
}

/// Why a node counts as unavailable where there is no surge.
fn unavailable(view: &View<'_>, site: &Site<'_>) -> Option<BudgetUse> {
    let Some(OldAndNew { old, new }) = site.pods else {
        return Some(BudgetUse::Excess);
    };
    match (old, new) {
        (None, None) => Some(BudgetUse::NoPod),
        (Some(_), Some(_)) => Some(BudgetUse::OldAndNew),
        (None, Some(new)) => (!view.is_available(new)).then_some(BudgetUse::NewUnavailable),
        (Some(old), None) => (!view.is_available(old)).then_some(BudgetUse::OldUnavailable),
    }
}

/// Why a node counts as surging.
fn surging(view: &View<'_>, site: &Site<'_>) -> Option<BudgetUse> {
    let Some(OldAndNew { old, new }) = site.pods else {
        return Some(BudgetUse::Excess);
    };
    let waiting = old.is_some() && new.is_some_and(|new| !view.is_available(new));
    waiting.then_some(BudgetUse::NewUnavailable)
}

/// The numbers, and the nodes that hold each unit.
pub(super) fn budget(view: &View<'_>, grouping: &Grouping<'_>) -> RolloutBudget {
    let desired = grouping.desired();
    let (max_unavailable, max_surge) = limits(view.set.strategy, desired);
    let holds = if max_surge == 0 { unavailable } else { surging };
    let mut numbers = RolloutNumbers {
        desired,
        max_unavailable,
        max_surge,
        ..RolloutNumbers::default()
    };
    let mut holders = Vec::new();
    for site in sites(view, grouping) {
        if let Some(usage) = holds(view, &site) {
            numbers.used += 1;
            holders.push(BudgetHolder {
                node: Arc::clone(site.node),
                usage,
            });
        }
        let Some(OldAndNew { old, new }) = site.pods else {
            continue;
        };
        numbers.old += i64::from(old.is_some() && new.is_none());
        numbers.available += i64::from(old.or(new).is_some_and(|pod| view.is_available(pod)));
    }
    RolloutBudget { numbers, holders }
}
