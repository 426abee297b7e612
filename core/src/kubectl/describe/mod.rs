//! `kubectl describe`.
//!
//! Models `kubectl/pkg/describe/describe.go`; each file names the functions it follows.

mod containers;
mod daemon_set;
mod env;
mod maps;
mod node;
mod node_resources;
mod pod;
mod pod_template;
mod probe;
mod status;
#[cfg(test)]
mod tests;
mod volume_sources;
mod volumes;

pub use daemon_set::describe_daemon_set;
pub(super) use daemon_set::is_controlled_by;
pub(super) use maps::{write_annotations, write_labels};
pub use node::describe_node;
pub use pod::describe_pod;
pub(super) use pod_template::write_pod_template;

use serde_json::Value;

/// Whose containers and volumes are described: a template's, which is a part of something else, or a living pod's.
#[derive(Clone, Copy)]
enum Holder<'a> {
    Template,
    Pod(&'a Value),
}

impl Holder<'_> {
    /// Before titles.
    const fn indent(self) -> &'static str {
        match self {
            Self::Template => "  ",
            Self::Pod(_) => "",
        }
    }

    /// Before the names of containers and volumes.
    const fn name_indent(self) -> &'static str {
        match self {
            Self::Template => " ",
            Self::Pod(_) => "",
        }
    }
}
