//! JSON with a line for each member and item.

use serde::de::IgnoredAny;

/// The text with its lines made anew; `None` if it is no JSON, as YAML in brackets is none.
pub(super) fn indented(text: &str) -> Option<String> {
    serde_json::from_str::<IgnoredAny>(text).ok()?;
    let mut written = String::with_capacity(text.len());
    let mut depth: usize = 0;
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '"' => string_length(rest),
            '{' | '[' | '}' | ']' | ',' | ':' => 1,
            _ => word_length(rest),
        };
        let (piece, behind) = rest.split_at(length);
        rest = behind.trim_start();
        if matches!(first, '}' | ']') {
            depth = depth.saturating_sub(1);
            if !written.ends_with(['{', '[']) {
                break_line(&mut written, depth);
            }
        }
        written.push_str(piece);
        match first {
            '{' | '[' => {
                depth += 1;
                if !rest.starts_with(['}', ']']) {
                    break_line(&mut written, depth);
                }
            }
            ',' => break_line(&mut written, depth),
            ':' => written.push(' '),
            _ => {}
        }
    }
    written.push('\n');
    Some(written)
}

fn break_line(written: &mut String, depth: usize) {
    written.push('\n');
    written.extend(std::iter::repeat_n("  ", depth));
}

/// How long the string is that the text begins with, its quotes included.
fn string_length(text: &str) -> usize {
    let mut is_escaped = false;
    let end = text.bytes().skip(1).position(|byte| {
        let is_end = byte == b'"' && !is_escaped;
        is_escaped = byte == b'\\' && !is_escaped;
        is_end
    });
    end.map_or(text.len(), |end| end + 2)
}

/// How long the number or name is that the text begins with.
fn word_length(text: &str) -> usize {
    text.find(|letter: char| letter.is_whitespace() || matches!(letter, '{' | '}' | '[' | ']' | ',' | ':' | '"'))
        .unwrap_or(text.len())
}
