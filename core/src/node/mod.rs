//! The kubelet and what watches over nodes: admission, pod life cycle, conditions and taints, eviction.

pub mod taints;

mod admission;
mod plan;

pub use admission::{Admission, Rejection, admit};
pub use plan::{ContainerPlan, Handler, Hook, PodPlan, Probe, PullPolicy, Role};
