//! Says that kubectl made the cluster's DaemonSet another one than the text, and offers both ways out.

use super::{Act, send, use_language};
use crate::state::{Action, Document, Drift};
use crate::texts::console as texts;
use std::rc::Rc;
use yew::prelude::*;

/// Props of [`DriftNote`].
#[derive(Properties, PartialEq)]
pub struct DriftNoteProps {
    /// How the cluster differs.
    pub drift: Drift,
    /// The text.
    pub text: Rc<str>,
    /// Where actions go.
    pub act: Act,
}

/// The note; nothing where text and cluster agree.
#[component]
pub fn DriftNote(props: &DriftNoteProps) -> Html {
    let language = use_language();
    let what = match props.drift {
        Drift::Nothing => return html! {},
        Drift::Changed => texts::drifted(language),
        Drift::Missing => texts::missing(language),
    };
    let apply = {
        let (act, text) = (props.act.clone(), props.text.clone());
        Callback::from(move |_: MouseEvent| act.emit(Action::Edit(Document::Manifest, text.clone())))
    };
    html! {
        <div class="drift" data-drift="">
            <p>{ what }</p>
            if props.drift == Drift::Changed {
                <button type="button" class="button" onclick={send(&props.act, || Action::TakeStored)}>{ texts::take_stored(language) }</button>
            }
            <button type="button" class="button" onclick={apply}>{ texts::apply_text(language) }</button>
        </div>
    }
}
