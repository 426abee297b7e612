//! The set's pods by the node they belong to, and what each node comes down to: taken once, and kept true from then on.
//!
//! Models `pkg/controller/daemon/daemon_controller.go` (getNodesToDaemonPods, podByCreationTimestampAndPhase), which groups
//! anew in each sync. Here a sync that has a census already only reads its [`Facts`]: whoever changes a pod or a node tells
//! it so, and a change costs the one node that it concerns.

mod facts;
mod names;

pub(super) use facts::Facts;

use super::claim::{Claim, claim_pod, in_namespace};
use super::surge_allowed;
use crate::controller::legacy::{self, Verdict};
use crate::controller::placement::{Decision, decide};
use crate::objects::{Cluster, DaemonSet, Node, ObjectKey, Pod};
use facts::Judge;
use names::NameIndex;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A node, and the set's pods on it.
#[derive(Debug, Clone)]
pub(super) struct Site {
    name: Arc<str>,
    /// The node.
    pub(super) node: Arc<Node>,
    pods: Pods,
}

/// Pods in the order of names. Most nodes have one.
#[derive(Debug, Clone)]
enum Pods {
    None,
    One(Arc<Pod>),
    Many(Vec<Arc<Pod>>),
}

/// The set's pods by node.
#[derive(Debug)]
pub(crate) struct Census {
    judge: Judge,
    sites: Vec<Site>,
    facts: Vec<Facts>,
    names: NameIndex,
    /// Of the controller of old, where it is used: one for each node.
    verdicts: Vec<Verdict>,
    /// Pods that belong to nodes that do not exist, by the name of the node.
    pub(super) elsewhere: BTreeMap<Arc<str>, Vec<Arc<Pod>>>,
    /// Terminal pods that are being deleted: they count for the history only.
    leaving: BTreeMap<Arc<str>, Arc<Pod>>,
    /// Pods to adopt.
    pub(super) adopted: BTreeSet<Arc<str>>,
    /// Pods to release.
    pub(super) released: BTreeSet<Arc<str>>,
    /// Something has changed that it cannot follow.
    stale: bool,
}

/// The censuses of the sets of a cluster, each from the set's last sync on. A memo: what is not there is taken anew, so it
/// makes no difference to anything, and a copy has none.
#[derive(Debug, Default)]
pub(crate) struct Censuses(BTreeMap<ObjectKey, Census>);

impl Census {
    /// Claims and groups the pods of `set`; `hash` is the label of its current revision.
    pub(super) fn new(cluster: &Cluster, set: &Arc<DaemonSet>, hash: &Arc<str>) -> Self {
        let legacy = legacy::is_used(cluster);
        let verdicts = if legacy {
            legacy::judge_all(cluster, set)
        } else {
            Vec::new()
        };
        let judge = Judge::new(set, hash);
        let nodes = cluster.nodes.values().enumerate();
        let facts = nodes.map(|(index, node)| {
            let verdict = verdicts.get(index).map(Verdict::decision);
            judge.facts(verdict.unwrap_or_else(|| decide(&set.template, node)), &[])
        });
        let facts = facts.collect();
        let sites = cluster.nodes.values().map(|node| Site {
            name: Arc::clone(&node.name),
            node: Arc::clone(node),
            pods: Pods::None,
        });
        let sites: Vec<Site> = sites.collect();
        let mut census = Self {
            judge,
            names: NameIndex::new(sites.iter().map(|site| &site.name)),
            sites,
            facts,
            verdicts,
            elsewhere: BTreeMap::new(),
            leaving: BTreeMap::new(),
            adopted: BTreeSet::new(),
            released: BTreeSet::new(),
            stale: legacy,
        };
        // Judged once, however many pods a node has.
        let claimed = in_namespace(&cluster.pods, &set.namespace);
        let touched: BTreeSet<usize> = claimed.filter_map(|pod| census.put(pod)).collect();
        for index in touched {
            census.judge_again(index);
        }
        census
    }

    /// Whether it still says how things are with `set`, provided that it was told of all changes.
    pub(super) fn is_of(&self, cluster: &Cluster, set: &DaemonSet, hash: &Arc<str>) -> bool {
        !self.stale && !legacy::is_used(cluster) && self.judge.judges_like(set, hash)
    }

    /// Whether it comes down to the same as another.
    pub(super) fn says_the_same_as(&self, other: &Self) -> bool {
        let pods = |census: &Self| census.all_pods().cloned().collect::<Vec<_>>();
        self.facts == other.facts
            && self.elsewhere == other.elsewhere
            && self.adopted == other.adopted
            && self.released == other.released
            && pods(self) == pods(other)
    }

    /// The nodes in the order of names, each with what it comes down to.
    pub(super) fn sites(&self) -> impl Iterator<Item = (&Site, &Facts)> {
        self.sites.iter().zip(&self.facts)
    }

    /// The nodes of whose pods something may have to be done outside of rollouts, in the order of names; with what the
    /// controller of old says, where it is used.
    pub(super) fn unsettled(&self) -> impl Iterator<Item = (&Site, Decision, Option<&Verdict>)> {
        let sites = self.sites().enumerate();
        let unsettled = sites.filter(|(_, (_, facts))| !facts.settled || !self.verdicts.is_empty());
        unsettled.map(|(index, (site, facts))| (site, facts.decision, self.verdicts.get(index)))
    }

    /// What each node comes down to, in the order of their names.
    pub(super) fn facts(&self) -> &[Facts] {
        &self.facts
    }

    /// What pods on a node that does not exist come down to.
    pub(super) fn facts_elsewhere(&self, pods: &[Arc<Pod>]) -> Facts {
        let decision = Decision {
            should_run: false,
            should_continue_running: false,
        };
        self.judge.facts(decision, pods)
    }

    /// How many nodes should run the pod.
    pub(super) fn desired(&self) -> i64 {
        count(self.facts.iter().filter(|facts| facts.decision.should_run).count())
    }

    /// Whether a pod is of the current revision.
    pub(super) fn is_updated(&self, pod: &Pod) -> bool {
        self.judge.is_updated(pod)
    }

    /// Every pod that is grouped, and the terminal ones that are leaving.
    pub(super) fn all_pods(&self) -> impl Iterator<Item = &Arc<Pod>> {
        let on_nodes = self.sites.iter().flat_map(Site::pods);
        let elsewhere = self.elsewhere.values().flatten();
        on_nodes.chain(elsewhere).chain(self.leaving.values())
    }

    /// A pod has changed from `before` to `after`, or come, or gone.
    fn pod_changed(&mut self, before: Option<&Arc<Pod>>, after: Option<&Arc<Pod>>) {
        if let (Some(before), Some(after)) = (before, after)
            && self.replace(before, after)
        {
            return;
        }
        if let Some(pod) = before {
            self.remove(pod);
        }
        if let Some(pod) = after {
            self.add(pod);
        }
    }

    /// Puts `after` in the place of `before`, if it belongs there as well.
    fn replace(&mut self, before: &Arc<Pod>, after: &Arc<Pod>) -> bool {
        let (target, is_leaving) = (before.target_node(), |pod: &Pod| {
            pod.is_terminal() && pod.is_terminating()
        });
        if target != after.target_node() || is_leaving(before) || is_leaving(after) {
            return false;
        }
        let is_owned = |pod| self.claims(pod) == Claim::Owned;
        if !is_owned(before) || !is_owned(after) {
            return false;
        }
        let Some(index) = target.and_then(|target| self.find(target)) else {
            return false;
        };
        let places = self.sites[index].pods.as_mut_slice();
        let Some(place) = places.iter_mut().find(|pod| pod.name == after.name) else {
            return false;
        };
        *place = Arc::clone(after);
        self.judge_again(index);
        true
    }

    /// A node has changed, or come, or gone. Joining or leaving moves all others: that it does not follow.
    fn node_changed(&mut self, name: &Arc<str>, node: Option<&Arc<Node>>) {
        match (self.find(name), node) {
            (Some(index), Some(node)) => {
                self.sites[index].node = Arc::clone(node);
                self.facts[index].decision = decide(&self.judge.set.template, node);
                self.judge_again(index);
            }
            (None, None) => {}
            (Some(_), None) | (None, Some(_)) => self.stale = true,
        }
    }

    fn find(&self, name: &Arc<str>) -> Option<usize> {
        self.names.find(name, |index| &self.sites[index].name)
    }

    fn judge_again(&mut self, index: usize) {
        let decision = self.facts[index].decision;
        self.facts[index] = self.judge.facts(decision, self.sites[index].pods());
    }

    fn claims(&self, pod: &Pod) -> Claim {
        if pod.namespace == self.judge.set.namespace {
            claim_pod(&self.judge.set, pod)
        } else {
            Claim::Ignored
        }
    }

    fn add(&mut self, pod: &Arc<Pod>) {
        if let Some(index) = self.put(pod) {
            self.judge_again(index);
        }
    }

    /// Puts a pod where it belongs; tells the node that has to be judged again.
    fn put(&mut self, pod: &Arc<Pod>) -> Option<usize> {
        match self.claims(pod) {
            Claim::Owned => {}
            Claim::Adopted => {
                self.adopted.insert(Arc::clone(&pod.name));
            }
            Claim::Released => {
                self.released.insert(Arc::clone(&pod.name));
                return None;
            }
            Claim::Ignored => return None,
        }
        let target = pod.target_node()?;
        if pod.is_terminal() && pod.is_terminating() {
            self.leaving.insert(Arc::clone(&pod.name), Arc::clone(pod));
            return None;
        }
        let index = self.find(target);
        if let Some(index) = index {
            self.sites[index].pods.insert(pod);
        } else {
            let pods = self.elsewhere.entry(Arc::clone(target)).or_default();
            let place = pods.partition_point(|other| other.name < pod.name);
            pods.insert(place, Arc::clone(pod));
        }
        index
    }

    /// The way back of [`Self::add`].
    fn remove(&mut self, pod: &Arc<Pod>) {
        match self.claims(pod) {
            Claim::Owned => {}
            Claim::Adopted => {
                self.adopted.remove(&pod.name);
            }
            Claim::Released => {
                self.released.remove(&pod.name);
                return;
            }
            Claim::Ignored => return,
        }
        let Some(target) = pod.target_node() else {
            return;
        };
        if pod.is_terminal() && pod.is_terminating() {
            self.leaving.remove(&pod.name);
        } else if let Some(index) = self.find(target) {
            self.sites[index].pods.remove(&pod.name);
            self.judge_again(index);
        } else if let Some(pods) = self.elsewhere.get_mut(target) {
            pods.retain(|other| other.name != pod.name);
            if pods.is_empty() {
                self.elsewhere.remove(target);
            }
        }
    }
}

impl Censuses {
    /// Takes the census of a set out, if there is one.
    pub(crate) fn take(&mut self, set: &ObjectKey) -> Option<Census> {
        self.0.remove(set)
    }

    /// The census of a set, if there is one.
    pub(crate) fn get(&self, set: &ObjectKey) -> Option<&Census> {
        self.0.get(set)
    }

    /// Keeps one.
    pub(crate) fn keep(&mut self, set: &ObjectKey, census: Option<Census>) {
        if let Some(census) = census {
            self.0.insert(set.clone(), census);
        }
    }

    /// Forgets that of a set.
    pub(crate) fn remove(&mut self, set: &ObjectKey) {
        self.0.remove(set);
    }

    /// Forgets all of them.
    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }

    /// A pod has changed from `before` to `after`, or come, or gone.
    pub(crate) fn pod_changed(&mut self, before: Option<&Arc<Pod>>, after: Option<&Arc<Pod>>) {
        for census in self.0.values_mut() {
            census.pod_changed(before, after);
        }
    }

    /// A node has changed, or come, or gone.
    pub(crate) fn node_changed(&mut self, name: &Arc<str>, node: Option<&Arc<Node>>) {
        for census in self.0.values_mut() {
            census.node_changed(name, node);
        }
    }
}

impl Clone for Censuses {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl PartialEq for Censuses {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Site {
    /// The set's pods here, in the order of names.
    pub(super) fn pods(&self) -> &[Arc<Pod>] {
        match &self.pods {
            Pods::None => &[],
            Pods::One(pod) => std::slice::from_ref(pod),
            Pods::Many(pods) => pods,
        }
    }
}

impl Pods {
    fn as_mut_slice(&mut self) -> &mut [Arc<Pod>] {
        match self {
            Self::None => &mut [],
            Self::One(pod) => std::slice::from_mut(pod),
            Self::Many(pods) => pods,
        }
    }

    fn insert(&mut self, pod: &Arc<Pod>) {
        let mut pods = match std::mem::replace(self, Self::None) {
            Self::None => {
                *self = Self::One(Arc::clone(pod));
                return;
            }
            Self::One(other) => vec![other],
            Self::Many(pods) => pods,
        };
        let place = pods.partition_point(|other| other.name < pod.name);
        pods.insert(place, Arc::clone(pod));
        *self = Self::Many(pods);
    }

    fn remove(&mut self, name: &Arc<str>) {
        *self = match std::mem::replace(self, Self::None) {
            Self::One(pod) if pod.name != *name => Self::One(pod),
            Self::None | Self::One(_) => Self::None,
            Self::Many(mut pods) => {
                pods.retain(|pod| pod.name != *name);
                match <[Arc<Pod>; 1]>::try_from(pods) {
                    Ok([pod]) => Self::One(pod),
                    Err(pods) => Self::Many(pods),
                }
            }
        };
    }
}

/// A number of things as Kubernetes counts them.
pub(super) fn count(things: usize) -> i64 {
    i64::try_from(things).unwrap_or(i64::MAX)
}

/// What decides which of several pods on one node stays: bound ones first, then older ones, then by name.
pub(super) fn precedence(pod: &Pod) -> impl Ord + '_ {
    (pod.node_name.is_none(), pod.created, &pod.name)
}
