use super::*;
use crate::language::Language;
use crate::objects::{Node, ObjectKey, Taint, TaintEffect};
use crate::sim::{Command, Simulation};
use crate::time::Millis;
use serde_json::{Value, json};

fn set(spec: &Value, image: &str) -> Value {
    let mut pod = json!({ "containers": [{ "name": "c", "image": image }] });
    for (key, value) in spec.as_object().unwrap() {
        pod[key] = value.clone();
    }
    json!({
        "metadata": { "name": "agent", "namespace": "default" },
        "spec": {
            "selector": { "matchLabels": { "app": "agent" } },
            "template": { "metadata": { "labels": { "app": "agent" } }, "spec": pod },
            "updateStrategy": { "type": "RollingUpdate", "rollingUpdate": { "maxUnavailable": 1, "maxSurge": 0 } },
        },
    })
}

fn simulation(nodes: &[Value], spec: &Value) -> (Simulation, ObjectKey) {
    let mut simulation = Simulation::new(3);
    simulation.apply(Command::SetNodes {
        nodes: nodes.iter().map(Node::from_json).collect(),
    });
    simulation.apply(Command::ApplyDaemonSet {
        daemon_set: set(spec, "agent:v1"),
    });
    simulation.settle(Millis::seconds(600));
    (simulation, ("default".into(), "agent".into()))
}

fn node(name: &str) -> Value {
    json!({ "metadata": { "name": name } })
}

#[test]
fn a_node_with_a_pod_has_a_chain_of_yes() {
    let (simulation, key) = simulation(&[node("a")], &json!({}));
    let why = why(&simulation, &key, "a", Language::English).unwrap();
    assert!(why.should_run && why.advice.is_empty());
    assert!(
        why.chain.iter().all(|link| link.outcome == Outcome::Yes),
        "{:?}",
        why.chain
    );
    assert_eq!(why.summary, "a should run agent, and its pod is ready.");
}

#[test]
fn a_missing_label_names_the_field_and_the_command_that_helps() {
    let (simulation, key) = simulation(&[node("a")], &json!({ "nodeSelector": { "gpu": "true" } }));
    let why = why(&simulation, &key, "a", Language::English).unwrap();
    assert!(!why.should_run);
    assert_eq!(
        why.chain[0].path.as_deref(),
        Some("spec.template.spec.nodeSelector[gpu]")
    );
    assert_eq!(why.advice, ["kubectl label node a gpu=true --overwrite"]);
    assert_eq!(why.summary, "a does not run agent: no label gpu.");
    assert_eq!(
        why_nowhere(&simulation, &key, Language::English),
        [(1, "no label gpu".to_owned())]
    );
}

#[test]
fn a_taint_that_came_later_keeps_the_pod_and_says_so() {
    let (mut simulation, key) = simulation(&[node("a")], &json!({}));
    let taint = Taint {
        key: "dedicated".into(),
        value: "gpu".into(),
        effect: TaintEffect::NoSchedule,
        time_added: None,
    };
    simulation.apply(Command::SetTaint {
        node: "a".into(),
        taint,
    });
    let why = why(&simulation, &key, "a", Language::English).unwrap();
    assert_eq!(
        why.summary,
        "a keeps the pod it has but would get no new one: taint dedicated=gpu:NoSchedule."
    );
}

#[test]
fn a_rollout_that_a_dead_node_blocks_says_who_uses_the_budget() {
    let (mut simulation, key) = simulation(&[node("a"), node("b")], &json!({}));
    assert!(rollout(&simulation, &key, Language::English).unwrap().complete);
    simulation.apply(Command::SilenceKubelet { node: "a".into() });
    simulation.settle(Millis::seconds(600));
    simulation.apply(Command::ApplyDaemonSet {
        daemon_set: set(&json!({}), "agent:v2"),
    });
    simulation.settle(Millis::seconds(600));
    let rollout = rollout(&simulation, &key, Language::English).unwrap();
    assert!(!rollout.complete);
    assert_eq!(
        rollout.stuck.unwrap().because,
        "1 of 1 maxUnavailable are used: a does not answer."
    );
}

/// The same decisions in another language: every name, label and command stays.
#[test]
fn reasons_are_said_in_chinese_too() {
    let (simulation, key) = simulation(&[node("a")], &json!({ "nodeSelector": { "gpu": "true" } }));
    let why = why(&simulation, &key, "a", Language::Chinese).unwrap();
    assert_eq!(why.summary, "a 不运行 agent：缺标签 gpu。");
    assert_eq!(
        why.chain[0].text,
        "nodeSelector 要求 gpu=true，而这个节点没有标签 gpu。"
    );
    assert_eq!(why.advice, ["kubectl label node a gpu=true --overwrite"]);
}
