//! `kubectl cordon` and `kubectl uncordon`.
//!
//! Models RunCordonOrUncordon of `kubectl/pkg/cmd/drain/drain.go`.

use super::session::{DryRun, Session};
use super::trouble::Trouble;
use crate::api::{FieldValidation, PatchType, Request, Resource};
use crate::kubectl::console::failure::Failure;
use crate::kubectl::console::resource_type::ResourceType;
use crate::kubectl::console::targets::{BareType, Targets};
use crate::kubectl::console::verb::{Console, Outcome};
use serde_json::{Value, json};
use std::sync::Arc;

/// `kubectl cordon`
pub(super) fn cordon(console: &mut Console<'_>) -> Result<Outcome, Failure> {
    run(console, true)
}

/// `kubectl uncordon`
pub(super) fn uncordon(console: &mut Console<'_>) -> Result<Outcome, Failure> {
    run(console, false)
}

fn run(console: &mut Console<'_>, unschedulable: bool) -> Result<Outcome, Failure> {
    let names = named(console)?;
    let mut session = Session::begin(console)?;
    for name in names {
        if let Err(trouble) = set_unschedulable(&mut session, &name, unschedulable) {
            session.note(trouble);
        }
    }
    session.end()
}

/// The nodes that the command line names or selects.
pub(super) fn named(console: &Console<'_>) -> Result<Vec<Arc<str>>, Failure> {
    let command = console.command();
    let verb = command.strip_prefix("kubectl ").unwrap_or(&command);
    let selector = console.flags.value("selector");
    if console.arguments.is_empty() && selector.is_empty() {
        return Err(Failure::usage(&command, &format!("USAGE: {verb} NODE [flags]")));
    }
    if !console.arguments.is_empty() && !selector.is_empty() {
        return Err(Failure::error(
            "error: cannot specify both a node name and a --selector option",
        ));
    }
    let arguments: Vec<String> = if selector.is_empty() {
        let name = |argument: &String| {
            let bare = argument
                .strip_prefix("node/")
                .or_else(|| argument.strip_prefix("nodes/"));
            bare.unwrap_or(argument).to_owned()
        };
        std::iter::once("nodes".to_owned())
            .chain(console.arguments.iter().map(name))
            .collect()
    } else {
        vec!["nodes".to_owned()]
    };
    debug_assert!(ResourceType::named("nodes").is_ok());
    let targets = Targets::of(console, &arguments, BareType::Everything)?;
    let (found, failures) = targets.find_all(console.simulation);
    if let Some(failure) = Failure::all(failures) {
        return Err(failure);
    }
    let name = |object: &Value| object["metadata"]["name"].as_str().unwrap_or_default().into();
    Ok(found.iter().map(|found| name(&found.object)).collect())
}

/// Cordons or uncordons a node, and says so.
pub(super) fn set_unschedulable(
    session: &mut Session<'_>,
    name: &Arc<str>,
    unschedulable: bool,
) -> Result<(), Trouble> {
    let object = session.object(Resource::Nodes, "", name).unwrap_or_default();
    let already = object["spec"]["unschedulable"].as_bool().unwrap_or_default() == unschedulable;
    let word = if unschedulable { "cordoned" } else { "uncordoned" };
    if already {
        session.report(&format!("node/{name}"), &format!("already {word}"), &object);
        return Ok(());
    }
    if session.dry_run != DryRun::Client {
        let value = if unschedulable { json!(true) } else { Value::Null };
        session.send(Request::Patch {
            resource: Resource::Nodes,
            namespace: "".into(),
            name: name.clone(),
            patch_type: PatchType::Strategic,
            patch: json!({ "spec": { "unschedulable": value } }),
            field_validation: FieldValidation::Ignore,
        })?;
    }
    session.report(&format!("node/{name}"), word, &object);
    Ok(())
}
