//! Doing what a template says: Go's `text/template/exec.go`.
//!
//! kubectl reads the object anew, as Go's JSON decoder leaves it: every number is a floating one.

use super::functions;
use super::parser::{BlockKind, Node, Operand, Pipeline};
use crate::json::Fields;
use serde_json::Value;

/// A value, or none: what a key that is not there gives.
pub(super) type Found = Option<Value>;

/// The text that the template makes of `object`.
pub(super) fn execute(nodes: &[Node], object: &Value) -> Result<String, String> {
    let mut run = Run {
        variables: vec![(String::new(), Some(object.clone()))],
        text: String::new(),
    };
    run.nodes(nodes, &Some(object.clone()))?;
    Ok(run.text)
}

struct Run {
    /// The latest last; the one without a name is `$`.
    variables: Vec<(String, Found)>,
    text: String,
}

impl Run {
    fn nodes(&mut self, nodes: &[Node], dot: &Found) -> Result<(), String> {
        for node in nodes {
            match node {
                Node::Text(text) => self.text.push_str(text),
                Node::Print(pipeline) => {
                    let value = self.pipeline(pipeline, dot)?;
                    if pipeline.variables.is_empty() {
                        self.text.push_str(&functions::printed(value.as_ref()));
                    } else {
                        self.assign(pipeline, &[value]);
                    }
                }
                Node::Block {
                    kind,
                    pipeline,
                    body,
                    otherwise,
                } => {
                    let scope = self.variables.len();
                    self.block(*kind, pipeline, body, otherwise, dot)?;
                    self.variables.truncate(scope);
                }
            }
        }
        Ok(())
    }

    fn block(
        &mut self,
        kind: BlockKind,
        pipeline: &Pipeline,
        body: &[Node],
        otherwise: &[Node],
        dot: &Found,
    ) -> Result<(), String> {
        let value = self.pipeline(pipeline, dot)?;
        if kind == BlockKind::Range {
            let items = items(value)?;
            if items.is_empty() {
                return self.nodes(otherwise, dot);
            }
            let scope = self.variables.len();
            for (key, item) in items {
                let values = [Some(key), Some(item.clone())];
                let values = if pipeline.variables.len() > 1 {
                    &values[..]
                } else {
                    &values[1..]
                };
                self.assign(pipeline, values);
                self.nodes(body, &Some(item))?;
                self.variables.truncate(scope);
            }
            return Ok(());
        }
        self.assign(pipeline, std::slice::from_ref(&value));
        if !functions::is_true(value.as_ref()) {
            self.nodes(otherwise, dot)
        } else if kind == BlockKind::With {
            self.nodes(body, &value)
        } else {
            self.nodes(body, dot)
        }
    }

    fn assign(&mut self, pipeline: &Pipeline, values: &[Found]) {
        for (name, value) in pipeline.variables.iter().zip(values) {
            let known = self.variables.iter_mut().rev().find(|(known, _)| known == name);
            match known.filter(|_| !pipeline.declares) {
                Some((_, place)) => place.clone_from(value),
                None => self.variables.push((name.clone(), value.clone())),
            }
        }
    }

    fn pipeline(&mut self, pipeline: &Pipeline, dot: &Found) -> Result<Found, String> {
        let mut last: Option<Found> = None;
        for command in &pipeline.commands {
            last = Some(self.command(command, dot, last)?);
        }
        Ok(last.flatten())
    }

    fn command(&mut self, command: &[Operand], dot: &Found, piped: Option<Found>) -> Result<Found, String> {
        let Some((first, rest)) = command.split_first() else {
            return Ok(None);
        };
        if let Operand::Function(name) = first {
            let arguments: Result<Vec<_>, _> = rest.iter().map(|operand| self.operand(operand, dot)).collect();
            let mut arguments = arguments?;
            arguments.extend(piped);
            return functions::call(name, &arguments);
        }
        if !rest.is_empty() || piped.is_some() {
            return Err("can't give argument to non-function".to_owned());
        }
        self.operand(first, dot)
    }

    fn operand(&mut self, operand: &Operand, dot: &Found) -> Result<Found, String> {
        match operand {
            Operand::Field(path) => walk(dot, path),
            Operand::Variable(name, path) => {
                let known = self.variables.iter().rev().find(|(known, _)| known == name);
                let (_, value) = known.ok_or_else(|| format!("undefined variable \"${name}\""))?;
                walk(value, path)
            }
            Operand::Literal(value) => Ok(Some(value.clone())),
            Operand::Function(name) => functions::call(name, &[]),
            Operand::Nested(pipeline, path) => {
                let value = self.pipeline(pipeline, dot)?;
                walk(&value, path)
            }
        }
    }
}

fn walk(value: &Found, path: &[String]) -> Result<Found, String> {
    let mut here = value.clone();
    for name in path {
        here = match here {
            Some(Value::Object(mut members)) => members.remove(name),
            None | Some(Value::Null) => return Err(format!("nil pointer evaluating interface {{}}.{name}")),
            Some(_) => return Err(format!("can't evaluate field {name} in type interface {{}}")),
        };
    }
    Ok(here)
}

/// Keys and items of what is ranged over, in order.
fn items(value: Found) -> Result<Vec<(Value, Value)>, String> {
    Ok(match value {
        None | Some(Value::Null) => Vec::new(),
        Some(Value::Array(items)) => items
            .into_iter()
            .enumerate()
            .map(|(index, item)| (Value::from(index), item))
            .collect(),
        Some(map @ Value::Object(_)) => {
            let entries = map.entries("");
            entries
                .into_iter()
                .map(|(key, value)| (Value::from(key), value.clone()))
                .collect()
        }
        Some(other) => return Err(format!("range can't iterate over {}", functions::printed(Some(&other)))),
    })
}
