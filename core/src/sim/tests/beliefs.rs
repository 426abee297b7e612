//! What people believe of DaemonSets and the scheduler, and what is the case (semantics 12).

use super::scheduling::{agent, filler, messages, pending, put, run, with_nodes};
use super::*;

/// Semantics 12, row 8: the controller ignores such a taint, and the scheduler has no other node to prefer.
#[test]
fn prefer_no_schedule_keeps_no_daemon_pod_away() {
    let mut simulation = with_nodes(&["node-1", "node-2"]);
    simulation.apply(Command::SetTaint {
        node: "node-1".into(),
        taint: Taint {
            key: "busy".into(),
            value: "".into(),
            effect: TaintEffect::PreferNoSchedule,
            time_added: None,
        },
    });
    simulation.apply(agent("100m", |_| {}));
    assert!(settle(&mut simulation));
    assert_eq!(nodes_with_pods(&simulation), ["node-1", "node-2"]);
    assert_eq!(status(&simulation).number_available, 2);
}

/// Semantics 12, row 11: the scheduler is not asked, so nobody looks for room before the kubelet does.
#[test]
fn a_node_name_in_the_template_leads_past_the_scheduler_into_the_kubelets_refusal() {
    let mut simulation = with_nodes(&["node-1", "node-2"]);
    simulation.apply(put(vec![filler("filler", "node-1", "1800m", |_| {})]));
    settle(&mut simulation);
    simulation.apply(agent("500m", |set| {
        set["spec"]["template"]["spec"]["nodeName"] = json!("node-1");
    }));
    run(&mut simulation, 60);
    assert_eq!(status(&simulation).desired_number_scheduled, 1);
    assert_eq!(messages(&simulation, "FailedScheduling"), [""; 0]);
    assert_eq!(
        messages(&simulation, "Scheduled").len(),
        1,
        "only the other pod was bound"
    );
    let failures = messages(&simulation, "FailedDaemonPod").len();
    assert!(
        (3..10).contains(&failures),
        "made again with growing pauses: {failures}"
    );
    assert!(!messages(&simulation, "OutOfcpu").is_empty());
}

/// Semantics 12, row 33: without a priority class a daemon pod has to make room for others.
#[test]
fn a_daemon_pod_without_a_priority_class_is_evicted_for_a_more_important_one() {
    let mut simulation = with_nodes(&["node-1"]);
    simulation.apply(agent("1500m", |_| {}));
    assert!(settle(&mut simulation));
    let pod = ForeignPod {
        cpu: Some("1".into()),
        priority: 1000,
        ..ForeignPod::default()
    };
    simulation.apply(Command::RunPods {
        nodes: vec!["node-1".into()],
        pod,
        replicas: 1,
    });
    assert!(settle(&mut simulation));
    assert_eq!(messages(&simulation, "Preempted").len(), 1);
    let waiting = pending(&simulation);
    assert!(waiting.controller.is_some(), "the daemon pod that was made anew waits");
    assert_eq!(status(&simulation).number_ready, 0);
}

/// Semantics 12, row 36.
#[test]
fn the_node_selector_column_shows_no_affinity() {
    let mut simulation = with_nodes(&["node-1"]);
    simulation.apply(agent("100m", |set| {
        let spec = &mut set["spec"]["template"]["spec"];
        spec["nodeSelector"] = json!({ "kubernetes.io/hostname": "node-1" });
        spec["affinity"] = json!({ "nodeAffinity": { "requiredDuringSchedulingIgnoredDuringExecution": {
            "nodeSelectorTerms": [{ "matchExpressions": [{ "key": "gpu", "operator": "DoesNotExist" }] }],
        } } });
    }));
    assert!(settle(&mut simulation));
    let objects = [simulation.daemon_set_object(&set_key()).unwrap()];
    let table =
        crate::kubectl::get::daemon_sets(&objects, simulation.now()).text(&crate::kubectl::get::Options::default());
    assert!(table.contains("kubernetes.io/hostname=node-1"), "{table}");
    assert!(!table.contains("gpu"), "{table}");
}

#[test]
fn why_nobody_binds_a_pod_is_told_for_gates_and_for_other_schedulers() {
    let told = |field: &str, value: Value| {
        let mut simulation = with_nodes(&["node-1"]);
        simulation.apply(agent("100m", |set| set["spec"]["template"]["spec"][field] = value));
        assert!(settle(&mut simulation));
        let why = crate::explain::why(&simulation, &set_key(), "node-1", crate::language::Language::English).unwrap();
        let name = pending(&simulation).name.to_string();
        why.chain.last().unwrap().text.replace(&name, "POD")
    };
    assert_eq!(
        told("schedulingGates", json!([{ "name": "example.com/wait" }])),
        "POD is not tried until its scheduling gates are removed."
    );
    assert_eq!(
        told("schedulerName", json!("mine")),
        "POD asks for a scheduler that does not run here, so nobody binds it."
    );
}
