//! The page: state at the top, panels below.

use super::{BoardView, Editors, Header, InspectorPanel, StatusLine, TransportBar, hooks, send};
use crate::platform::{page, settings};
use crate::state::{Action, App as State, Choice, Tab, Theme, link};
use crate::view;
use yew::prelude::*;

/// The page.
#[component]
pub fn App() -> Html {
    let state = use_reducer_eq(|| {
        let theme = settings::remembered("everynode.theme").and_then(|name| Theme::named(&name));
        State::new(theme.unwrap_or_default(), link::decode(&page::fragment()))
    });
    let act = {
        let dispatcher = state.dispatcher();
        use_callback((), move |action: Action, ()| dispatcher.dispatch(action))
    };
    hooks::use_playback(&state, &act);
    hooks::use_theme(&state);
    hooks::use_shortcuts(&state, &act);
    use_effect_with((), |()| page::mark_ready());

    let drawn = view::view(&state);
    let tab_name = match state.tab {
        Tab::Edit => "edit",
        Tab::Cluster => "cluster",
        Tab::Inspect => "inspect",
    };
    html! {
        <div class="page" data-tab={tab_name} data-choosing={(state.choice != Choice::Nothing).to_string()}>
            <Header example={state.example.map(|example| example.id)} theme={state.theme} act={act.clone()} />
            <StatusLine status={drawn.status} act={act.clone()} />
            <nav class="tabs" aria-label="Panels">
                { tab(&act, state.tab, Tab::Edit, "Edit") }
                { tab(&act, state.tab, Tab::Cluster, "Cluster") }
                { tab(&act, state.tab, Tab::Inspect, "Inspect") }
            </nav>
            <main class="panels">
                <Editors manifest={state.manifest.clone()} nodes={state.nodes.clone()} decided={view::inspector::decided(&state)} act={act.clone()} />
                <BoardView board={drawn.board} actors={drawn.actors} caption={state.example.map_or("", |example| example.caption)} act={act.clone()} />
                <InspectorPanel inspector={drawn.inspector} act={act.clone()} />
            </main>
            <TransportBar link={link::encode(&state.linked())} transport={drawn.transport} said={drawn.said.clone()} speed={state.speed} act={act.clone()} />
            <p class="for-ears" aria-live="polite">{ drawn.said }</p>
        </div>
    }
}

fn tab(act: &super::Act, shown: Tab, tab: Tab, name: &'static str) -> Html {
    let is_shown = (shown == tab).to_string();
    html! {
        <button class="tab" type="button" aria-pressed={is_shown} onclick={send(act, move || Action::ShowTab(tab))}>{ name }</button>
    }
}
