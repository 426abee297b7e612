//! everynode held against recorded Kubernetes behaviour: the conformance checks and what they share.

pub mod bench;
pub mod conformance;
pub mod vectors;
