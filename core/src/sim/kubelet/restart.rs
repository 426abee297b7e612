//! Containers that end are started again, with growing pauses (semantics 9.8).

use super::Work;
use crate::node::Role;
use crate::objects::{ContainerState, ContainerTimer, Termination};
use crate::sim::event::KubeletAct;
use crate::sim::latency;
use crate::time::Millis;

impl Work<'_, '_> {
    /// A container has ended.
    pub(super) fn ends(&mut self, index: usize, exit_code: i64, act: KubeletAct) {
        if self.container(index).state.running().is_none() {
            return;
        }
        let now = self.now();
        let stopping = self.life.stopping.is_some();
        let init_done = self.role(index) == Role::Init && exit_code == 0;
        let container = self.container(index);
        container.state = ContainerState::Terminated(Termination {
            exit_code,
            reason: if exit_code == 0 { "Completed" } else { "Error" }.into(),
            started: container.state.running(),
            finished: Some(now),
        });
        container.ready = init_done;
        container.started = false;
        container.timers.clear();
        if init_done {
            self.say(KubeletAct::Initialize);
        } else if !stopping {
            self.say(act);
            self.plan_restart(index);
        }
    }

    /// The first restart comes at once; the next after 10 s, doubling to 300 s. Ten minutes without one forgive.
    fn plan_restart(&mut self, index: usize) {
        let now = self.now();
        let scripted = self.pace.is_some();
        let container = self.container(index);
        let forgiven = |since: crate::time::SimTime| !scripted && now - since > latency::BACK_OFF_RESET;
        container.back_off = container.back_off.filter(|(_, since)| !forgiven(*since));
        match container.back_off {
            None => self.timer(index, latency::RESTART, ContainerTimer::Restart),
            Some((times, _)) => {
                self.timer(index, latency::SHOW_BACK_OFF, ContainerTimer::BackOff);
                self.timer(
                    index,
                    latency::back_off(times.saturating_sub(1)),
                    ContainerTimer::Restart,
                );
            }
        }
    }

    /// The kubelet says that it waits with the restart.
    pub(super) fn backs_off(&mut self, index: usize) {
        let times = self.container(index).back_off.map_or(1, |(times, _)| times);
        let delay = duration_text(latency::back_off(times.saturating_sub(1)));
        let name = self.plan().containers[index].name.clone();
        let pod = format!("{}_{}({})", self.pod.name, self.pod.namespace, self.pod.uid);
        self.event(
            true,
            "BackOff",
            &format!("Back-off restarting failed container {name} in pod {pod}"),
        );
        let container = self.container(index);
        container.last = container.state.terminated().cloned();
        container.state = ContainerState::Waiting {
            reason: "CrashLoopBackOff".into(),
            message: format!("back-off {delay} restarting failed container={name} pod={pod}").into(),
        };
        self.say(KubeletAct::BackOff);
    }

    pub(super) fn restart(&mut self, index: usize) {
        let now = self.now();
        let container = self.container(index);
        if let Some(ended) = container.state.terminated().cloned() {
            container.last = Some(ended);
        }
        container.restarts = container.restarts.saturating_add(1);
        let times = container.back_off.map_or(0, |(times, _)| times);
        container.back_off = Some((times.saturating_add(1), now));
        self.say(KubeletAct::Restart);
        self.start(index);
    }
}

/// A back-off as Go prints it: `10s`, `1m20s`, `5m0s`.
fn duration_text(time: Millis) -> String {
    let seconds = time.0 / 1000;
    if seconds < 60 {
        format!("{seconds}s")
    } else {
        format!("{}m{}s", seconds / 60, seconds % 60)
    }
}
