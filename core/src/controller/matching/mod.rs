//! Selectors, node affinity and tolerations: what they say as data, and whether something matches them.
//!
//! Models `apimachinery/pkg/labels/selector.go`, `component-helpers/scheduling/corev1/nodeaffinity` and
//! `api/core/v1/toleration.go`.

mod affinity;
mod requirement;
mod selector;
mod toleration;

pub use affinity::{NodeSelectorTerm, RequiredNodeAffinity, TermMatch};
pub(crate) use requirement::is_dns_subdomain;
pub use requirement::{Operator, Requirement, RequirementProblem};
pub use selector::LabelSelector;
pub use toleration::{Toleration, TolerationOperator, automatic_tolerations, with_automatic_tolerations};
