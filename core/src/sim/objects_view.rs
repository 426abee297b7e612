//! The full API objects, built when somebody looks at them.

use super::{Simulation, latency, names, pod_status};
use crate::controller;
use crate::manifest::defaulting;
use crate::objects::{ObjectKey, Pod, PodPhase, PodRuntime};
use serde_json::{Map, Value, json};

impl Simulation {
    /// The whole `v1.Pod` as `kubectl get pod -o yaml` would show it: the template, what the controller added, what the
    /// API server defaulted, and the status that scheduler and kubelet report.
    pub fn pod_object(&self, key: &ObjectKey) -> Option<Value> {
        let pod = self.cluster().pods.get(key)?;
        Some(self.whole_pod(pod))
    }

    /// The same at each station of its way: who wrote, and what the object was after that. The first is the template as
    /// it is stored, and the last is the pod as it is.
    pub fn pod_stations(&self, key: &ObjectKey) -> Option<Vec<(Author, Value)>> {
        let pod = self.cluster().pods.get(key)?;
        let is_daemon = pod.controller.as_ref().is_some_and(|owner| &*owner.kind == "DaemonSet");
        let template = pod
            .template
            .as_ref()
            .map_or(Value::Null, |template| template.json.clone());
        let mut stations = vec![(Author::Template, template)];
        let new = as_created(pod);
        let mut request = requested(pod);
        if is_daemon {
            let is_placed = pod.affinity_node.is_none() && pod.node_name.is_some();
            if let Some(spec) = request.get_mut("spec").and_then(as_object).filter(|_| is_placed) {
                bind(spec, pod);
            }
            stations.push((Author::Controller, request.clone()));
        }
        let stored = self.stored(request, &new);
        stations.push((Author::ApiServer, self.observed(stored.clone(), &new)));
        let seen = [
            (Author::Scheduler, as_scheduled(pod)),
            (Author::Kubelet, as_reported(pod)),
            (Author::NodeControllers, undeleted(pod)),
            (Author::ApiServer, (**pod).clone()),
        ];
        for (author, pod) in seen {
            let mut object = stored.clone();
            if let Some(spec) = object.get_mut("spec").and_then(as_object) {
                bind(spec, &pod);
            }
            if let Some(metadata) = object.get_mut("metadata").and_then(as_object) {
                mark_deleted(metadata, &pod);
            }
            stations.push((author, self.observed(object, &pod)));
        }
        Some(stations)
    }

    fn whole_pod(&self, pod: &Pod) -> Value {
        let mut object = self.stored(requested(pod), pod);
        if let Some(spec) = object.get_mut("spec").and_then(as_object) {
            bind(spec, pod);
        }
        if let Some(metadata) = object.get_mut("metadata").and_then(as_object) {
            mark_deleted(metadata, pod);
        }
        self.observed(object, pod)
    }

    /// What the API server makes of the request: an identity, defaults, what admission adds.
    fn stored(&self, mut object: Value, pod: &Pod) -> Value {
        object["apiVersion"] = json!("v1");
        object["kind"] = json!("Pod");
        if let Some(metadata) = object.get_mut("metadata").and_then(as_object) {
            metadata.insert("name".into(), json!(pod.name));
            metadata.insert("namespace".into(), json!(pod.namespace));
            metadata.insert("uid".into(), json!(pod.uid));
            metadata.insert("creationTimestamp".into(), json!(pod.created.to_string()));
            metadata.insert("generation".into(), json!(1));
            metadata.insert("resourceVersion".into(), json!(self.cursor().to_string()));
        }
        defaulting::default_pod(&mut object);
        if let Some(spec) = object.get_mut("spec").and_then(as_object) {
            admit(spec, pod);
        }
        object
    }

    /// The object with its status.
    fn observed(&self, mut object: Value, pod: &Pod) -> Value {
        if let Some(spec) = object.get("spec").and_then(Value::as_object) {
            object["status"] = pod_status::status(&self.world, pod, spec);
        }
        object
    }

    /// The whole `apps/v1.DaemonSet` with its status.
    pub fn daemon_set_object(&self, key: &ObjectKey) -> Option<Value> {
        let set = self.cluster().daemon_sets.get(key)?;
        let mut object = (*set.json).clone();
        let mut status = serde_json::to_value(set.status).ok()?;
        drop_zeros(
            &mut status,
            &[
                "updatedNumberScheduled",
                "numberAvailable",
                "numberUnavailable",
                "collisionCount",
                "observedGeneration",
            ],
        );
        let object_map = as_object(&mut object)?;
        object_map.insert("status".into(), status);
        // Only an object with one can be updated. The store's version at this moment stands for that of the last write.
        let metadata = as_object(object_map.get_mut("metadata")?)?;
        metadata
            .entry("resourceVersion")
            .or_insert_with(|| json!(self.cursor().to_string()));
        Some(object)
    }
}

/// Who writes into a pod.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Author {
    /// Whoever wrote the template, or the pod itself.
    Template,
    /// The DaemonSet controller.
    Controller,
    /// The API server: defaults, admission, identity.
    ApiServer,
    /// The scheduler.
    Scheduler,
    /// The kubelet.
    Kubelet,
    /// The controllers that look after nodes and evict from them.
    NodeControllers,
}

/// What the create request held.
fn requested(pod: &Pod) -> Value {
    match &pod.template {
        Some(template) => controller::pod_from_template(pod, template),
        None => json!({ "metadata": { "labels": pod.labels.to_json() }, "spec": {} }),
    }
}

/// The pod when nobody had looked at it yet.
fn as_created(pod: &Pod) -> Pod {
    Pod {
        node_name: None,
        deletion: None,
        deletion_grace: None,
        phase: PodPhase::Pending,
        ready: false,
        ready_transition: None,
        reason: "".into(),
        message: "".into(),
        runtime: PodRuntime::default(),
        ..pod.clone()
    }
}

/// The pod as the scheduler left it.
fn as_scheduled(pod: &Pod) -> Pod {
    let runtime = &pod.runtime;
    Pod {
        node_name: pod.node_name.clone(),
        runtime: PodRuntime {
            unschedulable: runtime.unschedulable.clone(),
            unschedulable_since: runtime.unschedulable_since,
            nominated_node: runtime.nominated_node.clone(),
            preempted: runtime.preempted,
            bound: runtime.bound.or(runtime.acknowledged),
            ..PodRuntime::default()
        },
        ..as_created(pod)
    }
}

/// The pod as its kubelet reports it.
fn as_reported(pod: &Pod) -> Pod {
    let mut reported = undeleted(pod);
    reported.ready |= reported.runtime.unheard.is_some();
    reported.runtime.unheard = None;
    reported.runtime.disruption = None;
    reported
}

/// The pod as if nobody had deleted it.
fn undeleted(pod: &Pod) -> Pod {
    Pod {
        deletion: None,
        deletion_grace: None,
        ..pod.clone()
    }
}

fn bind(spec: &mut Map<String, Value>, pod: &Pod) {
    if let Some(node) = &pod.node_name {
        spec.insert("nodeName".into(), json!(node));
    }
}

fn mark_deleted(metadata: &mut Map<String, Value>, pod: &Pod) {
    if let Some(deletion) = pod.deletion {
        let grace = pod.deletion_grace.map_or(0, |grace| grace.0 / 1000);
        metadata.insert("generation".into(), json!(pod_status::generation(pod)));
        metadata.insert("deletionTimestamp".into(), json!(deletion.floor_seconds().to_string()));
        metadata.insert("deletionGracePeriodSeconds".into(), json!(grace));
    }
}

/// What admission adds to the spec of a new pod: the priority of its class, the service account and the volume with its
/// token (plugins Priority and ServiceAccount; semantics 4.2).
fn admit(spec: &mut Map<String, Value>, pod: &Pod) {
    let priority = pod
        .template
        .as_ref()
        .map_or(0, |template| template.requirements.priority);
    let account = spec
        .get("serviceAccountName")
        .cloned()
        .unwrap_or_else(|| json!("default"));
    let added = [
        ("priority", json!(priority)),
        ("preemptionPolicy", json!("PreemptLowerPriority")),
        ("serviceAccountName", account.clone()),
        ("serviceAccount", account),
    ];
    for (key, value) in added {
        spec.entry(key).or_insert(value);
    }
    if spec.get("automountServiceAccountToken") != Some(&json!(false)) {
        mount_token(spec, pod);
    }
}

/// Where containers find the token of their service account.
const TOKEN_PATH: &str = "/var/run/secrets/kubernetes.io/serviceaccount";

/// The volume with the service account's token, in every container that has nothing at its path.
fn mount_token(spec: &mut Map<String, Value>, pod: &Pod) {
    let name = format!("kube-api-access-{}", names::suffix(latency::fnv64(pod.uid.bytes())));
    let mut mounted = false;
    for list in ["initContainers", "containers"] {
        for container in spec.get_mut(list).and_then(Value::as_array_mut).into_iter().flatten() {
            let Some(container) = container.as_object_mut() else {
                continue;
            };
            let mounts = container.entry("volumeMounts").or_insert_with(|| json!([]));
            let Some(mounts) = mounts.as_array_mut() else { continue };
            if !mounts.iter().any(|mount| mount["mountPath"] == TOKEN_PATH) {
                mounts.push(json!({ "mountPath": TOKEN_PATH, "name": name, "readOnly": true }));
                mounted = true;
            }
        }
    }
    let volumes = spec.entry("volumes").or_insert_with(|| json!([]));
    if let Some(volumes) = volumes.as_array_mut().filter(|_| mounted) {
        volumes.push(json!({
            "name": name,
            "projected": {
                "defaultMode": 420,
                "sources": [
                    { "serviceAccountToken": { "expirationSeconds": 3607, "path": "token" } },
                    { "configMap": { "items": [{ "key": "ca.crt", "path": "ca.crt" }], "name": "kube-root-ca.crt" } },
                    { "downwardAPI": { "items": [
                        { "fieldRef": { "apiVersion": "v1", "fieldPath": "metadata.namespace" }, "path": "namespace" },
                    ] } },
                ],
            },
        }));
    }
}

fn as_object(value: &mut Value) -> Option<&mut Map<String, Value>> {
    value.as_object_mut()
}

/// Leaves out optional counters that are zero, as the API does.
fn drop_zeros(status: &mut Value, optional: &[&str]) {
    if let Some(status) = status.as_object_mut() {
        status.retain(|key, value| !optional.contains(&key.as_str()) || !(value.is_null() || *value == json!(0)));
    }
}
