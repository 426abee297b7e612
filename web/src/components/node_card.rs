//! A node: who it is, what runs on it, what it says about itself.

use super::{Act, Icon, IconName, LabelChips, PodChip, TaintChips, send, use_language};
use crate::state::{Action, Choice};
use crate::texts::board as texts;
use crate::view::board::{Acted, Shown};
use crate::view::node::{Health, NodeView};
use everynode_core::language::Language;
use everynode_core::sim::Command;
use yew::prelude::*;

/// Props of [`NodeCard`].
#[derive(Properties, PartialEq)]
pub struct NodeCardProps {
    /// The node.
    pub shown: Shown,
    /// It can be marked.
    pub is_marking: bool,
    /// Where actions go.
    pub act: Act,
}

/// A node as a card.
#[component]
pub fn NodeCard(props: &NodeCardProps) -> Html {
    let language = use_language();
    let (shown, node) = (&props.shown, &props.shown.node);
    let class = classes!(
        "node",
        (!node.is_eligible).then_some("is-away"),
        shown.is_chosen.then_some("is-chosen"),
        shown.is_counted.then_some("is-counted"),
        shown.acted.map(|_| "is-acting"),
        shown.is_marked.then_some("is-marked"),
    );
    html! {
        <article class={class} data-node={node.name.to_string()} data-eligible={node.is_eligible.to_string()}
            data-ready={node.health.name()} data-cordoned={node.is_cordoned.to_string()} data-acted={shown.acted.map(Acted::name)}>
            { head(props, language) }
            <div class="slot">
                { for node.pods.iter().map(|pod| html! { <PodChip key={pod.key.1.to_string()} pod={pod.clone()} act={props.act.clone()} /> }) }
                if let Some(reason) = &node.reason {
                    <span class="reason" title={reason.clone()}>{ reason }</span>
                }
            </div>
            <LabelChips node={node.clone()} act={props.act.clone()} />
            if !node.taints.is_empty() {
                <TaintChips node={node.clone()} act={props.act.clone()} />
            }
            if let Some(capacity) = &node.capacity {
                <div class="capacity" title={capacity.words.clone()}>
                    if capacity.percent > 0 {
                        <svg class="capacity-bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
                            <rect class="capacity-all" width="100" height="4" rx="2" />
                            <rect class={classes!("capacity-used", (capacity.percent >= 90).then_some("is-full"))} width={capacity.percent.min(100).to_string()} height="4" rx="2" />
                        </svg>
                    }
                    <span class="capacity-words">{ &capacity.short }</span>
                </div>
            }
        </article>
    }
}

fn head(props: &NodeCardProps, language: Language) -> Html {
    let node: &NodeView = &props.shown.node;
    let is_chosen = props.shown.is_chosen;
    let name = node.name.clone();
    let choice = if is_chosen {
        Choice::Nothing
    } else {
        Choice::Node(name.clone())
    };
    let cordon = {
        let (name, is_cordoned) = (name.clone(), node.is_cordoned);
        send(&props.act, move || {
            let node = name.clone();
            Action::Do(if is_cordoned {
                Command::Uncordon { node }
            } else {
                Command::Cordon { node }
            })
        })
    };
    let title = if node.is_cordoned {
        texts::uncordon(language, &name)
    } else {
        texts::cordon(language, &name)
    };
    html! {
        <header class="node-head">
            if props.is_marking {
                <input type="checkbox" class="mark" data-mark={name.to_string()} checked={props.shown.is_marked} aria-label={texts::mark_node(language, &name)} />
            }
            <button type="button" class="node-name" aria-pressed={is_chosen.to_string()} title={texts::why_node(language, &name)}
                onclick={send(&props.act, move || Action::Choose(choice.clone()))}>
                <span class="dot" data-health={node.health.name()} title={node.health.words()}></span>
                <span class="node-name-text">{ name.to_string() }</span>
            </button>
            if node.is_cordoned {
                <span class="badge">{ texts::cordoned(language) }</span>
            }
            if node.health != Health::Ready {
                <span class="badge is-bad">{ node.health.words() }</span>
            }
            <button type="button" class="icon-button is-small" data-cordon="" aria-pressed={node.is_cordoned.to_string()} title={title.clone()} aria-label={title} onclick={cordon}>
                <Icon name={IconName::Cordon} />
            </button>
        </header>
    }
}
