//! `status` of a pod as the API has it, built when somebody looks: phase, conditions, addresses, containers.
//!
//! Models `pkg/kubelet/status/generate.go` (conditions and their reasons), `pkg/kubelet/kubelet_pods.go`
//! (convertToAPIContainerStatuses) and `pkg/kubelet/status/status_manager.go` (observedGeneration).

use super::api::EVICTED_BY_API;
use super::world::World;
use crate::node::{ContainerPlan, PodPlan, Role};
use crate::objects::{ContainerLife, ContainerState, Pod, PodLife, PodPhase, Termination};
use crate::time::SimTime;
use serde_json::{Map, Value, json};

/// The status of `pod`, whose defaulted spec is `spec`.
pub(super) fn status(world: &World, pod: &Pod, spec: &Map<String, Value>) -> Value {
    let nothing = PodPlan::default();
    let view = View {
        pod,
        plan: pod.template.as_ref().map_or(&nothing, |template| &template.plan),
        life: PodLife::of(pod),
        scripted: world.scripted.is_some(),
    };
    let mut status = Map::new();
    status.insert("phase".into(), json!(pod.phase));
    status.insert("conditions".into(), Value::Array(view.conditions()));
    for (key, text) in [("reason", &pod.reason), ("message", &pod.message)] {
        if !text.is_empty() {
            status.insert(key.into(), json!(text));
        }
    }
    if let Some(node) = &pod.runtime.nominated_node {
        status.insert("nominatedNodeName".into(), json!(node));
    }
    if view.is_acknowledged() {
        view.report(world, &mut status);
    } else if let Some(time) = pod.runtime.acknowledged {
        status.insert("startTime".into(), json!(time.to_string()));
    }
    status.insert("qosClass".into(), json!(quality_of_service(spec)));
    Value::Object(status)
}

/// `metadata.generation`: the beginning of a deletion counts as a change.
pub(super) fn generation(pod: &Pod) -> i64 {
    if pod.is_terminating() { 2 } else { 1 }
}

struct View<'p> {
    pod: &'p Pod,
    plan: &'p PodPlan,
    life: PodLife,
    scripted: bool,
}

impl View<'_> {
    /// Whether a kubelet has reported its containers.
    fn is_acknowledged(&self) -> bool {
        let runtime = &self.pod.runtime;
        self.pod.node_name.is_some()
            && (runtime.waiting.is_some() || runtime.started.is_some() || runtime.life.is_some())
    }

    fn report(&self, world: &World, status: &mut Map<String, Value>) {
        let runtime = &self.pod.runtime;
        if let Some(time) = runtime.acknowledged.or(runtime.bound) {
            status.insert("startTime".into(), json!(time.floor_seconds().to_string()));
        }
        status.insert("observedGeneration".into(), json!(generation(self.pod)));
        let node = self
            .pod
            .node_name
            .as_ref()
            .and_then(|name| world.cluster.nodes.get(name));
        let host = node.map_or("", |node| &*node.info.internal_ip);
        let own = runtime.address.as_deref().unwrap_or_default();
        for ([one, all], address) in [(["hostIP", "hostIPs"], host), (["podIP", "podIPs"], own)] {
            if !address.is_empty() {
                status.insert(one.into(), json!(address));
                status.insert(all.into(), json!([{ "ip": address }]));
            }
        }
        let initial = self.statuses(|role| role != Role::App);
        if !initial.is_empty() && !self.scripted {
            status.insert("initContainerStatuses".into(), Value::Array(initial));
        }
        status.insert(
            "containerStatuses".into(),
            Value::Array(self.statuses(|role| role == Role::App)),
        );
    }

    fn statuses(&self, wanted: impl Fn(Role) -> bool) -> Vec<Value> {
        let containers = self.plan.containers.iter().zip(&self.life.containers);
        let wanted = containers.filter(|(plan, _)| wanted(plan.role));
        wanted.map(|(plan, life)| container_status(plan, life)).collect()
    }

    fn conditions(&self) -> Vec<Value> {
        let (pod, runtime) = (self.pod, &self.pod.runtime);
        let mut all = Vec::new();
        if let Some(message) = &runtime.unschedulable {
            all.push(condition(
                "PodScheduled",
                false,
                runtime.unschedulable_since.or(Some(pod.created)),
                "Unschedulable",
                message,
                Some(generation(pod)),
            ));
            return all;
        }
        if pod.node_name.is_none() && pod.is_gated() {
            let message = "Scheduling is blocked due to non-empty scheduling gates";
            all.push(condition(
                "PodScheduled",
                false,
                Some(pod.created),
                "SchedulingGated",
                message,
                None,
            ));
            return all;
        }
        let bound = runtime.bound.or(runtime.acknowledged);
        if let Some(bound) = bound.filter(|_| pod.node_name.is_some()) {
            if self.is_acknowledged() {
                all.extend(self.reported(bound));
            }
            all.push(condition("PodScheduled", true, Some(bound), "", "", None));
        }
        all.extend(self.disruption());
        all
    }

    /// Condition `DisruptionTarget`, which whoever takes the pod away adds before its deletion.
    fn disruption(&self) -> Option<Value> {
        let runtime = &self.pod.runtime;
        if let Some(since) = runtime.preempted {
            let message = "default-scheduler: preempting to accommodate a higher priority pod";
            let (reason, generation) = ("PreemptionByScheduler", Some(generation(self.pod)));
            return Some(condition(
                "DisruptionTarget",
                true,
                Some(since),
                reason,
                message,
                generation,
            ));
        }
        let disruption = runtime.disruption.as_ref()?;
        let (reason, message) = (&disruption.reason, &disruption.message);
        let since = Some(disruption.time);
        // The eviction API does not say which generation it saw.
        let generation = (**reason != *EVICTED_BY_API).then_some(1);
        Some(condition("DisruptionTarget", true, since, reason, message, generation))
    }

    /// The conditions that the kubelet sets.
    fn reported(&self, bound: SimTime) -> Vec<Value> {
        let (pod, runtime) = (self.pod, &self.pod.runtime);
        let generation = Some(generation(self.pod));
        let seen = runtime.acknowledged.unwrap_or(bound);
        let initialized = !self.plan.has_init() || self.scripted || self.life.initialized.is_some();
        let has_sandbox = runtime.address.is_some() && !pod.is_terminal();
        let sandbox_since = if pod.is_terminal() {
            pod.ready_transition
        } else {
            runtime.started
        };
        let all_ready = self.containers_ready();
        let ready_since = pod.ready_transition.unwrap_or(seen);
        let containers_since = runtime.unheard.or(self.life.containers_ready).unwrap_or(ready_since);
        let (reason, message) = self.unready();
        let mut gate_message = message.clone();
        let mut gate_reason = reason;
        if pod.runtime.unheard.is_some() {
            (gate_reason, gate_message) = ("", String::new());
        } else if all_ready && !pod.ready {
            gate_reason = "ReadinessGatesNotReady";
            gate_message = self.closed_gates();
        }
        let said = |holds: bool, text: &str| if holds { String::new() } else { text.to_owned() };
        let mut all = vec![
            condition(
                "PodReadyToStartContainers",
                has_sandbox,
                sandbox_since.or(Some(seen)),
                "",
                "",
                generation,
            ),
            condition(
                "Initialized",
                initialized,
                self.life.initialized.or(Some(seen)),
                &said(initialized, "ContainersNotInitialized"),
                &said(initialized, &self.uninitialized()),
                generation,
            ),
            condition(
                "Ready",
                pod.ready,
                Some(ready_since),
                &said(pod.ready, gate_reason),
                &said(pod.ready, &gate_message),
                generation,
            ),
            condition(
                "ContainersReady",
                all_ready,
                Some(containers_since),
                &said(all_ready, reason),
                &said(all_ready, &message),
                generation,
            ),
        ];
        for (kind, holds, since) in &self.life.gates {
            all.push(condition(kind, *holds, Some(*since), "", "", None));
        }
        all
    }

    fn containers_ready(&self) -> bool {
        if self.pod.is_terminal() {
            return false;
        }
        let watched = self.plan.containers.iter().zip(&self.life.containers);
        let mut watched =
            watched.filter(|(plan, _)| plan.role == Role::App || plan.role == Role::Sidecar && !self.scripted);
        self.pod.phase == PodPhase::Running && watched.all(|(_, life)| life.ready)
    }

    /// Reason and message of a pod whose containers are not all ready.
    fn unready(&self) -> (&'static str, String) {
        match self.pod.phase {
            PodPhase::Succeeded => ("PodCompleted", String::new()),
            PodPhase::Failed => ("PodFailed", String::new()),
            PodPhase::Pending | PodPhase::Running | PodPhase::Unknown => {
                let names = self.names(|role, life| role != Role::Init && !life.ready);
                (
                    "ContainersNotReady",
                    format!("containers with unready status: [{names}]"),
                )
            }
        }
    }

    fn uninitialized(&self) -> String {
        let unfinished = |role: Role, life: &ContainerLife| match role {
            Role::Init => life.state.terminated().is_none_or(|ended| ended.exit_code != 0),
            Role::Sidecar => !life.started,
            Role::App => false,
        };
        format!("containers with incomplete status: [{}]", self.names(unfinished))
    }

    fn closed_gates(&self) -> String {
        let open = |kind| self.life.gates.iter().any(|(gate, holds, _)| gate == kind && *holds);
        let closed = self.plan.gates.iter().filter(|gate| !open(*gate));
        let texts = closed.map(|gate| {
            if self.life.gates.iter().any(|(kind, ..)| kind == gate) {
                format!("the status of pod readiness gate \"{gate}\" is not \"True\", but False")
            } else {
                format!("corresponding condition of pod readiness gate \"{gate}\" does not exist.")
            }
        });
        texts.collect::<Vec<_>>().join(", ")
    }

    fn names(&self, wanted: impl Fn(Role, &ContainerLife) -> bool) -> String {
        let containers = self.plan.containers.iter().zip(&self.life.containers);
        let named = containers
            .filter(|(plan, life)| wanted(plan.role, life))
            .map(|(plan, _)| &*plan.name);
        named.collect::<Vec<_>>().join(" ")
    }
}

fn condition(
    kind: &str,
    holds: bool,
    since: Option<SimTime>,
    reason: &str,
    message: &str,
    generation: Option<i64>,
) -> Value {
    let mut condition = Map::new();
    condition.insert("type".into(), json!(kind));
    condition.insert("status".into(), json!(if holds { "True" } else { "False" }));
    condition.insert("lastProbeTime".into(), Value::Null);
    if let Some(since) = since {
        condition.insert("lastTransitionTime".into(), json!(since.floor_seconds().to_string()));
    }
    if let Some(generation) = generation {
        condition.insert("observedGeneration".into(), json!(generation));
    }
    for (key, text) in [("reason", reason), ("message", message)] {
        if !text.is_empty() {
            condition.insert(key.into(), json!(text));
        }
    }
    Value::Object(condition)
}

fn container_status(plan: &ContainerPlan, life: &ContainerLife) -> Value {
    let last = life
        .last
        .as_ref()
        .map_or_else(|| json!({}), |last| json!({ "terminated": terminated(last) }));
    json!({
        "name": plan.name,
        "image": plan.image,
        "imageID": "",
        "ready": life.ready,
        "started": life.started,
        "restartCount": life.restarts,
        "state": state(&life.state),
        "lastState": last,
    })
}

fn state(state: &ContainerState) -> Value {
    match state {
        ContainerState::Waiting { reason, message } if message.is_empty() => json!({ "waiting": { "reason": reason } }),
        ContainerState::Waiting { reason, message } => json!({ "waiting": { "message": message, "reason": reason } }),
        ContainerState::Running(since) => json!({ "running": { "startedAt": since.floor_seconds().to_string() } }),
        ContainerState::Terminated(ended) => json!({ "terminated": terminated(ended) }),
    }
}

fn terminated(ended: &Termination) -> Value {
    let time = |time: Option<SimTime>| time.map(|time| time.floor_seconds().to_string());
    json!({
        "exitCode": ended.exit_code,
        "reason": ended.reason,
        "startedAt": time(ended.started),
        "finishedAt": time(ended.finished),
    })
}

/// Guaranteed where every container's limits and requests of cpu and memory are given and equal, BestEffort where there
/// are none, else Burstable (`pkg/apis/core/v1/helper/qos`, ComputePodQOS).
fn quality_of_service(spec: &Map<String, Value>) -> &'static str {
    let lists = ["containers", "initContainers"]
        .into_iter()
        .filter_map(|list| spec.get(list)?.as_array());
    let (mut any, mut guaranteed) = (false, true);
    for container in lists.flatten() {
        for resource in ["cpu", "memory"] {
            let of = |kind: &str| container.pointer(&format!("/resources/{kind}/{resource}"));
            let (limit, request) = (of("limits"), of("requests"));
            any |= limit.is_some() || request.is_some();
            guaranteed &= limit.is_some() && (request.is_none() || request == limit);
        }
    }
    match (any, guaranteed) {
        (false, _) => "BestEffort",
        (true, true) => "Guaranteed",
        (true, false) => "Burstable",
    }
}
