//! RFC 3339 times as Go reads them, with its errors (`time.Parse` of format.go, `metav1.Time.UnmarshalJSON`).

use crate::admission::go_text::quote;
use crate::time::SimTime;

/// What a part of a time is called in the layout, how it is checked, and what its error says.
enum Part {
    Digits {
        layout: &'static str,
        width: usize,
        most: u32,
        name: &'static str,
    },
    Literal(&'static str),
}

const fn digits(layout: &'static str, most: u32, name: &'static str) -> Part {
    Part::Digits {
        layout,
        width: layout.len(),
        most,
        name,
    }
}

const PARTS: [Part; 11] = [
    digits("2006", 9999, "year"),
    Part::Literal("-"),
    digits("01", 12, "month"),
    Part::Literal("-"),
    digits("02", 99, "day"),
    Part::Literal("T"),
    digits("15", 23, "hour"),
    Part::Literal(":"),
    digits("04", 59, "minute"),
    Part::Literal(":"),
    digits("05", 59, "second"),
];

/// The time as Kubernetes writes it: UTC, whole seconds.
pub(super) fn parse(text: &str) -> Result<String, String> {
    let quoted = quote(text);
    let cannot = |rest: &str, layout: &str| {
        format!(
            "parsing time {quoted} as \"2006-01-02T15:04:05Z07:00\": cannot parse {} as \"{layout}\"",
            quote(rest)
        )
    };
    let mut rest = text;
    let mut numbers = Vec::new();
    for part in &PARTS {
        match part {
            Part::Literal(literal) => rest = rest.strip_prefix(literal).ok_or_else(|| cannot(rest, literal))?,
            Part::Digits {
                layout,
                width,
                most,
                name,
            } => {
                let (number, after) = number(rest, *width).ok_or_else(|| cannot(rest, layout))?;
                if number > *most || (*name == "month" && number == 0) {
                    return Err(format!("parsing time {quoted}: {name} out of range"));
                }
                numbers.push(number);
                rest = after;
            }
        }
    }
    rest = &rest[fraction_length(rest)..];
    let zone = zone(rest).ok_or_else(|| cannot(rest, "Z07:00"))?;
    if !zone.is_empty() {
        return Err(format!("parsing time {quoted}: extra text: {}", quote(zone)));
    }
    let is_day =
        matches!(numbers.as_slice(), [year, month, day, ..] if (1..=month_length(*year, *month)).contains(day));
    match SimTime::parse(text).filter(|_| is_day) {
        Some(time) => Ok(time.to_string()),
        None => Err(format!("parsing time {quoted}: day out of range")),
    }
}

fn number(text: &str, width: usize) -> Option<(u32, &str)> {
    let digits = text
        .get(..width)
        .filter(|part| part.bytes().all(|byte| byte.is_ascii_digit()))?;
    Some((digits.parse().ok()?, text.get(width..)?))
}

/// The length of a fraction of a second: a point and digits.
fn fraction_length(text: &str) -> usize {
    let digits = |rest: &str| rest.bytes().take_while(u8::is_ascii_digit).count();
    match text.strip_prefix('.').map_or(0, digits) {
        0 => 0,
        count => count + 1,
    }
}

/// What is left behind the zone; `None` if there is no zone.
fn zone(text: &str) -> Option<&str> {
    if let Some(rest) = text.strip_prefix('Z') {
        return Some(rest);
    }
    let (hours, rest) = number(text.strip_prefix(['+', '-'])?, 2)?;
    let (minutes, rest) = number(rest.strip_prefix(':')?, 2)?;
    (hours <= 24 && minutes <= 60).then_some(rest)
}

const fn month_length(year: u32, month: u32) -> u32 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn reads_times_and_says_what_is_wrong() {
        for (text, expected) in [
            ("2026-03-01T12:15:41Z", Ok("2026-03-01T12:15:41Z")),
            ("2026-03-01T12:15:41.9+02:00", Ok("2026-03-01T10:15:41Z")),
            (
                "yesterday",
                Err("as \"2006-01-02T15:04:05Z07:00\": cannot parse \"yesterday\" as \"2006\""),
            ),
            (
                "2026-03-01",
                Err("as \"2006-01-02T15:04:05Z07:00\": cannot parse \"\" as \"T\""),
            ),
            ("2026-13-01T12:15:41Z", Err(": month out of range")),
            ("2026-02-29T12:15:41Z", Err(": day out of range")),
            (
                "2026-03-01T12:15:41",
                Err("as \"2006-01-02T15:04:05Z07:00\": cannot parse \"\" as \"Z07:00\""),
            ),
            (
                "2026-03-01T12:15:41.5.5Z",
                Err("as \"2006-01-02T15:04:05Z07:00\": cannot parse \".5Z\" as \"Z07:00\""),
            ),
            ("2026-03-01T12:15:41Z!", Err(": extra text: \"!\"")),
        ] {
            match (parse(text), expected) {
                (Ok(time), Ok(expected)) => assert_eq!(time, expected),
                (Err(error), Err(expected)) => {
                    let space = if expected.starts_with(':') { "" } else { " " };
                    assert_eq!(error, format!("parsing time \"{text}\"{space}{expected}"));
                }
                (found, expected) => assert_eq!(found, expected.map(str::to_owned).map_err(str::to_owned), "{text}"),
            }
        }
    }
}
