//! Pods fly: from the controller where they are born to the node they are for, and when they go to whoever removed them.
//! One that becomes ready swells, one that fails shakes, one that is evicted is pushed off its node, and a spark runs from
//! who acted to the nodes.
//!
//! FLIP: measure, compare with the last measurement, animate the difference. While time runs, a flight goes on from where
//! it is when the next step comes; where a person stops time or goes elsewhere, all have landed. Nothing moves for people who
//! asked for less motion; the text says the same.

use super::motion::{self, Animation, Place};
use super::page;
use gloo::render::{AnimationFrame, request_animation_frame};
use js_sys::WeakSet;
use std::collections::BTreeMap;
use wasm_bindgen::prelude::*;
use web_sys::Element;

/// More pods than this are too many to follow with the eye, and too many to measure between two frames.
const MOST_PODS: u32 = 160;

/// How a pod was drawn.
struct Drawn {
    element: Element,
    /// Seen from the corner of the board's content, which scrolls.
    place: Place,
    /// What it is in, a node or the queue, and where that is: where it is moved as a whole, no pod in it has moved.
    home: Option<(Element, Place)>,
    shape: String,
    is_evicted: bool,
    flight: Option<Flight>,
}

/// A movement that goes on.
struct Flight {
    animation: Animation,
    first: Place,
    last: Place,
    /// When and where the next drawing came upon it, if it was under way.
    met: Option<(f64, Place)>,
}

/// How every pod was after the last drawing, and of which moment of which scenario that was.
#[derive(Default)]
pub struct Flights {
    /// `None` where nothing was measured.
    drawn: Option<BTreeMap<String, Drawn>>,
    moment: Option<(u64, usize)>,
    ghosts: Vec<Element>,
    /// Lines that are yet to be drawn.
    beams: Option<AnimationFrame>,
    /// The elements of nodes that were there at the last drawing: a pod that scrolls into sight is not new.
    nodes: WeakSet,
}

/// What a drawing follows from.
struct Passage {
    /// Back in time, by a step.
    is_back: bool,
    /// Time has passed; otherwise the board is only looked at in another way.
    has_moved_on: bool,
    /// Where the board's content begins in the window.
    origin: Place,
    birthplace: Option<Place>,
}

impl Flights {
    /// Animates the difference between the last drawing of `board` and this one, which is of the moment `opened` (counts
    /// scenarios) and `step`. Into another scenario, and back in time by more than a step, nothing flies. What still flies
    /// goes on if time `is_moving`.
    pub fn after_drawing(&mut self, board: &Element, (opened, step): (u64, usize), is_moving: bool) {
        self.beams = None;
        let before = self.moment.replace((opened, step));
        let follows = before.is_some_and(|(known, last)| known == opened && step + 1 >= last);
        let has_moved_on = before.is_some_and(|(_, last)| last != step);
        if !is_moving || !follows {
            self.land();
        }
        let pods = all(board, "[data-pod]", MOST_PODS + 1);
        let is_seen = pods.len() <= MOST_PODS as usize && !page::prefers_reduced_motion();
        let origin = is_seen.then(|| place_of(board, "[data-beams]")).flatten();
        let Some(origin) = origin.filter(|board| board.is_shown()) else {
            self.land();
            self.drawn = None;
            let board = board.clone();
            // A frame later everything has its place, and measuring costs next to nothing.
            self.beams = Some(request_animation_frame(move |_| {
                draw_beams(&board, has_moved_on && follows);
            }));
            return;
        };
        let last = self.drawn.take().filter(|_| follows);
        let passage = Passage {
            is_back: before.is_some_and(|(_, last)| step < last),
            has_moved_on: has_moved_on && last.is_some(),
            origin,
            birthplace: place_of(board, "[data-birthplace]"),
        };
        let mut last = last.unwrap_or_default();
        for flight in last.values_mut().filter_map(|pod| pod.flight.as_mut()) {
            flight.hold();
        }
        let mut drawn: Vec<_> = pods.into_iter().filter_map(|pod| Drawn::of(pod, origin)).collect();
        draw_beams(board, has_moved_on && follows);
        for (name, pod) in &mut drawn {
            pod.flight = match last.remove(name) {
                Some(before) => move_on(pod, before),
                None => self.birth(pod, &passage),
            };
        }
        if passage.has_moved_on {
            self.let_go(board, last, &passage);
        }
        for node in all(board, "[data-node]", u32::MAX) {
            self.nodes.add(&node);
        }
        self.drawn = Some(drawn.into_iter().collect());
    }

    /// Every pod is where it belongs, at once.
    pub fn land(&mut self) {
        let drawn = self.drawn.iter_mut().flat_map(BTreeMap::values_mut);
        for flight in drawn.filter_map(|drawn| drawn.flight.take()) {
            flight.animation.cancel();
        }
        for ghost in self.ghosts.drain(..) {
            ghost.remove();
        }
    }

    /// The flight of a pod that was not drawn before, if it is new.
    fn birth(&self, pod: &Drawn, passage: &Passage) -> Option<Flight> {
        // A pod of a node that was not in sight may have been there before.
        let was_in_sight = |(node, _): &(Element, Place)| !node.has_attribute("data-node") || self.nodes.has(node);
        let is_new = passage.has_moved_on && !passage.is_back && pod.home.as_ref().is_none_or(was_in_sight);
        let birthplace = passage.birthplace.filter(|_| is_new)?.from(passage.origin);
        let (first, last) = (birthplace.around(pod.place), pod.place);
        Some(Flight::new(motion::create(&pod.element, first, last), first, last))
    }

    /// Those that are gone go to whoever acted, where that is one of the three; back in time to where they were born. Who
    /// was evicted falls off its node.
    fn let_go(&mut self, board: &Element, gone: BTreeMap<String, Drawn>, passage: &Passage) {
        let end = if passage.is_back {
            passage.birthplace
        } else {
            place_of(board, "[data-lit=true] .station-icon")
        };
        self.ghosts.retain(|ghost| ghost.is_connected());
        let room = MOST_GHOSTS.saturating_sub(self.ghosts.len());
        // It went with its node, or its node is only out of sight.
        let is_with_node = |gone: &Drawn| gone.element.closest("[data-node]").is_ok_and(|node| node.is_some());
        let alone = gone.into_values().filter(|gone| !is_with_node(gone)).take(room);
        let ghosts: Vec<(Element, Drawn)> = alone
            .filter_map(|gone| Some((motion::ghost(&gone.element)?, gone)))
            .collect();
        // Measured when all are there: the browser lays them out once.
        let places: Vec<Place> = ghosts.iter().map(|(ghost, _)| Place::of(ghost)).collect();
        for ((ghost, gone), own) in ghosts.into_iter().zip(places) {
            let met = gone.flight.and_then(|flight| flight.met);
            let first = met.map_or(gone.place, |(_, place)| place);
            let first = first.moved(passage.origin.left, passage.origin.top).around(own);
            if gone.is_evicted && !passage.is_back {
                motion::fall(&ghost, first);
            } else {
                motion::leave(&ghost, first, end);
            }
            self.ghosts.push(ghost);
        }
    }
}

impl Drawn {
    /// Measures a pod, and gives its name with it.
    fn of(element: Element, origin: Place) -> Option<(String, Self)> {
        let name = element.get_attribute("data-pod")?;
        let home = element.closest("[data-node], [data-pending]").ok().flatten();
        let drawn = Self {
            place: Place::of(&element).from(origin),
            home: home.map(|home| {
                let place = Place::of(&home).from(origin);
                (home, place)
            }),
            shape: element.get_attribute("data-shape").unwrap_or_default(),
            is_evicted: element.has_attribute("data-evicted"),
            element,
            flight: None,
        };
        Some((name, drawn))
    }

    /// How far what it is in was moved since `before`, if it is in the same still.
    fn carried(&self, before: &Self) -> (f64, f64) {
        match (&self.home, &before.home) {
            (Some((home, now)), Some((former, place))) if home == former => {
                (now.left - place.left, now.top - place.top)
            }
            _ => (0.0, 0.0),
        }
    }
}

impl Flight {
    const fn new(animation: Animation, first: Place, last: Place) -> Self {
        Self {
            animation,
            first,
            last,
            met: None,
        }
    }

    /// Holds it at its end, to measure where it goes. Where the pod is follows from how far it is: its element may be gone.
    fn hold(&mut self) {
        let held = motion::suspend(&self.animation);
        self.met = held.map(|(time, part)| (time, self.first.towards(self.last, part)));
    }
}

/// What a pod does that was drawn before: something new, or what it did.
fn move_on(pod: &Drawn, before: Drawn) -> Option<Flight> {
    let (x, y) = pod.carried(&before);
    let has_moved = before.place.moved(x, y).is_apart(pod.place);
    let running = before.flight.and_then(|flight| Some((flight.met?, flight)));
    let first = running.as_ref().map_or(before.place, |((_, place), _)| *place);
    let first = first.moved(x, y);
    let animation = if pod.is_evicted && !before.is_evicted {
        Some(motion::evict(&pod.element, first, pod.place))
    } else if has_moved {
        Some(motion::fly(&pod.element, first, pod.place))
    } else if before.shape != pod.shape {
        motion::change(&pod.element, &pod.shape)
    } else {
        None
    };
    let Some(animation) = animation else {
        let ((time, _), flight) = running?;
        motion::resume(&flight.animation, time);
        return Some(flight);
    };
    if let Some((_, former)) = running {
        former.animation.cancel();
    }
    Some(Flight::new(animation, first, pod.place))
}

fn place_of(board: &Element, selector: &str) -> Option<Place> {
    board.query_selector(selector).ok().flatten().map(|it| Place::of(&it))
}

/// The first elements that a selector finds.
fn all(board: &Element, selector: &str, most: u32) -> Vec<Element> {
    let found = board.query_selector_all(selector).ok();
    let count = found.as_ref().map_or(0, |found| found.length().min(most));
    (0..count)
        .filter_map(|index| found.as_ref()?.item(index))
        .map(JsCast::unchecked_into)
        .collect()
}

/// Draws a thin line from every pod that waits to the node that its affinity names, and where something was just done, one
/// from who did it to the nodes. Everything is measured before anything is drawn: the browser lays the page out once.
fn draw_beams(board: &Element, has_moved_on: bool) {
    let Ok(Some(beams)) = board.query_selector("[data-beams]") else {
        return;
    };
    let mut lines: Vec<(Element, Element, Option<&'static str>)> = Vec::new();
    for pod in all(board, "[data-pod][data-target]", MOST_BEAMS)
        .into_iter()
        .filter(is_in_sight)
    {
        let name = pod.get_attribute("data-target").unwrap_or_default();
        if let Ok(Some(node)) = board.query_selector(&format!("[data-node={name:?}]")) {
            lines.push((pod, node, None));
        }
    }
    let station = board.query_selector("[data-lit=true]").ok().flatten();
    if let Some(station) = station.filter(|_| has_moved_on) {
        let nodes = all(board, "[data-acted]", MOST_BEAMS).into_iter();
        lines.extend(nodes.map(|node| (station.clone(), node, Some("deed"))));
    }
    if lines.is_empty() && !beams.has_child_nodes() {
        return;
    }
    let origin = Place::of(&beams);
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
