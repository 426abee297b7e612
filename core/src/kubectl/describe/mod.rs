//! `kubectl describe`.
//!
//! Models `kubectl/pkg/describe/describe.go`; each file names the functions it follows.

mod containers;
mod daemon_set;
mod env;
mod maps;
mod pod_template;
mod probe;
mod volume_sources;
mod volumes;

pub use daemon_set::describe_daemon_set;
pub(super) use daemon_set::is_controlled_by;
pub(super) use pod_template::write_pod_template;
