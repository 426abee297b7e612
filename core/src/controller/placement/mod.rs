//! Should this set have a pod on this node, may one that is there stay, and why.
//!
//! Models `pkg/controller/daemon/daemon_controller.go` (NodeShouldRunDaemonPod, predicates). It looks at the template and
//! the node alone: never at other pods, free resources or conditions.

mod reason;
#[cfg(test)]
mod tests;

pub use reason::{Reason, TermFailure};

use super::matching::{NodeSelectorTerm, TermMatch};
use crate::objects::{Node, PodTemplate, Taint, TaintEffect};
use serde::Serialize;
use std::sync::Arc;

/// The two answers of the controller.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Decision {
    /// A pod should be started here if there is none.
    pub should_run: bool,
    /// A pod that is here may stay.
    pub should_continue_running: bool,
}

/// The two answers and everything that decided them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Placement {
    /// A pod should be started here if there is none.
    pub should_run: bool,
    /// A pod that is here may stay.
    pub should_continue_running: bool,
    /// What speaks against and for a pod, in the order in which the controller looks: node name, node selector, node
    /// affinity, taints. Nothing at all: the template asks nothing and the node has no taint.
    pub reasons: Vec<Reason>,
}

/// The two answers, and nothing else: for many nodes.
pub fn decide(template: &PodTemplate, node: &Node) -> Decision {
    judge(template, node, &mut OnlyTheAnswer)
}

/// The two answers with all reasons for and against: for a node that somebody looks at.
pub fn place(template: &PodTemplate, node: &Node) -> Placement {
    let mut reasons = Vec::new();
    let Decision {
        should_run,
        should_continue_running,
    } = judge(template, node, &mut reasons);
    Placement {
        should_run,
        should_continue_running,
        reasons,
    }
}

/// Who listens to the reasons. One algorithm serves both: reasons are built only for those who want them.
trait Listener {
    /// Go on after the first thing that settles the answer.
    const WANTS_ALL: bool;
    /// Hears a reason.
    fn hear(&mut self, reason: impl FnOnce() -> Reason);
}

struct OnlyTheAnswer;

impl Listener for OnlyTheAnswer {
    const WANTS_ALL: bool = false;
    fn hear(&mut self, _: impl FnOnce() -> Reason) {}
}

impl Listener for Vec<Reason> {
    const WANTS_ALL: bool = true;
    fn hear(&mut self, reason: impl FnOnce() -> Reason) {
        self.push(reason());
    }
}

fn judge<L: Listener>(template: &PodTemplate, node: &Node, listener: &mut L) -> Decision {
    let mut decision = Decision {
        should_run: true,
        should_continue_running: true,
    };
    for check in [name_matches::<L>, selector_matches::<L>, affinity_matches::<L>] {
        if !check(template, node, listener) {
            decision.should_run = false;
            decision.should_continue_running = false;
            if !L::WANTS_ALL {
                return decision;
            }
        }
    }
    for taint in &node.taints {
        if !accepts(template, taint, listener) {
            decision.should_run = false;
            decision.should_continue_running &= taint.effect == TaintEffect::NoSchedule;
        }
    }
    decision
}

fn name_matches<L: Listener>(template: &PodTemplate, node: &Node, listener: &mut L) -> bool {
    let Some(wanted) = &template.node_name else {
        return true;
    };
    let matches = *wanted == node.name;
    listener.hear(|| {
        if matches {
            Reason::NodeNameMatches
        } else {
            Reason::NodeNameDiffers {
                wanted: Arc::clone(wanted),
            }
        }
    });
    matches
}

fn selector_matches<L: Listener>(template: &PodTemplate, node: &Node, listener: &mut L) -> bool {
    let mut all_match = true;
    for (key, wanted) in template.node_affinity.node_selector.iter() {
        let actual = node.labels.get(key);
        let matches = actual == Some(wanted);
        listener.hear(|| {
            let (key, value) = (Arc::clone(key), Arc::clone(wanted));
            if matches {
                Reason::NodeSelectorMatches { key, value }
            } else {
                Reason::NodeSelectorDiffers {
                    key,
                    wanted: value,
                    actual: actual.cloned(),
                }
            }
        });
        all_match &= matches;
    }
    all_match
}

fn affinity_matches<L: Listener>(template: &PodTemplate, node: &Node, listener: &mut L) -> bool {
    let Some(terms) = &template.node_affinity.terms else {
        return true;
    };
    // Only if no term matches do the others matter, so one that does is looked for first.
    if let Some(term) = terms.iter().position(|term| term.matches(node)) {
        listener.hear(|| Reason::TermMatches { term });
        return true;
    }
    if terms.is_empty() {
        listener.hear(|| Reason::NoTerms);
    }
    for (index, term) in terms.iter().enumerate() {
        if !L::WANTS_ALL {
            break;
        }
        if let Some(failure) = failure(term, node) {
            listener.hear(|| Reason::TermFails { term: index, failure });
        }
    }
    false
}

/// The judgement of a term in a form that stands on its own; `None` if it matches.
fn failure(term: &NodeSelectorTerm, node: &Node) -> Option<TermFailure> {
    Some(match term.judge(node) {
        TermMatch::Matches => return None,
        TermMatch::Empty => TermFailure::Empty,
        TermMatch::ExpressionUnusable(index, problem) => TermFailure::ExpressionUnusable {
            index,
            expression: term.match_expressions[index].clone(),
            problem,
        },
        TermMatch::FieldUnusable(index, problem) => TermFailure::FieldUnusable {
            index,
            field: term.match_fields[index].clone(),
            problem,
        },
        TermMatch::ExpressionFails(index) => TermFailure::ExpressionFails {
            index,
            expression: term.match_expressions[index].clone(),
            actual: node.labels.get(&term.match_expressions[index].key).cloned(),
        },
        TermMatch::FieldFails(index) => TermFailure::FieldFails {
            index,
            field: term.match_fields[index].clone(),
        },
    })
}

fn accepts<L: Listener>(template: &PodTemplate, taint: &Taint, listener: &mut L) -> bool {
    if taint.effect == TaintEffect::PreferNoSchedule {
        listener.hear(|| Reason::IgnoredTaint { taint: taint.clone() });
        return true;
    }
    let toleration = template
        .tolerations
        .iter()
        .find(|toleration| toleration.tolerates(taint));
    listener.hear(|| {
        let taint = taint.clone();
        toleration.map_or_else(
            || Reason::UntoleratedTaint { taint: taint.clone() },
            |toleration| Reason::ToleratedTaint {
                taint: taint.clone(),
                toleration: toleration.clone(),
                automatic: toleration.is_automatic(template.host_network),
            },
        )
    });
    toleration.is_some()
}
