//! Command lines on a small cluster.

mod answers;

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
            "metadata": {
                "name": name,
                "labels": { "kubernetes.io/hostname": name },
                "creationTimestamp": "2026-01-01T00:00:00Z",
            },
            "status": {
                "allocatable": { "cpu": "4", "memory": "8Gi", "pods": "110" },
                "nodeInfo": { "kubeletVersion": "v1.36.2" },
            },
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

/// The output with names, ages and times of everything that differs from run to run blotted out; runs of blanks count as
/// one where a name stood.
fn masked(text: &str) -> String {
    let mask = |word: &str| {
        let random = |suffix: &str| suffix.len() == 5 && suffix.bytes().all(|byte| byte.is_ascii_alphanumeric());
        let is_age = |word: &str| {
            word.strip_suffix('s')
                .is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
        };
        match word.rsplit_once('-') {
            Some((front, suffix)) if front.ends_with("agent") && random(suffix) => format!("{front}-?????"),
            _ if is_age(word) => "AGE".to_owned(),
            _ => word.to_owned(),
        }
    };
    text.split_inclusive('\n')
        .map(|line| {
            let mut words: Vec<_> = line.trim_end_matches('\n').split(' ').map(mask).collect();
            let mut after_age = false;
            words.retain(|word| {
                after_age = *word == "AGE" || after_age && word.is_empty();
                !(after_age && word.is_empty())
            });
            let end = if line.ends_with('\n') { "\n" } else { "" };
            words.join(" ") + end
        })
        .collect()
}

/// Whole outputs as they were recorded from kubectl v1.36.2 (33a), but for names and ages.
#[test]
fn recorded_outputs_have_this_shape() {
    let mut simulation = cluster();
    for (command, text) in [
        ("get ds agent -o jsonpath={.status.numberReady}", "3"),
        (
            "get daemonset/agent",
            "NAME    DESIRED   CURRENT   READY   UP-TO-DATE   AVAILABLE   NODE SELECTOR   AGE\n\
             agent   3         3         3       3            3           <none>          AGE\n",
        ),
        (
            "get ds,pods",
            "NAME                   DESIRED   CURRENT   READY   UP-TO-DATE   AVAILABLE   NODE SELECTOR   AGE\n\
             daemonset.apps/agent   3         3         3       3            3           <none>          AGE\n\n\
             NAME              READY   STATUS    RESTARTS   AGE\n\
             pod/agent-?????   1/1     Running   0          AGE\n\
             pod/agent-?????   1/1     Running   0          AGE\n\
             pod/agent-?????   1/1     Running   0          AGE\n",
        ),
        (
            "get pods -l app=agent -o name",
            "pod/agent-?????\npod/agent-?????\npod/agent-?????\n",
        ),
        (
            "get pods --field-selector spec.nodeName=node-2",
            "NAME          READY   STATUS    RESTARTS   AGE\nagent-?????   1/1     Running   0          AGE\n",
        ),
        (
            "get ds -o custom-columns=NAME:.metadata.name,DESIRED:.status.desiredNumberScheduled,READY:.status.numberReady",
            "NAME    DESIRED   READY\nagent   3         3\n",
        ),
        (
            "get pods -o custom-columns=NAME:.metadata.name,NODE:.spec.nodeName --sort-by=.spec.nodeName",
            "NAME          NODE\nagent-?????   node-1\nagent-?????   node-2\nagent-?????   node-3\n",
        ),
        (
            "get nodes -L kubernetes.io/hostname --no-headers",
            "node-1   Ready   <none>   AGE v1.36.2   node-1\nnode-2   Ready   <none>   AGE v1.36.2   node-2\n\
             node-3   Ready   <none>   AGE v1.36.2   node-3\n",
        ),
        (
            "get nodes -o jsonpath='{.items[*].metadata.name}'",
            "node-1 node-2 node-3",
        ),
        (
            "rollout status daemonset agent",
            "daemon set \"agent\" successfully rolled out\n",
        ),
        (
            "rollout status ds -l app=agent",
            "daemon set \"agent\" successfully rolled out\n",
        ),
        (
            "rollout history ds",
            "daemonset.apps/agent \nREVISION  CHANGE-CAUSE\n1         <none>\n\n",
        ),
        (
            "get ds --no-headers",
            "agent   3     3     3     3     3     <none>   AGE\n",
        ),
        (
            "get ds agent --output=wide --no-headers",
            "agent   3     3     3     3     3     <none>   AGE agent   reg.example/agent:v1   app=agent\n",
        ),
        (
            "get po -A",
            "NAMESPACE   NAME          READY   STATUS    RESTARTS   AGE\n\
             default     agent-?????   1/1     Running   0          AGE\n\
             default     agent-?????   1/1     Running   0          AGE\n\
             default     agent-?????   1/1     Running   0          AGE\n",
        ),
    ] {
        let output = ran(&mut simulation, command);
        assert_eq!(
            (masked(&output.stdout).as_str(), output.stderr.as_str()),
            (text, ""),
            "{command}"
        );
    }
}

/// What kubectl prints while it follows the cluster, line by line (22a).
#[test]
fn a_rollout_is_followed_as_time_passes() {
    let mut simulation = cluster();
    let mut set = (*simulation.cluster().daemon_sets.values().next().unwrap().json).clone();
    set["spec"]["template"]["spec"]["containers"][0]["image"] = json!("reg.example/agent:v2");
    assert!(simulation.apply(Command::ApplyDaemonSet { daemon_set: set }).is_empty());
    let begun = simulation.now();
    let input = Input {
        command: "rollout status ds/agent",
        stdin: "",
    };
    let mut process = start(&mut simulation, &input);
    assert_eq!(
        process.lines()[0].text,
        "Waiting for daemon set spec update to be observed...\n"
    );
    while process.exit_code().is_none() && simulation.step() {
        process.poll(&mut simulation);
    }
    assert_eq!(process.exit_code(), Some(0));
    let mut texts: Vec<_> = process.lines().iter().map(|line| line.text.as_str()).collect();
    texts.dedup();
    assert_eq!(
        texts[1..],
        [
            "Waiting for daemon set \"agent\" rollout to finish: 0 out of 3 new pods have been updated...\n",
            "Waiting for daemon set \"agent\" rollout to finish: 1 out of 3 new pods have been updated...\n",
            "Waiting for daemon set \"agent\" rollout to finish: 2 out of 3 new pods have been updated...\n",
            "Waiting for daemon set \"agent\" rollout to finish: 2 of 3 updated pods are available...\n",
            "daemon set \"agent\" successfully rolled out\n",
        ]
    );
    assert!(process.lines().is_sorted_by_key(|line| line.time));
    assert!(process.lines().last().unwrap().time > begun + Millis::seconds(3));
}

#[test]
fn a_rollout_that_takes_too_long_times_out() {
    let mut simulation = cluster();
    let mut set = (*simulation.cluster().daemon_sets.values().next().unwrap().json).clone();
    set["spec"]["template"]["spec"]["containers"][0]["image"] = json!("reg.example/agent:v2");
    assert!(simulation.apply(Command::ApplyDaemonSet { daemon_set: set }).is_empty());
    let begun = simulation.now();
    let output = ran(&mut simulation, "rollout status ds/agent --timeout=2s");
    assert_eq!(output.stderr, "error: timed out waiting for the condition\n");
    assert_eq!(output.exit_code, 1);
    assert!(output.stdout.ends_with("out of 3 new pods have been updated...\n"));
    assert!(simulation.now() <= begun + Millis::seconds(2));
    let once = ran(&mut simulation, "rollout status ds/agent --watch=false");
    assert_eq!((once.stdout.lines().count(), once.exit_code), (1, 0));
}

/// The titles stand once, and the columns keep their widths.
#[test]
fn a_watch_goes_on_with_a_line_for_every_change() {
    let mut simulation = cluster();
    let input = Input {
        command: "get pods --watch --output-watch-events",
        stdin: "",
    };
    let mut process = start(&mut simulation, &input);
    assert_eq!(process.lines().len(), 4);
    let (namespace, name) = simulation.cluster().pods.keys().next().cloned().unwrap();
    assert!(
        simulation
            .apply(Command::DeletePod {
                namespace,
                name: name.clone()
            })
            .is_empty()
    );
    process.poll(&mut simulation);
    while simulation.step() {
        process.poll(&mut simulation);
    }
    let lines: Vec<_> = process.lines().iter().map(|line| masked(&line.text)).collect();
    assert_eq!(lines[0], "EVENT   NAME          READY   STATUS    RESTARTS   AGE\n");
    assert!(
        lines[1].starts_with("ADDED   agent-?????   1/1     Running   0          "),
        "{}",
        lines[1]
    );
    assert!(
        lines[4].starts_with("MODIFIED   agent-?????   1/1     Terminating   0          "),
        "{}",
        lines[4]
    );
    let deleted = process.lines().iter().filter(|line| line.text.starts_with("DELETED"));
    let deleted: Vec<_> = deleted.collect();
    assert!(deleted.len() == 1 && deleted[0].text.contains(&*name));
    let last = lines.last().map(String::as_str).unwrap_or_default();
    assert!(
        last.starts_with("MODIFIED   agent-?????   1/1     Running             0"),
        "{last}"
    );
    assert!(process.exit_code().is_none());
    process.interrupt();
    assert_eq!(process.output().exit_code, 130);
}

/// Every command line that the course prints can be entered as it stands there.
#[test]
fn the_course_can_be_typed() {
    let mut simulation = Simulation::new(1);
    let nodes = vec![Node::from_json(&json!({
        "metadata": {
            "name": "docker-desktop",
            "labels": { "node-role.kubernetes.io/master": "" },
            "creationTimestamp": "2025-12-10T00:00:00Z",
        },
        "status": { "nodeInfo": { "kubeletVersion": "v1.16.6-beta.0" } },
    }))];
    assert!(simulation.apply(Command::SetNodes { nodes }).is_empty());
    let daemon_set = json!({
        "apiVersion": "apps/v1",
        "kind": "DaemonSet",
        "metadata": { "name": "fluentd-elasticsearch", "namespace": "kube-system" },
        "spec": {
            "selector": { "matchLabels": { "name": "fluentd-elasticsearch" } },
            "template": {
                "metadata": { "labels": { "name": "fluentd-elasticsearch" } },
                "spec": { "containers": [{
                    "name": "fluentd-elasticsearch",
                    "image": "quay.io/fluentd_elasticsearch/fluentd:v2.5.2",
                }] },
            },
        },
    });
    assert!(simulation.apply(Command::ApplyDaemonSet { daemon_set }).is_empty());
    assert!(simulation.settle(Millis::seconds(60)).steady);
    let pod = simulation.cluster().pods.keys().next().unwrap().1.clone();
    let yaml = format!("$ kubectl get pod -n kube-system {pod} -o yaml");
    for (command, begins) in [
        (
            "$ kubectl get pod -n kube-system -l name=fluentd-elasticsearch",
            "NAME                          READY   STATUS    RESTARTS   AGE\nfluentd-elasticsearch-",
        ),
        (
            "$ kubectl get node",
            "NAME             STATUS   ROLES    AGE   VERSION\ndocker-desktop   Ready    master   22d   v1.16.6-beta.0\n",
        ),
        (
            "$ kubectl get ds -n kube-system fluentd-elasticsearch",
            "NAME                    DESIRED   CURRENT   READY   UP-TO-DATE   AVAILABLE   NODE SELECTOR   AGE\n\
             fluentd-elasticsearch   1         1         1       1            1           <none>          ",
        ),
        (
            yaml.as_str(),
            "apiVersion: v1\nkind: Pod\nmetadata:\n  creationTimestamp: \"2026-",
        ),
    ] {
        let output = ran(&mut simulation, command);
        assert!(
            output.stdout.starts_with(begins),
            "{command}: {}{}",
            output.stdout,
            output.stderr
        );
        assert_eq!(output.exit_code, 0, "{command}");
    }
}
