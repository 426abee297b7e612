//! The text that kubectl prints.
//!
//! Everything here is a function of API objects as JSON and of the time; what is said on standard error is left to the
//! command that asks.

mod columns;
mod duration;
mod equivalent;
mod selector;

pub mod describe;
mod events;
pub mod get;
pub mod rollout;
mod yaml;

pub mod console;

pub use duration::human_duration;
pub use equivalent::equivalent;
pub use events::{events_about, list_events};
pub use yaml::{to_yaml, to_yaml_list};
