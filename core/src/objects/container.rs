//! What a kubelet knows of a pod's containers: their states and what it will do to them next.
//!
//! `status.containerStatuses` and `status.initContainerStatuses` are made of it. Most pods have containers that all do the
//! same; of them nothing of this is stored ([`PodLife::compact`]).

use super::{Pod, PodPhase, json};
use crate::ordered::Order;
use crate::time::SimTime;
use serde_json::Value;
use std::sync::Arc;

/// What a kubelet knows of one pod.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PodLife {
    /// Its containers, as in [`crate::node::PodPlan::containers`].
    pub containers: Vec<ContainerLife>,
    /// When its init containers were done.
    pub initialized: Option<SimTime>,
    /// When condition `ContainersReady` last changed, where it is not when `Ready` did.
    pub containers_ready: Option<SimTime>,
    /// Conditions that somebody else has set, which readiness gates look at: type, whether true, since when.
    pub gates: Vec<(Arc<str>, bool, SimTime)>,
    /// It is being stopped: when the grace period is over.
    pub stopping: Option<SimTime>,
}

/// One container.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ContainerLife {
    /// `state`.
    pub state: ContainerState,
    /// `lastState.terminated`.
    pub last: Option<Termination>,
    /// `restartCount`.
    pub restarts: u32,
    /// `started`: running, and the startup probe has passed.
    pub started: bool,
    /// `ready`.
    pub ready: bool,
    /// What the kubelet will do to it, and when.
    pub timers: Vec<(SimTime, ContainerTimer)>,
    /// How often in a row its start or its pull was put off, and when last.
    pub back_off: Option<(u32, SimTime)>,
}

/// `state` of a container.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ContainerState {
    /// Not running: why.
    Waiting {
        /// `reason`; empty until the kubelet has seen the pod.
        reason: Arc<str>,
        /// `message`; empty if absent.
        message: Arc<str>,
    },
    /// Running since then.
    Running(SimTime),
    /// It has ended.
    Terminated(Termination),
}

/// How a container ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Termination {
    /// `exitCode`.
    pub exit_code: i64,
    /// `reason`.
    pub reason: Arc<str>,
    /// `startedAt`.
    pub started: Option<SimTime>,
    /// `finishedAt`.
    pub finished: Option<SimTime>,
}

/// What a kubelet will do to a container.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ContainerTimer {
    /// It starts: the image is there, the hook after the start is over.
    Start,
    /// Its image turns out not to be pullable.
    PullFails,
    /// The failed pull is put off.
    PullBacksOff,
    /// The image is pulled again.
    PullAgain,
    /// A probe fails for the first time.
    Unhealthy(ProbeKind),
    /// The startup probe passes.
    StartupPasses,
    /// The readiness probe passes, or the script says so.
    Ready,
    /// The readiness probe has failed often enough.
    Unready,
    /// A probe has failed often enough for a restart.
    Fails(ProbeKind),
    /// It ends by itself with this exit code.
    Exit(i64),
    /// It ends because it was told to, with this exit code.
    Stopped(i64),
    /// Its restart is put off.
    BackOff,
    /// It is started again.
    Restart,
}

/// Which probe.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ProbeKind {
    /// `startupProbe`.
    Startup,
    /// `livenessProbe`.
    Liveness,
    /// `readinessProbe`.
    Readiness,
}

/// The waiting reason of a container whose pod has no init containers.
pub(crate) const CONTAINER_CREATING: &str = "ContainerCreating";
/// The waiting reason of a container whose pod has init containers.
pub(crate) const POD_INITIALIZING: &str = "PodInitializing";

impl Default for ContainerState {
    fn default() -> Self {
        Self::waiting("")
    }
}

impl ContainerState {
    /// Waiting for that reason.
    pub fn waiting(reason: &str) -> Self {
        Self::Waiting {
            reason: reason.into(),
            message: Arc::default(),
        }
    }

    /// Since when it runs, if it does.
    pub const fn running(&self) -> Option<SimTime> {
        match self {
            Self::Running(since) => Some(*since),
            Self::Waiting { .. } | Self::Terminated(_) => None,
        }
    }

    /// Why it waits, if it does.
    pub fn waiting_reason(&self) -> Option<&Arc<str>> {
        match self {
            Self::Waiting { reason, .. } => Some(reason),
            Self::Running(_) | Self::Terminated(_) => None,
        }
    }

    /// How it ended, if it has.
    pub const fn terminated(&self) -> Option<&Termination> {
        match self {
            Self::Terminated(termination) => Some(termination),
            Self::Waiting { .. } | Self::Running(_) => None,
        }
    }

    fn from_json(state: &Value) -> Self {
        if let Some(running) = state.get("running") {
            return Self::Running(json::time(running, "startedAt").unwrap_or_default());
        }
        if let Some(terminated) = state.get("terminated") {
            return Self::Terminated(Termination::from_json(terminated));
        }
        let waiting = state.get("waiting").unwrap_or(&Value::Null);
        Self::Waiting {
            reason: json::shared(waiting, "reason"),
            message: json::shared(waiting, "message"),
        }
    }
}

impl Termination {
    fn from_json(terminated: &Value) -> Self {
        Self {
            exit_code: json::integer(terminated, "exitCode").unwrap_or(0),
            reason: json::shared(terminated, "reason"),
            started: json::time(terminated, "startedAt"),
            finished: json::time(terminated, "finishedAt"),
        }
    }
}

impl ContainerLife {
    /// Reads one of `containerStatuses`.
    pub(crate) fn from_json(status: &Value) -> Self {
        let last = status.pointer("/lastState/terminated");
        let state = ContainerState::from_json(status.get("state").unwrap_or(&Value::Null));
        let started = status.get("started").and_then(Value::as_bool);
        Self {
            started: started.unwrap_or_else(|| state.running().is_some()),
            state,
            last: last.map(Termination::from_json),
            restarts: u32::try_from(json::integer(status, "restartCount").unwrap_or(0)).unwrap_or(0),
            ready: json::flag(status, "ready"),
            timers: Vec::new(),
            back_off: None,
        }
    }

    /// Does `timer` at `time`.
    pub(crate) fn set_timer(&mut self, time: SimTime, timer: ContainerTimer) {
        self.timers.push((time, timer));
        self.timers.order();
    }
}

impl PodLife {
    /// What the kubelet knows of `pod`.
    pub(crate) fn of(pod: &Pod) -> Self {
        let runtime = &pod.runtime;
        if let Some(life) = &runtime.life {
            return (**life).clone();
        }
        let count = pod
            .template
            .as_ref()
            .map_or(0, |template| template.plan.containers.len());
        let container = match (runtime.started, &runtime.waiting) {
            (Some(since), None) => ContainerLife {
                state: ContainerState::Running(since),
                started: true,
                ready: pod.containers_ready(),
                timers: runtime
                    .wake
                    .map(|time| (time, ContainerTimer::Ready))
                    .into_iter()
                    .collect(),
                ..ContainerLife::default()
            },
            (_, Some(reason)) => ContainerLife {
                state: ContainerState::waiting(reason),
                timers: runtime
                    .wake
                    .map(|time| (time, ContainerTimer::Start))
                    .into_iter()
                    .collect(),
                ..ContainerLife::default()
            },
            (None, None) => ContainerLife::default(),
        };
        Self {
            containers: vec![container; count],
            ..Self::default()
        }
    }

    /// Stores this in `pod`: as little as [`PodLife::of`] needs to give it back.
    pub(crate) fn compact(self, pod: &mut Pod) {
        let apps = || self.containers.iter();
        let runtime = &mut pod.runtime;
        runtime.waiting = apps()
            .filter_map(|container| container.state.waiting_reason())
            .find(|reason| !reason.is_empty())
            .cloned();
        let running = apps().filter_map(|container| container.state.running());
        runtime.started = running.max().or(runtime.started);
        runtime.restarts = apps().fold(0, |sum, container| sum.saturating_add(container.restarts));
        runtime.wake = self.wake();
        runtime.life = None;
        if pod.template.is_none() || Self::of(pod) != self {
            pod.runtime.life = Some(Arc::new(self));
        }
    }

    /// When the kubelet has to look after the containers again.
    pub(crate) fn wake(&self) -> Option<SimTime> {
        let timers = self.containers.iter().flat_map(|container| &container.timers);
        timers.map(|(time, _)| *time).min()
    }

    /// Reads container statuses, init containers first. `None` if there are none.
    pub(crate) fn from_json(status: &Value) -> Option<Self> {
        let lists = ["initContainerStatuses", "containerStatuses"];
        let statuses = lists.iter().flat_map(|list| json::list(status, list));
        let containers: Vec<_> = statuses.map(ContainerLife::from_json).collect();
        (!containers.is_empty()).then(|| Self {
            containers,
            ..Self::default()
        })
    }
}

impl Pod {
    /// What a container of the pod waits for after its third start or pull in vain, `CrashLoopBackOff` or
    /// `ImagePullBackOff`: the kubelet will go on like that for ever.
    pub fn tries_in_vain(&self) -> Option<&Arc<str>> {
        const TRIES: u32 = 3;
        let containers = &self.runtime.life.as_ref()?.containers;
        let mut waiting = containers.iter().filter_map(|container| {
            let (times, _) = container.back_off?;
            container.state.waiting_reason().filter(|_| times >= TRIES)
        });
        waiting.find(|reason| matches!(&***reason, "CrashLoopBackOff" | "ImagePullBackOff"))
    }

    /// Condition `ContainersReady` is `True` where containers all do the same: then it differs from `Ready` only while the
    /// node life cycle controller calls the pod unready.
    pub(crate) fn containers_ready(&self) -> bool {
        (self.ready || self.runtime.unheard.is_some()) && !matches!(self.phase, PodPhase::Succeeded | PodPhase::Failed)
    }
}
