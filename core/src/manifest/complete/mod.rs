//! What could stand at a place of a text: names of fields, values, labels; and what a field that stands there is for. Works
//! on lines and their indentation alone, because where somebody types, the text is broken.

mod lines;
mod nodes;
#[cfg(test)]
mod tests;

pub use nodes::complete_nodes;

use super::schema::{DAEMON_SET, Field, GoType, Kind, Struct, description_in, type_name, values};
use crate::language::Language;
use crate::objects::Node;
use crate::ordered::Order;
use lines::{Cursor, Part};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What could stand at a place.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Completion {
    /// The word that it would take the place of: first byte, and one past the last.
    pub span: (usize, usize),
    /// What could stand there.
    pub proposals: Vec<Proposal>,
}

/// One thing that could stand at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// Its name.
    pub label: String,
    /// What it is: a type, or where it comes from.
    pub detail: String,
    /// What it is for.
    pub about: Option<&'static str>,
    /// What is written.
    pub insert: String,
}

/// What the field at a place is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldNote {
    /// The key: first byte, and one past the last.
    pub span: (usize, usize),
    /// Its name, and the type as kubectl names it.
    pub name: String,
    /// The type as kubectl names it.
    pub type_name: String,
    /// What it is for.
    pub about: &'static str,
    /// The values that it may have, if they are a closed list.
    pub values: Vec<&'static str>,
}

/// The labels and taints of a cluster's nodes: what selectors and tolerations could name.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct KnownLabels {
    labels: BTreeMap<Arc<str>, BTreeSet<Arc<str>>>,
    taints: BTreeMap<Arc<str>, BTreeSet<Arc<str>>>,
}

impl KnownLabels {
    /// Those of these nodes. Labels with a value of its own for every node are left out of no list, but of their values
    /// only some are kept.
    pub fn of<'n>(nodes: impl Iterator<Item = &'n Node>) -> Self {
        const VALUES: usize = 24;
        let mut known = Self::default();
        let add = |map: &mut BTreeMap<Arc<str>, BTreeSet<Arc<str>>>, key: &Arc<str>, value: &Arc<str>| {
            let values = map.entry(key.clone()).or_default();
            if values.len() < VALUES {
                values.insert(value.clone());
            }
        };
        for node in nodes {
            for (key, value) in node.labels.iter() {
                add(&mut known.labels, key, value);
            }
            for taint in &node.taints {
                add(&mut known.taints, &taint.key, &taint.value);
            }
        }
        known
    }
}

/// What could stand at byte `at` of a manifest.
pub fn complete(text: &str, at: usize, known: &KnownLabels, language: Language) -> Option<Completion> {
    let cursor = Cursor::at(text, at)?;
    let span = (cursor.word.0, cursor.word.1);
    let here = cursor.go_type()?;
    let proposals = match &cursor.part {
        Part::Key => keys(&cursor, here, known, language),
        Part::Value(key) => of_value(&cursor, here, (key, language), known),
    };
    (!proposals.is_empty()).then_some(Completion { span, proposals })
}

/// What the field whose key is at byte `at` of a manifest is for.
pub fn field_at(text: &str, at: usize, language: Language) -> Option<FieldNote> {
    let cursor = Cursor::at(text, at)?;
    let (Part::Key, (start, end)) = (&cursor.part, cursor.word) else {
        return None;
    };
    let name = text.get(start..end)?.trim_matches(['"', '\'']);
    let outer = as_struct(cursor.go_type()?)?;
    let (holder, field) = declared(outer, name)?;
    let of_type = || description_in(field.go_type.innermost()?, None, language);
    Some(FieldNote {
        span: (start, end),
        name: name.to_owned(),
        type_name: type_name(field.go_type),
        about: description_in(holder, Some(field), language).or_else(of_type)?,
        values: values(field).unwrap_or_default(),
    })
}

/// The type at the end of a way of keys into an object of a kind.
fn type_at(kind: &str, keys: &[&str]) -> Option<GoType> {
    let root = match kind {
        "" | "DaemonSet" => DAEMON_SET,
        kind => GoType(Struct::named(&format!("v1.{kind}"))?.name),
    };
    keys.iter().try_fold(root, |here, key| match bare(here).kind() {
        Kind::Map(inner) => Some(inner),
        Kind::Struct(found) => Some(found.field(key)?.1.go_type),
        _ => None,
    })
}

/// The type of one value: pointers and lists taken off.
fn bare(go_type: GoType) -> GoType {
    match go_type.kind() {
        Kind::Pointer(inner) | Kind::List(inner) => bare(inner),
        _ => go_type,
    }
}

fn as_struct(go_type: GoType) -> Option<&'static Struct> {
    match bare(go_type).kind() {
        Kind::Struct(found) => Some(found),
        _ => None,
    }
}

/// A field with the struct that declares it.
fn declared(outer: &'static Struct, name: &str) -> Option<(&'static Struct, &'static Field)> {
    let (way, field) = outer.field(name)?;
    let embedded = way.last().and_then(|embedded| Struct::named(embedded.go_type.0));
    Some((embedded.unwrap_or(outer), field))
}

fn keys(cursor: &Cursor<'_>, here: GoType, known: &KnownLabels, language: Language) -> Vec<Proposal> {
    let Some(outer) = as_struct(here) else {
        return match cursor.keys.last() {
            Some(&"nodeSelector") => label_keys(cursor, known),
            _ => Vec::new(),
        };
    };
    let fields = outer.json_fields().into_iter().filter(|field| {
        let is_there = cursor.siblings.contains(&field.json);
        // Only the API server writes these.
        !is_there && !matches!(field.json, "status" | "managedFields")
    });
    let mut proposals: Vec<Proposal> = fields
        .map(|field| Proposal {
            label: field.json.to_owned(),
            detail: type_name(field.go_type),
            about: declared(outer, field.json)
                .and_then(|(holder, field)| description_in(holder, Some(field), language)),
            insert: if cursor.has_colon {
                field.json.to_owned()
            } else {
                format!("{}{}", field.json, below(field.go_type, cursor.column))
            },
        })
        .collect();
    // What somebody may want to know more about comes first.
    proposals.order_by_key(|proposal| proposal.about.is_none());
    proposals
}

/// What follows a key of this type that stands in `column`.
fn below(go_type: GoType, column: usize) -> String {
    let indent = " ".repeat(column);
    match go_type.kind() {
        Kind::Pointer(inner) => below(inner, column),
        Kind::List(_) => format!(":\n{indent}- "),
        Kind::Struct(_) | Kind::Map(_) => format!(":\n{indent}  "),
        Kind::Bool
        | Kind::Int32
        | Kind::Int64
        | Kind::String
        | Kind::Quantity
        | Kind::IntOrString
        | Kind::Time
        | Kind::Raw => ": ".to_owned(),
    }
}

fn of_value(
    cursor: &Cursor<'_>,
    here: GoType,
    (key, language): (&str, Language),
    known: &KnownLabels,
) -> Vec<Proposal> {
    let plain = |label: &str, detail: String| Proposal {
        label: label.to_owned(),
        detail,
        about: None,
        insert: label.to_owned(),
    };
    let of_nodes = |map: &BTreeMap<Arc<str>, BTreeSet<Arc<str>>>, key: &str| {
        let values = map.get(key).into_iter().flatten();
        values
            .filter(|value| !value.is_empty())
            .map(|value| Proposal {
                insert: quoted(value),
                ..plain(value, String::new())
            })
            .collect()
    };
    if cursor.keys.last() == Some(&"nodeSelector") {
        return of_nodes(&known.labels, key);
    }
    let top = cursor.keys.is_empty();
    match key {
        "kind" if top => return vec![plain("DaemonSet", "apps/v1".to_owned())],
        "apiVersion" if top => return vec![plain("apps/v1", "DaemonSet".to_owned()), plain("v1", String::new())],
        "key" if cursor.keys.last() == Some(&"matchExpressions") && cursor.keys.contains(&"nodeAffinity") => {
            return known.labels.keys().map(|key| plain(key, String::new())).collect();
        }
        "key" if cursor.keys.last() == Some(&"tolerations") => {
            return known.taints.keys().map(|key| plain(key, String::new())).collect();
        }
        _ => {}
    }
    let Some((holder, field)) = as_struct(here).and_then(|outer| declared(outer, key)) else {
        return Vec::new();
    };
    if let Some(values) = values(field) {
        return values
            .into_iter()
            .map(|value| Proposal {
                about: description_in(holder, Some(field), language),
                ..plain(value, type_name(field.go_type))
            })
            .collect();
    }
    match bare(field.go_type).kind() {
        Kind::Bool => ["true", "false"]
            .map(|value| plain(value, "boolean".to_owned()))
            .to_vec(),
        _ => Vec::new(),
    }
}

fn label_keys(cursor: &Cursor<'_>, known: &KnownLabels) -> Vec<Proposal> {
    let keys = known
        .labels
        .iter()
        .filter(|(key, _)| !cursor.siblings.contains(&&***key));
    keys.map(|(key, values)| {
        let values: Vec<&str> = values.iter().map(|value| &**value).take(4).collect();
        Proposal {
            label: key.to_string(),
            detail: values.join(", "),
            about: None,
            insert: if cursor.has_colon {
                key.to_string()
            } else {
                format!("{key}: ")
            },
        }
    })
    .collect()
}

/// A string that YAML would take for something else stands in quotes.
fn quoted(value: &str) -> String {
    if super::yaml::is_plain_text(value) {
        value.to_owned()
    } else {
        format!("\"{value}\"")
    }
}
