//! An edit of the text that mends a finding: its lines are shown first, then it is made.

use super::use_language;
use crate::texts::editors as texts;
use crate::view::findings::FixView;
use std::rc::Rc;
use yew::prelude::*;

/// Props of [`FixOffer`].
#[derive(Properties, PartialEq)]
pub(super) struct FixOfferProps {
    /// The edit.
    pub(super) fix: FixView,
    /// Puts the mended text in the place of the present one.
    pub(super) mend: Callback<Rc<str>>,
}

/// A fold with the lines that change and a button that changes them.
#[component]
pub(super) fn FixOffer(props: &FixOfferProps) -> Html {
    let language = use_language();
    let FixView { title, lines, text } = &props.fix;
    let onclick = {
        let (mend, text) = (props.mend.clone(), text.clone());
        Callback::from(move |_: MouseEvent| mend.emit(text.clone()))
    };
    html! {
        <details class="fix" data-fix="">
            <summary class="fix-title">{ title }</summary>
            <pre class="fix-lines" tabindex="0" aria-label={texts::changed_lines(language)}>
                { for lines.iter().map(|line| html! {
                    <span class={if line.is_added { "is-added" } else { "is-removed" }}>{ format!("{} {}\n", if line.is_added { '+' } else { '−' }, line.text) }</span>
                }) }
            </pre>
            <button type="button" class="button" data-action="fix" {onclick}>{ texts::make_edit(language) }</button>
        </details>
    }
}
