//! What admission adds to a new pod, and what it says against one.
//!
//! Models the plugins Priority (`plugin/pkg/admission/priority`), `DefaultTolerationSeconds`, ServiceAccount, PodSecurity
//! and ResourceQuota (`apiserver/pkg/admission/plugin/resourcequota`), and NamespaceLifecycle.

use super::world::World;
use crate::admission::pod_security::{self, Evaluation, Modes};
use crate::api::{Resource, Status};
use crate::manifest::quantity::Quantity;
use crate::objects::{PodTemplate, json};
use crate::scheduler::PreemptionPolicy;
use serde_json::{Value, json};
use std::sync::Arc;

/// The namespaces that every cluster has.
pub(crate) const BUILT_IN_NAMESPACES: [&str; 4] = ["default", "kube-node-lease", "kube-public", "kube-system"];

/// The priority classes that every cluster has.
const BUILT_IN_CLASSES: [&str; 2] = ["system-node-critical", "system-cluster-critical"];

/// Why nothing new may be in `namespace`: it is not there, or it is going.
pub(crate) fn namespace_refusal(world: &World, resource: Resource, namespace: &str, name: &str) -> Option<Status> {
    let Some(found) = world.namespaces.get(namespace) else {
        let is_there = BUILT_IN_NAMESPACES.contains(&namespace) || holds_objects(world, namespace);
        return (!is_there).then(|| Status::not_found(Resource::Namespaces, namespace));
    };
    found.deletion.map(|_| {
        let detail = format!("unable to create new content in namespace {namespace} because it is being terminated");
        Status::forbidden(resource, name, &detail)
    })
}

/// Whether there are objects in it: what was put into the cluster without its namespace has one all the same.
fn holds_objects(world: &World, namespace: &str) -> bool {
    let cluster = &world.cluster;
    let is_in = |key: &crate::objects::ObjectKey| *key.0 == *namespace;
    cluster.daemon_sets.keys().any(is_in) || cluster.pods.keys().any(is_in) || cluster.revisions.keys().any(is_in)
}

/// What a priority class gives a pod.
pub(crate) struct Priority {
    pub(crate) value: i64,
    pub(crate) policy: PreemptionPolicy,
    /// The class, where the pod names none and there is a global default.
    pub(crate) class: Option<Arc<str>>,
}

/// The priority of a pod with this spec; the error if its class does not exist.
pub(crate) fn priority(world: &World, spec: &Value) -> Result<Priority, String> {
    let named = json::text(spec, "priorityClassName");
    let classes = || world.objects_of(Resource::PriorityClasses);
    let of = |class: &Value, implied: bool| Priority {
        value: json::integer(class, "value").unwrap_or(0),
        policy: match json::text(class, "preemptionPolicy") {
            "Never" => PreemptionPolicy::Never,
            _ => PreemptionPolicy::PreemptLowerPriority,
        },
        class: implied.then(|| json::shared(json::metadata(class), "name")),
    };
    if BUILT_IN_CLASSES.contains(&named) {
        let value = 2_000_000_000 + if named == "system-node-critical" { 1000 } else { 0 };
        return Ok(Priority {
            value,
            policy: PreemptionPolicy::PreemptLowerPriority,
            class: None,
        });
    }
    if named.is_empty() {
        let default = classes()
            .filter(|class| json::flag(class, "globalDefault"))
            .min_by_key(|class| json::integer(class, "value").unwrap_or(0));
        return Ok(default.map_or(
            Priority {
                value: 0,
                policy: PreemptionPolicy::PreemptLowerPriority,
                class: None,
            },
            |class| of(class, true),
        ));
    }
    let found = classes().find(|class| json::text(json::metadata(class), "name") == named);
    found
        .map(|class| of(class, false))
        .ok_or_else(|| format!("no PriorityClass with name {named} was found"))
}

/// The template with the priority that its pods get now; shared where that is what it has anyway.
pub(crate) fn with_priority(world: &World, template: &Arc<PodTemplate>) -> Result<Arc<PodTemplate>, String> {
    if world.others.is_empty() && json::text(&template.json["spec"], "priorityClassName").is_empty() {
        return Ok(template.clone());
    }
    let priority = priority(world, &template.json["spec"])?;
    let known = &template.requirements;
    if known.priority == priority.value && known.preemption_policy == priority.policy && priority.class.is_none() {
        return Ok(template.clone());
    }
    let mut changed = (**template).clone();
    changed.requirements.priority = priority.value;
    changed.requirements.preemption_policy = priority.policy;
    if let Some(class) = priority.class {
        changed.json["spec"]["priorityClassName"] = json!(class);
    }
    Ok(Arc::new(changed))
}

/// What the namespace's enforced Pod Security level says of pods made from `template`.
pub(crate) fn pod_security(world: &World, namespace: &str, template: &Value) -> Evaluation {
    pod_security::evaluate(security_modes(world, namespace).enforce, template)
}

/// What the namespace's Pod Security level for warnings says of an object with pods like `template`.
pub(crate) fn pod_security_warning(world: &World, namespace: &str, template: &Value) -> Option<String> {
    pod_security::evaluate(security_modes(world, namespace).warn, template).warning()
}

fn security_modes(world: &World, namespace: &str) -> Modes {
    let namespace = world.namespaces.get(namespace);
    let labels = namespace.map_or(Value::Null, |namespace| namespace.labels.to_json());
    Modes::from_namespace_labels(&labels)
}

/// Why the quotas of `namespace` have no room for one more pod, if they have none:
/// `exceeded quota: q, requested: pods=1, used: pods=2, limited: pods=2`. Counts of pods are modelled.
pub(crate) fn quota_refusal(world: &World, namespace: &str) -> Option<String> {
    let mut quotas = world.objects_of(Resource::ResourceQuotas).filter(|quota| {
        let metadata = json::metadata(quota);
        json::text(metadata, "namespace") == namespace
    });
    quotas.find_map(|quota| {
        let exceeded: Vec<(&str, i64, String)> = ["count/pods", "pods"]
            .into_iter()
            .filter_map(|resource| {
                let limit = quota["spec"]["hard"].get(resource)?;
                let used = used_pods(world, namespace, resource);
                let amount = Quantity::from_json(limit).ok()?;
                (amount.milli_value() < i128::from(used + 1) * 1000).then(|| (resource, used, amount.canonical()))
            })
            .collect();
        let list =
            |text: &dyn Fn(&(&str, i64, String)) -> String| exceeded.iter().map(text).collect::<Vec<_>>().join(",");
        (!exceeded.is_empty()).then(|| {
            format!(
                "exceeded quota: {}, requested: {}, used: {}, limited: {}",
                json::text(json::metadata(quota), "name"),
                list(&|(resource, ..)| format!("{resource}=1")),
                list(&|(resource, used, _)| format!("{resource}={used}")),
                list(&|(resource, _, limit)| format!("{resource}={limit}")),
            )
        })
    })
}

/// How many pods count: `pods` leaves out those that have ended.
pub(crate) fn used_pods(world: &World, namespace: &str, resource: &str) -> i64 {
    let from = (Arc::from(namespace), Arc::from(""));
    let pods = world
        .cluster
        .pods
        .range(from..)
        .take_while(|(key, _)| *key.0 == *namespace);
    let counted = pods.filter(|(_, pod)| resource == "count/pods" || !pod.is_terminal());
    i64::try_from(counted.count()).unwrap_or(i64::MAX)
}

/// What `DefaultTolerationSeconds` adds.
pub(crate) fn tolerate_lost_nodes(spec: &mut Value) {
    for key in ["node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable"] {
        let tolerated = json::list(spec, "tolerations").iter().any(|toleration| {
            let (of_key, of_effect) = (json::text(toleration, "key"), json::text(toleration, "effect"));
            (of_key == key || of_key.is_empty()) && (of_effect == "NoExecute" || of_effect.is_empty())
        });
        if !tolerated {
            if !spec["tolerations"].is_array() {
                spec["tolerations"] = json!([]);
            }
            if let Some(tolerations) = spec["tolerations"].as_array_mut() {
                tolerations.push(json!({
                    "key": key, "operator": "Exists", "effect": "NoExecute", "tolerationSeconds": 300,
                }));
            }
        }
    }
}

/// What admission puts into the spec of a pod that somebody creates by hand.
pub(crate) fn complete(spec: &mut Value, priority: &Priority) {
    tolerate_lost_nodes(spec);
    if spec["serviceAccountName"].is_null() {
        spec["serviceAccountName"] = json!("default");
    }
    spec["serviceAccount"] = spec["serviceAccountName"].clone();
    if let Some(class) = &priority.class {
        spec["priorityClassName"] = json!(class);
    }
    spec["priority"] = json!(priority.value);
    spec["preemptionPolicy"] = json!(match priority.policy {
        PreemptionPolicy::PreemptLowerPriority => "PreemptLowerPriority",
        PreemptionPolicy::Never => "Never",
    });
}
