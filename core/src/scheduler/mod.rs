//! The default scheduler: which node takes a pod, which do not and why, and who would have to go.
//!
//! Models `pkg/scheduler` of Kubernetes v1.36 with its default plugins, as far as their answer depends on nodes and
//! pods. Nothing is scored: a DaemonSet's pod has one node to go to. A pod that could go to several takes the first.

mod requirements;
mod resources;

mod inter_pod;
mod ports;
mod spread;
mod volumes;

mod record;
mod view;

mod reason;

mod filters;

mod outcome;
mod preemption;
mod schedule;

pub(crate) use filters::taken_port;
pub use inter_pod::PodAffinityTerm;
pub use outcome::{Decision, Ineligible, NodeRejection, Outcome, Preemption, PreemptionAnswer};
pub use ports::HostPort;
pub use preemption::PodDisruptionBudget;
pub use reason::{FilterReason, Plugin, PreFilterReason, StatusCode};
pub use record::{PodRecord, views};
pub use requirements::{PodRequirements, PreemptionPolicy};
pub(crate) use resources::Amounts;
pub(crate) use resources::shortages;
pub use resources::{Resources, Shortage, allocatable_of};
pub use schedule::{ClusterView, schedule};
pub use spread::SpreadConstraint;
pub use view::{BoundPod, IncomingPod, NodeView, Termination};
pub use volumes::{Disk, PodVolume};

#[cfg(test)]
mod tests;
