//! A pod as a chip: its shape says its state, its colour its revision.

use super::Subject;
use crate::state::{App, Choice};
use crate::texts::board as texts;
use everynode_core::language::Language;
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
    pub fn words(self, language: Language) -> &'static str {
        match self {
            Self::Pending => texts::pending_long(language),
            Self::Creating => texts::creating_long(language),
            Self::Running => texts::running_long(language),
            Self::Ready => texts::ready_long(language),
            Self::Terminating => texts::terminating_long(language),
            Self::Failed => texts::failed_long(language),
        }
    }

    /// What it says, in a word.
    pub fn word(self, language: Language) -> &'static str {
        match self {
            Self::Pending => texts::pending(language),
            Self::Creating => texts::creating(language),
            Self::Running => texts::running(language),
            Self::Ready => texts::ready(language),
            Self::Terminating => texts::terminating(language),
            Self::Failed => texts::failed(language),
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
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts, each drawn for itself")]
pub struct PodView {
    /// Its identity.
    pub key: ObjectKey,
    /// The end of its name, which tells it from its siblings.
    pub suffix: String,
    /// Its state.
    pub shape: Shape,
    /// Its state, in a word.
    pub state: &'static str,
    /// `status.phase`.
    pub phase: &'static str,
    /// Condition Ready.
    pub ready: bool,
    /// It is being deleted.
    pub terminating: bool,
    /// It is driven off its node: by a taint, by a kubelet that needs the room, for a pod of higher priority.
    pub is_evicted: bool,
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
    /// It is one of the set's.
    pub is_own: bool,
    /// It is of a revision that is not the newest.
    pub is_old: bool,
}

/// The colour of a revision: seven, then again from the first.
pub const fn colour(revision: i64) -> i64 {
    (revision - 1).rem_euclid(7) + 1
}

/// A pod as a chip.
pub fn pod_view(pod: &Pod, subject: &Subject<'_>, app: &App) -> PodView {
    let language = app.language;
    let key = (pod.namespace.clone(), pod.name.clone());
    let shape = Shape::of(pod);
    let revision = subject.revision_of(pod);
    let target = pod.target_node().cloned();
    let state = shape.words(language);
    let words = match (&pod.node_name, &target) {
        (Some(node), _) => texts::pod_on(language, node, &pod.name, &state),
        (None, Some(node)) => texts::pod_for(language, node, &pod.name, &state),
        (None, None) => texts::pod_nowhere(language, &pod.name, &state),
    };
    let siblings = target.as_ref().map_or(0, |node| {
        subject.own_pods_of(node).filter(|pod| !pod.is_terminating()).count()
    });
    let words = match revision {
        Some(revision) => texts::of_revision(language, &words, &revision),
        None => words,
    };
    let is_evicted = pod.runtime.disruption.is_some() || pod.runtime.preempted.is_some();
    PodView {
        words: if is_evicted {
            texts::evicted(language, &words)
        } else {
            words
        },
        is_evicted,
        state: shape.word(language),
        suffix: suffix(&pod.name).to_owned(),
        phase: phase(pod.phase),
        ready: pod.ready,
        terminating: pod.is_terminating(),
        colour: revision.map_or(0, colour),
        is_chosen: matches!(&app.choice, Choice::Pod(chosen) if *chosen == key),
        is_doubled: siblings > 1,
        is_own: subject.owns(pod),
        is_old: revision.is_some() && revision != subject.newest(),
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
