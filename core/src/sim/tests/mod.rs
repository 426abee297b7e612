//! Whole scenarios on the simulated cluster.

mod beliefs;
mod events;
mod everyday;
mod legacy;
mod node_life;
mod pod_life;
mod requests;
mod returns;
mod scheduling;
mod scripted;
mod skip;
mod surprises;
mod time_travel;
mod trouble;

use super::*;
use crate::objects::{ConditionStatus, DaemonSetStatus, Node, Pod, Taint, TaintEffect};
use serde_json::{Value, json};

/// The course's DaemonSet as it is stored, with changes.
fn fluentd(change: impl FnOnce(&mut Value)) -> Value {
    let mut set = json!({
        "apiVersion": "apps/v1",
        "kind": "DaemonSet",
        "metadata": { "name": "fluentd-elasticsearch", "namespace": "kube-system" },
        "spec": {
            "selector": { "matchLabels": { "name": "fluentd-elasticsearch" } },
            "revisionHistoryLimit": 10,
            "template": {
                "metadata": { "labels": { "name": "fluentd-elasticsearch" } },
                "spec": {
                    "terminationGracePeriodSeconds": 30,
                    "containers": [{
                        "name": "fluentd-elasticsearch",
                        "image": "quay.io/fluentd_elasticsearch/fluentd:v2.5.2",
                    }],
                },
            },
            "updateStrategy": { "type": "RollingUpdate", "rollingUpdate": { "maxUnavailable": 1, "maxSurge": 0 } },
        },
    });
    change(&mut set);
    set
}

fn with_image(tag: &str) -> Value {
    fluentd(|set| {
        *set.pointer_mut("/spec/template/spec/containers/0/image").unwrap() =
            json!(format!("quay.io/fluentd_elasticsearch/fluentd:{tag}"));
    })
}

fn node(name: &str) -> Node {
    Node::from_json(&json!({
        "metadata": { "name": name, "labels": { "kubernetes.io/hostname": name } },
        "status": { "allocatable": { "cpu": "4", "memory": "8Gi", "pods": "110" } },
    }))
}

fn cluster(nodes: &[&str], set: Value) -> Simulation {
    let mut simulation = Simulation::new(1);
    assert!(
        simulation
            .apply(Command::SetNodes {
                nodes: nodes.iter().map(|name| node(name)).collect()
            })
            .is_empty()
    );
    assert!(simulation.apply(Command::ApplyDaemonSet { daemon_set: set }).is_empty());
    simulation
}

fn settled(nodes: &[&str], set: Value) -> Simulation {
    let mut simulation = cluster(nodes, set);
    assert!(settle(&mut simulation));
    simulation
}

fn settle(simulation: &mut Simulation) -> bool {
    simulation.settle(Millis::seconds(3600)).steady
}

fn status(simulation: &Simulation) -> DaemonSetStatus {
    simulation.cluster().daemon_sets.values().next().unwrap().status
}

fn pods(simulation: &Simulation) -> Vec<&Pod> {
    simulation.cluster().pods.values().map(Arc::as_ref).collect()
}

fn nodes_with_pods(simulation: &Simulation) -> Vec<&str> {
    let mut nodes: Vec<&str> = pods(simulation)
        .iter()
        .filter_map(|pod| pod.node_name.as_deref())
        .collect();
    nodes.sort_unstable();
    nodes
}

fn set_key() -> ObjectKey {
    ("kube-system".into(), "fluentd-elasticsearch".into())
}
