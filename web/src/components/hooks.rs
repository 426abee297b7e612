//! Effects that clean up after themselves.

use super::Act;
use crate::platform::focus::FocusKeeper;
use crate::platform::modal::{Modal, close_around};
use crate::platform::page::{self, Shortcut, Shortcuts};
use crate::platform::settings;
use crate::state::{Action, App, Choice};
use crate::texts;
use everynode_core::language::Language;
use gloo::render::request_animation_frame;
use gloo::timers::callback::Timeout;
use std::cell::RefCell;
use std::rc::Rc;
use yew::prelude::*;

/// Lets time run: after every drawing, one timer for the next step. What it brought is drawn in a frame of its own, so that
/// neither keeps the page from hearing its reader for long.
#[hook]
pub(crate) fn use_playback(app: &App, act: &Act) {
    let act = act.clone();
    let next = app.next_tick();
    use_effect_with((app.version, next), move |(_, next)| {
        let drawing = Rc::new(RefCell::new(None));
        let kept = drawing.clone();
        let timer = next.map(|millis| {
            Timeout::new(millis, move || {
                act.emit(Action::Tick);
                // A page that nobody sees has no frames.
                if page::is_hidden() {
                    return act.emit(Action::Draw);
                }
                drawing.replace(Some(request_animation_frame(move |_| act.emit(Action::Draw))));
            })
        });
        move || drop((timer, kept.take()))
    });
}

/// Puts the theme on the page and remembers it.
#[hook]
pub(crate) fn use_theme(app: &App) {
    use_effect_with(app.theme, |theme| {
        page::set_root_attribute("data-colours", theme.name());
        settings::remember("everynode.theme", theme.name());
    });
}

/// Says on the page which language it speaks, and remembers it.
#[hook]
pub(crate) fn use_language_of_page(app: &App) {
    use_effect_with(app.language, |language| {
        page::set_root_attribute("lang", language.tag());
        page::set_title(texts::page::title(*language));
        settings::remember("everynode.language", language.tag());
    });
}

/// The language that the page speaks.
#[hook]
pub(crate) fn use_language() -> Language {
    use_context().unwrap_or_default()
}

/// What keys do wherever the focus is on nothing that needs them: all of them are on the sheet that `show_keys` opens.
#[hook]
pub(crate) fn use_shortcuts(app: &App, act: &Act, show_keys: &Callback<()>) {
    let (act, show_keys) = (act.clone(), show_keys.clone());
    use_effect_with(app.is_playing, move |is_playing| {
        let is_playing = *is_playing;
        let shortcuts = Shortcuts::listen(move |shortcut| {
            act.emit(match shortcut {
                Shortcut::PlayOrPause if is_playing => Action::Pause,
                Shortcut::PlayOrPause => Action::Play,
                Shortcut::Step => Action::Step,
                Shortcut::Back => Action::Back,
                Shortcut::Skip => Action::Skip,
                Shortcut::Settle => Action::Settle,
                Shortcut::Undo => Action::Undo,
                Shortcut::Redo => Action::Redo,
                Shortcut::Close => Action::Choose(Choice::Nothing),
                Shortcut::Console => return page::focus("[data-console=input]"),
                Shortcut::Keys => return show_keys.emit(()),
            });
        });
        move || drop(shortcuts)
    });
}

/// Gives the focus to what is nearest when the element that had it is gone.
#[hook]
pub(crate) fn use_kept_focus() {
    let keeper = use_memo((), |()| FocusKeeper::watch());
    use_effect(move || {
        if let Some(keeper) = &*keeper {
            keeper.keep();
        }
    });
}

/// The element of a `<dialog>` that opens when it is drawn first, and what closes it; `closed` hears that it is closed, however
/// that came about.
#[hook]
pub(crate) fn use_dialog(closed: Callback<()>) -> (NodeRef, Callback<()>) {
    let element = use_node_ref();
    {
        let element = element.clone();
        use_effect_with((), move |()| {
            let modal = element
                .cast()
                .and_then(|element| Modal::open(&element, move || closed.emit(())));
            move || drop(modal)
        });
    }
    let close = {
        let element = element.clone();
        Callback::from(move |()| {
            if let Some(element) = element.cast() {
                close_around(&element);
            }
        })
    };
    (element, close)
}
