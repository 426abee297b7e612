//! Numbers as Go's `strconv` reads and writes them, which is what Kubernetes' YAML reader calls
//! (`ParseInt(s, 0, 64)`, `ParseUint(s, 0, 64)`, `FormatFloat(f, 'g', -1, 32)`).

/// A signed integer with an optional sign and base prefix (`0b`, `0o`, `0x`, or a leading `0` for octal).
pub(super) fn parse_int(text: &str) -> Option<i64> {
    let (negative, digits) = match text.as_bytes().first()? {
        b'-' => (true, &text[1..]),
        b'+' => (false, &text[1..]),
        _ => (false, text),
    };
    let magnitude = parse_uint(digits)?;
    signed(negative, magnitude)
}

/// An unsigned integer with an optional base prefix and no sign.
pub(super) fn parse_uint(text: &str) -> Option<u64> {
    let bytes = text.as_bytes();
    if bytes.first()? != &b'0' {
        return digits(text, 10);
    }
    let prefixed = bytes.len() >= 3;
    match bytes.get(1).map(u8::to_ascii_lowercase) {
        Some(b'b') if prefixed => digits(&text[2..], 2),
        Some(b'o') if prefixed => digits(&text[2..], 8),
        Some(b'x') if prefixed => digits(&text[2..], 16),
        Some(_) => digits(&text[1..], 8),
        None => Some(0),
    }
}

/// Binary digits behind a `0b` that [`parse_int`] did not take because a sign stands between (`0b-1`).
pub(super) fn parse_signed_binary(text: &str) -> Option<i64> {
    let (negative, rest) = match text.as_bytes().first()? {
        b'-' => (true, &text[1..]),
        b'+' => (false, &text[1..]),
        _ => (false, text),
    };
    signed(negative, digits(rest, 2)?)
}

fn signed(negative: bool, magnitude: u64) -> Option<i64> {
    if negative {
        0_i64.checked_sub_unsigned(magnitude)
    } else {
        i64::try_from(magnitude).ok()
    }
}

fn digits(text: &str, radix: u32) -> Option<u64> {
    if text.is_empty() {
        return None;
    }
    text.chars().try_fold(0_u64, |value, digit| {
        let digit = digit.to_digit(radix)?;
        value.checked_mul(u64::from(radix))?.checked_add(u64::from(digit))
    })
}

/// Whether a text has the form of a decimal float: `[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?`.
pub(super) fn is_decimal_float(text: &str) -> bool {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let whole = leading_digits(unsigned);
    let mut rest = &unsigned[whole..];
    if let Some(fraction) = rest.strip_prefix('.') {
        let places = leading_digits(fraction);
        if whole == 0 && places == 0 {
            return false;
        }
        rest = &fraction[places..];
    } else if whole == 0 {
        return false;
    }
    match rest.strip_prefix(['e', 'E']) {
        None => rest.is_empty(),
        Some(exponent) => {
            let exponent = exponent.strip_prefix(['-', '+']).unwrap_or(exponent);
            !exponent.is_empty() && leading_digits(exponent) == exponent.len()
        }
    }
}

fn leading_digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

/// A decimal float that is neither malformed nor too large.
pub(super) fn parse_float(text: &str) -> Option<f64> {
    let value: f64 = text.parse().ok()?;
    value.is_finite().then_some(value)
}

/// A float as a key of a JSON object: the shortest digits that tell it from other 32-bit floats, with an exponent
/// below 1e-4 and from 1e6 on.
pub(super) fn float_key(value: f64) -> String {
    if value.is_nan() {
        return ".nan".to_owned();
    }
    #[expect(clippy::cast_possible_truncation, reason = "the key really is written with 32 bits")]
    let single = value as f32;
    if single.is_infinite() {
        return if single > 0.0 { ".inf" } else { "-.inf" }.to_owned();
    }
    let scientific = format!("{single:e}");
    let (mantissa, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    if (-4..6).contains(&exponent) {
        return single.to_string();
    }
    let sign = if exponent < 0 { '-' } else { '+' };
    format!("{mantissa}e{sign}{:02}", exponent.abs())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_have_the_bases_of_go() {
        for (text, expected) in [
            ("0", Some(0)),
            ("00", Some(0)),
            ("0644", Some(420)),
            ("-017", Some(-15)),
            ("0o17", Some(15)),
            ("0O17", Some(15)),
            ("0x1F", Some(31)),
            ("-0X1f", Some(-31)),
            ("0B11", Some(3)),
            ("+12", Some(12)),
            ("08", None),
            ("0x", None),
            ("-", None),
            ("0b2", None),
            ("9223372036854775808", None),
            ("-9223372036854775808", Some(i64::MIN)),
        ] {
            assert_eq!(parse_int(text), expected, "{text}");
        }
        assert_eq!(parse_uint("9223372036854775808"), Some(1 << 63));
        assert_eq!(parse_uint("+1"), None);
        assert_eq!(parse_signed_binary("-1"), Some(-1));
    }

    #[test]
    fn floats_need_a_digit() {
        for text in ["1.", ".5", "-.5", "1e3", "1E-3", "+0.5e+10", "08"] {
            assert!(is_decimal_float(text), "{text}");
        }
        for text in [".", "-", "e3", "1e", "1e+", "1.5.2", "0x1p3", "inf", "1_0"] {
            assert!(!is_decimal_float(text), "{text}");
        }
    }

    #[test]
    fn float_keys_are_written_with_32_bits() {
        for (value, expected) in [
            (1.5, "1.5"),
            (1.0, "1"),
            (0.123_456_789_012, "0.12345679"),
            (0.00001, "1e-05"),
            (1000.0, "1000"),
            (100_000.5, "100000.5"),
            (1e6, "1e+06"),
            (1e300, ".inf"),
        ] {
            assert_eq!(float_key(value), expected);
        }
    }
}
