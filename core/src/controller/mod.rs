//! The DaemonSet controller: placement, pod template, revisions, rolling update, status.

pub mod legacy;
mod matching;
mod placement;
mod pod;
mod revision;
mod sync;

pub use matching::{
    LabelSelector, NodeSelectorTerm, Operator, RequiredNodeAffinity, Requirement, RequirementProblem, TermMatch,
    Toleration, TolerationOperator, automatic_tolerations, with_automatic_tolerations,
};
pub use placement::{Decision, Placement, Reason, TermFailure, decide, place};
pub use pod::{TEMPLATE_GENERATION_LABEL, create_request, generate_name, pod_from_template, pod_labels};
pub use revision::{HASH_LABEL, controller_reference, is_revision_of, new_revision, revision_data, template_hash};
pub use sync::{
    BURST, BackOff, BackOffKey, BudgetHolder, BudgetUse, ControllerEvent, ControllerMemory, Create, CreateReason,
    Delete, DeleteReason, Expectations, MemoryUpdate, Outcome, RolloutBudget, RolloutNumbers, SyncError, SyncPlan,
    TakenPort, current_hash, live_status, node_change_wakes, rollout_budget, rollout_limits, slow_start_batches,
    surge_allowed, sync,
};
pub(crate) use sync::{Censuses, survey, sync_again};
