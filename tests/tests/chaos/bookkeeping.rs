//! What the engine keeps beside the objects agrees with them: lists of pods, uids, the queue.

use everynode_core::sim::Simulation;
use std::collections::{BTreeMap, BTreeSet};

/// The list of each node's pods is that of the pods that name it; uids are used once.
pub(crate) fn pods_are_where_they_are_listed(simulation: &Simulation) -> Result<(), String> {
    let cluster = simulation.cluster();
    let targets: BTreeSet<_> = cluster.pods.values().filter_map(|pod| pod.target_node()).collect();
    let mut listed = 0;
    for node in targets {
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

/// What waits grows with the objects that it is about, and with what a person has just done to them, not with time.
pub(crate) fn the_queue_is_short(simulation: &Simulation) -> Result<(), String> {
    let cluster = simulation.cluster();
    let objects = cluster.nodes.len() + cluster.pods.len() + cluster.daemon_sets.len();
    let (waiting, most) = (simulation.queue_length(), 40 + 10 * objects);
    if waiting > most {
        let mut kinds = BTreeMap::<_, usize>::new();
        for (_, event) in simulation.pending() {
            let text = format!("{event:?}");
            let kind = text.split(' ').next().unwrap_or_default().to_owned();
            *kinds.entry(kind).or_default() += 1;
        }
        return Err(format!("{waiting} events wait, for {objects} objects: {kinds:?}"));
    }
    Ok(())
}
