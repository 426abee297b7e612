//! The status of the set: nodes, counted.
//!
//! Models `pkg/controller/daemon/daemon_controller.go` (updateDaemonSetStatus, storeDaemonSetStatus).

use super::View;
use super::census::Census;
use crate::objects::DaemonSetStatus;
use crate::time::Millis;

/// The numbers that the nodes and pods amount to. `observed_generation` and `collision_count` are the set's.
pub(super) fn compute(view: &View<'_>, census: &Census) -> DaemonSetStatus {
    let mut status = DaemonSetStatus {
        observed_generation: view.set.status.observed_generation,
        collision_count: view.set.status.collision_count,
        ..DaemonSetStatus::default()
    };
    for facts in census.facts() {
        if !facts.decision.should_run {
            status.number_misscheduled += i64::from(facts.first.is_some());
            continue;
        }
        status.desired_number_scheduled += 1;
        let Some(pod) = facts.first else {
            continue;
        };
        status.current_number_scheduled += 1;
        status.number_ready += i64::from(pod.ready);
        status.number_available += i64::from(pod.is_available(view.now));
        status.updated_number_scheduled += i64::from(pod.updated);
    }
    status.number_unavailable = status.desired_number_scheduled - status.number_available;
    status
}

/// The status to write: none if it says what is stored. `observe`: this sync was allowed to act on the generation.
pub(super) fn to_write(view: &View<'_>, computed: DaemonSetStatus, observe: bool) -> Option<DaemonSetStatus> {
    let stored = view.set.status;
    if computed == stored && stored.observed_generation >= view.set.generation {
        return None;
    }
    let observed_generation = if observe {
        view.set.generation
    } else {
        stored.observed_generation
    };
    Some(DaemonSetStatus {
        observed_generation,
        ..computed
    })
}

/// When to look again because ready pods become available by time alone.
pub(super) fn requeue_after(view: &View<'_>, computed: &DaemonSetStatus) -> Option<Millis> {
    let waiting = view.set.min_ready_seconds > 0 && computed.number_ready != computed.number_available;
    waiting.then(|| Millis::seconds(view.set.min_ready_seconds))
}
