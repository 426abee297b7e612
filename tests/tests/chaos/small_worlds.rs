//! Every order of events in small clusters: from each state any event that waits may happen next, whatever its time, and a
//! person may interfere at any moment. Every promise is checked in every state that can be reached, and from every state the
//! cluster can still come to rest where it should: a path that is fair to all events ends there.

use crate::commands::apply;
use crate::invariants::Checker;
use crate::scenario::{NAMESPACE, node};
use everynode_core::explain;
use everynode_core::language::Language;
use everynode_core::objects::{ConditionStatus, ObjectKey, Pod};
use everynode_core::sim::{Behavior, Command, Event, NodeConditionKind, Simulation};
use everynode_core::time::Millis;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

/// More would not end within seconds.
const MOST_STATES: usize = 60_000;

/// How a rollout may end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    /// Every node has the new pod.
    Complete,
    /// Nothing moves any more, and it is said why.
    Stuck,
    /// One or the other: it depends on the order.
    Either,
}

/// A cluster at rest, a rollout, and what a person does at some moment of it.
pub(crate) struct SmallWorld {
    pub(crate) nodes: usize,
    /// `spec.updateStrategy.rollingUpdate`.
    pub(crate) limits: Value,
    pub(crate) behavior: Option<Behavior>,
    pub(crate) interference: Option<Interference>,
    pub(crate) end: End,
}

/// What a person does while the rollout is under way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Interference {
    NodeNotReady,
    AnotherTemplate,
}

/// What was found: how many states, how many ways from one to another, and how many of the states are ends.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Found {
    pub(crate) states: usize,
    pub(crate) ways: usize,
    pub(crate) ends: usize,
}

/// Goes every way.
pub(crate) fn explore(world: &SmallWorld) -> Result<Found, String> {
    let mut simulation = Simulation::new(7);
    let nodes = (0..world.nodes).map(|index| node(index, 15)).collect();
    simulation.apply(Command::SetNodes { nodes });
    give(&mut simulation, &world.limits, 1)?;
    if !simulation.settle(Millis::seconds(3600)).steady {
        return Err("the cluster does not come to rest before the rollout".into());
    }
    if world.behavior.is_some() {
        let image = "main:2".into();
        simulation.apply(Command::SetBehavior {
            image,
            node: None,
            behavior: world.behavior,
        });
        simulation.settle(Millis::seconds(3600));
    }
    give(&mut simulation, &world.limits, 2)?;
    let mut search = Search {
        world,
        checker: Checker::new(true),
        seen: BTreeMap::new(),
        ways: Vec::new(),
        ends: Vec::new(),
    };
    search.visit(&mut simulation, false)?;
    search.every_state_leads_to_an_end()?;
    Ok(Found {
        states: search.seen.len(),
        ways: search.ways.len(),
        ends: search.ends.len(),
    })
}

struct Search<'w> {
    world: &'w SmallWorld,
    checker: Checker,
    /// The states by what they are, with their numbers.
    seen: BTreeMap<String, usize>,
    /// From which state to which.
    ways: Vec<(usize, usize)>,
    /// States in which nothing waits to happen.
    ends: Vec<usize>,
}

impl Search<'_> {
    /// Goes on from the state at the cursor in every way. Returns the state's number.
    fn visit(&mut self, simulation: &mut Simulation, interfered: bool) -> Result<usize, String> {
        let (key, number) = (picture(simulation, interfered), self.seen.len());
        if let Some(known) = self.seen.get(&key) {
            return Ok(*known);
        }
        if number >= MOST_STATES {
            return Err(format!("more than {MOST_STATES} states"));
        }
        self.seen.insert(key, number);
        let waiting = simulation.pending().map(|(_, event)| event.clone()).enumerate();
        let waiting: Vec<_> = waiting.filter(|(_, event)| !event.is_routine()).collect();
        for (index, event) in &waiting {
            let last = simulation.now();
            if !simulation.step_with(*index) {
                return Err("an event that waits cannot be taken".into());
            }
            let synced = match event {
                Event::Sync { set } => Some(set),
                _ => None,
            };
            self.checker.forget();
            self.checker
                .look(simulation, synced, last)
                .map_err(|broken| story(simulation, &broken))?;
            self.go_on(simulation, number, interfered)?;
        }
        if let Some(interference) = self.world.interference.filter(|_| !interfered) {
            interfere(simulation, interference, &self.world.limits)?;
            self.go_on(simulation, number, true)?;
        } else if waiting.is_empty() {
            self.ends.push(number);
            is_an_end(simulation, self.world.end).map_err(|broken| story(simulation, &broken))?;
        }
        Ok(number)
    }

    fn go_on(&mut self, simulation: &mut Simulation, from: usize, interfered: bool) -> Result<(), String> {
        let to = self.visit(simulation, interfered)?;
        self.ways.push((from, to));
        simulation.step_back();
        Ok(())
    }

    fn every_state_leads_to_an_end(&self) -> Result<(), String> {
        let mut back = vec![Vec::new(); self.seen.len()];
        for (from, to) in &self.ways {
            back[*to].push(*from);
        }
        let mut leads = vec![false; self.seen.len()];
        let mut open = self.ends.clone();
        while let Some(state) = open.pop() {
            if !std::mem::replace(&mut leads[state], true) {
                open.extend(&back[state]);
            }
        }
        let lost = self.seen.iter().find(|(_, number)| !leads[**number]);
        lost.map_or(Ok(()), |(state, _)| {
            Err(format!("no way leads to an end from here:\n{state}"))
        })
    }
}

fn is_an_end(simulation: &Simulation, wanted: End) -> Result<(), String> {
    let key: ObjectKey = (NAMESPACE.into(), "alpha".into());
    let Some(rollout) = explain::rollout(simulation, &key, Language::English) else {
        return Err("there is no rollout".into());
    };
    let fits = match wanted {
        End::Complete => rollout.complete,
        End::Stuck => rollout.stuck.is_some(),
        End::Either => rollout.complete || rollout.stuck.is_some(),
    };
    if fits {
        Ok(())
    } else {
        Err(format!("it ends here, and should be {wanted:?}: {rollout:?}"))
    }
}

fn give(simulation: &mut Simulation, limits: &Value, version: usize) -> Result<(), String> {
    let own = json!({"app": "alpha"});
    let container = json!({"name": "main", "image": format!("registry.example/main:{version}")});
    let template = json!({"metadata": {"labels": own}, "spec": {"containers": [container]}});
    let mut set = json!({
        "apiVersion": "apps/v1", "kind": "DaemonSet", "metadata": {"name": "alpha"},
        "spec": {"selector": {"matchLabels": own}, "updateStrategy": {"rollingUpdate": limits}, "template": template},
    });
    let command = apply(simulation, &mut set).ok_or("the set is refused")?;
    simulation.apply(command);
    Ok(())
}

fn interfere(simulation: &mut Simulation, interference: Interference, limits: &Value) -> Result<(), String> {
    match interference {
        Interference::AnotherTemplate => give(simulation, limits, 3),
        Interference::NodeNotReady => {
            simulation.apply(Command::SetCondition {
                node: "node-0".into(),
                condition: NodeConditionKind::Ready,
                status: ConditionStatus::False,
            });
            Ok(())
        }
    }
}

/// The way that led to something broken.
fn story(simulation: &Simulation, broken: &str) -> String {
    let steps = simulation.steps()[..simulation.cursor()].iter();
    let changes: Vec<_> = steps
        .map(|step| format!("{:?} {:?}", step.actor, step.changes))
        .collect();
    let last = changes.len().saturating_sub(40);
    format!("{broken}\nafter\n{}", changes[last..].join("\n"))
}

/// All that makes the future differ where only the order of events counts: no times, no names, no numbers that only grow.
fn picture(simulation: &Simulation, interfered: bool) -> String {
    let cluster = simulation.cluster();
    let mut text = format!("interfered: {interfered}\n");
    for set in cluster.daemon_sets.values() {
        let _ = writeln!(text, "set {} {:?}", set.generation, set.status);
    }
    for revision in cluster.revisions.values() {
        let _ = writeln!(text, "revision {} {}", revision.name, revision.revision);
    }
    let mut names: BTreeMap<&ObjectKey, String> = BTreeMap::new();
    for node in cluster.nodes.values() {
        let taints: Vec<_> = node.taints.iter().map(|taint| (&taint.key, taint.effect)).collect();
        let _ = writeln!(text, "node {} {:?} {taints:?}", node.name, node.conditions);
        // Which of two pods comes first depends on their age and name: the order stands for both.
        let mut pods: Vec<(&ObjectKey, &Arc<Pod>)> = simulation
            .pods_of(&node.name)
            .filter_map(|key| Some((key, cluster.pods.get(key)?)))
            .collect();
        pods.sort_by_key(|(_, pod)| (pod.created, &pod.name));
        for (rank, (key, pod)) in pods.into_iter().enumerate() {
            names.insert(key, format!("{}/{rank}", node.name));
            let _ = writeln!(
                text,
                " pod {:?} {:?} {} {} {} {:?} {:?} {:?} {}",
                pod.labels.get("controller-revision-hash"),
                pod.phase,
                pod.ready,
                pod.is_terminating(),
                pod.node_name.is_some(),
                pod.runtime.waiting,
                pod.runtime.unschedulable,
                pod.runtime.nominated_node,
                pod.runtime.restarts,
            );
        }
    }
    let name = |pod: &ObjectKey| names.get(pod).map(String::as_str);
    let mut waiting: Vec<_> = simulation
        .pending()
        .filter_map(|(_, event)| waits(event, &name))
        .collect();
    waiting.sort();
    text + &waiting.join("\n")
}

/// An event without times and names. `None`: it is about a pod that is gone, and nothing will come of it.
fn waits<'n>(event: &Event, name: &impl Fn(&ObjectKey) -> Option<&'n str>) -> Option<String> {
    Some(match event {
        Event::Kubelet { pod, task } => format!("kubelet {} {task:?}", name(pod)?),
        Event::EvictionDue { pod, .. } => format!("eviction {}", name(pod)?),
        // What is only tried again because time has passed.
        Event::RetryUnschedulable { .. } => return None,
        other => format!("{other:?}"),
    })
}
