//! Why a node has a pod or not, and what blocks a rollout: reasons as sentences, never decided again.

mod scheduling;
mod sentences;
mod why;

pub use scheduling::sentence as scheduling_reason;
pub use sentences::{reason, short_reason};
pub use why::{Link, Outcome, Why, why};
