//! What a scalar is: YAML 1.1 as Kubernetes' reader has it (`go-yaml` v2, `resolve.go` resolve and `decode.go` scalar;
//! then JSON by `sigs.k8s.io/yaml`, `convertToJSONableObject`).

use super::number::{float_key, is_decimal_float, parse_float, parse_int, parse_signed_binary, parse_uint};
use crate::manifest::tree::TreeKind;
use serde_json::Number;

/// A scalar, resolved.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Scalar {
    Null,
    Bool(bool),
    Int(i64),
    /// An integer beyond `i64`.
    Uint(u64),
    Float(f64),
    Text(String),
}

/// Which of Go's types a key had. Keys are equal only if they are of one type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum KeyType {
    Null,
    Bool,
    Int,
    Uint,
    Float,
    Text,
}

impl KeyType {
    /// A key as Go prints it with `%#v`.
    pub(super) fn in_go(self, key: &str) -> String {
        match self {
            Self::Null => "<nil>".to_owned(),
            Self::Uint => format!("0x{:x}", key.parse::<u64>().unwrap_or_default()),
            Self::Bool | Self::Int | Self::Float => key.to_owned(),
            Self::Text => format!("{key:?}"),
        }
    }
}

const INT: &str = "!!int";
const FLOAT: &str = "!!float";
/// Like every tag that is not named here it takes any text.
const STR: &str = "!!str";
const BOOL: &str = "!!bool";
const NULL: &str = "!!null";
const TIMESTAMP: &str = "!!timestamp";
const BINARY: &str = "!!binary";

/// Resolves a scalar with its tag (long form, if it has one). `plain`: it is not quoted and no block.
/// `Err` has Kubernetes' words.
pub(super) fn resolve(tag: Option<&str>, plain: bool, text: String) -> Result<Scalar, String> {
    let long = tag.unwrap_or_default();
    let short = match long.strip_prefix("tag:yaml.org,2002:") {
        Some(name) => format!("!!{name}"),
        None => long.to_owned(),
    };
    match short.as_str() {
        "" if !plain => Ok(Scalar::Text(text)),
        "" => Ok(implicit(&text).unwrap_or(Scalar::Text(text))),
        BINARY => decode_base64(&text)
            .map(|bytes| Scalar::Text(utf8_with_replacements(&bytes)))
            .ok_or_else(|| "yaml: !!binary value contains invalid base64 data".to_owned()),
        INT | FLOAT | BOOL | NULL | TIMESTAMP => tagged(&short, text),
        _ => Ok(Scalar::Text(text)),
    }
}

/// A scalar whose tag asks for a type: the text has to be of it; only an integer may pass for a float.
fn tagged(tag: &str, text: String) -> Result<Scalar, String> {
    if tag == TIMESTAMP && is_timestamp(&text) {
        return Ok(Scalar::Text(text));
    }
    let value = implicit(&text);
    let found = match (&value, tag) {
        (Some(Scalar::Int(number)), FLOAT) => {
            #[expect(clippy::cast_precision_loss, reason = "a float was asked for")]
            return Ok(Scalar::Float(*number as f64));
        }
        (Some(Scalar::Null), _) => NULL,
        (Some(Scalar::Bool(_)), _) => BOOL,
        (Some(Scalar::Int(_) | Scalar::Uint(_)), _) => INT,
        (Some(Scalar::Float(_)), _) => FLOAT,
        (Some(Scalar::Text(_)) | None, _) => STR,
    };
    match value {
        Some(value) if found == tag => Ok(value),
        _ => Err(format!("yaml: cannot decode {found} `{text}` as a {tag}")),
    }
}

/// Whether `text`, written without quotes, is read as that text, and not as something that YAML 1.1 or an older reader
/// takes it for: timestamps and numbers to the base of 60 (`12:30`) are excluded (`encode.go`, `stringv`).
pub(crate) fn is_plain_text(text: &str) -> bool {
    implicit(text).is_none() && !is_timestamp(text) && !is_base_60(text)
}

/// `[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(.[0-9_]*)?`
fn is_base_60(text: &str) -> bool {
    let text = text.strip_prefix(['-', '+']).unwrap_or(text);
    let mut parts = text.split(':');
    let first = parts.next().unwrap_or_default();
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit() || byte == b'_');
    let mut rest: Vec<_> = parts.collect();
    let Some(last) = rest.pop() else {
        return false;
    };
    let (last, fraction) = last.split_once('.').unwrap_or((last, ""));
    let sixtieth = |part: &str| match part.as_bytes() {
        [digit] => digit.is_ascii_digit(),
        [tens, ones] => (b'0'..=b'5').contains(tens) && ones.is_ascii_digit(),
        _ => false,
    };
    first.starts_with(|digit: char| digit.is_ascii_digit())
        && digits(first)
        && rest.into_iter().all(sixtieth)
        && sixtieth(last)
        && digits(fraction)
}

/// The type a text has by its look; `None`: a string. Timestamps look like something but stay strings.
fn implicit(text: &str) -> Option<Scalar> {
    match text.as_bytes().first() {
        None => Some(Scalar::Null),
        Some(b'y' | b'Y' | b'n' | b'N' | b't' | b'T' | b'f' | b'F' | b'o' | b'O' | b'~') => word(text),
        Some(b'.') => word(text).or_else(|| {
            let float = is_decimal_float(text).then(|| parse_float(text)).flatten();
            float.map(Scalar::Float)
        }),
        Some(b'+' | b'-' | b'0'..=b'9') => word(text).or_else(|| number(text)),
        Some(_) => None,
    }
}

fn word(text: &str) -> Option<Scalar> {
    Some(match text {
        "y" | "Y" | "yes" | "Yes" | "YES" | "true" | "True" | "TRUE" | "on" | "On" | "ON" => Scalar::Bool(true),
        "n" | "N" | "no" | "No" | "NO" | "false" | "False" | "FALSE" | "off" | "Off" | "OFF" => Scalar::Bool(false),
        "~" | "null" | "Null" | "NULL" => Scalar::Null,
        ".nan" | ".NaN" | ".NAN" => Scalar::Float(f64::NAN),
        ".inf" | ".Inf" | ".INF" | "+.inf" | "+.Inf" | "+.INF" => Scalar::Float(f64::INFINITY),
        "-.inf" | "-.Inf" | "-.INF" => Scalar::Float(f64::NEG_INFINITY),
        _ => return None,
    })
}

fn number(text: &str) -> Option<Scalar> {
    let digits;
    let text = if text.contains('_') {
        digits = text.replace('_', "");
        &digits
    } else {
        text
    };
    if let Some(value) = parse_int(text) {
        return Some(Scalar::Int(value));
    }
    if let Some(value) = parse_uint(text) {
        return Some(Scalar::Uint(value));
    }
    if is_decimal_float(text) {
        if let Some(value) = parse_float(text) {
            return Some(Scalar::Float(value));
        }
    }
    let binary = text.strip_prefix("0b")?;
    parse_signed_binary(binary).map(Scalar::Int)
}

/// A timestamp of YAML 1.1 as `go-yaml` takes it: `2006-1-2`, or that with `T`, `t` or a space and `15:4:5.9`, and
/// behind a `T` a zone.
fn is_timestamp(text: &str) -> bool {
    let (date, time) = match text.find(['T', 't', ' ']) {
        Some(at) => (&text[..at], Some((&text[at..=at], &text[at + 1..]))),
        None => (text, None),
    };
    let parts: Vec<Option<u32>> = date.split('-').map(|part| part.parse().ok()).collect();
    let [Some(_), Some(month), Some(day)] = parts[..] else {
        return false;
    };
    let days = match month {
        2 => 29,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    let is_day = date.find('-') == Some(4) && (1..=12).contains(&month) && (1..=days).contains(&day);
    is_day && time.is_none_or(|(separator, time)| is_time_of_day(time, separator != " "))
}

fn is_time_of_day(text: &str, zoned: bool) -> bool {
    let zone = text.find(['Z', '+', '-']);
    if zoned != zone.is_some() {
        return false;
    }
    let time = &text[..zone.unwrap_or(text.len())];
    let parts: Vec<Option<f64>> = time.split(':').map(|part| part.parse().ok()).collect();
    matches!(parts[..], [Some(hour), Some(minute), Some(second)]
        if hour < 24.0 && minute < 60.0 && (0.0..60.0).contains(&second))
}

impl Scalar {
    /// The key of a JSON object, and the type it had.
    pub(super) fn into_key(self) -> (KeyType, String) {
        match self {
            Self::Null => (KeyType::Null, "null".to_owned()),
            Self::Bool(value) => (KeyType::Bool, value.to_string()),
            Self::Int(value) => (KeyType::Int, value.to_string()),
            Self::Uint(value) => (KeyType::Uint, value.to_string()),
            Self::Float(value) => (KeyType::Float, float_key(value)),
            Self::Text(value) => (KeyType::Text, value),
        }
    }

    /// The value in a tree. `Err` has Kubernetes' words for a number that JSON cannot have, and stands for its text.
    pub(super) fn into_tree(self) -> Result<TreeKind, &'static str> {
        Ok(match self {
            Self::Null => TreeKind::Null,
            Self::Bool(value) => TreeKind::Bool(value),
            Self::Int(value) => TreeKind::Number(value.into()),
            Self::Uint(value) => TreeKind::Number(value.into()),
            Self::Text(value) => TreeKind::String(value),
            Self::Float(value) => match Number::from_f64(value) {
                Some(number) => TreeKind::Number(whole(value).map_or(number, Number::from)),
                None if value.is_nan() => return Err("json: unsupported value: NaN"),
                None if value > 0.0 => return Err("json: unsupported value: +Inf"),
                None => return Err("json: unsupported value: -Inf"),
            },
        })
    }
}

/// A float without a fraction is written as an integer in JSON, and read back as one.
fn whole(value: f64) -> Option<i64> {
    const LIMIT: f64 = 9_223_372_036_854_775_808.0;
    #[expect(clippy::cast_possible_truncation, reason = "the range was checked")]
    (value.fract() == 0.0 && (-LIMIT..LIMIT).contains(&value)).then_some(value as i64)
}

/// Standard base64 with padding; line breaks are skipped (`encoding/base64`, StdEncoding).
fn decode_base64(text: &str) -> Option<Vec<u8>> {
    let symbols: Vec<u8> = text.bytes().filter(|byte| !matches!(byte, b'\r' | b'\n')).collect();
    if symbols.len() % 4 != 0 {
        return None;
    }
    let padding = symbols.iter().rev().take_while(|&&symbol| symbol == b'=').count();
    if padding > 2 {
        return None;
    }
    let mut bytes = Vec::with_capacity(symbols.len() / 4 * 3);
    for group in symbols.chunks(4) {
        let mut bits = 0_u32;
        for (index, symbol) in group.iter().enumerate() {
            let value = match symbol {
                b'A'..=b'Z' => symbol - b'A',
                b'a'..=b'z' => symbol - b'a' + 26,
                b'0'..=b'9' => symbol - b'0' + 52,
                b'+' => 62,
                b'/' => 63,
                b'=' if bytes.len() + 3 >= symbols.len() / 4 * 3 && index >= 4 - padding => 0,
                _ => return None,
            };
            bits = bits << 6 | u32::from(value);
        }
        bytes.extend_from_slice(&bits.to_be_bytes()[1..]);
    }
    bytes.truncate(bytes.len() - padding);
    Some(bytes)
}

/// Bytes as text with U+FFFD for every byte that is no UTF-8, as Go's JSON writer has it.
fn utf8_with_replacements(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    let mut rest = bytes;
    while !rest.is_empty() {
        let valid = match std::str::from_utf8(rest) {
            Ok(valid) => valid,
            Err(error) => std::str::from_utf8(&rest[..error.valid_up_to()]).unwrap_or_default(),
        };
        text.push_str(valid);
        rest = &rest[valid.len()..];
        if !rest.is_empty() {
            text.push(char::REPLACEMENT_CHARACTER);
            rest = &rest[1..];
        }
    }
    text
}
