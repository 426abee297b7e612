//! `-o custom-columns=NAME:.metadata.name,NODE:.spec.nodeName`.
//!
//! Models `kubectl/pkg/cmd/get/customcolumn.go`.

use crate::kubectl::columns::{TABLE, align, escape};
use crate::kubectl::console::failure::Failure;
use crate::kubectl::console::jsonpath::{JsonPath, go_text};
use crate::kubectl::selector::NONE;
use serde_json::Value;

/// Columns with the paths of their values.
#[derive(Debug, Clone)]
pub(crate) struct CustomColumns {
    columns: Vec<(String, JsonPath)>,
    no_headers: bool,
}

impl CustomColumns {
    /// Reads `HEADER:path,HEADER:path`.
    pub(crate) fn parse(spec: &str, no_headers: bool) -> Result<Self, Failure> {
        let column = |part: &str| {
            let pair = part.split_once(':').filter(|(_, path)| !path.contains(':'));
            let (header, path) = pair
                .ok_or_else(|| format!("unexpected custom-columns spec: {part}, expected <header>:<json-path-expr>"))?;
            Ok((header.to_owned(), JsonPath::parse_relaxed(path)?.0))
        };
        let columns: Result<Vec<_>, String> = spec.split(',').map(column).collect();
        let columns = columns.map_err(Failure::error)?;
        Ok(Self { columns, no_headers })
    }

    /// The table of `objects`.
    pub(crate) fn print(&self, objects: &[Value]) -> Result<String, Failure> {
        let mut lines = Vec::new();
        if !self.no_headers {
            let headers: Vec<_> = self.columns.iter().map(|(header, _)| header.as_str()).collect();
            lines.push(headers.join("\t"));
        }
        for object in objects {
            let cells = self.columns.iter().map(|(_, path)| {
                let values = path.find(object)?.concat();
                if values.is_empty() {
                    return Ok(NONE.to_owned());
                }
                let texts: Vec<_> = values.iter().map(|value| escape(&go_text(value))).collect();
                Ok(texts.join(","))
            });
            let cells: Result<Vec<_>, String> = cells.collect();
            lines.push(cells.map_err(Failure::error)?.join("\t"));
        }
        lines.push(String::new());
        Ok(align(&lines.join("\n"), TABLE))
    }
}
