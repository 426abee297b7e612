//! `kubectl patch`.
//!
//! Models `kubectl/pkg/cmd/patch/patch.go`.

use super::session::{DryRun, Session};
use super::{selected, stored};
use crate::api::patch::{json_merge, json_patch, strategic_merge};
use crate::api::{FieldValidation, PatchType, Request};
use crate::case::lower;
use crate::kubectl::console::failure::Failure;
use crate::kubectl::console::verb::{Console, Outcome};
use crate::manifest::yaml::read_first;
use serde_json::Value;

/// Runs the command.
pub(super) fn patch(console: &mut Console<'_>) -> Result<Outcome, Failure> {
    let patch_type = match lower(console.flags.value("type")).as_str() {
        "strategic" => PatchType::Strategic,
        "merge" => PatchType::Merge,
        "json" => PatchType::Json,
        _ => {
            return Err(Failure::error(format!(
                "--type must be one of [json merge strategic], not {:?}",
                console.flags.value("type")
            )));
        }
    };
    if !console.flags.value("patch-file").is_empty() {
        return Err(Failure::plain(
            "everynode: this console reads no files: give the patch with -p",
        ));
    }
    if !console.flags.is_given("patch") {
        return Err(Failure::error(
            "must specify --patch or --patch-file containing the contents of the patch",
        ));
    }
    let text = console.flags.value("patch").to_owned();
    let patch = parsed(&text)?;
    let targets = console.arguments.clone();
    let found = selected(console, &targets)?;
    let mut session = Session::begin(console)?;
    for object in found {
        let part = |key: &str| object.object["metadata"][key].as_str().unwrap_or_default();
        let resource = match stored(&object) {
            Ok(resource) => resource,
            Err(trouble) => {
                session.note(trouble);
                continue;
            }
        };
        let answer = if session.dry_run == DryRun::Client {
            locally(&object.object, &patch, patch_type, resource.go_type()).map_err(super::trouble::Trouble::Client)
        } else {
            session.send(Request::Patch {
                resource,
                namespace: part("namespace").into(),
                name: part("name").into(),
                patch_type,
                patch: patch.clone(),
                field_validation: FieldValidation::Strict,
            })
        };
        match answer {
            Ok(after) => {
                let done = if is_same(&object.object, &after) {
                    "patched (no change)"
                } else {
                    "patched"
                };
                session.report(&super::title(&object), done, &after);
            }
            Err(trouble) => session.note(trouble),
        }
    }
    session.end()
}

/// The patch as JSON: it may be written as YAML.
fn parsed(text: &str) -> Result<Value, Failure> {
    let read = read_first(text);
    if let Some(error) = read.error() {
        return Err(Failure::error(format!("unable to parse {text:?}: {error}")));
    }
    let source = read.documents.first();
    Ok(source.map_or(Value::Null, |source| source.tree.to_json()))
}

fn locally(
    object: &Value,
    patch: &Value,
    patch_type: PatchType,
    go_type: crate::manifest::schema::GoType,
) -> Result<Value, String> {
    let mut patched = object.clone();
    match patch_type {
        PatchType::Strategic => return strategic_merge(object, patch, go_type),
        PatchType::Merge => json_merge(&mut patched, patch),
        PatchType::Json => json_patch(&mut patched, patch)?,
    }
    Ok(patched)
}

/// Whether the server changed nothing: the version of the whole store does not count.
fn is_same(before: &Value, after: &Value) -> bool {
    let bare = |object: &Value| {
        let mut object = object.clone();
        if let Some(metadata) = object["metadata"].as_object_mut() {
            metadata.remove("resourceVersion");
        }
        object
    };
    bare(before) == bare(after)
}
