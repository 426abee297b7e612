//! Files: saved, opened, loaded. The work is done by the bundle of `web/editor/`, which puts `everynodeFiles` into the
//! window; this is its Rust side. Where the bundle did not load, nothing happens, and whoever asked is told.

use js_sys::{Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = everynodeFiles, js_name = save)]
    fn js_save(name: &str, kind: &str, text: &str) -> Result<(), JsValue>;
    #[wasm_bindgen(catch, js_namespace = everynodeFiles, js_name = savePng)]
    fn js_save_png(name: &str, svg: &str, width: usize, height: usize) -> Result<Promise, JsValue>;
    #[wasm_bindgen(catch, js_namespace = everynodeFiles, js_name = savePage)]
    fn js_save_page(name: &str, address: &str, scenario: &str) -> Result<Promise, JsValue>;
    #[wasm_bindgen(catch, js_namespace = everynodeFiles, js_name = open)]
    fn js_open(accept: &str) -> Result<Promise, JsValue>;
    #[wasm_bindgen(catch, js_namespace = everynodeFiles, js_name = load)]
    fn js_load(address: &str) -> Result<Promise, JsValue>;
    #[wasm_bindgen(catch, js_namespace = everynodeFiles, js_name = fetchText)]
    fn js_fetch_text(address: &str) -> Result<Promise, JsValue>;
    #[wasm_bindgen(catch, js_namespace = everynodeFiles, js_name = stayOffline)]
    fn js_stay_offline() -> Result<(), JsValue>;
}

/// What a person is told when it is done: the name of the file, or what went wrong.
pub type Done = Box<dyn FnOnce(Result<String, String>)>;

fn is_there() -> bool {
    Reflect::has(&js_sys::global(), &"everynodeFiles".into()).unwrap_or(false)
}

/// The message of a JavaScript error.
fn message(error: &JsValue) -> String {
    let message = Reflect::get(error, &"message".into()).ok();
    message.and_then(|message| message.as_string()).unwrap_or_default()
}

fn when_done(begun: impl FnOnce() -> Result<Promise, JsValue>, done: impl FnOnce(Result<JsValue, String>) + 'static) {
    if !is_there() {
        return done(Err(String::new()));
    }
    match begun() {
        Ok(promise) => spawn_local(async move {
            done(JsFuture::from(promise).await.map_err(|error| message(&error)));
        }),
        Err(error) => done(Err(message(&error))),
    }
}

/// Saves text as a file of that media type.
pub fn save(name: &str, kind: &str, text: &str) -> bool {
    is_there() && js_save(name, kind, text).is_ok()
}

/// Saves an SVG document as a PNG picture.
pub fn save_png(name: &str, svg: &str, width: usize, height: usize, done: Done) {
    let told = name.to_owned();
    when_done(
        || js_save_png(name, svg, width, height),
        move |result| done(result.map(|_| told)),
    );
}

/// Saves the page with a scenario in it as one file.
pub fn save_page(name: &str, address: &str, scenario: &str, done: Done) {
    let told = name.to_owned();
    when_done(
        || js_save_page(name, address, scenario),
        move |result| done(result.map(|_| told)),
    );
}

/// Asks for a file of these endings and reads it. Nothing is said if the person thinks better of it.
pub fn open(accept: &str, opened: impl FnOnce(String) + 'static) {
    when_done(
        || js_open(accept),
        move |result| {
            if let Some(text) = result.ok().and_then(|text| text.as_string()) {
                opened(text);
            }
        },
    );
}

/// Loads a text from an address of this site.
pub fn load(address: &str, done: Done) {
    when_done(
        || js_load(address),
        move |result| done(result.map(|text| text.as_string().unwrap_or_default())),
    );
}

/// Fetches a text from anywhere, because a person asks for it. An error is a word of `files.js`, or the server's answer.
pub fn fetch_text(address: &str, done: Done) {
    when_done(
        || js_fetch_text(address),
        move |result| done(result.map(|text| text.as_string().unwrap_or_default())),
    );
}

/// Keeps the page for when there is no network.
pub fn stay_offline() {
    if is_there() {
        let _ = js_stay_offline();
    }
}
