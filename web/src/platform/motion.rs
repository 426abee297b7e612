//! How a pod moves for each thing that happens to it, through the Web Animations API.

use super::page;
use js_sys::{Array, Object, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::{DomRect, Element};

#[wasm_bindgen]
extern "C" {
    // web-sys hides `Element.animate` behind an unstable flag; these lines are all that is needed of it.
    #[wasm_bindgen(extends = Element)]
    #[derive(Clone)]
    type Animated;
    #[wasm_bindgen(method)]
    fn animate(this: &Animated, keyframes: &Array, options: &Object) -> Animation;

    /// Something that moves.
    pub(super) type Animation;
    /// Puts the element where it belongs.
    #[wasm_bindgen(method)]
    pub(super) fn cancel(this: &Animation);
    #[wasm_bindgen(method, setter)]
    fn set_onfinish(this: &Animation, finished: &JsValue);
    #[wasm_bindgen(method, getter, js_name = currentTime)]
    fn current_time(this: &Animation) -> Option<f64>;
    #[wasm_bindgen(method, setter, js_name = currentTime)]
    fn set_current_time(this: &Animation, millis: f64);
    #[wasm_bindgen(method, getter)]
    fn effect(this: &Animation) -> Effect;
    type Effect;
    #[wasm_bindgen(method, js_name = getComputedTiming)]
    fn computed_timing(this: &Effect) -> Timing;
    type Timing;
    #[wasm_bindgen(method, getter)]
    fn progress(this: &Timing) -> Option<f64>;
}

const FLIGHT_MILLIS: f64 = 520.0;
const CHANGE_MILLIS: f64 = 340.0;
/// Quick at first, so that what happened is seen at once.
const COMING: &str = "cubic-bezier(0.22, 0.8, 0.25, 1)";
/// The same the other way: who goes is seen before he is gone.
const GOING: &str = "cubic-bezier(0.75, 0, 0.78, 0.2)";

/// Where an element is, seen from some origin.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Place {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) width: f64,
}

impl Place {
    /// In the window.
    pub(super) fn of(element: &Element) -> Self {
        let rectangle: DomRect = element.get_bounding_client_rect();
        Self {
            left: rectangle.left(),
            top: rectangle.top(),
            width: rectangle.width(),
        }
    }

    /// The same, seen from `origin`.
    pub(super) fn from(self, origin: Self) -> Self {
        self.moved(-origin.left, -origin.top)
    }

    pub(super) fn moved(self, x: f64, y: f64) -> Self {
        Self {
            left: self.left + x,
            top: self.top + y,
            ..self
        }
    }

    /// Whether there is anything to see.
    pub(super) fn is_shown(self) -> bool {
        self.width > 0.0
    }

    /// Whether that is more than a rounding away.
    pub(super) fn is_apart(self, other: Self) -> bool {
        (self.left - other.left).abs() > 1.0 || (self.top - other.top).abs() > 1.0
    }

    /// A part of the way from here to `other`.
    pub(super) fn towards(self, other: Self, part: f64) -> Self {
        self.moved((other.left - self.left) * part, (other.top - self.top) * part)
    }

    /// As wide as `other`, with the same middle.
    pub(super) fn around(self, other: Self) -> Self {
        Self {
            left: self.left + (self.width - other.width) / 2.0,
            ..other
        }
        .moved(0.0, self.top - other.top)
    }
}

/// Holds a movement at its end, where the element can be measured. Gives the time that [`resume`] needs, and which part of the
/// way is done; nothing of one that is over.
pub(super) fn suspend(animation: &Animation) -> Option<(f64, f64)> {
    let progress = animation.effect().computed_timing().progress()?;
    let time = animation.current_time()?;
    animation.set_current_time(FLIGHT_MILLIS * 2.0);
    Some((time, progress))
}

/// Lets a movement go on from where it was.
pub(super) fn resume(animation: &Animation, time: f64) {
    animation.set_current_time(time);
}

/// A new pod comes from where it was born.
pub(super) fn create(element: &Element, first: Place, last: Place) -> Animation {
    let frames = [keyframe(&shift(first, last, " scale(0.4)"), 0.2), keyframe("none", 1.0)];
    animate(element, "create", frames, duration(first, last), COMING)
}

/// A pod moves to another place.
pub(super) fn fly(element: &Element, first: Place, last: Place) -> Animation {
    let frames = [keyframe(&shift(first, last, ""), 1.0), keyframe("none", 1.0)];
    animate(element, "move", frames, duration(first, last), COMING)
}

/// A pod is pushed to the edge of its node.
pub(super) fn evict(element: &Element, first: Place, last: Place) -> Animation {
    let frames = [
        keyframe(&shift(first, last, ""), 1.0),
        keyframe("translateX(10px) rotate(8deg)", 1.0),
        keyframe("none", 1.0),
    ];
    animate(element, "evict", frames, FLIGHT_MILLIS * 1.4, "ease-in-out")
}

/// A pod that has become ready swells, one that has failed shakes.
pub(super) fn change(element: &Element, shape: &str) -> Option<Animation> {
    let (name, transforms): (_, &[&str]) = match shape {
        "ready" => ("ready", &["none", "scale(1.09)", "none"]),
        "failed" => (
            "fail",
            &[
                "none",
                "translateX(-4px)",
                "translateX(4px)",
                "translateX(-2px)",
                "none",
            ],
        ),
        _ => return None,
    };
    let frames = transforms.iter().map(|transform| keyframe(transform, 1.0));
    Some(animate(element, name, frames, CHANGE_MILLIS, COMING))
}

/// The ghost of a pod that is gone goes to `end`; without one it shrinks where it was.
pub(super) fn leave(ghost: &Element, first: Place, end: Option<Place>) {
    let end = end.map_or(first, |end| end.around(first));
    haunt(ghost, "leave", &at(first, ""), &at(end, " scale(0.3)"));
}

/// The ghost of an evicted pod that is gone falls off its node.
pub(super) fn fall(ghost: &Element, first: Place) {
    let end = first.moved(64.0, 96.0);
    haunt(ghost, "fall", &at(first, " rotate(4deg)"), &at(end, " rotate(40deg)"));
}

/// A copy of a pod that is drawn no more, which nothing else can find.
pub(super) fn ghost(element: &Element) -> Option<Element> {
    let ghost: Element = element.clone_node_with_deep(true).ok()?.unchecked_into();
    for attribute in ["data-pod", "data-target", "title", "aria-label", "id"] {
        let _ = ghost.remove_attribute(attribute);
    }
    let _ = ghost.set_attribute("class", &format!("{} ghost", element.class_name()));
    let _ = ghost.set_attribute("aria-hidden", "true");
    let _ = ghost.set_attribute("tabindex", "-1");
    page::document()?.body()?.append_child(&ghost).ok()?;
    Some(ghost)
}

/// Moves a ghost, which vanishes at the end.
fn haunt(ghost: &Element, name: &str, first: &str, last: &str) {
    let frames = [keyframe(first, 0.8), keyframe(last, 0.0)];
    let animation = animate(ghost, name, frames, FLIGHT_MILLIS, GOING);
    let gone = ghost.clone();
    animation.set_onfinish(&Closure::once_into_js(move || gone.remove()));
}

fn animate(
    element: &Element,
    name: &str,
    frames: impl IntoIterator<Item = JsValue>,
    duration: f64,
    easing: &str,
) -> Animation {
    let options = Object::new();
    set(&options, "id", &name.into());
    set(&options, "duration", &duration.into());
    set(&options, "easing", &easing.into());
    let frames: Array = frames.into_iter().collect();
    element.unchecked_ref::<Animated>().animate(&frames, &options)
}

/// Far ways take longer.
fn duration(first: Place, last: Place) -> f64 {
    let way = (first.left - last.left).hypot(first.top - last.top);
    (FLIGHT_MILLIS * (0.5 + way / 900.0)).min(FLIGHT_MILLIS * 1.4)
}

/// From `last`, where the element is, to `first`.
fn shift(first: Place, last: Place, more: &str) -> String {
    at(first.from(last), more)
}

fn at(place: Place, more: &str) -> String {
    format!("translate({:.1}px, {:.1}px){more}", place.left, place.top)
}

fn keyframe(transform: &str, opacity: f64) -> JsValue {
    let frame = Object::new();
    set(&frame, "transform", &transform.into());
    set(&frame, "opacity", &opacity.into());
    frame.into()
}

fn set(object: &Object, key: &str, value: &JsValue) {
    // A plain object takes every property.
    let _ = Reflect::set(object, &key.into(), value);
}
