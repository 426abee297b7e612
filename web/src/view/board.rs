//! The cluster board: a card, or on large clusters a tile, for every node.

use super::Subject;
use super::pod::{PodView, pod_view};
use super::words;
use crate::state::{App, Choice};
use crate::texts::board as texts;
use everynode_core::controller::{self, Placement};
use everynode_core::explain;
use everynode_core::language::Language;
use everynode_core::node::taints::taint_text;
use everynode_core::objects::{ConditionStatus, Node, Pod, Taint, TaintEffect};
use everynode_core::ordered::Order;
use everynode_core::scheduler::{Resources, allocatable_of};
use everynode_core::sim::{Actor, Change, Simulation};
use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::Arc;

/// Above so many nodes the board shows tiles.
pub const MOST_CARDS: usize = 120;

/// All nodes with their pods.
#[derive(Debug, Clone, PartialEq)]
pub struct Board {
    /// The nodes in the order of their names.
    pub nodes: Vec<Rc<NodeView>>,
    /// Pods without a node.
    pub pending: Vec<Rc<PodView>>,
    /// Draw tiles.
    pub is_dense: bool,
    /// `3 nodes, 2 eligible`.
    pub summary: String,
}

/// What a node says about its health.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Health {
    /// Ready.
    Ready,
    /// Not ready.
    NotReady,
    /// Its kubelet has not been heard of.
    Unknown,
}

impl Health {
    /// In Kubernetes' words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Ready => "Ready",
            Self::NotReady => "NotReady",
            Self::Unknown => "Unknown",
        }
    }

    /// The value of `data-ready`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ready => "true",
            Self::NotReady => "false",
            Self::Unknown => "unknown",
        }
    }
}

/// A node, ready to be drawn.
#[derive(Debug, Clone, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts, each drawn for itself")]
pub struct NodeView {
    /// Its name.
    pub name: Arc<str>,
    /// Condition Ready.
    pub health: Health,
    /// `spec.unschedulable`.
    pub is_cordoned: bool,
    /// The set should run a pod here.
    pub is_eligible: bool,
    /// Why it has no pod, or should have none, in a few words.
    pub reason: Option<String>,
    /// Its labels, those that say something about it first.
    pub labels: Vec<LabelView>,
    /// How many of the labels are shown before somebody asks for all.
    pub labels_shown: usize,
    /// Its taints.
    pub taints: Vec<TaintView>,
    /// Its pods.
    pub pods: Vec<Rc<PodView>>,
    /// What it has and what its pods ask for, where it says so.
    pub capacity: Option<Capacity>,
    /// The inspector shows it.
    pub is_chosen: bool,
    /// It is behind the number that was asked about.
    pub is_counted: bool,
    /// Its kubelet acted last.
    pub is_acting: bool,
}

/// How full a node is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Capacity {
    /// The share of the fullest resource, in percent.
    pub percent: i128,
    /// In words: `cpu 0.1 of 4, memory 200Mi of 16Gi`.
    pub words: String,
    /// The same, shorter.
    pub short: String,
}

/// A label chip.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LabelView {
    /// The key.
    pub key: Arc<str>,
    /// The value.
    pub value: Arc<str>,
    /// The node has it.
    pub is_present: bool,
    /// The set asks for this key.
    pub is_wanted: bool,
}

/// A taint chip.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaintView {
    /// The key.
    pub key: Arc<str>,
    /// As kubectl writes it.
    pub text: String,
    /// What it does.
    pub effect: TaintEffect,
}

/// Computes the board.
pub fn board(app: &App, simulation: &Simulation, subject: &Subject<'_>) -> Board {
    let acting = acting_nodes(simulation);
    let counted = match &app.choice {
        Choice::Counter(counter) => super::status::nodes_behind(*counter, subject, simulation.now()),
        Choice::Nothing | Choice::Node(_) | Choice::Pod(_) => BTreeSet::new(),
    };
    let nodes = subject.cluster.nodes.values();
    let nodes: Vec<_> = nodes
        .map(|node| {
            Rc::new(node_view(
                app,
                node,
                subject,
                acting.contains(&node.name),
                counted.contains(&node.name),
            ))
        })
        .collect();
    let pending = subject.cluster.pods.values().filter(|pod| pod.node_name.is_none());
    let eligible = nodes.iter().filter(|node| node.is_eligible).count();
    Board {
        pending: pending.map(|pod| Rc::new(pod_view(pod, subject, app))).collect(),
        is_dense: nodes.len() > MOST_CARDS,
        summary: texts::summary(app.language, eligible, nodes.len()),
        nodes,
    }
}

/// A node that is looked at on its own.
pub fn details(app: &App, node: &Node, subject: &Subject<'_>) -> Rc<NodeView> {
    Rc::new(node_view(app, node, subject, false, false))
}

fn node_view(app: &App, node: &Node, subject: &Subject<'_>, is_acting: bool, is_counted: bool) -> NodeView {
    let placement = subject.set.map(|set| controller::place(&set.template, node));
    let labels = labels(app, node, subject);
    let pods = subject.pods_of(&node.name).iter().filter(|pod| pod.node_name.is_some());
    NodeView {
        name: node.name.clone(),
        health: health(node),
        is_cordoned: node.unschedulable,
        is_eligible: placement.as_ref().is_some_and(|placement| placement.should_run),
        reason: reason(placement.as_ref(), subject.pods_of(&node.name), app.language),
        labels_shown: labels
            .iter()
            .filter(|label| !is_well_known(&label.key) || label.is_wanted)
            .count(),
        labels,
        capacity: capacity(node, subject, app.language),
        taints: taints(node),
        pods: pods.map(|pod| Rc::new(pod_view(pod, subject, app))).collect(),
        is_chosen: matches!(&app.choice, Choice::Node(chosen) if *chosen == node.name),
        is_counted,
        is_acting,
    }
}

/// What the pods of a node ask for, against what it has.
fn capacity(node: &Node, subject: &Subject<'_>, language: Language) -> Option<Capacity> {
    let (cpu, memory) = (allocatable_of(node, "cpu"), allocatable_of(node, "memory"));
    if cpu <= 0 || memory <= 0 {
        return None;
    }
    let mut asked = Resources::default();
    for template in subject
        .pods_of(&node.name)
        .iter()
        .filter_map(|pod| pod.template.as_ref())
    {
        asked.add(&Resources::requested_by(&template.json["spec"]));
    }
    let (used_cpu, used_memory) = (asked.get("cpu"), asked.get("memory"));
    let percent = (used_cpu * 100 / cpu).max(used_memory * 100 / memory);
    let (cpu_text, memory_text) = (words::cores(cpu), words::bytes(memory));
    if asked.is_empty() {
        let short = format!("{cpu_text} cpu · {memory_text}");
        return Some(Capacity {
            percent: 0,
            words: texts::capacity_unused(language, &cpu_text, &memory_text),
            short,
        });
    }
    Some(Capacity {
        percent,
        words: texts::capacity_used(
            language,
            &cpu_text,
            &memory_text,
            &words::cores(used_cpu),
            &words::bytes(used_memory),
        ),
        short: format!(
            "{}/{cpu_text} cpu · {}/{memory_text}",
            words::cores(used_cpu),
            words::bytes(used_memory)
        ),
    })
}

/// The taints of a node, as chips.
fn taints(node: &Node) -> Vec<TaintView> {
    let chip = |taint: &Taint| TaintView {
        key: taint.key.clone(),
        text: taint_text(taint),
        effect: taint.effect,
    };
    node.taints.iter().map(chip).collect()
}

const fn health(node: &Node) -> Health {
    match node.conditions.ready {
        ConditionStatus::True => Health::Ready,
        ConditionStatus::False => Health::NotReady,
        ConditionStatus::Unknown => Health::Unknown,
    }
}

/// What keeps a pod away, or what an eligible node without a pod waits for.
fn reason(placement: Option<&Placement>, pods: &[&Pod], language: Language) -> Option<String> {
    let placement = placement?;
    let has_pod = pods.iter().any(|pod| pod.node_name.is_some());
    let against = placement
        .reasons
        .iter()
        .find(|reason| reason.forbids_new_pods())
        .map(|reason| explain::short_reason(reason, language));
    match (against, pods.first()) {
        (Some(against), _) if !has_pod => Some(texts::no_pod(language, &against)),
        (Some(against), _) if placement.should_continue_running => Some(texts::stays(language, &against)),
        (Some(against), _) => Some(texts::must_go(language, &against)),
        (None, _) if has_pod => None,
        (None, Some(pod)) if pod.runtime.unschedulable.is_some() => Some(texts::cannot_be_bound(language).to_owned()),
        (None, Some(_)) => Some(texts::waits_for_scheduler(language).to_owned()),
        (None, None) => Some(texts::no_pod_yet(language).to_owned()),
    }
}

/// Present labels and those that were taken away, as chips; what every node has comes last.
fn labels(app: &App, node: &Node, subject: &Subject<'_>) -> Vec<LabelView> {
    let is_wanted = |key: &str| subject.set.is_some_and(|set| asks_for(&set.template.json, key));
    let chip = |key: &Arc<str>, value: &Arc<str>, is_present| LabelView {
        key: key.clone(),
        value: value.clone(),
        is_present,
        is_wanted: is_wanted(key),
    };
    let taken = app
        .taken
        .iter()
        .filter(|((name, key), _)| *name == node.name && !node.labels.contains_key(key));
    let mut labels: Vec<LabelView> = node.labels.iter().map(|(key, value)| chip(key, value, true)).collect();
    labels.extend(taken.map(|((_, key), value)| chip(key, value, false)));
    labels.order_by(|a, b| {
        (is_well_known(&a.key), !a.is_wanted, &a.key).cmp(&(is_well_known(&b.key), !b.is_wanted, &b.key))
    });
    labels
}

/// Whether the template's node selector or required node affinity names a label.
fn asks_for(template: &serde_json::Value, key: &str) -> bool {
    let spec = &template["spec"];
    let terms =
        &spec["affinity"]["nodeAffinity"]["requiredDuringSchedulingIgnoredDuringExecution"]["nodeSelectorTerms"];
    let expressions = terms
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|term| term["matchExpressions"].as_array());
    spec["nodeSelector"].get(key).is_some() || expressions.flatten().any(|expression| expression["key"] == key)
}

/// Labels that every node has and that rarely decide anything.
fn is_well_known(key: &str) -> bool {
    key.starts_with("kubernetes.io/") || key.starts_with("beta.kubernetes.io/")
}

/// The nodes whose kubelets acted in the last step.
fn acting_nodes(simulation: &Simulation) -> BTreeSet<Arc<str>> {
    let Some(step) = words::last_step(simulation).filter(|step| step.actor == Actor::Kubelet) else {
        return BTreeSet::new();
    };
    step.changes
        .iter()
        .filter_map(|change| {
            if let Change::PodProgressed { node, .. } | Change::PodReady { node, .. } = change {
                Some(node.clone())
            } else if let Change::PodFailed { node, .. } | Change::PodRemoved { node, .. } = change {
                node.clone()
            } else {
                None
            }
        })
        .collect()
}
