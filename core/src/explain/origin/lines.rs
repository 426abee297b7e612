//! Values at several stations as lines of YAML, each with the station that wrote it.

use super::{Author, OriginLine, OriginSection};
use crate::kubectl::to_yaml;
use crate::ordered::{Gather, Order};
use serde_json::{Map, Value};

/// The same value at every station; `None` where it was not there.
type Stations<'v> = [Option<&'v Value>];

pub(super) struct Writer {
    /// Who wrote at each station.
    pub(super) authors: Vec<Author>,
    /// The station of which it is shown what is no longer there.
    pub(super) baseline: usize,
}

impl Writer {
    /// The whole object: what stands before `metadata`, and each of the big parts.
    pub(super) fn sections(&self, stations: &Stations<'_>) -> Vec<OriginSection> {
        let mut head = OriginSection {
            name: String::new(),
            lines: Vec::new(),
        };
        let mut sections = Vec::new();
        for key in ["apiVersion", "kind", "metadata", "spec", "status"] {
            let inside = step(stations, key);
            match inside.last() {
                Some(Some(Value::Object(_))) => {
                    let mut lines = Vec::new();
                    self.fields(&inside, 1, &mut lines);
                    sections.push(OriginSection {
                        name: key.to_owned(),
                        lines,
                    });
                }
                Some(Some(_)) => self.field(key, &inside, 0, &mut head.lines),
                Some(None) | None => {}
            }
        }
        sections.insert(0, head);
        sections
    }

    /// The fields of a mapping, and those that the baseline has alone.
    fn fields(&self, stations: &Stations<'_>, depth: usize, lines: &mut Vec<OriginLine>) {
        let now = object(stations.last().copied().flatten());
        let before = object(stations.get(self.baseline).copied().flatten());
        let mut keys: Vec<&String> = now.into_iter().flat_map(Map::keys).collect();
        let gone = before.into_iter().flat_map(Map::keys);
        keys.extend(gone.filter(|key| now.is_none_or(|now| !now.contains_key(*key))));
        keys.order();
        for key in keys {
            self.field(key, &step(stations, key), depth, lines);
        }
    }

    fn field(&self, key: &str, stations: &Stations<'_>, depth: usize, lines: &mut Vec<OriginLine>) {
        let (before, now) = (
            stations.get(self.baseline).copied().flatten(),
            stations.last().copied().flatten(),
        );
        let entry = |value: &Value| {
            let entry: Map<String, Value> = [(key.to_owned(), value.clone())].into_iter().gather();
            to_yaml(&entry.into())
        };
        let Some(now) = now else {
            if let Some(before) = before {
                push(lines, &entry(before), depth, Some(self.remover(stations)), true);
            }
            return;
        };
        if let Some(author) = self.uniform(stations).filter(|_| !is_changed_inside(before, now)) {
            if let Some(before) = before.filter(|before| *before != now) {
                push(lines, &entry(before), depth, Some(author), true);
            }
            return push(lines, &entry(now), depth, Some(author), false);
        }
        match now {
            Value::Object(_) => {
                push(lines, &format!("{key}:"), depth, None, false);
                self.fields(stations, depth + 1, lines);
            }
            Value::Array(items) => {
                push(lines, &format!("{key}:"), depth, None, false);
                self.items(items, stations, depth, lines);
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
                push(lines, &entry(now), depth, self.uniform(stations), false);
            }
        }
    }

    fn items(&self, items: &[Value], stations: &Stations<'_>, depth: usize, lines: &mut Vec<OriginLine>) {
        let listed = |item: &Value| to_yaml(&Value::Array(vec![item.clone()]));
        if let Some(Value::Array(before)) = stations.get(self.baseline).copied().flatten() {
            for gone in before
                .iter()
                .filter(|item| !items.iter().any(|other| is_same(item, other)))
            {
                push(lines, &listed(gone), depth, Some(self.remover(stations)), true);
            }
        }
        for item in items {
            let inside = counterparts(stations, item);
            let before = inside.get(self.baseline).copied().flatten();
            if let Some(author) = self.uniform(&inside).filter(|_| !is_changed_inside(before, item)) {
                push(lines, &listed(item), depth, Some(author), false);
                continue;
            }
            let first = lines.len();
            self.fields(&inside, depth + 1, lines);
            // The dash stands before the first line that is there.
            if let Some(line) = lines[first..].iter_mut().find(|line| !line.is_removed) {
                let at = 2 * depth;
                line.text.replace_range(at..at + 2, "- ");
            }
        }
    }

    /// Who wrote all of a value, if it was one.
    fn uniform(&self, stations: &Stations<'_>) -> Option<Author> {
        let parts: Vec<Vec<Option<&Value>>> = match stations.last().copied().flatten()? {
            Value::Object(fields) => fields.keys().map(|key| step(stations, key)).collect(),
            Value::Array(items) => items.iter().map(|item| counterparts(stations, item)).collect(),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Vec::new(),
        };
        let mut authors = parts.iter().map(|part| self.uniform(part));
        match authors.next() {
            None => self.author(stations),
            Some(first) => {
                let first = first?;
                authors.all(|author| author == Some(first)).then_some(first)
            }
        }
    }

    /// Who wrote a value that is written at once: the station from which on it is what it is now.
    fn author(&self, stations: &Stations<'_>) -> Option<Author> {
        let now = stations.last().copied().flatten();
        let same = stations.iter().rev().take_while(|value| **value == now).count();
        self.authors.get(stations.len() - same).copied()
    }

    /// Who took out what the baseline has.
    fn remover(&self, stations: &Stations<'_>) -> Author {
        let before = stations.get(self.baseline).copied().flatten();
        let kept = stations
            .iter()
            .skip(self.baseline)
            .take_while(|value| **value == before)
            .count();
        let author = self.authors.get(self.baseline + kept).or(self.authors.last());
        author.copied().unwrap_or(Author::ApiServer)
    }
}

/// Whether the baseline has other contents in the same kind of container, so that they are told apart inside.
fn is_changed_inside(before: Option<&Value>, now: &Value) -> bool {
    let is_container = matches!(
        (before, now),
        (Some(Value::Object(_)), Value::Object(_)) | (Some(Value::Array(_)), Value::Array(_))
    );
    is_container && before != Some(now)
}

fn push(lines: &mut Vec<OriginLine>, text: &str, depth: usize, author: Option<Author>, is_removed: bool) {
    let indent = "  ".repeat(depth);
    lines.extend(text.lines().map(|line| OriginLine {
        text: format!("{indent}{line}"),
        author,
        is_removed,
    }));
}

fn step<'v>(stations: &Stations<'v>, key: &str) -> Vec<Option<&'v Value>> {
    stations
        .iter()
        .map(|value| value.and_then(|value| value.get(key)))
        .collect()
}

/// The item of each station's list that is the same one as `item`.
fn counterparts<'v>(stations: &Stations<'v>, item: &Value) -> Vec<Option<&'v Value>> {
    let of = |value: Option<&'v Value>| {
        let items = value.and_then(Value::as_array)?;
        items
            .iter()
            .find(|other| *other == item)
            .or_else(|| items.iter().find(|other| is_same(item, other)))
    };
    stations.iter().copied().map(of).collect()
}

/// Whether two items of a list are the same one at different times: by what Kubernetes tells them apart, else by all they
/// say.
fn is_same(left: &Value, right: &Value) -> bool {
    let key = ["mountPath", "name", "type"]
        .into_iter()
        .find(|key| left.get(key).is_some());
    key.map_or(left == right, |key| left.get(key) == right.get(key))
}

fn object(value: Option<&Value>) -> Option<&Map<String, Value>> {
    value.and_then(Value::as_object)
}
