//! One actor's turn: every write goes through here, is recorded, and wakes whoever watches the object.
//!
//! The wake-up rules are those of the real watches: `daemon_controller.go` (addPod, updatePod, deletePod, syncNodeUpdate;
//! semantics 3.8 and 5.1), the scheduler's queue (8.1), the kubelet's and the node life cycle's.

mod memory;
mod nodes;

use super::behavior::{Behavior, BehaviorKey};
use super::change::{Change, DeletionCause};
use super::event::{Event, KubeletTask};
use super::events::RecordedEvent;
use super::latency;
use super::scheduling::ClusterChange;
use super::scripted::ScriptedKubelets;
use super::world::{Both, Clock, Delta, Way, Whole, World};
use crate::api::Resource;
use crate::controller::ControllerMemory;
use crate::objects::{ControllerRevision, DaemonSet, Labels, Namespace, ObjectKey, Pod, PodPhase, SchedulingMode};
use crate::time::{Millis, SimTime};
use serde_json::Value;
use std::sync::Arc;

/// A turn in progress: the world, and what has been done to it.
pub(crate) struct Turn<'a> {
    pub(crate) world: &'a mut World,
    pub(crate) seed: u64,
    deltas: &'a mut Vec<Delta>,
    /// How many of them there were before the turn.
    before: usize,
    changes: &'a mut Vec<Change>,
}

impl<'a> Turn<'a> {
    pub(crate) fn new(
        world: &'a mut World,
        seed: u64,
        deltas: &'a mut Vec<Delta>,
        changes: &'a mut Vec<Change>,
    ) -> Self {
        Self {
            world,
            seed,
            before: deltas.len(),
            deltas,
            changes,
        }
    }

    pub(crate) fn now(&self) -> SimTime {
        self.world.clock.now
    }

    pub(crate) fn say(&mut self, change: Change) {
        self.changes.push(change);
    }

    /// Carries out a delta that says what comes, and returns it with what was there.
    pub(super) fn write(&mut self, mut delta: Delta) -> &Delta {
        self.world.swap(&mut delta, Way::Forward);
        let index = self.deltas.len();
        self.deltas.push(delta);
        &self.deltas[index]
    }

    /// The clock's delta is the first of a step, which begins with moving it, and there is no other.
    pub(super) fn set_clock(&mut self, clock: Clock) {
        if let Some(Delta::Clock(values)) = self.deltas.first_mut() {
            values.after = clock;
            self.world.clock = clock;
        } else {
            self.write(Delta::Clock(Box::new(Whole::to(clock))));
        }
    }

    /// Moves the clock; time never goes back, and not beyond what API objects have words for.
    pub(crate) fn set_now(&mut self, now: SimTime) {
        let clock = self.world.clock;
        self.set_clock(Clock {
            now: clock.now.max(now.min(SimTime::LAST)),
            ..clock
        });
    }

    /// The next number for names and uids.
    pub(crate) fn next_object(&mut self) -> u64 {
        let clock = self.world.clock;
        self.set_clock(Clock {
            object: clock.object + 1,
            ..clock
        });
        clock.object
    }

    /// Puts `event` into the queue, `delay` from now. What is due only when there are no more times never happens.
    pub(crate) fn later(&mut self, delay: Millis, event: Event) -> super::event::Moment {
        let clock = self.world.clock;
        self.set_clock(Clock {
            sequence: clock.sequence + 1,
            ..clock
        });
        let moment = (clock.now + Millis(delay.0.max(0)), clock.sequence);
        if moment.0 <= SimTime::LAST {
            self.write(Delta::Queued(moment, Both::to(Some(Arc::new(event)))));
        }
        moment
    }

    /// Takes the first event from the queue if it is due by `time`.
    pub(crate) fn take_due(&mut self, time: SimTime) -> Option<Arc<Event>> {
        let (first, _) = self.world.queue.first_key_value()?.0;
        (*first <= time).then(|| self.take_next())?
    }

    /// Takes the first event from the queue, and moves the clock there.
    pub(crate) fn take_next(&mut self) -> Option<Arc<Event>> {
        let moment = *self.world.queue.first_key_value()?.0;
        self.take(moment)
    }

    /// Takes the event of `moment` from the queue, and moves the clock there unless it is past it.
    pub(crate) fn take(&mut self, moment: super::event::Moment) -> Option<Arc<Event>> {
        self.set_now(moment.0);
        let Delta::Queued(_, values) = self.write(Delta::Queued(moment, Both::to(None))) else {
            return None;
        };
        let event = values.before.clone()?;
        if let Event::Sync { set } = &*event {
            if self.world.next_sync.get(set) == Some(&moment) {
                self.write(Delta::NextSync(set.clone(), Box::new(Both::to(None))));
            }
            if self.world.delayed_sync.get(set) == Some(&moment) {
                self.write(Delta::DelayedSync(set.clone(), Box::new(Both::to(None))));
            }
        }
        Some(event)
    }

    /// Takes an event that has not happened yet from the queue.
    pub(super) fn cancel(&mut self, moment: super::event::Moment) {
        if self.world.queue.contains_key(&moment) {
            self.write(Delta::Queued(moment, Both::to(None)));
        }
    }

    /// Whether `event` is in the queue and due by `delay` from now.
    pub(super) fn is_queued_within(&self, delay: Millis, event: &Event) -> bool {
        let mut due = self.world.queue.range(..=(self.now() + delay, u64::MAX));
        due.any(|(_, queued)| **queued == *event)
    }

    /// Whether `event` is in the queue and due at `time`.
    pub(super) fn is_queued_at(&self, time: SimTime, event: &Event) -> bool {
        let mut due = self.world.queue.range((time, 0)..=(time, u64::MAX));
        due.any(|(_, queued)| **queued == *event)
    }

    /// A kubelet that had set itself a timer for a pod and now has another one, or none, waits for that no longer.
    fn forget_wake(&mut self, key: &ObjectKey, old: &Pod, new: Option<&Pod>) {
        let (before, after) = (old.runtime.wake, new.and_then(|new| new.runtime.wake));
        let Some(time) = before.filter(|_| before != after) else {
            return;
        };
        let task = KubeletTask::Sync;
        let timer = Event::Kubelet { pod: key.clone(), task };
        let mut then = self.world.queue.range((time, 0)..=(time, u64::MAX));
        if let Some(moment) = then.find(|(_, event)| ***event == timer).map(|(moment, _)| *moment) {
            self.cancel(moment);
        }
    }

    fn controller_latency(&self) -> Millis {
        latency::controller(self.world.cluster.nodes.len())
    }

    /// Adds a set to the controller's work queue, which holds it once; an earlier time wins.
    pub(crate) fn enqueue(&mut self, set: &ObjectKey, delay: Millis) {
        if let Some(moment) = self.world.next_sync.get(set).copied() {
            if moment.0 <= self.now() + delay {
                return;
            }
            self.write(Delta::Queued(moment, Both::to(None)));
        }
        let moment = self.later(delay, Event::Sync { set: set.clone() });
        self.write(Delta::NextSync(set.clone(), Box::new(Both::to(Some(moment)))));
    }

    /// Adds a set to the work queue after a delay (`AddAfter`), beside what is queued at once. A set waits there once, for
    /// the earliest time that was asked for.
    pub(crate) fn enqueue_after(&mut self, set: &ObjectKey, delay: Millis) {
        if let Some(moment) = self.world.delayed_sync.get(set).copied() {
            if moment.0 <= self.now() + delay {
                return;
            }
            self.write(Delta::Queued(moment, Both::to(None)));
        }
        let moment = self.later(delay, Event::Sync { set: set.clone() });
        self.write(Delta::DelayedSync(set.clone(), Box::new(Both::to(Some(moment)))));
    }

    pub(crate) fn set_memory(&mut self, memory: ControllerMemory) {
        self.write(Delta::Memory(Whole::to(Arc::new(memory))));
    }

    pub(crate) fn add_image(&mut self, node: &Arc<str>, image: &Arc<str>) {
        self.write(Delta::Image((node.clone(), image.clone()), false));
    }

    pub(crate) fn set_addresses(&mut self, node: &Arc<str>, addresses: (u32, u32)) {
        self.write(Delta::Addresses(node.clone(), Both::to(Some(addresses))));
    }

    pub(crate) fn set_zone(&mut self, zone: &Arc<str>, time: SimTime) {
        self.write(Delta::Zone(zone.clone(), Both::to(Some(time))));
    }

    pub(crate) fn set_shutdown(&mut self, node: &Arc<str>, since: Option<SimTime>) {
        self.write(Delta::Shutdown(node.clone(), Both::to(since)));
    }

    pub(crate) fn set_silent(&mut self, node: &Arc<str>, since: Option<SimTime>) {
        self.write(Delta::Silent(node.clone(), Both::to(since)));
    }

    pub(crate) fn put_namespace(&mut self, name: &Arc<str>, labels: Labels) {
        self.say(Change::NamespaceLabeled {
            namespace: name.clone(),
        });
        let known = self.world.namespaces.get(name).map(|namespace| (**namespace).clone());
        let namespace = known.unwrap_or_else(|| Namespace {
            name: name.clone(),
            created: self.now(),
            ..Namespace::default()
        });
        self.set_namespace(name, Some(Namespace { labels, ..namespace }));
    }

    pub(crate) fn set_namespace(&mut self, name: &Arc<str>, namespace: Option<Namespace>) {
        self.write(Delta::Namespace(name.clone(), Both::to(namespace.map(Arc::new))));
    }

    /// Stores or removes an object that is kept as it was written.
    pub(crate) fn set_other(&mut self, resource: Resource, key: &ObjectKey, object: Option<Value>) {
        self.write(Delta::Other((resource, key.clone()), Both::to(object.map(Arc::new))));
    }

    pub(crate) fn set_behavior(&mut self, key: BehaviorKey, behavior: Option<Behavior>) {
        self.say(Change::BehaviorSet {
            image: key.0.clone(),
            node: key.1.clone(),
            behavior,
        });
        self.write(Delta::Behavior(key, Box::new(Both::to(behavior))));
    }

    /// Changes who finds the nodes of daemon pods. The controller starts anew with that, and looks at every set.
    pub(crate) fn set_scheduling_mode(&mut self, mode: SchedulingMode) {
        if self.world.cluster.scheduling_mode == mode {
            return;
        }
        self.say(Change::SchedulingModeSet { mode });
        self.write(Delta::SchedulingMode(Whole::to(mode)));
        let sets: Vec<_> = self.world.cluster.daemon_sets.keys().cloned().collect();
        for set in sets {
            self.enqueue(&set, self.controller_latency());
        }
    }

    pub(crate) fn set_failures(&mut self, set: &ObjectKey, failures: Option<u32>) {
        self.write(Delta::Failures(set.clone(), Both::to(failures)));
    }

    pub(crate) fn set_scripted(&mut self, kubelets: Option<ScriptedKubelets>) {
        self.say(Change::KubeletsSet {
            scripted: kubelets.is_some(),
        });
        self.write(Delta::Scripted(Whole::to(kubelets.map(Arc::new))));
    }

    pub(crate) fn set_eviction(&mut self, pod: &ObjectKey, since: Option<SimTime>) {
        let Delta::Eviction(_, values) = self.write(Delta::Eviction(pod.clone(), Box::new(Both::to(since)))) else {
            return;
        };
        let Some(noticed) = values.before else { return };
        // A timer that is stopped waits for nothing.
        let pod = pod.clone();
        let timer = Event::EvictionDue { pod, noticed };
        let moment = self.world.queue.iter().find(|(_, event)| ***event == timer);
        if let Some(moment) = moment.map(|(moment, _)| *moment) {
            self.cancel(moment);
        }
    }

    /// The next number for an event in the store.
    pub(super) fn next_event(&mut self) -> u64 {
        let clock = self.world.clock;
        self.set_clock(Clock {
            event: clock.event + 1,
            ..clock
        });
        clock.event
    }

    pub(super) fn put_event(&mut self, number: u64, event: Option<RecordedEvent>) {
        self.write(Delta::Recorded(number, Both::to(event.map(Arc::new))));
    }

    pub(crate) fn put_daemon_set(&mut self, set: DaemonSet) {
        let key = (set.namespace.clone(), set.name.clone());
        self.write(Delta::DaemonSet(key.clone(), Both::to(Some(Arc::new(set)))));
        self.enqueue(&key, self.controller_latency());
    }

    pub(crate) fn remove_daemon_set(&mut self, key: &ObjectKey) {
        let Delta::DaemonSet(_, values) = self.write(Delta::DaemonSet(key.clone(), Both::to(None))) else {
            return;
        };
        let Some(set) = values.before.clone() else { return };
        self.say(Change::DaemonSetDeleted {
            namespace: key.0.clone(),
            name: key.1.clone(),
        });
        self.later(
            latency::GARBAGE_COLLECTOR,
            Event::CollectDependents { owner: set.uid.clone() },
        );
    }

    pub(crate) fn put_revision(&mut self, revision: ControllerRevision) {
        let key = (revision.namespace.clone(), revision.name.clone());
        let (name, number) = (revision.name.clone(), revision.revision);
        let Delta::Revision(_, values) = self.write(Delta::Revision(key, Both::to(Some(Arc::new(revision))))) else {
            return;
        };
        match &values.before {
            None => self.say(Change::RevisionCreated { name, revision: number }),
            Some(old) if old.revision != number => self.say(Change::RevisionRenumbered { name, revision: number }),
            Some(_) => {}
        }
    }

    pub(crate) fn remove_revision(&mut self, key: &ObjectKey) {
        let Delta::Revision(_, values) = self.write(Delta::Revision(key.clone(), Both::to(None))) else {
            return;
        };
        if let Some(name) = values.before.as_ref().map(|old| old.name.clone()) {
            self.say(Change::RevisionDeleted { name });
        }
    }

    /// Stores a pod, and wakes the controller, the scheduler or the kubelet as the difference asks.
    pub(crate) fn put_pod(&mut self, pod: Pod) {
        let key = (pod.namespace.clone(), pod.name.clone());
        let new = Arc::new(pod);
        let Delta::Pod(_, values) = self.write(Delta::Pod(key.clone(), Both::to(Some(new.clone())))) else {
            return;
        };
        let old = values.before.clone();
        if let Some(old) = &old {
            self.forget_wake(&key, old, Some(&new));
        }
        self.wake_owner(&new, old.as_deref());
        let was_bound = old.as_ref().is_some_and(|old| old.node_name.is_some());
        match &new.node_name {
            None => self.queue_pod(&key, &new, old.as_deref()),
            Some(_) if !was_bound => {
                self.unqueue_pod(&key);
                self.wake_scheduler(&ClusterChange::PodAssigned);
                self.consider_eviction(&new);
                self.later(
                    latency::KUBELET,
                    Event::Kubelet {
                        pod: key,
                        task: KubeletTask::Admit,
                    },
                );
            }
            Some(_) => {
                if old.as_ref().is_some_and(|old| !old.is_terminal()) && new.is_terminal() {
                    self.wake_scheduler(&ClusterChange::PodGone(&new));
                } else if old.is_some_and(|old| old.labels != new.labels) {
                    self.wake_scheduler(&ClusterChange::PodRelabeled);
                }
            }
        }
    }

    /// Removes a pod object, and wakes who waited for its place.
    pub(crate) fn remove_pod(&mut self, key: &ObjectKey) {
        let Delta::Pod(_, values) = self.write(Delta::Pod(key.clone(), Both::to(None))) else {
            return;
        };
        let Some(old) = values.before.clone() else { return };
        super::taint_eviction::pod_gone(self, &old);
        self.forget_wake(key, &old, None);
        self.say(Change::PodRemoved {
            pod: old.name.clone(),
            node: old.target_node().cloned(),
        });
        self.wake_owner(&old, None);
        super::garbage::dependent_gone(self, &old);
        if self.world.evictions.contains_key(key) {
            self.set_eviction(key, None);
        }
        self.unqueue_pod(key);
        let held_room = old.node_name.is_some() && !old.is_terminal() || old.runtime.nominated_node.is_some();
        if held_room {
            self.wake_scheduler(&ClusterChange::PodGone(&old));
        }
    }

    /// Starts the deletion of a pod as the API server does it (`pkg/registry/core/pod/strategy.go`, CheckGracefulDelete;
    /// semantics 9.5): without grace where nothing runs, else with the template's grace period.
    pub(crate) fn delete_pod(&mut self, key: &ObjectKey, cause: DeletionCause) -> bool {
        self.delete_pod_within(key, cause, None)
    }

    /// The same with a grace period that the request names; none at all removes the object at once, even one that is
    /// terminating already.
    pub(crate) fn delete_pod_within(&mut self, key: &ObjectKey, cause: DeletionCause, grace: Option<Millis>) -> bool {
        let at_once = grace == Some(Millis(0));
        let Some(pod) = self.world.cluster.pods.get(key).cloned() else {
            return false;
        };
        if pod.is_terminating() {
            if at_once {
                self.remove_pod(key);
            }
            return at_once;
        }
        self.say(Change::PodTerminating {
            pod: pod.name.clone(),
            node: pod.target_node().cloned(),
            cause,
        });
        let ended = matches!(pod.phase, PodPhase::Failed | PodPhase::Succeeded);
        let Some(node) = pod.node_name.clone().filter(|_| !ended && !at_once) else {
            self.remove_pod(key);
            return true;
        };
        let of_template = || {
            pod.template
                .as_ref()
                .map_or(Millis::seconds(30), |template| template.plan.grace)
        };
        let grace = grace.unwrap_or_else(of_template);
        let mut dying = (*pod).clone();
        dying.deletion = Some(self.now() + grace);
        dying.deletion_grace = Some(grace);
        self.put_pod(dying);
        if !self.world.silent.contains_key(&node) {
            super::kubelet::stop(self, key);
        } else if self
            .world
            .cluster
            .nodes
            .get(&node)
            .is_some_and(|node| crate::node::taints::is_out_of_service(node))
        {
            let delay = latency::collection(self.seed, self.now());
            self.later(delay, Event::CollectPods { node });
        }
        true
    }

    /// A pod event wakes the set that owns it; an orphan wakes every set that selects it (semantics 5.1).
    fn wake_owner(&mut self, pod: &Pod, old: Option<&Pod>) {
        let owners = || {
            [Some(pod), old]
                .into_iter()
                .flatten()
                .filter_map(|pod| pod.controller.as_ref())
        };
        let is_orphan = owners().next().is_none();
        let sets: Vec<_> = self
            .world
            .cluster
            .daemon_sets
            .range((pod.namespace.clone(), Arc::default())..)
            .take_while(|(key, _)| key.0 == pod.namespace)
            .filter(|(_, set)| {
                owners().any(|owner| owner.uid == set.uid) || is_orphan && set.selector.matches(&pod.labels)
            })
            .map(|(key, set)| (key.clone(), set.min_ready_seconds))
            .collect();
        let became_ready = pod.ready && old.is_some_and(|old| !old.ready);
        for (key, min_ready_seconds) in sets {
            self.enqueue(&key, self.controller_latency());
            if became_ready && min_ready_seconds > 0 {
                self.enqueue_after(&key, Millis::seconds(min_ready_seconds + 1));
            }
        }
    }
}
