//! What else a text holds that a simulation can start from: namespaces with labels, and the DaemonSets, pods and
//! ControllerRevisions of a running cluster (`kubectl get nodes,ds,pods,controllerrevisions -A -o yaml`).

use super::find::{Document, objects};
use super::tree::Tree;
use super::yaml::{Limits, read_with};
use crate::ordered::Gather;
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Objects beside the DaemonSet and the nodes.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Companions {
    /// Namespaces by name, with their labels.
    pub namespaces: BTreeMap<Arc<str>, BTreeMap<Arc<str>, Arc<str>>>,
    /// `apps/v1.DaemonSet` objects that a cluster has stored: those with a uid.
    pub daemon_sets: Vec<Value>,
    /// `v1.Pod` objects.
    pub pods: Vec<Value>,
    /// `apps/v1.ControllerRevision` objects.
    pub revisions: Vec<Value>,
    /// `v1.ResourceQuota`, `scheduling.k8s.io/v1.PriorityClass` and `policy/v1.PodDisruptionBudget` objects.
    pub others: Vec<Value>,
}

impl Companions {
    /// Whether there is anything of a running cluster.
    pub fn has_objects(&self) -> bool {
        let lists = [&self.daemon_sets, &self.pods, &self.revisions, &self.others];
        lists.iter().any(|list| !list.is_empty())
    }
}

/// Reads the companions of a text. A text that names none of these kinds is not parsed at all: a long list of nodes
/// costs nothing here. What is wrong with the text is the finding of whoever reads its main objects.
pub fn read_companions(text: &str) -> Companions {
    let mut companions = Companions::default();
    // A budget's kind begins with that of a pod.
    let kinds = [
        "Namespace",
        "DaemonSet",
        "Pod",
        "ControllerRevision",
        "ResourceQuota",
        "PriorityClass",
    ];
    if !kinds.iter().any(|kind| text.contains(kind)) {
        return companions;
    }
    for document in objects(read_with(text, Limits::NODES)) {
        match (document.api_version.as_str(), document.kind.as_str()) {
            ("v1", "Namespace") => {
                companions
                    .namespaces
                    .insert(document.name.as_str().into(), labels(&document));
            }
            ("apps/v1", "DaemonSet") if is_stored(&document) => companions.daemon_sets.push(document.tree.to_json()),
            ("v1", "Pod") => companions.pods.push(document.tree.to_json()),
            ("apps/v1", "ControllerRevision") => companions.revisions.push(document.tree.to_json()),
            ("v1", "ResourceQuota")
            | ("scheduling.k8s.io/v1", "PriorityClass")
            | ("policy/v1", "PodDisruptionBudget") => companions.others.push(document.tree.to_json()),
            (..) => {}
        }
    }
    companions
}

fn is_stored(document: &Document) -> bool {
    document
        .tree
        .get("metadata")
        .and_then(|metadata| metadata.get("uid"))
        .is_some()
}

fn labels(namespace: &Document) -> BTreeMap<Arc<str>, Arc<str>> {
    let labels = namespace
        .tree
        .get("metadata")
        .and_then(|metadata| metadata.get("labels"));
    let labels = labels.map(Tree::to_json).unwrap_or_default();
    let pairs = labels.as_object().into_iter().flatten();
    pairs
        .filter_map(|(key, value)| Some((key.as_str().into(), value.as_str()?.into())))
        .gather()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_of_a_running_cluster_is_taken_apart() {
        let companions = read_companions(
            "apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: Pod, metadata: {name: p}}\n\
             - {apiVersion: apps/v1, kind: ControllerRevision, metadata: {name: r}, revision: 2}\n\
             - {apiVersion: v1, kind: Node, metadata: {name: n}}\n---\n\
             {apiVersion: v1, kind: Namespace, metadata: {name: demo, labels: {a: b}}}\n",
        );
        assert_eq!((companions.pods.len(), companions.revisions.len()), (1, 1));
        assert_eq!(companions.namespaces["demo"]["a"], "b".into());
    }

    #[test]
    fn what_is_no_companion_is_left_alone() {
        for text in ["node-1 zone=a\nnode-2 zone=b\n", "kind: [Pod\n"] {
            assert_eq!(read_companions(text), Companions::default());
        }
    }
}
