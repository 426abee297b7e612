//! Selectors, node affinity and tolerations as data.

use crate::objects::{Labels, TaintEffect};
use std::sync::Arc;

/// `metav1.LabelSelector` over pods, as requirements that all have to hold.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LabelSelector {
    /// `spec.selector` is present in the object.
    pub present: bool,
    /// matchLabels (as `In` with one value) and matchExpressions. Empty and present: matches everything.
    pub requirements: Vec<Requirement>,
}

/// One requirement on a label (or field).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Requirement {
    /// The label key.
    pub key: Arc<str>,
    /// How it is compared.
    pub operator: Operator,
    /// With what.
    pub values: Vec<Arc<str>>,
}

/// The operators of node selector requirements; label selectors have the first four.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
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

/// `spec.nodeSelector` and `requiredDuringSchedulingIgnoredDuringExecution` together (semantics 3.2).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RequiredNodeAffinity {
    /// `spec.nodeSelector`.
    pub node_selector: Labels,
    /// Required terms, one of which has to match; `None` if the template has no required affinity.
    pub terms: Option<Vec<NodeSelectorTerm>>,
}

/// One node selector term: everything in it has to hold; with nothing in it, it matches nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NodeSelectorTerm {
    /// `matchExpressions`, on labels.
    pub match_expressions: Vec<Requirement>,
    /// `matchFields`, on `metadata.name`.
    pub match_fields: Vec<Requirement>,
}

/// A toleration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Toleration {
    /// The taint key; empty: any.
    pub key: Arc<str>,
    /// How values are compared.
    pub operator: TolerationOperator,
    /// The taint value for `Equal`.
    pub value: Arc<str>,
    /// The effect; `None`: any.
    pub effect: Option<TaintEffect>,
    /// `tolerationSeconds`.
    pub toleration_seconds: Option<i64>,
}

/// How a toleration compares values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TolerationOperator {
    /// Any value.
    Exists,
    /// The same value. Also when the operator is absent.
    Equal,
    /// `Lt`, `Gt` (gate off in v1.36) or something unknown: tolerates nothing.
    Never,
}
