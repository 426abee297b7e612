//! The focus is never lost: where the element that had it is gone, or can no longer have it, whatever is nearest gets it.

use super::page::document;
use gloo::events::EventListener;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// What can be given the focus, in the order in which it is looked for.
const FOCUSABLE: &str =
    "button:not(:disabled), a[href], summary, input:not(:disabled), select:not(:disabled), [tabindex='0']";
/// What stands for a part of the page: who looks for the focus looks here next.
const PARTS: &str = "[role=group], form, section, aside, nav, header, footer";

/// Remembers where the focus is.
pub struct FocusKeeper {
    /// The element that had the focus last, and those around it, the nearest first.
    path: Rc<RefCell<Vec<Element>>>,
    /// Heard for as long as the keeper is there.
    _focused: EventListener,
}

impl FocusKeeper {
    /// Begins to watch.
    pub fn watch() -> Option<Self> {
        let path = Rc::new(RefCell::new(Vec::new()));
        let remembered = path.clone();
        let document = document()?;
        let focused = EventListener::new(&document, "focusin", move |event| {
            let element = event.target().and_then(|target| target.dyn_into::<Element>().ok());
            let path = std::iter::successors(element, |element| element.parent_element());
            *remembered.borrow_mut() = path.collect();
        });
        Some(Self {
            path,
            _focused: focused,
        })
    }

    /// To be called after every drawing: gives the focus to what is nearest, where what had it cannot have it any more.
    pub fn keep(&self) {
        let place = {
            let path = self.path.borrow();
            let Some((had_it, around)) = path.split_first() else {
                return;
            };
            if !is_lost(had_it) {
                return;
            }
            let mut left = around.iter().filter(|element| element.is_connected());
            left.find_map(place_in)
        };
        // Outside the borrow: the focus is heard of at once.
        if let Some(place) = place {
            let _ = place.focus();
        }
    }
}

/// Whether nobody has the focus, because `had_it` is gone or disabled. Who has clicked on an empty place has lost nothing.
fn is_lost(had_it: &Element) -> bool {
    let active = document().and_then(|document| document.active_element());
    let is_anywhere = active.is_some_and(|active| active.tag_name() != "BODY" && &active != had_it);
    !is_anywhere && (!had_it.is_connected() || had_it.matches(":disabled").unwrap_or(false))
}

/// What gets the focus of something that was in `element`; `None` if it is too small a part to say.
fn place_in(element: &Element) -> Option<HtmlElement> {
    let found = |selector: &str| element.query_selector(selector).ok().flatten();
    let is = |selector: &str| element.matches(selector).unwrap_or(false);
    let place = if is(FOCUSABLE) {
        Some(element.clone())
    } else if is("[data-node]") {
        found(".node-name")
    } else if is(PARTS) {
        found(FOCUSABLE).or_else(|| {
            // A part with nothing to press is read out itself.
            let _ = element.set_attribute("tabindex", "-1");
            Some(element.clone())
        })
    } else {
        None
    };
    place.and_then(|place| place.dyn_into().ok())
}
