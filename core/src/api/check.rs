//! Whether the API server takes an object, and what it stores of it.
//!
//! Models BeforeCreate and BeforeUpdate of `staging/src/k8s.io/apiserver/pkg/registry/rest` and the strategies below
//! `pkg/registry`.

use super::decode::{self, Body};
use super::patch::{json_merge, json_patch, strategic_merge};
use super::{Answer, FieldValidation, PatchType, Resource, Status};
use crate::admission::review::judge;
use crate::admission::validation::validate_object;
use crate::manifest::defaulting::default_pod;
use serde_json::{Value, json};

/// The body of a create as an object of `namespace`, decoded; its name may still be missing.
pub(crate) fn read_new(
    resource: Resource,
    namespace: &str,
    object: &Value,
    validation: FieldValidation,
) -> Result<Answer, Status> {
    let Body { mut object, warnings } = decode::body(resource, object, validation)?;
    in_namespace(resource, namespace, &mut object)?;
    Ok(Answer { object, warnings })
}

/// The body of an update of the object `name`.
pub(crate) fn read_update(
    resource: Resource,
    namespace: &str,
    name: &str,
    object: &Value,
    validation: FieldValidation,
) -> Result<Answer, Status> {
    let answer = read_new(resource, namespace, object, validation)?;
    let found = answer.object["metadata"]["name"].as_str().unwrap_or_default();
    if found != name {
        return Err(Status::bad_request(format!(
            "the name of the object ({found}) does not match the name on the URL ({name})"
        )));
    }
    Ok(answer)
}

/// What `patch` makes of the object `old`.
pub(crate) fn read_patch(
    resource: Resource,
    old: &Value,
    patch_type: PatchType,
    patch: &Value,
    validation: FieldValidation,
) -> Result<Answer, Status> {
    let object = match patch_type {
        PatchType::Strategic => strategic_merge(old, patch, resource.go_type()).map_err(Status::bad_request)?,
        PatchType::Merge => {
            let mut object = old.clone();
            json_merge(&mut object, patch);
            object
        }
        PatchType::Json => {
            let mut object = old.clone();
            json_patch(&mut object, patch).map_err(|error| Status::unprocessable(&error))?;
            object
        }
    };
    let Body { object, warnings } = decode::patched(resource, &object, patch, validation)?;
    let renamed = object["metadata"]["name"] != old["metadata"]["name"];
    if renamed {
        let name = |object: &Value| object["metadata"]["name"].as_str().unwrap_or_default().to_owned();
        return Err(Status::bad_request(format!(
            "the name of the object ({}) does not match the name on the URL ({})",
            name(&object),
            name(old)
        )));
    }
    Ok(Answer { object, warnings })
}

fn in_namespace(resource: Resource, namespace: &str, object: &mut Value) -> Result<(), Status> {
    if !object["metadata"].is_object() {
        object["metadata"] = json!({});
    }
    let metadata = &mut object["metadata"];
    let found = metadata["namespace"].as_str().unwrap_or_default();
    if !resource.is_namespaced() {
        return Ok(());
    }
    if !found.is_empty() && found != namespace {
        return Err(Status::bad_request(
            "the namespace of the provided object does not match the namespace sent on the request".to_owned(),
        ));
    }
    metadata["namespace"] = json!(namespace);
    Ok(())
}

/// What is stored of a decoded new object that has its name; or why it is refused.
pub(crate) fn accept_create(resource: Resource, mut object: Value) -> Result<Answer, Status> {
    let name = object["metadata"]["name"].as_str().unwrap_or_default().to_owned();
    if resource == Resource::DaemonSets {
        let judgement = judge(&mut object, None);
        return if judgement.errors.is_empty() {
            Ok(Answer {
                object: judgement.stored,
                warnings: judgement.warnings,
            })
        } else {
            Err(Status::invalid(resource, &name, &judgement.errors))
        };
    }
    fill(resource, &mut object);
    let errors = validate_object(resource, &object, None);
    if errors.is_empty() {
        Ok(Answer {
            object,
            warnings: Vec::new(),
        })
    } else {
        Err(Status::invalid(resource, &name, &errors))
    }
}

/// What is stored of `object` as an update of `old`; or why it is refused. Identity and status stay as they were.
pub(crate) fn accept_update(resource: Resource, mut object: Value, old: &Value) -> Result<Answer, Status> {
    let name = old["metadata"]["name"].as_str().unwrap_or_default().to_owned();
    if resource == Resource::DaemonSets {
        let judgement = judge(&mut object, Some(old));
        return if judgement.errors.is_empty() {
            Ok(Answer {
                object: judgement.stored,
                warnings: judgement.warnings,
            })
        } else {
            Err(Status::invalid(resource, &name, &judgement.errors))
        };
    }
    fill(resource, &mut object);
    for field in ["resourceVersion", "uid", "deletionGracePeriodSeconds"] {
        if object["metadata"][field].is_null() {
            object["metadata"][field] = old["metadata"][field].clone();
        }
    }
    for field in ["creationTimestamp", "generation", "deletionTimestamp"] {
        object["metadata"][field] = old["metadata"][field].clone();
    }
    object["status"] = old["status"].clone();
    forget_nulls(&mut object);
    let errors = validate_object(resource, &object, Some(old));
    if errors.is_empty() {
        Ok(Answer {
            object,
            warnings: Vec::new(),
        })
    } else {
        Err(Status::invalid(resource, &name, &errors))
    }
}

/// What the server fills in of its own.
fn fill(resource: Resource, object: &mut Value) {
    match resource {
        Resource::Pods => default_pod(object),
        Resource::Namespaces => {
            let name = object["metadata"]["name"].as_str().unwrap_or_default().to_owned();
            object["metadata"]["labels"]["kubernetes.io/metadata.name"] = json!(name);
            object["spec"] = json!({ "finalizers": ["kubernetes"] });
        }
        Resource::PriorityClasses => {
            if object["preemptionPolicy"].is_null() {
                object["preemptionPolicy"] = json!("PreemptLowerPriority");
            }
        }
        Resource::Nodes
        | Resource::ResourceQuotas
        | Resource::DaemonSets
        | Resource::ControllerRevisions
        | Resource::PodDisruptionBudgets => {}
    }
}

fn forget_nulls(object: &mut Value) {
    for part in ["metadata", "spec"] {
        if let Some(members) = object.get_mut(part).and_then(Value::as_object_mut) {
            members.retain(|_, value| !value.is_null());
        }
    }
    if let Some(members) = object.as_object_mut() {
        members.retain(|_, value| !value.is_null());
    }
}
