//! kubectl's dialect of JSONPath: `{range .items[*]}{.metadata.name}{"\n"}{end}`.
//!
//! Models `client-go/util/jsonpath`. An own implementation, because it is a dialect: the libraries follow RFC 9535, which
//! has neither `range` nor kubectl's quoting, filters or error texts. Where Go's maps have no order, keys are sorted.

mod evaluate;
mod parser;
#[cfg(test)]
mod tests;

use serde_json::Value;

pub(crate) use evaluate::go_text;

/// A template that can be asked of any number of objects.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct JsonPath {
    nodes: Vec<parser::Node>,
    allow_missing_keys: bool,
}

impl JsonPath {
    /// Reads a template; the error is that of the parser.
    pub(crate) fn parse(template: &str, allow_missing_keys: bool) -> Result<Self, String> {
        Ok(Self {
            nodes: parser::parse(template)?,
            allow_missing_keys,
        })
    }

    /// Reads what `--sort-by` and `custom-columns` take: `.a.b`, `a.b`, `{.a.b}`, `{a.b}`.
    pub(crate) fn parse_relaxed(path: &str) -> Result<(Self, String), String> {
        let inner = path
            .strip_prefix('{')
            .map_or(Some(path), |inner| inner.strip_suffix('}'));
        let inner = inner.filter(|inner| !inner.is_empty() && !inner.contains(['{', '}']));
        let inner = inner.ok_or_else(|| {
            "unexpected path string, expected a 'name1.name2' or '.name1.name2' or '{name1.name2}' or '{.name1.name2}'"
                .to_owned()
        })?;
        let template = format!("{{.{}}}", inner.strip_prefix('.').unwrap_or(inner));
        Ok((Self::parse(&template, true)?, template))
    }

    /// The values that the template finds, one list for each of its parts.
    pub(crate) fn find(&self, object: &Value) -> Result<Vec<Vec<Value>>, String> {
        evaluate::find(&self.nodes, object, self.allow_missing_keys)
    }

    /// What `-o jsonpath` prints.
    pub(crate) fn text(&self, object: &Value) -> Result<String, String> {
        let results = self.find(object)?;
        let texts = results.iter().map(|values| {
            let texts: Vec<_> = values.iter().map(evaluate::printed).collect();
            texts.join(" ")
        });
        Ok(texts.collect())
    }
}
