//! Why a node has a pod or not, and what blocks a rollout: reasons as sentences, never decided again.

mod legacy;
mod origin;
mod remedy;
mod rollout;
mod scheduling;
mod sentences;
mod why;

pub use origin::{Author, OriginLine, OriginSection, explains, pod_origin};
pub use remedy::{Aim, ManifestChange, Remedy, RemedyChange, remedies};
pub use rollout::{Rollout, Stuck, rollout, rollout_in_short, why_nowhere};
pub use scheduling::sentence as scheduling_reason;
pub use sentences::{create_reason, delete_reason, reason, short_reason};
pub use why::{Link, Outcome, Station, Why, why};

#[cfg(test)]
mod tests;
