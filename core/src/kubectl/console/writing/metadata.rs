//! `kubectl label` and `kubectl annotate`.
//!
//! Models `kubectl/pkg/cmd/label/label.go` and `kubectl/pkg/cmd/annotate/annotate.go`.

use super::session::{DryRun, Session};
use super::trouble::Trouble;
use super::{resource_arguments, selected};
use crate::admission::validation::names;
use crate::api::{FieldValidation, PatchType, Request};
use crate::kubectl::console::failure::Failure;
use crate::kubectl::console::targets::Found;
use crate::kubectl::console::verb::{Console, Outcome};
use crate::ordered::Gather;
use serde_json::{Map, Value, json};

/// Labels or annotations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Labels,
    Annotations,
}

/// What the command line says of the keys.
struct Changes {
    set: Vec<(String, String)>,
    removed: Vec<String>,
    overwrites: bool,
}

/// `kubectl label`
pub(super) fn label(console: &mut Console<'_>) -> Result<Outcome, Failure> {
    run(console, Part::Labels)
}

/// `kubectl annotate`
pub(super) fn annotate(console: &mut Console<'_>) -> Result<Outcome, Failure> {
    run(console, Part::Annotations)
}

impl Part {
    const fn word(self) -> &'static str {
        match self {
            Self::Labels => "label",
            Self::Annotations => "annotation",
        }
    }

    const fn field(self) -> &'static str {
        match self {
            Self::Labels => "labels",
            Self::Annotations => "annotations",
        }
    }
}

fn run(console: &mut Console<'_>, part: Part) -> Result<Outcome, Failure> {
    let is_pair = |word: &str| word.contains('=') || word.ends_with('-');
    let (targets, pairs) = resource_arguments(&console.arguments, is_pair, part.word())?;
    let lists = part == Part::Labels && console.flags.is_on("list");
    if pairs.is_empty() && !lists {
        return Err(Failure::error(format!(
            "at least one {} update is required",
            part.word()
        )));
    }
    let changes = changes(&pairs, part, console.flags.is_on("overwrite"))?;
    let found = selected(console, &targets)?;
    let mut session = Session::begin(console)?;
    for object in found {
        if lists && pairs.is_empty() {
            list(&mut session, &object);
        } else if let Err(trouble) = change(&mut session, &object, part, &changes) {
            session.note(trouble);
        }
    }
    session.end()
}

fn changes(pairs: &[String], part: Part, overwrites: bool) -> Result<Changes, Failure> {
    let mut changes = Changes {
        set: Vec::new(),
        removed: Vec::new(),
        overwrites,
    };
    for pair in pairs {
        if let Some((key, value)) = pair.split_once('=') {
            let faults = if part == Part::Labels {
                names::label_value(value)
            } else {
                Vec::new()
            };
            if key.is_empty() || !faults.is_empty() {
                let faults = if key.is_empty() {
                    String::new()
                } else {
                    format!(": {}", faults.join(";"))
                };
                return Err(Failure::error(format!(
                    "invalid {} value: {pair:?}{faults}",
                    part.word()
                )));
            }
            changes.set.push((key.to_owned(), value.to_owned()));
        } else if let Some(key) = pair.strip_suffix('-') {
            changes.removed.push(key.to_owned());
        }
    }
    if changes.set.iter().any(|(key, _)| changes.removed.contains(key)) {
        return Err(Failure::error(match part {
            Part::Labels => "can not both modify and remove a label in the same command",
            Part::Annotations => "can not both modify and remove an annotation in the same command",
        }));
    }
    Ok(changes)
}

fn change(session: &mut Session<'_>, found: &Found, part: Part, changes: &Changes) -> Result<(), Trouble> {
    let metadata = &found.object["metadata"];
    let text = |key: &str| metadata[key].as_str().unwrap_or_default();
    let before = metadata[part.field()].as_object().cloned().unwrap_or_default();
    if !changes.overwrites {
        taken(&before, part, changes)?;
    }
    let mut after = before.clone();
    for (key, value) in &changes.set {
        after.insert(key.clone(), json!(value));
    }
    for key in &changes.removed {
        if after.remove(key).is_none() && part == Part::Labels {
            session.print(&format!("label {key:?} not found.\n"));
        }
    }
    let title = super::title(found);
    let done = match part {
        Part::Annotations => "annotated",
        Part::Labels if after == before => "not labeled",
        Part::Labels if !changes.overwrites && length(&after) < length(&before) => "unlabeled",
        Part::Labels => "labeled",
    };
    let mut object = found.object.clone();
    if after != before && session.dry_run != DryRun::Client {
        object = session.send(Request::Patch {
            resource: super::stored(found)?,
            namespace: text("namespace").into(),
            name: text("name").into(),
            patch_type: PatchType::Merge,
            patch: json!({ "metadata": { part.field(): members(&before, &after) } }),
            field_validation: FieldValidation::Ignore,
        })?;
    } else {
        object["metadata"][part.field()] = Value::Object(after);
    }
    session.report(&title, done, &object);
    Ok(())
}

/// Keys that are there with another value.
fn taken(before: &Map<String, Value>, part: Part, changes: &Changes) -> Result<(), Trouble> {
    let mut taken = changes.set.iter().filter_map(|(key, value)| {
        let old = before.get(key)?.as_str()?;
        (part == Part::Annotations || old != value).then(|| format!("'{key}' already has a value ({old})"))
    });
    match part {
        Part::Labels => match taken.next() {
            Some(one) => Err(Trouble::Client(format!("{one}, and --overwrite is false"))),
            None => Ok(()),
        },
        Part::Annotations => {
            let all: Vec<_> = taken.collect();
            if all.is_empty() {
                return Ok(());
            }
            let all = all.join("; ");
            Err(Trouble::Client(format!(
                "--overwrite is false but found the following declared annotation(s): {all}"
            )))
        }
    }
}

/// The merge patch between two maps.
fn members(before: &Map<String, Value>, after: &Map<String, Value>) -> Value {
    let removed = before.keys().filter(|key| !after.contains_key(*key));
    let mut members: Map<String, Value> = removed.map(|key| (key.clone(), Value::Null)).gather();
    for (key, value) in after.iter().filter(|(key, value)| before.get(*key) != Some(value)) {
        members.insert(key.clone(), value.clone());
    }
    Value::Object(members)
}

fn length(labels: &Map<String, Value>) -> usize {
    labels
        .iter()
        .map(|(key, value)| key.len() + value.to_string().len() + 4)
        .sum()
}

fn list(session: &mut Session<'_>, found: &Found) {
    let labels = found.object["metadata"]["labels"].as_object().into_iter().flatten();
    for (key, value) in labels {
        session.print(&format!("{key}={}\n", value.as_str().unwrap_or_default()));
    }
}
