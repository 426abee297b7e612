//! What `kubectl describe` says of a node that matters here, and the events about a node or a pod.

use super::Subject;
use everynode_core::kubectl::human_duration;
use everynode_core::manifest::quantity::Quantity;
use everynode_core::objects::{Node, ObjectKey, Pod};
use everynode_core::ordered::Order;
use everynode_core::scheduler::{Resources, allocatable_of};
use everynode_core::sim::Simulation;
use everynode_core::time::SimTime;
use serde_json::Value;
use std::sync::Arc;

/// What there is to know of a node.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Facts {
    /// Its conditions.
    pub conditions: Vec<Condition>,
    /// Its taints, as kubectl writes them.
    pub taints: Vec<String>,
    /// What it has, and what of that has been given away.
    pub resources: Vec<Resource>,
    /// The pods on it that have not ended.
    pub pods: Vec<Occupant>,
    /// What was reported about it, the newest first.
    pub events: Vec<EventView>,
}

/// A condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// Its type.
    pub name: String,
    /// `True`, `False` or `Unknown`.
    pub status: String,
    /// Since when, as kubectl writes ages; empty if that is not known.
    pub since: String,
    /// Why, in Kubernetes' words.
    pub reason: String,
    /// It is not as it should be.
    pub is_bad: bool,
}

/// A resource of a node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resource {
    /// Its name.
    pub name: String,
    /// What has been given away.
    pub given: String,
    /// What can be given.
    pub offered: String,
    /// The share in per cent; `None` of nothing.
    pub percent: Option<i128>,
}

/// A pod on a node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Occupant {
    /// Its identity.
    pub key: ObjectKey,
    /// What it asks for: cpu, memory.
    pub asks: String,
}

/// An event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventView {
    /// It is a warning.
    pub is_warning: bool,
    /// `FailedScheduling`, …
    pub reason: Arc<str>,
    /// How long ago it was last seen, and how often if more than once.
    pub age: String,
    /// Who reports it.
    pub source: &'static str,
    /// The text.
    pub message: Arc<str>,
}

/// So many events are shown, the newest.
const MOST_EVENTS: usize = 20;

/// The events about an object.
pub fn events(simulation: &Simulation, kind: &str, namespace: &str, name: &str) -> Vec<EventView> {
    let now = simulation.now();
    let about = simulation.recorded_events().filter(|recorded| {
        let event = &recorded.event;
        event.kind == kind && *event.name == *name && *event.namespace == *namespace
    });
    let mut about: Vec<_> = about.map(|recorded| (recorded.count(now), recorded)).collect();
    about.order_by_key(|((_, last), _)| std::cmp::Reverse(*last));
    let view = |((count, last), recorded): ((u32, SimTime), &everynode_core::sim::RecordedEvent)| {
        let age = human_duration(now - last);
        EventView {
            is_warning: recorded.event.warning,
            reason: recorded.event.reason.clone(),
            age: if count > 1 { format!("{age} (x{count})") } else { age },
            source: recorded.event.source,
            message: recorded.event.message.clone(),
        }
    };
    about.into_iter().take(MOST_EVENTS).map(view).collect()
}

/// The facts about a node.
pub fn facts(simulation: &Simulation, node: &Node, subject: &Subject<'_>) -> Facts {
    let object = node.to_json();
    let now = simulation.now();
    let pods: Vec<&Pod> = subject
        .pods_of(&node.name)
        .iter()
        .map(|pod| &***pod)
        .filter(|pod| pod.node_name.is_some() && !pod.is_terminal())
        .collect();
    let conditions = object["status"]["conditions"].as_array().into_iter().flatten();
    Facts {
        conditions: conditions.map(|condition| view(condition, now)).collect(),
        taints: node
            .taints
            .iter()
            .map(everynode_core::node::taints::taint_text)
            .collect(),
        resources: resources(node, &pods),
        pods: pods
            .iter()
            .map(|pod| Occupant {
                key: (pod.namespace.clone(), pod.name.clone()),
                asks: asks(pod),
            })
            .collect(),
        events: events(simulation, "Node", "", &node.name),
    }
}

fn view(condition: &Value, now: SimTime) -> Condition {
    let text = |key: &str| condition[key].as_str().unwrap_or_default().to_owned();
    let (name, status) = (text("type"), text("status"));
    let since = SimTime::parse(&text("lastTransitionTime")).map(|since| human_duration(now - since));
    Condition {
        is_bad: (name == "Ready") != (status == "True"),
        since: since.unwrap_or_default(),
        reason: text("reason"),
        name,
        status,
    }
}

fn requests(pod: &Pod) -> Option<&Resources> {
    pod.template.as_ref().map(|template| &template.requirements.requests)
}

fn resources(node: &Node, pods: &[&Pod]) -> Vec<Resource> {
    let names = node.allocatable.keys().map(|name| &**name);
    let row = |name: &str| {
        let offered = allocatable_of(node, name);
        let given = if name == "pods" {
            i128::try_from(pods.len()).unwrap_or(i128::MAX)
        } else {
            pods.iter()
                .filter_map(|pod| requests(pod))
                .map(|requests| requests.get(name))
                .sum()
        };
        Resource {
            name: name.to_owned(),
            given: amount(name, given),
            offered: amount(name, offered),
            percent: (given * 100).checked_div(offered),
        }
    };
    let mut rows: Vec<Resource> = names.map(row).collect();
    let rank = |name: &str| {
        ["cpu", "memory", "ephemeral-storage", "pods"]
            .iter()
            .position(|known| *known == name)
            .unwrap_or(9)
    };
    rows.order_by_key(|row| rank(&row.name));
    rows
}

fn asks(pod: &Pod) -> String {
    let parts = requests(pod).into_iter().flat_map(Resources::iter);
    let parts: Vec<String> = parts
        .map(|(name, asked)| format!("{name} {}", amount(name, asked)))
        .collect();
    parts.join(", ")
}

/// An amount in the scheduler's units, as Kubernetes writes quantities.
fn amount(name: &str, amount: i128) -> String {
    if name == "cpu" {
        return Quantity::parse(&format!("{amount}m"))
            .map_or_else(|_| amount.to_string(), |quantity| quantity.canonical());
    }
    let units = [("Gi", 30), ("Mi", 20), ("Ki", 10)];
    let in_bytes = matches!(name, "memory" | "ephemeral-storage") || name.starts_with("hugepages-");
    let unit = units
        .into_iter()
        .find(|(_, shift)| in_bytes && amount >= 1 << shift && amount % (1 << shift) == 0);
    unit.map_or_else(
        || amount.to_string(),
        |(unit, shift)| format!("{}{unit}", amount >> shift),
    )
}
