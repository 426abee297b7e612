//! What the API server makes of a DaemonSet on create and update: uid, times, generations (`daemonset/strategy.go`,
//! PrepareForCreate and PrepareForUpdate; semantics 1.4).

use crate::objects::DaemonSet;
use crate::time::SimTime;
use serde_json::{Map, Value, json};

/// The annotation that carries the template generation in apps/v1.
const TEMPLATE_GENERATION: &str = "deprecated.daemonset.template.generation";

/// A new object: `wanted` with identity, generation 1 and without status.
pub(crate) fn created(wanted: &Value, namespace: &str, uid: &str, now: SimTime) -> Value {
    let mut object = wanted.clone();
    let given = annotation(wanted).and_then(|text| text.parse::<i64>().ok());
    let metadata = identified(&mut object);
    metadata.insert("namespace".into(), json!(namespace));
    metadata.insert("uid".into(), json!(uid));
    metadata.insert("creationTimestamp".into(), json!(now.to_string()));
    metadata.insert("generation".into(), json!(1));
    set_annotation(metadata, given.unwrap_or(1).max(1));
    object
}

/// The update of `old` to `wanted`: a new template raises both generations, another change of the spec only its own.
pub(crate) fn updated(wanted: &Value, old: &DaemonSet) -> Value {
    let mut object = wanted.clone();
    let before = &*old.json;
    let template_changed = wanted.pointer("/spec/template") != before.pointer("/spec/template");
    let spec_changed = wanted.get("spec") != before.get("spec");
    let metadata = identified(&mut object);
    for kept in ["uid", "creationTimestamp", "namespace"] {
        if let Some(value) = before.pointer(&format!("/metadata/{kept}")) {
            metadata.insert(kept.into(), value.clone());
        }
    }
    metadata.insert("generation".into(), json!(old.generation + i64::from(spec_changed)));
    set_annotation(
        metadata,
        old.template_generation.unwrap_or(1) + i64::from(template_changed),
    );
    object
}

fn annotation(object: &Value) -> Option<&str> {
    object
        .get("metadata")?
        .get("annotations")?
        .get(TEMPLATE_GENERATION)?
        .as_str()
}

/// The object's metadata, with type and without status.
fn identified(object: &mut Value) -> &mut Map<String, Value> {
    let map = as_map(object);
    map.insert("apiVersion".into(), json!("apps/v1"));
    map.insert("kind".into(), json!("DaemonSet"));
    map.remove("status");
    as_map(map.entry("metadata").or_insert(Value::Null))
}

fn set_annotation(metadata: &mut Map<String, Value>, generation: i64) {
    let annotations = as_map(metadata.entry("annotations").or_insert(Value::Null));
    annotations.insert(TEMPLATE_GENERATION.into(), json!(generation.to_string()));
}

/// `value` as an object; anything else (which admission does not let through) becomes an empty one.
fn as_map(value: &mut Value) -> &mut Map<String, Value> {
    if !value.is_object() {
        *value = json!({});
    }
    match value {
        Value::Object(map) => map,
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => {
            unreachable!("made an object above")
        }
    }
}
