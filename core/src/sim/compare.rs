//! The same story in both scheduling modes, and where the two clusters differ at a moment.
//!
//! Pods of DaemonSets have random names, which are not the same in both. A command that names one is meant for the pod of
//! the same set on the same node.

use super::{Command, GivenCommand, Simulation};
use crate::diagnostic::Diagnostic;
use crate::objects::{DaemonSetStatus, ObjectKey, Pod, PodPhase, SchedulingMode};
use crate::ordered::{Gather, Order};
use crate::time::SimTime;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A story told twice.
#[derive(Debug, Clone)]
pub struct BothModes {
    /// With the scheduler, as today.
    pub today: Simulation,
    /// With the DaemonSet controller alone, as before v1.12.
    pub before: Simulation,
    /// Commands that could not be carried out in one of them.
    pub refused: Vec<Refused>,
}

/// A command that one of the clusters refused.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Refused {
    /// In which mode.
    pub mode: SchedulingMode,
    /// The command as it was given.
    pub given: GivenCommand,
    /// Why.
    pub message: String,
}

/// Both clusters at a moment.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Comparison {
    /// The moment.
    pub time: SimTime,
    /// Every node of either, by name.
    pub nodes: Vec<NodeComparison>,
    /// Every DaemonSet of either, by namespace and name.
    pub sets: Vec<SetComparison>,
    /// The reasons of which there are not equally many events.
    pub events: Vec<EventComparison>,
}

/// One node in both clusters.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NodeComparison {
    /// The node.
    pub node: Arc<str>,
    /// The pods that belong to it today; `None` if there is no such node.
    pub today: Option<Vec<PodState>>,
    /// The same before v1.12.
    pub before: Option<Vec<PodState>>,
    /// Whether the two differ in more than names.
    pub differs: bool,
}

/// How a pod is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PodState {
    /// Its namespace.
    pub namespace: Arc<str>,
    /// The name of its DaemonSet, or its own if it has none.
    pub of: Arc<str>,
    /// Whether it is bound to the node, or only meant for it.
    pub bound: bool,
    /// Its phase.
    pub phase: PodPhase,
    /// Whether it is ready.
    pub ready: bool,
    /// Whether it is being deleted.
    pub terminating: bool,
    /// Why the scheduler cannot bind it.
    pub unschedulable: Option<Arc<str>>,
    /// Its name.
    pub name: Arc<str>,
}

/// One DaemonSet in both clusters.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SetComparison {
    /// Its namespace.
    pub namespace: Arc<str>,
    /// Its name.
    pub name: Arc<str>,
    /// Its status today; `None` if there is no such set.
    pub today: Option<DaemonSetStatus>,
    /// The same before v1.12.
    pub before: Option<DaemonSetStatus>,
    /// Whether the two differ.
    pub differs: bool,
}

/// How many events of one reason the clusters have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct EventComparison {
    /// The reason.
    pub reason: Arc<str>,
    /// Type `Warning`.
    pub warning: bool,
    /// How many there are today.
    pub today: u32,
    /// How many there are before v1.12.
    pub before: u32,
    /// The message of the latest, from where there are more.
    pub message: Arc<str>,
}

/// Tells the past of `simulation` again in both modes, up to its present. Its own changes of the mode are left out.
pub fn both_modes(simulation: &Simulation) -> BothModes {
    let mut told = simulation.clone();
    let past: Vec<GivenCommand> = simulation
        .commands()
        .take_while(|given| given.step < simulation.cursor())
        .collect();
    let mut both = BothModes {
        today: Simulation::new(simulation.seed()),
        before: Simulation::new(simulation.seed()),
        refused: Vec::new(),
    };
    for mode in MODES {
        let set_mode = Command::SetSchedulingMode { mode };
        both.side(mode).apply(set_mode);
    }
    for given in past {
        if matches!(&*given.command, Command::SetSchedulingMode { .. }) {
            continue;
        }
        told.seek(given.step);
        for mode in MODES {
            both.give(&told, mode, &given);
        }
    }
    both.go_to(simulation.now());
    both
}

const MODES: [SchedulingMode; 2] = [SchedulingMode::DefaultScheduler, SchedulingMode::DaemonSetController];

impl BothModes {
    /// Brings both clusters to `time`, back or forth.
    pub fn go_to(&mut self, time: SimTime) {
        for mode in MODES {
            let side = self.side(mode);
            while side.now() > time && side.step_back() {}
            side.run_until(time);
        }
    }

    /// The moments at which something has happened in either, in order.
    pub fn moments(&self) -> Vec<SimTime> {
        let steps = self.today.steps().iter().chain(self.before.steps());
        let times: BTreeSet<SimTime> = steps.map(|step| step.time).gather();
        times.into_iter().collect()
    }

    /// What the two clusters are like now, side by side.
    pub fn compare(&self) -> Comparison {
        Comparison {
            time: self.today.now().max(self.before.now()),
            nodes: self.nodes(),
            sets: self.sets(),
            events: self.events(),
        }
    }

    fn side(&mut self, mode: SchedulingMode) -> &mut Simulation {
        match mode {
            SchedulingMode::DefaultScheduler => &mut self.today,
            SchedulingMode::DaemonSetController => &mut self.before,
        }
    }

    fn give(&mut self, told: &Simulation, mode: SchedulingMode, given: &GivenCommand) {
        let side = self.side(mode);
        side.run_until(given.time);
        let command = translated(&given.command, told, side);
        let findings: Vec<Diagnostic> = side.apply_at(command, given.time);
        let refused = findings.into_iter().map(|finding| Refused {
            mode,
            given: given.clone(),
            message: finding.message,
        });
        self.refused.extend(refused);
    }

    fn nodes(&self) -> Vec<NodeComparison> {
        let sides = [&self.today, &self.before];
        let names: BTreeSet<_> = sides.iter().flat_map(|side| side.cluster().nodes.keys()).gather();
        let compared = names.into_iter().map(|node| {
            let [today, before] = sides.map(|side| side.cluster().nodes.contains_key(node).then(|| states(side, node)));
            NodeComparison {
                node: node.clone(),
                differs: today.as_deref().map(nameless) != before.as_deref().map(nameless),
                today,
                before,
            }
        });
        compared.collect()
    }

    fn sets(&self) -> Vec<SetComparison> {
        let sides = [&self.today, &self.before];
        let keys: BTreeSet<_> = sides
            .iter()
            .flat_map(|side| side.cluster().daemon_sets.keys())
            .collect();
        let compared = keys.into_iter().map(|key| {
            let [today, before] = sides.map(|side| side.cluster().daemon_sets.get(key).map(|set| set.status));
            SetComparison {
                namespace: key.0.clone(),
                name: key.1.clone(),
                differs: today != before,
                today,
                before,
            }
        });
        compared.collect()
    }

    fn events(&self) -> Vec<EventComparison> {
        let [today, before] = [&self.today, &self.before].map(event_counts);
        let keys: BTreeSet<_> = today.keys().chain(before.keys()).cloned().gather();
        let compared = keys.into_iter().filter_map(|key| {
            let nothing = (0, Arc::from(""));
            let (in_today, in_before) = (
                today.get(&key).unwrap_or(&nothing),
                before.get(&key).unwrap_or(&nothing),
            );
            let message = if in_today.0 > in_before.0 {
                &in_today.1
            } else {
                &in_before.1
            };
            (in_today.0 != in_before.0).then(|| EventComparison {
                warning: key.1,
                today: in_today.0,
                before: in_before.0,
                message: message.clone(),
                reason: key.0,
            })
        });
        compared.collect()
    }
}

/// The command as it is meant in the cluster of `side`.
fn translated(command: &Command, told: &Simulation, side: &Simulation) -> Command {
    let mut command = command.clone();
    match &mut command {
        Command::DeletePod { namespace, name }
        | Command::SetPodCondition { namespace, name, .. }
        | Command::FailPod { namespace, name, .. } => {
            let key = (namespace.clone(), name.clone());
            if let Some((_, counterpart)) = counterpart(&key, told, side) {
                *name = counterpart;
            }
        }
        Command::Requests { requests } => {
            for request in requests {
                if let Some((namespace, name)) = request.pod_name()
                    && let Some((_, other)) = counterpart(&(namespace.clone(), name.clone()), told, side)
                {
                    *name = other;
                }
            }
        }
        _ => {}
    }
    command
}

/// The pod of `side` that is to it what `key` is to `told`.
fn counterpart(key: &ObjectKey, told: &Simulation, side: &Simulation) -> Option<ObjectKey> {
    let pod = told.cluster().pods.get(key)?;
    let (owner, node) = (pod.controller.as_ref()?, pod.target_node()?);
    let mut candidates = side
        .pods_of(node)
        .filter_map(|candidate| Some((candidate, side.cluster().pods.get(candidate)?)))
        .filter(|(candidate, other)| {
            candidate.0 == key.0 && other.controller.as_ref().is_some_and(|other| other.name == owner.name)
        });
    let same_state = |other: &Pod| other.is_terminating() == pod.is_terminating() && other.labels == pod.labels;
    let first = candidates.next()?;
    let best = if same_state(first.1) {
        first
    } else {
        candidates.find(|(_, other)| same_state(other)).unwrap_or(first)
    };
    Some(best.0.clone())
}

/// The pods of a node, in the order of what they are of.
fn states(simulation: &Simulation, node: &str) -> Vec<PodState> {
    let pods = simulation
        .pods_of(node)
        .filter_map(|key| simulation.cluster().pods.get(key));
    let mut states: Vec<PodState> = pods.map(|pod| state(pod)).collect();
    states.order();
    states
}

fn state(pod: &Pod) -> PodState {
    let owner = pod.controller.as_ref();
    PodState {
        namespace: pod.namespace.clone(),
        of: owner.map_or_else(|| pod.name.clone(), |owner| owner.name.clone()),
        bound: pod.node_name.is_some(),
        phase: pod.phase,
        ready: pod.ready,
        terminating: pod.is_terminating(),
        unschedulable: pod.runtime.unschedulable.clone(),
        name: pod.name.clone(),
    }
}

fn nameless(states: &[PodState]) -> Vec<PodState> {
    let without_name = |state: &PodState| PodState {
        name: "".into(),
        ..state.clone()
    };
    states.iter().map(without_name).collect()
}

/// How many events there are of each reason and type, and the latest message.
fn event_counts(simulation: &Simulation) -> BTreeMap<(Arc<str>, bool), (u32, Arc<str>)> {
    let mut counts: BTreeMap<(Arc<str>, bool), (u32, Arc<str>)> = BTreeMap::new();
    for recorded in simulation.recorded_events() {
        let (count, _) = recorded.count(simulation.now());
        let key = (recorded.event.reason.clone(), recorded.event.warning);
        let entry = counts.entry(key).or_insert_with(|| (0, recorded.event.message.clone()));
        entry.0 = entry.0.saturating_add(count);
        entry.1 = recorded.event.message.clone();
    }
    counts
}
