//! A pod: its YAML, and what can happen to it.

use super::facts::event_fold;
use super::fates::{ImageMenu, list};
use super::inspector::head;
use super::{Act, PodYaml};
use crate::texts::{fates, inspector as texts};
use crate::view::inspector::PodStory;
use everynode_core::language::Language;
use yew::prelude::*;

/// The story of a pod.
pub(crate) fn pod_story(story: &PodStory, act: &Act, language: Language) -> Html {
    html! {
        <>
            { head(texts::kind_pod(language), &story.key.1, act, language) }
            { event_fold(&story.events, language) }
            <PodYaml origin={story.origin.clone()} act={act.clone()} />
            <section class="fates" aria-labelledby="fates-title">
                <h3 id="fates-title" class="heading">{ fates::pod_title(language) }</h3>
                { list(&story.fates, false, act, language) }
                if !story.images.is_empty() {
                    <h3 class="heading">{ fates::images(language) }</h3>
                    <ImageMenu images={story.images.clone()} act={act.clone()} />
                }
            </section>
        </>
    }
}
