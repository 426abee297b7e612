//! Images that misbehave, on one node or on all: what a person can break on purpose.

use super::event::{Event, KubeletAct};
use super::scripted::ScriptedBehaviour;
use super::turn::Turn;
use super::{kubelet, latency};
use crate::objects::{ObjectKey, Pod, PodPhase};
use crate::time::Millis;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// What goes wrong with an image.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Behavior {
    /// It cannot be pulled.
    PullFails,
    /// Its containers run and never become ready.
    NeverReady,
    /// Its containers end with an error, again and again.
    Crashes {
        /// So long after each start.
        after_seconds: u32,
    },
}

/// Which images, and where: a part of the image's name, and a node or all.
pub(crate) type BehaviorKey = (Arc<str>, Option<Arc<str>>);

/// What is wrong with the images of `pod`, the worst first: what cannot be pulled cannot crash.
pub(crate) fn of(turn: &Turn<'_>, pod: &Pod) -> Option<Behavior> {
    let scripted = kubelet::pace(turn, pod).and_then(|pace| Some((pace.behaviour?, pace.crash)));
    if let Some((behaviour, crash)) = scripted {
        return Some(match behaviour {
            ScriptedBehaviour::BadPull => Behavior::PullFails,
            ScriptedBehaviour::NeverReady => Behavior::NeverReady,
            ScriptedBehaviour::Crash => Behavior::Crashes {
                after_seconds: u32::try_from(crash.0 / 1000).unwrap_or(u32::MAX),
            },
        });
    }
    if turn.world.behaviors.is_empty() {
        return None;
    }
    let images = images(pod);
    let concerned = turn.world.behaviors.iter().filter(|((part, node), _)| {
        node.as_ref().is_none_or(|node| pod.node_name.as_ref() == Some(node))
            && images.iter().any(|image| image.contains(&**part))
    });
    concerned.map(|(_, behavior)| *behavior).min()
}

/// How long after each start the containers of `pod` crash, if they do.
pub(crate) fn crash_after(turn: &Turn<'_>, pod: &Pod) -> Option<Millis> {
    let Some(Behavior::Crashes { after_seconds }) = of(turn, pod) else {
        return None;
    };
    let scripted = kubelet::pace(turn, pod).filter(|pace| pace.behaviour == Some(ScriptedBehaviour::Crash));
    Some(scripted.map_or(Millis::seconds(after_seconds.into()), |pace| pace.crash))
}

/// The images of a pod, each once, in order.
pub(crate) fn images(pod: &Pod) -> Vec<Arc<str>> {
    let spec = pod.template.as_ref().and_then(|template| template.json.get("spec"));
    let lists = ["initContainers", "containers"]
        .into_iter()
        .filter_map(|list| spec?.get(list)?.as_array());
    let names = lists.flatten().filter_map(|container| container.get("image")?.as_str());
    let mut images: Vec<Arc<str>> = names.map(Arc::from).collect();
    images.sort();
    images.dedup();
    images
}

/// After the behaviours have changed, pods that waited try again, and those that ran feel it.
pub(crate) fn changed(turn: &mut Turn<'_>) {
    let keys: Vec<ObjectKey> = turn.world.cluster.pods.keys().cloned().collect();
    for key in keys {
        let Some(pod) = turn.world.cluster.pods.get(&key).cloned() else {
            continue;
        };
        if pod.is_terminating() || pod.node_name.is_none() {
            continue;
        }
        match (of(turn, &pod), pod.phase) {
            (Some(Behavior::PullFails), _) => {}
            (_, PodPhase::Pending) if is_waiting_for(&pod, PULL_WAITS) => {
                let mut next = (*pod).clone();
                next.runtime.waiting = None;
                turn.put_pod(next);
                later(turn, &key, latency::KUBELET, KubeletAct::Admit);
            }
            (Some(Behavior::NeverReady), PodPhase::Running) if pod.ready => {
                let mut next = (*pod).clone();
                kubelet::set_ready(&mut next, false, turn);
                turn.put_pod(next);
            }
            (Some(Behavior::Crashes { after_seconds }), PodPhase::Running) => {
                later(turn, &key, Millis::seconds(after_seconds.into()), KubeletAct::Crash);
            }
            (None, PodPhase::Running) if !pod.ready && pod.runtime.waiting.is_none() => {
                later(turn, &key, latency::KUBELET, KubeletAct::BecomeReady);
            }
            (..) => {}
        }
    }
}

const PULL_WAITS: [&str; 2] = ["ErrImagePull", "ImagePullBackOff"];

fn is_waiting_for(pod: &Pod, reasons: [&str; 2]) -> bool {
    pod.runtime
        .waiting
        .as_deref()
        .is_some_and(|waiting| reasons.contains(&waiting))
}

/// The pull fails, and shortly afterwards is backed off from. It stays so until the behaviour ends.
pub(crate) fn fail_pull(turn: &mut Turn<'_>, key: &ObjectKey, pod: &Pod) {
    let mut next = pod.clone();
    let backing_off = is_waiting_for(pod, ["ErrImagePull", "ErrImagePull"]);
    next.runtime.waiting = Some(PULL_WAITS[usize::from(backing_off)].into());
    turn.put_pod(next);
    if !backing_off {
        later(turn, key, latency::PULL_BACK_OFF, KubeletAct::FailPull);
    }
}

/// The containers end with an error: back-off of 10 s, doubling to 300 s; the first restart comes at once (semantics 9.8).
pub(crate) fn crash(turn: &mut Turn<'_>, key: &ObjectKey, pod: &Pod) {
    let still = matches!(of(turn, pod), Some(Behavior::Crashes { .. }));
    if !still || pod.phase != PodPhase::Running || pod.runtime.waiting.is_some() {
        return;
    }
    let mut next = pod.clone();
    next.runtime.waiting = Some("CrashLoopBackOff".into());
    kubelet::set_ready(&mut next, false, turn);
    turn.put_pod(next);
    later(
        turn,
        key,
        latency::crash_back_off(pod.runtime.restarts),
        KubeletAct::Restart,
    );
}

/// The containers are started again.
pub(crate) fn restart(turn: &mut Turn<'_>, key: &ObjectKey, pod: &Pod) {
    if pod.phase != PodPhase::Running || pod.runtime.waiting.is_none() || pod.is_terminating() {
        return;
    }
    let mut next = pod.clone();
    next.runtime.waiting = None;
    next.runtime.started = Some(turn.now());
    next.runtime.restarts += 1;
    kubelet::started(turn, key, next);
}

pub(crate) fn later(turn: &mut Turn<'_>, key: &ObjectKey, delay: Millis, act: KubeletAct) {
    turn.later(delay, Event::Kubelet { pod: key.clone(), act });
}
