//! Whether a [`Condition`] holds: lessons check themselves against what the page and its cluster really are.

use super::course::{Chosen, Condition};
use crate::state::console::EntryKind;
use crate::state::{App, Choice, Drift};
use everynode_core::kubectl::console::Process;
use everynode_core::objects::{DaemonSet, Pod};
use serde_json::Value;
use std::collections::BTreeSet;
use std::sync::Arc;

/// What there was when a step began: some conditions are about what came after.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Since {
    /// The number of the console's newest entry.
    entry: Option<u64>,
    /// The names of all pods.
    pods: BTreeSet<Arc<str>>,
    /// How many steps the trace had.
    step: usize,
}

impl Since {
    /// As it is now.
    pub fn now(app: &App) -> Self {
        let simulation = app.simulation();
        Self {
            entry: app.console.entries.last().map(|entry| entry.number),
            pods: simulation.cluster().pods.keys().map(|(_, name)| name.clone()).collect(),
            step: simulation.cursor(),
        }
    }

    /// The most nodes that were without an available pod at any moment since. Moves through the trace of `app`, and back.
    pub(super) fn worst_unavailable(&self, app: &App) -> i64 {
        let end = app.simulation().cursor();
        let unavailable = |step| {
            app.simulation.borrow_mut().seek(step);
            set(app).map_or(0, |set| set.status.number_unavailable)
        };
        let worst = (self.step..=end).map(unavailable).max();
        app.simulation.borrow_mut().seek(end);
        worst.unwrap_or_default()
    }
}

/// The page, as conditions look at it.
pub struct Scene<'a> {
    app: &'a App,
    since: &'a Since,
    worst_unavailable: i64,
}

impl<'a> Scene<'a> {
    /// The page now, and what there was when the step began.
    pub const fn new(app: &'a App, since: &'a Since) -> Self {
        Self {
            app,
            since,
            worst_unavailable: 0,
        }
    }

    /// With the worst of all that happened, which is only looked for where it is asked for.
    pub(super) fn with_worst(self) -> Self {
        Self {
            worst_unavailable: self.since.worst_unavailable(self.app),
            ..self
        }
    }

    /// Whether it holds.
    pub fn holds(&self, condition: &Condition) -> bool {
        let app = self.app;
        match condition {
            Condition::Exists(wanted) => set(app).is_some() == *wanted,
            Condition::Pods(count) => pods(app).len() == *count,
            Condition::PodsOn(node, count) => pods_on(app, node).len() == *count,
            Condition::ReadyOn(node) => pods_on(app, node).iter().any(|pod| pod.ready),
            Condition::PendingFor(node) => pods_on(app, node).iter().any(|pod| pod.node_name.is_none()),
            Condition::ReplacedOn(node) => pods_on(app, node)
                .iter()
                .any(|pod| !self.since.pods.contains(&pod.name)),
            Condition::Status(wanted) => {
                set(app).is_some_and(|set| wanted.iter().all(|(counter, number)| counter.of(set.status) == *number))
            }
            Condition::WorstUnavailable(count) => self.worst_unavailable == *count,
            Condition::RolledOut => set(app)
                .is_some_and(|set| set.status.observed_generation >= set.generation && set.status.is_rolled_out()),
            Condition::Label(node, key, value) => label(app, node, key).as_deref() == Some(value),
            Condition::NoLabel(node, key) => label(app, node, key).is_none(),
            Condition::Node(name, wanted) => app.simulation().cluster().nodes.contains_key(name.as_str()) == *wanted,
            Condition::Field(path, value) => set(app).is_some_and(|set| has(&set.json, path, value)),
            Condition::PodField(node, path, value) => pods_on(app, node).first().is_some_and(|pod| {
                let object = app.simulation().pod_object(&(pod.namespace.clone(), pod.name.clone()));
                object.is_some_and(|object| has(&object, path, value))
            }),
            Condition::Refused(words) => {
                let mut findings = app.manifest.findings.iter();
                app.manifest.is_held_back && findings.any(|finding| finding.message.contains(words.as_str()))
            }
            Condition::Accepted => !app.manifest.is_held_back && app.drift == Drift::Nothing,
            Condition::Event(reason) => app.simulation().events().any(|event| *event.reason == **reason),
            Condition::Typed(words) => self
                .entered()
                .any(|(line, process)| process.exit_code().is_none_or(|code| code == 0) && is_about(line, words)),
            Condition::Chosen(chosen) => choice(app, chosen).is_some_and(|choice| choice == app.choice),
            Condition::Compared => app.told.is_some(),
            Condition::All(all) => all.iter().all(|condition| self.holds(condition)),
            Condition::Not(condition) => !self.holds(condition),
        }
    }

    /// What was entered on the console since.
    fn entered(&self) -> impl Iterator<Item = (&str, &Process)> {
        let newer = self
            .app
            .console
            .entries
            .iter()
            .filter(|entry| Some(entry.number) > self.since.entry);
        newer.filter_map(|entry| match &entry.kind {
            EntryKind::Entered { command, process } => Some((&**command, process)),
            EntryKind::Equivalent(_) | EntryKind::Done(_) => None,
        })
    }
}

/// The DaemonSet that the page is about.
fn set(app: &App) -> Option<Arc<DaemonSet>> {
    let simulation = app.simulation();
    simulation.cluster().daemon_sets.get(app.set.as_ref()?).cloned()
}

/// Its pods, those that are on their way out not counted.
fn pods(app: &App) -> Vec<Arc<Pod>> {
    let Some(set) = set(app) else { return Vec::new() };
    let simulation = app.simulation();
    let own = simulation.cluster().pods.values().filter(|pod| {
        let owner = pod.controller.as_ref();
        !pod.is_terminating() && owner.is_some_and(|owner| owner.uid == set.uid)
    });
    own.cloned().collect()
}

fn pods_on(app: &App, node: &str) -> Vec<Arc<Pod>> {
    let mut pods = pods(app);
    pods.retain(|pod| pod.target_node().is_some_and(|target| **target == *node));
    pods
}

fn label(app: &App, node: &str, key: &str) -> Option<Arc<str>> {
    app.simulation().cluster().nodes.get(node)?.labels.get(key).cloned()
}

/// Whether the field at `path` has that value; an absent one is null.
fn has(object: &Value, path: &str, value: &Value) -> bool {
    object.pointer(path).unwrap_or(&Value::Null) == value
}

/// Whether every wanted word is among those of the line; `a|b` is either of two.
fn is_about(line: &str, wanted: &[String]) -> bool {
    let given: Vec<&str> = line
        .split(|mark: char| mark.is_whitespace() || mark == '/' || mark == '=')
        .collect();
    wanted
        .iter()
        .all(|either| either.split('|').any(|word| given.contains(&word)))
}

/// What the inspector has to show; none if there is no such pod.
pub(super) fn choice(app: &App, chosen: &Chosen) -> Option<Choice> {
    Some(match chosen {
        Chosen::Node(name) => Choice::Node(name.as_str().into()),
        Chosen::PodOn(node) => {
            let pods = pods_on(app, node);
            let pod = pods.first()?;
            Choice::Pod((pod.namespace.clone(), pod.name.clone()))
        }
        Chosen::Number(counter) => Choice::Counter(*counter),
    })
}

/// The line with the names of pods in the place of `{pod:NODE}`. A node without a pod is left as it is.
pub fn with_names(app: &App, line: &str) -> String {
    let mut parts = line.split("{pod:");
    let mut named = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (node, rest) = part.split_once('}').unwrap_or((part, ""));
        let pods = pods_on(app, node);
        named.push_str(pods.first().map_or(node, |pod| &pod.name));
        named.push_str(rest);
    }
    named
}
