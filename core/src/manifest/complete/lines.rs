//! Where a place is in a YAML text, told by indentation.

use super::place::{Part, Place, Sibling, Style};

/// A line with a key.
#[derive(Debug, Clone, Copy)]
struct Line<'t> {
    /// The column of the first dash, if it begins an item of a list.
    dash: Option<usize>,
    /// The column of the key, or of what stands in its place.
    column: usize,
    /// The key; empty if there is none.
    key: &'t str,
    /// What stands behind the colon, if there is one.
    value: Option<&'t str>,
}

impl<'t> Line<'t> {
    /// `None` for lines that say nothing.
    fn read(line: &'t str) -> Option<Self> {
        let content = line.trim_start_matches(' ');
        if content.trim().is_empty() || content.starts_with('#') {
            return None;
        }
        Some(Self::of(line))
    }

    fn of(line: &'t str) -> Self {
        let mut rest = line.trim_start_matches(' ');
        let mut dash = None;
        while let Some(item) = rest
            .strip_prefix('-')
            .filter(|item| item.is_empty() || item.starts_with(' '))
        {
            dash = dash.or(Some(line.len() - rest.len()));
            rest = item.trim_start_matches(' ');
        }
        let column = line.len() - rest.len();
        let mut colons = rest.match_indices(':').map(|(at, _)| at);
        let colon = colons.find(|at| {
            let after = &rest[at + 1..];
            after.is_empty() || after.starts_with([' ', '\r'])
        });
        let colon = colon.filter(|_| !rest.starts_with(['{', '[']));
        let (key, value) = match colon {
            Some(at) => (&rest[..at], Some(&rest[at + 1..])),
            None => ("", None),
        };
        Self {
            dash,
            column,
            key: key.trim_matches(['"', '\'']),
            value,
        }
    }

    /// What it says as an entry of a mapping.
    fn entry(&self) -> Sibling<'t> {
        let value = self.value.unwrap_or_default();
        let value = value.split_once(" #").map_or(value, |(value, _)| value);
        Sibling {
            key: self.key,
            value: value.trim().trim_matches(['"', '\'']),
        }
    }

    /// What the keys around it have to stand left of: the column, and whether the column itself counts.
    fn bound(&self) -> (usize, bool) {
        self.dash.map_or((self.column, false), |dash| (dash, true))
    }
}

/// Where on a line the value begins, behind anchors and tags, and the column that what belongs to it stands right of, if it
/// has to.
pub(super) fn opening(line: &str) -> (usize, Option<usize>) {
    let read = Line::of(line);
    let (mut rest, limit) = match read.value {
        Some(value) => (value.trim_start_matches(' '), Some(read.column)),
        None => (&line[read.column..], read.dash),
    };
    while rest.starts_with(['&', '!']) {
        let end = rest.find(' ').unwrap_or(rest.len());
        rest = rest[end..].trim_start_matches(' ');
    }
    (line.len() - rest.len(), limit)
}

/// The place at byte `at` of a text, outside of brackets. `None` in comments, in blocks of text, and behind brackets.
pub(super) fn block(text: &str, at: usize) -> Option<Place<'_>> {
    let before = text.get(..at)?;
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let end = text[at..].find(['\n', '\r']).map_or(text.len(), |length| at + length);
    let whole = &text[start..end];
    let typed = &text[start..at];
    if typed.trim_start().starts_with('#') || typed.contains(" #") || typed.contains(['{', '[', '\t']) {
        return None;
    }
    let line = Line::of(whole);
    let part_of_line = Line::of(typed);
    let (above, below) = around(text, start, end);
    let (kind, keys, siblings) = surroundings(&line, &above, &below)?;
    let (part, word_start) = match part_of_line.value {
        Some(value) => (Part::Value(part_of_line.key), at - value.trim_start().len()),
        None => (Part::Key, start + part_of_line.column.min(typed.len())),
    };
    let tail = &text[at..end];
    let word_end = match part {
        Part::Key => tail.find([':', ' ']),
        Part::Value(_) | Part::Item => tail.find(" #").or(Some(tail.trim_end().len())),
    };
    let word_end = at + word_end.unwrap_or(tail.len());
    let column = line.column.min(word_start - start);
    let quote = text[word_start..at]
        .chars()
        .next()
        .filter(|first| matches!(first, '"' | '\''));
    Some(Place {
        kind,
        keys,
        siblings,
        has_colon: false,
        needs_blank: false,
        word: (word_start + usize::from(quote.is_some()), word_end),
        quote,
        part,
        style: Style::Block { column },
    })
}

/// The lines of the same document above, the nearest first, and below.
fn around(text: &str, start: usize, end: usize) -> (Vec<&str>, Vec<&str>) {
    let is_inside = |line: &&str| !line.starts_with("---");
    let above = text[..start].lines().rev().take_while(is_inside).collect();
    let below = text[end..].lines().skip(1).take_while(is_inside).collect();
    (above, below)
}

/// The kind of the document, the keys that lead to a line, and what stands beside it.
type Surroundings<'t> = (&'t str, Vec<&'t str>, Vec<Sibling<'t>>);

fn surroundings<'t>(line: &Line<'t>, above: &[&'t str], below: &[&'t str]) -> Option<Surroundings<'t>> {
    let mut keys = Vec::new();
    let mut siblings = Vec::new();
    let column = line.column;
    let mut bound = line.bound();
    let mut is_own = line.dash.is_none();
    for other in above.iter().filter_map(|line| Line::read(line)) {
        let (limit, is_inclusive) = bound;
        let is_left = other.column < limit || is_inclusive && other.column == limit;
        if keys.is_empty() && is_own && other.column == column {
            siblings.push(other.entry());
        }
        if other.column == limit && !is_inclusive && other.dash.is_some() {
            // The item of a list that everything so far is in.
            bound = other.bound();
            is_own = false;
        } else if is_left {
            is_own = false;
            let value = other.value?.trim();
            if value.starts_with(['|', '>']) {
                return None;
            }
            keys.push(other.key);
            bound = other.bound();
        }
    }
    if bound.0 > 0 && !bound.1 {
        return None;
    }
    keys.reverse();
    for other in below.iter().filter_map(|line| Line::read(line)) {
        if other.column < column || other.dash.is_some_and(|dash| dash < column) {
            break;
        }
        if other.column == column {
            siblings.push(other.entry());
        }
    }
    let top = above.iter().chain(below).filter_map(|line| Line::read(line));
    let kind = top
        .filter(|line| line.column == 0 && line.key == "kind")
        .find(|line| line.value.is_some());
    let kind = kind.map_or("", |line| line.entry().value);
    Some((kind, keys, siblings))
}
