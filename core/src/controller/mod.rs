//! The DaemonSet controller: placement, pod template, revisions, rolling update, status.

mod matching;
mod placement;

pub use matching::{
    LabelSelector, NodeSelectorTerm, Operator, RequiredNodeAffinity, Requirement, RequirementProblem, TermMatch,
    Toleration, TolerationOperator, automatic_tolerations, with_automatic_tolerations,
};
pub use placement::{Decision, Placement, Reason, TermFailure, decide, place};
mod sync_stub;
pub use sync_stub::{ControllerMemory, CreateReason, DeleteReason, node_change_wakes, pod_from_template};
