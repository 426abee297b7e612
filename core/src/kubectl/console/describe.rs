//! `kubectl describe`.
//!
//! Models `kubectl/pkg/cmd/describe/describe.go`.

mod generic;
mod namespace;

use super::failure::Failure;
use super::objects;
use super::resource_type::{ResourceType, Store};
use super::targets::{BareType, Found, Target, Targets};
use super::verb::{Console, Outcome};
use crate::api::Resource;
use crate::json::Fields;
use crate::kubectl::describe;
use crate::sim::Simulation;
use crate::time::SimTime;
use serde_json::{Value, json};

/// Runs the command.
pub(super) fn describe(console: &mut Console<'_>) -> Result<Outcome, Failure> {
    if console.arguments.is_empty() {
        return Err(Failure::error(
            "You must specify the type of resource to describe. Use \"kubectl api-resources\" for a complete list of \
             supported resources.\n",
        ));
    }
    let targets = Targets::read(console, BareType::Everything)?;
    let (mut found, mut failures) = targets.find_all(console.simulation);
    if found.is_empty() && failures.iter().all(Failure::is_not_found) {
        found = with_prefix(console.simulation, &targets)?;
        if !found.is_empty() {
            failures.clear();
        }
    }
    let shows_events = console.flags.is_on("show-events");
    let now = console.terminal.now();
    for (index, found) in found.iter().enumerate() {
        let text = description(console.simulation, found, shows_events, now)?;
        let gap = if index == 0 { "" } else { "\n\n" };
        console.terminal.print(&format!("{gap}{text}"));
    }
    if found.is_empty() && failures.is_empty() {
        let namespaced = !console.all_namespaces() && targets.parts.iter().all(|part| part.kind().namespaced);
        let text = crate::kubectl::get::nothing_found(namespaced.then(|| console.namespace()));
        console.terminal.complain(&format!("{text}\n"));
    }
    Failure::all(failures).map_or(Ok(Outcome::Ended(0)), Err)
}

/// Where no object has the name that is asked for, those whose names begin with it.
fn with_prefix(simulation: &Simulation, targets: &Targets) -> Result<Vec<Found>, Failure> {
    let [Target::One(kind, prefix)] = targets.parts.as_slice() else {
        return Ok(Vec::new());
    };
    let namespace = targets.namespace.as_deref().filter(|_| kind.namespaced);
    let mut all = objects::list(simulation, kind, namespace)?;
    all.retain(|object| object.text("metadata.name").starts_with(prefix.as_str()));
    Ok(all.into_iter().map(|object| Found { kind, object }).collect())
}

fn description(simulation: &Simulation, found: &Found, shows_events: bool, now: SimTime) -> Result<String, Failure> {
    let (kind, object) = (found.kind, &found.object);
    let events = if shows_events {
        events_of(simulation, object)
    } else {
        Vec::new()
    };
    let mut text = match kind.store {
        Store::Api(Resource::DaemonSets) => {
            let pods = simulation.objects(Resource::Pods, Some(object.text("metadata.namespace")));
            describe::describe_daemon_set(object, &pods, &events, now)
        }
        Store::Api(Resource::Pods) => describe::describe_pod(object, &events, now),
        Store::Api(Resource::Nodes) => {
            let name = object.text("metadata.name");
            let mut pods = simulation.objects(Resource::Pods, None);
            pods.retain(|pod| pod.text("spec.nodeName") == name);
            describe::describe_node(object, Some(&lease(simulation, object, now)), &pods, &events, now)
        }
        Store::Api(Resource::Namespaces) => namespace::describe_namespace(simulation, object),
        Store::Api(Resource::ResourceQuotas) => namespace::describe_quota(object),
        Store::Api(Resource::ControllerRevisions | Resource::PriorityClasses | Resource::PodDisruptionBudgets)
        | Store::Events
        | Store::Services
        | Store::Nowhere => generic::describe(object, kind.kind, &events, now),
        Store::Untold => return Err(untold(kind)),
    };
    // describe.go asks for no events, and then leaves the whole part out.
    if !shows_events && let Some(at) = text.rfind("\nEvents:") {
        text.truncate(at + 1);
    }
    Ok(text)
}

fn untold(kind: &ResourceType) -> Failure {
    Failure::plain(format!(
        "everynode: the simulated cluster does not show {}",
        kind.qualified()
    ))
}

/// The events about `object`, those of an earlier object of its name left out where the events tell. Of a node kubectl asks
/// for those that have its name in the place of the uid as well.
fn events_of(simulation: &Simulation, object: &Value) -> Vec<Value> {
    let (uid, name) = (object.text("metadata.uid"), object.text("metadata.name"));
    let is_node = object.text("kind") == "Node";
    let mut events = simulation.event_objects();
    events.retain(|event| {
        let about = event.text("involvedObject.uid");
        about.is_empty() || about == uid || (is_node && about == name)
    });
    events
}

/// The node's lease, which its kubelet renews every ten seconds as long as it speaks.
fn lease(simulation: &Simulation, node: &Value, now: SimTime) -> Value {
    const RENEWAL_MILLIS: i64 = 10_000;
    let name = node.text("metadata.name");
    let created = crate::kubectl::duration::moment(node, "metadata.creationTimestamp").unwrap_or(now);
    let last = simulation.silent_since(name).unwrap_or(now);
    let age = (last - created).0.max(0);
    let renewed = SimTime(created.0 + age - age % RENEWAL_MILLIS);
    json!({ "spec": { "holderIdentity": name, "renewTime": renewed.to_string() } })
}
