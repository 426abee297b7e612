//! A place in a text: what it is in, what stands beside it, and how things are written there.

use super::flow::{Found, Open};
use super::lines::block;

/// A place in a text.
pub(super) struct Place<'t> {
    /// The `kind` of the document.
    pub(super) kind: &'t str,
    /// The keys that lead to what the place is in.
    pub(super) keys: Vec<&'t str>,
    /// What stands beside it; in a list, beside the list's key.
    pub(super) siblings: Vec<Sibling<'t>>,
    /// A colon stands behind the word already.
    pub(super) has_colon: bool,
    /// The word stands right behind a colon, where YAML wants a blank.
    pub(super) needs_blank: bool,
    /// The word at the place, without the quote that opens it.
    pub(super) word: (usize, usize),
    /// That quote.
    pub(super) quote: Option<char>,
    pub(super) part: Part<'t>,
    pub(super) style: Style,
}

/// A key and what stands behind its colon on the same line.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Sibling<'t> {
    pub(super) key: &'t str,
    pub(super) value: &'t str,
}

/// What stands, or would stand, at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part<'t> {
    /// A key.
    Key,
    /// The value of this key.
    Value(&'t str),
    /// An item of a list in brackets.
    Item,
}

/// How things are written at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// On lines of their own, in this column.
    Block {
        /// Of the key, in bytes.
        column: usize,
    },
    /// In brackets; whether with quotes as JSON has them.
    Flow {
        /// Keys stand in quotes.
        is_json: bool,
    },
}

impl<'t> Place<'t> {
    /// The place at byte `at`; `None` in comments, in blocks of text, and where only punctuation could stand.
    pub(super) fn at(text: &'t str, at: usize) -> Option<Self> {
        text.get(..at)?;
        let mut place = match Found::at(text, at) {
            Found::Block => block(text, at)?,
            Found::Flow(open) => in_brackets(text, &open)?,
            Found::Nothing => return None,
        };
        if place.part == Part::Value("kind") && place.keys.is_empty() {
            // It is being written.
            place.kind = "";
        }
        let (start, end) = place.word;
        place.has_colon = text[end..].trim_start_matches([' ', '\t']).starts_with(':');
        place.needs_blank = text[..start].ends_with(':');
        Some(place)
    }

    /// What stands beside it under `key`.
    pub(super) fn beside(&self, key: &str) -> Option<&'t str> {
        let found = self.siblings.iter().find(|sibling| sibling.key == key)?;
        Some(found.value)
    }
}

fn in_brackets<'t>(text: &'t str, open: &Open<'t>) -> Option<Place<'t>> {
    let outside = if open.is_root {
        None
    } else {
        Some(block(text, open.start)?)
    };
    let kind = match &outside {
        Some(outside) => outside.kind,
        None => open.kind(),
    };
    let (mut keys, mut siblings) = (Vec::new(), Vec::new());
    if let Some(outside) = outside {
        keys = outside.keys;
        if let Part::Value(key) = outside.part {
            keys.push(key);
            siblings = outside.siblings;
        }
    }
    keys.extend(open.levels.iter().filter_map(|level| level.name));
    let innermost = match open.part {
        Part::Item => open.levels.iter().rev().nth(1),
        Part::Key | Part::Value(_) => open.levels.last(),
    };
    if let Some(level) = innermost {
        let others = level.entries.iter().filter(|(start, _)| *start != open.word_start);
        siblings = others.map(|(_, entry)| *entry).collect();
    }
    Some(Place {
        kind,
        keys,
        siblings,
        has_colon: false,
        needs_blank: false,
        word: open.word,
        quote: open.quote,
        part: open.part,
        style: Style::Flow { is_json: open.is_json },
    })
}
