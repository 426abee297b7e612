//! The kubelet hears of a pod: it takes it, makes room for it, or rejects it (semantics 9.7).

use super::events::record;
use super::{Work, later};
use crate::node::{self, Admission, Rejection};
use crate::objects::{CONTAINER_CREATING, ContainerState, ObjectKey, POD_INITIALIZING, PodPhase};
use crate::ordered::Order;
use crate::scheduler::{PodRequirements, Shortage};
use crate::sim::event::{KubeletAct, KubeletTask};
use crate::sim::scheduling;
use crate::sim::turn::Turn;
use crate::time::Millis;
use std::sync::Arc;

/// The kubelet takes the pod, if it is one that nobody has started.
pub(super) fn admit(mut work: Work<'_, '_>) {
    let pod = &work.pod;
    if pod.is_terminating() || pod.phase != PodPhase::Pending || pod.runtime.wake.is_some() {
        return;
    }
    if work.pace.is_none() {
        match decide(&work) {
            Ok(Admission::Admitted) => {}
            Ok(Admission::AfterMakingRoom(shortages)) => make_room(&mut work, &shortages),
            Err(rejection) => return reject(&mut work, &rejection),
        }
    }
    let reason = if work.plan().has_init() && work.pace.is_none() {
        POD_INITIALIZING
    } else {
        CONTAINER_CREATING
    };
    let reason: Arc<str> = reason.into();
    for container in &mut work.life.containers {
        container.state = ContainerState::Waiting {
            reason: reason.clone(),
            message: Arc::default(),
        };
    }
    work.pod.runtime.acknowledged = Some(work.now().floor_seconds());
    work.say(KubeletAct::Admit);
    work.begin_next();
    work.store();
}

/// What the kubelet makes of the pod beside those it has already.
fn decide(work: &Work<'_, '_>) -> Result<Admission, Rejection> {
    let world = &work.turn.world;
    let Some(host) = world.cluster.nodes.get(&work.node) else {
        return Ok(Admission::Admitted);
    };
    let pod = &work.pod;
    let unasked = PodRequirements::unasked();
    let mut others = scheduling::pods_on(world, &host.name, unasked);
    others.retain(|other| *other.name != pod.name || *other.namespace != pod.namespace);
    let shutting_down = world.shutdowns.contains_key(&work.node);
    node::admit(&scheduling::incoming(pod, unasked), host, &others, shutting_down)
}

fn reject(work: &mut Work<'_, '_>, rejection: &Rejection) {
    let (reason, message) = (rejection.reason(), rejection.status_message());
    record(work.turn, &work.pod, true, &reason, &rejection.to_string());
    super::fail(work.turn, &work.pod, &reason, &message);
}

/// A critical pod is not refused for want of room: others of lower priority have to go, as few as possible, those of the
/// lowest priority first (`pkg/kubelet/preemption/preemption.go`, evictPodsToFreeRequests).
fn make_room(work: &mut Work<'_, '_>, shortages: &[Shortage]) {
    let own = work.template.requirements.priority;
    let mut victims: Vec<(i64, ObjectKey)> = Vec::new();
    for key in work.turn.world.pods_of(&work.node) {
        let Some(pod) = work.turn.world.cluster.pods.get(key) else {
            continue;
        };
        let priority = pod
            .template
            .as_ref()
            .map_or(0, |template| template.requirements.priority);
        let here = pod.node_name.as_ref() == Some(&work.node);
        if here && *key != work.key && !pod.is_terminal() && !pod.is_terminating() && priority < own {
            victims.push((priority, key.clone()));
        }
    }
    victims.order();
    let mut missing = shortages.len();
    for (_, key) in victims {
        if missing == 0 {
            break;
        }
        preempt(work.turn, &key);
        missing = match decide(work) {
            Ok(Admission::AfterMakingRoom(shortages)) => shortages.len(),
            Ok(Admission::Admitted) | Err(_) => 0,
        };
    }
}

const PREEMPTED: &str = "Preempted in order to admit critical pod";

fn preempt(turn: &mut Turn<'_>, key: &ObjectKey) {
    let Some(pod) = turn.world.cluster.pods.get(key).cloned() else {
        return;
    };
    record(turn, &pod, true, "Preempting", PREEMPTED);
    super::fail_on_node(turn, &pod, "Preempting", PREEMPTED);
}

/// A kubelet works again that was silent: it looks at every pod of its node, admits again those that it admits no more
/// than it would a new one, and takes up the others where it left them.
pub(crate) fn resume(turn: &mut Turn<'_>, node: &Arc<str>) {
    let keys: Vec<_> = turn.world.pods_of(node).cloned().collect();
    for key in keys {
        let Some(mut work) = Work::take(turn, &key) else {
            continue;
        };
        if work.node != *node {
            continue;
        }
        if work.pod.is_terminating() {
            if work.pod.is_terminal() {
                later(turn, &key, Millis(0), KubeletTask::Remove);
            } else {
                super::stop(turn, &key);
            }
            continue;
        }
        if work.pod.phase == PodPhase::Pending && work.pod.runtime.wake.is_none() {
            later(turn, &key, Millis(0), KubeletTask::Admit);
        } else if !work.pod.is_terminal() {
            // What is wrong with images may have changed meanwhile.
            work.feel_all();
            let now = work.now();
            if work.pod.runtime.wake.is_some_and(|wake| wake <= now) {
                later(work.turn, &key, Millis(0), KubeletTask::Sync);
            }
            work.store();
        }
    }
}
