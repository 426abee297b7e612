//! What happened: the visible side of a step.

use super::behavior::Behavior;
use super::event::{KubeletAct, NodeConditionKind};
use crate::controller::{CreateReason, DeleteReason};
use crate::objects::{ConditionStatus, DaemonSetStatus, PodPhase, SchedulingMode};
use crate::time::SimTime;
use serde::Serialize;
use std::sync::Arc;

/// One thing that happened to one object.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "type", rename_all = "camelCase", rename_all_fields = "camelCase")]
#[expect(
    missing_docs,
    reason = "the fields have Kubernetes' own names; each variant says what happened"
)]
pub enum Change {
    /// A DaemonSet was created.
    DaemonSetCreated { namespace: Arc<str>, name: Arc<str> },
    /// A DaemonSet's spec or metadata was changed.
    DaemonSetUpdated {
        namespace: Arc<str>,
        name: Arc<str>,
        generation: i64,
        template_changed: bool,
    },
    /// A DaemonSet was deleted.
    DaemonSetDeleted { namespace: Arc<str>, name: Arc<str> },
    /// The labels of a namespace were set.
    NamespaceLabeled { namespace: Arc<str> },
    /// Images whose name contains `image` misbehave from now on, or no longer.
    BehaviorSet {
        image: Arc<str>,
        node: Option<Arc<str>>,
        behavior: Option<Behavior>,
    },
    /// The kubelets have a fixed pace from now on, or are as they are again.
    KubeletsSet { scripted: bool },
    /// From now on the scheduler, or the DaemonSet controller, finds the nodes of daemon pods.
    SchedulingModeSet { mode: SchedulingMode },
    /// The controller wrote the status.
    StatusWritten {
        namespace: Arc<str>,
        name: Arc<str>,
        // Ten times as large as what most changes say.
        status: Box<DaemonSetStatus>,
    },
    /// A ControllerRevision was created.
    RevisionCreated { name: Arc<str>, revision: i64 },
    /// A ControllerRevision got a new number.
    RevisionRenumbered { name: Arc<str>, revision: i64 },
    /// A ControllerRevision was deleted.
    RevisionDeleted { name: Arc<str> },
    /// A node joined.
    NodeAdded { node: Arc<str> },
    /// A Node object was deleted.
    NodeDeleted { node: Arc<str> },
    /// A label was set.
    LabelSet {
        node: Arc<str>,
        key: Arc<str>,
        value: Arc<str>,
    },
    /// A label was removed.
    LabelRemoved { node: Arc<str>, key: Arc<str> },
    /// A taint was added.
    TaintAdded { node: Arc<str>, taint: String },
    /// A taint was removed.
    TaintRemoved { node: Arc<str>, taint: String },
    /// `spec.unschedulable` was set or cleared.
    Cordoned { node: Arc<str>, unschedulable: bool },
    /// A condition changed.
    ConditionChanged {
        node: Arc<str>,
        condition: NodeConditionKind,
        status: ConditionStatus,
    },
    /// A kubelet fell silent, or spoke again.
    KubeletSilent { node: Arc<str>, silent: bool },
    /// A pod was created for a node.
    PodCreated {
        pod: Arc<str>,
        node: Option<Arc<str>>,
        reason: Option<CreateReason>,
    },
    /// A pod was bound to its node.
    PodBound { pod: Arc<str>, node: Arc<str> },
    /// The scheduler found no way to bind it.
    PodUnschedulable { pod: Arc<str>, message: Arc<str> },
    /// The kubelet took a step.
    PodProgressed {
        pod: Arc<str>,
        node: Arc<str>,
        act: KubeletAct,
        phase: PodPhase,
    },
    /// Condition Ready changed.
    PodReady { pod: Arc<str>, node: Arc<str>, ready: bool },
    /// Its phase became Failed.
    PodFailed {
        pod: Arc<str>,
        node: Option<Arc<str>>,
        reason: Arc<str>,
        message: Arc<str>,
    },
    /// Its deletion began.
    PodTerminating {
        pod: Arc<str>,
        node: Option<Arc<str>>,
        cause: DeletionCause,
    },
    /// The object is gone.
    PodRemoved { pod: Arc<str>, node: Option<Arc<str>> },
    /// Ownership changed: adopted by the named controller, or released.
    PodOwned { pod: Arc<str>, owner: Option<Arc<str>> },
    /// Its `controller-revision-hash` label was changed.
    PodRelabeled { pod: Arc<str>, hash: Arc<str> },
    /// An object of a kind without a change of its own was created.
    ObjectCreated {
        kind: &'static str,
        namespace: Arc<str>,
        name: Arc<str>,
    },
    /// It was changed.
    ObjectUpdated {
        kind: &'static str,
        namespace: Arc<str>,
        name: Arc<str>,
    },
    /// It was deleted.
    ObjectDeleted {
        kind: &'static str,
        namespace: Arc<str>,
        name: Arc<str>,
    },
    /// An event was recorded.
    EventRecorded { reason: Arc<str>, message: Arc<str> },
}

/// Who deleted a pod, and why.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "by", rename_all = "camelCase")]
pub enum DeletionCause {
    /// A person.
    User,
    /// The DaemonSet controller.
    Controller {
        /// Its reason.
        reason: DeleteReason,
    },
    /// The taint eviction controller.
    Taint {
        /// The taint, as kubectl writes it.
        taint: String,
    },
    /// The scheduler, to make room for a pod of higher priority.
    Preemption {
        /// That pod.
        preemptor: Arc<str>,
    },
    /// Pod garbage collection: its node is gone.
    NodeGone,
    /// The garbage collector: its owner is gone.
    OwnerGone,
    /// The namespace controller: its namespace is going.
    NamespaceGone,
}

/// An event as `kubectl get events` shows it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ClusterEvent {
    /// When.
    pub time: SimTime,
    /// `Normal` or `Warning`.
    pub warning: bool,
    /// `SuccessfulCreate`, `FailedScheduling`, …
    pub reason: Arc<str>,
    /// `DaemonSet`, `Pod` or `Node`.
    pub kind: &'static str,
    /// The namespace of the object; empty for a node.
    pub namespace: Arc<str>,
    /// The name of the object.
    pub name: Arc<str>,
    /// The text.
    pub message: Arc<str>,
    /// The component that reports it.
    pub source: &'static str,
}
