//! The description of a type that has no describer of its own: `genericDescriber` of `kubectl/pkg/describe/describe.go`.

use crate::case::upper;
use crate::json::Fields;
use crate::kubectl::columns::Sheet;
use crate::kubectl::console::jsonpath::go_text;
use crate::kubectl::describe::{write_annotations, write_labels};
use crate::kubectl::events::describe_events;
use crate::time::SimTime;
use serde_json::Value;

/// What is described in a way of its own.
const SKIPPED: &[&str] = &[
    "metadata.annotations",
    "metadata.labels",
    "metadata.managedFields",
    "metadata.name",
    "metadata.namespace",
];

/// The description of `object`: every field, under the words of its name.
pub(super) fn describe(object: &Value, kind: &str, events: &[Value], now: SimTime) -> String {
    let mut sheet = Sheet::default();
    sheet.write(0, &format!("Name:\t{}\n", object.text("metadata.name")));
    sheet.write(0, &format!("Namespace:\t{}\n", object.text("metadata.namespace")));
    write_labels(&mut sheet, "Labels", object.at("metadata.labels"));
    write_annotations(&mut sheet, "Annotations", object.at("metadata.annotations"));
    write_fields(&mut sheet, 0, object, "");
    describe_events(&mut sheet, events, object, kind, now);
    sheet.aligned()
}

fn write_fields(sheet: &mut Sheet, level: usize, object: &Value, path: &str) {
    for (key, value) in object.entries("") {
        let path = if path.is_empty() {
            key.to_owned()
        } else {
            format!("{path}.{key}")
        };
        if SKIPPED.contains(&path.as_str()) {
            continue;
        }
        let title = title(key);
        match value {
            Value::Object(_) => {
                sheet.write(level, &format!("{title}:\n"));
                write_fields(sheet, level + 1, value, &path);
            }
            Value::Array(items) => {
                sheet.write(level, &format!("{title}:\n"));
                for item in items {
                    if item.is_object() {
                        write_fields(sheet, level + 1, item, &path);
                    } else {
                        sheet.write(level + 1, &format!("{}\n", go_text(item)));
                    }
                }
            }
            other => sheet.write(level, &format!("{title}:\t{}\n", go_text(other))),
        }
    }
}

/// `creationTimestamp` as `Creation Timestamp`, `apiVersion` as `API Version`.
fn title(key: &str) -> String {
    const ACRONYMS: [&str; 5] = ["API", "URL", "UID", "OSB", "GUID"];
    if !key.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') {
        return key.to_owned();
    }
    let mut words: Vec<String> = Vec::new();
    let mut previous = ' ';
    for c in key.chars() {
        if c.is_ascii_uppercase() && !previous.is_ascii_uppercase() || words.is_empty() {
            words.push(String::new());
        }
        words.iter_mut().last().into_iter().for_each(|word| word.push(c));
        previous = c;
    }
    let words = words.into_iter().map(|word| {
        let capitals = upper(&word);
        if ACRONYMS.contains(&capitals.as_str()) {
            return capitals;
        }
        let (first, rest) = word.split_at(word.len().min(1));
        upper(first) + rest
    });
    words.collect::<Vec<_>>().join(" ")
}
