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

#[test]
fn the_course_example_runs_one_pod_pinned_to_docker_desktop() {
    let simulation = settled(&["docker-desktop"], fluentd(|_| {}));
    let status = status(&simulation);
    assert_eq!(
        (
            status.desired_number_scheduled,
            status.number_ready,
            status.number_available
        ),
        (1, 1, 1)
    );
    let key = simulation.cluster().pods.keys().next().unwrap().clone();
    let pod = simulation.pod_object(&key).unwrap();
    let terms = "/spec/affinity/nodeAffinity/requiredDuringSchedulingIgnoredDuringExecution/nodeSelectorTerms";
    assert_eq!(
        pod.pointer(terms),
        Some(&json!([{ "matchFields": [{ "key": "metadata.name", "operator": "In", "values": ["docker-desktop"] }] }]))
    );
    assert_eq!(
        pod.pointer("/metadata/ownerReferences/0/kind"),
        Some(&json!("DaemonSet"))
    );
    assert_eq!(
        pod.pointer("/metadata/labels/pod-template-generation"),
        Some(&json!("1"))
    );
    assert_eq!(pod.pointer("/spec/tolerations").unwrap().as_array().unwrap().len(), 6);
    assert_eq!(pod.pointer("/status/phase"), Some(&json!("Running")));
}

#[test]
fn a_label_that_stops_matching_removes_the_pod_and_one_that_matches_brings_it() {
    let set = fluentd(|set| set["spec"]["template"]["spec"]["nodeSelector"] = json!({ "app": "logging-node" }));
    let mut simulation = cluster(&["node-1", "node-2", "node-3"], set);
    let label = |node: &str| Command::SetLabel {
        node: node.into(),
        key: "app".into(),
        value: "logging-node".into(),
    };
    simulation.apply(label("node-1"));
    assert!(settle(&mut simulation));
    assert_eq!(nodes_with_pods(&simulation), ["node-1"]);
    simulation.apply(label("node-2"));
    simulation.apply(Command::RemoveLabel {
        node: "node-1".into(),
        key: "app".into(),
    });
    assert!(settle(&mut simulation));
    assert_eq!(nodes_with_pods(&simulation), ["node-2"]);
    assert_eq!(status(&simulation).desired_number_scheduled, 1);
}

#[test]
fn a_rollout_never_takes_more_than_max_unavailable_nodes_down() {
    let names = ["a", "b", "c", "d", "e"];
    let mut simulation = settled(&names, fluentd(|_| {}));
    let before: Vec<_> = simulation.cluster().pods.keys().cloned().collect();
    simulation.apply(Command::ApplyDaemonSet {
        daemon_set: with_image("v3.0.0"),
    });
    while simulation.step() {
        let available = pods(&simulation)
            .iter()
            .filter(|pod| pod.ready && !pod.is_terminating())
            .count();
        assert!(
            available + 1 >= names.len(),
            "{available} available at {}",
            simulation.now()
        );
    }
    assert!(before.iter().all(|key| !simulation.cluster().pods.contains_key(key)));
    assert_eq!(status(&simulation).updated_number_scheduled, 5);
    assert_eq!(status(&simulation).number_available, 5);
    assert_eq!(simulation.cluster().revisions.len(), 2);
}

#[test]
fn with_on_delete_only_a_deleted_pod_is_replaced() {
    let on_delete = |tag: &str| {
        let mut set = with_image(tag);
        set["spec"]["updateStrategy"] = json!({ "type": "OnDelete" });
        set
    };
    let mut simulation = settled(&["a", "b"], on_delete("v1"));
    simulation.apply(Command::ApplyDaemonSet {
        daemon_set: on_delete("v2"),
    });
    assert!(settle(&mut simulation));
    assert_eq!(status(&simulation).updated_number_scheduled, 0);
    let (namespace, name) = simulation.cluster().pods.keys().next().unwrap().clone();
    simulation.apply(Command::DeletePod { namespace, name });
    assert!(settle(&mut simulation));
    assert_eq!(status(&simulation).updated_number_scheduled, 1);
    assert_eq!(nodes_with_pods(&simulation), ["a", "b"]);
}

#[test]
fn surge_runs_old_and_new_side_by_side_and_loses_no_availability() {
    let surge = |tag: &str| {
        let mut set = with_image(tag);
        set["spec"]["updateStrategy"]["rollingUpdate"] = json!({ "maxUnavailable": 0, "maxSurge": 1 });
        set
    };
    let mut simulation = settled(&["a", "b", "c"], surge("v1"));
    simulation.apply(Command::ApplyDaemonSet {
        daemon_set: surge("v2"),
    });
    let mut most = 0;
    while simulation.step() {
        let ready = pods(&simulation)
            .iter()
            .filter(|pod| pod.ready && !pod.is_terminating())
            .count();
        assert!(ready >= 3);
        most = most.max(pods(&simulation).len());
    }
    assert!(most > 3);
    assert_eq!(status(&simulation).updated_number_scheduled, 3);
}

#[test]
fn taints_cordons_and_conditions_do_what_they_do_to_daemon_pods() {
    let mut simulation = settled(&["a", "b", "c"], fluentd(|_| {}));
    let taint = |effect| Taint {
        key: "k".into(),
        value: "v".into(),
        effect,
        time_added: None,
    };
    simulation.apply(Command::Cordon { node: "a".into() });
    assert!(settle(&mut simulation));
    assert_eq!(
        status(&simulation).desired_number_scheduled,
        3,
        "a cordon changes nothing"
    );
    simulation.apply(Command::SetTaint {
        node: "b".into(),
        taint: taint(TaintEffect::NoSchedule),
    });
    assert!(settle(&mut simulation));
    assert_eq!(
        nodes_with_pods(&simulation),
        ["a", "b", "c"],
        "NoSchedule leaves the pod where it is"
    );
    assert_eq!(
        status(&simulation).desired_number_scheduled,
        3,
        "and wakes nobody, so the status is stale"
    );
    simulation.apply(Command::SetTaint {
        node: "c".into(),
        taint: taint(TaintEffect::NoExecute),
    });
    assert!(settle(&mut simulation));
    assert_eq!(nodes_with_pods(&simulation), ["a", "b"], "NoExecute removes it");
    let status = status(&simulation);
    assert_eq!(
        (status.desired_number_scheduled, status.number_misscheduled),
        (1, 1),
        "now the status is fresh"
    );
}

#[test]
fn a_deleted_node_is_noticed_when_pod_garbage_collection_comes() {
    let mut simulation = settled(&["a", "b"], fluentd(|_| {}));
    let deleted = simulation.now();
    simulation.apply(Command::DeleteNode { name: "b".into() });
    simulation.run_until(deleted + Millis::seconds(39));
    assert_eq!(status(&simulation).desired_number_scheduled, 2);
    assert_eq!(nodes_with_pods(&simulation), ["a", "b"]);
    assert!(settle(&mut simulation));
    assert!(simulation.now() - deleted <= Millis::seconds(61));
    assert_eq!(status(&simulation).desired_number_scheduled, 1);
    assert_eq!(nodes_with_pods(&simulation), ["a"]);
}

#[test]
fn a_silent_kubelet_keeps_its_pod_and_blocks_a_rollout_until_it_is_back() {
    let mut simulation = settled(&["a", "b", "c"], fluentd(|_| {}));
    simulation.apply(Command::SilenceKubelet { node: "b".into() });
    assert!(settle(&mut simulation));
    assert_eq!(
        simulation.cluster().nodes["b"].conditions.ready,
        ConditionStatus::Unknown
    );
    assert_eq!(nodes_with_pods(&simulation), ["a", "b", "c"]);
    simulation.apply(Command::ApplyDaemonSet {
        daemon_set: with_image("v3"),
    });
    assert!(settle(&mut simulation));
    assert_eq!(
        status(&simulation).updated_number_scheduled,
        0,
        "the dead node holds the budget of one"
    );
    simulation.apply(Command::ResumeKubelet { node: "b".into() });
    assert!(settle(&mut simulation));
    assert_eq!(status(&simulation).updated_number_scheduled, 3);
}

#[test]
fn a_pod_that_does_not_fit_waits_with_the_schedulers_message_and_is_retried() {
    let greedy = fluentd(|set| {
        set["spec"]["template"]["spec"]["containers"][0]["resources"] = json!({ "requests": { "cpu": "3" } });
    });
    let mut simulation = settled(&["a"], greedy.clone());
    let mut other = greedy;
    other["metadata"]["name"] = json!("other");
    simulation.apply(Command::ApplyDaemonSet { daemon_set: other });
    assert!(settle(&mut simulation));
    let waiting: Vec<_> = pods(&simulation)
        .iter()
        .filter_map(|pod| pod.runtime.unschedulable.clone())
        .collect();
    assert_eq!(waiting.len(), 1);
    assert!(
        waiting[0].starts_with("0/1 nodes are available: 1 Insufficient cpu."),
        "{}",
        waiting[0]
    );
    simulation.apply(Command::DeleteDaemonSet {
        namespace: "kube-system".into(),
        name: "fluentd-elasticsearch".into(),
        orphan: false,
    });
    assert!(settle(&mut simulation));
    assert_eq!(nodes_with_pods(&simulation), ["a"]);
    assert!(pods(&simulation).iter().all(|pod| pod.ready));
}

#[test]
fn orphans_are_adopted_by_the_next_set_that_selects_them() {
    let mut simulation = settled(&["a", "b"], fluentd(|_| {}));
    let before: Vec<_> = simulation.cluster().pods.keys().cloned().collect();
    let (namespace, name) = set_key();
    simulation.apply(Command::DeleteDaemonSet {
        namespace,
        name,
        orphan: true,
    });
    assert!(settle(&mut simulation));
    assert!(pods(&simulation).iter().all(|pod| pod.controller.is_none()));
    simulation.apply(Command::ApplyDaemonSet {
        daemon_set: fluentd(|_| {}),
    });
    assert!(settle(&mut simulation));
    let after: Vec<_> = simulation.cluster().pods.keys().cloned().collect();
    assert_eq!(before, after);
    assert!(pods(&simulation).iter().all(|pod| pod.controller.is_some()));
}

#[test]
fn stepping_back_and_forward_passes_through_the_same_states() {
    let mut simulation = cluster(&["a", "b", "c"], fluentd(|_| {}));
    let mut states = vec![simulation.cluster().clone()];
    let from = simulation.cursor();
    while simulation.step() {
        states.push(simulation.cluster().clone());
    }
    for index in (0..states.len()).rev() {
        simulation.seek(from + index);
        assert_eq!(*simulation.cluster(), states[index], "state {index}");
    }
    simulation.seek(usize::MAX);
    assert_eq!(simulation.cluster(), states.last().unwrap());
    assert_eq!(simulation.next_time(), None);
}

#[test]
fn undo_brings_back_the_future_that_a_command_cut_off() {
    let mut simulation = settled(&["a", "b"], fluentd(|_| {}));
    let (end, hash) = (simulation.cursor(), simulation.trace_hash());
    simulation.seek(4);
    simulation.apply(Command::Cordon { node: "a".into() });
    assert!(settle(&mut simulation));
    let other = simulation.trace_hash();
    assert_ne!(other, hash);
    assert!(simulation.undo());
    assert_eq!(simulation.cursor(), 4);
    simulation.seek(end);
    assert_eq!(simulation.trace_hash(), hash);
    assert!(simulation.redo());
    assert!(settle(&mut simulation));
    assert_eq!(simulation.trace_hash(), other);
    while simulation.undo() {}
    assert_eq!(simulation.cursor(), 0);
    assert!(simulation.cluster().nodes.is_empty());
}

#[test]
fn the_same_seed_gives_the_same_trace_and_another_seed_other_names() {
    let run = |seed| {
        let mut simulation = Simulation::new(seed);
        simulation.apply(Command::SetNodes {
            nodes: vec![node("a"), node("b")],
        });
        simulation.apply(Command::ApplyDaemonSet {
            daemon_set: fluentd(|_| {}),
        });
        settle(&mut simulation);
        simulation.trace_hash()
    };
    assert_eq!(run(7), run(7));
    assert_ne!(run(7), run(8));
}

#[test]
fn a_command_that_names_what_is_not_there_says_so_and_does_nothing() {
    let mut simulation = settled(&["a"], fluentd(|_| {}));
    let before = simulation.cursor();
    let findings = simulation.apply(Command::Cordon { node: "b".into() });
    assert_eq!(findings[0].message, "nodes \"b\" not found");
    assert_eq!(simulation.cursor(), before);
}

#[test]
fn enforced_pod_security_takes_the_set_and_refuses_its_pods() {
    let mut simulation = Simulation::new(1);
    simulation.apply(Command::SetNamespaceLabels {
        namespace: "kube-system".into(),
        labels: [("pod-security.kubernetes.io/enforce".into(), "restricted".into())].into(),
    });
    simulation.apply(Command::SetNodes {
        nodes: vec![node("a"), node("b")],
    });
    simulation.apply(Command::ApplyDaemonSet {
        daemon_set: fluentd(|_| {}),
    });
    let started = simulation.now();
    simulation.run_until(started + Millis::seconds(60));
    assert!(pods(&simulation).is_empty());
    assert_eq!(status(&simulation).desired_number_scheduled, 2);
    let refused: Vec<_> = simulation
        .events()
        .filter(|event| &*event.reason == "FailedCreate")
        .collect();
    assert!(
        refused.len() > 5 && refused.len() < 20,
        "retried with growing pauses: {}",
        refused.len()
    );
    assert!(
        refused[0]
            .message
            .contains("violates PodSecurity \"restricted:latest\""),
        "{}",
        refused[0].message
    );
    simulation.apply(Command::SetNamespaceLabels {
        namespace: "kube-system".into(),
        labels: [].into(),
    });
    assert!(settle(&mut simulation));
    assert_eq!(status(&simulation).number_available, 2);
}

#[test]
fn under_disk_pressure_a_new_pod_is_evicted_and_made_again_with_growing_pauses() {
    let mut simulation = settled(&["a"], fluentd(|_| {}));
    simulation.apply(Command::SetCondition {
        node: "a".into(),
        condition: NodeConditionKind::DiskPressure,
        status: ConditionStatus::True,
    });
    assert!(settle(&mut simulation));
    assert_eq!(nodes_with_pods(&simulation), ["a"], "the pod that runs stays");
    let (namespace, name) = simulation.cluster().pods.keys().next().unwrap().clone();
    simulation.apply(Command::DeletePod { namespace, name });
    let started = simulation.now();
    simulation.run_until(started + Millis::seconds(60));
    let evicted: Vec<_> = simulation
        .events()
        .filter(|event| &*event.reason == "Evicted")
        .collect();
    assert!((5..9).contains(&evicted.len()), "{} in a minute", evicted.len());
    assert_eq!(&*evicted[0].message, "The node had condition: [DiskPressure]. ");
    simulation.apply(Command::SetCondition {
        node: "a".into(),
        condition: NodeConditionKind::DiskPressure,
        status: ConditionStatus::False,
    });
    assert!(settle(&mut simulation));
    assert_eq!(status(&simulation).number_available, 1);
}

#[test]
fn node_name_in_the_template_goes_past_the_scheduler() {
    let set = fluentd(|set| set["spec"]["template"]["spec"]["nodeName"] = json!("b"));
    let simulation = settled(&["a", "b"], set);
    assert_eq!(nodes_with_pods(&simulation), ["b"]);
    assert!(simulation.events().all(|event| &*event.reason != "Scheduled"));
}
