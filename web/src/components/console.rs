//! The console: a line for kubectl commands, and above it what they print.

use super::console_entry::ConsoleEntry;
use super::console_line::ConsoleLine;
use super::{Act, Icon, IconName, send, use_language};
use crate::platform::page;
use crate::state::Action;
use crate::state::console::ConsoleAct;
use crate::texts::console as texts;
use crate::view::console::{Console, ShownKind};
use yew::prelude::*;

/// Props of [`ConsoleDock`].
#[derive(Properties, PartialEq)]
pub struct ConsoleDockProps {
    /// What it shows.
    pub console: Console,
    /// Where actions go.
    pub act: Act,
}

/// The console, docked above the transport.
#[component]
pub fn ConsoleDock(props: &ConsoleDockProps) -> Html {
    let language = use_language();
    let (console, act) = (&props.console, &props.act);
    let output = use_node_ref();
    {
        let output = output.clone();
        use_effect_with(console.entries.clone(), move |_| page::scroll_to_end(&output));
    }
    let told = use_state(|| AttrValue::from(""));
    let tell = {
        let told = told.clone();
        use_callback((), move |words: &'static str, ()| told.set(words.into()))
    };
    let (toggle_title, toggle_icon) = if console.is_open {
        (texts::close(language), IconName::Down)
    } else {
        (texts::open(language), IconName::Up)
    };
    let is_open = console.is_open;
    html! {
        <section class="console" aria-label={texts::title(language)} data-open={is_open.to_string()}>
            <div class="console-output" data-console="output" role="log" aria-label={texts::output(language)} tabindex="0" hidden={!is_open} ref={output}>
                { for console.entries.iter().map(|entry| html! {
                    <ConsoleEntry key={entry.number} entry={entry.clone()} tell={tell.clone()} />
                }) }
                if console.waits_for_time {
                    <p class="console-note">{ texts::waits_for_time(language) }</p>
                }
            </div>
            <div class="console-foot">
                <ConsoleLine history={console.history.clone()} offer={console.offer.clone()} is_busy={console.is_busy} act={act.clone()} />
                if let Some(last) = console.entries.last().filter(|entry| entry.kind != ShownKind::Entered && !is_open) {
                    <code class="console-last" title={(last.kind == ShownKind::Equivalent).then(|| texts::same_as(language))}>{ format!("# {}", last.command) }</code>
                }
                if console.is_busy {
                    <button type="button" class="console-button" data-console="interrupt" onclick={send(act, || Action::Console(ConsoleAct::Interrupt))}>{ texts::interrupt(language) }</button>
                }
                if is_open && !console.entries.is_empty() {
                    <button type="button" class="console-button" data-console="clear" onclick={send(act, || Action::Console(ConsoleAct::Clear))}>{ texts::clear(language) }</button>
                }
                <button type="button" class="icon-button" data-console="toggle" title={toggle_title} aria-label={toggle_title} aria-expanded={is_open.to_string()}
                    onclick={send(act, move || Action::Console(ConsoleAct::Open(!is_open)))}>
                    <Icon name={toggle_icon} />
                </button>
            </div>
            <p class="for-ears" role="status">{ &*told }</p>
        </section>
    }
}
