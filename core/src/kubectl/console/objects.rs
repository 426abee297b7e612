//! The objects of the simulated cluster as the API server would answer them, in its order: by namespace and name.

use super::failure::Failure;
use super::resource_type::{ResourceType, Store};
use crate::json::Fields;
use crate::objects::Labels;
use crate::sim::{EPOCH, Simulation};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Namespaces that every cluster has.
const BUILT_IN_NAMESPACES: [&str; 4] = ["default", "kube-node-lease", "kube-public", "kube-system"];

/// All objects of a type, in one namespace or in all.
pub(crate) fn list(
    simulation: &Simulation,
    kind: &ResourceType,
    namespace: Option<&str>,
) -> Result<Vec<Value>, Failure> {
    let wanted = |key: &(Arc<str>, Arc<str>)| namespace.is_none_or(|namespace| *key.0 == *namespace);
    let cluster = simulation.cluster();
    let in_namespace = |object: &Value| namespace.is_none_or(|name| object.text("metadata.namespace") == name);
    Ok(match kind.store {
        Store::DaemonSets => {
            let keys = cluster.daemon_sets.keys().filter(|key| wanted(key));
            keys.filter_map(|key| simulation.daemon_set_object(key)).collect()
        }
        Store::Pods => {
            let keys = cluster.pods.keys().filter(|key| wanted(key));
            keys.filter_map(|key| simulation.pod_object(key)).collect()
        }
        Store::Revisions => {
            let revisions = cluster.revisions.iter().filter(|(key, _)| wanted(key));
            revisions.map(|(_, revision)| revision.to_json()).collect()
        }
        Store::Nodes => cluster.nodes.values().map(|node| node.to_json()).collect(),
        Store::Events => {
            let mut events = simulation.event_objects();
            events.retain(in_namespace);
            events.sort_by_cached_key(|event| {
                let part = |path: &str| event.text(path).to_owned();
                (part("metadata.namespace"), part("metadata.name"))
            });
            events
        }
        Store::Namespaces => namespaces(simulation),
        Store::Services => [api_server_service()].into_iter().filter(in_namespace).collect(),
        Store::Nowhere => Vec::new(),
        Store::Untold => {
            let name = kind.qualified();
            let text = format!("everynode: the simulated cluster does not show {name}, a real one would");
            return Err(Failure::plain(text));
        }
    })
}

/// One object; `None` if there is none of that name.
pub(crate) fn find(
    simulation: &Simulation,
    kind: &ResourceType,
    namespace: &str,
    name: &str,
) -> Result<Option<Value>, Failure> {
    let key = || (Arc::from(namespace), Arc::from(name));
    Ok(match kind.store {
        Store::DaemonSets => simulation.daemon_set_object(&key()),
        Store::Pods => simulation.pod_object(&key()),
        Store::Revisions => simulation.cluster().revisions.get(&key()).map(|found| found.to_json()),
        Store::Nodes => simulation.cluster().nodes.get(name).map(|node| node.to_json()),
        Store::Events | Store::Namespaces | Store::Services | Store::Nowhere | Store::Untold => {
            let all = list(simulation, kind, kind.namespaced.then_some(namespace))?;
            all.into_iter().find(|object| object.text("metadata.name") == name)
        }
    })
}

/// The namespaces that exist or that something lives in.
fn namespaces(simulation: &Simulation) -> Vec<Value> {
    let cluster = simulation.cluster();
    let keys = cluster.daemon_sets.keys().chain(cluster.pods.keys());
    let mut names: BTreeSet<&str> = keys.map(|(namespace, _)| &**namespace).collect();
    names.extend(BUILT_IN_NAMESPACES);
    let namespace = |name: &str| {
        let mut labels = json!({ "kubernetes.io/metadata.name": name });
        let given = simulation.namespace_labels(name).map(Labels::to_json);
        if let (Some(labels), Some(Value::Object(given))) = (labels.as_object_mut(), given) {
            labels.extend(given);
        }
        json!({
            "apiVersion": "v1",
            "kind": "Namespace",
            "metadata": { "name": name, "labels": labels, "creationTimestamp": EPOCH.to_string() },
            "spec": { "finalizers": ["kubernetes"] },
            "status": { "phase": "Active" },
        })
    };
    names.into_iter().map(namespace).collect()
}

/// The service through which pods reach the API server: a cluster has it from the beginning.
fn api_server_service() -> Value {
    json!({
        "apiVersion": "v1",
        "kind": "Service",
        "metadata": {
            "name": "kubernetes",
            "namespace": "default",
            "creationTimestamp": EPOCH.to_string(),
            "labels": { "component": "apiserver", "provider": "kubernetes" },
        },
        "spec": {
            "clusterIP": "10.96.0.1",
            "clusterIPs": ["10.96.0.1"],
            "internalTrafficPolicy": "Cluster",
            "ipFamilies": ["IPv4"],
            "ipFamilyPolicy": "SingleStack",
            "ports": [{ "name": "https", "port": 443, "protocol": "TCP", "targetPort": 6443 }],
            "sessionAffinity": "None",
            "type": "ClusterIP",
        },
        "status": { "loadBalancer": {} },
    })
}
