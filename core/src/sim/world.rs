//! The state of the simulated cluster, and the one way to change it: [`World::swap`].
//!
//! A [`Delta`] holds the values of one entry before and after. A trace of deltas leads from any state to any other in both
//! ways, and its memory grows with what changed, not with steps × nodes.

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
use std::collections::btree_map::Entry;
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
    pub(crate) queue: BTreeMap<Moment, Arc<Event>>,
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
    pub(crate) correlations: BTreeMap<Reporter, Arc<Correlation>>,
    /// Time and counters.
    pub(crate) clock: Clock,
    /// The pods that belong to each node ([`Pod::target_node`]). Derived: [`World::swap`] keeps it true.
    pods_by_node: BTreeMap<Arc<str>, Arc<[ObjectKey]>>,
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

/// The values of one entry of the [`World`] before and after.
#[derive(Debug, Clone)]
pub(crate) enum Delta {
    Node(Arc<str>, Both<Arc<Node>>),
    DaemonSet(ObjectKey, Both<Arc<DaemonSet>>),
    Pod(ObjectKey, Both<Arc<Pod>>),
    SchedulingMode(Whole<SchedulingMode>),
    Revision(ObjectKey, Both<Arc<ControllerRevision>>),
    Memory(Whole<Arc<ControllerMemory>>),
    Queued(Moment, Both<Arc<Event>>),
    NextSync(ObjectKey, Box<Both<Moment>>),
    DelayedSync(ObjectKey, Box<Both<Moment>>),
    /// An image comes to a node, unless it is there; the state before.
    Image((Arc<str>, Arc<str>), bool),
    Silent(Arc<str>, Both<SimTime>),
    Shutdown(Arc<str>, Both<SimTime>),
    Zone(Arc<str>, Both<SimTime>),
    Namespace(Arc<str>, Both<Arc<Namespace>>),
    Other((Resource, ObjectKey), Both<Arc<Value>>),
    Addresses(Arc<str>, Both<(u32, u32)>),
    Behavior(BehaviorKey, Box<Both<Behavior>>),
    Scripted(Whole<Option<Arc<ScriptedKubelets>>>),
    Failures(ObjectKey, Both<u32>),
    Eviction(ObjectKey, Box<Both<SimTime>>),
    Scheduling(ObjectKey, Both<Arc<QueuedPod>>),
    Recorded(u64, Both<Arc<RecordedEvent>>),
    Correlation(Reporter, Both<Arc<Correlation>>),
    Clock(Box<Whole<Clock>>),
}

/// The values of an entry that need not be there.
#[derive(Debug, Clone)]
pub(crate) struct Both<V> {
    pub(crate) before: Option<V>,
    pub(crate) after: Option<V>,
}

/// The values of what is always there.
#[derive(Debug, Clone)]
pub(crate) struct Whole<V> {
    pub(crate) before: V,
    pub(crate) after: V,
}

/// Where a delta leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    Back,
    Forward,
}

impl<V> Both<V> {
    /// To this value; what was there is found out when it is written.
    pub(crate) const fn to(after: Option<V>) -> Self {
        Self { before: None, after }
    }
}

impl<V> Both<V> {
    /// What goes and what comes on this way.
    const fn ends(&self, way: Way) -> (Option<&V>, Option<&V>) {
        match way {
            Way::Forward => (self.before.as_ref(), self.after.as_ref()),
            Way::Back => (self.after.as_ref(), self.before.as_ref()),
        }
    }
}

impl<V: Clone> Whole<V> {
    /// To this value; what was there is found out when it is written.
    pub(crate) fn to(after: V) -> Self {
        Self {
            before: after.clone(),
            after,
        }
    }

    fn swap(&mut self, place: &mut V, way: Way) {
        let (left, wanted) = match way {
            Way::Forward => (&mut self.before, &self.after),
            Way::Back => (&mut self.after, &self.before),
        };
        *left = std::mem::replace(place, wanted.clone());
    }
}

impl World {
    /// Goes a delta's way: puts the value there into the world, and notes the one that it takes the place of.
    pub(crate) fn swap(&mut self, delta: &mut Delta, way: Way) {
        match delta {
            Delta::Node(key, values) => {
                swap(&mut self.cluster.nodes, key, values, way);
                self.censuses.node_changed(key, values.ends(way).1);
            }
            Delta::DaemonSet(key, values) => {
                swap(&mut self.cluster.daemon_sets, key, values, way);
                if values.ends(way).1.is_none() {
                    self.censuses.remove(key);
                }
            }
            Delta::Pod(key, values) => {
                swap(&mut self.cluster.pods, key, values, way);
                let (leaving, arriving) = values.ends(way);
                self.index_pod(key, leaving.map(|pod| &**pod), arriving.map(|pod| &**pod));
                self.censuses.pod_changed(leaving, arriving);
            }
            Delta::Revision(key, values) => swap(&mut self.cluster.revisions, key, values, way),
            Delta::SchedulingMode(values) => values.swap(&mut self.cluster.scheduling_mode, way),
            Delta::Memory(values) => values.swap(&mut self.memory, way),
            Delta::Queued(key, values) => {
                swap(&mut self.queue, key, values, way);
                let is_routine =
                    |event: Option<&Arc<Event>>| usize::from(event.is_some_and(|event| event.is_routine()));
                let is_attempt =
                    |event: Option<&Arc<Event>>| usize::from(event.is_some_and(|event| **event == Event::Schedule));
                let (leaving, arriving) = values.ends(way);
                self.routine_events += is_routine(arriving);
                self.routine_events -= is_routine(leaving);
                self.attempts += is_attempt(arriving);
                self.attempts -= is_attempt(leaving);
            }
            Delta::DelayedSync(key, values) => swap(&mut self.delayed_sync, key, values, way),
            Delta::NextSync(key, values) => swap(&mut self.next_sync, key, values, way),
            Delta::Image(key, known) => match way {
                Way::Forward => *known = !self.images.insert(key.clone()),
                Way::Back if *known => {}
                Way::Back => {
                    self.images.remove(key);
                }
            },
            Delta::Silent(key, values) => swap(&mut self.silent, key, values, way),
            Delta::Addresses(key, values) => swap(&mut self.addresses, key, values, way),
            Delta::Shutdown(key, values) => swap(&mut self.shutdowns, key, values, way),
            Delta::Zone(key, values) => swap(&mut self.zones, key, values, way),
            Delta::Namespace(key, values) => swap(&mut self.namespaces, key, values, way),
            Delta::Other(key, values) => swap(&mut self.others, key, values, way),
            Delta::Behavior(key, values) => swap(&mut self.behaviors, key, values, way),
            Delta::Scripted(values) => values.swap(&mut self.scripted, way),
            Delta::Failures(key, values) => swap(&mut self.failures, key, values, way),
            Delta::Eviction(key, values) => swap(&mut self.evictions, key, values, way),
            Delta::Scheduling(key, values) => {
                swap(&mut self.scheduling, key, values, way);
                let (leaving, arriving) = values.ends(way);
                self.index_queued(key, leaving.map(|queued| &**queued), arriving.map(|queued| &**queued));
            }
            Delta::Recorded(key, values) => swap(&mut self.events, key, values, way),
            Delta::Correlation(key, values) => swap(&mut self.correlations, key, values, way),
            Delta::Clock(values) => values.swap(&mut self.clock, way),
        }
    }

    /// How many entries it has: the clock and what is derived left out.
    pub(crate) fn entries(&self) -> usize {
        let cluster = &self.cluster;
        let objects = cluster.nodes.len() + cluster.daemon_sets.len() + cluster.pods.len() + cluster.revisions.len();
        let syncs = self.next_sync.len() + self.delayed_sync.len() + self.failures.len();
        let nodes = self.silent.len() + self.shutdowns.len() + self.zones.len() + self.addresses.len();
        let kept = self.namespaces.len() + self.others.len() + self.behaviors.len();
        let pods = self.images.len() + self.evictions.len() + self.scheduling.len();
        objects + syncs + nodes + kept + pods + self.queue.len() + self.events.len() + self.correlations.len()
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
        self.pods_by_node.get(node).into_iter().flat_map(|pods| pods.iter())
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
        let without = |pods: &[ObjectKey]| pods.iter().filter(|pod| *pod != key).cloned().collect::<Vec<_>>();
        if let Some(node) = leaving
            && let Some(pods) = self.pods_by_node.get_mut(&node)
        {
            let rest = without(pods);
            if rest.is_empty() {
                self.pods_by_node.remove(&node);
            } else {
                *pods = rest.into();
            }
        }
        if let Some(node) = arriving {
            match self.pods_by_node.entry(node) {
                Entry::Vacant(place) => {
                    place.insert(Arc::from([key.clone()]));
                }
                Entry::Occupied(mut pods) => {
                    let mut all = without(pods.get());
                    all.insert(all.partition_point(|pod| pod < key), key.clone());
                    pods.insert(all.into());
                }
            }
        }
    }
}

fn reaches_far(pod: &Pod) -> bool {
    let template = pod.template.as_ref();
    template.is_some_and(|template| template.requirements.keeps_away_from_other_nodes())
}

fn swap<K: Ord + Clone, V: Clone>(map: &mut BTreeMap<K, V>, key: &K, values: &mut Both<V>, way: Way) {
    let (left, wanted) = match way {
        Way::Forward => (&mut values.before, &values.after),
        Way::Back => (&mut values.after, &values.before),
    };
    *left = match wanted {
        Some(value) => map.insert(key.clone(), value.clone()),
        None => map.remove(key),
    };
}
