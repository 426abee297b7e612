//! Command lines on a small cluster.

use super::*;
use crate::objects::Node;
use crate::sim::Command;
use crate::time::Millis;
use serde_json::json;

/// Three nodes with an agent on each, settled.
fn cluster() -> Simulation {
    let mut simulation = Simulation::new(1);
    let node = |name: &str| {
        Node::from_json(&json!({
            "metadata": { "name": name, "labels": { "kubernetes.io/hostname": name } },
            "status": { "allocatable": { "cpu": "4", "memory": "8Gi", "pods": "110" } },
        }))
    };
    let nodes = ["node-1", "node-2", "node-3"].map(node).to_vec();
    assert!(simulation.apply(Command::SetNodes { nodes }).is_empty());
    let daemon_set = json!({
        "apiVersion": "apps/v1",
        "kind": "DaemonSet",
        "metadata": { "name": "agent", "namespace": "default", "labels": { "app": "agent" } },
        "spec": {
            "selector": { "matchLabels": { "app": "agent" } },
            "revisionHistoryLimit": 10,
            "template": {
                "metadata": { "labels": { "app": "agent" } },
                "spec": { "containers": [{ "name": "agent", "image": "reg.example/agent:v1" }] },
            },
            "updateStrategy": { "type": "RollingUpdate", "rollingUpdate": { "maxUnavailable": 1, "maxSurge": 0 } },
        },
    });
    assert!(simulation.apply(Command::ApplyDaemonSet { daemon_set }).is_empty());
    assert!(simulation.settle(Millis::seconds(60)).steady);
    simulation
}

fn ran(simulation: &mut Simulation, command: &str) -> Output {
    run(simulation, &Input { command, stdin: "" }, Millis::seconds(60))
}

/// What a command prints, with its exit code.
fn answer(command: &str) -> (String, String, u8) {
    let Output {
        stdout,
        stderr,
        exit_code,
    } = ran(&mut cluster(), command);
    (stdout, stderr, exit_code)
}

/// The words of kubectl, letter by letter.
#[test]
fn mistakes_are_answered_as_kubectl_answers_them() {
    for (command, stderr) in [
        (
            "gett ds",
            "error: unknown command \"gett\" for \"kubectl\"\n\nDid you mean this?\n\tget\n\tset\n",
        ),
        ("frobnicate", "error: unknown command \"frobnicate\" for \"kubectl\"\n"),
        (
            "get ds --foo",
            "error: unknown flag: --foo\nSee 'kubectl get --help' for usage.\n",
        ),
        (
            "rollout statu ds/agent",
            "error: unknown command \"statu ds/agent\"\nSee 'kubectl rollout -h' for help and examples\n",
        ),
        (
            "get",
            "You must specify the type of resource to get. Use \"kubectl api-resources\" for a complete list of \
             supported resources.\n\nerror: Required resource not specified.\nUse \"kubectl explain <resource>\" for a \
             detailed description of that resource (e.g. kubectl explain pods).\nSee 'kubectl get -h' for help and \
             examples\n",
        ),
        ("rollout status", "error: required resource not specified\n"),
        ("get dss", "error: the server doesn't have a resource type \"dss\"\n"),
        (
            "get ds nope",
            "Error from server (NotFound): daemonsets.apps \"nope\" not found\n",
        ),
        (
            "get ds a -l b=c",
            "error: name cannot be provided when a selector is specified\n",
        ),
        (
            "get ds/a/b",
            "error: arguments in resource/name form may not have more than one slash\n",
        ),
        (
            "get ds agent -A",
            "error: a resource cannot be retrieved by name across all namespaces\n",
        ),
    ] {
        assert_eq!(answer(command), (String::new(), stderr.to_owned(), 1), "{command}");
    }
}

#[test]
fn an_empty_answer_is_said_on_standard_error() {
    for (command, stderr) in [
        (
            "get ds -n kube-system",
            "No resources found in kube-system namespace.\n",
        ),
        ("get deploy", "No resources found in default namespace.\n"),
        ("get pods -A -l app=other", "No resources found\n"),
    ] {
        assert_eq!(answer(command), (String::new(), stderr.to_owned(), 0), "{command}");
    }
}
