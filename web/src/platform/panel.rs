//! A part of a panel that scrolls: how much of it is seen, and what is in it.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, Event, HtmlElement, ResizeObserver};

/// How much of an element its panel shows, in pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Seen {
    /// How much of it is above.
    pub above: f64,
    /// How high the panel is.
    pub height: f64,
    /// How wide the element is.
    pub width: f64,
}

/// Scrolling is told in strides of so many pixels: what is drawn beyond the edges covers them.
const STRIDE: f64 = 64.0;

/// Watches how much of an element is seen, until dropped.
pub struct PanelWatcher {
    panel: Element,
    observer: Option<ResizeObserver>,
    closure: Closure<dyn FnMut()>,
}

impl PanelWatcher {
    /// Calls `changed` now, and whenever the panel was scrolled or a size has changed. `None` outside of a panel.
    pub fn watch(element: &Element, changed: impl Fn(Seen) + 'static) -> Option<Self> {
        let panel = element.closest(".panel").ok().flatten()?;
        let seen = {
            let (element, panel) = (element.clone(), panel.clone());
            move || {
                let (own, around) = (element.get_bounding_client_rect(), panel.get_bounding_client_rect());
                let above = (around.top() - own.top()).max(0.0);
                Seen {
                    above: (above / STRIDE).floor() * STRIDE,
                    height: around.height() + STRIDE,
                    width: own.width(),
                }
            }
        };
        changed(seen());
        let closure = Closure::<dyn FnMut()>::new(move || changed(seen()));
        let listener: &js_sys::Function = closure.as_ref().unchecked_ref();
        // Nothing is lost where this fails: all that could be scrolled to is drawn when it is looked at.
        let _ = panel.add_event_listener_with_callback("scroll", listener);
        let observer = ResizeObserver::new(listener).ok();
        if let Some(observer) = &observer {
            observer.observe(element);
            observer.observe(&panel);
        }
        Some(Self {
            panel,
            observer,
            closure,
        })
    }
}

impl Drop for PanelWatcher {
    fn drop(&mut self) {
        let _ = self
            .panel
            .remove_event_listener_with_callback("scroll", self.closure.as_ref().unchecked_ref());
        if let Some(observer) = &self.observer {
            observer.disconnect();
        }
    }
}

/// The value of an attribute of the element that an event is about, or of one around it.
pub fn attribute_of(event: &Event, name: &str) -> Option<String> {
    let target: Element = event.target()?.dyn_into().ok()?;
    target.closest(&format!("[{name}]")).ok().flatten()?.get_attribute(name)
}

/// Gives the keyboard to the node of that name inside an element.
pub fn focus_node(place: &yew::NodeRef, name: &str) {
    if let Some(cell) = node_of(place, name) {
        // An element that cannot take it leaves it where it is.
        let _ = cell.focus();
    }
}

/// Puts the element `tip` beside the node of that name inside another, within the window.
pub fn put_beside(tip: &yew::NodeRef, place: &yew::NodeRef, name: &str) {
    let (Some(tip), Some(cell)) = (tip.cast::<HtmlElement>(), node_of(place, name)) else {
        return;
    };
    let (cell, own) = (cell.get_bounding_client_rect(), tip.get_bounding_client_rect());
    let window = |length: Option<wasm_bindgen::JsValue>| length.and_then(|length| length.as_f64()).unwrap_or(1e4);
    let inner = web_sys::window();
    let width = window(inner.as_ref().and_then(|window| window.inner_width().ok()));
    let left = (cell.left() + cell.width() / 2.0 - own.width() / 2.0).clamp(8.0, (width - own.width() - 8.0).max(8.0));
    let above = cell.top() - own.height() - 8.0;
    let top = if above < 8.0 { cell.bottom() + 8.0 } else { above };
    for (property, pixels) in [("left", left), ("top", top)] {
        let _ = tip.style().set_property(property, &format!("{pixels:.0}px"));
    }
}

/// Where along an element a pointer is, in thousandths of its width.
pub fn fraction(event: &web_sys::MouseEvent, place: &yew::NodeRef) -> u32 {
    let Some(element) = place.cast::<Element>() else {
        return 0;
    };
    let own = element.get_bounding_client_rect();
    let share = (f64::from(event.client_x()) - own.left()) / own.width().max(1.0);
    thousandths(share)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "between nothing and a thousand"
)]
fn thousandths(share: f64) -> u32 {
    (share.clamp(0.0, 1.0) * 1000.0) as u32
}

/// Lets an element hear of a pointer until it is let go, wherever it moves.
pub fn capture(event: &web_sys::PointerEvent, place: &yew::NodeRef) {
    if let Some(element) = place.cast::<Element>() {
        // Where that fails, the pointer is heard of as long as it is above the element.
        let _ = element.set_pointer_capture(event.pointer_id());
    }
}

/// Puts every element inside that says `data-at` so many thousandths along.
pub fn spread(place: &yew::NodeRef) {
    let Some(place) = place.cast::<Element>() else { return };
    let Ok(found) = place.query_selector_all("[data-at]") else {
        return;
    };
    for index in 0..found.length() {
        let Some(element) = found.item(index).and_then(|node| node.dyn_into::<HtmlElement>().ok()) else {
            continue;
        };
        let at: u32 = element
            .get_attribute("data-at")
            .and_then(|at| at.parse().ok())
            .unwrap_or_default();
        let _ = element
            .style()
            .set_property("left", &format!("{}.{}%", at / 10, at % 10));
    }
}

/// Gives the keyboard to the first or the next element that matches, after the one that has it, or before.
pub fn focus_sibling(event: &Event, is_next: bool) {
    let here = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let sibling = here.and_then(|here| {
        if is_next {
            here.next_element_sibling()
        } else {
            here.previous_element_sibling()
        }
    });
    if let Some(sibling) = sibling.and_then(|sibling| sibling.dyn_into::<HtmlElement>().ok()) {
        let _ = sibling.focus();
    }
}

fn node_of(place: &yew::NodeRef, name: &str) -> Option<HtmlElement> {
    let place = place.cast::<Element>()?;
    let found = place.query_selector(&format!("[data-node={name:?}]")).ok().flatten()?;
    found.dyn_into().ok()
}
