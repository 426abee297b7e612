//! One finding about something a user wrote: what, where, and what to do.

use serde::Serialize;

// What to do about a finding, what an edit does, findings in our own words and parts of those: closed enums, a variant for
// each message of `core/locales/LANGUAGE/advice.ftl`, `fixes.ftl`, `remarks.ftl` and `phrases.ftl`, made by the build script.
include!(concat!(env!("OUT_DIR"), "/advice.rs"));
include!(concat!(env!("OUT_DIR"), "/fixes.rs"));
include!(concat!(env!("OUT_DIR"), "/remarks.rs"));
include!(concat!(env!("OUT_DIR"), "/phrases.rs"));

/// A half-open range of byte offsets (UTF-8) into the text it was read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The range `start..end`.
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }
}

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Kubernetes refuses it.
    Error,
    /// Kubernetes takes it and warns, or it probably does not mean what it says.
    Warning,
    /// Worth knowing.
    Info,
}

/// A finding about a text or an object. The engine never stops at the first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Diagnostic {
    /// How much it matters.
    pub severity: Severity,
    /// A stable name of the kind of finding, kebab-case: `unknown-field`, `yaml-syntax`, `field-required`.
    pub code: &'static str,
    /// The field, as Kubernetes writes it (`spec.template.spec.containers[0].image`); empty for a whole text.
    pub path: String,
    /// What is wrong. Kubernetes' own words wherever it has some.
    pub message: String,
    /// The message as a value, where it is in our words and not in Kubernetes'.
    #[serde(skip)]
    pub remark: Option<Box<Remark>>,
    /// What to do about it, where that is known.
    pub hint: Option<Box<Advice>>,
    /// Where in the text: the value, or for an absent field the place where it would go.
    pub span: Option<Span>,
    /// Edits of the text that would end it, the likeliest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fixes: Vec<Fix>,
}

/// The message of a finding, and whose words it is in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Message {
    /// Kubernetes', never translated.
    Kubernetes(String),
    /// Ours.
    Ours(Remark),
}

impl From<String> for Message {
    fn from(words: String) -> Self {
        Self::Kubernetes(words)
    }
}

impl From<&str> for Message {
    fn from(words: &str) -> Self {
        Self::Kubernetes(words.to_owned())
    }
}

impl From<Remark> for Message {
    fn from(remark: Remark) -> Self {
        Self::Ours(remark)
    }
}

/// An edit of a text that ends a finding. Everything it does not name stays as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fix {
    /// What it does, as an order: `Write apps/v1`.
    pub title: FixTitle,
    /// In the order of the text, none within another.
    pub edits: Vec<TextEdit>,
}

/// A part of a text, and what stands there instead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TextEdit {
    /// What is taken out; empty where something is only put in.
    pub span: Span,
    /// What is put in.
    pub replacement: String,
}

/// Whole lines of a text before and after an edit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LineChange {
    /// The first of the lines, from 1; the same line before as after all earlier changes.
    pub line: usize,
    /// The lines as they are.
    pub before: Vec<String>,
    /// The lines as they would be.
    pub after: Vec<String>,
}

impl Fix {
    /// The text after the edit. `text` is the one that the fix was made for.
    pub fn apply(&self, text: &str) -> String {
        let mut edited = String::with_capacity(text.len());
        let mut rest = 0;
        for edit in &self.edits {
            edited.push_str(text.get(rest..edit.span.start).unwrap_or_default());
            edited.push_str(&edit.replacement);
            rest = edit.span.end;
        }
        edited.push_str(text.get(rest..).unwrap_or_default());
        edited
    }

    /// The lines that change, to be shown before the edit is made.
    pub fn preview(&self, text: &str) -> Vec<LineChange> {
        crate::manifest::changes::changed_lines(text, &self.apply(text))
    }
}

impl Diagnostic {
    /// A finding of `severity` at `path`.
    pub fn new(severity: Severity, code: &'static str, path: impl Into<String>, message: impl Into<Message>) -> Self {
        let (message, remark) = match message.into() {
            Message::Kubernetes(words) => (words, None),
            Message::Ours(remark) => (remark.to_string(), Some(Box::new(remark))),
        };
        Self {
            severity,
            code,
            path: path.into(),
            message,
            remark,
            hint: None,
            span: None,
            fixes: Vec::new(),
        }
    }

    /// An error at `path`.
    pub fn error(code: &'static str, path: impl Into<String>, message: impl Into<Message>) -> Self {
        Self::new(Severity::Error, code, path, message)
    }

    /// A warning at `path`.
    pub fn warning(code: &'static str, path: impl Into<String>, message: impl Into<Message>) -> Self {
        Self::new(Severity::Warning, code, path, message)
    }

    /// What is wrong, in a language; what Kubernetes says stays as it is.
    pub fn message_in(&self, language: crate::language::Language) -> String {
        let remark = self.remark.as_ref();
        remark.map_or_else(|| self.message.clone(), |remark| remark.text(language))
    }

    /// The same finding with advice.
    #[must_use]
    pub fn hint(mut self, hint: Advice) -> Self {
        self.hint = Some(Box::new(hint));
        self
    }

    /// The same finding at a place in the text.
    #[must_use]
    pub fn at(mut self, span: Span) -> Self {
        self.span = Some(span);
        self
    }
}
