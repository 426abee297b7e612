//! The life of a pod's containers: images, init containers, probes, hooks, restarts, ends (semantics 9.8).

use super::*;
use crate::objects::PodPhase;

/// The course's DaemonSet with a changed pod spec.
fn with_spec(change: impl FnOnce(&mut Value)) -> Value {
    fluentd(|set| change(&mut set["spec"]["template"]["spec"]))
}

fn with_container(change: impl FnOnce(&mut Value)) -> Value {
    with_spec(|spec| change(&mut spec["containers"][0]))
}

fn break_image(part: &str, behavior: Behavior) -> Command {
    Command::SetBehavior {
        image: part.into(),
        node: None,
        behavior: Some(behavior),
    }
}

/// Runs until the condition holds for the pod's whole object, and returns when that is.
fn when(simulation: &mut Simulation, condition: impl Fn(&Value) -> bool) -> SimTime {
    for _ in 0..2000 {
        let keys: Vec<_> = simulation.cluster().pods.keys().cloned().collect();
        if keys.iter().any(|key| condition(&simulation.pod_object(key).unwrap())) {
            return simulation.now();
        }
        assert!(simulation.step(), "nothing happens any more");
    }
    panic!("it never comes to that");
}

fn object(simulation: &Simulation) -> Value {
    let key = simulation.cluster().pods.keys().next().unwrap();
    simulation.pod_object(key).unwrap()
}

fn state(object: &Value, container: usize) -> &Value {
    &object["status"]["containerStatuses"][container]
}

fn is_ready(object: &Value) -> bool {
    state(object, 0)["ready"] == true
}

fn is_running(object: &Value) -> bool {
    state(object, 0)["state"]["running"].is_object()
}

fn reasons(simulation: &Simulation) -> Vec<String> {
    let kubelets = simulation.events().filter(|event| event.source == "kubelet");
    kubelets.map(|event| event.reason.to_string()).collect()
}

fn delete_first(simulation: &mut Simulation) {
    let (namespace, name) = simulation.cluster().pods.keys().next().unwrap().clone();
    assert!(simulation.apply(Command::DeletePod { namespace, name }).is_empty());
}

/// A plain pod is pulled, created and started, and its next one on the node finds the image there.
#[test]
fn a_start_is_told_in_events_and_the_second_finds_the_image() {
    let mut simulation = settled(&["a"], fluentd(|_| {}));
    assert_eq!(reasons(&simulation), ["Pulling", "Pulled", "Created", "Started"]);
    delete_first(&mut simulation);
    assert!(settle(&mut simulation));
    let all = reasons(&simulation);
    assert_eq!(all[4..], ["Killing", "Pulled", "Created", "Started"]);
    assert!(
        simulation
            .events()
            .any(|event| event.message.ends_with("already present on machine"))
    );
    let status = &object(&simulation)["status"];
    assert_eq!(status["podIP"], "10.244.0.3");
    assert_eq!(status["observedGeneration"], 1);
}

/// A pod of the uniform kind stores nothing of its containers, whatever it has been through.
#[test]
fn a_pod_that_runs_undisturbed_stores_no_container() {
    let set = with_spec(|spec| {
        spec["containers"][0]["readinessProbe"] = json!({ "initialDelaySeconds": 5 });
        let second = json!({ "name": "second", "image": "other:1" });
        spec["containers"].as_array_mut().unwrap().push(second);
    });
    let simulation = settled(&["a"], set);
    let pod = pods(&simulation)[0];
    assert!(pod.ready && pod.runtime.life.is_none() && pod.runtime.wake.is_none());
    assert_eq!(state(&object(&simulation), 1)["ready"], true);
}

#[test]
fn readiness_comes_at_the_first_tick_after_the_initial_delay_and_so_many_successes() {
    for (probe, seconds) in [
        (json!({}), 0),
        (json!({ "initialDelaySeconds": 5, "periodSeconds": 10 }), 10),
        (json!({ "initialDelaySeconds": 5, "periodSeconds": 3 }), 6),
        (json!({ "periodSeconds": 4, "successThreshold": 3 }), 8),
    ] {
        let set = with_container(|container| container["readinessProbe"] = probe.clone());
        let mut simulation = cluster(&["a"], set);
        let running = when(&mut simulation, is_running);
        let ready = when(&mut simulation, is_ready);
        assert_eq!((ready - running).0 / 1000, seconds, "{probe}");
    }
}

#[test]
fn init_containers_run_one_after_the_other_and_a_sidecar_stays() {
    let set = with_spec(|spec| {
        spec["initContainers"] = json!([
            { "name": "first", "image": "first:1" },
            { "name": "side", "image": "side:1", "restartPolicy": "Always",
              "startupProbe": { "periodSeconds": 5, "initialDelaySeconds": 5 } },
            { "name": "last", "image": "last:1" },
        ]);
    });
    let mut simulation = cluster(&["a"], set);
    let init = |object: &Value, index: usize| object["status"]["initContainerStatuses"][index]["state"].clone();
    when(&mut simulation, |object| init(object, 0)["running"].is_object());
    assert_eq!(init(&object(&simulation), 1)["waiting"]["reason"], "PodInitializing");
    assert_eq!(
        state(&object(&simulation), 0)["state"]["waiting"]["reason"],
        "PodInitializing"
    );
    let side = when(&mut simulation, |object| init(object, 1)["running"].is_object());
    assert_eq!(init(&object(&simulation), 0)["terminated"]["reason"], "Completed");
    let last = when(&mut simulation, |object| init(object, 2)["running"].is_object());
    assert!(
        last - side > Millis::seconds(5),
        "the startup probe of the sidecar holds the next back"
    );
    assert!(settle(&mut simulation));
    let object = object(&simulation);
    assert!(init(&object, 1)["running"].is_object() && is_ready(&object));
    assert_eq!(object["status"]["phase"], "Running");
}

#[test]
fn an_init_container_that_fails_is_tried_again_and_the_pod_stays_pending() {
    let set = with_spec(|spec| spec["initContainers"] = json!([{ "name": "setup", "image": "setup:1" }]));
    let mut simulation = Simulation::new(1);
    simulation.apply(break_image("setup", Behavior::Crashes { after_seconds: 1 }));
    simulation.apply(Command::SetNodes { nodes: vec![node("a")] });
    simulation.apply(Command::ApplyDaemonSet { daemon_set: set });
    when(&mut simulation, |object| {
        object["status"]["initContainerStatuses"][0]["state"]["waiting"]["reason"] == "CrashLoopBackOff"
    });
    assert_eq!(object(&simulation)["status"]["phase"], "Pending");
    let initialized = &object(&simulation)["status"]["conditions"][1];
    assert_eq!(initialized["reason"], "ContainersNotInitialized");
}

#[test]
fn a_crash_loop_waits_ten_twenty_forty_seconds_and_keeps_the_last_state() {
    let mut simulation = settled(&["a"], fluentd(|_| {}));
    simulation.apply(break_image("fluentd", Behavior::Crashes { after_seconds: 2 }));
    let mut starts = Vec::new();
    for count in 1..=5 {
        starts.push(when(&mut simulation, |object| {
            state(object, 0)["restartCount"] == count
        }));
    }
    let pauses: Vec<_> = starts.windows(2).map(|pair| (pair[1] - pair[0]).0 / 1000).collect();
    assert_eq!(pauses, [12, 22, 42, 82], "two seconds of running and the back-off");
    when(&mut simulation, |object| {
        state(object, 0)["state"]["waiting"]["reason"] == "CrashLoopBackOff"
    });
    let object = object(&simulation);
    let message = state(&object, 0)["state"]["waiting"]["message"].as_str().unwrap();
    assert!(
        message.starts_with("back-off 2m40s restarting failed container=fluentd-elasticsearch pod="),
        "{message}"
    );
    assert_eq!(state(&object, 0)["lastState"]["terminated"]["exitCode"], 1);
    assert!(reasons(&simulation).contains(&"BackOff".to_owned()));
}

#[test]
fn an_image_that_cannot_be_pulled_is_tried_again_with_growing_pauses() {
    let mut simulation = Simulation::new(1);
    simulation.apply(break_image("fluentd", Behavior::PullFails));
    simulation.apply(Command::SetNodes { nodes: vec![node("a")] });
    simulation.apply(Command::ApplyDaemonSet {
        daemon_set: fluentd(|_| {}),
    });
    when(&mut simulation, |object| {
        state(object, 0)["state"]["waiting"]["reason"] == "ErrImagePull"
    });
    when(&mut simulation, |object| {
        state(object, 0)["state"]["waiting"]["reason"] == "ImagePullBackOff"
    });
    let begun = simulation.now();
    simulation.run_until(begun + Millis::seconds(100));
    let life = pods(&simulation)[0].runtime.life.clone().unwrap();
    let failures = life.containers[0].back_off.map(|(failures, _)| failures);
    assert_eq!(failures, Some(4), "at once, after 10, 20 and 40 s");
    let heal = Command::SetBehavior {
        image: "fluentd".into(),
        node: None,
        behavior: None,
    };
    simulation.apply(heal);
    assert!(settle(&mut simulation));
    assert!(is_ready(&object(&simulation)));
}

#[test]
fn an_image_that_may_not_be_pulled_has_to_be_there() {
    let set = with_container(|container| container["imagePullPolicy"] = json!("Never"));
    let simulation = settled(&["a"], set);
    let object = object(&simulation);
    assert_eq!(state(&object, 0)["state"]["waiting"]["reason"], "ErrImageNeverPull");
}

#[test]
fn a_hanging_process_is_restarted_by_its_liveness_probe_and_by_nothing_else() {
    for (probe, restarts) in [
        (Some(json!({ "periodSeconds": 10, "failureThreshold": 3 })), 1),
        (None, 0),
    ] {
        let set = with_container(|container| {
            if let Some(probe) = probe {
                container["livenessProbe"] = probe;
            }
        });
        let mut simulation = settled(&["a"], set);
        simulation.apply(break_image("fluentd", Behavior::Hangs { after_seconds: 0 }));
        let broken = simulation.now();
        simulation.run_until(broken + Millis::seconds(36));
        assert_eq!(pods(&simulation)[0].runtime.restarts, restarts);
    }
}

#[test]
fn a_startup_probe_gives_a_slow_process_the_time_that_liveness_does_not() {
    let liveness = json!({ "periodSeconds": 5, "failureThreshold": 2 });
    let slow = |startup: Option<Value>| {
        let set = with_container(|container| {
            container["livenessProbe"] = liveness.clone();
            if let Some(startup) = startup {
                container["startupProbe"] = startup;
            }
        });
        let mut simulation = Simulation::new(1);
        simulation.apply(break_image("fluentd", Behavior::Slow { start_seconds: 20 }));
        simulation.apply(Command::SetNodes { nodes: vec![node("a")] });
        simulation.apply(Command::ApplyDaemonSet { daemon_set: set });
        simulation.run_until(simulation.now() + Millis::seconds(60));
        pods(&simulation)[0].runtime.restarts
    };
    assert!(slow(None) >= 2, "killed before it is up, again and again");
    assert_eq!(slow(Some(json!({ "periodSeconds": 5, "failureThreshold": 10 }))), 0);
    assert!(
        slow(Some(json!({ "periodSeconds": 5, "failureThreshold": 2 }))) >= 1,
        "too little time"
    );
}

#[test]
fn a_readiness_gate_keeps_the_pod_unready_until_somebody_opens_it() {
    let set = with_spec(|spec| spec["readinessGates"] = json!([{ "conditionType": "example.com/wired" }]));
    let mut simulation = settled(&["a"], set);
    assert!(!pods(&simulation)[0].ready);
    let conditions = object(&simulation)["status"]["conditions"].clone();
    assert_eq!(conditions[2]["reason"], "ReadinessGatesNotReady");
    assert_eq!(conditions[3]["status"], "True", "the containers are ready");
    let (namespace, name) = simulation.cluster().pods.keys().next().unwrap().clone();
    simulation.apply(Command::SetPodCondition {
        namespace,
        name,
        condition: "example.com/wired".into(),
        status: true,
    });
    assert!(pods(&simulation)[0].ready);
    assert!(settle(&mut simulation));
    assert_eq!(status(&simulation).number_available, 1);
}

#[test]
fn a_hook_before_the_end_counts_within_the_grace_period() {
    for (sleep, grace, phase, seconds) in [
        (5, 30, "Succeeded", 5),
        (60, 10, "Succeeded", 10),
        (0, 30, "Succeeded", 0),
    ] {
        let set = with_spec(|spec| {
            spec["terminationGracePeriodSeconds"] = json!(grace);
            spec["containers"][0]["lifecycle"] = json!({ "preStop": { "sleep": { "seconds": sleep } } });
        });
        let mut simulation = settled(&["a"], set);
        delete_first(&mut simulation);
        let deleted = simulation.now();
        let ended = when(&mut simulation, |object| object["status"]["phase"] == phase);
        let took = (ended - deleted).0;
        assert!(
            (seconds * 1000..seconds * 1000 + 2000).contains(&took),
            "{took} ms with a sleep of {sleep} s"
        );
    }
}

#[test]
fn a_sidecar_ends_after_the_containers_it_serves() {
    let set = with_spec(|spec| {
        spec["initContainers"] = json!([{ "name": "side", "image": "side:1", "restartPolicy": "Always" }]);
    });
    let mut simulation = settled(&["a"], set);
    delete_first(&mut simulation);
    when(&mut simulation, |object| {
        state(object, 0)["state"]["terminated"].is_object()
    });
    let dying = object(&simulation);
    assert!(dying["status"]["initContainerStatuses"][0]["state"]["running"].is_object());
    assert_eq!(dying["metadata"]["deletionGracePeriodSeconds"], 30);
    assert!(settle(&mut simulation));
    assert_eq!(pods(&simulation)[0].phase, PodPhase::Running);
}

#[test]
fn a_pod_that_is_deleted_before_it_has_started_fails_and_goes_at_once() {
    let mut simulation = cluster(&["a"], fluentd(|_| {}));
    when(&mut simulation, |object| {
        object["status"]["containerStatuses"].is_array()
    });
    delete_first(&mut simulation);
    let deleted = simulation.now();
    when(&mut simulation, |object| object["status"]["phase"] == "Failed");
    assert!(simulation.now() - deleted <= Millis(100));
    let object = object(&simulation);
    assert_eq!(
        state(&object, 0)["state"]["terminated"]["reason"],
        "ContainerStatusUnknown"
    );
}

/// Row 35 of what people believe: a failed pod of a DaemonSet is not restarted but replaced, with growing pauses.
#[test]
fn a_failed_pod_is_replaced_by_the_controller_not_restarted_by_the_kubelet() {
    let mut simulation = settled(&["a"], fluentd(|_| {}));
    let (namespace, name) = simulation.cluster().pods.keys().next().unwrap().clone();
    simulation.apply(Command::FailPod {
        namespace,
        name: name.clone(),
        reason: "Evicted".into(),
        message: "".into(),
    });
    assert!(settle(&mut simulation));
    assert_ne!(pods(&simulation)[0].name, name);
    assert_eq!(pods(&simulation)[0].runtime.restarts, 0);
    assert!(simulation.events().any(|event| &*event.reason == "FailedDaemonPod"));
}
