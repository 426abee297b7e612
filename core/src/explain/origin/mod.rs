//! Who wrote what of a pod: its YAML with an author for every line, found by comparing the object at each station of its
//! way, as the functions that build it leave it there.

mod lines;
#[cfg(test)]
mod tests;

pub use crate::sim::Author;

use crate::manifest::defaulting;
use crate::objects::ObjectKey;
use crate::ordered::Gather;
use crate::sim::Simulation;
use lines::Writer;
use serde_json::{Map, Value, json};

/// A part of a pod's YAML: `metadata`, `spec`, `status`, or what stands before them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OriginSection {
    /// The key; empty for what stands before all sections.
    pub name: String,
    /// Its lines; the key has none.
    pub lines: Vec<OriginLine>,
}

/// A line of a pod's YAML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OriginLine {
    /// As it is, indented.
    pub text: String,
    /// Who wrote it; `None` if it only leads to lines of several authors.
    pub author: Option<Author>,
    /// The template had it, and the pod has not.
    pub is_removed: bool,
}

/// A pod's YAML with its authors. `written` is the manifest's pod template as a person wrote it, if the pod is of that
/// template: what is not in it, and is what defaulting adds, was added by the API server.
pub fn pod_origin(simulation: &Simulation, key: &ObjectKey, written: Option<&Value>) -> Option<Vec<OriginSection>> {
    let mut stations = simulation.pod_stations(key)?;
    let (_, stored) = stations.first()?;
    let own = written.and_then(|written| own_part(stored, written));
    let baseline = usize::from(own.is_some());
    if let Some(own) = own {
        stations[0].0 = Author::ApiServer;
        stations.insert(0, (Author::Template, own));
    }
    let writer = Writer {
        authors: stations.iter().map(|(author, _)| *author).collect(),
        baseline,
    };
    let values: Vec<Option<&Value>> = stations.iter().map(|(_, value)| Some(value)).collect();
    Some(writer.sections(&values))
}

/// Whether the stored template is the written one with defaults.
pub fn explains(written: &Value, stored: &Value) -> bool {
    own_part(stored, written).is_some()
}

/// What of the stored template stands in the written one. `None` if defaults do not account for all the rest.
fn own_part(stored: &Value, written: &Value) -> Option<Value> {
    let own = restricted(stored, written);
    let mut set = json!({ "spec": { "template": own } });
    defaulting::default_daemon_set(&mut set);
    let defaulted = defaulting::store_new(set, "");
    let with_defaults = defaulted.pointer("/spec/template")?;
    (without_nothing(with_defaults) == without_nothing(stored)).then_some(own)
}

/// The parts of `value` that `mask` has too.
fn restricted(value: &Value, mask: &Value) -> Value {
    match (value, mask) {
        (Value::Object(fields), Value::Object(known)) => {
            let kept = fields.iter().filter_map(|(key, field)| {
                let known = known.get(key)?;
                Some((key.clone(), restricted(field, known)))
            });
            Value::Object(kept.gather::<Map<_, _>>())
        }
        (Value::Array(items), Value::Array(known)) if items.len() == known.len() => items
            .iter()
            .zip(known)
            .map(|(item, known)| restricted(item, known))
            .collect(),
        _ => value.clone(),
    }
}

/// The value without what is null or empty, which is as good as absent.
fn without_nothing(value: &Value) -> Value {
    let is_something = |field: &Value| match field {
        Value::Null => false,
        Value::Object(fields) => !fields.is_empty(),
        Value::Array(items) => !items.is_empty(),
        Value::Bool(_) | Value::Number(_) | Value::String(_) => true,
    };
    match value {
        Value::Object(fields) => fields
            .iter()
            .map(|(key, field)| (key.clone(), without_nothing(field)))
            .filter(|(_, field)| is_something(field))
            .gather::<Map<_, _>>()
            .into(),
        Value::Array(items) => items.iter().map(without_nothing).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value.clone(),
    }
}
