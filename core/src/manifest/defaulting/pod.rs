//! What only a pod gets, not the template it is made from (`SetDefaults_Pod` of pkg/apis/core/v1/defaults.go; sums of
//! containers as component-helpers/resource/helpers.go makes them).

use super::{child, default_pod_spec};
use crate::manifest::quantity::Quantity;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

type Amounts = BTreeMap<String, Quantity>;

/// Fills a pod with defaults: those of every pod spec, requests from limits, service links, and host ports on the
/// host network.
pub fn default_pod(pod: &mut Value) {
    let spec = child(pod, "spec");
    default_pod_spec(spec);
    for list in ["containers", "initContainers"] {
        for container in spec.get_mut(list).and_then(Value::as_array_mut).into_iter().flatten() {
            default_requests(container);
        }
    }
    default_pod_level_limits(spec);
    default_pod_level_requests(spec);
    if spec.get("enableServiceLinks").is_none_or(Value::is_null) {
        spec["enableServiceLinks"] = true.into();
    }
    if spec.get("hostNetwork").and_then(Value::as_bool) == Some(true) {
        default_host_ports(spec);
    }
}

/// Each limit without a request is one.
fn default_requests(owner: &mut Value) {
    let Some(limits) = owner.get("resources").and_then(|resources| resources.get("limits")) else {
        return;
    };
    let Some(limits) = limits.as_object().filter(|limits| !limits.is_empty()).cloned() else {
        return;
    };
    let requests = child(child(owner, "resources"), "requests");
    for (name, limit) in limits {
        if requests.get(&name).is_none() {
            requests[name] = limit;
        }
    }
}

fn default_host_ports(spec: &mut Value) {
    for list in ["containers", "initContainers"] {
        for container in spec.get_mut(list).and_then(Value::as_array_mut).into_iter().flatten() {
            for port in container
                .get_mut("ports")
                .and_then(Value::as_array_mut)
                .into_iter()
                .flatten()
            {
                if port.get("hostPort").and_then(Value::as_i64).unwrap_or_default() == 0 {
                    port["hostPort"] = port.get("containerPort").cloned().unwrap_or_default();
                }
            }
        }
    }
}

/// Huge page limits of the containers become one of a pod that says anything of its own resources.
fn default_pod_level_limits(spec: &mut Value) {
    let own = |list: &str| pod_level(spec, list);
    let (limits, requests) = (own("limits"), own("requests"));
    if limits.is_empty() && requests.is_empty() {
        return;
    }
    let mut added = aggregate(spec, "limits");
    added
        .retain(|name, _| name.starts_with("hugepages-") && !requests.contains_key(name) && !limits.contains_key(name));
    add_pod_level(spec, "limits", added);
}

/// Requests of a pod that has limits of its own: what its containers request, otherwise its limits.
fn default_pod_level_requests(spec: &mut Value) {
    let (limits, requests) = (pod_level(spec, "limits"), pod_level(spec, "requests"));
    if limits.is_empty() {
        return;
    }
    // Where a name comes from both, the containers' requests count.
    let mut added = limits;
    added.extend(
        aggregate(spec, "requests")
            .into_iter()
            .filter(|(name, _)| matches!(name.as_str(), "cpu" | "memory")),
    );
    added.retain(|name, _| is_pod_level(name) && !requests.contains_key(name));
    add_pod_level(spec, "requests", added);
}

fn is_pod_level(name: &str) -> bool {
    matches!(name, "cpu" | "memory") || name.starts_with("hugepages-")
}

fn pod_level(spec: &Value, list: &str) -> Amounts {
    amounts(spec.get("resources").and_then(|resources| resources.get(list)))
}

fn add_pod_level(spec: &mut Value, list: &str, added: Amounts) {
    for (name, quantity) in added {
        child(child(spec, "resources"), list)[name] = quantity.canonical().into();
    }
}

fn amounts(list: Option<&Value>) -> Amounts {
    let mut amounts = Amounts::new();
    for (name, value) in list.and_then(Value::as_object).into_iter().flat_map(Map::iter) {
        if let Ok(quantity) = Quantity::from_json(value) {
            amounts.insert(name.clone(), quantity);
        }
    }
    amounts
}

/// What all containers need together: those that run side by side are added, init containers that end are not.
fn aggregate(spec: &Value, list: &str) -> Amounts {
    let of = |container: &Value| pod_level(container, list);
    let containers = |key: &str| {
        spec.get(key)
            .and_then(Value::as_array)
            .map(Vec::as_slice)
            .unwrap_or_default()
    };
    let mut total = Amounts::new();
    for container in containers("containers") {
        add(&mut total, &of(container));
    }
    let (mut sidecars, mut peak) = (Amounts::new(), Amounts::new());
    for container in containers("initContainers") {
        let mut needed = of(container);
        if container.get("restartPolicy").and_then(Value::as_str) == Some("Always") {
            add(&mut total, &needed);
            add(&mut sidecars, &needed);
            needed.clone_from(&sidecars);
        } else {
            add(&mut needed, &sidecars);
        }
        raise(&mut peak, needed);
    }
    raise(&mut total, peak);
    total
}

fn add(total: &mut Amounts, amounts: &Amounts) {
    for (name, amount) in amounts {
        let sum = total
            .get(name)
            .map_or_else(|| amount.clone(), |before| before.add(amount));
        total.insert(name.clone(), sum);
    }
}

fn raise(total: &mut Amounts, amounts: Amounts) {
    for (name, amount) in amounts {
        if total.get(&name).is_none_or(|before| *before < amount) {
            total.insert(name, amount);
        }
    }
}
