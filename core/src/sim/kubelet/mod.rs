//! The kubelet's part of a pod's life: admit, start, probe, restart, stop, remove (semantics 9.5, 9.7 and 9.8).
//!
//! Models `pkg/kubelet/kubelet.go` (HandlePodAdditions, SyncPod, SyncTerminatingPod), `kuberuntime_manager.go`
//! (computePodActions) and `pkg/kubelet/prober`. A kubelet does not tick here: what every container does next has its
//! time, and the pod is looked after when the first of them comes.

mod admit;
mod events;
mod probes;
mod restart;
mod start;
mod status;
mod terminate;

pub(crate) use admit::resume;
pub(crate) use terminate::{collect, disruption, fail, fail_on_node, stop};

use super::behavior::Faults;
use super::change::Change;
use super::event::{Event, KubeletAct, KubeletTask};
use super::latency;
use super::scripted::Pace;
use super::turn::Turn;
use crate::node::{PodPlan, Role};
use crate::objects::{ContainerLife, ContainerTimer, ObjectKey, Pod, PodLife, PodTemplate};
use crate::time::{Millis, SimTime};
use std::sync::Arc;

/// The kubelet of the pod's node does `task`, unless it is silent or gone.
pub(crate) fn act(turn: &mut Turn<'_>, key: &ObjectKey, task: KubeletTask) {
    let Some(work) = Work::take(turn, key) else { return };
    match task {
        KubeletTask::Admit => admit::admit(work),
        KubeletTask::Sync => work.sync(),
        KubeletTask::Remove => turn.remove_pod(key),
    }
}

/// A pod in the hands of its kubelet: a copy of it, and what the kubelet knows, to be stored again.
pub(super) struct Work<'t, 'w> {
    pub(super) turn: &'t mut Turn<'w>,
    pub(super) key: ObjectKey,
    pub(super) pod: Pod,
    pub(super) life: PodLife,
    template: Arc<PodTemplate>,
    pub(super) pace: Option<Pace>,
    pub(super) node: Arc<str>,
}

impl<'t, 'w> Work<'t, 'w> {
    /// Takes the pod into hand. `None` if it is gone or bound nowhere, or the kubelet of its node does not work.
    pub(super) fn take(turn: &'t mut Turn<'w>, key: &ObjectKey) -> Option<Self> {
        let pod = turn.world.cluster.pods.get(key)?;
        let node = pod.node_name.clone()?;
        if turn.world.silent.contains_key(&node) || !turn.world.cluster.nodes.contains_key(&node) {
            return None;
        }
        let pod = (**pod).clone();
        let template = pod.template.clone()?;
        let scripted = turn.world.scripted.as_ref();
        let pace = scripted.map(|kubelets| kubelets.pace(&pod).late(turn.seed, &pod, kubelets.late_ms));
        Some(Self {
            key: key.clone(),
            life: PodLife::of(&pod),
            pace,
            node,
            template,
            pod,
            turn,
        })
    }

    fn now(&self) -> SimTime {
        self.turn.now()
    }

    fn plan(&self) -> &PodPlan {
        &self.template.plan
    }

    fn role(&self, index: usize) -> Role {
        self.plan().containers[index].role
    }

    fn container(&mut self, index: usize) -> &mut ContainerLife {
        &mut self.life.containers[index]
    }

    /// Containers by role.
    fn indices(&self, wanted: impl Fn(Role) -> bool) -> Vec<usize> {
        let all = self.plan().containers.iter().enumerate();
        let planned = all
            .filter(|(_, container)| wanted(container.role))
            .map(|(index, _)| index);
        planned.filter(|index| *index < self.life.containers.len()).collect()
    }

    fn timer(&mut self, index: usize, delay: Millis, timer: ContainerTimer) {
        let time = self.now() + delay;
        self.container(index).set_timer(time, timer);
    }

    /// What is wrong with the image of a container, on this node.
    fn faults(&self, index: usize) -> Faults {
        match self.pace {
            Some(pace) => Faults::scripted(pace),
            None => Faults::of(self.turn, &self.node, &self.plan().containers[index].image),
        }
    }

    fn say(&mut self, act: KubeletAct) {
        self.turn.say(Change::PodProgressed {
            pod: self.pod.name.clone(),
            node: self.node.clone(),
            act,
            phase: self.pod.phase,
        });
    }

    /// Does everything that is due, begins what may begin, and stores the pod.
    fn sync(mut self) {
        let now = self.now();
        if self.pod.runtime.wake.is_none_or(|wake| wake > now) {
            return;
        }
        while let Some((index, timer)) = self.take_due() {
            self.fire(index, timer);
        }
        if self.life.stopping.is_some() {
            self.finish_stopping();
            return;
        }
        self.begin_next();
        self.store();
    }

    /// The first timer that is due: the earliest, of the first container.
    fn take_due(&mut self) -> Option<(usize, ContainerTimer)> {
        let now = self.now();
        let containers = self.life.containers.iter().enumerate();
        let first = containers.filter_map(|(index, container)| Some((container.timers.first()?.0, index)));
        let (_, index) = first.filter(|(time, _)| *time <= now).min()?;
        let (_, timer) = self.container(index).timers.remove(0);
        Some((index, timer))
    }

    fn fire(&mut self, index: usize, timer: ContainerTimer) {
        match timer {
            ContainerTimer::Start => self.start(index),
            ContainerTimer::PullFails => self.pull_fails(index),
            ContainerTimer::PullBacksOff => self.pull_backs_off(index),
            ContainerTimer::PullAgain => self.pull_again(index),
            ContainerTimer::Unhealthy(kind) => self.record_unhealthy(index, kind),
            ContainerTimer::StartupPasses => self.has_started(index),
            ContainerTimer::Ready => {
                self.container(index).ready = true;
                self.say(KubeletAct::BecomeReady);
            }
            ContainerTimer::Unready => self.container(index).ready = false,
            ContainerTimer::Fails(kind) => self.probe_fails(index, kind),
            ContainerTimer::Exit(code) => self.ends(index, code, KubeletAct::Crash),
            ContainerTimer::Stopped(code) => self.ends(index, code, KubeletAct::Stop),
            ContainerTimer::BackOff => self.backs_off(index),
            ContainerTimer::Restart => self.restart(index),
        }
    }

    /// Stores the pod with what its containers' states make of it, and comes back when the next timer is due.
    fn store(mut self) {
        self.report();
        let (before, now) = (self.pod.runtime.wake, self.now());
        self.life.compact(&mut self.pod);
        let wake = self.pod.runtime.wake;
        if let Some(time) = wake.filter(|_| wake != before) {
            later(self.turn, &self.key, time - now, KubeletTask::Sync);
        }
        self.turn.put_pod(self.pod);
    }
}

/// The kubelet does `task` to the pod, `delay` from now.
pub(crate) fn later(turn: &mut Turn<'_>, key: &ObjectKey, delay: Millis, task: KubeletTask) {
    turn.later(delay, Event::Kubelet { pod: key.clone(), task });
}

/// Sets condition Ready, and says so where it changes. Its time has whole seconds, as the API has them.
pub(crate) fn set_ready(pod: &mut Pod, ready: bool, turn: &mut Turn<'_>) {
    if pod.ready == ready {
        return;
    }
    pod.ready = ready;
    // A pod that the node life cycle controller called unready was ready all the time, as its kubelet sees it.
    let since = pod.runtime.unheard.take().filter(|_| ready);
    pod.ready_transition = Some(since.unwrap_or_else(|| turn.now().floor_seconds()));
    let node = pod.node_name.clone().unwrap_or_default();
    turn.say(Change::PodReady {
        pod: pod.name.clone(),
        node,
        ready,
    });
}

/// After the behaviours of images have changed, every pod feels it.
pub(crate) fn behaviors_changed(turn: &mut Turn<'_>) {
    let keys: Vec<ObjectKey> = turn.world.cluster.pods.keys().cloned().collect();
    for key in keys {
        let Some(mut work) = Work::take(turn, &key) else {
            continue;
        };
        if work.pod.is_terminating() || work.pod.is_terminal() {
            continue;
        }
        let before = work.life.clone();
        work.feel_all();
        if work.life != before {
            work.store();
        }
    }
}

/// Somebody else than the kubelet sets a condition of a pod, which a readiness gate may ask for.
pub(crate) fn set_condition(turn: &mut Turn<'_>, key: &ObjectKey, kind: &Arc<str>, holds: bool) {
    let Some(mut work) = Work::take(turn, key) else { return };
    let since = work.now().floor_seconds();
    let gates = &mut work.life.gates;
    match gates.iter_mut().find(|(gate, ..)| gate == kind) {
        Some(gate) if gate.1 == holds => return,
        Some(gate) => *gate = (kind.clone(), holds, since),
        None => gates.push((kind.clone(), holds, since)),
    }
    work.store();
}

/// How long a hook takes that does not say how long it sleeps.
fn hook_time(hook: Option<crate::node::Hook>) -> Millis {
    hook.map_or(Millis(0), |hook| hook.sleeps.unwrap_or(latency::HOOK))
}
