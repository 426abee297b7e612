//! Finding values: `client-go/util/jsonpath/jsonpath.go`, and the printed forms of Go's values.

use super::parser::{Node, Slice};
use crate::ordered::Order;
use serde_json::Value;
use std::borrow::Cow;
use std::cmp::Ordering;

/// What was found so far: parts of the object, or texts of the template.
type Values<'a> = Vec<Cow<'a, Value>>;

/// The results of every part of the template.
pub(super) fn find(nodes: &[Node], object: &Value, allow_missing_keys: bool) -> Result<Vec<Vec<Value>>, String> {
    let search = Search { allow_missing_keys };
    let mut results = Vec::new();
    search.block(nodes, object, false, &mut results)?;
    Ok(results)
}

struct Search {
    allow_missing_keys: bool,
}

impl Search {
    /// Goes through `nodes` up to the `end` that closes the block, and returns how many they were.
    fn block(
        &self,
        nodes: &[Node],
        here: &Value,
        in_range: bool,
        results: &mut Vec<Vec<Value>>,
    ) -> Result<usize, String> {
        let mut index = 0;
        while let Some(node) = nodes.get(index) {
            index += 1;
            match keyword(node) {
                Some("end") if in_range => return Ok(index),
                Some("end") => return Err("not in range, nothing to end".to_owned()),
                Some("range") => {
                    let Node::List(steps) = node else { continue };
                    let values = self.list(vec![Cow::Borrowed(here)], &steps[1..])?;
                    let inside = &nodes[index..];
                    let mut length = block_length(inside);
                    for value in values {
                        length = self.block(inside, &value, true, results)?;
                    }
                    index += length;
                }
                _ => {
                    let found = self.walk(vec![Cow::Borrowed(here)], node)?;
                    results.push(found.into_iter().map(Cow::into_owned).collect());
                }
            }
        }
        Ok(index)
    }

    fn list<'a>(&self, mut values: Values<'a>, nodes: &[Node]) -> Result<Values<'a>, String> {
        for node in nodes {
            values = self.walk(values, node)?;
        }
        Ok(values)
    }

    fn walk<'a>(&self, values: Values<'a>, node: &Node) -> Result<Values<'a>, String> {
        let one = |value: Value| Ok(vec![Cow::Owned(value)]);
        match node {
            Node::List(nodes) => self.list(values, nodes),
            Node::Text(text) => one(Value::from(text.as_str())),
            Node::Integer(number) => one(Value::from(*number)),
            Node::Float(number) => one(Value::from(*number)),
            Node::Bool(value) => one(Value::from(*value)),
            Node::Field(name) => self.field(&values, name),
            Node::Wildcard => Ok(values.iter().flat_map(children).collect()),
            Node::Recursive => Ok(recursive(values)),
            Node::Array(slice) => array(&values, *slice),
            Node::Union(parts) => {
                let mut all = Vec::new();
                for part in parts {
                    all.extend(self.list(values.clone(), part)?);
                }
                Ok(all)
            }
            Node::Filter { left, operator, right } => self.filter(&values, left, operator, right),
            Node::Identifier(word) => Err(format!("unrecognized identifier {word}")),
        }
    }

    fn field<'a>(&self, values: &Values<'a>, name: &str) -> Result<Values<'a>, String> {
        let found: Values<'a> = values
            .iter()
            .filter_map(|value| part(value, |value| value.as_object()?.get(name)))
            .collect();
        if found.is_empty() && !self.allow_missing_keys {
            return Err(format!("{name} is not found"));
        }
        Ok(found)
    }

    fn filter<'a>(
        &self,
        values: &Values<'a>,
        left: &[Node],
        operator: &str,
        right: &[Node],
    ) -> Result<Values<'a>, String> {
        let mut found = Vec::new();
        for value in values {
            if !value.is_array() {
                return Err(format!(
                    "{} is not array or slice and cannot be filtered",
                    go_text(value)
                ));
            }
            for item in children(value) {
                let lefts = self.list(vec![item.clone()], left);
                if operator == "exists" {
                    found.extend(lefts.is_ok_and(|lefts| !lefts.is_empty()).then_some(item));
                    continue;
                }
                let rights = self.list(vec![item.clone()], right)?;
                match (lefts?.as_slice(), rights.as_slice()) {
                    ([], _) | (_, []) => {}
                    ([left], [right]) => found.extend(holds(left, operator, right)?.then_some(item)),
                    _ => return Err("can only compare one element at a time".to_owned()),
                }
            }
        }
        Ok(found)
    }
}

/// `range` or `end`, if that is what the braces begin with.
fn keyword(node: &Node) -> Option<&str> {
    match node {
        Node::List(steps) => match steps.first()? {
            Node::Identifier(word) if word == "range" || word == "end" => Some(word),
            _ => None,
        },
        _ => None,
    }
}

/// How many nodes a block has, its `end` included.
fn block_length(nodes: &[Node]) -> usize {
    let mut depth = 1;
    let end = nodes.iter().position(|node| {
        match keyword(node) {
            Some("range") => depth += 1,
            Some("end") => depth -= 1,
            _ => {}
        }
        depth == 0
    });
    end.map_or(nodes.len(), |end| end + 1)
}

/// A part of a value, borrowed where the value is.
fn part<'a>(value: &Cow<'a, Value>, of: impl Fn(&Value) -> Option<&Value>) -> Option<Cow<'a, Value>> {
    match value {
        Cow::Borrowed(value) => of(value).map(Cow::Borrowed),
        Cow::Owned(value) => of(value).cloned().map(Cow::Owned),
    }
}

/// The items of a list or the values of a map.
fn children<'a>(value: &Cow<'a, Value>) -> Values<'a> {
    fn inside(value: &Value) -> Vec<&Value> {
        match value {
            Value::Array(items) => items.iter().collect(),
            Value::Object(members) => {
                let mut members: Vec<_> = members.iter().collect();
                members.order_by_key(|(key, _)| *key);
                members.into_iter().map(|(_, value)| value).collect()
            }
            _ => Vec::new(),
        }
    }
    match value {
        Cow::Borrowed(value) => inside(value).into_iter().map(Cow::Borrowed).collect(),
        Cow::Owned(value) => inside(value).into_iter().cloned().map(Cow::Owned).collect(),
    }
}

/// The values and everything in them. (A text counts as a list of letters that hold nothing.)
fn recursive(values: Values<'_>) -> Values<'_> {
    let mut all = Vec::new();
    for value in values {
        let inside = children(&value);
        let is_text = value.as_str().is_some_and(|text| !text.is_empty());
        if is_text || !inside.is_empty() {
            all.push(value);
            all.extend(recursive(inside));
        }
    }
    all
}

fn array<'a>(values: &Values<'a>, slice: Slice) -> Result<Values<'a>, String> {
    let mut found = Vec::new();
    for value in values.iter().filter(|value| !value.is_null()) {
        if !value.is_array() {
            return Err(format!("{} is not array or slice", go_type(value)));
        }
        let items = children(value);
        let length = i64::try_from(items.len()).unwrap_or(i64::MAX);
        let mut from = slice.from.unwrap_or_default();
        if from < 0 {
            from += length;
        }
        let mut to = slice.to.unwrap_or(length);
        if to < 0 || to == 0 && slice.single {
            to += length;
        }
        if from == to {
            return Ok(found);
        }
        let outside = |index: i64| format!("array index out of bounds: index {index}, length {length}");
        if from >= length || from < 0 {
            return Err(outside(from));
        }
        if to > length || to < 0 {
            return Err(outside(to - 1));
        }
        if from > to {
            return Err(format!("starting index {from} is greater than ending index {to}"));
        }
        let step = slice.step.unwrap_or(1);
        let step = usize::try_from(step).ok().filter(|step| *step > 0);
        let step = step.ok_or("step must be > 0")?;
        let count = usize::try_from(to - from).unwrap_or_default();
        let from = usize::try_from(from).unwrap_or_default();
        found.extend(items.into_iter().skip(from).take(count).step_by(step));
    }
    Ok(found)
}

/// Compares as Go's templates do: numbers with numbers of their kind, texts with texts.
fn holds(left: &Value, operator: &str, right: &Value) -> Result<bool, String> {
    let order = match (left, right) {
        (Value::String(left), Value::String(right)) => Some(left.cmp(right)),
        (Value::Bool(left), Value::Bool(right)) if matches!(operator, "==" | "!=") => Some(left.cmp(right)),
        (Value::Number(left), Value::Number(right)) => match (left.as_i64(), right.as_i64()) {
            (Some(left), Some(right)) => Some(left.cmp(&right)),
            (None, None) => left.as_f64().partial_cmp(&right.as_f64()),
            _ => None,
        },
        _ => None,
    };
    let order = order.ok_or("incompatible types for comparison")?;
    Ok(match operator {
        "==" => order == Ordering::Equal,
        "!=" => order != Ordering::Equal,
        "<" => order == Ordering::Less,
        "<=" => order != Ordering::Greater,
        ">" => order == Ordering::Greater,
        ">=" => order != Ordering::Less,
        _ => return Err(format!("unrecognized filter operator {operator}")),
    })
}

/// How a result is printed: lists and maps as JSON, the rest as Go prints it.
pub(super) fn printed(value: &Value) -> String {
    match value {
        Value::Array(_) | Value::Object(_) => super::super::output::json_line(value),
        Value::Null => "null".to_owned(),
        other => go_text(other),
    }
}

/// A value as Go's `fmt.Sprint` writes it: `map[a:b]`, `[a b]`, `<nil>`.
pub(crate) fn go_text(value: &Value) -> String {
    match value {
        Value::Null => "<nil>".to_owned(),
        Value::String(text) => text.clone(),
        Value::Array(items) => format!("[{}]", items.iter().map(go_text).collect::<Vec<_>>().join(" ")),
        Value::Object(members) => {
            let mut members: Vec<_> = members.iter().collect();
            members.order_by_key(|(key, _)| *key);
            let members = members
                .into_iter()
                .map(|(key, value)| format!("{key}:{}", go_text(value)));
            format!("map[{}]", members.collect::<Vec<_>>().join(" "))
        }
        Value::Bool(_) | Value::Number(_) => value.to_string(),
    }
}

/// The type that Go has a value of JSON in.
fn go_type(value: &Value) -> &'static str {
    match value {
        Value::Null => "<nil>",
        Value::Bool(_) => "bool",
        Value::Number(number) if number.is_f64() => "float64",
        Value::Number(_) => "int64",
        Value::String(_) => "string",
        Value::Array(_) => "[]interface {}",
        Value::Object(_) => "map[string]interface {}",
    }
}
