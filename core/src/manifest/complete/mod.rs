//! What could stand at a place of a text: names of fields, values, labels; and what a field that stands there is for. Works
//! on lines with their indentation, and on brackets, never on what the text means: where somebody types, it is broken.

mod place;

mod lines;

mod flow;

mod fields;

mod propose;

mod write;

mod nodes;

#[cfg(test)]
mod tests;

use super::nodes::{NodeForm, form_of};
use super::schema::{description_in, type_name, values};
use crate::language::Language;
use crate::objects::Node;
use fields::{Scope, Subject, as_struct};
use place::{Part, Place};
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
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Proposal {
    /// Its name.
    pub label: String,
    /// What it is: a type, or where it comes from.
    pub detail: String,
    /// What it is for.
    pub about: Option<&'static str>,
    /// What is written in front of the cursor.
    pub insert: String,
    /// What is written behind it: the brackets and quotes that close what `insert` opens.
    pub after: String,
}

impl Proposal {
    /// One of which nobody has said yet how it is written.
    fn named(label: &str, detail: String) -> Self {
        Self {
            label: label.to_owned(),
            detail,
            ..Self::default()
        }
    }
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
    labels: Values,
    taints: Values,
}

/// Keys, and the values that some node has under each.
type Values = BTreeMap<Arc<str>, BTreeSet<Arc<str>>>;

impl KnownLabels {
    /// Those of these nodes. Labels with a value of its own for every node are left out of no list, but of their values
    /// only some are kept.
    pub fn of<'n>(nodes: impl Iterator<Item = &'n Node>) -> Self {
        const VALUES: usize = 24;
        let mut known = Self::default();
        let add = |map: &mut Values, key: &Arc<str>, value: &Arc<str>| {
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
    complete_in(Subject::Manifest, text, at, (known, language))
}

/// What could stand at byte `at` of a text of nodes; nothing in a table.
pub fn complete_nodes(text: &str, at: usize, known: &KnownLabels, language: Language) -> Option<Completion> {
    match form_of(text) {
        NodeForm::Short => nodes::complete_line(text, at, known),
        NodeForm::Objects => complete_in(Subject::Nodes, text, at, (known, language)),
        NodeForm::Table => None,
    }
}

/// What the field whose key is at byte `at` of a manifest is for.
pub fn field_at(text: &str, at: usize, language: Language) -> Option<FieldNote> {
    field_in(Subject::Manifest, text, at, language)
}

/// What the field whose key is at byte `at` of a text of nodes is for, if the nodes are objects.
pub fn field_of_node_at(text: &str, at: usize, language: Language) -> Option<FieldNote> {
    let is_of_objects = form_of(text) == NodeForm::Objects;
    is_of_objects.then(|| field_in(Subject::Nodes, text, at, language))?
}

fn complete_in(
    subject: Subject,
    text: &str,
    at: usize,
    (known, language): (&KnownLabels, Language),
) -> Option<Completion> {
    let place = Place::at(text, at)?;
    let proposals = propose::proposals(&Scope::of(&place, subject)?, known, language);
    (!proposals.is_empty()).then_some(Completion {
        span: place.word,
        proposals,
    })
}

fn field_in(subject: Subject, text: &str, at: usize, language: Language) -> Option<FieldNote> {
    let place = Place::at(text, at)?;
    if place.part != Part::Key {
        return None;
    }
    let (start, end) = place.word;
    let quotes: &[char] = &['"', '\''];
    let word = text.get(start..end)?.trim_end_matches(quotes);
    let name = word.trim_start_matches(quotes);
    let outer = as_struct(Scope::of(&place, subject)?.go_type()?)?;
    let (holder, field) = outer.declared(name)?;
    let of_type = || description_in(field.go_type.innermost()?, None, language);
    Some(FieldNote {
        span: (start + word.len() - name.len(), start + word.len()),
        name: name.to_owned(),
        type_name: type_name(field.go_type),
        about: description_in(holder, Some(field), language).or_else(of_type)?,
        values: values(field).unwrap_or_default(),
    })
}
