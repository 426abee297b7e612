//! How an answer is held against a recording: JSON by value, quantities by value, and absent, null, `{}` and `[]` equal.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

/// The first difference between two Kubernetes objects, as `path: expected …, got …`.
///
/// Quantities are compared by value where the API has some; the order of lists and the spelling of everything else
/// matter.
pub fn same_object(expected: &Value, actual: &Value) -> Result<(), String> {
    difference("", expected, actual, Field::Plain)
}

/// The first difference between two JSON values: numbers by value, and an absent, null or empty member equal.
pub fn same_json(expected: &Value, actual: &Value) -> Result<(), String> {
    difference("", expected, actual, Field::Literal)
}

/// `Err` names `what` and both sides, unless they are equal.
pub fn same<T: PartialEq + std::fmt::Debug + ?Sized>(what: &str, expected: &T, actual: &T) -> Result<(), String> {
    if expected == actual {
        Ok(())
    } else {
        Err(format!("{what}: expected {expected:?}, got {actual:?}"))
    }
}

/// The first line in which two texts differ.
pub fn same_text(what: &str, expected: &str, actual: &str) -> Result<(), String> {
    if expected == actual {
        return Ok(());
    }
    let (mut left, mut right) = (expected.split('\n'), actual.split('\n'));
    for line in 1.. {
        match (left.next(), right.next()) {
            (None, None) => break,
            (want, got) if want != got => {
                let side = |side: Option<&str>| side.map_or_else(|| "the end".to_owned(), |text| format!("{text:?}"));
                return Err(format!(
                    "{what}, line {line}: expected {}, got {}",
                    side(want),
                    side(got)
                ));
            }
            _ => {}
        }
    }
    Err(format!("{what} differs"))
}

/// Two lists of which the order does not matter.
pub fn same_set<T: Ord + std::fmt::Debug>(what: &str, expected: Vec<T>, actual: Vec<T>) -> Result<(), String> {
    let (mut left, mut right) = (expected, actual);
    left.sort();
    right.sort();
    same(what, &left, &right)
}

/// The number behind the first `line ` of a message: `yaml: line 7: …` names line 7.
pub fn line_named(message: &str) -> Option<usize> {
    let (_, rest) = message.split_once("line ")?;
    let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

/// Whether two messages name the same line, give or take one. Where the expected one names none, any will do.
pub fn lines_agree(expected: &str, actual: &str) -> bool {
    match (line_named(expected), line_named(actual)) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(want), Some(got)) => want.abs_diff(got) <= 1,
    }
}

/// The strings of a JSON list; anything else is none.
pub fn strings(list: &Value) -> Vec<String> {
    items(list)
        .iter()
        .filter_map(|item| item.as_str().map(str::to_owned))
        .collect()
}

/// The items of a JSON list; anything else has none.
pub fn items(list: &Value) -> &[Value] {
    list.as_array().map(Vec::as_slice).unwrap_or_default()
}

/// What a value is, by the field that holds it.
#[derive(Clone, Copy, PartialEq)]
enum Field {
    /// Nothing is a quantity here or below.
    Literal,
    /// A member of an API object.
    Plain,
    /// A quantity.
    Quantity,
    /// A map of which every value is a quantity.
    Quantities,
}

impl Field {
    /// What the member `key` of a value of this kind is.
    fn member(self, key: &str) -> Self {
        match self {
            Self::Literal | Self::Quantity => Self::Literal,
            Self::Quantities => Self::Quantity,
            Self::Plain => match key {
                // In these everything is text, whatever its key.
                "labels" | "annotations" | "nodeSelector" | "matchLabels" => Self::Literal,
                "limits" | "requests" | "capacity" | "allocatable" | "overhead" => Self::Quantities,
                "sizeLimit" | "divisor" => Self::Quantity,
                _ => Self::Plain,
            },
        }
    }
}

fn difference(path: &str, expected: &Value, actual: &Value, field: Field) -> Result<(), String> {
    if is_empty(expected) && is_empty(actual) {
        return Ok(());
    }
    match (expected, actual) {
        (Value::Object(left), Value::Object(right)) => members(path, left, right, field),
        (Value::Array(left), Value::Array(right)) => list_items(path, left, right, field),
        _ if scalar_equal(expected, actual, field) => Ok(()),
        _ => {
            let place = if path.is_empty() { "." } else { path };
            Err(format!("{place}: expected {}, got {}", short(expected), short(actual)))
        }
    }
}

fn members(path: &str, expected: &Map<String, Value>, actual: &Map<String, Value>, field: Field) -> Result<(), String> {
    let keys: BTreeSet<&String> = expected.keys().chain(actual.keys()).collect();
    for key in keys {
        let left = expected.get(key).unwrap_or(&Value::Null);
        let right = actual.get(key).unwrap_or(&Value::Null);
        difference(&format!("{path}.{key}"), left, right, field.member(key))?;
    }
    Ok(())
}

fn list_items(path: &str, expected: &[Value], actual: &[Value], field: Field) -> Result<(), String> {
    for (index, (left, right)) in expected.iter().zip(actual).enumerate() {
        // An empty item is an item: `[{}]` and `[null]` differ from each other only in ways the API has no use for.
        difference(&format!("{path}[{index}]"), left, right, field)?;
    }
    if expected.len() == actual.len() {
        return Ok(());
    }
    let index = expected.len().min(actual.len());
    let side = |list: &[Value]| list.get(index).map_or_else(|| "the end".to_owned(), short);
    Err(format!(
        "{path}[{index}]: expected {}, got {}",
        side(expected),
        side(actual)
    ))
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(items) => items.is_empty(),
        Value::Object(members) => members.is_empty(),
        Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    }
}

fn scalar_equal(expected: &Value, actual: &Value, field: Field) -> bool {
    if expected == actual {
        return true;
    }
    if let (Value::Number(left), Value::Number(right)) = (expected, actual) {
        return match (left.as_i128(), right.as_i128()) {
            (Some(left), Some(right)) => left == right,
            _ => left.as_f64() == right.as_f64(),
        };
    }
    field == Field::Quantity && matches!((nanos(expected), nanos(actual)), (Some(left), Some(right)) if left == right)
}

/// A quantity in units of 10⁻⁹; none if it is not one, or has no whole number of them that fits.
fn nanos(quantity: &Value) -> Option<i128> {
    let text = match quantity {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => return None,
    };
    let number = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let (number, suffix) = match number.find(['e', 'E']) {
        Some(exponent) if number.len() == text.len() => number.split_at(exponent),
        _ => (number, &text[number.len()..]),
    };
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let digits: i128 = format!("{whole}{fraction}").parse().ok()?;
    let (binary, decimal) = suffix_powers(suffix)?;
    let decimal = 9 + decimal - i32::try_from(fraction.len()).ok()?;
    let scaled = digits.checked_mul(1 << binary)?;
    let power = 10_i128.checked_pow(decimal.unsigned_abs())?;
    if decimal >= 0 {
        scaled.checked_mul(power)
    } else {
        (scaled % power == 0).then_some(scaled / power)
    }
}

/// The powers of two and of ten that a quantity's suffix stands for.
fn suffix_powers(suffix: &str) -> Option<(u32, i32)> {
    let decimal = ["n", "u", "m", "", "k", "M", "G", "T", "P", "E"];
    let binary = ["Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];
    if let Some(index) = decimal.iter().position(|name| *name == suffix) {
        return Some((0, 3 * i32::try_from(index).ok()? - 9));
    }
    if let Some(index) = binary.iter().position(|name| *name == suffix) {
        return Some((10 * (u32::try_from(index).ok()? + 1), 0));
    }
    let exponent = suffix.strip_prefix(['e', 'E'])?;
    Some((0, exponent.parse().ok()?))
}

fn short(value: &Value) -> String {
    const LONGEST: usize = 300;
    let text = if value.is_null() {
        "nothing".to_owned()
    } else {
        value.to_string()
    };
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn absent_null_and_empty_are_one() {
        assert_eq!(same_object(&json!({"a": null, "b": []}), &json!({"c": {}})), Ok(()));
        assert!(same_object(&json!({"a": 0}), &json!({})).is_err());
        assert!(same_object(&json!({"a": ""}), &json!({})).is_err());
        assert!(same_object(&json!([{}, {}]), &json!([{}])).is_err());
    }

    #[test]
    fn quantities_are_equal_by_value_and_only_where_the_api_has_them() {
        for (left, right) in [
            ("1", "1000m"),
            ("1Gi", "1024Mi"),
            ("1.5", "1500m"),
            ("1e3", "1k"),
            ("0.5Gi", "512Mi"),
        ] {
            let of = |quantity: &str| json!({"resources": {"limits": {"cpu": quantity}}});
            assert_eq!(same_object(&of(left), &of(right)), Ok(()), "{left} {right}");
            let of = |quantity: &str| json!({"labels": {"limits": quantity}});
            assert!(same_object(&of(left), &of(right)).is_err(), "{left} {right}");
            assert!(same_json(&json!({"limits": {"cpu": left}}), &json!({"limits": {"cpu": right}})).is_err());
        }
        let limits = |quantity: Value| json!({"limits": {"cpu": quantity}});
        assert_eq!(same_object(&limits(json!("2")), &limits(json!(2))), Ok(()));
        assert!(same_object(&limits(json!("2")), &limits(json!("2m"))).is_err());
    }

    #[test]
    fn the_first_difference_is_named_by_its_path() {
        let found = same_object(&json!({"a": [1, {"b": 2}]}), &json!({"a": [1.0, {"b": 3}]}));
        assert_eq!(found, Err(".a[1].b: expected 2, got 3".to_owned()));
        let found = same_text("text", "one\ntwo\n", "one\ntoo\n");
        assert_eq!(found, Err("text, line 2: expected \"two\", got \"too\"".to_owned()));
    }

    #[test]
    fn large_whole_numbers_are_compared_exactly() {
        let (left, right) = (json!(9_007_199_254_740_993_i64), json!(9_007_199_254_740_992_i64));
        assert!(same_json(&left, &right).is_err());
    }

    #[test]
    fn a_line_may_be_one_off() {
        assert!(lines_agree("yaml: line 3: did not find", "line 4: something"));
        assert!(!lines_agree("yaml: line 3: did not find", "line 5: something"));
        assert!(!lines_agree("yaml: line 3: did not find", "something"));
        assert!(lines_agree("no line", "something"));
    }
}
