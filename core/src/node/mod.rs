//! The kubelet and what watches over nodes: admission, pod life cycle, conditions and taints, eviction.

pub mod taints;

mod admission;

pub use admission::{Admission, Rejection, admit};
