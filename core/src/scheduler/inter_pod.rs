//! Required affinity and anti-affinity between pods.
//!
//! Models `plugins/interpodaffinity` (PreFilter, Filter) and `kube-scheduler/framework/types.go` (AffinityTerm). Of a
//! namespace the engine knows the one label that every namespace has: its name.

use super::reason::FilterReason;
use super::view::{IncomingPod, PodIdentity, Scene};
use crate::controller::{LabelSelector, Operator, Requirement};
use crate::objects::{Labels, json};
use serde_json::Value;
use std::sync::Arc;

/// One term of `requiredDuringSchedulingIgnoredDuringExecution`, of `podAffinity` or `podAntiAffinity`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PodAffinityTerm {
    /// `labelSelector`.
    pub selector: LabelSelector,
    /// `topologyKey`.
    pub topology_key: Arc<str>,
    /// `namespaces`.
    pub namespaces: Vec<Arc<str>>,
    /// `namespaceSelector`.
    pub namespace_selector: LabelSelector,
    /// `matchLabelKeys`: the pod's own values are added to the selector.
    pub match_label_keys: Vec<Arc<str>>,
    /// `mismatchLabelKeys`: the pod's own values are excluded by the selector.
    pub mismatch_label_keys: Vec<Arc<str>>,
}

impl PodAffinityTerm {
    /// The required terms of `affinity.KIND`, where KIND is `podAffinity` or `podAntiAffinity`.
    pub fn of_spec(spec: &Value, kind: &str) -> Vec<Self> {
        let affinity = spec.get("affinity").and_then(|affinity| affinity.get(kind));
        affinity.map_or_else(Vec::new, |affinity| {
            json::list(affinity, "requiredDuringSchedulingIgnoredDuringExecution")
                .iter()
                .map(Self::from_json)
                .collect()
        })
    }

    fn from_json(term: &Value) -> Self {
        Self {
            selector: LabelSelector::from_json(term.get("labelSelector")),
            topology_key: json::shared(term, "topologyKey"),
            namespaces: json::texts(term, "namespaces"),
            namespace_selector: LabelSelector::from_json(term.get("namespaceSelector")),
            match_label_keys: json::texts(term, "matchLabelKeys"),
            mismatch_label_keys: json::texts(term, "mismatchLabelKeys"),
        }
    }

    /// Whether the term of `owner` is about `other`.
    fn concerns(&self, owner: PodIdentity<'_>, other: PodIdentity<'_>) -> bool {
        let own_namespace_only = self.namespaces.is_empty() && !self.namespace_selector.present;
        let namespace_fits = (own_namespace_only && owner.namespace == other.namespace)
            || self.namespaces.iter().any(|name| **name == *other.namespace)
            || (self.namespace_selector.present && self.namespace_selector.matches(&namespace_labels(other.namespace)));
        namespace_fits
            && self.selector.matches(other.labels)
            && own_values(&self.match_label_keys, owner.labels, Operator::In).all(|own| own.matches(other.labels))
            && own_values(&self.mismatch_label_keys, owner.labels, Operator::NotIn).all(|own| own.matches(other.labels))
    }
}

/// What the API server adds to a selector for `matchLabelKeys` and `mismatchLabelKeys`: the values that `labels` have.
pub(super) fn own_values<'a>(
    keys: &'a [Arc<str>],
    labels: &'a Labels,
    operator: Operator,
) -> impl Iterator<Item = Requirement> + 'a {
    keys.iter().filter_map(move |key| {
        Some(Requirement {
            key: Arc::clone(key),
            operator,
            values: vec![Arc::clone(labels.get(key)?)],
        })
    })
}

/// The label that the API server gives every namespace.
fn namespace_labels(name: &str) -> Labels {
    Labels::from_iter([("kubernetes.io/metadata.name", name)])
}

/// What keeps `incoming` from the target node of `scene`, if something does: its own affinity first, then its own
/// anti-affinity, then that of pods that are there.
pub(super) fn judge(scene: Scene<'_>, incoming: &IncomingPod<'_>) -> Option<FilterReason> {
    affinity(scene, incoming)
        .or_else(|| anti_affinity(scene, incoming))
        .or_else(|| existing_anti_affinity(scene, incoming))
}

fn affinity(scene: Scene<'_>, incoming: &IncomingPod<'_>) -> Option<FilterReason> {
    let terms = &incoming.requirements.pod_affinity;
    let me = incoming.identity();
    let wanted = |other: PodIdentity<'_>| terms.iter().all(|term| term.concerns(me, other));
    let mut unmet = None;
    for term in terms {
        let failed = || FilterReason::PodAffinity {
            topology_key: Arc::clone(&term.topology_key),
        };
        let Some(domain) = scene.target().labels.get(&term.topology_key) else {
            return Some(failed());
        };
        let mut peers = scene.pods_in_domain(&term.topology_key, domain);
        if unmet.is_none() && !peers.any(|pod| wanted(pod.identity())) {
            unmet = Some(failed());
        }
    }
    let unmet = unmet?;
    // The first of a group whose members want each other may go anywhere.
    let has_peers = scene.pods().any(|(node, pod)| {
        terms.iter().any(|term| node.labels.contains_key(&term.topology_key)) && wanted(pod.identity())
    });
    (has_peers || !wanted(me)).then_some(unmet)
}

fn anti_affinity(scene: Scene<'_>, incoming: &IncomingPod<'_>) -> Option<FilterReason> {
    incoming.requirements.pod_anti_affinity.iter().find_map(|term| {
        let domain = scene.target().labels.get(&term.topology_key)?;
        let pod = scene
            .pods_in_domain(&term.topology_key, domain)
            .find(|pod| term.concerns(incoming.identity(), pod.identity()))?;
        Some(FilterReason::PodAntiAffinity {
            topology_key: Arc::clone(&term.topology_key),
            pod: pod.key(),
        })
    })
}

fn existing_anti_affinity(scene: Scene<'_>, incoming: &IncomingPod<'_>) -> Option<FilterReason> {
    scene.pods().find_map(|(node, pod)| {
        pod.requirements.pod_anti_affinity.iter().find_map(|term| {
            let domain = node.labels.get(&term.topology_key)?;
            let shared_domain = scene.target().labels.get(&term.topology_key) == Some(domain);
            (shared_domain && term.concerns(pod.identity(), incoming.identity())).then(|| {
                FilterReason::ExistingPodAntiAffinity {
                    topology_key: Arc::clone(&term.topology_key),
                    pod: pod.key(),
                }
            })
        })
    })
}
