//! The console: a line for kubectl commands, and above it what they print.

use super::{Act, Icon, IconName, send, use_language};
use crate::platform::page::{self, InputField};
use crate::state::Action;
use crate::texts::console as texts;
use crate::view::console::{Console, Shown};
use everynode_core::language::Language;
use std::rc::Rc;
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
        use_effect_with(console.clone(), move |_| page::scroll_to_end(&output));
    }
    let (line, history) = (use_state(String::new), use_state(|| None::<usize>));
    let submit = {
        let (line, history, act) = (line.clone(), history.clone(), act.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if !line.trim().is_empty() {
                act.emit(Action::Kubectl(line.as_str().into()));
            }
            line.set(String::new());
            history.set(None);
        })
    };
    let type_in = {
        let (line, history) = (line.clone(), history.clone());
        Callback::from(move |event: InputEvent| {
            line.set(event.target_unchecked_into::<InputField>().value());
            history.set(None);
        })
    };
    let on_key = on_key(props, &line, &history);
    let (toggle_title, toggle_icon) = if console.is_open {
        (texts::close(language), IconName::Down)
    } else {
        (texts::open(language), IconName::Up)
    };
    let is_open = console.is_open;
    html! {
        <section class="console" aria-label={texts::title(language)} data-open={is_open.to_string()}>
            <div class="console-output" data-console="output" role="log" aria-label={texts::output(language)} tabindex="0" hidden={!is_open} ref={output}>
                { for console.entries.iter().map(|entry| shown(entry, language)) }
                if console.waits_for_time {
                    <p class="console-note">{ texts::waits_for_time(language) }</p>
                }
            </div>
            <form class="console-line" onsubmit={submit}>
                <span class="console-prompt" aria-hidden="true">{ "$" }</span>
                <input class="console-input" data-console="input" type="text" autocomplete="off" autocapitalize="off" spellcheck="false"
                    aria-label={texts::line(language)} placeholder={texts::example(language)} value={(*line).clone()} oninput={type_in} onkeydown={on_key} />
                if console.is_busy {
                    <button type="button" class="console-button" data-console="interrupt" onclick={send(act, || Action::InterruptKubectl)}>{ texts::interrupt(language) }</button>
                }
                if is_open && !console.entries.is_empty() {
                    <button type="button" class="console-button" data-console="clear" onclick={send(act, || Action::ClearConsole)}>{ texts::clear(language) }</button>
                }
                <button type="button" class="icon-button" data-console="toggle" title={toggle_title} aria-label={toggle_title} aria-expanded={is_open.to_string()}
                    onclick={send(act, move || Action::OpenConsole(!is_open))}>
                    <Icon name={toggle_icon} />
                </button>
            </form>
        </section>
    }
}

/// The arrows walk through what was entered; Ctrl-C interrupts, Ctrl-L clears, Escape hides the output.
fn on_key(
    props: &ConsoleDockProps,
    line: &UseStateHandle<String>,
    history: &UseStateHandle<Option<usize>>,
) -> Callback<KeyboardEvent> {
    let entered = props.console.entries.iter().filter(|entry| !entry.is_equivalent);
    let entered: Rc<[String]> = entered.map(|entry| entry.command.clone()).collect();
    let (act, line, history) = (props.act.clone(), line.clone(), history.clone());
    let is_busy = props.console.is_busy;
    Callback::from(move |event: KeyboardEvent| {
        let at = history.unwrap_or(entered.len());
        match event.key().as_str() {
            "ArrowUp" if at > 0 => {
                event.prevent_default();
                line.set(entered[at - 1].clone());
                history.set(Some(at - 1));
            }
            "ArrowDown" if at < entered.len() => {
                event.prevent_default();
                line.set(entered.get(at + 1).cloned().unwrap_or_default());
                history.set((at + 1 < entered.len()).then_some(at + 1));
            }
            "c" if event.ctrl_key() && is_busy => act.emit(Action::InterruptKubectl),
            "l" if event.ctrl_key() => {
                event.prevent_default();
                act.emit(Action::ClearConsole);
            }
            "Escape" => act.emit(Action::OpenConsole(false)),
            _ => {}
        }
    })
}

fn shown(entry: &Shown, language: Language) -> Html {
    if entry.is_equivalent {
        return html! {
            <p key={entry.number} class="console-command is-equivalent">
                <span class="console-prompt" aria-hidden="true">{ "#" }</span>
                <span>{ &entry.command }</span>
                <span class="console-why">{ texts::same_as(language) }</span>
            </p>
        };
    }
    html! {
        <div key={entry.number} class="console-entry" data-exit={entry.failed.unwrap_or_default().to_string()}>
            <p class="console-command">
                <span class="console-prompt" aria-hidden="true">{ "$" }</span>
                <span>{ &entry.command }</span>
            </p>
            if !entry.printed.is_empty() {
                <pre class="console-text">
                    { for entry.printed.iter().map(|printed| html! {
                        <span class={classes!(printed.is_error.then_some("is-error"))}>{ &printed.text }</span>
                    }) }
                </pre>
            }
        </div>
    }
}
