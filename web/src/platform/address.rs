//! The address of the page: what it asks for, and the fragment that holds a scenario.

use gloo::events::EventListener;

/// The address without query and fragment.
pub fn base() -> String {
    let href = web_sys::window().and_then(|window| window.location().href().ok());
    href.and_then(|href| href.split(['#', '?']).next().map(str::to_owned))
        .unwrap_or_default()
}

/// The value of a parameter of the query; empty if it is there without one.
pub fn parameter(name: &str) -> Option<String> {
    let query = web_sys::window()?.location().search().ok()?;
    web_sys::UrlSearchParams::new_with_str(&query).ok()?.get(name)
}

/// The fragment of the address, without `#`.
pub fn fragment() -> String {
    let hash = web_sys::window().and_then(|window| window.location().hash().ok());
    hash.unwrap_or_default().trim_start_matches('#').to_owned()
}

/// Puts a fragment into the address, or takes it away, without a new entry in the history and without an event.
pub fn set_fragment(fragment: &str) {
    let Some(window) = web_sys::window() else { return };
    let query = window.location().search().unwrap_or_default();
    let path = window.location().pathname().unwrap_or_default();
    let hash = if fragment.is_empty() {
        String::new()
    } else {
        format!("#{fragment}")
    };
    if let Ok(history) = window.history() {
        let address = format!("{path}{query}{hash}");
        let _ = history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&address));
    }
}

/// Calls `changed` with the fragment whenever somebody changes it, until dropped.
#[must_use]
pub fn on_fragment(changed: impl Fn(String) + 'static) -> Option<EventListener> {
    let window = web_sys::window()?;
    Some(EventListener::new(&window, "hashchange", move |_| changed(fragment())))
}

/// Calls `leaving` when the page is about to be left, or is put out of sight, until dropped.
#[must_use]
pub fn on_leaving(leaving: impl Fn() + 'static) -> Option<EventListener> {
    let window = web_sys::window()?;
    Some(EventListener::new(&window, "pagehide", move |_| leaving()))
}

/// What the page itself was saved with, where it is one file.
pub fn saved_with() -> Option<String> {
    let element = super::page::document()?.get_element_by_id("everynode-scenario")?;
    element.text_content().filter(|text| text.starts_with('{'))
}

/// Where the page in one file is, which a scenario can be put into; none where the page is that file.
pub fn page_in_one_file() -> Option<String> {
    let element = super::page::document()?
        .query_selector("meta[name=everynode-single]")
        .ok()??;
    element.get_attribute("content")
}
