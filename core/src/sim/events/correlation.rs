//! What a component remembers of the events that it has reported about one object.
//!
//! Models `client-go/tools/record/events_cache.go`: the aggregator (EventAggregate), the counter (eventObserve) and the
//! filter against floods (EventSourceObjectSpamFilter), in this order.

use super::small_map::SmallMap;
use crate::objects::{ObjectKey, Pod};
use crate::sim::{ClusterEvent, latency};
use crate::time::{Millis, SimTime};
use std::sync::Arc;

/// So many different messages of one reason make the next a combined event. The recordings show nine events and then it.
const MAX_SIMILAR: usize = 10;
/// After so much silence about one reason its messages are counted anew.
const SIMILAR_FOR: Millis = Millis::seconds(600);
/// So many events about one object and of one type may be written at once.
const BURST: i64 = 25;
/// After so long one more may be.
const REFILL: Millis = Millis::seconds(300);

const COMBINED: &str = "(combined from similar events): ";

/// Whose memory it is. Copies share what they say, and a number that follows from it comes first in comparisons: thousands
/// of them are told apart by that.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Reporter {
    number: u64,
    pub(super) who: Arc<Who>,
}

/// The component on its host, the object that it reports about, and the type of the events.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Who {
    pub(super) source: &'static str,
    pub(super) host: Arc<str>,
    pub(super) kind: &'static str,
    pub(super) object: ObjectKey,
    pub(super) uid: Arc<str>,
    pub(super) warning: bool,
}

impl From<Who> for Reporter {
    fn from(who: Who) -> Self {
        let bytes = who.uid.bytes().chain(who.source.bytes()).chain([u8::from(who.warning)]);
        Self {
            number: latency::fnv64(bytes),
            who: Arc::new(who),
        }
    }
}

/// That memory.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Correlation {
    /// When the bucket of tokens will be full again.
    full_at: SimTime,
    similar: SmallMap<Arc<str>, Similar>,
    observed: SmallMap<Sameness, Observed>,
    /// The scheduler's series by reason.
    pub(super) series: SmallMap<Arc<str>, Series>,
}

/// The messages of one reason.
#[derive(Debug, Clone, PartialEq, Default)]
struct Similar {
    /// In order, fewer than [`MAX_SIMILAR`].
    messages: Vec<Arc<str>>,
    last: SimTime,
}

/// What makes two events one: reason and part of the object, and the message unless the event is a combined one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Sameness {
    reason: Arc<str>,
    field_path: Arc<str>,
    message: Option<Arc<str>>,
}

/// How often one was seen, dropped ones counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Observed {
    count: u32,
    first: SimTime,
    /// Its number in the store, once it has been written.
    number: Option<u64>,
}

/// A series that the scheduler may continue while the pod stays the same object.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Series {
    pub(super) number: u64,
    pub(super) pod: Option<Arc<Pod>>,
}

/// An event on its way to the API server.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Correlated {
    /// The message, which says so if the event is a combined one.
    pub(super) message: Arc<str>,
    pub(super) count: u32,
    pub(super) first: SimTime,
    /// The event in the store that it becomes, if it is not a new one.
    pub(super) number: Option<u64>,
    same: Sameness,
}

impl Correlation {
    /// Counts an event. `None`: there have been too many, and it is dropped.
    pub(super) fn observe(&mut self, event: &ClusterEvent, field_path: &Arc<str>) -> Option<Correlated> {
        let now = event.time;
        let combined = self.is_combined(event);
        let message = if combined {
            format!("{COMBINED}{}", event.message).into()
        } else {
            event.message.clone()
        };
        let same = Sameness {
            reason: event.reason.clone(),
            field_path: if combined { Arc::default() } else { field_path.clone() },
            message: (!combined).then(|| event.message.clone()),
        };
        let unseen = Observed {
            count: 0,
            first: now,
            number: None,
        };
        let observed = self.observed.get_or_insert(&same, unseen);
        observed.count = observed.count.saturating_add(1);
        let Observed { count, first, number } = *observed;
        self.takes_token(now).then_some(Correlated {
            message,
            count,
            first,
            number,
            same,
        })
    }

    /// Remembers under which number an event was written.
    pub(super) fn written(&mut self, correlated: &Correlated, number: u64) {
        if let Some(observed) = self.observed.get_mut(&correlated.same) {
            observed.number = Some(number);
        }
    }

    /// Whether there are so many different messages of this reason that this one is merged with the others.
    fn is_combined(&mut self, event: &ClusterEvent) -> bool {
        let similar = self.similar.get_or_insert(&event.reason, Similar::default());
        if event.time - similar.last > SIMILAR_FOR {
            similar.messages.clear();
        }
        similar.last = event.time;
        let Err(place) = similar.messages.binary_search(&event.message) else {
            return false;
        };
        // Kubernetes forgets any one of them once there are too many; here it is the one that came last.
        let combined = similar.messages.len() + 1 >= MAX_SIMILAR;
        if !combined {
            similar.messages.reserve_exact(1);
            similar.messages.insert(place, event.message.clone());
        }
        combined
    }

    /// A bucket of tokens as the moment at which it will be full.
    fn takes_token(&mut self, now: SimTime) -> bool {
        let from = self.full_at.max(now);
        let missing = from - now;
        if missing.0 > REFILL.0 * (BURST - 1) {
            return false;
        }
        self.full_at = from + REFILL;
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(time: i64, message: &str) -> ClusterEvent {
        ClusterEvent {
            time: SimTime(time),
            warning: false,
            reason: "SuccessfulCreate".into(),
            kind: "DaemonSet",
            namespace: "default".into(),
            name: "agent".into(),
            message: message.into(),
            source: "daemonset-controller",
        }
    }

    /// What is written of `events`: message and count. The first time a message is written it gets a number.
    fn written(correlation: &mut Correlation, events: impl IntoIterator<Item = ClusterEvent>) -> Vec<(String, u32)> {
        let mut number = 0;
        let mut texts = Vec::new();
        for event in events {
            if let Some(correlated) = correlation.observe(&event, &"".into()) {
                texts.push((correlated.message.to_string(), correlated.count));
                number += 1;
                let number = correlated.number.unwrap_or(number);
                correlation.written(&correlated, number);
            }
        }
        texts
    }

    /// Thirty nodes as recorded: nine pods are told of by name, sixteen in one event, five not at all.
    #[test]
    fn of_thirty_pods_nine_are_named_sixteen_combined_and_five_dropped() {
        let mut correlation = Correlation::default();
        let texts = written(
            &mut correlation,
            (0..30).map(|pod| event(pod, &format!("Created pod: agent-{pod}"))),
        );
        assert_eq!(texts.len(), 25);
        assert_eq!(texts[8], ("Created pod: agent-8".to_owned(), 1));
        assert_eq!(
            texts[9],
            ("(combined from similar events): Created pod: agent-9".to_owned(), 1)
        );
        assert_eq!(
            texts[24],
            ("(combined from similar events): Created pod: agent-24".to_owned(), 16)
        );
    }

    #[test]
    fn the_same_message_again_raises_the_count() {
        let mut correlation = Correlation::default();
        let texts = written(&mut correlation, [event(0, "a"), event(5000, "b"), event(9000, "a")]);
        let counts: Vec<u32> = texts.into_iter().map(|(_, count)| count).collect();
        assert_eq!(counts, [1, 1, 2]);
    }

    #[test]
    fn five_minutes_after_a_flood_one_more_event_is_written() {
        let mut correlation = Correlation::default();
        assert_eq!(written(&mut correlation, (0..40).map(|_| event(0, "a"))).len(), 25);
        assert_eq!(written(&mut correlation, [event(299_999, "a")]), []);
        let late = written(&mut correlation, [event(300_000, "a"), event(300_001, "a")]);
        assert_eq!(late, [("a".to_owned(), 42)]);
    }

    #[test]
    fn after_ten_quiet_minutes_messages_stand_alone_again() {
        let mut correlation = Correlation::default();
        let many = written(&mut correlation, (0..10).map(|pod| event(pod, &pod.to_string())));
        assert!(many[9].0.starts_with(COMBINED));
        let later = written(&mut correlation, [event(600_010, "x")]);
        assert_eq!(later, [("x".to_owned(), 1)]);
    }
}
