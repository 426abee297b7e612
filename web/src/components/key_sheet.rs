//! The sheet that lists every shortcut.

use super::{Icon, IconName, use_dialog, use_language};
use crate::texts::keys as texts;
use everynode_core::language::Language;
use yew::prelude::*;

type Says = fn(Language) -> &'static str;

/// Keys, the ways to press them apart, and what they do.
type Entry = (&'static [&'static str], Says);

const SHEET: [(Says, &[Entry]); 4] = [
    (
        texts::anywhere,
        &[
            (&["Space"], texts::play),
            (&["←", "→"], texts::step),
            (&["."], texts::skip),
            (&[">"], texts::settle),
            (&["Ctrl+Z"], texts::undo),
            (&["Ctrl+Shift+Z"], texts::redo),
            (&["/"], texts::console),
            (&["Esc"], texts::close_inspector),
            (&["?"], texts::sheet),
        ],
    ),
    (
        texts::on_console,
        &[
            (&["Tab"], texts::complete),
            (&["↑", "↓"], texts::choose),
            (&["Enter"], texts::enter),
            (&["Esc"], texts::hide),
            (&["Ctrl+C"], texts::interrupt),
            (&["Ctrl+L"], texts::clear),
        ],
    ),
    (
        texts::in_editor,
        &[
            (&["Tab"], texts::indent),
            (&["F8"], texts::next_finding),
            (&["Ctrl+Shift+[", "Ctrl+Shift+]"], texts::fold),
        ],
    ),
    (texts::in_edit, &[(&["Ctrl+S"], texts::save), (&["Esc"], texts::cancel)]),
];

/// Props of [`KeySheet`].
#[derive(Properties, PartialEq)]
pub struct KeySheetProps {
    /// The person has closed it.
    pub closed: Callback<()>,
}

/// The sheet, a dialog.
#[component]
pub fn KeySheet(props: &KeySheetProps) -> Html {
    let language = use_language();
    let (element, close) = use_dialog(props.closed.clone());
    html! {
        <dialog class="keep sheet" aria-labelledby="keys-heading" data-keys="" ref={element}>
            <header class="keep-head">
                <h2 id="keys-heading">{ texts::title(language) }</h2>
                <button type="button" class="icon-button" data-action="close-keys" title={texts::close(language)} aria-label={texts::close(language)} onclick={close.reform(|_: MouseEvent| ())}><Icon name={IconName::Close} /></button>
            </header>
            <p class="keep-says">{ texts::says(language) }</p>
            <div class="sheet-parts">
                { for SHEET.iter().enumerate().map(|(index, (title, entries))| html! {
                    <section key={index} class="keep-part">
                        <h3>{ title(language) }</h3>
                        <dl class="keys">{ for entries.iter().map(|entry| shortcut(entry, language)) }</dl>
                    </section>
                }) }
            </div>
        </dialog>
    }
}

fn shortcut((keys, says): &Entry, language: Language) -> Html {
    html! {
        <>
            <dt>{ for keys.iter().map(|key| html! { <kbd>{ *key }</kbd> }) }</dt>
            <dd>{ says(language) }</dd>
        </>
    }
}
