//! Go templates, as far as people use them with `-o go-template`: fields, pipelines, variables, `if`, `with`, `range`.
//!
//! Models Go's `text/template` and `cli-runtime/pkg/printers/template.go`. An own implementation: the crates that read Go's
//! templates are no longer kept, and other template languages are other languages. `define`, `template`, `block`, `break`
//! and `continue` are refused.

mod evaluate;
mod functions;
mod parser;
#[cfg(test)]
mod tests;

use serde_json::Value;

/// A template that was read.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct GoTemplate {
    nodes: Vec<parser::Node>,
}

impl GoTemplate {
    /// Reads a template.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        parser::parse(text).map(|nodes| Self { nodes })
    }

    /// What the template makes of `object`.
    pub(crate) fn text(&self, object: &Value) -> Result<String, String> {
        evaluate::execute(&self.nodes, object)
    }
}
