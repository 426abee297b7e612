//! The tables of `kubectl get`.
//!
//! Columns and cells are the server's (`pkg/printers/internalversion/printers.go`); the text is what
//! `cli-runtime/pkg/printers/tableprinter.go` makes of them.

mod daemon_sets;
mod events;
mod namespaces;
mod nodes;
mod pods;
mod policies;
mod revisions;
mod services;
mod table;

pub use daemon_sets::daemon_sets;
pub use events::events;
pub use namespaces::namespaces;
pub use nodes::{node_roles, node_status, nodes};
pub use pods::{pod_status, pods};
pub use policies::{disruption_budgets, priority_classes, resource_quotas};
pub use revisions::controller_revisions;
pub use services::services;
pub use table::{Cell, Column, Options, Row, Table};

/// What kubectl says on standard error instead of an empty table. `None` for all namespaces, and for what has none.
pub fn nothing_found(namespace: Option<&str>) -> String {
    namespace.map_or_else(
        || "No resources found".to_owned(),
        |namespace| format!("No resources found in {namespace} namespace."),
    )
}
