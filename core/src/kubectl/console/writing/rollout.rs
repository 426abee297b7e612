//! `kubectl rollout undo`, `restart`, `pause` and `resume`.
//!
//! Models `kubectl/pkg/cmd/rollout/rollout_undo.go`, `rollout_restart.go`, `rollout_pause.go`, `rollout_resume.go` and
//! `kubectl/pkg/polymorphichelpers` (rollback.go, objectrestarter.go).

use super::apply::LAST_APPLIED;
use super::session::{DryRun, Session};
use super::stored;
use super::trouble::Trouble;
use crate::api::patch::{difference, strategic_merge};
use crate::api::{FieldValidation, PatchType, Request, Resource};
use crate::controller::is_revision_of;
use crate::json::Fields;
use crate::kubectl::columns::Sheet;
use crate::kubectl::console::failure::Failure;
use crate::kubectl::console::resource_type::Store;
use crate::kubectl::console::targets::{BareType, Found, Targets};
use crate::kubectl::console::verb::{Console, Outcome};
use crate::kubectl::describe::write_pod_template;
use crate::kubectl::rollout::history;
use crate::manifest::schema::DAEMON_SET;
use serde_json::{Value, json};

const RESTARTED_AT: &str = "kubectl.kubernetes.io/restartedAt";

/// The objects that the command line names.
fn targets(console: &Console<'_>) -> Result<Vec<Found>, Failure> {
    if console.arguments.is_empty() {
        return Err(Failure::error("required resource not specified"));
    }
    let targets = Targets::read(console, BareType::Everything)?;
    let (found, failures) = targets.find_all(console.simulation);
    Failure::all(failures).map_or(Ok(found), Err)
}

/// `kubectl rollout undo`
pub(super) fn undo(console: &mut Console<'_>) -> Result<Outcome, Failure> {
    let revision = console.flags.number("to-revision");
    let found = targets(console)?;
    let mut session = Session::begin(console)?;
    for object in found {
        if let Err(trouble) = undo_one(&mut session, &object, revision) {
            session.note(trouble);
        }
    }
    session.end()
}

fn undo_one(session: &mut Session<'_>, found: &Found, wanted: i64) -> Result<(), Trouble> {
    if found.kind.store != Store::Api(Resource::DaemonSets) {
        let message = format!(
            "no rollbacker has been implemented for {:?}",
            found.kind.qualified_kind()
        );
        return Err(Trouble::Client(message));
    }
    let set = &found.object;
    let (name, namespace) = (set.text("metadata.name"), set.text("metadata.namespace"));
    if set["metadata"]["annotations"].get(LAST_APPLIED).is_some() {
        session.complain(&format!(
            "Warning: resource daemonsets/{name} was previously managed with 'kubectl apply'. Rolling back will not update \
             the {LAST_APPLIED} annotation, which may cause unexpected behavior on future 'kubectl apply' operations. \
             Consider using 'kubectl apply' with your previous configuration file instead.\n"
        ));
    }
    let stored = session.objects(Resource::ControllerRevisions, namespace);
    let revisions = history(set, &stored);
    if wanted == 0 && revisions.len() <= 1 {
        return Err(Trouble::Client("no last revision to roll back to".to_owned()));
    }
    let chosen = if wanted == 0 {
        revisions.values().rev().nth(1)
    } else {
        revisions.get(&wanted)
    };
    let Some(chosen) = chosen else {
        return Err(Trouble::Client(format!(
            "unable to find specified revision {wanted} in history"
        )));
    };
    let data = &chosen["data"];
    if session.dry_run == DryRun::Client {
        let after = strategic_merge(set, data, DAEMON_SET).map_err(Trouble::Client)?;
        let mut sheet = Sheet::default();
        write_pod_template(&mut sheet, &after["spec"]["template"]);
        session.report(
            &super::title(found),
            &format!("will roll back to {}", sheet.raw()),
            &after,
        );
        return Ok(());
    }
    if is_revision_of(data, &set["spec"]["template"]) {
        let done = format!(
            "skipped rollback (current template already matches revision {})",
            chosen["revision"]
        );
        session.report(&super::title(found), &done, set);
        return Ok(());
    }
    let object = session.send(Request::Patch {
        resource: Resource::DaemonSets,
        namespace: namespace.into(),
        name: name.into(),
        patch_type: PatchType::Strategic,
        patch: data.clone(),
        field_validation: FieldValidation::Ignore,
    });
    let object = object
        .map_err(|trouble| Trouble::Client(format!("failed restoring revision {wanted}: {}", trouble.message())))?;
    session.report(&super::title(found), "rolled back", &object);
    Ok(())
}

/// `kubectl rollout restart`
pub(super) fn restart(console: &mut Console<'_>) -> Result<Outcome, Failure> {
    let found = targets(console)?;
    let now = console.terminal.now().to_string();
    if found.is_empty() {
        let message = format!("No resources found in {} namespace.\n", console.namespace());
        console.terminal.complain(&message);
        return Ok(Outcome::Ended(0));
    }
    let mut session = Session::begin(console)?;
    for object in found {
        if let Err(trouble) = restart_one(&mut session, &object, &now) {
            session.note(trouble);
        }
    }
    session.end()
}

fn restart_one(session: &mut Session<'_>, found: &Found, now: &str) -> Result<(), Trouble> {
    if found.kind.store != Store::Api(Resource::DaemonSets) {
        return Err(Trouble::Client(format!(
            "{} {:?} restarting is not supported",
            found.kind.qualified(),
            found.object.text("metadata.name")
        )));
    }
    let mut wanted = found.object.clone();
    let metadata = &mut wanted["spec"]["template"]["metadata"];
    if !metadata["annotations"].is_object() {
        metadata["annotations"] = json!({});
    }
    metadata["annotations"][RESTARTED_AT] = json!(now);
    let patch = difference(&found.object, &wanted, DAEMON_SET);
    if patch == json!({}) {
        return Err(Trouble::Client(format!(
            "failed to create patch for {}: if restart has already been triggered within the past second, please wait before \
             attempting to trigger another",
            found.object.text("metadata.name")
        )));
    }
    let object = patched(session, found, patch)
        .map_err(|trouble| Trouble::Client(format!("failed to patch: {}", trouble.message())))?;
    session.report(&super::title(found), "restarted", &object);
    Ok(())
}

/// Sends the patch, and returns the object after it.
pub(super) fn patched(session: &mut Session<'_>, found: &Found, patch: Value) -> Result<Value, Trouble> {
    let resource = stored(found)?;
    if session.dry_run == DryRun::Client {
        return strategic_merge(&found.object, &patch, resource.go_type()).map_err(Trouble::Client);
    }
    session.send(Request::Patch {
        resource,
        namespace: found.object.text("metadata.namespace").into(),
        name: found.object.text("metadata.name").into(),
        patch_type: PatchType::Strategic,
        patch,
        field_validation: FieldValidation::Ignore,
    })
}

/// `kubectl rollout pause`
pub(super) fn pause(console: &mut Console<'_>) -> Result<Outcome, Failure> {
    unsupported(console, "pausing")
}

/// `kubectl rollout resume`
pub(super) fn resume(console: &mut Console<'_>) -> Result<Outcome, Failure> {
    unsupported(console, "resuming")
}

/// A DaemonSet cannot be paused.
fn unsupported(console: &Console<'_>, what: &str) -> Result<Outcome, Failure> {
    let found = targets(console)?;
    let troubles: Vec<_> = found
        .iter()
        .map(|found| {
            let (kind, name) = (found.kind.qualified(), found.object.text("metadata.name"));
            Trouble::Client(format!("{kind} {name:?} {what} is not supported"))
        })
        .collect();
    Trouble::all(&troubles).map(|()| Outcome::Ended(0))
}
