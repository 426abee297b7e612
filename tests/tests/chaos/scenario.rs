//! A scenario: a seed, nodes, DaemonSets, and what is done to them at any time, also in the past.

use crate::commands::{self, VERBS, Verb, name, taint};
use crate::daemon_sets;
use crate::invariants::Checker;
use crate::plain;
use crate::rest;
use everynode_core::admission::review_manifest;
use everynode_core::objects::{ConditionStatus, Node};
use everynode_core::scenario::{Record, Scenario as Kept, pack};
use everynode_core::sim::{Command, Simulation, Step};
use everynode_core::time::Millis;
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::Path;

/// What happens, in numbers that mean something only once there is a cluster: which act, and its choices.
type Act = [u8; 4];

/// All that is drawn.
#[derive(Debug, Clone)]
pub(crate) struct Scenario {
    seed: u64,
    /// How each node is made: see [`node`].
    nodes: Vec<u8>,
    sets: Vec<Value>,
    acts: Vec<Act>,
}

pub(crate) const NAMESPACE: &str = "default";
const NAMES: [&str; 3] = ["alpha", "beta", "gamma"];

pub(crate) fn scenarios() -> impl Strategy<Value = Scenario> {
    let set = |name| {
        let plain = plain::plain(name);
        let accepted = daemon_sets::daemon_set(name).prop_filter("refused", is_accepted);
        prop_oneof![3 => plain, 1 => accepted.boxed()]
    };
    let [alpha, beta, gamma] = NAMES;
    let sets = [set(alpha), set(alpha), set(alpha), set(beta), set(beta), set(gamma)].to_vec();
    let nodes = prop::collection::vec(any::<u8>(), 1..9);
    (any::<u64>(), nodes, sets, prop::collection::vec(any::<Act>(), 1..50)).prop_map(|(seed, nodes, sets, acts)| {
        Scenario {
            seed,
            nodes,
            sets,
            acts,
        }
    })
}

fn is_accepted(set: &Value) -> bool {
    review_manifest(&set.to_string(), None).is_allowed()
}

/// Plays the scenario twice. Whatever was done, every promise holds after every step. Returns what kinds of commands were
/// carried out.
pub(crate) fn check(scenario: &Scenario) -> Result<BTreeSet<Verb>, String> {
    let (mut simulation, mut again) = (Simulation::new(scenario.seed), Simulation::new(scenario.seed));
    let done = play(&mut simulation, scenario, &mut Checker::new(true)).map_err(|broken| told(&simulation, broken))?;
    play(&mut again, scenario, &mut Checker::new(false))?;
    let (hash, state) = (simulation.trace_hash(), simulation.state());
    if hash != again.trace_hash() || state != again.state() {
        return Err("the same seed and commands, and another trace".into());
    }
    let (end, known) = (simulation.cursor(), simulation.steps().len());
    simulation.seek(0);
    if simulation.state() != Simulation::new(scenario.seed).state() {
        return Err("the beginning is not empty".into());
    }
    simulation.seek(end);
    if simulation.trace_hash() != hash || simulation.state() != state || simulation.steps().len() != known {
        return Err("there and back again is another cluster".into());
    }
    if let Some(file) = std::env::var_os("EVERYNODE_KEEP") {
        keep(&simulation, Path::new(&file))?;
    }
    // It is all done again once more, from a text: only sometimes.
    if scenario.seed % 4 == 0 {
        check_kept(simulation)?;
    }
    Ok(done)
}

/// Writes the scenario to the file that `EVERYNODE_KEEP` names, packed as in a link, and says how its trace is hashed: so
/// `core/tests/everywhere.rs` gets what it plays in a browser.
fn keep(simulation: &Simulation, file: &Path) -> Result<(), String> {
    let packed = pack(&Record::default().scenario(simulation));
    eprintln!("{} bytes, {:016x}", packed.len(), simulation.trace_hash());
    std::fs::write(file, packed + "\n").map_err(|error| error.to_string())
}

/// Kept as text in the middle and done again, the simulation is the same, there and at the end.
fn check_kept(mut simulation: Simulation) -> Result<(), String> {
    let moment = simulation.steps().len() / 2;
    simulation.seek(moment);
    let kept = Record::default().scenario(&simulation);
    let read = Kept::read(&kept.to_json().to_string()).map_err(|findings| format!("{findings:?}"))?;
    if read != kept {
        return Err(format!("kept as {kept:?}, read as {read:?}"));
    }
    let replayed = read.replay();
    if !replayed.findings.is_empty() {
        return Err(format!("done again: {:?}", replayed.findings));
    }
    let mut again = replayed.simulation;
    for step in [moment, simulation.steps().len()] {
        simulation.seek(step);
        again.seek(step);
        let same = again.trace_hash() == simulation.trace_hash() && again.state() == simulation.state();
        if !same || again.cursor() != step {
            return Err(format!("kept and done again, it is another cluster at step {step}"));
        }
    }
    Ok(())
}

/// What is broken, after the trace that led there, if `EVERYNODE_TRACE` is set.
fn told(simulation: &Simulation, broken: String) -> String {
    if std::env::var_os("EVERYNODE_TRACE").is_none() {
        return broken;
    }
    let steps = simulation.steps()[..simulation.cursor()].iter().enumerate();
    let lines = steps.map(|(index, step)| {
        let Step {
            time, actor, command, ..
        } = step;
        format!("{} {time} {actor:?} {command:?} {:?}\n", index + 1, step.changes)
    });
    lines.chain([broken]).collect()
}

/// Does all of the scenario, and returns what kinds of commands were carried out.
fn play(simulation: &mut Simulation, scenario: &Scenario, checker: &mut Checker) -> Result<BTreeSet<Verb>, String> {
    let mut done = BTreeSet::new();
    let shapes = scenario.nodes.iter().enumerate();
    let nodes = shapes.map(|(index, shape)| node(index, *shape)).collect();
    simulation.apply(Command::SetNodes { nodes });
    for set in [0, 3, 5].into_iter().take(1 + scenario.nodes.len() % 3) {
        if let Some(command) = commands::apply(simulation, &mut scenario.sets[set].clone()) {
            simulation.apply(command);
        }
    }
    for (index, act) in scenario.acts.iter().enumerate() {
        let act = do_act(simulation, checker, *act, scenario)
            .map_err(|broken| format!("{broken}\nin act {index}: {act:?}"))?;
        done.extend(act);
    }
    checker.settle(simulation)?;
    rest::comes_to_rest(simulation, checker)?;
    Ok(done)
}

fn do_act(
    simulation: &mut Simulation,
    checker: &mut Checker,
    act: Act,
    scenario: &Scenario,
) -> Result<Option<Verb>, String> {
    let [kind, a, b, c] = act;
    let kind = usize::from(kind) % (16 + VERBS.len());
    match kind {
        0..=9 => checker.steps(simulation, usize::from(a) % 24 + 1)?,
        10 => checker.run_until(simulation, simulation.now() + Millis(i64::from(a) * 700))?,
        11 => checker.settle(simulation)?,
        // Far back only now and then: what follows has to be done again.
        12 => {
            let back = if b % 4 == 0 { usize::MAX } else { 30 };
            let span = back.min(simulation.cursor());
            checker.seek(simulation, simulation.cursor() - span * usize::from(a) / 255)?;
        }
        13 => checker.seek(simulation, usize::MAX)?,
        14 => checker.undo(simulation),
        15 => checker.redo(simulation),
        _ => {
            let verb = VERBS[kind - 16];
            let Some(command) = commands::draw(verb, simulation, &scenario.sets, [a, b, c]) else {
                return Ok(None);
            };
            assert_eq!(commands::verb(&command), verb, "a generator makes what it is for");
            return Ok(checker.command(simulation, command)?.then_some(verb));
        }
    }
    Ok(None)
}

/// A node with a place of its own in zones, disks and sizes; `shape` says what is wrong with it: mostly nothing.
pub(crate) fn node(index: usize, shape: u8) -> Node {
    let name = name(index);
    let mut node = Node::from_json(&json!({
        "metadata": {"name": name, "labels": {
            "kubernetes.io/hostname": name, "zone": (["a", "b"][index % 2]), "disk": "ssd",
        }},
        "status": {"allocatable": {"cpu": if index % 3 == 2 { "1" } else { "4" }, "memory": "8Gi", "pods": "110", "example.com/gpu": "1"}},
    }));
    match shape % 16 {
        0 | 1 => node.taints.push(taint(shape / 16)),
        2 => node.unschedulable = true,
        3 => commands::condition(shape / 16).set(&mut node.conditions, ConditionStatus::False),
        4 => commands::condition(shape / 16).set(&mut node.conditions, ConditionStatus::True),
        _ => {}
    }
    node
}
