//! How the board is looked at: which nodes, in which groups, as what; and whether nodes are being marked.

use super::{Act, BoardLegend, Icon, IconName, send, use_language};
use crate::platform::page::{self, InputField};
use crate::state::Action;
use crate::state::board::{Grouping, Layout, Look};
use crate::texts::board as texts;
use crate::view::board::Tools;
use everynode_core::language::Language;
use std::rc::Rc;
use yew::prelude::*;

/// Props of [`BoardTools`].
#[derive(Properties, PartialEq)]
pub struct BoardToolsProps {
    /// What is set, and what could be.
    pub tools: Rc<Tools>,
    /// What stands for a node.
    pub layout: Layout,
    /// Nodes are being marked.
    pub is_marking: bool,
    /// Where actions go.
    pub act: Act,
}

/// The controls of the board.
#[component]
pub fn BoardTools(props: &BoardToolsProps) -> Html {
    let language = use_language();
    let is_marking = props.is_marking;
    html! {
        <div class="board-tools" role="group" aria-label={texts::tools(language)}>
            { filter(props, language) }
            { grouping(props, language) }
            { layouts(props, language) }
            <button type="button" class="tool" data-action="mark" aria-pressed={is_marking.to_string()} title={texts::mark_title(language)}
                onclick={send(&props.act, move || Action::Look(Look::Marking(!is_marking)))}>
                <Icon name={IconName::Mark} />{ texts::mark(language) }
            </button>
            <BoardLegend layout={props.layout} />
            // Spoken when it changes: how many nodes there are now, or what was not understood.
            <p class="found" role="status" data-found="">{ &props.tools.found }</p>
            <p class="misunderstood" id="filter-misunderstood" role="status" data-misunderstood="">{ &props.tools.misunderstood }</p>
        </div>
    }
}

fn filter(props: &BoardToolsProps, language: Language) -> Html {
    let text = &props.tools.looks.filter;
    let write = props.act.reform(|event: InputEvent| {
        let field: InputField = event.target_unchecked_into();
        Action::Look(Look::Filter(field.value().into()))
    });
    let act = props.act.clone();
    let clear = send(&act, || Action::Look(Look::Filter("".into())));
    let leave = Callback::from(move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            event.stop_propagation();
            act.emit(Action::Look(Look::Filter("".into())));
        }
    });
    let is_wrong = !props.tools.misunderstood.is_empty();
    html! {
        <div class="filter">
            <Icon name={IconName::Search} />
            <input type="text" class="filter-field" data-filter="" value={text.to_string()} placeholder={texts::filter_example(language)}
                aria-label={texts::filter(language)} title={texts::filter_title(language)} spellcheck="false" autocomplete="off" autocapitalize="off"
                aria-invalid={is_wrong.then_some("true")} aria-describedby={is_wrong.then_some("filter-misunderstood")} oninput={write} onkeydown={leave} />
            if !text.is_empty() {
                <button type="button" class="icon-button is-small" data-action="clear-filter" title={texts::show_all(language)} aria-label={texts::show_all(language)} onclick={clear}>
                    <Icon name={IconName::Close} />
                </button>
            }
        </div>
    }
}

fn grouping(props: &BoardToolsProps, language: Language) -> Html {
    let present = props.tools.looks.grouping.name();
    let set = props
        .act
        .reform(|event: Event| Action::Look(Look::Group(Grouping::named(&page::selected(&event)))));
    html! {
        <select class={classes!("tool", "grouping", (!present.is_empty()).then_some("is-set"))} data-grouping="" aria-label={texts::grouping(language)} title={texts::grouping(language)} onchange={set}>
            <option value="" selected={present.is_empty()}>{ texts::no_groups(language) }</option>
            { for props.tools.groupings.iter().map(|(value, words)| html! {
                <option key={value.clone()} value={value.clone()} selected={*value == present}>{ words }</option>
            }) }
        </select>
    }
}

fn layouts(props: &BoardToolsProps, language: Language) -> Html {
    let chosen = props.tools.looks.layout;
    let words = |layout: Layout| match layout {
        Layout::Cards => (IconName::Cards, texts::cards(language)),
        Layout::Tiles => (IconName::Tiles, texts::tiles(language)),
        Layout::Heat => (IconName::Heat, texts::heat(language)),
    };
    let (_, suiting) = words(props.tools.suiting);
    let one = |layout: Layout| {
        let (icon, name) = words(layout);
        let is_shown = props.layout == layout;
        html! {
            <button key={layout.name()} type="button" class={classes!("segment", is_shown.then_some("is-shown"))} data-layout-choice={layout.name()} aria-pressed={(chosen == Some(layout)).to_string()}
                title={name} aria-label={name} onclick={send(&props.act, move || Action::Look(Look::Layout(Some(layout))))}>
                <Icon name={icon} />
            </button>
        }
    };
    html! {
        <div class="segments" role="group" aria-label={texts::layout(language)}>
            <button type="button" class="segment" data-layout-choice="auto" aria-pressed={chosen.is_none().to_string()} title={texts::suiting(language, &suiting)}
                onclick={send(&props.act, || Action::Look(Look::Layout(None)))}>{ texts::auto(language) }</button>
            { for Layout::ALL.into_iter().map(one) }
        </div>
    }
}
