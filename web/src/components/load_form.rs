//! A text from an address: asked for under the head of its editor, and what went wrong said beside it.

use super::{Act, use_language};
use crate::platform::files;
use crate::platform::page::{self, InputField};
use crate::state::{Action, Document};
use crate::texts::editors as texts;
use everynode_core::language::Language;
use yew::prelude::*;

/// Props of [`LoadForm`].
#[derive(Properties, PartialEq)]
pub struct LoadFormProps {
    /// Which text.
    pub document: Document,
    /// It is there, or no longer wanted.
    pub done: Callback<()>,
    /// Where actions go.
    pub act: Act,
}

/// The field, its button, and the answer.
#[component]
pub fn LoadForm(props: &LoadFormProps) -> Html {
    let language = use_language();
    let (field, told) = (use_node_ref(), use_state(|| AttrValue::from("")));
    {
        let field = field.clone();
        use_effect_with((), move |()| page::focus_on(&field));
    }
    let load = {
        let (field, told, act, done, document) = (
            field.clone(),
            told.clone(),
            props.act.clone(),
            props.done.clone(),
            props.document,
        );
        Callback::from(move |()| {
            let Some(input) = field.cast::<InputField>() else {
                return;
            };
            told.set(texts::loading(language).into());
            let (told, act, done) = (told.clone(), act.clone(), done.clone());
            let loaded = move |result: Result<String, String>| match result {
                Ok(text) => {
                    act.emit(Action::Edit(document, text.into()));
                    done.emit(());
                }
                Err(reason) => told.set(words(&reason, language).into()),
            };
            files::fetch_text(input.value().trim(), Box::new(loaded));
        })
    };
    let onkeydown = {
        let (load, done) = (load.clone(), props.done.clone());
        Callback::from(move |event: KeyboardEvent| match event.key().as_str() {
            "Enter" => load.emit(()),
            "Escape" => done.emit(()),
            _ => {}
        })
    };
    let id = match props.document {
        Document::Manifest => "manifest",
        Document::Nodes => "nodes",
    };
    html! {
        <div class="load-form" role="group" aria-label={texts::load(language)}>
            <input ref={field} type="url" inputmode="url" data-load={id} placeholder={texts::load_example(language)} aria-label={texts::load_address(language)} autocomplete="off" spellcheck="false" {onkeydown} />
            <button type="button" class="button" data-action="load-now" onclick={load.reform(|_: MouseEvent| ())}>{ texts::load_now(language) }</button>
            <span class="load-told" role="status">{ (*told).clone() }</span>
        </div>
    }
}

/// What went wrong, in words.
fn words(reason: &str, language: Language) -> String {
    match reason {
        "address" => texts::not_an_address(language).to_owned(),
        "unreachable" | "" => texts::unreachable(language).to_owned(),
        "too-large" => texts::too_large(language).to_owned(),
        "page" => texts::is_a_page(language).to_owned(),
        answer => texts::server_answers(language, &answer),
    }
}
