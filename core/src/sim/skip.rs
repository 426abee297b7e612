//! Skipping what is of no interest: to the next change, to where the cluster is at rest, to where a rollout is stuck.
//!
//! The same in a past whose future is known as at the end of the trace: there too a moment counts at which nothing would
//! happen any more without the command that follows.

use super::behavior::images;
use super::change::Change;
use super::event::{Event, KubeletTask};
use super::trace::Step;
use super::{MAX_STEPS, Simulation};
use crate::objects::{ObjectKey, Pod, UpdateStrategy};
use crate::time::{Millis, SimTime};
use serde::{Deserialize, Serialize};

/// What to skip to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Until {
    /// The next step that changes a pod or the status of a DaemonSet.
    Change,
    /// Nothing will happen any more without a command.
    Steady,
    /// The same, with a rolling update that is not complete; pods that only crash again and again, or whose images cannot
    /// be pulled, count as nothing that happens.
    Stuck,
}

/// Why a skip ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Stopped {
    /// The last step changed a pod or the status of a DaemonSet.
    Change,
    /// The cluster is at rest, and all is rolled out.
    Steady,
    /// A rolling update is not complete, and the cluster is at rest but for pods that try something in vain.
    Stuck,
    /// Neither came within the limit, or before the trace was full.
    Limit,
}

/// What [`Simulation::skip`] did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Skipped {
    /// How many steps were done.
    pub steps: usize,
    /// The virtual time reached.
    pub time: SimTime,
    /// What ended it.
    pub stopped: Stopped,
}

impl Simulation {
    /// Does steps until there is what `until` names, or for `limit` of virtual time. Where it is so already, nothing is
    /// done, but for [`Until::Change`], which does a step at least. Ends at rest too, whatever was waited for.
    pub fn skip(&mut self, until: Until, limit: Millis) -> Skipped {
        let (from, deadline) = (self.cursor, self.now() + limit);
        let stopped = loop {
            if let Some(stopped) = self.arrived(until, from) {
                break stopped;
            }
            if !self.step_by(deadline) {
                break Stopped::Limit;
            }
        };
        Skipped {
            steps: self.cursor - from,
            time: self.now(),
            stopped,
        }
    }

    /// Whether the step just done changed a pod or the status of a DaemonSet.
    pub fn has_just_changed(&self) -> bool {
        let last = self.cursor.checked_sub(1).map(|last| &self.steps[last]);
        last.is_some_and(Step::changes_pods_or_status)
    }

    /// The sets whose rolling update is not complete, though nothing will happen any more without a command but for what is
    /// tried in vain.
    pub fn stuck_rollouts(&self) -> Vec<ObjectKey> {
        if !self.is_at_rest_but_for_vain_tries() {
            return Vec::new();
        }
        let cluster = self.cluster();
        let rolling = cluster.daemon_sets.iter().filter(|(_, set)| match set.strategy {
            UpdateStrategy::RollingUpdate { .. } => true,
            UpdateStrategy::OnDelete => false,
        });
        let is_stuck = |key: &ObjectKey| {
            let survey = self.survey(key);
            survey.is_some_and(|(_, status)| !status.is_rolled_out())
        };
        let keys = rolling.map(|(key, _)| key);
        keys.filter(|key| is_stuck(key)).cloned().collect()
    }

    /// Whether nothing would happen any more without a command. Unlike [`Simulation::is_steady`] this does not ask whether
    /// the trace knows of one.
    fn is_at_rest(&self) -> bool {
        self.world.queue.len() == self.world.routine_events
    }

    /// Whether all that will still happen without a command is that containers are started, or images pulled, once more that
    /// have failed again and again. Between two tries it is so: a pod that was available for a moment in one of the many
    /// before would have let the rollout go on.
    pub(crate) fn is_at_rest_but_for_vain_tries(&self) -> bool {
        self.is_at_rest()
            || self.world.queue.values().all(|event| match &**event {
                Event::Kubelet {
                    pod,
                    task: KubeletTask::Sync,
                } => {
                    let pod = self.world.cluster.pods.get(pod);
                    pod.is_some_and(|pod| !pod.is_terminating() && pod.tries_in_vain().is_some() && self.is_broken(pod))
                }
                other => other.is_routine(),
            })
    }

    /// Whether something is wrong with an image of the pod on its node: else the next try is not in vain.
    fn is_broken(&self, pod: &Pod) -> bool {
        let world = &self.world;
        if let Some(kubelets) = &world.scripted {
            return kubelets.pace(pod).behaviour.is_some();
        }
        images(pod).any(|image| {
            world
                .behaviors
                .keys()
                .any(|(part, node)| image.contains(&**part) && (node.is_none() || *node == pod.node_name))
        })
    }

    fn arrived(&self, until: Until, from: usize) -> Option<Stopped> {
        if until == Until::Change && self.cursor > from && self.has_just_changed() {
            return Some(Stopped::Change);
        }
        if !self.is_at_rest() && until != Until::Stuck {
            return None;
        }
        let at_rest = match (self.stuck_rollouts().is_empty(), self.is_at_rest()) {
            (false, _) => Stopped::Stuck,
            (true, true) => Stopped::Steady,
            (true, false) => return None,
        };
        let goes_on = match until {
            Until::Change => true,
            Until::Steady => false,
            Until::Stuck => at_rest != Stopped::Stuck,
        };
        let is_end = self.cursor == self.steps.len() || self.cursor >= MAX_STEPS;
        let is_end = is_end && self.is_at_rest();
        (!goes_on || is_end).then_some(at_rest)
    }
}

impl Step {
    /// Whether it changes a pod or the status of a DaemonSet.
    pub fn changes_pods_or_status(&self) -> bool {
        self.changes.iter().any(Change::is_of_pod_or_status)
    }
}

impl Change {
    /// Whether it is one of a pod or of the status of a DaemonSet.
    pub const fn is_of_pod_or_status(&self) -> bool {
        match self {
            Self::StatusWritten { .. }
            | Self::PodCreated { .. }
            | Self::PodBound { .. }
            | Self::PodUnschedulable { .. }
            | Self::PodProgressed { .. }
            | Self::PodReady { .. }
            | Self::PodFailed { .. }
            | Self::PodTerminating { .. }
            | Self::PodRemoved { .. }
            | Self::PodOwned { .. }
            | Self::PodRelabeled { .. } => true,
            Self::DaemonSetCreated { .. }
            | Self::DaemonSetUpdated { .. }
            | Self::DaemonSetDeleted { .. }
            | Self::NamespaceLabeled { .. }
            | Self::BehaviorSet { .. }
            | Self::KubeletsSet { .. }
            | Self::SchedulingModeSet { .. }
            | Self::RevisionCreated { .. }
            | Self::RevisionRenumbered { .. }
            | Self::RevisionDeleted { .. }
            | Self::NodeAdded { .. }
            | Self::NodeDeleted { .. }
            | Self::LabelSet { .. }
            | Self::LabelRemoved { .. }
            | Self::TaintAdded { .. }
            | Self::TaintRemoved { .. }
            | Self::Cordoned { .. }
            | Self::ConditionChanged { .. }
            | Self::KubeletSilent { .. }
            | Self::ObjectCreated { .. }
            | Self::ObjectUpdated { .. }
            | Self::ObjectDeleted { .. }
            | Self::EventRecorded { .. } => false,
        }
    }
}
