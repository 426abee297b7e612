//! What is remembered between visits. In a sandboxed frame storage throws: then nothing is remembered.

use gloo::storage::{LocalStorage, Storage};

/// The remembered value of `key`.
pub fn remembered(key: &str) -> Option<String> {
    web_sys::window()?.local_storage().ok()??;
    LocalStorage::get(key).ok()
}

/// Remembers `value` under `key`, if the browser lets us.
pub fn remember(key: &str, value: &str) {
    let has_storage = web_sys::window().is_some_and(|window| matches!(window.local_storage(), Ok(Some(_))));
    if has_storage {
        let _ = LocalStorage::set(key, value);
    }
}
