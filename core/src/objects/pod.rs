//! `v1.Pod`: what the controller and the node life cycle read of it.

use super::{Labels, PodLife, PodTemplate, json};
use crate::time::{Millis, SimTime};
use serde::Serialize;
use serde_json::{Value, json};
use std::sync::Arc;

/// A pod, of a DaemonSet or of anybody.
#[derive(Debug, Clone, PartialEq)]
pub struct Pod {
    /// `metadata.name`.
    pub name: Arc<str>,
    /// `metadata.namespace`.
    pub namespace: Arc<str>,
    /// `metadata.uid`.
    pub uid: Arc<str>,
    /// `metadata.labels`; pods of one revision share them.
    pub labels: Arc<Labels>,
    /// The owner reference with `controller: true`.
    pub controller: Option<Arc<OwnerReference>>,
    /// `metadata.creationTimestamp`.
    pub created: SimTime,
    /// `metadata.deletionTimestamp`: the moment the grace period ends. Present: the pod is terminating.
    pub deletion: Option<SimTime>,
    /// `metadata.deletionGracePeriodSeconds` of a terminating pod.
    pub deletion_grace: Option<Millis>,
    /// `spec.nodeName`: the node it is bound to.
    pub node_name: Option<Arc<str>>,
    /// The node that the required node affinity pins it to by `metadata.name` (semantics 4.3), if it does.
    pub affinity_node: Option<Arc<str>>,
    /// `status.phase`.
    pub phase: PodPhase,
    /// Condition `Ready` is `True`.
    pub ready: bool,
    /// `lastTransitionTime` of condition `Ready`.
    pub ready_transition: Option<SimTime>,
    /// `status.reason`, such as `Evicted`; empty if absent.
    pub reason: Arc<str>,
    /// `status.message`; empty if absent.
    pub message: Arc<str>,
    /// The template it was made from, where this engine made it.
    pub template: Option<Arc<PodTemplate>>,
    /// What the scheduler and the kubelet have reported.
    pub runtime: PodRuntime,
}

/// What the scheduler and the kubelet have reported about a pod. The controller reads none of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PodRuntime {
    /// Condition `PodScheduled` is `False`: the scheduler's message.
    pub unschedulable: Option<Arc<str>>,
    /// Since when that condition is `False`.
    pub unschedulable_since: Option<SimTime>,
    /// `status.nominatedNodeName`: where others make room for it.
    pub nominated_node: Option<Arc<str>>,
    /// Since when condition `DisruptionTarget` is `True` because the scheduler makes room for another pod.
    pub preempted: Option<SimTime>,
    /// When it was bound to its node.
    pub bound: Option<SimTime>,
    /// `status.startTime`: when the kubelet first looked at it.
    pub acknowledged: Option<SimTime>,
    /// Why a container is waiting (`ContainerCreating`, `ImagePullBackOff`); `None` if none is.
    pub waiting: Option<Arc<str>>,
    /// When its containers started, the last of them.
    pub started: Option<SimTime>,
    /// How often its containers were started again, all together.
    pub restarts: u32,
    /// `status.podIP`, which its node gives it when it starts.
    pub address: Option<Arc<str>>,
    /// The node life cycle controller took readiness from it because its node is not heard of; its containers are as ready
    /// as they were since then.
    pub unheard: Option<SimTime>,
    /// When the kubelet has to look after it again.
    pub wake: Option<SimTime>,
    /// Condition `DisruptionTarget`.
    pub disruption: Option<Arc<Disruption>>,
    /// Its containers one by one, where they do not all do the same.
    pub life: Option<Arc<PodLife>>,
}

/// Condition `DisruptionTarget`: who took the pod away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disruption {
    /// `reason`.
    pub reason: Arc<str>,
    /// `message`.
    pub message: Arc<str>,
    /// `lastTransitionTime`.
    pub time: SimTime,
}

/// `status.phase`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum PodPhase {
    /// Not started.
    Pending,
    /// At least one container runs.
    Running,
    /// Ended well.
    Succeeded,
    /// Ended badly, evicted, or refused by the kubelet.
    Failed,
    /// The node cannot be asked.
    Unknown,
}

/// An owner reference with `controller: true`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct OwnerReference {
    /// `apiVersion`.
    pub api_version: Arc<str>,
    /// `kind`.
    pub kind: Arc<str>,
    /// `name`.
    pub name: Arc<str>,
    /// `uid`.
    pub uid: Arc<str>,
}

impl OwnerReference {
    /// The owner reference of a controller.
    pub fn to_json(&self) -> Value {
        json!({
            "apiVersion": self.api_version,
            "kind": self.kind,
            "name": self.name,
            "uid": self.uid,
            "controller": true,
            "blockOwnerDeletion": true,
        })
    }
}

impl Pod {
    /// The node this pod belongs to: where it is bound, else where its affinity pins it. `None`: undetermined, and every
    /// per-node computation skips it (`daemonset_util.go`, GetTargetNodeName; semantics 4.3).
    pub fn target_node(&self) -> Option<&Arc<str>> {
        self.node_name.as_ref().or(self.affinity_node.as_ref())
    }

    /// Whether the default scheduler binds it: unless its spec names another.
    pub fn asks_default_scheduler(&self) -> bool {
        let spec = self.template.as_ref().and_then(|template| template.json.get("spec"));
        let name = spec.map_or("", |spec| json::text(spec, "schedulerName"));
        name.is_empty() || name == "default-scheduler"
    }

    /// Whether scheduling gates keep the scheduler from trying it.
    pub fn is_gated(&self) -> bool {
        let template = self.template.as_ref();
        template.is_some_and(|template| !template.requirements.scheduling_gates.is_empty())
    }

    /// Whether it is being deleted.
    pub const fn is_terminating(&self) -> bool {
        self.deletion.is_some()
    }

    /// Whether it has been ready for at least `min_ready` (`pkg/api/v1/pod/util.go`, IsPodAvailable).
    pub fn is_available(&self, min_ready: Millis, now: SimTime) -> bool {
        self.ready && (min_ready.0 == 0 || self.ready_transition.is_some_and(|since| since + min_ready <= now))
    }
}

impl PodRuntime {
    /// Reads the conditions and container states of `status`.
    fn from_json(status: &Value) -> Self {
        let containers = json::list(status, "containerStatuses");
        let scheduled = json::condition(status, "PodScheduled");
        let scheduled_is = |state| scheduled.filter(|condition| json::text(condition, "status") == state);
        let mut waiting = containers
            .iter()
            .filter_map(|container| container.pointer("/state/waiting"));
        let started = containers
            .iter()
            .filter_map(|container| container.pointer("/state/running"));
        let disruption = json::condition(status, "DisruptionTarget");
        let is =
            |kind, state| json::condition(status, kind).filter(|condition| json::text(condition, "status") == state);
        Self {
            unschedulable: scheduled_is("False").map(|condition| json::shared(condition, "message")),
            unschedulable_since: scheduled_is("False")
                .and_then(|condition| json::time(condition, "lastTransitionTime")),
            nominated_node: json::non_empty(status, "nominatedNodeName"),
            preempted: disruption
                .filter(|condition| json::text(condition, "reason") == "PreemptionByScheduler")
                .map(|condition| json::time(condition, "lastTransitionTime").unwrap_or_default()),
            bound: scheduled_is("True").and_then(|condition| json::time(condition, "lastTransitionTime")),
            waiting: waiting.next().map(|state| json::shared(state, "reason")),
            started: started.filter_map(|state| json::time(state, "startedAt")).max(),
            restarts: containers
                .iter()
                .filter_map(|container| u32::try_from(json::integer(container, "restartCount")?).ok())
                .fold(0, u32::saturating_add),
            address: json::non_empty(status, "podIP"),
            unheard: is("ContainersReady", "True")
                .filter(|_| is("Ready", "False").is_some())
                .and_then(|condition| json::time(condition, "lastTransitionTime")),
            acknowledged: json::time(status, "startTime"),
            wake: None,
            disruption: disruption.map(|condition| {
                Arc::new(Disruption {
                    reason: json::shared(condition, "reason"),
                    message: json::shared(condition, "message"),
                    time: json::time(condition, "lastTransitionTime").unwrap_or_default(),
                })
            }),
            life: PodLife::from_json(status).map(Arc::new),
        }
    }
}

impl PodPhase {
    /// Reads `status.phase`; absent is `Pending`, as for a pod that nobody has started.
    fn parse(phase: &str) -> Self {
        match phase {
            "Running" => Self::Running,
            "Succeeded" => Self::Succeeded,
            "Failed" => Self::Failed,
            "Unknown" => Self::Unknown,
            _ => Self::Pending,
        }
    }
}

impl Pod {
    /// Reads a `v1.Pod`. Absent fields are empty; there is no template.
    pub fn from_json(pod: &Value) -> Self {
        let metadata = json::metadata(pod);
        let (spec, status) = (&pod["spec"], &pod["status"]);
        let ready = json::condition(status, "Ready");
        Self {
            name: json::shared(metadata, "name"),
            namespace: json::shared(metadata, "namespace"),
            uid: json::shared(metadata, "uid"),
            labels: Arc::new(json::labels(metadata, "labels")),
            controller: json::controller(metadata),
            created: json::time(metadata, "creationTimestamp").unwrap_or_default(),
            deletion: json::time(metadata, "deletionTimestamp"),
            deletion_grace: json::integer(metadata, "deletionGracePeriodSeconds")
                .map(|seconds| Millis::seconds(seconds.clamp(0, 1 << 40))),
            node_name: json::non_empty(spec, "nodeName"),
            affinity_node: affinity_node(spec),
            phase: PodPhase::parse(json::text(status, "phase")),
            ready: ready.is_some_and(|condition| json::text(condition, "status") == "True"),
            ready_transition: ready.and_then(|condition| json::time(condition, "lastTransitionTime")),
            reason: json::shared(status, "reason"),
            message: json::shared(status, "message"),
            template: None,
            runtime: PodRuntime::from_json(status),
        }
    }

    /// Whether it has ended, well or badly.
    pub const fn is_terminal(&self) -> bool {
        matches!(self.phase, PodPhase::Succeeded | PodPhase::Failed)
    }
}

/// The node of the first `metadata.name In [...]` field requirement; none if that names not exactly one.
fn affinity_node(spec: &Value) -> Option<Arc<str>> {
    let required = spec.pointer("/affinity/nodeAffinity/requiredDuringSchedulingIgnoredDuringExecution")?;
    let fields = json::list(required, "nodeSelectorTerms")
        .iter()
        .flat_map(|term| json::list(term, "matchFields"));
    let mut pins =
        fields.filter(|field| json::text(field, "key") == "metadata.name" && json::text(field, "operator") == "In");
    match json::list(pins.next()?, "values") {
        [node] => node.as_str().map(Into::into),
        _ => None,
    }
}
