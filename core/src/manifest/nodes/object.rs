//! Nodes as API objects in YAML or JSON: documents, lists, and single objects that do not say what they are.

use super::Reader;
use super::check::{self, WrittenTaint};
use crate::diagnostic::{Advice, Diagnostic, Phrase, Remark, Severity, Span};
use crate::manifest::quantity::Quantity;
use crate::manifest::tree::{Entry, Tree, TreeKind};
use crate::manifest::yaml::Read;
use crate::objects::{Node, Taint};
use crate::time::SimTime;
use serde_json::{Map, Value};

/// What is known of an object by where it stands.
#[derive(Clone, Copy, PartialEq)]
enum Expected {
    /// Nothing.
    Anything,
    /// It is in a `NodeList`, whose items need no kind.
    Node,
}

/// Objects that are no nodes.
#[derive(Default)]
struct Skipped {
    kinds: Vec<String>,
    count: usize,
    first: Option<Span>,
}

pub(super) fn read(reader: &mut Reader, read: Read) {
    read.diagnostics.into_iter().for_each(|finding| reader.report(finding));
    let mut skipped = Skipped::default();
    for source in read.documents.into_iter().filter(|source| !source.broken) {
        object(reader, &source.tree, "", Expected::Anything, &mut skipped);
    }
    if let Some(span) = skipped.first {
        let words = Remark::OtherObjects {
            count: skipped.count.to_string(),
            kinds: skipped.kinds.join(", "),
        };
        reader.report(Diagnostic::new(Severity::Info, "not-a-node", "", words).at(span));
    }
}

fn text<'t>(tree: &'t Tree, key: &str) -> &'t str {
    tree.get(key).and_then(Tree::as_str).unwrap_or_default()
}

/// Takes an object, or what is in it. Lists within lists are followed one level, as kubectl prints no more.
fn object(reader: &mut Reader, tree: &Tree, path: &str, expected: Expected, skipped: &mut Skipped) {
    let items = match &tree.kind {
        TreeKind::Null => return,
        TreeKind::Sequence(items) => Some(items.as_slice()),
        TreeKind::Mapping(_) => tree.get("items").and_then(Tree::items),
        TreeKind::Bool(_) | TreeKind::Number(_) | TreeKind::String(_) => None,
    };
    let kind = text(tree, "kind");
    if let (Some(items), "") = (items, path) {
        let expected = if kind == "NodeList" {
            Expected::Node
        } else {
            Expected::Anything
        };
        let is_bare = matches!(tree.kind, TreeKind::Sequence(_));
        for (index, item) in items.iter().enumerate() {
            let path = if is_bare {
                format!("[{index}].")
            } else {
                format!("items[{index}].")
            };
            object(reader, item, &path, expected, skipped);
        }
        return;
    }
    let api_version = text(tree, "apiVersion");
    let place = |key: &str| tree.get(key).map_or(tree.span, |value| value.span);
    match (kind, api_version) {
        ("Node", "v1") => node(reader, tree, path),
        ("", "" | "v1") if expected == Expected::Node || looks_like_node(tree) => node(reader, tree, path),
        ("Node", "") => {
            let words = "Object 'apiVersion' is missing";
            let finding = Diagnostic::warning("kind", format!("{path}apiVersion"), words);
            reader.report(finding.hint(Advice::AddVersionOfNode).at(place("kind")));
            node(reader, tree, path);
        }
        ("Node", _) => {
            let words = Remark::OtherNode {
                version: api_version.to_owned(),
            };
            let finding = Diagnostic::warning("kind", format!("{path}apiVersion"), words);
            reader.report(finding.hint(Advice::LeftOut).at(place("apiVersion")));
        }
        _ if kind.eq_ignore_ascii_case("node") => {
            let finding = Diagnostic::error("kind", format!("{path}kind"), format!("no matches for kind \"{kind}\""));
            reader.report(finding.hint(Advice::SpellingOfNode).at(place("kind")));
        }
        _ => {
            let kind = if kind.is_empty() { "kind: \"\"" } else { kind };
            skipped.count += 1;
            skipped.first.get_or_insert(tree.span);
            if skipped.kinds.len() < 10 && !skipped.kinds.iter().any(|known| known == kind) {
                skipped.kinds.push(kind.to_owned());
            }
        }
    }
}

/// Whether an object without a kind has a name and what only nodes have.
fn looks_like_node(tree: &Tree) -> bool {
    let has = |section: &str, keys: &[&str]| {
        tree.get(section)
            .is_some_and(|section| keys.iter().any(|key| section.get(key).is_some()))
    };
    let spec = ["taints", "unschedulable", "providerID", "podCIDR", "externalID"];
    let status = ["nodeInfo", "capacity", "allocatable", "addresses"];
    has("metadata", &["name"]) && (has("spec", &spec) || has("status", &status))
}

/// Takes a node with what is well formed in it, and reports the rest. Only what a `Node` keeps is looked at: the images
/// and managed fields of thousands of nodes are most of their text.
fn node(reader: &mut Reader, tree: &Tree, path: &str) {
    let mut fields = Fields {
        reader: &mut *reader,
        path,
    };
    let metadata = fields.mapping(tree, "", "metadata");
    let spec = fields.mapping(tree, "", "spec");
    let status = fields.mapping(tree, "", "status");

    let mut kept_metadata = Map::new();
    let name = metadata.and_then(|metadata| metadata.get("name"));
    let name_span = name.map_or(tree.span, |name| name.span);
    let name = name.and_then(Tree::as_str).unwrap_or_default();
    if let Some(finding) = check::name(&format!("{path}metadata.name"), name, name_span) {
        reader.report(finding);
        if name.is_empty() {
            return;
        }
    }
    let mut fields = Fields {
        reader: &mut *reader,
        path,
    };
    kept_metadata.insert("name".to_owned(), name.into());
    for key in ["labels", "annotations"] {
        let texts = metadata.and_then(|metadata| fields.mapping(metadata, "metadata.", key));
        kept_metadata.insert(key.to_owned(), Value::Object(fields.texts(texts, key)));
    }
    if let Some(created) = metadata.and_then(|metadata| metadata.get("creationTimestamp")) {
        fields.timestamp(created);
        kept_metadata.insert("creationTimestamp".to_owned(), created.to_json());
    }
    let taints = spec.map(|spec| fields.taints(spec)).unwrap_or_default();
    let unschedulable = spec.is_some_and(|spec| fields.flag(spec, "unschedulable"));
    let mut kept_status = Map::new();
    for key in ["conditions", "nodeInfo", "addresses"] {
        if let Some(value) = status.and_then(|status| status.get(key)) {
            kept_status.insert(key.to_owned(), value.to_json());
        }
    }
    // An API server sets allocatable to the capacity where a kubelet has not (`SetDefaults_NodeStatus`).
    let amounts = ["allocatable", "capacity"].into_iter();
    let amounts = status.and_then(|status| {
        amounts
            .map(|key| fields.quantities(status, key))
            .find(|map| !map.is_empty())
    });
    kept_status.insert("allocatable".to_owned(), Value::Object(amounts.unwrap_or_default()));

    let mut object = Map::new();
    object.insert("metadata".to_owned(), Value::Object(kept_metadata));
    object.insert("status".to_owned(), Value::Object(kept_status));
    let mut node = Node::from_json(&Value::Object(object));
    node.taints = taints;
    node.unschedulable = unschedulable;
    reader.push(node, &format!("{path}metadata.name"), name_span, tree.span);
}

/// Reads fields of one node, with findings at their paths.
struct Fields<'r, 't> {
    reader: &'r mut Reader<'t>,
    /// What leads to the node: empty, or `items[3].`.
    path: &'r str,
}

impl Fields<'_, '_> {
    fn wrong_type(&mut self, path: &str, wanted: Phrase, value: &Tree) {
        let found = match value.kind {
            TreeKind::Null => Phrase::Nothing,
            TreeKind::Bool(_) => Phrase::Boolean,
            TreeKind::Number(_) => Phrase::Number,
            TreeKind::String(_) => Phrase::String,
            TreeKind::Sequence(_) => Phrase::List,
            TreeKind::Mapping(_) => Phrase::Mapping,
        };
        let needs_quotes =
            matches!(value.kind, TreeKind::Bool(_) | TreeKind::Number(_)) && matches!(wanted, Phrase::String);
        let words = Remark::WrongType { found, wanted };
        let finding = Diagnostic::error("field-type", format!("{}{path}", self.path), words);
        let finding = if needs_quotes {
            finding.hint(Advice::PutInQuotes)
        } else {
            finding
        };
        self.reader.report(finding.at(value.span));
    }

    fn mapping<'t>(&mut self, parent: &'t Tree, prefix: &str, key: &str) -> Option<&'t Tree> {
        let value = parent.get(key)?;
        match value.kind {
            TreeKind::Mapping(_) => Some(value),
            TreeKind::Null => None,
            TreeKind::Bool(_) | TreeKind::Number(_) | TreeKind::String(_) | TreeKind::Sequence(_) => {
                self.wrong_type(&format!("{prefix}{key}"), Phrase::Mapping, value);
                None
            }
        }
    }

    /// The strings of `metadata.labels` or `metadata.annotations`. Other scalars are reported and read as their text.
    fn texts(&mut self, mapping: Option<&Tree>, field: &str) -> Map<String, Value> {
        let mut texts = Map::new();
        for entry in mapping.map(entries).unwrap_or_default() {
            let path = || format!("metadata.{field}[{}]", entry.key);
            let value = match &entry.value.kind {
                TreeKind::String(text) => text.clone(),
                TreeKind::Null => String::new(),
                TreeKind::Bool(_) | TreeKind::Number(_) => {
                    self.wrong_type(&path(), Phrase::String, &entry.value);
                    entry.value.to_json().to_string()
                }
                TreeKind::Sequence(_) | TreeKind::Mapping(_) => {
                    self.wrong_type(&path(), Phrase::String, &entry.value);
                    continue;
                }
            };
            if field == "labels" {
                let span = Span::new(entry.key_span.start, entry.value.span.end.max(entry.key_span.end));
                let finding = check::label(&format!("{}metadata.labels", self.path), &entry.key, &value, span);
                if let Some(finding) = finding {
                    self.reader.report(finding);
                }
            }
            texts.insert(entry.key.clone(), Value::String(value));
        }
        texts
    }

    fn timestamp(&mut self, value: &Tree) {
        let is_good = match &value.kind {
            TreeKind::Null => true,
            TreeKind::String(text) => SimTime::parse(text).is_some(),
            TreeKind::Bool(_) | TreeKind::Number(_) | TreeKind::Sequence(_) | TreeKind::Mapping(_) => false,
        };
        if !is_good {
            self.wrong_type("metadata.creationTimestamp", Phrase::Timestamp, value);
        }
    }

    fn flag(&mut self, parent: &Tree, key: &str) -> bool {
        match parent.get(key).map(|value| (&value.kind, value)) {
            Some((TreeKind::Bool(value), _)) => *value,
            None | Some((TreeKind::Null, _)) => false,
            Some((_, value)) => {
                self.wrong_type(&format!("spec.{key}"), Phrase::Boolean, value);
                false
            }
        }
    }

    fn taints(&mut self, spec: &Tree) -> Vec<Taint> {
        let mut taints = Vec::new();
        let Some(list) = spec.get("taints").filter(|list| list.kind != TreeKind::Null) else {
            return taints;
        };
        let Some(items) = list.items() else {
            self.wrong_type("spec.taints", Phrase::List, list);
            return taints;
        };
        for (index, item) in items.iter().enumerate() {
            let path = format!("{}spec.taints[{index}]", self.path);
            let written = WrittenTaint {
                key: text(item, "key"),
                value: text(item, "value"),
                effect: text(item, "effect"),
                span: item.span,
            };
            for key in ["key", "value", "effect"] {
                let wrong = item
                    .get(key)
                    .filter(|value| value.as_str().is_none() && value.kind != TreeKind::Null);
                if let Some(value) = wrong {
                    self.wrong_type(&format!("spec.taints[{index}].{key}"), Phrase::String, value);
                }
            }
            match check::taint(&path, &written, &taints) {
                Ok(mut taint) => {
                    taint.time_added = SimTime::parse(text(item, "timeAdded"));
                    taints.push(taint);
                }
                Err(finding) => self.reader.report(finding),
            }
        }
        taints
    }

    /// The quantities of a field of `status`; those that are none are reported and left out.
    fn quantities(&mut self, status: &Tree, field: &str) -> Map<String, Value> {
        let mut quantities = Map::new();
        for entry in self.mapping(status, "status.", field).map(entries).unwrap_or_default() {
            let path = format!("{}status.{field}[{}]", self.path, entry.key);
            if let Some(finding) = check::resource(&path, &entry.key, entry.key_span) {
                self.reader.report(finding);
                continue;
            }
            let value = entry.value.to_json();
            match Quantity::from_json(&value) {
                Ok(_) => {
                    quantities.insert(entry.key.clone(), value);
                }
                Err(error) => {
                    let finding = Diagnostic::error("field-invalid", path, error.to_string());
                    self.reader.report(finding.at(entry.value.span));
                }
            }
        }
        quantities
    }
}

fn entries(tree: &Tree) -> &[Entry] {
    match &tree.kind {
        TreeKind::Mapping(entries) => entries,
        TreeKind::Null | TreeKind::Bool(_) | TreeKind::Number(_) | TreeKind::String(_) | TreeKind::Sequence(_) => &[],
    }
}
