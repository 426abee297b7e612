//! The state of the page and its reducer.

use super::console::Console;
use super::examples::{EXAMPLES, Example};
use super::inspecting::Inspecting;
use super::kubectl::Drift;
use super::lessons::Learning;
use super::modes::Told;
use super::source::{Source, source};
use super::{Action, Choice, Document, Looks, Notice, Tab, Theme, playback, text};
use everynode_core::language::Language;
use everynode_core::objects::ObjectKey;
use everynode_core::scenario::{Act, Record, Scenario, TextCommands, manifest_commands, nodes_commands};
use everynode_core::sim::{Command, Simulation};
use everynode_core::time::Millis;
use std::cell::{Ref, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;
use yew::Reducible;

/// The seed of every simulation on the page: the same clicks show the same pictures.
pub(super) const SEED: u64 = 1;
/// How far `settle` goes: a cluster that never comes to rest (a crash loop) must not hold the page.
const SETTLE_LIMIT: Millis = Millis::seconds(24 * 3600);
/// How many steps `settle` does at most, for the same reason.
const SETTLE_STEPS: usize = 60_000;

/// The values of labels that were taken away, by node and key.
pub type TakenLabels = BTreeMap<(Arc<str>, Arc<str>), Arc<str>>;

/// Everything that is true on the page.
///
/// Successive states share one simulation: copying its past for every step would cost more than the step. `version`
/// tells them apart.
#[derive(Debug, Clone)]
pub struct App {
    pub(super) simulation: Rc<RefCell<Simulation>>,
    /// The texts that its commands came from.
    pub(super) record: Rc<Record>,
    /// Counts how often something else was opened.
    pub opened: u64,
    /// What to look at, where that was kept with a scenario.
    pub caption: Rc<str>,
    /// Counts the changes of the simulation.
    pub version: u64,
    /// The example that was opened; none if it was a link.
    pub example: Option<&'static Example>,
    /// The DaemonSet's text.
    pub manifest: Source,
    /// The nodes' text.
    pub nodes: Source,
    /// The DaemonSet that the page is about.
    pub set: Option<ObjectKey>,
    /// Time runs.
    pub is_playing: bool,
    /// How fast.
    pub speed: playback::Speed,
    /// What the inspector shows.
    pub choice: Choice,
    /// What the inspector is asked beside that.
    pub inspecting: Inspecting,
    /// How the board is looked at.
    pub looks: Rc<Looks>,
    /// The panel on small screens.
    pub tab: Tab,
    /// The colours.
    pub theme: Theme,
    /// The language of everything that is not Kubernetes' own.
    pub language: Language,
    /// Labels that were taken from nodes by pressing their chips: they stay on show, to be put back.
    pub taken: Rc<TakenLabels>,
    /// What to say to the person beside what the cluster does.
    pub notice: Notice,
    /// The dialog for sharing and keeping is open; time stands still meanwhile.
    pub is_keeping: bool,
    /// How many commands can be taken back: those that set the example up are not among them.
    pub undoable: usize,
    /// How many can be done again.
    pub redoable: usize,
    /// kubectl.
    pub console: Rc<Console>,
    /// How the cluster's DaemonSet differs from the text.
    pub drift: Drift,
    /// Both ways of scheduling, where they are shown side by side.
    pub told: Option<Told>,
    /// The lessons.
    pub learning: Learning,
    /// How many commands set the example up, after its texts.
    pub(super) prepared: usize,
    /// The texts of the manifest and the nodes as the example opened.
    pub(super) first_texts: (Rc<str>, Rc<str>),
}

impl PartialEq for App {
    fn eq(&self, other: &Self) -> bool {
        self.version == other.version
            && Rc::ptr_eq(&self.simulation, &other.simulation)
            && self.manifest == other.manifest
            && self.nodes == other.nodes
            && (self.is_playing, self.speed, self.tab, self.theme, self.language)
                == (other.is_playing, other.speed, other.tab, other.theme, other.language)
            && (&self.choice, &self.inspecting) == (&other.choice, &other.inspecting)
            && self.looks == other.looks
            && self.is_keeping == other.is_keeping
            && self.notice == other.notice
            && Rc::ptr_eq(&self.console, &other.console)
            && self.drift == other.drift
            && self.learning == other.learning
    }
}

impl App {
    /// The page as it opens: with what was kept, else with the first example.
    pub fn new(theme: Theme, kept: Option<&Scenario>) -> Self {
        let app = Self {
            simulation: Rc::new(RefCell::new(Simulation::new(SEED))),
            record: Rc::default(),
            opened: 0,
            caption: "".into(),
            version: 0,
            example: None,
            manifest: Source::default(),
            nodes: Source::default(),
            set: None,
            is_playing: true,
            speed: playback::Speed::default(),
            choice: Choice::default(),
            inspecting: Inspecting::default(),
            looks: Rc::default(),
            tab: Tab::default(),
            theme,
            language: Language::default(),
            taken: Rc::default(),
            notice: Notice::Nothing,
            is_keeping: false,
            undoable: 0,
            redoable: 0,
            console: Rc::default(),
            drift: Drift::default(),
            told: None,
            learning: Learning::default(),
            prepared: 0,
            first_texts: ("".into(), "".into()),
        };
        match kept {
            Some(scenario) => app.with_scenario(scenario),
            None => app.opened(&EXAMPLES[0]),
        }
    }

    /// The same page in another language.
    #[must_use]
    pub fn in_language(self, language: Language) -> Self {
        Self { language, ..self }
    }

    /// The simulation as it is now.
    pub fn simulation(&self) -> Ref<'_, Simulation> {
        self.simulation.borrow()
    }

    /// How long the next tick waits, in milliseconds of real time; `None` if there is nothing to wait for.
    pub fn next_tick(&self) -> Option<u32> {
        let simulation = self.simulation();
        let is_held = self.is_keeping || self.console.editor().is_some();
        let is_over = !self.is_playing || is_held || simulation.is_steady();
        let next = simulation.next_time().filter(|_| !is_over)?;
        Some(playback::delay(next - simulation.now(), self.speed))
    }

    /// A new simulation of the present texts.
    fn restarted(mut self) -> Self {
        self.simulation = Rc::new(RefCell::new(Simulation::new(SEED)));
        self.set = None;
        self.taken = Rc::default();
        let (manifest, nodes) = (self.manifest.text.clone(), self.nodes.text.clone());
        self = self
            .edited(Document::Nodes, nodes.clone())
            .edited(Document::Manifest, manifest.clone());
        let record = Record::of(&self.simulation(), &(&*manifest).into(), &(&*nodes).into());
        self.record = Rc::new(record);
        self.opened += 1;
        (self.undoable, self.redoable, self.prepared) = (0, 0, 0);
        self.notice = Notice::Nothing;
        self
    }

    pub(super) fn edited(mut self, document: Document, text: Rc<str>) -> Self {
        let (commands, act) = match document {
            Document::Manifest => (
                manifest_commands(&self.simulation(), &text),
                Act::Apply((&*text).into()),
            ),
            Document::Nodes => (nodes_commands(&self.simulation(), &text), Act::Nodes((&*text).into())),
        };
        let is_held_back = commands.main.is_none();
        let TextCommands {
            before,
            main,
            after,
            findings,
        } = commands;
        let source = Source {
            findings: findings.into(),
            is_held_back,
            text,
        };
        match document {
            Document::Manifest => self.manifest = source,
            Document::Nodes => self.nodes = source,
        }
        let Some(main) = main else { return self };
        for command in before {
            self.carry_out(command);
        }
        match main {
            Command::ApplyDaemonSet { daemon_set } => self.apply_manifest(daemon_set),
            other => {
                self.taken = Rc::default();
                self.carry_out(other);
            }
        }
        if after.is_empty() {
            let mut record = (*self.record).clone();
            record.remember(&self.simulation(), act);
            self.record = Rc::new(record);
        }
        for command in after {
            self.carry_out(command);
        }
        self
    }

    fn apply_manifest(&mut self, daemon_set: serde_json::Value) {
        let text = |pointer: &str, absent: &str| {
            Arc::<str>::from(
                daemon_set
                    .pointer(pointer)
                    .and_then(|value| value.as_str())
                    .unwrap_or(absent),
            )
        };
        let key = (text("/metadata/namespace", "default"), text("/metadata/name", ""));
        // The page is about one DaemonSet: under another name it takes the place of the former.
        if let Some((namespace, name)) = self.set.clone().filter(|former| *former != key) {
            self.carry_out(Command::DeleteDaemonSet {
                namespace,
                name,
                orphan: false,
            });
            // What was said of the former is said of it alone.
            self.example = None;
            self.caption = "".into();
        }
        self.set = Some(key);
        self.carry_out(Command::ApplyDaemonSet { daemon_set });
    }

    fn carry_out(&mut self, command: Command) {
        let (before, after, findings) = {
            let mut simulation = self.simulation.borrow_mut();
            let before = simulation.cursor();
            let findings = simulation.apply(command);
            (before, simulation.cursor(), findings)
        };
        if after != before {
            self.undoable += 1;
            self.redoable = 0;
        }
        self.notice = Notice::of(&findings);
        self.version += 1;
    }

    /// After a person changed the cluster on the board, the nodes' text says the same.
    pub(super) fn synced(mut self) -> Self {
        let text = {
            let simulation = self.simulation();
            text::rewritten(&self.nodes.text, simulation.cluster().nodes.values().map(Arc::as_ref))
        };
        if let Some(text) = text {
            let reading = text::read_nodes(&text);
            self.nodes = source(text.into(), &reading);
        }
        self
    }

    fn moved(mut self, go: impl FnOnce(&mut Simulation)) -> Self {
        go(&mut self.simulation.borrow_mut());
        self.version += 1;
        self.notice = Notice::Nothing;
        self
    }

    /// Time passes: by `go`, in which kubectl may act too.
    fn passed(self, go: impl FnOnce(&mut Self)) -> Self {
        self.passed_unseen(go).drawn()
    }

    /// Time passes, and the page is drawn later.
    fn passed_unseen(mut self, go: impl FnOnce(&mut Self)) -> Self {
        let before = self.simulation().commands().count();
        go(&mut self);
        self.notice = Notice::Nothing;
        self.caught_up(before)
    }

    fn drawn(mut self) -> Self {
        self.version += 1;
        self
    }

    fn ticked(self) -> Self {
        // The timer may have been due already when time was stopped.
        if !self.is_playing {
            return self;
        }
        self.passed_unseen(|app| {
            let stride = playback::stride(app.simulation().cluster().nodes.len());
            if app.stepped() {
                let until = app.simulation().now() + stride;
                while app.is_due(until) && app.stepped() {}
            }
        })
    }

    /// Until `is_there`, or until nothing happens any more.
    fn run(self, is_there: fn(&Simulation) -> bool) -> Self {
        self.passed(|app| {
            let deadline = app.simulation().now() + SETTLE_LIMIT;
            for _ in 0..SETTLE_STEPS {
                let is_steady = app.simulation().is_steady();
                if is_steady || !app.is_due(deadline) || !app.stepped() || is_there(&app.simulation()) {
                    break;
                }
            }
        })
    }

    /// What a person did on the board is noted on the console: as the kubectl command that does the same, or in our words.
    fn noted(mut self, command: &Command) -> Self {
        self.console = Rc::new(self.console.noted(command));
        self
    }

    /// A person does something to the cluster.
    pub(super) fn done(self, command: Command) -> Self {
        let mut app = self.noted(&command);
        app.carry_out(command);
        app.synced()
    }

    fn toggled(mut self, node: Arc<str>, key: Arc<str>) -> Self {
        let value = self
            .simulation()
            .cluster()
            .nodes
            .get(&node)
            .and_then(|node| node.labels.get(&key).cloned());
        let place = (node.clone(), key.clone());
        let mut taken = (*self.taken).clone();
        let command = if let Some(value) = value {
            taken.insert(place, value);
            Command::RemoveLabel { node, key }
        } else {
            let Some(value) = taken.remove(&place) else { return self };
            Command::SetLabel { node, key, value }
        };
        self.taken = Rc::new(taken);
        self = self.noted(&command);
        self.carry_out(command);
        self
    }

    fn grown(mut self) -> Self {
        let node = {
            let simulation = self.simulation();
            let nodes = &simulation.cluster().nodes;
            // Among one more names than there are nodes, one is free.
            let numbers = nodes.len() + 1..=2 * nodes.len() + 1;
            let free = numbers
                .map(|number| format!("node-{number}"))
                .find(|name| !nodes.contains_key(name.as_str()));
            text::new_node(&free.unwrap_or_default())
        };
        if let Some(node) = node {
            self.carry_out(Command::AddNode {
                node,
                ready_after_ms: None,
            });
        }
        self
    }

    fn undone(mut self) -> Self {
        if self.undoable > 0 && self.simulation.borrow_mut().undo() {
            self.undoable -= 1;
            self.redoable += 1;
            self.version += 1;
        }
        self
    }

    fn redone(mut self) -> Self {
        if self.redoable > 0 && self.simulation.borrow_mut().redo() {
            self.redoable -= 1;
            self.undoable += 1;
            self.version += 1;
        }
        self
    }

    /// A step by hand stops the playback: whoever steps wants to look.
    #[must_use]
    pub fn paused(mut self) -> Self {
        self.is_playing = false;
        self
    }
}

impl Reducible for App {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let app = (*self).clone();
        let app = match action {
            Action::Open(example) => app.opened(example).interrupted(),
            Action::OpenScenario(scenario) => app.with_scenario(&scenario).interrupted(),
            Action::Edit(document, text) => app.pasted(document, text).drifted(),
            Action::Do(command) => app.done(command),
            Action::DoToMarked(deed) => app.done_to_marked(&deed),
            Action::Look(look) => App {
                looks: Rc::new(app.looks.after(look)),
                ..app
            },
            Action::ToggleLabel { node, key } => app.toggled(node, key).synced(),
            Action::AddNode => app.grown().synced(),
            Action::Play => App {
                is_playing: true,
                ..app
            },
            // What a tick has brought may not be drawn yet.
            Action::Pause => app.paused().drawn(),
            Action::Tick => app.ticked(),
            Action::Draw => app.drawn(),
            Action::Step => app.paused().passed(|app| {
                app.stepped();
            }),
            Action::Back => app
                .paused()
                .moved(|simulation| {
                    simulation.step_back();
                })
                .interrupted(),
            Action::Skip => app.paused().run(Simulation::has_just_changed),
            Action::Settle => app.run(|_| false),
            Action::Reset => App {
                choice: Choice::Nothing,
                is_playing: true,
                ..app
            }
            .restarted()
            .interrupted(),
            Action::Undo => app.undone().synced().interrupted(),
            Action::Redo => app.redone().synced().interrupted(),
            Action::Seek(step) => app.paused().moved(|simulation| simulation.seek(step)).interrupted(),
            Action::SetSpeed(speed) => App { speed, ..app },
            Action::Choose(choice) => App { choice, ..app },
            Action::Inspect(inspect) => app.inspected(inspect),
            Action::ShowTab(tab) => App { tab, ..app },
            Action::SetTheme(theme) => App { theme, ..app },
            Action::SetLanguage(language) => app.in_language(language),
            Action::Keep(is_keeping) => App { is_keeping, ..app },
            Action::Say(notice) => App { notice, ..app },
            Action::Kubectl(command) => app.entered(&command),
            Action::Console(act) => app.at_the_console(act),
            Action::TakeStored => app.with_stored(),
            Action::CompareModes(is_comparing) => app.comparing(is_comparing),
            Action::Lesson(action) => app.taught(action),
        };
        let has_changed = app.version != self.version;
        Rc::new(if has_changed { app.compared() } else { app }.learned())
    }
}

#[cfg(test)]
mod tests;
