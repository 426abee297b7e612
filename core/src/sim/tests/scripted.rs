//! Kubelets at a fixed pace, as those of the recorded control planes.

use super::*;
use crate::objects::PodPhase;

fn scripted() -> Command {
    Command::SetKubelets {
        kubelets: serde_json::from_value(json!({
            "startMs": 1500, "readyMs": 1000, "stopMs": 2000,
            "perImage": [
                { "match": "slow", "readyMs": 6000 },
                { "match": "crash", "behaviour": "crash" },
                { "match": "neverready", "behaviour": "neverready" },
                { "match": "badpull", "behaviour": "badpull" },
            ],
        }))
        .unwrap(),
    }
}

fn started_with(tag: &str, change: impl FnOnce(&mut Value)) -> Simulation {
    let mut simulation = Simulation::new(1);
    simulation.apply(scripted());
    simulation.apply(Command::SetNodes { nodes: vec![node("a")] });
    let mut set = with_image(tag);
    change(&mut set);
    simulation.apply(Command::ApplyDaemonSet { daemon_set: set });
    simulation
}

/// Runs until the only pod satisfies `condition`, and returns when.
fn when(simulation: &mut Simulation, condition: impl Fn(&Pod) -> bool) -> SimTime {
    while !pods(simulation).iter().any(|pod| condition(pod)) {
        assert!(simulation.step(), "it never comes to that");
    }
    simulation.now()
}

#[test]
fn a_pod_starts_becomes_ready_and_stops_after_exactly_the_times_of_the_script() {
    for (tag, ready_ms) in [("v1", 1000), ("slow", 6000)] {
        let mut simulation = started_with(tag, |set| {
            set["spec"]["template"]["spec"]["containers"][0]["readinessProbe"] = json!({ "initialDelaySeconds": 30 });
        });
        let creating = when(&mut simulation, |pod| pod.runtime.waiting.is_some());
        let running = when(&mut simulation, |pod| pod.phase == PodPhase::Running);
        assert_eq!(running - creating, Millis(1500));
        assert!(!pods(&simulation)[0].ready);
        let ready = when(&mut simulation, |pod| pod.ready);
        assert_eq!(ready - running, Millis(ready_ms), "whatever its probe says");
        let name = pods(&simulation)[0].name.clone();
        simulation.apply(Command::DeletePod {
            namespace: "kube-system".into(),
            name,
        });
        let ended = when(&mut simulation, |pod| pod.phase == PodPhase::Succeeded);
        assert_eq!(ended - ready, Millis(2000));
    }
}

#[test]
fn a_stop_longer_than_the_grace_period_ends_in_failure() {
    let mut simulation = started_with("v1", |set| {
        set["spec"]["template"]["spec"]["terminationGracePeriodSeconds"] = json!(1);
    });
    let ready = when(&mut simulation, |pod| pod.ready);
    let name = pods(&simulation)[0].name.clone();
    simulation.apply(Command::DeletePod {
        namespace: "kube-system".into(),
        name,
    });
    let ended = when(&mut simulation, |pod| pod.phase == PodPhase::Failed);
    assert_eq!(ended - ready, Millis(1000));
}

#[test]
fn images_misbehave_as_the_script_says_and_a_change_of_script_can_be_undone() {
    let mut simulation = started_with("badpull", |_| {});
    when(&mut simulation, |pod| {
        pod.runtime.waiting.as_deref() == Some("ImagePullBackOff")
    });
    let mut simulation = started_with("neverready", |_| {});
    when(&mut simulation, |pod| pod.phase == PodPhase::Running);
    simulation.run_until(simulation.now() + Millis::seconds(60));
    assert!(pods(&simulation).iter().all(|pod| !pod.ready));
    let mut simulation = started_with("crash", |_| {});
    when(&mut simulation, |pod| pod.runtime.restarts == 2);
    simulation.apply(Command::SetKubelets { kubelets: None });
    assert!(simulation.world.scripted.is_none());
    simulation.undo();
    assert!(simulation.world.scripted.is_some());
}

#[test]
fn a_kubelet_that_was_silent_carries_out_the_deletion_it_missed() {
    let mut simulation = started_with("v1", |_| {});
    when(&mut simulation, |pod| pod.ready);
    simulation.apply(Command::SilenceKubelet { node: "a".into() });
    simulation.run_until(simulation.now() + Millis::seconds(60));
    let name = pods(&simulation)[0].name.clone();
    simulation.apply(Command::DeletePod {
        namespace: "kube-system".into(),
        name,
    });
    simulation.run_until(simulation.now() + Millis::seconds(100));
    assert!(pods(&simulation)[0].is_terminating());
    simulation.apply(Command::ResumeKubelet { node: "a".into() });
    let back = simulation.now();
    let ended = when(&mut simulation, |pod| pod.phase == PodPhase::Succeeded);
    assert_eq!(ended - back, Millis(2000));
}
