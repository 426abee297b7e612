//! `kubectl rollout history`: the revisions of DaemonSets, or one of them.
//!
//! Models `kubectl/pkg/cmd/rollout/rollout_history.go`.

use super::failure::Failure;
use super::output::{Format, Forms};
use super::resource_type::Store;
use super::targets::{BareType, Targets};
use super::verb::{Console, Outcome};
use crate::api::Resource;
use crate::json::Fields;
use crate::kubectl::rollout;
use serde_json::Value;

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
    let format = Format::read(&console.flags, Forms::Plain)?;
    for set in found {
        if set.kind.store != Store::Api(Resource::DaemonSets) {
            let (kind, group) = (set.kind.kind, set.kind.group);
            failures.push(Failure::error(format!(
                "no history viewer has been implemented for {kind}.{group}"
            )));
            continue;
        }
        let namespace = set.object.text("metadata.namespace");
        let stored = console
            .simulation
            .objects(Resource::ControllerRevisions, Some(namespace));
        let text = match &format {
            Some(format) => as_objects(&set.object, &stored, revision, format),
            None => rollout::rollout_history_output(&set.object, &stored, revision).map_err(Failure::error),
        };
        match text {
            Ok(text) => console.terminal.print(&text),
            Err(failure) => failures.push(failure),
        }
    }
    Failure::all(failures).map_or(Ok(Outcome::Ended(0)), Err)
}

/// The DaemonSet as it would be with the template of each revision, or of one.
fn as_objects(set: &Value, stored: &[Value], revision: i64, format: &Format) -> Result<String, Failure> {
    let history = rollout::history(set, stored);
    let with_template = |revision: &Value| {
        let mut object = set.clone();
        let mut template = revision.at("data.spec.template").clone();
        if let Some(template) = template.as_object_mut() {
            template.remove("$patch");
        }
        if let Some(place) = object.pointer_mut("/spec/template") {
            *place = template;
        }
        object
    };
    if revision == 0 {
        let objects: Vec<_> = history.values().map(|revision| with_template(revision)).collect();
        return format.print_each(&objects);
    }
    let found = history.get(&revision);
    let found = found.ok_or_else(|| Failure::error("unable to find the specified revision"))?;
    format.print(&with_template(found))
}
