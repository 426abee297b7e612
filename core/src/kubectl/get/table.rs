//! A table as the API server sends it, and the text kubectl prints of it.

use crate::case::upper;
use crate::json::Fields;
use crate::kubectl::columns::{TABLE, align, escape};
use crate::kubectl::selector::format_labels;
use serde::Serialize;
use serde_json::Value;
use std::fmt;

/// One cell. Counts are numbers, everything else is text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Cell {
    /// A text.
    Text(String),
    /// A count.
    Count(i64),
}

impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Count(count) => write!(f, "{count}"),
        }
    }
}

impl<T: Into<String>> From<T> for Cell {
    fn from(text: T) -> Self {
        Self::Text(text.into())
    }
}

/// A column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// Its name, in the server's mixed case: `Up-to-date`.
    pub name: &'static str,
    /// Whether only `-o wide` shows it.
    pub wide: bool,
}

impl Column {
    /// A column that is always shown.
    pub(super) const fn narrow(name: &'static str) -> Self {
        Self { name, wide: false }
    }

    /// A column that only `-o wide` shows.
    pub(super) const fn wide(name: &'static str) -> Self {
        Self { name, wide: true }
    }
}

/// One object's line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row<'a> {
    /// A cell for every column, wide ones included.
    pub cells: Vec<Cell>,
    /// The object the line is about.
    pub object: &'a Value,
}

/// Columns and rows, not yet laid out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table<'a> {
    /// All columns, wide ones included.
    pub columns: &'static [Column],
    /// A row for every object, in the order given.
    pub rows: Vec<Row<'a>>,
}

/// The options of `kubectl get` that change the text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "they are independent flags of one command line"
)]
pub struct Options {
    /// `-o wide`.
    pub wide: bool,
    /// `-A`: a first column `NAMESPACE`.
    pub all_namespaces: bool,
    /// `--show-labels`: a last column `LABELS`.
    pub show_labels: bool,
    /// `-L`: a column for each of these label keys.
    pub label_columns: Vec<String>,
    /// `--no-headers`.
    pub no_headers: bool,
}

impl Table<'_> {
    /// The names of the columns that are shown.
    pub fn column_names(&self, wide: bool) -> Vec<&'static str> {
        self.shown(wide).map(|(_, column)| column.name).collect()
    }

    /// The cells of the columns that are shown, row by row.
    pub fn cells(&self, wide: bool) -> Vec<Vec<&Cell>> {
        self.rows
            .iter()
            .map(|row| self.shown(wide).map(|(index, _)| &row.cells[index]).collect())
            .collect()
    }

    /// What kubectl prints: nothing at all for an empty table (it says so on standard error).
    pub fn text(&self, options: &Options) -> String {
        let mut lines = self.lines(options);
        if lines.is_empty() {
            return String::new();
        }
        lines.push(String::new());
        align(&lines.join("\n"), TABLE)
    }

    /// The lines of [`Table::text`] with tabs between the cells.
    pub(crate) fn lines(&self, options: &Options) -> Vec<String> {
        let mut lines = Vec::with_capacity(self.rows.len() + 1);
        if !self.rows.is_empty() && !options.no_headers {
            lines.push(self.header(options));
        }
        lines.extend(self.rows.iter().map(|row| self.line(row, options)));
        lines
    }

    fn shown(&self, wide: bool) -> impl Iterator<Item = (usize, &'static Column)> {
        self.columns
            .iter()
            .enumerate()
            .filter(move |(_, column)| wide || !column.wide)
    }

    fn header(&self, options: &Options) -> String {
        let mut names = Vec::new();
        names.extend(options.all_namespaces.then(|| "NAMESPACE".to_owned()));
        names.extend(self.shown(options.wide).map(|(_, column)| upper(column.name)));
        names.extend(options.label_columns.iter().map(|key| {
            let name = key.rsplit('/').next().unwrap_or_default();
            escape(&upper(name))
        }));
        names.extend(options.show_labels.then(|| "LABELS".to_owned()));
        names.join("\t")
    }

    fn line(&self, row: &Row, options: &Options) -> String {
        let mut texts = Vec::new();
        texts.extend(
            options
                .all_namespaces
                .then(|| escape(row.object.text("metadata.namespace"))),
        );
        texts.extend(
            self.shown(options.wide)
                .map(|(index, _)| one_line(&row.cells[index].to_string())),
        );
        let labels = row.object.at("metadata.labels");
        texts.extend(options.label_columns.iter().map(|key| {
            let value = labels.get(key).and_then(Value::as_str);
            escape(value.unwrap_or_default())
        }));
        texts.extend(
            options
                .show_labels
                .then(|| escape(&format_labels(row.object, "metadata.labels"))),
        );
        texts.join("\t")
    }
}

/// A cell holds the first line of its text, with dots if there is more.
fn one_line(text: &str) -> String {
    match text.find(['\n', '\r', '\x0c']) {
        Some(end) => escape(&text[..end]) + "...",
        None => escape(text),
    }
}
