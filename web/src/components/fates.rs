//! What happens to a node, to its images, to a pod: a menu in groups, each entry with what Kubernetes will do.

use super::foreign_form::ForeignForm;
use super::{Act, use_language};
use crate::platform::page::{self, InputField};
use crate::state::Action;
use crate::texts::fates as texts;
use crate::view::fates::{Deed, Fate, Fates, Group, ImageFates};
use everynode_core::language::Language;
use yew::prelude::*;

/// Props of [`NodeFates`].
#[derive(Properties, PartialEq)]
pub(crate) struct NodeFatesProps {
    /// What can happen.
    pub(crate) fates: Fates,
    /// Where actions go.
    pub(crate) act: Act,
}

/// What happens to a node.
#[component]
pub(crate) fn NodeFates(props: &NodeFatesProps) -> Html {
    let language = use_language();
    let (fates, act) = (&props.fates, &props.act);
    let now = if fates.now.is_empty() {
        texts::nothing_now(language).to_owned()
    } else {
        texts::now(language, &fates.now.join(" · "))
    };
    let broken = fates
        .images
        .iter()
        .flat_map(|image| image.here.iter().chain(&image.everywhere));
    let broken = broken.filter(|fate| fate.is_on).count();
    html! {
        <section class="fates" aria-labelledby="fates-title" data-fates={fates.node.to_string()}>
            <h3 id="fates-title" class="heading">{ texts::title(language) }</h3>
            <p class="fates-now" data-now={(!fates.now.is_empty()).to_string()}>{ now }</p>
            { for fates.groups.iter().map(|group| html! {
                <FateGroup key={group.id} id={group.id} title={group.title} count={group.count()} starts_open={group.id == "machine"}>
                    if group.id == "shortage" {
                        <Shortage group={group.clone()} act={act.clone()} />
                    } else {
                        { list(&group.fates, false, act, language) }
                    }
                </FateGroup>
            }) }
            if !fates.images.is_empty() {
                <FateGroup key="images" id="images" title={texts::images(language)} count={broken} starts_open={false}>
                    <ImageMenu images={fates.images.clone()} act={act.clone()} />
                </FateGroup>
            }
            <FateGroup key="others" id="others" title={texts::others(language)} count={0} starts_open={false}>
                <ForeignForm node={fates.node.clone()} act={act.clone()} />
            </FateGroup>
        </section>
    }
}

#[derive(Properties, PartialEq)]
struct FateGroupProps {
    id: &'static str,
    title: &'static str,
    count: usize,
    starts_open: bool,
    children: Html,
}

/// A group that opens and closes; it starts open where something of it goes on.
#[component]
fn FateGroup(props: &FateGroupProps) -> Html {
    let language = use_language();
    // Only once: what a person has opened or closed since stays as it is.
    let is_open = *use_state(|| props.starts_open || props.count > 0);
    html! {
        <details class="fate-group" data-group={props.id} open={is_open}>
            <summary>
                <span>{ props.title }</span>
                if props.count > 0 {
                    <span class="badge is-warn">{ texts::count(language, props.count) }</span>
                }
            </summary>
            { props.children.clone() }
        </details>
    }
}

/// Fates as a list of buttons; with `is_reported` those that only report a condition.
pub(crate) fn list(fates: &[Fate], is_reported: bool, act: &Act, language: Language) -> Html {
    html! { <ul class="fate-list">{ for fates.iter().map(|fate| entry(fate, is_reported, act, language)) }</ul> }
}

fn entry(fate: &Fate, is_reported: bool, act: &Act, language: Language) -> Html {
    let is_possible = fate.deed != Deed::Nothing;
    let press = {
        let (deed, act) = (fate.deed.clone(), act.clone());
        Callback::from(move |_: MouseEvent| {
            if let Some(action) = action(&deed, is_reported) {
                act.emit(action);
            }
        })
    };
    html! {
        <li key={fate.key} class="fate" data-on={fate.is_on.to_string()}>
            <button type="button" class="fate-button" data-action={fate.id} aria-disabled={(!is_possible).then_some("true")} onclick={press}>
                <span class="fate-name"><span class="fate-title">{ &fate.name }</span>
                    if fate.is_on {
                        <span class="badge is-warn">{ texts::now_badge(language) }</span>
                    }
                </span>
                <span class="fate-says">{ &fate.says }</span>
            </button>
        </li>
    }
}

fn action(deed: &Deed, is_reported: bool) -> Option<Action> {
    Some(match deed {
        Deed::OrReport(_, report) if is_reported => Action::Do((**report).clone()),
        Deed::Command(command) | Deed::OrReport(command, _) => Action::Do((**command).clone()),
        Deed::Kubectl(line) => Action::Kubectl(line.as_str().into()),
        Deed::Nothing => return None,
    })
}

#[derive(Properties, PartialEq)]
struct ShortageProps {
    group: Group,
    act: Act,
}

/// What a node can run out of, or only say so.
#[component]
fn Shortage(props: &ShortageProps) -> Html {
    let language = use_language();
    let is_reported = use_state(|| false);
    let toggle = {
        let is_reported = is_reported.clone();
        Callback::from(move |event: Event| is_reported.set(event.target_unchecked_into::<InputField>().checked()))
    };
    html! {
        <>
            { list(&props.group.fates, *is_reported, &props.act, language) }
            <label class="fate-option"><input type="checkbox" data-option="only-report" checked={*is_reported} onchange={toggle} />{ texts::only_report(language) }</label>
        </>
    }
}

/// Props of [`ImageMenu`].
#[derive(Properties, PartialEq)]
pub(crate) struct ImageMenuProps {
    /// What can go wrong with each image.
    pub(crate) images: Vec<ImageFates>,
    /// Where actions go.
    pub(crate) act: Act,
}

/// What can go wrong with an image, here or everywhere.
#[component]
pub(crate) fn ImageMenu(props: &ImageMenuProps) -> Html {
    let language = use_language();
    let chosen = use_state(String::new);
    let is_everywhere = use_state(|| false);
    let Some(image) = props
        .images
        .iter()
        .find(|image| *image.image == **chosen)
        .or(props.images.first())
    else {
        return Html::default();
    };
    let choose = {
        let chosen = chosen.clone();
        Callback::from(move |event: Event| chosen.set(page::selected(&event)))
    };
    let everywhere = *is_everywhere || image.here.is_empty();
    let scope = |value: bool, id: &'static str, name: &'static str| {
        let is_everywhere = is_everywhere.clone();
        let set = Callback::from(move |_: Event| is_everywhere.set(value));
        html! {
            <label class="fate-option"><input type="radio" name="image-scope" data-option={id} checked={everywhere == value} onchange={set} />{ name }</label>
        }
    };
    html! {
        <>
            if props.images.len() > 1 {
                <label class="fate-field is-wide"><span>{ texts::image(language) }</span>
                    <select data-option="image" onchange={choose}>
                        { for props.images.iter().map(|each| html! {
                            <option key={each.image.to_string()} value={each.image.to_string()} selected={each.image == image.image}>{ each.image.to_string() }</option>
                        }) }
                    </select>
                </label>
            } else {
                <p class="fate-image"><code>{ image.image.to_string() }</code></p>
            }
            if !image.here.is_empty() {
                <div class="fate-scope" role="radiogroup" aria-label={texts::where_(language)}>
                    { scope(false, "image-here", texts::on_this_node(language)) }
                    { scope(true, "image-everywhere", texts::on_every_node(language)) }
                </div>
            }
            { list(if everywhere { &image.everywhere } else { &image.here }, false, &props.act, language) }
        </>
    }
}
