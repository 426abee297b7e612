//! The three answers, with small inputs.

use super::*;
use crate::objects::{PodTemplate, TaintEffect};
use serde_json::json;

fn set(spec: &Value) -> DaemonSet {
    DaemonSet::from_json(&json!({
        "metadata": { "name": "agent", "namespace": "default", "uid": "set" },
        "spec": { "selector": { "matchLabels": { "app": "agent" } }, "template": { "spec": spec } },
    }))
}

fn asking(cpu: &str) -> Value {
    json!({ "containers": [{ "name": "c", "resources": { "requests": { "cpu": cpu } } }] })
}

fn node(taint: Option<TaintEffect>) -> Node {
    let taints: Vec<Value> = taint
        .iter()
        .map(|effect| json!({ "key": "k", "effect": effect.name() }))
        .collect();
    Node::from_json(&json!({
        "metadata": { "name": "n" },
        "spec": { "taints": taints },
        "status": { "allocatable": { "cpu": "2", "memory": "1Gi", "pods": "10" } },
    }))
}

/// A cluster in which a pod with this spec is bound to the node; `owner` is the uid of its controller.
fn beside(spec: &Value, owner: Option<&str>) -> Cluster {
    let owners: Vec<Value> = owner
        .iter()
        .map(|uid| json!({ "kind": "DaemonSet", "name": "x", "uid": uid, "controller": true }))
        .collect();
    let mut pod = Pod::from_json(&json!({
        "metadata": { "name": "other", "namespace": "default", "ownerReferences": owners },
        "spec": { "nodeName": "n" },
    }));
    pod.template = Some(Arc::new(PodTemplate::from_json(&json!({ "spec": spec }))));
    let mut cluster = Cluster::default();
    cluster
        .pods
        .insert((pod.namespace.clone(), pod.name.clone()), Arc::new(pod));
    cluster
}

fn answers(verdict: &Verdict) -> [bool; 3] {
    [
        verdict.wants_to_run,
        verdict.should_schedule,
        verdict.should_continue_running,
    ]
}

fn judged(set: &DaemonSet, node: &Node, cluster: &Cluster) -> Verdict {
    judge(set, node, &Neighbors::new(cluster))
}

#[test]
fn without_room_the_pod_is_wanted_and_not_created() {
    let verdict = judged(&set(&asking("500m")), &node(None), &beside(&asking("1800m"), None));
    assert_eq!(answers(&verdict), [true, false, true]);
    let reported: Vec<String> = verdict.reported().map(ToString::to_string).collect();
    assert_eq!(
        reported,
        ["Node didn't have enough resource: cpu, requested: 500, used: 1800, capacity: 2000"]
    );
}

#[test]
fn the_sets_own_pods_take_no_room() {
    let verdict = judged(
        &set(&asking("500m")),
        &node(None),
        &beside(&asking("1800m"), Some("set")),
    );
    assert_eq!(answers(&verdict), [true; 3]);
}

#[test]
fn a_taken_host_port_was_thought_of_as_intended() {
    let ports = json!({ "containers": [{ "name": "c", "ports": [{ "containerPort": 80, "hostPort": 80 }] }] });
    let verdict = judged(&set(&ports), &node(None), &beside(&ports, None));
    assert_eq!(answers(&verdict), [false; 3]);
    assert_eq!(verdict.reported().count(), 0, "no event tells of it");
}

#[test]
fn taints_answer_as_they_do_today() {
    let cluster = Cluster::default();
    let of = |effect| answers(&judged(&set(&asking("1")), &node(Some(effect)), &cluster));
    assert_eq!(of(TaintEffect::NoSchedule), [false, false, true]);
    assert_eq!(of(TaintEffect::NoExecute), [false; 3]);
    assert_eq!(of(TaintEffect::PreferNoSchedule), [true; 3]);
}

#[test]
fn under_pressure_only_critical_pods_are_created() {
    let mut pressed = node(None);
    pressed.conditions.disk_pressure = true;
    let cluster = Cluster::default();
    let verdict = judged(&set(&asking("3")), &pressed, &cluster);
    assert_eq!(answers(&verdict), [true, false, true]);
    let reported: Vec<String> = verdict.reported().map(ToString::to_string).collect();
    assert_eq!(
        reported,
        ["node(s) had disk pressure"],
        "resources are told of only where nothing else is in the way"
    );
    let mut critical = asking("1");
    critical["priorityClassName"] = json!("system-node-critical");
    assert_eq!(answers(&judged(&set(&critical), &pressed, &cluster)), [true; 3]);
}

#[test]
fn a_node_that_grows_wakes_the_set_whose_pod_did_not_fit() {
    let (small, mut large) = (node(None), node(None));
    large.allocatable = Arc::new([("cpu".into(), 4000), ("pods".into(), 10_000)].into());
    let (set, cluster) = (set(&asking("3")), Cluster::default());
    assert!(!node_change_wakes(&cluster, &set, None, &small));
    assert!(node_change_wakes(&cluster, &set, Some(&small), &large));
    assert!(!node_change_wakes(&cluster, &set, Some(&large), &large));
}
