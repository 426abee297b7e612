//! One entry of the console: a command, what it printed, and ways to take both along.

use super::{Icon, IconName, use_language};
use crate::platform::page;
use crate::texts::console as texts;
use crate::view::console::{Shown, ShownKind};
use yew::prelude::*;

/// Props of [`ConsoleEntry`].
#[derive(Properties, PartialEq)]
pub(crate) struct ConsoleEntryProps {
    /// What it shows.
    pub(crate) entry: Shown,
    /// Who says that something was copied.
    pub(crate) tell: Callback<&'static str>,
}

/// A command with its output, or the line that does what was done on the board, or says it.
#[component]
pub(crate) fn ConsoleEntry(props: &ConsoleEntryProps) -> Html {
    let language = use_language();
    let entry = &props.entry;
    if entry.kind == ShownKind::Remark {
        // With its sign in the text: who copies the line copies no command.
        return html! { <p class="console-command is-equivalent">{ format!("# {}", entry.command) }</p> };
    }
    let command = {
        let (command, tell) = (entry.command.clone(), props.tell.clone());
        Callback::from(move |_: MouseEvent| {
            page::copy(&command);
            tell.emit(texts::command_copied(language));
        })
    };
    let output = {
        let (printed, tell) = (entry.printed.clone(), props.tell.clone());
        Callback::from(move |_: MouseEvent| {
            page::copy(&printed.iter().map(|printed| printed.text.as_str()).collect::<String>());
            tell.emit(texts::output_copied(language));
        })
    };
    let copy = |id: &'static str, name: String, press: Callback<MouseEvent>| {
        html! {
            <button type="button" class="icon-button is-small console-copy" data-console={id} title={name.clone()} aria-label={name} onclick={press}><Icon name={IconName::Copy} /></button>
        }
    };
    let copy_command = copy("copy-command", texts::copy_command(language, &entry.command), command);
    if entry.kind == ShownKind::Equivalent {
        return html! {
            <p class="console-command is-equivalent">
                <span class="console-prompt" aria-hidden="true">{ "#" }</span>
                <span>{ &entry.command }</span>
                { copy_command }
                <span class="console-why">{ texts::same_as(language) }</span>
            </p>
        };
    }
    html! {
        <div class="console-entry" data-exit={entry.failed.unwrap_or_default().to_string()}>
            <p class="console-command">
                <span class="console-prompt" aria-hidden="true">{ "$" }</span>
                <span>{ &entry.command }</span>
                { copy_command }
            </p>
            if !entry.printed.is_empty() {
                <div class="console-printed">
                    <pre class="console-text">
                        { for entry.printed.iter().map(|printed| html! {
                            <span class={classes!(printed.is_error.then_some("is-error"))}>{ &printed.text }</span>
                        }) }
                    </pre>
                    { copy("copy-output", texts::copy_output(language, &entry.command), output) }
                </div>
            }
        </div>
    }
}
