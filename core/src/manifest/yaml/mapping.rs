//! A mapping while it is read: keys become the strings that JSON has, `<<` merges, repeated keys are noticed
//! (`go-yaml` v2, `decode.go` mapping, merge and setMapIndex; `sigs.k8s.io/yaml`, convertToJSONableObject).

use super::builder::{Node, NodeContent};
use super::error;
use super::scalar::KeyType;
use crate::diagnostic::{Advice, Diagnostic, Remark, Span};
use crate::manifest::tree::{Entry, Tree, TreeKind};
use crate::ordered::Order;
use std::collections::BTreeMap;

/// Keys and values so far.
#[derive(Default)]
pub(super) struct Mapping {
    entries: Vec<Entry>,
    facts: Vec<Facts>,
    key: Option<Key>,
}

/// What is known of an entry beside its value.
#[derive(Clone, Copy)]
struct Facts {
    key_type: KeyType,
    merged: bool,
    completed: usize,
}

/// A key that waits for its value.
enum Key {
    Name(KeyType, String, Span),
    Merge,
    /// Nothing JSON can have; its value is dropped.
    Refused,
}

/// A key that was set before, as strict reading reports it.
pub(super) struct Repeated {
    /// How many values of the document were complete then.
    pub(super) completed: usize,
    /// As strict reading writes it.
    pub(super) key: String,
    pub(super) key_span: Span,
    /// Where the repeated value begins.
    pub(super) value_start: usize,
}

impl Mapping {
    /// Takes the next key, or the value of the last one.
    pub(super) fn push(&mut self, node: Node, completed: usize, findings: &mut Vec<Diagnostic>) {
        match self.key.take() {
            None => self.key = Some(key(node, findings)),
            Some(Key::Name(key_type, name, key_span)) => {
                self.entries.push(Entry {
                    key: name,
                    key_span,
                    value: node.into_tree(findings),
                });
                self.facts.push(Facts {
                    key_type,
                    merged: false,
                    completed,
                });
            }
            Some(Key::Merge) => self.merge(node, completed, findings),
            Some(Key::Refused) => {}
        }
    }

    /// The entries of `<<: *a` or `<<: [*a, *b]`: earlier mappings win, so they are set last.
    fn merge(&mut self, node: Node, completed: usize, findings: &mut Vec<Diagnostic>) {
        let (span, aliased) = (node.span, node.aliased);
        let mappings = match node.content {
            NodeContent::Collection(TreeKind::Mapping(entries)) => Some(vec![entries]),
            NodeContent::Collection(TreeKind::Sequence(items)) if !aliased => {
                items.into_iter().rev().map(into_entries).collect()
            }
            NodeContent::Collection(_) | NodeContent::Scalar(_) | NodeContent::Merge => None,
        };
        let Some(mappings) = mappings else {
            let words = "yaml: map merge requires map or sequence of maps as the value";
            findings.push(error::message(words, span));
            return;
        };
        for entry in mappings.into_iter().flatten() {
            self.entries.push(entry);
            self.facts.push(Facts {
                key_type: KeyType::Text,
                merged: true,
                completed,
            });
        }
    }

    /// The entries, those left out that a merge or what came behind a merge has overridden.
    pub(super) fn close(mut self, repeated: &mut Vec<Repeated>) -> Vec<Entry> {
        // A document that is cut short may end behind a key; editors want to know the key.
        if let Some(Key::Name(key_type, name, key_span)) = self.key.take() {
            let value = Tree {
                span: Span::new(key_span.end, key_span.end),
                kind: TreeKind::Null,
            };
            self.entries.push(Entry {
                key: name,
                key_span,
                value,
            });
            self.facts.push(Facts {
                key_type,
                merged: false,
                completed: usize::MAX,
            });
        }
        let overridden = self.find_repeated(repeated);
        let mut index = 0;
        self.entries.retain(|_| {
            index += 1;
            overridden.binary_search(&(index - 1)).is_err()
        });
        self.entries
    }

    /// Reports keys that were set before, and returns in order which earlier entries are gone: those where a merge is
    /// involved, for what was written twice stays.
    fn find_repeated(&self, repeated: &mut Vec<Repeated>) -> Vec<usize> {
        let mut overridden = Vec::new();
        let mut seen: BTreeMap<(&str, KeyType), usize> = BTreeMap::new();
        // Most mappings are small, and most keys differ: no map for those.
        if self.entries.len() <= 8 && self.all_differ() {
            return overridden;
        }
        for (index, (entry, facts)) in self.entries.iter().zip(&self.facts).enumerate() {
            let Some(earlier) = seen.insert((&entry.key, facts.key_type), index) else {
                continue;
            };
            repeated.push(Repeated {
                completed: facts.completed,
                key: facts.key_type.in_go(&entry.key),
                key_span: entry.key_span,
                value_start: entry.value.span.start,
            });
            if facts.merged || self.facts[earlier].merged {
                overridden.push(earlier);
            }
        }
        overridden.order();
        overridden
    }

    fn all_differ(&self) -> bool {
        let entries = &self.entries;
        (1..entries.len()).all(|index| entries[..index].iter().all(|earlier| earlier.key != entries[index].key))
    }
}

fn into_entries(tree: Tree) -> Option<Vec<Entry>> {
    match tree.kind {
        TreeKind::Mapping(entries) => Some(entries),
        TreeKind::Null | TreeKind::Bool(_) | TreeKind::Number(_) | TreeKind::String(_) | TreeKind::Sequence(_) => None,
    }
}

fn key(node: Node, findings: &mut Vec<Diagnostic>) -> Key {
    let span = node.span;
    let scalar = match node.content {
        NodeContent::Merge => return Key::Merge,
        NodeContent::Scalar(scalar) => scalar,
        NodeContent::Collection(_) => {
            let finding = error::message(Remark::InvalidMapKey, span);
            findings.push(finding.hint(Advice::Template));
            return Key::Refused;
        }
    };
    let (key_type, name) = scalar.into_key();
    let refused = match key_type {
        KeyType::Null => "unsupported map key of type: %!s(<nil>), key: <nil>",
        KeyType::Uint => "unsupported map key of type: uint64",
        KeyType::Bool | KeyType::Int | KeyType::Float | KeyType::Text => return Key::Name(key_type, name, span),
    };
    findings.push(error::no_json(refused, span).hint(Advice::QuoteKey));
    Key::Name(key_type, name, span)
}
