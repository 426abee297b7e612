//! What there is to know of a node, folded away until somebody wants it, and the events about a node or a pod.

use super::{Act, send, use_language};
use crate::state::{Action, Choice};
use crate::texts::inspector as texts;
use crate::view::facts::{Condition, EventView, Facts, Occupant, Resource};
use everynode_core::language::Language;
use std::rc::Rc;
use yew::prelude::*;

/// Props of [`NodeFacts`].
#[derive(Properties, PartialEq)]
pub struct NodeFactsProps {
    /// The facts.
    pub facts: Rc<Facts>,
    /// Where actions go.
    pub act: Act,
}

/// The parts of `kubectl describe node` that matter here.
#[component]
pub fn NodeFacts(props: &NodeFactsProps) -> Html {
    let (facts, act, language) = (&props.facts, &props.act, use_language());
    let bad = facts.conditions.iter().filter(|condition| condition.is_bad).count();
    html! {
        <div class="facts">
            { fold("conditions", texts::conditions(language).to_owned(), bad > 0, html! {
                <table><tbody>{ for facts.conditions.iter().map(condition_row) }</tbody></table>
            }) }
            { fold("resources", texts::resources(language).to_owned(), false, html! {
                <table>
                    <thead><tr><th scope="col">{ texts::resource(language) }</th><th scope="col">{ texts::given(language) }</th><th scope="col">{ texts::offered(language) }</th></tr></thead>
                    <tbody>{ for facts.resources.iter().map(resource_row) }</tbody>
                </table>
            }) }
            { fold("taints", texts::taints_count(language, facts.taints.len()), false, html! {
                <ul class="fact-list">{ for facts.taints.iter().map(|taint| html! { <li key={taint.clone()}><code>{ taint }</code></li> }) }</ul>
            }) }
            { fold("pods", texts::pods_count(language, facts.pods.len()), false, html! {
                <ul class="fact-list">{ for facts.pods.iter().map(|pod| occupant(pod, act)) }</ul>
            }) }
            { event_fold(&facts.events, language) }
        </div>
    }
}

/// The events about something.
pub(crate) fn event_fold(events: &[EventView], language: Language) -> Html {
    fold(
        "events",
        texts::events_count(language, events.len()),
        events.iter().any(|event| event.is_warning),
        html! {
            <ul class="fact-list">{ for events.iter().enumerate().map(|(index, event)| event_item(index, event)) }</ul>
        },
    )
}

fn fold(id: &'static str, title: String, is_open: bool, inside: Html) -> Html {
    html! {
        <details key={id} class="fact" data-fact={id} open={is_open}>
            <summary class="heading">{ title }</summary>
            { inside }
        </details>
    }
}

fn condition_row(condition: &Condition) -> Html {
    html! {
        <tr key={condition.name.clone()} class={classes!(condition.is_bad.then_some("is-bad"))}>
            <th scope="row">{ &condition.name }</th><td>{ &condition.status }</td><td>{ &condition.reason }</td><td>{ &condition.since }</td>
        </tr>
    }
}

fn resource_row(resource: &Resource) -> Html {
    let share = resource
        .percent
        .map_or_else(String::new, |percent| format!(" ({percent}%)"));
    html! {
        <tr key={resource.name.clone()}><th scope="row">{ &resource.name }</th><td>{ format!("{}{share}", resource.given) }</td><td>{ &resource.offered }</td></tr>
    }
}

fn occupant(pod: &Occupant, act: &Act) -> Html {
    let (namespace, name) = pod.key.clone();
    let key = pod.key.clone();
    html! {
        <li key={format!("{namespace}/{name}")}>
            <button type="button" class="place" onclick={send(act, move || Action::Choose(Choice::Pod(key.clone())))}><code>{ format!("{namespace}/{name}") }</code></button>
            <span class="fact-note">{ &pod.asks }</span>
        </li>
    }
}

fn event_item(index: usize, event: &EventView) -> Html {
    html! {
        // Events have no name that a person sees: their order is their identity.
        <li key={index} class={classes!("event", event.is_warning.then_some("is-bad"))}>
            <span class="event-head"><strong>{ event.reason.to_string() }</strong><span class="fact-note">{ format!("{} · {}", event.source, event.age) }</span></span>
            <span class="event-text">{ event.message.to_string() }</span>
        </li>
    }
}
