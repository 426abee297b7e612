//! What the kubelet reports of a pod: its phase and its readiness (`pkg/kubelet/kubelet_pods.go`, getPhase;
//! `pkg/kubelet/status/generate.go`).

use super::{Work, set_ready};
use crate::node::Role;
use crate::objects::PodPhase;

impl Work<'_, '_> {
    /// Sets phase and readiness by the states of the containers.
    pub(super) fn report(&mut self) {
        if self.pod.is_terminal() {
            set_ready(&mut self.pod, false, self.turn);
            return;
        }
        let apps = self.indices(|role| role == Role::App);
        let starting = |index: &usize| {
            let container = &self.life.containers[*index];
            container.last.is_none() && container.state.waiting_reason().is_some()
        };
        if self.pod.phase == PodPhase::Pending && !apps.is_empty() && !apps.iter().any(starting) {
            self.pod.phase = PodPhase::Running;
        }
        let watched = self.indices(|role| role != Role::Init || self.pace.is_some());
        let scripted = self.pace.is_some();
        let all_ready = self.pod.phase == PodPhase::Running
            && watched
                .iter()
                .all(|index| self.life.containers[*index].ready || scripted && self.role(*index) != Role::App);
        let gates = &self.plan().gates;
        let open = gates
            .iter()
            .all(|gate| self.life.gates.iter().any(|(kind, holds, _)| kind == gate && *holds));
        let ready = all_ready && open;
        if !gates.is_empty() && all_ready != self.life.containers_ready.is_some() {
            self.life.containers_ready = all_ready.then(|| self.turn.now().floor_seconds());
        }
        set_ready(&mut self.pod, ready, self.turn);
    }
}
