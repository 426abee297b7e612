//! DaemonSets that run nearly everywhere, with what makes rollouts differ: limits, probes, ports, priorities, names of nodes.

use crate::daemon_sets::one_of;
use proptest::prelude::*;
use serde_json::{Value, json};

/// A DaemonSet named `name` that runs nearly everywhere.
pub(crate) fn plain(name: &'static str) -> BoxedStrategy<Value> {
    let tolerations = one_of(&[
        json!([]),
        json!([{"operator": "Exists"}]),
        json!([{"key": "slow", "operator": "Exists", "effect": "NoExecute", "tolerationSeconds": 20}]),
    ]);
    let selector = one_of(&[json!({}), json!({}), json!({"zone": "a"})]);
    let requests = one_of(&[json!({}), json!({"cpu": "600m"})]);
    let ports = one_of(&[json!([]), json!([]), json!([{"containerPort": 80, "hostPort": 80}])]);
    let node_name = one_of(&[json!(null), json!(null), json!(null), json!(null), json!("node-1")]);
    let class = one_of(&[json!(null), json!(null), json!("system-node-critical")]);
    let history = one_of(&[json!(0), json!(1), json!(10)]);
    let probe = one_of(&[json!(null), json!({"exec": {"command": ["true"]}, "periodSeconds": 2})]);
    let limits = one_of(&[
        json!({"type": "OnDelete"}),
        json!({"rollingUpdate": {"maxUnavailable": 2}}),
        json!({"rollingUpdate": {"maxUnavailable": "40%"}}),
        json!({"rollingUpdate": {"maxUnavailable": 0, "maxSurge": 1}}),
        json!({"rollingUpdate": {"maxUnavailable": 0, "maxSurge": "60%"}}),
    ]);
    let min_ready = one_of(&[json!(0), json!(4)]);
    (tolerations, selector, (requests, ports), probe, (limits, min_ready, history), (node_name, class))
        .prop_map(move |(tolerations, selector, (requests, ports), probe, (limits, min_ready, history), (node_name, class))| {
            let own = json!({"app": name});
            let container = json!({
                "name": "main", "image": "registry.example/main:1", "resources": {"requests": requests},
                "readinessProbe": probe, "ports": ports,
            });
            json!({
                "apiVersion": "apps/v1", "kind": "DaemonSet", "metadata": {"name": name},
                "spec": {
                    "selector": {"matchLabels": own}, "updateStrategy": limits, "minReadySeconds": min_ready,
                    "revisionHistoryLimit": history,
                    "template": {"metadata": {"labels": own}, "spec": {
                        "nodeName": node_name, "priorityClassName": class, "nodeSelector": selector, "tolerations": tolerations, "containers": [container],
                    }},
                },
            })
        })
        .boxed()
}
