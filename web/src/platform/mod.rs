//! Everything that touches the browser: elements, storage, motion, the text editors. Nobody else imports `web_sys`.

pub mod address;
pub mod clock;
pub mod editor;
pub mod files;
pub mod flight;
pub mod focus;
pub mod frame;
pub mod history;
pub mod modal;
mod motion;
pub mod page;
pub mod panel;
pub mod settings;
