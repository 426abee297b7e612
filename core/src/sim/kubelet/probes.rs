//! Probes: when they first pass or fail often enough, from the manifest's own numbers (`pkg/kubelet/prober/worker.go`).
//!
//! Nothing ticks. Whether a container answers is known for all times (a process that needs so long to come up, or is broken
//! from some moment on), so the tick at which a threshold is crossed follows, and that is the only one that happens.

use super::{Work, hook_time};
use crate::node::{Probe, Role};
use crate::objects::{ContainerTimer, ProbeKind};
use crate::sim::event::KubeletAct;
use crate::sim::latency;
use crate::time::{Millis, SimTime};

/// The ticks of a probe: the first time, and every period.
#[derive(Clone, Copy)]
struct Ticks {
    first: SimTime,
    period: Millis,
}

impl Ticks {
    /// Those of `probe` of a container that started at `origin`, the first of them not before `from`.
    fn of(probe: Probe, origin: SimTime, from: SimTime) -> Self {
        let all = Self {
            first: origin + latency::FIRST_PROBE,
            period: probe.period,
        };
        Self {
            first: all.not_before(from.max(origin + probe.initial_delay)),
            ..all
        }
    }

    /// The first tick that is not before `time`.
    fn not_before(self, time: SimTime) -> SimTime {
        let late = (time - self.first).0.max(0);
        let ticks = (late + self.period.0 - 1) / self.period.0;
        self.after(self.first, ticks)
    }

    /// The tick that is `count` later than `tick`.
    fn after(self, tick: SimTime, count: i64) -> SimTime {
        tick + Millis(self.period.0.saturating_mul(count))
    }
}

impl Work<'_, '_> {
    /// A container runs: its startup probe begins, or it counts as started.
    pub(super) fn watch(&mut self, index: usize) {
        let now = self.now();
        let faults = self.faults(index);
        if let Some(pace) = self.pace {
            self.container(index).started = true;
            if !faults.never_ready {
                self.timer(index, pace.ready, ContainerTimer::Ready);
            }
            return;
        }
        let Some(probe) = self.plan().containers[index].startup else {
            self.has_started(index);
            return;
        };
        let ticks = Ticks::of(probe, now, now);
        let passes = ticks.not_before(now + faults.slow);
        let gives_up = ticks.after(ticks.first, probe.failures - 1);
        let container = self.container(index);
        if passes > ticks.first {
            container.set_timer(ticks.first, ContainerTimer::Unhealthy(ProbeKind::Startup));
        }
        if passes > gives_up {
            container.set_timer(gives_up, ContainerTimer::Fails(ProbeKind::Startup));
        } else {
            container.set_timer(passes, ContainerTimer::StartupPasses);
        }
    }

    /// A container counts as started: its other probes count from now on.
    pub(super) fn has_started(&mut self, index: usize) {
        self.container(index).started = true;
        let probe = self.plan().containers[index].readiness;
        let never = self.faults(index).never_ready;
        if probe.is_none() {
            self.container(index).ready = !never;
        }
        self.probe_readiness(index);
        self.probe_liveness(index);
    }

    /// When a container that is not ready will be, by its readiness probe.
    fn probe_readiness(&mut self, index: usize) {
        let plan = &self.plan().containers[index];
        let (Some(probe), Some(origin)) = (plan.readiness, self.life.containers[index].state.running()) else {
            return;
        };
        // A container that has just passed its startup probe is asked at once; else the probe keeps its own beat.
        let immediately = plan.startup.is_some();
        let (now, faults) = (self.now(), self.faults(index));
        let mut ticks = Ticks::of(probe, origin, now);
        if immediately {
            ticks.first = now.max(origin + probe.initial_delay);
        }
        let healthy = ticks.not_before(origin + faults.slow);
        let container = self.container(index);
        if faults.never_ready || healthy > ticks.first {
            container.set_timer(ticks.first, ContainerTimer::Unhealthy(ProbeKind::Readiness));
        }
        if !faults.never_ready {
            container.set_timer(ticks.after(healthy, probe.successes - 1), ContainerTimer::Ready);
        }
    }

    /// When a container will be restarted, by its liveness probe.
    fn probe_liveness(&mut self, index: usize) {
        let plan = &self.plan().containers[index];
        let (Some(probe), Some(origin)) = (plan.liveness, self.life.containers[index].state.running()) else {
            return;
        };
        let (now, faults) = (self.now(), self.faults(index));
        let ticks = Ticks::of(probe, origin, now);
        let comes_up = ticks.not_before(origin + faults.slow);
        let too_slow = comes_up > ticks.after(ticks.first, probe.failures - 1);
        let container = self.container(index);
        if comes_up > ticks.first {
            container.set_timer(ticks.first, ContainerTimer::Unhealthy(ProbeKind::Liveness));
        }
        if too_slow {
            let fails = ticks.after(ticks.first, probe.failures - 1);
            container.set_timer(fails, ContainerTimer::Fails(ProbeKind::Liveness));
        } else if let Some(after) = faults.hangs_after {
            let first = ticks.not_before(comes_up.max(origin + after));
            container.set_timer(first, ContainerTimer::Unhealthy(ProbeKind::Liveness));
            let fails = ticks.after(first, probe.failures - 1);
            container.set_timer(fails, ContainerTimer::Fails(ProbeKind::Liveness));
        }
    }

    /// A probe has failed too often: the container is stopped, within the probe's own grace period if it has one, and
    /// started again.
    pub(super) fn probe_fails(&mut self, index: usize, kind: ProbeKind) {
        let plan = &self.plan().containers[index];
        let (probe, word) = match kind {
            ProbeKind::Startup => (plan.startup, "startup"),
            ProbeKind::Liveness => (plan.liveness, "liveness"),
            ProbeKind::Readiness => (plan.readiness, "readiness"),
        };
        let name = plan.name.clone();
        let grace = probe.and_then(|probe| probe.grace).unwrap_or(self.plan().grace);
        self.event(
            false,
            "Killing",
            &format!("Container {name} failed {word} probe, will be restarted"),
        );
        self.say(KubeletAct::ProbeFails);
        let (delay, exit_code) = self.stop_time(index, grace);
        let container = self.container(index);
        container.timers.clear();
        container.ready = false;
        self.timer(index, delay, ContainerTimer::Stopped(exit_code));
    }

    /// How long a container takes to end that is told to, and its exit code: the hook before the end counts within the
    /// grace period, of which the container itself gets two seconds at least.
    pub(super) fn stop_time(&self, index: usize, grace: Millis) -> (Millis, i64) {
        const LEAST: Millis = Millis::seconds(2);
        let hook = hook_time(self.plan().containers[index].pre_stop).min(grace);
        let needed = match self.pace {
            Some(pace) => pace.stop,
            None => latency::stop(self.turn.seed, &self.pod),
        };
        let left = if hook.0 > 0 {
            Millis((grace.0 - hook.0).max(LEAST.0))
        } else {
            grace
        };
        if needed > left {
            (hook + left, 137)
        } else {
            (hook + needed, 0)
        }
    }

    /// What is wrong with images has changed: every container feels it, but for those of kubelets that keep to a script.
    pub(super) fn feel_all(&mut self) {
        if self.pace.is_some() {
            return;
        }
        for index in 0..self.life.containers.len().min(self.plan().containers.len()) {
            self.feel(index);
        }
    }

    fn feel(&mut self, index: usize) {
        let faults = self.faults(index);
        let (now, role) = (self.now(), self.role(index));
        let container = self.container(index);
        let pulls_in_vain = ["ErrImagePull", "ImagePullBackOff"];
        if container
            .state
            .waiting_reason()
            .is_some_and(|reason| pulls_in_vain.contains(&&**reason))
        {
            if !faults.pull_fails {
                container.timers.clear();
                container.set_timer(now + latency::KUBELET, ContainerTimer::PullAgain);
            }
            return;
        }
        if container.state.running().is_none() || role == Role::Init {
            return;
        }
        let being_stopped = |timer: &(SimTime, ContainerTimer)| matches!(timer.1, ContainerTimer::Stopped(_));
        if container.timers.iter().any(being_stopped) {
            return;
        }
        let of_startup = |timer| {
            matches!(
                timer,
                ContainerTimer::StartupPasses | ContainerTimer::Fails(ProbeKind::Startup)
            )
        };
        container.timers.retain(|(_, timer)| of_startup(*timer));
        if let Some(after) = faults.crashes_after {
            container.set_timer(now + after, ContainerTimer::Exit(1));
        }
        if !container.started {
            return;
        }
        let ready = container.ready;
        match (ready, faults.never_ready, self.plan().containers[index].readiness) {
            (true, true, Some(probe)) => {
                let origin = self.life.containers[index].state.running().unwrap_or(now);
                let ticks = Ticks::of(probe, origin, now);
                let container = self.container(index);
                container.set_timer(ticks.first, ContainerTimer::Unhealthy(ProbeKind::Readiness));
                container.set_timer(ticks.after(ticks.first, probe.failures - 1), ContainerTimer::Unready);
            }
            (_, never, None) => self.container(index).ready = !never,
            (false, _, Some(_)) => self.probe_readiness(index),
            (true, false, Some(_)) => {}
        }
        self.probe_liveness(index);
    }
}
