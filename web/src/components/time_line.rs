//! The time line: the set's numbers over virtual time, where something was done, failed or got stuck, and the slider.

use super::{Act, use_language};
use crate::platform::page::InputField;
use crate::platform::panel;
use crate::state::Action;
use crate::texts::transport as texts;
use crate::view::curve::{Column, Curve, Mark, Moment, Shape};
use crate::view::transport::{Transport, clock};
use everynode_core::language::Language;
use everynode_core::sim::EPOCH;
use std::rc::Rc;
use yew::prelude::*;

/// Props of [`TimeLine`].
#[derive(Properties, PartialEq)]
pub struct TimeLineProps {
    /// Clock and curve.
    pub transport: Transport,
    /// Where actions go.
    pub act: Act,
}

/// The time line.
#[component]
pub fn TimeLine(props: &TimeLineProps) -> Html {
    let language = use_language();
    let transport = &props.transport;
    let curve = &transport.curve;
    let (line, whole) = (use_node_ref(), use_node_ref());
    let pointed = use_state_eq(|| None::<u32>);
    use_effect({
        let whole = whole.clone();
        move || panel::spread(&whole)
    });
    let seek = pointer_seeks(props, &line, &pointed);
    let leave = {
        let pointed = pointed.clone();
        Callback::from(move |_: PointerEvent| pointed.set(None))
    };
    let about = pointed.and_then(|x| curve.shape.at(x).copied());
    html! {
        <div class="time">
            <output class="clock" data-clock="" title={texts::virtual_time(language)}>{ &transport.clock }</output>
            <div class="time-line" ref={whole}>
                <div class="curve-ground" ref={line} data-curve="" onpointerdown={seek.clone()} onpointermove={seek} onpointerleave={leave}>
                    { drawing(curve, about.as_ref()) }
                    { track(curve.now) }
                </div>
                { breaks(&curve.shape) }
                <Moments shape={curve.shape.clone()} now={transport.step} act={props.act.clone()} />
                { slider(props, language) }
                { for about.iter().map(|column| tip(column, language)) }
                <p class="for-ears">{ &curve.summary }</p>
            </div>
            <span class="step-count">{ format!("{} / {}", transport.step, transport.steps) }</span>
        </div>
    }
}

/// A pointer that is above shows the moment there; one that is down goes there.
fn pointer_seeks(
    props: &TimeLineProps,
    line: &NodeRef,
    pointed: &UseStateHandle<Option<u32>>,
) -> Callback<PointerEvent> {
    let (shape, act) = (props.transport.curve.shape.clone(), props.act.clone());
    let (line, pointed, present) = (line.clone(), pointed.clone(), props.transport.step);
    Callback::from(move |event: PointerEvent| {
        let x = panel::fraction(&event, &line);
        pointed.set(Some(x));
        if event.buttons() & 1 == 0 {
            return;
        }
        if event.type_() == "pointerdown" {
            panel::capture(&event, &line);
        }
        if let Some(column) = shape.at(x).filter(|column| column.step != present) {
            act.emit(Action::Seek(column.step));
        }
    })
}

fn drawing(curve: &Curve, about: Option<&Column>) -> Html {
    let shape = &curve.shape;
    let now = curve.now.to_string();
    html! {
        <svg class="curve" viewBox="0 0 1000 100" preserveAspectRatio="none" aria-hidden="true">
            <path class="curve-missing" d={shape.desired_area.clone()} />
            <path class="curve-ground-line" d="M0 100H1000" />
            <path class="curve-there" d={shape.available_area.clone()} />
            { for shape.breaks.iter().map(|each| html! { <rect key={each.x} class="curve-break" x={each.x.to_string()} width={each.width.to_string()} y="0" height="100" /> }) }
            <path class="curve-line is-desired" d={shape.desired.clone()} />
            <path class="curve-line is-available" d={shape.available.clone()} />
            <path class="curve-line is-updated" d={shape.updated.clone()} />
            <rect class="curve-future" x={now.clone()} y="0" width={(1000 - curve.now.min(1000)).to_string()} height="100" />
            if let Some(column) = about {
                <line class="curve-pointed" x1={column.x.to_string()} x2={column.x.to_string()} y1="0" y2="100" />
            }
            <line class="curve-now" x1={now.clone()} x2={now} y1="0" y2="100" />
        </svg>
    }
}

/// What the slider looks like: it stands where the curve has the present.
fn track(now: u32) -> Html {
    let percent = format!("{}.{}%", now / 10, now % 10);
    html! {
        <svg class="track" width="100%" height="16" aria-hidden="true">
            <rect class="track-all" y="6" width="100%" height="4" rx="2" />
            <rect class="track-done" y="6" width={percent.clone()} height="4" rx="2" />
            <circle class="thumb" cx={percent} cy="8" r="7" />
        </svg>
    }
}

/// Waits that were shortened say how long they were, where there is room.
fn breaks(shape: &Shape) -> Html {
    let roomy = shape.breaks.iter().filter(|each| each.width >= 60);
    html! {
        <div class="breaks" aria-hidden="true">
            { for roomy.map(|each| html! { <span key={each.x} class="break" data-at={(each.x + each.width / 2).to_string()}>{ &each.words }</span> }) }
        </div>
    }
}

fn slider(props: &TimeLineProps, language: Language) -> Html {
    let transport = &props.transport;
    let seek = props.act.reform(|event: InputEvent| {
        let field: InputField = event.target_unchecked_into();
        Action::Seek(field.value().parse().unwrap_or_default())
    });
    let (shape, act, now) = (transport.curve.shape.clone(), props.act.clone(), transport.step);
    // With Shift from mark to mark.
    let jump = Callback::from(move |event: KeyboardEvent| {
        let mark = match event.key().as_str() {
            "ArrowLeft" if event.shift_key() => shape.marks.iter().rev().find(|mark| mark.step < now),
            "ArrowRight" if event.shift_key() => shape.marks.iter().find(|mark| mark.step > now),
            _ => return,
        };
        event.prevent_default();
        if let Some(mark) = mark {
            act.emit(Action::Seek(mark.step));
        }
    });
    let step = texts::step_of(language, transport.step, transport.steps);
    html! {
        <input type="range" class="slider" data-timeline="" min="0" max={transport.steps.to_string()} value={transport.step.to_string()}
            aria-label={texts::step_slider(language)} aria-valuetext={format!("{step}, {}", transport.curve.words)} title={texts::slider_keys(language)} oninput={seek} onkeydown={jump} />
    }
}

fn tip(column: &Column, language: Language) -> Html {
    let numbers = column.numbers;
    let line =
        |class: &'static str, words: String| html! { <span class={classes!("curve-key", class)}>{ words }</span> };
    html! {
        <div class="curve-tip" data-at={column.x.clamp(90, 910).to_string()} data-curve-tip="" aria-hidden="true">
            <strong>{ clock(column.time - EPOCH) }</strong>
            { line("is-available", texts::available_of(language, numbers.available, numbers.desired)) }
            { line("is-missing", texts::unavailable_number(language, numbers.unavailable)) }
            { line("is-updated", texts::updated_number(language, numbers.updated)) }
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct MomentsProps {
    shape: Rc<Shape>,
    now: usize,
    act: Act,
}

/// The marks: press one to go there. The arrow keys go from one to the next.
#[component]
fn Moments(props: &MomentsProps) -> Html {
    let language = use_language();
    let marks = &props.shape.marks;
    // The keyboard comes in at the mark where we are, or the last one before.
    let stop = marks
        .iter()
        .rposition(|mark| mark.step <= props.now)
        .unwrap_or_default();
    let keys = Callback::from(|event: KeyboardEvent| {
        let is_next = match event.key().as_str() {
            "ArrowRight" => true,
            "ArrowLeft" => false,
            _ => return,
        };
        event.prevent_default();
        panel::focus_sibling(&event, is_next);
    });
    html! {
        <div class="moments" role="group" aria-label={texts::moments(language)} onkeydown={keys}>
            { for marks.iter().enumerate().map(|(index, mark)| moment(mark, index == stop, &props.act, language)) }
        </div>
    }
}

fn moment(mark: &Mark, is_stop: bool, act: &Act, language: Language) -> Html {
    let step = mark.step;
    let path = match mark.moment {
        Moment::Command => "M5 1.500 9 8.500H1z",
        Moment::Failure => "M2 2l6 6M8 2l-6 6",
        Moment::Stuck => "M2 1.500h6v7H2z",
    };
    let words = texts::go_there(language, &mark.words);
    html! {
        <button key={mark.x} type="button" class="moment" data-moment={mark.moment.name()} data-at={mark.x.to_string()} tabindex={if is_stop { "0" } else { "-1" }}
            aria-label={words.clone()} title={words} onclick={act.reform(move |_: MouseEvent| Action::Seek(step))}>
            <svg viewBox="0 0 10 10" aria-hidden="true"><path d={path} /></svg>
        </button>
    }
}
