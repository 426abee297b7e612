//! Requests to the API server, one or two of them in a command: all go through or none.

use crate::commands::pick;
use crate::scenario::NAMESPACE;
use everynode_core::api::{FieldValidation, PatchType, Propagation, Request, Resource};
use everynode_core::sim::Simulation;
use serde_json::{Value, json};

/// Some requests. `None`: there is nothing to do them to.
pub(crate) fn draw(simulation: &Simulation, [a, b, c]: [u8; 3]) -> Option<Vec<Request>> {
    let mut requests = vec![one(simulation, [a, b, c])?];
    if c % 3 == 0 {
        requests.extend(one(simulation, [a, b / 8, c / 3]));
    }
    Some(requests)
}

fn one(simulation: &Simulation, [a, b, c]: [u8; 3]) -> Option<Request> {
    let cluster = simulation.cluster();
    let (quotas, set) = (Resource::ResourceQuotas, || {
        pick(&cluster.daemon_sets, a).map(|(_, name)| name)
    });
    Some(match b % 8 {
        0 => create(
            quotas,
            json!({"metadata": {"name": "few"}, "spec": {"hard": {"pods": (c % 8).to_string()}}}),
        ),
        1 => delete(quotas, "few", Propagation::Background),
        2 => {
            let image = format!("registry.example/main:{}", c % 4);
            let template = json!({"spec": {"containers": [{"name": "main", "image": image}]}});
            patch(Resource::DaemonSets, &set()?, json!({"spec": {"template": template}}))
        }
        3 => {
            let limits = [
                json!({"maxUnavailable": 0, "maxSurge": 1}),
                json!({"maxUnavailable": "50%", "maxSurge": 0}),
            ];
            let rolling = json!({"type": "RollingUpdate", "rollingUpdate": limits[usize::from(c) % 2]});
            patch(
                Resource::DaemonSets,
                &set()?,
                json!({"spec": {"updateStrategy": rolling}}),
            )
        }
        4 => {
            let propagation =
                [Propagation::Background, Propagation::Foreground, Propagation::Orphan][usize::from(c) % 3];
            delete(Resource::DaemonSets, &set()?, propagation)
        }
        5 => delete(Resource::Pods, &pick(&cluster.pods, a)?.1, Propagation::Background),
        6 => create(Resource::Pods, pod(pick(&cluster.nodes, a)?.as_ref(), c)),
        _ => create(
            Resource::PriorityClasses,
            json!({"metadata": {"name": format!("class-{}", c % 3)}, "value": 1000 * i64::from(c)}),
        ),
    })
}

/// A pod that nobody looks after: it takes a port and half of the smallest node, with or without asking the scheduler.
fn pod(node: &str, c: u8) -> Value {
    let ports = json!([{"containerPort": 80, "hostPort": 80}]);
    let container = json!({
        "name": "c", "image": "registry.example/filler:1", "ports": ports, "resources": {"requests": {"cpu": "500m"}},
    });
    let mut spec = json!({"containers": [container], "nodeSelector": {"kubernetes.io/hostname": node}});
    if c % 2 == 0 {
        spec["nodeName"] = json!(node);
    }
    json!({"metadata": {"name": format!("filler-{c}"), "labels": {"app": "filler"}}, "spec": spec})
}

fn namespace(resource: Resource) -> &'static str {
    if resource.is_namespaced() { NAMESPACE } else { "" }
}

fn create(resource: Resource, object: Value) -> Request {
    Request::Create {
        resource,
        namespace: namespace(resource).into(),
        object,
        field_validation: FieldValidation::Strict,
    }
}

fn patch(resource: Resource, name: &str, patch: Value) -> Request {
    Request::Patch {
        resource,
        namespace: namespace(resource).into(),
        name: name.into(),
        patch_type: PatchType::Strategic,
        patch,
        field_validation: FieldValidation::Strict,
    }
}

/// A deletion with the object's own grace period.
pub(crate) fn delete(resource: Resource, name: &str, propagation: Propagation) -> Request {
    Request::Delete {
        resource,
        namespace: namespace(resource).into(),
        name: name.into(),
        propagation,
        grace_period_seconds: None,
    }
}
