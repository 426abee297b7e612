//! The objects of the simulated cluster as the API server would answer them, in its order: by namespace and name.

use super::failure::Failure;
use super::resource_type::{ResourceType, Store};
use crate::api::Resource;
use crate::json::Fields;
use crate::objects::{ControllerRevision, DaemonSet, Node, ObjectKey, Pod};
use crate::ordered::{Gather, Order};
use crate::sim::{EPOCH, Simulation};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;

/// All objects of a type, in one namespace or in all.
pub(crate) fn list(
    simulation: &Simulation,
    kind: &ResourceType,
    namespace: Option<&str>,
) -> Result<Vec<Value>, Failure> {
    let in_namespace = |object: &Value| namespace.is_none_or(|name| object.text("metadata.namespace") == name);
    Ok(match kind.store {
        Store::Api(resource) => simulation.objects(resource, namespace),
        Store::Events => {
            let mut events = simulation.event_objects();
            events.retain(in_namespace);
            events.order_by_key(|event| {
                let part = |path: &str| event.text(path).to_owned();
                (part("metadata.namespace"), part("metadata.name"))
            });
            events
        }
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
    let namespace = if kind.namespaced { namespace } else { "" };
    Ok(match kind.store {
        Store::Api(resource) => simulation.object(resource, namespace, name),
        Store::Events | Store::Services | Store::Nowhere | Store::Untold => {
            let all = list(simulation, kind, Some(namespace))?;
            all.into_iter().find(|object| object.text("metadata.name") == name)
        }
    })
}

/// A stored object as it was at some moment: enough to tell whether it has changed since.
#[derive(Debug, Clone)]
pub(crate) enum Stamp {
    /// A DaemonSet.
    DaemonSet(Arc<DaemonSet>),
    /// A pod.
    Pod(Arc<Pod>),
    /// A node.
    Node(Arc<Node>),
    /// A ControllerRevision.
    Revision(Arc<ControllerRevision>),
    /// Anything that is stored in another form.
    Other(Value),
}

impl Stamp {
    /// Whether nothing has been written since.
    pub(crate) fn is(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::DaemonSet(a), Self::DaemonSet(b)) => Arc::ptr_eq(a, b),
            (Self::Pod(a), Self::Pod(b)) => Arc::ptr_eq(a, b),
            (Self::Node(a), Self::Node(b)) => Arc::ptr_eq(a, b),
            (Self::Revision(a), Self::Revision(b)) => Arc::ptr_eq(a, b),
            (Self::Other(a), Self::Other(b)) => a == b,
            _ => false,
        }
    }

    /// The object as the API server answers it, if it is the one that is stored now.
    pub(crate) fn object(&self, simulation: &Simulation, key: &ObjectKey) -> Value {
        let resource = match self {
            Self::DaemonSet(_) => Resource::DaemonSets,
            Self::Pod(_) => Resource::Pods,
            Self::Node(_) => Resource::Nodes,
            Self::Revision(_) => Resource::ControllerRevisions,
            Self::Other(object) => return object.clone(),
        };
        simulation.object(resource, &key.0, &key.1).unwrap_or_default()
    }
}

/// All objects of a type by namespace (empty for those that have none) and name, without writing them out.
pub(crate) fn stamps(simulation: &Simulation, kind: &ResourceType) -> Result<BTreeMap<ObjectKey, Stamp>, Failure> {
    fn all<T: Clone>(stored: &BTreeMap<ObjectKey, T>, stamp: fn(T) -> Stamp) -> BTreeMap<ObjectKey, Stamp> {
        let stamps = stored.iter().map(|(key, object)| (key.clone(), stamp(object.clone())));
        stamps.gather()
    }
    let cluster = simulation.cluster();
    Ok(match kind.store {
        Store::Api(Resource::DaemonSets) => all(&cluster.daemon_sets, Stamp::DaemonSet),
        Store::Api(Resource::Pods) => all(&cluster.pods, Stamp::Pod),
        Store::Api(Resource::ControllerRevisions) => all(&cluster.revisions, Stamp::Revision),
        Store::Api(Resource::Nodes) => {
            let nodes = cluster.nodes.iter();
            nodes
                .map(|(name, node)| (("".into(), name.clone()), Stamp::Node(node.clone())))
                .gather()
        }
        Store::Api(
            Resource::Namespaces
            | Resource::ResourceQuotas
            | Resource::PriorityClasses
            | Resource::PodDisruptionBudgets,
        )
        | Store::Events
        | Store::Services
        | Store::Nowhere
        | Store::Untold => {
            let objects = list(simulation, kind, None)?.into_iter();
            objects
                .map(|object| (key_of(&object), Stamp::Other(unversioned(object))))
                .gather()
        }
    })
}

/// Namespace and name.
pub(crate) fn key_of(object: &Value) -> ObjectKey {
    let part = |path| Arc::from(object.text(path));
    (part("metadata.namespace"), part("metadata.name"))
}

/// The object without a version that only says how far the store has come.
fn unversioned(mut object: Value) -> Value {
    if let Some(metadata) = object.get_mut("metadata").and_then(Value::as_object_mut) {
        metadata.remove("resourceVersion");
    }
    object
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
