//! The status line as kubectl prints it, with the nodes behind every number.

use super::Subject;
use crate::state::{App, Choice, Counter};
use crate::texts::status as texts;
use everynode_core::controller;
use everynode_core::explain;
use everynode_core::language::Language;
use everynode_core::objects::{DaemonSet, Node, ObjectKey, Pod};
use everynode_core::sim::Simulation;
use everynode_core::time::{Millis, SimTime};
use std::collections::BTreeSet;
use std::sync::Arc;

/// The status line.
#[derive(Debug, Clone, PartialEq)]
pub struct Status {
    /// `namespace/name` of the set, if there is one.
    pub name: Option<String>,
    /// The numbers in kubectl's order, then two that kubectl leaves out.
    pub figures: Vec<Figure>,
    /// NODE SELECTOR as kubectl prints it.
    pub node_selector: String,
    /// How the set is updated, and who uses the budget.
    pub budget: Option<Budget>,
}

/// A number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// Which one.
    pub counter: Counter,
    /// The value of `data-status`.
    pub id: &'static str,
    /// As kubectl heads the column.
    pub heading: &'static str,
    /// What it counts.
    pub meaning: &'static str,
    /// The number as the controller last wrote it.
    pub number: i64,
    /// It is not what one hopes for.
    pub is_worrying: bool,
    /// Somebody asked about it.
    pub is_chosen: bool,
}

/// How much of the nodes a rollout may use, and who uses it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Budget {
    /// `maxUnavailable`, `maxSurge` or `OnDelete`.
    pub name: &'static str,
    /// How many nodes may use it at once.
    pub size: i64,
    /// How many use it now.
    pub used: i64,
    /// What the first of those who use it are doing, no more of them than there are boxes.
    pub holders: Vec<String>,
    /// Somebody asked about it.
    pub is_chosen: bool,
    /// Why nothing moves, in one sentence.
    pub stuck: Option<String>,
    /// What a person can do about it.
    pub ways_out: Vec<String>,
}

/// A node that uses a unit of what a rollout may use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    /// The node.
    pub node: Arc<str>,
    /// What it is doing, in a sentence.
    pub words: String,
}

/// The nodes that use what the rollout may use now.
pub fn holders(app: &App, simulation: &Simulation) -> Vec<Holder> {
    let rollout = app
        .set
        .as_ref()
        .and_then(|key| explain::rollout(simulation, key, app.language));
    let Some(rollout) = rollout else { return Vec::new() };
    let nodes = rollout.budget.holders.into_iter().map(|holder| holder.node);
    nodes
        .zip(rollout.holders)
        .map(|(node, words)| Holder { node, words })
        .collect()
}

impl Budget {
    /// At most so many boxes are drawn.
    pub const MOST_UNITS: u16 = 12;
}

/// Name in attributes, kubectl's heading, and meaning of each number.
pub fn describe(counter: Counter, language: Language) -> (&'static str, &'static str, &'static str) {
    let (id, heading, meaning): (_, Word, Word) = match counter {
        Counter::Desired => ("desired", texts::desired, texts::desired_meaning),
        Counter::Current => ("current", texts::current, texts::current_meaning),
        Counter::Ready => ("ready", texts::ready, texts::ready_meaning),
        Counter::UpToDate => ("up-to-date", texts::up_to_date, texts::up_to_date_meaning),
        Counter::Available => ("available", texts::available, texts::available_meaning),
        Counter::Unavailable => ("unavailable", texts::unavailable, texts::unavailable_meaning),
        Counter::Misscheduled => ("misscheduled", texts::misscheduled, texts::misscheduled_meaning),
    };
    (id, heading(language), meaning(language))
}

/// A message without arguments.
type Word = fn(Language) -> &'static str;

/// Computes the status line.
pub fn status(key: Option<&ObjectKey>, subject: &Subject<'_>, simulation: &Simulation, app: &App) -> Status {
    let written = subject.set.map(|set| set.status).unwrap_or_default();
    let desired = written.desired_number_scheduled;
    let figures = Counter::ALL.into_iter().map(|counter| {
        let number = counter.of(written);
        let is_worrying = match counter {
            Counter::Desired => false,
            Counter::Current | Counter::Ready | Counter::UpToDate | Counter::Available => number < desired,
            Counter::Unavailable | Counter::Misscheduled => number > 0,
        };
        let (id, heading, meaning) = describe(counter, app.language);
        let is_chosen = app.choice == Choice::Counter(counter);
        Figure {
            counter,
            id,
            heading,
            meaning,
            number,
            is_worrying,
            is_chosen,
        }
    });
    Status {
        name: subject.set.map(|set| format!("{}/{}", set.namespace, set.name)),
        figures: figures.collect(),
        node_selector: subject.set.map_or_else(|| "<none>".to_owned(), node_selector),
        budget: key.map(|key| budget(key, simulation, app)),
    }
}

fn node_selector(set: &DaemonSet) -> String {
    let pairs: Vec<String> = set
        .template
        .node_affinity
        .node_selector
        .iter()
        .map(|(key, value)| format!("{key}={value}"))
        .collect();
    if pairs.is_empty() {
        "<none>".to_owned()
    } else {
        pairs.join(",")
    }
}

fn budget(key: &ObjectKey, simulation: &Simulation, app: &App) -> Budget {
    let is_chosen = app.choice == Choice::Budget;
    let most_told = usize::from(Budget::MOST_UNITS);
    let Some(rollout) = explain::rollout_in_short(simulation, key, app.language, most_told) else {
        return Budget {
            name: "OnDelete",
            size: 0,
            used: 0,
            holders: Vec::new(),
            is_chosen,
            stuck: None,
            ways_out: Vec::new(),
        };
    };
    let numbers = rollout.budget.numbers;
    let (stuck, ways_out) = rollout.stuck.map(|stuck| (stuck.because, stuck.ways_out)).unzip();
    Budget {
        name: rollout.limit,
        size: if numbers.max_surge > 0 {
            numbers.max_surge
        } else {
            numbers.max_unavailable
        },
        used: numbers.used,
        holders: rollout.holders,
        is_chosen,
        stuck,
        ways_out: ways_out.unwrap_or_default(),
    }
}

/// The nodes that a number counts, as they are now: the number itself is what the controller last wrote.
pub fn nodes_behind(counter: Counter, subject: &Subject<'_>, now: SimTime) -> BTreeSet<Arc<str>> {
    let Some(set) = subject.set else {
        return BTreeSet::new();
    };
    let newest = subject.newest();
    let min_ready = Millis::seconds(set.min_ready_seconds);
    let is_counted = |node: &Node| {
        let should_run = controller::decide(&set.template, node).should_run;
        let any = |holds: &dyn Fn(&Pod) -> bool| subject.own_pods_of(&node.name).any(holds);
        let is_available = || any(&|pod| pod.is_available(min_ready, now) && !pod.is_terminating());
        match counter {
            Counter::Desired => should_run,
            Counter::Current => should_run && any(&|_| true),
            Counter::Ready => should_run && any(&|pod| pod.ready),
            Counter::UpToDate => should_run && any(&|pod| subject.revision_of(pod) == newest),
            Counter::Available => should_run && is_available(),
            Counter::Unavailable => should_run && !is_available(),
            Counter::Misscheduled => !should_run && any(&|_| true),
        }
    };
    subject
        .cluster
        .nodes
        .values()
        .filter(|node| is_counted(node))
        .map(|node| node.name.clone())
        .collect()
}
