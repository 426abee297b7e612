//! One step of a rolling update: which old pods make way now, and where a new pod starts beside an old one.
//!
//! Models `pkg/controller/daemon/update.go` (rollingUpdate, findUpdatedPodsOnNode, updatedDesiredNodeCounts). Kubernetes
//! walks the nodes in random order; here the order is that of their names, nodes that are gone last.

use super::census::{Census, Facts, count};
use super::plan::{CreateReason, DeleteReason, RolloutNumbers, SyncError};
use super::{Step, View};
use crate::objects::{IntOrPercent, Pod, UpdateStrategy};
use crate::time::SimTime;
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

/// One node of the rollout, and its pods.
struct Site<'a> {
    node: &'a Arc<str>,
    /// The node exists.
    exists: bool,
    facts: Facts,
    pods: &'a [Arc<Pod>],
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
pub(super) fn roll(step: &mut Step<'_>, census: &Census) -> Result<(), SyncError> {
    let desired = census.desired();
    let (max_unavailable, max_surge) = limits(step.view.set.strategy, desired);
    let numbers = RolloutNumbers {
        desired,
        max_unavailable,
        max_surge,
        ..RolloutNumbers::default()
    };
    if max_surge == 0 {
        roll_without_surge(step, census, numbers);
        Ok(())
    } else {
        roll_with_surge(step, census, numbers)
    }
}

fn roll_without_surge(step: &mut Step<'_>, census: &Census, mut numbers: RolloutNumbers) {
    let (now, most) = (
        step.view.now,
        usize::try_from(numbers.max_unavailable).unwrap_or_default(),
    );
    let mut candidates = Vec::new();
    for site in sites(census) {
        let usage = unavailable(&site.facts, now);
        numbers.used += i64::from(usage.is_some());
        if !site.has_only_old() {
            continue;
        }
        numbers.old += 1;
        if usage == Some(BudgetUse::OldUnavailable) {
            if let Some(old) = site.old_pod(census) {
                step.delete(old, site.node, || DeleteReason::RolloutOldUnavailable);
            }
        } else if numbers.used < numbers.max_unavailable && candidates.len() < most {
            candidates.push(site);
        }
    }
    let room = usize::try_from(numbers.room()).unwrap_or_default();
    for (index, site) in candidates.iter().take(room).enumerate() {
        if let Some(old) = site.old_pod(census) {
            step.delete(old, site.node, || DeleteReason::RolloutOldAvailable {
                unavailable: numbers.used + count(index),
                max_unavailable: numbers.max_unavailable,
            });
        }
    }
    step.plan.rollout = Some(numbers);
}

fn roll_with_surge(step: &mut Step<'_>, census: &Census, mut numbers: RolloutNumbers) -> Result<(), SyncError> {
    let (now, most) = (step.view.now, usize::try_from(numbers.max_surge).unwrap_or_default());
    let (mut sunset, mut candidates, mut free, mut replaced) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for site in sites(census) {
        let facts = &site.facts;
        numbers.used += i64::from(surging(facts, now).is_some());
        if facts.excess {
            continue;
        }
        numbers.available += i64::from(facts.old.or(facts.new).is_some_and(|pod| pod.is_available(now)));
        let Some(old) = facts.old else {
            continue;
        };
        let is_available = old.is_available(now);
        let old = || site.old_pod(census).map(|old| (old, site.node));
        if let Some(new) = facts.new {
            if new.is_available(now)
                && let (Some((old, node)), Some(new)) = (old(), site.new_pod(census))
            {
                let new = Arc::clone(&new.name);
                replaced.push((old, node, DeleteReason::SurgeNewAvailable { new }));
            }
            continue;
        }
        numbers.old += 1;
        if !site.exists {
            return Err(SyncError::NodeMissing {
                node: Arc::clone(site.node),
            });
        }
        match (is_available, facts.decision.should_run) {
            (false, false) => {
                replaced.extend(old().map(|(old, node)| (old, node, DeleteReason::RolloutOldUnavailable)));
            }
            (false, true) => free.extend(old()),
            (true, false) => sunset.extend(old()),
            (true, true) if numbers.used < numbers.max_surge && candidates.len() < most => candidates.extend(old()),
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

/// Every node that has pods of the set or should have one, in the order of names; those that are gone come last.
fn sites(census: &Census) -> impl Iterator<Item = Site<'_>> {
    let existing = census
        .sites()
        .filter(|(_, facts)| facts.decision.should_run || facts.first.is_some())
        .map(|(site, facts)| Site {
            node: &site.node.name,
            exists: true,
            facts: *facts,
            pods: site.pods(),
        });
    let gone = census.elsewhere.iter().map(|(node, pods)| Site {
        node,
        exists: false,
        facts: census.facts_elsewhere(pods),
        pods,
    });
    existing.chain(gone)
}

impl<'a> Site<'a> {
    fn has_only_old(&self) -> bool {
        !self.facts.excess && self.facts.old.is_some() && self.facts.new.is_none()
    }

    /// The pod of an earlier revision that is not being deleted.
    fn old_pod(&self, census: &Census) -> Option<&'a Arc<Pod>> {
        let mut staying = self.pods.iter().filter(|pod| !pod.is_terminating());
        staying.find(|pod| !census.is_updated(pod))
    }

    /// The same of the current one.
    fn new_pod(&self, census: &Census) -> Option<&'a Arc<Pod>> {
        let mut staying = self.pods.iter().filter(|pod| !pod.is_terminating());
        staying.find(|pod| census.is_updated(pod))
    }
}

/// Why a node counts as unavailable where there is no surge.
fn unavailable(facts: &Facts, now: SimTime) -> Option<BudgetUse> {
    if facts.excess {
        return Some(BudgetUse::Excess);
    }
    match (facts.old, facts.new) {
        (None, None) => Some(BudgetUse::NoPod),
        (Some(_), Some(_)) => Some(BudgetUse::OldAndNew),
        (None, Some(new)) => (!new.is_available(now)).then_some(BudgetUse::NewUnavailable),
        (Some(old), None) => (!old.is_available(now)).then_some(BudgetUse::OldUnavailable),
    }
}

/// Why a node counts as surging.
fn surging(facts: &Facts, now: SimTime) -> Option<BudgetUse> {
    if facts.excess {
        return Some(BudgetUse::Excess);
    }
    let waiting = facts.old.is_some() && facts.new.is_some_and(|new| !new.is_available(now));
    waiting.then_some(BudgetUse::NewUnavailable)
}

/// The numbers, and the nodes that hold each unit.
pub(super) fn budget(view: &View<'_>, census: &Census) -> RolloutBudget {
    let desired = census.desired();
    let (max_unavailable, max_surge) = limits(view.set.strategy, desired);
    let holds = if max_surge == 0 { unavailable } else { surging };
    let mut numbers = RolloutNumbers {
        desired,
        max_unavailable,
        max_surge,
        ..RolloutNumbers::default()
    };
    let mut holders = Vec::new();
    for site in sites(census) {
        if let Some(usage) = holds(&site.facts, view.now) {
            numbers.used += 1;
            holders.push(BudgetHolder {
                node: Arc::clone(site.node),
                usage,
            });
        }
        let (old, new) = (site.facts.old, site.facts.new);
        if site.facts.excess {
            continue;
        }
        numbers.old += i64::from(old.is_some() && new.is_none());
        numbers.available += i64::from(old.or(new).is_some_and(|pod| pod.is_available(view.now)));
    }
    RolloutBudget { numbers, holders }
}
