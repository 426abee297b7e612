//! What comes back, or goes, at an awkward moment: each of these was found by the chaos test.

use super::*;
use crate::api::{Propagation, Request, Resource};

fn behave(behavior: Option<Behavior>) -> Command {
    Command::SetBehavior {
        image: "fluentd".into(),
        node: None,
        behavior,
    }
}

fn delete_foreground(simulation: &mut Simulation) {
    let (namespace, name) = set_key();
    let requests = vec![Request::Delete {
        resource: Resource::DaemonSets,
        namespace,
        name,
        propagation: Propagation::Foreground,
        grace_period_seconds: None,
    }];
    assert!(simulation.apply(Command::Requests { requests }).is_empty());
}

/// An image is mended while a kubelet is silent: its pod feels that when the kubelet speaks again.
#[test]
fn a_pod_feels_what_was_mended_while_its_kubelet_was_silent() {
    let mut simulation = cluster(&["node-1"], fluentd(|_| {}));
    simulation.apply(behave(Some(Behavior::NeverReady)));
    assert!(settle(&mut simulation) && !pods(&simulation)[0].ready);
    simulation.apply(Command::SilenceKubelet { node: "node-1".into() });
    assert!(settle(&mut simulation));
    simulation.apply(behave(None));
    assert!(settle(&mut simulation) && !pods(&simulation)[0].ready);
    simulation.apply(Command::ResumeKubelet { node: "node-1".into() });
    assert!(settle(&mut simulation) && pods(&simulation)[0].ready);
}

/// A node is deleted and joins again before its pods are collected: its kubelet goes on with them, with one that it had not
/// heard of and with one that was being stopped.
#[test]
fn a_node_that_joins_again_looks_after_the_pods_it_had() {
    let mut simulation = cluster(&["node-1"], fluentd(|_| {}));
    while pods(&simulation).first().is_none_or(|pod| pod.node_name.is_none()) {
        assert!(simulation.step());
    }
    let rejoin = |simulation: &mut Simulation| {
        simulation.apply(Command::DeleteNode { name: "node-1".into() });
        simulation.run_until(simulation.now() + Millis::seconds(5));
        let findings = simulation.apply(Command::AddNode {
            node: node("node-1"),
            ready_after_ms: None,
        });
        assert!(findings.is_empty() && settle(simulation));
    };
    rejoin(&mut simulation);
    assert!(pods(&simulation)[0].ready);

    let name = pods(&simulation)[0].name.clone();
    let namespace = "kube-system".into();
    simulation.apply(Command::DeletePod { namespace, name });
    assert!(pods(&simulation)[0].is_terminating());
    rejoin(&mut simulation);
    assert!(pods(&simulation).len() == 1 && pods(&simulation)[0].ready);
}

/// A pod that fails while it is being deleted has nothing left to stop: its object goes.
#[test]
fn a_pod_that_fails_while_it_terminates_is_removed() {
    let mut simulation = settled(&["node-1"], fluentd(|_| {}));
    let old = pods(&simulation)[0].name.clone();
    let namespace: Arc<str> = "kube-system".into();
    simulation.apply(Command::DeletePod {
        namespace: namespace.clone(),
        name: old.clone(),
    });
    simulation.apply(Command::FailPod {
        namespace,
        name: old.clone(),
        reason: "Evicted".into(),
        message: "".into(),
    });
    assert!(settle(&mut simulation));
    assert_eq!(pods(&simulation).len(), 1);
    assert_ne!(pods(&simulation)[0].name, old);
}

/// A probe that is due in eleven days, of a pod that is gone before: nobody waits for it.
#[test]
fn a_timer_of_a_pod_that_is_gone_keeps_nobody_waiting() {
    let set = fluentd(|set| {
        set["spec"]["template"]["spec"]["containers"][0]["readinessProbe"] =
            json!({ "exec": { "command": ["true"] }, "initialDelaySeconds": 1_000_000, "periodSeconds": 10 });
    });
    let mut simulation = cluster(&["node-1"], set);
    simulation.run_until(simulation.now() + Millis::seconds(60));
    assert!(!simulation.is_steady());
    let (namespace, name) = set_key();
    simulation.apply(Command::DeleteDaemonSet {
        namespace,
        name,
        orphan: false,
    });
    assert!(settle(&mut simulation));
    assert!(pods(&simulation).is_empty());
}

/// However many pods go at once, the garbage collector looks at their owner once.
#[test]
fn an_owner_is_looked_at_once_when_many_pods_go_at_the_same_time() {
    let names: Vec<String> = (0..40).map(|index| format!("node-{index}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let mut simulation = cluster(&names, fluentd(|_| {}));
    // None of them is bound yet, so none needs to be stopped.
    simulation.step();
    assert_eq!(pods(&simulation).len(), 40);
    delete_foreground(&mut simulation);
    while !pods(&simulation).is_empty() && simulation.step() {}
    let looks = simulation
        .pending()
        .filter(|(_, event)| matches!(event, Event::CollectDependents { .. }));
    assert_eq!(looks.count(), 1);
    assert!(settle(&mut simulation) && simulation.cluster().daemon_sets.is_empty());
}

/// `kubectl apply` says nothing of finalizers, so a set that waits for its pods goes on waiting, and then goes.
#[test]
fn a_set_that_is_applied_while_it_is_being_deleted_goes_all_the_same() {
    let mut simulation = settled(&["node-1"], fluentd(|_| {}));
    delete_foreground(&mut simulation);
    simulation.apply(Command::ApplyDaemonSet {
        daemon_set: with_image("v2.6.0"),
    });
    let set = simulation.daemon_set_object(&set_key()).unwrap();
    assert_eq!(set["metadata"]["finalizers"], json!(["foregroundDeletion"]));
    assert!(set["metadata"]["deletionTimestamp"].is_string());
    assert!(settle(&mut simulation) && simulation.cluster().daemon_sets.is_empty());
}

/// API objects have no words for the year 10000: what is due then never happens, and the clock stops before it.
#[test]
fn time_ends_with_the_year_9999() {
    let set = fluentd(|set| {
        set["spec"]["template"]["spec"]["containers"][0]["readinessProbe"] = json!({
            "exec": { "command": ["true"] }, "periodSeconds": i32::MAX, "successThreshold": i32::MAX,
        });
    });
    let mut simulation = cluster(&["node-1"], set);
    assert!(simulation.settle(Millis(i64::MAX)).steady);
    assert!(simulation.now() < SimTime::LAST && !pods(&simulation)[0].ready);
    simulation.wait_until(SimTime(i64::MAX));
    assert_eq!(simulation.now().to_string(), "9999-12-31T23:59:59Z");
}
