//! The everynode playground: a page that shows what a DaemonSet does on every node.
//!
//! [`state`] holds what is true and changes it, [`view`] turns it into plain values, [`components`] draw these, and
//! [`platform`] is the only place that talks to the browser.

pub mod platform;

mod texts;

pub mod state;

pub mod view;

pub mod components;

/// Puts the page into the document.
pub fn start() {
    platform::page::catch_panics();
    let Some(root) = platform::page::root() else {
        return;
    };
    yew::Renderer::<components::App>::with_root(root).render();
}
