//! Changes of the manifest's text: what the template asks of its node, and what it tolerates.

use super::ManifestChange;
use crate::admission::fixes;
use crate::controller::{self, Operator, Reason, TermFailure};
use crate::diagnostic::{Fix, FixTitle};
use crate::objects::{Cluster, DaemonSet, Node, PodTemplate};
use crate::scenario::read_daemon_set;

/// So many edits together are still the smallest that somebody wants to see.
const MAX_EDITS: usize = 8;

/// The text that the set of the cluster came from.
pub(super) struct Manifest<'t> {
    pub(super) text: &'t str,
    set: &'t DaemonSet,
}

/// How a requirement that the node does not meet is changed.
#[derive(Clone, Copy, PartialEq)]
enum Manner {
    /// So that this node meets it too.
    Correct,
    /// It goes.
    Drop,
}

/// An edited text, and what was done to it.
pub(super) type Edited = (Vec<FixTitle>, String);

impl<'t> Manifest<'t> {
    /// `None` if the text says something else than what the cluster runs.
    pub(super) fn of(text: &'t str, set: &'t DaemonSet) -> Option<Self> {
        let manifest = Self { text, set };
        let template = manifest.template(text)?;
        (template.node_name == set.template.node_name
            && template.node_affinity == set.template.node_affinity
            && template.tolerations == set.template.tolerations)
            .then_some(manifest)
    }

    /// The template that a text would give the set; `None` if the API server refused it.
    pub(super) fn template(&self, text: &str) -> Option<PodTemplate> {
        let stored = read_daemon_set(text, Some(&self.set.json)).value?;
        let metadata = &stored["metadata"];
        let is_it = metadata["name"].as_str() == Some(&self.set.name)
            && metadata["namespace"].as_str().unwrap_or("default") == &*self.set.namespace;
        is_it.then(|| PodTemplate::from_json(&stored["spec"]["template"]))
    }

    /// The smallest edits by which `node` gets a pod, or none where it is eligible.
    pub(super) fn changes(&self, node: &Node, is_eligible: bool) -> Vec<Edited> {
        let mut changes: Vec<Edited> = Vec::new();
        if is_eligible {
            changes.extend(self.barring(node));
        } else {
            for manner in [Manner::Correct, Manner::Drop] {
                changes.extend(
                    self.admitting(node, manner)
                        .filter(|edited| changes.iter().all(|(_, text)| *text != edited.1)),
                );
            }
        }
        changes
    }

    fn admitting(&self, node: &Node, manner: Manner) -> Option<Edited> {
        let mut edited: Edited = (Vec::new(), self.text.to_owned());
        while edited.0.len() < MAX_EDITS {
            let placement = controller::place(&self.template(&edited.1)?, node);
            let Some(reason) = placement.reasons.iter().find(|reason| reason.forbids_new_pods()) else {
                return placement.should_run.then_some(edited);
            };
            let fix = admitting(&edited.1, reason, manner)?;
            edited.1 = fix.apply(&edited.1);
            edited.0.push(fix.title);
        }
        None
    }

    /// A toleration of the template's own that lets the pod onto the node goes.
    fn barring(&self, node: &Node) -> Option<Edited> {
        let reasons = controller::place(&self.set.template, node).reasons;
        let taint = reasons.iter().find_map(|reason| {
            let Reason::ToleratedTaint { taint, automatic, .. } = reason else {
                return None;
            };
            (!automatic).then_some(taint)
        })?;
        let fix = fixes::untolerate(self.text, taint)?;
        let text = fix.apply(self.text);
        let takes = !controller::decide(&self.template(&text)?, node).should_run;
        takes.then(|| (vec![fix.title], text))
    }

    /// The edit with what it means for the other nodes.
    pub(super) fn measured(&self, (titles, text): Edited, node: &Node, cluster: &Cluster) -> ManifestChange {
        let (mut gained, mut lost) = (0, 0);
        if let Some(after) = self.template(&text) {
            for other in cluster.nodes.values().filter(|other| other.name != node.name) {
                let was = controller::decide(&self.set.template, other).should_run;
                let is = controller::decide(&after, other).should_run;
                gained += usize::from(is && !was);
                lost += usize::from(was && !is);
            }
        }
        ManifestChange {
            titles,
            text,
            gained,
            lost,
        }
    }
}

/// The edit that takes one reason against a node away.
fn admitting(text: &str, reason: &Reason, manner: Manner) -> Option<Fix> {
    match reason {
        Reason::NodeNameDiffers { .. } => fixes::unpin(text),
        Reason::NodeSelectorDiffers {
            key,
            actual: Some(actual),
            ..
        } if manner == Manner::Correct => fixes::select(text, key, actual),
        Reason::NodeSelectorDiffers { key, .. } => fixes::unselect(text, key),
        Reason::NoTerms => fixes::unrequire(text),
        Reason::TermFails { term, failure } => match failure {
            TermFailure::Empty => fixes::unrequire(text),
            TermFailure::ExpressionFails {
                index,
                expression,
                actual: Some(actual),
            } if manner == Manner::Correct && expression.operator == Operator::In => {
                fixes::allow(text, (*term, *index), expression, actual)
            }
            TermFailure::ExpressionFails { index, expression, .. }
            | TermFailure::ExpressionUnusable { index, expression, .. } => {
                fixes::drop_requirement(text, (*term, "matchExpressions", *index), expression)
            }
            TermFailure::FieldFails { index, field } | TermFailure::FieldUnusable { index, field, .. } => {
                fixes::drop_requirement(text, (*term, "matchFields", *index), field)
            }
        },
        Reason::UntoleratedTaint { taint } => fixes::tolerate(text, taint),
        Reason::NodeNameMatches
        | Reason::NodeSelectorMatches { .. }
        | Reason::TermMatches { .. }
        | Reason::ToleratedTaint { .. }
        | Reason::IgnoredTaint { .. } => None,
    }
}
