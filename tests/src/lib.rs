//! everynode held against recorded Kubernetes behaviour: the conformance checks and what they share; and against what
//! has to hold for every text.

pub mod bench;
pub mod conformance;
pub mod properties;
pub mod replay;
pub mod vectors;
