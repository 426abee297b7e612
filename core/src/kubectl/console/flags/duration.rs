//! Lengths of time as Go writes them: `ParseDuration` of Go's `time/format.go`.

use crate::time::Millis;

/// Reads `1h2m3.5s`, `-300ms`, `0`; the error is Go's.
pub(crate) fn parse_duration(text: &str) -> Result<Millis, String> {
    let invalid = || format!("time: invalid duration {text:?}");
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    if unsigned == "0" {
        return Ok(Millis(0));
    }
    if unsigned.is_empty() {
        return Err(invalid());
    }
    let mut millis = 0_f64;
    let mut left = unsigned;
    while !left.is_empty() {
        let end = left
            .find(|c: char| !c.is_ascii_digit() && c != '.')
            .unwrap_or(left.len());
        let number = left[..end].parse::<f64>().map_err(|_| invalid())?;
        left = &left[end..];
        let end = left
            .find(|c: char| c.is_ascii_digit() || c == '.')
            .unwrap_or(left.len());
        let factor = match &left[..end] {
            "" => return Err(format!("time: missing unit in duration {text:?}")),
            "ns" => 1e-6,
            "us" | "µs" | "μs" => 1e-3,
            "ms" => 1.0,
            "s" => 1e3,
            "m" => 6e4,
            "h" => 3.6e6,
            unit => return Err(format!("time: unknown unit {unit:?} in duration {text:?}")),
        };
        millis += number * factor;
        left = &left[end..];
    }
    // Go holds 292 years at most.
    if millis > 9.3e15 {
        return Err(invalid());
    }
    #[expect(clippy::cast_possible_truncation, reason = "it has just been compared with a limit")]
    let millis = millis as i64;
    Ok(Millis(if text.starts_with('-') { -millis } else { millis }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_read_as_go_reads_them() {
        for (text, millis) in [
            ("2s", 2000),
            ("1m30s", 90_000),
            ("1.5h", 5_400_000),
            ("-10ms", -10),
            ("0", 0),
        ] {
            assert_eq!(parse_duration(text), Ok(Millis(millis)), "{text}");
        }
        for (text, error) in [
            ("5", "time: missing unit in duration \"5\""),
            ("5x", "time: unknown unit \"x\" in duration \"5x\""),
            ("abc", "time: invalid duration \"abc\""),
            ("", "time: invalid duration \"\""),
        ] {
            assert_eq!(parse_duration(text).unwrap_err(), error);
        }
    }
}
