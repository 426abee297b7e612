//! Events as `v1.Event` objects, in the order in which the API server lists them.

use super::record::{Occurrences, RecordedEvent, SCHEDULER};
use crate::ordered::Order;
use crate::sim::{ClusterEvent, Simulation};
use crate::time::SimTime;
use serde_json::{Value, json};

impl Simulation {
    /// The events that the API server has, oldest first.
    pub fn recorded_events(&self) -> impl Iterator<Item = &RecordedEvent> {
        self.numbered().map(|(_, event)| event)
    }

    /// What they say, with the time at which each happened first.
    pub fn events(&self) -> impl Iterator<Item = &ClusterEvent> {
        self.recorded_events().map(|recorded| &recorded.event)
    }

    /// The events as `v1.Event` objects, by namespace and name as the API server lists them.
    pub fn event_objects(&self) -> Vec<Value> {
        let mut events: Vec<_> = self
            .numbered()
            .map(|(number, event)| (namespace(event), object_name(number, event), event))
            .collect();
        events.order_by(|a, b| (a.0, &a.1).cmp(&(b.0, &b.1)));
        let now = self.now();
        events
            .into_iter()
            .map(|(namespace, name, event)| object(namespace, &name, event, now))
            .collect()
    }

    fn numbered(&self) -> impl Iterator<Item = (u64, &RecordedEvent)> {
        let now = self.now();
        let events = self.world.events.iter().map(|(number, event)| (*number, &**event));
        events.filter(move |(_, event)| event.is_kept(now))
    }
}

/// Where the event is stored: events about nodes are in `default`.
fn namespace(recorded: &RecordedEvent) -> &str {
    match &*recorded.event.namespace {
        "" => "default",
        namespace => namespace,
    }
}

/// The object's name and the nanosecond; here its last digits are a running number, so that no two are the same.
fn object_name(number: u64, recorded: &RecordedEvent) -> String {
    let milliseconds = u64::try_from(recorded.event.time.0).unwrap_or_default();
    let nanosecond = milliseconds.saturating_mul(1_000_000) + number % 1_000_000;
    format!("{}.{nanosecond:x}", recorded.event.name)
}

fn object(namespace: &str, name: &str, recorded: &RecordedEvent, now: SimTime) -> Value {
    let event = &recorded.event;
    let (count, last) = recorded.count(now);
    let mut involved = json!({ "kind": event.kind, "name": event.name });
    if event.kind == "DaemonSet" {
        involved["apiVersion"] = json!("apps/v1");
    } else {
        involved["apiVersion"] = json!("v1");
    }
    for (field, value) in [
        ("namespace", &event.namespace),
        ("uid", &recorded.uid),
        ("fieldPath", &recorded.field_path),
    ] {
        if !value.is_empty() {
            involved[field] = json!(value);
        }
    }
    let mut object = json!({
        "apiVersion": "v1",
        "kind": "Event",
        "metadata": { "name": name, "namespace": namespace, "creationTimestamp": event.time.to_string() },
        "involvedObject": involved,
        "type": if event.warning { "Warning" } else { "Normal" },
        "reason": event.reason,
        "message": event.message,
        "reportingComponent": event.source,
        "reportingInstance": recorded.host,
    });
    let times = match &recorded.occurrences {
        Occurrences::Counted { .. } => {
            let mut source = json!({ "component": event.source });
            if !recorded.host.is_empty() {
                source["host"] = json!(recorded.host);
            }
            json!({
                "source": source,
                "firstTimestamp": event.time.to_string(),
                "lastTimestamp": last.to_string(),
                "count": count,
                "eventTime": null,
            })
        }
        Occurrences::Series { .. } => json!({
            "source": {},
            "firstTimestamp": null,
            "lastTimestamp": null,
            "eventTime": micro_time(event.time),
            "action": action(&event.reason),
            "reportingInstance": format!("{SCHEDULER}-control-plane"),
        }),
    };
    merge(&mut object, times);
    if count > 1 && matches!(recorded.occurrences, Occurrences::Series { .. }) {
        object["series"] = json!({ "count": count, "lastObservedTime": micro_time(last) });
    }
    object
}

fn merge(object: &mut Value, fields: Value) {
    if let (Some(object), Value::Object(fields)) = (object.as_object_mut(), fields) {
        object.extend(fields);
    }
}

/// What the scheduler was doing.
fn action(reason: &str) -> &'static str {
    match reason {
        "Scheduled" => "Binding",
        "Preempted" => "Preempting",
        _ => "Scheduling",
    }
}

/// `metav1.MicroTime`: six digits of the second.
fn micro_time(time: SimTime) -> String {
    let seconds = time.to_string();
    let millis = time.0.rem_euclid(1000);
    format!("{}.{millis:03}000Z", seconds.trim_end_matches('Z'))
}
