//! `kubectl describe`.
//!
//! Models `kubectl/pkg/cmd/describe/describe.go`.

use super::failure::Failure;
use super::objects;
use super::resource_type::{ResourceType, Store};
use super::targets::{BareType, Found, Targets};
use super::verb::{Console, Outcome};
use crate::json::Fields;
use crate::kubectl::{describe, events_about};
use crate::sim::Simulation;
use crate::time::SimTime;
use serde_json::Value;

/// Runs the command.
pub(super) fn describe(console: &mut Console<'_>) -> Result<Outcome, Failure> {
    if console.arguments.is_empty() {
        return Err(Failure::error(
            "You must specify the type of resource to describe. Use \"kubectl api-resources\" for a complete list of \
             supported resources.\n",
        ));
    }
    let targets = Targets::read(console, BareType::Everything)?;
    let (found, failures) = targets.find_all(console.simulation);
    let now = console.terminal.now();
    for (index, found) in found.iter().enumerate() {
        let text = description(console.simulation, found, now)?;
        let gap = if index == 0 { "" } else { "\n\n" };
        console.terminal.print(&format!("{gap}{text}"));
    }
    Failure::all(failures).map_or(Ok(Outcome::Ended(0)), Err)
}

fn description(simulation: &Simulation, found: &Found, now: SimTime) -> Result<String, Failure> {
    let (kind, object) = (found.kind, &found.object);
    let events = |about: &str| events_about(&simulation.event_objects(), object, about);
    let pods = |namespace| objects::list(simulation, ResourceType::named("pods")?, namespace);
    Ok(match kind.store {
        Store::DaemonSets => {
            let pods = pods(Some(object.text("metadata.namespace")))?;
            describe::describe_daemon_set(object, &pods, &events("DaemonSet"), now)
        }
        Store::Pods => describe::describe_pod(object, &events("Pod"), now),
        Store::Nodes => {
            let name = object.text("metadata.name");
            let mut pods = pods(None)?;
            pods.retain(|pod| pod.text("spec.nodeName") == name);
            describe::describe_node(object, None::<&Value>, &pods, &events("Node"), now)
        }
        _ => {
            return Err(Failure::plain(format!(
                "everynode: describe does not know {} yet",
                kind.qualified()
            )));
        }
    })
}
