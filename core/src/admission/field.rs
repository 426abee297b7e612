//! Walking an object the way a validation rule reads: every step knows the value there and how Kubernetes writes the
//! way to it.
//!
//! Models `staging/src/k8s.io/apimachinery/pkg/util/validation/field/path.go`.

use serde_json::Value;
use std::fmt;

/// The way to a field, as Kubernetes writes it: `spec.template.spec.containers[0].image`, `limits[cpu]`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Path(String);

impl Path {
    /// The field `name` of what is here.
    pub(crate) fn child(&self, name: &str) -> Self {
        if self.0.is_empty() {
            Self(name.to_owned())
        } else {
            Self(format!("{}.{name}", self.0))
        }
    }

    /// The item at `index` of the list that is here.
    pub(crate) fn index(&self, index: usize) -> Self {
        Self(format!("{}[{index}]", self.0))
    }

    /// The last name on the way.
    pub(crate) fn name(&self) -> &str {
        self.0.rsplit('.').next().unwrap_or_default()
    }

    /// The value of `key` of the map that is here.
    pub(crate) fn key(&self, key: &str) -> Self {
        Self(format!("{}[{key}]", self.0))
    }
}

impl fmt::Display for Path {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// A place in a decoded object. An absent field and `null` are the same place: nothing is set there.
#[derive(Debug, Clone)]
pub(crate) struct Field<'a> {
    /// What stands there.
    pub(crate) value: &'a Value,
    /// The way there.
    pub(crate) path: Path,
}

impl<'a> Field<'a> {
    /// The whole object.
    pub(crate) fn root(value: &'a Value) -> Self {
        Self {
            value,
            path: Path::default(),
        }
    }

    /// The field `name`, set or not.
    pub(crate) fn at(&self, name: &str) -> Self {
        Self {
            value: self.raw(name),
            path: self.path.child(name),
        }
    }

    /// The field `name`, if it is set.
    pub(crate) fn get(&self, name: &str) -> Option<Self> {
        let field = self.at(name);
        field.is_set().then_some(field)
    }

    /// Whether anything is set here.
    pub(crate) fn is_set(&self) -> bool {
        !self.value.is_null()
    }

    /// Whether the field `name` is set.
    pub(crate) fn has(&self, name: &str) -> bool {
        !self.raw(name).is_null()
    }

    /// The items of the list that is here.
    pub(crate) fn items(&self) -> Vec<Self> {
        let items = self.value.as_array().map_or(&[][..], Vec::as_slice);
        let place = |(index, value)| Self {
            value,
            path: self.path.index(index),
        };
        items.iter().enumerate().map(place).collect()
    }

    /// The items of the list `name`.
    pub(crate) fn list(&self, name: &str) -> Vec<Self> {
        self.at(name).items()
    }

    /// Keys and values of the map of strings that is here, by key: JSON objects are kept in that order.
    pub(crate) fn entries(&self) -> Vec<(&'a str, &'a str)> {
        let map = self.value.as_object().into_iter().flatten();
        map.map(|(key, value)| (key.as_str(), value.as_str().unwrap_or_default()))
            .collect()
    }

    /// The keys of the map that is here and the places of their values (`limits[cpu]`), by key.
    pub(crate) fn keyed(&self) -> Vec<(&'a str, Self)> {
        let map = self.value.as_object().into_iter().flatten();
        let place = |(key, value): (&'a String, _)| {
            let path = self.path.key(key);
            (key.as_str(), Self { value, path })
        };
        map.map(place).collect()
    }

    /// The text that is here; empty if there is none.
    pub(crate) fn as_text(&self) -> &'a str {
        self.value.as_str().unwrap_or_default()
    }

    /// The text of the field `name`; empty if there is none.
    pub(crate) fn text(&self, name: &str) -> &'a str {
        self.raw(name).as_str().unwrap_or_default()
    }

    /// The number in the field `name`.
    pub(crate) fn int(&self, name: &str) -> Option<i64> {
        self.raw(name).as_i64()
    }

    /// The truth value in the field `name`.
    pub(crate) fn flag(&self, name: &str) -> Option<bool> {
        self.raw(name).as_bool()
    }

    /// Whether the field `name` is set to `true`.
    pub(crate) fn is_true(&self, name: &str) -> bool {
        self.flag(name) == Some(true)
    }

    /// Whether the list, map or text `name` is empty or absent.
    pub(crate) fn is_empty(&self, name: &str) -> bool {
        match self.raw(name) {
            Value::Null => true,
            Value::String(text) => text.is_empty(),
            Value::Array(items) => items.is_empty(),
            Value::Object(map) => map.is_empty(),
            Value::Bool(_) | Value::Number(_) => false,
        }
    }

    fn raw(&self, name: &str) -> &'a Value {
        self.value.get(name).unwrap_or(&Value::Null)
    }
}
