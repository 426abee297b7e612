//! The life of nodes: joining, silence, taints by condition, pressure, shutdown, and being given up (semantics 9).

use super::*;
use crate::objects::PodPhase;

fn taint(key: &str, effect: TaintEffect) -> Taint {
    Taint {
        key: key.into(),
        value: "".into(),
        effect,
        time_added: None,
    }
}

fn put_taint(node: &str, key: &str, effect: TaintEffect) -> Command {
    Command::SetTaint {
        node: node.into(),
        taint: taint(key, effect),
    }
}

fn has_taint(simulation: &Simulation, node: &str, key: &str, effect: TaintEffect) -> bool {
    let taints = &simulation.cluster().nodes[node].taints;
    taints.iter().any(|taint| &*taint.key == key && taint.effect == effect)
}

fn events(simulation: &Simulation, reason: &str) -> Vec<SimTime> {
    let all = simulation.events().filter(|event| &*event.reason == reason);
    all.map(|event| event.time).collect()
}

fn wait(simulation: &mut Simulation, seconds: i64) {
    simulation.run_until(simulation.now() + Millis::seconds(seconds));
}

/// Row 43: a new node gets the pod; and not before its kubelet is ready.
#[test]
fn a_node_that_joins_gets_its_pod_once_it_is_ready() {
    let mut simulation = settled(&["a"], fluentd(|_| {}));
    simulation.apply(Command::AddNode {
        node: node("b"),
        ready_after_ms: Some(30_000),
    });
    let joined = simulation.now();
    wait(&mut simulation, 20);
    assert!(has_taint(
        &simulation,
        "b",
        "node.kubernetes.io/not-ready",
        TaintEffect::NoSchedule
    ));
    assert_eq!(nodes_with_pods(&simulation), ["a"]);
    assert!(settle(&mut simulation));
    assert_eq!(nodes_with_pods(&simulation), ["a", "b"]);
    assert!(simulation.cluster().nodes["b"].taints.is_empty());
    let ready = events(&simulation, "NodeReady");
    assert_eq!(ready[0] - joined, Millis::seconds(30));
    assert_eq!(events(&simulation, "RegisteredNode").len(), 1);
}

/// Row 34: an unreachable node keeps its DaemonSet pods for ever; they are only called unready.
#[test]
fn an_unreachable_node_keeps_its_pods_unready_until_it_is_back() {
    let mut simulation = settled(&["a", "b"], fluentd(|_| {}));
    let before = pods(&simulation)
        .into_iter()
        .find(|pod| pod.node_name.as_deref() == Some("b"))
        .cloned()
        .unwrap();
    simulation.apply(Command::SilenceKubelet { node: "b".into() });
    let silent = simulation.now();
    wait(&mut simulation, 900);
    let unknown = events(&simulation, "NodeNotReady")[0] - silent;
    assert!((40_000..=55_000).contains(&unknown.0), "{} ms", unknown.0);
    assert!(has_taint(
        &simulation,
        "b",
        "node.kubernetes.io/unreachable",
        TaintEffect::NoExecute
    ));
    let key = (before.namespace.clone(), before.name.clone());
    let during = simulation.pod_object(&key).unwrap();
    let condition = |kind: &str| {
        let all = during["status"]["conditions"].as_array().unwrap();
        all.iter().find(|condition| condition["type"] == kind).unwrap()["status"].clone()
    };
    assert_eq!(during["status"]["phase"], "Running");
    assert_eq!(
        (condition("Ready"), condition("ContainersReady")),
        (json!("False"), json!("True"))
    );
    simulation.apply(Command::ResumeKubelet { node: "b".into() });
    assert!(settle(&mut simulation));
    let after = &simulation.cluster().pods[&key];
    assert!(after.ready);
    assert_eq!(
        after.ready_transition, before.ready_transition,
        "the kubelet never saw it unready"
    );
    assert!(simulation.cluster().nodes["b"].taints.is_empty());
}

/// Rows 5 and 19: a node that is not ready gets no new pod, keeps the one it has, and holds the rollout up.
#[test]
fn a_node_that_is_not_ready_gets_no_new_pod_and_keeps_the_old_one() {
    let mut simulation = settled(&["a", "b"], fluentd(|_| {}));
    let not_ready = |status| Command::SetCondition {
        node: "b".into(),
        condition: NodeConditionKind::Ready,
        status,
    };
    simulation.apply(not_ready(ConditionStatus::False));
    assert!(settle(&mut simulation));
    assert!(
        pods(&simulation).iter().all(|pod| pod.ready),
        "the kubelet itself says so: its pods stay ready"
    );
    let victim = pods(&simulation)
        .into_iter()
        .find(|pod| pod.node_name.as_deref() == Some("b"))
        .cloned()
        .unwrap();
    simulation.apply(Command::DeletePod {
        namespace: victim.namespace.clone(),
        name: victim.name,
    });
    assert!(settle(&mut simulation));
    assert_eq!(nodes_with_pods(&simulation), ["a"]);
    assert_eq!(status(&simulation).desired_number_scheduled, 1);
    simulation.apply(not_ready(ConditionStatus::True));
    assert!(settle(&mut simulation));
    assert_eq!(nodes_with_pods(&simulation), ["a", "b"]);
}

/// Row 13: tolerationSeconds delays the end of a pod on a node with a custom NoExecute taint, again and again.
#[test]
fn a_toleration_for_some_seconds_makes_an_endless_loop_of_evictions() {
    let set = fluentd(|set| {
        set["spec"]["template"]["spec"]["tolerations"] =
            json!([{ "key": "maint", "operator": "Exists", "effect": "NoExecute", "tolerationSeconds": 8 }]);
    });
    let mut simulation = settled(&["a"], set);
    simulation.apply(put_taint("a", "maint", TaintEffect::NoExecute));
    wait(&mut simulation, 60);
    let evicted = events(&simulation, "TaintManagerEviction");
    assert!((4..=7).contains(&evicted.len()), "{} evictions", evicted.len());
    for pair in evicted.windows(2) {
        assert!((8..=12).contains(&((pair[1] - pair[0]).0 / 1000)));
    }
    simulation.apply(Command::RemoveTaint {
        node: "a".into(),
        key: "maint".into(),
        effect: TaintEffect::NoExecute,
    });
    assert!(settle(&mut simulation));
    let last = simulation
        .events()
        .filter(|event| &*event.reason == "TaintManagerEviction")
        .last()
        .unwrap();
    assert!(
        last.message.starts_with("Cancelling deletion of Pod "),
        "{}",
        last.message
    );
}

/// Rows 14 and 7: not-ready:NoExecute with seconds is overridden by the automatic toleration without; NoSchedule evicts
/// nobody.
#[test]
fn a_toleration_of_not_ready_with_seconds_is_overridden_and_no_schedule_evicts_nobody() {
    let set = fluentd(|set| {
        set["spec"]["template"]["spec"]["tolerations"] = json!([{
            "key": "node.kubernetes.io/not-ready", "operator": "Exists", "effect": "NoExecute", "tolerationSeconds": 5,
        }]);
    });
    let mut simulation = settled(&["a"], set);
    simulation.apply(put_taint("a", "node.kubernetes.io/not-ready", TaintEffect::NoExecute));
    simulation.apply(put_taint("a", "dedicated", TaintEffect::NoSchedule));
    wait(&mut simulation, 3);
    assert_eq!(nodes_with_pods(&simulation), ["a"]);
    assert!(events(&simulation, "TaintManagerEviction").is_empty());
}

/// Row 10: what nobody watches leaves the status stale, until something else wakes the controller.
#[test]
fn the_status_is_stale_after_a_no_schedule_taint_until_a_pod_event() {
    let mut simulation = settled(&["a", "b"], fluentd(|_| {}));
    simulation.apply(put_taint("a", "k", TaintEffect::NoSchedule));
    assert!(settle(&mut simulation));
    assert_eq!(status(&simulation).number_misscheduled, 0);
    let other = pods(&simulation)
        .into_iter()
        .find(|pod| pod.node_name.as_deref() == Some("b"))
        .cloned()
        .unwrap();
    simulation.apply(Command::DeletePod {
        namespace: other.namespace.clone(),
        name: other.name,
    });
    assert!(settle(&mut simulation));
    let status = status(&simulation);
    assert_eq!((status.desired_number_scheduled, status.number_misscheduled), (1, 1));
}

/// Rows 6 and 8: neither a cordon nor PreferNoSchedule keeps a pod away, not even a new one.
#[test]
fn a_cordon_and_a_soft_taint_keep_no_pod_away() {
    let mut simulation = settled(&["a"], fluentd(|_| {}));
    simulation.apply(Command::Cordon { node: "a".into() });
    simulation.apply(put_taint("a", "soft", TaintEffect::PreferNoSchedule));
    let old = pods(&simulation)[0].clone();
    simulation.apply(Command::DeletePod {
        namespace: old.namespace.clone(),
        name: old.name.clone(),
    });
    assert!(settle(&mut simulation));
    assert!(pods(&simulation)[0].ready && pods(&simulation)[0].name != old.name);
}

/// Row 42: a pod that tolerates disk pressure is bound, evicted on arrival and made again, with growing pauses.
#[test]
fn a_node_without_disk_evicts_its_pods_and_rejects_the_next_ones() {
    let mut simulation = settled(&["a"], fluentd(|_| {}));
    let disk = |lacks| Command::RunOut {
        node: "a".into(),
        condition: NodeConditionKind::DiskPressure,
        lacks,
    };
    simulation.apply(disk(true));
    wait(&mut simulation, 60);
    let evicted: Vec<_> = simulation
        .events()
        .filter(|event| &*event.reason == "Evicted")
        .collect();
    assert_eq!(
        &*evicted[0].message,
        "The node was low on resource: ephemeral-storage. "
    );
    assert_eq!(&*evicted[1].message, "The node had condition: [DiskPressure]. ");
    assert!((4..12).contains(&evicted.len()), "{} in a minute", evicted.len());
    simulation.apply(disk(false));
    assert!(settle(&mut simulation));
    assert_eq!(status(&simulation).number_available, 1);
    assert_eq!(events(&simulation, "NodeHasNoDiskPressure").len(), 1);
}

#[test]
fn a_graceful_shutdown_ends_the_pods_and_a_start_brings_new_ones() {
    let mut simulation = settled(&["a", "b"], fluentd(|_| {}));
    simulation.apply(Command::ShutDownNode { node: "b".into() });
    wait(&mut simulation, 2);
    let gone = pods(&simulation)
        .into_iter()
        .find(|pod| pod.node_name.as_deref() == Some("b"));
    assert!(
        gone.is_none_or(|pod| pod.phase == PodPhase::Failed && &*pod.reason == "Terminated"),
        "stopped, and perhaps deleted by the controller already"
    );
    wait(&mut simulation, 120);
    assert_eq!(
        simulation.cluster().nodes["b"].conditions.ready,
        ConditionStatus::Unknown
    );
    assert_eq!(
        nodes_with_pods(&simulation),
        ["a"],
        "a node that is not ready gets no new pod"
    );
    simulation.apply(Command::StartNode { node: "b".into() });
    assert!(settle(&mut simulation));
    assert_eq!(nodes_with_pods(&simulation), ["a", "b"]);
    assert_eq!(events(&simulation, "Rebooted").len(), 1);
}

#[test]
fn out_of_service_frees_the_pods_of_a_dead_node() {
    let mut simulation = settled(&["a", "b"], fluentd(|_| {}));
    simulation.apply(Command::SilenceKubelet { node: "b".into() });
    wait(&mut simulation, 60);
    let stuck = pods(&simulation)
        .into_iter()
        .find(|pod| pod.node_name.as_deref() == Some("b"))
        .cloned()
        .unwrap();
    simulation.apply(Command::DeletePod {
        namespace: stuck.namespace.clone(),
        name: stuck.name,
    });
    wait(&mut simulation, 120);
    assert_eq!(
        nodes_with_pods(&simulation),
        ["a", "b"],
        "nobody can say that it has ended"
    );
    simulation.apply(put_taint(
        "b",
        "node.kubernetes.io/out-of-service",
        TaintEffect::NoExecute,
    ));
    wait(&mut simulation, 25);
    assert_eq!(nodes_with_pods(&simulation), ["a"]);
}

/// Nodes of one zone that fail together are tainted one by one, and not at all where most of a small zone has failed.
#[test]
fn no_execute_taints_come_one_in_ten_seconds_and_stop_where_most_of_a_zone_is_down() {
    let names = ["a", "b", "c", "d", "e"];
    let tainted = |down: usize| {
        let mut simulation = settled(&names, fluentd(|_| {}));
        for name in &names[..down] {
            simulation.apply(Command::SetCondition {
                node: (*name).into(),
                condition: NodeConditionKind::Ready,
                status: ConditionStatus::False,
            });
        }
        let mut counts = Vec::new();
        for seconds in [6, 10, 60] {
            wait(&mut simulation, seconds);
            let key = "node.kubernetes.io/not-ready";
            let has = |name: &&&str| has_taint(&simulation, name, key, TaintEffect::NoExecute);
            counts.push(names.iter().filter(|name| has(name)).count());
        }
        counts
    };
    assert_eq!(tainted(2), [1, 2, 2]);
    assert_eq!(
        tainted(3),
        [0, 0, 0],
        "three of five are more than 55 %, in a zone of at most 50 nodes"
    );
    assert_eq!(tainted(5), [0, 0, 0], "every zone is down: the fault is elsewhere");
}

#[test]
fn a_critical_pod_makes_room_for_itself_on_its_node() {
    let greedy = |name: &str, class: Option<&str>| {
        let mut set = fluentd(|set| {
            let spec = &mut set["spec"]["template"]["spec"];
            spec["containers"][0]["resources"] = json!({ "requests": { "cpu": "3" } });
            spec["nodeName"] = json!("a");
            if let Some(class) = class {
                spec["priorityClassName"] = json!(class);
            }
        });
        set["metadata"]["name"] = json!(name);
        set
    };
    let mut simulation = settled(&["a"], greedy("ordinary", None));
    simulation.apply(Command::ApplyDaemonSet {
        daemon_set: greedy("second", None),
    });
    wait(&mut simulation, 3);
    assert!(
        !events(&simulation, "OutOfcpu").is_empty(),
        "an ordinary pod is rejected"
    );
    assert!(events(&simulation, "Preempting").is_empty());
    simulation.apply(Command::ApplyDaemonSet {
        daemon_set: greedy("critical", Some("system-node-critical")),
    });
    wait(&mut simulation, 10);
    assert!(!events(&simulation, "Preempting").is_empty());
    let critical = pods(&simulation)
        .into_iter()
        .find(|pod| pod.name.starts_with("critical"));
    assert!(critical.is_some_and(|pod| pod.ready));
}

#[test]
fn conditions_of_a_node_tell_when_they_changed_and_why() {
    let mut simulation = settled(&["a"], fluentd(|_| {}));
    simulation.apply(Command::SilenceKubelet { node: "a".into() });
    wait(&mut simulation, 60);
    let shown = simulation.cluster().nodes["a"].to_json();
    let conditions = shown["status"]["conditions"].as_array().unwrap();
    assert_eq!(conditions.len(), 4);
    for condition in conditions {
        assert_eq!(condition["status"], "Unknown");
        assert_eq!(condition["reason"], "NodeStatusUnknown");
        assert_eq!(
            condition["lastTransitionTime"],
            events(&simulation, "NodeNotReady")[0].floor_seconds().to_string()
        );
    }
}
