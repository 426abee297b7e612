//! The panel beside the cluster.

use super::pod_chip::shape;
use super::{Act, AddChip, Icon, IconName, LabelChips, TaintChips, send};
use crate::state::{Action, Choice};
use crate::view::inspector::{Inspector, NodeStory, PodStory, decider, outcome};
use crate::view::pod::Shape;
use everynode_core::explain::Link;
use everynode_core::objects::ConditionStatus;
use everynode_core::sim::{Behavior, Command, NodeConditionKind};
use std::sync::Arc;
use yew::prelude::*;

/// Props of [`InspectorPanel`].
#[derive(Properties, PartialEq)]
pub struct InspectorPanelProps {
    /// What it shows.
    pub inspector: Inspector,
    /// Where actions go.
    pub act: Act,
}

/// The panel.
#[component]
pub fn InspectorPanel(props: &InspectorPanelProps) -> Html {
    let act = &props.act;
    html! {
        <aside class="panel inspector" aria-label="Inspector">
            { match &props.inspector {
                Inspector::Legend => legend(),
                Inspector::Node(story) => node(story, act),
                Inspector::Pod(story) => pod(story, act),
                Inspector::Nodes { heading, meaning, nodes } => numbered(heading, meaning, nodes, act),
            } }
        </aside>
    }
}

fn head(kind: &str, name: &str, act: &Act) -> Html {
    html! {
        <header class="inspector-head">
            <span class="heading">{ kind }</span>
            <h2 class="inspector-title">{ name }</h2>
            <button type="button" class="icon-button is-small" title="Close" aria-label="Close" onclick={send(act, || Action::Choose(Choice::Nothing))}><Icon name={IconName::Close} /></button>
        </header>
    }
}

fn legend() -> Html {
    html! {
        <>
            <header class="inspector-head"><h2 class="inspector-title">{ "How to read it" }</h2></header>
            <p class="prose">{ "The shape of a pod says its state, its colour and number say its revision." }</p>
            <ul class="legend">
                { for Shape::ALL.into_iter().map(|each| html! {
                    <li key={each.name()} data-shape={each.name()} data-colour="1">{ shape(each, Some(1)) }<span>{ each.words() }</span></li>
                }) }
            </ul>
            <p class="prose">{ "A dashed card is a node that the DaemonSet leaves out; it says why. Choose a node for the whole chain of reasons, a pod for its YAML, a number above for the nodes that it counts." }</p>
            <p class="prose">{ "Press a label to take it off the node, press it again to put it back." }</p>
            <dl class="keys">
                <dt><kbd>{ "Space" }</kbd></dt><dd>{ "play or pause" }</dd>
                <dt><kbd>{ "←" }</kbd><kbd>{ "→" }</kbd></dt><dd>{ "one step back or on" }</dd>
            </dl>
        </>
    }
}

fn node(story: &NodeStory, act: &Act) -> Html {
    html! {
        <>
            { head("Node", &story.name, act) }
            <div class="why" data-why={story.name.to_string()}>
                if let Some(why) = &story.why {
                    <p class="why-summary">{ &why.summary }</p>
                    <ol class="chain">{ for why.chain.iter().enumerate().map(|(index, link)| chain_link(index, link)) }</ol>
                    if !why.advice.is_empty() {
                        <h3 class="heading">{ "What would change it" }</h3>
                        <ul class="advice">{ for why.advice.iter().map(|advice| html! { <li key={advice.clone()}><code>{ advice }</code></li> }) }</ul>
                    }
                } else {
                    <p class="why-summary">{ "There is no DaemonSet yet." }</p>
                }
            </div>
            <h3 class="heading">{ "Change this node" }</h3>
            if let Some(details) = &story.details {
                <LabelChips node={details.clone()} act={act.clone()} />
                if !details.taints.is_empty() {
                    <TaintChips node={details.clone()} act={act.clone()} />
                }
            }
            <AddChip node={story.name.clone()} act={act.clone()} />
            { node_buttons(story, act) }
        </>
    }
}

fn chain_link(index: usize, link: &Link) -> Html {
    html! {
        // The chain is an order of decisions: the place is the identity.
        <li key={index} class="link" data-outcome={outcome(link.outcome)}>
            <span class="link-who">{ decider(link.actor) }</span>
            <span class="link-text">{ &link.text }</span>
            if let Some(path) = &link.path {
                <code class="link-path">{ path }</code>
            }
        </li>
    }
}

fn node_buttons(story: &NodeStory, act: &Act) -> Html {
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
            { if story.is_cordoned { command("Uncordon", "uncordon", Command::Uncordon { node: node() }) } else { command("Cordon", "cordon", Command::Cordon { node: node() }) } }
            { if story.is_ready { command("Make NotReady", "not-ready", ready(ConditionStatus::False)) } else { command("Make Ready", "ready", ready(ConditionStatus::True)) } }
            { if story.is_silent { command("Wake its kubelet", "resume-kubelet", Command::ResumeKubelet { node: node() }) } else { command("Silence its kubelet", "silence-kubelet", Command::SilenceKubelet { node: node() }) } }
            { command("Delete node", "delete-node", Command::DeleteNode { name: node() }) }
        </div>
    }
}

fn pod(story: &PodStory, act: &Act) -> Html {
    let (namespace, name) = story.key.clone();
    let delete = send(act, move || {
        Action::Do(Command::DeletePod {
            namespace: namespace.clone(),
            name: name.clone(),
        })
    });
    html! {
        <>
            { head("Pod", &story.key.1, act) }
            <p class="prose"><mark class="added">{ "Marked lines" }</mark>{ " are what the DaemonSet controller added to the template." }</p>
            <pre class="yaml" tabindex="0">{ for story.lines.iter().enumerate().map(|(index, line)| html! {
                <span key={index} class={classes!("yaml-line", line.is_added.then_some("added"))}>{ &line.text }{ "\n" }</span>
            }) }</pre>
            <div class="button-row">
                <button type="button" class="button" data-action="delete-pod" onclick={delete}>{ "Delete pod" }</button>
            </div>
            { for story.image.as_ref().map(|image| image_buttons(image, story.node.as_ref(), act)) }
        </>
    }
}

/// Ways to break an image on a node, to see what follows.
fn image_buttons(image: &Arc<str>, node: Option<&Arc<str>>, act: &Act) -> Html {
    let button = |title: &'static str, id: &'static str, behavior: Option<Behavior>| {
        let command = Command::SetBehavior {
            image: image.clone(),
            node: node.cloned(),
            behavior,
        };
        html! { <button type="button" class="button" data-action={id} onclick={send(act, move || Action::Do(command.clone()))}>{ title }</button> }
    };
    let place = node.map_or_else(String::new, |node| format!(" on {node}"));
    html! {
        <>
            <h3 class="heading">{ format!("Break the image{place}") }</h3>
            <div class="button-row">
                { button("Cannot be pulled", "image-pull-fails", Some(Behavior::PullFails)) }
                { button("Never ready", "image-never-ready", Some(Behavior::NeverReady)) }
                { button("Crashes", "image-crashes", Some(Behavior::Crashes { after_seconds: 5 })) }
                { button("Mend it", "image-mend", None) }
            </div>
        </>
    }
}

fn numbered(heading: &str, meaning: &str, nodes: &[Arc<str>], act: &Act) -> Html {
    let choose = |name: &Arc<str>| {
        let name = name.clone();
        send(act, move || Action::Choose(Choice::Node(name.clone())))
    };
    html! {
        <>
            { head("Number", heading, act) }
            <p class="prose">{ format!("It counts {meaning}.") }</p>
            if nodes.is_empty() {
                <p class="prose">{ "At this moment there is no such node." }</p>
            }
            <ul class="node-list">
                { for nodes.iter().take(500).map(|name| html! {
                    <li key={name.to_string()}><button type="button" class="quiet-button" onclick={choose(name)}>{ name.to_string() }</button></li>
                }) }
            </ul>
        </>
    }
}
