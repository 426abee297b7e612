//! The end of a pod: told to stop, failed, or collected after its node has gone (semantics 9.5, 9.6, 9.9).

use super::{Work, later, set_ready};
use crate::node::Role;
use crate::objects::{ContainerState, ContainerTimer, Disruption, ObjectKey, Pod, PodLife, PodPhase, Termination};
use crate::sim::change::{Change, DeletionCause};
use crate::sim::event::{KubeletAct, KubeletTask};
use crate::sim::latency;
use crate::sim::turn::Turn;
use crate::time::{Millis, SimTime};
use std::sync::Arc;

/// The kubelet hears that the pod is to be deleted. Its containers run their hooks and end by themselves, or are killed
/// when the grace period is over; sidecars end after the others. A pod of which nothing runs goes at once.
pub(crate) fn stop(turn: &mut Turn<'_>, key: &ObjectKey) {
    let Some(mut work) = Work::take(turn, key) else { return };
    let grace = work.pod.deletion_grace.unwrap_or(work.plan().grace);
    let now = work.now();
    work.life.stopping = Some(now + grace);
    let mut last = Millis(0);
    let running = |work: &Work<'_, '_>, index: usize| work.life.containers[index].state.running().is_some();
    for container in &mut work.life.containers {
        container.timers.clear();
    }
    for index in work.indices(|role| role != Role::Sidecar) {
        if running(&work, index) {
            let (delay, exit_code) = work.stop_time(index, grace);
            last = last.max(delay);
            work.stop_container(index, delay, exit_code);
        }
    }
    let mut sidecars = work.indices(|role| role == Role::Sidecar);
    sidecars.reverse();
    for index in sidecars {
        if running(&work, index) {
            last = (last + latency::STOP_SIDECAR).min(grace.max(last));
            work.stop_container(index, last, 0);
        }
    }
    if last.0 == 0 && !(0..work.life.containers.len()).any(|index| running(&work, index)) {
        work.pod.runtime.wake = None;
        if let Some(first) = work.life.containers.first_mut() {
            first.set_timer(now + latency::END_UNSTARTED, ContainerTimer::Stopped(137));
        } else {
            later(work.turn, &work.key, latency::END_UNSTARTED, KubeletTask::Remove);
        }
    }
    work.store();
}

impl Work<'_, '_> {
    fn stop_container(&mut self, index: usize, delay: Millis, exit_code: i64) {
        let name = self.plan().containers[index].name.clone();
        self.event(false, "Killing", &format!("Stopping container {name}"));
        self.timer(index, delay, ContainerTimer::Stopped(exit_code));
    }

    /// Some containers of a pod that is being stopped have ended. Once all have, the phase is known, and the object goes.
    pub(super) fn finish_stopping(mut self) {
        if self
            .life
            .containers
            .iter()
            .any(|container| container.state.running().is_some())
        {
            self.store();
            return;
        }
        let mut killed = false;
        for index in self.indices(|role| role == Role::App) {
            let container = self.container(index);
            container.timers.clear();
            if container.state.waiting_reason().is_some() {
                container.state = ContainerState::Terminated(unknown());
            }
            killed |= container.state.terminated().is_none_or(|ended| ended.exit_code != 0);
        }
        self.pod.phase = if killed { PodPhase::Failed } else { PodPhase::Succeeded };
        self.say(if killed { KubeletAct::Kill } else { KubeletAct::Stop });
        later(self.turn, &self.key, latency::REMOVE, KubeletTask::Remove);
        self.store();
    }
}

/// What is reported of a container that nobody has seen end.
fn unknown() -> Termination {
    Termination {
        exit_code: 137,
        reason: "ContainerStatusUnknown".into(),
        started: None,
        finished: None,
    }
}

/// Marks a pod Failed, as a kubelet does that rejects it: its containers, if there are any, are killed.
pub(crate) fn fail(turn: &mut Turn<'_>, pod: &Pod, reason: &str, message: &str) {
    let mut next = pod.clone();
    let (now, mut life) = (turn.now(), PodLife::of(pod));
    for container in &mut life.containers {
        container.timers.clear();
        container.ready = false;
        container.started = false;
        if let Some(since) = container.state.running() {
            container.state = ContainerState::Terminated(Termination {
                exit_code: 137,
                reason: "Error".into(),
                started: Some(since),
                finished: Some(now),
            });
        }
    }
    next.phase = PodPhase::Failed;
    next.reason = reason.into();
    next.message = message.into();
    set_ready(&mut next, false, turn);
    life.compact(&mut next);
    next.runtime.waiting = None;
    say_failed(turn, &next);
    if next.is_terminating() {
        let key = (next.namespace.clone(), next.name.clone());
        later(turn, &key, latency::REMOVE, KubeletTask::Remove);
    }
    turn.put_pod(next);
}

/// Marks a pod Failed that its kubelet takes off the node: evicted, preempted, or stopped because the node shuts down.
pub(crate) fn fail_on_node(turn: &mut Turn<'_>, pod: &Pod, reason: &str, message: &str) {
    let mut next = pod.clone();
    next.runtime.disruption = Some(disruption("TerminationByKubelet", message, turn.now()));
    fail(turn, &next, reason, message);
}

/// Condition `DisruptionTarget` of a pod that is taken away at `time`.
pub(crate) fn disruption(reason: &str, message: &str, time: SimTime) -> Arc<Disruption> {
    Arc::new(Disruption {
        reason: reason.into(),
        message: message.into(),
        time: time.floor_seconds(),
    })
}

/// Where the status has neither reason nor message, condition DisruptionTarget has them.
fn say_failed(turn: &mut Turn<'_>, pod: &Pod) {
    let mut why = (pod.reason.clone(), pod.message.clone());
    if let ("", "", Some(disruption)) = (&*why.0, &*why.1, &pod.runtime.disruption) {
        why = (disruption.reason.clone(), disruption.message.clone());
    }
    let (reason, message) = why;
    turn.say(Change::PodFailed {
        pod: pod.name.clone(),
        node: pod.node_name.clone(),
        reason,
        message,
    });
}

/// Removes what is left of pods whose Node object is gone (`gc_controller.go`, gcOrphaned; semantics 9.6). Conditions and
/// containers stay as the kubelet last reported them.
pub(crate) fn collect(turn: &mut Turn<'_>, node: &Arc<str>) {
    let host = turn.world.cluster.nodes.get(node).cloned();
    let given_up = host
        .as_ref()
        .is_some_and(|node| crate::node::taints::is_out_of_service(node));
    if host.is_some() && !given_up {
        return;
    }
    let pods: Vec<_> = turn.world.pods_of(node).cloned().collect();
    for key in pods {
        let Some(pod) = turn.world.cluster.pods.get(&key).cloned() else {
            continue;
        };
        if pod.node_name.as_ref() == Some(node) && (!given_up || pod.is_terminating()) {
            let message = if given_up {
                "PodGC: node is out-of-service"
            } else {
                "PodGC: node no longer exists"
            };
            force_away(turn, &key, &pod, message);
        }
    }
}

/// Pod garbage collection takes a pod away without its kubelet: marks it Failed and deletes it without grace.
fn force_away(turn: &mut Turn<'_>, key: &ObjectKey, pod: &Pod, message: &str) {
    if !pod.is_terminal() {
        let mut next = pod.clone();
        next.runtime.disruption = Some(disruption("DeletionByPodGC", message, turn.now()));
        next.phase = PodPhase::Failed;
        next.runtime.wake = None;
        say_failed(turn, &next);
        turn.put_pod(next);
    }
    if !turn.delete_pod(key, DeletionCause::NodeGone) {
        turn.remove_pod(key);
    }
}
