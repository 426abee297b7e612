//! What templates can call, and how values are printed: Go's `text/template/funcs.go` and `fmt`.

use super::evaluate::Found;
use crate::ordered::Order;
use serde_json::Value;
use std::cmp::Ordering;

const KNOWN: &[&str] = &[
    "and", "eq", "exists", "ge", "gt", "index", "le", "len", "lt", "ne", "not", "or", "print", "printf", "println",
];

/// Whether a template may call a function of that name.
pub(super) fn is_known(name: &str) -> bool {
    KNOWN.contains(&name)
}

/// Whether a value counts as true: not zero, not empty, not nothing.
pub(super) fn is_true(value: Option<&Value>) -> bool {
    match value {
        None | Some(Value::Null) => false,
        Some(Value::Bool(value)) => *value,
        Some(Value::Number(number)) => number.as_f64() != Some(0.0),
        Some(Value::String(text)) => !text.is_empty(),
        Some(Value::Array(items)) => !items.is_empty(),
        Some(Value::Object(members)) => !members.is_empty(),
    }
}

/// Calls a function.
pub(super) fn call(name: &str, arguments: &[Found]) -> Result<Found, String> {
    let argument = |index: usize| arguments.get(index).and_then(Option::as_ref);
    let count = |least: usize| {
        let wanted = || {
            format!(
                "wrong number of args for {name}: want at least {least} got {}",
                arguments.len()
            )
        };
        if arguments.len() < least { Err(wanted()) } else { Ok(()) }
    };
    let value = match name {
        "and" | "or" => {
            count(1)?;
            let stops = |found: &&Found| is_true(found.as_ref()) == (name == "or");
            return Ok(arguments.iter().find(stops).or(arguments.last()).cloned().flatten());
        }
        "not" => Value::from(!is_true(argument(0))),
        "exists" => {
            count(1)?;
            Value::from(index(arguments).is_ok_and(|found| found.is_some()))
        }
        "index" => {
            count(1)?;
            return index(arguments);
        }
        "len" => match argument(0) {
            Some(Value::String(text)) => Value::from(text.len()),
            Some(Value::Array(items)) => Value::from(items.len()),
            Some(Value::Object(members)) => Value::from(members.len()),
            _ => return Err("error calling len: len of nil pointer".to_owned()),
        },
        "print" => Value::from(print(arguments)),
        "println" => {
            let texts: Vec<_> = arguments.iter().map(|found| plain(found.as_ref())).collect();
            Value::from(texts.join(" ") + "\n")
        }
        "printf" => {
            count(1)?;
            Value::from(format(&plain(argument(0)), &arguments[1..]))
        }
        "eq" => {
            count(2)?;
            let mut equal = false;
            for index in 1..arguments.len() {
                equal |= compare(argument(0), argument(index))? == Ordering::Equal;
            }
            Value::from(equal)
        }
        _ => {
            count(2)?;
            let order = compare(argument(0), argument(1))?;
            Value::from(match name {
                "ne" => order != Ordering::Equal,
                "lt" => order == Ordering::Less,
                "le" => order != Ordering::Greater,
                "gt" => order == Ordering::Greater,
                "ge" => order != Ordering::Less,
                _ => return Err(format!("function {name:?} not defined")),
            })
        }
    };
    Ok(Some(value))
}

/// `index .metadata.labels "a"`
fn index(arguments: &[Found]) -> Result<Found, String> {
    let mut here = arguments.first().cloned().flatten();
    for key in &arguments[1..] {
        here = match (here, key) {
            (Some(Value::Object(mut members)), Some(Value::String(key))) => members.remove(key),
            (Some(Value::Array(items)), Some(Value::Number(at))) => {
                let at = at.as_u64().and_then(|at| usize::try_from(at).ok());
                let item = at.and_then(|at| items.get(at));
                Some(item.cloned().ok_or("error calling index: index out of range")?)
            }
            (None | Some(Value::Null), _) => return Err("error calling index: index of untyped nil".to_owned()),
            _ => return Err("error calling index: can't index item".to_owned()),
        };
    }
    Ok(here)
}

/// Numbers of both kinds compare with each other here; in Go a whole number of the template and one of the object do not.
fn compare(a: Option<&Value>, b: Option<&Value>) -> Result<Ordering, String> {
    match (a, b) {
        (Some(Value::String(a)), Some(Value::String(b))) => Ok(a.cmp(b)),
        (Some(Value::Bool(a)), Some(Value::Bool(b))) => Ok(a.cmp(b)),
        (Some(Value::Number(a)), Some(Value::Number(b))) => a
            .as_f64()
            .partial_cmp(&b.as_f64())
            .ok_or_else(|| "incompatible types for comparison".to_owned()),
        (None | Some(Value::Null), None | Some(Value::Null)) => Ok(Ordering::Equal),
        _ => Err("incompatible types for comparison".to_owned()),
    }
}

/// What `{{value}}` prints.
pub(super) fn printed(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => "<no value>".to_owned(),
        Some(value) => text(value),
    }
}

fn plain(value: Option<&Value>) -> String {
    value.map_or_else(|| "<nil>".to_owned(), text)
}

/// Go's `fmt.Sprint` of a value that Go's JSON decoder read.
fn text(value: &Value) -> String {
    match value {
        Value::Null => "<nil>".to_owned(),
        Value::Bool(value) => value.to_string(),
        Value::String(text) => text.clone(),
        Value::Number(number) => float(number.as_f64().unwrap_or_default()),
        Value::Array(items) => format!("[{}]", items.iter().map(text).collect::<Vec<_>>().join(" ")),
        Value::Object(members) => {
            let mut members: Vec<_> = members.iter().collect();
            members.order_by_key(|(key, _)| *key);
            let members = members.into_iter().map(|(key, value)| format!("{key}:{}", text(value)));
            format!("map[{}]", members.collect::<Vec<_>>().join(" "))
        }
    }
}

/// `3`, `0.5`, `2.000001e+09`: Go's `%v` of a floating number turns to exponents from the seventh digit on.
fn float(number: f64) -> String {
    let scientific = format!("{number:e}");
    let (digits, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let exponent: i32 = exponent.parse().unwrap_or_default();
    if (-4..6).contains(&exponent) {
        return number.to_string();
    }
    let sign = if exponent < 0 { '-' } else { '+' };
    format!("{digits}e{sign}{:02}", exponent.abs())
}

/// `fmt.Sprint`: blanks between operands when neither is a text.
fn print(arguments: &[Found]) -> String {
    let mut printed = String::new();
    let mut after_text = true;
    for argument in arguments {
        let is_text = matches!(argument, Some(Value::String(_)));
        if !after_text && !is_text {
            printed.push(' ');
        }
        printed.push_str(&plain(argument.as_ref()));
        after_text = is_text;
    }
    printed
}

/// `fmt.Sprintf`, with width and alignment of `%v`, `%s`, `%d`, `%q`, `%t` and `%f`.
fn format(pattern: &str, arguments: &[Found]) -> String {
    let mut arguments = arguments.iter();
    let mut formatted = String::new();
    let mut left = pattern;
    while let Some(at) = left.find('%') {
        formatted.push_str(&left[..at]);
        left = &left[at + 1..];
        let end = left
            .find(|c: char| c.is_ascii_alphabetic() || c == '%')
            .unwrap_or(left.len());
        let (flags, verb) = (&left[..end], left[end..].chars().next());
        left = left.get(end + 1..).unwrap_or_default();
        let Some(verb) = verb else {
            formatted.push_str("%!(NOVERB)");
            break;
        };
        if verb == '%' {
            formatted.push('%');
            continue;
        }
        let Some(argument) = arguments.next() else {
            formatted.extend(["%!", verb.encode_utf8(&mut [0; 4]), "(MISSING)"]);
            continue;
        };
        let (width, precision) = flags.trim_start_matches(['-', '+', '0']).split_once('.').map_or_else(
            || (flags.trim_start_matches(['-', '+', '0']), None),
            |(width, precision)| (width, precision.parse::<usize>().ok()),
        );
        let value = plain(argument.as_ref());
        let value = match (verb, argument) {
            ('q', Some(Value::String(text))) => format!("{text:?}"),
            ('f', Some(Value::Number(number))) => {
                format!("{:.*}", precision.unwrap_or(6), number.as_f64().unwrap_or_default())
            }
            ('s', _) => value.chars().take(precision.unwrap_or(usize::MAX)).collect(),
            _ => value,
        };
        let width = width.parse::<usize>().unwrap_or_default().min(1000);
        let padded = if flags.starts_with('-') {
            format!("{value:<width$}")
        } else {
            format!("{value:>width$}")
        };
        formatted.push_str(&padded);
    }
    formatted.push_str(left);
    formatted
}
