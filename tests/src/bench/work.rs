//! What is measured: each function gets a cluster of some size ready and returns one run of the work.

use everynode_core::admission::review_manifest;
use everynode_core::controller::{self, ControllerMemory};
use everynode_core::manifest::nodes::read_nodes;
use everynode_core::objects::{Node, ObjectKey, PodTemplate};
use everynode_core::sim::{Command, Simulation};
use everynode_core::time::Millis;
use serde_json::{Value, json};
use std::hint::black_box;

const DAY: Millis = Millis::seconds(24 * 3600);

type Run = Box<dyn FnMut()>;

/// Which of the nodes get a pod.
pub(super) fn placement(size: usize) -> Run {
    let nodes: Vec<Node> = (0..size).map(|index| Node::from_json(&node(index))).collect();
    let set = manifest("1.0");
    let template = PodTemplate::from_json(&stored(&set)["spec"]["template"]);
    Box::new(move || {
        let chosen = nodes
            .iter()
            .filter(|node| controller::decide(&template, node).should_run);
        black_box(chosen.count());
    })
}

/// One sync of a set with a pod on every node, all up to date: the first, which looks at every pod and node.
pub(super) fn sync(size: usize) -> Run {
    let (simulation, key, memory) = (settled(size), key(), ControllerMemory::default());
    Box::new(move || {
        black_box(controller::sync(simulation.cluster(), &memory, &key, simulation.now()));
    })
}

/// One sync in the middle of a rollout: the status, and which pods to delete next. As the simulation does it, from what
/// earlier syncs have found.
pub(super) fn decision(size: usize) -> Run {
    let (mut simulation, key) = (settled(size), key());
    apply(&mut simulation, "2.0");
    simulation.run_until(simulation.now() + Millis::seconds(20));
    Box::new(move || {
        black_box(simulation.plan(&key));
    })
}

/// A label goes and comes back; each time until the cluster is at rest.
pub(super) fn toggle(size: usize) -> Run {
    let mut simulation = settled(size);
    Box::new(move || {
        let (node, key) = ("node-0".into(), "logging".into());
        simulation.apply(Command::RemoveLabel { node, key });
        simulation.settle(DAY);
        let (node, key, value) = ("node-0".into(), "logging".into(), "true".into());
        simulation.apply(Command::SetLabel { node, key, value });
        simulation.settle(DAY);
    })
}

/// A whole rollout, maxUnavailable 10 %.
pub(super) fn rollout(size: usize) -> Run {
    let mut simulation = settled(size);
    let mut version = 1;
    Box::new(move || {
        version += 1;
        apply(&mut simulation, &format!("{version}.0"));
        assert!(simulation.settle(DAY).steady, "the rollout ends");
    })
}

/// To a step of a trace of `size` steps and back, far apart.
pub(super) fn seek(size: usize) -> Run {
    let mut simulation = traced(500, size);
    let mut target = 0;
    Box::new(move || {
        target = (target + size * 3 / 7) % size;
        simulation.seek(target);
    })
}

/// From one end of a trace of `size` steps on 1,000 nodes to the other: there is no longer way.
pub(super) fn seek_ends(size: usize) -> Run {
    let mut simulation = traced(1_000, size);
    Box::new(move || {
        let target = if simulation.cursor() == 0 { size } else { 0 };
        simulation.seek(target);
    })
}

/// `kubectl get nodes -o yaml`.
pub(super) fn parse_nodes_yaml(size: usize) -> Run {
    let text = (0..size).map(yaml_of).collect::<Vec<_>>().join("---\n");
    parse_nodes(text)
}

/// `kubectl get nodes -o json`.
pub(super) fn parse_nodes_json(size: usize) -> Run {
    let items: Vec<Value> = (0..size).map(node).collect();
    parse_nodes(json!({"apiVersion": "v1", "kind": "List", "items": items}).to_string())
}

fn parse_nodes(text: String) -> Run {
    Box::new(move || {
        black_box(read_nodes(&text));
    })
}

/// A cluster of `nodes` nodes with a trace of at least `steps` steps: one rollout after the other.
fn traced(nodes: usize, steps: usize) -> Simulation {
    let mut simulation = settled(nodes);
    let mut version = 1;
    while simulation.cursor() < steps {
        version += 1;
        apply(&mut simulation, &format!("{version}.0"));
        simulation.settle(DAY);
    }
    simulation
}

/// A cluster of `size` nodes on which the set has come to rest.
fn settled(size: usize) -> Simulation {
    let mut simulation = Simulation::new(1);
    let nodes = (0..size).map(|index| Node::from_json(&node(index))).collect();
    simulation.apply(Command::SetNodes { nodes });
    apply(&mut simulation, "1.0");
    assert!(simulation.settle(DAY).steady, "the set comes to rest");
    simulation
}

fn apply(simulation: &mut Simulation, version: &str) {
    let old = simulation.daemon_set_object(&key());
    let review = review_manifest(&manifest(version), old.as_ref());
    let Some(daemon_set) = review.stored else {
        panic!("the manifest is good: {:?}", review.diagnostics)
    };
    simulation.apply(Command::ApplyDaemonSet { daemon_set });
}

fn stored(manifest: &str) -> Value {
    review_manifest(manifest, None).stored.unwrap_or_default()
}

fn key() -> ObjectKey {
    ("default".into(), "agent".into())
}

fn manifest(version: &str) -> String {
    format!(
        r#"
apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: agent
spec:
  selector:
    matchLabels: {{app: agent}}
  updateStrategy:
    rollingUpdate: {{maxUnavailable: 10%}}
  template:
    metadata:
      labels: {{app: agent}}
    spec:
      nodeSelector: {{logging: "true"}}
      tolerations:
        - {{key: dedicated, operator: Equal, value: gpu, effect: NoSchedule}}
      containers:
        - name: agent
          image: registry.example/agent:{version}
          resources: {{requests: {{cpu: 100m, memory: 64Mi}}}}
"#
    )
}

/// Every node is one of three zones; every seventh has a taint that the set tolerates.
fn node(index: usize) -> Value {
    let taints = if index % 7 == 3 {
        json!([{"key": "dedicated", "value": "gpu", "effect": "NoSchedule"}])
    } else {
        json!([])
    };
    let zone = ["a", "b", "c"][index % 3];
    json!({
        "apiVersion": "v1",
        "kind": "Node",
        "metadata": {
            "name": format!("node-{index}"),
            "labels": {
                "kubernetes.io/hostname": format!("node-{index}"),
                "kubernetes.io/os": "linux",
                "topology.kubernetes.io/zone": zone,
                "logging": "true",
            },
        },
        "spec": {"taints": taints},
        "status": {
            "allocatable": {"cpu": "4", "memory": "16Gi", "pods": "110"},
            "conditions": [{"type": "Ready", "status": "True"}],
        },
    })
}

fn yaml_of(index: usize) -> String {
    format!(
        r#"apiVersion: v1
kind: Node
metadata:
  name: node-{index}
  labels:
    kubernetes.io/hostname: node-{index}
    kubernetes.io/os: linux
    logging: "true"
status:
  allocatable:
    cpu: "4"
    memory: 16Gi
    pods: "110"
  conditions:
    - type: Ready
      status: "True"
"#
    )
}
