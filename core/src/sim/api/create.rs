//! New objects.

use super::Transaction;
use crate::api::{Answer, FieldValidation, Resource, Status, accept_create, read_new};
use crate::objects::{Namespace, Node, ObjectKey, Pod, PodTemplate};
use crate::sim::admission;
use crate::sim::change::Change;
use crate::sim::command::{reported, store_daemon_set};
use serde_json::{Value, json};
use std::sync::Arc;

impl Transaction<'_> {
    pub(super) fn create(
        &mut self,
        resource: Resource,
        namespace: &Arc<str>,
        object: &Value,
        validation: FieldValidation,
    ) -> Result<Answer, Status> {
        let read = read_new(resource, namespace, object, validation)?;
        let mut object = read.object;
        self.name(&mut object);
        let name: Arc<str> = object["metadata"]["name"].as_str().unwrap_or_default().into();
        let world = &self.simulation.world;
        if resource.is_namespaced()
            && let Some(refusal) = admission::namespace_refusal(world, resource, namespace, &name)
        {
            return Err(refusal);
        }
        let priority = (resource == Resource::Pods)
            .then(|| admission::priority(world, &object["spec"]))
            .transpose()
            .map_err(|reason| Status::forbidden(resource, &name, &reason))?;
        if let Some(priority) = &priority {
            admission::complete(&mut object["spec"], priority);
        }
        forget_server_fields(resource, &mut object);
        let accepted = accept_create(resource, object)?;
        if resource == Resource::Pods {
            self.admit_pod(namespace, &name, &accepted.object)?;
        }
        let key: ObjectKey = (namespace.clone(), name.clone());
        if self.is_there(resource, &key) {
            return Err(Status::already_exists(resource, &name));
        }
        let mut warnings = read.warnings;
        warnings.extend(accepted.warnings);
        warnings.extend(self.security_warning(resource, namespace, &accepted.object));
        self.store_new(resource, &key, accepted.object);
        Ok(Answer {
            object: self.existing(resource, &key)?,
            warnings,
        })
    }

    fn is_there(&self, resource: Resource, key: &ObjectKey) -> bool {
        self.simulation.object(resource, &key.0, &key.1).is_some()
    }

    /// What Pod Security warns about: pods, and what makes them.
    pub(super) fn security_warning(&self, resource: Resource, namespace: &str, object: &Value) -> Option<String> {
        let template = match resource {
            Resource::Pods => object,
            Resource::DaemonSets => &object["spec"]["template"],
            Resource::Namespaces
            | Resource::Nodes
            | Resource::ResourceQuotas
            | Resource::ControllerRevisions
            | Resource::PriorityClasses
            | Resource::PodDisruptionBudgets => return None,
        };
        admission::pod_security_warning(&self.simulation.world, namespace, template)
    }

    /// A name made from `generateName`, where there is no other.
    fn name(&mut self, object: &mut Value) {
        let metadata = &object["metadata"];
        let text = |key: &str| metadata[key].as_str().unwrap_or_default().to_owned();
        let (name, prefix) = (text("name"), text("generateName"));
        if name.is_empty() && !prefix.is_empty() {
            let name = self.turn().new_name(&prefix);
            object["metadata"]["name"] = json!(name);
        }
    }

    /// Pod Security and quotas have their say once the pod itself is fine.
    fn admit_pod(&self, namespace: &Arc<str>, name: &Arc<str>, pod: &Value) -> Result<(), Status> {
        let world = &self.simulation.world;
        let security = admission::pod_security(world, namespace, pod);
        if let Some(message) = security.enforce(name) {
            let prefix = format!("pods \"{name}\" is forbidden: ");
            let detail = message.strip_prefix(&prefix).unwrap_or(&message);
            return Err(Status::forbidden(Resource::Pods, name, detail));
        }
        admission::quota_refusal(world, namespace)
            .map_or(Ok(()), |detail| Err(Status::forbidden(Resource::Pods, name, &detail)))
    }

    fn store_new(&mut self, resource: Resource, key: &ObjectKey, mut object: Value) {
        let mut turn = self.turn();
        if resource == Resource::DaemonSets {
            store_daemon_set(&mut turn, object);
            return;
        }
        if resource != Resource::Nodes {
            object["metadata"]["uid"] = json!(turn.new_uid());
        }
        object["metadata"]["creationTimestamp"] = json!(turn.now().floor_seconds().to_string());
        match resource {
            Resource::DaemonSets => {}
            Resource::Namespaces => {
                turn.say(created(resource, key));
                turn.set_namespace(&key.1, Some(Namespace::from_json(&object)));
            }
            Resource::Nodes => {
                let node = reported(Node::from_json(&object), None, turn.now());
                turn.put_node(node);
            }
            Resource::Pods => {
                let mut pod = Pod::from_json(&object);
                pod.template = Some(Arc::new(PodTemplate::of_pod(&object)));
                turn.say(Change::PodCreated {
                    pod: pod.name.clone(),
                    node: pod.target_node().cloned(),
                    reason: None,
                });
                turn.put_pod(pod);
            }
            Resource::ControllerRevisions => {
                turn.put_revision(crate::objects::ControllerRevision::from_json(&object));
            }
            Resource::ResourceQuotas | Resource::PriorityClasses | Resource::PodDisruptionBudgets => {
                turn.say(created(resource, key));
                turn.set_other(resource, key, Some(object));
            }
        }
    }
}

fn created(resource: Resource, key: &ObjectKey) -> Change {
    Change::ObjectCreated {
        kind: resource.kind(),
        namespace: key.0.clone(),
        name: key.1.clone(),
    }
}

/// What only the server writes: a client that sends it is not listened to.
fn forget_server_fields(resource: Resource, object: &mut Value) {
    if let Some(metadata) = object["metadata"].as_object_mut() {
        for field in [
            "resourceVersion",
            "uid",
            "creationTimestamp",
            "managedFields",
            "selfLink",
        ] {
            metadata.remove(field);
        }
    }
    if resource != Resource::Nodes
        && let Some(members) = object.as_object_mut()
    {
        members.remove("status");
    }
}
