//! Reading fields of API objects that came as JSON.
//!
//! An absent field, a `null` and a value of another type all read as the field's zero value, as they do once Kubernetes
//! has decoded an object; nothing here can fail.

use crate::ordered::Order;
use serde_json::Value;

static NULL: Value = Value::Null;

/// Fields by dotted path (`spec.template.metadata`). Keys that contain dots themselves (labels, annotations) are looked
/// up in the map that [`Fields::at`] or [`Fields::entries`] returns.
pub(crate) trait Fields {
    /// The value at `path`, `null` if there is none.
    fn at(&self, path: &str) -> &Value;

    /// The string at `path`, or the empty one.
    fn text(&self, path: &str) -> &str {
        self.at(path).as_str().unwrap_or_default()
    }

    /// The integer at `path`, or 0.
    fn integer(&self, path: &str) -> i64 {
        self.at(path).as_i64().unwrap_or_default()
    }

    /// Whether `path` is `true`.
    fn is_true(&self, path: &str) -> bool {
        self.at(path).as_bool().unwrap_or_default()
    }

    /// Whether there is something at `path`: a pointer that is not nil.
    fn has(&self, path: &str) -> bool {
        !self.at(path).is_null()
    }

    /// The list at `path`, or the empty one.
    fn list(&self, path: &str) -> &[Value] {
        self.at(path).as_array().map_or(&[], Vec::as_slice)
    }

    /// The strings of the list at `path`; what is not a string reads as the empty one.
    fn texts(&self, path: &str) -> Vec<&str> {
        self.list(path)
            .iter()
            .map(|item| item.as_str().unwrap_or_default())
            .collect()
    }

    /// Keys and values of the map at `path`, sorted by key.
    fn entries(&self, path: &str) -> Vec<(&str, &Value)> {
        let mut entries: Vec<_> = self
            .at(path)
            .as_object()
            .into_iter()
            .flatten()
            .map(|(key, value)| (key.as_str(), value))
            .collect();
        entries.order_by_key(|(key, _)| *key);
        entries
    }

    /// Keys and values of the map of strings at `path` (labels, annotations), sorted by key.
    fn pairs(&self, path: &str) -> Vec<(&str, &str)> {
        self.entries(path)
            .into_iter()
            .map(|(key, value)| (key, value.as_str().unwrap_or_default()))
            .collect()
    }
}

impl Fields for Value {
    fn at(&self, path: &str) -> &Value {
        if path.is_empty() {
            return self;
        }
        path.split('.')
            .try_fold(self, |value, key| value.get(key))
            .unwrap_or(&NULL)
    }
}
