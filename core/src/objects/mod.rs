//! The Kubernetes objects the engine works with, as small as they can be.
//!
//! Only what some decision reads is a field; everything that pods of one revision share is shared. The full API object
//! is built when somebody looks at it.

mod cluster;
mod container;
mod daemon_set;
pub(crate) mod json;
mod labels;
mod namespace;
mod node;
mod node_json;
mod pod;
mod revision;
mod words;

pub use cluster::{Cluster, ObjectKey, SchedulingMode};
pub(crate) use container::{CONTAINER_CREATING, POD_INITIALIZING};
pub use container::{ContainerLife, ContainerState, ContainerTimer, PodLife, ProbeKind, Termination};
pub use daemon_set::{
    DaemonSet, DaemonSetStatus, IntOrPercent, PodTemplate, TEMPLATE_GENERATION_ANNOTATION, UpdateStrategy,
};
pub use labels::Labels;
pub use namespace::Namespace;
pub use node::{ConditionStatus, Node, NodeConditions, NodeInfo, NodeTransitions, Taint, TaintEffect};
pub use pod::{Disruption, OwnerReference, Pod, PodPhase, PodRuntime};
pub use revision::ControllerRevision;
