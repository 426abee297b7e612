//! What comes from a running cluster with an import.

use crate::commands::pick;
use crate::scenario::NAMESPACE;
use everynode_core::sim::{Command, Simulation};
use serde_json::{Value, json};

/// A pod that nobody owns, a pod of somebody else, or a second revision of the same template; sometimes beside a quota, a
/// priority class or a disruption budget.
pub(crate) fn import(simulation: &Simulation, [a, b, c]: [u8; 3]) -> Option<Command> {
    let cluster = simulation.cluster();
    let (daemon_sets, mut pods, mut revisions) = (Vec::new(), Vec::new(), Vec::new());
    if b % 4 == 3 {
        let mut twin = cluster.revisions.get(&pick(&cluster.revisions, a)?)?.to_json();
        let name = format!("{}-{c}", twin["metadata"]["name"].as_str()?);
        twin["metadata"]["name"] = json!(name);
        twin["metadata"]["labels"]["controller-revision-hash"] = json!(format!("twin-{c}"));
        twin["revision"] = json!(i64::from(c));
        revisions.push(twin);
    } else {
        let app = ["alpha", "beta", "other"][usize::from(b) % 3];
        if b % 5 == 4 {
            pods.push(of_a_replica_set(&pick(&cluster.nodes, b)?, c));
        }
        let running = json!({
            "name": "main", "image": "registry.example/main:9", "ready": true, "started": true, "restartCount": 0,
            "state": {"running": {"startedAt": "2026-01-01T00:00:00Z"}},
        });
        pods.push(json!({
            "metadata": {
                "name": format!("{app}-import-{c}"), "namespace": NAMESPACE, "uid": format!("import-{app}-{c}"),
                "labels": {"app": app}, "creationTimestamp": "2026-01-01T00:00:00Z",
            },
            "spec": {
                "nodeName": pick(&cluster.nodes, a)?,
                "containers": [{"name": "main", "image": "registry.example/main:9", "resources": {"requests": {"cpu": "700m"}}}],
            },
            "status": {"phase": "Running", "containerStatuses": [running], "conditions": [
                {"type": "Ready", "status": "True", "lastTransitionTime": "2026-01-01T00:00:00Z"},
                {"type": "PodScheduled", "status": "True", "lastTransitionTime": "2026-01-01T00:00:00Z"},
            ]},
        }));
    }
    Some(Command::Import {
        daemon_sets,
        pods,
        revisions,
        others: others(b, c),
    })
}

/// A pod of a Deployment in another namespace, on its node since long ago: with a port of the node, a priority, and the
/// tolerations that admission gave it.
fn of_a_replica_set(node: &str, c: u8) -> Value {
    let since = "2026-01-01T00:00:00Z";
    let toleration = |key: &str| json!({"key": format!("node.kubernetes.io/{key}"), "operator": "Exists", "effect": "NoExecute", "tolerationSeconds": 300});
    let running = json!({
        "name": "web", "image": "registry.example/web:1", "ready": true, "started": true, "restartCount": 2,
        "state": {"running": {"startedAt": since}},
    });
    json!({
        "metadata": {
            "name": format!("web-{c}"), "namespace": "shop", "uid": format!("web-{c}"), "labels": {"app": "web"}, "creationTimestamp": since,
            "ownerReferences": [{"apiVersion": "apps/v1", "kind": "ReplicaSet", "name": "web", "uid": "web", "controller": true}],
        },
        "spec": {
            "nodeName": node, "priority": i64::from(c) * 100, "terminationGracePeriodSeconds": 5,
            "tolerations": [toleration("not-ready"), toleration("unreachable")],
            "containers": [{
                "name": "web", "image": "registry.example/web:1", "resources": {"requests": {"cpu": "300m"}},
                "ports": [{"containerPort": 80, "hostPort": 80, "protocol": "TCP"}],
            }],
        },
        "status": {"phase": "Running", "startTime": since, "containerStatuses": [running], "conditions": [
            {"type": "Ready", "status": "True", "lastTransitionTime": since},
            {"type": "PodScheduled", "status": "True", "lastTransitionTime": since},
        ]},
    })
}

/// Quotas, priority classes and disruption budgets.
fn others(b: u8, c: u8) -> Vec<Value> {
    match c % 6 {
        0 => vec![json!({
            "apiVersion": "v1", "kind": "ResourceQuota", "metadata": {"name": "imported", "namespace": NAMESPACE},
            "spec": {"hard": {"pods": (b % 16).to_string()}},
        })],
        1 => vec![json!({
            "apiVersion": "scheduling.k8s.io/v1", "kind": "PriorityClass", "metadata": {"name": format!("imported-{}", c % 3)},
            "value": i64::from(b) * 1000, "globalDefault": b % 2 == 0,
        })],
        2 => vec![json!({
            "apiVersion": "policy/v1", "kind": "PodDisruptionBudget", "metadata": {"name": "imported", "namespace": "shop"},
            "spec": {"minAvailable": 1, "selector": {"matchLabels": {"app": "web"}}},
        })],
        _ => Vec::new(),
    }
}
