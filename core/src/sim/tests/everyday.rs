//! What the course shows: placement, rollouts, taints, ownership.

use super::*;

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
fn node_name_in_the_template_goes_past_the_scheduler() {
    let set = fluentd(|set| set["spec"]["template"]["spec"]["nodeName"] = json!("b"));
    let simulation = settled(&["a", "b"], set);
    assert_eq!(nodes_with_pods(&simulation), ["b"]);
    assert!(simulation.events().all(|event| &*event.reason != "Scheduled"));
}

#[test]
fn imported_pods_are_told_apart_by_the_revisions_that_came_with_them() {
    let running = settled(&["a", "b"], with_image("v1"));
    let pods: Vec<_> = running
        .cluster()
        .pods
        .keys()
        .map(|key| running.pod_object(key).unwrap())
        .collect();
    let revisions: Vec<_> = running
        .cluster()
        .revisions
        .values()
        .map(|revision| revision.to_json())
        .collect();
    let preview = |tag: &str| {
        let mut simulation = Simulation::new(9);
        simulation.apply(Command::SetNodes {
            nodes: vec![node("a"), node("b")],
        });
        simulation.apply(Command::Import {
            daemon_sets: Vec::new(),
            pods: pods.clone(),
            revisions: revisions.clone(),
            others: Vec::new(),
        });
        simulation.apply(Command::ApplyDaemonSet {
            daemon_set: with_image(tag),
        });
        simulation
    };
    let updated = |simulation: &Simulation| {
        let live = crate::controller::live_status(simulation.cluster(), &set_key(), simulation.now()).unwrap();
        (live.current_number_scheduled, live.updated_number_scheduled)
    };
    assert_eq!(
        updated(&preview("v1")),
        (2, 2),
        "the same template: nothing is out of date"
    );
    let mut edited = preview("v2");
    assert_eq!(updated(&edited), (2, 0), "an edit: both are");
    assert!(settle(&mut edited));
    assert_eq!(updated(&edited), (2, 2));
    let mut unchanged = preview("v1");
    assert!(settle(&mut unchanged));
    assert!(
        unchanged.cluster().pods.keys().eq(running.cluster().pods.keys()),
        "no pod was touched"
    );
}
