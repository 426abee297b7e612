//! A pod as a chip: its shape says its state, its colour its revision.

use super::Subject;
use crate::state::Choice;
use everynode_core::objects::{ObjectKey, Pod, PodPhase};
use std::sync::Arc;

/// The state of a pod, as a shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// No node yet: a hollow ring.
    Pending,
    /// Its node starts it: a ring that fills.
    Creating,
    /// It runs and is not ready: half full.
    Running,
    /// It is ready: full.
    Ready,
    /// It is being deleted: hatched.
    Terminating,
    /// It ended: a cross.
    Failed,
}

impl Shape {
    /// All of them, in the order of a pod's life.
    pub const ALL: [Self; 6] = [
        Self::Pending,
        Self::Creating,
        Self::Running,
        Self::Ready,
        Self::Terminating,
        Self::Failed,
    ];

    /// The name in attributes.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Creating => "creating",
            Self::Running => "running",
            Self::Ready => "ready",
            Self::Terminating => "terminating",
            Self::Failed => "failed",
        }
    }

    /// What it says, in words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Pending => "Pending, waits for the scheduler",
            Self::Creating => "Pending, its node starts it",
            Self::Running => "Running, not ready",
            Self::Ready => "Running and ready",
            Self::Terminating => "Terminating",
            Self::Failed => "Failed",
        }
    }

    /// What it says, in a word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Pending => "Pending",
            Self::Creating => "Creating",
            Self::Running => "Not ready",
            Self::Ready => "Ready",
            Self::Terminating => "Terminating",
            Self::Failed => "Failed",
        }
    }

    fn of(pod: &Pod) -> Self {
        if pod.is_terminating() {
            return Self::Terminating;
        }
        match pod.phase {
            PodPhase::Pending if pod.node_name.is_none() => Self::Pending,
            PodPhase::Pending => Self::Creating,
            PodPhase::Running if pod.ready => Self::Ready,
            PodPhase::Running | PodPhase::Unknown => Self::Running,
            PodPhase::Failed | PodPhase::Succeeded => Self::Failed,
        }
    }
}

/// A pod, ready to be drawn.
#[derive(Debug, Clone, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts, each drawn for itself")]
pub struct PodView {
    /// Its identity.
    pub key: ObjectKey,
    /// The end of its name, which tells it from its siblings.
    pub suffix: String,
    /// Its state.
    pub shape: Shape,
    /// `status.phase`.
    pub phase: &'static str,
    /// Condition Ready.
    pub ready: bool,
    /// It is being deleted.
    pub terminating: bool,
    /// The number of its revision.
    pub revision: Option<i64>,
    /// The colour of its revision: 1 to 7.
    pub colour: i64,
    /// The node it is for.
    pub target: Option<Arc<str>>,
    /// Everything in a sentence.
    pub words: String,
    /// The inspector shows it.
    pub is_chosen: bool,
    /// Another pod of the set is on the same node.
    pub is_doubled: bool,
}

/// The colour of a revision: seven, then again from the first.
pub const fn colour(revision: i64) -> i64 {
    (revision - 1).rem_euclid(7) + 1
}

/// A pod as a chip.
pub fn pod_view(pod: &Pod, subject: &Subject<'_>, choice: &Choice) -> PodView {
    let key = (pod.namespace.clone(), pod.name.clone());
    let shape = Shape::of(pod);
    let revision = subject.revision_of(pod);
    let target = pod.target_node().cloned();
    let place = match (&pod.node_name, &target) {
        (Some(node), _) => format!("on {node}"),
        (None, Some(node)) => format!("for {node}"),
        (None, None) => "without a node".to_owned(),
    };
    let of_revision = revision.map_or_else(String::new, |revision| format!(", revision {revision}"));
    let siblings = target.as_ref().map_or(0, |node| {
        subject.own_pods_of(node).filter(|pod| !pod.is_terminating()).count()
    });
    PodView {
        words: format!("{} {place}: {}{of_revision}", pod.name, shape.words()),
        suffix: suffix(&pod.name).to_owned(),
        phase: phase(pod.phase),
        ready: pod.ready,
        terminating: pod.is_terminating(),
        colour: revision.map_or(0, colour),
        is_chosen: matches!(choice, Choice::Pod(chosen) if *chosen == key),
        is_doubled: siblings > 1,
        revision,
        target,
        shape,
        key,
    }
}

fn suffix(name: &str) -> &str {
    name.rsplit('-').next().unwrap_or(name)
}

const fn phase(phase: PodPhase) -> &'static str {
    match phase {
        PodPhase::Pending => "Pending",
        PodPhase::Running => "Running",
        PodPhase::Succeeded => "Succeeded",
        PodPhase::Failed => "Failed",
        PodPhase::Unknown => "Unknown",
    }
}
