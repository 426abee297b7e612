//! The body of a request becomes an object: known fields only, defaults filled in.
//!
//! Models transformDecodeError of `staging/src/k8s.io/apiserver/pkg/endpoints/handlers/rest.go`.

use super::{Cause, FieldValidation, Reason, Resource, Status};
use crate::admission::go_text::quote;
use crate::manifest::decode::{Decoded, decode_daemon_set, decode_kind};
use crate::manifest::tree::Tree;
use serde_json::{Value, json};

/// A decoded body and what was said about its fields.
pub(super) struct Body {
    pub(super) object: Value,
    pub(super) warnings: Vec<String>,
}

fn decoded(resource: Resource, object: &Value) -> Decoded {
    let tree = Tree::from_json(object);
    match resource {
        Resource::DaemonSets => decode_daemon_set(&tree),
        Resource::Namespaces
        | Resource::Nodes
        | Resource::Pods
        | Resource::ResourceQuotas
        | Resource::ControllerRevisions
        | Resource::PriorityClasses
        | Resource::PodDisruptionBudgets => decode_kind(&tree, resource.kind(), resource.go_type()),
    }
}

/// Decodes the body of a create or an update.
pub(super) fn body(resource: Resource, object: &Value, validation: FieldValidation) -> Result<Body, Status> {
    let decoded = decoded(resource, object);
    if let Some(error) = decoded.decode_error() {
        return Err(Status::bad_request(error.to_owned()));
    }
    let strict = decoded.strict_errors();
    let kind = resource.kind();
    if validation == FieldValidation::Strict && !strict.is_empty() {
        return Err(Status::bad_request(format!(
            "{kind} in version \"v1\" cannot be handled as a {kind}: strict decoding error: {}",
            strict.join(", ")
        )));
    }
    Ok(Body {
        object: named(resource, decoded.value),
        warnings: if validation == FieldValidation::Warn {
            strict
        } else {
            Vec::new()
        },
    })
}

/// Decodes what a patch has made of an object. What is wrong is found in the patch.
pub(super) fn patched(
    resource: Resource,
    object: &Value,
    patch: &Value,
    validation: FieldValidation,
) -> Result<Body, Status> {
    let decoded = decoded(resource, object);
    if let Some(error) = decoded.decode_error() {
        let prefix = format!(
            "{kind} in version \"v1\" cannot be handled as a {kind}: ",
            kind = resource.kind()
        );
        return Err(bad_patch(patch, error.strip_prefix(&prefix).unwrap_or(error)));
    }
    let strict = decoded.strict_errors();
    if validation == FieldValidation::Strict && !strict.is_empty() {
        return Err(bad_patch(
            patch,
            &format!("strict decoding error: {}", strict.join(", ")),
        ));
    }
    Ok(Body {
        object: named(resource, decoded.value),
        warnings: if validation == FieldValidation::Warn {
            strict
        } else {
            Vec::new()
        },
    })
}

fn bad_patch(patch: &Value, detail: &str) -> Status {
    let cause = Cause {
        field: "patch".into(),
        message: format!("Invalid value: {}: {detail}", quote(&go_print(patch))),
    };
    Status {
        reason: Reason::Invalid,
        message: format!(" \"\" is invalid: patch: {}", cause.message),
        kind: "",
        group: "",
        name: String::new(),
        causes: vec![cause],
    }
}

fn named(resource: Resource, mut object: Value) -> Value {
    object["apiVersion"] = json!(resource.api_version());
    object["kind"] = json!(resource.kind());
    object
}

/// A value as Go's `%+v` prints it.
fn go_print(value: &Value) -> String {
    match value {
        Value::Null => "<nil>".to_owned(),
        Value::Bool(_) | Value::Number(_) => value.to_string(),
        Value::String(text) => text.clone(),
        Value::Array(items) => format!("[{}]", items.iter().map(go_print).collect::<Vec<_>>().join(" ")),
        Value::Object(members) => {
            let members: Vec<_> = members
                .iter()
                .map(|(key, value)| format!("{key}:{}", go_print(value)))
                .collect();
            format!("map[{}]", members.join(" "))
        }
    }
}
