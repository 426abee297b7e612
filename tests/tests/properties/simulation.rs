//! A simulated cluster to which a person does anything at any time, also in the past.

use crate::daemon_sets;
use crate::invariants;
use everynode_core::admission::review_manifest;
use everynode_core::objects::{ConditionStatus, Node, ObjectKey, Taint, TaintEffect};
use everynode_core::scenario::{Record, Scenario as Kept};
use everynode_core::sim::{Behavior, Command, NodeConditionKind, Simulation};
use everynode_core::time::Millis;
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What happens, in numbers that mean something only once there is a cluster: which act, and its choices.
type Act = [u8; 4];

/// A scenario: a seed, manifests to apply, and what is done.
#[derive(Debug, Clone)]
pub(crate) struct Scenario {
    seed: u64,
    nodes: usize,
    sets: Vec<Value>,
    acts: Vec<Act>,
}

const NAMESPACE: &str = "default";
const NAMES: [&str; 2] = ["alpha", "beta"];

pub(crate) fn scenarios() -> impl Strategy<Value = Scenario> {
    let set = |name| {
        let plain = daemon_sets::plain(name);
        let accepted = daemon_sets::daemon_set(name).prop_filter("refused", is_accepted);
        prop_oneof![2 => plain, 1 => accepted.boxed()]
    };
    let sets = [
        set(NAMES[0]),
        set(NAMES[0]),
        set(NAMES[0]),
        set(NAMES[1]),
        set(NAMES[1]),
    ]
    .to_vec();
    (
        any::<u64>(),
        1..9_usize,
        sets,
        prop::collection::vec(any::<Act>(), 1..160),
    )
        .prop_map(|(seed, nodes, sets, acts)| Scenario {
            seed,
            nodes,
            sets,
            acts,
        })
}

fn is_accepted(set: &Value) -> bool {
    review_manifest(&set.to_string(), None).is_allowed()
}

/// Plays the scenario twice. Whatever was done, every promise holds after every step.
pub(crate) fn check(scenario: &Scenario) -> Result<(), String> {
    let first = play(scenario)?;
    let mut again = play(scenario)?;
    if first.trace_hash() != again.trace_hash() || first.cluster() != again.cluster() {
        return Err("the same seed and commands, and another trace".into());
    }
    let end = again.cursor();
    again.seek(0);
    if !again.cluster().nodes.is_empty() || !again.cluster().pods.is_empty() {
        return Err("the beginning is not empty".into());
    }
    again.seek(end);
    if first.trace_hash() != again.trace_hash() || first.cluster() != again.cluster() {
        return Err("there and back again is another cluster".into());
    }
    check_kept(first)
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
        let same = again.trace_hash() == simulation.trace_hash() && again.cluster() == simulation.cluster();
        if !same || again.cursor() != step {
            return Err(format!("kept and done again, it is another cluster at step {step}"));
        }
    }
    Ok(())
}

fn play(scenario: &Scenario) -> Result<Simulation, String> {
    let mut simulation = Simulation::new(scenario.seed);
    let nodes = (0..scenario.nodes).map(node).collect();
    simulation.apply(Command::SetNodes { nodes });
    let mut set = scenario.sets[0].clone();
    if let Some(command) = apply(&simulation, &mut set) {
        simulation.apply(command);
    }
    for (index, act) in scenario.acts.iter().enumerate() {
        do_act(&mut simulation, *act, scenario).map_err(|broken| format!("{broken}\nafter act {index}: {act:?}"))?;
    }
    invariants::settle(&mut simulation)?;
    Ok(simulation)
}

fn do_act(simulation: &mut Simulation, act: Act, scenario: &Scenario) -> Result<(), String> {
    let [kind, a, b, _] = act;
    match kind % 32 {
        0..=8 => invariants::steps(simulation, usize::from(a) % 24 + 1),
        9 => invariants::run_until(simulation, simulation.now() + Millis(i64::from(a) * 700)),
        10 => invariants::settle(simulation),
        // Far back only now and then: what follows has to be done again.
        11 => {
            let back = if b % 4 == 0 { usize::MAX } else { 30 };
            let span = back.min(simulation.cursor());
            simulation.seek(simulation.cursor() - span * usize::from(a) / 255);
            Ok(())
        }
        12 => {
            simulation.seek(usize::MAX);
            Ok(())
        }
        13 => {
            simulation.undo();
            Ok(())
        }
        14 => {
            simulation.redo();
            Ok(())
        }
        _ => match command(simulation, act, scenario) {
            Some(command) => invariants::command(simulation, command),
            None => Ok(()),
        },
    }
}

fn command(simulation: &Simulation, act: Act, scenario: &Scenario) -> Option<Command> {
    let [kind, a, b, c] = act;
    match kind % 32 {
        15..=19 => set_command(simulation, act, scenario),
        20 => Some(Command::AddNode {
            node: node(usize::from(a) % 12),
            ready_after_ms: (b % 2 == 0).then_some(3000),
        }),
        21..=28 => node_command(pick(&simulation.cluster().nodes, a)?, [kind % 32, b, c]),
        29 => {
            let (namespace, name) = pick(&simulation.cluster().pods, a)?;
            Some(Command::DeletePod { namespace, name })
        }
        30 => {
            let (namespace, name) = pick(&simulation.cluster().pods, a)?;
            let reason = "Evicted".into();
            Some(Command::FailPod {
                namespace,
                name,
                reason,
                message: "".into(),
            })
        }
        _ => Some(Command::SetBehavior {
            image: "main".into(),
            node: pick(&simulation.cluster().nodes, a).filter(|_| b % 2 == 0),
            behavior: behavior(c),
        }),
    }
}

/// One of the names of `objects`.
fn pick<K: Clone, V>(objects: &BTreeMap<K, V>, choice: u8) -> Option<K> {
    objects.keys().nth(usize::from(choice) % objects.len().max(1)).cloned()
}

fn set_command(simulation: &Simulation, [kind, a, b, c]: Act, scenario: &Scenario) -> Option<Command> {
    match kind % 32 {
        15..=17 => {
            let mut set = scenario.sets.get(usize::from(a) % scenario.sets.len())?.clone();
            // Another image now and then: a rollout.
            if b % 2 == 0 {
                *set.pointer_mut("/spec/template/spec/containers/0/image")? =
                    json!(format!("registry.example/main:{}", c % 4));
            }
            apply(simulation, &mut set)
        }
        18 => {
            let (namespace, name) = pick(&simulation.cluster().daemon_sets, a)?;
            Some(Command::DeleteDaemonSet {
                namespace,
                name,
                orphan: b % 2 == 0,
            })
        }
        _ => Some(set_nodes_or_labels(b, c)),
    }
}

fn node_command(node: Arc<str>, [kind, b, c]: [u8; 3]) -> Option<Command> {
    Some(match kind {
        21 => Command::DeleteNode { name: node },
        22 => {
            let (key, value) = [("zone", "a"), ("zone", "b"), ("disk", "ssd"), ("cores", "8")][usize::from(b) % 4];
            Command::SetLabel {
                node,
                key: key.into(),
                value: value.into(),
            }
        }
        23 => Command::RemoveLabel {
            node,
            key: ["zone", "disk"][usize::from(b) % 2].into(),
        },
        24 => Command::SetTaint { node, taint: taint(b) },
        25 => Command::RemoveTaint {
            node,
            key: taint(b).key,
            effect: taint(b).effect,
        },
        26 if b % 2 == 0 => Command::Cordon { node },
        26 => Command::Uncordon { node },
        27 => Command::SetCondition {
            node,
            condition: condition(b),
            status: status(c),
        },
        28 if b % 2 == 0 => Command::SilenceKubelet { node },
        28 => Command::ResumeKubelet { node },
        _ => return None,
    })
}

/// The set as the API server would take it, if it does: an update of what is there.
fn apply(simulation: &Simulation, set: &mut Value) -> Option<Command> {
    let name = set["metadata"]["name"].as_str()?;
    let key: ObjectKey = (NAMESPACE.into(), name.into());
    let review = review_manifest(&set.to_string(), simulation.daemon_set_object(&key).as_ref());
    review.is_allowed().then_some(Command::ApplyDaemonSet {
        daemon_set: review.stored?,
    })
}

fn set_nodes_or_labels(b: u8, c: u8) -> Command {
    if b % 3 == 0 {
        let labels = [("pod-security.kubernetes.io/enforce".into(), "restricted".into())];
        let labels = labels.into_iter().take(usize::from(c % 2)).collect();
        return Command::SetNamespaceLabels {
            namespace: NAMESPACE.into(),
            labels,
        };
    }
    let nodes = (0..usize::from(c % 10)).filter(|index| (index + usize::from(b)) % 4 != 0);
    Command::SetNodes {
        nodes: nodes.map(node).collect(),
    }
}

fn node(index: usize) -> Node {
    let name = format!("node-{index}");
    Node::from_json(&json!({
        "metadata": {"name": name, "labels": {
            "kubernetes.io/hostname": name, "zone": (["a", "b"][index % 2]), "disk": "ssd",
        }},
        "status": {"allocatable": {"cpu": if index % 3 == 2 { "1" } else { "4" }, "memory": "8Gi", "pods": "110", "example.com/gpu": "1"}},
    }))
}

fn taint(choice: u8) -> Taint {
    let (key, value, effect) = [
        ("dedicated", "gpu", TaintEffect::NoExecute),
        ("dedicated", "gpu", TaintEffect::NoSchedule),
        ("slow", "", TaintEffect::NoExecute),
        ("other", "", TaintEffect::NoExecute),
        ("other", "x", TaintEffect::PreferNoSchedule),
        ("other", "x", TaintEffect::NoSchedule),
    ][usize::from(choice) % 6];
    Taint {
        key: key.into(),
        value: value.into(),
        effect,
        time_added: None,
    }
}

fn condition(choice: u8) -> NodeConditionKind {
    [
        NodeConditionKind::Ready,
        NodeConditionKind::MemoryPressure,
        NodeConditionKind::DiskPressure,
        NodeConditionKind::PidPressure,
        NodeConditionKind::NetworkUnavailable,
    ][usize::from(choice) % 5]
}

fn status(choice: u8) -> ConditionStatus {
    [ConditionStatus::True, ConditionStatus::False, ConditionStatus::Unknown][usize::from(choice) % 3]
}

fn behavior(choice: u8) -> Option<Behavior> {
    [
        None,
        Some(Behavior::PullFails),
        Some(Behavior::NeverReady),
        Some(Behavior::Crashes { after_seconds: 5 }),
    ][usize::from(choice) % 4]
}
