//! What can be done to all marked nodes, and the kubectl command that does the same.

use super::{Act, Icon, IconName, send, use_language};
use crate::platform::page::{self, InputField};
use crate::state::Action;
use crate::state::board::{Deed, Look};
use crate::texts::board as texts;
use crate::view::board::{Considered, Marking};
use everynode_core::language::Language;
use wasm_bindgen::JsCast;
use yew::prelude::*;

/// Props of [`BulkBar`].
#[derive(Properties, PartialEq)]
pub struct BulkBarProps {
    /// What is marked.
    pub marking: Marking,
    /// All that are shown are to be marked.
    pub mark_all: Callback<()>,
    /// Where actions go.
    pub act: Act,
}

/// The bar.
#[component]
pub fn BulkBar(props: &BulkBarProps) -> Html {
    let language = use_language();
    let (marking, act) = (&props.marking, &props.act);
    let all = props.mark_all.reform(|_: MouseEvent| ());
    let leave = {
        let act = act.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" {
                act.emit(Action::Look(Look::Marking(false)));
            }
        })
    };
    html! {
        <section class="bulk" aria-label={texts::marked(language)} data-bulk="" onkeydown={leave}>
            <div class="bulk-row">
                <strong class="bulk-count" role="status" data-marked="">{ &marking.count }</strong>
                <button type="button" class="quiet-button" data-action="mark-all" disabled={marking.is_all} onclick={all}>{ texts::mark_all(language) }</button>
                <button type="button" class="quiet-button" data-action="mark-none" disabled={marking.is_empty} onclick={send(act, || Action::Look(Look::Marking(true)))}>{ texts::mark_none(language) }</button>
                <button type="button" class="icon-button is-small bulk-close" data-action="mark-end" title={texts::mark_end(language)} aria-label={texts::mark_end(language)}
                    onclick={send(act, || Action::Look(Look::Marking(false)))}><Icon name={IconName::Close} /></button>
            </div>
            <div class="bulk-row">
                <BulkField is_off={marking.is_empty} act={act.clone()} />
                { deed(props, "cordon", texts::cordon_marked(language), Deed::Cordon) }
                { deed(props, "uncordon", texts::uncordon_marked(language), Deed::Uncordon) }
                { deed(props, "delete-pods", texts::delete_pods(language), Deed::DeletePods) }
                { deed(props, "fail-pods", texts::fail_pods(language), Deed::FailPods) }
                { deed(props, "not-ready", texts::not_ready(language), Deed::Ready(false)) }
                { deed(props, "ready", texts::ready_again(language), Deed::Ready(true)) }
            </div>
            { considered(marking.considered.as_ref(), language) }
        </section>
    }
}

/// A button that does something, and while it is looked at shows the command that does the same.
fn deed(props: &BulkBarProps, id: &'static str, title: &'static str, deed: Deed) -> Html {
    let act = &props.act;
    let consider = {
        let deed = deed.clone();
        move || Action::Look(Look::Consider(Some(deed.clone())))
    };
    html! {
        <button type="button" class="button" data-bulk-deed={id} disabled={props.marking.is_empty}
            onmouseenter={send(act, consider.clone())} onfocus={send(act, consider)}
            onclick={send(act, move || Action::DoToMarked(deed.clone()))}>{ title }</button>
    }
}

fn considered(considered: Option<&Considered>, language: Language) -> Html {
    let Some(considered) = considered else {
        return html! { <p class="bulk-line is-hint">{ texts::bulk_hint(language) }</p> };
    };
    match &considered.lines {
        Some(lines) => {
            let text = lines.clone();
            let copy = Callback::from(move |_: MouseEvent| page::copy(&text));
            html! {
                <div class="bulk-line">
                    <pre class="bulk-command" data-bulk-command="">{ lines }</pre>
                    <button type="button" class="icon-button is-small" data-action="copy-command" title={texts::copy_command(language)} aria-label={texts::copy_command(language)} onclick={copy}><Icon name={IconName::Copy} /></button>
                </div>
            }
        }
        None => html! { <p class="bulk-line is-hint" data-bulk-command="">{ texts::no_command(language) }</p> },
    }
}

#[derive(Properties, PartialEq)]
struct BulkFieldProps {
    is_off: bool,
    act: Act,
}

/// Labels and taints, as kubectl writes them; Enter sets or removes.
#[component]
fn BulkField(props: &BulkFieldProps) -> Html {
    let language = use_language();
    let is_wrong = use_state(|| false);
    let written = {
        let (act, is_wrong) = (props.act.clone(), is_wrong.clone());
        Callback::from(move |event: InputEvent| {
            let field: InputField = event.target_unchecked_into();
            is_wrong.set(false);
            act.emit(Action::Look(Look::Consider(Deed::parse(&field.value()))));
        })
    };
    let entered = {
        let (act, is_wrong) = (props.act.clone(), is_wrong.clone());
        Callback::from(move |event: KeyboardEvent| {
            let field = event.target().and_then(|target| target.dyn_into::<InputField>().ok());
            let Some(field) = field.filter(|_| event.key() == "Enter") else {
                return;
            };
            let deed = Deed::parse(&field.value());
            is_wrong.set(deed.is_none());
            if let Some(deed) = deed {
                act.emit(Action::DoToMarked(deed));
                field.set_value("");
            }
        })
    };
    html! {
        <>
            <input type="text" class="bulk-field" data-bulk-field="" placeholder={texts::bulk_example(language)} aria-label={texts::bulk_field(language)} title={texts::bulk_field(language)}
                spellcheck="false" autocomplete="off" autocapitalize="off" disabled={props.is_off} aria-invalid={is_wrong.then_some("true")}
                aria-describedby={is_wrong.then_some("bulk-wrong")} oninput={written} onkeydown={entered} />
            if *is_wrong {
                <span class="misunderstood" id="bulk-wrong" role="alert">{ texts::bulk_wrong(language) }</span>
            }
        </>
    }
}
