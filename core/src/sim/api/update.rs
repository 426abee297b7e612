//! Objects that change: whole or by a patch.

use super::Transaction;
use crate::api::{Answer, FieldValidation, PatchType, Resource, Status, accept_update, read_patch, read_update};
use crate::objects::{ControllerRevision, Labels, Namespace, Node, ObjectKey, Pod, Taint, json};
use crate::sim::admission;
use crate::sim::change::Change;
use crate::sim::command::store_daemon_set;
use serde_json::Value;
use std::sync::Arc;

impl Transaction<'_> {
    pub(super) fn update(
        &mut self,
        resource: Resource,
        key: &ObjectKey,
        object: &Value,
        validation: FieldValidation,
    ) -> Result<Answer, Status> {
        let read = read_update(resource, &key.0, &key.1, object, validation)?;
        let old = self.existing(resource, key)?;
        self.replace(resource, key, read, &old)
    }

    pub(super) fn patch(
        &mut self,
        resource: Resource,
        key: &ObjectKey,
        patch_type: PatchType,
        patch: &Value,
        validation: FieldValidation,
    ) -> Result<Answer, Status> {
        let old = self.existing(resource, key)?;
        let read = read_patch(resource, &old, patch_type, patch, validation)?;
        self.replace(resource, key, read, &old)
    }

    fn replace(&mut self, resource: Resource, key: &ObjectKey, read: Answer, old: &Value) -> Result<Answer, Status> {
        let mut object = read.object;
        let metadata = &object["metadata"];
        let wrong = |field: &str, detail: String| {
            let status = Status::conflict(resource, &key.1, &detail);
            (!metadata[field].is_null() && metadata[field] != old["metadata"][field]).then_some(status)
        };
        let text = |field: &str| metadata[field].as_str().unwrap_or_default();
        if let Some(status) = wrong(
            "uid",
            format!(
                "Precondition failed: UID in precondition: {}, UID in object meta: {}",
                text("uid"),
                old["metadata"]["uid"].as_str().unwrap_or_default()
            ),
        ) {
            return Err(status);
        }
        let version = text("resourceVersion");
        if !version.is_empty()
            && old["metadata"]["resourceVersion"] != version
            && !self.simulation.is_current(resource, key, version)
        {
            let detail = "the object has been modified; please apply your changes to the latest version and try again";
            return Err(Status::conflict(resource, &key.1, detail));
        }
        object["metadata"]["resourceVersion"] = old["metadata"]["resourceVersion"].clone();
        if resource == Resource::Pods {
            keep_admitted(&mut object["spec"], &old["spec"]);
        }
        let accepted = accept_update(resource, object, old)?;
        let mut warnings = read.warnings;
        warnings.extend(accepted.warnings);
        if resource == Resource::DaemonSets {
            warnings.extend(self.security_warning(resource, &key.0, &accepted.object));
        }
        self.store(resource, key, accepted.object);
        let object = self.simulation.object(resource, &key.0, &key.1);
        Ok(Answer {
            object: object.unwrap_or_else(|| old.clone()),
            warnings,
        })
    }

    fn store(&mut self, resource: Resource, key: &ObjectKey, mut object: Value) {
        if let Some(metadata) = object["metadata"].as_object_mut() {
            metadata.remove("resourceVersion");
            metadata.remove("managedFields");
        }
        let world = &self.simulation.world;
        match resource {
            Resource::DaemonSets => store_daemon_set(&mut self.turn(), object),
            Resource::Namespaces => {
                let new = Namespace::from_json(&object);
                if world.namespaces.get(&key.1).is_none_or(|old| **old != new) {
                    let mut turn = self.turn();
                    turn.say(Change::NamespaceLabeled {
                        namespace: key.1.clone(),
                    });
                    turn.set_namespace(&key.1, Some(new));
                }
            }
            Resource::Nodes => {
                let Some(old) = world.cluster.nodes.get(&key.1).cloned() else {
                    return;
                };
                let new = edited_node(&old, &object);
                if new != *old {
                    self.turn().put_node(new);
                }
            }
            Resource::Pods => {
                let Some(old) = world.cluster.pods.get(key).cloned() else {
                    return;
                };
                let new = edited_pod(&old, &object);
                if new != *old {
                    let mut turn = self.turn();
                    turn.say(updated(resource, key));
                    turn.put_pod(new);
                }
            }
            Resource::ControllerRevisions => self.turn().put_revision(ControllerRevision::from_json(&object)),
            Resource::ResourceQuotas | Resource::PriorityClasses | Resource::PodDisruptionBudgets => {
                if let Some(members) = object.as_object_mut() {
                    members.remove("status");
                }
                let stored = world.others.get(&(resource, key.clone()));
                if stored.is_none_or(|old| **old != object) {
                    let mut turn = self.turn();
                    turn.say(updated(resource, key));
                    turn.set_other(resource, key, Some(object));
                }
            }
        }
    }
}

/// What admission has given a pod stays where the update says nothing of it.
fn keep_admitted(spec: &mut Value, old: &Value) {
    admission::tolerate_lost_nodes(spec);
    for field in ["priority", "preemptionPolicy", "serviceAccount", "serviceAccountName"] {
        if spec[field].is_null() {
            spec[field] = old[field].clone();
        }
    }
    if let Some(members) = spec.as_object_mut() {
        members.retain(|_, value| !value.is_null());
    }
}

fn updated(resource: Resource, key: &ObjectKey) -> Change {
    Change::ObjectUpdated {
        kind: resource.kind(),
        namespace: key.0.clone(),
        name: key.1.clone(),
    }
}

fn labels(object: &Value, field: &str) -> Labels {
    json::labels(json::metadata(object), field)
}

/// What an update of the main resource writes of a node: not its status.
fn edited_node(old: &Node, object: &Value) -> Node {
    let spec = &object["spec"];
    Node {
        labels: labels(object, "labels"),
        annotations: labels(object, "annotations"),
        taints: json::list(spec, "taints").iter().filter_map(Taint::from_json).collect(),
        unschedulable: json::flag(spec, "unschedulable"),
        ..old.clone()
    }
}

/// Labels, owner, annotations; images and further tolerations. A pod with any of the latter has a template of its own.
fn edited_pod(old: &Pod, object: &Value) -> Pod {
    let mut pod = Pod {
        labels: Arc::new(labels(object, "labels")),
        controller: json::controller(json::metadata(object)),
        ..old.clone()
    };
    let Some(template) = &old.template else { return pod };
    let mut own = (**template).clone();
    let annotations = &object["metadata"]["annotations"];
    let annotated = annotations
        .as_object()
        .is_some_and(|annotations| !annotations.is_empty());
    if annotated {
        own.json["metadata"]["annotations"] = annotations.clone();
    } else if let Some(metadata) = own.json.get_mut("metadata").and_then(Value::as_object_mut) {
        metadata.remove("annotations");
    }
    for list in ["containers", "initContainers"] {
        let wanted = json::list(&object["spec"], list);
        let containers = own.json["spec"].get_mut(list).and_then(Value::as_array_mut);
        for (container, wanted) in containers.into_iter().flatten().zip(wanted) {
            container["image"] = wanted["image"].clone();
        }
    }
    let known = own.tolerations.len();
    let all = json::list(&object["spec"], "tolerations");
    let added = all.iter().map(crate::controller::Toleration::from_json);
    let added: Vec<_> = added
        .filter(|toleration| !own.tolerations.contains(toleration))
        .collect();
    if !added.is_empty() {
        own.json["spec"]["tolerations"] = Value::Array(all.to_vec());
        own.tolerations.extend(added);
        own.requirements
            .tolerations
            .extend(own.tolerations[known..].iter().cloned());
    }
    if own != **template {
        pod.template = Some(Arc::new(own));
    }
    pod
}
