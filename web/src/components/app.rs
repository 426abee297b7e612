//! The page: state at the top, panels below.

use super::keep_dialog::remembered_scrubbing;
use super::{
    BoardView, ConsoleDock, EditDialog, Editors, EmbedFrame, Header, InspectorPanel, KeepDialog, KeySheet, LessonPanel,
    StatusLine, Tour, TransportBar, hooks, keeping, learning, send, tour,
};
use crate::platform::{address, files, page, settings};
use crate::state::{Action, App as State, Choice, Notice, Tab, Theme};
use crate::texts::page as texts;
use crate::view;
use crate::view::deciding::Deciding;
use crate::view::keep::Link;
use everynode_core::language::Language;
use std::rc::Rc;
use yew::prelude::*;

/// The page.
#[component]
pub fn App() -> Html {
    let is_embedded = *use_memo((), |()| address::parameter("embed").is_some());
    let is_first_visit = *use_memo((), |()| !is_embedded && tour::is_first_visit());
    let state = use_reducer_eq(|| {
        let theme = settings::remembered("everynode.theme").and_then(|name| Theme::named(&name));
        let language = settings::remembered("everynode.language").and_then(|tag| Language::tagged(&tag));
        let language = language.unwrap_or_else(page::preferred_language);
        let app = keeping::opening(theme.unwrap_or_default(), language, is_embedded);
        if is_embedded { app } else { learning::opening(app) }
    });
    let act = {
        let dispatcher = state.dispatcher();
        use_callback((), move |action: Action, ()| dispatcher.dispatch(action))
    };
    hooks::use_playback(&state, &act);
    hooks::use_theme(&state);
    hooks::use_language_of_page(&state);
    let is_showing_keys = use_state(|| false);
    let show_keys = {
        let is_showing_keys = is_showing_keys.setter();
        use_callback((), move |is_shown: bool, ()| is_showing_keys.set(is_shown))
    };
    hooks::use_shortcuts(&state, &act, &show_keys.reform(|()| true));
    hooks::use_kept_focus();
    keeping::use_keeping(&state, is_embedded);
    keeping::use_links(&act);
    learning::use_learning(&state, &act);
    keeping::use_page_around(&act, is_embedded);
    keeping::use_loading(&state, &act);
    use_effect_with((), move |()| {
        page::mark_ready();
        if !is_embedded {
            files::stay_offline();
        }
    });

    let memo = use_mut_ref(view::Memo::default);
    let drawn = view::view_after(&state, &mut memo.borrow_mut());
    let deciding = use_memo(view::deciding::question(&state), |question| {
        view::deciding::deciding(&state, question.as_ref())
    });
    let language = state.language;
    let example = state.example.filter(|_| state.caption.is_empty());
    let caption = example.map_or_else(
        || AttrValue::from(state.caption.to_string()),
        |example| AttrValue::from((example.caption)(language)),
    );
    let page = if is_embedded {
        html! { <EmbedFrame app={(*state).clone()} {drawn} {caption} act={act.clone()} /> }
    } else {
        whole_page(
            &state,
            drawn,
            deciding,
            (&caption, is_first_visit),
            (&act, &show_keys.reform(|()| true)),
        )
    };
    html! {
        <ContextProvider<Language> context={language}>
            { page }
            if *is_showing_keys {
                <KeySheet closed={show_keys.reform(|()| false)} />
            }
        </ContextProvider<Language>>
    }
}

fn whole_page(
    state: &State,
    drawn: view::View,
    deciding: Rc<Deciding>,
    (caption, is_first_visit): (&AttrValue, bool),
    (act, show_keys): (&super::Act, &Callback<()>),
) -> Html {
    let language = state.language;
    let share = {
        let (state, act) = (state.clone(), act.clone());
        Callback::from(move |()| {
            // Whoever leaves something out takes the link from the dialog.
            let is_whole = !remembered_scrubbing().is_on;
            if let Link::Fits(link) = Link::to(&state)
                && is_whole
            {
                address::set_fragment(&link);
                page::copy(&format!("{}#{link}", address::base()));
                act.emit(Action::Say(Notice::LinkCopied));
            }
            act.emit(Action::Keep(true));
        })
    };
    let lesson = view::lessons::step(state);
    let tab_name = match state.tab {
        Tab::Edit => "edit",
        Tab::Cluster => "cluster",
        Tab::Inspect => "inspect",
    };
    html! {
        <div class="page" data-tab={tab_name} data-choosing={(state.choice != Choice::Nothing).to_string()} data-learning={lesson.is_some().to_string()}>
            <Header example={state.example.map(|example| example.id)} learning={state.learning.clone()} theme={state.theme} show_keys={show_keys.clone()} act={act.clone()} />
            <StatusLine status={drawn.status} act={act.clone()} />
            <nav class="tabs" aria-label={texts::panels(language)}>
                { tab(act, state.tab, Tab::Edit, texts::tab_edit(language)) }
                { tab(act, state.tab, Tab::Cluster, texts::tab_cluster(language)) }
                { tab(act, state.tab, Tab::Inspect, texts::tab_inspect(language)) }
            </nav>
            <main class="panels">
                <Editors manifest={state.manifest.clone()} nodes={state.nodes.clone()} drift={state.drift} deciding={deciding.clone()} place={state.inspecting.place} act={act.clone()} />
                <BoardView moment={(state.opened, drawn.transport.step)} is_moving={drawn.transport.is_playing} board={drawn.board} actors={drawn.actors} modes={view::modes::modes(state)} caption={caption.clone()} attempt={state.attempt()} act={act.clone()} />
                if let Some(step) = lesson {
                    <LessonPanel {step} act={act.clone()} />
                }
                <InspectorPanel inspector={drawn.inspector} {deciding} act={act.clone()} />
            </main>
            if is_first_visit && state.learning.position.is_none() {
                <Tour act={act.clone()} />
            }
            <ConsoleDock console={view::console::console(state)} act={act.clone()} />
            <TransportBar {share} transport={drawn.transport} said={drawn.said.clone()} speed={state.speed} act={act.clone()} />
            <p class="for-ears" aria-live="polite">{ drawn.said }</p>
            if let Some(editor) = view::console::editor(state) {
                <EditDialog {editor} act={act.clone()} />
            }
            if state.is_keeping {
                <KeepDialog app={state.clone()} caption={caption.clone()} act={act.clone()} />
            }
        </div>
    }
}

fn tab(act: &super::Act, shown: Tab, tab: Tab, name: &'static str) -> Html {
    let is_shown = (shown == tab).to_string();
    html! {
        <button class="tab" type="button" aria-pressed={is_shown} onclick={send(act, move || Action::ShowTab(tab))}>{ name }</button>
    }
}
