//! The past: steps that can be taken back and done again, and the branches that undo returns to.

use super::change::Change;
use super::command::Command;
use super::copies::Copies;
use super::event::Actor;
use super::latency;
use super::world::{Delta, Way, World};
use crate::time::SimTime;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// What made a step happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Cause {
    /// A person's command.
    Command,
    /// The queue.
    Event,
}

/// One moment at which something visible happened, and all that it changed.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Step {
    /// When.
    pub time: SimTime,
    /// Who acted.
    pub actor: Actor,
    /// What made it happen.
    pub cause: Cause,
    /// What happened, in order.
    pub changes: Vec<Change>,
    /// The command, where one made it happen.
    #[serde(skip)]
    pub command: Option<Arc<Command>>,
    /// The way back, or forward again.
    #[serde(skip)]
    pub(super) deltas: Vec<Delta>,
}

/// A command of a trace and where it stands there: enough to do the same again.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct GivenCommand {
    /// How many steps were done before it.
    pub step: usize,
    /// When it was carried out.
    pub time: SimTime,
    /// What it was.
    pub command: Arc<Command>,
}

/// What [`super::Simulation::settle`] found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Settled {
    /// How many steps were done.
    pub steps: usize,
    /// The virtual time reached.
    pub time: SimTime,
    /// Nothing will happen any more without a command.
    pub steady: bool,
}

/// A future that was cut off: where it leaves the trace, and its steps, not done.
#[derive(Debug, Clone)]
pub(super) struct Branch {
    pub(super) at: usize,
    pub(super) tail: Vec<Step>,
    pub(super) copies: Copies,
}

impl Step {
    pub(super) const fn new(cause: Cause, actor: Actor) -> Self {
        Self {
            time: SimTime(0),
            actor,
            cause,
            changes: Vec::new(),
            command: None,
            deltas: Vec::new(),
        }
    }

    /// Takes the step back.
    pub(super) fn undo(&mut self, world: &mut World) {
        world.censuses.clear();
        for delta in self.deltas.iter_mut().rev() {
            world.swap(delta, Way::Back);
        }
    }

    /// Does the step again.
    pub(super) fn redo(&mut self, world: &mut World) {
        world.censuses.clear();
        for delta in &mut self.deltas {
            world.swap(delta, Way::Forward);
        }
    }
}

/// FNV-1a over the steps as JSON.
pub(super) fn hash(steps: &[Step]) -> u64 {
    let mut hasher = Hasher(latency::fnv64([]));
    // Writing to a hasher cannot fail, and neither can plain data.
    let written = serde_json::to_writer(&mut hasher, steps);
    debug_assert!(written.is_ok(), "steps are plain data");
    hasher.0
}

struct Hasher(u64);

impl std::io::Write for Hasher {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0 = latency::fnv64_more(self.0, bytes.iter().copied());
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
