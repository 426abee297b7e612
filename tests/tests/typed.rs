//! Every object that the simulation shows is one that Kubernetes v1.36 has: the typed objects of `k8s-openapi` read it,
//! and writing them gives the same JSON. A field that does not exist, or has another type, does not survive that.

use everynode_core::objects::{Node, ObjectKey};
use everynode_core::sim::{Command, Simulation};
use everynode_core::time::Millis;
use k8s_openapi::api::apps::v1::{ControllerRevision, DaemonSet};
use k8s_openapi::api::core::v1;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

const MANIFEST: &str = "
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: agent, namespace: demo, labels: {team: storage}}
spec:
  selector: {matchLabels: {app: agent}}
  updateStrategy: {rollingUpdate: {maxUnavailable: 50%}}
  template:
    metadata: {labels: {app: agent}, annotations: {note: 'yes'}}
    spec:
      hostNetwork: true
      priorityClassName: system-node-critical
      tolerations: [{operator: Exists, effect: NoSchedule}]
      affinity:
        nodeAffinity:
          preferredDuringSchedulingIgnoredDuringExecution:
          - {weight: 1, preference: {matchExpressions: [{key: zone, operator: In, values: [a]}]}}
      containers:
      - name: agent
        image: agent:1
        ports: [{containerPort: 9100}]
        resources: {limits: {cpu: 500m, memory: 64Mi}}
        readinessProbe: {httpGet: {port: 9100}}
        env: [{name: NODE, valueFrom: {fieldRef: {fieldPath: spec.nodeName}}}]
        volumeMounts: [{name: root, mountPath: /host, readOnly: true}]
      volumes: [{name: root, hostPath: {path: /}}]
";

fn same<T: Serialize + DeserializeOwned>(object: &Value) {
    let typed: T = serde_json::from_value(object.clone()).unwrap_or_else(|error| panic!("{error} in {object:#}"));
    assert_eq!(
        without_empty(serde_json::to_value(&typed).expect("typed objects are plain data")),
        without_empty(object.clone())
    );
}

/// Absent, null and empty are one in Kubernetes' JSON.
fn without_empty(value: Value) -> Value {
    match value {
        Value::Object(map) => {
            let members = map.into_iter().map(|(key, value)| (key, without_empty(value)));
            Value::Object(members.filter(|(_, value)| !is_empty(value)).collect())
        }
        Value::Array(items) => Value::Array(items.into_iter().map(without_empty).collect()),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value,
    }
}

fn is_empty(value: &Value) -> bool {
    value.is_null() || *value == json!({}) || *value == json!([])
}

fn check(simulation: &Simulation, set: &ObjectKey) {
    let cluster = simulation.cluster();
    same::<DaemonSet>(&simulation.daemon_set_object(set).expect("the set exists"));
    cluster
        .pods
        .keys()
        .for_each(|key| same::<v1::Pod>(&simulation.pod_object(key).expect("the pod exists")));
    cluster
        .nodes
        .values()
        .for_each(|node| same::<v1::Node>(&node.to_json()));
    let events = simulation.event_objects();
    events.iter().for_each(same::<v1::Event>);
    cluster
        .revisions
        .values()
        .for_each(|revision| same::<ControllerRevision>(&revision.to_json()));
}

#[test]
fn every_object_of_a_rollout_is_a_kubernetes_object() {
    let review = everynode_core::admission::review_manifest(MANIFEST, None);
    assert!(review.is_allowed(), "{:?}", review.diagnostics);
    let node = |name: &str| {
        Node::from_json(&json!({
            "metadata": { "name": name, "labels": { "zone": "a" } },
            "spec": { "taints": [{ "key": "k", "effect": "NoSchedule" }] },
        }))
    };
    let mut simulation = Simulation::new(5);
    simulation.apply(Command::SetNodes {
        nodes: vec![node("a"), node("b"), node("c")],
    });
    let mut daemon_set = review.stored.expect("the manifest is accepted");
    simulation.apply(Command::ApplyDaemonSet {
        daemon_set: daemon_set.clone(),
    });
    let set = ("demo".into(), "agent".into());
    let mut steps = 0;
    while simulation.step() {
        check(&simulation, &set);
        steps += 1;
    }
    daemon_set["spec"]["template"]["spec"]["containers"][0]["image"] = json!("agent:2");
    simulation.apply(Command::ApplyDaemonSet { daemon_set });
    while simulation
        .next_time()
        .is_some_and(|time| time - everynode_core::sim::EPOCH < Millis::seconds(600))
    {
        simulation.step();
        check(&simulation, &set);
        steps += 1;
    }
    assert!(steps > 30, "only {steps} steps");
}
