//! `metav1.LabelSelector`, over pods and revisions.
//!
//! Models `apimachinery/pkg/apis/meta/v1/helpers.go` (LabelSelectorAsSelector).

use super::{Operator, Requirement, RequirementProblem};
use crate::objects::{Labels, json};
use serde_json::Value;
use std::sync::Arc;

/// `metav1.LabelSelector` over pods, as requirements that all have to hold.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LabelSelector {
    /// `spec.selector` is present in the object.
    pub present: bool,
    /// matchLabels (as `In` with one value) and matchExpressions. Empty and present: matches everything.
    pub requirements: Vec<Requirement>,
}

impl LabelSelector {
    /// Reads a selector; `None` for an absent one, which matches nothing.
    pub fn from_json(selector: Option<&Value>) -> Self {
        let Some(selector) = selector.filter(|value| value.is_object()) else {
            return Self::default();
        };
        let labels = json::labels(selector, "matchLabels");
        let exact = labels.iter().map(|(key, value)| Requirement {
            key: Arc::clone(key),
            operator: Operator::In,
            values: vec![Arc::clone(value)],
        });
        let expressions = json::list(selector, "matchExpressions")
            .iter()
            .map(Requirement::from_json);
        Self {
            present: true,
            requirements: exact.chain(expressions).collect(),
        }
    }

    /// Whether it is present without any requirement: it selects everything.
    pub fn selects_everything(&self) -> bool {
        self.present && self.requirements.is_empty()
    }

    /// The first requirement that Kubernetes cannot use, if there is one; a sync of the set fails then.
    pub fn problem(&self) -> Option<(&Requirement, RequirementProblem)> {
        self.requirements.iter().find_map(|requirement| {
            let problem = match requirement.operator {
                Operator::Gt | Operator::Lt => Some(RequirementProblem::UnknownOperator),
                Operator::In | Operator::NotIn | Operator::Exists | Operator::DoesNotExist | Operator::Unknown => {
                    requirement.problem()
                }
            };
            Some((requirement, problem?))
        })
    }

    /// Whether `labels` are selected.
    pub fn matches(&self, labels: &Labels) -> bool {
        self.present && self.requirements.iter().all(|requirement| requirement.matches(labels))
    }
}
