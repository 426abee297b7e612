//! One requirement on a label or field.
//!
//! Models `apimachinery/pkg/labels/selector.go` (NewRequirement, Requirement.Matches), including the rules by which
//! Kubernetes refuses to build a requirement at all: a node selector term with such a requirement matches nothing.

use crate::objects::{Labels, json};
use serde::Serialize;
use serde_json::Value;
use std::sync::Arc;

/// One requirement on a label (or field).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Requirement {
    /// The label key.
    pub key: Arc<str>,
    /// How it is compared.
    pub operator: Operator,
    /// With what.
    pub values: Vec<Arc<str>>,
}

/// The operators of node selector requirements; label selectors have the first four.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum Operator {
    /// The label is present with one of the values.
    In,
    /// The label is absent or has none of the values.
    NotIn,
    /// The label is present.
    Exists,
    /// The label is absent.
    DoesNotExist,
    /// The label is an integer greater than the value.
    Gt,
    /// The label is an integer less than the value.
    Lt,
    /// Something Kubernetes does not know: the term matches nothing.
    Unknown,
}

/// Why a requirement cannot be built, so that it matches nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum RequirementProblem {
    /// The key is no label key.
    BadKey,
    /// A value is no label value.
    BadValue,
    /// `In` and `NotIn` need a value.
    NoValues,
    /// `Exists` and `DoesNotExist` take none.
    UnexpectedValues,
    /// `Gt` and `Lt`, and every requirement on a field, take exactly one value.
    NotOneValue,
    /// `Gt` and `Lt` take an integer.
    NotAnInteger,
    /// The operator does not exist here.
    UnknownOperator,
}

impl Operator {
    /// The operator of that name.
    pub fn parse(name: &str) -> Self {
        match name {
            "In" => Self::In,
            "NotIn" => Self::NotIn,
            "Exists" => Self::Exists,
            "DoesNotExist" => Self::DoesNotExist,
            "Gt" => Self::Gt,
            "Lt" => Self::Lt,
            _ => Self::Unknown,
        }
    }
}

impl Requirement {
    /// Reads `{key, operator, values}`.
    pub fn from_json(requirement: &Value) -> Self {
        Self {
            key: json::shared(requirement, "key"),
            operator: Operator::parse(json::text(requirement, "operator")),
            values: json::texts(requirement, "values"),
        }
    }

    /// Why Kubernetes cannot use this requirement on labels, if it cannot (`labels.NewRequirement`).
    pub fn problem(&self) -> Option<RequirementProblem> {
        if !is_qualified_name(&self.key) {
            return Some(RequirementProblem::BadKey);
        }
        let values = self.values.len();
        let problem = match self.operator {
            Operator::In | Operator::NotIn if values == 0 => Some(RequirementProblem::NoValues),
            Operator::Exists | Operator::DoesNotExist if values > 0 => Some(RequirementProblem::UnexpectedValues),
            Operator::Gt | Operator::Lt if values != 1 => Some(RequirementProblem::NotOneValue),
            Operator::Gt | Operator::Lt if self.values[0].parse::<i64>().is_err() => {
                Some(RequirementProblem::NotAnInteger)
            }
            Operator::Unknown => Some(RequirementProblem::UnknownOperator),
            Operator::In
            | Operator::NotIn
            | Operator::Exists
            | Operator::DoesNotExist
            | Operator::Gt
            | Operator::Lt => None,
        };
        let bad_value = || self.values.iter().any(|value| !is_label_value(value));
        problem.or_else(|| bad_value().then_some(RequirementProblem::BadValue))
    }

    /// Why Kubernetes cannot use this requirement on a field, if it cannot.
    pub fn field_problem(&self) -> Option<RequirementProblem> {
        match self.operator {
            Operator::In | Operator::NotIn => (self.values.len() != 1).then_some(RequirementProblem::NotOneValue),
            Operator::Exists | Operator::DoesNotExist | Operator::Gt | Operator::Lt | Operator::Unknown => {
                Some(RequirementProblem::UnknownOperator)
            }
        }
    }

    /// Whether a label with this value (`None`: absent) meets a requirement that has no problem.
    pub fn holds(&self, actual: Option<&str>) -> bool {
        let among = |actual: &str| self.values.iter().any(|value| **value == *actual);
        match self.operator {
            Operator::In => actual.is_some_and(among),
            Operator::NotIn => !actual.is_some_and(among),
            Operator::Exists => actual.is_some(),
            Operator::DoesNotExist => actual.is_none(),
            Operator::Gt => self.integers(actual).is_some_and(|(actual, value)| actual > value),
            Operator::Lt => self.integers(actual).is_some_and(|(actual, value)| actual < value),
            Operator::Unknown => false,
        }
    }

    /// Whether `labels` meet a requirement that has no problem.
    pub fn matches(&self, labels: &Labels) -> bool {
        self.holds(labels.get(&self.key).map(AsRef::as_ref))
    }

    fn integers(&self, actual: Option<&str>) -> Option<(i64, i64)> {
        Some((actual?.parse().ok()?, self.values.first()?.parse().ok()?))
    }
}

/// Whether `name` is a label key: an optional DNS prefix and a slash, then up to 63 letters, digits, `-`, `_`, `.`.
fn is_qualified_name(name: &str) -> bool {
    let (prefix, name) = name
        .split_once('/')
        .map_or((None, name), |(prefix, name)| (Some(prefix), name));
    prefix.is_none_or(is_dns_subdomain) && !name.is_empty() && is_label_value(name)
}

/// Whether `value` is empty or up to 63 letters, digits, `-`, `_`, `.` with a letter or digit at both ends.
fn is_label_value(value: &str) -> bool {
    let bytes = value.as_bytes();
    let inner = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    let edge = |byte: Option<&u8>| byte.is_none_or(u8::is_ascii_alphanumeric);
    bytes.len() <= 63 && bytes.iter().all(inner) && edge(bytes.first()) && edge(bytes.last())
}

/// Whether `text` is a lowercase RFC 1123 subdomain of at most 253 characters.
pub(crate) fn is_dns_subdomain(text: &str) -> bool {
    let inner = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    text.len() <= 253
        && text
            .split('.')
            .all(|part| !part.is_empty() && part.bytes().all(inner) && !part.starts_with('-') && !part.ends_with('-'))
}
