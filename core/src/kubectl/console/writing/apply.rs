//! `kubectl apply`: creates what is not there, and brings the rest to what the text says.
//!
//! Models client-side apply: `kubectl/pkg/cmd/apply/apply.go` (applyOneObject) and `patcher.go`, and
//! `kubectl/pkg/util/apply.go` (GetModifiedConfiguration).

use super::documents::{self, Item};
use super::session::{DryRun, Session};
use super::trouble::Trouble;
use crate::api::patch::three_way;
use crate::api::{FieldValidation, PatchType, Request};
use crate::kubectl::console::failure::Failure;
use crate::kubectl::console::verb::{Console, Outcome};
use serde_json::{Value, json};

/// Where `apply` keeps what it applied last.
pub(super) const LAST_APPLIED: &str = "kubectl.kubernetes.io/last-applied-configuration";

/// Runs the command.
pub(super) fn apply(console: &mut Console<'_>) -> Result<Outcome, Failure> {
    for flag in ["server-side", "prune", "force"] {
        if console.flags.is_on(flag) {
            return Err(Failure::plain(format!(
                "everynode: this console does not know apply --{flag}"
            )));
        }
    }
    if let Some(word) = console.arguments.first() {
        return Err(Failure::usage(
            "kubectl apply",
            &format!("Unexpected args: [{}]", [word.as_str()].join(" ")),
        ));
    }
    let validation = super::field_validation(&console.flags)?;
    let items = documents::read(console, "apply")?;
    let count = items.iter().filter(|item| item.is_ok()).count();
    let mut session = Session::begin(console)?;
    let mut unread = Vec::new();
    let mut read = Vec::new();
    for item in items {
        match item {
            Ok(item) => read.push(item),
            Err(trouble) => unread.push(trouble),
        }
    }
    if count == 0 && unread.is_empty() {
        return Err(Failure::error("no objects passed to apply"));
    }
    for trouble in unread {
        session.note(trouble);
    }
    for item in &read {
        if let Err(trouble) = apply_one(&mut session, item, validation) {
            session.note(trouble);
        }
    }
    session.end()
}

fn apply_one(session: &mut Session<'_>, item: &Item, validation: FieldValidation) -> Result<(), Trouble> {
    if item.name.is_empty() {
        if let Some(prefix) = item.object.pointer("/metadata/generateName").and_then(Value::as_str) {
            return Err(Trouble::Client(format!(
                "from {prefix}: cannot use generate name with apply"
            )));
        }
        return Err(Trouble::Client(format!(
            "error when retrieving current configuration of:\n{}\nfrom: {:?}: resource name may not be empty",
            item.info(),
            item.source
        )));
    }
    let modified = with_annotation(&item.object);
    let Some(current) = session.object(item.resource, &item.namespace, &item.name) else {
        let created = if session.dry_run == DryRun::Client {
            modified
        } else {
            let request = Request::Create {
                resource: item.resource,
                namespace: item.namespace.clone(),
                object: modified,
                field_validation: validation,
            };
            session
                .send(request)
                .map_err(|trouble| trouble.when("creating", &item.source))?
        };
        session.report(&item.title(), "created", &created);
        return Ok(());
    };
    if session.dry_run == DryRun::Client {
        session.report(&item.title(), "configured", &current);
        return Ok(());
    }
    let before = current["metadata"]["annotations"][LAST_APPLIED].as_str();
    if before.is_none() {
        session.complain(&format!(
            "Warning: resource {}/{} is missing the {LAST_APPLIED} annotation which is required by kubectl apply. kubectl \
             apply should only be used on resources created declaratively by either kubectl create --save-config or \
             kubectl apply. The missing annotation will be patched automatically.\n",
            item.resource.name(),
            item.name
        ));
    }
    let original = before
        .and_then(|text| serde_json::from_str(text).ok())
        .unwrap_or_else(|| json!({}));
    let patch = three_way(&original, &modified, &current, item.resource.go_type());
    if patch == json!({}) {
        if session.shows_objects() {
            session.report(&item.title(), "unchanged", &current);
        } else {
            session.report(&item.title(), "unchanged", &Value::Null);
        }
        return Ok(());
    }
    let request = Request::Patch {
        resource: item.resource,
        namespace: item.namespace.clone(),
        name: item.name.clone(),
        patch_type: PatchType::Strategic,
        patch: patch.clone(),
        field_validation: validation,
    };
    let object = session.send(request).map_err(|trouble| {
        let doing = format!("applying patch:\n{}\nto:\n{}\nfor:", go_json(&patch), item.info());
        trouble.when("patching", &item.source).when(&doing, &item.source)
    })?;
    session.report(&item.title(), "configured", &object);
    Ok(())
}

/// What the server would have after applying an object; nothing is written.
pub(super) fn merged(session: &mut Session<'_>, item: &Item) -> Result<Value, Trouble> {
    let modified = with_annotation(&item.object);
    let Some(current) = session.object(item.resource, &item.namespace, &item.name) else {
        let request = Request::Create {
            resource: item.resource,
            namespace: item.namespace.clone(),
            object: modified,
            field_validation: FieldValidation::Strict,
        };
        return session.ask(&request);
    };
    let before = current["metadata"]["annotations"][LAST_APPLIED].as_str();
    let original = before
        .and_then(|text| serde_json::from_str(text).ok())
        .unwrap_or_else(|| json!({}));
    let patch = three_way(&original, &modified, &current, item.resource.go_type());
    session.ask(&Request::Patch {
        resource: item.resource,
        namespace: item.namespace.clone(),
        name: item.name.clone(),
        patch_type: PatchType::Strategic,
        patch,
        field_validation: FieldValidation::Strict,
    })
}

/// The object with itself, without the annotation, as the annotation.
pub(super) fn with_annotation(object: &Value) -> Value {
    let mut object = object.clone();
    if !object["metadata"].is_object() {
        object["metadata"] = json!({});
    }
    let metadata = &mut object["metadata"];
    if !metadata["annotations"].is_object() {
        metadata["annotations"] = json!({});
    }
    if let Some(annotations) = metadata["annotations"].as_object_mut() {
        annotations.remove(LAST_APPLIED);
    }
    let text = format!("{}\n", go_json(&object));
    object["metadata"]["annotations"][LAST_APPLIED] = json!(text);
    object
}

/// JSON as Go's encoder writes it: with sorted keys, without what HTML could take for markup.
pub(super) fn go_json(value: &Value) -> String {
    let mut text = value.to_string();
    for (character, escaped) in [
        ('<', "\\u003c"),
        ('>', "\\u003e"),
        ('&', "\\u0026"),
        ('\u{2028}', "\\u2028"),
        ('\u{2029}', "\\u2029"),
    ] {
        if text.contains(character) {
            text = text.replace(character, escaped);
        }
    }
    text
}
