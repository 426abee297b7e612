//! Reading fields of API JSON tolerantly: what is absent, null or of another type is the zero value.
//!
//! Whether an object is well formed was settled before (strict decoding, validation); decisions need a value.

use super::{Labels, OwnerReference, words};
use crate::time::SimTime;
use serde_json::Value;
use std::sync::Arc;

/// The string at `key`, empty if there is none.
pub(crate) fn text<'a>(object: &'a Value, key: &str) -> &'a str {
    object.get(key).and_then(Value::as_str).unwrap_or_default()
}

/// The string at `key`, shared.
pub(crate) fn shared(object: &Value, key: &str) -> Arc<str> {
    text(object, key).into()
}

/// The string at `key`, if it is there and not empty.
pub(crate) fn non_empty(object: &Value, key: &str) -> Option<Arc<str>> {
    Some(text(object, key)).filter(|text| !text.is_empty()).map(Into::into)
}

/// The integer at `key`, if there is one.
pub(crate) fn integer(object: &Value, key: &str) -> Option<i64> {
    object.get(key).and_then(Value::as_i64)
}

/// Whether `key` is `true`.
pub(crate) fn flag(object: &Value, key: &str) -> bool {
    object.get(key).and_then(Value::as_bool).unwrap_or_default()
}

/// The timestamp at `key`, if there is one.
pub(crate) fn time(object: &Value, key: &str) -> Option<SimTime> {
    SimTime::parse(text(object, key))
}

/// The items of the list at `key`.
pub(crate) fn list<'a>(object: &'a Value, key: &str) -> &'a [Value] {
    object.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// The strings of the list at `key`.
pub(crate) fn texts(object: &Value, key: &str) -> Vec<Arc<str>> {
    list(object, key)
        .iter()
        .map(|item| item.as_str().unwrap_or_default().into())
        .collect()
}

/// The map of strings at `key`.
pub(crate) fn labels(object: &Value, key: &str) -> Labels {
    object
        .get(key)
        .and_then(Value::as_object)
        .map_or_else(Labels::default, |map| {
            map.iter()
                .map(|(key, value)| (words::key(key), words::value(value.as_str().unwrap_or_default())))
                .collect()
        })
}

/// The owner reference with `controller: true` in `metadata`.
pub(crate) fn controller(metadata: &Value) -> Option<Arc<OwnerReference>> {
    let reference = list(metadata, "ownerReferences")
        .iter()
        .find(|reference| flag(reference, "controller"))?;
    Some(Arc::new(OwnerReference {
        api_version: shared(reference, "apiVersion"),
        kind: shared(reference, "kind"),
        name: shared(reference, "name"),
        uid: shared(reference, "uid"),
    }))
}

/// `metadata` of an object, or null.
pub(crate) fn metadata(object: &Value) -> &Value {
    object.get("metadata").unwrap_or(&Value::Null)
}

/// The condition of that type in `status`.
pub(crate) fn condition<'a>(status: &'a Value, kind: &str) -> Option<&'a Value> {
    list(status, "conditions")
        .iter()
        .find(|condition| text(condition, "type") == kind)
}
