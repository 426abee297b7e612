//! With every fault mended, a cluster comes to rest within a bound, and every rollout is complete or says what it waits
//! for.

use crate::commands::CONDITIONS;
use crate::invariants::Checker;
use crate::requests;
use crate::views::everything_can_be_shown;
use everynode_core::api::{Propagation, Resource};
use everynode_core::controller::rollout_limits;
use everynode_core::language::Language;
use everynode_core::objects::{ConditionStatus, DaemonSet, Node, ObjectKey, Pod, PodPhase, SchedulingMode};
use everynode_core::sim::{Actor, Change, Command, Event, Simulation};
use everynode_core::time::{Millis, SimTime};
use everynode_core::{explain, kubectl};
use serde_json::Value;
use std::sync::Arc;

/// Mends everything, and waits.
pub(crate) fn comes_to_rest(simulation: &mut Simulation, checker: &mut Checker) -> Result<(), String> {
    mend(simulation, checker)?;
    let begun = simulation.now();
    let bound = bound(simulation);
    for _ in 0..8 {
        checker.run_until(simulation, begun + bound)?;
    }
    remind(simulation, checker, bound)?;
    let cluster = simulation.cluster();
    let hopeless = cluster.daemon_sets.values().any(|set| is_hopeless(simulation, set));
    if let Some(next) = simulation.next_time().filter(|_| !simulation.is_steady())
        && !hopeless
        && !only_old_timers_wait(simulation, begun + bound)
    {
        if next <= begun + bound && only_the_scheduler_retries(simulation) {
            return everything_can_be_shown(simulation);
        }
        let waiting: Vec<_> = simulation
            .pending()
            .filter(|(_, event)| !event.is_routine())
            .take(8)
            .collect();
        return Err(format!(
            "mended at {begun}, {} ms allowed, and at {next} there is more: {waiting:?}\n{}",
            bound.0,
            pods(simulation)
        ));
    }
    for (key, set) in &cluster.daemon_sets {
        let Some(rollout) = explain::rollout(simulation, key, Language::English) else {
            continue;
        };
        let hopeless = is_hopeless(simulation, set);
        let unbound = own_pods(simulation, set).any(|(_, pod)| waits_for_others(pod));
        if set.deletion.is_some() {
            return Err(format!(
                "{key:?} is being deleted, and still there:\n{}",
                pods(simulation)
            ));
        }
        // A probe may need longer than there are times.
        let ever = begun + Millis::seconds(pod_seconds(set)) <= SimTime::LAST;
        if ever && !rollout.complete && !unbound && !hopeless && !set.selector.selects_everything() {
            return Err(format!(
                "{key:?} is at rest and not complete: {:?} {rollout:?}\n{}",
                set.status,
                pods(simulation)
            ));
        }
        if simulation.is_steady() && !rollout.complete && rollout.stuck.is_none() {
            return Err(format!("{key:?} waits for nobody knows what"));
        }
    }
    everything_can_be_shown(simulation)
}

/// The controller's queue cannot forget: a set that has been given a shorter `minReadySeconds` is still looked at when the
/// longer one would have been over. What is tried again comes sooner, after 1000 s at most.
fn only_old_timers_wait(simulation: &Simulation, rested: SimTime) -> bool {
    let mut waiting = simulation.pending().filter(|(_, event)| !event.is_routine());
    waiting.all(|(time, event)| matches!(event, Event::Sync { .. }) && time > rested + Millis::seconds(1000))
}

/// A pod without room is tried again every five minutes, and that is all that happens until something that is due in months,
/// as after `minReadySeconds`: no number of steps gets there.
fn only_the_scheduler_retries(simulation: &Simulation) -> bool {
    let last = simulation.steps()[..simulation.cursor()].iter().rev().take(200);
    last.filter(|step| step.actor != Actor::Scheduler).count() == 0
}

/// The pods as kubectl shows them.
fn pods(simulation: &Simulation) -> String {
    let keys = simulation.cluster().pods.keys();
    let pods: Vec<_> = keys.filter_map(|key| simulation.pod_object(key)).collect();
    let wide = kubectl::get::Options {
        wide: true,
        ..kubectl::get::Options::default()
    };
    kubectl::get::pods(&pods, simulation.now()).text(&wide)
}

/// All that can be wrong with nodes, kubelets, images and namespaces is put right.
fn mend(simulation: &mut Simulation, checker: &mut Checker) -> Result<(), String> {
    let nodes: Vec<Arc<Node>> = simulation.cluster().nodes.values().cloned().collect();
    let mut commands = vec![Command::SetNamespaceLabels {
        namespace: "default".into(),
        labels: [].into(),
    }];
    let quotas = simulation.objects(Resource::ResourceQuotas, None);
    let names = quotas.iter().filter_map(|quota| quota["metadata"]["name"].as_str());
    let requests: Vec<_> = names
        .map(|name| requests::delete(Resource::ResourceQuotas, name, Propagation::Background))
        .collect();
    commands.push(Command::Requests { requests });
    commands.push(Command::SetKubelets { kubelets: None });
    commands.push(Command::SetSchedulingMode {
        mode: SchedulingMode::DefaultScheduler,
    });
    for image in ["main", "main:1"] {
        let everywhere = nodes.iter().map(|node| Some(node.name.clone())).chain([None]);
        commands.extend(everywhere.map(|node| Command::SetBehavior {
            image: image.into(),
            node,
            behavior: None,
        }));
    }
    for node in &nodes {
        let name = || node.name.clone();
        commands.push(Command::StartNode { node: name() });
        for condition in &CONDITIONS[1..4] {
            commands.push(Command::RunOut {
                node: name(),
                condition: *condition,
                lacks: false,
            });
        }
        commands.push(Command::ResumeKubelet { node: name() });
        commands.push(Command::Uncordon { node: name() });
        for condition in CONDITIONS {
            let well = if condition == CONDITIONS[0] {
                ConditionStatus::True
            } else {
                ConditionStatus::False
            };
            commands.push(Command::SetCondition {
                node: name(),
                condition,
                status: well,
            });
        }
        for taint in node.taints.iter().filter(|taint| !taint.key.contains("kubernetes.io")) {
            commands.push(Command::RemoveTaint {
                node: name(),
                key: taint.key.clone(),
                effect: taint.effect,
            });
        }
    }
    for command in commands {
        checker.command(simulation, command)?;
    }
    Ok(())
}

/// A pod for which no node has room, or whose own manifest forbids the pull that it needs.
fn waits_for_others(pod: &Pod) -> bool {
    pod.node_name.is_none() || pod.runtime.waiting.as_deref() == Some("ErrImageNeverPull")
}

/// A set whose template names its node, so that no scheduler keeps its pods from where they have no place: the kubelet
/// refuses them, and the controller makes others, for ever.
fn is_hopeless(simulation: &Simulation, set: &DaemonSet) -> bool {
    let named = |pod: &Pod| {
        let template = pod.template.as_ref();
        template.is_some_and(|template| template.node_name.is_some())
    };
    let fails = own_pods(simulation, set)
        .any(|(_, pod)| named(pod) && (pod.phase == PodPhase::Failed || pod.phase == PodPhase::Pending));
    let steps = simulation.steps()[..simulation.cursor()].iter().rev().take(40);
    let prefix = format!("{}-", set.name);
    let mut changes = steps.flat_map(|step| &step.changes);
    let has_failed = changes.any(|change| matches!(change, Change::PodFailed { pod, .. } if pod.starts_with(&prefix)));
    fails || set.template.node_name.is_some() && has_failed
}

/// The pods of a set.
fn own_pods<'s>(
    simulation: &'s Simulation,
    set: &'s DaemonSet,
) -> impl Iterator<Item = (&'s ObjectKey, &'s Arc<Pod>)> + use<'s> {
    let pods = simulation.cluster().pods.iter();
    pods.filter(|(_, pod)| pod.controller.as_ref().is_some_and(|owner| owner.uid == set.uid))
}

/// Of two times at which the controller wants to look at a set again its queue keeps the sooner (client-go's delaying
/// queue), and while an old pod is ready beside the new one the status asks for no other time. So a new pod that is not yet
/// available then is overlooked until something happens to a pod of the set. It happens here: from then on it goes on.
fn remind(simulation: &mut Simulation, checker: &mut Checker, bound: Millis) -> Result<(), String> {
    for number in 0..simulation.cluster().nodes.len() {
        let mut sets = simulation.cluster().daemon_sets.values();
        let found = sets.find_map(|set| Some((overlooked(simulation, set)?, set.min_ready_seconds)));
        let Some(((namespace, name), min_ready_seconds)) = found else {
            break;
        };
        // Once it is available.
        let time = simulation.now() + Millis::seconds(min_ready_seconds + 1);
        let condition = format!("example.com/reminder-{number}").into();
        let command = Command::SetPodCondition {
            namespace,
            name,
            condition,
            status: true,
        };
        checker.command_at(simulation, command, time)?;
        checker.run_until(simulation, simulation.now() + bound)?;
    }
    Ok(())
}

/// A new pod that is available beside an old one, though the controller is at rest.
fn overlooked(simulation: &Simulation, set: &DaemonSet) -> Option<ObjectKey> {
    let (_, max_surge) = rollout_limits(set.strategy, 1);
    let is_watched = simulation.pending().any(|(_, event)| match event {
        Event::Sync { set: of } => of.0 == set.namespace && of.1 == set.name,
        _ => false,
    });
    let status = &set.status;
    let satisfied = status.number_available == status.desired_number_scheduled && set.min_ready_seconds > 0;
    if max_surge == 0 || is_watched || !satisfied {
        return None;
    }
    let well = |pod: &&Arc<Pod>| pod.ready && !pod.is_terminating();
    let mut nodes = simulation.cluster().nodes.keys();
    nodes.find_map(|node| {
        let here = own_pods(simulation, set).filter(|(_, pod)| pod.target_node() == Some(node));
        let here: Vec<_> = here.filter(|(_, pod)| well(pod)).collect();
        (here.len() > 1).then(|| here[0].0.clone())
    })
}

/// How long a mended cluster may take, at most, in virtual time:
///
/// `retry + fail × (failed + 2) + crash + collect + Σ sets (waves × pod)`, where
/// - `retry` is the longest wait after a sync that failed (1000 s), `fail` that for a failed pod (900 s), `crash` that for a
///   container to be started again (300 s), `collect` that for the pods of a node that is gone (60 s);
/// - `failed` is the number of failed pods on the node that has most: they are deleted one by one, and where surge is
///   allowed the controller makes new ones beside them, without end, as long as the kubelet refuses them;
/// - `waves` is the number of nodes over `maxUnavailable` or `maxSurge`, and two more: one that is under way and one that
///   the last command began;
/// - `pod` is what one pod takes from its deletion to its successor being available: stop, pull and start, every probe of
///   every container, `minReadySeconds`, and 10 s for everybody's reaction.
fn bound(simulation: &Simulation) -> Millis {
    let cluster = simulation.cluster();
    let nodes = i64::try_from(cluster.nodes.len()).unwrap_or(i64::MAX);
    let failed = cluster.nodes.keys().map(|node| {
        let pods = simulation.pods_of(node).filter_map(|key| cluster.pods.get(key));
        pods.filter(|pod| pod.phase == PodPhase::Failed).count()
    });
    let failed = i64::try_from(failed.max().unwrap_or_default()).unwrap_or(i64::MAX);
    let once = Millis::seconds(1000 + 900 * (failed + 2) + 300 + 60);
    cluster.daemon_sets.values().fold(once, |bound, set| {
        let (unavailable, surge) = rollout_limits(set.strategy, nodes);
        let waves = nodes / unavailable.max(surge).max(1) + 2;
        bound + Millis::seconds(waves.saturating_mul(pod_seconds(set)).min(i64::MAX / 4000))
    })
}

fn pod_seconds(set: &DaemonSet) -> i64 {
    let template = &set.json["spec"]["template"]["spec"];
    let number = |object: &Value, key: &str, absent| object[key].as_i64().unwrap_or(absent).max(0);
    let grace = number(template, "terminationGracePeriodSeconds", 30);
    let containers =
        ["initContainers", "containers"].map(|list| template[list].as_array().cloned().unwrap_or_default());
    let probes = containers.concat().into_iter().flat_map(|container| {
        ["startupProbe", "readinessProbe"].map(|probe| {
            let probe = &container[probe];
            let tries = number(probe, "successThreshold", 1) + number(probe, "failureThreshold", 3);
            number(probe, "initialDelaySeconds", 0)
                .saturating_add(number(probe, "periodSeconds", 10).saturating_mul(tries))
        })
    });
    let pulls = 4 * i64::try_from(containers.concat().len()).unwrap_or(i64::MAX);
    let probing = probes.fold(0_i64, i64::saturating_add);
    [grace, pulls, probing, set.min_ready_seconds.max(0), 10]
        .into_iter()
        .fold(0, i64::saturating_add)
}
