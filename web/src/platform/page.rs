//! The document as a whole: is the page ready, did it fail, what does it look like.

use everynode_core::language::Language;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Document, Element};

/// The document, in a browser.
pub(crate) fn document() -> Option<Document> {
    web_sys::window()?.document()
}

/// The element that the page is drawn into.
pub fn root() -> Option<Element> {
    document()?.get_element_by_id("page")
}

/// Tells whoever waits (people with the failure screen, tests) that the page can be used.
pub fn mark_ready() {
    if let Some(body) = document().and_then(|document| document.body()) {
        let _ = body.set_attribute("data-state", "ready");
    }
}

/// A panic is a bug of ours: the page says so, with the details to report, instead of standing still.
pub fn catch_panics() {
    yew::set_custom_panic_hook(Box::new(|information| {
        let Some(document) = document() else { return };
        if let Some(body) = document.body() {
            let _ = body.set_attribute("data-state", "failed");
        }
        if let Some(details) = document.get_element_by_id("failure-details") {
            details.set_text_content(Some(&information.to_string()));
        }
    }));
}

/// Whether the person asked for less motion.
pub fn prefers_reduced_motion() -> bool {
    media_matches("(prefers-reduced-motion: reduce)")
}

/// Whether nobody sees the page: it is behind another one, or minimised.
pub fn is_hidden() -> bool {
    document().is_some_and(|document| document.hidden())
}

fn media_matches(query: &str) -> bool {
    let list = web_sys::window().and_then(|window| window.match_media(query).ok().flatten());
    list.is_some_and(|list| list.matches())
}

/// Sets an attribute of `<html>`.
pub fn set_root_attribute(name: &str, value: &str) {
    if let Some(element) = document().and_then(|document| document.document_element()) {
        let _ = element.set_attribute(name, value);
    }
}

/// The language that the person's browser asks for.
pub fn preferred_language() -> Language {
    let wanted = web_sys::window().map(|window| window.navigator().languages());
    let tags: Vec<String> = wanted
        .iter()
        .flat_map(js_sys::Array::iter)
        .filter_map(|tag| tag.as_string())
        .collect();
    Language::preferred(tags.iter().map(String::as_str))
}

/// Sets the title of the document.
pub fn set_title(title: &str) {
    if let Some(document) = document() {
        document.set_title(title);
    }
}

/// Puts text on the clipboard; a browser that refuses is not asked again.
pub fn copy(text: &str) {
    if let Some(window) = web_sys::window() {
        let _ = window.navigator().clipboard().write_text(text);
    }
}

/// Whether the page is dark now, by its own setting or the system's.
pub fn is_dark() -> bool {
    let root = document().and_then(|document| document.document_element());
    match root.and_then(|root| root.get_attribute("data-colours")).as_deref() {
        Some("dark") => true,
        Some("light") => false,
        Some(_) | None => media_matches("(prefers-color-scheme: dark)"),
    }
}

/// A key that was pressed while the focus was on nothing that has a use for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shortcut {
    /// Space.
    PlayOrPause,
    /// The right arrow key.
    Step,
    /// The left arrow key.
    Back,
    /// A full stop.
    Skip,
    /// A greater-than sign: the full stop with Shift on many keyboards.
    Settle,
    /// Ctrl-Z or Command-Z.
    Undo,
    /// The same with Shift, or Ctrl-Y.
    Redo,
    /// A slash.
    Console,
    /// A question mark.
    Keys,
    /// Escape.
    Close,
}

/// Listens for shortcuts until dropped.
pub struct Shortcuts {
    closure: Closure<dyn FnMut(web_sys::KeyboardEvent)>,
}

impl Shortcuts {
    /// Calls `heard` for every shortcut.
    pub fn listen(heard: impl Fn(Shortcut) + 'static) -> Self {
        let closure = Closure::<dyn FnMut(web_sys::KeyboardEvent)>::new(move |event: web_sys::KeyboardEvent| {
            if let Some(shortcut) = shortcut(&event) {
                event.prevent_default();
                heard(shortcut);
            }
        });
        if let Some(document) = document() {
            let _ = document.add_event_listener_with_callback("keydown", closure.as_ref().unchecked_ref());
        }
        Self { closure }
    }
}

impl Drop for Shortcuts {
    fn drop(&mut self) {
        if let Some(document) = document() {
            let _ = document.remove_event_listener_with_callback("keydown", self.closure.as_ref().unchecked_ref());
        }
    }
}

/// What takes every key: text, and dialogs.
const TAKES_KEYS: &str = "input:not([type=range], [type=checkbox], [type=radio]), textarea, select, [contenteditable], \
                          .cm-editor, dialog";

fn shortcut(event: &web_sys::KeyboardEvent) -> Option<Shortcut> {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let is_in = |selector: &str| {
        let target = target.as_ref();
        target.is_some_and(|element| element.closest(selector).ok().flatten().is_some())
    };
    if event.default_prevented() || event.alt_key() || is_in(TAKES_KEYS) {
        return None;
    }
    let key = event.key();
    if event.ctrl_key() || event.meta_key() {
        return match (key.as_str(), event.shift_key()) {
            ("z", false) => Some(Shortcut::Undo),
            ("z" | "Z", true) | ("y", false) => Some(Shortcut::Redo),
            _ => None,
        };
    }
    let (scrolls, is_pressed) = (is_in("[tabindex], input"), is_in("button, a, summary, input"));
    match key.as_str() {
        " " if !scrolls && !is_pressed => Some(Shortcut::PlayOrPause),
        "ArrowRight" if !scrolls => Some(Shortcut::Step),
        "ArrowLeft" if !scrolls => Some(Shortcut::Back),
        "." => Some(Shortcut::Skip),
        ">" => Some(Shortcut::Settle),
        "/" => Some(Shortcut::Console),
        "?" => Some(Shortcut::Keys),
        "Escape" => Some(Shortcut::Close),
        _ => None,
    }
}

/// Gives an element the focus.
pub fn focus_on(place: &yew::NodeRef) {
    if let Some(element) = place.cast::<web_sys::HtmlElement>() {
        // Where it cannot take it, the focus is where it was.
        let _ = element.focus();
    }
}

/// Gives the keyboard to the first element that fits, when the one that had it goes away.
pub fn focus(selector: &str) {
    let found = document().and_then(|document| document.query_selector(selector).ok().flatten());
    if let Some(element) = found.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = element.focus();
    }
}

/// Scrolls so far that the first element that fits is seen.
pub fn reveal(selector: &str) {
    let found = document().and_then(|document| document.query_selector(selector).ok().flatten());
    if let Some(element) = found {
        element.scroll_into_view_with_bool(false);
    }
}

/// Scrolls no further than it takes to see the element of that id.
pub fn bring_into_sight(id: &str) {
    if let Some(element) = document().and_then(|document| document.get_element_by_id(id)) {
        let options = web_sys::ScrollIntoViewOptions::new();
        options.set_block(web_sys::ScrollLogicalPosition::Nearest);
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// Scrolls an element to its end.
pub fn scroll_to_end(place: &yew::NodeRef) {
    if let Some(element) = place.cast::<Element>() {
        element.set_scroll_top(element.scroll_height());
    }
}

/// An element that is on the page.
pub type Place = Element;

/// An `<input>`.
pub type InputField = web_sys::HtmlInputElement;

/// The `<input>` that an event is about.
pub fn input_of(event: &web_sys::Event) -> Option<InputField> {
    event.target().and_then(|target| target.dyn_into().ok())
}

/// Where the caret of a field is, in UTF-16 code units; at its end if the field does not say.
pub fn caret(field: &InputField) -> usize {
    let place = field.selection_start().ok().flatten();
    place.map_or_else(|| field.value().encode_utf16().count(), |place| place as usize)
}

/// Whether some text of the page is selected.
pub fn has_selection() -> bool {
    let selection = web_sys::window().and_then(|window| window.get_selection().ok().flatten());
    selection.is_some_and(|selection| !selection.is_collapsed())
}

/// Puts the caret of a field there.
pub fn set_caret(place: &yew::NodeRef, caret: usize) {
    if let (Some(field), Ok(caret)) = (place.cast::<InputField>(), u32::try_from(caret)) {
        let _ = field.set_selection_range(caret, caret);
    }
}

/// Puts a line into the console's field, as if it was typed, for the person to look at and enter.
pub fn put_into_console(line: &str) {
    let field = document().and_then(|document| document.query_selector("[data-console=input]").ok().flatten());
    let Some(field) = field.and_then(|field| field.dyn_into::<InputField>().ok()) else {
        return;
    };
    field.set_value(line);
    let bubbling = web_sys::EventInit::new();
    bubbling.set_bubbles(true);
    if let Ok(event) = web_sys::Event::new_with_event_init_dict("input", &bubbling) {
        let _ = field.dispatch_event(&event);
    }
    let _ = field.focus();
}

/// Moves the focus to a heading, from where a person reads on.
pub fn read_from(place: &yew::NodeRef) {
    if let Some(element) = place.cast::<web_sys::HtmlElement>() {
        let _ = element.focus();
    }
}

/// How far an element is scrolled, how much of it is seen, and how wide it is, in pixels.
pub fn scroll_state(element: &Element) -> (f64, f64, f64) {
    (
        f64::from(element.scroll_top()),
        f64::from(element.client_height()),
        f64::from(element.client_width()),
    )
}

/// Watches the size of an element until dropped.
pub struct SizeObserver {
    observer: Option<web_sys::ResizeObserver>,
    /// JavaScript calls it for as long as the observer lives.
    _closure: Closure<dyn FnMut()>,
}

impl SizeObserver {
    /// Calls `changed` whenever the size has changed.
    pub fn watch(element: &Element, changed: impl FnMut() + 'static) -> Self {
        let closure = Closure::<dyn FnMut()>::new(changed);
        let observer = web_sys::ResizeObserver::new(closure.as_ref().unchecked_ref()).ok();
        if let Some(observer) = &observer {
            observer.observe(element);
        }
        Self {
            observer,
            _closure: closure,
        }
    }
}

impl Drop for SizeObserver {
    fn drop(&mut self) {
        if let Some(observer) = &self.observer {
            observer.disconnect();
        }
    }
}

/// The value of the `<select>` that an event is about.
pub fn selected(event: &web_sys::Event) -> String {
    let field = event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::HtmlSelectElement>().ok());
    field.map(|field| field.value()).unwrap_or_default()
}
