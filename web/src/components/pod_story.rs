//! A pod as YAML, with what the controller added marked.

use super::inspector::head;
use super::{Act, send};
use crate::state::Action;
use crate::view::inspector::PodStory;
use everynode_core::sim::{Behavior, Command};
use std::sync::Arc;
use yew::prelude::*;

/// The story of a pod.
pub(crate) fn pod_story(story: &PodStory, act: &Act) -> Html {
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
