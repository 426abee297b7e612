//! What the page shows, as plain values computed from the state: components only draw them.

pub mod actors;
pub mod board;
pub mod completion;
pub mod console;
pub mod curve;
pub mod deciding;
pub mod facts;
pub mod fates;
pub mod filter;
pub mod findings;
pub mod inspector;
pub mod keep;
pub mod lessons;
pub mod modes;
pub mod node;
pub mod origin;
pub mod picture;
pub mod pod;
pub mod remembered;
pub mod revisions;
pub mod rows;
pub mod scrubbed;
pub mod status;
pub mod transport;
pub mod words;

use crate::state::{App, Notice};
use crate::texts;
use everynode_core::objects::{Cluster, DaemonSet, Pod};
use everynode_core::ordered::{Gather, Order};
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

/// Everything the page shows of the cluster.
#[derive(Debug, Clone, PartialEq)]
pub struct View {
    /// Status line, budget, what is stuck.
    pub status: status::Status,
    /// Controller, scheduler, kubelets.
    pub actors: actors::Actors,
    /// Nodes with their pods.
    pub board: Rc<board::Board>,
    /// Clock, time line, what the buttons can do.
    pub transport: transport::Transport,
    /// The panel beside the cluster.
    pub inspector: inspector::Inspector,
    /// What just happened, for those who do not see it.
    pub said: String,
}

/// What was computed for the last drawing and counts for the next one too, where nothing changed.
#[derive(Default)]
pub struct Memo {
    nodes: node::NodeMemo,
    curve: curve::CurveMemo,
    legend: inspector::LegendMemo,
}

/// Computes what the page shows.
pub fn view(app: &App) -> View {
    view_after(app, &mut Memo::default())
}

/// The same, faster where little has changed since `memo` was used last.
pub fn view_after(app: &App, memo: &mut Memo) -> View {
    let (simulation, language) = (app.simulation(), app.language);
    let key = app
        .set
        .as_ref()
        .filter(|key| simulation.cluster().daemon_sets.contains_key(*key));
    let set = key
        .and_then(|key| simulation.cluster().daemon_sets.get(key))
        .map(Arc::as_ref);
    let subject = Subject::new(simulation.cluster(), set);
    let board = board::board(app, &simulation, &subject, &mut memo.nodes);
    let status = status::status(key, &subject, &simulation, app);
    let is_stuck = status.budget.as_ref().is_some_and(|budget| budget.stuck.is_some());
    let curve = curve::curve(app, &simulation, is_stuck, &mut memo.curve);
    View {
        status,
        actors: actors::actors(&simulation, language),
        transport: transport::transport(app, &simulation, curve),
        inspector: inspector::inspector(app, &simulation, &subject, board.layout, &mut memo.legend),
        said: match &app.notice {
            Notice::Nothing => words::last_deed(&simulation, language),
            Notice::LinkCopied => texts::page::link_copied(language).to_owned(),
            Notice::Restored(time) => texts::keep::restored(language, time),
            Notice::NotLoaded { address, reason } => texts::keep::not_loaded(language, address, reason),
            Notice::Refused(finding) => finding.message_in(language),
        },
        board: Rc::new(board),
    }
}

/// The DaemonSet that the page is about, with what belongs to it.
pub struct Subject<'a> {
    /// Everything.
    pub cluster: &'a Cluster,
    /// The set, if there is one.
    pub set: Option<&'a DaemonSet>,
    /// The numbers of its revisions, by the hash that their pods carry.
    pub revisions: BTreeMap<&'a str, i64>,
    /// The nodes that pods belong to, in order: one for each of `pods`, empty where it is for none.
    nodes_of_pods: Vec<&'a str>,
    /// All pods, in the order of these nodes.
    pods: Vec<&'a Arc<Pod>>,
}

impl<'a> Subject<'a> {
    /// Looks the set's belongings up.
    pub fn new(cluster: &'a Cluster, set: Option<&'a DaemonSet>) -> Self {
        let revisions = cluster.revisions.values();
        let numbers = revisions.filter_map(|revision| {
            let hash = revision.labels.get(HASH_LABEL)?;
            Some((&**hash, revision.revision))
        });
        let mut pods: Vec<(&str, &Arc<Pod>)> = cluster
            .pods
            .values()
            .map(|pod| (pod.target_node().map_or("", |node| &**node), pod))
            .collect();
        pods.order_by(|(one, _), (other, _)| one.cmp(other));
        let (nodes_of_pods, pods) = pods.into_iter().unzip();
        Self {
            cluster,
            set,
            revisions: numbers.gather(),
            nodes_of_pods,
            pods,
        }
    }

    /// The pods that belong to a node.
    pub fn pods_of(&self, node: &str) -> &[&'a Arc<Pod>] {
        let from = self.nodes_of_pods.partition_point(|other| *other < node);
        let count = self.nodes_of_pods[from..].partition_point(|other| *other == node);
        &self.pods[from..from + count]
    }

    /// The pods of one node after the other.
    pub const fn walk(&self) -> Walk<'_, 'a> {
        Walk { subject: self, at: 0 }
    }

    /// Whether a pod is one of the set's.
    pub fn owns(&self, pod: &Pod) -> bool {
        let uid = self.set.map(|set| &set.uid);
        uid.is_some() && pod.controller.as_ref().map(|owner| &owner.uid) == uid
    }

    /// The set's own pods of a node.
    pub fn own_pods_of(&self, node: &str) -> impl Iterator<Item = &'a Pod> {
        self.pods_of(node)
            .iter()
            .map(|pod| &***pod)
            .filter(|pod| self.owns(pod))
    }

    /// The number of a pod's revision.
    pub fn revision_of(&self, pod: &Pod) -> Option<i64> {
        self.revisions.get(&**pod.labels.get(HASH_LABEL)?).copied()
    }

    /// The number of the newest revision.
    pub fn newest(&self) -> Option<i64> {
        self.revisions.values().copied().max()
    }
}

/// The pods of nodes that are asked for in the order of their names: all nodes take one way through the pods.
pub struct Walk<'s, 'a> {
    subject: &'s Subject<'a>,
    at: usize,
}

impl<'s, 'a> Walk<'s, 'a> {
    /// The pods that belong to a node, which comes after the one that was asked for before.
    pub fn to(&mut self, node: &str) -> &'s [&'a Arc<Pod>] {
        let nodes = &self.subject.nodes_of_pods;
        let is_there = |at: &usize, order| nodes.get(*at).is_some_and(|other| (*other).cmp(node) == order);
        while is_there(&self.at, Ordering::Less) {
            self.at += 1;
        }
        let from = self.at;
        while is_there(&self.at, Ordering::Equal) {
            self.at += 1;
        }
        &self.subject.pods[from..self.at]
    }
}

/// The label that says which revision a pod is of.
pub const HASH_LABEL: &str = "controller-revision-hash";

#[cfg(test)]
mod tests;
