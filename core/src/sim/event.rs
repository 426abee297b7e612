//! What the world does later: the entries of the queue, ordered by time and then by when they were put there.

use crate::objects::{ConditionStatus, ObjectKey};
use crate::time::SimTime;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A place in the queue: the time, and a running number that makes it unique.
pub(crate) type Moment = (SimTime, u64);

/// Something that will happen.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// The DaemonSet controller takes this set from its work queue.
    Sync {
        /// The DaemonSet.
        set: ObjectKey,
    },
    /// The scheduler takes the next pod from its queue.
    Schedule,
    /// The scheduler tries a pod again that nothing has helped for five minutes.
    RetryUnschedulable {
        /// The pod.
        pod: ObjectKey,
    },
    /// A kubelet does the next thing to a pod.
    Kubelet {
        /// The pod.
        pod: ObjectKey,
        /// What it does.
        task: KubeletTask,
    },
    /// The node life cycle controller makes the NoSchedule taints agree with the conditions.
    ReconcileTaints {
        /// The node.
        node: Arc<str>,
    },
    /// The node life cycle controller, on its round, makes the NoExecute taint agree with the readiness.
    CheckHealth {
        /// The node.
        node: Arc<str>,
    },
    /// The node life cycle controller notices that a node has come or gone.
    NodeNoticed {
        /// The node.
        node: Arc<str>,
    },
    /// The kubelet of a new node is ready.
    NodeReady {
        /// The node.
        node: Arc<str>,
    },
    /// The kubelet of a node that shuts down has stopped a group of pods.
    StopPods {
        /// The node.
        node: Arc<str>,
        /// When the shutdown began: stale if the node has started again since.
        since: SimTime,
        /// The group of critical pods, which comes last.
        critical: bool,
    },
    /// The kubelet of a node that lacks something evicts a pod.
    EvictOne {
        /// The node.
        node: Arc<str>,
        /// What it lacks.
        of: NodeConditionKind,
    },
    /// The node life cycle controller finds that the kubelet has stopped renewing its lease.
    LeaseExpired {
        /// The node.
        node: Arc<str>,
        /// When the kubelet fell silent: stale if it has spoken since.
        silent_since: SimTime,
    },
    /// The taint eviction controller looks at the pods of a node.
    Evict {
        /// The node.
        node: Arc<str>,
    },
    /// The taint eviction controller's timer for a pod that tolerated its taints for a while.
    EvictionDue {
        /// The pod.
        pod: ObjectKey,
        /// When the timer was started: stale if the taints have changed since.
        noticed: SimTime,
    },
    /// Pod garbage collection looks for pods of a node that is gone.
    CollectPods {
        /// The name of the node.
        node: Arc<str>,
    },
    /// The garbage collector removes what a deleted DaemonSet owned.
    CollectDependents {
        /// The uid of the owner.
        owner: Arc<str>,
    },
    /// The namespace controller removes what is in a namespace that is going, and the namespace once it is empty.
    EmptyNamespace {
        /// The namespace.
        namespace: Arc<str>,
    },
}

/// Why a kubelet looks at a pod.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KubeletTask {
    /// It hears of the pod for the first time.
    Admit,
    /// Something about a container is due.
    Sync,
    /// Nothing is left of the pod but the object.
    Remove,
}

/// The steps of a pod's life that its kubelet takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum KubeletAct {
    /// The kubelet hears of the pod and admits or rejects it.
    Admit,
    /// An image cannot be pulled.
    FailPull,
    /// An init container has done its work, or all have.
    Initialize,
    /// Images are there, containers run.
    Start,
    /// The containers end with an error.
    Crash,
    /// The next start is put off.
    BackOff,
    /// A probe has failed too often.
    ProbeFails,
    /// The containers are started again.
    Restart,
    /// The readiness probe succeeds, or there is none.
    BecomeReady,
    /// The containers have ended after the deletion.
    Stop,
    /// The containers are killed, since the grace period is over.
    Kill,
    /// The object is removed.
    Remove,
}

/// Who acted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Actor {
    /// A person, with a command.
    User,
    /// The DaemonSet controller.
    DaemonSetController,
    /// The default scheduler.
    Scheduler,
    /// A node's kubelet.
    Kubelet,
    /// The node life cycle controller: conditions become taints.
    NodeLifecycle,
    /// The taint eviction controller.
    TaintEviction,
    /// Pod garbage collection.
    PodGarbageCollector,
    /// The garbage collector of owned objects.
    GarbageCollector,
    /// The namespace controller.
    NamespaceController,
}

impl Event {
    /// Whether it comes round again and again while nothing else happens: a cluster in which only such events are left is
    /// at rest.
    pub const fn is_routine(&self) -> bool {
        matches!(self, Self::RetryUnschedulable { .. })
    }

    /// Who acts when it happens.
    pub const fn actor(&self) -> Actor {
        match self {
            Self::Sync { .. } => Actor::DaemonSetController,
            Self::Schedule | Self::RetryUnschedulable { .. } => Actor::Scheduler,
            Self::Kubelet { .. } | Self::NodeReady { .. } | Self::StopPods { .. } | Self::EvictOne { .. } => {
                Actor::Kubelet
            }
            Self::ReconcileTaints { .. }
            | Self::CheckHealth { .. }
            | Self::NodeNoticed { .. }
            | Self::LeaseExpired { .. } => Actor::NodeLifecycle,
            Self::Evict { .. } | Self::EvictionDue { .. } => Actor::TaintEviction,
            Self::CollectPods { .. } => Actor::PodGarbageCollector,
            Self::CollectDependents { .. } => Actor::GarbageCollector,
            Self::EmptyNamespace { .. } => Actor::NamespaceController,
        }
    }
}

/// A condition of a node that a person can set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum NodeConditionKind {
    /// The kubelet says whether the node is ready.
    Ready,
    /// Memory is short.
    MemoryPressure,
    /// Disk is short.
    DiskPressure,
    /// Process ids are short.
    #[serde(rename = "PIDPressure")]
    PidPressure,
    /// The network plugin is not set up.
    NetworkUnavailable,
}

impl NodeConditionKind {
    /// Sets the condition in `conditions`. Only `Ready` knows `Unknown`; elsewhere it counts as `False`.
    pub fn set(self, conditions: &mut crate::objects::NodeConditions, status: ConditionStatus) {
        let holds = status == ConditionStatus::True;
        match self {
            Self::Ready => conditions.ready = status,
            Self::MemoryPressure => conditions.memory_pressure = holds,
            Self::DiskPressure => conditions.disk_pressure = holds,
            Self::PidPressure => conditions.pid_pressure = holds,
            Self::NetworkUnavailable => conditions.network_unavailable = holds,
        }
    }
}
