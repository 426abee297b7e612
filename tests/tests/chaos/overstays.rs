//! No pod stays on a node whose NoExecute taints forbid it beyond the time that its tolerations give it.

use crate::placement::{seconds_to_stay, tolerations};
use everynode_core::objects::TaintEffect;
use everynode_core::sim::Simulation;
use everynode_core::time::{Millis, SimTime};
use std::collections::BTreeMap;
use std::sync::Arc;

/// From a taint to the deletion that it causes: what the taint eviction controller may take.
const REACTION: Millis = Millis(1_500);

/// The pods that have to go, by uid: since when, and after how many seconds.
#[derive(Default)]
pub(crate) struct Overstays(BTreeMap<Arc<str>, (SimTime, i64)>);

impl Overstays {
    pub(crate) fn look(&mut self, simulation: &Simulation) -> Result<(), String> {
        let (cluster, now) = (simulation.cluster(), simulation.now());
        let mut leaving = BTreeMap::new();
        for node in cluster
            .nodes
            .values()
            .filter(|node| node.taints.iter().any(|taint| taint.effect == TaintEffect::NoExecute))
        {
            let node_object = node.to_json();
            for pod in simulation.pods_of(&node.name).filter_map(|key| cluster.pods.get(key)) {
                let (Some(template), Some(_), false, false) =
                    (&pod.template, &pod.node_name, pod.is_terminating(), pod.is_terminal())
                else {
                    continue;
                };
                // The tolerations that came with an imported pod are its own.
                let own = tolerations(&template.json["spec"]);
                let Some(seconds) = seconds_to_stay(&own, &node_object) else {
                    continue;
                };
                // A timer that runs is not set anew, unless nothing is tolerated any more.
                let known = self.0.get(&pod.uid).filter(|(_, known)| seconds > 0 || *known == 0);
                let (since, seconds) = known.copied().unwrap_or((now, seconds));
                if now - since > Millis::seconds(seconds) + REACTION {
                    return Err(format!(
                        "{} stays since {since} with {:?}, {seconds} s were allowed",
                        pod.name, node.taints
                    ));
                }
                leaving.insert(pod.uid.clone(), (since, seconds));
            }
        }
        self.0 = leaving;
        Ok(())
    }
}
