//! What holds in every cluster after every step, counted anew from the objects alone.

use everynode_core::controller::{
    self, CreateReason, DeleteReason, decide, live_status, rollout_limits, surge_allowed,
};
use everynode_core::kubectl::describe;
use everynode_core::language::Language;
use everynode_core::objects::{Cluster, DaemonSet, DaemonSetStatus, ObjectKey, Pod, PodPhase, TaintEffect};
use everynode_core::sim::{Change, Command, DeletionCause, Simulation, Step};
use everynode_core::time::{Millis, SimTime};
use everynode_core::{explain, kubectl};
use everynode_tests::properties::check_yaml;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// More than any scenario needs to come to rest; crash loops and endless retries are cut off here.
const MOST_STEPS: usize = 3_000;

/// So many steps, each of them checked.
pub(crate) fn steps(simulation: &mut Simulation, count: usize) -> Result<(), String> {
    for _ in 0..count {
        let before = simulation.cluster().clone();
        if !simulation.step() {
            break;
        }
        let step = &simulation.steps()[simulation.cursor() - 1];
        check_step(&before, simulation, step).map_err(|broken| format!("{broken}\nin {step:?}"))?;
    }
    Ok(())
}

/// Every step until `time`.
pub(crate) fn run_until(simulation: &mut Simulation, time: SimTime) -> Result<(), String> {
    for _ in 0..MOST_STEPS {
        if simulation.next_time().is_none_or(|next| next > time) {
            break;
        }
        steps(simulation, 1)?;
    }
    Ok(())
}

/// Until the cluster is at rest, an hour at most; then looks at everything that can be looked at.
pub(crate) fn settle(simulation: &mut Simulation) -> Result<(), String> {
    let deadline = simulation.now() + Millis::seconds(3600);
    for _ in 0..MOST_STEPS {
        if simulation.is_steady() || simulation.next_time().is_none_or(|next| next > deadline) {
            break;
        }
        steps(simulation, 1)?;
    }
    if simulation.is_steady() {
        nobody_stays_where_it_is_evicted(simulation.cluster())?;
        nodes_have_no_second_pod(simulation.cluster())?;
    }
    everything_can_be_shown(simulation)
}

/// Carries out a command, takes it back, and does it again.
pub(crate) fn command(simulation: &mut Simulation, command: Command) -> Result<(), String> {
    // The trace is long, and its hash is of all of it: only sometimes.
    let hashed = simulation.cursor() % 16 == 0;
    let state = |simulation: &Simulation| {
        let hash = hashed.then(|| simulation.trace_hash());
        (
            simulation.cluster().clone(),
            simulation.now(),
            simulation.cursor(),
            hash,
        )
    };
    let (before, text) = (state(simulation), format!("{command:?}"));
    let (known, last) = (simulation.steps().len(), simulation.now());
    if !simulation.apply(command).is_empty() {
        return if state(simulation) == before && simulation.steps().len() == known {
            Ok(())
        } else {
            Err(format!("refused, and yet something was done: {text}"))
        };
    }
    let after = state(simulation);
    let step = &simulation.steps()[simulation.cursor() - 1];
    if step.time < last {
        return Err(format!("time went back: {text}"));
    }
    pods_are_where_they_are_listed(simulation)?;
    if !simulation.undo() || state(simulation) != before || simulation.steps().len() != known {
        return Err(format!("undo does not bring back what was before {text}"));
    }
    if !simulation.redo() || state(simulation) != after {
        return Err(format!("redo is not what was undone: {text}"));
    }
    Ok(())
}

fn check_step(before: &Cluster, simulation: &Simulation, step: &Step) -> Result<(), String> {
    let after = simulation.cluster();
    if simulation.now() != step.time {
        return Err("the clock is not at the step".into());
    }
    few_pods_share_a_node(after)?;
    pods_are_where_they_are_listed(simulation)?;
    for change in &step.changes {
        if let Change::StatusWritten {
            namespace,
            name,
            status,
        } = change
        {
            let key = (namespace.clone(), name.clone());
            status_is_a_recount(before, &key, status, step.time)?;
        }
    }
    for (key, set) in &before.daemon_sets {
        rollout_keeps_to_its_budget(before, set, key, step)?;
    }
    Ok(())
}

fn is_live(pod: &Pod) -> bool {
    let ended = matches!(pod.phase, PodPhase::Failed | PodPhase::Succeeded);
    !pod.is_terminating() && !ended
}

fn belongs(pod: &Pod, set: &DaemonSet) -> bool {
    pod.namespace == set.namespace && pod.controller.as_ref().is_some_and(|owner| owner.uid == set.uid)
}

fn most_live_pods(cluster: &Cluster, set: &DaemonSet) -> usize {
    let mut counts = BTreeMap::<_, usize>::new();
    for pod in cluster.pods.values().filter(|pod| belongs(pod, set) && is_live(pod)) {
        *counts.entry(pod.target_node()).or_default() += 1;
    }
    counts.into_values().max().unwrap_or_default()
}

/// With surge an old and a new pod, and a third while one update overtakes another (semantics 14.18). A strategy without
/// surge may inherit two, or adopt them.
fn few_pods_share_a_node(cluster: &Cluster) -> Result<(), String> {
    for set in cluster.daemon_sets.values() {
        let most = most_live_pods(cluster, set);
        if most > 3 {
            return Err(format!("{most} live pods of {} on one node", set.name));
        }
    }
    Ok(())
}

/// At rest, a set without surge has one pod a node.
fn nodes_have_no_second_pod(cluster: &Cluster) -> Result<(), String> {
    for set in cluster.daemon_sets.values().filter(|set| !surge_allowed(set.strategy)) {
        let most = most_live_pods(cluster, set);
        if most > 1 {
            return Err(format!("{most} live pods of {} on one node, at rest", set.name));
        }
    }
    Ok(())
}

/// The status that was written, counted from the cluster as the sync found it.
fn status_is_a_recount(
    before: &Cluster,
    key: &ObjectKey,
    written: &DaemonSetStatus,
    now: SimTime,
) -> Result<(), String> {
    let Some(mut counted) = live_status(before, key, now) else {
        return Err("a status without a revision".into());
    };
    counted.observed_generation = written.observed_generation;
    counted.collision_count = written.collision_count;
    let scheduled = written.current_number_scheduled <= written.desired_number_scheduled;
    let available = written.number_available <= written.number_ready
        && written.number_available + written.number_unavailable == written.desired_number_scheduled;
    if counted == *written && scheduled && available {
        Ok(())
    } else {
        Err(format!("written {written:?}, counted {counted:?}"))
    }
}

/// What a rollout does of its own will leaves no more nodes without an available pod than it may.
fn rollout_keeps_to_its_budget(before: &Cluster, set: &DaemonSet, key: &ObjectKey, step: &Step) -> Result<(), String> {
    let voluntary = step.changes.iter().filter(|change| {
        matches!(change, Change::PodTerminating { pod, cause: DeletionCause::Controller { reason: DeleteReason::RolloutOldAvailable { .. } }, .. }
            if before.pods.get(&(key.0.clone(), pod.clone())).is_some_and(|pod| belongs(pod, set)))
    });
    let surging = step.changes.iter().filter(|change| {
        matches!(change, Change::PodCreated { reason: Some(CreateReason::BesideOld { old, .. }), .. }
            if before.pods.get(&(key.0.clone(), old.clone())).is_some_and(|pod| belongs(pod, set)))
    });
    let (voluntary, surging) = (voluntary.count(), surging.count());
    if voluntary + surging == 0 {
        return Ok(());
    }
    let should_run: Vec<_> = before
        .nodes
        .values()
        .filter(|node| decide(&set.template, node).should_run)
        .collect();
    let (max_unavailable, max_surge) = rollout_limits(set.strategy, as_count(should_run.len()));
    let min_ready = Millis::seconds(set.min_ready_seconds);
    let is_served = |name: &Arc<str>| {
        before.pods.values().any(|pod| {
            let adoptable = pod.controller.is_none() && set.selector.matches(&pod.labels);
            (belongs(pod, set) || adoptable)
                && !pod.is_terminating()
                && pod.target_node() == Some(name)
                && pod.is_available(min_ready, step.time)
        })
    };
    let down = should_run.iter().filter(|node| !is_served(&node.name)).count();
    if voluntary > 0 && as_count(down + voluntary) > max_unavailable {
        return Err(format!("{down} nodes down and {voluntary} more of {max_unavailable}"));
    }
    if as_count(surging) > max_surge {
        return Err(format!("{surging} new pods beside old ones of {max_surge}"));
    }
    Ok(())
}

fn as_count(length: usize) -> i64 {
    i64::try_from(length).unwrap_or(i64::MAX)
}

/// The list of each node's pods is that of the pods that name it; uids are used once.
fn pods_are_where_they_are_listed(simulation: &Simulation) -> Result<(), String> {
    let cluster = simulation.cluster();
    let mut listed = 0;
    for node in cluster
        .pods
        .values()
        .filter_map(|pod| pod.target_node())
        .collect::<BTreeSet<_>>()
    {
        for key in simulation.pods_of(node) {
            listed += 1;
            if cluster.pods.get(key).and_then(|pod| pod.target_node()) != Some(node) {
                return Err(format!("{key:?} is listed on {node}"));
            }
        }
    }
    let placed = cluster.pods.values().filter(|pod| pod.target_node().is_some()).count();
    let uids: BTreeSet<_> = cluster.pods.values().map(|pod| &pod.uid).collect();
    if listed != placed || uids.len() != cluster.pods.len() {
        return Err(format!(
            "{placed} pods with a node, {listed} listed, {} uids",
            uids.len()
        ));
    }
    Ok(())
}

/// At rest, no pod lives on a node with a NoExecute taint that it does not tolerate.
fn nobody_stays_where_it_is_evicted(cluster: &Cluster) -> Result<(), String> {
    for pod in cluster.pods.values().filter(|pod| is_live(pod)) {
        let node = pod.node_name.as_ref().and_then(|name| cluster.nodes.get(name));
        let (Some(node), Some(template)) = (node, &pod.template) else {
            continue;
        };
        let intolerable = node.taints.iter().find(|taint| {
            taint.effect == TaintEffect::NoExecute && !template.tolerations.iter().any(|one| one.tolerates(taint))
        });
        if let Some(taint) = intolerable {
            return Err(format!("{} lives on with {taint:?}", pod.name));
        }
    }
    Ok(())
}

/// Every view of every object can be made, and what is YAML reads back.
fn everything_can_be_shown(simulation: &Simulation) -> Result<(), String> {
    let (cluster, now) = (simulation.cluster(), simulation.now());
    let pods: Vec<_> = cluster
        .pods
        .keys()
        .filter_map(|key| simulation.pod_object(key))
        .collect();
    let nodes: Vec<_> = cluster.nodes.values().map(|node| node.to_json()).collect();
    let sets: Vec<_> = cluster
        .daemon_sets
        .keys()
        .filter_map(|key| simulation.daemon_set_object(key))
        .collect();
    if pods.len() != cluster.pods.len() || sets.len() != cluster.daemon_sets.len() {
        return Err("an object that cannot be shown".into());
    }
    pods.iter().chain(&nodes).chain(&sets).try_for_each(check_yaml)?;
    let options = kubectl::get::Options::default();
    let tables = [
        kubectl::get::pods(&pods, now).text(&options),
        kubectl::get::nodes(&nodes, now).text(&options),
        kubectl::get::daemon_sets(&sets, now).text(&options),
    ];
    let described = pods.iter().map(|pod| describe::describe_pod(pod, &[], now));
    let described = described.chain(
        nodes
            .iter()
            .map(|node| describe::describe_node(node, None, &pods, &[], now)),
    );
    let described = described.chain(
        sets.iter()
            .map(|set| describe::describe_daemon_set(set, &pods, &[], now)),
    );
    if described.chain(tables).any(|text| text.contains('\0')) {
        return Err("a text with a zero byte".into());
    }
    for key in cluster.daemon_sets.keys() {
        explain::rollout(simulation, key, Language::English);
        controller::rollout_budget(cluster, key, now);
        if cluster
            .nodes
            .keys()
            .any(|node| explain::why(simulation, key, node, Language::Chinese).is_none())
        {
            return Err("a node about which there is nothing to say".into());
        }
    }
    Ok(())
}
