//! Writes through the API server.

use super::*;
use crate::api::{FieldValidation, PatchType, Propagation, Reason, Request, Resource};

fn create(resource: Resource, namespace: &str, object: Value) -> Request {
    Request::Create {
        resource,
        namespace: namespace.into(),
        object,
        field_validation: FieldValidation::Strict,
    }
}

fn delete(resource: Resource, namespace: &str, name: &str, propagation: Propagation) -> Request {
    Request::Delete {
        resource,
        namespace: namespace.into(),
        name: name.into(),
        propagation,
        grace_period_seconds: None,
    }
}

fn patch(resource: Resource, namespace: &str, name: &str, patch: Value) -> Request {
    Request::Patch {
        resource,
        namespace: namespace.into(),
        name: name.into(),
        patch_type: PatchType::Strategic,
        patch,
        field_validation: FieldValidation::Strict,
    }
}

fn quota(pods: &str) -> Value {
    json!({ "apiVersion": "v1", "kind": "ResourceQuota", "metadata": { "name": "q" }, "spec": { "hard": { "pods": pods } } })
}

fn standalone(name: &str, spec: &Value) -> Value {
    let mut object = json!({
        "apiVersion": "v1", "kind": "Pod", "metadata": { "name": name, "labels": { "app": "filler" } },
        "spec": { "containers": [{ "name": "c", "image": "filler:1" }] },
    });
    for (key, value) in spec.as_object().into_iter().flatten() {
        object["spec"][key] = value.clone();
    }
    object
}

/// One request; what the server says against it, or an empty text.
fn ask(simulation: &mut Simulation, request: Request) -> String {
    let now = simulation.now();
    let mut transaction = simulation.transaction(now).unwrap();
    match transaction.request(request) {
        Ok(_) => {
            transaction.commit();
            String::new()
        }
        Err(status) => status.message,
    }
}

#[test]
fn a_refused_request_leaves_nothing_behind() {
    let mut simulation = Simulation::new(1);
    let before = (simulation.cursor(), simulation.world.clock);
    for (request, message) in [
        (
            create(
                Resource::DaemonSets,
                "demo",
                fluentd(|set| set["metadata"]["namespace"] = json!("demo")),
            ),
            "namespaces \"demo\" not found",
        ),
        (
            delete(Resource::Pods, "default", "x", Propagation::Background),
            "pods \"x\" not found",
        ),
        (
            patch(Resource::DaemonSets, "default", "x", json!({})),
            "daemonsets.apps \"x\" not found",
        ),
        (
            create(
                Resource::Pods,
                "default",
                standalone("x", &json!({ "restartPolicy": "Sometimes" })),
            ),
            "Pod \"x\" is invalid: spec.restartPolicy: Unsupported value: \"Sometimes\": supported values: \"Always\", \"OnFailure\", \"Never\"",
        ),
        (
            create(
                Resource::Pods,
                "default",
                standalone("x", &json!({ "priorityClassName": "high" })),
            ),
            "pods \"x\" is forbidden: no PriorityClass with name high was found",
        ),
        (
            create(Resource::Pods, "default", standalone("x", &json!({ "nodeNam": "a" }))),
            "Pod in version \"v1\" cannot be handled as a Pod: strict decoding error: unknown field \"spec.nodeNam\"",
        ),
        (
            delete(Resource::Namespaces, "", "default", Propagation::Background),
            "namespaces \"default\" is forbidden: this namespace may not be deleted",
        ),
    ] {
        assert_eq!(ask(&mut simulation, request), message);
        assert_eq!((simulation.cursor(), simulation.world.clock), before);
    }
}

#[test]
fn requests_of_one_command_are_undone_as_one_and_done_again_from_a_link() {
    let mut simulation = cluster(&["a"], fluentd(|_| {}));
    let now = simulation.now();
    let mut transaction = simulation.transaction(now).unwrap();
    let namespace = json!({ "apiVersion": "v1", "kind": "Namespace", "metadata": { "name": "demo" } });
    transaction
        .request(create(Resource::Namespaces, "", namespace))
        .unwrap();
    transaction
        .request(create(Resource::Pods, "demo", standalone("one", &json!({}))))
        .unwrap();
    let refused = transaction.request(create(Resource::Pods, "demo", standalone("one", &json!({}))));
    assert_eq!(refused.unwrap_err().reason, Reason::AlreadyExists);
    let command = transaction.commit().unwrap();
    assert!(settle(&mut simulation));
    assert_eq!(simulation.cluster().pods.len(), 2);
    let read: Command = serde_json::from_str(&serde_json::to_string(&command).unwrap()).unwrap();
    assert_eq!(read, command);
    let hash = simulation.trace_hash();
    assert!(simulation.undo());
    assert!(simulation.object(Resource::Namespaces, "", "demo").is_none());
    assert!(simulation.apply(read).is_empty());
    assert!(settle(&mut simulation));
    assert_eq!(simulation.trace_hash(), hash);
}

#[test]
fn a_full_quota_refuses_pods_until_it_is_raised() {
    let mut simulation = Simulation::new(1);
    simulation.apply(Command::SetNodes {
        nodes: ["a", "b", "c"].map(node).into(),
    });
    assert_eq!(
        ask(&mut simulation, create(Resource::ResourceQuotas, "default", quota("2"))),
        ""
    );
    let set = fluentd(|set| set["metadata"]["namespace"] = json!("default"));
    simulation.apply(Command::ApplyDaemonSet { daemon_set: set });
    let later = simulation.now() + Millis::seconds(10);
    simulation.run_until(later);
    assert_eq!(nodes_with_pods(&simulation).len(), 2);
    let refusal = simulation.events().find(|event| &*event.reason == "FailedCreate");
    let message = refusal.unwrap().message.clone();
    assert!(
        message.starts_with("Error creating: pods \"fluentd-elasticsearch-"),
        "{message}"
    );
    assert!(
        message.ends_with("\" is forbidden: exceeded quota: q, requested: pods=1, used: pods=2, limited: pods=2"),
        "{message}"
    );
    let used = simulation.object(Resource::ResourceQuotas, "default", "q").unwrap()["status"]["used"].clone();
    assert_eq!(used, json!({ "pods": "2" }));
    let raise = patch(
        Resource::ResourceQuotas,
        "default",
        "q",
        json!({ "spec": { "hard": { "pods": "5" } } }),
    );
    assert_eq!(ask(&mut simulation, raise), "");
    assert!(settle(&mut simulation));
    assert_eq!(nodes_with_pods(&simulation).len(), 3);
}

#[test]
fn foreground_deletion_takes_the_pods_first() {
    let mut simulation = settled(&["a", "b"], fluentd(|_| {}));
    let (namespace, name) = set_key();
    let request = delete(Resource::DaemonSets, &namespace, &name, Propagation::Foreground);
    assert_eq!(ask(&mut simulation, request), "");
    let set = simulation.object(Resource::DaemonSets, &namespace, &name).unwrap();
    assert_eq!(set["metadata"]["finalizers"], json!(["foregroundDeletion"]));
    assert_eq!(set["metadata"]["generation"], 2);
    while !simulation.cluster().pods.is_empty() {
        assert!(simulation.cluster().daemon_sets.contains_key(&set_key()));
        assert!(simulation.step());
    }
    assert!(settle(&mut simulation));
    assert!(simulation.cluster().daemon_sets.is_empty() && simulation.cluster().revisions.is_empty());
}

#[test]
fn a_finalizer_keeps_a_set_until_somebody_takes_it_away() {
    let set = fluentd(|set| set["metadata"]["finalizers"] = json!(["example.com/wait"]));
    let mut simulation = settled(&["a"], set);
    let (namespace, name) = set_key();
    ask(
        &mut simulation,
        delete(Resource::DaemonSets, &namespace, &name, Propagation::Background),
    );
    assert!(settle(&mut simulation));
    assert_eq!(simulation.cluster().pods.len(), 1, "its pods stay as long as it does");
    let free = patch(
        Resource::DaemonSets,
        &namespace,
        &name,
        json!({ "metadata": { "finalizers": null } }),
    );
    assert_eq!(ask(&mut simulation, free), "");
    assert!(settle(&mut simulation));
    assert!(simulation.cluster().daemon_sets.is_empty() && simulation.cluster().pods.is_empty());
}

#[test]
fn a_namespace_goes_after_what_is_in_it_and_takes_nothing_new() {
    let mut simulation = settled(&["a"], fluentd(|set| set["metadata"]["namespace"] = json!("demo")));
    assert_eq!(
        ask(
            &mut simulation,
            delete(Resource::Namespaces, "", "demo", Propagation::Background)
        ),
        ""
    );
    let refused = ask(
        &mut simulation,
        create(Resource::Pods, "demo", standalone("late", &json!({}))),
    );
    assert_eq!(
        refused,
        "pods \"late\" is forbidden: unable to create new content in namespace demo because it is being terminated"
    );
    assert!(settle(&mut simulation));
    assert!(simulation.cluster().pods.is_empty());
    assert!(simulation.object(Resource::Namespaces, "", "demo").is_none());
}

#[test]
fn a_pod_of_ones_own_is_scheduled_by_priority_and_goes_at_once_by_force() {
    let mut simulation = Simulation::new(1);
    simulation.apply(Command::SetNodes { nodes: vec![node("a")] });
    let class = json!({ "apiVersion": "scheduling.k8s.io/v1", "kind": "PriorityClass", "metadata": { "name": "high" }, "value": 1000 });
    ask(&mut simulation, create(Resource::PriorityClasses, "", class));
    let pod = standalone(
        "one",
        &json!({ "priorityClassName": "high", "nodeSelector": { "kubernetes.io/hostname": "a" } }),
    );
    assert_eq!(ask(&mut simulation, create(Resource::Pods, "default", pod)), "");
    assert!(settle(&mut simulation));
    let pod = simulation.object(Resource::Pods, "default", "one").unwrap();
    assert_eq!(
        (&pod["spec"]["nodeName"], &pod["spec"]["priority"]),
        (&json!("a"), &json!(1000))
    );
    assert_eq!(pod["status"]["phase"], "Running");
    let by_force = Request::Delete {
        resource: Resource::Pods,
        namespace: "default".into(),
        name: "one".into(),
        propagation: Propagation::Background,
        grace_period_seconds: Some(0),
    };
    ask(&mut simulation, by_force);
    assert!(simulation.cluster().pods.is_empty());
}

#[test]
fn an_update_of_what_somebody_else_changed_is_a_conflict() {
    let mut simulation = settled(&["a"], fluentd(|_| {}));
    let (namespace, name) = set_key();
    let read = simulation.object(Resource::DaemonSets, &namespace, &name).unwrap();
    let update = |object: &Value| Request::Update {
        resource: Resource::DaemonSets,
        namespace: namespace.clone(),
        name: name.clone(),
        object: object.clone(),
        field_validation: FieldValidation::Strict,
    };
    simulation.apply(Command::Cordon { node: "a".into() });
    let mut changed = read.clone();
    changed["metadata"]["labels"] = json!({ "team": "a" });
    assert_eq!(
        ask(&mut simulation, update(&changed)),
        "",
        "nobody has touched this object"
    );
    assert_eq!(
        ask(&mut simulation, update(&read)),
        "Operation cannot be fulfilled on daemonsets.apps \"fluentd-elasticsearch\": the object has been modified; \
         please apply your changes to the latest version and try again"
    );
}

#[test]
fn patches_of_nodes_and_pods_write_what_they_may() {
    let mut simulation = settled(&["a"], fluentd(|_| {}));
    let taint = json!({ "spec": { "taints": [{ "key": "x", "effect": "NoSchedule" }] }, "metadata": { "labels": { "l": "1" } } });
    assert_eq!(ask(&mut simulation, patch(Resource::Nodes, "", "a", taint)), "");
    let node = &simulation.cluster().nodes["a"];
    assert_eq!(
        (node.taints.len(), node.labels.get("l").map(AsRef::as_ref)),
        (1, Some("1"))
    );
    let wrong = json!({ "spec": { "taints": [{ "key": "x", "effect": "NoRun" }] } });
    assert_eq!(
        ask(&mut simulation, patch(Resource::Nodes, "", "a", wrong)),
        "Node \"a\" is invalid: metadata.taints[0].effect: Unsupported value: \"NoRun\": supported values: \"NoSchedule\", \"PreferNoSchedule\", \"NoExecute\""
    );
    let (namespace, pod) = simulation.cluster().pods.keys().next().unwrap().clone();
    let annotate = json!({ "metadata": { "annotations": { "note": "x" } } });
    assert_eq!(
        ask(&mut simulation, patch(Resource::Pods, &namespace, &pod, annotate)),
        ""
    );
    let shown = simulation.object(Resource::Pods, &namespace, &pod).unwrap();
    assert_eq!(shown["metadata"]["annotations"], json!({ "note": "x" }));
    let wrong = json!({ "spec": { "hostNetwork": true } });
    let message = ask(&mut simulation, patch(Resource::Pods, &namespace, &pod, wrong));
    assert!(
        message.contains("is invalid: spec: Forbidden: pod updates may not change fields other than"),
        "{message}"
    );
}

#[test]
fn an_import_brings_budgets_quotas_and_what_is_not_ours() {
    let budget = json!({
        "apiVersion": "policy/v1", "kind": "PodDisruptionBudget", "metadata": { "name": "b", "namespace": "default" },
        "spec": { "minAvailable": 1, "selector": { "matchLabels": { "app": "filler" } } }, "status": { "disruptionsAllowed": 7 },
    });
    let mut quota = quota("1");
    quota["metadata"]["namespace"] = json!("default");
    let mut foreign = standalone("web-x", &json!({ "nodeName": "a" }));
    foreign["metadata"]["namespace"] = json!("default");
    foreign["metadata"]["ownerReferences"] =
        json!([{ "apiVersion": "apps/v1", "kind": "ReplicaSet", "name": "web", "uid": "u", "controller": true }]);
    foreign["status"] = json!({ "phase": "Running", "conditions": [{ "type": "Ready", "status": "True" }] });
    let mut simulation = Simulation::new(1);
    simulation.apply(Command::SetNodes { nodes: vec![node("a")] });
    let import = Command::Import {
        daemon_sets: Vec::new(),
        pods: vec![foreign],
        revisions: Vec::new(),
        others: vec![budget, quota, json!({ "kind": "Secret", "apiVersion": "v1" })],
    };
    assert_eq!(simulation.apply(import), []);
    let budget = simulation
        .object(Resource::PodDisruptionBudgets, "default", "b")
        .unwrap();
    assert_eq!(
        budget["status"]["disruptionsAllowed"], 0,
        "one is there, one has to stay"
    );
    let evict = Request::Evict {
        namespace: "default".into(),
        name: "web-x".into(),
        grace_period_seconds: None,
    };
    assert_eq!(
        ask(&mut simulation, evict),
        "Cannot evict pod as it would violate the pod's disruption budget."
    );
    let one_more = create(Resource::Pods, "default", standalone("x", &json!({})));
    assert_eq!(
        ask(&mut simulation, one_more),
        "pods \"x\" is forbidden: exceeded quota: q, requested: pods=1, used: pods=1, limited: pods=1"
    );
}

/// As recorded (23a-drain): before the pod is deleted, and without the generation that was seen.
#[test]
fn the_eviction_api_says_on_the_pod_that_it_was_it() {
    let mut simulation = Simulation::new(1);
    simulation.apply(Command::SetNodes { nodes: vec![node("a")] });
    let pod = standalone("plain", &json!({ "nodeName": "a" }));
    ask(&mut simulation, create(Resource::Pods, "default", pod));
    simulation.settle(Millis::seconds(60));
    let evict = Request::Evict {
        namespace: "default".into(),
        name: "plain".into(),
        grace_period_seconds: None,
    };
    ask(&mut simulation, evict);
    let pod = simulation.object(Resource::Pods, "default", "plain").unwrap();
    assert!(pod["metadata"]["deletionTimestamp"].is_string(), "{pod}");
    let conditions = pod["status"]["conditions"].as_array().unwrap();
    let disruption = conditions.last().unwrap();
    assert_eq!(
        ["type", "status", "reason", "message"].map(|name| &disruption[name]),
        [
            "DisruptionTarget",
            "True",
            "EvictionByEvictionAPI",
            "Eviction API: evicting"
        ]
    );
    assert!(disruption.get("observedGeneration").is_none());
}
