//! The text editors: the bundle of `web/editor/` puts `everynodeEditor` into the window, this is its Rust side.

use crate::view::completion::{Note, Proposals};
use js_sys::{Array, Object, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::Element;

#[wasm_bindgen]
extern "C" {
    /// What `everynodeEditor.create` returns.
    #[derive(Clone)]
    type Handle;
    #[wasm_bindgen(catch, js_namespace = everynodeEditor, js_name = create)]
    fn create(parent: &Element, options: &Object) -> Result<Handle, JsValue>;
    #[wasm_bindgen(method, js_name = setText)]
    fn set_text(this: &Handle, text: &str);
    #[wasm_bindgen(method, js_name = setDiagnostics)]
    fn set_diagnostics(this: &Handle, findings: &Array);
    #[wasm_bindgen(method, js_name = setWords)]
    fn set_words(this: &Handle, label: &str, texts: &Array);
    #[wasm_bindgen(method, js_name = setDecided)]
    fn set_decided(this: &Handle, ranges: &Array, against: bool, reveal: bool);
    #[wasm_bindgen(method, js_name = goTo)]
    fn go_to(this: &Handle, start: usize, end: usize);
    #[wasm_bindgen(method)]
    fn destroy(this: &Handle);
}

/// A mark in a text, in UTF-16 code units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// First unit.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// `error`, `warning` or `info`.
    pub severity: &'static str,
    /// What is said when the pointer rests on it.
    pub message: String,
}

/// A text editor in the page; it leaves with this value.
pub struct TextEditor {
    handle: Handle,
    /// JavaScript calls these for as long as the editor lives.
    _on_change: Closure<dyn FnMut(String)>,
    _answers: [Closure<Answer>; 2],
}

/// What JavaScript calls with a text and an offset.
type Answer = dyn FnMut(String, usize) -> JsValue;

/// What an editor asks the page.
pub struct Asks<C, P, N> {
    /// Somebody changed the text.
    pub on_change: C,
    /// What could stand at an offset of the text.
    pub propose: P,
    /// What the field at an offset of the text is for.
    pub note: N,
}

impl TextEditor {
    /// Makes an editor inside `parent`, in which Tab indents or, in a dialog, leaves. `None` if the bundle did not load:
    /// the page then falls back to a plain field.
    pub fn create<C, P, N>(
        parent: &Element,
        text: &str,
        highlight_yaml: bool,
        tab_leaves: bool,
        asks: Asks<C, P, N>,
    ) -> Option<Self>
    where
        C: FnMut(String) + 'static,
        P: Fn(&str, usize) -> Option<Proposals> + 'static,
        N: Fn(&str, usize) -> Option<Note> + 'static,
    {
        let Asks {
            on_change,
            propose,
            note,
        } = asks;
        let on_change = Closure::<dyn FnMut(String)>::new(on_change);
        let propose = Closure::<Answer>::new(move |text: String, at| {
            propose(&text, at).map_or(JsValue::NULL, |found| proposals(&found).into())
        });
        let note = Closure::<Answer>::new(move |text: String, at| {
            note(&text, at).map_or(JsValue::NULL, |found| {
                let object = range(found.start, found.end);
                set(&object, "head", &found.head.into());
                set(&object, "text", &found.text.into());
                object.into()
            })
        });
        let options = Object::new();
        set(&options, "text", &text.into());
        set(&options, "highlightYaml", &highlight_yaml.into());
        set(&options, "tabLeaves", &tab_leaves.into());
        set(&options, "onChange", on_change.as_ref());
        set(&options, "propose", propose.as_ref());
        set(&options, "note", note.as_ref());
        if !Reflect::has(&js_sys::global(), &"everynodeEditor".into()).unwrap_or(false) {
            return None;
        }
        let handle = create(parent, &options).ok()?;
        Some(Self {
            handle,
            _on_change: on_change,
            _answers: [propose, note],
        })
    }

    /// Replaces the text, unless it is the same.
    pub fn set_text(&self, text: &str) {
        self.handle.set_text(text);
    }

    /// Names the editor, and says in these words what it says of its own accord: in the order of `PHRASES` in its bundle.
    pub fn set_words(&self, label: &str, texts: [&str; 13]) {
        self.handle
            .set_words(label, &texts.into_iter().map(JsValue::from).collect());
    }

    /// Shows these findings and no others.
    pub fn set_marks(&self, marks: &[Mark]) {
        let findings = marks.iter().map(|mark| {
            let finding = range(mark.start, mark.end);
            set(&finding, "severity", &mark.severity.into());
            set(&finding, "message", &mark.message.as_str().into());
            finding
        });
        self.handle.set_diagnostics(&findings.collect());
    }

    /// Lights up the places that decided about the chosen node, against it or for it, and brings the first into sight.
    pub fn set_decided(&self, ranges: &[(usize, usize)], is_against: bool, reveal: bool) {
        let ranges = ranges.iter().map(|(start, end)| range(*start, *end)).collect();
        self.handle.set_decided(&ranges, is_against, reveal);
    }

    /// Selects a place and brings it into sight.
    pub fn go_to(&self, start: usize, end: usize) {
        self.handle.go_to(start, end);
    }
}

impl Drop for TextEditor {
    fn drop(&mut self) {
        self.handle.destroy();
    }
}

fn proposals(found: &Proposals) -> Object {
    let items = found.items.iter().map(|[label, detail, about, insert, after]| {
        let item = Object::new();
        for (key, text) in [
            ("label", label),
            ("detail", detail),
            ("info", about),
            ("insert", insert),
            ("after", after),
        ] {
            set(&item, key, &text.as_str().into());
        }
        item
    });
    let object = range(found.start, found.end);
    set(&object, "items", &items.collect::<Array>());
    object
}

fn range(start: usize, end: usize) -> Object {
    let object = Object::new();
    set(&object, "start", &start.into());
    set(&object, "end", &end.into());
    object
}

fn set(object: &Object, key: &str, value: &JsValue) {
    // A plain object takes every property.
    let _ = Reflect::set(object, &key.into(), value);
}
