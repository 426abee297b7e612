//! The page as a scenario that can be kept, and back.

use super::app::SEED;
use super::board::{Grouping, Layout, Looks};
use super::examples::{Example, Opens};
use super::source::source;
use super::{App, Choice, Document, Notice, TakenLabels, examples, playback, text};
use everynode_core::manifest::find::find_daemon_sets;
use everynode_core::objects::ObjectKey;
use everynode_core::ordered::Gather;
use everynode_core::scenario::{MAX_NOTE_CHARACTERS, Scenario};
use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

const EXAMPLE: &str = "example";
const SPEED: &str = "speed";
const PLAYING: &str = "playing";
const TAKEN: &str = "taken";
const PREPARED: &str = "prepared";
const LAYOUT: &str = "layout";
const GROUPING: &str = "group";
const FILTER: &str = "filter";

impl App {
    /// Everything on the page that is worth keeping.
    pub fn scenario(&self) -> Scenario {
        let mut scenario = self.record.scenario(&self.simulation());
        let edited = |text: &Rc<str>, first: &str| (**text != *first).then(|| (&**text).into());
        scenario.edited_manifest = edited(&self.manifest.text, &scenario.manifest);
        scenario.edited_nodes = edited(&self.nodes.text, &scenario.nodes);
        scenario.selected = match &self.choice {
            Choice::Node(name) => Some(format!("node/{name}")),
            Choice::Pod((namespace, name)) => Some(format!("pod/{namespace}/{name}")),
            Choice::Nothing | Choice::Counter(_) | Choice::Budget => None,
        };
        scenario.caption = self.caption.to_string();
        if let Some(example) = self.example {
            scenario.view.insert(EXAMPLE.to_owned(), example.id.to_owned());
        }
        if self.prepared > 0 {
            scenario.view.insert(PREPARED.to_owned(), self.prepared.to_string());
        }
        if self.speed != playback::Speed::default() {
            scenario.view.insert(SPEED.to_owned(), self.speed.name().to_owned());
        }
        let taken: Vec<[&str; 3]> = self
            .taken
            .iter()
            .map(|((node, key), value)| [&**node, &**key, &**value])
            .collect();
        let taken = serde_json::to_string(&taken).unwrap_or_default();
        // Of very many, the chips are not worth a longer link.
        if !self.taken.is_empty() && taken.len() <= MAX_NOTE_CHARACTERS {
            scenario.view.insert(TAKEN.to_owned(), taken);
        }
        let looks = [
            (
                LAYOUT,
                self.looks
                    .layout
                    .map_or_else(String::new, |layout| layout.name().to_owned()),
            ),
            (GROUPING, self.looks.grouping.name()),
            (FILTER, self.looks.filter.to_string()),
        ];
        for (key, value) in looks {
            if !value.is_empty() && value.len() <= MAX_NOTE_CHARACTERS {
                scenario.view.insert(key.to_owned(), value);
            }
        }
        if self.is_playing {
            scenario.view.insert(PLAYING.to_owned(), "true".to_owned());
        }
        scenario
    }

    /// What the example says that the reader can try, in the language of the page.
    pub fn attempt(&self) -> Option<&'static str> {
        let example = self.example.filter(|_| self.caption.is_empty())?;
        example.attempt.map(|text| text(self.language))
    }

    /// Whether there is anything that a person did: an example as it opened need not be kept, nor what a lesson can set up
    /// again.
    pub fn is_touched(&self) -> bool {
        if self.is_learning() {
            return false;
        }
        let (manifest, nodes) = &self.first_texts;
        let has_own_texts = self.example.is_none() || self.manifest.text != *manifest || self.nodes.text != *nodes;
        self.undoable + self.redoable > 0 || has_own_texts
    }

    /// The texts alone, as something to start from.
    pub fn scenario_of_texts(&self) -> Scenario {
        Scenario {
            manifest: (&*self.manifest.text).into(),
            nodes: (&*self.nodes.text).into(),
            ..Scenario::default()
        }
    }

    /// The same page, which says something.
    #[must_use]
    pub fn saying(self, notice: Notice) -> Self {
        Self { notice, ..self }
    }

    /// A text was put in: an edit, or a whole scenario that was dropped on an editor.
    pub(super) fn pasted(self, document: Document, text: Rc<str>) -> Self {
        match Scenario::is_scenario(&text).then(|| Scenario::read(&text)) {
            Some(Ok(scenario)) => self.with_scenario(&scenario),
            Some(Err(_)) | None => self.edited(document, text),
        }
    }

    /// The page with an example on it, at the moment that matters.
    pub(super) fn opened(self, example: &'static Example) -> Self {
        let speed = self.speed;
        let mut app = self.with_scenario(&example.scenario(SEED));
        app.example = Some(example);
        app.speed = speed;
        app.is_playing = !matches!(example.opens, Opens::StillAt(_));
        // What set the example up is not among what a person can take back.
        app.prepared = std::mem::take(&mut app.undoable);
        app.drift = app.measured_drift();
        app = app.synced();
        app.first_texts = (app.manifest.text.clone(), app.nodes.text.clone());
        app
    }

    /// The page with a scenario on it, at the moment that the scenario shows.
    pub(super) fn with_scenario(mut self, scenario: &Scenario) -> Self {
        let replayed = scenario.replay();
        let simulation = replayed.simulation;
        let given = simulation.commands().count() - replayed.record.start_length();
        let prepared = scenario.view.get(PREPARED).and_then(|count| count.parse().ok());
        self.prepared = prepared.unwrap_or(0).min(given);
        self.undoable = given - self.prepared;
        self.redoable = 0;
        let manifest = scenario.manifest_shown();
        self.set = shown_set(manifest).or_else(|| simulation.cluster().daemon_sets.keys().next().cloned());
        let stored = self
            .set
            .as_ref()
            .and_then(|key| simulation.cluster().daemon_sets.get(key));
        let stored = stored.map(|set| set.json.clone());
        self.manifest = source((&**manifest).into(), &text::read_manifest(manifest, stored.as_deref()));
        let nodes = scenario.nodes_shown();
        self.nodes = source((&**nodes).into(), &text::read_nodes(nodes));
        self.simulation = Rc::new(RefCell::new(simulation));
        self.record = Rc::new(replayed.record);
        self.taken = Rc::new(taken(scenario.view.get(TAKEN).map_or("", String::as_str)));
        self.example = scenario.view.get(EXAMPLE).and_then(|id| examples::named(id));
        self.first_texts = self.example.map_or_else(Default::default, |example| {
            (example.manifest.into(), example.nodes.into())
        });
        self.caption = scenario.caption.as_str().into();
        self.speed = scenario
            .view
            .get(SPEED)
            .and_then(|name| playback::Speed::named(name))
            .unwrap_or_default();
        // What cannot be done again has to be read: it would be gone with the next step.
        let is_whole = replayed.findings.is_empty();
        self.is_playing = is_whole && (scenario.cursor.is_none() || scenario.view.contains_key(PLAYING));
        let said = |key: &str| scenario.view.get(key).map_or("", String::as_str);
        self.looks = Rc::new(Looks {
            layout: Layout::named(said(LAYOUT)),
            grouping: Grouping::named(said(GROUPING)),
            filter: said(FILTER).into(),
            room: self.looks.room,
            ..Looks::default()
        });
        self.choice = chosen(scenario.selected.as_deref().unwrap_or_default());
        self.notice = Notice::of(&replayed.findings);
        self.is_keeping = false;
        self.opened += 1;
        self.version += 1;
        self
    }
}

/// The DaemonSet that a manifest is about.
fn shown_set(manifest: &str) -> Option<ObjectKey> {
    let found = find_daemon_sets(manifest);
    let object = found.daemon_set()?.tree.to_json();
    let metadata = |key: &str| object["metadata"][key].as_str();
    Some((
        metadata("namespace").unwrap_or("default").into(),
        metadata("name")?.into(),
    ))
}

/// The labels whose chips wait to be put back.
fn taken(text: &str) -> TakenLabels {
    let labels: Vec<[Arc<str>; 3]> = serde_json::from_str(text).unwrap_or_default();
    labels
        .into_iter()
        .map(|[node, key, value]| ((node, key), value))
        .gather()
}

fn chosen(selected: &str) -> Choice {
    match selected.split_once('/') {
        Some(("node", name)) => Choice::Node(name.into()),
        Some(("pod", rest)) => match rest.split_once('/') {
            Some((namespace, name)) => Choice::Pod((namespace.into(), name.into())),
            None => Choice::Nothing,
        },
        Some(_) | None => Choice::Nothing,
    }
}
