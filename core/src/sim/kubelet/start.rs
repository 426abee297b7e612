//! How containers get going: init containers in order, images, the others together (`kuberuntime_manager.go`,
//! computePodActions; `pkg/kubelet/images/image_manager.go`, EnsureImageExists).

use super::{Work, hook_time};
use crate::node::{PullPolicy, Role};
use crate::objects::{CONTAINER_CREATING, ContainerLife, ContainerState, ContainerTimer, POD_INITIALIZING};
use crate::sim::addresses;
use crate::sim::event::KubeletAct;
use crate::sim::latency;
use crate::time::Millis;

/// Waiting reasons of containers that nobody has tried to start.
const UNTOUCHED: [&str; 3] = ["", CONTAINER_CREATING, POD_INITIALIZING];

fn is_untouched(container: &ContainerLife) -> bool {
    let waits = container.state.waiting_reason();
    container.timers.is_empty() && waits.is_some_and(|reason| UNTOUCHED.contains(&&**reason))
}

impl Work<'_, '_> {
    /// Begins what may begin now: the next init container, or everything else once they are done.
    pub(super) fn begin_next(&mut self) {
        if self.pace.is_none() && self.life.initialized.is_none() && self.plan().has_init() {
            for index in self.indices(|role| role != Role::App) {
                if is_untouched(&self.life.containers[index]) {
                    self.begin(&[index]);
                    return;
                }
                let container = &self.life.containers[index];
                let done = match self.role(index) {
                    Role::Init => container.state.terminated().is_some_and(|ended| ended.exit_code == 0),
                    Role::Sidecar | Role::App => container.started,
                };
                if !done {
                    return;
                }
            }
            self.life.initialized = Some(self.now().floor_seconds());
            self.say(KubeletAct::Initialize);
        }
        let mut apps = self.indices(|role| role == Role::App);
        apps.retain(|index| is_untouched(&self.life.containers[*index]));
        self.begin(&apps);
    }

    /// Has the images of these containers fetched, one after the other, and starts them once all are there.
    fn begin(&mut self, indices: &[usize]) {
        if let Some(pace) = self.pace {
            for index in indices {
                let timer = if self.faults(*index).pull_fails {
                    ContainerTimer::PullFails
                } else {
                    ContainerTimer::Start
                };
                self.timer(*index, pace.start, timer);
            }
            return;
        }
        let mut pulling = Millis(0);
        let mut pulled = Vec::new();
        let mut startable = Vec::new();
        for index in indices {
            let container = &self.plan().containers[*index];
            let (image, policy) = (container.image.clone(), container.pull);
            if policy == PullPolicy::Never && !self.has_image(&image) {
                self.image_never_pulled(*index, &image);
                continue;
            }
            if self.has_to_pull(*index) && !pulled.contains(&image) {
                self.record_pulling(&image);
                if self.faults(*index).pull_fails {
                    self.timer(*index, latency::PULL_FAILS, ContainerTimer::PullFails);
                    continue;
                }
                pulling = pulling + self.pull_time(&image);
                pulled.push(image);
            }
            startable.push(*index);
        }
        let start = latency::start(self.turn.seed, &self.pod);
        for index in startable {
            let hook = hook_time(self.plan().containers[index].post_start);
            self.timer(index, pulling + start + hook, ContainerTimer::Start);
        }
    }

    /// A node that has the image only asks the registry whether it is still the same.
    fn pull_time(&self, image: &std::sync::Arc<str>) -> Millis {
        if self.has_image(image) {
            return latency::CHECK_IMAGE;
        }
        latency::pull(self.turn.seed, &self.node, image)
    }

    fn image_never_pulled(&mut self, index: usize, image: &str) {
        let message = format!("Container image \"{image}\" is not present with pull policy of Never");
        self.event(true, "ErrImageNeverPull", &message);
        self.event(true, "Failed", "Error: ErrImageNeverPull");
        self.container(index).state = ContainerState::Waiting {
            reason: "ErrImageNeverPull".into(),
            message: message.into(),
        };
        self.say(KubeletAct::FailPull);
    }

    /// The container runs.
    pub(super) fn start(&mut self, index: usize) {
        let pulled = self.has_to_pull(index);
        if self.pace.is_none() {
            self.record_start(index, pulled);
            let image = self.plan().containers[index].image.clone();
            if pulled && !self.has_image(&image) {
                let node = self.node.clone();
                self.turn.add_image(&node, &image);
            }
        }
        let now = self.now();
        let container = self.container(index);
        container.state = ContainerState::Running(now);
        container.timers.clear();
        if self.pod.runtime.address.is_none() {
            self.pod.runtime.address = addresses::of_started(self.turn, &self.pod);
        }
        self.say(KubeletAct::Start);
        let faults = self.faults(index);
        if let Some(after) = faults.crashes_after {
            self.timer(index, after, ContainerTimer::Exit(1));
        }
        match self.role(index) {
            Role::Init if faults.crashes_after.is_none() => {
                let run = latency::init_run(self.turn.seed, &self.pod, index);
                self.timer(index, run, ContainerTimer::Exit(0));
            }
            Role::Init => {}
            Role::Sidecar | Role::App => self.watch(index),
        }
    }

    /// The image cannot be pulled: put off for 10 s, doubling to 300 s.
    pub(super) fn pull_fails(&mut self, index: usize) {
        let image = self.plan().containers[index].image.clone();
        let error = pull_error(&image);
        self.event(true, "Failed", &format!("Failed to pull image \"{image}\": {error}"));
        self.event(true, "Failed", "Error: ErrImagePull");
        let (now, scripted) = (self.now(), self.pace.is_some());
        let container = self.container(index);
        container.state = ContainerState::Waiting {
            reason: "ErrImagePull".into(),
            message: error.into(),
        };
        let failures = container.back_off.map_or(0, |(failures, _)| failures);
        container.back_off = Some((failures.saturating_add(1), now));
        self.timer(index, latency::PULL_BACK_OFF, ContainerTimer::PullBacksOff);
        if !scripted {
            self.timer(index, latency::back_off(failures), ContainerTimer::PullAgain);
        }
        self.say(KubeletAct::FailPull);
    }

    pub(super) fn pull_backs_off(&mut self, index: usize) {
        let image = self.plan().containers[index].image.clone();
        self.event(false, "BackOff", &format!("Back-off pulling image \"{image}\""));
        self.event(true, "Failed", "Error: ImagePullBackOff");
        self.container(index).state = ContainerState::Waiting {
            reason: "ImagePullBackOff".into(),
            message: format!(
                "Back-off pulling image \"{image}\": ErrImagePull: {}",
                pull_error(&image)
            )
            .into(),
        };
        self.say(KubeletAct::FailPull);
    }

    pub(super) fn pull_again(&mut self, index: usize) {
        let image = self.plan().containers[index].image.clone();
        self.container(index).timers.clear();
        self.record_pulling(&image);
        if self.faults(index).pull_fails {
            self.timer(index, latency::PULL_FAILS, ContainerTimer::PullFails);
            return;
        }
        self.container(index).back_off = None;
        let delay = self.pull_time(&image) + latency::start(self.turn.seed, &self.pod);
        self.timer(index, delay, ContainerTimer::Start);
    }
}

/// What a registry says of an image that it has not got.
fn pull_error(image: &str) -> String {
    format!(
        "rpc error: code = NotFound desc = failed to pull and unpack image \"{image}\": failed to resolve image: {image}: not found"
    )
}
