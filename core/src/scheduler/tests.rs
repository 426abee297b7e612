//! Where pods go, in small clusters.

#![expect(clippy::needless_pass_by_value, reason = "cases are written where they are used")]

use super::*;
use crate::objects::Node;
use serde_json::{Value, json};

/// A node of 2 cores, 4 GiB and 10 pods in zone `a`, with `changes` merged in.
fn node(name: &str, changes: Value) -> Node {
    let mut object = json!({
        "metadata": {"name": name, "labels": {"zone": "a", "kubernetes.io/hostname": name}},
        "spec": {},
        "status": {"allocatable": {"cpu": "2", "memory": "4Gi", "ephemeral-storage": "10Gi", "pods": "10"}},
    });
    merge(&mut object, changes);
    Node::from_json(&object)
}

/// A pod of the application `name`, with `spec` as its whole spec.
fn pod(name: &str, spec: Value) -> PodRecord {
    PodRecord::from_json(&json!({
        "metadata": {"name": name, "namespace": "default", "labels": {"app": name}},
        "spec": spec,
    }))
}

/// `spec` of a pod that is bound to `node` and asks for so much cpu.
fn bound(node: &str, cpu: &str, priority: i64) -> Value {
    json!({"nodeName": node, "priority": priority, "containers": [asking(json!({"cpu": cpu}))]})
}

/// A container with these requests.
fn asking(requests: Value) -> Value {
    json!({"name": "c", "resources": {"requests": requests}})
}

fn merge(object: &mut Value, changes: Value) {
    match (object, changes) {
        (Value::Object(object), Value::Object(changes)) => {
            for (key, value) in changes {
                merge(object.entry(key).or_insert(Value::Null), value);
            }
        }
        (object, changes) => *object = changes,
    }
}

fn decide(nodes: &[Node], pods: &[PodRecord], incoming: &PodRecord, budgets: &[PodDisruptionBudget]) -> Outcome {
    let views = views(nodes, pods);
    let cluster = ClusterView {
        nodes: &views,
        total_nodes: nodes.len(),
        budgets,
    };
    schedule(&cluster, &incoming.incoming())
}

/// What the pod is told where it cannot run, without the part about preemption; empty where it can.
fn message(nodes: &[Node], pods: &[PodRecord], spec: Value) -> String {
    decide(nodes, pods, &pod("new", spec), &[]).message_without_preemption()
}

#[track_caller]
fn check_one_node(changes: Value, neighbours: &[PodRecord], spec: Value, reason: &str) {
    let expected = if reason.is_empty() {
        String::new()
    } else {
        format!("0/1 nodes are available: {reason}.")
    };
    assert_eq!(message(&[node("n", changes)], neighbours, spec), expected);
}

#[test]
fn every_filter_rejects_in_its_own_words() {
    let taint = json!({"spec": {"taints": [{"key": "gpu", "value": "yes", "effect": "NoSchedule"}]}});
    let tolerating = json!({"tolerations": [{"key": "gpu", "operator": "Exists"}]});
    check_one_node(taint.clone(), &[], json!({}), "1 node(s) had untolerated taint(s)");
    check_one_node(taint, &[], tolerating, "");
    let preferred = json!({"spec": {"taints": [{"key": "gpu", "effect": "PreferNoSchedule"}]}});
    check_one_node(preferred, &[], json!({}), "");

    let cordoned = json!({"spec": {"unschedulable": true}});
    check_one_node(cordoned.clone(), &[], json!({}), "1 node(s) were unschedulable");
    let tolerating = json!({"tolerations": [{"key": "node.kubernetes.io/unschedulable", "operator": "Exists"}]});
    check_one_node(cordoned, &[], tolerating, "");

    let elsewhere = json!({"nodeSelector": {"zone": "b"}});
    check_one_node(
        json!({}),
        &[],
        elsewhere,
        "1 node(s) didn't match Pod's node affinity/selector",
    );
    check_one_node(
        json!({"status": {"allocatable": {"pods": "0"}}}),
        &[],
        json!({}),
        "1 Too many pods",
    );
}

#[test]
fn all_resources_that_are_lacking_are_named() {
    let neighbours = [pod("old", bound("n", "1500m", 0))];
    let wants = |requests: Value| json!({"containers": [asking(requests)]});
    check_one_node(json!({}), &neighbours, wants(json!({"cpu": "500m"})), "");
    check_one_node(
        json!({}),
        &neighbours,
        wants(json!({"cpu": "501m"})),
        "1 Insufficient cpu",
    );
    let much = wants(json!({"cpu": "1", "memory": "5Gi", "ephemeral-storage": "11Gi", "example.com/gpu": "1"}));
    let all =
        "1 Insufficient cpu, 1 Insufficient ephemeral-storage, 1 Insufficient example.com/gpu, 1 Insufficient memory";
    check_one_node(json!({}), &neighbours, much, all);
    // Not a resource that the scheduler counts.
    check_one_node(json!({}), &neighbours, wants(json!({"storage": "1Ti"})), "");
}

#[test]
fn the_request_of_a_pod_is_the_most_it_needs_at_once() {
    let cpu = |millis: i64| asking(json!({"cpu": format!("{millis}m")}));
    let sidecar = |millis: i64| {
        let mut container = cpu(millis);
        container["restartPolicy"] = json!("Always");
        container
    };
    let cases = [
        (json!({"containers": [cpu(100), cpu(200)]}), 300),
        // Init containers run one by one, before the others.
        (
            json!({"containers": [cpu(100)], "initContainers": [cpu(250), cpu(150)]}),
            250,
        ),
        // A sidecar stays; those before an init container run beside it.
        (
            json!({"containers": [cpu(100)], "initContainers": [sidecar(50), cpu(60)]}),
            150,
        ),
        (
            json!({"containers": [cpu(100)], "initContainers": [sidecar(50), cpu(160)]}),
            210,
        ),
        (
            json!({"containers": [cpu(100)], "initContainers": [cpu(160), sidecar(50)]}),
            160,
        ),
        // The whole pod's request replaces the containers', the overhead comes on top.
        (
            json!({"containers": [cpu(100)], "resources": {"requests": {"cpu": "400m"}}, "overhead": {"cpu": "5m"}}),
            405,
        ),
        // Rounded up once it is summed up.
        (
            json!({"containers": [asking(json!({"cpu": "100u"})), asking(json!({"cpu": "100u"}))]}),
            1,
        ),
    ];
    for (spec, expected) in cases {
        assert_eq!(Resources::requested_by(&spec).cpu_millis, expected, "{spec}");
    }
}

#[test]
fn host_ports_conflict_by_port_protocol_and_address() {
    let with_port = |port: Value| json!({"nodeName": "n", "containers": [{"name": "c", "ports": [port]}]});
    let taken = [pod(
        "old",
        with_port(json!({"hostPort": 80, "hostIP": "10.0.0.1", "protocol": "TCP"})),
    )];
    let conflict = "1 node(s) didn't have free ports for the requested pod ports";
    let cases = [
        (json!({"hostPort": 80}), conflict),
        (json!({"hostPort": 80, "hostIP": "10.0.0.1"}), conflict),
        (json!({"hostPort": 80, "hostIP": "10.0.0.2"}), ""),
        (json!({"hostPort": 80, "protocol": "UDP"}), ""),
        (json!({"hostPort": 81}), ""),
        (json!({"containerPort": 80}), ""),
    ];
    for (port, reason) in cases {
        check_one_node(json!({}), &taken, with_port(port), reason);
    }
}

#[test]
fn a_disk_is_shared_only_by_readers() {
    let with_disk = |disk: Value| json!({"nodeName": "n", "volumes": [disk]});
    let reader = json!({"gcePersistentDisk": {"pdName": "d", "readOnly": true}});
    let writer = json!({"gcePersistentDisk": {"pdName": "d"}});
    let readers = [pod("old", with_disk(reader.clone()))];
    check_one_node(json!({}), &readers, with_disk(reader), "");
    check_one_node(
        json!({}),
        &readers,
        with_disk(writer),
        "1 node(s) had no available disk",
    );
}

#[test]
fn a_claim_that_does_not_exist_keeps_the_pod_from_every_node() {
    let claim = json!({"volumes": [{"name": "v", "persistentVolumeClaim": {"claimName": "data"}}]});
    let outcome = decide(&[node("n", json!({}))], &[], &pod("new", claim), &[]);
    let expected = "0/1 nodes are available: persistentvolumeclaim \"data\" not found. not found";
    assert_eq!(outcome.message(), expected);

    let ephemeral = json!({"volumes": [{"name": "v", "ephemeral": {}}]});
    let expected = "0/1 nodes are available: waiting for ephemeral volume controller to create the \
                    persistentvolumeclaim \"new-v\".";
    assert_eq!(message(&[node("n", json!({}))], &[], ephemeral), expected);
}

#[test]
fn pods_attract_and_repel_each_other() {
    let mut bare = node("bare", json!({}));
    bare.labels.remove("zone");
    let zone_b = json!({"metadata": {"labels": {"zone": "b"}}});
    let nodes = [node("a1", json!({})), node("b1", zone_b), bare];
    let required = |kind: &str, app: &str| {
        let terms = json!([{"labelSelector": {"matchLabels": {"app": app}}, "topologyKey": "zone"}]);
        json!({"affinity": {kind: {"requiredDuringSchedulingIgnoredDuringExecution": terms}}})
    };
    let neighbours = [pod("db", bound("a1", "1m", 0))];
    let feasible = |pods: &[PodRecord], spec: Value| match decide(&nodes, pods, &pod("new", spec), &[]).decision {
        Decision::Bind { feasible, .. } => feasible.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "),
        other => format!("{other:?}"),
    };
    assert_eq!(feasible(&neighbours, required("podAffinity", "db")), "a1");
    assert_eq!(feasible(&neighbours, required("podAntiAffinity", "db")), "b1 bare");
    // The first of a group that wants its own kind may start anywhere that has the label.
    assert_eq!(feasible(&neighbours, required("podAffinity", "new")), "a1 b1");

    let mut hermit = bound("b1", "1m", 0);
    merge(&mut hermit, required("podAntiAffinity", "new"));
    assert_eq!(feasible(&[pod("hermit", hermit)], json!({})), "a1 bare");
}

#[test]
fn a_spread_constraint_counts_where_the_pod_could_go() {
    let nodes = [
        node("a1", json!({})),
        node("b1", json!({"metadata": {"labels": {"zone": "b"}}})),
    ];
    let constraint = |changes: Value| {
        let mut constraint = json!({
            "topologyKey": "zone", "maxSkew": 1, "whenUnsatisfiable": "DoNotSchedule",
            "labelSelector": {"matchLabels": {"app": "new"}},
        });
        merge(&mut constraint, changes);
        json!({"topologySpreadConstraints": [constraint]})
    };
    let running = [pod("new", bound("a1", "1m", 0))];
    let rejected = |spec: Value| {
        let outcome = decide(&nodes, &running, &pod("new", spec), &[]);
        let names = outcome.rejections.iter().map(|rejection| rejection.node.to_string());
        names.collect::<Vec<_>>().join(" ")
    };
    assert_eq!(rejected(constraint(json!({}))), "a1");
    assert_eq!(rejected(constraint(json!({"maxSkew": 2}))), "");
    assert_eq!(rejected(constraint(json!({"whenUnsatisfiable": "ScheduleAnyway"}))), "");
    // Three zones are wanted, so the emptiest one is one that does not exist.
    assert_eq!(rejected(constraint(json!({"minDomains": 3}))), "a1");
    assert_eq!(rejected(constraint(json!({"topologyKey": "rack"}))), "a1 b1");
    // A pod that can only go to one zone does not have to share with the other.
    let mut selective = constraint(json!({}));
    merge(&mut selective, json!({"nodeSelector": {"zone": "a"}}));
    assert_eq!(rejected(selective), "b1");
}

/// A pod of priority 100 that asks for so much cpu and is pinned to `n` as the DaemonSet controller pins it.
fn urgent(cpu: &str) -> PodRecord {
    let pin = json!([{"matchFields": [{"key": "metadata.name", "operator": "In", "values": ["n"]}]}]);
    let required = json!({"requiredDuringSchedulingIgnoredDuringExecution": {"nodeSelectorTerms": pin}});
    pod(
        "new",
        json!({
            "priority": 100, "containers": [asking(json!({"cpu": cpu}))], "affinity": {"nodeAffinity": required},
        }),
    )
}

#[test]
fn the_least_important_pods_make_room_and_budgets_are_spared_if_possible() {
    let nodes = [node("n", json!({})), node("m", json!({}))];
    let low = |name: &str, priority: i64| pod(name, bound("n", "500m", priority));
    let pods = [low("keep", 50), low("low", 1), low("guarded", 0), low("equal", 100)];
    let victims = |cpu: &str, budgets: &[PodDisruptionBudget]| {
        let outcome = decide(&nodes, &pods, &urgent(cpu), budgets);
        match &outcome.decision {
            Decision::Unschedulable(Preemption::Nominated { victims, .. }) => victims
                .iter()
                .map(|(_, name)| name.to_string())
                .collect::<Vec<_>>()
                .join(" "),
            Decision::Unschedulable(Preemption::Failed { .. } | Preemption::NotEligible(_))
            | Decision::Gated { .. }
            | Decision::Bind { .. }
            | Decision::NoNodes
            | Decision::Refused(_) => outcome.message(),
        }
    };
    assert_eq!(victims("500m", &[]), "guarded");
    assert_eq!(victims("1", &[]), "low guarded");
    let budget = PodDisruptionBudget::from_json(&json!({
        "metadata": {"namespace": "default"}, "spec": {"selector": {"matchLabels": {"app": "guarded"}}},
    }));
    assert_eq!(victims("500m", std::slice::from_ref(&budget)), "low");
    assert_eq!(victims("1500m", &[budget]), "keep low guarded");
    let left_out = "1 node(s) didn't satisfy plugin(s) [NodeAffinity]. no new claims to deallocate, preemption:";
    assert_eq!(
        victims("1600m", &[]),
        format!(
            "0/2 nodes are available: 1 Insufficient cpu, {left_out} 0/2 nodes are available: 1 Insufficient cpu, 1 Preemption is not helpful for scheduling."
        )
    );
    assert_eq!(
        victims("2001m", &[]),
        format!(
            "0/2 nodes are available: 1 Insufficient cpu, {left_out} 0/2 nodes are available: 2 Preemption is not helpful for scheduling."
        )
    );
}

#[test]
fn nobody_else_is_evicted_while_a_victim_is_going() {
    let nodes = [node("n", json!({})), node("m", json!({}))];
    let mut going = pod("going", bound("n", "2", 0));
    going.termination = Termination::Preempted;
    let mut incoming = urgent("1");
    incoming.nominated_node = Some("n".into());
    let outcome = decide(&nodes, &[going], &incoming, &[]);
    // As recorded: whoever rejects the nominated node is named with those who left the others out.
    assert_eq!(
        outcome.message(),
        "0/2 nodes are available: 1 Insufficient cpu, 1 node(s) didn't satisfy plugin(s) [NodeAffinity \
         NodeResourcesFit]. no new claims to deallocate, preemption: not eligible due to a terminating pod on the \
         nominated node."
    );
}

#[test]
fn counted_reasons_are_sorted_as_strings_and_long_messages_are_cut_for_the_event() {
    let mut nodes: Vec<Node> = (0..10).map(|index| node(&format!("n{index}"), json!({}))).collect();
    nodes.push(node("cordoned", json!({"spec": {"unschedulable": true}})));
    nodes.push(node("cordoned-too", json!({"spec": {"unschedulable": true}})));
    let spec = json!({"nodeSelector": {"zone": "b"}});
    assert_eq!(
        message(&nodes, &[], spec),
        "0/12 nodes are available: 10 node(s) didn't match Pod's node affinity/selector, 2 node(s) were unschedulable."
    );
    let resources: Value = (0..40)
        .map(|index| (format!("example.com/resource-{index}"), json!("1")))
        .collect();
    let outcome = decide(
        &nodes,
        &[],
        &pod("new", json!({"containers": [asking(resources)]})),
        &[],
    );
    assert_eq!(outcome.event_message().len(), 1024);
    assert!(outcome.event_message().ends_with(" ..."));
}

#[test]
fn a_gated_pod_waits_and_an_empty_cluster_says_so() {
    let gated = json!({"schedulingGates": [{"name": "a.io/x"}, {"name": "b.io/y"}]});
    let outcome = decide(&[], &[], &pod("new", gated), &[]);
    assert_eq!(
        outcome.gate_message().as_deref(),
        Some("waiting for scheduling gates: [a.io/x b.io/y]")
    );
    assert_eq!(outcome.message(), "");
    assert_eq!(message(&[], &[], json!({})), "no nodes available to schedule pods");
}

#[test]
fn amounts_beyond_every_machine_are_compared_without_overflow() {
    let huge = json!({"containers": [asking(json!({"cpu": "9E", "memory": "99999999999999999999E"}))]});
    let mut neighbour = huge.clone();
    neighbour["nodeName"] = json!("n");
    let neighbours = [pod("x", neighbour.clone()), pod("y", neighbour)];
    check_one_node(
        json!({}),
        &neighbours,
        huge,
        "1 Insufficient cpu, 1 Insufficient memory",
    );
}
