//! The worked examples of placement, and that both forms of the answer agree.

use super::*;
use serde_json::{Value, json};

const SPECS: [(&str, &str); 22] = [
    ("nothing", "{}"),
    ("host-network", r#"{"hostNetwork": true}"#),
    ("tolerate-k", r#"{"tolerations": [{"key": "k", "operator": "Exists"}]}"#),
    (
        "tolerate-k=x",
        r#"{"tolerations": [{"key": "k", "operator": "Equal", "value": "x"}]}"#,
    ),
    (
        "tolerate-k=v:NoSchedule",
        r#"{"tolerations": [{"key": "k", "value": "v", "effect": "NoSchedule"}]}"#,
    ),
    (
        "tolerate-k<9",
        r#"{"tolerations": [{"key": "k", "operator": "Lt", "value": "9"}]}"#,
    ),
    ("tolerate-all", r#"{"tolerations": [{"operator": "Exists"}]}"#),
    ("select-hdd", r#"{"nodeSelector": {"disk": "hdd"}}"#),
    ("select-ssd", r#"{"nodeSelector": {"disk": "ssd"}}"#),
    (
        "not-hdd",
        r#"[{"matchExpressions": [{"key": "disk", "operator": "NotIn", "values": ["hdd"]}]}]"#,
    ),
    (
        "gpu-not-a",
        r#"[{"matchExpressions": [{"key": "gpu", "operator": "NotIn", "values": ["a"]}]}]"#,
    ),
    (
        "no-gpu",
        r#"[{"matchExpressions": [{"key": "gpu", "operator": "DoesNotExist"}]}]"#,
    ),
    (
        "cores>4",
        r#"[{"matchExpressions": [{"key": "cores", "operator": "Gt", "values": ["4"]}]}]"#,
    ),
    (
        "cores>-4",
        r#"[{"matchExpressions": [{"key": "cores", "operator": "Gt", "values": ["-4"]}]}]"#,
    ),
    (
        "bad-value",
        r#"[{"matchExpressions": [{"key": "disk", "operator": "In", "values": ["two words", "ssd"]}]}]"#,
    ),
    ("no-terms", "[]"),
    ("empty-term", "[{}]"),
    (
        "empty-or-ssd",
        r#"[{}, {"matchExpressions": [{"key": "disk", "operator": "In", "values": ["ssd"]}]}]"#,
    ),
    (
        "field-n1",
        r#"[{"matchFields": [{"key": "metadata.name", "operator": "In", "values": ["n1"]}]}]"#,
    ),
    (
        "field-two",
        r#"[{"matchFields": [{"key": "metadata.name", "operator": "In", "values": ["n1", "n2"]}]}]"#,
    ),
    ("named-n1", r#"{"nodeName": "n1"}"#),
    ("named-n2", r#"{"nodeName": "n2"}"#),
];

/// Template, what the node n1 carries beside `disk=ssd`, and what follows: a pod `runs`, may `stay`, or is `gone`.
const CASES: [(&str, &str, &str); 35] = [
    ("nothing", "", "runs"),
    ("nothing", "taint:k=v:NoSchedule", "stay"),
    ("nothing", "taint:k=v:NoExecute", "gone"),
    ("nothing", "taint:k=v:PreferNoSchedule", "runs"),
    ("tolerate-k", "taint:k=v:NoExecute taint:k=v:NoSchedule", "runs"),
    ("tolerate-k=x", "taint:k=v:NoSchedule", "stay"),
    ("tolerate-k=v:NoSchedule", "taint:k=v:NoSchedule", "runs"),
    (
        "tolerate-k=v:NoSchedule",
        "taint:k=v:NoSchedule taint:k=v:NoExecute",
        "gone",
    ),
    ("tolerate-k<9", "taint:k=1:NoSchedule", "stay"),
    ("tolerate-all", "taint:k=1:NoSchedule taint:l=1:NoExecute", "runs"),
    ("nothing", "taint:node.kubernetes.io/not-ready=:NoExecute", "runs"),
    (
        "nothing",
        "taint:node.kubernetes.io/not-ready=:NoSchedule taint:node.kubernetes.io/not-ready=:NoExecute",
        "stay",
    ),
    ("nothing", "taint:node.kubernetes.io/unschedulable=:NoSchedule", "runs"),
    (
        "nothing",
        "taint:node.kubernetes.io/network-unavailable=:NoSchedule",
        "stay",
    ),
    (
        "host-network",
        "taint:node.kubernetes.io/network-unavailable=:NoSchedule",
        "runs",
    ),
    ("select-hdd", "", "gone"),
    ("select-ssd", "", "runs"),
    ("select-ssd", "taint:k=v:NoSchedule", "stay"),
    ("not-hdd", "", "runs"),
    ("gpu-not-a", "", "runs"),
    ("gpu-not-a", "gpu=a", "gone"),
    ("no-gpu", "gpu=a", "gone"),
    ("cores>4", "", "gone"),
    ("cores>4", "cores=4", "gone"),
    ("cores>4", "cores=5", "runs"),
    ("cores>4", "cores=five", "gone"),
    ("cores>-4", "cores=5", "gone"),
    ("bad-value", "", "gone"),
    ("no-terms", "", "gone"),
    ("empty-term", "", "gone"),
    ("empty-or-ssd", "", "runs"),
    ("field-n1", "", "runs"),
    ("field-two", "", "gone"),
    ("named-n1", "taint:k=v:NoSchedule", "stay"),
    ("named-n2", "", "gone"),
];

/// A template with a pod spec; a list stands for the terms of the required node affinity.
fn template(spec: &str) -> PodTemplate {
    let mut spec: Value = serde_json::from_str(spec).unwrap();
    if spec.is_array() {
        spec = json!({"affinity": {"nodeAffinity":
            {"requiredDuringSchedulingIgnoredDuringExecution": {"nodeSelectorTerms": spec}}}});
    }
    PodTemplate::from_json(&json!({"metadata": {"labels": {"app": "agent"}}, "spec": spec}))
}

fn node(carries: &str) -> Node {
    let mut node = Node::from_json(&json!({"metadata": {"name": "n1", "labels": {"disk": "ssd"}}}));
    for word in carries.split_whitespace() {
        if let Some(taint) = word.strip_prefix("taint:") {
            let (pair, effect) = taint.rsplit_once(':').unwrap();
            let (key, value) = pair.split_once('=').unwrap();
            let taint = json!({"key": key, "value": value, "effect": effect});
            node.taints.push(Taint::from_json(&taint).unwrap());
        } else {
            let (key, value) = word.split_once('=').unwrap();
            node.labels.insert(key, value);
        }
    }
    node
}

#[test]
fn the_answers_follow_from_template_labels_and_taints() {
    for (name, carries, expected) in CASES {
        let (_, spec) = SPECS.iter().find(|(candidate, _)| *candidate == name).unwrap();
        let (template, node) = (template(spec), node(carries));
        let placement = place(&template, &node);
        let decision = decide(&template, &node);
        let answer = match (placement.should_run, placement.should_continue_running) {
            (true, true) => "runs",
            (false, true) => "stay",
            (false, false) => "gone",
            (true, false) => "impossible",
        };
        assert_eq!(answer, expected, "{name} on {carries}: {:?}", placement.reasons);
        assert_eq!(decision.should_run, placement.should_run, "{name} on {carries}");
        assert_eq!(
            decision.should_continue_running, placement.should_continue_running,
            "{name} on {carries}"
        );
        // The reasons add up to the answers.
        assert_eq!(
            placement.reasons.iter().any(Reason::forbids_new_pods),
            !decision.should_run,
            "{name} on {carries}"
        );
        assert_eq!(
            placement.reasons.iter().any(Reason::removes_pods),
            !decision.should_continue_running,
            "{name} on {carries}"
        );
    }
}

#[test]
fn every_reason_is_reported_not_only_the_first() {
    let template = template(r#"{"nodeName": "n2", "nodeSelector": {"disk": "hdd", "gpu": "true"}}"#);
    let node = node("taint:k=v:NoSchedule taint:node.kubernetes.io/unschedulable=:NoSchedule");
    let reasons = serde_json::to_value(place(&template, &node).reasons).unwrap();
    let kinds: Vec<&Value> = reasons
        .as_array()
        .unwrap()
        .iter()
        .map(|reason| &reason["reason"])
        .collect();
    assert_eq!(
        kinds,
        [
            "nodeNameDiffers",
            "nodeSelectorDiffers",
            "nodeSelectorDiffers",
            "untoleratedTaint",
            "toleratedTaint"
        ]
    );
    assert_eq!(reasons[1]["actual"], "ssd");
    assert_eq!(reasons[2]["actual"], Value::Null);
    assert_eq!(reasons[4]["automatic"], true);
}
