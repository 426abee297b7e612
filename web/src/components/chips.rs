//! Label and taint chips of a node.

use super::{Act, Icon, IconName, send, use_language};
use crate::state::{Action, text};
use crate::texts::board as texts;
use crate::view::node::{LabelView, NodeView, TaintView};
use everynode_core::language::Language;
use everynode_core::objects::TaintEffect;
use everynode_core::sim::Command;
use std::rc::Rc;
use std::sync::Arc;
use wasm_bindgen::JsCast;
use yew::prelude::*;

/// Props of [`LabelChips`] and [`TaintChips`].
#[derive(Properties, PartialEq)]
pub struct ChipsProps {
    /// The node.
    pub node: Rc<NodeView>,
    /// Where actions go.
    pub act: Act,
}

/// The labels: press one to take it away, press it again to put it back.
#[component]
pub fn LabelChips(props: &ChipsProps) -> Html {
    let language = use_language();
    let is_open = use_state(|| false);
    let node = &props.node;
    let shown = if *is_open { node.labels.len() } else { node.labels_shown };
    let hidden = node.labels.len() - shown;
    let toggle = {
        let is_open = is_open.clone();
        Callback::from(move |_: MouseEvent| is_open.set(!*is_open))
    };
    html! {
        <div class="chips" role="group" aria-label={texts::labels_of(language, &node.name)}>
            { for node.labels.iter().take(shown).map(|label| label_chip(&node.name, label, &props.act, language)) }
            if hidden > 0 {
                <button type="button" class="chip-more" title={texts::show_common_labels(language)} onclick={toggle}>{ if shown == 0 { texts::more_labels(language, hidden) } else { format!("+{hidden}") } }</button>
            }
        </div>
    }
}

fn label_chip(node: &Arc<str>, label: &LabelView, act: &Act, language: Language) -> Html {
    let text = if label.value.is_empty() {
        label.key.to_string()
    } else {
        format!("{}={}", label.key, label.value)
    };
    let title = if label.is_present {
        texts::remove_label(language, &text)
    } else {
        texts::restore_label(language, &text)
    };
    let (node, key) = (node.clone(), label.key.clone());
    html! {
        <button key={label.key.to_string()} type="button" class={classes!("chip", "is-label", label.is_wanted.then_some("is-wanted"))}
            data-label={label.key.to_string()} aria-pressed={label.is_present.to_string()} title={title}
            onclick={send(act, move || Action::ToggleLabel { node: node.clone(), key: key.clone() })}>
            <span class="chip-key">{ label.key.to_string() }</span>
            if !label.value.is_empty() {
                <span class="chip-value">{ label.value.to_string() }</span>
            }
        </button>
    }
}

/// The taints, each with a way to take it off.
#[component]
pub fn TaintChips(props: &ChipsProps) -> Html {
    let language = use_language();
    html! {
        <div class="chips" role="group" aria-label={texts::taints_of(language, &props.node.name)}>
            { for props.node.taints.iter().map(|taint| taint_chip(&props.node.name, taint, &props.act, language)) }
        </div>
    }
}

fn taint_chip(node: &Arc<str>, taint: &TaintView, act: &Act, language: Language) -> Html {
    let effect = taint.effect;
    let (node, key) = (node.clone(), taint.key.clone());
    let title = texts::remove_taint(language, &taint.text);
    html! {
        <button key={taint.text.clone()} type="button" class={classes!("chip", "is-taint", (effect == TaintEffect::NoExecute).then_some("evicts"))}
            data-taint={taint.key.to_string()} data-effect={effect.name()} title={title.clone()} aria-label={title}
            onclick={send(act, move || Action::Do(Command::RemoveTaint { node: node.clone(), key: key.clone(), effect }))}>
            <span class="chip-key">{ &taint.text }</span><Icon name={IconName::Close} />
        </button>
    }
}

/// Props of [`AddChip`].
#[derive(Properties, PartialEq)]
pub struct AddChipProps {
    /// The node.
    pub node: Arc<str>,
    /// Where actions go.
    pub act: Act,
}

/// A field for a label (`key=value`) or a taint (`key=value:Effect`), as for kubectl.
#[component]
pub fn AddChip(props: &AddChipProps) -> Html {
    let language = use_language();
    let is_wrong = use_state(|| false);
    let submit = {
        let (node, act, is_wrong) = (props.node.clone(), props.act.clone(), is_wrong.clone());
        Callback::from(move |event: KeyboardEvent| {
            if event.key() != "Enter" {
                return;
            }
            let Some(field) = event
                .target()
                .and_then(|target| target.dyn_into::<crate::platform::page::InputField>().ok())
            else {
                return;
            };
            let command = command(&node, &field.value());
            is_wrong.set(command.is_none());
            if let Some(command) = command {
                field.set_value("");
                act.emit(Action::Do(command));
            }
        })
    };
    html! {
        <input class="add-chip" type="text" placeholder={texts::add_chip_example(language)} spellcheck="false" autocomplete="off"
            data-add={props.node.to_string()} aria-label={texts::add_chip(language, &props.node)}
            aria-invalid={is_wrong.to_string()} onkeydown={submit} />
    }
}

fn command(node: &Arc<str>, text: &str) -> Option<Command> {
    if let Some(taint) = text::parse_taint(text) {
        return Some(Command::SetTaint {
            node: node.clone(),
            taint,
        });
    }
    let (key, value) = text::parse_label(text)?;
    Some(Command::SetLabel {
        node: node.clone(),
        key: key.into(),
        value: value.into(),
    })
}
