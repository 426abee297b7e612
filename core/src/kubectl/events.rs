//! Events: when they happened, how often, and the listings of `kubectl events` and `kubectl describe`.
//!
//! Models `DescribeEvents` of `kubectl/pkg/describe/describe.go`, `kubectl/pkg/cmd/events` and
//! `kubectl/pkg/util/event/sorted_event_list.go`.

use super::columns::{Sheet, TABLE, align, escape};
use super::duration::{moment, since};
use crate::json::Fields;
use crate::ordered::Order;
use crate::time::SimTime;
use serde_json::Value;

/// What `kubectl events` prints of `events` (API JSON), sorted by time. Nothing for none: kubectl says so on standard
/// error (`No events found in NS namespace.`).
pub fn list_events(events: &[Value], all_namespaces: bool, now: SimTime) -> String {
    if events.is_empty() {
        return String::new();
    }
    let mut sorted: Vec<_> = events.iter().collect();
    sorted.order_by_key(|event| last_seen(event));
    let mut text = String::new();
    text.push_str(if all_namespaces { "NAMESPACE\t" } else { "" });
    text.push_str("LAST SEEN\tTYPE\tREASON\tOBJECT\tMESSAGE\n");
    for event in sorted {
        if all_namespaces {
            text.push_str(event.text("metadata.namespace"));
            text.push('\t');
        }
        text.push_str(&escape(&format!(
            "{}\t{}\t{}\t{}/{}\t{}\n",
            interval(event, now),
            event.text("type"),
            event.text("reason"),
            event.text("involvedObject.kind"),
            event.text("involvedObject.name"),
            event.text("message").trim(),
        )));
    }
    align(&text, TABLE)
}

/// Writes the events about one object, as the last part of a description. Those without a last timestamp come first. To
/// look at the UID is the server's part ([`events_about`]): the recorded descriptions show what the list holds.
pub(super) fn describe_events(sheet: &mut Sheet, events: &[Value], about: &Value, kind: &str, now: SimTime) {
    let mut own: Vec<_> = events.iter().filter(|event| names(event, about, kind)).collect();
    if own.is_empty() {
        sheet.write(0, "Events:\t<none>\n");
        return;
    }
    own.order_by_key(|event| moment(event, "lastTimestamp"));
    sheet.flush();
    sheet.write(0, "Events:\n  Type\tReason\tAge\tFrom\tMessage\n");
    sheet.write(1, "----\t------\t----\t----\t-------\n");
    for event in own {
        let source = match event.text("source.component") {
            "" => event.text("reportingComponent"),
            component => component,
        };
        let mut message = event.text("message").trim().to_owned();
        let part = event.text("involvedObject.fieldPath");
        if !part.is_empty() {
            message = format!("{part}: {message}");
        }
        let (kind, reason, interval) = (event.text("type"), event.text("reason"), interval(event, now));
        sheet.write(1, &format!("{kind}\t{reason}\t{interval}\t{source}\t{message}\n"));
    }
}

/// Those of `events` that are about `object`, as the field selector that kubectl sends makes the server choose them. The
/// UID counts: what happened to an object of the same name that is gone is left out.
pub fn events_about(events: &[Value], object: &Value, kind: &str) -> Vec<Value> {
    let uid = object.text("metadata.uid");
    events
        .iter()
        .filter(|event| names(event, object, kind) && (uid.is_empty() || event.text("involvedObject.uid") == uid))
        .cloned()
        .collect()
}

fn names(event: &Value, object: &Value, kind: &str) -> bool {
    let involved = event.at("involvedObject");
    involved.text("name") == object.text("metadata.name")
        && involved.text("namespace") == object.text("metadata.namespace")
        && involved.text("kind") == kind
}

/// When an event last happened, for sorting; one without any time comes first.
fn last_seen(event: &Value) -> Option<SimTime> {
    if event.has("series") {
        return moment(event, "series.lastObservedTime");
    }
    moment(event, "lastTimestamp").or_else(|| moment(event, "eventTime"))
}

/// `5s`, or `5s (x3 over 1m)` if it happened more than once.
fn interval(event: &Value, now: SimTime) -> String {
    let first = moment(event, "eventTime").or_else(|| moment(event, "firstTimestamp"));
    let first = since(first, now);
    let repeated = |last: &str, count: i64| format!("{} (x{count} over {first})", since(moment(event, last), now));
    if event.has("series") {
        repeated("series.lastObservedTime", event.integer("series.count"))
    } else if event.integer("count") > 1 {
        repeated("lastTimestamp", event.integer("count"))
    } else {
        first
    }
}
