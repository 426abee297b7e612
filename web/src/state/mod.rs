//! What is true on the page, and the one way it changes: [`Action`]s, reduced.

mod action;
mod app;
pub mod board;
pub mod console;
pub mod examples;
pub mod foreign;
mod inspecting;
mod kept;
mod kubectl;
pub mod lessons;
pub mod line;
pub mod modes;
pub mod playback;
pub mod scrubbing;
pub mod snapshots;
mod source;
pub mod text;

pub use action::{Action, Choice, Counter, Document, Notice, Tab, Theme};
pub use app::{App, TakenLabels};
pub use board::{Look, Looks};
pub use inspecting::{Inspect, Inspecting, Place};
pub use kubectl::Drift;
pub use source::Source;
