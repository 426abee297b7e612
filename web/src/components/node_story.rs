//! Why a node has a pod or not, and what can be done to it.

use super::inspector::head;
use super::{Act, AddChip, LabelChips, NodeFacts, TaintChips, WhyChain, send};
use crate::state::Action;
use crate::texts::inspector as texts;
use crate::view::deciding::Deciding;
use crate::view::inspector::NodeStory;
use everynode_core::language::Language;
use everynode_core::objects::ConditionStatus;
use everynode_core::sim::{Command, NodeConditionKind};
use std::rc::Rc;
use yew::prelude::*;

/// The story of a node.
pub(crate) fn node_story(story: &NodeStory, deciding: &Rc<Deciding>, act: &Act, language: Language) -> Html {
    html! {
        <>
            { head(texts::kind_node(language), &story.name, act, language) }
            <div class="why" data-why={story.name.to_string()}>
                if let Some(why) = &story.why {
                    <WhyChain why={why.clone()} deciding={deciding.clone()} act={act.clone()} />
                } else {
                    <p class="why-summary">{ texts::no_daemon_set_yet(language) }</p>
                }
            </div>
            <NodeFacts facts={story.facts.clone()} act={act.clone()} />
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
