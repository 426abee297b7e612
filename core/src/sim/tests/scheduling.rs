//! The scheduler in time: who is tried when, what wakes it, and whom it evicts.

use super::*;
use crate::api::{FieldValidation, Request, Resource};

/// A node of the recorded scenarios: two cores.
fn small(name: &str) -> Node {
    Node::from_json(&json!({
        "metadata": { "name": name, "labels": { "kubernetes.io/hostname": name } },
        "status": { "allocatable": { "cpu": "2", "memory": "8Gi", "pods": "110" } },
    }))
}

/// A pod of nobody that asks for a node by its host name.
pub(super) fn filler(name: &str, node: &str, cpu: &str, change: impl FnOnce(&mut Value)) -> Value {
    let mut pod = json!({
        "metadata": { "name": name, "namespace": "default", "uid": format!("uid-of-{name}"), "labels": { "app": "filler" } },
        "spec": {
            "nodeSelector": { "kubernetes.io/hostname": node },
            "terminationGracePeriodSeconds": 3,
            "containers": [{ "name": "c", "image": "filler:v1", "resources": { "requests": { "cpu": cpu } } }],
        },
    });
    change(&mut pod);
    pod
}

pub(super) fn agent(cpu: &str, change: impl FnOnce(&mut Value)) -> Command {
    let daemon_set = fluentd(|set| {
        set["spec"]["template"]["spec"]["containers"][0]["resources"] = json!({ "requests": { "cpu": cpu } });
        change(set);
    });
    Command::ApplyDaemonSet { daemon_set }
}

pub(super) fn put(pods: Vec<Value>) -> Command {
    Command::Import {
        daemon_sets: vec![],
        pods,
        revisions: vec![],
        others: vec![],
    }
}

pub(super) fn with_nodes(names: &[&str]) -> Simulation {
    let mut simulation = Simulation::new(1);
    let nodes = names.iter().map(|name| small(name)).collect();
    assert!(simulation.apply(Command::SetNodes { nodes }).is_empty());
    simulation
}

pub(super) fn run(simulation: &mut Simulation, seconds: i64) {
    let until = simulation.now() + Millis::seconds(seconds);
    simulation.run_until(until);
}

pub(super) fn messages<'s>(simulation: &'s Simulation, reason: &str) -> Vec<&'s str> {
    let events = simulation.events().filter(|event| &*event.reason == reason);
    events.map(|event| &*event.message).collect()
}

fn pod<'s>(simulation: &'s Simulation, name: &str) -> &'s Pod {
    let named = simulation.cluster().pods.values().find(|pod| *pod.name == *name);
    named.expect("the pod is there")
}

/// The one pod of the set that is not bound.
pub(super) fn pending(simulation: &Simulation) -> &Pod {
    let mut unbound = simulation.cluster().pods.values().filter(|pod| pod.node_name.is_none());
    unbound.next().expect("a pod waits")
}

fn condition<'v>(object: &'v Value, kind: &str) -> &'v Value {
    let conditions = object["status"]["conditions"].as_array().expect("conditions");
    conditions
        .iter()
        .find(|condition| condition["type"] == kind)
        .expect("the condition is there")
}

/// Recorded in scenario 16: one attempt, then none until the other pod has ended, and that one succeeds at once.
#[test]
fn a_pod_that_lacks_cpu_is_bound_as_soon_as_another_has_ended() {
    let mut simulation = with_nodes(&["node-1", "node-2", "node-3"]);
    simulation.apply(put(vec![filler("filler", "node-2", "1800m", |_| {})]));
    assert!(settle(&mut simulation));
    simulation.apply(agent("500m", |_| {}));
    assert!(settle(&mut simulation));
    let message = "0/3 nodes are available: 1 Insufficient cpu, 2 node(s) didn't satisfy plugin(s) [NodeAffinity]. no new \
         claims to deallocate, preemption: 0/3 nodes are available: 1 No preemption victims found for incoming pod, 2 \
         Preemption is not helpful for scheduling.";
    assert_eq!(messages(&simulation, "FailedScheduling"), [message]);
    let waiting = pending(&simulation);
    assert_eq!(waiting.runtime.unschedulable.as_deref(), Some(message));
    let key = (waiting.namespace.clone(), waiting.name.clone());
    simulation.apply(Command::DeletePod {
        namespace: "default".into(),
        name: "filler".into(),
    });
    assert!(settle(&mut simulation));
    assert_eq!(messages(&simulation, "FailedScheduling").len(), 1);
    assert_eq!(simulation.cluster().pods[&key].node_name.as_deref(), Some("node-2"));
    let object = simulation.pod_object(&key).unwrap();
    assert_eq!(condition(&object, "PodScheduled")["status"], "True");
}

#[test]
fn what_cannot_help_does_not_make_the_scheduler_try_again() {
    let mut simulation = with_nodes(&["node-1"]);
    simulation.apply(put(vec![filler("filler", "node-1", "1800m", |_| {})]));
    settle(&mut simulation);
    simulation.apply(agent("500m", |_| {}));
    settle(&mut simulation);
    let attempts = |simulation: &Simulation| {
        let events = simulation.recorded_events();
        let failed = events.filter(|recorded| &*recorded.event.reason == "FailedScheduling");
        failed.map(|recorded| recorded.count(simulation.now()).0).sum::<u32>()
    };
    assert_eq!(attempts(&simulation), 1);
    simulation.apply(Command::SetLabel {
        node: "node-1".into(),
        key: "colour".into(),
        value: "red".into(),
    });
    settle(&mut simulation);
    assert_eq!(attempts(&simulation), 1, "a label gives no cpu");
    let mut larger = small("node-1");
    larger.allocatable = Arc::new([("cpu".into(), 2100), ("pods".into(), 110_000)].into());
    simulation.apply(Command::SetNodes { nodes: vec![larger] });
    settle(&mut simulation);
    assert_eq!(attempts(&simulation), 2, "more cpu might have been enough");
    assert!(pending(&simulation).runtime.unschedulable.is_some());
}

#[test]
fn after_five_minutes_a_pod_is_tried_again_though_nothing_has_changed() {
    let mut simulation = with_nodes(&["node-1"]);
    simulation.apply(agent("3", |_| {}));
    assert!(settle(&mut simulation), "waiting for the next attempt is rest");
    assert!(simulation.next_time().is_some());
    run(&mut simulation, 340);
    let failed: Vec<_> = simulation
        .event_objects()
        .into_iter()
        .filter(|event| event["reason"] == "FailedScheduling")
        .collect();
    assert_eq!(
        failed.len(),
        2,
        "the pod has got a condition in between, so it is another object"
    );
    run(&mut simulation, 330);
    let events = simulation.event_objects();
    let table = crate::kubectl::list_events(&events, false, simulation.now());
    assert!(table.contains("(x2 over 5m30s)"), "{table}");
}

/// Recorded in scenario 18.
#[test]
fn a_pod_of_higher_priority_makes_room_and_is_bound_when_its_victims_have_ended() {
    let mut simulation = with_nodes(&["node-1", "node-2"]);
    simulation.apply(put(vec![
        filler("low-1", "node-1", "1500m", |_| {}),
        filler("low-2", "node-2", "1500m", |_| {}),
    ]));
    settle(&mut simulation);
    simulation.apply(agent("1", |set| {
        set["spec"]["template"]["spec"]["priorityClassName"] = json!("system-node-critical");
    }));
    simulation.run_until(simulation.now() + Millis(300));
    let message = "0/2 nodes are available: 1 Insufficient cpu, 1 node(s) didn't satisfy plugin(s) [NodeAffinity].";
    assert_eq!(messages(&simulation, "FailedScheduling"), [message, message]);
    let waiting = pending(&simulation);
    assert_eq!(waiting.runtime.nominated_node, waiting.affinity_node);
    let low = pod(&simulation, "low-1");
    assert!(low.is_terminating());
    let object = simulation
        .pod_object(&(low.namespace.clone(), low.name.clone()))
        .unwrap();
    let target = condition(&object, "DisruptionTarget");
    assert_eq!(target["reason"], "PreemptionByScheduler");
    assert_eq!(
        target["message"],
        "default-scheduler: preempting to accommodate a higher priority pod"
    );
    let preemptors: Vec<String> = simulation
        .cluster()
        .pods
        .values()
        .filter(|pod| pod.node_name.is_none())
        .map(|pod| {
            let node = pod.affinity_node.as_deref().unwrap_or_default();
            format!("Preempted by pod {} on node {node}", pod.uid)
        })
        .collect();
    assert_eq!(messages(&simulation, "Preempted"), preemptors);
    assert!(settle(&mut simulation));
    assert_eq!(nodes_with_pods(&simulation), ["node-1", "node-2"]);
    assert!(
        pods(&simulation)
            .iter()
            .all(|pod| pod.ready && pod.runtime.nominated_node.is_none())
    );
}

/// Recorded in scenario 18: room is made for one pod after the other, so its victims do not end at the same time, and the
/// first that ends wakes both that wait.
#[test]
fn of_two_that_make_room_the_second_is_tried_too_early() {
    let mut simulation = with_nodes(&["node-1", "node-2"]);
    let kubelets = ScriptedKubelets {
        start_ms: 1500,
        ready_ms: 1000,
        stop_ms: 2500,
        ..ScriptedKubelets::default()
    };
    simulation.apply(Command::SetKubelets {
        kubelets: Some(kubelets),
    });
    simulation.apply(put(vec![
        filler("low-1", "node-1", "1500m", |_| {}),
        filler("low-2", "node-2", "1500m", |_| {}),
    ]));
    settle(&mut simulation);
    simulation.apply(agent("1", |set| {
        set["spec"]["template"]["spec"]["priorityClassName"] = json!("system-node-critical");
    }));
    assert!(settle(&mut simulation));
    let refusals = messages(&simulation, "FailedScheduling");
    assert_eq!(refusals.len(), 3);
    assert!(refusals[2].ends_with("not eligible due to a terminating pod on the nominated node."));
    let deleted = simulation.steps().iter().filter_map(|step| {
        let mut changes = step.changes.iter();
        changes
            .any(|change| matches!(change, Change::PodTerminating { .. }))
            .then_some(step.time)
    });
    let deleted: Vec<_> = deleted.collect();
    assert_eq!(deleted[1] - deleted[0], Millis(20));
}

#[test]
fn who_waits_for_its_victims_is_told_so_when_it_is_tried_too_early() {
    let mut simulation = with_nodes(&["node-1", "node-2"]);
    simulation.apply(put(vec![
        filler("low", "node-1", "1500m", |_| {}),
        filler("other", "node-2", "100m", |_| {}),
    ]));
    settle(&mut simulation);
    simulation.apply(agent("1", |set| {
        set["spec"]["template"]["spec"]["priorityClassName"] = json!("system-node-critical");
    }));
    simulation.run_until(simulation.now() + Millis(300));
    // A pod that goes anywhere wakes who lacked something.
    simulation.apply(Command::FailPod {
        message: "".into(),
        namespace: "default".into(),
        name: "other".into(),
        reason: "Evicted".into(),
    });
    simulation.run_until(simulation.now() + Millis(100));
    assert_eq!(
        messages(&simulation, "FailedScheduling")[1],
        "0/2 nodes are available: 1 Insufficient cpu, 1 node(s) didn't satisfy plugin(s) [NodeAffinity NodeResourcesFit]. \
         no new claims to deallocate, preemption: not eligible due to a terminating pod on the nominated node."
    );
    assert_eq!(pending(&simulation).runtime.nominated_node.as_deref(), Some("node-1"));
}

#[test]
fn of_two_pods_that_wait_the_more_important_one_is_tried_first() {
    let mut simulation = with_nodes(&["node-1"]);
    simulation.apply(put(vec![filler("first", "node-1", "2", |_| {})]));
    settle(&mut simulation);
    simulation.apply(put(vec![
        filler("old", "node-1", "1500m", |_| {}),
        filler("urgent", "node-1", "1500m", |pod| {
            pod["spec"]["priority"] = json!(10);
            pod["spec"]["preemptionPolicy"] = json!("Never");
        }),
    ]));
    settle(&mut simulation);
    simulation.apply(Command::DeletePod {
        namespace: "default".into(),
        name: "first".into(),
    });
    settle(&mut simulation);
    assert!(pod(&simulation, "urgent").node_name.is_some());
    assert!(pod(&simulation, "old").node_name.is_none());
    assert!(
        messages(&simulation, "FailedScheduling")
            .iter()
            .any(|message| message.ends_with("preemption: not eligible due to preemptionPolicy=Never."))
    );
}

#[test]
fn a_gated_pod_is_not_tried_until_its_gates_are_gone() {
    let mut simulation = with_nodes(&["node-1"]);
    let gated = filler("gated", "node-1", "1", |pod| {
        pod["spec"]["schedulingGates"] = json!([{ "name": "example.com/wait" }]);
    });
    simulation.apply(put(vec![gated]));
    assert!(settle(&mut simulation));
    assert_eq!(messages(&simulation, "FailedScheduling"), [""; 0]);
    let object = simulation.pod_object(&("default".into(), "gated".into())).unwrap();
    let scheduled = condition(&object, "PodScheduled");
    assert_eq!(scheduled["reason"], "SchedulingGated");
    assert_eq!(
        scheduled["message"],
        "Scheduling is blocked due to non-empty scheduling gates"
    );
    simulation.apply(put(vec![filler("gated", "node-1", "1", |_| {})]));
    settle(&mut simulation);
    assert_eq!(pod(&simulation, "gated").node_name.as_deref(), Some("node-1"));
}

#[test]
fn a_pod_of_another_scheduler_is_never_bound() {
    let mut simulation = with_nodes(&["node-1"]);
    simulation.apply(agent("1", |set| {
        set["spec"]["template"]["spec"]["schedulerName"] = json!("my-scheduler");
    }));
    assert!(settle(&mut simulation));
    run(&mut simulation, 3600);
    assert!(pending(&simulation).runtime.unschedulable.is_none());
    assert_eq!(messages(&simulation, "FailedScheduling"), [""; 0]);
}

/// Semantics 12, row 32: it stays where its pin says, and goes when the node does.
#[test]
fn a_daemon_pod_waits_for_its_own_node_though_others_are_empty() {
    let mut simulation = with_nodes(&["node-1", "node-2"]);
    simulation.apply(put(vec![filler("filler", "node-1", "1800m", |_| {})]));
    settle(&mut simulation);
    simulation.apply(agent("500m", |_| {}));
    settle(&mut simulation);
    assert_eq!(pending(&simulation).affinity_node.as_deref(), Some("node-1"));
    simulation.apply(Command::DeleteNode { name: "node-1".into() });
    run(&mut simulation, 120);
    assert!(
        pods(&simulation)
            .iter()
            .all(|pod| pod.node_name.as_deref() == Some("node-2"))
    );
}

#[test]
fn pods_of_nobody_take_room_on_the_nodes_they_are_put_on() {
    let mut simulation = with_nodes(&["node-1", "node-2"]);
    let pod = ForeignPod {
        cpu: Some("700m".into()),
        host_ports: vec![],
        ..ForeignPod::default()
    };
    let run_pods = |nodes: &[&str], pod: &ForeignPod, replicas| Command::RunPods {
        nodes: nodes.iter().map(|node| Arc::from(*node)).collect(),
        pod: pod.clone(),
        replicas,
    };
    assert_eq!(simulation.apply(run_pods(&["node-1"], &pod, 2)), []);
    assert!(settle(&mut simulation));
    assert_eq!(nodes_with_pods(&simulation), ["node-1", "node-1"]);
    simulation.apply(agent("700m", |_| {}));
    assert!(settle(&mut simulation));
    assert_eq!(pending(&simulation).affinity_node.as_deref(), Some("node-1"));
    let bound = ForeignPod {
        bound: true,
        ..pod.clone()
    };
    assert_eq!(simulation.apply(run_pods(&[], &bound, 1)), []);
    let scheduled = messages(&simulation, "Scheduled").len();
    assert!(settle(&mut simulation));
    assert_eq!(
        messages(&simulation, "Scheduled").len(),
        scheduled,
        "nobody asks the scheduler"
    );
    let wrong = ForeignPod {
        cpu: Some("much".into()),
        ..ForeignPod::default()
    };
    assert_eq!(simulation.apply(run_pods(&[], &wrong, 1))[0].path, "cpu");
    assert_eq!(
        simulation.apply(run_pods(&["node-9"], &pod, 1))[0].message,
        "nodes \"node-9\" not found"
    );
}

/// Semantics 12, row 20: with a host port a second pod has no place beside the first, surge or not.
#[test]
fn surge_with_a_host_port_stays_pending_and_says_why() {
    surge_stays_pending(|spec| spec["containers"][0]["ports"][0]["hostPort"] = json!(8080));
}

/// The API server gives pods on the host's network the host ports that their template does not name.
#[test]
fn surge_on_the_hosts_network_stays_pending_too() {
    surge_stays_pending(|spec| spec["hostNetwork"] = json!(true));
}

fn surge_stays_pending(take_port: fn(&mut Value)) {
    let mut simulation = with_nodes(&["node-1", "node-2"]);
    let with_port = |image: &str| {
        let image = image.to_owned();
        move |set: &mut Value| {
            set["spec"]["updateStrategy"] =
                json!({ "type": "RollingUpdate", "rollingUpdate": { "maxSurge": 1, "maxUnavailable": 0 } });
            let container = &mut set["spec"]["template"]["spec"]["containers"][0];
            container["image"] = json!(image);
            container["ports"] = json!([{ "containerPort": 8080, "protocol": "TCP" }]);
            take_port(&mut set["spec"]["template"]["spec"]);
        }
    };
    simulation.apply(agent("100m", with_port("agent:v1")));
    assert!(settle(&mut simulation));
    simulation.apply(agent("100m", with_port("agent:v2")));
    assert!(settle(&mut simulation));
    let waiting = pending(&simulation).runtime.unschedulable.clone().unwrap();
    assert!(
        waiting.starts_with(
            "0/2 nodes are available: 1 node(s) didn't have free ports for the requested pod ports, 1 node(s) didn't \
             satisfy plugin(s) [NodeAffinity]."
        ),
        "{waiting}"
    );
    let why = crate::explain::why(
        &simulation,
        &set_key(),
        pending(&simulation).affinity_node.as_deref().unwrap(),
        crate::language::Language::English,
    )
    .unwrap();
    let said: Vec<&str> = why.chain.iter().map(|link| &*link.text).collect();
    assert!(
        said.iter()
            .any(|text| text.contains("already has the host port 0.0.0.0:8080/TCP")),
        "{said:?}"
    );
}

/// Of two pods that are worth the same, the one goes that no disruption budget guards, though it has run longer.
#[test]
fn preemption_spares_whom_a_disruption_budget_guards() {
    let mut simulation = with_nodes(&["node-1"]);
    let guarded = |name: &str, app: &str| {
        filler(name, "node-1", "700m", |pod| {
            pod["metadata"]["labels"] = json!({ "app": app });
        })
    };
    simulation.apply(put(vec![guarded("older", "free")]));
    settle(&mut simulation);
    simulation.apply(put(vec![guarded("younger", "guarded")]));
    settle(&mut simulation);
    let budget = json!({
        "apiVersion": "policy/v1",
        "kind": "PodDisruptionBudget",
        "metadata": { "name": "budget", "namespace": "default" },
        "spec": { "minAvailable": 1, "selector": { "matchLabels": { "app": "guarded" } } },
    });
    let create = Request::Create {
        resource: Resource::PodDisruptionBudgets,
        namespace: "default".into(),
        object: budget,
        field_validation: FieldValidation::default(),
    };
    assert_eq!(simulation.apply(Command::Requests { requests: vec![create] }), []);
    simulation.apply(agent("1", |set| {
        set["spec"]["template"]["spec"]["priorityClassName"] = json!("system-node-critical");
    }));
    simulation.run_until(simulation.now() + Millis(300));
    let terminating: Vec<&str> = pods(&simulation)
        .iter()
        .filter(|pod| pod.is_terminating())
        .map(|pod| &*pod.name)
        .collect();
    assert_eq!(terminating, ["older"]);
}
