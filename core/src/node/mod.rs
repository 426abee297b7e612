//! The kubelet and what watches over nodes: pod life cycle, conditions and taints, eviction.

pub mod taints;
