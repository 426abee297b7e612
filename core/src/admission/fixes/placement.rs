//! Edits for a node that gets no pod: tolerate its taint, or ask for less.

use super::draft::Draft;
use super::render::New;
use crate::diagnostic::{Fix, FixTitle};
use crate::manifest::find::find_daemon_sets;
use crate::objects::{Taint, TaintEffect};
use serde_json::{Value, json};

const TOLERATIONS: [&str; 4] = ["spec", "template", "spec", "tolerations"];

/// The edit that lets the pods of the text's DaemonSet tolerate `taint`. `None` if there is no DaemonSet, if its pods
/// tolerate the taint already, or if the text is written in a way that no edit fits into.
pub fn tolerate(text: &str, taint: &Taint) -> Option<Fix> {
    let (object, daemon_set) = daemon_set(text)?;
    let mut fields = vec![("key".to_owned(), New::text(&taint.key))];
    let mut toleration = json!({"key": &*taint.key, "effect": taint.effect.name()});
    if taint.value.is_empty() {
        fields.push(("operator".to_owned(), New::text("Exists")));
        toleration["operator"] = "Exists".into();
    } else {
        fields.push(("operator".to_owned(), New::text("Equal")));
        fields.push(("value".to_owned(), New::text(&taint.value)));
        toleration["operator"] = "Equal".into();
        toleration["value"] = (&*taint.value).into();
    }
    fields.push(("effect".to_owned(), New::text(taint.effect.name())));
    let present = daemon_set.pointer("/spec/template/spec/tolerations");
    if present
        .and_then(Value::as_array)
        .is_some_and(|present| present.contains(&toleration))
    {
        return None;
    }
    let mut draft = Draft::new(text, object);
    draft.append(&TOLERATIONS, &New::Map(fields))?;
    checked(text, draft.into_fix(FixTitle::Tolerate { taint: shown(taint) })?)
}

/// The edit that takes `key` out of the node selector of the text's DaemonSet.
pub fn unselect(text: &str, key: &str) -> Option<Fix> {
    let (object, _) = daemon_set(text)?;
    let mut draft = Draft::new(text, object);
    draft.remove(&["spec", "template", "spec", "nodeSelector", key])?;
    checked(text, draft.into_fix(FixTitle::Unselect { key: key.to_owned() })?)
}

/// Which object of the text is its DaemonSet, and that object.
fn daemon_set(text: &str) -> Option<(usize, Value)> {
    let found = find_daemon_sets(text);
    let object = *found.daemon_sets.first()?;
    Some((object, found.daemon_set()?.tree.to_json()))
}

/// The fix, if the text can be read afterwards.
fn checked(text: &str, fix: Fix) -> Option<Fix> {
    let (before, after) = (find_daemon_sets(text), find_daemon_sets(&fix.apply(text)));
    let is_whole =
        after.documents.len() == before.documents.len() && after.diagnostics.len() == before.diagnostics.len();
    (is_whole && after.daemon_sets == before.daemon_sets).then_some(fix)
}

/// `key=value:effect` as kubectl writes it.
fn shown(taint: &Taint) -> String {
    let Taint { key, value, effect, .. } = taint;
    let effect = TaintEffect::name(*effect);
    if value.is_empty() {
        format!("{key}:{effect}")
    } else {
        format!("{key}={value}:{effect}")
    }
}
