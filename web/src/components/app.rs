//! The page: state at the top, panels below.

use super::{BoardView, Editors, Header, InspectorPanel, StatusLine, TransportBar, hooks, send};
use crate::platform::{page, settings};
use crate::state::{Action, App as State, Choice, Notice, Tab, Theme};
use crate::texts::page as texts;
use crate::view;
use everynode_core::language::Language;
use everynode_core::scenario::{from_link, to_link};
use yew::prelude::*;

/// The page.
#[component]
pub fn App() -> Html {
    let state = use_reducer_eq(|| {
        let theme = settings::remembered("everynode.theme").and_then(|name| Theme::named(&name));
        let language = settings::remembered("everynode.language").and_then(|tag| Language::tagged(&tag));
        let linked = from_link(&page::fragment()).and_then(Result::ok);
        State::new(theme.unwrap_or_default(), linked.as_ref())
            .in_language(language.unwrap_or_else(page::preferred_language))
    });
    let act = {
        let dispatcher = state.dispatcher();
        use_callback((), move |action: Action, ()| dispatcher.dispatch(action))
    };
    hooks::use_playback(&state, &act);
    hooks::use_theme(&state);
    hooks::use_language_of_page(&state);
    hooks::use_shortcuts(&state, &act);
    use_effect_with((), |()| page::mark_ready());

    let share = {
        let (state, act) = (state.clone(), act.clone());
        Callback::from(move |()| match to_link(&state.scenario()) {
            Ok(link) => {
                page::set_fragment(&link);
                page::copy(&format!("{}#{link}", page::address()));
                act.emit(Action::Say(Notice::LinkCopied));
            }
            Err(finding) => act.emit(Action::Say(Notice::Refused(finding.message.into()))),
        })
    };
    let drawn = view::view(&state);
    let language = state.language;
    let caption = state
        .example
        .map_or("", |example| view::example::words(example.id, language).1);
    let tab_name = match state.tab {
        Tab::Edit => "edit",
        Tab::Cluster => "cluster",
        Tab::Inspect => "inspect",
    };
    html! {
        <ContextProvider<Language> context={language}>
        <div class="page" data-tab={tab_name} data-choosing={(state.choice != Choice::Nothing).to_string()}>
            <Header example={state.example.map(|example| example.id)} theme={state.theme} act={act.clone()} />
            <StatusLine status={drawn.status} act={act.clone()} />
            <nav class="tabs" aria-label={texts::panels(language)}>
                { tab(&act, state.tab, Tab::Edit, texts::tab_edit(language)) }
                { tab(&act, state.tab, Tab::Cluster, texts::tab_cluster(language)) }
                { tab(&act, state.tab, Tab::Inspect, texts::tab_inspect(language)) }
            </nav>
            <main class="panels">
                <Editors manifest={state.manifest.clone()} nodes={state.nodes.clone()} decided={view::inspector::decided(&state)} act={act.clone()} />
                <BoardView board={drawn.board} actors={drawn.actors} {caption} act={act.clone()} />
                <InspectorPanel inspector={drawn.inspector} act={act.clone()} />
            </main>
            <TransportBar {share} transport={drawn.transport} said={drawn.said.clone()} speed={state.speed} act={act.clone()} />
            <p class="for-ears" aria-live="polite">{ drawn.said }</p>
        </div>
        </ContextProvider<Language>>
    }
}

fn tab(act: &super::Act, shown: Tab, tab: Tab, name: &'static str) -> Html {
    let is_shown = (shown == tab).to_string();
    html! {
        <button class="tab" type="button" aria-pressed={is_shown} onclick={send(act, move || Action::ShowTab(tab))}>{ name }</button>
    }
}
