//! The editor of `kubectl edit`: a dialog with the object's YAML, saved or given up.

use super::editors::phrases;
use super::{Act, Icon, IconName, use_dialog, use_language};
use crate::platform::editor::{Asks, TextEditor};
use crate::platform::page::InputField;
use crate::state::console::ConsoleAct;
use crate::state::{Action, Document};
use crate::texts::console as texts;
use crate::view::completion;
use crate::view::console::Editor;
use std::rc::Rc;
use yew::prelude::*;

/// Props of [`EditDialog`].
#[derive(Properties, PartialEq)]
pub struct EditDialogProps {
    /// What is edited.
    pub editor: Editor,
    /// Where actions go.
    pub act: Act,
}

/// The dialog. Escape gives up, Ctrl-S or Command-S saves.
#[component]
pub fn EditDialog(props: &EditDialogProps) -> Html {
    let language = use_language();
    let (dialog, give_up) = use_dialog(props.act.reform(|()| Action::Console(ConsoleAct::CancelEdit)));
    let give_up = give_up.reform(|_: MouseEvent| ());
    let place = use_node_ref();
    let text = use_mut_ref(|| props.editor.text.clone());
    let code = use_mut_ref(|| None::<TextEditor>);
    {
        let (place, text, code) = (place.clone(), text.clone(), code.clone());
        let redraw = use_force_update();
        use_effect_with((), move |()| {
            if let Some(parent) = place.cast() {
                let typed = text.clone();
                let keep = move |now: String| *typed.borrow_mut() = now;
                let asks = Asks {
                    on_change: keep,
                    propose: move |text: &str, at| completion::proposals(Document::Manifest, text, at, ("", language)),
                    note: move |text: &str, at| completion::note(Document::Manifest, text, at, language),
                };
                *code.borrow_mut() = TextEditor::create(&parent, &text.borrow(), true, true, asks);
                redraw.force_update();
            }
            move || drop(code.borrow_mut().take())
        });
    }
    {
        let (code, text) = (code.clone(), text.clone());
        use_effect_with((props.editor.text.clone(), language), move |(shown, language)| {
            text.borrow_mut().clone_from(shown);
            if let Some(code) = &*code.borrow() {
                code.set_words(texts::edited_object(*language), phrases(*language));
                code.set_text(shown);
                code.go_to(0, 0);
            }
        });
    }
    let save = {
        let (text, act) = (text.clone(), props.act.clone());
        Callback::from(move |()| {
            let text: Rc<str> = text.borrow().as_str().into();
            act.emit(Action::Console(ConsoleAct::SaveEdit(text)));
        })
    };
    let on_key = {
        let save = save.clone();
        Callback::from(move |event: KeyboardEvent| {
            if (event.ctrl_key() || event.meta_key()) && event.key() == "s" {
                event.prevent_default();
                save.emit(());
            }
        })
    };
    let type_in = {
        let text = text.clone();
        Callback::from(move |event: InputEvent| {
            *text.borrow_mut() = event.target_unchecked_into::<InputField>().value();
        })
    };
    let refused = &props.editor.refused;
    html! {
        <dialog class="keep edit" aria-labelledby="edit-heading" data-edit="" onkeydown={on_key} ref={dialog}>
            <header class="keep-head">
                <h2 id="edit-heading"><code>{ &props.editor.command }</code></h2>
                <button type="button" class="icon-button" data-action="close-edit" title={texts::cancel(language)} aria-label={texts::cancel(language)} onclick={give_up.clone()}><Icon name={IconName::Close} /></button>
            </header>
            <div class="edit-refused" role="alert" data-refused={(!refused.is_empty()).to_string()}>
                { for refused.iter().map(|reason| html! { <p>{ reason }</p> }) }
            </div>
            <div class="editor-text edit-text" data-editor="edit" ref={place}>
                if code.borrow().is_none() {
                    <textarea class="plain-editor" aria-label={texts::edited_object(language)} spellcheck="false" value={props.editor.text.clone()} oninput={type_in} />
                }
            </div>
            <footer class="edit-foot">
                <p class="keep-says">
                    <kbd>{ "Ctrl S" }</kbd>{ texts::save_key(language) }
                    <kbd>{ "Esc" }</kbd>{ texts::cancel_key(language) }
                </p>
                <button type="button" class="button" data-action="cancel-edit" onclick={give_up}>{ texts::cancel(language) }</button>
                <button type="button" class="button is-main" data-action="save-edit" onclick={save.reform(|_: MouseEvent| ())}>{ texts::save(language) }</button>
            </footer>
        </dialog>
    }
}
