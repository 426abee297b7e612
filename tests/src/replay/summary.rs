//! The state of a cluster in the form in which two of them can be compared: recorded or simulated, with names masked and
//! everything that has no order sorted.

use std::collections::BTreeMap;

use everynode_core::controller::HASH_LABEL;
use everynode_core::objects::{Cluster, DaemonSet, ObjectKey, Pod};
use everynode_core::sim::Simulation;
use serde_json::{Map, Value, json};

use super::assign::NodeClasses;

/// Hash → class, for hashes that are another on each side, as after `kubectl rollout restart`.
pub type HashClasses = BTreeMap<String, String>;

/// What a comparison needs to know of one side.
#[derive(Clone, Copy)]
pub struct Eyes<'a> {
    /// Which nodes are equivalent.
    pub nodes: &'a NodeClasses,
    /// Which revisions are.
    pub hashes: &'a HashClasses,
}

impl Eyes<'_> {
    fn hash(&self, hash: &str) -> String {
        self.hashes.get(hash).map_or(hash, String::as_str).to_owned()
    }
}

/// One state: `daemonSets`, `nodes` and `otherPods`.
#[derive(Debug, Default)]
struct Summary {
    sets: Map<String, Value>,
    nodes: BTreeMap<String, NodeState>,
    other_pods: Vec<Value>,
}

#[derive(Debug, Default)]
struct NodeState {
    condition: Value,
    pods: Vec<Value>,
}

impl Summary {
    fn pod(&mut self, node: &str, pod: Value) {
        self.nodes.entry(node.to_owned()).or_default().pods.push(pod);
    }

    /// Equivalent nodes become a list of their states; others stand under their names.
    fn finish(mut self, nodes: &NodeClasses) -> Value {
        let mut classes: BTreeMap<String, Vec<Value>> = BTreeMap::new();
        for (name, mut state) in self.nodes {
            sort(&mut state.pods);
            let state = json!({ "node": state.condition, "pods": state.pods });
            classes.entry(nodes.class(&name).to_owned()).or_default().push(state);
        }
        for states in classes.values_mut() {
            sort(states);
        }
        sort(&mut self.other_pods);
        json!({ "daemonSets": self.sets, "nodes": classes, "otherPods": self.other_pods })
    }
}

fn sort(values: &mut [Value]) {
    values.sort_by_cached_key(Value::to_string);
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// The DaemonSets of a recorded summary.
pub fn recorded_sets(summary: &Value) -> impl Iterator<Item = &Value> {
    let more = summary["more"].as_array().into_iter().flatten();
    std::iter::once(summary)
        .chain(more)
        .filter(|set| set["name"].is_string())
}

/// A recorded summary.
pub fn of_recording(summary: &Value, eyes: Eyes<'_>) -> Value {
    let mut result = Summary::default();
    for (name, node) in summary["nodes"].as_object().into_iter().flatten() {
        result.nodes.entry(name.clone()).or_default().condition = node.clone();
    }
    for set in recorded_sets(summary) {
        let key = format!("{}/{}", text(&set["namespace"]), text(&set["name"]));
        let pods = set["podsByNode"].as_object().into_iter().flatten();
        for (node, pods) in pods {
            for pod in pods.as_array().into_iter().flatten() {
                result.pod(node, recorded_pod(&key, pod, eyes));
            }
        }
        for pod in set["pending"].as_array().into_iter().flatten() {
            result.pod(text(&pod["targetNode"]), recorded_pod(&key, pod, eyes));
        }
        let revisions = set["revisions"].as_array().into_iter().flatten();
        let revisions = revisions.map(|revision| json!([revision["revision"], eyes.hash(text(&revision["hash"]))]));
        let set = set_state(&set["generation"], &set["status"], revisions.collect());
        result.sets.insert(key, set);
    }
    for pod in summary["otherPods"].as_array().into_iter().flatten() {
        let node = eyes.nodes.class(text(&pod["node"]));
        result.other_pods.push(json!({
            "namespace": pod["namespace"], "node": node, "phase": pod["phase"], "ready": pod["ready"],
            "terminating": pod["terminating"], "owners": pod["owners"],
        }));
    }
    result.finish(eyes.nodes)
}

fn set_state(generation: &Value, status: &Value, mut revisions: Vec<Value>) -> Value {
    sort(&mut revisions);
    json!({ "generation": generation, "status": status, "revisions": revisions })
}

fn recorded_pod(set: &str, pod: &Value, eyes: Eyes<'_>) -> Value {
    let mut state = json!({
        "set": set, "revision": eyes.hash(text(&pod["hash"])), "phase": pod["phase"], "ready": pod["ready"],
        "terminating": pod["terminating"],
    });
    for field in ["waiting", "restarts", "reason", "message", "nominatedNodeName"] {
        if !pod[field].is_null() {
            state[field] = pod[field].clone();
        }
    }
    if pod.get("targetNode").is_some() {
        state["bound"] = json!(false);
    }
    name_node(&mut state, eyes.nodes);
    state
}

/// A nominated node is told by its class.
fn name_node(pod: &mut Value, nodes: &NodeClasses) {
    if let Some(nominated) = pod["nominatedNodeName"].as_str() {
        pod["nominatedNodeName"] = json!(nodes.class(nominated));
    } else if let Some(fields) = pod.as_object_mut() {
        fields.remove("nominatedNodeName");
    }
}

/// The state of a simulation at its cursor.
pub fn of_simulation(simulation: &Simulation, eyes: Eyes<'_>) -> Value {
    let cluster = simulation.cluster();
    let mut result = Summary::default();
    for (name, node) in &cluster.nodes {
        let mut condition = json!({ "ready": node.conditions.ready });
        if node.unschedulable {
            condition["unschedulable"] = json!(true);
        }
        if !node.taints.is_empty() {
            let taints = node.taints.iter().map(everynode_core::node::taints::taint_text);
            condition["taints"] = taints.collect();
        }
        result.nodes.entry(name.to_string()).or_default().condition = condition;
    }
    for (key, set) in &cluster.daemon_sets {
        let object = simulation.daemon_set_object(key).unwrap_or_default();
        let revisions = revisions_of(cluster, set).map(|(number, hash)| json!([number, eyes.hash(hash)]));
        let state = set_state(&json!(set.generation), &object["status"], revisions.collect());
        result.sets.insert(format!("{}/{}", key.0, key.1), state);
    }
    for (key, pod) in &cluster.pods {
        match owner(cluster, pod) {
            Some(set) => result.pod(
                pod.target_node().map_or("", |node| node),
                simulated_pod(simulation, set, key, pod, eyes),
            ),
            None => result.other_pods.push(json!({
                "namespace": pod.namespace, "node": eyes.nodes.class(pod.node_name.as_deref().unwrap_or_default()),
                "phase": pod.phase, "ready": pod.ready, "terminating": pod.is_terminating(),
                "owners": i32::from(pod.controller.is_some()),
            })),
        }
    }
    result.finish(eyes.nodes)
}

/// The DaemonSet that owns a pod.
pub fn owner<'c>(cluster: &'c Cluster, pod: &Pod) -> Option<&'c DaemonSet> {
    let uid = &pod.controller.as_ref()?.uid;
    let mut sets = cluster.daemon_sets.values();
    sets.find(|set| set.uid == *uid).map(AsRef::as_ref)
}

/// Number and hash of a set's revisions.
pub fn revisions_of<'c>(cluster: &'c Cluster, set: &'c DaemonSet) -> impl Iterator<Item = (i64, &'c str)> {
    let revisions = cluster.revisions.values().filter(|revision| {
        let owner = revision.controller.as_ref();
        owner.is_some_and(|owner| owner.uid == set.uid)
    });
    revisions.map(|revision| {
        (
            revision.revision,
            revision.labels.get(HASH_LABEL).map_or("", AsRef::as_ref),
        )
    })
}

fn simulated_pod(simulation: &Simulation, set: &DaemonSet, key: &ObjectKey, pod: &Pod, eyes: Eyes<'_>) -> Value {
    let object = simulation.pod_object(key).unwrap_or_default();
    let status = &object["status"];
    let mut state = json!({
        "set": format!("{}/{}", set.namespace, set.name),
        "revision": eyes.hash(pod.labels.get(HASH_LABEL).map_or("", AsRef::as_ref)),
        "phase": pod.phase, "ready": pod.ready, "terminating": pod.is_terminating(),
    });
    let containers = || status["containerStatuses"].as_array().into_iter().flatten();
    if let Some(waiting) = containers().find_map(|container| container.pointer("/state/waiting/reason")) {
        state["waiting"] = waiting.clone();
    }
    let restarts: i64 = containers()
        .filter_map(|container| container["restartCount"].as_i64())
        .sum();
    if restarts > 0 {
        state["restarts"] = json!(restarts);
    }
    if !pod.reason.is_empty() {
        state["reason"] = json!(pod.reason);
    }
    if pod.node_name.is_none() {
        state["bound"] = json!(false);
        let conditions = status["conditions"].as_array().into_iter().flatten();
        let scheduled = conditions
            .into_iter()
            .find(|condition| condition["type"] == "PodScheduled");
        for field in ["reason", "message"] {
            if let Some(value) = scheduled.and_then(|condition| condition.get(field)) {
                state[field] = value.clone();
            }
        }
        state["nominatedNodeName"] = json!(pod.runtime.nominated_node);
    }
    name_node(&mut state, eyes.nodes);
    state
}

/// Where two summaries differ, leaf by leaf: `path: expected …, came …`.
pub fn differences(expected: &Value, actual: &Value) -> Vec<String> {
    let mut found = Vec::new();
    compare("", expected, actual, &mut found);
    found
}

fn compare(path: &str, expected: &Value, actual: &Value, found: &mut Vec<String>) {
    match (expected, actual) {
        (Value::Object(left), Value::Object(right)) => {
            let keys: std::collections::BTreeSet<_> = left.keys().chain(right.keys()).collect();
            for key in keys {
                let path = if path.is_empty() {
                    key.clone()
                } else {
                    format!("{path}.{key}")
                };
                let side = |side: &Map<String, Value>| side.get(key).cloned().unwrap_or_default();
                compare(&path, &side(left), &side(right), found);
            }
        }
        (Value::Array(left), Value::Array(right)) if left.len() == right.len() && path.starts_with("nodes") => {
            for (index, (left, right)) in left.iter().zip(right).enumerate() {
                compare(&format!("{path}[{index}]"), left, right, found);
            }
        }
        _ if expected != actual => found.push(format!("{path}: expected {expected}, came {actual}")),
        _ => {}
    }
}
