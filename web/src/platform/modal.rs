//! A dialog above everything else: the browser keeps the focus in it, and gives it back.

use gloo::events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlDialogElement};

/// An open dialog; it closes when dropped.
pub struct Modal {
    dialog: HtmlDialogElement,
    /// Heard for as long as the dialog is there.
    _closed: EventListener,
}

impl Modal {
    /// Opens a `<dialog>`. `closed` is called when a person has closed it.
    pub fn open(element: &Element, closed: impl Fn() + 'static) -> Option<Self> {
        let dialog: HtmlDialogElement = element.clone().dyn_into().ok()?;
        dialog.show_modal().ok()?;
        let listener = EventListener::new(&dialog, "close", move |_| closed());
        Some(Self {
            dialog,
            _closed: listener,
        })
    }
}

impl Drop for Modal {
    fn drop(&mut self) {
        if self.dialog.open() {
            self.dialog.close();
        }
    }
}

/// Closes the dialog that an element is in, as Escape does.
pub fn close_around(element: &Element) {
    let dialog = element.closest("dialog").ok().flatten();
    if let Some(dialog) = dialog.and_then(|dialog| dialog.dyn_into::<HtmlDialogElement>().ok()) {
        dialog.close();
    }
}
