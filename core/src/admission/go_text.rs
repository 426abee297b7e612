//! Values as Go prints them in the API server's messages: quoted strings, compact JSON, and the internal structures.
//!
//! Models Go's `strconv.Quote` and `encoding/json`, which `field.Error.ErrorBody` uses.

use serde_json::Value;
use std::fmt::Write as _;

/// `text` as Go's `%q` writes it.
pub(crate) fn quote(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for character in text.chars() {
        match character {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\u{7}' => quoted.push_str("\\a"),
            '\u{8}' => quoted.push_str("\\b"),
            '\u{c}' => quoted.push_str("\\f"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            '\u{b}' => quoted.push_str("\\v"),
            printable if is_printable(printable) => quoted.push(printable),
            other => push_escape(&mut quoted, u32::from(other)),
        }
    }
    quoted.push('"');
    quoted
}

fn push_escape(quoted: &mut String, code: u32) {
    // Writing to a String cannot fail.
    let _ = match code {
        0..0x80 => write!(quoted, "\\x{code:02x}"),
        0x80..0x1_0000 => write!(quoted, "\\u{code:04x}"),
        _ => write!(quoted, "\\U{code:08x}"),
    };
}

/// Go's `unicode.IsPrint`: letters, marks, numbers, punctuation, symbols and the ASCII space.
pub(crate) fn is_printable(character: char) -> bool {
    let invisible = matches!(character,
        '\u{ad}' | '\u{600}'..='\u{605}' | '\u{61c}' | '\u{6dd}' | '\u{70f}' | '\u{180e}' | '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{e000}'..='\u{f8ff}' | '\u{fdd0}'..='\u{fdef}'
        | '\u{feff}' | '\u{fff0}'..='\u{fffb}' | '\u{fffe}'..='\u{ffff}' | '\u{e0000}'..='\u{e007f}'
        | '\u{f0000}'..='\u{10ffff}');
    character == ' ' || !(invisible || character.is_control() || character.is_whitespace())
}

/// `value` as compact JSON in Go's spelling, the keys of a map sorted.
pub(crate) fn json(value: &Value) -> String {
    match value {
        Value::String(text) => json_string(text),
        Value::Array(items) => format!("[{}]", joined(items.iter().map(json))),
        Value::Object(map) => {
            let members = map
                .iter()
                .map(|(key, value)| format!("{}:{}", json_string(key), json(value)));
            format!("{{{}}}", joined(members))
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => value.to_string(),
    }
}

/// `value` as compact JSON, its fields in the order of `fields`.
pub(crate) fn json_all_fields(value: &Value, fields: &[&str]) -> String {
    let present = fields.iter().filter_map(|name| {
        let field = value.get(*name).filter(|field| !field.is_null())?;
        Some(format!("{}:{}", json_string(name), json(field)))
    });
    format!("{{{}}}", joined(present))
}

fn is_omitted(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(map) => map.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

/// A label selector as compact JSON (`metav1.LabelSelector`).
pub(crate) fn json_selector(selector: &Value) -> String {
    let mut parts = Vec::new();
    if let Some(labels) = selector.get("matchLabels").filter(|labels| !is_omitted(labels)) {
        parts.push(format!("\"matchLabels\":{}", json(labels)));
    }
    if let Some(Value::Array(expressions)) = selector.get("matchExpressions").filter(|list| !is_omitted(list)) {
        let requirement = |expression: &Value| {
            let text = |name| json(expression.get(name).unwrap_or(&Value::String(String::new())));
            let values = match expression.get("values").filter(|values| !is_omitted(values)) {
                Some(values) => format!(",\"values\":{}", json(values)),
                None => String::new(),
            };
            format!("{{\"key\":{},\"operator\":{}{values}}}", text("key"), text("operator"))
        };
        parts.push(format!(
            "\"matchExpressions\":[{}]",
            joined(expressions.iter().map(requirement))
        ));
    }
    if selector.is_null() {
        "null".to_owned()
    } else {
        format!("{{{}}}", parts.join(","))
    }
}

/// How one field of an internal structure is printed.
pub(crate) enum Shape {
    /// A pointer, list or map: as JSON, or `null`.
    Nullable,
    /// A plain string: as JSON, or `""`.
    Text,
    /// A plain number (or a number or string): as JSON, or `0`.
    Zero,
    /// A pointer to a structure.
    Structure(&'static [Member]),
}

/// One field of an internal structure: its Go name, its API name, and how it is printed.
pub(crate) type Member = (&'static str, &'static str, Shape);

/// `value` as JSON of an internal structure, which has no JSON names: Go's field names, nothing left out.
pub(crate) fn json_internal(value: &Value, members: &[Member]) -> String {
    let member = |(go_name, name, shape): &Member| {
        let field = value.get(*name).filter(|field| !field.is_null());
        let text = match (shape, field) {
            (Shape::Text, None) => "\"\"".to_owned(),
            (Shape::Zero, None) => "0".to_owned(),
            (Shape::Nullable | Shape::Structure(_), None) => "null".to_owned(),
            (Shape::Structure(members), Some(field)) => json_internal(field, members),
            (Shape::Nullable | Shape::Text | Shape::Zero, Some(field)) => json(field),
        };
        format!("\"{go_name}\":{text}")
    };
    format!("{{{}}}", joined(members.iter().map(member)))
}

fn json_string(text: &str) -> String {
    let plain = Value::String(text.to_owned()).to_string();
    plain
        .replace('<', "\\u003c")
        .replace('>', "\\u003e")
        .replace('&', "\\u0026")
        .replace('\u{2028}', "\\u2028")
        .replace('\u{2029}', "\\u2029")
}

fn joined(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json as value;

    /// Strings are quoted as Go quotes them.
    #[test]
    fn strings_are_quoted_as_go_does() {
        let cases = [
            ("plain", r#""plain""#),
            ("say \"hi\"\n", r#""say \"hi\"\n""#),
            ("caf\u{e9} \u{7}\u{1}\u{7f}", "\"caf\u{e9} \\a\\x01\\x7f\""),
            ("a\u{a0}b\u{200b}\u{1f600}", "\"a\\u00a0b\\u200b\u{1f600}\""),
        ];
        for (text, expected) in cases {
            assert_eq!(quote(text), expected, "{text:?}");
        }
    }

    /// A selector prints its labels before its expressions, whatever order the JSON had.
    #[test]
    fn selectors_print_in_field_order() {
        let selector = value!({"matchExpressions": [{"operator": "In", "values": ["<a>"], "key": "k"}], "matchLabels": {"b": "2", "a": "1"}});
        assert_eq!(
            json_selector(&selector),
            r#"{"matchLabels":{"a":"1","b":"2"},"matchExpressions":[{"key":"k","operator":"In","values":["\u003ca\u003e"]}]}"#
        );
        assert_eq!(json_selector(&value!({})), "{}");
    }
}
