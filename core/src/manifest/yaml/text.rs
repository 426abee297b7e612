//! A text in parts that are parsed one by one, so that a mistake in one document does not hide the next.

use super::error;
use super::guard::{BREAKS, Guarded};
use crate::diagnostic::{Advice, Diagnostic, Remark, Span};
use libyaml_safer::{Error, Event};

/// More `%` lines than any document has use for; the parser compares each with all before it.
const MAX_DIRECTIVES: usize = 50;

/// The parts of a text: each begins with a line `---`, except that what has no content yet (comments, directives)
/// belongs to the document it precedes. Within YAML such a line ends a document wherever it stands.
pub(super) fn split(text: &str) -> Vec<Span> {
    let start = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let mut parts = Vec::new();
    let mut part_start = start;
    let mut has_content = false;
    let mut line_start = start;
    while line_start < text.len() {
        let rest = &text.as_bytes()[line_start..];
        let length = rest.iter().position(|byte| matches!(byte, b'\n' | b'\r'));
        let line = &rest[..length.unwrap_or(rest.len())];
        let is_separator = line.starts_with(b"---") && line.get(3).is_none_or(|byte| matches!(byte, b' ' | b'\t'));
        if is_separator && has_content {
            parts.push(Span::new(part_start, line_start));
            part_start = line_start;
        }
        // Behind `...` directives may follow that belong to the next document.
        let is_end = line.starts_with(b"...") && line.get(3).is_none_or(u8::is_ascii_whitespace);
        has_content = !is_end && (has_content || is_separator || !is_preamble(line));
        line_start += length.map_or(rest.len(), |length| length + 1);
    }
    parts.push(Span::new(part_start, text.len()));
    parts
}

/// A line that can stand before `---` without being a document: blank, a comment, a directive.
fn is_preamble(line: &[u8]) -> bool {
    let content = line.trim_ascii_start();
    content.is_empty() || content[0] == b'#' || line[0] == b'%'
}

/// A part of a text, ready for the parser.
pub(super) struct Chunk<'t> {
    guarded: Guarded<'t>,
    part: Span,
    /// Where parsing begins: behind the documents of the part that were read already.
    start: usize,
    /// Line breaks of the text before `start`.
    lines: usize,
}

impl<'t> Chunk<'t> {
    /// Prepares `part` of `text`, before which there are `lines` line breaks. `Err`: it holds what the parser must not
    /// see.
    pub(super) fn new(text: &'t str, part: Span, lines: usize) -> Result<Self, Diagnostic> {
        let content = &text[part.start..part.end];
        if let Some((at, character)) = content.char_indices().find(|(_, character)| is_control(*character)) {
            let start = part.start + at;
            let span = Span::new(start, start + character.len_utf8());
            let hint = Advice::RemoveCharacter {
                code: format!("{:04X}", u32::from(character)),
            };
            return Err(error::message("yaml: control characters are not allowed", span).hint(hint));
        }
        let directives = content.lines().filter(|line| line.starts_with('%')).count();
        if directives > MAX_DIRECTIVES {
            return Err(error::limit(
                Remark::TooManyDirectives {
                    limit: MAX_DIRECTIVES.to_string(),
                },
                part,
            ));
        }
        Ok(Self {
            guarded: Guarded::new(content),
            part,
            start: part.start,
            lines,
        })
    }

    /// What is to be parsed.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.guarded.content.as_bytes()[self.start - self.part.start..]
    }

    /// The same part with the parsing to begin at `start`.
    pub(super) fn from(mut self, start: usize) -> Self {
        let skipped = &self.guarded.content[self.start - self.part.start..start - self.part.start];
        self.lines += count_lines(skipped);
        self.start = start;
        self
    }

    pub(super) const fn part(&self) -> Span {
        self.part
    }

    /// Line breaks of the text before what is parsed.
    pub(super) const fn lines(&self) -> usize {
        self.lines
    }

    /// Where an event stands in the whole text.
    pub(super) fn span(&self, event: &Event) -> Span {
        let start = self.offset(event.start_mark.index);
        Span::new(start, self.offset(event.end_mark.index).max(start))
    }

    /// Where a problem is in the whole text.
    pub(super) fn position(&self, problem: &Error) -> usize {
        self.offset(problem.problem_mark().map_or(0, |mark| mark.index))
    }

    /// Where the construct begins in which a problem is, in the whole text.
    pub(super) fn context(&self, problem: &Error) -> Option<usize> {
        problem.context_mark().map(|mark| self.offset(mark.index))
    }

    fn offset(&self, index: u64) -> usize {
        let index = usize::try_from(index).unwrap_or(self.guarded.content.len());
        (self.start + index).min(self.part.end)
    }

    /// A scalar as the text has it.
    pub(super) fn restored(&self, value: String) -> String {
        self.guarded.restored(value)
    }

    /// Whether a place is behind the last line of a text that has no line break there.
    pub(super) fn is_unterminated(&self, index: u64) -> bool {
        let index = usize::try_from(index).unwrap_or(usize::MAX);
        self.start.saturating_add(index) > self.part.end
    }

    /// The value of a block scalar that ends where the text does: the line break that the text does not have is not in
    /// it, unless it is there because of the line before.
    pub(super) fn without_added_break(&self, mut value: String, span: Span) -> String {
        let text = &self.guarded.content[span.start - self.part.start..span.end - self.part.start];
        let header = text.split_ascii_whitespace().find(|word| word.starts_with(['|', '>']));
        let keeps_breaks = header.is_some_and(|header| header.contains('+'));
        let last_line = text.rsplit(BREAKS).next().unwrap_or_default();
        let is_content = !last_line.trim_start_matches(' ').is_empty() || value.ends_with(" \n");
        if (is_content || keeps_breaks) && value.ends_with('\n') {
            value.pop();
        }
        value
    }

    /// The end of a block that begins at `span`: the parser's own end is where the next thing begins.
    pub(super) fn trimmed(&self, span: Span) -> Span {
        let (start, end) = (span.start - self.part.start, span.end - self.part.start);
        let length = self
            .guarded
            .content
            .get(start..end)
            .map_or(0, |text| text.trim_end().len());
        Span::new(span.start, span.start + length)
    }

    /// Refuses the escape `\/` in a double-quoted scalar: libyaml takes it and Kubernetes' reader does not. Except that
    /// kubectl and the API server read what begins with `{` as JSON, which has it.
    pub(super) fn check_escapes(&self, span: Span) -> Result<(), Diagnostic> {
        let text = &self.guarded.content[span.start - self.part.start..span.end - self.part.start];
        if !text.contains("\\/") || self.bytes().trim_ascii_start().starts_with(b"{") {
            return Ok(());
        }
        let mut escaped = false;
        for (at, byte) in text.bytes().enumerate() {
            if escaped && byte == b'/' {
                let start = span.start + at - 1;
                let before = &self.guarded.content[self.start - self.part.start..start - self.part.start];
                let line = self.lines + count_lines(before) + 1;
                return Err(error::unknown_escape(line, Span::new(start, start + 2)));
            }
            escaped = byte == b'\\' && !escaped;
        }
        Ok(())
    }
}

/// What YAML does not allow anywhere.
const fn is_control(character: char) -> bool {
    matches!(character,
        '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{7f}'..='\u{84}' | '\u{86}'..='\u{9f}'
        | '\u{fffe}' | '\u{ffff}')
}

/// Line breaks in a text; `\r\n` is one.
pub(super) fn count_lines(text: &str) -> usize {
    let bytes = text.as_bytes();
    let is_break = |(at, byte): &(usize, &u8)| match byte {
        b'\n' => true,
        b'\r' => bytes.get(at + 1) != Some(&b'\n'),
        _ => false,
    };
    bytes.iter().enumerate().filter(is_break).count()
}
