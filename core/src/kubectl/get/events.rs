//! `kubectl get events`: `printEvent` of `pkg/printers/internalversion/printers.go`.

use super::table::{Cell, Column, Row, Table};
use crate::case::lower;
use crate::json::Fields;
use crate::kubectl::duration::{moment, since};
use crate::time::SimTime;
use serde_json::Value;

const COLUMNS: &[Column] = &[
    Column::narrow("Last Seen"),
    Column::narrow("Type"),
    Column::narrow("Reason"),
    Column::narrow("Object"),
    Column::wide("Subobject"),
    Column::wide("Source"),
    Column::narrow("Message"),
    Column::wide("First Seen"),
    Column::wide("Count"),
    Column::wide("Name"),
];

/// The table of `events` (API JSON) at `now`, in the order given.
pub fn events(events: &[Value], now: SimTime) -> Table<'_> {
    Table {
        columns: COLUMNS,
        rows: events.iter().map(|event| row(event, now)).collect(),
    }
}

fn row(event: &Value, now: SimTime) -> Row<'_> {
    let first = moment(event, "firstTimestamp").or_else(|| moment(event, "eventTime"));
    let (last, count) = if event.has("series") {
        (moment(event, "series.lastObservedTime"), event.integer("series.count"))
    } else {
        // The newer API leaves the count of a single event out.
        (moment(event, "lastTimestamp").or(first), event.integer("count").max(1))
    };
    let kind = lower(event.text("involvedObject.kind"));
    let object = match event.text("involvedObject.name") {
        "" => kind,
        name => format!("{kind}/{name}"),
    };
    Row {
        cells: vec![
            since(last, now).into(),
            event.text("type").into(),
            event.text("reason").into(),
            object.into(),
            event.text("involvedObject.fieldPath").into(),
            source(event).into(),
            event.text("message").trim().into(),
            since(first, now).into(),
            Cell::Count(count),
            event.text("metadata.name").into(),
        ],
        object: event,
    }
}

/// Who reported it: the component, and the host or instance if that is known.
fn source(event: &Value) -> String {
    let either = |old: &str, new: &str| match event.text(old) {
        "" => event.text(new).to_owned(),
        text => text.to_owned(),
    };
    let component = either("source.component", "reportingComponent");
    match either("source.host", "reportingInstance") {
        instance if instance.is_empty() => component,
        instance => format!("{component}, {instance}"),
    }
}
