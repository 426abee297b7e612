//! Selectors, node affinity and tolerations: what they say as data, and whether something matches them.
//!
//! Models `apimachinery/pkg/labels/selector.go`, `component-helpers/scheduling/corev1/nodeaffinity` and
//! `api/core/v1/toleration.go`.

mod affinity;
mod requirement;
mod selector;
mod toleration;

pub use affinity::{NodeSelectorTerm, RequiredNodeAffinity, TermMatch};
pub use requirement::{Operator, Requirement, RequirementProblem};
pub(crate) use requirement::{is_dns_subdomain, is_label_value, is_qualified_name};
pub use selector::LabelSelector;
pub use toleration::{Toleration, TolerationOperator, automatic_tolerations, with_automatic_tolerations};
