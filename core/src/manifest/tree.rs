//! A YAML or JSON document as a tree that remembers where everything stood in the text.
//!
//! Scalars are already resolved the way Kubernetes' reader resolves them (YAML 1.1: `yes` is a boolean, `0644` is
//! 420), aliases and merge keys are expanded, keys are strings, order and duplicates are as written.

use crate::diagnostic::Span;
use crate::ordered::Gather;
use serde_json::{Number, Value};

/// A value with its place in the text.
#[derive(Debug, Clone, PartialEq)]
pub struct Tree {
    /// Where the value stands. An absent value (`key:` and nothing) has an empty span behind the colon.
    pub span: Span,
    /// What it is.
    pub kind: TreeKind,
}

/// What a [`Tree`] can be.
#[derive(Debug, Clone, PartialEq)]
pub enum TreeKind {
    /// `null`, `~`, or nothing at all.
    Null,
    /// A boolean.
    Bool(bool),
    /// An integer that fits 64 bits (signed or not), or a float.
    Number(Number),
    /// A string.
    String(String),
    /// A list.
    Sequence(Vec<Tree>),
    /// Keys and values in source order, duplicates included.
    Mapping(Vec<Entry>),
}

/// One `key: value` of a mapping.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The key as the JSON object would have it.
    pub key: String,
    /// Where the key stands.
    pub key_span: Span,
    /// The value.
    pub value: Tree,
}

impl Tree {
    /// The last value of `key`, if this is a mapping that has it: where a key is repeated, Kubernetes takes the last.
    pub fn get(&self, key: &str) -> Option<&Self> {
        self.entry(key).map(|entry| &entry.value)
    }

    /// The last entry of `key`, if this is a mapping that has it.
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        match &self.kind {
            TreeKind::Mapping(entries) => entries.iter().rev().find(|entry| entry.key == key),
            TreeKind::Null | TreeKind::Bool(_) | TreeKind::Number(_) | TreeKind::String(_) | TreeKind::Sequence(_) => {
                None
            }
        }
    }

    /// The text, if this is a string.
    pub fn as_str(&self) -> Option<&str> {
        match &self.kind {
            TreeKind::String(text) => Some(text),
            TreeKind::Null | TreeKind::Bool(_) | TreeKind::Number(_) | TreeKind::Sequence(_) | TreeKind::Mapping(_) => {
                None
            }
        }
    }

    /// The items, if this is a list.
    pub fn items(&self) -> Option<&[Self]> {
        match &self.kind {
            TreeKind::Sequence(items) => Some(items),
            TreeKind::Null | TreeKind::Bool(_) | TreeKind::Number(_) | TreeKind::String(_) | TreeKind::Mapping(_) => {
                None
            }
        }
    }

    /// A value that stood in no text.
    pub fn from_json(value: &Value) -> Self {
        let kind = match value {
            Value::Null => TreeKind::Null,
            Value::Bool(value) => TreeKind::Bool(*value),
            Value::Number(number) => TreeKind::Number(number.clone()),
            Value::String(text) => TreeKind::String(text.clone()),
            Value::Array(items) => TreeKind::Sequence(items.iter().map(Self::from_json).collect()),
            Value::Object(members) => TreeKind::Mapping(
                members
                    .iter()
                    .map(|(key, value)| Entry {
                        key: key.clone(),
                        key_span: Span::default(),
                        value: Self::from_json(value),
                    })
                    .collect(),
            ),
        };
        Self {
            span: Span::default(),
            kind,
        }
    }

    /// The same value without places; of repeated keys the last.
    pub fn to_json(&self) -> Value {
        match &self.kind {
            TreeKind::Null => Value::Null,
            TreeKind::Bool(value) => Value::Bool(*value),
            TreeKind::Number(value) => Value::Number(value.clone()),
            TreeKind::String(value) => Value::String(value.clone()),
            TreeKind::Sequence(items) => Value::Array(items.iter().map(Self::to_json).collect()),
            TreeKind::Mapping(entries) => Value::Object(
                entries
                    .iter()
                    .map(|entry| (entry.key.clone(), entry.value.to_json()))
                    .gather(),
            ),
        }
    }
}
