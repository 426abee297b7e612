//! `kubectl rollout status`: a line for every change of the DaemonSet, until the rollout is done.
//!
//! Models `kubectl/pkg/cmd/rollout/rollout_status.go`.

use super::failure::Failure;
use super::objects;
use super::process::{Follow, Terminal};
use super::resource_type::{ResourceType, Store};
use super::targets::{BareType, Targets};
use super::verb::{Console, Outcome};
use crate::api::Resource;
use crate::kubectl::rollout;
use crate::objects::{DaemonSet, ObjectKey};
use crate::sim::Simulation;
use crate::time::SimTime;
use std::collections::VecDeque;
use std::sync::Arc;

/// Runs the command.
pub(super) fn rollout_status(console: &mut Console<'_>) -> Result<Outcome, Failure> {
    let revision = console.flags.number("revision");
    if console.arguments.is_empty() {
        return Err(Failure::error("required resource not specified"));
    }
    if revision < 0 {
        return Err(Failure::error(format!(
            "revision must be a positive integer: {revision}"
        )));
    }
    let targets = Targets::read(console, BareType::Everything)?;
    let (found, failures) = targets.find_all(console.simulation);
    if let Some(failure) = Failure::all(failures) {
        return Err(failure);
    }
    if found.is_empty() {
        let text = format!("No resources found in {} namespace.\n", console.namespace());
        console.terminal.complain(&text);
        return Ok(Outcome::Ended(0));
    }
    if let Some(other) = found
        .iter()
        .find(|found| found.kind.store != Store::Api(Resource::DaemonSets))
    {
        return Err(no_viewer(other.kind));
    }
    let timeout = console.flags.duration("timeout");
    let mut status = RolloutStatus {
        waiting: found.iter().map(|found| objects::key_of(&found.object)).collect(),
        seen: None,
        watches: console.flags.is_on("watch"),
        timeout: (timeout.0 > 0).then_some(timeout),
        started: console.terminal.now(),
    };
    Ok(match status.poll(console.simulation, console.terminal) {
        Some(code) => Outcome::Ended(code),
        None => Outcome::Follows(Box::new(status)),
    })
}

/// What kubectl says of a type whose rollouts it cannot follow.
fn no_viewer(kind: &ResourceType) -> Failure {
    Failure::error(format!(
        "no status viewer has been implemented for {}.{}",
        kind.kind, kind.group
    ))
}

/// The DaemonSets that are still to come, the first of which is followed now.
#[derive(Debug, Clone)]
struct RolloutStatus {
    waiting: VecDeque<ObjectKey>,
    /// The state that the last line was about.
    seen: Option<Arc<DaemonSet>>,
    watches: bool,
    timeout: Option<crate::time::Millis>,
    /// When the first of them began to be followed.
    started: SimTime,
}

impl Follow for RolloutStatus {
    fn poll(&mut self, simulation: &mut Simulation, terminal: &mut Terminal) -> Option<u8> {
        while let Some(key) = self.waiting.front() {
            match self.look(simulation, terminal, key) {
                Ok(true) => {
                    self.waiting.pop_front();
                    self.seen = None;
                    self.started = terminal.now();
                }
                Ok(false) => {
                    self.seen = simulation.cluster().daemon_sets.get(key).cloned();
                    if self.deadline().is_some_and(|deadline| deadline <= terminal.now()) {
                        return Some(terminal.fail(&Failure::error("timed out waiting for the condition")));
                    }
                    return None;
                }
                Err(failure) => return Some(terminal.fail(&failure)),
            }
        }
        Some(0)
    }

    fn deadline(&self) -> Option<SimTime> {
        Some(self.started + self.timeout?)
    }

    fn boxed(&self) -> Box<dyn Follow> {
        Box::new(self.clone())
    }
}

impl RolloutStatus {
    /// Prints where the rollout of `key` is if that may have changed; whether it needs no further look.
    fn look(&self, simulation: &Simulation, terminal: &mut Terminal, key: &ObjectKey) -> Result<bool, Failure> {
        let Some(stored) = simulation.cluster().daemon_sets.get(key) else {
            return Err(Failure::error("object has been deleted"));
        };
        if self.seen.as_ref().is_some_and(|seen| Arc::ptr_eq(seen, stored)) {
            return Ok(false);
        }
        let object = simulation.daemon_set_object(key).unwrap_or_default();
        let status = rollout::rollout_status(&object).map_err(Failure::error)?;
        terminal.print(&format!("{}\n", status.message));
        Ok(status.done || !self.watches)
    }
}
