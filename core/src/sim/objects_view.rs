//! The full API objects, built when somebody looks at them.

use super::{Simulation, latency, names, pod_status};
use crate::controller;
use crate::manifest::defaulting;
use crate::objects::{ObjectKey, Pod};
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
        metadata.insert("generation".into(), json!(pod_status::generation(pod)));
        metadata.insert("resourceVersion".into(), json!(self.cursor().to_string()));
        if let Some(deletion) = pod.deletion {
            let grace = pod.deletion_grace.map_or(0, |grace| grace.0 / 1000);
            metadata.insert("deletionTimestamp".into(), json!(deletion.floor_seconds().to_string()));
            metadata.insert("deletionGracePeriodSeconds".into(), json!(grace));
        }

        defaulting::default_pod(&mut object);
        let spec = as_object(object.get_mut("spec")?)?;
        admit(spec, pod);
        if let Some(node) = &pod.node_name {
            spec.insert("nodeName".into(), json!(node));
        }
        let status = pod_status::status(&self.world, pod, spec);
        as_object(&mut object)?.insert("status".into(), status);
        Some(object)
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
