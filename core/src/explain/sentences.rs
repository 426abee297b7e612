//! Reasons as sentences, in any language. Kubernetes' own words stay as they are.

use crate::controller::{CreateReason, DeleteReason, Operator, Reason, Requirement, RequirementProblem, TermFailure};
use crate::language::Language;
use crate::node::taints::taint_text;
use crate::texts::explain as texts;

/// One reason, in a whole sentence.
pub fn reason(reason: &Reason, language: Language) -> String {
    match reason {
        Reason::NodeNameDiffers { wanted } => texts::node_name_differs(language, wanted),
        Reason::NodeNameMatches => texts::node_name_matches(language).to_owned(),
        Reason::NodeSelectorDiffers {
            key,
            wanted,
            actual: Some(actual),
        } => {
            let (actual, wanted) = (format_args!("{key}={actual}"), format_args!("{key}={wanted}"));
            texts::selector_differs(language, &actual, &wanted)
        }
        Reason::NodeSelectorDiffers {
            key,
            wanted,
            actual: None,
        } => texts::selector_lacks(language, key, &format_args!("{key}={wanted}")),
        Reason::NodeSelectorMatches { key, value } => texts::selector_matches(language, &format_args!("{key}={value}")),
        Reason::NoTerms => texts::no_terms(language).to_owned(),
        Reason::TermFails { term, failure } => {
            texts::term_fails(language, &term_failure(failure, language), &(term + 1))
        }
        Reason::TermMatches { term } => texts::term_matches(language, &(term + 1)),
        Reason::UntoleratedTaint { taint } => {
            texts::untolerated_taint(language, taint.effect.name(), &taint_text(taint))
        }
        Reason::ToleratedTaint {
            taint, automatic: true, ..
        } => texts::tolerated_automatically(language, &taint_text(taint)),
        Reason::ToleratedTaint {
            taint,
            automatic: false,
            ..
        } => texts::tolerated_by_template(language, &taint_text(taint)),
        Reason::IgnoredTaint { taint } => texts::ignored_taint(language, &taint_text(taint)),
    }
}

/// What keeps a pod away, in a few words for a card: `no label gpu`, `taint dedicated=gpu:NoSchedule`.
pub fn short_reason(reason: &Reason, language: Language) -> String {
    match reason {
        Reason::NodeNameDiffers { wanted } => texts::short_node_name_differs(language, wanted),
        Reason::NodeNameMatches => texts::short_node_name_matches(language).to_owned(),
        Reason::NodeSelectorDiffers { key, actual: None, .. } => texts::short_selector_lacks(language, key),
        Reason::NodeSelectorDiffers {
            key,
            wanted,
            actual: Some(actual),
        } => texts::short_selector_differs(language, actual, key, wanted),
        Reason::NodeSelectorMatches { key, value } => {
            texts::short_selector_matches(language, &format_args!("{key}={value}"))
        }
        Reason::NoTerms => texts::short_no_terms(language).to_owned(),
        Reason::TermFails { failure, .. } => term_failure(failure, language),
        Reason::TermMatches { term } => texts::short_term_matches(language, &(term + 1)),
        Reason::UntoleratedTaint { taint } => texts::short_taint(language, &taint_text(taint)),
        Reason::ToleratedTaint { taint, .. } => texts::short_tolerates(language, &taint_text(taint)),
        Reason::IgnoredTaint { taint } => texts::short_ignores(language, &taint_text(taint)),
    }
}

fn term_failure(failure: &TermFailure, language: Language) -> String {
    match failure {
        TermFailure::Empty => texts::term_empty(language).to_owned(),
        TermFailure::ExpressionUnusable {
            expression: requirement,
            problem,
            ..
        }
        | TermFailure::FieldUnusable {
            field: requirement,
            problem,
            ..
        } => texts::requirement_unusable(
            language,
            &requirement_problem(*problem, language),
            &requirement_text(requirement, language),
        ),
        TermFailure::ExpressionFails {
            expression,
            actual: Some(actual),
            ..
        } => texts::requirement_differs(language, actual, &requirement_text(expression, language)),
        TermFailure::ExpressionFails {
            expression,
            actual: None,
            ..
        } => texts::requirement_lacks(language, &requirement_text(expression, language)),
        TermFailure::FieldFails { field, .. } => requirement_text(field, language),
    }
}

/// A requirement as Kubernetes' selectors write it: `disk In [ssd, nvme]`.
fn requirement_text(requirement: &Requirement, language: Language) -> String {
    let operator = match requirement.operator {
        Operator::In => "In",
        Operator::NotIn => "NotIn",
        Operator::Exists => return format!("{} Exists", requirement.key),
        Operator::DoesNotExist => return format!("{} DoesNotExist", requirement.key),
        Operator::Gt => "Gt",
        Operator::Lt => "Lt",
        Operator::Unknown => texts::unknown_operator(language),
    };
    let values: Vec<&str> = requirement.values.iter().map(|value| &**value).collect();
    format!("{} {operator} [{}]", requirement.key, values.join(", "))
}

fn requirement_problem(problem: RequirementProblem, language: Language) -> &'static str {
    match problem {
        RequirementProblem::BadKey => texts::bad_key(language),
        RequirementProblem::BadValue => texts::bad_value(language),
        RequirementProblem::NoValues => texts::no_values(language),
        RequirementProblem::UnexpectedValues => texts::unexpected_values(language),
        RequirementProblem::NotOneValue => texts::not_one_value(language),
        RequirementProblem::NotAnInteger => texts::not_an_integer(language),
        RequirementProblem::UnknownOperator => texts::operator_unknown_here(language),
    }
}

/// Why the controller created a pod.
pub fn create_reason(reason: &CreateReason, language: Language) -> String {
    match reason {
        CreateReason::NodeHasNone => texts::node_has_none(language).to_owned(),
        CreateReason::NothingRunning => texts::nothing_running(language).to_owned(),
        CreateReason::BesideOld { old, surge, max_surge } => texts::beside_old(language, max_surge, old, &(surge + 1)),
        CreateReason::OldUnavailable { old } => texts::old_unavailable(language, old),
    }
}

/// Why the controller deleted a pod.
pub fn delete_reason(reason: &DeleteReason, language: Language) -> String {
    match reason {
        DeleteReason::NodeNotEligible { reasons, taken_port } => {
            let mut against: Vec<String> = reasons
                .iter()
                .filter(|reason| reason.removes_pods())
                .map(|reason| short_reason(reason, language))
                .collect();
            against.extend(taken_port.as_ref().map(|taken| {
                let (namespace, name) = &taken.pod;
                texts::port_taken(language, &format_args!("{namespace}/{name}"), &taken.port)
            }));
            texts::not_eligible(language, &against.join(language.between_clauses()))
        }
        DeleteReason::Failed => texts::failed(language).to_owned(),
        DeleteReason::Succeeded => texts::succeeded(language).to_owned(),
        DeleteReason::Excess { kept } => texts::excess(language, kept),
        DeleteReason::SurgeOldNotReady { new } => texts::surge_old_not_ready(language, new),
        DeleteReason::SurgeNewAvailable { new } => texts::surge_new_available(language, new),
        DeleteReason::RolloutOldUnavailable => texts::rollout_old_unavailable(language).to_owned(),
        DeleteReason::RolloutOldAvailable {
            unavailable,
            max_unavailable,
        } => texts::rollout_old_available(language, max_unavailable, &(unavailable + 1)),
        DeleteReason::Sunset { available, desired } => texts::sunset(language, available, desired),
        DeleteReason::UnboundNodeMissing => texts::node_missing(language).to_owned(),
    }
}
