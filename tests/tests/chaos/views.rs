//! Every view of every object can be made at any moment, and every node's story is that of the state.

use crate::invariants::{belongs, is_live};
use crate::recount::Picture;
use everynode_core::explain::{self, Outcome, Station, Why};
use everynode_core::kubectl::{self, describe};
use everynode_core::language::Language;
use everynode_core::objects::{DaemonSet, Pod, SchedulingMode};
use everynode_core::sim::Simulation;
use everynode_tests::properties::check_yaml;
use std::sync::Arc;

/// Every view of every object can be made, what is YAML reads back, and every node's story is that of the state.
pub(crate) fn everything_can_be_shown(simulation: &Simulation) -> Result<(), String> {
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
    let picture = Picture::of(simulation);
    for (key, set) in &cluster.daemon_sets {
        explain::rollout(simulation, key, Language::Chinese);
        for node in cluster.nodes.values() {
            let Some(why) = explain::why(simulation, key, &node.name, Language::English) else {
                return Err(format!("nothing to say about {}", node.name));
            };
            let Some(placement) = picture.placement_of(key, &node.name) else {
                return Err(format!("{} is not counted", node.name));
            };
            agrees(simulation, set, &why, placement).map_err(|broken| format!("{broken}: {why:?}"))?;
        }
    }
    Ok(())
}

/// Whether what is said about a node is so.
fn agrees(simulation: &Simulation, set: &DaemonSet, why: &Why, placement: (bool, bool)) -> Result<(), String> {
    if (why.should_run, why.should_continue_running) != placement {
        return Err(format!("another placement than {placement:?}"));
    }
    let says = |actor, outcome| {
        why.chain
            .iter()
            .any(|link| link.actor == actor && link.outcome == outcome)
    };
    if !why.should_run && !says(Station::DaemonSetController, Outcome::No) {
        return Err("it should not run, and nothing speaks against it".into());
    }
    if why.summary.is_empty() || why.chain.iter().any(|link| link.text.is_empty()) {
        return Err("an answer without words".into());
    }
    let pods = simulation
        .pods_of(&why.node)
        .filter_map(|key| simulation.cluster().pods.get(key));
    let pods: Vec<_> = pods.filter(|pod| belongs(pod, set)).collect();
    let no_room = simulation.cluster().scheduling_mode == SchedulingMode::DaemonSetController
        && why.chain.iter().any(|link| link.text.contains("FailedPlacement"));
    let is_awaited = says(Station::DaemonSetController, Outcome::Waiting) || says(Station::Admission, Outcome::No);
    if pods.is_empty() && why.should_run && !no_room && !is_awaited {
        return Err("a pod is missing, and nobody is said to be about to make it".into());
    }
    for pod in &pods {
        if !why.chain.iter().any(|link| link.text.contains(&*pod.name)) {
            return Err(format!("{} is not spoken of", pod.name));
        }
    }
    let unbound = pods
        .iter()
        .any(|pod| pod.node_name.is_none() && pod.runtime.unschedulable.is_some());
    if unbound && !says(Station::Scheduler, Outcome::No) {
        return Err("the scheduler's refusal is not told".into());
    }
    let well = |pod: &&Arc<Pod>| pod.ready && is_live(pod);
    if !pods.is_empty()
        && pods.iter().all(well)
        && !simulation.is_silent(&why.node)
        && says(Station::Kubelet, Outcome::No)
    {
        return Err("all is well, and the kubelet is said to refuse".into());
    }
    Ok(())
}
