//! DaemonSets, pods and revisions of a running cluster as the start of a simulation.

use super::change::Change;
use super::event::KubeletTask;
use super::turn::Turn;
use super::{kubelet, latency};
use crate::api::Resource;
use crate::controller;
use crate::objects::{ControllerRevision, DaemonSet, ObjectKey, OwnerReference, Pod, PodTemplate};
use serde_json::{Value, json};
use std::sync::Arc;

/// Takes over objects; those that are there already, by namespace and name, are replaced.
pub(crate) fn import(turn: &mut Turn<'_>, daemon_sets: &[Value], pods: &[Value], revisions: &[Value]) {
    for object in daemon_sets {
        let set = DaemonSet::from_json(object);
        turn.say(Change::DaemonSetCreated {
            namespace: set.namespace.clone(),
            name: set.name.clone(),
        });
        turn.put_daemon_set(set);
    }
    for object in revisions {
        let mut revision = ControllerRevision::from_json(object);
        own(turn, &revision.namespace, &mut revision.controller);
        turn.put_revision(revision);
    }
    for object in pods {
        let mut pod = Pod::from_json(object);
        own(turn, &pod.namespace, &mut pod.controller);
        let of_set = pod.controller.as_ref().is_some_and(|owner| &*owner.kind == "DaemonSet");
        let template = if of_set {
            template(object)
        } else {
            PodTemplate::of_pod(object)
        };
        pod.template = Some(Arc::new(template));
        let key: ObjectKey = (pod.namespace.clone(), pod.name.clone());
        let terminating = pod.is_terminating() && pod.node_name.is_some();
        turn.put_pod(pod);
        if terminating {
            if turn.world.cluster.pods.get(&key).is_some_and(|pod| pod.is_terminal()) {
                kubelet::later(turn, &key, latency::REMOVE, KubeletTask::Remove);
            } else {
                kubelet::stop(turn, &key);
            }
        }
    }
}

/// Takes over quotas, priority classes and disruption budgets.
pub(crate) fn import_others(turn: &mut Turn<'_>, others: &[Value]) {
    for object in others {
        let text = |key: &str| object[key].as_str().unwrap_or_default();
        let kept = Resource::of(text("apiVersion"), text("kind")).filter(|resource| resource.is_kept_as_written());
        let Some(resource) = kept else { continue };
        let part = |key: &str| Arc::<str>::from(object["metadata"][key].as_str().unwrap_or_default());
        let key: ObjectKey = (part("namespace"), part("name"));
        let mut stored = object.clone();
        if let Some(members) = stored.as_object_mut() {
            members.remove("status");
        }
        turn.say(Change::ObjectCreated {
            kind: resource.kind(),
            namespace: key.0.clone(),
            name: key.1.clone(),
        });
        turn.set_other(resource, &key, Some(stored));
    }
}

/// What imported pods and revisions tell of the DaemonSet they belong to, where that was not imported itself.
pub(crate) struct Predecessor {
    pub(crate) uid: Arc<str>,
    /// What the template generation is once the wanted template has been applied.
    pub(crate) template_generation: i64,
}

/// The set that imported pods and revisions had, if `wanted` has its name: applying `wanted` is an update of that one. Its
/// template generation is the highest of its pods, one more if `wanted` has another template than the newest revision.
pub(crate) fn predecessor(turn: &Turn<'_>, namespace: &str, name: &str, wanted: &Value) -> Option<Predecessor> {
    let cluster = &turn.world.cluster;
    let belongs = |of: &Arc<str>, controller: &Option<Arc<OwnerReference>>| {
        let owner = controller
            .as_ref()
            .filter(|owner| &*owner.kind == "DaemonSet" && *owner.name == *name);
        owner.filter(|_| **of == *namespace).map(|owner| owner.uid.clone())
    };
    let pods = || {
        cluster
            .pods
            .values()
            .filter(|pod| belongs(&pod.namespace, &pod.controller).is_some())
    };
    let revisions = cluster.revisions.values();
    let newest = revisions
        .filter(|revision| belongs(&revision.namespace, &revision.controller).is_some())
        .max_by_key(|revision| revision.revision);
    let uid = pods()
        .map(|pod| &pod.controller)
        .chain(newest.map(|revision| &revision.controller))
        .find_map(|controller| Some(controller.as_ref()?.uid.clone()))?;
    let generations = pods().filter_map(|pod| {
        pod.labels
            .get(controller::TEMPLATE_GENERATION_LABEL)?
            .parse::<i64>()
            .ok()
    });
    let generation = generations.max().unwrap_or(1);
    let same = newest.is_none_or(|revision| controller::is_revision_of(&revision.data, &wanted["spec"]["template"]));
    Some(Predecessor {
        uid,
        template_generation: if same { generation } else { generation + 1 },
    })
}

/// Gives an imported object to the DaemonSet of the simulation that has its owner's name.
fn own(turn: &Turn<'_>, namespace: &Arc<str>, controller: &mut Option<Arc<OwnerReference>>) {
    let Some(owner) = controller.as_ref().filter(|owner| &*owner.kind == "DaemonSet") else {
        return;
    };
    if let Some(set) = turn
        .world
        .cluster
        .daemon_sets
        .get(&(namespace.clone(), owner.name.clone()))
    {
        *controller = Some(Arc::new(OwnerReference {
            uid: set.uid.clone(),
            ..(**owner).clone()
        }));
    }
}

/// What scheduler and kubelet need to know of a pod that was not made here.
fn template(pod: &Value) -> PodTemplate {
    let metadata = |key: &str| pod["metadata"][key].clone();
    PodTemplate::from_json(&json!({
        "metadata": { "labels": metadata("labels"), "annotations": metadata("annotations") },
        "spec": pod["spec"],
    }))
}
