//! `kubectl get --watch`: what there is, then a line for every change.
//!
//! Models `GetOptions.watch` of `kubectl/pkg/cmd/get/get.go`, and the column widths that the table writer remembers
//! (`github.com/liggitt/tabwriter`).

use super::table;
use crate::kubectl::columns::TABLE;
use crate::kubectl::console::failure::Failure;
use crate::kubectl::console::objects::{self, Stamp};
use crate::kubectl::console::output::Format;
use crate::kubectl::console::process::{Follow, Terminal};
use crate::kubectl::console::resource_type::ResourceType;
use crate::kubectl::console::targets::{Target, Targets};
use crate::kubectl::console::verb::{Console, Outcome};
use crate::kubectl::get::Options;
use crate::objects::ObjectKey;
use crate::sim::Simulation;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Begins to watch.
pub(super) fn begin(console: &mut Console<'_>, targets: Targets, format: Option<Format>) -> Result<Outcome, Failure> {
    let (kind, name) = match targets.parts.as_slice() {
        [Target::Every(kind)] => (*kind, None),
        [Target::One(kind, name)] => (*kind, Some(name.clone())),
        parts if parts.iter().all(|part| part.kind() == parts[0].kind()) => {
            return Err(Failure::error(
                "watch is only supported on individual resources and resource collections - more than 1 resource was \
                 found",
            ));
        }
        _ => return Err(Failure::error("you may only specify a single resource type")),
    };
    for part in &targets.parts {
        targets.find(console.simulation, part)?;
    }
    let mut watch = Watch {
        kind,
        name,
        targets,
        seen: BTreeMap::new(),
        printer: Printer {
            options: table::options(console, kind),
            format,
            with_events: console.flags.is_on("output-watch-events"),
            widths: Vec::new(),
            printed: false,
        },
    };
    let events = watch.look(console.simulation)?;
    if !console.flags.is_on("watch-only") {
        let text = watch.printer.print(kind, &events, console.terminal)?;
        console.terminal.print(&text);
    }
    Ok(Outcome::Follows(Box::new(watch)))
}

#[derive(Debug, Clone)]
struct Watch {
    kind: &'static ResourceType,
    name: Option<String>,
    targets: Targets,
    seen: BTreeMap<ObjectKey, Seen>,
    printer: Printer,
}

/// An object as it was last seen.
#[derive(Debug, Clone)]
struct Seen {
    stamp: Stamp,
    /// None if the selectors leave it out.
    object: Option<Value>,
}

/// Something that happened to an object.
struct WatchEvent {
    kind: &'static str,
    object: Value,
}

impl Follow for Watch {
    fn poll(&mut self, simulation: &mut Simulation, terminal: &mut Terminal) -> Option<u8> {
        let printed = self.look(simulation).and_then(|events| {
            events.chunks(1).try_for_each(|event| {
                let text = self.printer.print(self.kind, event, terminal)?;
                terminal.print(&text);
                Ok(())
            })
        });
        printed.err().map(|failure| terminal.fail(&failure))
    }

    fn boxed(&self) -> Box<dyn Follow> {
        Box::new(self.clone())
    }
}

impl Watch {
    /// What has happened since the last look to the objects that are watched. One that is not selected any more counts as
    /// deleted.
    fn look(&mut self, simulation: &Simulation) -> Result<Vec<WatchEvent>, Failure> {
        let mut now = objects::stamps(simulation, self.kind)?;
        if let Some(name) = &self.name {
            now.retain(|key, _| *key.1 == **name);
        }
        let mut events = Vec::new();
        let before = std::mem::take(&mut self.seen);
        let deleted = before.iter().filter(|(key, _)| !now.contains_key(*key));
        let deleted = deleted.filter_map(|(_, seen)| seen.object.clone());
        events.extend(deleted.map(|object| WatchEvent {
            kind: "DELETED",
            object,
        }));
        for (key, stamp) in now {
            let was = before.get(&key);
            if let Some(seen) = was.filter(|seen| seen.stamp.is(&stamp)) {
                self.seen.insert(key, seen.clone());
                continue;
            }
            let object = stamp.object(simulation, &key);
            let was_selected = was.is_some_and(|seen| seen.object.is_some());
            let is_selected = self.targets.selects(self.kind, &object);
            let kind = match (was_selected, is_selected) {
                (false, false) => None,
                (false, true) => Some("ADDED"),
                (true, true) => Some("MODIFIED"),
                (true, false) => Some("DELETED"),
            };
            events.extend(kind.map(|kind| WatchEvent {
                kind,
                object: object.clone(),
            }));
            let object = is_selected.then_some(object);
            self.seen.insert(key, Seen { stamp, object });
        }
        Ok(events)
    }
}

/// Prints events one after the other: the titles once, and columns that never get narrower.
#[derive(Debug, Clone)]
struct Printer {
    options: Options,
    format: Option<Format>,
    with_events: bool,
    widths: Vec<usize>,
    printed: bool,
}

impl Printer {
    fn print(&mut self, kind: &ResourceType, events: &[WatchEvent], terminal: &Terminal) -> Result<String, Failure> {
        if let Some(format) = self.format.clone() {
            return events.iter().map(|event| self.print_with(&format, event)).collect();
        }
        let objects: Vec<_> = events.iter().map(|event| event.object.clone()).collect();
        let mut options = self.options.clone();
        options.no_headers |= self.printed;
        let mut lines = table::table(kind, &objects, terminal.now()).lines(&options);
        if self.with_events {
            let titles = (!options.no_headers).then_some("EVENT");
            let kinds = titles.into_iter().chain(events.iter().map(|event| event.kind));
            lines = kinds.zip(lines).map(|(kind, line)| format!("{kind}\t{line}")).collect();
        }
        self.printed |= !lines.is_empty();
        Ok(self.align(&lines))
    }

    fn print_with(&mut self, format: &Format, event: &WatchEvent) -> Result<String, Failure> {
        let text = if self.with_events && !matches!(format, Format::Name) {
            format.print(&json!({ "object": event.object, "type": event.kind }))?
        } else {
            format.print(&event.object)?
        };
        let separates = self.printed && matches!(format, Format::Yaml);
        self.printed = true;
        Ok(if separates { format!("---\n{text}") } else { text })
    }

    fn align(&mut self, lines: &[String]) -> String {
        let rows: Vec<Vec<&str>> = lines.iter().map(|line| line.split('\t').collect()).collect();
        for row in &rows {
            let cells = row.split_last().map_or(&[][..], |(_, cells)| cells);
            for (index, cell) in cells.iter().enumerate() {
                let width = (cell.chars().count() + TABLE.padding).max(TABLE.minimum);
                match self.widths.get_mut(index) {
                    Some(known) => *known = width.max(*known),
                    None => self.widths.push(width),
                }
            }
        }
        let mut text = String::new();
        for row in rows {
            for (index, cell) in row.iter().enumerate() {
                text.push_str(cell);
                if index + 1 < row.len() {
                    let width = self.widths.get(index).copied().unwrap_or_default();
                    let blanks = width.saturating_sub(cell.chars().count());
                    text.extend(std::iter::repeat_n(' ', blanks));
                }
            }
            text.push('\n');
        }
        text
    }
}
