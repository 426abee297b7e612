//! Pods of nobody: what else runs on the nodes and takes cpu, memory and ports.

use super::change::Change;
use super::turn::Turn;
use crate::diagnostic::{Diagnostic, Remark};
use crate::manifest::quantity::Quantity;
use crate::objects::{Pod, PodTemplate};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::sync::Arc;

/// What the pods are like. As JSON with Kubernetes' names; what is left out is not asked for.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ForeignPod {
    /// What their names begin with; `filler` if empty.
    pub name: Arc<str>,
    /// The request for cpu.
    pub cpu: Option<String>,
    /// The request for memory.
    pub memory: Option<String>,
    /// Ports of the node.
    pub host_ports: Vec<u16>,
    /// Their priority.
    pub priority: i64,
    /// `terminationGracePeriodSeconds`.
    pub grace_period_seconds: Option<u32>,
    /// They are bound already, like static pods; else they ask the scheduler for the node by its host name.
    pub bound: bool,
}

/// More on one node than any kubelet takes.
const MOST_REPLICAS: u32 = 500;

/// What is wrong with `pod`, or with so many of it.
pub(super) fn check(pod: &ForeignPod, replicas: u32) -> Option<Diagnostic> {
    let mut quantities = [("cpu", &pod.cpu), ("memory", &pod.memory)].into_iter();
    let unreadable = quantities.find_map(|(field, text)| {
        let error = Quantity::parse(text.as_deref()?).err()?;
        Some(Diagnostic::error("bad-quantity", field, format!("{field}: {error}")))
    });
    unreadable.or_else(|| {
        (replicas > MOST_REPLICAS).then(|| {
            let message = Remark::TooManyPods {
                count: replicas.to_string(),
                limit: MOST_REPLICAS.to_string(),
            };
            Diagnostic::error("too-many-pods", "replicas", message)
        })
    })
}

/// Creates `replicas` such pods for each of `nodes`, or for every node if none is named.
pub(super) fn create(turn: &mut Turn<'_>, nodes: Vec<Arc<str>>, pod: &ForeignPod, replicas: u32) {
    let nodes = if nodes.is_empty() {
        turn.world.cluster.nodes.keys().cloned().collect()
    } else {
        nodes
    };
    for node in nodes {
        for _ in 0..replicas {
            create_one(turn, &node, pod);
        }
    }
}

fn create_one(turn: &mut Turn<'_>, node: &Arc<str>, wanted: &ForeignPod) {
    let prefix = if wanted.name.is_empty() {
        "filler"
    } else {
        &*wanted.name
    };
    let name = turn.new_name(&format!("{prefix}-"));
    let host = turn
        .world
        .cluster
        .nodes
        .get(node)
        .and_then(|node| node.labels.get("kubernetes.io/hostname").cloned());
    let mut spec = spec(wanted);
    match host.filter(|_| !wanted.bound) {
        Some(host) => spec["nodeSelector"] = json!({ "kubernetes.io/hostname": host }),
        None => spec["nodeName"] = json!(node),
    }
    let object = json!({
        "metadata": {
            "name": name,
            "namespace": "default",
            "uid": turn.new_uid(),
            "creationTimestamp": turn.now().to_string(),
            "labels": { "app": prefix },
        },
        "spec": spec,
    });
    let mut pod = Pod::from_json(&object);
    pod.template = Some(Arc::new(PodTemplate::of_pod(&object)));
    turn.say(Change::PodCreated {
        pod: pod.name.clone(),
        node: Some(node.clone()),
        reason: None,
    });
    turn.put_pod(pod);
}

/// With the tolerations that admission gives every pod (plugin DefaultTolerationSeconds).
fn spec(wanted: &ForeignPod) -> Value {
    let mut requests = serde_json::Map::new();
    for (resource, amount) in [("cpu", &wanted.cpu), ("memory", &wanted.memory)] {
        if let Some(amount) = amount {
            requests.insert(resource.into(), json!(amount));
        }
    }
    let ports = wanted.host_ports.iter();
    let ports: Vec<Value> = ports
        .map(|port| json!({ "containerPort": port, "hostPort": port, "protocol": "TCP" }))
        .collect();
    let toleration =
        |key: &str| json!({ "key": key, "operator": "Exists", "effect": "NoExecute", "tolerationSeconds": 300 });
    let mut spec = json!({
        "containers": [{
            "name": "main",
            "image": "registry.k8s.io/pause:3.10",
            "resources": { "requests": requests },
            "ports": ports,
        }],
        "priority": wanted.priority,
        "tolerations": [toleration("node.kubernetes.io/not-ready"), toleration("node.kubernetes.io/unreachable")],
    });
    if let Some(seconds) = wanted.grace_period_seconds {
        spec["terminationGracePeriodSeconds"] = json!(seconds);
    }
    spec
}
