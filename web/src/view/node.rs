//! A node as the board shows it. Computed once, and again when the node, its pods or the set's template are other ones.

use super::Subject;
use super::filter::ReasonKind;
use super::pod::{PodView, pod_view};
use super::remembered::Shared;
use super::words;
use crate::state::{App, Choice, TakenLabels};
use crate::texts::board as texts;
use everynode_core::controller::{self, Placement, Reason};
use everynode_core::explain;
use everynode_core::language::Language;
use everynode_core::node::taints::taint_text;
use everynode_core::objects::{ConditionStatus, Node, ObjectKey, Pod, PodTemplate, Taint, TaintEffect};
use everynode_core::ordered::{Gather, Order};
use everynode_core::scheduler::{Resources, allocatable_of};
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

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
#[derive(Debug, Clone, PartialEq, Eq)]
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
    /// What it has and what its pods ask for, where it says so and a card shows it.
    pub capacity: Option<Capacity>,
    /// Its zone, in whichever label it says so.
    pub zone: Option<Arc<str>>,
    /// What keeps pods away, and what its own waits for: for the filter.
    pub kinds: Vec<ReasonKind>,
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

/// The nodes as they were computed last, in the order in which people count.
#[derive(Default)]
pub struct NodeMemo {
    circumstances: Option<Circumstances>,
    entries: Vec<Entry>,
    order: Vec<usize>,
}

/// What all nodes are looked at under: where it is another, nothing that was computed counts any more.
#[derive(PartialEq)]
struct Circumstances {
    template: Option<Shared<PodTemplate>>,
    uid: Option<Arc<str>>,
    revisions: BTreeMap<Arc<str>, i64>,
    taken: Rc<TakenLabels>,
    language: Language,
    has_cards: bool,
}

struct Entry {
    node: Arc<Node>,
    pods: Vec<Arc<Pod>>,
    chosen: Option<ObjectKey>,
    view: Rc<NodeView>,
}

impl NodeMemo {
    /// Every node of the cluster as it is now.
    pub fn look<'a>(
        &'a mut self,
        app: &App,
        subject: &Subject<'_>,
    ) -> impl Iterator<Item = (&'a Node, &'a Rc<NodeView>)> + use<'a> {
        let circumstances = Circumstances::of(app, subject);
        let has_cards = circumstances.has_cards;
        if self.circumstances.as_ref() != Some(&circumstances) {
            self.entries.clear();
            self.circumstances = Some(circumstances);
        }
        let before = self.entries.len();
        let mut known = std::mem::take(&mut self.entries).into_iter().peekable();
        let mut are_the_same = true;
        let mut walk = subject.walk();
        for node in subject.cluster.nodes.values() {
            while known.next_if(|entry| entry.node.name < node.name).is_some() {
                are_the_same = false;
            }
            let entry = known.next_if(|entry| entry.node.name == node.name);
            are_the_same &= entry.is_some();
            let pods = walk.to(&node.name);
            let chosen = chosen_of(app, pods);
            let entry = entry.filter(|entry| entry.is_of(node, pods, chosen));
            self.entries.push(entry.unwrap_or_else(|| Entry {
                node: node.clone(),
                pods: pods.iter().map(|pod| (*pod).clone()).collect(),
                chosen: chosen.cloned(),
                view: Rc::new(NodeView {
                    capacity: has_cards.then(|| capacity(node, pods, app.language)).flatten(),
                    ..bare_view(app, node, pods, subject)
                }),
            }));
        }
        if !are_the_same || before != self.entries.len() {
            self.order = (0..self.entries.len()).collect();
            let entries = &self.entries;
            self.order
                .order_by(|a, b| counted_order(&entries[*a].node.name, &entries[*b].node.name));
        }
        let in_order = self.order.iter().map(|index| &self.entries[*index]);
        in_order.map(|entry| (&*entry.node, &entry.view))
    }
}

impl Circumstances {
    fn of(app: &App, subject: &Subject<'_>) -> Self {
        let revisions = subject.revisions.iter();
        Self {
            template: subject.set.map(|set| Shared(set.template.clone())),
            uid: subject.set.map(|set| set.uid.clone()),
            revisions: revisions.map(|(hash, number)| (Arc::from(*hash), *number)).gather(),
            taken: app.taken.clone(),
            language: app.language,
            has_cards: app.looks.may_show_cards(subject.cluster.nodes.len()),
        }
    }
}

impl Entry {
    fn is_of(&self, node: &Arc<Node>, pods: &[&Arc<Pod>], chosen: Option<&ObjectKey>) -> bool {
        let are_same = |(mine, theirs): (&Arc<Pod>, &&Arc<Pod>)| Arc::ptr_eq(mine, theirs);
        Arc::ptr_eq(&self.node, node)
            && self.pods.len() == pods.len()
            && self.pods.iter().zip(pods).all(are_same)
            && self.chosen.as_ref() == chosen
    }
}

/// The pod that the inspector shows, where it is one of these.
fn chosen_of<'a>(app: &'a App, pods: &[&Arc<Pod>]) -> Option<&'a ObjectKey> {
    match &app.choice {
        Choice::Pod(key) => pods
            .iter()
            .any(|pod| (&pod.namespace, &pod.name) == (&key.0, &key.1))
            .then_some(key),
        Choice::Nothing | Choice::Node(_) | Choice::Counter(_) | Choice::Budget => None,
    }
}

/// `node-2` before `node-10`: runs of digits compare as numbers.
pub fn counted_order(a: &str, b: &str) -> Ordering {
    let (mut left, mut right) = (a.as_bytes(), b.as_bytes());
    loop {
        let (Some(l), Some(r)) = (left.first(), right.first()) else {
            return left.len().cmp(&right.len()).then_with(|| a.cmp(b));
        };
        if !(l.is_ascii_digit() && r.is_ascii_digit()) {
            match l.cmp(r) {
                Ordering::Equal => (left, right) = (&left[1..], &right[1..]),
                unequal => return unequal,
            }
            continue;
        }
        let digits = |text: &[u8]| text.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let ((l, left_rest), (r, right_rest)) = (left.split_at(digits(left)), right.split_at(digits(right)));
        let significant = |text: &[u8]| text.iter().take_while(|byte| **byte == b'0').count();
        let (l, r) = (&l[significant(l)..], &r[significant(r)..]);
        match l.len().cmp(&r.len()).then_with(|| l.cmp(r)) {
            Ordering::Equal => (left, right) = (left_rest, right_rest),
            unequal => return unequal,
        }
    }
}

/// A node as it is now.
pub fn node_view(app: &App, node: &Node, subject: &Subject<'_>) -> NodeView {
    let pods = subject.pods_of(&node.name);
    NodeView {
        capacity: capacity(node, pods, app.language),
        ..bare_view(app, node, pods, subject)
    }
}

/// The same without its capacity, which only cards show and which takes nearly as long as all the rest.
fn bare_view(app: &App, node: &Node, pods: &[&Arc<Pod>], subject: &Subject<'_>) -> NodeView {
    let placement = subject.set.map(|set| controller::place(&set.template, node));
    let labels = labels(app, node, subject);
    NodeView {
        name: node.name.clone(),
        health: health(node),
        is_cordoned: node.unschedulable,
        is_eligible: placement.as_ref().is_some_and(|placement| placement.should_run),
        reason: reason(placement.as_ref(), pods, app.language),
        labels_shown: labels
            .iter()
            .filter(|label| !is_well_known(&label.key) || label.is_wanted)
            .count(),
        labels,
        capacity: None,
        taints: taints(node),
        pods: pods
            .iter()
            .filter(|pod| pod.node_name.is_some())
            .map(|pod| Rc::new(pod_view(pod, subject, app)))
            .collect(),
        zone: zone(node).cloned(),
        kinds: kinds(placement.as_ref(), pods),
    }
}

/// Everything that the board shows of a node beside its name, in words.
pub fn state_in_words(view: &NodeView, language: Language) -> String {
    let mut parts = Vec::new();
    if view.health != Health::Ready {
        parts.push(view.health.words().to_owned());
    }
    if view.is_cordoned {
        parts.push(texts::cordoned(language).to_owned());
    }
    for pod in view.pods.iter().filter(|pod| pod.is_own) {
        let state = pod.shape.words(language);
        parts.push(match pod.revision {
            Some(revision) => texts::of_revision(language, &state, &revision),
            None => state.to_owned(),
        });
    }
    parts.extend(view.reason.clone());
    parts.join(", ")
}

/// What keeps pods away, and what a pod waits for.
fn kinds(placement: Option<&Placement>, pods: &[&Arc<Pod>]) -> Vec<ReasonKind> {
    let against = placement.into_iter().flat_map(|placement| &placement.reasons);
    let kind = |reason: &Reason| match reason {
        Reason::UntoleratedTaint { .. } | Reason::ToleratedTaint { .. } | Reason::IgnoredTaint { .. } => {
            ReasonKind::Taint
        }
        Reason::NodeSelectorDiffers { .. } | Reason::NodeSelectorMatches { .. } => ReasonKind::Selector,
        Reason::NoTerms | Reason::TermFails { .. } | Reason::TermMatches { .. } => ReasonKind::Affinity,
        Reason::NodeNameDiffers { .. } | Reason::NodeNameMatches => ReasonKind::Name,
    };
    let mut kinds: Vec<ReasonKind> = against.filter(|reason| reason.forbids_new_pods()).map(kind).collect();
    for pod in pods.iter().filter(|pod| pod.node_name.is_none()) {
        kinds.push(if pod.runtime.unschedulable.is_some() {
            ReasonKind::Unschedulable
        } else {
            ReasonKind::Waiting
        });
    }
    kinds
}

/// Where a node says in which zone it is.
const ZONES: [&str; 3] = [
    "topology.kubernetes.io/zone",
    "failure-domain.beta.kubernetes.io/zone",
    "zone",
];

/// The zone of a node.
pub fn zone(node: &Node) -> Option<&Arc<str>> {
    ZONES.iter().find_map(|key| node.labels.get(key))
}

/// The roles of a node, as `kubectl get nodes` shows them; where it has none, the label `role`.
pub fn role(node: &Node) -> Option<String> {
    let roles: Vec<&str> = node
        .labels
        .iter()
        .filter_map(|(key, _)| key.strip_prefix("node-role.kubernetes.io/"))
        .collect();
    if !roles.is_empty() {
        return Some(roles.join(","));
    }
    let role = node
        .labels
        .get("kubernetes.io/role")
        .or_else(|| node.labels.get("role"));
    role.map(ToString::to_string)
}

/// What the pods of a node ask for, against what it has.
fn capacity(node: &Node, pods: &[&Arc<Pod>], language: Language) -> Option<Capacity> {
    let (cpu, memory) = (allocatable_of(node, "cpu"), allocatable_of(node, "memory"));
    if cpu <= 0 || memory <= 0 {
        return None;
    }
    let mut asked = Resources::default();
    for template in pods.iter().filter_map(|pod| pod.template.as_ref()) {
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
fn reason(placement: Option<&Placement>, pods: &[&Arc<Pod>], language: Language) -> Option<String> {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_ordered_as_people_count() {
        let mut names = [
            "node-10", "node-2", "b-1", "node-1", "node-02", "node-1-b", "node-1-a", "node",
        ];
        names.order_by(|a, b| counted_order(a, b));
        assert_eq!(
            names,
            [
                "b-1", "node", "node-1", "node-1-a", "node-1-b", "node-02", "node-2", "node-10"
            ]
        );
    }
}
