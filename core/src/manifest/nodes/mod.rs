//! Node lists in every form people have: YAML or JSON of `kubectl get nodes`, the table that it prints, or one line a
//! node. What cannot be read is a finding; what can be read is returned all the same.

mod check;
mod object;
mod place;
mod short;
mod table;
mod tidy;

use super::yaml::{Limits, read_with};
use crate::diagnostic::{Advice, Diagnostic, Remark, Severity, Span};
use crate::objects::Node;
use std::collections::BTreeSet;
use std::sync::Arc;

pub(crate) use check::assumed_capacity;
pub use place::{NodePart, place_of};
pub use short::write_nodes_short;
pub use tidy::tidied_nodes;

/// No more nodes than this are read: forty times what one cluster is made for.
pub const MAX_NODES: usize = 200_000;

/// Findings of one text; beyond that something is wrong with all of it.
const MAX_FINDINGS: usize = 200;

/// The nodes of a text.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct NodeList {
    /// The nodes, in the order of the text. Names are unique.
    pub nodes: Vec<Node>,
    /// Where each of them stands, in the same order.
    pub sources: Vec<NodeSource>,
    /// What is wrong with the text.
    pub diagnostics: Vec<Diagnostic>,
    /// How the nodes are written.
    pub form: NodeForm,
}

/// Where a node stands in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NodeSource {
    /// `metadata.name`.
    pub name: Arc<str>,
    /// The object, the row or the line. The nodes of one range (`node-[1-5]`) share a line.
    pub span: Span,
}

/// How nodes are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum NodeForm {
    /// One line a node.
    #[default]
    Short,
    /// As `kubectl get nodes` prints them.
    Table,
    /// YAML or JSON.
    Objects,
}

/// Reads the nodes of a text, whatever their form.
pub fn read_nodes(text: &str) -> NodeList {
    let mut reader = Reader::new(text);
    if text.len() > Limits::NODES.bytes {
        let megabytes = Limits::NODES.bytes >> 20;
        let words = Remark::TextTooLong {
            megabytes: megabytes.to_string(),
        };
        let finding = Diagnostic::error("yaml-limit", "", words).at(Span::new(0, text.len()));
        reader.report(finding.hint(Advice::UseTable));
        return reader.list;
    }
    reader.list.form = form_of(text);
    match reader.list.form {
        NodeForm::Short => short::read(&mut reader),
        NodeForm::Table => table::read(&mut reader),
        NodeForm::Objects => object::read(&mut reader, read_with(text, Limits::NODES)),
    }
    reader.finish()
}

/// How the nodes of a text are written: decided by the first line that says something.
pub fn form_of(text: &str) -> NodeForm {
    let mut lines = text.trim_start_matches('\u{feff}').lines().map(str::trim_end);
    let first = lines.find(|line| !line.trim_start().is_empty() && !is_comment(line) && !is_prompt(line));
    let Some(first) = first else { return NodeForm::Short };
    let mut words = first.split_whitespace();
    if words.next() == Some("NAME")
        && words
            .next()
            .is_some_and(|word| word.chars().all(|c| c.is_ascii_uppercase()))
    {
        return NodeForm::Table;
    }
    // No name of a node ends with a colon, and every key does.
    let word = first
        .trim_start()
        .trim_start_matches("- ")
        .split_whitespace()
        .next()
        .unwrap_or_default();
    let is_yaml = word.ends_with(':') || word.starts_with(['{', '[', '%', '"']) || word.starts_with("---");
    if is_yaml { NodeForm::Objects } else { NodeForm::Short }
}

fn is_comment(line: &str) -> bool {
    line.trim_start().starts_with('#')
}

/// A line such as `$ kubectl get nodes`, copied along with what was printed.
fn is_prompt(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with("$ ") || line.starts_with("kubectl ") || line.starts_with("% ") || line.contains("$ kubectl ")
}

/// What the readers of all forms share.
struct Reader<'t> {
    text: &'t str,
    list: NodeList,
    names: BTreeSet<Arc<str>>,
    /// Nodes that say nothing of what they can hold.
    without_capacity: usize,
    dropped_findings: usize,
}

impl<'t> Reader<'t> {
    fn new(text: &'t str) -> Self {
        Self {
            text,
            list: NodeList::default(),
            names: BTreeSet::new(),
            without_capacity: 0,
            dropped_findings: 0,
        }
    }

    fn report(&mut self, finding: Diagnostic) {
        if self.list.diagnostics.len() < MAX_FINDINGS {
            self.list.diagnostics.push(finding);
        } else {
            self.dropped_findings += 1;
        }
    }

    /// Takes a node, unless there is one of that name or no room. `path` leads to its name, which stands at `name_span`.
    fn push(&mut self, mut node: Node, path: &str, name_span: Span, span: Span) {
        let name = node.name.clone();
        if self.list.nodes.len() >= MAX_NODES {
            self.dropped_findings += 1;
            return;
        }
        if !self.names.insert(name.clone()) {
            let finding = Diagnostic::error("duplicate-node", path, format!("Duplicate value: \"{name}\""));
            self.report(finding.hint(Advice::DuplicateNode).at(name_span));
            return;
        }
        if node.allocatable.is_empty() {
            node.allocatable = check::assumed_capacity();
            self.without_capacity += 1;
        }
        self.list.sources.push(NodeSource { name, span });
        self.list.nodes.push(node);
    }

    fn finish(mut self) -> NodeList {
        let whole = Span::new(0, self.text.len());
        if self.list.nodes.len() >= MAX_NODES {
            let words = Remark::TooManyNodes {
                limit: MAX_NODES.to_string(),
            };
            self.list
                .diagnostics
                .push(Diagnostic::error("node-limit", "", words).at(whole));
        } else if self.dropped_findings > 0 {
            let words = Remark::MoreFindings {
                count: self.dropped_findings.to_string(),
            };
            self.list
                .diagnostics
                .push(Diagnostic::error("node-limit", "", words).at(whole));
        }
        if self.without_capacity > 0 && self.list.form == NodeForm::Objects {
            let words = Remark::WithoutCapacity {
                count: self.without_capacity.to_string(),
            };
            let finding = Diagnostic::new(Severity::Info, "assumed-capacity", "status.allocatable", words);
            let span = self.list.sources.first().map_or(whole, |source| source.span);
            self.list
                .diagnostics
                .push(finding.hint(Advice::AssumedCapacity).at(span));
        }
        let refused = self
            .list
            .diagnostics
            .iter()
            .any(|finding| finding.severity == Severity::Error);
        if self.list.nodes.is_empty() && !refused {
            let finding = Diagnostic::error("no-nodes", "", Remark::NoNodes);
            let advice = Advice::PasteNodes;
            self.list.diagnostics.push(finding.hint(advice).at(whole));
        }
        self.list
    }
}

#[cfg(test)]
mod tests;
