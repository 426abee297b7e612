//! Everything that touches the browser: elements, storage, motion, the text editors. Nobody else imports `web_sys`.

pub mod editor;
pub mod flight;
pub mod page;
pub mod settings;
