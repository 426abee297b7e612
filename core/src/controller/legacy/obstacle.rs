//! What kept the controller of old from putting a pod on a node, in the words of that time.

use crate::scheduler::{FilterReason, Shortage};
use std::fmt;

/// One thing against a pod on a node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Obstacle {
    /// A host port is taken.
    Port(FilterReason),
    /// Too little of a resource is left.
    Shortage(Shortage),
    /// Memory is short on the node, and the pod asks for none.
    MemoryPressure,
    /// Disk is short on the node.
    DiskPressure,
}

impl Obstacle {
    pub(super) const fn is_pressure(&self) -> bool {
        matches!(self, Self::MemoryPressure | Self::DiskPressure)
    }

    pub(super) const fn is_shortage(&self) -> bool {
        matches!(self, Self::Shortage(_))
    }
}

/// As the `FailedPlacement` event has it (`algorithm/predicates/error.go` of v1.11).
impl fmt::Display for Obstacle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Port(reason) => write!(f, "{reason}"),
            Self::Shortage(Shortage {
                resource,
                requested,
                used,
                capacity,
            }) => write!(
                f,
                "Node didn't have enough resource: {resource}, requested: {requested}, used: {used}, capacity: {capacity}"
            ),
            Self::MemoryPressure => f.write_str("node(s) had memory pressure"),
            Self::DiskPressure => f.write_str("node(s) had disk pressure"),
        }
    }
}
