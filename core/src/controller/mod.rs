//! The DaemonSet controller: placement, pod template, revisions, rolling update, status.

mod matching;

pub use matching::{
    LabelSelector, NodeSelectorTerm, Operator, RequiredNodeAffinity, Requirement, Toleration, TolerationOperator,
};
