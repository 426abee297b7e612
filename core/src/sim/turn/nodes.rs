//! What a write to a node brings about: taints that follow conditions, pods that have to go, sets that are woken.

use super::Turn;
use crate::controller;
use crate::objects::{ConditionStatus, Node, Pod, TaintEffect};
use crate::sim::change::Change;
use crate::sim::event::Event;
use crate::sim::latency;
use crate::sim::scheduling::ClusterChange;
use crate::sim::world::{Both, Delta};
use std::sync::Arc;

impl Turn<'_> {
    /// Stores a node, says what changed, and wakes who watches it.
    pub(crate) fn put_node(&mut self, node: Node) {
        let mut node = node;
        let old = self.world.cluster.nodes.get(&node.name).cloned();
        node.note_transitions(old.as_deref(), self.now().floor_seconds());
        let new = Arc::new(node);
        self.write(Delta::Node(new.name.clone(), Both::to(Some(new.clone()))));
        crate::sim::node_changes::describe(old.as_deref(), &new, |change| self.changes.push(change));
        let labels_or_taints_changed = old
            .as_ref()
            .is_none_or(|old| old.labels != new.labels || old.taints != new.taints);
        if labels_or_taints_changed || controller::legacy::is_used(&self.world.cluster) {
            self.wake_sets(old.as_deref(), &new);
        }
        if labels_or_taints_changed {
            let evicts = |node: &Node| node.taints.iter().any(|taint| taint.effect == TaintEffect::NoExecute);
            if evicts(&new) || old.as_deref().is_some_and(evicts) {
                self.later(latency::EVICTION, Event::Evict { node: new.name.clone() });
            }
        }
        self.keep_taints(&new, old.is_none());
        let was_unready = old
            .as_ref()
            .is_some_and(|old| old.conditions.ready != ConditionStatus::True);
        if was_unready && new.conditions.ready == ConditionStatus::True {
            crate::sim::nodes::zone_recovers(self);
        }
        if crate::node::taints::is_out_of_service(&new) {
            let delay = latency::collection(self.seed, self.now());
            self.later(delay, Event::CollectPods { node: new.name.clone() });
        }
        if let Some(old) = old.as_deref() {
            self.wake_scheduler(&ClusterChange::NodeUpdated { old, new: &new });
        } else {
            self.wake_scheduler(&ClusterChange::NodeAdded(&new));
            // Its kubelet looks after what was bound there before: the node may have been gone for a while.
            crate::sim::kubelet::resume(self, &new.name);
        }
    }

    /// A pod has come to its node: the taint eviction controller looks whether it may stay.
    pub(super) fn consider_eviction(&mut self, pod: &Pod) {
        let Some(node) = pod
            .node_name
            .as_ref()
            .and_then(|name| self.world.cluster.nodes.get(name))
        else {
            return;
        };
        if node.taints.iter().any(|taint| taint.effect == TaintEffect::NoExecute) {
            let node = node.name.clone();
            self.later(latency::EVICTION, Event::Evict { node });
        }
    }

    /// The node life cycle controller makes taints agree with conditions: NoSchedule at once, NoExecute on its next round.
    fn keep_taints(&mut self, node: &Node, is_new: bool) {
        let differ = |effect| crate::node::taints::reconciled(node, effect).is_some();
        if differ(TaintEffect::NoSchedule) {
            let delay = latency::taint(self.seed, &node.name, is_new);
            self.later(
                delay,
                Event::ReconcileTaints {
                    node: node.name.clone(),
                },
            );
        }
        if differ(TaintEffect::NoExecute) {
            let delay = latency::health_check(self.seed, self.now());
            self.later(
                delay,
                Event::CheckHealth {
                    node: node.name.clone(),
                },
            );
        }
    }

    /// Deletes a Node object. Nobody but pod garbage collection hears of it (semantics 5.10, 9.6).
    pub(crate) fn remove_node(&mut self, name: &Arc<str>) {
        let Delta::Node(_, Both { before: Some(_), .. }) = self.write(Delta::Node(name.clone(), Both::to(None))) else {
            return;
        };
        self.say(Change::NodeDeleted { node: name.clone() });
        let noticed = latency::health_check(self.seed, self.now());
        self.later(noticed, Event::NodeNoticed { node: name.clone() });
        let delay = latency::pod_collection(self.seed, self.now());
        self.later(delay, Event::CollectPods { node: name.clone() });
    }

    /// Semantics 3.8: a node wakes a set where a pod is missing, may not stay, or is misscheduled.
    fn wake_sets(&mut self, old: Option<&Node>, new: &Node) {
        let legacy = controller::legacy::is_used(&self.world.cluster);
        let woken: Vec<_> = self
            .world
            .cluster
            .daemon_sets
            .iter()
            .filter(|(_, set)| {
                if legacy {
                    return controller::legacy::node_change_wakes(&self.world.cluster, set, old, new);
                }
                let pods = self
                    .world
                    .pods_of(&new.name)
                    .filter_map(|key| self.world.cluster.pods.get(key))
                    .filter(|pod| {
                        pod.node_name.is_some() && pod.controller.as_ref().is_some_and(|owner| owner.uid == set.uid)
                    });
                controller::node_change_wakes(set, pods.count(), old, new)
            })
            .map(|(key, _)| key.clone())
            .collect();
        for key in woken {
            self.enqueue(&key, self.controller_latency());
        }
    }
}
