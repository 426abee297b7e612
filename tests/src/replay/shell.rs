//! kubectl on the simulated cluster.

pub(super) use everynode_core::kubectl::console::{Input, Process, Stream, run, start};
