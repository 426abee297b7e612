//! Effects of the lessons: their files are fetched when somebody asks for them, the address follows the open step, and how
//! far the reader has come is remembered.

use super::Act;
use crate::platform::{address, files, settings};
use crate::state::lessons::{Course, Learning, LessonAction, Place, Progress, Shared, Words, course};
use crate::state::{Action, App};
use yew::prelude::*;

const PROGRESS: &str = "everynode.lessons";

/// The lessons as the page opens: how far the reader came, and the step that the address asks for.
pub(crate) fn opening(app: App) -> App {
    let progress = Progress::read(&settings::remembered(PROGRESS).unwrap_or_default());
    let wanted = Place::from_fragment(&address::fragment()).filter(|_| are_there());
    // What is on the page now is about to go.
    let app = if wanted.is_some() { app.paused() } else { app };
    app.with_lessons(Learning::new(progress, wanted))
}

/// Whether the lessons are beside the page: not if it is one file, or in a frame.
pub(crate) fn are_there() -> bool {
    address::page_in_one_file().is_some() && address::parameter("embed").is_none()
}

/// Fetches, follows and remembers.
#[hook]
pub(crate) fn use_learning(app: &App, act: &Act) {
    let learning = &app.learning;
    let is_tried = learning.trouble.is_some();
    {
        let act = act.clone();
        let is_wanted = learning.is_needed() && learning.course.is_none() && !is_tried;
        use_effect_with(is_wanted, move |is_wanted| {
            if *is_wanted {
                fetch(&act, "course", |course: Course| {
                    LessonAction::Offer(Shared::new(course))
                });
            }
        });
    }
    {
        let act = act.clone();
        let language = app.language;
        let has_words = learning.words.as_ref().is_some_and(|(spoken, _)| *spoken == language);
        let is_wanted = learning.is_needed() && !has_words && !is_tried;
        use_effect_with((is_wanted, language), move |(is_wanted, language)| {
            let language = *language;
            if *is_wanted {
                fetch(&act, language.tag(), move |words: Words| {
                    LessonAction::Tell(language, Shared::new(words))
                });
            }
        });
    }
    use_effect_with(learning.place(), |place| {
        if let Some(place) = place {
            address::set_fragment(&place.to_fragment());
        }
    });
    {
        let is_left = learning.position.is_none() && learning.wanted.is_none();
        use_effect_with(is_left, |is_left| {
            if *is_left && Place::from_fragment(&address::fragment()).is_some() {
                address::set_fragment("");
            }
        });
    }
    use_effect_with(learning.progress.clone(), |progress| {
        if *progress != Progress::default() {
            settings::remember(PROGRESS, &progress.to_text());
        }
    });
    {
        let act = act.clone();
        use_effect_with((), move |()| {
            let listener = address::on_fragment(move |fragment| {
                if let Some(place) = Place::from_fragment(&fragment).filter(|_| are_there()) {
                    act.emit(Action::Lesson(LessonAction::Open(place)));
                }
            });
            move || drop(listener)
        });
    }
}

fn fetch<T: serde::de::DeserializeOwned>(act: &Act, name: &str, found: impl FnOnce(T) -> LessonAction + 'static) {
    let act = act.clone();
    files::load(
        &format!("lessons/{name}.yaml"),
        Box::new(move |loaded| {
            let read = loaded.ok().and_then(|text| course::read(&text).ok());
            act.emit(Action::Lesson(read.map_or(LessonAction::Fail, found)));
        }),
    );
}
