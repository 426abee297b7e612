//! The state of the simulated cluster, and the one way to change it: [`World::swap`].
//!
//! A [`Delta`] holds the other value of one entry. Swapping it in does a change, swapping it again undoes it: a trace of
//! deltas is all that time travel needs, and its memory grows with what changed, not with steps × nodes.

use super::behavior::{Behavior, BehaviorKey};
use super::event::{Event, Moment};
use super::events::{Correlation, RecordedEvent, Reporter};
use super::scheduling::{Place, QueuedPod, Rank};
use super::scripted::ScriptedKubelets;
use crate::api::Resource;
use crate::controller::{Censuses, ControllerMemory};
use crate::objects::{Cluster, ControllerRevision, DaemonSet, Namespace, Node, ObjectKey, Pod, SchedulingMode};
use crate::time::SimTime;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Everything a step may change.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct World {
    /// What the API server stores.
    pub(crate) cluster: Cluster,
    /// What the controller remembers between syncs.
    pub(crate) memory: Arc<ControllerMemory>,
    /// What will happen.
    pub(crate) queue: BTreeMap<Moment, Event>,
    /// The next sync of each set that is queued: a work queue holds a key once.
    pub(crate) next_sync: BTreeMap<ObjectKey, Moment>,
    /// The delayed sync of each set: one, the earliest that was asked for (client-go's delaying queue).
    pub(crate) delayed_sync: BTreeMap<ObjectKey, Moment>,
    /// Images that nodes have: node, image.
    pub(crate) images: BTreeSet<(Arc<str>, Arc<str>)>,
    /// Kubelets that have fallen silent, and since when.
    pub(crate) silent: BTreeMap<Arc<str>, SimTime>,
    /// Nodes that are shutting down, or off, and since when.
    pub(crate) shutdowns: BTreeMap<Arc<str>, SimTime>,
    /// When the newest NoExecute taint of each zone was added, which the next has to wait for.
    pub(crate) zones: BTreeMap<Arc<str>, SimTime>,
    /// Namespaces beyond those that every cluster has, and those of them that were changed.
    pub(crate) namespaces: BTreeMap<Arc<str>, Arc<Namespace>>,
    /// Objects that are kept as they were written: quotas, priority classes, disruption budgets.
    pub(crate) others: BTreeMap<(Resource, ObjectKey), Arc<Value>>,
    /// The range of addresses of each node that has given one to a pod, and the last one given.
    pub(crate) addresses: BTreeMap<Arc<str>, (u32, u32)>,
    /// Images that misbehave.
    pub(crate) behaviors: BTreeMap<BehaviorKey, Behavior>,
    /// Kubelets at a fixed pace; `None`: kubelets as they are.
    pub(crate) scripted: Option<Arc<ScriptedKubelets>>,
    /// How often in a row the sync of a set has failed.
    pub(crate) failures: BTreeMap<ObjectKey, u32>,
    /// Pods that NoExecute taints leave some time, and when that began.
    pub(crate) evictions: BTreeMap<ObjectKey, SimTime>,
    /// The scheduler's queue.
    pub(crate) scheduling: BTreeMap<ObjectKey, Arc<QueuedPod>>,
    /// Events in the API server's store, in the order in which each was recorded first.
    pub(crate) events: BTreeMap<u64, Arc<RecordedEvent>>,
    /// What components remember of the events that they have reported.
    pub(crate) correlations: BTreeMap<Arc<Reporter>, Arc<Correlation>>,
    /// Time and counters.
    pub(crate) clock: Clock,
    /// The pods that belong to each node ([`Pod::target_node`]). Derived: [`World::swap`] keeps it true.
    pods_by_node: BTreeMap<Arc<str>, BTreeSet<ObjectKey>>,
    /// The pods that the scheduler may try now, in its order. Derived, as all that follows.
    pub(crate) ready_pods: BTreeSet<(Rank, ObjectKey)>,
    /// The pods that wait for a change that may help them.
    pub(crate) waiting_pods: BTreeSet<ObjectKey>,
    /// The pods for which room is being made on a node.
    pub(crate) nominated_pods: BTreeSet<ObjectKey>,
    /// How many pods keep others away from more nodes than their own.
    pub(crate) far_reaching_pods: usize,
    /// How many events of the queue are routine.
    pub(crate) routine_events: usize,
    /// How many events of the queue are attempts of the scheduler.
    pub(crate) attempts: usize,
    /// What the last sync of each set found, kept true.
    pub(crate) censuses: Censuses,
}

/// Time and counters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Clock {
    /// The present.
    pub(crate) now: SimTime,
    /// The next number in the queue.
    pub(crate) sequence: u64,
    /// The next number for names and uids.
    pub(crate) object: u64,
    /// The next number for a recorded event.
    pub(crate) event: u64,
    /// Until when the scheduler is busy with the pod that it tried last.
    pub(crate) scheduler_free: SimTime,
}

/// The other value of one entry of the [`World`].
#[derive(Debug, Clone)]
pub(crate) enum Delta {
    Node(Arc<str>, Option<Arc<Node>>),
    DaemonSet(ObjectKey, Option<Arc<DaemonSet>>),
    Pod(ObjectKey, Option<Arc<Pod>>),
    SchedulingMode(SchedulingMode),
    Revision(ObjectKey, Option<Arc<ControllerRevision>>),
    Memory(Arc<ControllerMemory>),
    Queued(Moment, Option<Event>),
    NextSync(ObjectKey, Option<Moment>),
    DelayedSync(ObjectKey, Option<Moment>),
    Image((Arc<str>, Arc<str>), bool),
    Silent(Arc<str>, Option<SimTime>),
    Shutdown(Arc<str>, Option<SimTime>),
    Zone(Arc<str>, Option<SimTime>),
    Namespace(Arc<str>, Option<Arc<Namespace>>),
    Other((Resource, ObjectKey), Option<Arc<Value>>),
    Addresses(Arc<str>, Option<(u32, u32)>),
    Behavior(BehaviorKey, Option<Behavior>),
    Scripted(Option<Arc<ScriptedKubelets>>),
    Failures(ObjectKey, Option<u32>),
    Eviction(ObjectKey, Option<SimTime>),
    Scheduling(ObjectKey, Option<Arc<QueuedPod>>),
    Recorded(u64, Option<Arc<RecordedEvent>>),
    Correlation(Arc<Reporter>, Option<Arc<Correlation>>),
    Clock(Clock),
}

impl World {
    /// Puts the delta's value into the world and the world's into the delta.
    pub(crate) fn swap(&mut self, delta: &mut Delta) {
        match delta {
            Delta::Node(key, value) => {
                self.censuses.node_changed(key, value.as_ref());
                exchange(&mut self.cluster.nodes, key, value);
            }
            Delta::DaemonSet(key, value) => {
                if value.is_none() {
                    self.censuses.remove(key);
                }
                exchange(&mut self.cluster.daemon_sets, key, value);
            }
            Delta::Pod(key, value) => {
                let arriving = value.clone();
                exchange(&mut self.cluster.pods, key, value);
                self.index_pod(key, value.as_deref(), arriving.as_deref());
                self.censuses.pod_changed(value.as_ref(), arriving.as_ref());
            }
            Delta::Revision(key, value) => exchange(&mut self.cluster.revisions, key, value),
            Delta::SchedulingMode(value) => std::mem::swap(&mut self.cluster.scheduling_mode, value),
            Delta::Memory(value) => std::mem::swap(&mut self.memory, value),
            Delta::Queued(key, value) => {
                self.routine_events += usize::from(value.as_ref().is_some_and(Event::is_routine));
                self.attempts += usize::from(matches!(value, Some(Event::Schedule)));
                exchange(&mut self.queue, key, value);
                self.routine_events -= usize::from(value.as_ref().is_some_and(Event::is_routine));
                self.attempts -= usize::from(matches!(value, Some(Event::Schedule)));
            }
            Delta::DelayedSync(key, value) => exchange(&mut self.delayed_sync, key, value),
            Delta::NextSync(key, value) => exchange(&mut self.next_sync, key, value),
            Delta::Image(key, present) => {
                let was = if *present {
                    !self.images.insert(key.clone())
                } else {
                    self.images.remove(key)
                };
                *present = was;
            }
            Delta::Silent(key, value) => exchange(&mut self.silent, key, value),
            Delta::Addresses(key, value) => exchange(&mut self.addresses, key, value),
            Delta::Shutdown(key, value) => exchange(&mut self.shutdowns, key, value),
            Delta::Zone(key, value) => exchange(&mut self.zones, key, value),
            Delta::Namespace(key, value) => exchange(&mut self.namespaces, key, value),
            Delta::Other(key, value) => exchange(&mut self.others, key, value),
            Delta::Behavior(key, value) => exchange(&mut self.behaviors, key, value),
            Delta::Scripted(value) => std::mem::swap(&mut self.scripted, value),
            Delta::Failures(key, value) => exchange(&mut self.failures, key, value),
            Delta::Eviction(key, value) => exchange(&mut self.evictions, key, value),
            Delta::Scheduling(key, value) => {
                let arriving = value.clone();
                exchange(&mut self.scheduling, key, value);
                self.index_queued(key, value.as_deref(), arriving.as_deref());
            }
            Delta::Recorded(key, value) => exchange(&mut self.events, key, value),
            Delta::Correlation(key, value) => exchange(&mut self.correlations, key, value),
            Delta::Clock(value) => std::mem::swap(&mut self.clock, value),
        }
    }

    /// The objects of a kind that are kept as they were written.
    pub(crate) fn objects_of(&self, resource: Resource) -> impl Iterator<Item = &Value> {
        let nowhere: ObjectKey = (Arc::from(""), Arc::from(""));
        let from = self.others.range((resource, nowhere)..);
        from.take_while(move |((kind, _), _)| *kind == resource)
            .map(|(_, object)| &**object)
    }

    /// The pods that belong to `node`: bound there, or pinned there.
    pub(crate) fn pods_of(&self, node: &str) -> impl Iterator<Item = &ObjectKey> {
        self.pods_by_node.get(node).into_iter().flatten()
    }

    fn index_pod(&mut self, key: &ObjectKey, leaving: Option<&Pod>, arriving: Option<&Pod>) {
        let target = |pod: Option<&Pod>| pod.and_then(|pod| pod.target_node().cloned());
        self.move_pod(key, target(leaving), target(arriving));
        self.far_reaching_pods += usize::from(arriving.is_some_and(reaches_far));
        self.far_reaching_pods -= usize::from(leaving.is_some_and(reaches_far));
        if arriving.is_some_and(|pod| pod.node_name.is_none() && pod.runtime.nominated_node.is_some()) {
            self.nominated_pods.insert(key.clone());
        } else {
            self.nominated_pods.remove(key);
        }
    }

    fn index_queued(&mut self, key: &ObjectKey, leaving: Option<&QueuedPod>, arriving: Option<&QueuedPod>) {
        match leaving.map(|queued| &queued.place) {
            Some(Place::Ready(rank)) => {
                self.ready_pods.remove(&(*rank, key.clone()));
            }
            Some(Place::Unschedulable { .. }) => {
                self.waiting_pods.remove(key);
            }
            Some(Place::Gated) | None => {}
        }
        match arriving.map(|queued| &queued.place) {
            Some(Place::Ready(rank)) => {
                self.ready_pods.insert((*rank, key.clone()));
            }
            Some(Place::Unschedulable { .. }) => {
                self.waiting_pods.insert(key.clone());
            }
            Some(Place::Gated) | None => {}
        }
    }

    fn move_pod(&mut self, key: &ObjectKey, leaving: Option<Arc<str>>, arriving: Option<Arc<str>>) {
        if leaving == arriving {
            return;
        }
        if let Some(node) = leaving
            && let Some(pods) = self.pods_by_node.get_mut(&node)
        {
            pods.remove(key);
            if pods.is_empty() {
                self.pods_by_node.remove(&node);
            }
        }
        if let Some(node) = arriving {
            self.pods_by_node.entry(node).or_default().insert(key.clone());
        }
    }
}

fn reaches_far(pod: &Pod) -> bool {
    let template = pod.template.as_ref();
    template.is_some_and(|template| template.requirements.keeps_away_from_other_nodes())
}

fn exchange<K: Ord + Clone, V>(map: &mut BTreeMap<K, V>, key: &K, value: &mut Option<V>) {
    *value = match value.take() {
        Some(new) => map.insert(key.clone(), new),
        None => map.remove(key),
    };
}
