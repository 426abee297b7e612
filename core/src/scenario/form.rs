//! The form that scenarios are kept in: JSON, versioned. Reading says everything that is wrong; what it does not know it
//! passes over, so that a later version may add to the form.

use super::{Act, Deed, MAX_BYTES, MAX_COMMANDS, MAX_NOTE_CHARACTERS, MAX_SETTINGS, Moment, Scenario, VERSION};
use crate::diagnostic::{Advice, Diagnostic, Message, Phrase, Remark};
use crate::sim::{Command, MAX_STEPS};
use crate::time::Millis;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use std::sync::Arc;

impl Scenario {
    /// The scenario as JSON.
    pub fn to_json(&self) -> Value {
        let mut object = Map::new();
        let mut put = |key: &str, value: Value| object.insert(key.to_owned(), value);
        put("version", VERSION.into());
        put("seed", self.seed.into());
        put("manifest", json!(self.manifest));
        put("nodes", json!(self.nodes));
        if !self.deeds.is_empty() {
            put("commands", self.deeds.iter().map(deed_json).collect());
        }
        if let Some(cursor) = self.cursor {
            let mut moment = Map::new();
            write_moment(&mut moment, cursor);
            put("cursor", moment.into());
        }
        if self.steps > 0 {
            put("steps", self.steps.into());
        }
        for (key, text) in [
            ("editedManifest", &self.edited_manifest),
            ("editedNodes", &self.edited_nodes),
        ] {
            if let Some(text) = text {
                put(key, json!(text));
            }
        }
        if let Some(selected) = &self.selected {
            put("selected", json!(selected));
        }
        for (key, note) in [("title", &self.title), ("caption", &self.caption)] {
            if !note.is_empty() {
                put(key, json!(note));
            }
        }
        if !self.view.is_empty() {
            put("view", json!(self.view));
        }
        object.into()
    }

    /// Reads a scenario from text. `Err` holds everything that is wrong with it.
    pub fn read(text: &str) -> Result<Self, Vec<Diagnostic>> {
        if text.len() > MAX_BYTES {
            return Err(vec![too_large(text.len())]);
        }
        let value: Value = serde_json::from_str(text).map_err(|error| {
            vec![
                Diagnostic::error(
                    "scenario-syntax",
                    "",
                    Remark::NoScenario {
                        error: error.to_string(),
                    },
                )
                .hint(Advice::ScenarioIsJson),
            ]
        })?;
        Self::from_json(&value)
    }

    /// Reads a scenario. `Err` holds everything that is wrong with it.
    pub fn from_json(value: &Value) -> Result<Self, Vec<Diagnostic>> {
        let Some(object) = value.as_object() else {
            return Err(vec![wrong("", Phrase::JsonObject)]);
        };
        let version = object.get("version").map_or(Some(VERSION), Value::as_u64);
        if version.is_none_or(|version| version == 0 || version > VERSION) {
            return Err(vec![
                Diagnostic::error(
                    "scenario-version",
                    "version",
                    Remark::UnknownScenarioVersion {
                        version: VERSION.to_string(),
                    },
                )
                .hint(Advice::NewerEverynode),
            ]);
        }
        let mut reader = Reader {
            object,
            findings: Vec::new(),
        };
        let scenario = reader.scenario();
        if reader.findings.is_empty() {
            Ok(scenario)
        } else {
            Err(reader.findings)
        }
    }

    /// Whether a text is a scenario rather than a manifest or a list of nodes.
    pub fn is_scenario(text: &str) -> bool {
        text.trim_start().starts_with('{')
            && serde_json::from_str::<Value>(text)
                .is_ok_and(|value| value.get("manifest").is_some_and(Value::is_string) && value.get("kind").is_none())
    }
}

fn write_moment(object: &mut Map<String, Value>, moment: Moment) {
    if let Some(step) = moment.step {
        object.insert("step".to_owned(), step.into());
    }
    object.insert("time".to_owned(), moment.time.0.into());
}

fn deed_json(deed: &Deed) -> Value {
    let mut value = match &deed.act {
        Act::Apply(manifest) => json!({ "command": "apply", "manifest": manifest }),
        Act::Nodes(nodes) => json!({ "command": "nodes", "nodes": nodes }),
        Act::Command(command) => json!(command),
    };
    if let Some(object) = value.as_object_mut() {
        write_moment(object, deed.at);
    }
    value
}

fn wrong(path: &str, wanted: Phrase) -> Diagnostic {
    Diagnostic::error("scenario-field", path, Remark::WrongField { wanted })
}

fn too_large(bytes: usize) -> Diagnostic {
    Diagnostic::error(
        "scenario-too-large",
        "",
        Remark::ScenarioTooLarge {
            bytes: bytes.to_string(),
            limit: MAX_BYTES.to_string(),
        },
    )
}

struct Reader<'a> {
    object: &'a Map<String, Value>,
    findings: Vec<Diagnostic>,
}

impl Reader<'_> {
    fn scenario(&mut self) -> Scenario {
        Scenario {
            manifest: self.text("manifest").unwrap_or_default(),
            nodes: self.text("nodes").unwrap_or_default(),
            seed: self.number("seed", u64::MAX).unwrap_or(1),
            deeds: self.deeds(),
            cursor: self.cursor(),
            steps: self
                .number("steps", MAX_STEPS as u64)
                .and_then(|steps| usize::try_from(steps).ok())
                .unwrap_or(0),
            edited_manifest: self.text("editedManifest"),
            edited_nodes: self.text("editedNodes"),
            selected: self.note("selected"),
            title: self.note("title").unwrap_or_default(),
            caption: self.note("caption").unwrap_or_default(),
            view: self.view(),
        }
    }

    fn take<T>(&mut self, key: &str, wanted: Phrase, read: impl FnOnce(&Value) -> Option<T>) -> Option<T> {
        let value = self.object.get(key).filter(|value| !value.is_null())?;
        let read = read(value);
        if read.is_none() {
            self.findings.push(wrong(key, wanted));
        }
        read
    }

    fn text(&mut self, key: &str) -> Option<Arc<str>> {
        self.take(key, Phrase::Text, |value| value.as_str().map(Arc::from))
    }

    fn note(&mut self, key: &str) -> Option<String> {
        let limit = MAX_NOTE_CHARACTERS.to_string();
        self.take(key, Phrase::ShortText { limit }, |value| value.as_str().and_then(short))
    }

    fn number(&mut self, key: &str, most: u64) -> Option<u64> {
        let limit = most.to_string();
        self.take(key, Phrase::WholeNumber { limit }, |value| {
            value.as_u64().filter(|number| *number <= most)
        })
    }

    fn cursor(&mut self) -> Option<Moment> {
        self.take("cursor", Phrase::Moment, moment)
    }

    fn view(&mut self) -> std::collections::BTreeMap<String, String> {
        let limit = MAX_SETTINGS.to_string();
        let settings = self.take("view", Phrase::Settings { limit }, |value| {
            let object = value.as_object().filter(|object| object.len() <= MAX_SETTINGS)?;
            let mut settings = std::collections::BTreeMap::new();
            for (key, value) in object {
                settings.insert(short(key)?, value.as_str().and_then(short)?);
            }
            Some(settings)
        });
        settings.unwrap_or_default()
    }

    fn deeds(&mut self) -> Vec<Deed> {
        let list = self.object.get("commands").filter(|list| !list.is_null());
        let Some(list) = list else { return Vec::new() };
        let Some(list) = list.as_array().filter(|list| list.len() <= MAX_COMMANDS) else {
            let limit = MAX_COMMANDS.to_string();
            self.findings.push(wrong("commands", Phrase::Commands { limit }));
            return Vec::new();
        };
        let mut deeds = Vec::with_capacity(list.len());
        for (index, value) in list.iter().enumerate() {
            match deed(value) {
                Ok(deed) => deeds.push(deed),
                Err(message) => self.findings.push(Diagnostic::error(
                    "scenario-command",
                    format!("commands[{index}]"),
                    message,
                )),
            }
        }
        deeds
    }
}

fn short(text: &(impl AsRef<str> + ?Sized)) -> Option<String> {
    let text = text.as_ref();
    (text.chars().count() <= MAX_NOTE_CHARACTERS).then(|| text.to_owned())
}

/// A moment: a time that is not before the beginning, and perhaps a step.
fn moment(value: &Value) -> Option<Moment> {
    let step = match value.get("step") {
        None | Some(Value::Null) => None,
        Some(step) => Some(usize::try_from(step.as_u64()?).ok().filter(|step| *step <= MAX_STEPS)?),
    };
    let time = match value.get("time") {
        None if step.is_some() => return None,
        None => 0,
        Some(time) => time.as_i64().filter(|time| *time >= 0)?,
    };
    Some(Moment {
        step,
        time: Millis(time),
    })
}

fn deed(value: &Value) -> Result<Deed, Message> {
    let at = moment(value).ok_or(Remark::NoMoment)?;
    let text = |key: &str| value[key].as_str().map(Arc::<str>::from);
    let act = match (value["command"].as_str(), text("manifest"), text("nodes")) {
        (Some("apply"), Some(manifest), _) => Act::Apply(manifest),
        (Some("nodes"), _, Some(nodes)) => Act::Nodes(nodes),
        (Some("apply" | "nodes"), ..) => return Err(Remark::CommandWithoutText.into()),
        (Some(_), ..) => {
            let command = Command::deserialize(value).map_err(|error| error.to_string())?;
            Act::Command(Arc::new(command))
        }
        (None, ..) => return Err(Remark::NoCommand.into()),
    };
    Ok(Deed { at, act })
}
