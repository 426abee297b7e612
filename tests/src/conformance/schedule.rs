//! The kind `schedule`: where one pod goes, why not to the other nodes, and whom it would push off.

use everynode_core::objects::Node;
use everynode_core::scheduler::{
    ClusterView, Decision, Outcome, PodDisruptionBudget, PodRecord, Preemption, schedule, views,
};
use serde_json::{Map, Value, json};

use super::Context;
use super::compare::same_json;

/// Decides on `pod` and compares everything that was recorded about the decision.
pub(super) fn check(case: &Value, _context: &Context) -> Result<(), String> {
    let input = &case["input"];
    let nodes: Vec<Node> = items(input, "nodes").iter().map(Node::from_json).collect();
    let pods: Vec<PodRecord> = items(input, "pods").iter().map(PodRecord::from_json).collect();
    let budgets: Vec<PodDisruptionBudget> = items(input, "podDisruptionBudgets")
        .iter()
        .map(PodDisruptionBudget::from_json)
        .collect();
    let pod = PodRecord::from_json(&input["pod"]);
    let views = views(&nodes, &pods);
    let cluster = ClusterView {
        nodes: &views,
        total_nodes: views.len(),
        budgets: &budgets,
    };
    let outcome = schedule(&cluster, &pod.incoming());
    same_json(&case["expect"], &as_recorded(&outcome, &nodes))
}

fn items<'a>(input: &'a Value, key: &str) -> &'a [Value] {
    input[key].as_array().map_or(&[], Vec::as_slice)
}

/// The outcome in the form of the recordings.
fn as_recorded(outcome: &Outcome, nodes: &[Node]) -> Value {
    let feasible = match &outcome.decision {
        Decision::Bind { feasible, .. } => feasible.clone(),
        Decision::Gated { .. } | Decision::NoNodes | Decision::Refused(_) | Decision::Unschedulable(_) => Vec::new(),
    };
    let (nominated, mut victims) = match &outcome.decision {
        Decision::Unschedulable(Preemption::Nominated { node, victims }) => {
            let names = victims.iter().map(|(namespace, name)| format!("{namespace}/{name}"));
            (&**node, names.collect())
        }
        Decision::Gated { .. }
        | Decision::Bind { .. }
        | Decision::NoNodes
        | Decision::Refused(_)
        | Decision::Unschedulable(_) => ("", Vec::new()),
    };
    victims.sort();
    let (mut reasons, mut codes, mut plugins) = (Map::new(), Map::new(), Map::new());
    for node in nodes.iter().filter(|node| !feasible.contains(&node.name)) {
        if let Some(status) = status_of(outcome, &node.name) {
            let name = node.name.to_string();
            reasons.insert(name.clone(), json!(status.reasons));
            codes.insert(name.clone(), json!(status.code));
            plugins.insert(name, json!(status.plugin));
        }
    }
    let mut recorded = json!({
        "node": feasible.first().map(|node| &**node),
        "feasible": feasible.iter().map(|node| &**node).collect::<Vec<_>>(),
        "reasons": reasons, "codes": codes, "plugins": plugins,
        "message": outcome.message(),
        "messageWithoutPreemption": outcome.message_without_preemption(),
        "nominatedNode": nominated,
        "victims": victims,
        "gated": false,
    });
    if let Decision::Refused(reason) = &outcome.decision {
        recorded["preFilterMessage"] = json!(reason.to_string());
    }
    if let Some(message) = outcome.gate_message() {
        recorded["gated"] = json!(true);
        recorded["gateMessage"] = json!(message);
        recorded["gateCondition"] = outcome.gate_condition();
    }
    recorded
}

struct Status {
    reasons: Vec<String>,
    code: &'static str,
    plugin: &'static str,
}

/// What was said about one node that does not take the pod.
fn status_of(outcome: &Outcome, node: &str) -> Option<Status> {
    const UNRESOLVABLE: &str = "UnschedulableAndUnresolvable";
    match &outcome.decision {
        Decision::Gated { .. } | Decision::NoNodes => return None,
        Decision::Refused(reason) => {
            return Some(Status {
                reasons: vec![reason.to_string()],
                code: UNRESOLVABLE,
                plugin: reason.plugin().name(),
            });
        }
        Decision::Bind { .. } | Decision::Unschedulable(_) => {}
    }
    let rejection = outcome.rejections.iter().find(|rejection| *rejection.node == *node);
    Some(rejection.map_or_else(
        || Status {
            reasons: vec![outcome.left_out_reason()],
            code: UNRESOLVABLE,
            plugin: "",
        },
        |rejection| Status {
            reasons: rejection.reasons.iter().map(ToString::to_string).collect(),
            code: rejection.code().name(),
            plugin: rejection.plugin().map_or("", |plugin| plugin.name()),
        },
    ))
}
