//! `kubectl rollout history`: the revisions of DaemonSets, or one of them.
//!
//! Models `kubectl/pkg/cmd/rollout/rollout_history.go`.

use super::failure::Failure;
use super::objects;
use super::resource_type::{ResourceType, Store};
use super::targets::{BareType, Targets};
use super::verb::{Console, Outcome};
use crate::json::Fields;
use crate::kubectl::rollout;

/// Runs the command.
pub(super) fn rollout_history(console: &mut Console<'_>) -> Result<Outcome, Failure> {
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
    let (found, mut failures) = targets.find_all(console.simulation);
    let revisions = ResourceType::named("controllerrevisions")?;
    for set in found {
        if set.kind.store != Store::DaemonSets {
            let (kind, group) = (set.kind.kind, set.kind.group);
            failures.push(Failure::error(format!(
                "no history viewer has been implemented for {kind}.{group}"
            )));
            continue;
        }
        let namespace = set.object.text("metadata.namespace");
        let stored = objects::list(console.simulation, revisions, Some(namespace))?;
        match rollout::rollout_history_output(&set.object, &stored, revision) {
            Ok(text) => console.terminal.print(&text),
            Err(error) => failures.push(Failure::error(error)),
        }
    }
    Failure::all(failures).map_or(Ok(Outcome::Ended(0)), Err)
}
