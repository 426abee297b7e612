//! `--sort-by`: objects in the order of one of their fields.
//!
//! Models `kubectl/pkg/cmd/get/sorter.go` and `NaturalLess` of `github.com/fvbommel/sortorder`.

use crate::kubectl::console::failure::Failure;
use crate::kubectl::console::jsonpath::JsonPath;
use crate::manifest::quantity::Quantity;
use crate::ordered::Order;
use serde_json::Value;
use std::cmp::Ordering;

/// Sorts `objects` by the value at `path`; equal ones stay as they were, those without one come first.
pub(super) fn sort(objects: &mut Vec<Value>, path: &str) -> Result<(), Failure> {
    let (path, template) = JsonPath::parse_relaxed(path).map_err(Failure::error)?;
    let mut keyed = Vec::new();
    for object in std::mem::take(objects) {
        let found = path.find(&object).map_err(Failure::error)?.concat();
        keyed.push((found.into_iter().next(), object));
    }
    if !keyed.is_empty() && keyed.iter().all(|(key, _)| key.is_none()) {
        return Err(Failure::error(format!(
            "couldn't find any field with path {template:?} in the list of objects"
        )));
    }
    keyed.order_by(|(a, _), (b, _)| compare(a.as_ref(), b.as_ref()));
    objects.extend(keyed.into_iter().map(|(_, object)| object));
    Ok(())
}

fn compare(a: Option<&Value>, b: Option<&Value>) -> Ordering {
    match (a, b) {
        (Some(Value::String(a)), Some(Value::String(b))) => match (Quantity::parse(a), Quantity::parse(b)) {
            (Ok(a), Ok(b)) => a.milli_value().cmp(&b.milli_value()),
            _ => natural(a, b),
        },
        (Some(Value::Number(a)), Some(Value::Number(b))) => {
            a.as_f64().partial_cmp(&b.as_f64()).unwrap_or(Ordering::Equal)
        }
        (Some(Value::Bool(a)), Some(Value::Bool(b))) => a.cmp(b),
        (Some(_), Some(_)) => Ordering::Equal,
        (a, b) => a.is_some().cmp(&b.is_some()),
    }
}

/// Runs of digits count as numbers: `node-9` before `node-10`.
fn natural(a: &str, b: &str) -> Ordering {
    let (mut a, mut b) = (a, b);
    while let (Some(left), Some(right)) = (a.chars().next(), b.chars().next()) {
        let (digits_left, digits_right) = (digits(a), digits(b));
        if !digits_left.is_empty() && !digits_right.is_empty() {
            let (plain_left, plain_right) = (
                digits_left.trim_start_matches('0'),
                digits_right.trim_start_matches('0'),
            );
            let order = plain_left
                .len()
                .cmp(&plain_right.len())
                .then(plain_left.cmp(plain_right))
                .then(digits_left.len().cmp(&digits_right.len()));
            if order != Ordering::Equal {
                return order;
            }
            (a, b) = (&a[digits_left.len()..], &b[digits_right.len()..]);
        } else if left == right {
            (a, b) = (&a[left.len_utf8()..], &b[right.len_utf8()..]);
        } else {
            return left.cmp(&right);
        }
    }
    a.len().cmp(&b.len())
}

fn digits(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    &text[..end]
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn sorted(values: Value) -> Vec<Value> {
        let Value::Array(values) = values else {
            return Vec::new();
        };
        let mut objects: Vec<_> = values.into_iter().map(|value| json!({ "a": value })).collect();
        sort(&mut objects, ".a").unwrap();
        objects.into_iter().map(|object| object["a"].clone()).collect()
    }

    #[test]
    fn values_sort_by_what_they_are() {
        for (values, order) in [
            (
                json!(["node-10", "node-9", "node-1"]),
                json!(["node-1", "node-9", "node-10"]),
            ),
            (json!(["1Gi", "100Mi", "2"]), json!(["2", "100Mi", "1Gi"])),
            (json!([10, 9, -1]), json!([-1, 9, 10])),
            (json!([true, false]), json!([false, true])),
        ] {
            assert_eq!(Value::Array(sorted(values)), order);
        }
    }

    #[test]
    fn a_field_that_nothing_has_is_an_error() {
        let failure = sort(&mut vec![json!({})], ".spec.x").unwrap_err();
        assert_eq!(
            failure.text,
            "error: couldn't find any field with path \"{.spec.x}\" in the list of objects\n"
        );
    }
}
