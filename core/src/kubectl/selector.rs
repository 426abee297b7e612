//! Labels and selectors in one line: `a=b,c=d`, `app=x,tier notin (a,b)`, `<none>`.
//!
//! Models `apimachinery/pkg/labels/{labels,selector}.go` (`FormatLabels`, `Requirement.String`) and
//! `FormatLabelSelector` of `apimachinery/pkg/apis/meta/v1/helpers.go`.

use crate::json::Fields;
use crate::ordered::Order;
use serde_json::Value;
use std::fmt::Write;

pub(crate) const NONE: &str = "<none>";

/// A map of strings as `k=v` pairs, sorted and joined with commas; `<none>` if it is empty.
pub(crate) fn format_labels(object: &Value, path: &str) -> String {
    let mut pairs: Vec<_> = object
        .pairs(path)
        .into_iter()
        .map(|(key, value)| format!("{key}={value}"))
        .collect();
    pairs.order();
    or_none(pairs.join(","))
}

/// `text`, or `<none>` if it is empty.
pub(crate) fn or_none(text: String) -> String {
    if text.is_empty() { NONE.to_owned() } else { text }
}

/// A `metav1.LabelSelector` in JSON, as requirements sorted by key.
pub(crate) struct Selector<'a> {
    /// An absent selector selects nothing; an empty one everything.
    present: bool,
    requirements: Vec<Requirement<'a>>,
}

struct Requirement<'a> {
    key: &'a str,
    operator: Operator,
    values: Vec<&'a str>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Operator {
    Equals,
    In,
    NotIn,
    Exists,
    DoesNotExist,
}

impl<'a> Selector<'a> {
    /// Reads a selector; `None` if it has an operator that selectors do not know, or the wrong number of values for one.
    pub(crate) fn read(selector: &'a Value) -> Option<Self> {
        let mut requirements: Vec<_> = selector
            .pairs("matchLabels")
            .into_iter()
            .map(|(key, value)| Requirement {
                key,
                operator: Operator::Equals,
                values: vec![value],
            })
            .collect();
        for expression in selector.list("matchExpressions") {
            requirements.push(Requirement::read(expression)?);
        }
        requirements.order_by_key(|requirement| requirement.key);
        Some(Self {
            present: !selector.is_null(),
            requirements,
        })
    }

    /// Whether an object with the labels at `metadata.labels` is selected.
    pub(crate) fn selects(&self, object: &Value) -> bool {
        let labels = object.at("metadata.labels");
        self.present
            && self.requirements.iter().all(|requirement| {
                let value = labels
                    .get(requirement.key)
                    .map(|value| value.as_str().unwrap_or_default());
                let listed = value.is_some_and(|value| requirement.values.contains(&value));
                match requirement.operator {
                    Operator::Equals | Operator::In => listed,
                    Operator::NotIn => !listed,
                    Operator::Exists => value.is_some(),
                    Operator::DoesNotExist => value.is_none(),
                }
            })
    }

    /// The requirements in one line; empty if there are none.
    pub(crate) fn text(&self) -> String {
        let texts: Vec<_> = self.requirements.iter().map(Requirement::text).collect();
        texts.join(",")
    }
}

impl<'a> Requirement<'a> {
    fn read(expression: &'a Value) -> Option<Self> {
        let values = expression.texts("values");
        let operator = match (expression.text("operator"), values.is_empty()) {
            ("In", false) => Operator::In,
            ("NotIn", false) => Operator::NotIn,
            ("Exists", true) => Operator::Exists,
            ("DoesNotExist", true) => Operator::DoesNotExist,
            _ => return None,
        };
        Some(Self {
            key: expression.text("key"),
            operator,
            values,
        })
    }

    fn text(&self) -> String {
        let mut values = self.values.clone();
        values.order();
        let (key, values) = (self.key, values.join(","));
        let mut text = String::new();
        // Writing to a string cannot fail.
        let _ = match self.operator {
            Operator::Equals => write!(text, "{key}={values}"),
            Operator::In => write!(text, "{key} in ({values})"),
            Operator::NotIn => write!(text, "{key} notin ({values})"),
            Operator::Exists => write!(text, "{key}"),
            Operator::DoesNotExist => write!(text, "!{key}"),
        };
        text
    }
}

/// A selector in one line; `<none>` if it selects everything (or is absent), `<error>` if it is not a selector.
pub(crate) fn format_selector(selector: &Value) -> String {
    Selector::read(selector).map_or_else(|| "<error>".to_owned(), |selector| or_none(selector.text()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_selector_reads_as_one_line() {
        for (selector, text) in [
            (json!(null), "<none>"),
            (json!({}), "<none>"),
            (json!({"matchLabels": {"b": "2", "a": "1"}}), "a=1,b=2"),
            (
                json!({"matchExpressions": [
                    {"key": "x", "operator": "NotIn", "values": ["b", "a"]},
                    {"key": "w", "operator": "In", "values": ["q"]},
                    {"key": "v", "operator": "Exists"},
                    {"key": "u", "operator": "DoesNotExist"},
                ]}),
                "!u,v,w in (q),x notin (a,b)",
            ),
            (
                json!({"matchExpressions": [{"key": "x", "operator": "Gt", "values": ["1"]}]}),
                "<error>",
            ),
        ] {
            assert_eq!(format_selector(&selector), text);
        }
    }

    #[test]
    fn an_absent_selector_selects_nothing_and_an_empty_one_everything() {
        let pod = json!({"metadata": {"labels": {"app": "x"}}});
        let selects = |selector: Value| Selector::read(&selector).is_some_and(|selector| selector.selects(&pod));
        assert!(!selects(json!(null)));
        assert!(selects(json!({})));
        assert!(selects(json!({"matchLabels": {"app": "x"}})));
        assert!(!selects(json!({"matchLabels": {"app": "y"}})));
        assert!(selects(
            json!({"matchExpressions": [{"key": "app", "operator": "NotIn", "values": ["y"]}]})
        ));
        assert!(!selects(
            json!({"matchExpressions": [{"key": "app", "operator": "DoesNotExist"}]})
        ));
    }
}
