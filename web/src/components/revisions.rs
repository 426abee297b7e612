//! The revisions of the pod template, two of them side by side, and the way back to one.

use super::pod_chip::shape;
use super::{Act, send, use_language};
use crate::platform::page;
use crate::state::{Action, Inspect};
use crate::texts::inspector as texts;
use crate::view::pod::Shape;
use crate::view::revisions::{Comparison, RevisionView, Revisions};
use everynode_core::language::Language;
use yew::prelude::*;

/// Props of [`RevisionList`].
#[derive(Properties, PartialEq)]
pub struct RevisionListProps {
    /// The revisions.
    pub revisions: Revisions,
    /// Where actions go.
    pub act: Act,
}

/// The list and the comparison.
#[component]
pub fn RevisionList(props: &RevisionListProps) -> Html {
    let (revisions, act, language) = (&props.revisions, &props.act, use_language());
    if revisions.all.is_empty() {
        return html! {};
    }
    html! {
        <section class="revisions" aria-label={texts::revisions(language)}>
            <h3 class="heading">{ texts::revisions(language) }</h3>
            <ul class="legend">{ for revisions.all.iter().map(|revision| item(revision, act, language)) }</ul>
            { for revisions.compared.as_ref().map(|compared| comparison(compared, &revisions.all, act, language)) }
        </section>
    }
}

fn item(revision: &RevisionView, act: &Act, language: Language) -> Html {
    let changed = match revision.changed {
        None => texts::revision_first(language).to_owned(),
        Some(lines) => texts::revision_changed(language, lines),
    };
    html! {
        <li key={revision.number} class="revision-item" data-history={revision.number.to_string()} data-shape="ready" data-colour={revision.colour.to_string()}>
            { shape(Shape::Ready, Some(revision.number)) }
            <span class="revision-text">
                <code title={revision.image.clone()}>{ &revision.image }</code>
                <span class="heading">{ texts::revision_pods(language, revision.pods, &revision.hash) }</span>
                <span class="heading">{ texts::revision_age(language, &revision.age, &changed) }</span>
                if let Some(cause) = &revision.cause {
                    <span class="revision-cause">{ cause }</span>
                }
                if let Some(line) = &revision.undo {
                    <code class="revision-command">{ line }</code>
                }
            </span>
            if let Some(line) = revision.undo.clone() {
                <button type="button" class="button" data-action="roll-back" title={line.clone()} aria-label={texts::roll_back_to(language, &revision.number)}
                    onclick={send(act, move || Action::Kubectl(line.as_str().into()))}>{ texts::roll_back(language) }</button>
            }
        </li>
    }
}

fn comparison(compared: &Comparison, all: &[RevisionView], act: &Act, language: Language) -> Html {
    let Comparison { older, newer, lines } = compared;
    let (older, newer) = (*older, *newer);
    let choice = |chosen: i64, name: &'static str, id: &'static str, pair: fn(i64, (i64, i64)) -> (i64, i64)| {
        let onchange = act.reform(move |event: Event| {
            let number = page::selected(&event).parse().unwrap_or(chosen);
            let (older, newer) = pair(number, (older, newer));
            Action::Inspect(Inspect::Compare(older, newer))
        });
        html! {
            <select data-compare={id} aria-label={name} {onchange}>
                { for all.iter().map(|revision| html! {
                    <option key={revision.number} value={revision.number.to_string()} selected={revision.number == chosen}>{ revision.number }</option>
                }) }
            </select>
        }
    };
    html! {
        <>
            <p class="compare">
                <span>{ texts::compare_from(language) }</span>
                { choice(older, texts::compare_older(language), "older", |number, (_, newer)| (number, newer)) }
                <span>{ texts::compare_to(language) }</span>
                { choice(newer, texts::compare_newer(language), "newer", |number, (older, _)| (older, number)) }
            </p>
            if lines.is_empty() {
                <p class="prose">{ texts::no_difference(language) }</p>
            } else {
                <pre class="fix-lines" tabindex="0" data-comparison="" aria-label={texts::compared_lines(language, &newer, &older)}>
                    { for lines.iter().map(|line| html! {
                        <span class={if line.is_added { "is-added" } else { "is-removed" }}>{ format!("{} {}\n", if line.is_added { '+' } else { '−' }, line.text) }</span>
                    }) }
                </pre>
            }
        </>
    }
}
