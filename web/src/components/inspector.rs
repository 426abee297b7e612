//! The panel beside the cluster.

use super::legend::legend;
use super::node_story::node_story;
use super::pod_story::pod_story;
use super::{Act, Icon, IconName, send, use_language};
use crate::state::{Action, Choice};
use crate::texts::inspector as texts;
use crate::view::deciding::Deciding;
use crate::view::inspector::Inspector;
use everynode_core::language::Language;
use std::rc::Rc;
use std::sync::Arc;
use yew::prelude::*;

/// Props of [`InspectorPanel`].
#[derive(Properties, PartialEq)]
pub struct InspectorPanelProps {
    /// What it shows.
    pub inspector: Inspector,
    /// What decided about the chosen node.
    pub deciding: Rc<Deciding>,
    /// Where actions go.
    pub act: Act,
}

/// The panel.
#[component]
pub fn InspectorPanel(props: &InspectorPanelProps) -> Html {
    let (act, language) = (&props.act, use_language());
    html! {
        <aside class="panel inspector" aria-label={texts::inspector(language)}>
            { match &props.inspector {
                Inspector::Legend { revisions, refusals } => legend(revisions, refusals, act, language),
                Inspector::Node(story) => node_story(story, &props.deciding, act, language),
                Inspector::Pod(story) => pod_story(story, act, language),
                Inspector::Nodes { heading, meaning, nodes } => numbered(heading, meaning, nodes, act, language),
            } }
        </aside>
    }
}

fn numbered(heading: &str, meaning: &str, nodes: &[(Arc<str>, Option<String>)], act: &Act, language: Language) -> Html {
    let choose = |name: &Arc<str>| {
        let name = name.clone();
        send(act, move || Action::Choose(Choice::Node(name.clone())))
    };
    html! {
        <>
            { head(texts::kind_number(language), heading, act, language) }
            <p class="prose">{ texts::it_counts(language, &meaning) }</p>
            if nodes.is_empty() {
                <p class="prose">{ texts::no_such_node(language) }</p>
            }
            <ul class="node-list">
                { for nodes.iter().take(500).map(|(name, words)| html! {
                    <li key={name.to_string()}>
                        <button type="button" class="quiet-button" onclick={choose(name)}>{ name.to_string() }</button>
                        if let Some(words) = words {
                            <p class="prose">{ words }</p>
                        }
                    </li>
                }) }
            </ul>
        </>
    }
}

/// What is shown, and the way out.
pub(crate) fn head(kind: &str, name: &str, act: &Act, language: Language) -> Html {
    html! {
        <header class="inspector-head">
            <span class="heading">{ kind }</span>
            <h2 class="inspector-title">{ name }</h2>
            <button type="button" class="icon-button is-small" title={texts::close(language)} aria-label={texts::close(language)} onclick={send(act, || Action::Choose(Choice::Nothing))}><Icon name={IconName::Close} /></button>
        </header>
    }
}
