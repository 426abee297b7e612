//! `kubectl taint`.
//!
//! Models `kubectl/pkg/cmd/taint/taint.go` and `utils.go`.

use super::session::{DryRun, Session};
use super::trouble::Trouble;
use super::{resource_arguments, selected};
use crate::admission::validation::names;
use crate::api::{FieldValidation, PatchType, Request, Resource};
use crate::kubectl::console::failure::Failure;
use crate::kubectl::console::resource_type::Store;
use crate::kubectl::console::targets::Found;
use crate::kubectl::console::verb::{Console, Outcome};
use serde_json::{Value, json};

/// A taint of the command line.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Spec {
    key: String,
    value: String,
    /// Empty: any, of a taint that is removed.
    effect: String,
}

impl Spec {
    fn text(&self) -> String {
        match (self.effect.as_str(), self.value.as_str()) {
            ("", "") => self.key.clone(),
            ("", value) => format!("{}={value}:", self.key),
            (effect, "") => format!("{}:{effect}", self.key),
            (effect, value) => format!("{}={value}:{effect}", self.key),
        }
    }

    fn to_json(&self) -> Value {
        let mut taint = json!({ "key": self.key, "effect": self.effect });
        if !self.value.is_empty() {
            taint["value"] = json!(self.value);
        }
        taint
    }

    fn is_same(&self, taint: &Value) -> bool {
        taint["key"] == *self.key && (self.effect.is_empty() || taint["effect"] == *self.effect)
    }
}

/// Runs the command.
pub(super) fn taint(console: &mut Console<'_>) -> Result<Outcome, Failure> {
    let is_taint = |word: &str| word.contains('=') || word.contains(':') || word.ends_with('-');
    let (targets, words) = resource_arguments(&console.arguments, is_taint, "taint")?;
    let usage = |message: &str| Failure::usage("kubectl taint", message);
    if targets.is_empty() {
        return Err(Failure::error(
            "one or more resources must be specified as <resource> <name> or <resource>/<name>",
        ));
    }
    if words.is_empty() {
        return Err(Failure::error("at least one taint update is required"));
    }
    let (added, removed) = specs(&words).map_err(|error| usage(&error))?;
    let found = selected(console, &targets)?;
    if let Some(other) = found
        .iter()
        .find(|found| found.kind.store != Store::Api(Resource::Nodes))
    {
        return Err(Failure::error(format!(
            "invalid resource type {}, only node(s) is supported",
            other.kind.plural
        )));
    }
    let overwrites = console.flags.is_on("overwrite");
    let mut session = Session::begin(console)?;
    for node in found {
        if let Err(trouble) = change(&mut session, &node, &added, &removed, overwrites) {
            session.note(trouble);
        }
    }
    session.end()
}

/// Taints to put on and to take off (`parseTaints`).
fn specs(words: &[String]) -> Result<(Vec<Spec>, Vec<Spec>), String> {
    let (mut added, mut removed): (Vec<Spec>, Vec<Spec>) = (Vec::new(), Vec::new());
    for word in words {
        if let Some(word) = word.strip_suffix('-') {
            removed.push(spec(word)?);
            continue;
        }
        let taint = spec(word)?;
        if taint.effect.is_empty() {
            return Err(format!("invalid taint spec: {word}"));
        }
        if added
            .iter()
            .any(|other| (&other.key, &other.effect) == (&taint.key, &taint.effect))
        {
            return Err(format!(
                "duplicated taints with the same key and effect: {{{} {} {} <nil>}}",
                taint.key, taint.value, taint.effect
            ));
        }
        added.push(taint);
    }
    Ok((added, removed))
}

fn spec(word: &str) -> Result<Spec, String> {
    let invalid = || format!("invalid taint spec: {word}");
    let mut parts = word.split(':');
    let (first, effect) = (parts.next().unwrap_or_default(), parts.next());
    if parts.next().is_some() {
        return Err(invalid());
    }
    let mut taint = Spec {
        key: first.to_owned(),
        value: String::new(),
        effect: String::new(),
    };
    if let Some(effect) = effect {
        if !["NoSchedule", "PreferNoSchedule", "NoExecute"].contains(&effect) {
            return Err(format!("invalid taint effect: {effect}, unsupported taint effect"));
        }
        effect.clone_into(&mut taint.effect);
        let mut pair = first.split('=');
        pair.next().unwrap_or_default().clone_into(&mut taint.key);
        if let Some(value) = pair.next() {
            let faults = names::label_value(value);
            if pair.next().is_some() {
                return Err(invalid());
            }
            if !faults.is_empty() {
                return Err(format!("{}, {}", invalid(), faults.join("; ")));
            }
            value.clone_into(&mut taint.value);
        }
    }
    let faults = names::label_key(&taint.key);
    if !faults.is_empty() {
        return Err(format!("{}, {}", invalid(), faults.join("; ")));
    }
    Ok(taint)
}

fn change(
    session: &mut Session<'_>,
    node: &Found,
    added: &[Spec],
    removed: &[Spec],
    overwrites: bool,
) -> Result<(), Trouble> {
    let name = node.object["metadata"]["name"].as_str().unwrap_or_default();
    let before = node.object["spec"]["taints"].as_array().cloned().unwrap_or_default();
    if !overwrites {
        let taken = added
            .iter()
            .filter(|spec| before.iter().any(|taint| spec.is_same(taint)));
        let taken: Vec<_> = taken.map(|spec| spec.key.as_str()).collect();
        if !taken.is_empty() {
            return Err(Trouble::Client(format!(
                "node {name} already has {} taint(s) with same effect(s) and --overwrite is false",
                taken.join(",")
            )));
        }
    }
    let mut after: Vec<Value> = added.iter().map(Spec::to_json).collect();
    let kept = before
        .iter()
        .filter(|taint| !added.iter().any(|spec| spec.is_same(taint)));
    after.extend(kept.cloned());
    let has_grown = after.len() != before.len();
    let mut missing = Vec::new();
    let mut has_shrunk = false;
    for spec in removed {
        let count = after.len();
        after.retain(|taint| !spec.is_same(taint));
        if after.len() == count {
            missing.push(format!("taint {:?} not found", spec.text()));
        }
        has_shrunk |= after.len() != count;
    }
    if !missing.is_empty() {
        let text = match &missing[..] {
            [one] => one.clone(),
            many => format!("[{}]", many.join(", ")),
        };
        return Err(Trouble::Client(text));
    }
    let done = if has_grown && has_shrunk || overwrites {
        "modified"
    } else if has_grown {
        "tainted"
    } else {
        "untainted"
    };
    let mut object = node.object.clone();
    object["spec"]["taints"] = Value::Array(after.clone());
    if session.dry_run != DryRun::Client && after != before {
        object = session.send(Request::Patch {
            resource: Resource::Nodes,
            namespace: "".into(),
            name: name.into(),
            patch_type: PatchType::Strategic,
            patch: json!({ "spec": { "taints": after } }),
            field_validation: FieldValidation::Ignore,
        })?;
    }
    session.report(&format!("node/{name}"), done, &object);
    Ok(())
}
