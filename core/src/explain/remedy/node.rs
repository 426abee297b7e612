//! Changes of the node: labels, taints, conditions.

use crate::controller::{self, Operator, Reason, Requirement, TermMatch};
use crate::objects::{ConditionStatus, Node, PodTemplate, Taint, TaintEffect};
use crate::sim::{Command, NodeConditionKind};
use std::sync::Arc;

/// So many changes together are still the smallest that somebody wants to see.
const MAX_CHANGES: usize = 8;

/// What makes `node` eligible; `None` where the node cannot be changed so that it is.
pub(super) fn giving(template: &PodTemplate, node: &Node) -> Option<Vec<Command>> {
    let mut draft = node.clone();
    let mut commands = Vec::new();
    while commands.len() < MAX_CHANGES {
        let placement = controller::place(template, &draft);
        let Some(reason) = placement.reasons.iter().find(|reason| reason.forbids_new_pods()) else {
            return placement.should_run.then_some(commands);
        };
        let next = match reason {
            Reason::NodeSelectorDiffers { key, wanted, .. } => vec![label(&draft, key, wanted)],
            Reason::TermFails { .. } => easiest_term(template, &draft)?,
            Reason::UntoleratedTaint { taint } => vec![clearing(&draft.name, taint)],
            Reason::NodeNameDiffers { .. }
            | Reason::NoTerms
            | Reason::NodeNameMatches
            | Reason::NodeSelectorMatches { .. }
            | Reason::TermMatches { .. }
            | Reason::ToleratedTaint { .. }
            | Reason::IgnoredTaint { .. } => return None,
        };
        for command in &next {
            carry_out(&mut draft, command);
        }
        commands.extend(next);
    }
    None
}

/// What makes `node`, which is eligible, no longer so: each alone.
pub(super) fn taking(template: &PodTemplate, node: &Node, set: &str) -> Vec<Vec<Command>> {
    let reasons = controller::place(template, node).reasons;
    let mut candidates: Vec<Command> = reasons
        .iter()
        .filter_map(|reason| match reason {
            Reason::NodeSelectorMatches { key, .. } => Some(unlabel(node, key)),
            Reason::TermMatches { term } => {
                let term = template.node_affinity.terms.as_ref()?.get(*term)?;
                let requirement = term.match_expressions.first()?;
                breaking(node, requirement)
            }
            Reason::NodeNameDiffers { .. }
            | Reason::NodeNameMatches
            | Reason::NodeSelectorDiffers { .. }
            | Reason::NoTerms
            | Reason::TermFails { .. }
            | Reason::UntoleratedTaint { .. }
            | Reason::ToleratedTaint { .. }
            | Reason::IgnoredTaint { .. } => None,
        })
        .take(1)
        .collect();
    candidates.push(Command::SetTaint {
        node: node.name.clone(),
        taint: Taint {
            key: set.into(),
            value: "away".into(),
            effect: TaintEffect::NoExecute,
            time_added: None,
        },
    });
    let takes = |command: &Command| {
        let mut draft = node.clone();
        carry_out(&mut draft, command);
        !controller::decide(template, &draft).should_continue_running
    };
    candidates
        .into_iter()
        .filter(takes)
        .map(|command| vec![command])
        .collect()
}

/// The changes of labels that the term asks for which needs the fewest.
fn easiest_term(template: &PodTemplate, node: &Node) -> Option<Vec<Command>> {
    let terms = template.node_affinity.terms.iter().flatten();
    let each = terms.filter_map(|term| {
        let mut draft = node.clone();
        let mut commands = Vec::new();
        while commands.len() < MAX_CHANGES {
            match term.judge(&draft) {
                TermMatch::Matches => return Some(commands),
                TermMatch::ExpressionFails(index) => {
                    let command = meeting(&draft, term.match_expressions.get(index)?)?;
                    carry_out(&mut draft, &command);
                    commands.push(command);
                }
                TermMatch::Empty
                | TermMatch::ExpressionUnusable(..)
                | TermMatch::FieldUnusable(..)
                | TermMatch::FieldFails(_) => return None,
            }
        }
        None
    });
    each.min_by_key(Vec::len)
}

/// The label by which `node` meets a requirement that it does not meet.
fn meeting(node: &Node, requirement: &Requirement) -> Option<Command> {
    let Requirement { key, operator, values } = requirement;
    let beside = |step: i64| {
        let bound: i64 = values.first()?.parse().ok()?;
        Some(label(node, key, &bound.checked_add(step)?.to_string()))
    };
    match operator {
        Operator::In => Some(label(node, key, values.first()?)),
        Operator::Exists => Some(label(node, key, "true")),
        Operator::NotIn | Operator::DoesNotExist => Some(unlabel(node, key)),
        Operator::Gt => beside(1),
        Operator::Lt => beside(-1),
        Operator::Unknown => None,
    }
}

/// The label by which `node` no longer meets a requirement that it meets.
fn breaking(node: &Node, requirement: &Requirement) -> Option<Command> {
    let Requirement { key, operator, values } = requirement;
    match operator {
        Operator::In | Operator::Exists | Operator::Gt | Operator::Lt => Some(unlabel(node, key)),
        Operator::NotIn => Some(label(node, key, values.first()?)),
        Operator::DoesNotExist => Some(label(node, key, "true")),
        Operator::Unknown => None,
    }
}

/// What takes a taint off a node: one that follows from the node's state goes with that state.
pub(super) fn clearing(node: &Arc<str>, taint: &Taint) -> Command {
    let node = node.clone();
    let condition = |condition, status| Command::SetCondition {
        node: node.clone(),
        condition,
        status,
    };
    match &*taint.key {
        "node.kubernetes.io/unschedulable" => Command::Uncordon { node },
        "node.kubernetes.io/network-unavailable" => {
            condition(NodeConditionKind::NetworkUnavailable, ConditionStatus::False)
        }
        "node.kubernetes.io/not-ready" => condition(NodeConditionKind::Ready, ConditionStatus::True),
        "node.kubernetes.io/unreachable" => Command::ResumeKubelet { node },
        _ => Command::RemoveTaint {
            node,
            key: taint.key.clone(),
            effect: taint.effect,
        },
    }
}

fn label(node: &Node, key: &Arc<str>, value: &str) -> Command {
    Command::SetLabel {
        node: node.name.clone(),
        key: key.clone(),
        value: value.into(),
    }
}

fn unlabel(node: &Node, key: &Arc<str>) -> Command {
    Command::RemoveLabel {
        node: node.name.clone(),
        key: key.clone(),
    }
}

/// What a command makes of the node, as far as the controller looks at it.
fn carry_out(node: &mut Node, command: &Command) {
    let mut forget = |key: &str| node.taints.retain(|taint| &*taint.key != key);
    match command {
        Command::SetLabel { key, value, .. } => drop(node.labels.insert(key.clone(), value.clone())),
        Command::RemoveLabel { key, .. } => drop(node.labels.remove(key)),
        Command::SetTaint { taint, .. } => node.taints.push(taint.clone()),
        Command::RemoveTaint { key, effect, .. } => {
            node.taints.retain(|taint| taint.key != *key || taint.effect != *effect);
        }
        Command::Uncordon { .. } => forget("node.kubernetes.io/unschedulable"),
        Command::ResumeKubelet { .. } => forget("node.kubernetes.io/unreachable"),
        Command::SetCondition { condition, .. } => match condition {
            NodeConditionKind::NetworkUnavailable => forget("node.kubernetes.io/network-unavailable"),
            NodeConditionKind::Ready => forget("node.kubernetes.io/not-ready"),
            NodeConditionKind::MemoryPressure | NodeConditionKind::DiskPressure | NodeConditionKind::PidPressure => {}
        },
        other => debug_assert!(false, "unexpected: {other:?}"),
    }
}
