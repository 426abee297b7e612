//! The cluster board: a card, a tile or a square for every node that the filter lets through, in groups.

use super::Subject;
use super::filter::Filter;
use super::node::{self, NodeMemo, NodeView, counted_order};
use super::pod::{PodView, Shape, pod_view};
use super::words;
use crate::state::board::{Deed, Grouping, Layout, Looks};
use crate::state::{App, Choice};
use crate::texts::board as texts;
use everynode_core::kubectl;
use everynode_core::language::Language;
use everynode_core::objects::Node;
use everynode_core::ordered::{Gather, Order};
use everynode_core::sim::{Actor, Change, Simulation, Step};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::sync::Arc;

/// The nodes that are shown, with their pods.
#[derive(Debug, Clone, PartialEq)]
pub struct Board {
    /// The nodes by group; a single one without a heading where they are not grouped.
    pub groups: Vec<Group>,
    /// Pods without a node.
    pub pending: Vec<Rc<PodView>>,
    /// What stands for a node.
    pub layout: Layout,
    /// `3 nodes, 2 eligible`.
    pub summary: String,
    /// How the board is looked at, and how else it could be.
    pub tools: Rc<Tools>,
    /// What can be done to the marked nodes, while some are being marked.
    pub marking: Option<Marking>,
}

/// Nodes that have something in common.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// What that is; `None` where nodes are not grouped.
    pub heading: Option<Heading>,
    /// They, in the order in which people count.
    pub nodes: Vec<Shown>,
}

/// What stands above a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// What the nodes have in common.
    pub name: Rc<str>,
    /// How many there are, and how they fare.
    pub counts: String,
}

/// A node, and what of it is of interest at the moment.
#[derive(Debug, Clone, PartialEq)]
pub struct Shown {
    /// The node.
    pub node: Rc<NodeView>,
    /// The inspector shows it.
    pub is_chosen: bool,
    /// It is behind the number that was asked about.
    pub is_counted: bool,
    /// Something was done to it in the last step, by whom.
    pub acted: Option<Acted>,
    /// It is marked.
    pub is_marked: bool,
}

/// The controls of the board.
#[derive(Debug, Clone, PartialEq)]
pub struct Tools {
    /// What a person set.
    pub looks: Rc<Looks>,
    /// What stands for a node if nobody chose.
    pub suiting: Layout,
    /// What the nodes can be grouped by, beside nothing: as named in [`Grouping::name`], and in words.
    pub groupings: Vec<(String, String)>,
    /// How many nodes the filter lets through, in words; empty without a filter.
    pub found: String,
    /// What in the filter says nothing, in words.
    pub misunderstood: String,
}

/// What can be done to the marked nodes.
#[derive(Debug, Clone, PartialEq)]
pub struct Marking {
    /// How many are marked, in words.
    pub count: String,
    /// None is.
    pub is_empty: bool,
    /// All that are shown are marked.
    pub is_all: bool,
    /// What somebody thinks of doing.
    pub considered: Option<Considered>,
}

/// What somebody thinks of doing to the marked nodes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Considered {
    /// The lines of kubectl that do it; `None` where kubectl cannot.
    pub lines: Option<String>,
}

impl Board {
    /// The nodes of all groups.
    pub fn nodes(&self) -> impl Iterator<Item = &Shown> {
        self.groups.iter().flat_map(|group| &group.nodes)
    }

    /// The names of the shown nodes from one to another, in the order in which they are shown.
    pub fn between(&self, one: &str, other: &str) -> Vec<Arc<str>> {
        let names: Vec<&Arc<str>> = self.nodes().map(|shown| &shown.node.name).collect();
        let place = |name: &str| names.iter().position(|shown| ***shown == *name);
        match (place(one), place(other)) {
            (Some(from), Some(to)) => {
                let mut names: Vec<_> = names[from.min(to)..=from.max(to)]
                    .iter()
                    .map(|name| (*name).clone())
                    .collect();
                // The last one is where the next range begins.
                if to < from {
                    names.reverse();
                }
                names
            }
            (_, Some(to)) => vec![names[to].clone()],
            (_, None) => Vec::new(),
        }
    }
}

/// Computes the board.
pub fn board(app: &App, simulation: &Simulation, subject: &Subject<'_>, memo: &mut NodeMemo) -> Board {
    let language = app.language;
    let marks = Marks::of(app, simulation, subject);
    let filter = Filter::read(&app.looks.filter);
    let (mut all, mut eligible) = (0_usize, 0);
    let mut nodes = Vec::new();
    for (node, view) in memo.look(app, subject) {
        all += 1;
        eligible += usize::from(view.is_eligible);
        if filter.is_empty() || filter.admits(node, view) {
            nodes.push((node, marks.on(view)));
        }
    }
    let shown = nodes.len();
    let suiting = Layout::fitting(shown, app.looks.room);
    let pending = subject.cluster.pods.values().filter(|pod| pod.node_name.is_none());
    let wrong = filter.misunderstood.iter().map(|each| each.sentence(language));
    Board {
        pending: pending.map(|pod| Rc::new(pod_view(pod, subject, app))).collect(),
        layout: app.looks.layout.unwrap_or(suiting),
        summary: texts::summary(language, eligible, all),
        tools: Rc::new(Tools {
            looks: app.looks.clone(),
            suiting,
            groupings: groupings(subject, language),
            found: if filter.is_empty() {
                String::new()
            } else {
                texts::found(language, all, shown)
            },
            misunderstood: wrong.collect::<Vec<_>>().join(" "),
        }),
        marking: marking(app, &nodes, subject),
        groups: groups(nodes, &app.looks.grouping, language),
    }
}

/// What is of interest at the moment.
struct Marks<'a> {
    acting: Option<(Acted, BTreeSet<Arc<str>>)>,
    counted: BTreeSet<Arc<str>>,
    chosen: Option<&'a Arc<str>>,
    marked: Option<&'a BTreeSet<Arc<str>>>,
}

impl<'a> Marks<'a> {
    fn of(app: &'a App, simulation: &Simulation, subject: &Subject<'_>) -> Self {
        let (counted, chosen) = match &app.choice {
            Choice::Counter(counter) => (super::status::nodes_behind(*counter, subject, simulation.now()), None),
            Choice::Budget => {
                let holders = super::status::holders(app, simulation);
                (holders.into_iter().map(|holder| holder.node).gather(), None)
            }
            Choice::Node(name) => (BTreeSet::new(), Some(name)),
            Choice::Nothing | Choice::Pod(_) => (BTreeSet::new(), None),
        };
        Self {
            acting: acting_nodes(simulation),
            counted,
            chosen,
            marked: app.looks.marked.as_deref(),
        }
    }

    fn on(&self, view: &Rc<NodeView>) -> Shown {
        Shown {
            is_chosen: self.chosen == Some(&view.name),
            is_counted: self.counted.contains(&view.name),
            acted: self
                .acting
                .as_ref()
                .filter(|(_, nodes)| nodes.contains(&view.name))
                .map(|(acted, _)| *acted),
            is_marked: self.marked.is_some_and(|marked| marked.contains(&view.name)),
            node: view.clone(),
        }
    }
}

fn marking(app: &App, shown: &[(&Node, Shown)], subject: &Subject<'_>) -> Option<Marking> {
    let marked = app.looks.marked.as_ref()?;
    let marked_in_sight = shown.iter().filter(|(_, shown)| shown.is_marked).count();
    let present = marked
        .iter()
        .filter(|name| subject.cluster.nodes.contains_key(*name))
        .count();
    let hidden = present - marked_in_sight;
    Some(Marking {
        count: texts::marked_count(app.language, hidden, present),
        is_empty: present == 0,
        is_all: marked_in_sight == shown.len(),
        considered: app.looks.considered.as_ref().map(|deed| Considered {
            lines: lines(app, deed),
        }),
    })
}

/// The lines of kubectl that do a deed to the marked nodes; `None` where kubectl cannot, or there is nothing to do.
fn lines(app: &App, deed: &Deed) -> Option<String> {
    kubectl::equivalent(&app.command_for_marked(deed)?)
}

/// What the nodes can be grouped by: zone and role where there are some, and every label.
fn groupings(subject: &Subject<'_>, language: Language) -> Vec<(String, String)> {
    // Only keys matter here, and most nodes have those of the one before.
    let mut different: Vec<&Node> = Vec::new();
    for node in subject.cluster.nodes.values() {
        let has_the_same = |other: &&Node| {
            let mut both = node.labels.iter().zip(other.labels.iter());
            node.labels.len() == other.labels.len() && both.all(|((key, _), (other, _))| key == other)
        };
        if !different.last().is_some_and(has_the_same) {
            different.push(node);
        }
    }
    let nodes = || different.iter().copied();
    let mut all = Vec::new();
    if nodes().any(|node| node::zone(node).is_some()) {
        all.push((Grouping::Zone.name(), texts::by_zone(language).to_owned()));
    }
    if nodes().any(|node| node::role(node).is_some()) {
        all.push((Grouping::Role.name(), texts::by_role(language).to_owned()));
    }
    let mut keys = BTreeSet::new();
    for node in nodes() {
        for (key, _) in node.labels.iter() {
            if !keys.contains(key) {
                keys.insert(key.clone());
            }
        }
    }
    let labels = keys
        .into_iter()
        .map(|key| (Grouping::Label(key.clone()).name(), key.to_string()));
    all.extend(labels);
    all
}

/// What a node has in common with others.
fn common(node: &Node, grouping: &Grouping) -> Option<String> {
    match grouping {
        Grouping::Nothing => None,
        Grouping::Zone => node::zone(node).map(ToString::to_string),
        Grouping::Role => node::role(node),
        Grouping::Label(key) => node.labels.get(key).map(ToString::to_string),
    }
}

fn groups(nodes: Vec<(&Node, Shown)>, grouping: &Grouping, language: Language) -> Vec<Group> {
    if *grouping == Grouping::Nothing {
        return vec![Group {
            heading: None,
            nodes: nodes.into_iter().map(|(_, shown)| shown).collect(),
        }];
    }
    let mut by_value: BTreeMap<Option<String>, Vec<Shown>> = BTreeMap::new();
    for (node, shown) in nodes {
        by_value.entry(common(node, grouping)).or_default().push(shown);
    }
    let mut groups: Vec<_> = by_value.into_iter().collect();
    // Those that have nothing in common come last.
    groups.order_by(|(a, _), (b, _)| {
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        a.is_none()
            .cmp(&b.is_none())
            .then_with(|| counted_order(&text(a), &text(b)))
    });
    let group = |(value, nodes): (Option<String>, Vec<Shown>)| Group {
        heading: Some(Heading {
            name: match value {
                Some(value) if !value.is_empty() => value.into(),
                Some(_) => "\"\"".into(),
                None => texts::without(language).into(),
            },
            counts: counts(&nodes, language),
        }),
        nodes,
    };
    groups.into_iter().map(group).collect()
}

/// How many nodes there are, how many should run the pod, and on how many it is ready.
fn counts(nodes: &[Shown], language: Language) -> String {
    let eligible = nodes.iter().filter(|shown| shown.node.is_eligible).count();
    let is_ready = |pod: &Rc<PodView>| pod.is_own && pod.shape == Shape::Ready;
    let ready = nodes
        .iter()
        .filter(|shown| shown.node.pods.iter().any(is_ready))
        .count();
    texts::group_counts(language, eligible, nodes.len(), ready)
}

/// Who did something to a node in the last step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Acted {
    /// One of the three that have a station: its name in attributes.
    Station(&'static str),
    /// Something drives a pod out: the taint eviction, or a kubelet that runs out of something.
    Eviction,
    /// Anybody else.
    Other,
}

impl Acted {
    /// The name in attributes.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Station(name) => name,
            Self::Eviction => "eviction",
            Self::Other => "other",
        }
    }

    fn of(step: &Step) -> Self {
        let is_eviction =
            |change: &Change| matches!(change, Change::PodFailed { reason, .. } if **reason == *"Evicted");
        match step.actor {
            Actor::Kubelet if step.changes.iter().any(is_eviction) => Self::Eviction,
            Actor::DaemonSetController => Self::Station("controller"),
            Actor::Scheduler => Self::Station("scheduler"),
            Actor::Kubelet => Self::Station("kubelet"),
            Actor::TaintEviction => Self::Eviction,
            Actor::User
            | Actor::NodeLifecycle
            | Actor::PodGarbageCollector
            | Actor::GarbageCollector
            | Actor::NamespaceController => Self::Other,
        }
    }
}

/// The nodes to which something was done in the last step, and by whom.
fn acting_nodes(simulation: &Simulation) -> Option<(Acted, BTreeSet<Arc<str>>)> {
    let step = words::last_step(simulation)?;
    let nodes = step.changes.iter().filter_map(|change| {
        if let Change::PodProgressed { node, .. } | Change::PodReady { node, .. } | Change::PodBound { node, .. } =
            change
        {
            Some(node.clone())
        } else if let Change::PodFailed { node, .. }
        | Change::PodRemoved { node, .. }
        | Change::PodCreated { node, .. }
        | Change::PodTerminating { node, .. } = change
        {
            node.clone()
        } else {
            None
        }
    });
    Some((Acted::of(step), nodes.gather()))
}
