//! kubectl on the page: a command acts on the cluster, and the texts and the playback follow.

use super::console::ConsoleAct;
use super::source::source;
use super::{App, text};
use everynode_core::kubectl::to_yaml;
use everynode_core::manifest::defaulting::{store_new, store_update};
use everynode_core::objects::ObjectKey;
use everynode_core::scenario::manifest_commands;
use everynode_core::sim::{Command, Simulation};
use everynode_core::time::SimTime;
use serde_json::Value;
use std::rc::Rc;

/// How the DaemonSet in the cluster differs from its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Drift {
    /// It does not; or the text is held back, which is said elsewhere.
    #[default]
    Nothing,
    /// kubectl changed it.
    Changed,
    /// kubectl deleted it.
    Missing,
}

/// What the API server adds to an object, and a person would not write.
const ADDED_METADATA: [&str; 5] = [
    "uid",
    "resourceVersion",
    "generation",
    "creationTimestamp",
    "managedFields",
];
const ADDED_ANNOTATIONS: [&str; 2] = [
    everynode_core::objects::TEMPLATE_GENERATION_ANNOTATION,
    "kubectl.kubernetes.io/last-applied-configuration",
];

impl App {
    /// A command was entered. What `-f -` reads is the manifest's text.
    pub(super) fn entered(mut self, command: &str) -> Self {
        let before = self.simulation().commands().count();
        let console = {
            let mut simulation = self.simulation.borrow_mut();
            self.console.entered(&mut simulation, command, &self.manifest.text)
        };
        // What follows the cluster needs time to pass; an editor does not.
        self.is_playing |= console.is_busy() && console.editor().is_none();
        self.console = Rc::new(console);
        self.version += 1;
        self.caught_up(before)
    }

    /// Something else was done to the console.
    pub(super) fn at_the_console(mut self, act: ConsoleAct) -> Self {
        let console = match act {
            ConsoleAct::Interrupt => self.console.interrupted(),
            ConsoleAct::Clear => self.console.cleared(),
            ConsoleAct::Open(is_open) => self.console.opened(is_open),
            ConsoleAct::Complete(line, caret) => self.console.offering(&self.simulation(), &line, caret),
            ConsoleAct::SaveEdit(text) => return self.saved_edit(Some(&text)),
            ConsoleAct::CancelEdit => return self.saved_edit(None),
        };
        self.console = Rc::new(console);
        self
    }

    /// `kubectl edit` gets its text back, changed or not.
    fn saved_edit(mut self, text: Option<&str>) -> Self {
        let before = self.simulation().commands().count();
        let console = self.console.edited(&mut self.simulation.borrow_mut(), text);
        self.console = Rc::new(console);
        self.version += 1;
        self.caught_up(before)
    }

    /// Does the next step, and lets the commands that go on see it. `false` if nothing will happen.
    pub(super) fn stepped(&mut self) -> bool {
        let mut simulation = self.simulation.borrow_mut();
        let has_stepped = simulation.step();
        if self.console.is_busy() {
            self.console = Rc::new(self.console.polled(&mut simulation));
        }
        has_stepped
    }

    /// Whether the next step is due by `until`.
    pub(super) fn is_due(&self, until: SimTime) -> bool {
        self.simulation().next_time().is_some_and(|time| time <= until)
    }

    /// After commands of kubectl's, `before` of which had been given earlier: the rest of the page follows.
    pub(super) fn caught_up(mut self, before: usize) -> Self {
        let given = self.simulation().commands().count().saturating_sub(before);
        if given == 0 {
            return self;
        }
        self.undoable += given;
        self.redoable = 0;
        self.set = self.present_set();
        self.drift = self.measured_drift();
        self.synced()
    }

    /// The set that the page is about; where kubectl deleted it or there was none, the first one there is.
    fn present_set(&self) -> Option<ObjectKey> {
        let simulation = self.simulation();
        let sets = &simulation.cluster().daemon_sets;
        let present = self.set.as_ref().filter(|key| sets.contains_key(*key));
        present.or_else(|| sets.keys().next()).or(self.set.as_ref()).cloned()
    }

    /// How the cluster's DaemonSet differs from the text.
    pub(super) fn measured_drift(&self) -> Drift {
        drift(&self.simulation(), &self.manifest.text)
    }

    /// The text was edited, and applied unless it is refused.
    pub(super) fn drifted(mut self) -> Self {
        self.drift = self.measured_drift();
        self
    }

    /// The manifest's text becomes what the cluster has, as `kubectl edit` shows it, without what nobody would write.
    pub(super) fn with_stored(mut self) -> Self {
        let stored = self
            .set
            .as_ref()
            .and_then(|key| self.simulation().daemon_set_object(key));
        let Some(mut object) = stored else { return self };
        clean(&mut object);
        let text = to_yaml(&object);
        let reading = text::read_manifest(&text, None);
        self.manifest = source(text.into(), &reading);
        self.drift = Drift::Nothing;
        self
    }

    /// Whoever goes back in time leaves the commands that went on behind.
    pub(super) fn interrupted(mut self) -> Self {
        if self.console.is_busy() {
            self.console = Rc::new(self.console.interrupted());
        }
        self.drift = self.measured_drift();
        self
    }
}

fn drift(simulation: &Simulation, text: &str) -> Drift {
    let Some(Command::ApplyDaemonSet { daemon_set }) = manifest_commands(simulation, text).main else {
        return Drift::Nothing;
    };
    let wanted = store_new(daemon_set, "default");
    let name = |field: &str| wanted["metadata"][field].as_str().unwrap_or_default().into();
    let Some(stored) = simulation.cluster().daemon_sets.get(&(name("namespace"), name("name"))) else {
        return Drift::Missing;
    };
    let merged = store_update(&stored.json, wanted);
    if merged["spec"] == stored.json["spec"] {
        Drift::Nothing
    } else {
        Drift::Changed
    }
}

fn clean(object: &mut Value) {
    let Some(fields) = object.as_object_mut() else { return };
    fields.remove("status");
    let Some(metadata) = fields.get_mut("metadata").and_then(Value::as_object_mut) else {
        return;
    };
    metadata.retain(|key, _| !ADDED_METADATA.contains(&key.as_str()));
    if let Some(annotations) = metadata.get_mut("annotations").and_then(Value::as_object_mut) {
        annotations.retain(|key, _| !ADDED_ANNOTATIONS.contains(&key.as_str()));
        if annotations.is_empty() {
            metadata.remove("annotations");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Drift;
    use crate::state::console::{ConsoleAct, EntryKind};
    use crate::state::{Action, App, Document, Theme, examples};
    use everynode_core::sim::Command;
    use std::rc::Rc;
    use yew::Reducible;

    const SET: &str = "-n kube-system ds/fluentd-elasticsearch";

    fn after(actions: impl IntoIterator<Item = Action>) -> Rc<App> {
        let start = Rc::new(App::new(Theme::Light, None));
        let open = [Action::Open(examples::named("first").unwrap()), Action::Settle];
        open.into_iter().chain(actions).fold(start, Reducible::reduce)
    }

    fn kubectl(command: &str) -> Action {
        Action::Kubectl(command.into())
    }

    /// What the newest command printed.
    fn printed(app: &App) -> String {
        match &app.console.entries.last().unwrap().kind {
            EntryKind::Entered { process, .. } => process.lines().iter().map(|line| line.text.as_str()).collect(),
            EntryKind::Equivalent(command) => command.to_string(),
            EntryKind::Done(command) => format!("{command:?}"),
        }
    }

    #[test]
    fn a_command_prints_what_kubectl_prints() {
        let app = after([kubectl("kubectl get ds -n kube-system")]);
        assert!(app.console.is_open && !app.console.is_busy());
        assert!(
            printed(&app).contains("fluentd-elasticsearch   1         1"),
            "{}",
            printed(&app)
        );
        assert_eq!(
            (app.undoable, app.drift),
            (0, Drift::Nothing),
            "reading changes nothing"
        );
    }

    #[test]
    fn the_page_says_when_kubectl_made_the_daemon_set_another_one() {
        let set_image = kubectl(&format!("set image {SET} fluentd-elasticsearch=example.com/fluentd:v9"));
        let app = after([set_image.clone()]);
        assert_eq!((app.undoable, app.drift), (1, Drift::Changed), "{}", printed(&app));
        let original = app.manifest.text.clone();
        let taken = app.reduce(Action::TakeStored);
        assert_eq!(taken.drift, Drift::Nothing);
        let text = &taken.manifest.text;
        assert!(
            text.contains("example.com/fluentd:v9") && !text.contains("uid:"),
            "{text}"
        );
        assert_eq!(taken.manifest.errors(), 0, "{:?}", taken.manifest.findings);

        let undone = after([set_image.clone(), Action::Undo]);
        assert_eq!(undone.drift, Drift::Nothing);
        let applied = after([set_image, Action::Edit(Document::Manifest, original)]);
        assert_eq!(applied.drift, Drift::Nothing, "the text was applied again");
    }

    #[test]
    fn a_deleted_daemon_set_is_missed() {
        let app = after([kubectl("delete ds -n kube-system fluentd-elasticsearch --wait=false")]);
        assert_eq!(app.drift, Drift::Missing, "{}", printed(&app));
    }

    #[test]
    fn a_command_that_follows_prints_as_time_passes() {
        let restart = kubectl(&format!("rollout restart {SET}"));
        let status = kubectl(&format!("rollout status {SET}"));
        let app = after([restart, Action::Pause, status]);
        assert!(app.console.is_busy() && app.is_playing, "time has to pass");
        let app = app.reduce(Action::Settle);
        assert!(!app.console.is_busy());
        let text = printed(&app);
        assert!(
            text.contains("0 out of 1 new pods") && text.ends_with("successfully rolled out\n"),
            "{text}"
        );
    }

    #[test]
    fn going_back_in_time_leaves_what_goes_on_behind() {
        let restart = kubectl(&format!("rollout restart {SET}"));
        let app = after([restart, kubectl(&format!("rollout status {SET}")), Action::Back]);
        assert!(!app.console.is_busy());
    }

    #[test]
    fn what_is_done_on_the_board_shows_its_command() {
        let node = || "docker-desktop".into();
        let app = after([Action::Do(Command::Cordon { node: node() })]);
        assert_eq!(printed(&app), "kubectl cordon docker-desktop");
        let app = app.reduce(Action::Console(ConsoleAct::Clear));
        assert!(app.console.entries.is_empty());
    }

    /// What the editor of `kubectl edit` shows.
    fn editor(app: &App) -> String {
        app.console
            .editor()
            .map(|(_, text)| text.to_owned())
            .unwrap_or_default()
    }

    fn save(text: &str) -> Action {
        Action::Console(ConsoleAct::SaveEdit(text.into()))
    }

    #[test]
    fn edit_opens_an_editor_and_time_stands_still_until_it_is_closed() {
        let app = after([Action::Pause, kubectl(&format!("edit {SET}"))]);
        assert!(!app.is_playing && app.next_tick().is_none(), "nothing waits for time");
        let text = editor(&app);
        assert!(
            text.starts_with("# Please edit the object below.") && text.contains("kind: DaemonSet"),
            "{text}"
        );

        let cancelled = app.clone().reduce(Action::Console(ConsoleAct::CancelEdit));
        assert_eq!(printed(&cancelled), "Edit cancelled, no changes made.\n");
        assert_eq!((cancelled.undoable, cancelled.console.editor()), (0, None));

        let edited = app.reduce(save(&text.replace("v2.5.2", "v9")));
        assert_eq!(printed(&edited), "daemonset.apps/fluentd-elasticsearch edited\n");
        assert_eq!((edited.undoable, edited.drift), (1, Drift::Changed));
    }

    #[test]
    fn what_the_server_refuses_is_edited_again() {
        let app = after([kubectl(&format!("edit {SET}"))]);
        let text = editor(&app);
        let wrong = app.reduce(save(&text.replace("maxUnavailable: 1", "maxUnavailable: 0")));
        let again = editor(&wrong);
        assert!(
            again.contains("was not valid:") && again.contains("maxUnavailable: 0"),
            "{again}"
        );
        let dropped = wrong.reduce(Action::Console(ConsoleAct::CancelEdit));
        assert!(printed(&dropped).ends_with("error: Edit cancelled, no valid changes were saved.\n"));
        assert_eq!(dropped.undoable, 0);
    }
}
