//! Reasons as English sentences. Kubernetes' own words stay as they are.

use crate::controller::{CreateReason, DeleteReason, Operator, Reason, Requirement, RequirementProblem, TermFailure};
use crate::node::taints::taint_text;
use crate::objects::TaintEffect;

/// One reason, in a whole sentence.
pub fn reason(reason: &Reason) -> String {
    match reason {
        Reason::NodeNameDiffers { wanted } => {
            format!("The template's nodeName is {wanted}, so no other node is eligible.")
        }
        Reason::NodeNameMatches => "The template's nodeName is this node.".to_owned(),
        Reason::NodeSelectorDiffers {
            key,
            wanted,
            actual: Some(actual),
        } => {
            format!("nodeSelector asks for {key}={wanted}; this node has {key}={actual}.")
        }
        Reason::NodeSelectorDiffers {
            key,
            wanted,
            actual: None,
        } => {
            format!("nodeSelector asks for {key}={wanted}; this node has no label {key}.")
        }
        Reason::NodeSelectorMatches { key, value } => {
            format!("nodeSelector asks for {key}={value}, and this node has it.")
        }
        Reason::NoTerms => "The required node affinity has no term, so it matches no node.".to_owned(),
        Reason::TermFails { term, failure } => {
            format!(
                "Term {} of the required node affinity does not match: {}.",
                term + 1,
                term_failure(failure)
            )
        }
        Reason::TermMatches { term } => format!("Term {} of the required node affinity matches.", term + 1),
        Reason::UntoleratedTaint { taint } => {
            let consequence = match taint.effect {
                TaintEffect::NoExecute => "no pod may start here, and one that runs here is removed",
                TaintEffect::NoSchedule => "no new pod may start here; one that runs here stays",
                TaintEffect::PreferNoSchedule => "nothing follows for a DaemonSet",
            };
            format!("The taint {} is not tolerated: {consequence}.", taint_text(taint))
        }
        Reason::ToleratedTaint {
            taint, automatic: true, ..
        } => {
            format!(
                "The taint {} is tolerated: the controller adds that toleration to every pod.",
                taint_text(taint)
            )
        }
        Reason::ToleratedTaint {
            taint,
            automatic: false,
            ..
        } => {
            format!("The taint {} is tolerated by the template.", taint_text(taint))
        }
        Reason::IgnoredTaint { taint } => {
            format!(
                "The taint {} only ranks nodes for the scheduler; a DaemonSet pod has one node to go to.",
                taint_text(taint)
            )
        }
    }
}

/// What keeps a pod away, in a few words for a card: `no label gpu`, `taint dedicated=gpu:NoSchedule`.
pub fn short_reason(reason: &Reason) -> String {
    match reason {
        Reason::NodeNameDiffers { wanted } => format!("nodeName is {wanted}"),
        Reason::NodeNameMatches => "nodeName matches".to_owned(),
        Reason::NodeSelectorDiffers { key, actual: None, .. } => format!("no label {key}"),
        Reason::NodeSelectorDiffers {
            key,
            wanted,
            actual: Some(actual),
        } => format!("{key} is {actual}, not {wanted}"),
        Reason::NodeSelectorMatches { key, value } => format!("label {key}={value}"),
        Reason::NoTerms => "affinity has no term".to_owned(),
        Reason::TermFails { failure, .. } => term_failure(failure),
        Reason::TermMatches { term } => format!("affinity term {} matches", term + 1),
        Reason::UntoleratedTaint { taint } => format!("taint {}", taint_text(taint)),
        Reason::ToleratedTaint { taint, .. } => format!("tolerates {}", taint_text(taint)),
        Reason::IgnoredTaint { taint } => format!("ignores {}", taint_text(taint)),
    }
}

fn term_failure(failure: &TermFailure) -> String {
    match failure {
        TermFailure::Empty => "there is nothing in it".to_owned(),
        TermFailure::ExpressionUnusable {
            expression: requirement,
            problem,
            ..
        }
        | TermFailure::FieldUnusable {
            field: requirement,
            problem,
            ..
        } => {
            format!(
                "{} cannot be used: {}",
                requirement_text(requirement),
                requirement_problem(*problem)
            )
        }
        TermFailure::ExpressionFails {
            expression,
            actual: Some(actual),
            ..
        } => {
            format!("{} and the label is {actual}", requirement_text(expression))
        }
        TermFailure::ExpressionFails {
            expression,
            actual: None,
            ..
        } => {
            format!("{} and there is no such label", requirement_text(expression))
        }
        TermFailure::FieldFails { field, .. } => requirement_text(field),
    }
}

/// A requirement as Kubernetes' selectors write it: `disk In [ssd, nvme]`.
fn requirement_text(requirement: &Requirement) -> String {
    let operator = match requirement.operator {
        Operator::In => "In",
        Operator::NotIn => "NotIn",
        Operator::Exists => return format!("{} Exists", requirement.key),
        Operator::DoesNotExist => return format!("{} DoesNotExist", requirement.key),
        Operator::Gt => "Gt",
        Operator::Lt => "Lt",
        Operator::Unknown => "(unknown operator)",
    };
    let values: Vec<&str> = requirement.values.iter().map(|value| &**value).collect();
    format!("{} {operator} [{}]", requirement.key, values.join(", "))
}

fn requirement_problem(problem: RequirementProblem) -> &'static str {
    match problem {
        RequirementProblem::BadKey => "the key is not a label key",
        RequirementProblem::BadValue => "a value is not a label value",
        RequirementProblem::NoValues => "In and NotIn need a value",
        RequirementProblem::UnexpectedValues => "Exists and DoesNotExist take no values",
        RequirementProblem::NotOneValue => "it needs exactly one value",
        RequirementProblem::NotAnInteger => "Gt and Lt need an integer",
        RequirementProblem::UnknownOperator => "Kubernetes knows no such operator here",
    }
}

/// Why the controller created a pod.
pub fn create_reason(reason: &CreateReason) -> String {
    match reason {
        CreateReason::NodeHasNone => "the node should run the pod and has none".to_owned(),
        CreateReason::NothingRunning => "nothing runs there, and with maxSurge what ends is not waited for".to_owned(),
        CreateReason::BesideOld { old, surge, max_surge } => {
            format!("{} of {max_surge} maxSurge: it starts beside {old}", surge + 1)
        }
        CreateReason::OldUnavailable { old } => format!("{old} is not available, so maxSurge does not count"),
    }
}

/// Why the controller deleted a pod.
pub fn delete_reason(reason: &DeleteReason) -> String {
    match reason {
        DeleteReason::NodeNotEligible { reasons } => {
            let against: Vec<String> = reasons
                .iter()
                .filter(|reason| reason.removes_pods())
                .map(short_reason)
                .collect();
            format!("the node may no longer run it: {}", against.join("; "))
        }
        DeleteReason::Failed => "it failed".to_owned(),
        DeleteReason::Succeeded => "it has ended".to_owned(),
        DeleteReason::Excess { kept } => format!("{kept} is there already"),
        DeleteReason::SurgeOldNotReady { new } => format!("it is old and not ready; {new} takes over"),
        DeleteReason::SurgeNewAvailable { new } => format!("{new} is available"),
        DeleteReason::RolloutOldUnavailable => {
            "it is old and was not available, so maxUnavailable does not count".to_owned()
        }
        DeleteReason::RolloutOldAvailable {
            unavailable,
            max_unavailable,
        } => format!(
            "it is old, and {} of {max_unavailable} maxUnavailable is now used",
            unavailable + 1
        ),
        DeleteReason::Sunset { available, desired } => {
            format!("the node should not run it, and {available} of {desired} are available")
        }
        DeleteReason::UnboundNodeMissing => "its node is gone".to_owned(),
    }
}
