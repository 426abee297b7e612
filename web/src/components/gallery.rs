//! The gallery: a dialog with the questions that people ask, and workloads to start from. Each opens an example.

use super::{Act, Icon, IconName, use_dialog, use_language};
use crate::state::Action;
use crate::state::examples::{Example, QUESTIONS, WORKLOADS};
use crate::texts::examples as texts;
use everynode_core::language::Language;
use yew::prelude::*;

/// Props of [`Gallery`].
#[derive(Properties, PartialEq)]
pub struct GalleryProps {
    /// The example that is on the page.
    pub shown: Option<&'static str>,
    /// Where actions go.
    pub act: Act,
}

/// The button that opens the gallery, and the gallery.
#[component]
pub fn Gallery(props: &GalleryProps) -> Html {
    let language = use_language();
    let is_open = use_state(|| false);
    let open = {
        let is_open = is_open.clone();
        Callback::from(move |_: MouseEvent| is_open.set(true))
    };
    let closed = {
        let is_open = is_open.clone();
        Callback::from(move |()| is_open.set(false))
    };
    let is_shown = |example: &Example| props.shown == Some(example.id);
    let has_shown =
        QUESTIONS.iter().any(|(_, examples)| examples.iter().any(is_shown)) || WORKLOADS.iter().any(is_shown);
    html! {
        <>
            <button type="button" class="example is-gallery" data-action="gallery" aria-haspopup="dialog" aria-expanded={is_open.to_string()}
                data-current={has_shown.to_string()} onclick={open}>{ texts::gallery(language) }</button>
            if *is_open {
                <GalleryDialog shown={props.shown} act={props.act.clone()} {closed} />
            }
        </>
    }
}

#[derive(Properties, PartialEq)]
struct GalleryDialogProps {
    shown: Option<&'static str>,
    act: Act,
    closed: Callback<()>,
}

#[component]
fn GalleryDialog(props: &GalleryDialogProps) -> Html {
    let language = use_language();
    let (element, close) = use_dialog(props.closed.clone());
    let choose = {
        let (act, close) = (props.act.clone(), close.clone());
        Callback::from(move |example| {
            close.emit(());
            act.emit(Action::Open(example));
        })
    };
    let topic = |id: &'static str, title: &'static str, examples: &'static [Example]| {
        html! {
            <section key={id} class="gallery-topic" data-topic={id} aria-labelledby={format!("gallery-{id}")}>
                <h3 id={format!("gallery-{id}")}>{ title }</h3>
                <ul>
                    { for examples.iter().map(|example| entry(example, props.shown, language, &choose)) }
                </ul>
            </section>
        }
    };
    html! {
        <dialog class="keep gallery" aria-labelledby="gallery-heading" data-gallery="" ref={element}>
            <header class="keep-head">
                <h2 id="gallery-heading">{ texts::gallery_heading(language) }</h2>
                <button type="button" class="icon-button" data-action="close-gallery" title={texts::close(language)} aria-label={texts::close(language)}
                    onclick={close.reform(|_: MouseEvent| ())}><Icon name={IconName::Close} /></button>
            </header>
            <p class="keep-says">{ texts::gallery_says(language) }</p>
            <div class="gallery-topics">
                { for QUESTIONS.iter().map(|(about, examples)| topic(about.id, (about.title)(language), examples)) }
                { topic("workloads", texts::topic_workloads(language), &WORKLOADS) }
            </div>
        </dialog>
    }
}

fn entry(
    example: &'static Example,
    shown: Option<&'static str>,
    language: Language,
    choose: &Callback<&'static Example>,
) -> Html {
    html! {
        <li key={example.id}>
            <button type="button" class="gallery-entry" data-example={example.id} title={(example.caption)(language)}
                aria-pressed={(shown == Some(example.id)).to_string()}
                onclick={choose.reform(move |_: MouseEvent| example)}>{ (example.title)(language) }</button>
        </li>
    }
}
