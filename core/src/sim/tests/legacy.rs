//! The same cluster before v1.12: the controller places its pods itself.

use super::scheduling::{agent, filler, messages, put, run, with_nodes};
use super::*;
use crate::objects::SchedulingMode;

fn before() -> Command {
    Command::SetSchedulingMode {
        mode: SchedulingMode::DaemonSetController,
    }
}

/// Semantics 12, row 3: no Pending stage, nobody asks the scheduler.
#[test]
fn the_controller_writes_the_node_into_the_pod() {
    let mut simulation = with_nodes(&["node-1", "node-2"]);
    simulation.apply(before());
    simulation.apply(agent("1", |_| {}));
    while pods(&simulation).is_empty() {
        assert!(simulation.step());
    }
    assert!(pods(&simulation).iter().all(|pod| pod.node_name.is_some()));
    assert!(settle(&mut simulation));
    assert_eq!(nodes_with_pods(&simulation), ["node-1", "node-2"]);
    assert_eq!(messages(&simulation, "Scheduled"), [""; 0]);
    assert_eq!(status(&simulation).number_available, 2);
    let key = simulation.cluster().pods.keys().next().unwrap().clone();
    let object = simulation.pod_object(&key).unwrap();
    assert_eq!(object["spec"]["nodeName"], "node-1");
    assert_eq!(object["spec"]["affinity"], Value::Null, "nothing pins it");
}

#[test]
fn where_a_pod_does_not_fit_there_is_none_and_current_stays_behind_desired() {
    let mut simulation = with_nodes(&["node-1", "node-2"]);
    simulation.apply(before());
    simulation.apply(put(vec![filler("filler", "node-1", "1800m", |_| {})]));
    settle(&mut simulation);
    simulation.apply(agent("500m", |_| {}));
    assert!(settle(&mut simulation));
    let status = status(&simulation);
    assert_eq!(
        (status.desired_number_scheduled, status.current_number_scheduled),
        (2, 1)
    );
    assert_eq!(
        messages(&simulation, "FailedPlacement"),
        [
            "failed to place pod on \"node-1\": Node didn't have enough resource: cpu, requested: 500, used: 1800, capacity: \
             2000"
        ]
    );
}

#[test]
fn room_that_others_leave_is_noticed_at_the_next_sync_only() {
    let mut simulation = with_nodes(&["node-1"]);
    simulation.apply(before());
    simulation.apply(put(vec![filler("filler", "node-1", "1800m", |_| {})]));
    settle(&mut simulation);
    simulation.apply(agent("500m", |_| {}));
    settle(&mut simulation);
    simulation.apply(Command::DeletePod {
        namespace: "default".into(),
        name: "filler".into(),
    });
    assert!(settle(&mut simulation));
    run(&mut simulation, 600);
    assert!(pods(&simulation).is_empty(), "nothing tells the controller");
    simulation.apply(agent("500m", |set| {
        set["metadata"]["annotations"] = json!({ "touched": "true" });
    }));
    assert!(settle(&mut simulation));
    assert_eq!(nodes_with_pods(&simulation), ["node-1"]);
}

#[test]
fn priority_evicts_nobody() {
    let mut simulation = with_nodes(&["node-1"]);
    simulation.apply(before());
    simulation.apply(put(vec![filler("low", "node-1", "1500m", |_| {})]));
    settle(&mut simulation);
    simulation.apply(agent("1", |set| {
        set["spec"]["template"]["spec"]["priorityClassName"] = json!("system-node-critical");
    }));
    assert!(settle(&mut simulation));
    assert_eq!(nodes_with_pods(&simulation), ["node-1"]);
    assert_eq!(messages(&simulation, "Preempted"), [""; 0]);
    assert_eq!(status(&simulation).current_number_scheduled, 0);
}

#[test]
fn the_mode_can_be_changed_at_any_time_and_taken_back() {
    let mut simulation = with_nodes(&["node-1", "node-2"]);
    simulation.apply(put(vec![filler("filler", "node-1", "1800m", |_| {})]));
    settle(&mut simulation);
    simulation.apply(before());
    simulation.apply(agent("500m", |_| {}));
    settle(&mut simulation);
    assert_eq!(status(&simulation).current_number_scheduled, 1);
    simulation.apply(Command::SetSchedulingMode {
        mode: SchedulingMode::DefaultScheduler,
    });
    assert!(settle(&mut simulation));
    assert_eq!(status(&simulation).current_number_scheduled, 2);
    assert_eq!(messages(&simulation, "FailedScheduling").len(), 1);
    assert!(simulation.undo());
    assert_eq!(
        simulation.cluster().scheduling_mode,
        SchedulingMode::DaemonSetController
    );
    assert!(settle(&mut simulation));
    assert_eq!(status(&simulation).current_number_scheduled, 1);
}

#[test]
fn both_modes_tell_the_same_story_and_say_where_they_differ() {
    let mut simulation = with_nodes(&["node-1", "node-2"]);
    simulation.apply(put(vec![filler("filler", "node-1", "1800m", |_| {})]));
    settle(&mut simulation);
    simulation.apply(agent("500m", |_| {}));
    settle(&mut simulation);
    let on_node_2 = simulation
        .cluster()
        .pods
        .values()
        .find(|pod| pod.node_name.as_deref() == Some("node-2"));
    let (namespace, name) = on_node_2.map(|pod| (pod.namespace.clone(), pod.name.clone())).unwrap();
    simulation.apply(Command::DeletePod { namespace, name });
    settle(&mut simulation);
    let mut both = both_modes(&simulation);
    assert_eq!(both.refused, [], "a pod is found in both by its set and node");
    assert_eq!(
        *both.today.cluster(),
        *simulation.cluster(),
        "today's is the story that was told"
    );
    // Names decide how long pods take to start, and they are not the same in both.
    both.go_to(simulation.now() + Millis::seconds(60));
    let comparison = both.compare();
    let differing: Vec<_> = comparison
        .nodes
        .iter()
        .filter(|node| node.differs)
        .map(|node| &*node.node)
        .collect();
    assert_eq!(differing, ["node-1"]);
    let here = &comparison.nodes[0];
    let of = |pods: &Option<Vec<PodState>>| pods.iter().flatten().filter(|pod| &*pod.of != "filler").count();
    assert_eq!(
        (of(&here.today), of(&here.before)),
        (1, 0),
        "pending today, not there before"
    );
    let set = &comparison.sets[0];
    let current = |status: Option<DaemonSetStatus>| status.unwrap().current_number_scheduled;
    assert_eq!((current(set.today), current(set.before)), (2, 1));
    let reasons: Vec<_> = comparison.events.iter().map(|event| &*event.reason).collect();
    assert_eq!(
        reasons,
        [
            "Created",
            "FailedPlacement",
            "FailedScheduling",
            "Killing",
            "Pulled",
            "Pulling",
            "Scheduled",
            "Started",
            "SuccessfulCreate"
        ],
        "what the kubelets tell differs with the pods they have"
    );
    let moments = both.moments();
    assert!(moments.windows(2).all(|pair| pair[0] < pair[1]));
    both.go_to(EPOCH);
    assert!(both.compare().sets.is_empty());
}

#[test]
fn why_there_is_no_pod_is_told_as_the_controller_saw_it() {
    let mut simulation = with_nodes(&["node-1"]);
    simulation.apply(before());
    simulation.apply(put(vec![filler("filler", "node-1", "1800m", |_| {})]));
    settle(&mut simulation);
    simulation.apply(agent("500m", |_| {}));
    settle(&mut simulation);
    let why = crate::explain::why(&simulation, &set_key(), "node-1", crate::language::Language::English).unwrap();
    assert!(why.should_run);
    let said: Vec<&str> = why.chain.iter().map(|link| &*link.text).collect();
    assert_eq!(
        said,
        [
            "The template asks nothing of a node, and this one has no taint.",
            "The pod asks for 500m cpu; of 2, others have been given 1800m.",
            "The controller looks for room itself, as before v1.12, and found none. There is no pod object at all, only the \
             event FailedPlacement.",
        ]
    );
    assert!(
        why.advice
            .iter()
            .any(|advice| advice.starts_with("Nobody tells the controller"))
    );
}
