//! `kubectl events`: what happened, the latest last.
//!
//! Models `kubectl/pkg/cmd/events/events.go`.

use super::failure::Failure;
use super::output::{Format, Forms, list_of};
use super::process::{Follow, Terminal};
use super::resource_type::ResourceType;
use super::verb::{Console, Outcome};
use super::{objects, targets};
use crate::case::lower;
use crate::json::Fields;
use crate::kubectl::list_events;
use crate::ordered::Order;
use crate::sim::Simulation;
use serde_json::Value;

/// Runs the command.
pub(super) fn events(console: &mut Console<'_>) -> Result<Outcome, Failure> {
    let flags = &console.flags;
    let mut types: Vec<String> = flags.values("types").into_iter().map(str::to_owned).collect();
    for wanted in &mut types {
        *wanted = match lower(wanted).as_str() {
            "normal" => "Normal".to_owned(),
            "warning" => "Warning".to_owned(),
            _ => return Err(Failure::error("valid --types are Normal or Warning")),
        };
    }
    let about = match flags.value("for") {
        "" => None,
        text => {
            let parsed = targets::pair(text);
            let (kind, name) = parsed.map_err(|_| Failure::error("--for must be in resource/name form"))?;
            Some((kind.kind, name))
        }
    };
    let mut events = Events {
        namespace: (!console.all_namespaces()).then(|| console.namespace().to_owned()),
        about,
        types,
        printed: 0,
        no_headers: flags.is_on("no-headers"),
    };
    let found = events.find(console.simulation)?;
    if let Some(format) = Format::read(flags, Forms::Plain)? {
        let text = format.print(&list_of(&found))?;
        console.terminal.print(&text);
        return Ok(Outcome::Ended(0));
    }
    let watches = flags.is_on("watch");
    if found.is_empty() && !watches {
        let text = match &events.namespace {
            Some(namespace) => format!("No events found in {namespace} namespace.\n"),
            None => "No events found.\n".to_owned(),
        };
        console.terminal.complain(&text);
        return Ok(Outcome::Ended(0));
    }
    events.print(&found, console.terminal);
    Ok(if watches {
        Outcome::Follows(Box::new(events))
    } else {
        Outcome::Ended(0)
    })
}

/// Which events are listed, and how many have been.
#[derive(Debug, Clone)]
struct Events {
    namespace: Option<String>,
    about: Option<(&'static str, String)>,
    types: Vec<String>,
    printed: usize,
    no_headers: bool,
}

impl Events {
    fn find(&self, simulation: &Simulation) -> Result<Vec<Value>, Failure> {
        let kind = ResourceType::named("events")?;
        let mut events = objects::list(simulation, kind, self.namespace.as_deref())?;
        events.retain(|event| {
            let involved = |field: &str| event.at("involvedObject").text(field);
            let is_about = |(kind, name): &(&str, String)| involved("kind") == *kind && involved("name") == *name;
            (self.types.is_empty() || self.types.iter().any(|wanted| wanted == event.text("type")))
                && self.about.as_ref().is_none_or(is_about)
        });
        Ok(events)
    }

    fn print(&mut self, events: &[Value], terminal: &mut Terminal) {
        let text = list_events(events, self.namespace.is_none(), terminal.now());
        let headers = !self.no_headers && self.printed == 0;
        let rows = if headers {
            text.as_str()
        } else {
            text.split_once('\n').map_or("", |(_, rows)| rows)
        };
        terminal.print(rows);
        self.printed += events.len();
    }
}

impl Follow for Events {
    fn poll(&mut self, simulation: &mut Simulation, terminal: &mut Terminal) -> Option<u8> {
        match self.find(simulation) {
            Ok(mut found) => {
                found.order_by_key(|event| event.text("lastTimestamp").to_owned());
                let new = found.split_off(self.printed.min(found.len()));
                if !new.is_empty() {
                    self.print(&new, terminal);
                }
                None
            }
            Err(failure) => Some(terminal.fail(&failure)),
        }
    }

    fn boxed(&self) -> Box<dyn Follow> {
        Box::new(self.clone())
    }
}
