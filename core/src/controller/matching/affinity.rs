//! What a pod requires of its node: `nodeSelector` and the required node affinity.
//!
//! Models `component-helpers/scheduling/corev1/nodeaffinity/nodeaffinity.go` (GetRequiredNodeAffinity,
//! LazyErrorNodeSelector): a term that cannot be parsed matches nothing and says nothing.

use super::{Requirement, RequirementProblem};
use crate::objects::{Labels, Node, json};
use serde_json::Value;

/// The only field that a term can match on.
const NAME_FIELD: &str = "metadata.name";

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
    /// Why it cannot be parsed and so matches nothing; settled once, in [`NodeSelectorTerm::new`].
    problem: Option<TermMatch>,
}

/// What one term says about one node. Indices are those of the list in the term.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TermMatch {
    /// Everything in the term holds.
    Matches,
    /// The term is empty.
    Empty,
    /// This expression cannot be parsed.
    ExpressionUnusable(usize, RequirementProblem),
    /// This field requirement cannot be parsed.
    FieldUnusable(usize, RequirementProblem),
    /// This expression does not hold, the first of them.
    ExpressionFails(usize),
    /// This field requirement does not hold, the first of them.
    FieldFails(usize),
}

impl RequiredNodeAffinity {
    /// Reads a pod `spec`.
    pub fn from_json(spec: &Value) -> Self {
        let required = spec
            .pointer("/affinity/nodeAffinity/requiredDuringSchedulingIgnoredDuringExecution")
            .filter(|value| value.is_object());
        Self {
            node_selector: json::labels(spec, "nodeSelector"),
            terms: required.map(|required| {
                json::list(required, "nodeSelectorTerms")
                    .iter()
                    .map(NodeSelectorTerm::from_json)
                    .collect()
            }),
        }
    }

    /// Whether `node` meets both.
    pub fn matches(&self, node: &Node) -> bool {
        self.selects(node)
            && self
                .terms
                .as_ref()
                .is_none_or(|terms| terms.iter().any(|term| term.matches(node)))
    }

    /// Whether the node has every label of `nodeSelector`.
    pub fn selects(&self, node: &Node) -> bool {
        self.node_selector
            .iter()
            .all(|(key, wanted)| node.labels.get(key) == Some(wanted))
    }
}

impl NodeSelectorTerm {
    /// A term with these requirements.
    pub fn new(match_expressions: Vec<Requirement>, match_fields: Vec<Requirement>) -> Self {
        let empty = match_expressions.is_empty() && match_fields.is_empty();
        let expressions = match_expressions.iter().enumerate();
        let fields = match_fields.iter().enumerate();
        let problem = empty
            .then_some(TermMatch::Empty)
            .or_else(|| {
                let mut problems = expressions.filter_map(|(index, requirement)| Some((index, requirement.problem()?)));
                problems
                    .next()
                    .map(|(index, problem)| TermMatch::ExpressionUnusable(index, problem))
            })
            .or_else(|| {
                let mut problems =
                    fields.filter_map(|(index, requirement)| Some((index, requirement.field_problem()?)));
                problems
                    .next()
                    .map(|(index, problem)| TermMatch::FieldUnusable(index, problem))
            });
        Self {
            match_expressions,
            match_fields,
            problem,
        }
    }

    /// Reads `{matchExpressions, matchFields}`.
    pub fn from_json(term: &Value) -> Self {
        let requirements = |key| json::list(term, key).iter().map(Requirement::from_json).collect();
        Self::new(requirements("matchExpressions"), requirements("matchFields"))
    }

    /// Whether `node` meets the term.
    pub fn matches(&self, node: &Node) -> bool {
        self.judge(node) == TermMatch::Matches
    }

    /// What the term says about `node`: that it matches, or the first thing that keeps it from matching.
    pub fn judge(&self, node: &Node) -> TermMatch {
        if let Some(problem) = self.problem {
            return problem;
        }
        let failing = |requirement: &Requirement| !requirement.matches(&node.labels);
        if let Some(index) = self.match_expressions.iter().position(failing) {
            return TermMatch::ExpressionFails(index);
        }
        // An unknown field reads as the empty string.
        let field = |key: &str| if key == NAME_FIELD { &*node.name } else { "" };
        let failing = |requirement: &Requirement| !requirement.holds(Some(field(&requirement.key)));
        self.match_fields
            .iter()
            .position(failing)
            .map_or(TermMatch::Matches, TermMatch::FieldFails)
    }
}
