//! Pods fly: from the controller where they are born to the node they are for, and back when they go.
//!
//! FLIP through the Web Animations API: cancel what runs, measure, compare with the last measurement, animate the
//! difference. Nothing moves for people who asked for less motion; the text says the same.

use super::page;
use js_sys::{Array, Object, Reflect};
use std::collections::BTreeMap;
use wasm_bindgen::prelude::*;
use web_sys::{DomRect, Element};

#[wasm_bindgen]
extern "C" {
    // web-sys hides `Element.animate` behind an unstable flag; these lines are all that is needed of it.
    #[wasm_bindgen(extends = Element)]
    type Animated;
    #[wasm_bindgen(method)]
    fn animate(this: &Animated, keyframes: &Array, options: &Object) -> Animation;
    #[wasm_bindgen(method, js_name = getAnimations)]
    fn get_animations(this: &Animated) -> Array;
    type Animation;
    #[wasm_bindgen(method)]
    fn cancel(this: &Animation);
}

/// More pods than this are too many to follow with the eye, and too many to measure between two frames.
const MOST_PODS: u32 = 160;
const FLIGHT_MILLIS: f64 = 520.0;

#[derive(Clone, Copy, PartialEq)]
struct Place {
    left: f64,
    top: f64,
    width: f64,
}

/// Where every pod was after the last drawing.
#[derive(Default)]
pub struct Flights {
    places: BTreeMap<String, Place>,
    has_looked: bool,
}

impl Flights {
    /// Animates the difference between the last drawing of `board` and this one.
    pub fn after_drawing(&mut self, board: &Element) {
        let Ok(pods) = board.query_selector_all("[data-pod]") else {
            return;
        };
        if pods.length() > MOST_PODS || page::prefers_reduced_motion() {
            *self = Self::default();
            return;
        }
        let elements: Vec<Animated> = (0..pods.length())
            .filter_map(|index| pods.item(index))
            .map(JsCast::unchecked_into)
            .collect();
        for element in &elements {
            cancel_running(element);
        }
        let birthplace = board
            .query_selector("[data-birthplace]")
            .ok()
            .flatten()
            .map(|it| place(&it));
        let mut places = BTreeMap::new();
        for element in &elements {
            let Some(name) = element.get_attribute("data-pod") else {
                continue;
            };
            let last = place(element);
            let first = self
                .places
                .get(&name)
                .copied()
                .or(birthplace.filter(|_| self.has_looked));
            if let Some(first) = first.filter(|first| has_moved(*first, last)) {
                let is_new = !self.places.contains_key(&name);
                fly(element, first, last, is_new);
            }
            places.insert(name, last);
        }
        self.places = places;
        self.has_looked = true;
    }

    /// Forgets every place: the next drawing starts afresh.
    pub fn forget(&mut self) {
        *self = Self::default();
    }
}

fn place(element: &Element) -> Place {
    let rectangle: DomRect = element.get_bounding_client_rect();
    Place {
        left: rectangle.left(),
        top: rectangle.top(),
        width: rectangle.width(),
    }
}

fn has_moved(first: Place, last: Place) -> bool {
    (first.left - last.left).abs() > 1.0 || (first.top - last.top).abs() > 1.0
}

fn cancel_running(element: &Animated) {
    for animation in element.get_animations().iter() {
        // CSS animations (a terminating pod's fading) stay; ours carry an id.
        let id = Reflect::get(&animation, &"id".into())
            .ok()
            .and_then(|id| id.as_string());
        if id.as_deref() == Some("flight") {
            animation.unchecked_into::<Animation>().cancel();
        }
    }
}

fn fly(element: &Animated, first: Place, last: Place, is_new: bool) {
    let centre = |place: Place| place.left + place.width / 2.0;
    let (x, y) = (
        if is_new {
            centre(first) - centre(last)
        } else {
            first.left - last.left
        },
        first.top - last.top,
    );
    let scale = if is_new { " scale(0.4)" } else { "" };
    let from = keyframe(
        &format!("translate({x:.1}px, {y:.1}px){scale}"),
        if is_new { 0.2 } else { 1.0 },
    );
    let to = keyframe("none", 1.0);
    let options = Object::new();
    let distance = x.hypot(y);
    let duration = (FLIGHT_MILLIS * (0.5 + distance / 900.0)).min(FLIGHT_MILLIS * 1.4);
    set(&options, "duration", &duration.into());
    set(&options, "easing", &"cubic-bezier(0.22, 0.8, 0.25, 1)".into());
    set(&options, "id", &"flight".into());
    element.animate(&Array::of2(&from, &to), &options);
}

fn keyframe(transform: &str, opacity: f64) -> Object {
    let frame = Object::new();
    set(&frame, "transform", &transform.into());
    set(&frame, "opacity", &opacity.into());
    frame
}

fn set(object: &Object, key: &str, value: &JsValue) {
    // A plain object takes every property.
    let _ = Reflect::set(object, &key.into(), value);
}
