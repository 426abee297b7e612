//! What a person can do, drawn from bytes that mean something only once there is a cluster. The compiler asks for a
//! generator of every new command.

use crate::imports::import;
use crate::requests;
use crate::scenario::{NAMESPACE, node};
use everynode_core::admission::review_manifest;
use everynode_core::objects::{ConditionStatus, ObjectKey, SchedulingMode, Taint, TaintEffect};
use everynode_core::sim::{
    Behavior, Command, ForeignPod, NodeConditionKind, ScriptedBehaviour, ScriptedImage, ScriptedKubelets, Simulation,
};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The kinds of commands, each with a generator in [`draw`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Verb {
    ApplyDaemonSet,
    DeleteDaemonSet,
    SetNamespaceLabels,
    Import,
    Requests,
    RunPods,
    SetKubelets,
    SetSchedulingMode,
    SetNodes,
    AddNode,
    ShutDownNode,
    StartNode,
    RunOut,
    SetPodCondition,
    DeleteNode,
    SetLabel,
    RemoveLabel,
    SetTaint,
    RemoveTaint,
    Cordon,
    Uncordon,
    SetCondition,
    SilenceKubelet,
    ResumeKubelet,
    DeletePod,
    SetBehavior,
    FailPod,
    Batch,
}

/// All of them, more often those that make more happen.
pub(crate) const VERBS: [Verb; 38] = {
    use Verb::*;
    [
        ApplyDaemonSet,
        ApplyDaemonSet,
        ApplyDaemonSet,
        ApplyDaemonSet,
        ApplyDaemonSet,
        DeleteDaemonSet,
        SetNamespaceLabels,
        Import,
        Requests,
        Requests,
        RunPods,
        SetKubelets,
        SetSchedulingMode,
        SetNodes,
        AddNode,
        AddNode,
        ShutDownNode,
        StartNode,
        RunOut,
        SetPodCondition,
        DeleteNode,
        SetLabel,
        SetLabel,
        RemoveLabel,
        SetTaint,
        SetTaint,
        RemoveTaint,
        RemoveTaint,
        Cordon,
        Uncordon,
        SetCondition,
        SetCondition,
        SilenceKubelet,
        ResumeKubelet,
        DeletePod,
        SetBehavior,
        Batch,
        FailPod,
    ]
};

/// What kind of command it is. A new one has to be named here, drawn below and listed above.
pub(crate) const fn verb(command: &Command) -> Verb {
    match command {
        Command::ApplyDaemonSet { .. } => Verb::ApplyDaemonSet,
        Command::DeleteDaemonSet { .. } => Verb::DeleteDaemonSet,
        Command::SetNamespaceLabels { .. } => Verb::SetNamespaceLabels,
        Command::Import { .. } => Verb::Import,
        Command::Requests { .. } => Verb::Requests,
        Command::RunPods { .. } => Verb::RunPods,
        Command::SetKubelets { .. } => Verb::SetKubelets,
        Command::SetSchedulingMode { .. } => Verb::SetSchedulingMode,
        Command::SetNodes { .. } => Verb::SetNodes,
        Command::AddNode { .. } => Verb::AddNode,
        Command::ShutDownNode { .. } => Verb::ShutDownNode,
        Command::StartNode { .. } => Verb::StartNode,
        Command::RunOut { .. } => Verb::RunOut,
        Command::SetPodCondition { .. } => Verb::SetPodCondition,
        Command::DeleteNode { .. } => Verb::DeleteNode,
        Command::SetLabel { .. } => Verb::SetLabel,
        Command::RemoveLabel { .. } => Verb::RemoveLabel,
        Command::SetTaint { .. } => Verb::SetTaint,
        Command::RemoveTaint { .. } => Verb::RemoveTaint,
        Command::Cordon { .. } => Verb::Cordon,
        Command::Uncordon { .. } => Verb::Uncordon,
        Command::SetCondition { .. } => Verb::SetCondition,
        Command::SilenceKubelet { .. } => Verb::SilenceKubelet,
        Command::ResumeKubelet { .. } => Verb::ResumeKubelet,
        Command::DeletePod { .. } => Verb::DeletePod,
        Command::SetBehavior { .. } => Verb::SetBehavior,
        Command::FailPod { .. } => Verb::FailPod,
        Command::Batch { .. } => Verb::Batch,
    }
}

/// A command of that kind. `None`: there is nothing to do it to.
#[expect(
    clippy::too_many_lines,
    reason = "an arm for each kind of command, and each is short"
)]
pub(crate) fn draw(verb: Verb, simulation: &Simulation, sets: &[Value], [a, b, c]: [u8; 3]) -> Option<Command> {
    let cluster = simulation.cluster();
    Some(match verb {
        Verb::ApplyDaemonSet => apply(simulation, &mut changed(sets.get(usize::from(a) % sets.len())?, b, c)?)?,
        Verb::DeleteDaemonSet => {
            let (namespace, name) = pick(&cluster.daemon_sets, a)?;
            let orphan = b % 2 == 0;
            Command::DeleteDaemonSet {
                namespace,
                name,
                orphan,
            }
        }
        Verb::SetNamespaceLabels => {
            let labels = [("pod-security.kubernetes.io/enforce".into(), "restricted".into())];
            let labels = labels.into_iter().take(usize::from(c % 2)).collect();
            let namespace = NAMESPACE.into();
            Command::SetNamespaceLabels { namespace, labels }
        }
        Verb::Import => import(simulation, [a, b, c])?,
        Verb::Requests => Command::Requests {
            requests: requests::draw(simulation, [a, b, c])?,
        },
        Verb::RunPods => Command::RunPods {
            nodes: pick(&cluster.nodes, a).into_iter().collect(),
            pod: foreign(b),
            replicas: u32::from(c % 3),
        },
        Verb::SetKubelets => Command::SetKubelets {
            kubelets: (c % 2 == 0).then(|| scripted(a, b)),
        },
        Verb::SetSchedulingMode => Command::SetSchedulingMode {
            mode: [SchedulingMode::DefaultScheduler, SchedulingMode::DaemonSetController][usize::from(a) % 2],
        },
        Verb::SetNodes => {
            let kept = (0..c % 10).filter(|index| index.wrapping_add(b) % 4 != 0);
            let nodes = kept.map(|index| node(usize::from(index), a)).collect();
            Command::SetNodes { nodes }
        }
        Verb::AddNode => Command::AddNode {
            node: node(usize::from(a) % 12, b),
            ready_after_ms: (c % 2 == 0).then_some(3000),
        },
        Verb::SetPodCondition => {
            let (namespace, name) = pick(&cluster.pods, a)?;
            Command::SetPodCondition {
                namespace,
                name,
                condition: "example.com/gate".into(),
                status: b % 2 == 0,
            }
        }
        Verb::DeleteNode
        | Verb::ShutDownNode
        | Verb::StartNode
        | Verb::RunOut
        | Verb::SetLabel
        | Verb::RemoveLabel
        | Verb::SetTaint
        | Verb::RemoveTaint
        | Verb::Cordon
        | Verb::Uncordon
        | Verb::SetCondition
        | Verb::SilenceKubelet
        | Verb::ResumeKubelet => node_command(verb, pick(&cluster.nodes, a)?, [b, c])?,
        Verb::DeletePod => {
            let (namespace, name) = pick(&cluster.pods, a)?;
            Command::DeletePod { namespace, name }
        }
        Verb::SetBehavior => {
            let node = pick(&cluster.nodes, a).filter(|_| b % 2 == 0);
            let image = if b % 8 == 7 { "main:1" } else { "main" }.into();
            Command::SetBehavior {
                image,
                node,
                behavior: behavior(c),
            }
        }
        Verb::FailPod => {
            let (namespace, name) = pick(&cluster.pods, a)?;
            let reason = "Evicted".into();
            Command::FailPod {
                namespace,
                name,
                reason,
                message: "".into(),
            }
        }
        // Some kind of thing done to every node at once, or to every pod.
        Verb::Batch if c % 4 == 0 => Command::Batch {
            commands: (0..cluster.pods.len().min(usize::from(b)))
                .filter_map(|index| draw(Verb::DeletePod, simulation, sets, [u8::try_from(index).ok()?, 0, 0]))
                .collect(),
        },
        Verb::Batch => {
            let verb = [Verb::SetLabel, Verb::SetTaint, Verb::Cordon, Verb::SetCondition][usize::from(c) % 4];
            let nodes = cluster.nodes.keys().cloned();
            Command::Batch {
                commands: nodes.filter_map(|node| node_command(verb, node, [a, b])).collect(),
            }
        }
    })
}

/// A command about `node`. `None`: that kind is about something else.
fn node_command(verb: Verb, node: Arc<str>, [b, c]: [u8; 2]) -> Option<Command> {
    Some(match verb {
        Verb::ShutDownNode => Command::ShutDownNode { node },
        Verb::StartNode => Command::StartNode { node },
        Verb::RunOut => Command::RunOut {
            node,
            condition: CONDITIONS[1 + usize::from(b) % 3],
            lacks: c % 2 == 0,
        },
        Verb::DeleteNode => Command::DeleteNode { name: node },
        Verb::SetLabel => {
            let (key, value) = [("zone", "a"), ("zone", "b"), ("disk", "ssd"), ("cores", "8")][usize::from(b) % 4];
            let (key, value) = (key.into(), value.into());
            Command::SetLabel { node, key, value }
        }
        Verb::RemoveLabel => {
            let key = ["zone", "disk", "cores"][usize::from(b) % 3].into();
            Command::RemoveLabel { node, key }
        }
        Verb::SetTaint => Command::SetTaint { node, taint: taint(b) },
        Verb::RemoveTaint => {
            let Taint { key, effect, .. } = taint(b);
            Command::RemoveTaint { node, key, effect }
        }
        Verb::Cordon => Command::Cordon { node },
        Verb::Uncordon => Command::Uncordon { node },
        Verb::SetCondition => {
            let (node, condition, status) = (node, condition(b), status(c));
            Command::SetCondition {
                node,
                condition,
                status,
            }
        }
        Verb::SilenceKubelet => Command::SilenceKubelet { node },
        Verb::ResumeKubelet => Command::ResumeKubelet { node },
        _ => return None,
    })
}

/// One of the names of `objects`.
pub(crate) fn pick<K: Clone, V>(objects: &BTreeMap<K, V>, choice: u8) -> Option<K> {
    objects.keys().nth(usize::from(choice) % objects.len().max(1)).cloned()
}

/// Another image now and then: a rollout.
fn changed(set: &Value, b: u8, c: u8) -> Option<Value> {
    let mut set = set.clone();
    if b % 2 == 0 {
        let image = json!(format!("registry.example/main:{}", c % 4));
        *set.pointer_mut("/spec/template/spec/containers/0/image")? = image;
    }
    Some(set)
}

/// The set as the API server would take it, if it does: an update of what is there.
pub(crate) fn apply(simulation: &Simulation, set: &mut Value) -> Option<Command> {
    let name = set["metadata"]["name"].as_str()?;
    let key: ObjectKey = (NAMESPACE.into(), name.into());
    let review = review_manifest(&set.to_string(), simulation.daemon_set_object(&key).as_ref());
    review.is_allowed().then_some(Command::ApplyDaemonSet {
        daemon_set: review.stored?,
    })
}

/// Kubelets at a pace of their own, and an image that fares badly with them.
fn scripted(a: u8, b: u8) -> ScriptedKubelets {
    let behaviour = [
        None,
        Some(ScriptedBehaviour::BadPull),
        Some(ScriptedBehaviour::Crash),
        Some(ScriptedBehaviour::NeverReady),
    ][usize::from(b) % 4];
    let image = ScriptedImage {
        part: "main:2".into(),
        behaviour,
        ..ScriptedImage::default()
    };
    ScriptedKubelets {
        start_ms: u32::from(a) * 10,
        ready_ms: u32::from(b) * 10,
        stop_ms: 500,
        per_image: vec![image],
        ..ScriptedKubelets::default()
    }
}

/// A pod of nobody, which may push others out or be pushed out.
fn foreign(choice: u8) -> ForeignPod {
    ForeignPod {
        cpu: Some("800m".into()),
        host_ports: [80].into_iter().take(usize::from(choice % 2)).collect(),
        priority: i64::from(choice / 64) * 1000,
        bound: choice % 4 == 3,
        ..ForeignPod::default()
    }
}

pub(crate) fn taint(choice: u8) -> Taint {
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

pub(crate) fn condition(choice: u8) -> NodeConditionKind {
    CONDITIONS[usize::from(choice) % CONDITIONS.len()]
}

pub(crate) const CONDITIONS: [NodeConditionKind; 5] = [
    NodeConditionKind::Ready,
    NodeConditionKind::MemoryPressure,
    NodeConditionKind::DiskPressure,
    NodeConditionKind::PidPressure,
    NodeConditionKind::NetworkUnavailable,
];

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

/// The labels of a node by its name, for those who count.
pub(crate) fn name(index: usize) -> Arc<str> {
    format!("node-{index}").into()
}
