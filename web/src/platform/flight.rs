//! Pods fly: from the controller where they are born to the node they are for, and when they go to whoever removed them.
//! One that becomes ready swells, one that fails shakes, and a spark runs from who acted to the nodes.
//!
//! FLIP through the Web Animations API: cancel what runs, measure, compare with the last measurement, animate the
//! difference. Nothing moves for people who asked for less motion; the text says the same.

use super::page;
use gloo::render::{AnimationFrame, request_animation_frame};
use js_sys::{Array, Object, Reflect};
use std::collections::BTreeMap;
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
    #[wasm_bindgen(method, js_name = getAnimations)]
    fn get_animations(this: &Animated) -> Array;
    type Animation;
    #[wasm_bindgen(method)]
    fn cancel(this: &Animation);
    #[wasm_bindgen(method, setter)]
    fn set_onfinish(this: &Animation, finished: &JsValue);
}

/// More pods than this are too many to follow with the eye, and too many to measure between two frames.
const MOST_PODS: u32 = 160;
const FLIGHT_MILLIS: f64 = 520.0;
const CHANGE_MILLIS: f64 = 340.0;

#[derive(Clone, Copy, PartialEq)]
struct Place {
    left: f64,
    top: f64,
    width: f64,
}

/// How a pod was drawn last.
struct Drawn {
    place: Place,
    shape: String,
    element: Element,
}

/// How every pod was after the last drawing, and of which moment of which scenario that was.
#[derive(Default)]
pub struct Flights {
    drawn: BTreeMap<String, Drawn>,
    moment: Option<(u64, usize)>,
    /// Lines that are yet to be drawn.
    beams: Option<AnimationFrame>,
}

impl Flights {
    /// Animates the difference between the last drawing of `board` and this one, which is of the moment `opened` (counts
    /// scenarios) and `step`. Into another scenario, and back in time by more than a step, nothing flies.
    pub fn after_drawing(&mut self, board: &Element, (opened, step): (u64, usize)) {
        let Ok(pods) = board.query_selector_all("[data-pod]") else {
            return;
        };
        let before = self.moment.replace((opened, step));
        let follows = before.is_some_and(|(known, last)| known == opened && step + 1 >= last);
        let has_moved_on = before.is_some_and(|(_, last)| last != step);
        if pods.length() > MOST_PODS || page::prefers_reduced_motion() {
            let board = board.clone();
            // A frame later everything has its place, and measuring costs next to nothing.
            self.beams = Some(request_animation_frame(move |_| {
                draw_beams(&board, has_moved_on && follows);
            }));
            self.drawn.clear();
            return;
        }
        let elements: Vec<Animated> = (0..pods.length())
            .filter_map(|index| pods.item(index))
            .map(JsCast::unchecked_into)
            .collect();
        for element in &elements {
            cancel_running(element);
        }
        draw_beams(board, has_moved_on && follows);
        if !follows {
            self.drawn.clear();
        }
        let station = |selector: &str| board.query_selector(selector).ok().flatten().map(|it| place(&it));
        let birthplace = station("[data-birthplace]");
        let mut drawn = BTreeMap::new();
        for element in &elements {
            let Some(name) = element.get_attribute("data-pod") else {
                continue;
            };
            let shape = element.get_attribute("data-shape").unwrap_or_default();
            let last = place(element);
            let before = self.drawn.remove(&name);
            let first = before
                .as_ref()
                .map(|drawn| drawn.place)
                .or(birthplace.filter(|_| follows));
            match (first, &before) {
                (Some(first), _) if has_moved(first, last) => fly(element, first, last, before.is_none()),
                (_, Some(drawn)) if drawn.shape != shape => change_shape(element, &shape),
                _ => {}
            }
            let element = Element::from(element.clone());
            drawn.insert(
                name,
                Drawn {
                    place: last,
                    shape,
                    element,
                },
            );
        }
        // Who is left among the old ones is gone: to whoever acted, where that is one of the three.
        let end = station("[data-lit=true] .station-icon").or(birthplace);
        if let Some(end) = end {
            for gone in std::mem::take(&mut self.drawn).into_values().take(MOST_GHOSTS) {
                leave(&gone.element, gone.place, end);
            }
        }
        self.drawn = drawn;
    }
}

/// A pod that has become ready swells, one that has failed shakes.
fn change_shape(element: &Animated, shape: &str) {
    let transforms: &[&str] = match shape {
        "ready" => &["none", "scale(1.09)", "none"],
        "failed" => &[
            "none",
            "translateX(-4px)",
            "translateX(4px)",
            "translateX(-2px)",
            "none",
        ],
        _ => return,
    };
    let frames: Array = transforms
        .iter()
        .map(|transform| JsValue::from(keyframe(transform, 1.0)))
        .collect();
    element.animate(&frames, &timing(CHANGE_MILLIS));
}

/// Draws a thin line from every pod that waits to the node that its affinity names, and where something was just done, one
/// from who did it to the nodes. Everything is measured before anything is drawn: the browser lays the page out once.
fn draw_beams(board: &Element, has_moved_on: bool) {
    let Ok(Some(beams)) = board.query_selector("[data-beams]") else {
        return;
    };
    let all = |selector: &str| {
        let found = board.query_selector_all(selector).ok();
        let count = found.as_ref().map_or(0, |found| found.length().min(MOST_BEAMS));
        (0..count)
            .filter_map(|index| found.as_ref()?.item(index))
            .map(JsCast::unchecked_into::<Element>)
            .collect::<Vec<_>>()
    };
    let mut lines: Vec<(Element, Element, Option<&'static str>)> = Vec::new();
    for pod in all("[data-pod][data-target]").into_iter().filter(is_in_sight) {
        let name = pod.get_attribute("data-target").unwrap_or_default();
        if let Ok(Some(node)) = board.query_selector(&format!("[data-node={name:?}]")) {
            lines.push((pod, node, None));
        }
    }
    let station = board.query_selector("[data-lit=true]").ok().flatten();
    if let Some(station) = station.filter(|_| has_moved_on) {
        let nodes = all("[data-acted]").into_iter();
        lines.extend(nodes.map(|node| (station.clone(), node, Some("deed"))));
    }
    if lines.is_empty() && !beams.has_child_nodes() {
        return;
    }
    let origin = place(&beams);
    let lines = lines.iter().map(|(from, to, class)| (ends(from, to, origin), *class));
    let lines: Vec<_> = lines.collect();
    beams.set_inner_html("");
    for (ends, class) in lines {
        draw_beam(&beams, ends, class);
    }
}

/// Whether a waiting pod is among those that its queue has room for.
fn is_in_sight(pod: &Element) -> bool {
    let Ok(Some(queue)) = pod.closest("[data-pending]") else {
        return true;
    };
    let (pod, queue) = (pod.get_bounding_client_rect(), queue.get_bounding_client_rect());
    pod.top() >= queue.top() - 1.0 && pod.bottom() <= queue.bottom() + 1.0
}

/// Where a line from below one element to above another begins and ends, seen from `origin`.
fn ends(from: &Element, to: &Element, origin: Place) -> [(&'static str, f64); 4] {
    let (from, to) = (from.get_bounding_client_rect(), to.get_bounding_client_rect());
    [
        ("x1", from.left() + from.width() / 2.0 - origin.left),
        ("y1", from.bottom() - origin.top),
        ("x2", to.left() + to.width() / 2.0 - origin.left),
        ("y2", to.top() - origin.top),
    ]
}

fn draw_beam(beams: &Element, ends: [(&str, f64); 4], class: Option<&str>) {
    let line = page::document().and_then(|document| document.create_element_ns(Some(SVG), "line").ok());
    let Some(line) = line else { return };
    for (name, value) in ends {
        // Any number is a value of these attributes.
        let _ = line.set_attribute(name, &format!("{value:.1}"));
    }
    if let Some(class) = class {
        let _ = line.set_attribute("class", class);
        let _ = line.set_attribute("pathLength", "1");
    }
    let _ = beams.append_child(&line);
}

const SVG: &str = "http://www.w3.org/2000/svg";
/// More lines than this are a thicket.
const MOST_BEAMS: u32 = 24;
/// More pods than this leave without being followed.
const MOST_GHOSTS: usize = 24;

/// A pod that is gone flies back to where it was born: a copy of it, which nothing else can find.
fn leave(element: &Element, first: Place, birthplace: Place) {
    let Ok(copy) = element.clone_node_with_deep(true) else {
        return;
    };
    let ghost: Animated = copy.unchecked_into();
    for attribute in ["data-pod", "data-target", "title", "aria-label", "id"] {
        let _ = ghost.remove_attribute(attribute);
    }
    let _ = ghost.set_attribute("class", &format!("{} ghost", element.class_name()));
    let _ = ghost.set_attribute("aria-hidden", "true");
    let _ = ghost.set_attribute("tabindex", "-1");
    let body = page::document().and_then(|document| document.body());
    if body.is_none_or(|body| body.append_child(&ghost).is_err()) {
        return;
    }
    let at = |place: Place, scale: &str| format!("translate({:.1}px, {:.1}px){scale}", place.left, place.top);
    let frames = Array::of2(
        &keyframe(&at(first, ""), 0.8),
        &keyframe(&at(birthplace, " scale(0.3)"), 0.0),
    );
    let animation = ghost.animate(&frames, &timing(FLIGHT_MILLIS));
    let remove = Closure::once_into_js(move || ghost.remove());
    animation.set_onfinish(&remove);
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
    let duration = (FLIGHT_MILLIS * (0.5 + x.hypot(y) / 900.0)).min(FLIGHT_MILLIS * 1.4);
    element.animate(&Array::of2(&from, &to), &timing(duration));
}

fn timing(duration: f64) -> Object {
    let options = Object::new();
    set(&options, "duration", &duration.into());
    set(&options, "easing", &"cubic-bezier(0.22, 0.8, 0.25, 1)".into());
    set(&options, "id", &"flight".into());
    options
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
