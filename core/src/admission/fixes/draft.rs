//! A manifest while it is mended: one field after the other is set, removed or renamed in the text, everything else
//! stays. Every step reads the text anew, so that no step has to know what those before it moved.

use super::render::{
    Layout, New, Style, column, content_start, dash_column, is_alias, is_flow, is_quoted, line_end, line_start,
    own_entries,
};
use crate::diagnostic::{Fix, FixTitle, Span};
use crate::manifest::changes::edits;
use crate::manifest::find::objects;
use crate::manifest::tree::{Entry, Tree, TreeKind};
use crate::manifest::yaml::read_documents;
use crate::ordered::Order;

/// Keys and indexes that lead to a value.
pub(super) type Way<'w> = &'w [&'w str];

/// A text with some fields changed. The steps return `None` where the text is written in a way that they would break.
pub(super) struct Draft<'t> {
    original: &'t str,
    text: String,
    /// Which object of the text is mended.
    object: usize,
}

impl<'t> Draft<'t> {
    pub(super) fn new(original: &'t str, object: usize) -> Self {
        Self {
            original,
            text: original.to_owned(),
            object,
        }
    }

    /// The text as it is by now.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// All that was changed, as one fix.
    pub(super) fn into_fix(self, title: FixTitle) -> Option<Fix> {
        let edits = edits(self.original, &self.text);
        (!edits.is_empty()).then_some(Fix { title, edits })
    }

    fn tree(&self) -> Option<Tree> {
        let object = objects(read_documents(&self.text)).into_iter().nth(self.object)?;
        (!object.broken).then_some(object.tree)
    }

    fn splice(&mut self, span: Span, replacement: &str) -> Option<()> {
        self.text.get(span.start..span.end)?;
        self.text.replace_range(span.start..span.end, replacement);
        Some(())
    }

    /// Writes `text` instead of the value at `way` as it stands there.
    pub(super) fn replace(&mut self, way: Way<'_>, text: &str) -> Option<()> {
        let tree = self.tree()?;
        let value = way.iter().try_fold(&tree, |value, step| child(value, step))?;
        self.splice(value.span, text)
    }

    /// Gives the field at `way` a value, with all that is missing on the way to it. A list or mapping that is there
    /// already is not replaced.
    pub(super) fn set(&mut self, way: Way<'_>, value: &New) -> Option<()> {
        let tree = self.tree()?;
        let layout = Layout::of(&self.text, &tree);
        let (mut here, mut owner) = (&tree, None);
        for (depth, step) in way.iter().enumerate() {
            let Some(next) = child(here, step) else {
                let missing = nested(&way[depth + 1..], value);
                return self.insert(layout, here, owner, step, &missing);
            };
            owner = here.entry(step);
            here = next;
        }
        let style = if layout.json { Style::Json } else { Style::Flow };
        match (&here.kind, value) {
            (TreeKind::Sequence(_) | TreeKind::Mapping(_), _) => None,
            (TreeKind::Null, New::Map(_) | New::List(_)) if !layout.json && here.span.start == here.span.end => {
                let owner = owner?;
                let entry = layout.entry(
                    &owner.key,
                    value,
                    Style::Block,
                    column(&self.text, owner.key_span.start),
                );
                let below = entry.split_once(':').map(|(_, below)| below.to_owned())?;
                self.add_line(owner.key_span.end, &below)
            }
            (TreeKind::Null, _) if here.span.start == here.span.end => {
                self.splice(here.span, &format!(" {}", layout.value(value, style, 0)))
            }
            (TreeKind::Null | TreeKind::Bool(_) | TreeKind::Number(_) | TreeKind::String(_), _) => {
                self.splice(here.span, &layout.value(value, style, 0))
            }
        }
    }

    /// Puts `lines` behind the line of a byte.
    fn add_line(&mut self, at: usize, lines: &str) -> Option<()> {
        let end = line_end(&self.text, at);
        self.splice(Span::new(end, end), lines)
    }

    /// Adds a key to a mapping, or to the nothing that a key has for its value.
    fn insert(&mut self, layout: Layout, map: &Tree, owner: Option<&Entry>, key: &str, value: &New) -> Option<()> {
        if is_alias(&self.text, map) {
            return None;
        }
        match &map.kind {
            TreeKind::Mapping(_) if is_flow(&self.text, map) => self.insert_in_flow(layout, map, key, value),
            TreeKind::Mapping(_) => self.insert_in_block(layout, map, key, value),
            TreeKind::Null if map.span.start == map.span.end && !layout.json => {
                let owner = owner?;
                let indent = column(&self.text, owner.key_span.start) + layout.step;
                let entry = layout.entry(key, value, Style::Block, indent);
                self.add_line(owner.key_span.end, &(layout.new_line(indent) + &entry))
            }
            TreeKind::Null => {
                let style = if layout.json { Style::Json } else { Style::Flow };
                let map_of_it = New::Map(vec![(key.to_owned(), value.clone())]);
                self.splice(map.span, &layout.value(&map_of_it, style, 0))
            }
            TreeKind::Bool(_) | TreeKind::Number(_) | TreeKind::String(_) | TreeKind::Sequence(_) => None,
        }
    }

    fn insert_in_block(&mut self, layout: Layout, map: &Tree, key: &str, value: &New) -> Option<()> {
        let entries = own_entries(map);
        let indent = column(&self.text, entries.first()?.key_span.start);
        let entry = layout.entry(key, value, Style::Block, indent);
        let next = successor(key).and_then(|next| entries.iter().find(|entry| entry.key == next));
        let last = entries.iter().max_by_key(|entry| end(entry))?;
        let Some(next) = next.or_else(|| ends_with_its_breaks(&self.text, &last.value).then_some(last)) else {
            return self.add_line(end(last), &(layout.new_line(indent) + &entry));
        };
        let at = next.key_span.start;
        let mut start = line_start(&self.text, at);
        if !self.text[start..at].trim().is_empty() {
            return self.splice(Span::new(at, at), &(entry + &layout.new_line(indent)));
        }
        // What is written above the next key is about that key.
        while start > 0 {
            let above = line_start(&self.text, start - 1);
            if !self.text[above..start].trim_start().starts_with('#') {
                break;
            }
            start = above;
        }
        let line = format!("{}{entry}{}", " ".repeat(indent), layout.line_end);
        self.splice(Span::new(start, start), &line)
    }

    fn insert_in_flow(&mut self, layout: Layout, map: &Tree, key: &str, value: &New) -> Option<()> {
        let entries = own_entries(map);
        let first = entries.first().map(|entry| entry.key_span);
        let is_json = first.map_or(layout.json, |first| is_quoted(&self.text, first));
        let Some(last) = entries.iter().max_by_key(|entry| end(entry)) else {
            let style = if is_json { Style::Json } else { Style::Flow };
            let at = content_start(&self.text, map) + 1;
            return self.splice(Span::new(at, at), &layout.entry(key, value, style, 0));
        };
        let (lead, style, indent) = self.manner(layout, last.key_span.start, is_json);
        let entry = layout.entry(key, value, style, indent);
        match successor(key).and_then(|next| entries.iter().find(|entry| entry.key == next)) {
            Some(next) => {
                let at = next.key_span.start;
                self.splice(Span::new(at, at), &format!("{entry},{lead}"))
            }
            None => self.splice(Span::new(end(last), end(last)), &format!(",{lead}{entry}")),
        }
    }

    /// What is between a comma and the next value, and the style of that value, where one begins at byte `at`.
    fn manner(&self, layout: Layout, at: usize, is_json: bool) -> (String, Style, usize) {
        let indent = column(&self.text, at);
        let on_its_line = self.text[at - indent..at].trim().is_empty();
        match (on_its_line, is_json) {
            (true, true) => (layout.new_line(indent), Style::PrettyJson, indent),
            (true, false) => (layout.new_line(indent), Style::Flow, indent),
            (false, true) => (" ".to_owned(), Style::Json, 0),
            (false, false) => (" ".to_owned(), Style::Flow, 0),
        }
    }

    /// Adds an item to the list at `way`, which need not be there.
    pub(super) fn append(&mut self, way: Way<'_>, item: &New) -> Option<()> {
        let tree = self.tree()?;
        let layout = Layout::of(&self.text, &tree);
        let list = way.iter().try_fold(&tree, |value, step| child(value, step));
        let Some((list, items)) = list.and_then(|list| Some((list, list.items()?))) else {
            return self.set(way, &New::List(vec![item.clone()]));
        };
        if is_alias(&self.text, list) {
            return None;
        }
        if !is_flow(&self.text, list) {
            let above = items.last()?;
            let dash = dash_column(&self.text, above)?;
            let indent = match above.kind {
                TreeKind::Mapping(_) => column(&self.text, above.span.start),
                TreeKind::Null
                | TreeKind::Bool(_)
                | TreeKind::Number(_)
                | TreeKind::String(_)
                | TreeKind::Sequence(_) => dash + 2,
            };
            let gap = " ".repeat(indent - dash - 1);
            let value = layout.value(item, Style::Block, indent);
            return self.add_line(above.span.end, &format!("{}-{gap}{value}", layout.new_line(dash)));
        }
        if let Some(last) = items.last() {
            let (lead, style, indent) = self.manner(layout, last.span.start, layout.json);
            let value = layout.value(item, style, indent);
            self.splice(Span::new(last.span.end, last.span.end), &format!(",{lead}{value}"))
        } else {
            let style = if layout.json { Style::Json } else { Style::Flow };
            let at = content_start(&self.text, list) + 1;
            self.splice(Span::new(at, at), &layout.value(item, style, 0))
        }
    }

    /// Gives the key at `way` another name.
    pub(super) fn rename(&mut self, way: Way<'_>, name: &str) -> Option<()> {
        let (last, outer) = way.split_last()?;
        let tree = self.tree()?;
        let map = outer.iter().try_fold(&tree, |value, step| child(value, step))?;
        if map.get(name).is_some() {
            return None;
        }
        let span = map.entry(last)?.key_span;
        let text = match self.text.get(span.start..)?.chars().next()? {
            quote @ ('"' | '\'') => format!("{quote}{name}{quote}"),
            _ => name.to_owned(),
        };
        self.splice(span, &text)
    }

    /// Takes the field at `way` out, and what would be left empty around it.
    pub(super) fn remove(&mut self, way: Way<'_>) -> Option<()> {
        let (last, outer) = way.split_last()?;
        let tree = self.tree()?;
        let map = outer.iter().try_fold(&tree, |value, step| child(value, step))?;
        if map.items().is_some() {
            return self.remove_item(outer, last.parse().ok()?);
        }
        let entry = map.entry(last)?;
        let mut entries = own_entries(map);
        entries.order_by_key(|entry| entry.key_span.start);
        let at = entries.iter().position(|other| other.key_span == entry.key_span)?;
        if is_alias(&self.text, map) {
            return None;
        }
        let (before, next) = (at.checked_sub(1).map(|at| entries[at]), entries.get(at + 1));
        let start = entry.key_span.start;
        let span = match (before, next, is_flow(&self.text, map)) {
            (None, None, _) => return self.remove(outer),
            (_, Some(next), true) => Span::new(start, next.key_span.start),
            (Some(before), None, true) => Span::new(end(before), end(entry)),
            (_, _, false) => self.lines_of(entry, next.copied())?,
        };
        self.splice(span, "")
    }

    /// Takes item `index` out of the list at `way`, and with the last item the list.
    pub(super) fn remove_item(&mut self, way: Way<'_>, index: usize) -> Option<()> {
        let tree = self.tree()?;
        let list = way.iter().try_fold(&tree, |value, step| child(value, step))?;
        let items = list.items()?;
        let item = items.get(index)?;
        if items.len() == 1 {
            return self.remove(way);
        }
        if is_alias(&self.text, list) {
            return None;
        }
        let (before, next) = (index.checked_sub(1).map(|at| &items[at]), items.get(index + 1));
        if is_flow(&self.text, list) {
            let span = match (before, next) {
                (_, Some(next)) => Span::new(item.span.start, next.span.start),
                (Some(before), None) => Span::new(before.span.end, item.span.end),
                (None, None) => return None,
            };
            return self.splice(span, "");
        }
        let start = line_start(&self.text, item.span.start);
        dash_column(&self.text, item)?;
        let end = line_end(&self.text, item.span.end.max(item.span.start));
        let end = self.text[end..].find('\n').map_or(self.text.len(), |at| end + at + 1);
        self.splice(Span::new(start, end), "")
    }

    /// An entry of a block with its lines.
    fn lines_of(&self, entry: &Entry, next: Option<&Entry>) -> Option<Span> {
        let start = line_start(&self.text, entry.key_span.start);
        if !self.text[start..entry.key_span.start].trim().is_empty() {
            // Behind the dash of a list: the next key takes its place.
            return Some(Span::new(entry.key_span.start, next?.key_span.start));
        }
        let end = line_end(&self.text, end(entry));
        let rest = &self.text[end..];
        let line_end = rest.len() - rest.strip_prefix('\r').unwrap_or(rest).len();
        if rest[line_end..].starts_with('\n') {
            Some(Span::new(start, end + line_end + 1))
        } else {
            Some(Span::new(self.text[..start].trim_end_matches(['\r', '\n']).len(), end))
        }
    }
}

/// The value of a key, or the item at an index.
pub(super) fn child<'t>(value: &'t Tree, step: &str) -> Option<&'t Tree> {
    match &value.kind {
        TreeKind::Sequence(items) => items.get(step.parse::<usize>().ok()?),
        TreeKind::Mapping(_) => value.get(step),
        TreeKind::Null | TreeKind::Bool(_) | TreeKind::Number(_) | TreeKind::String(_) => None,
    }
}

/// The way to the key or value that stands at `span`.
pub(super) fn way_to(tree: &Tree, span: Span) -> Option<Vec<String>> {
    let lead = |step: String, value: &Tree| {
        let mut way = way_to(value, span)?;
        way.insert(0, step);
        Some(way)
    };
    if tree.span == span && !matches!(tree.kind, TreeKind::Mapping(_)) {
        return Some(Vec::new());
    }
    match &tree.kind {
        TreeKind::Mapping(entries) => entries.iter().rev().find_map(|entry| {
            let is_here = entry.key_span == span;
            if is_here {
                Some(vec![entry.key.clone()])
            } else {
                lead(entry.key.clone(), &entry.value)
            }
        }),
        TreeKind::Sequence(items) => {
            let mut items = items.iter().enumerate();
            items.find_map(|(index, item)| lead(index.to_string(), item))
        }
        TreeKind::Null | TreeKind::Bool(_) | TreeKind::Number(_) | TreeKind::String(_) => None,
    }
}

/// One past the last byte of an entry.
fn end(entry: &Entry) -> usize {
    entry.key_span.end.max(entry.value.span.end)
}

/// Whether a value ends with a block of text to which the line breaks behind it matter: nothing can follow it.
fn ends_with_its_breaks(text: &str, value: &Tree) -> bool {
    match &value.kind {
        TreeKind::Mapping(_) => own_entries(value)
            .last()
            .is_some_and(|entry| ends_with_its_breaks(text, &entry.value)),
        TreeKind::Sequence(items) => items.last().is_some_and(|item| ends_with_its_breaks(text, item)),
        TreeKind::String(_) => {
            let header = text[content_start(text, value)..].lines().next().unwrap_or_default();
            header.starts_with(['|', '>']) && (header.contains('+') || value.span.end == text.len())
        }
        TreeKind::Null | TreeKind::Bool(_) | TreeKind::Number(_) => false,
    }
}

/// `value` inside the maps that are still missing around it.
fn nested(keys: Way<'_>, value: &New) -> New {
    let wrap = |value: New, key: &&str| New::Map(vec![((*key).to_owned(), value)]);
    keys.iter().rev().fold(value.clone(), wrap)
}

/// The key that people expect behind this one.
fn successor(key: &str) -> Option<&'static str> {
    match key {
        "apiVersion" => Some("kind"),
        "kind" => Some("metadata"),
        "metadata" => Some("spec"),
        "selector" | "updateStrategy" => Some("template"),
        "maxUnavailable" => Some("maxSurge"),
        _ => None,
    }
}
