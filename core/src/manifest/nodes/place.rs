//! Where a label or a taint of a node stands in the text that the nodes were read from.

use super::short::words;
use super::{NodeForm, NodeList};
use crate::diagnostic::Span;
use crate::manifest::locate::{find, locate};
use crate::manifest::tree::{Tree, TreeKind};
use crate::manifest::yaml::{Limits, read_with};
use crate::objects::{Taint, TaintEffect};
use serde::Serialize;
use std::sync::Arc;

/// A part of a node that something was decided by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "part", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum NodePart {
    /// Its name.
    Name,
    /// A label, there or missing.
    Label {
        /// The key.
        key: Arc<str>,
    },
    /// A taint.
    Taint {
        /// The key.
        key: Arc<str>,
        /// The effect.
        effect: TaintEffect,
    },
}

impl NodePart {
    /// The part that `taint` is.
    pub fn taint(taint: &Taint) -> Self {
        Self::Taint {
            key: taint.key.clone(),
            effect: taint.effect,
        }
    }
}

/// Where `part` of the node called `node` stands in `text`, of which `list` was read; of a part that is not there the
/// node's name.
pub fn place_of(text: &str, list: &NodeList, node: &str, part: &NodePart) -> Option<Span> {
    let source = list.sources.iter().find(|source| *source.name == *node)?;
    let within = text.get(source.span.start..source.span.end)?;
    let found = match list.form {
        NodeForm::Short => in_line(within, part),
        NodeForm::Table => in_row(within, part),
        NodeForm::Objects => {
            let documents = read_with(text, Limits::NODES).documents;
            let mut trees = documents.iter().map(|document| &document.tree);
            let tree = trees.find_map(|tree| at(tree, source.span))?;
            return Some(in_object(tree, part));
        }
    };
    let (start, length) = found.or_else(|| words(within).next().map(|(at, word)| (at, word.len())))?;
    let start = source.span.start + start;
    Some(Span::new(start, start + length))
}

fn in_line(line: &str, part: &NodePart) -> Option<(usize, usize)> {
    let is_it = |word: &str| match part {
        NodePart::Name => false,
        NodePart::Label { key } => {
            let word = word.strip_prefix("label:").unwrap_or(word);
            word.split_once('=').map_or(word, |(key, _)| key) == &**key
        }
        NodePart::Taint { key, .. } if &**key == "node.kubernetes.io/unschedulable" => {
            matches!(word, "cordoned" | "unschedulable")
        }
        NodePart::Taint { key, effect } => word.strip_prefix("taint:").is_some_and(|taint| {
            let (rest, written) = taint.rsplit_once(':').unwrap_or((taint, ""));
            rest.split_once('=').map_or(rest, |(key, _)| key) == &**key && written == effect.name()
        }),
    };
    let mut words = words(line).skip(1);
    words.find(|(_, word)| is_it(word)).map(|(at, word)| (at, word.len()))
}

fn in_row(row: &str, part: &NodePart) -> Option<(usize, usize)> {
    let NodePart::Label { key } = part else { return None };
    let wanted = format!("{key}=");
    let start = row.match_indices(&wanted).map(|(at, _)| at);
    let mut start = start.filter(|at| row[..*at].ends_with(|before: char| before == ',' || before.is_whitespace()));
    let start = start.next()?;
    let length = row[start..].find(|after: char| after == ',' || after.is_whitespace());
    Some((start, length.unwrap_or(row.len() - start)))
}

fn in_object(tree: &Tree, part: &NodePart) -> Span {
    let name = locate(tree, "metadata.name").value_span;
    match part {
        NodePart::Name => name,
        NodePart::Label { key } => {
            let place = locate(tree, &format!("metadata.labels[{key}]"));
            if place.exact {
                Span::new(place.key_span.start, place.value_span.end)
            } else {
                name
            }
        }
        NodePart::Taint { key, effect } => {
            let taints = find(tree, "spec.taints").and_then(Tree::items).unwrap_or_default();
            let text = |taint: &Tree, field: &str| taint.get(field).and_then(Tree::as_str).map(str::to_owned);
            let is_it = |taint: &&Tree| {
                text(taint, "key").as_deref() == Some(key) && text(taint, "effect").as_deref() == Some(effect.name())
            };
            taints.iter().find(is_it).map_or(name, |taint| taint.span)
        }
    }
}

/// The value that stands at `span`.
fn at(tree: &Tree, span: Span) -> Option<&Tree> {
    if tree.span == span {
        return Some(tree);
    }
    match &tree.kind {
        TreeKind::Sequence(items) => items.iter().find_map(|item| at(item, span)),
        TreeKind::Mapping(_) => tree.get("items").and_then(|items| at(items, span)),
        TreeKind::Null | TreeKind::Bool(_) | TreeKind::Number(_) | TreeKind::String(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::read_nodes;
    use super::{NodePart, place_of};
    use crate::objects::TaintEffect;

    #[test]
    fn labels_and_taints_are_found_in_every_form() {
        let (label, taint) = (
            NodePart::Label { key: "zone".into() },
            NodePart::Taint {
                key: "dedicated".into(),
                effect: TaintEffect::NoSchedule,
            },
        );
        let short = "a gpu=true\nnode-[1-3] zone=b taint:dedicated=gpu:NoSchedule # zone=c\n";
        let table =
            "NAME   STATUS  ROLES   AGE  VERSION  LABELS\nnode-2  Ready  <none>  1d  v1.36.2  a.zone=x,zone=b,c=d\n";
        let objects = "apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Node\n  metadata:\n    name: node-2\n    labels: {zone: b}\n  spec:\n    taints:\n    - {key: dedicated, effect: NoExecute}\n    - {key: dedicated, effect: NoSchedule}\n";
        for (text, of_label, of_taint) in [
            (short, "zone=b", "taint:dedicated=gpu:NoSchedule"),
            (table, "zone=b", "node-2"),
            (objects, "zone: b", "{key: dedicated, effect: NoSchedule}"),
        ] {
            let list = read_nodes(text);
            let at = |part| place_of(text, &list, "node-2", part).map(|span| &text[span.start..span.end]);
            assert_eq!((at(&label), at(&taint)), (Some(of_label), Some(of_taint)), "{text}");
            let missing = NodePart::Label { key: "disk".into() };
            let name = if text == short { "node-[1-3]" } else { "node-2" };
            assert_eq!((at(&missing), at(&NodePart::Name)), (Some(name), Some(name)));
            assert_eq!(place_of(text, &list, "nobody", &label), None);
        }
    }
}
