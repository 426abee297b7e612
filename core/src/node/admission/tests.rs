//! What one kubelet does with pods that should not start.

#![expect(clippy::needless_pass_by_value, reason = "cases are written where they are used")]

use super::*;
use crate::scheduler::PodRecord;
use serde_json::{Value, json};

/// What becomes of a pod with `spec` and `labels` on a node of 1 core and 2 pods, beside one that has half of it.
fn outcome(node_changes: &[(&str, Value)], labels: Value, spec: Value) -> Result<Admission, Rejection> {
    let mut node = json!({
        "metadata": {"name": "n", "labels": {"zone": "a"}},
        "status": {"allocatable": {"cpu": "1", "memory": "1Gi", "pods": "2"}},
    });
    for (pointer, value) in node_changes {
        let (parent, key) = pointer.rsplit_once('/').unwrap_or_default();
        if parent == "/spec" {
            node["spec"][key] = value.clone();
        } else if let Some(parent) = node.pointer_mut(parent) {
            parent[key] = value.clone();
        }
    }
    let running = json!({"metadata": {"name": "old"}, "spec": {"containers": [
        {"resources": {"requests": {"cpu": "500m"}}, "ports": [{"hostPort": 80}]},
    ]}});
    let pod = json!({"metadata": {"name": "new", "labels": labels}, "spec": spec});
    let (running, pod) = (PodRecord::from_json(&running), PodRecord::from_json(&pod));
    admit(&pod.incoming(), &Node::from_json(&node), &[running.bound()], false)
}

/// The event's reason and message; empty for a pod that is started.
fn refusal(node_changes: &[(&str, Value)], labels: Value, spec: Value) -> (String, String) {
    match outcome(node_changes, labels, spec) {
        Ok(_) => (String::new(), String::new()),
        Err(rejection) => (rejection.reason(), rejection.to_string()),
    }
}

#[track_caller]
fn check(node_changes: &[(&str, Value)], labels: Value, spec: Value, reason: &str, message: &str) {
    let expected = (reason.to_owned(), message.to_owned());
    assert_eq!(refusal(node_changes, labels, spec), expected);
}

fn asking(requests: Value) -> Value {
    json!({"containers": [{"resources": {"requests": requests}}]})
}

fn condition(kind: &str) -> [(&'static str, Value); 1] {
    [("/status/conditions", json!([{"type": kind, "status": "True"}]))]
}

#[test]
fn a_pod_is_refused_in_the_kubelets_words() {
    check(
        &[],
        json!({}),
        asking(json!({"cpu": "600m", "memory": "2Gi"})),
        "OutOfcpu",
        "Node didn't have enough resource: cpu, requested: 600, used: 500, capacity: 1000",
    );
    check(
        &[("/status/allocatable/pods", json!("1"))],
        json!({}),
        asking(json!({"cpu": "600m"})),
        "OutOfpods",
        "Node didn't have enough resource: pods, requested: 1, used: 1, capacity: 1",
    );
    check(
        &[],
        json!({}),
        json!({"nodeSelector": {"zone": "b"}, "nodeName": "m"}),
        "NodeAffinity",
        "Predicate NodeAffinity failed: node(s) didn't match Pod's node affinity/selector",
    );
    check(
        &[],
        json!({}),
        json!({"nodeName": "m"}),
        "NodeName",
        "Predicate NodeName failed: node(s) didn't match the requested node name",
    );
    check(
        &[],
        json!({}),
        json!({"containers": [{"ports": [{"hostPort": 80}]}]}),
        "NodePorts",
        "Predicate NodePorts failed: node(s) didn't have free ports for the requested pod ports",
    );
    check(
        &[("/spec/taints", json!([{"key": "k", "effect": "NoExecute"}]))],
        json!({}),
        json!({}),
        "TaintToleration",
        "Predicate TaintToleration failed: node(s) had taints that the pod didn't tolerate",
    );
    check(
        &[],
        json!({"kubernetes.io/os": "windows"}),
        json!({"os": {"name": "windows"}}),
        "PodOSSelectorNodeLabelDoesNotMatch",
        "Failed to admit pod as the `kubernetes.io/os` label doesn't match node label",
    );
    check(
        &[],
        json!({}),
        json!({"os": {"name": "windows"}}),
        "PodOSNotSupported",
        "Failed to admit pod as the OS field doesn't match node OS",
    );
}

#[test]
fn some_things_are_none_of_the_kubelets_business() {
    let no_schedule = json!([{"key": "k", "effect": "NoSchedule"}]);
    check(&[("/spec/taints", no_schedule)], json!({}), json!({}), "", "");
    check(&[("/spec/unschedulable", json!(true))], json!({}), json!({}), "", "");
    // Whoever hands out a resource that the node does not have may be somebody else.
    check(&[], json!({}), asking(json!({"example.com/gpu": "1"})), "", "");
}

#[test]
fn pressure_spares_the_critical_and_lack_of_memory_those_that_ask_for_some() {
    let evicted = "The node had condition: [DiskPressure]. ";
    let some = asking(json!({"cpu": "1m"}));
    let critical = json!({"priorityClassName": "system-node-critical"});
    check(&condition("DiskPressure"), json!({}), some.clone(), "Evicted", evicted);
    check(&condition("DiskPressure"), json!({}), critical, "", "");

    let evicted = "The node had condition: [MemoryPressure]. ";
    let tolerating = json!({"tolerations": [{"key": "node.kubernetes.io/memory-pressure", "operator": "Exists"}]});
    check(&condition("MemoryPressure"), json!({}), json!({}), "Evicted", evicted);
    check(&condition("MemoryPressure"), json!({}), some, "", "");
    check(&condition("MemoryPressure"), json!({}), tolerating, "", "");
}

#[test]
fn sysctls_have_to_be_on_the_list_and_of_the_pods_own_namespaces() {
    let with = |name: &str, changes: Value| {
        let mut spec = changes;
        spec["securityContext"] = json!({"sysctls": [{"name": name, "value": "1"}]});
        refusal(&[], json!({}), spec).1
    };
    assert_eq!(with("net.ipv4.tcp_syncookies", json!({})), "");
    assert_eq!(with("net/ipv4/tcp_syncookies", json!({})), "");
    let message = with("net.core.somaxconn", json!({"hostNetwork": true}));
    assert_eq!(message, "forbidden sysctl: \"net.core.somaxconn\" not allowlisted");
    let message = with("net.ipv4.tcp_syncookies", json!({"hostNetwork": true}));
    assert_eq!(
        message,
        "forbidden sysctl: \"net.ipv4.tcp_syncookies\" not allowed with host Net enabled"
    );
}

#[test]
fn for_a_critical_pod_room_is_made() {
    let mut spec = asking(json!({"cpu": "600m"}));
    spec["priority"] = json!(2_000_000_000);
    let shortage = Shortage {
        resource: "cpu".into(),
        requested: 600,
        used: 500,
        capacity: 1000,
    };
    assert_eq!(
        outcome(&[], json!({}), spec.clone()),
        Ok(Admission::AfterMakingRoom(vec![shortage]))
    );
    // What is not about room still keeps it out.
    spec["nodeName"] = json!("m");
    assert_eq!(outcome(&[], json!({}), spec), Err(Rejection::NodeName));
}

#[test]
fn the_failed_pod_says_that_it_was_rejected() {
    let message = "Pod was rejected: Pod was rejected as the node is shutting down.";
    assert_eq!(Rejection::NodeShutdown.status_message(), message);
}
