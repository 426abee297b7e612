//! What is true on the page, and the one way it changes: [`Action`]s, reduced.

mod action;
mod app;
pub mod examples;
mod kept;
pub mod playback;
pub mod snapshots;
pub mod text;

pub use action::{Action, Choice, Counter, Document, Notice, Tab, Theme};
pub use app::{App, Source, TakenLabels};
