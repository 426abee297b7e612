//! What is wrong with a text, in the words of Kubernetes' reader (`go-yaml` v2, `decode.go` parser.fail), and what to do.

use super::text::Chunk;
use crate::diagnostic::{Advice, Diagnostic, Message, Remark, Span};
use libyaml_safer::{Error, ErrorKind, Mark};

/// The code of values that YAML has and JSON has not.
pub(super) const NO_JSON: &str = "yaml-no-json";

/// An error in Kubernetes' words.
pub(super) fn message(words: impl Into<Message>, span: Span) -> Diagnostic {
    Diagnostic::error("yaml-syntax", "", words).at(span)
}

/// An error in our words: Kubernetes would read on.
pub(super) fn limit(remark: Remark, span: Span) -> Diagnostic {
    Diagnostic::error("yaml-limit", "", remark)
        .at(span)
        .hint(Advice::LimitOfEverynode)
}

/// An error of reading that is one of writing JSON: strict reading finds repeated keys first.
pub(super) fn no_json(words: impl Into<Message>, span: Span) -> Diagnostic {
    Diagnostic::error(NO_JSON, "", words).at(span)
}

/// A backslash and what cannot follow it.
pub(super) fn unknown_escape(line: usize, span: Span) -> Diagnostic {
    let place = if line > 1 {
        format!("line {line}: ")
    } else {
        String::new()
    };
    message(format!("yaml: {place}found unknown escape character"), span).hint(Advice::Escapes)
}

/// What the parser says, at its place, with advice for the usual mistakes.
pub(super) fn syntax(text: &str, chunk: &Chunk, problem: &Error) -> Diagnostic {
    let at = chunk.position(problem);
    let words = problem.problem();
    let line = named_line(chunk, problem).map_or(String::new(), |line| format!("line {line}: "));
    let character = text[at..].chars().next();
    let length = character
        .filter(|c| !matches!(c, '\r' | '\n'))
        .map_or(0, char::len_utf8);
    let finding = message(format!("yaml: {line}{words}"), Span::new(at, at + length));
    match advice(text, at, words, chunk.context(problem)) {
        Some(advice) => finding.hint(advice),
        None => finding,
    }
}

/// The line that `go-yaml` names: none for the first, and one more where the scanner is still on its way.
fn named_line(chunk: &Chunk, problem: &Error) -> Option<usize> {
    let line = |mark: Mark| {
        let line = chunk.lines() + usize::try_from(mark.line).unwrap_or_default();
        line - usize::from(chunk.is_unterminated(mark.index))
    };
    let problem_line = problem.problem_mark().map_or(0, line);
    let named = match (problem_line, problem.kind()) {
        (0, _) => problem.context_mark().map_or(0, line),
        (_, ErrorKind::Scanner) => problem_line + 1,
        _ => problem_line,
    };
    (named != 0).then_some(named)
}

fn advice(text: &str, at: usize, words: &str, context: Option<usize>) -> Option<Advice> {
    let line = line_around(text, at);
    if line.contains("{{") {
        return Some(Advice::Template);
    }
    let character = text[at..].chars().next();
    let advice = match words {
        "found character that cannot start any token" => match character {
            Some('\t') => Advice::Tabs,
            Some('@' | '`' | '%') => Advice::QuoteFirstCharacter,
            _ => return None,
        },
        "found a tab character that violates indentation"
        | "found a tab character where an indentation space is expected" => Advice::Tabs,
        "could not find expected ':'" => {
            let line = context.map_or(line, |context| line_around(text, context));
            if colon_without_space(line) {
                Advice::MissingSpace
            } else {
                Advice::KeyNeedsColon
            }
        }
        "mapping values are not allowed in this context" if colon_without_space(line_above(text, at)) => {
            Advice::MissingSpace
        }
        "mapping values are not allowed in this context" => Advice::ValueNeedsQuotes,
        "did not find expected key"
        | "did not find expected '-' indicator"
        | "block sequence entries are not allowed in this context"
        | "mapping keys are not allowed in this context" => {
            if starts_with_quote(line) {
                Advice::ClosingQuote
            } else {
                Advice::CheckIndentation
            }
        }
        "found unexpected end of stream" | "found unexpected document indicator" => {
            return unclosed_quote(text, context);
        }
        "did not find expected ',' or ']'" => Advice::UnclosedBracket,
        "did not find expected ',' or '}'" => Advice::UnclosedBrace,
        "found unknown escape character" => Advice::Escapes,
        "found invalid Unicode character escape code" => Advice::NoSurrogates,
        _ => return None,
    };
    Some(advice)
}

/// The line of a byte, without its break.
pub(super) fn line_around(text: &str, at: usize) -> &str {
    let start = text[..at].rfind(['\n', '\r']).map_or(0, |before| before + 1);
    let end = text[at..].find(['\n', '\r']).map_or(text.len(), |length| at + length);
    &text[start..end]
}

/// The line before that of a byte.
fn line_above(text: &str, at: usize) -> &str {
    let start = text[..at].rfind(['\n', '\r']).unwrap_or_default();
    line_around(text, text[..start].trim_end_matches('\r').len())
}

/// Whether a line looks like `key:value`.
fn colon_without_space(line: &str) -> bool {
    let content = line.trim_start_matches([' ', '-']);
    content.split_once(':').is_some_and(|(key, value)| {
        let is_word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '/');
        !key.is_empty() && key.chars().all(is_word) && value.starts_with(|c: char| !c.is_whitespace())
    })
}

/// Whether the value of a line begins with a quote.
fn starts_with_quote(line: &str) -> bool {
    let value = line.split_once(": ").map_or(line, |(_, value)| value);
    value.trim_start_matches([' ', '-']).starts_with(['"', '\''])
}

fn unclosed_quote(text: &str, context: Option<usize>) -> Option<Advice> {
    let opened = context?;
    let quote = text[opened..].chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let line = super::text::count_lines(&text[..opened]) + 1;
    Some(Advice::UnclosedQuote {
        line: line.to_string(),
        quote: quote.into(),
    })
}
