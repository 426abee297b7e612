//! The events that kubelets record, in the words of v1.36 (semantics 9.8; `pkg/kubelet/events`).

use super::Work;
use crate::node::{Handler, PullPolicy};
use crate::objects::{Pod, ProbeKind};
use crate::sim::change::ClusterEvent;
use crate::sim::latency;
use crate::sim::turn::Turn;
use crate::time::Millis;
use std::sync::Arc;

/// Records an event about `pod`.
pub(super) fn record(turn: &mut Turn<'_>, pod: &Pod, warning: bool, reason: &str, message: &str) {
    let event = ClusterEvent {
        time: turn.now(),
        warning,
        reason: reason.into(),
        kind: "Pod",
        namespace: pod.namespace.clone(),
        name: pod.name.clone(),
        message: message.into(),
        source: "kubelet",
    };
    turn.record_of_kubelet(event, pod);
}

impl Work<'_, '_> {
    /// Records an event about the pod, unless the kubelets are scripted: those record none.
    pub(super) fn event(&mut self, warning: bool, reason: &str, message: &str) {
        if self.pace.is_none() {
            record(self.turn, &self.pod, warning, reason, message);
        }
    }

    pub(super) fn record_pulling(&mut self, image: &str) {
        self.event(false, "Pulling", &format!("Pulling image \"{image}\""));
    }

    /// What is said when a container starts: where its image came from, that it was created, that it runs.
    pub(super) fn record_start(&mut self, index: usize, pulled: bool) {
        let image = self.plan().containers[index].image.clone();
        let message = if pulled {
            let time = seconds_text(latency::pull(self.turn.seed, &self.node, &image));
            let bytes = latency::image_size(&image);
            format!(
                "Successfully pulled image \"{image}\" in {time} ({time} including waiting). Image size: {bytes} bytes."
            )
        } else {
            format!("Container image \"{image}\" already present on machine")
        };
        self.event(false, "Pulled", &message);
        self.event(false, "Created", "Container created");
        self.event(false, "Started", "Container started");
    }

    pub(super) fn record_unhealthy(&mut self, index: usize, kind: ProbeKind) {
        let container = &self.plan().containers[index];
        let (name, probe) = match kind {
            ProbeKind::Startup => ("Startup", container.startup),
            ProbeKind::Liveness => ("Liveness", container.liveness),
            ProbeKind::Readiness => ("Readiness", container.readiness),
        };
        let Some(probe) = probe else { return };
        let address = self.pod.runtime.address.clone().unwrap_or_default();
        let output = match probe.handler {
            Handler::Exec => String::new(),
            Handler::Http(_) => "HTTP probe failed with statuscode: 503".to_owned(),
            Handler::Tcp(port) => format!("dial tcp {address}:{port}: connect: connection refused"),
            Handler::Grpc(port) => {
                format!("timeout: failed to connect service \"{address}:{port}\" within 1s: context deadline exceeded")
            }
        };
        self.event(true, "Unhealthy", &format!("{name} probe failed: {output}"));
    }

    /// Whether the image has to be fetched before the container starts.
    pub(super) fn has_to_pull(&self, index: usize) -> bool {
        let container = &self.plan().containers[index];
        match container.pull {
            PullPolicy::Always => true,
            PullPolicy::IfNotPresent => !self.has_image(&container.image),
            PullPolicy::Never => false,
        }
    }

    pub(super) fn has_image(&self, image: &Arc<str>) -> bool {
        self.turn.world.images.contains(&(self.node.clone(), image.clone()))
    }
}

/// A duration as Go prints it, down to milliseconds: `850ms`, `1.25s`.
fn seconds_text(time: Millis) -> String {
    if time.0 < 1000 {
        return format!("{}ms", time.0);
    }
    let text = format!("{}.{:03}", time.0 / 1000, time.0 % 1000);
    format!("{}s", text.trim_end_matches('0').trim_end_matches('.'))
}
