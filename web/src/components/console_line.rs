//! The line of the console: a combobox. Tab asks for what could stand there, the arrows choose or bring back what was
//! entered before.

use super::{Act, use_language};
use crate::platform::page::{self, InputField};
use crate::state::Action;
use crate::state::console::ConsoleAct;
use crate::state::line::{Line, LineAct, Offer, Step};
use crate::texts::console as texts;
use everynode_core::kubectl::console::{Completion, CompletionKind};
use everynode_core::language::Language;
use std::rc::Rc;
use yew::prelude::*;

const LIST: &str = "console-candidates";

/// Props of [`ConsoleLine`].
#[derive(Properties, PartialEq)]
pub(crate) struct ConsoleLineProps {
    /// The lines that can be brought back.
    pub(crate) history: Rc<[Rc<str>]>,
    /// What could stand in the line, where that was asked.
    pub(crate) offer: Option<Rc<Offer>>,
    /// A command goes on.
    pub(crate) is_busy: bool,
    /// Where actions go.
    pub(crate) act: Act,
}

/// The line, with the list of candidates above it.
#[component]
pub(crate) fn ConsoleLine(props: &ConsoleLineProps) -> Html {
    let language = use_language();
    let line = use_reducer_eq(Line::default);
    let field = use_node_ref();
    {
        let line = line.dispatcher();
        use_effect_with(props.offer.clone(), move |offer| {
            if let Some(offer) = offer {
                line.dispatch(LineAct::Offered(offer.clone()));
            }
        });
    }
    {
        let field = field.clone();
        use_effect_with((line.text.clone(), line.caret), move |(_, caret)| {
            if let Some(caret) = caret {
                page::set_caret(&field, *caret);
            }
        });
    }
    use_effect_with(line.chosen, |chosen| {
        if let Some(index) = chosen {
            page::bring_into_sight(&option_id(*index));
        }
    });
    let submit = {
        let (line, act) = (line.clone(), props.act.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if !line.text.trim().is_empty() {
                act.emit(Action::Kubectl(line.text.clone()));
            }
            line.dispatch(LineAct::Entered);
        })
    };
    let type_in = {
        let line = line.dispatcher();
        Callback::from(move |event: InputEvent| {
            let field: InputField = event.target_unchecked_into();
            line.dispatch(LineAct::Typed(field.value().into(), page::caret(&field)));
        })
    };
    let close = {
        let line = line.clone();
        Callback::from(move |_: FocusEvent| {
            if !line.candidates().is_empty() {
                line.dispatch(LineAct::Close);
            }
        })
    };
    let candidates = line.candidates();
    let is_open = !candidates.is_empty();
    html! {
        <form class="console-line" onsubmit={submit}>
            <span class="console-prompt" aria-hidden="true">{ "$" }</span>
            <input class="console-input" data-console="input" type="text" autocomplete="off" autocapitalize="off" spellcheck="false" role="combobox"
                aria-autocomplete="list" aria-expanded={is_open.to_string()} aria-controls={LIST} aria-activedescendant={line.chosen.map(option_id)}
                aria-label={texts::line(language)} placeholder={texts::example(language)} value={line.text.to_string()}
                oninput={type_in} onkeydown={on_key(props, &line)} onblur={close} ref={field} />
            if let Some((place, count)) = line.found() {
                <span class="console-found">{ texts::found(language, count, place) }</span>
            }
            { list(&candidates, &line, language) }
            <p class="for-ears" role="status">{ said(&line, candidates.len(), language) }</p>
        </form>
    }
}

fn said(line: &UseReducerHandle<Line>, count: usize, language: Language) -> String {
    if count > 0 {
        return texts::candidates(language, count);
    }
    let has_none = !line.text.is_empty() && !line.can_complete();
    if has_none {
        texts::no_candidates(language).to_owned()
    } else {
        String::new()
    }
}

fn option_id(index: usize) -> String {
    format!("{LIST}-{index}")
}

fn list(candidates: &[&Completion], line: &UseReducerHandle<Line>, language: Language) -> Html {
    let option = |(index, candidate): (usize, &&Completion)| {
        let take = {
            let line = line.dispatcher();
            Callback::from(move |event: MouseEvent| {
                // The focus stays in the line.
                event.prevent_default();
                line.dispatch(LineAct::Take(index));
            })
        };
        html! {
            <li key={candidate.text.clone()} id={option_id(index)} class="candidate" role="option" aria-selected={(line.chosen == Some(index)).to_string()} onmousedown={take}>
                <span class="candidate-text">{ &candidate.text }</span>
                <span class="candidate-kind">{ kind(candidate.kind, language) }</span>
                <span class="candidate-about">{ &candidate.description }</span>
            </li>
        }
    };
    html! {
        <ul id={LIST} class="candidates" role="listbox" aria-label={texts::candidates_list(language)} hidden={candidates.is_empty()}>
            { for candidates.iter().enumerate().map(option) }
        </ul>
    }
}

fn kind(kind: CompletionKind, language: Language) -> &'static str {
    match kind {
        CompletionKind::Command => texts::kind_command(language),
        CompletionKind::Flag => texts::kind_flag(language),
        CompletionKind::Value => texts::kind_value(language),
        CompletionKind::Type => texts::kind_type(language),
        CompletionKind::Name => texts::kind_name(language),
        CompletionKind::Field => texts::kind_field(language),
    }
}

/// Tab completes or leaves, Enter takes or enters, Escape closes one thing after the other, the arrows choose or bring
/// back; Ctrl-C interrupts, Ctrl-L clears.
fn on_key(props: &ConsoleLineProps, line: &UseReducerHandle<Line>) -> Callback<KeyboardEvent> {
    let (act, history, line, is_busy) = (props.act.clone(), props.history.clone(), line.clone(), props.is_busy);
    Callback::from(move |event: KeyboardEvent| {
        let is_open = !line.candidates().is_empty();
        let has_modifier = event.ctrl_key() || event.meta_key() || event.alt_key();
        let step = match event.key().as_str() {
            "ArrowUp" => Some(Step::Back),
            "ArrowDown" => Some(Step::On),
            _ => None,
        };
        // While a word is being composed the keys belong to the input method.
        if event.is_composing() {
            return;
        }
        match (event.key().as_str(), step) {
            (_, Some(step)) if !has_modifier && is_open => line.dispatch(LineAct::Choose(step)),
            (_, Some(step)) if !has_modifier => line.dispatch(LineAct::Recall(step, history.clone())),
            ("Tab", _) if event.shift_key() || has_modifier => return,
            ("Tab", _) if is_open => line.dispatch(line.chosen.map_or(LineAct::Choose(Step::On), LineAct::Take)),
            ("Tab", _) if line.can_complete() => {
                let caret = page::input_of(&event).map_or(0, |field| page::caret(&field));
                act.emit(Action::Console(ConsoleAct::Complete(line.text.clone(), caret)));
            }
            ("Enter", _) if is_open && line.chosen.is_some() => {
                line.dispatch(LineAct::Take(line.chosen.unwrap_or_default()));
            }
            ("Escape", _) if is_open => line.dispatch(LineAct::Close),
            ("Escape", _) => act.emit(Action::Console(ConsoleAct::Open(false))),
            // With a selection Ctrl-C copies.
            ("c", _) if event.ctrl_key() && is_busy && !page::has_selection() => {
                act.emit(Action::Console(ConsoleAct::Interrupt));
            }
            ("l", _) if event.ctrl_key() => act.emit(Action::Console(ConsoleAct::Clear)),
            _ => return,
        }
        event.prevent_default();
    })
}
