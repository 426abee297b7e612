//! What the editors propose while somebody types, and what they say of a field under the pointer.

use crate::state::Document;
use crate::texts::editors as texts;
use everynode_core::language::Language;
use everynode_core::manifest::complete::{KnownLabels, Proposal, complete, complete_nodes, field_at, field_of_node_at};
use everynode_core::manifest::format;
use everynode_core::manifest::lines::LineIndex;
use everynode_core::manifest::nodes::{NodeForm, form_of, read_nodes, tidied_nodes};
use std::rc::Rc;

/// Longer lists of nodes are not read for every letter that somebody types.
const MAX_NODES_BYTES: usize = 256 * 1024;

/// What could stand at a place, which is in UTF-16 code units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposals {
    /// First unit of the word that a proposal takes the place of.
    pub start: usize,
    /// One past its last.
    pub end: usize,
    /// Each: its name, what it is, what it is for, what is written in front of the cursor and behind it.
    pub items: Vec<[String; 5]>,
}

/// What a field is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// First unit of its key.
    pub start: usize,
    /// One past its last.
    pub end: usize,
    /// Its name and type.
    pub head: String,
    /// What it is for.
    pub text: String,
}

/// How many bytes a text may have that is tidied: longer ones nobody wrote by hand.
const MAX_TIDIED_BYTES: usize = 64 * 1024;

/// The longest text of this kind that is tidied, in KiB, if this one is longer.
pub fn too_long_to_tidy(document: Document, text: &str) -> Option<usize> {
    let is_of_lines = document == Document::Nodes && form_of(text) != NodeForm::Objects;
    let limit = if is_of_lines { MAX_NODES_BYTES } else { MAX_TIDIED_BYTES };
    (text.len() > limit).then_some(limit / 1024)
}

/// The text with its indentation and columns in order; `None` if there is nothing to put in order.
pub fn tidied(document: Document, text: &str) -> Option<Rc<str>> {
    let tidied = match document {
        _ if too_long_to_tidy(document, text).is_some() => None,
        Document::Manifest => format::formatted(text),
        Document::Nodes => tidied_nodes(text),
    };
    tidied.map(Rc::from)
}

/// What could stand at `offset` of a text.
pub fn proposals(
    document: Document,
    text: &str,
    offset: usize,
    (nodes, language): (&str, Language),
) -> Option<Proposals> {
    let index = LineIndex::new(text);
    let at = index.from_utf16(offset);
    let known = if nodes.len() > MAX_NODES_BYTES {
        KnownLabels::default()
    } else {
        KnownLabels::of(read_nodes(nodes).nodes.iter())
    };
    let found = match document {
        Document::Manifest => complete(text, at, &known, language)?,
        Document::Nodes => complete_nodes(text, at, &known, language)?,
    };
    let item = |proposal: Proposal| {
        let about = proposal.about.unwrap_or_default().to_owned();
        [proposal.label, proposal.detail, about, proposal.insert, proposal.after]
    };
    Some(Proposals {
        start: index.to_utf16(found.span.0),
        end: index.to_utf16(found.span.1),
        items: found.proposals.into_iter().map(item).collect(),
    })
}

/// What the field at `offset` of a text is for.
pub fn note(document: Document, text: &str, offset: usize, language: Language) -> Option<Note> {
    let index = LineIndex::new(text);
    let at = index.from_utf16(offset);
    let found = match document {
        Document::Manifest => field_at(text, at, language)?,
        Document::Nodes => field_of_node_at(text, at, language)?,
    };
    let text = if found.values.is_empty() {
        found.about.to_owned()
    } else {
        let values = found.values.join(language.between_items());
        format!("{}\n{}", found.about, texts::one_of(language, &values))
    };
    Some(Note {
        start: index.to_utf16(found.span.0),
        end: index.to_utf16(found.span.1),
        head: format!("{} <{}>", found.name, found.type_name),
        text,
    })
}

#[cfg(test)]
mod tests {
    use super::{note, proposals, tidied, too_long_to_tidy};
    use crate::state::Document;
    use everynode_core::language::Language;

    /// A place behind letters that are more bytes than UTF-16 code units.
    const NODE: &str = "# ü: 节点\nkind: Node\nspec: {taints: [{";

    #[test]
    fn a_proposal_says_what_stands_behind_the_cursor() {
        let at = NODE.encode_utf16().count();
        let found = proposals(Document::Nodes, NODE, at, ("", Language::Chinese)).unwrap();
        assert_eq!((found.start, found.end), (at, at));
        let names: Vec<&str> = found.items.iter().map(|[name, ..]| name.as_str()).collect();
        assert_eq!(names, ["key", "value", "effect", "timeAdded"]);
        let outer = proposals(Document::Nodes, NODE, at - 1, ("", Language::Chinese)).unwrap();
        let [name, kind, about, insert, after] = &outer.items[0];
        assert_eq!([name.as_str(), kind, insert, after], ["key", "string", "{key: ", "}"]);
        assert!(about.contains("污点"), "{about}");
    }

    #[test]
    fn a_field_of_a_node_has_a_note() {
        let at = NODE.encode_utf16().count() - "taints: [{".len();
        let found = note(Document::Nodes, NODE, at, Language::English).unwrap();
        assert_eq!(found.head, "taints <[]Taint>");
        assert_eq!(note(Document::Nodes, "node-1 zone=a", 2, Language::English), None);
    }

    #[test]
    fn both_texts_are_tidied_up_to_a_length() {
        let tidy = |document, text: &str| tidied(document, text).map(|text| text.to_string());
        assert_eq!(
            tidy(Document::Manifest, "a:\n    b: 1\n").as_deref(),
            Some("a:\n  b: 1\n")
        );
        assert_eq!(tidy(Document::Nodes, "a   zone=b\n").as_deref(), Some("a zone=b\n"));
        assert_eq!(tidy(Document::Manifest, "a   zone=b\n"), None);
        let lines = "a   zone=b\n".repeat(10_000);
        assert_eq!(too_long_to_tidy(Document::Nodes, &lines), None);
        assert_eq!(too_long_to_tidy(Document::Manifest, &lines), Some(64));
        assert_eq!(too_long_to_tidy(Document::Nodes, &lines.repeat(3)), Some(256));
        assert_eq!(tidy(Document::Nodes, &lines.repeat(3)), None);
    }
}
