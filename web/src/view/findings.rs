//! Findings as marks in the editors and as a list.

use crate::state::Document;
use everynode_core::diagnostic::{Diagnostic, Fix, Severity};
use everynode_core::language::Language;
use everynode_core::manifest::changes::changed_lines;
use everynode_core::manifest::lines::LineIndex;
use std::rc::Rc;

/// A finding, ready to be drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// In which text.
    pub document: Document,
    /// `error`, `warning`, `info`.
    pub severity: &'static str,
    /// The field.
    pub path: String,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub hint: Option<String>,
    /// Line, from 1.
    pub line: Option<usize>,
    /// Where, in UTF-16 code units.
    pub range: Option<(usize, usize)>,
    /// Edits that mend it, the likeliest first.
    pub fixes: Vec<FixView>,
}

/// An edit of the text, ready to be looked at.
#[derive(Debug, Clone, PartialEq)]
pub struct FixView {
    /// What it does.
    pub title: String,
    /// The lines that go and those that come.
    pub lines: Vec<FixLine>,
    /// The text after it.
    pub text: Rc<str>,
}

/// A line that an edit takes out or puts in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FixLine {
    /// It is put in.
    pub is_added: bool,
    /// The line.
    pub text: String,
}

/// The lines that go and those that come where one text takes the place of another.
pub fn fix_lines(before: &str, after: &str) -> Vec<FixLine> {
    let line = |is_added: bool, text: &String| FixLine {
        is_added,
        text: text.clone(),
    };
    let changes = changed_lines(before, after);
    let lines = changes.iter().flat_map(|change| {
        let gone = change.before.iter().map(|text| line(false, text));
        gone.chain(change.after.iter().map(|text| line(true, text)))
            .collect::<Vec<_>>()
    });
    lines.collect()
}

fn fix_view(text: &str, fix: &Fix, language: Language) -> FixView {
    let after = fix.apply(text);
    FixView {
        title: fix.title.text(language),
        lines: fix_lines(text, &after),
        text: after.into(),
    }
}

/// The findings of a text with their places in the units of the editor.
pub fn findings(document: Document, text: &str, diagnostics: &[Diagnostic], language: Language) -> Vec<Finding> {
    let lines = LineIndex::new(text);
    let finding = |diagnostic: &Diagnostic| Finding {
        document,
        severity: severity(diagnostic.severity),
        path: diagnostic.path.clone(),
        message: diagnostic.message_in(language),
        hint: diagnostic.hint.as_ref().map(|advice| advice.text(language)),
        line: diagnostic.span.map(|span| lines.position(span.start).line),
        range: diagnostic
            .span
            .map(|span| (lines.to_utf16(span.start), lines.to_utf16(span.end))),
        fixes: diagnostic
            .fixes
            .iter()
            .map(|fix| fix_view(text, fix, language))
            .collect(),
    };
    diagnostics.iter().map(finding).collect()
}

/// The name of a severity in attributes.
pub const fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use everynode_core::diagnostic::Span;

    #[test]
    fn places_are_counted_in_utf_16() {
        let text = "名: 🙂\nbad: x";
        let start = text.find("bad").unwrap();
        let diagnostics = [Diagnostic::error("c", "p", "m").at(Span::new(start, start + 3))];
        let found = findings(Document::Manifest, text, &diagnostics, Language::English);
        assert_eq!((found[0].line, found[0].range), (Some(2), Some((6, 9))));
    }
}
