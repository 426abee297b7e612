//! The kubelet's part of a pod's life: admit, start, become ready, stop, remove (semantics 9.5 and 9.8).

use super::addresses;
use super::behavior::{self, Behavior};
use super::change::{Change, ClusterEvent, DeletionCause};
use super::event::{Event, KubeletAct};
use super::latency;
use super::scheduling;
use super::scripted::Pace;
use super::turn::Turn;
use crate::node::{self, Rejection};
use crate::objects::{ObjectKey, Pod, PodPhase};
use crate::scheduler::PodRequirements;
use crate::time::Millis;
use serde_json::Value;
use std::sync::Arc;

/// The kubelet of the pod's node does `act`, unless it is silent or the pod has moved on.
pub(crate) fn act(turn: &mut Turn<'_>, key: &ObjectKey, act: KubeletAct) {
    let Some(pod) = turn.world.cluster.pods.get(key).cloned() else {
        return;
    };
    let Some(node) = pod.node_name.clone() else { return };
    if turn.world.silent.contains_key(&node) || !turn.world.cluster.nodes.contains_key(&node) {
        return;
    }
    let mut next = (*pod).clone();
    match act {
        KubeletAct::Admit => admit(turn, key, &pod),
        KubeletAct::FailPull => behavior::fail_pull(turn, key, &pod),
        KubeletAct::Start => start(turn, key, &pod),
        KubeletAct::Crash => behavior::crash(turn, key, &pod),
        KubeletAct::Restart => behavior::restart(turn, key, &pod),
        KubeletAct::BecomeReady => {
            if pod.phase == PodPhase::Running && !pod.ready && pod.runtime.waiting.is_none() && may_be_ready(turn, &pod)
            {
                set_ready(&mut next, true, turn);
                say_progress(turn, &next, act);
                turn.put_pod(next);
            }
        }
        KubeletAct::Stop | KubeletAct::Kill => {
            next.phase = if act == KubeletAct::Kill {
                PodPhase::Failed
            } else {
                PodPhase::Succeeded
            };
            set_ready(&mut next, false, turn);
            say_progress(turn, &next, act);
            turn.put_pod(next);
            behavior::later(turn, key, latency::REMOVE, KubeletAct::Remove);
        }
        KubeletAct::Remove => turn.remove_pod(key),
    }
}

fn admit(turn: &mut Turn<'_>, key: &ObjectKey, pod: &Pod) {
    if pod.is_terminating() || pod.runtime.waiting.is_some() || pod.phase != PodPhase::Pending {
        return;
    }
    let scripted = pace(turn, pod);
    if let Some(rejection) = rejection(turn, pod).filter(|_| scripted.is_none()) {
        let (reason, message) = (rejection.reason(), rejection.to_string());
        turn.record(ClusterEvent {
            time: turn.now(),
            warning: true,
            reason: reason.as_str().into(),
            kind: "Pod",
            namespace: pod.namespace.clone(),
            name: pod.name.clone(),
            message: message.into(),
            source: "kubelet",
        });
        fail(turn, pod, &reason, &rejection.status_message());
        return;
    }
    let mut next = pod.clone();
    next.runtime.waiting = Some(Arc::from("ContainerCreating"));
    say_progress(turn, &next, KubeletAct::Admit);
    turn.put_pod(next);
    let pulling: i64 = missing_images(turn, pod)
        .map(|(node, image)| latency::pull(turn.seed, &node, &image).0)
        .sum();
    if behavior::of(turn, pod) == Some(Behavior::PullFails) {
        let fails = scripted.map_or(latency::PULL_FAILS, |pace| pace.start);
        behavior::later(turn, key, fails, KubeletAct::FailPull);
        return;
    }
    let delay = scripted.map_or_else(|| Millis(pulling) + latency::start(turn.seed, pod), |pace| pace.start);
    behavior::later(turn, key, delay, KubeletAct::Start);
}

fn may_be_ready(turn: &Turn<'_>, pod: &Pod) -> bool {
    behavior::of(turn, pod) != Some(Behavior::NeverReady)
}

/// Why the kubelet does not take the pod beside those it has already, if it does not (semantics 9.7).
fn rejection(turn: &Turn<'_>, pod: &Pod) -> Option<Rejection> {
    let host = turn.world.cluster.nodes.get(pod.node_name.as_ref()?)?;
    let unasked = PodRequirements::from_spec(&Value::Null);
    let mut others = scheduling::pods_on(turn.world, &host.name, &unasked);
    others.retain(|other| *other.name != pod.name || *other.namespace != pod.namespace);
    node::admit(&scheduling::incoming(pod, &unasked), host, &others, false).err()
}

fn start(turn: &mut Turn<'_>, key: &ObjectKey, pod: &Pod) {
    if pod.is_terminating() || pod.phase != PodPhase::Pending {
        return;
    }
    let missing: Vec<_> = missing_images(turn, pod).collect();
    for (node, image) in missing {
        turn.add_image(&node, &image);
    }
    let mut next = pod.clone();
    next.phase = PodPhase::Running;
    next.runtime.waiting = None;
    next.runtime.started = Some(turn.now());
    started(turn, key, next);
}

/// The containers of `pod` run: it becomes ready at once, or when its probe says so, or crashes.
pub(crate) fn started(turn: &mut Turn<'_>, key: &ObjectKey, mut pod: Pod) {
    say_progress(turn, &pod, KubeletAct::Start);
    if pod.runtime.address.is_none() {
        pod.runtime.address = addresses::of_started(turn, &pod);
    }
    let probe = || {
        pod.template
            .as_ref()
            .map_or(Millis(0), |template| latency::readiness(&template.json))
    };
    let wait = pace(turn, &pod).map_or_else(probe, |pace| pace.ready);
    if let Some(after) = behavior::crash_after(turn, &pod) {
        behavior::later(turn, key, after, KubeletAct::Crash);
    }
    if wait.0 > 0 {
        behavior::later(turn, key, wait, KubeletAct::BecomeReady);
    } else if may_be_ready(turn, &pod) {
        set_ready(&mut pod, true, turn);
    }
    turn.put_pod(pod);
}

/// The pace of the kubelets, if a script fixes it.
pub(super) fn pace(turn: &Turn<'_>, pod: &Pod) -> Option<Pace> {
    turn.world.scripted.as_ref().map(|kubelets| kubelets.pace(pod))
}

/// The kubelet hears that `pod` is to be deleted: its containers end by themselves or are killed after the grace period,
/// and a pod that has not started goes at once.
pub(crate) fn stop(turn: &mut Turn<'_>, key: &ObjectKey, pod: &Pod) {
    if pod.runtime.started.is_none() {
        behavior::later(turn, key, latency::REMOVE_UNSTARTED, KubeletAct::Remove);
        return;
    }
    let grace = pod
        .template
        .as_ref()
        .map_or(Millis::seconds(30), |template| latency::grace_period(&template.json));
    let needed = pace(turn, pod).map_or_else(|| latency::stop(turn.seed, pod), |pace| pace.stop);
    let act = if needed > grace {
        KubeletAct::Kill
    } else {
        KubeletAct::Stop
    };
    behavior::later(turn, key, needed.min(grace), act);
}

/// Sets condition Ready, and says so where it changes. Its time has whole seconds, as the API has them.
pub(crate) fn set_ready(pod: &mut Pod, ready: bool, turn: &mut Turn<'_>) {
    if pod.ready == ready {
        return;
    }
    pod.ready = ready;
    pod.runtime.unheard = false;
    pod.ready_transition = Some(turn.now().floor_seconds());
    let node = pod.node_name.clone().unwrap_or_default();
    turn.say(Change::PodReady {
        pod: pod.name.clone(),
        node,
        ready,
    });
}

/// A silent kubelet speaks again: it takes up every pod of its node where it left it.
pub(crate) fn resume(turn: &mut Turn<'_>, node: &Arc<str>) {
    let pods: Vec<_> = turn.world.pods_of(node).cloned().collect();
    for key in pods {
        let Some(pod) = turn.world.cluster.pods.get(&key).cloned() else {
            continue;
        };
        if pod.node_name.as_ref() != Some(node) {
            continue;
        }
        let act = match (pod.is_terminating(), pod.phase, pod.runtime.waiting.is_some()) {
            (true, PodPhase::Pending | PodPhase::Running, _) => {
                stop(turn, &key, &pod);
                continue;
            }
            (true, ..) => KubeletAct::Remove,
            (false, PodPhase::Pending, false) => KubeletAct::Admit,
            (false, PodPhase::Pending, true) => KubeletAct::Start,
            (false, PodPhase::Running, _) if !pod.ready => KubeletAct::BecomeReady,
            (false, ..) => continue,
        };
        turn.later(latency::KUBELET, Event::Kubelet { pod: key, act });
    }
}

/// Marks a pod Failed, as a kubelet does that evicts it.
pub(crate) fn fail(turn: &mut Turn<'_>, pod: &Pod, reason: &str, message: &str) {
    let mut next = pod.clone();
    next.phase = PodPhase::Failed;
    next.reason = reason.into();
    next.message = message.into();
    next.runtime.waiting = None;
    set_ready(&mut next, false, turn);
    turn.say(Change::PodFailed {
        pod: next.name.clone(),
        node: next.node_name.clone(),
        reason: next.reason.clone(),
        message: next.message.clone(),
    });
    turn.put_pod(next);
}

/// Removes what is left of pods whose Node object is gone (`gc_controller.go`, gcOrphaned; semantics 9.6).
pub(crate) fn collect(turn: &mut Turn<'_>, node: &Arc<str>) {
    if turn.world.cluster.nodes.contains_key(node) {
        return;
    }
    let pods: Vec<_> = turn.world.pods_of(node).cloned().collect();
    for key in pods {
        let Some(pod) = turn.world.cluster.pods.get(&key).cloned() else {
            continue;
        };
        if pod.node_name.as_ref() == Some(node) {
            fail(turn, &pod, "", "PodGC: node no longer exists");
            if !turn.delete_pod(&key, DeletionCause::NodeGone) {
                turn.remove_pod(&key);
            }
        }
    }
}

fn say_progress(turn: &mut Turn<'_>, pod: &Pod, act: KubeletAct) {
    let node = pod.node_name.clone().unwrap_or_default();
    turn.say(Change::PodProgressed {
        pod: pod.name.clone(),
        node,
        act,
        phase: pod.phase,
    });
}

fn missing_images(turn: &Turn<'_>, pod: &Pod) -> impl Iterator<Item = (Arc<str>, Arc<str>)> + use<> {
    let node = pod.node_name.clone().unwrap_or_default();
    let mut images = behavior::images(pod);
    images.retain(|image| !turn.world.images.contains(&(node.clone(), image.clone())));
    images.into_iter().map(move |image| (node.clone(), image))
}
