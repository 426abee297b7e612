//! Why a node has a pod or not, and what can be done to it.

use super::inspector::head;
use super::{Act, AddChip, LabelChips, TaintChips, send};
use crate::state::Action;
use crate::texts::inspector as texts;
use crate::view::inspector::{NodeStory, outcome};
use crate::view::words;
use everynode_core::explain::Link;
use everynode_core::language::Language;
use everynode_core::objects::ConditionStatus;
use everynode_core::sim::{Command, NodeConditionKind};
use yew::prelude::*;

/// The story of a node.
pub(crate) fn node_story(story: &NodeStory, act: &Act, language: Language) -> Html {
    html! {
        <>
            { head(texts::kind_node(language), &story.name, act, language) }
            <div class="why" data-why={story.name.to_string()}>
                if let Some(why) = &story.why {
                    <p class="why-summary">{ &why.summary }</p>
                    <ol class="chain">{ for why.chain.iter().enumerate().map(|(index, link)| chain_link(index, link, language)) }</ol>
                    if !why.advice.is_empty() {
                        <h3 class="heading">{ texts::what_would_change_it(language) }</h3>
                        <ul class="advice">{ for why.advice.iter().map(|advice| html! { <li key={advice.clone()}><code>{ advice }</code></li> }) }</ul>
                    }
                } else {
                    <p class="why-summary">{ texts::no_daemon_set_yet(language) }</p>
                }
            </div>
            <h3 class="heading">{ texts::change_this_node(language) }</h3>
            if let Some(details) = &story.details {
                <LabelChips node={details.clone()} act={act.clone()} />
                if !details.taints.is_empty() {
                    <TaintChips node={details.clone()} act={act.clone()} />
                }
            }
            <AddChip node={story.name.clone()} act={act.clone()} />
            { node_buttons(story, act, language) }
        </>
    }
}

fn chain_link(index: usize, link: &Link, language: Language) -> Html {
    html! {
        // The chain is an order of decisions: the place is the identity.
        <li key={index} class="link" data-outcome={outcome(link.outcome)}>
            <span class="link-who">{ words::actor(link.actor, language) }</span>
            <span class="link-text">{ &link.text }</span>
            if let Some(path) = &link.path {
                <code class="link-path">{ path }</code>
            }
        </li>
    }
}

fn node_buttons(story: &NodeStory, act: &Act, language: Language) -> Html {
    let command = |title: &'static str, id: &'static str, command: Command| {
        html! { <button type="button" class="button" data-action={id} onclick={send(act, move || Action::Do(command.clone()))}>{ title }</button> }
    };
    let node = || story.name.clone();
    let ready = |status| Command::SetCondition {
        node: node(),
        condition: NodeConditionKind::Ready,
        status,
    };
    html! {
        <div class="button-row">
            { if story.is_cordoned { command(texts::uncordon(language), "uncordon", Command::Uncordon { node: node() }) } else { command(texts::cordon(language), "cordon", Command::Cordon { node: node() }) } }
            { if story.is_ready { command(texts::make_not_ready(language), "not-ready", ready(ConditionStatus::False)) } else { command(texts::make_ready(language), "ready", ready(ConditionStatus::True)) } }
            { if story.is_silent { command(texts::wake_kubelet(language), "resume-kubelet", Command::ResumeKubelet { node: node() }) } else { command(texts::silence_kubelet(language), "silence-kubelet", Command::SilenceKubelet { node: node() }) } }
            { command(texts::delete_node(language), "delete-node", Command::DeleteNode { name: node() }) }
        </div>
    }
}
