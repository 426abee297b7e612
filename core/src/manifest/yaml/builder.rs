//! One document's events become a tree: scalars resolved, aliases and merge keys expanded (`go-yaml` v2, `decode.go`
//! mapping, merge, alias). Nothing recurses over the text, so its nesting cannot exhaust the stack.

use super::error;
use super::mapping::{Mapping, Repeated};
use super::scalar::{self, Scalar};
use super::text::Chunk;
use crate::diagnostic::{Advice, Diagnostic, Remark, Span};
use crate::manifest::tree::{Tree, TreeKind};
use crate::ordered::Order;
use libyaml_safer::{Event, EventData, MappingStyle, ScalarStyle, SequenceStyle};
use std::collections::BTreeMap;

/// A document with more mistakes than this is something else altogether.
const MAX_FINDINGS: usize = 100;

const MERGE_TAG: &str = "tag:yaml.org,2002:merge";

/// The tree of a document as far as its events have come.
pub(super) struct Builder {
    depth: usize,
    values_left: usize,
    open: Vec<Frame>,
    root: Option<Tree>,
    /// What aliases stand for; `None` while the value is not closed: an alias there would contain itself.
    anchors: BTreeMap<String, Option<Node>>,
    aliases: AliasCount,
    repeated: Vec<Repeated>,
    findings: Vec<Diagnostic>,
    /// Values complete so far, to put [`Repeated`] in order.
    completed: usize,
}

/// What [`Builder::finish`] returns.
pub(super) struct Done {
    pub(super) tree: Tree,
    pub(super) findings: Vec<Diagnostic>,
    pub(super) repeated: Vec<Repeated>,
    pub(super) values_left: usize,
}

/// A list or mapping that is not closed yet.
struct Frame {
    span: Span,
    flow: bool,
    anchor: Option<String>,
    /// Values in it so far, itself included.
    values: usize,
    /// Levels below it so far.
    height: usize,
    content: Content,
}

enum Content {
    Sequence(Vec<Tree>),
    Mapping(Mapping),
}

/// A complete value.
#[derive(Clone)]
pub(super) struct Node {
    pub(super) span: Span,
    pub(super) content: NodeContent,
    /// It stands where an alias is.
    pub(super) aliased: bool,
    values: usize,
    height: usize,
}

#[derive(Clone)]
pub(super) enum NodeContent {
    /// The plain scalar `<<`: the key that merges mappings, and a string anywhere else.
    Merge,
    Scalar(Scalar),
    Collection(TreeKind),
}

impl Node {
    const fn leaf(span: Span, content: NodeContent) -> Self {
        Self {
            span,
            content,
            aliased: false,
            values: 1,
            height: 0,
        }
    }

    /// The value in the tree; numbers that JSON does not have are reported.
    pub(super) fn into_tree(self, findings: &mut Vec<Diagnostic>) -> Tree {
        let span = self.span;
        let kind = match self.content {
            NodeContent::Merge => TreeKind::String("<<".to_owned()),
            NodeContent::Collection(kind) => kind,
            NodeContent::Scalar(scalar) => scalar.into_tree().unwrap_or_else(|words| {
                findings.push(error::no_json(words, span).hint(Advice::QuoteNumber));
                TreeKind::Null
            }),
        };
        Tree { span, kind }
    }
}

/// `go-yaml`'s guard against documents that are nearly nothing but aliases (`decode.go`, allowedAliasRatio).
#[derive(Default)]
struct AliasCount {
    decoded: usize,
    aliased: usize,
}

impl AliasCount {
    #[expect(clippy::cast_precision_loss, reason = "counts are far below two to the 52nd")]
    fn is_excessive(&self) -> bool {
        let decoded = self.decoded as f64;
        let allowed = match self.decoded {
            0..=400_000 => 0.99,
            4_000_000.. => 0.10,
            _ => 0.99 - 0.89 * ((decoded - 400_000.0) / 3_600_000.0),
        };
        self.aliased > 100 && self.decoded > 1000 && self.aliased as f64 / decoded > allowed
    }
}

impl Builder {
    pub(super) fn new(depth: usize, values: usize) -> Self {
        Self {
            depth,
            values_left: values,
            open: Vec::new(),
            root: None,
            anchors: BTreeMap::new(),
            aliases: AliasCount::default(),
            repeated: Vec::new(),
            findings: Vec::new(),
            completed: 0,
        }
    }

    /// Takes the next event. `Err`: the document ends here.
    pub(super) fn event(&mut self, chunk: &Chunk, event: Event) -> Result<(), Diagnostic> {
        let span = chunk.span(&event);
        if self.findings.len() >= MAX_FINDINGS {
            return Err(error::limit(
                Remark::TooManyMistakes {
                    limit: MAX_FINDINGS.to_string(),
                },
                span,
            ));
        }
        let ends_with_text = chunk.is_unterminated(event.end_mark.index);
        match event.data {
            EventData::Scalar {
                anchor,
                tag,
                value,
                style,
                ..
            } => {
                self.count(1, span)?;
                let value = chunk.restored(value);
                let is_block = matches!(style, ScalarStyle::Literal | ScalarStyle::Folded);
                let value = if is_block && ends_with_text {
                    chunk.without_added_break(value, span)
                } else {
                    value
                };
                let span = if is_block { chunk.trimmed(span) } else { span };
                if style == ScalarStyle::DoubleQuoted {
                    chunk.check_escapes(span)?;
                }
                let content = self.scalar(tag.as_deref(), style == ScalarStyle::Plain, value, span);
                self.complete(anchor, Node::leaf(span, content));
                Ok(())
            }
            EventData::SequenceStart { anchor, style, .. } => {
                let flow = style == SequenceStyle::Flow;
                self.enter(anchor, Content::Sequence(Vec::new()), flow, span)
            }
            EventData::MappingStart { anchor, style, .. } => {
                let flow = style == MappingStyle::Flow;
                self.enter(anchor, Content::Mapping(Mapping::default()), flow, span)
            }
            EventData::SequenceEnd | EventData::MappingEnd => {
                self.leave(span.end);
                Ok(())
            }
            EventData::Alias { anchor } => self.alias(&anchor, span),
            EventData::StreamStart { .. }
            | EventData::StreamEnd
            | EventData::DocumentStart { .. }
            | EventData::DocumentEnd { .. } => Ok(()),
        }
    }

    /// The document as far as it was understood: what is still open is closed.
    pub(super) fn finish(mut self) -> Done {
        // What is not closed is no mistake of its own: the reason why the document ends here is reported.
        let known = self.findings.len();
        while let Some(frame) = self.open.last() {
            self.leave(frame.span.end);
            self.findings.truncate(known);
        }
        self.repeated.order_by_key(|repeated| repeated.completed);
        let nothing = Tree {
            span: Span::default(),
            kind: TreeKind::Null,
        };
        Done {
            tree: self.root.unwrap_or(nothing),
            findings: self.findings,
            repeated: self.repeated,
            values_left: self.values_left,
        }
    }

    fn count(&mut self, values: usize, span: Span) -> Result<(), Diagnostic> {
        self.aliases.decoded += values;
        let left = self.values_left.checked_sub(values);
        self.values_left = left.ok_or_else(|| error::limit(Remark::TooManyValues, span))?;
        Ok(())
    }

    fn check_depth(&self, levels: usize, span: Span) -> Result<(), Diagnostic> {
        if self.open.len() + levels <= self.depth {
            return Ok(());
        }
        let limit = self.depth.to_string();
        Err(error::limit(Remark::TooDeep { limit }, span))
    }

    fn scalar(&mut self, tag: Option<&str>, plain: bool, text: String, span: Span) -> NodeContent {
        if text == "<<" && (tag == Some(MERGE_TAG) || plain && tag.is_none()) {
            return NodeContent::Merge;
        }
        NodeContent::Scalar(scalar::resolve(tag, plain, text).unwrap_or_else(|words| {
            self.findings.push(error::message(words, span));
            Scalar::Null
        }))
    }

    fn enter(&mut self, anchor: Option<String>, content: Content, flow: bool, span: Span) -> Result<(), Diagnostic> {
        self.check_depth(1, span)?;
        self.count(1, span)?;
        if let Some(name) = &anchor {
            self.anchors.insert(name.clone(), None);
        }
        self.open.push(Frame {
            span,
            flow,
            anchor,
            values: 1,
            height: 0,
            content,
        });
        Ok(())
    }

    /// Closes the innermost list or mapping; `end` is behind the closing bracket, if it has one.
    fn leave(&mut self, end: usize) {
        let Some(mut frame) = self.open.pop() else { return };
        if frame.flow {
            frame.span.end = end.max(frame.span.end);
        }
        let kind = match frame.content {
            Content::Sequence(items) => TreeKind::Sequence(items),
            Content::Mapping(mapping) => TreeKind::Mapping(mapping.close(&mut self.repeated)),
        };
        let node = Node {
            span: frame.span,
            content: NodeContent::Collection(kind),
            aliased: false,
            values: frame.values,
            height: frame.height + 1,
        };
        self.complete(frame.anchor, node);
    }

    fn alias(&mut self, name: &str, span: Span) -> Result<(), Diagnostic> {
        self.count(1, span)?;
        let (values, height) = match self.anchors.get(name) {
            Some(Some(node)) => (node.values, node.height),
            Some(None) => {
                let words = format!("yaml: anchor '{name}' value contains itself");
                self.findings.push(error::message(words, span));
                (0, 0)
            }
            None => {
                let finding = error::message(format!("yaml: unknown anchor '{name}' referenced"), span);
                let advice = Advice::MarkAlias;
                self.findings.push(finding.hint(advice));
                (0, 0)
            }
        };
        self.check_depth(height, span)?;
        self.count(values, span)?;
        self.aliases.aliased += values;
        if self.aliases.is_excessive() {
            return Err(error::message("yaml: document contains excessive aliasing", span));
        }
        let target = self.anchors.get(name).cloned().flatten();
        let node = target.unwrap_or_else(|| Node::leaf(span, NodeContent::Scalar(Scalar::Null)));
        self.complete(
            None,
            Node {
                span,
                aliased: true,
                ..node
            },
        );
        Ok(())
    }

    /// A value is complete: it becomes the root, an item, a key or the value of a key.
    fn complete(&mut self, anchor: Option<String>, node: Node) {
        self.completed += 1;
        if let Some(name) = anchor {
            // Copies count like values: anchors within anchors would otherwise multiply the text.
            self.values_left = self.values_left.saturating_sub(node.values);
            self.anchors.insert(name, Some(node.clone()));
        }
        let Some(frame) = self.open.last_mut() else {
            self.root = Some(node.into_tree(&mut self.findings));
            return;
        };
        frame.values += node.values;
        frame.height = frame.height.max(node.height);
        frame.span.end = frame.span.end.max(node.span.end);
        match &mut frame.content {
            Content::Sequence(items) => items.push(node.into_tree(&mut self.findings)),
            Content::Mapping(mapping) => mapping.push(node, self.completed, &mut self.findings),
        }
    }
}
