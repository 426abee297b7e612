//! The scheduler's queue: who is tried next, and who waits for what.
//!
//! Models `pkg/scheduler/backend/queue` (scheduling_queue.go, active_queue.go, backoff_queue.go). A pod that backs off is
//! taken all the same as soon as nobody else is there (`SchedulerPopFromBackoffQ`, on since v1.33), so the back-off only
//! decides who comes first.

use super::hints::{self, ClusterChange};
use super::incoming;
use crate::objects::{ObjectKey, Pod};
use crate::scheduler::{Plugin, PodRequirements};
use crate::sim::event::{Event, Moment};
use crate::sim::latency;
use crate::sim::turn::Turn;
use crate::sim::world::{Both, Clock, Delta};
use crate::time::{Millis, SimTime};
use std::cmp::Reverse;
use std::sync::Arc;

/// A pod that the scheduler has to bind.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct QueuedPod {
    /// Where in the queue it is.
    pub(crate) place: Place,
    /// How often it has been tried.
    pub(crate) attempts: u32,
    /// When it was tried last.
    pub(crate) tried: SimTime,
}

/// Where in the queue a pod is.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Place {
    /// It is tried as soon as its turn comes.
    Ready(Rank),
    /// It waits for a change that may help.
    Unschedulable {
        /// Who rejected it.
        rejected_by: Vec<Plugin>,
        /// When it is tried again if no such change comes.
        retry: Moment,
    },
    /// It waits for its gates to be removed.
    Gated,
}

/// Who comes first: pods that do not back off, then by priority, then by how long they have been in the queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Rank {
    backs_off_until: Option<SimTime>,
    priority: Reverse<i64>,
    since: SimTime,
    number: u64,
}

impl QueuedPod {
    /// One that has not been tried.
    const fn new() -> Self {
        Self {
            place: Place::Gated,
            attempts: 0,
            tried: SimTime(0),
        }
    }
}

impl Turn<'_> {
    /// The scheduler hears of a pod that is not bound: it is new, or it has changed.
    pub(crate) fn queue_pod(&mut self, key: &ObjectKey, pod: &Pod, old: Option<&Pod>) {
        let same_wish = old.is_some_and(|old| {
            old.labels == pod.labels
                && match (&old.template, &pod.template) {
                    (Some(old), Some(new)) => Arc::ptr_eq(old, new) || old == new,
                    (old, new) => old.is_none() && new.is_none(),
                }
        });
        if same_wish || pod.is_terminating() || !pod.asks_default_scheduler() {
            return;
        }
        let queued = self.world.scheduling.get(key);
        let queued = queued.map_or_else(QueuedPod::new, |queued| (**queued).clone());
        if pod.is_gated() {
            let place = Place::Gated;
            self.place_pod(key, Some(QueuedPod { place, ..queued }));
        } else {
            self.make_ready(key, &queued);
        }
    }

    /// A pod is no longer the scheduler's business.
    pub(crate) fn unqueue_pod(&mut self, key: &ObjectKey) {
        if self.world.scheduling.contains_key(key) {
            self.place_pod(key, None);
        }
    }

    /// Takes the pod whose turn it is from the queue.
    pub(super) fn next_pod(&mut self) -> Option<(ObjectKey, QueuedPod)> {
        let (_, key) = self.world.ready_pods.first()?.clone();
        let queued = self.world.scheduling.get(&key).cloned()?;
        self.place_pod(&key, None);
        Some((key, (*queued).clone()))
    }

    /// Whether the scheduler has done with the pod that it tried last: it tries one at a time.
    pub(super) fn scheduler_is_free(&self) -> bool {
        self.world.clock.scheduler_free <= self.now()
    }

    /// The scheduler needs `length` for the pod that it has in hand.
    pub(super) fn occupy_scheduler(&mut self, length: Millis) {
        let clock = self.world.clock;
        self.set_clock(Clock {
            scheduler_free: clock.now + length,
            ..clock
        });
    }

    /// Where more pods wait to be tried than attempts are to come, as some came while the scheduler was busy, there is one
    /// more as soon as it is free.
    pub(super) fn keep_scheduling(&mut self) {
        let (now, free) = (self.now(), self.world.clock.scheduler_free);
        let wait = free - now;
        let waits = self.world.ready_pods.len() > self.world.attempts;
        if waits && (wait.0 <= 0 || !self.is_queued_at(free, &Event::Schedule)) {
            self.later(wait, Event::Schedule);
        }
    }

    /// Puts a pod back that nothing could be done for.
    pub(super) fn set_aside(&mut self, key: &ObjectKey, queued: &QueuedPod, rejected_by: Vec<Plugin>) {
        let delay = latency::unschedulable_retry(self.now());
        let retry = self.later(delay, Event::RetryUnschedulable { pod: key.clone() });
        let waiting = QueuedPod {
            place: Place::Unschedulable { rejected_by, retry },
            attempts: queued.attempts.saturating_add(1),
            tried: self.now(),
        };
        self.place_pod(key, Some(waiting));
    }

    /// After five minutes in which nothing helped, a pod is tried again for no reason.
    pub(crate) fn retry_unschedulable(&mut self, key: &ObjectKey) {
        if let Some(queued) = self.world.scheduling.get(key).cloned()
            && matches!(queued.place, Place::Unschedulable { .. })
        {
            self.make_ready(key, &queued);
        }
    }

    /// Makes those pods ready again that `change` may help.
    pub(crate) fn wake_scheduler(&mut self, change: &ClusterChange<'_>) {
        if self.world.waiting_pods.is_empty() {
            return;
        }
        let unasked = PodRequirements::unasked();
        let woken: Vec<_> = self
            .world
            .waiting_pods
            .iter()
            .filter_map(|key| Some((key, self.world.scheduling.get(key)?)))
            .filter(|(key, queued)| match &queued.place {
                Place::Unschedulable { rejected_by, .. } => {
                    let pod = self.world.cluster.pods.get(*key);
                    pod.is_some_and(|pod| hints::may_help(&incoming(pod, unasked), rejected_by, change))
                }
                Place::Ready(_) | Place::Gated => false,
            })
            .map(|(key, queued)| (key.clone(), queued.clone()))
            .collect();
        for (key, queued) in woken {
            self.make_ready(&key, &queued);
        }
    }

    fn make_ready(&mut self, key: &ObjectKey, queued: &QueuedPod) {
        let now = self.now();
        let until = queued.tried + latency::scheduler_back_off(queued.attempts);
        let priority = self.world.cluster.pods.get(key).map_or(0, |pod| priority(pod));
        let (since, number) = self.later(latency::SCHEDULER, Event::Schedule);
        let rank = Rank {
            backs_off_until: (queued.attempts > 0 && until > now).then_some(until),
            priority: Reverse(priority),
            since,
            number,
        };
        let place = Place::Ready(rank);
        self.place_pod(key, Some(QueuedPod { place, ..*queued }));
    }

    /// Moves a pod within the queue or out of it; the timer of the place it leaves is stopped.
    fn place_pod(&mut self, key: &ObjectKey, queued: Option<QueuedPod>) {
        let old = self.world.scheduling.get(key).cloned();
        if let Some(Place::Unschedulable { retry, .. }) = old.as_ref().map(|old| &old.place) {
            self.cancel(*retry);
        }
        self.write(Delta::Scheduling(key.clone(), Both::to(queued.map(Arc::new))));
    }
}

fn priority(pod: &Pod) -> i64 {
    pod.template
        .as_ref()
        .map_or(0, |template| template.requirements.priority)
}
