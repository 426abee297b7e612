//! The full API objects, built when somebody looks at them.

use super::{ClusterEvent, Simulation};
use crate::controller;
use crate::manifest::defaulting;
use crate::objects::{ObjectKey, Pod, PodPhase};
use crate::time::SimTime;
use serde_json::{Map, Value, json};

impl Simulation {
    /// The whole `v1.Pod` as `kubectl get pod -o yaml` would show it: the template, what the controller added, what the
    /// API server defaulted, and the status that scheduler and kubelet report.
    pub fn pod_object(&self, key: &ObjectKey) -> Option<Value> {
        let pod = self.cluster().pods.get(key)?;
        let mut object = match &pod.template {
            Some(template) => controller::pod_from_template(pod, template),
            None => json!({ "metadata": { "labels": pod.labels.to_json() }, "spec": {} }),
        };
        let head = object.as_object_mut()?;
        head.insert("apiVersion".into(), json!("v1"));
        head.insert("kind".into(), json!("Pod"));
        let metadata = as_object(object.get_mut("metadata")?)?;
        metadata.insert("name".into(), json!(pod.name));
        metadata.insert("namespace".into(), json!(pod.namespace));
        metadata.insert("uid".into(), json!(pod.uid));
        metadata.insert("creationTimestamp".into(), json!(pod.created.to_string()));
        if let Some(deletion) = pod.deletion {
            metadata.insert("deletionTimestamp".into(), json!(deletion.to_string()));
        }

        defaulting::default_pod(&mut object);
        let spec = as_object(object.get_mut("spec")?)?;
        admit(spec, pod);
        if let Some(node) = &pod.node_name {
            spec.insert("nodeName".into(), json!(node));
        }
        let status = status(pod, spec);
        as_object(&mut object)?.insert("status".into(), status);
        Some(object)
    }

    /// The events so far as `v1.Event` objects, oldest first.
    pub fn event_objects(&self) -> Vec<Value> {
        self.events()
            .enumerate()
            .map(|(number, event)| event_object(number, event))
            .collect()
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

/// What admission adds to the spec of a new pod: the priority of its class and the service account (plugins Priority and
/// ServiceAccount; semantics 4.2). The volume with the account's token is left out: its name and content are random.
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
}

fn event_object(number: usize, event: &ClusterEvent) -> Value {
    let time = event.time.to_string();
    let namespace = if event.namespace.is_empty() {
        "default"
    } else {
        &*event.namespace
    };
    json!({
        "apiVersion": "v1",
        "kind": "Event",
        "metadata": {
            "name": format!("{}.{number:x}", event.name),
            "namespace": namespace,
            "creationTimestamp": time,
        },
        "involvedObject": { "kind": event.kind, "namespace": event.namespace, "name": event.name },
        "type": if event.warning { "Warning" } else { "Normal" },
        "reason": event.reason,
        "message": event.message,
        "source": { "component": event.source },
        "firstTimestamp": time,
        "lastTimestamp": time,
        "count": 1,
    })
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

fn status(pod: &Pod, spec: &Map<String, Value>) -> Value {
    let mut status = Map::new();
    status.insert("phase".into(), json!(pod.phase));
    status.insert("qosClass".into(), json!(quality_of_service(spec)));
    status.insert("conditions".into(), conditions(pod));
    for (key, text) in [("reason", &pod.reason), ("message", &pod.message)] {
        if !text.is_empty() {
            status.insert(key.into(), json!(text));
        }
    }
    if pod.node_name.is_some() && pod.runtime.waiting.is_some() || pod.runtime.started.is_some() {
        status.insert("containerStatuses".into(), container_statuses(pod, spec));
        if let Some(bound) = pod.runtime.bound {
            status.insert("startTime".into(), json!(bound.to_string()));
        }
    }
    Value::Object(status)
}

fn conditions(pod: &Pod) -> Value {
    let condition = |kind: &str, holds: bool, since: Option<SimTime>, reason: &str, message: &str| {
        let mut condition = Map::new();
        condition.insert("type".into(), json!(kind));
        condition.insert("status".into(), json!(if holds { "True" } else { "False" }));
        if let Some(since) = since {
            condition.insert("lastTransitionTime".into(), json!(since.to_string()));
        }
        for (key, text) in [("reason", reason), ("message", message)] {
            if !text.is_empty() {
                condition.insert(key.into(), json!(text));
            }
        }
        Value::Object(condition)
    };
    if let Some(message) = &pod.runtime.unschedulable {
        return json!([condition(
            "PodScheduled",
            false,
            Some(pod.created),
            "Unschedulable",
            message
        )]);
    }
    let Some(bound) = pod.runtime.bound.filter(|_| pod.node_name.is_some()) else {
        return json!([]);
    };
    let unready = if pod.ready { "" } else { "ContainersNotReady" };
    let since = pod.ready_transition.or(Some(bound));
    json!([
        condition(
            "PodReadyToStartContainers",
            pod.runtime.started.is_some(),
            pod.runtime.started.or(Some(bound)),
            "",
            ""
        ),
        condition("Initialized", true, Some(bound), "", ""),
        condition("Ready", pod.ready, since, unready, ""),
        condition("ContainersReady", pod.ready, since, unready, ""),
        condition("PodScheduled", true, Some(bound), "", ""),
    ])
}

fn container_statuses(pod: &Pod, spec: &Map<String, Value>) -> Value {
    let containers = spec.get("containers").and_then(Value::as_array);
    let state = match (pod.phase, &pod.runtime.waiting, pod.runtime.started) {
        (_, Some(reason), _) => json!({ "waiting": { "reason": reason } }),
        (PodPhase::Succeeded, None, _) => json!({ "terminated": { "exitCode": 0, "reason": "Completed" } }),
        (PodPhase::Failed, None, _) => json!({ "terminated": { "exitCode": 137, "reason": "Error" } }),
        (_, None, Some(started)) => json!({ "running": { "startedAt": started.to_string() } }),
        (_, None, None) => json!({ "waiting": { "reason": "ContainerCreating" } }),
    };
    let running = state.get("running").is_some();
    let one = |container: &Value| {
        json!({
            "name": container.get("name"),
            "image": container.get("image"),
            "imageID": "",
            "ready": pod.ready,
            "started": running,
            "restartCount": pod.runtime.restarts,
            "state": state,
        })
    };
    Value::Array(containers.into_iter().flatten().map(one).collect())
}

/// Guaranteed where every container's limits and requests of cpu and memory are given and equal, BestEffort where there
/// are none, else Burstable (`pkg/apis/core/v1/helper/qos`, ComputePodQOS).
fn quality_of_service(spec: &Map<String, Value>) -> &'static str {
    let lists = ["containers", "initContainers"]
        .into_iter()
        .filter_map(|list| spec.get(list)?.as_array());
    let (mut any, mut guaranteed) = (false, true);
    for container in lists.flatten() {
        for resource in ["cpu", "memory"] {
            let of = |kind: &str| container.pointer(&format!("/resources/{kind}/{resource}"));
            let (limit, request) = (of("limits"), of("requests"));
            any |= limit.is_some() || request.is_some();
            guaranteed &= limit.is_some() && (request.is_none() || request == limit);
        }
    }
    match (any, guaranteed) {
        (false, _) => "BestEffort",
        (true, true) => "Guaranteed",
        (true, false) => "Burstable",
    }
}
