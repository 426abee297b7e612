//! What can speak for or against a pod on a node, as data; sentences are made of it elsewhere.
//!
//! One variant for each branch of `pkg/controller/daemon/daemon_controller.go` (NodeShouldRunDaemonPod, predicates).

use crate::controller::matching::{Requirement, RequirementProblem, Toleration};
use crate::objects::{Taint, TaintEffect};
use serde::Serialize;
use std::sync::Arc;

/// One thing that decided. The closed list of everything that can.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "reason", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Reason {
    /// Against: `spec.nodeName` of the template names another node.
    NodeNameDiffers {
        /// The name in the template.
        wanted: Arc<str>,
    },
    /// For: `spec.nodeName` of the template names this node.
    NodeNameMatches,
    /// Against: a pair of `nodeSelector` is not a label of the node.
    NodeSelectorDiffers {
        /// The label.
        key: Arc<str>,
        /// Its value in the template.
        wanted: Arc<str>,
        /// Its value on the node.
        actual: Option<Arc<str>>,
    },
    /// For: a pair of `nodeSelector` is a label of the node.
    NodeSelectorMatches {
        /// The label.
        key: Arc<str>,
        /// Its value.
        value: Arc<str>,
    },
    /// Against: required node affinity without any term matches no node.
    NoTerms,
    /// Against, if no other term matches: one term of the required node affinity.
    TermFails {
        /// Its index in `nodeSelectorTerms`.
        term: usize,
        /// What in it fails.
        failure: TermFailure,
    },
    /// For: a term of the required node affinity; the first that matches.
    TermMatches {
        /// Its index in `nodeSelectorTerms`.
        term: usize,
    },
    /// Against: a taint. `NoSchedule` lets a pod that is here stay, `NoExecute` does not.
    UntoleratedTaint {
        /// The taint.
        taint: Taint,
    },
    /// For: a taint that would keep pods away is tolerated.
    ToleratedTaint {
        /// The taint.
        taint: Taint,
        /// By what, the first that does.
        toleration: Toleration,
        /// The controller adds that toleration to every pod of the set.
        automatic: bool,
    },
    /// Neither: a `PreferNoSchedule` taint does nothing to a set.
    IgnoredTaint {
        /// The taint.
        taint: Taint,
    },
}

/// What keeps a node selector term from matching.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "failure", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum TermFailure {
    /// There is nothing in it, so it matches nothing.
    Empty,
    /// An expression that Kubernetes cannot use, so the term matches nothing.
    ExpressionUnusable {
        /// Its index in `matchExpressions`.
        index: usize,
        /// The expression.
        expression: Requirement,
        /// What is wrong with it.
        problem: RequirementProblem,
    },
    /// A field requirement that Kubernetes cannot use, so the term matches nothing.
    FieldUnusable {
        /// Its index in `matchFields`.
        index: usize,
        /// The requirement.
        field: Requirement,
        /// What is wrong with it.
        problem: RequirementProblem,
    },
    /// An expression that the node's labels do not meet.
    ExpressionFails {
        /// Its index in `matchExpressions`.
        index: usize,
        /// The expression.
        expression: Requirement,
        /// The value of its label on the node.
        actual: Option<Arc<str>>,
    },
    /// A requirement on the node's name that it does not meet.
    FieldFails {
        /// Its index in `matchFields`.
        index: usize,
        /// The requirement.
        field: Requirement,
    },
}

impl Reason {
    /// Whether it alone keeps a new pod away. [`Reason::TermFails`] does only where no other term matches, and then it is
    /// reported; so it counts.
    pub const fn forbids_new_pods(&self) -> bool {
        match self {
            Self::NodeNameDiffers { .. }
            | Self::NodeSelectorDiffers { .. }
            | Self::NoTerms
            | Self::TermFails { .. }
            | Self::UntoleratedTaint { .. } => true,
            Self::NodeNameMatches
            | Self::NodeSelectorMatches { .. }
            | Self::TermMatches { .. }
            | Self::ToleratedTaint { .. }
            | Self::IgnoredTaint { .. } => false,
        }
    }

    /// Whether it also removes a pod that is here.
    pub const fn removes_pods(&self) -> bool {
        match self {
            Self::UntoleratedTaint { taint } => matches!(taint.effect, TaintEffect::NoExecute),
            Self::NodeNameDiffers { .. }
            | Self::NodeSelectorDiffers { .. }
            | Self::NoTerms
            | Self::TermFails { .. }
            | Self::NodeNameMatches
            | Self::NodeSelectorMatches { .. }
            | Self::TermMatches { .. }
            | Self::ToleratedTaint { .. }
            | Self::IgnoredTaint { .. } => self.forbids_new_pods(),
        }
    }
}
