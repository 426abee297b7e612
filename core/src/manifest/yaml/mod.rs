//! Text to trees with places: YAML and JSON as Kubernetes reads them (`sigs.k8s.io/yaml` over `go-yaml` v2, which is a
//! port of libyaml). The events come from `libyaml-safer`, another port of libyaml; what they mean is decided here.

mod builder;
mod error;
mod guard;
mod mapping;
mod number;
mod scalar;
#[cfg(test)]
mod tests;
mod text;

pub(crate) use scalar::is_plain_text;

use super::lines::LineIndex;
use super::tree::{Tree, TreeKind};
use crate::diagnostic::{Diagnostic, Remark, Severity, Span};
use builder::Builder;
use libyaml_safer::{Encoding, EventData, Parser};
use mapping::Repeated;
use std::io::BufReader;
use text::Chunk;

/// What was found in a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Read {
    /// The documents in order, empty ones included.
    pub documents: Vec<Source>,
    /// What is wrong with the text.
    pub diagnostics: Vec<Diagnostic>,
}

/// One document of a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Source {
    /// Its content.
    pub tree: Tree,
    /// Which document of the text it is, from 0.
    pub index: usize,
    /// Where it stands, without the line `---`.
    pub span: Span,
    /// Kubernetes cannot read it: the tree is what could be understood, good for looking things up and nothing else.
    pub broken: bool,
    /// Keys that a mapping has twice, in the order in which strict reading reports them.
    pub duplicates: Vec<DuplicateKey>,
}

/// A key that its mapping has already. Kubernetes takes the last value; strict reading refuses the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DuplicateKey {
    /// The line that strict reading names: where the repeated key's value begins, from 1.
    pub line: usize,
    /// The key as strict reading writes it: strings in quotes.
    pub key: String,
    /// Where the repeated key stands.
    pub span: Span,
}

/// `line 4: key "app" already set in map`.
impl std::fmt::Display for DuplicateKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "line {}: key {} already set in map", self.line, self.key)
    }
}

impl Source {
    /// What strict reading says of this document, if it refuses it:
    /// `yaml: unmarshal errors:` and a line for each repeated key.
    pub fn strict_error(&self) -> Option<String> {
        if self.duplicates.is_empty() {
            return None;
        }
        let lines = self.duplicates.iter().map(|duplicate| format!("\n  {duplicate}"));
        Some(format!("yaml: unmarshal errors:{}", lines.collect::<String>()))
    }
}

/// How much text is read. What is beyond is refused with one finding that names the limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of text.
    pub bytes: usize,
    /// Lists and mappings within each other.
    pub depth: usize,
    /// Values in all documents, those that aliases stand for included.
    pub values: usize,
    /// Documents.
    pub documents: usize,
}

impl Limits {
    /// For manifests: far above any manifest that an API server would take (3 MiB a request).
    pub const MANIFEST: Self = Self {
        bytes: 8 << 20,
        depth: 200,
        values: 1_000_000,
        documents: 10_000,
    };
    /// For node lists: 5,000 nodes as a cloud provider's cluster prints them.
    pub const NODES: Self = Self {
        bytes: 48 << 20,
        depth: 200,
        values: 3_000_000,
        documents: 20_000,
    };
}

/// Reads every document of a manifest. A document that cannot be read does not hide those behind the next `---`.
pub fn read_documents(text: &str) -> Read {
    read_with(text, Limits::MANIFEST)
}

/// Reads every document of a text within `limits`.
pub fn read_with(text: &str, limits: Limits) -> Read {
    Reader::new(text, limits).read_all()
}

/// Reads the first document alone, as an API server reads the body of a request. There is always one: without any it is
/// `null`.
pub fn read_first(text: &str) -> Read {
    let mut reader = Reader::new(text, Limits::MANIFEST);
    reader.wanted = 1;
    let mut read = reader.read_all();
    if read.documents.is_empty() {
        read.documents
            .push(nothing(Span::default(), !read.diagnostics.is_empty()));
    }
    read
}

impl Read {
    /// What Kubernetes' reader says, if it cannot read the text.
    pub fn error(&self) -> Option<&str> {
        let finding = self
            .diagnostics
            .iter()
            .find(|finding| finding.severity == Severity::Error);
        finding.map(|finding| finding.message.as_str())
    }

    /// What strict reading says, which refuses repeated keys too: `yaml: unmarshal errors:` and a line for each.
    pub fn strict_error(&self) -> Option<String> {
        let mut errors = self
            .diagnostics
            .iter()
            .filter(|finding| finding.severity == Severity::Error);
        if let Some(finding) = errors.find(|finding| finding.code != error::NO_JSON) {
            return Some(finding.message.clone());
        }
        let duplicates = self.documents.iter().find_map(Source::strict_error);
        duplicates.or_else(|| self.error().map(str::to_owned))
    }
}

/// A document without content.
fn nothing(span: Span, broken: bool) -> Source {
    let tree = Tree {
        span: Span::new(span.start, span.start),
        kind: TreeKind::Null,
    };
    Source {
        tree,
        index: 0,
        span,
        broken,
        duplicates: Vec::new(),
    }
}

/// Where the reading of a text has got to.
struct Reader<'t> {
    text: &'t str,
    limits: Limits,
    /// Stop after so many documents.
    wanted: usize,
    /// Values that may still be made.
    values: usize,
    /// The lines of the text, once somebody asks.
    lines: Option<LineIndex>,
    found: Read,
}

/// What comes after a part of the text.
enum Next {
    /// The next part.
    Part,
    /// The rest of this part from a byte of the text on: JSON texts one after the other.
    From(usize),
    /// Nothing.
    Stop,
}

impl<'t> Reader<'t> {
    const fn new(text: &'t str, limits: Limits) -> Self {
        Self {
            text,
            limits,
            wanted: usize::MAX,
            values: limits.values,
            lines: None,
            found: Read {
                documents: Vec::new(),
                diagnostics: Vec::new(),
            },
        }
    }

    fn read_all(mut self) -> Read {
        if self.text.len() > self.limits.bytes {
            let megabytes = self.limits.bytes >> 20;
            self.report(error::limit(
                Remark::TextTooLong {
                    megabytes: megabytes.to_string(),
                },
                Span::new(0, self.text.len()),
            ));
            return self.found;
        }
        let mut lines = 0;
        for part in text::split(self.text) {
            if let Next::Stop = self.read_part(part, lines) {
                break;
            }
            lines += text::count_lines(&self.text[part.start..part.end]);
        }
        self.found
    }

    fn report(&mut self, finding: Diagnostic) {
        self.found.diagnostics.push(finding);
    }

    /// Reads one part of the text.
    fn read_part(&mut self, part: Span, lines: usize) -> Next {
        let mut chunk = match Chunk::new(self.text, part, lines) {
            Ok(chunk) => chunk,
            Err(finding) => {
                self.report(finding);
                self.push_broken(part);
                return self.next();
            }
        };
        loop {
            match self.read_chunk(&chunk) {
                Next::From(start) => chunk = chunk.from(start),
                next @ (Next::Part | Next::Stop) => return next,
            }
        }
    }

    /// Reads the documents of a part: as a rule one, more if some end with `...`.
    fn read_chunk(&mut self, chunk: &Chunk) -> Next {
        let mut parser = Parser::new();
        let mut bytes = BufReader::new(chunk.bytes());
        // Without this a second byte order mark would be skipped uncounted.
        parser.set_encoding(Encoding::Utf8);
        parser.set_input(&mut bytes);
        let mut document: Option<Builder> = None;
        loop {
            let event = match parser.parse() {
                Ok(event) => event,
                Err(problem) => return self.syntax_error(chunk, &problem, document),
            };
            match &event.data {
                EventData::StreamStart { .. } => {}
                EventData::StreamEnd => return Next::Part,
                EventData::DocumentStart { version_directive, .. } => {
                    let span = chunk.span(&event);
                    if version_directive.is_some_and(|version| (version.major, version.minor) != (1, 1)) {
                        self.report(error::message("yaml: found incompatible YAML document", span));
                    }
                    if self.found.documents.len() >= self.limits.documents {
                        let limit = self.limits.documents.to_string();
                        self.report(error::limit(Remark::TooManyDocuments { limit }, span));
                        return Next::Stop;
                    }
                    document = Some(Builder::new(self.limits.depth, self.values));
                }
                EventData::DocumentEnd { .. } => {
                    let Some(builder) = document.take() else { continue };
                    self.finish(builder, false);
                    if let Next::Stop = self.next() {
                        return Next::Stop;
                    }
                }
                _ => {
                    let Some(builder) = &mut document else { continue };
                    if let Err(finding) = builder.event(chunk, event) {
                        self.report(finding);
                        if let Some(builder) = document.take() {
                            self.finish(builder, true);
                        }
                        return self.next();
                    }
                }
            }
        }
    }

    fn next(&self) -> Next {
        if self.found.documents.len() >= self.wanted {
            Next::Stop
        } else {
            Next::Part
        }
    }

    /// A part that is not YAML: what was understood is kept, marked as broken.
    fn syntax_error(&mut self, chunk: &Chunk, problem: &libyaml_safer::Error, document: Option<Builder>) -> Next {
        let between_documents = document.is_none();
        if between_documents && problem.problem() == "did not find expected <document start>" {
            // `{…}{…}` is no YAML, but kubectl reads JSON texts one after the other.
            let at = chunk.position(problem);
            let previous = self.found.documents.last().map(|document| document.span);
            if previous.is_some_and(|span| self.text[span.start..].starts_with('{') && span.end <= at) {
                return Next::From(at);
            }
        }
        self.report(error::syntax(self.text, chunk, problem));
        match document {
            Some(builder) => self.finish(builder, true),
            None => self.push_broken(chunk.part()),
        }
        self.next()
    }

    fn finish(&mut self, builder: Builder, cut_short: bool) {
        let done = builder.finish();
        self.values = done.values_left;
        let broken = cut_short || done.findings.iter().any(|finding| finding.severity == Severity::Error);
        let duplicates = done
            .repeated
            .into_iter()
            .map(|repeated| self.duplicate(repeated))
            .collect();
        self.found.diagnostics.extend(done.findings);
        self.found.documents.push(Source {
            span: done.tree.span,
            tree: done.tree,
            index: self.found.documents.len(),
            broken,
            duplicates,
        });
    }

    fn duplicate(&mut self, repeated: Repeated) -> DuplicateKey {
        let lines = self.lines.get_or_insert_with(|| LineIndex::new(self.text));
        DuplicateKey {
            line: lines.position(repeated.value_start).line,
            key: repeated.key,
            span: repeated.key_span,
        }
    }

    fn push_broken(&mut self, part: Span) {
        let index = self.found.documents.len();
        self.found.documents.push(Source {
            index,
            ..nothing(part, true)
        });
    }
}
