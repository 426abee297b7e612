//! What a node and its pods come down to for a sync, so that most nodes need no second look.
//!
//! The rules are those of `pkg/controller/daemon/daemon_controller.go` (podsShouldBeOnNode, updateDaemonSetStatus) and
//! `update.go` (findUpdatedPodsOnNode); time alone is left open, as the moment from which a pod is available.

use super::{precedence, surge_allowed};
use crate::controller::placement::Decision;
use crate::controller::pod::TEMPLATE_GENERATION_LABEL;
use crate::controller::revision::HASH_LABEL;
use crate::objects::{DaemonSet, Pod};
use crate::time::{Millis, SimTime};
use std::sync::Arc;

/// What a node and its pods come down to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::controller::sync) struct Facts {
    /// Should it run the pod, may it keep one.
    pub(in crate::controller::sync) decision: Decision,
    /// Outside of a rollout nothing has to be done here.
    pub(in crate::controller::sync) settled: bool,
    /// There are two pods of a kind, those that are being deleted not counted; `old` and `new` say nothing then.
    pub(in crate::controller::sync) excess: bool,
    /// The pod that the status counts.
    pub(in crate::controller::sync) first: Option<PodFacts>,
    /// The pod of an earlier revision that is not being deleted.
    pub(in crate::controller::sync) old: Option<PodFacts>,
    /// The same of the current one.
    pub(in crate::controller::sync) new: Option<PodFacts>,
}

/// What a pod comes down to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::controller::sync) struct PodFacts {
    /// Condition `Ready` is `True`.
    pub(in crate::controller::sync) ready: bool,
    /// It is of the current revision.
    pub(in crate::controller::sync) updated: bool,
    available_from: SimTime,
}

const ALWAYS: SimTime = SimTime(i64::MIN);
const NEVER: SimTime = SimTime(i64::MAX);

impl PodFacts {
    /// Whether it has been ready for `minReadySeconds`.
    pub(in crate::controller::sync) fn is_available(&self, now: SimTime) -> bool {
        self.available_from <= now
    }
}

/// What judging pods takes: the set, and the hash label of its current revision.
#[derive(Debug)]
pub(super) struct Judge {
    pub(super) set: Arc<DaemonSet>,
    hash: Arc<str>,
}

impl Judge {
    pub(super) fn new(set: &Arc<DaemonSet>, hash: &Arc<str>) -> Self {
        Self {
            set: Arc::clone(set),
            hash: Arc::clone(hash),
        }
    }

    /// Whether one made for `set` and `hash` would say the same of everything.
    pub(super) fn judges_like(&self, set: &DaemonSet, hash: &Arc<str>) -> bool {
        let own = &self.set;
        self.hash == *hash
            && own.uid == set.uid
            && own.namespace == set.namespace
            && Arc::ptr_eq(&own.template, &set.template)
            && own.selector == set.selector
            && own.template_generation == set.template_generation
            && own.min_ready_seconds == set.min_ready_seconds
            && surge_allowed(own.strategy) == surge_allowed(set.strategy)
    }

    /// What a node with these pods comes down to.
    pub(super) fn facts(&self, decision: Decision, pods: &[Arc<Pod>]) -> Facts {
        let mut facts = Facts {
            decision,
            settled: self.is_settled(decision, pods),
            excess: false,
            first: None,
            old: None,
            new: None,
        };
        let first = pods.iter().min_by(|a, b| precedence(a).cmp(&precedence(b)));
        facts.first = first.map(|pod| self.pod_facts(pod));
        for pod in pods.iter().filter(|pod| !pod.is_terminating()) {
            let pod = self.pod_facts(pod);
            let place = if pod.updated { &mut facts.new } else { &mut facts.old };
            facts.excess |= place.replace(pod).is_some();
        }
        facts
    }

    /// Of the current revision by its hash, or of the present template generation (`daemonset_util.go`, IsPodUpdated).
    pub(super) fn is_updated(&self, pod: &Pod) -> bool {
        let hash = pod.labels.get(HASH_LABEL);
        !self.hash.is_empty() && hash == Some(&self.hash)
            || self.set.template_generation.is_some_and(|generation| {
                let label = pod.labels.get(TEMPLATE_GENERATION_LABEL);
                label.is_some_and(|label| label.parse() == Ok(generation) && **label == *generation.to_string())
            })
    }

    fn pod_facts(&self, pod: &Pod) -> PodFacts {
        let min_ready = Millis::seconds(self.set.min_ready_seconds);
        let available_from = match pod.ready_transition {
            _ if !pod.ready => NEVER,
            _ if min_ready.0 == 0 => ALWAYS,
            None => NEVER,
            Some(since) => since + min_ready,
        };
        PodFacts {
            ready: pod.ready,
            updated: self.is_updated(pod),
            available_from,
        }
    }

    /// Whether the comparison of what is there with what should be there ends with nothing to do. May say no without
    /// need, but not yes.
    fn is_settled(&self, decision: Decision, pods: &[Arc<Pod>]) -> bool {
        if pods.is_empty() {
            return !decision.should_run;
        }
        let mut running = pods.iter().filter(|pod| !pod.is_terminating());
        let (first, second) = (running.next(), running.next());
        match (first, second) {
            (None, _) => !(decision.should_run && surge_allowed(self.set.strategy)),
            (Some(pod), None) => decision.should_continue_running && !pod.is_terminal(),
            (Some(_), Some(_)) => false,
        }
    }
}
