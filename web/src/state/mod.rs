//! What is true on the page, and the one way it changes: [`Action`]s, reduced.

mod action;
mod app;
pub mod console;
pub mod examples;
mod kept;
mod kubectl;
pub mod modes;
pub mod playback;
pub mod snapshots;
pub mod text;

pub use action::{Action, Choice, Counter, Document, Notice, Tab, Theme};
pub use app::{App, Source, TakenLabels};
pub use kubectl::Drift;
