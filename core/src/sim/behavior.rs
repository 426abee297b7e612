//! Images that misbehave, on one node or on all: what a person can break on purpose.

use super::scripted::{Pace, ScriptedBehaviour};
use super::turn::Turn;
use crate::objects::Pod;
use crate::time::Millis;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// What goes wrong with an image.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Behavior {
    /// It cannot be pulled.
    PullFails,
    /// Its containers run and never become ready.
    NeverReady,
    /// Its containers end with an error, again and again.
    Crashes {
        /// So long after each start.
        after_seconds: u32,
    },
    /// Its processes need long to come up: until then they answer no probe.
    Slow {
        /// So long after each start.
        start_seconds: u32,
    },
    /// Its processes hang: the liveness probe fails from some time on. Without one nobody notices.
    Hangs {
        /// So long after each start.
        after_seconds: u32,
    },
}

/// Which images, and where: a part of the image's name, and a node or all.
pub(crate) type BehaviorKey = (Arc<str>, Option<Arc<str>>);

impl super::Simulation {
    /// What people have broken: a part of an image's name and a node or all, with what goes wrong.
    pub fn behaviors(&self) -> impl Iterator<Item = (&(Arc<str>, Option<Arc<str>>), &Behavior)> {
        self.world.behaviors.iter()
    }
}

/// Everything that is wrong with one image on one node.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Faults {
    pub(crate) pull_fails: bool,
    pub(crate) never_ready: bool,
    pub(crate) crashes_after: Option<Millis>,
    pub(crate) hangs_after: Option<Millis>,
    pub(crate) slow: Millis,
}

impl Faults {
    /// What people have broken.
    pub(crate) fn of(turn: &Turn<'_>, node: &Arc<str>, image: &str) -> Self {
        let mut faults = Self::default();
        for ((part, where_), behavior) in &turn.world.behaviors {
            if where_.as_ref().is_none_or(|only| only == node) && image.contains(&**part) {
                faults.add(*behavior);
            }
        }
        faults
    }

    /// What the script of the kubelets says.
    pub(crate) fn scripted(pace: Pace) -> Self {
        let is = |behaviour| pace.behaviour == Some(behaviour);
        Self {
            pull_fails: is(ScriptedBehaviour::BadPull),
            never_ready: is(ScriptedBehaviour::NeverReady),
            crashes_after: is(ScriptedBehaviour::Crash).then_some(pace.crash),
            ..Self::default()
        }
    }

    fn add(&mut self, behavior: Behavior) {
        let sooner = |before: Option<Millis>, seconds: u32| {
            let after = Millis::seconds(seconds.into());
            Some(before.map_or(after, |before| before.min(after)))
        };
        match behavior {
            Behavior::PullFails => self.pull_fails = true,
            Behavior::NeverReady => self.never_ready = true,
            Behavior::Crashes { after_seconds } => self.crashes_after = sooner(self.crashes_after, after_seconds),
            Behavior::Slow { start_seconds } => self.slow = self.slow.max(Millis::seconds(start_seconds.into())),
            Behavior::Hangs { after_seconds } => self.hangs_after = sooner(self.hangs_after, after_seconds),
        }
    }
}

/// The images of a pod, each once.
pub(crate) fn images(pod: &Pod) -> impl Iterator<Item = &Arc<str>> {
    pod.template.iter().flat_map(|template| template.plan.images())
}
