//! A form for pods of nobody on a node.

use super::{Act, use_language};
use crate::platform::page::InputField;
use crate::state::Action;
use crate::state::foreign::{Field, Form};
use crate::texts::fates as texts;
use everynode_core::language::Language;
use std::sync::Arc;
use yew::prelude::*;

/// Props of [`ForeignForm`].
#[derive(Properties, PartialEq)]
pub(crate) struct ForeignFormProps {
    /// The node.
    pub(crate) node: Arc<str>,
    /// Where actions go.
    pub(crate) act: Act,
}

/// The form.
#[component]
pub(crate) fn ForeignForm(props: &ForeignFormProps) -> Html {
    let language = use_language();
    let (form, wrong) = (use_state(Form::default), use_state(|| None::<Field>));
    let submit = {
        let (form, wrong, node, act) = (form.clone(), wrong.clone(), props.node.clone(), props.act.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let command = form.command(&node);
            wrong.set(command.as_ref().err().copied());
            if let Ok(command) = command {
                act.emit(Action::Do(command));
            }
        })
    };
    let field = |field: Field| {
        let type_in = {
            let form = form.clone();
            Callback::from(move |event: InputEvent| {
                let text = event.target_unchecked_into::<InputField>().value();
                form.set((*form).clone().with(field, &text));
            })
        };
        let is_wrong = *wrong == Some(field);
        html! {
            <label key={field.name()} class="fate-field"><span>{ name(field, language) }</span>
                <input type="text" data-field={field.name()} autocomplete="off" spellcheck="false" value={form.text(field).to_string()}
                    aria-invalid={is_wrong.to_string()} aria-describedby={is_wrong.then_some("foreign-wrong")} oninput={type_in} />
            </label>
        }
    };
    html! {
        <form class="fate-form" data-form="foreign" onsubmit={submit}>
            <p class="fate-says">{ texts::others_says(language) }</p>
            { for Field::ALL.into_iter().map(field) }
            <p id="foreign-wrong" class="fate-wrong" role="alert">{ wrong.map(|field| complaint(field, language)) }</p>
            <button type="submit" class="button" data-action="run-pods">{ texts::run_here(language) }</button>
        </form>
    }
}

fn name(field: Field, language: Language) -> &'static str {
    match field {
        Field::Cpu => texts::cpu(language),
        Field::Memory => texts::memory_request(language),
        Field::HostPorts => texts::host_ports(language),
        Field::Priority => texts::priority(language),
        Field::Replicas => texts::replicas(language),
    }
}

fn complaint(field: Field, language: Language) -> String {
    let name = name(field, language);
    match field {
        Field::Cpu | Field::Memory => texts::not_a_quantity(language, &name),
        Field::HostPorts | Field::Priority | Field::Replicas => texts::not_a_number(language, &name),
    }
}
