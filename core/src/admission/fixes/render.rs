//! New fields as text, in the manner of the text they are put into: block style, flow style or JSON.

use crate::diagnostic::Span;
use crate::manifest::tree::{Entry, Tree, TreeKind};
use crate::manifest::yaml::is_plain_text;
use serde_json::Value;

/// A value that is to be written.
#[derive(Debug, Clone)]
pub(super) enum New {
    Scalar(Value),
    Map(Vec<(String, New)>),
    List(Vec<New>),
}

impl New {
    pub(super) fn text(text: &str) -> Self {
        Self::Scalar(text.into())
    }
}

/// How the values around a place are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    Block,
    /// In one line, `{a: b}`.
    Flow,
    /// In one line, `{"a": "b"}`.
    Json,
    /// JSON with every value on its line.
    PrettyJson,
}

/// The habits of a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Layout {
    /// By how many columns a mapping is indented in another.
    pub(super) step: usize,
    /// By how many columns the dash of a list is indented in a mapping.
    dash: usize,
    /// How lines end.
    pub(super) line_end: &'static str,
    /// The document is JSON.
    pub(super) json: bool,
}

impl Layout {
    pub(super) fn of(text: &str, tree: &Tree) -> Self {
        let mut layout = Self {
            step: 2,
            dash: 0,
            line_end: if text.contains("\r\n") { "\r\n" } else { "\n" },
            json: false,
        };
        let entries = own_entries(tree);
        layout.json = is_flow(text, tree) && entries.first().is_some_and(|entry| is_quoted(text, entry.key_span));
        if let Some(step) = entries.iter().find_map(|entry| first_step(text, entry)) {
            layout.step = step;
        }
        if let Some(dash) = first_dash(text, tree) {
            layout.dash = dash;
        }
        layout
    }

    /// `key: value`, for a place at column `indent`.
    pub(super) fn entry(&self, key: &str, value: &New, style: Style, indent: usize) -> String {
        let key = scalar(&key.into(), style);
        match (value, style) {
            (New::Map(_) | New::List(_), Style::Block) => format!("{key}:{}", self.below(value, indent)),
            (New::Scalar(_) | New::Map(_) | New::List(_), _) => format!("{key}: {}", self.value(value, style, indent)),
        }
    }

    /// An item of a list, whose content begins at column `indent`.
    pub(super) fn value(&self, value: &New, style: Style, indent: usize) -> String {
        let inner = indent + self.step;
        let (open, close, parts): (_, _, Vec<String>) = match value {
            New::Scalar(value) => return scalar(value, style),
            New::Map(entries) if style == Style::Block => {
                let parts = entries.iter().map(|(key, value)| self.entry(key, value, style, indent));
                return parts.collect::<Vec<_>>().join(&self.new_line(indent));
            }
            New::Map(entries) => {
                let parts = entries.iter().map(|(key, value)| self.entry(key, value, style, inner));
                ('{', '}', parts.collect())
            }
            New::List(items) => {
                let style = if style == Style::Block { Style::Flow } else { style };
                let parts = items.iter().map(|item| self.value(item, style, inner));
                ('[', ']', parts.collect())
            }
        };
        if style == Style::PrettyJson && !parts.is_empty() {
            let (begin, end) = (self.new_line(inner), self.new_line(indent));
            return format!("{open}{begin}{}{end}{close}", parts.join(&format!(",{begin}")));
        }
        format!("{open}{}{close}", parts.join(", "))
    }

    /// A map or list on the lines below its key.
    fn below(&self, value: &New, indent: usize) -> String {
        match value {
            New::Scalar(value) => format!(" {}", scalar(value, Style::Block)),
            New::Map(_) => {
                let inner = indent + self.step;
                self.new_line(inner) + &self.value(value, Style::Block, inner)
            }
            New::List(items) => {
                let dash = self.new_line(indent + self.dash);
                let item = |item: &New| format!("{dash}- {}", self.value(item, Style::Block, indent + self.dash + 2));
                items.iter().map(item).collect()
            }
        }
    }

    pub(super) fn new_line(&self, indent: usize) -> String {
        format!("{}{}", self.line_end, " ".repeat(indent))
    }
}

/// A scalar that is read as it is meant: in quotes unless it is plainly a word.
fn scalar(value: &Value, style: Style) -> String {
    let is_word = |text: &str| {
        text.starts_with(|first: char| first.is_ascii_alphanumeric())
            && text
                .chars()
                .all(|each| each.is_ascii_alphanumeric() || "-._/".contains(each))
            && is_plain_text(text)
    };
    match value {
        Value::String(text) if matches!(style, Style::Block | Style::Flow) && is_word(text) => text.clone(),
        _ => value.to_string(),
    }
}

/// Where a value begins behind its anchor and tag.
pub(super) fn content_start(text: &str, tree: &Tree) -> usize {
    let mut start = tree.span.start;
    while text.get(start..).is_some_and(|rest| rest.starts_with(['&', '!'])) {
        let rest = &text[start..];
        let word = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let rest = &rest[word..];
        start += word + (rest.len() - rest.trim_start().len());
    }
    start
}

/// Whether a list or mapping is written in brackets.
pub(super) fn is_flow(text: &str, tree: &Tree) -> bool {
    text.get(content_start(text, tree)..)
        .is_some_and(|rest| rest.starts_with(['{', '[']))
}

/// Whether another value stands for this one.
pub(super) fn is_alias(text: &str, tree: &Tree) -> bool {
    text.get(tree.span.start..).is_some_and(|rest| rest.starts_with('*')) && !matches!(tree.kind, TreeKind::Null)
}

pub(super) fn is_quoted(text: &str, span: Span) -> bool {
    text.get(span.start..).is_some_and(|rest| rest.starts_with('"'))
}

/// The entries that are written in the mapping itself, and not merged into it from elsewhere.
pub(super) fn own_entries(tree: &Tree) -> Vec<&Entry> {
    let TreeKind::Mapping(entries) = &tree.kind else {
        return Vec::new();
    };
    let is_own = |entry: &&Entry| {
        entry.key_span.start >= tree.span.start && entry.key_span.end <= tree.span.end && entry.key_span.end > 0
    };
    entries.iter().filter(is_own).collect()
}

/// Where the line of a byte begins.
pub(super) fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |at| at + 1)
}

/// Where the line of a byte ends, before its line end.
pub(super) fn line_end(text: &str, at: usize) -> usize {
    let end = text[at..].find('\n').map_or(text.len(), |length| at + length);
    if end > at && text[..end].ends_with('\r') {
        end - 1
    } else {
        end
    }
}

/// In which column a byte is, from 0.
pub(super) fn column(text: &str, at: usize) -> usize {
    at - line_start(text, at)
}

fn first_step(text: &str, entry: &Entry) -> Option<usize> {
    let inner = own_entries(&entry.value).first()?.key_span.start;
    let outer = entry.key_span.start;
    let is_below = line_start(text, inner) > outer;
    let step = column(text, inner).checked_sub(column(text, outer))?;
    (is_below && step > 0).then_some(step)
}

/// The indentation of the first list of mappings on lines of its own.
fn first_dash(text: &str, tree: &Tree) -> Option<usize> {
    for entry in own_entries(tree) {
        let items = entry.value.items().unwrap_or_default();
        if let Some(dash) = items.first().and_then(|item| dash_column(text, item)) {
            return dash.checked_sub(column(text, entry.key_span.start));
        }
        if let Some(found) = first_dash(text, &entry.value) {
            return Some(found);
        }
    }
    None
}

/// The column of the dash before an item.
pub(super) fn dash_column(text: &str, item: &Tree) -> Option<usize> {
    let prefix = &text[line_start(text, item.span.start)..item.span.start];
    let dash = prefix.trim_end().strip_suffix('-')?;
    dash.chars().all(|each| each == ' ').then_some(dash.len())
}
