//! One sync of one set: what the controller wants done, as a plan.
//!
//! Models `pkg/controller/daemon/daemon_controller.go` (syncDaemonSet, updateDaemonSet, syncNodes). Nothing is changed
//! here; reading [`sync`] top down is reading the algorithm.

mod census;
mod claim;
mod history;
mod manage;
mod memory;
mod plan;
mod rolling_update;
mod status;
#[cfg(test)]
mod tests;

pub(crate) use census::{Census, Censuses};
pub use memory::{BackOff, BackOffKey, ControllerMemory, Expectations, MemoryUpdate, slow_start_batches};
pub use plan::{
    ControllerEvent, Create, CreateReason, Delete, DeleteReason, Outcome, RolloutNumbers, SyncError, SyncPlan,
    TakenPort,
};
pub use rolling_update::{BudgetHolder, BudgetUse, RolloutBudget};

use super::placement::{Decision, decide};
use super::revision::template_hash;
use crate::objects::{Cluster, DaemonSet, DaemonSetStatus, Node, ObjectKey, Pod, UpdateStrategy};
use crate::time::{Millis, SimTime};
use census::count;
use std::sync::Arc;

/// Creates and deletes beyond this are left to a later sync, each.
pub const BURST: usize = 250;

/// What the controller wants done about the set `key`, `now`. `memory` is what earlier syncs left; the plan carries what
/// changes in it.
pub fn sync(cluster: &Cluster, memory: &ControllerMemory, key: &ObjectKey, now: SimTime) -> SyncPlan {
    sync_again(cluster, memory, key, now, &mut None)
}

/// The same with the census that an earlier sync of the set has left in `kept`, if it was told of every change since. It
/// leaves its own there.
pub(crate) fn sync_again(
    cluster: &Cluster,
    memory: &ControllerMemory,
    key: &ObjectKey,
    now: SimTime,
    kept: &mut Option<Census>,
) -> SyncPlan {
    let mut plan = SyncPlan::default();
    let Some(set) = cluster.daemon_sets.get(key) else {
        plan.memory.forgets_set = true;
        return plan;
    };
    if set.selector.selects_everything() {
        plan.outcome = Outcome::SelectsEverything;
        // No revision is looked for or made; this is the hash that its pods would carry.
        plan.revision_hash = Some(template_hash(set));
        plan.events.push(ControllerEvent::selecting_all());
        return plan;
    }
    if set.deletion.is_some() {
        plan.outcome = Outcome::BeingDeleted;
        return plan;
    }
    let history = match history::construct(cluster, set, now, &mut plan) {
        Ok(history) => history,
        Err(error) => {
            plan.outcome = Outcome::NoRevision;
            plan.error = Some(error);
            return plan;
        }
    };
    let census = kept.take().filter(|census| census.is_of(cluster, set, &history.hash));
    let census = census.unwrap_or_else(|| Census::new(cluster, set, &history.hash));
    debug_assert!(
        census.says_the_same_as(&Census::new(cluster, set, &history.hash)),
        "the census of {key:?} was told of every change"
    );
    plan.adopted_pods = census.adopted.iter().cloned().collect();
    plan.released_pods = census.released.iter().cloned().collect();
    let acting = memory.is_satisfied(key, now);
    let view = View {
        set,
        hash: &history.hash,
        now,
    };
    if acting {
        let plan = &mut plan;
        act(&mut Step { view, memory, plan }, &history, &census);
    }
    plan.outcome = if acting { Outcome::Acted } else { Outcome::Waiting };
    let computed = status::compute(&view, &census);
    plan.status = status::to_write(&view, computed, acting);
    plan.requeue_after.extend(status::requeue_after(&view, &computed));
    *kept = Some(census);
    plan
}

/// Compares pods with nodes; only if nothing had to be done, a rollout moves on.
fn act(step: &mut Step<'_>, history: &history::History, census: &Census) {
    manage::manage(step, census);
    let rolling = match step.view.set.strategy {
        UpdateStrategy::OnDelete => false,
        UpdateStrategy::RollingUpdate { .. } => step.plan.creates.is_empty() && step.plan.deletes.is_empty(),
    };
    let error = if rolling {
        rolling_update::roll(step, census).err()
    } else {
        None
    };
    if error.is_none() {
        history::truncate(step.view.set, history, census, step.plan);
    }
    step.plan.error = error;
    step.plan.memory.expectations = Some(Expectations {
        creates: count(step.plan.creates.len()),
        deletes: count(step.plan.deletes.len()),
        since: step.view.now,
    });
}

/// Whether an old and a new pod may share a node at all: `maxSurge`, scaled to one node, is not zero
/// (`daemonset_util.go`, AllowsSurge).
pub fn surge_allowed(strategy: UpdateStrategy) -> bool {
    match strategy {
        UpdateStrategy::OnDelete => false,
        UpdateStrategy::RollingUpdate { max_surge, .. } => max_surge.scaled(1) > 0,
    }
}

/// The limits of the set's strategy in nodes, `(maxUnavailable, maxSurge)`, if `desired` nodes should run the pod.
pub fn rollout_limits(strategy: UpdateStrategy, desired: i64) -> (i64, i64) {
    rolling_update::limits(strategy, desired)
}

/// The hash label of the set's current revision, be it stored or still to be created; `None` without such a set, or if no
/// revision can be made.
pub fn current_hash(cluster: &Cluster, key: &ObjectKey, now: SimTime) -> Option<Arc<str>> {
    let set = cluster.daemon_sets.get(key)?;
    let history = history::construct(cluster, set, now, &mut SyncPlan::default());
    history.ok().map(|history| history.hash)
}

/// The status that the cluster amounts to now, whether or not a sync would write it; `None` where there is no
/// [`current_hash`].
pub fn live_status(cluster: &Cluster, key: &ObjectKey, now: SimTime) -> Option<DaemonSetStatus> {
    let (set, hash) = (cluster.daemon_sets.get(key)?, &current_hash(cluster, key, now)?);
    Some(status::compute(
        &View { set, hash, now },
        &Census::new(cluster, set, hash),
    ))
}

/// The budget of the set's rolling update and the nodes that hold each unit; `None` where there is no [`current_hash`].
pub fn rollout_budget(cluster: &Cluster, key: &ObjectKey, now: SimTime) -> Option<RolloutBudget> {
    let (set, hash) = (cluster.daemon_sets.get(key)?, &current_hash(cluster, key, now)?);
    Some(rolling_update::budget(
        &View { set, hash, now },
        &Census::new(cluster, set, hash),
    ))
}

/// Both at once, with the census that an earlier sync has left, if there is one.
pub(crate) fn survey(
    cluster: &Cluster,
    censuses: &Censuses,
    key: &ObjectKey,
    now: SimTime,
) -> Option<(RolloutBudget, DaemonSetStatus)> {
    let (set, hash) = (cluster.daemon_sets.get(key)?, &current_hash(cluster, key, now)?);
    let kept = censuses.get(key).filter(|census| census.is_of(cluster, set, hash));
    let anew = kept.is_none().then(|| Census::new(cluster, set, hash));
    let census = kept.or(anew.as_ref())?;
    let view = View { set, hash, now };
    Some((rolling_update::budget(&view, census), status::compute(&view, census)))
}

/// Whether a node that was added (`old` is `None`) or changed makes the controller look at `set`. `pods_on_node` counts the
/// set's pods that are bound to the node. A deleted node wakes nobody (`syncNodeUpdate`, `shouldIgnoreNodeUpdate`).
pub fn node_change_wakes(set: &DaemonSet, pods_on_node: usize, old: Option<&Node>, new: &Node) -> bool {
    if old.is_some_and(|old| old.labels == new.labels && old.taints == new.taints) {
        return false;
    }
    let Decision {
        should_run,
        should_continue_running,
    } = decide(&set.template, new);
    if pods_on_node == 0 {
        should_run
    } else {
        !should_continue_running || set.status.number_misscheduled > 0
    }
}

/// What a sync looks at beside the census.
#[derive(Debug, Clone, Copy)]
struct View<'a> {
    set: &'a DaemonSet,
    /// The hash label of the current revision.
    hash: &'a Arc<str>,
    now: SimTime,
}

impl View<'_> {
    fn is_available(&self, pod: &Pod) -> bool {
        pod.is_available(Millis::seconds(self.set.min_ready_seconds), self.now)
    }
}

/// A sync on its way: what it reads, and the plan that it fills.
struct Step<'a> {
    view: View<'a>,
    memory: &'a ControllerMemory,
    plan: &'a mut SyncPlan,
}

impl Step<'_> {
    fn event(&mut self, event: ControllerEvent) {
        self.plan.events.push(event);
    }

    /// Plans a create, if the burst has room; the reason is only made then.
    fn create(&mut self, node: &Arc<str>, reason: impl FnOnce() -> CreateReason) {
        if self.plan.creates.len() < BURST {
            self.plan.creates.push(Create {
                node: Arc::clone(node),
                reason: reason(),
            });
        } else {
            self.plan.creates_beyond_burst += 1;
        }
    }

    /// Plans a delete, if the burst has room; the reason is only made then.
    fn delete(&mut self, pod: &Pod, node: &Arc<str>, reason: impl FnOnce() -> DeleteReason) {
        if self.plan.deletes.len() < BURST {
            self.plan.deletes.push(Delete {
                pod: Arc::clone(&pod.name),
                node: Arc::clone(node),
                reason: reason(),
            });
        } else {
            self.plan.deletes_beyond_burst += 1;
        }
    }
}
