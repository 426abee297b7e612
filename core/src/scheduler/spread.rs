//! `topologySpreadConstraints` that forbid: `whenUnsatisfiable: DoNotSchedule`.
//!
//! Models `plugins/podtopologyspread` (filtering.go, common.go).

use super::inter_pod::own_values;
use super::reason::FilterReason;
use super::view::{BoundPod, IncomingPod, Scene};
use crate::controller::{LabelSelector, Operator};
use crate::objects::{Labels, Node, json};
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::Arc;

/// One constraint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpreadConstraint {
    /// `topologyKey`.
    pub topology_key: Arc<str>,
    /// `maxSkew`.
    pub max_skew: i64,
    /// `minDomains`; 1 if absent.
    pub min_domains: usize,
    /// `labelSelector`.
    pub selector: LabelSelector,
    /// `matchLabelKeys`: the pod's own values are added to the selector.
    pub match_label_keys: Vec<Arc<str>>,
    /// `nodeAffinityPolicy` is `Honor`, as it is if absent: nodes that the pod's affinity excludes do not count.
    pub honors_affinity: bool,
    /// `nodeTaintsPolicy` is `Honor`: nodes whose taints the pod does not tolerate do not count.
    pub honors_taints: bool,
}

impl SpreadConstraint {
    /// The constraints of a pod that forbid.
    pub fn of_spec(spec: &Value) -> Vec<Self> {
        json::list(spec, "topologySpreadConstraints")
            .iter()
            .filter(|constraint| json::text(constraint, "whenUnsatisfiable") == "DoNotSchedule")
            .map(|constraint| Self {
                topology_key: json::shared(constraint, "topologyKey"),
                max_skew: json::integer(constraint, "maxSkew").unwrap_or_default(),
                min_domains: json::integer(constraint, "minDomains")
                    .and_then(|count| usize::try_from(count).ok())
                    .unwrap_or(1),
                selector: LabelSelector::from_json(constraint.get("labelSelector")),
                match_label_keys: json::texts(constraint, "matchLabelKeys"),
                honors_affinity: json::text(constraint, "nodeAffinityPolicy") != "Ignore",
                honors_taints: json::text(constraint, "nodeTaintsPolicy") == "Honor",
            })
            .collect()
    }

    fn selects(&self, labels: &Labels, incoming: &IncomingPod<'_>) -> bool {
        self.selector.matches(labels)
            && own_values(&self.match_label_keys, incoming.labels, Operator::In).all(|own| own.matches(labels))
    }

    /// Whether the pods of `node` count.
    fn includes(&self, node: &Node, incoming: &IncomingPod<'_>) -> bool {
        (!self.honors_affinity || incoming.accepts_by_affinity(node))
            && (!self.honors_taints || incoming.requirements.untolerated_taint(node).is_none())
    }

    /// How many of `pods` count. An empty selector counts nobody, though it selects everybody.
    fn count(&self, pods: &[BoundPod<'_>], incoming: &IncomingPod<'_>) -> i64 {
        if self.selector.selects_everything() && self.match_label_keys.is_empty() {
            return 0;
        }
        let counted = pods.iter().filter(|pod| {
            !pod.termination.is_terminating()
                && *pod.namespace == *incoming.namespace
                && self.selects(pod.labels, incoming)
        });
        i64::try_from(counted.count()).unwrap_or(i64::MAX)
    }
}

/// The constraint that keeps `incoming` from the target node of `scene`, if one does.
pub(super) fn judge(scene: Scene<'_>, incoming: &IncomingPod<'_>) -> Option<FilterReason> {
    let constraints = &incoming.requirements.spread;
    constraints.iter().find_map(|constraint| {
        let Some(domain) = scene.target().labels.get(&constraint.topology_key) else {
            return Some(FilterReason::SpreadLabelMissing {
                topology_key: Arc::clone(&constraint.topology_key),
            });
        };
        let counts = counts_by_domain(scene, incoming, constraint);
        let fewest = if counts.len() < constraint.min_domains {
            Some(0)
        } else {
            counts.values().copied().min()
        };
        let here = counts.get(domain).copied().unwrap_or_default();
        let with_me = here + i64::from(constraint.selects(incoming.labels, incoming));
        // Without any domain that counts, nothing is uneven.
        let skew = with_me - fewest?;
        (skew > constraint.max_skew).then(|| FilterReason::Spread {
            topology_key: Arc::clone(&constraint.topology_key),
            skew,
            max_skew: constraint.max_skew,
        })
    })
}

/// Pods that count, by value of the topology key; only nodes that have the keys of every constraint take part.
fn counts_by_domain<'a>(
    scene: Scene<'a>,
    incoming: &IncomingPod<'_>,
    constraint: &SpreadConstraint,
) -> BTreeMap<&'a Arc<str>, i64> {
    let constraints = &incoming.requirements.spread;
    let mut counts = BTreeMap::new();
    for (node, pods) in scene.nodes() {
        let has_every_key = constraints
            .iter()
            .all(|each| node.labels.contains_key(&each.topology_key));
        if let Some(domain) = node.labels.get(&constraint.topology_key)
            && has_every_key
            && constraint.includes(node, incoming)
        {
            *counts.entry(domain).or_default() += constraint.count(pods, incoming);
        }
    }
    counts
}
