//! A pod: its YAML, and what can be done to it.

use super::facts::event_fold;
use super::inspector::head;
use super::{Act, PodYaml, send};
use crate::state::Action;
use crate::texts::inspector as texts;
use crate::view::inspector::PodStory;
use everynode_core::language::Language;
use everynode_core::sim::{Behavior, Command};
use std::sync::Arc;
use yew::prelude::*;

/// The story of a pod.
pub(crate) fn pod_story(story: &PodStory, act: &Act, language: Language) -> Html {
    let (namespace, name) = story.key.clone();
    let delete = send(act, move || {
        Action::Do(Command::DeletePod {
            namespace: namespace.clone(),
            name: name.clone(),
        })
    });
    html! {
        <>
            { head(texts::kind_pod(language), &story.key.1, act, language) }
            { event_fold(&story.events, language) }
            <PodYaml origin={story.origin.clone()} act={act.clone()} />
            <div class="button-row">
                <button type="button" class="button" data-action="delete-pod" onclick={delete}>{ texts::delete_pod(language) }</button>
            </div>
            { for story.image.as_ref().map(|image| image_buttons(image, story.node.as_ref(), act, language)) }
        </>
    }
}

/// Ways to break an image on a node, to see what follows.
fn image_buttons(image: &Arc<str>, node: Option<&Arc<str>>, act: &Act, language: Language) -> Html {
    let button = |title: &'static str, id: &'static str, behavior: Option<Behavior>| {
        let command = Command::SetBehavior {
            image: image.clone(),
            node: node.cloned(),
            behavior,
        };
        html! { <button type="button" class="button" data-action={id} onclick={send(act, move || Action::Do(command.clone()))}>{ title }</button> }
    };
    let heading = node.map_or_else(
        || texts::break_image(language).to_owned(),
        |node| texts::break_image_on(language, node),
    );
    html! {
        <>
            <h3 class="heading">{ heading }</h3>
            <div class="button-row">
                { button(texts::pull_fails(language), "image-pull-fails", Some(Behavior::PullFails)) }
                { button(texts::never_ready(language), "image-never-ready", Some(Behavior::NeverReady)) }
                { button(texts::crashes(language), "image-crashes", Some(Behavior::Crashes { after_seconds: 5 })) }
                { button(texts::mend(language), "image-mend", None) }
            </div>
        </>
    }
}
