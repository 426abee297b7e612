//! Effects that keep a person's work: what the page opens with, what is remembered while it is used, links and files that
//! are asked for by the address.

use super::Act;
use crate::platform::{address, clock, files, frame, history};
use crate::state::{Action, App, Notice, Theme};
use crate::texts::keep as texts;
use everynode_core::language::Language;
use everynode_core::scenario::{Scenario, from_link};
use gloo::timers::callback::Timeout;
use std::cell::RefCell;
use std::rc::Rc;
use yew::prelude::*;

/// Changes are remembered when nothing more has changed for so long.
const QUIET_MILLIS: u32 = 600;

/// The page as it opens: with what its address or its file holds, else as it was left, else with the first example.
pub(crate) fn opening(theme: Theme, language: Language, is_embedded: bool) -> App {
    let saved = address::saved_with().and_then(|text| Scenario::read(&text).ok());
    let linked = from_link(&address::fragment());
    let (scenario, notice) = match (linked, saved) {
        (Some(Ok(scenario)), _) | (None, Some(scenario)) => (Some(scenario), None),
        (Some(Err(findings)), _) => (None, Some(Notice::of(&findings))),
        (None, None) => (None, None),
    };
    if let Some(notice) = notice {
        // Standing still, so that the message is there until somebody has read it.
        let app = App::new(theme, None).in_language(language).paused();
        return app.saying(notice);
    }
    let left = history::last().filter(|_| scenario.is_none() && !is_embedded);
    let restored = left.and_then(|last| Some((from_link(&last.packed)?.ok()?, last)));
    match (scenario, restored) {
        (None, Some((scenario, last))) => {
            let notice = Notice::Restored(clock::written(last.time, language.tag()).into());
            history::go_on_with(last);
            let app = App::new(theme, Some(&scenario)).in_language(language).paused();
            app.saying(notice)
        }
        (scenario, _) => App::new(theme, scenario.as_ref()).in_language(language),
    }
}

/// Remembers the page while it is used, and what was on it when something else is opened.
#[hook]
pub(crate) fn use_keeping(app: &App, is_embedded: bool) {
    let latest = use_mut_ref(|| app.clone());
    let first = use_mut_ref(|| true);
    {
        let latest = latest.clone();
        use_effect_with((app.clone(), is_embedded), move |(app, is_embedded)| {
            let former = latest.replace(app.clone());
            if *is_embedded {
                return;
            }
            if first.replace(false) {
                // The page was left with other work than it opens with now: that stays among the snapshots.
                let left = history::last().filter(|last| last.packed != history::snapshot(app).packed);
                if let Some(left) = left.filter(|_| !matches!(app.notice, Notice::Restored(_))) {
                    history::add(left);
                }
            } else if former.opened != app.opened && former.is_touched() {
                history::add(history::snapshot(&former));
            }
        });
    }
    {
        let latest = latest.clone();
        let moment = (!app.is_playing).then_some(app.version);
        let texts = (app.manifest.text.clone(), app.nodes.text.clone());
        let state = (
            app.opened,
            app.undoable,
            app.redoable,
            app.is_playing,
            app.choice.clone(),
        );
        use_effect_with((texts, state, moment, is_embedded), move |(.., is_embedded)| {
            let timer = (!is_embedded).then(|| Timeout::new(QUIET_MILLIS, move || remember(&latest.borrow())));
            move || drop(timer)
        });
    }
    use_effect_with(is_embedded, move |is_embedded| {
        let listener = (!is_embedded)
            .then(|| address::on_leaving(move || history::set_last(&latest.borrow())))
            .flatten();
        move || drop(listener)
    });
}

fn remember(app: &App) {
    history::set_last(app);
    let fragment = address::fragment();
    // An address that promises another scenario than the page shows would bring the wrong one back.
    if from_link(&fragment).is_some() && fragment != history::snapshot(app).packed {
        address::set_fragment("");
    }
}

/// Opens the scenario of a link that somebody puts into the address of the open page.
#[hook]
pub(crate) fn use_links(act: &Act) {
    let act = act.clone();
    use_effect_with((), move |()| {
        let listener = address::on_fragment(move |fragment| match from_link(&fragment) {
            Some(Ok(scenario)) => act.emit(Action::OpenScenario(Box::new(scenario))),
            Some(Err(findings)) => {
                act.emit(Action::Pause);
                act.emit(Action::Say(Notice::of(&findings)));
            }
            None => {}
        });
        move || drop(listener)
    });
}

/// In a frame: shows what the page around asks for.
#[hook]
pub(crate) fn use_page_around(act: &Act, is_embedded: bool) {
    let act = act.clone();
    use_effect_with(is_embedded, move |is_embedded| {
        let around = is_embedded.then(|| {
            frame::Around::listen(move |text| {
                act.emit(match Scenario::read(&text) {
                    Ok(scenario) => Action::OpenScenario(Box::new(scenario)),
                    Err(findings) => Action::Say(Notice::of(&findings)),
                });
            })
        });
        move || drop(around)
    });
}

/// Loads the texts that the address asks for: `?manifest=`, `?nodes=`, or a whole `?scenario=`.
#[hook]
pub(crate) fn use_loading(app: &App, act: &Act) {
    let (act, first) = (act.clone(), Rc::new(RefCell::new(app.scenario_of_texts())));
    let language = app.language;
    use_effect_with((), move |()| {
        for name in ["scenario", "manifest", "nodes"] {
            let Some(wanted) = address::parameter(name).filter(|wanted| !wanted.is_empty()) else {
                continue;
            };
            load(name, &wanted, first.clone(), language, act.clone());
        }
    });
}

fn load(name: &'static str, wanted: &str, first: Rc<RefCell<Scenario>>, language: Language, act: Act) {
    let told = wanted.to_owned();
    files::load(
        wanted,
        Box::new(move |loaded| {
            let refuse = |reason: &str| {
                let reason = if reason == "other-origin" {
                    texts::other_origin(language)
                } else {
                    reason
                };
                act.emit(Action::Pause);
                act.emit(Action::Say(Notice::NotLoaded {
                    address: told.as_str().into(),
                    reason: reason.into(),
                }));
            };
            let text = match loaded {
                Ok(text) => text,
                Err(reason) => return refuse(&reason),
            };
            let scenario = match name {
                "scenario" => match Scenario::read(&text) {
                    Ok(scenario) => scenario,
                    Err(findings) => {
                        let reason = findings.first().map(|finding| finding.message_in(language));
                        return refuse(&reason.unwrap_or_default());
                    }
                },
                text_name => {
                    let mut scenario = first.borrow_mut();
                    match text_name {
                        "nodes" => scenario.nodes = text.into(),
                        _ => scenario.manifest = text.into(),
                    }
                    scenario.clone()
                }
            };
            act.emit(Action::OpenScenario(Box::new(scenario)));
        }),
    );
}
