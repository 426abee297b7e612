//! What is remembered between visits. In a sandboxed frame storage throws: then nothing is remembered.

use gloo::storage::{LocalStorage, SessionStorage, Storage};

/// Whether the browser lets us remember anything.
pub fn has_storage() -> bool {
    web_sys::window().is_some_and(|window| matches!(window.local_storage(), Ok(Some(_))))
}

/// The remembered value of `key`.
pub fn remembered(key: &str) -> Option<String> {
    has_storage().then(|| LocalStorage::get(key).ok())?
}

/// Remembers `value` under `key`, if the browser lets us; `false` if it does not.
pub fn remember(key: &str, value: &str) -> bool {
    has_storage() && LocalStorage::set(key, value).is_ok()
}

/// Remembers nothing any more under `key`.
pub fn forget(key: &str) {
    if has_storage() {
        LocalStorage::delete(key);
    }
}

/// What this tab remembers under `key`: a reload keeps it, no other tab sees it.
pub fn remembered_in_tab(key: &str) -> Option<String> {
    has_storage().then(|| SessionStorage::get(key).ok())?
}

/// Remembers `value` under `key` in this tab, if the browser lets us.
pub fn remember_in_tab(key: &str, value: &str) {
    if has_storage() {
        // What a tab cannot keep is in what all tabs share.
        let _ = SessionStorage::set(key, value);
    }
}
