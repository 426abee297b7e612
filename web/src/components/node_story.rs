//! Why a node has a pod or not, and what can be done to it.

use super::fates::NodeFates;
use super::inspector::head;
use super::{Act, AddChip, LabelChips, NodeFacts, TaintChips, WhyChain};
use crate::texts::inspector as texts;
use crate::view::deciding::Deciding;
use crate::view::inspector::NodeStory;
use everynode_core::language::Language;
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
            <NodeFates key={story.name.to_string()} fates={story.fates.clone()} act={act.clone()} />
        </>
    }
}
