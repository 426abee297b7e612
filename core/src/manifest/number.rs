//! Numbers as text the way Go's JSON writer prints them; wrong types and quantities are judged by that text.

use serde_json::Number;

/// `number` as Go's `encoding/json` writes it: an integral float has no fraction, very large and very small ones
/// have an exponent (`floatEncoder`).
pub(crate) fn number_text(number: &Number) -> String {
    let Some(float) = number.as_f64().filter(|_| number.is_f64()) else {
        return number.to_string();
    };
    let magnitude = float.abs();
    if magnitude == 0.0 {
        return if float.is_sign_negative() { "-0" } else { "0" }.to_owned();
    }
    if (1e-6..1e21).contains(&magnitude) {
        return format!("{float}");
    }
    let text = format!("{float:e}");
    match text.split_once('e') {
        Some((mantissa, exponent)) if !exponent.starts_with('-') => format!("{mantissa}e+{exponent}"),
        Some(_) | None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::number_text;

    #[test]
    fn prints_as_go_does() {
        for (json, text) in [
            ("1", "1"),
            ("1.0", "1"),
            ("1e3", "1000"),
            ("-1.50", "-1.5"),
            ("18446744073709551615", "18446744073709551615"),
            ("1e21", "1e+21"),
            ("0.000001", "0.000001"),
            ("0.00000012", "1.2e-7"),
            ("-0.0", "-0"),
        ] {
            assert_eq!(number_text(&serde_json::from_str(json).unwrap()), text, "{json}");
        }
    }
}
