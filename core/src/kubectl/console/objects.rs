//! The objects of the simulated cluster as the API server would answer them, in its order: by namespace and name.

use super::failure::Failure;
use super::resource_type::{ResourceType, Store};
use crate::api::Resource;
use crate::json::Fields;
use crate::sim::{EPOCH, Simulation};
use serde_json::{Value, json};

/// All objects of a type, in one namespace or in all.
pub(crate) fn list(
    simulation: &Simulation,
    kind: &ResourceType,
    namespace: Option<&str>,
) -> Result<Vec<Value>, Failure> {
    if let Some(resource) = Resource::of(&kind.api_version(), kind.kind) {
        return Ok(simulation.objects(resource, namespace));
    }
    let in_namespace = |object: &Value| namespace.is_none_or(|name| object.text("metadata.namespace") == name);
    Ok(match kind.store {
        Store::Events => {
            let mut events = simulation.event_objects();
            events.retain(in_namespace);
            events.sort_by_cached_key(|event| {
                let part = |path: &str| event.text(path).to_owned();
                (part("metadata.namespace"), part("metadata.name"))
            });
            events
        }
        Store::Services => [api_server_service()].into_iter().filter(in_namespace).collect(),
        // Kept by the API server and answered above, or in no simulated cluster.
        Store::DaemonSets | Store::Pods | Store::Nodes | Store::Revisions | Store::Namespaces | Store::Nowhere => {
            Vec::new()
        }
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
    if let Some(resource) = Resource::of(&kind.api_version(), kind.kind) {
        let namespace = if kind.namespaced { namespace } else { "" };
        return Ok(simulation.object(resource, namespace, name));
    }
    let all = list(simulation, kind, kind.namespaced.then_some(namespace))?;
    Ok(all.into_iter().find(|object| object.text("metadata.name") == name))
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
