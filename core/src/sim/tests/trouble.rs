//! What goes wrong: nodes, kubelets, images, room, security.

use super::*;

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
fn an_image_that_never_becomes_ready_stops_the_rollout_at_its_budget() {
    let mut simulation = settled(&["a", "b", "c"], fluentd(|_| {}));
    let bad = |behavior| Command::SetBehavior {
        image: "bad".into(),
        node: None,
        behavior,
    };
    simulation.apply(bad(Some(Behavior::NeverReady)));
    simulation.apply(Command::ApplyDaemonSet {
        daemon_set: with_image("bad"),
    });
    assert!(settle(&mut simulation));
    assert_eq!(status(&simulation).updated_number_scheduled, 1);
    assert_eq!(status(&simulation).number_available, 2);
    simulation.apply(bad(None));
    assert!(settle(&mut simulation));
    assert_eq!(status(&simulation).number_available, 3);
    assert_eq!(status(&simulation).updated_number_scheduled, 3);
}

#[test]
fn an_image_that_cannot_be_pulled_keeps_its_pod_pending() {
    let mut simulation = Simulation::new(1);
    simulation.apply(Command::SetBehavior {
        image: "fluentd".into(),
        node: Some("a".into()),
        behavior: Some(Behavior::PullFails),
    });
    simulation.apply(Command::SetNodes {
        nodes: vec![node("a"), node("b")],
    });
    simulation.apply(Command::ApplyDaemonSet {
        daemon_set: fluentd(|_| {}),
    });
    simulation.run_until(simulation.now() + Millis::seconds(8));
    let waiting: Vec<_> = pods(&simulation)
        .iter()
        .filter_map(|pod| pod.runtime.waiting.as_deref())
        .collect();
    assert_eq!(waiting, ["ImagePullBackOff"]);
    assert_eq!(status(&simulation).number_ready, 1);
}

#[test]
fn a_crashing_image_is_restarted_with_growing_pauses() {
    let mut simulation = settled(&["a"], fluentd(|_| {}));
    let crash = |behavior| Command::SetBehavior {
        image: "fluentd".into(),
        node: None,
        behavior,
    };
    simulation.apply(crash(Some(Behavior::Crashes { after_seconds: 2 })));
    let started = simulation.now();
    simulation.run_until(started + Millis::seconds(120));
    let restarts = pods(&simulation)[0].runtime.restarts;
    assert!((4..=5).contains(&restarts), "{restarts}");
    simulation.apply(crash(None));
    assert!(settle(&mut simulation));
    assert!(pods(&simulation)[0].ready);
}

#[test]
fn pods_that_fail_again_and_again_do_not_fill_the_queue() {
    let mut simulation = settled(&["a", "b", "c"], fluentd(|_| {}));
    for _ in 0..6 {
        let keys: Vec<_> = simulation.cluster().pods.keys().cloned().collect();
        for (namespace, name) in keys {
            simulation.apply(Command::FailPod {
                namespace,
                name,
                reason: "Evicted".into(),
                message: "".into(),
            });
        }
        let now = simulation.now();
        simulation.run_until(now + Millis(500));
        assert!(
            simulation.queue_length() < 20,
            "{} events wait",
            simulation.queue_length()
        );
    }
    assert!(settle(&mut simulation));
    assert_eq!(status(&simulation).number_available, 3);
}

/// Recorded (semantics 14.9): a toleration for a while lets the controller make another pod, which is evicted in its turn.
#[test]
fn a_pod_that_comes_to_a_tainted_node_is_evicted_after_its_time_again_and_again() {
    let mut simulation = settled(
        &["a"],
        fluentd(|set| {
            set["spec"]["template"]["spec"]["tolerations"] =
                json!([{ "key": "slow", "operator": "Exists", "effect": "NoExecute", "tolerationSeconds": 8 }]);
        }),
    );
    let taint = Taint {
        key: "slow".into(),
        value: "".into(),
        effect: TaintEffect::NoExecute,
        time_added: None,
    };
    simulation.apply(Command::SetTaint {
        node: "a".into(),
        taint,
    });
    let from = simulation.cursor();
    simulation.run_until(simulation.now() + Millis::seconds(60));
    let evicted = simulation.steps()[from..]
        .iter()
        .flat_map(|step| &step.changes)
        .filter(|change| {
            matches!(
                change,
                Change::PodTerminating {
                    cause: DeletionCause::Taint { .. },
                    ..
                }
            )
        });
    let evicted = evicted.count();
    assert!((5..8).contains(&evicted), "{evicted} in a minute");
}

/// What no longer has to happen does not wait in the queue.
#[test]
fn an_eviction_that_is_called_off_leaves_the_cluster_at_rest() {
    let mut simulation = settled(
        &["a"],
        fluentd(|set| {
            set["spec"]["template"]["spec"]["tolerations"] =
                json!([{ "key": "slow", "operator": "Exists", "effect": "NoExecute", "tolerationSeconds": 8000 }]);
        }),
    );
    let (key, effect) = (Arc::<str>::from("slow"), TaintEffect::NoExecute);
    simulation.apply(Command::SetTaint {
        node: "a".into(),
        taint: Taint {
            key: key.clone(),
            value: "".into(),
            effect,
            time_added: None,
        },
    });
    simulation.run_until(simulation.now() + Millis::seconds(60));
    assert!(!simulation.is_steady(), "the pod may stay for a while only");
    simulation.apply(Command::RemoveTaint {
        node: "a".into(),
        key,
        effect,
    });
    simulation.run_until(simulation.now() + Millis::seconds(60));
    assert!(simulation.is_steady(), "{:?}", simulation.pending().collect::<Vec<_>>());
}

/// The restart was due while nobody was there to do it.
#[test]
fn a_kubelet_that_is_back_restarts_what_waited_to_be_restarted() {
    let mut simulation = settled(&["a"], fluentd(|_| {}));
    let crashes = |behavior| Command::SetBehavior {
        image: "fluentd".into(),
        node: None,
        behavior,
    };
    simulation.apply(crashes(Some(Behavior::Crashes { after_seconds: 5 })));
    simulation.run_until(simulation.now() + Millis::seconds(60));
    assert_eq!(
        pods(&simulation)[0].runtime.waiting.as_deref(),
        Some("CrashLoopBackOff")
    );
    simulation.apply(Command::SilenceKubelet { node: "a".into() });
    simulation.run_until(simulation.now() + Millis::seconds(600));
    simulation.apply(crashes(None));
    simulation.apply(Command::ResumeKubelet { node: "a".into() });
    assert!(settle(&mut simulation));
    assert!(pods(&simulation)[0].ready);
}

#[test]
fn a_pod_whose_template_names_its_node_is_scheduled_and_becomes_ready() {
    let set = fluentd(|set| set["spec"]["template"]["spec"]["nodeName"] = json!("a"));
    let simulation = settled(&["a", "b"], set);
    let key = simulation.cluster().pods.keys().next().unwrap();
    let pod = simulation.pod_object(key).unwrap();
    let conditions = pod["status"]["conditions"].as_array().unwrap();
    for kind in ["PodScheduled", "Ready"] {
        let condition = conditions.iter().find(|condition| condition["type"] == kind);
        assert_eq!(condition.unwrap()["status"], "True", "{kind}");
    }
}
