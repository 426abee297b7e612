//! Writing an event: looked at with what its reporter remembers, then stored.

use super::correlation::{Correlation, Reporter, Series, Who};
use super::{EVENT_TTL, series};
use crate::objects::{ObjectKey, Pod};
use crate::sim::turn::Turn;
use crate::sim::{Change, ClusterEvent};
use crate::time::SimTime;
use std::sync::Arc;

/// An event in the API server's store.
#[derive(Debug, Clone, PartialEq)]
pub struct RecordedEvent {
    /// What happened, at its first time and with its last message.
    pub event: ClusterEvent,
    /// `involvedObject.uid`.
    pub uid: Arc<str>,
    /// The node whose kubelet reports it; empty for any other component.
    pub host: Arc<str>,
    /// `involvedObject.fieldPath`, such as `spec.containers{agent}`; empty if it is about the whole object.
    pub field_path: Arc<str>,
    /// How often, and when.
    pub occurrences: Occurrences,
}

/// How often an event happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Occurrences {
    /// `count` and `lastTimestamp`.
    Counted {
        /// How often.
        count: u32,
        /// When last.
        last: SimTime,
    },
    /// `eventTime` and `series`: every time it happened, in order. Not all of them need have been written yet.
    Series {
        /// Those times, at least one.
        observed: Vec<SimTime>,
    },
}

impl RecordedEvent {
    /// How often it is said to have happened, and when last.
    pub fn count(&self, now: SimTime) -> (u32, SimTime) {
        match &self.occurrences {
            Occurrences::Counted { count, last } => (*count, *last),
            Occurrences::Series { observed } => {
                let written = series::written(observed, now);
                let last = observed[..written].last().copied().unwrap_or(self.event.time);
                (u32::try_from(written).unwrap_or(u32::MAX), last)
            }
        }
    }

    /// Whether the API server still has it.
    pub fn is_kept(&self, now: SimTime) -> bool {
        now - self.count(now).1 < EVENT_TTL
    }
}

impl Turn<'_> {
    /// Reports an event about an object, as `kubectl get events` lists them.
    pub(crate) fn record(&mut self, event: ClusterEvent) {
        self.record_part(event, "");
    }

    /// Reports an event about a part of an object: `field_path` is a container's `spec.containers{NAME}`.
    pub(crate) fn record_part(&mut self, event: ClusterEvent, field_path: &str) {
        let key = (event.namespace.clone(), event.name.clone());
        let pod = self.world.cluster.pods.get(&key).filter(|_| event.kind == "Pod");
        let reporter = self.reporter(&event, key, pod.map(|pod| &**pod));
        let pod = pod.filter(|_| event.source == SCHEDULER).cloned();
        self.report(event, field_path, reporter, pod);
    }

    /// Reports an event about a pod that is in the hands of its kubelet, which has not changed what tells it from others.
    pub(crate) fn record_of_kubelet(&mut self, event: ClusterEvent, pod: &Pod) {
        let key = (event.namespace.clone(), event.name.clone());
        debug_assert_eq!(
            self.world.cluster.pods.get(&key).map(|pod| (&pod.uid, &pod.node_name)),
            Some((&pod.uid, &pod.node_name)),
            "a kubelet reports about a pod that is stored"
        );
        let reporter = self.reporter(&event, key, Some(pod));
        self.report(event, "", reporter, None);
    }

    /// Counts the event with what the reporter remembers. `pod` is the one that a scheduler's event is about.
    fn report(&mut self, event: ClusterEvent, field_path: &str, reporter: Reporter, pod: Option<Arc<Pod>>) {
        let (place, mut memory) = self.take_correlation(&reporter);
        let correlation = Arc::make_mut(&mut memory);
        if event.source == SCHEDULER {
            self.record_series(event, pod, &reporter, correlation);
        } else {
            self.record_counted(event, &reporter, correlation, field_path);
        }
        self.put_correlation(reporter, place, memory);
    }

    /// Who reports it about whom.
    fn reporter(&self, event: &ClusterEvent, key: ObjectKey, pod: Option<&Pod>) -> Reporter {
        let sets = &self.world.cluster.daemon_sets;
        let uid = match event.kind {
            "DaemonSet" => sets.get(&key).map(|set| set.uid.clone()),
            "Node" => Some(event.name.clone()),
            _ => pod.map(|pod| pod.uid.clone()),
        };
        let host = match (event.source, event.kind) {
            (KUBELET, "Node") => Some(event.name.clone()),
            (KUBELET, _) => pod.and_then(|pod| pod.node_name.clone()),
            _ => None,
        };
        let who = Who {
            source: event.source,
            host: host.unwrap_or_default(),
            kind: event.kind,
            object: key,
            uid: uid.unwrap_or_default(),
            warning: event.warning,
        };
        who.into()
    }

    fn record_counted(&mut self, event: ClusterEvent, reporter: &Reporter, memory: &mut Correlation, field_path: &str) {
        let field_path: Arc<str> = if field_path.is_empty() {
            Arc::default()
        } else {
            field_path.into()
        };
        let Some(correlated) = memory.observe(&event, &field_path) else {
            return;
        };
        let number = match correlated.number {
            Some(number) if self.world.events.contains_key(&number) => number,
            Some(_) | None => self.next_event(),
        };
        let stored = RecordedEvent {
            uid: reporter.who.uid.clone(),
            host: reporter.who.host.clone(),
            field_path,
            occurrences: Occurrences::Counted {
                count: correlated.count,
                last: event.time,
            },
            event: ClusterEvent {
                time: correlated.first,
                message: correlated.message.clone(),
                ..event
            },
        };
        memory.written(&correlated, number);
        self.store(number, stored);
    }

    /// The scheduler's events about a pod are one as long as the pod stays the same object.
    fn record_series(
        &mut self,
        event: ClusterEvent,
        pod: Option<Arc<Pod>>,
        reporter: &Reporter,
        memory: &mut Correlation,
    ) {
        let open = memory.series.get(&*event.reason).filter(|series| series.pod == pod);
        if let Some(number) = open.map(|series| series.number)
            && let Some(old) = self.world.events.get(&number)
            && let Occurrences::Series { observed } = &old.occurrences
            && observed
                .last()
                .is_some_and(|last| !series::is_finished(*last, event.time))
        {
            let mut observed = observed.clone();
            observed.push(event.time);
            let next = RecordedEvent {
                occurrences: Occurrences::Series { observed },
                ..(**old).clone()
            };
            self.store(number, next);
            return;
        }
        let number = self.next_event();
        let series = Series { number, pod };
        let place = memory.series.get_or_insert(&event.reason, series.clone());
        *place = series;
        let stored = RecordedEvent {
            uid: reporter.who.uid.clone(),
            host: Arc::default(),
            field_path: Arc::default(),
            occurrences: Occurrences::Series {
                observed: vec![event.time],
            },
            event,
        };
        self.store(number, stored);
    }

    fn store(&mut self, number: u64, stored: RecordedEvent) {
        let now = self.now();
        self.say(Change::EventRecorded {
            reason: stored.event.reason.clone(),
            message: stored.event.message.clone(),
        });
        self.put_event(number, Some(stored));
        let first = self.world.events.first_key_value();
        if let Some((expired, _)) = first.filter(|(_, event)| !event.is_kept(now)) {
            self.put_event(*expired, None);
        }
    }
}

pub(super) const SCHEDULER: &str = "default-scheduler";
pub(super) const KUBELET: &str = "kubelet";
