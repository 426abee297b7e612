//! What the API server stores of a DaemonSet that it accepted (pkg/registry/apps/daemonset/strategy.go, the conversion
//! of pkg/apis/apps/v1, BeforeCreate and BeforeUpdate of apiserver/pkg/registry/rest).

use super::child;
use crate::manifest::decode::TEMPLATE_GENERATION;
use crate::manifest::quantity::Quantity;
use crate::manifest::schema::{GoType, Kind};
use serde_json::{Map, Value, json};

/// What stands for the random end of a generated name.
const GENERATED: &str = "xxxxx";

/// A defaulted DaemonSet as a create stores it, still without uid and creationTimestamp. `namespace` is that of the
/// request, for an object that names none.
pub fn store_new(mut daemon_set: Value, namespace: &str) -> Value {
    let generation = template_generation(&daemon_set).unwrap_or_default().max(1);
    let metadata = child(&mut daemon_set, "metadata");
    if metadata.get("namespace").is_none() {
        metadata["namespace"] = namespace.into();
    }
    if let (None, Some(prefix)) = (
        metadata.get("name"),
        metadata.get("generateName").and_then(Value::as_str),
    ) {
        metadata["name"] = format!("{prefix}{GENERATED}").into();
    }
    metadata["generation"] = 1.into();
    if let Some(members) = metadata.as_object_mut() {
        for key in ["deletionTimestamp", "deletionGracePeriodSeconds", "selfLink"] {
            members.remove(key);
        }
    }
    daemon_set["status"] = json!({
        "currentNumberScheduled": 0, "numberMisscheduled": 0, "desiredNumberScheduled": 0, "numberReady": 0,
    });
    normalize(&mut daemon_set, generation);
    daemon_set
}

/// A defaulted DaemonSet as an update of `old`, which is stored, stores it: status and identity stay, generations move
/// with the spec.
pub fn store_update(old: &Value, mut daemon_set: Value) -> Value {
    name_account_twice(&mut daemon_set);
    let (before, now) = (&old["spec"], &daemon_set["spec"]);
    let template = GoType("v1.PodTemplateSpec");
    let is_new_template = !semantically_equal(&before["template"], &now["template"], template);
    let is_new_spec = is_new_template || !semantically_equal(before, now, GoType("v1.DaemonSetSpec"));
    let generation = old["metadata"]["generation"].as_i64().unwrap_or_default() + i64::from(is_new_spec);
    let of_template = template_generation(old).unwrap_or_default() + i64::from(is_new_template);
    let metadata = child(&mut daemon_set, "metadata");
    for key in [
        "namespace",
        "uid",
        "creationTimestamp",
        "deletionTimestamp",
        "deletionGracePeriodSeconds",
    ] {
        if let Some(value) = old["metadata"].get(key) {
            metadata[key] = value.clone();
        }
    }
    metadata["generation"] = generation.into();
    match (old.get("status"), daemon_set.as_object_mut()) {
        (Some(status), _) => daemon_set["status"] = status.clone(),
        (None, Some(members)) => drop(members.remove("status")),
        (None, None) => {}
    }
    normalize(&mut daemon_set, of_template);
    daemon_set
}

/// Whether two values mean the same: absent and empty are equal, quantities are compared by value
/// (`apiequality.Semantic.DeepEqual`).
pub fn semantically_equal(left: &Value, right: &Value, go_type: GoType) -> bool {
    if is_nothing(left) && is_nothing(right) {
        // A pointer to an empty struct is something; only lists and maps may be empty or absent.
        let is_pointer = matches!(go_type.kind(), Kind::Pointer(_));
        return !is_pointer || left.is_null() == right.is_null();
    }
    match go_type.kind() {
        Kind::Pointer(target) => left.is_null() == right.is_null() && semantically_equal(left, right, target),
        Kind::Quantity => Quantity::from_json(left).ok() == Quantity::from_json(right).ok(),
        Kind::Struct(owner) => owner.json_fields().into_iter().all(|field| {
            let (left, right) = (left.get(field.json), right.get(field.json));
            semantically_equal(
                left.unwrap_or(&Value::Null),
                right.unwrap_or(&Value::Null),
                field.go_type,
            )
        }),
        Kind::List(item) => match (left.as_array(), right.as_array()) {
            (Some(left), Some(right)) => {
                left.len() == right.len()
                    && left
                        .iter()
                        .zip(right)
                        .all(|(left, right)| semantically_equal(left, right, item))
            }
            _ => false,
        },
        Kind::Map(item) => match (left.as_object(), right.as_object()) {
            (Some(left), Some(right)) => same_members(left, right, item),
            _ => false,
        },
        Kind::Bool | Kind::Int32 | Kind::Int64 | Kind::String | Kind::IntOrString | Kind::Time | Kind::Raw => {
            left == right
        }
    }
}

fn same_members(left: &Map<String, Value>, right: &Map<String, Value>, item: GoType) -> bool {
    left.len() == right.len()
        && left.iter().all(|(key, value)| {
            right
                .get(key)
                .is_some_and(|other| semantically_equal(value, other, item))
        })
}

fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(items) => items.is_empty(),
        Value::Object(members) => members.is_empty(),
        Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    }
}

/// What the round trip through the stored form changes: the template generation becomes an annotation, both names of
/// the service account say the same, empty lists are absent ones.
fn normalize(daemon_set: &mut Value, template_generation: i64) {
    child(child(daemon_set, "metadata"), "annotations")[TEMPLATE_GENERATION] = template_generation.to_string().into();
    name_account_twice(daemon_set);
    forget_empty_lists(daemon_set);
}

/// The service account of the template stands under its old and its new name.
fn name_account_twice(daemon_set: &mut Value) {
    let spec = child(child(child(daemon_set, "spec"), "template"), "spec");
    let account = ["serviceAccountName", "serviceAccount"]
        .into_iter()
        .find_map(|key| spec.get(key).cloned());
    if let Some(account) = account {
        spec["serviceAccountName"] = account.clone();
        spec["serviceAccount"] = account;
    }
}

fn forget_empty_lists(value: &mut Value) {
    match value {
        Value::Array(items) if items.is_empty() => *value = Value::Null,
        Value::Array(items) => items.iter_mut().for_each(forget_empty_lists),
        Value::Object(members) => members.values_mut().for_each(forget_empty_lists),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// The deprecated annotation as a number.
fn template_generation(daemon_set: &Value) -> Option<i64> {
    daemon_set
        .get("metadata")?
        .get("annotations")?
        .get(TEMPLATE_GENERATION)?
        .as_str()?
        .parse()
        .ok()
}
