//! A tree against the field table: what sigs.k8s.io/json does with the same JSON.

use super::go_time;
use crate::admission::go_text::quote;
use crate::diagnostic::{Advice, Diagnostic};
use crate::manifest::number_text;
use crate::manifest::quantity::{Quantity, QuantityError};
use crate::manifest::schema::{Field, GoType, Kind, Struct, suggestion};
use crate::manifest::tree::{Entry, Tree, TreeKind};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::fmt::Write;

/// More unknown fields than this are not reported.
const MAX_UNKNOWN: usize = 100;

/// Decodes one object and collects its findings.
pub(super) struct Decoder {
    /// What every answer begins with.
    prefix: String,
    /// The struct and the Go path that a type error names; no indexes, no map keys.
    owner: &'static str,
    go_path: Vec<String>,
    /// The path that a strict error names, with indexes.
    path: String,
    /// Types own their reading of JSON here and there; the first of them that fails ends the decoding in Go.
    fatal: Vec<Diagnostic>,
    /// Type errors, of which Go remembers the first.
    saved: Vec<Diagnostic>,
    unknown: Vec<Diagnostic>,
}

/// The entries of a mapping as the JSON made from it has them: by key, of repeated keys the last.
pub(super) fn sorted(entries: &[Entry]) -> impl Iterator<Item = &Entry> {
    // Inserted one by one: collecting brings in a sort of its own.
    let mut by_key: BTreeMap<&str, &Entry> = BTreeMap::new();
    for entry in entries {
        by_key.insert(&entry.key, entry);
    }
    by_key.into_values()
}

/// The JSON kind of a value as Go's errors name it.
pub(super) fn json_kind(tree: &Tree) -> &'static str {
    match &tree.kind {
        TreeKind::Null => "null",
        TreeKind::Bool(_) => "bool",
        TreeKind::Number(_) => "number",
        TreeKind::String(_) => "string",
        TreeKind::Sequence(_) => "array",
        TreeKind::Mapping(_) => "object",
    }
}

impl Decoder {
    pub(super) const fn new(prefix: String) -> Self {
        Self {
            prefix,
            owner: "",
            go_path: Vec::new(),
            path: String::new(),
            fatal: Vec::new(),
            saved: Vec::new(),
            unknown: Vec::new(),
        }
    }

    /// The errors, first what Go returns, and the unknown fields.
    pub(super) fn finish(self) -> (Vec<Diagnostic>, Vec<Diagnostic>) {
        let mut errors = self.fatal;
        errors.extend(self.saved);
        (errors, self.unknown)
    }

    /// The value as Go would write it again after reading it as `go_type`.
    pub(super) fn value(&mut self, tree: &Tree, go_type: GoType) -> Value {
        if tree.kind == TreeKind::Null {
            return zero(go_type);
        }
        match (go_type.kind(), &tree.kind) {
            (Kind::Pointer(target), _) => self.value(tree, target),
            (Kind::Bool, TreeKind::Bool(value)) => Value::Bool(*value),
            (Kind::String | Kind::IntOrString, TreeKind::String(text)) => Value::String(text.clone()),
            (Kind::Int32 | Kind::Int64, TreeKind::Number(_)) => self.integer(tree, go_type, false),
            (Kind::Quantity, _) => self.quantity(tree),
            (Kind::IntOrString, TreeKind::Number(_)) => self.integer(tree, GoType("int32"), true),
            (Kind::IntOrString, _) => self.own_type_error(tree, GoType("int32")),
            (Kind::Time, TreeKind::String(text)) => self.time(tree, text),
            (Kind::Time, _) => self.own_type_error(tree, GoType("string")),
            (Kind::Raw, _) => tree.to_json(),
            (Kind::Struct(owner), TreeKind::Mapping(entries)) => self.structure(entries, owner),
            (Kind::List(item), TreeKind::Sequence(items)) => self.list(items, item),
            (Kind::Map(item), TreeKind::Mapping(entries)) => self.map(entries, item),
            (
                Kind::Bool | Kind::String | Kind::Int32 | Kind::Int64 | Kind::Struct(_) | Kind::List(_) | Kind::Map(_),
                _,
            ) => {
                let error = self.type_error(json_kind(tree), tree, go_type);
                self.saved.push(error);
                zero(go_type)
            }
        }
    }

    fn structure(&mut self, entries: &[Entry], owner: &'static Struct) -> Value {
        let mut members = Map::new();
        let (outer, length) = (self.owner, self.path.len());
        for entry in sorted(entries) {
            let Some((embedded, field)) = owner.field(&entry.key) else {
                self.report_unknown(entry, owner);
                continue;
            };
            let depth = self.go_path.len();
            self.go_path.extend(embedded.iter().map(|field| field.go.to_string()));
            self.go_path.push(field.json.to_owned());
            self.owner = owner.name.rsplit('.').next().unwrap_or(owner.name);
            self.push_key(field.json);
            let value = self.value(&entry.value, field.go_type);
            members.insert(field.json.to_owned(), value);
            self.path.truncate(length);
            self.go_path.truncate(depth);
            self.owner = outer;
        }
        written(members, owner)
    }

    fn list(&mut self, items: &[Tree], item: GoType) -> Value {
        let length = self.path.len();
        let mut values = Vec::with_capacity(items.len());
        for (index, tree) in items.iter().enumerate() {
            // Writing to a string cannot fail.
            let _ = write!(self.path, "[{index}]");
            values.push(self.value(tree, item));
            self.path.truncate(length);
        }
        Value::Array(values)
    }

    fn map(&mut self, entries: &[Entry], item: GoType) -> Value {
        let length = self.path.len();
        let mut members = Map::new();
        for entry in sorted(entries) {
            self.push_key(&entry.key);
            members.insert(entry.key.clone(), self.value(&entry.value, item));
            self.path.truncate(length);
        }
        Value::Object(members)
    }

    /// A whole number of the right size; otherwise the error names the number.
    fn integer(&mut self, tree: &Tree, go_type: GoType, is_fatal: bool) -> Value {
        let TreeKind::Number(number) = &tree.kind else {
            return Value::from(0);
        };
        let text = number_text(number);
        let fits = |value: &i64| matches!(go_type.kind(), Kind::Int64) || i32::try_from(*value).is_ok();
        if let Some(value) = text.parse::<i64>().ok().filter(fits) {
            return Value::from(value);
        }
        let error = self.type_error(&format!("number {text}"), tree, go_type);
        let errors = if is_fatal { &mut self.fatal } else { &mut self.saved };
        errors.push(error);
        Value::from(0)
    }

    fn quantity(&mut self, tree: &Tree) -> Value {
        let parsed = match &tree.kind {
            // Only what JSON need not escape can be part of a quantity.
            TreeKind::String(text) if text.contains(char::is_control) => Err(QuantityError::Format),
            TreeKind::Null
            | TreeKind::Bool(_)
            | TreeKind::Number(_)
            | TreeKind::String(_)
            | TreeKind::Sequence(_)
            | TreeKind::Mapping(_) => Quantity::from_json(&tree.to_json()),
        };
        match parsed {
            Ok(quantity) => Value::String(quantity.canonical()),
            Err(error) => self.own_error("invalid-quantity", &error.to_string(), tree, Value::from("0")),
        }
    }

    fn time(&mut self, tree: &Tree, text: &str) -> Value {
        match go_time::parse(text) {
            Ok(time) => Value::String(time),
            Err(error) => self.own_error("invalid-time", &error, tree, Value::Null),
        }
    }

    /// A wrong type inside a type that reads its JSON itself.
    fn own_type_error(&mut self, tree: &Tree, go_type: GoType) -> Value {
        let error = self.type_error(json_kind(tree), tree, go_type);
        self.fatal.push(error);
        Value::Null
    }

    fn own_error(&mut self, code: &'static str, message: &str, tree: &Tree, instead: Value) -> Value {
        let message = format!("{}{message}", self.prefix);
        self.fatal
            .push(Diagnostic::error(code, self.path.clone(), message).at(tree.span));
        instead
    }

    fn type_error(&self, found: &str, tree: &Tree, go_type: GoType) -> Diagnostic {
        let place = if self.owner.is_empty() {
            "value".to_owned()
        } else {
            format!("struct field {}.{}", self.owner, self.go_path.join("."))
        };
        let message = format!(
            "{}json: cannot unmarshal {found} into Go {place} of type {}",
            self.prefix, go_type.0
        );
        let finding = Diagnostic::error("wrong-type", self.path.clone(), message).at(tree.span);
        match advice(tree, go_type) {
            Some(advice) => finding.hint(advice),
            None => finding,
        }
    }

    fn report_unknown(&mut self, entry: &Entry, owner: &Struct) {
        let length = self.path.len();
        self.push_key(&entry.key);
        let path = self.path.clone();
        self.path.truncate(length);
        if self.unknown.len() >= MAX_UNKNOWN {
            return;
        }
        let message = format!("unknown field {}", quote(&path));
        let finding = Diagnostic::error("unknown-field", path, message).at(entry.key_span);
        self.unknown.push(match suggestion(owner, &entry.key) {
            Some(meant) => finding.hint(Advice::YouMeant { name: meant.to_owned() }),
            None => finding,
        });
    }

    fn push_key(&mut self, key: &str) {
        if !self.path.is_empty() {
            self.path.push('.');
        }
        self.path.push_str(key);
    }
}

/// What helps against the usual wrong types: a text that YAML reads as something else, a list that is one item.
fn advice(tree: &Tree, go_type: GoType) -> Option<Advice> {
    let expected = go_type.kind();
    let is_text = matches!(tree.kind, TreeKind::String(_));
    let is_plain = matches!(tree.kind, TreeKind::Bool(_) | TreeKind::Number(_));
    let is_list = matches!(tree.kind, TreeKind::Sequence(_));
    if matches!(expected, Kind::String) && is_plain {
        Some(Advice::QuoteText)
    } else if matches!(expected, Kind::Bool | Kind::Int32 | Kind::Int64) && is_text {
        Some(Advice::NoQuotes)
    } else if matches!(expected, Kind::List(_)) {
        Some(Advice::BeginItems)
    } else if matches!(expected, Kind::Struct(_) | Kind::Map(_)) && is_list {
        Some(Advice::NoList)
    } else {
        None
    }
}

/// The value of a field that is absent or null.
fn zero(go_type: GoType) -> Value {
    match go_type.kind() {
        Kind::Bool => Value::Bool(false),
        Kind::Int32 | Kind::Int64 | Kind::IntOrString => Value::from(0),
        Kind::String => Value::from(""),
        Kind::Quantity => Value::from("0"),
        Kind::Time | Kind::Raw | Kind::Pointer(_) | Kind::List(_) | Kind::Map(_) => Value::Null,
        Kind::Struct(owner) => written(Map::new(), owner),
    }
}

/// The members as Go writes them: all fields but empty ones that may be left out.
fn written(mut members: Map<String, Value>, owner: &Struct) -> Value {
    for field in owner.json_fields() {
        if !members.contains_key(field.json) && is_always_written(field) {
            members.insert(field.json.to_owned(), zero(field.go_type));
        } else if members
            .get(field.json)
            .is_some_and(|value| field.omit_empty && is_empty(value, field))
        {
            members.remove(field.json);
        }
    }
    Value::Object(members)
}

/// A struct is never empty to Go, so it is written even if it may be left out.
fn is_always_written(field: &Field) -> bool {
    !field.omit_empty || matches!(field.go_type.kind(), Kind::Struct(_))
}

fn is_empty(value: &Value, field: &Field) -> bool {
    match field.go_type.kind() {
        Kind::Bool => value == &Value::Bool(false),
        Kind::Int32 | Kind::Int64 => value.as_i64() == Some(0),
        Kind::String => value.as_str() == Some(""),
        Kind::List(_) => value.as_array().is_none_or(Vec::is_empty),
        Kind::Map(_) => value.as_object().is_none_or(Map::is_empty),
        Kind::Time | Kind::Pointer(_) => value.is_null(),
        Kind::Quantity | Kind::IntOrString | Kind::Raw | Kind::Struct(_) => false,
    }
}
