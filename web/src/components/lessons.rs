//! The way to the lessons: a button, and a dialog with all of them and how far the reader has come.

use super::{Act, Icon, IconName, send, use_dialog, use_language};
use crate::state::Action;
use crate::state::lessons::{Learning, LessonAction};
use crate::texts::lessons as texts;
use crate::view::lessons::{self as view, Entry};
use everynode_core::language::Language;
use yew::prelude::*;

/// Props of [`Lessons`].
#[derive(Properties, PartialEq)]
pub struct LessonsProps {
    /// Everything about lessons.
    pub learning: Learning,
    /// Where actions go.
    pub act: Act,
}

/// The button that opens the list of lessons, and the list.
#[component]
pub fn Lessons(props: &LessonsProps) -> Html {
    let language = use_language();
    let learning = &props.learning;
    html! {
        <>
            <button type="button" class="example is-gallery" data-action="lessons" aria-haspopup="dialog" aria-expanded={learning.is_listed.to_string()}
                data-current={learning.position.is_some().to_string()}
                onclick={send(&props.act, || Action::Lesson(LessonAction::List(true)))}>{ texts::lessons(language) }</button>
            if learning.is_listed {
                <LessonsDialog learning={learning.clone()} act={props.act.clone()} />
            }
        </>
    }
}

#[component]
fn LessonsDialog(props: &LessonsProps) -> Html {
    let language = use_language();
    let (element, close) = use_dialog(props.act.reform(|()| Action::Lesson(LessonAction::List(false))));
    let learning = &props.learning;
    html! {
        <dialog class="keep lessons" aria-labelledby="lessons-heading" data-lessons="" ref={element}>
            <header class="keep-head">
                <h2 id="lessons-heading">{ texts::heading(language) }</h2>
                <button type="button" class="icon-button" data-action="close-lessons" title={texts::close(language)} aria-label={texts::close(language)}
                    onclick={close.reform(|_: MouseEvent| ())}><Icon name={IconName::Close} /></button>
            </header>
            <p class="keep-says">{ texts::says(language) }</p>
            <div role="status">
                if let Some(trouble) = view::trouble(learning, language) {
                    <p class="lessons-trouble">{ trouble }</p>
                }
            </div>
            { match view::entries(learning) {
                Some(entries) => html! { <ol class="lessons-list">{ for entries.iter().map(|entry| lesson(entry, &props.act, language)) }</ol> },
                None if learning.trouble.is_some() => html! {
                    <button type="button" class="button" onclick={send(&props.act, || Action::Lesson(LessonAction::List(true)))}>{ texts::try_again(language) }</button>
                },
                None => html! { <p class="keep-says" role="status">{ texts::loading(language) }</p> },
            } }
        </dialog>
    }
}

fn lesson(entry: &Entry, act: &Act, language: Language) -> Html {
    let place = entry.place.clone();
    let open = send(act, move || Action::Lesson(LessonAction::Open(place.clone())));
    let (done, count) = entry.steps;
    let is_finished = done == count;
    let progress = match done {
        0 => texts::not_begun(language, count),
        _ if is_finished => texts::finished(language).to_owned(),
        _ => texts::behind(language, &count, &done),
    };
    html! {
        <li key={entry.id.to_string()}>
            <button type="button" class="lessons-entry" data-lesson={entry.id.clone()} data-finished={is_finished.to_string()}
                aria-pressed={entry.is_open.to_string()} onclick={open}>
                <span class="lessons-title">{ &entry.title }</span>
                <span class="lessons-about">{ &entry.about }</span>
                <span class="lessons-progress">{ progress }</span>
            </button>
        </li>
    }
}
