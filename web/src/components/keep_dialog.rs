//! The dialog for sharing and keeping: a link, files, a frame for other pages, the history of snapshots.

use super::scrub_choice::ScrubChoice;
use super::{Act, Icon, IconName, use_dialog, use_language};
use crate::platform::{address, clock, files, history, page, settings};
use crate::state::scrubbing::Scrubbing;
use crate::state::snapshots::Snapshot;
use crate::state::{Action, App, Document, Notice};
use crate::texts::keep as texts;
use crate::view::keep::{Link, file_name, frame_code};
use crate::view::picture;
use everynode_core::language::Language;
use everynode_core::scenario::{Scenario, from_link};
use yew::prelude::*;

/// Props of [`KeepDialog`].
#[derive(Properties, PartialEq)]
pub struct KeepDialogProps {
    /// The page as it is.
    pub app: App,
    /// One line: what to look at.
    pub caption: AttrValue,
    /// Where actions go.
    pub act: Act,
}

/// Where it is remembered what a person leaves out.
const SCRUBBING: &str = "everynode.scrubbing";

/// What the person leaves out, as he last chose.
pub(crate) fn remembered_scrubbing() -> Scrubbing {
    Scrubbing::named(&settings::remembered(SCRUBBING).unwrap_or_default())
}

/// The dialog.
#[component]
pub fn KeepDialog(props: &KeepDialogProps) -> Html {
    let language = use_language();
    let told = use_state(|| AttrValue::from(""));
    let tell = {
        let told = told.clone();
        Callback::from(move |words: String| told.set(words.into()))
    };
    let scrubbing = use_state(remembered_scrubbing);
    let shared = use_memo((props.app.clone(), *scrubbing), |(app, scrubbing)| {
        app.shared(*scrubbing)
    });
    let choose = {
        let scrubbing = scrubbing.clone();
        Callback::from(move |chosen: Scrubbing| {
            settings::remember(SCRUBBING, &chosen.name());
            if chosen.is_on {
                // The address was the link to everything.
                address::set_fragment("");
            }
            scrubbing.set(chosen);
        })
    };
    let outward = KeepDialogProps {
        app: shared.app.clone(),
        caption: props.caption.clone(),
        act: props.act.clone(),
    };
    let (element, close) = use_dialog(props.act.reform(|()| Action::Keep(false)));
    html! {
        <dialog class="keep" aria-labelledby="keep-heading" data-keep="" ref={element}>
            <header class="keep-head">
                <h2 id="keep-heading">{ texts::heading(language) }</h2>
                <p class="keep-told" role="status">{ &*told }</p>
                <button type="button" class="icon-button" data-action="close-keep" title={texts::close(language)} aria-label={texts::close(language)} onclick={close.reform(|_: MouseEvent| ())}><Icon name={IconName::Close} /></button>
            </header>
            <ScrubChoice scrubbing={*scrubbing} {shared} {choose} />
            <Links app={outward.app.clone()} tell={tell.clone()} />
            { file_rows(&outward, language, &tell) }
            <Snapshots app={props.app.clone()} act={props.act.clone()} {tell} />
        </dialog>
    }
}

#[derive(Properties, PartialEq)]
struct LinksProps {
    app: App,
    tell: Callback<String>,
}

/// The link to this moment, and the frame that holds it.
#[component]
fn Links(props: &LinksProps) -> Html {
    let language = use_language();
    let link = use_memo(props.app.clone(), Link::to);
    let fragment = match &*link {
        Link::Fits(fragment) => fragment,
        Link::TooLong(words) => {
            return html! {
                <section class="keep-part">
                    <h3>{ texts::link(language) }</h3>
                    <p class="keep-says is-bad" data-diagnostic="" data-severity="error">{ words }</p>
                </section>
            };
        }
    };
    let address = address::base();
    let (whole, code) = (
        format!("{address}#{fragment}"),
        frame_code(&address, fragment, language),
    );
    let part = |heading: &'static str, says: &'static str, id: &'static str, text: String, is_first: bool| {
        let copy = {
            let (text, tell) = (text.clone(), props.tell.clone());
            Callback::from(move |_: MouseEvent| {
                page::copy(&text);
                tell.emit(texts::copied(language).to_owned());
            })
        };
        html! {
            <section class="keep-part">
                <h3>{ heading }</h3>
                <div class="keep-field">
                    <input class="keep-text" readonly=true aria-label={heading} value={text} data-keep-text={id} />
                    <button type="button" class="button" data-action={id} autofocus={is_first} aria-label={format!("{}: {heading}", texts::copy(language))} onclick={copy}>{ texts::copy(language) }</button>
                </div>
                <p class="keep-says">{ says }</p>
            </section>
        }
    };
    html! {
        <>
            { part(texts::link(language), texts::link_says(language), "copy-link", whole, true) }
            { part(texts::frame(language), texts::frame_says(language), "copy-frame", code, false) }
        </>
    }
}

fn file_rows(props: &KeepDialogProps, language: Language, tell: &Callback<String>) -> Html {
    let app = &props.app;
    let saved = {
        let tell = tell.clone();
        move |result: Result<String, String>| {
            tell.emit(match result {
                Ok(name) => texts::saved_file(language, &name),
                Err(reason) => reason,
            });
        }
    };
    let save = |ending: &'static str, kind: &'static str, text: fn(&KeepView) -> String| {
        let (view, saved) = (KeepView::of(props), saved.clone());
        Callback::from(move |_: MouseEvent| {
            let name = file_name(&view.app, ending);
            if files::save(&name, kind, &text(&view)) {
                saved(Ok(name));
            }
        })
    };
    let json = save("json", "application/json", |view| {
        serde_json::to_string_pretty(&view.app.scenario().to_json()).unwrap_or_default()
    });
    let svg = save("svg", "image/svg+xml", |view| {
        picture::still(&view.app, &view.caption, page::is_dark()).svg
    });
    let recording = save("recording.svg", "image/svg+xml", |view| {
        picture::moving(&view.app, &view.caption, page::is_dark()).svg
    });
    let png = {
        let (view, saved) = (KeepView::of(props), saved.clone());
        Callback::from(move |_: MouseEvent| {
            let drawn = picture::still(&view.app, &view.caption, page::is_dark());
            let name = file_name(&view.app, "png");
            files::save_png(&name, &drawn.svg, drawn.width, drawn.height, Box::new(saved.clone()));
        })
    };
    let single = address::page_in_one_file().map(|address| {
        let app = app.clone();
        Callback::from(move |_: MouseEvent| {
            let text = app.scenario().to_json().to_string();
            files::save_page(&file_name(&app, "html"), &address, &text, Box::new(saved.clone()));
        })
    });
    let open = {
        let act = props.act.clone();
        Callback::from(move |_: MouseEvent| {
            let act = act.clone();
            files::open(".json,.yaml,.yml,.txt", move |text| act.emit(opened(text)));
        })
    };
    html! {
        <section class="keep-part">
            <h3>{ texts::files(language) }</h3>
            <ul class="keep-rows">
                { row(texts::scenario(language), texts::scenario_says(language), vec![("export-json", "JSON", json)]) }
                if let Some(single) = single {
                    { row(texts::page(language), texts::page_says(language), vec![("export-page", "HTML", single)]) }
                }
                { row(texts::picture(language), texts::picture_says(language), vec![("picture-svg", "SVG", svg), ("picture-png", "PNG", png)]) }
                { row(texts::recording(language), texts::recording_says(language), vec![("recording", "SVG", recording)]) }
            </ul>
            <button type="button" class="button" data-action="open-file" onclick={open}>{ texts::open_file(language) }</button>
        </section>
    }
}

/// What the files are made of.
struct KeepView {
    app: App,
    caption: AttrValue,
}

impl KeepView {
    fn of(props: &KeepDialogProps) -> Self {
        Self {
            app: props.app.clone(),
            caption: props.caption.clone(),
        }
    }
}

/// What a file is for: a scenario replaces everything, any other text is a manifest.
fn opened(text: String) -> Action {
    if Scenario::is_scenario(&text) {
        return match Scenario::read(&text) {
            Ok(scenario) => Action::OpenScenario(Box::new(scenario)),
            Err(findings) => Action::Say(Notice::of(&findings)),
        };
    }
    Action::Edit(Document::Manifest, text.into())
}

fn row(name: &'static str, says: &'static str, ways: Vec<(&'static str, &'static str, Callback<MouseEvent>)>) -> Html {
    html! {
        <li class="keep-row">
            <span class="keep-name">{ name }</span>
            <span class="keep-says">{ says }</span>
            <span class="keep-ways">
                { for ways.into_iter().map(|(id, form, save)| html! {
                    <button key={id} type="button" class="button" data-action={id} aria-label={format!("{name}: {form}")} onclick={save}>{ form }</button>
                }) }
            </span>
        </li>
    }
}

#[derive(Properties, PartialEq)]
struct SnapshotsProps {
    app: App,
    act: Act,
    tell: Callback<String>,
}

/// The history.
#[component]
fn Snapshots(props: &SnapshotsProps) -> Html {
    let language = use_language();
    let all = use_state(history::all);
    let take = {
        let (all, app, tell) = (all.clone(), props.app.clone(), props.tell.clone());
        Callback::from(move |_: MouseEvent| {
            let is_stored = history::add(history::snapshot(&app));
            all.set(history::all());
            let words = if is_stored {
                texts::taken(language)
            } else {
                texts::not_stored(language)
            };
            tell.emit(words.to_owned());
        })
    };
    let forget = {
        let all = all.clone();
        Callback::from(move |packed: String| {
            let kept: Vec<Snapshot> = all.iter().filter(|each| each.packed != packed).cloned().collect();
            history::set_all(&kept);
            all.set(kept);
        })
    };
    html! {
        <section class="keep-part" data-snapshots="">
            <div class="keep-field">
                <h3>{ texts::snapshots(language) }</h3>
                <button type="button" class="button" data-action="snapshot" onclick={take}>{ texts::take_snapshot(language) }</button>
            </div>
            if all.is_empty() {
                <p class="keep-says">{ texts::no_snapshots(language) }</p>
            }
            <ul class="keep-rows is-history">
                { for all.iter().map(|snapshot| snapshot_row(snapshot, language, &props.act, &forget)) }
            </ul>
        </section>
    }
}

fn snapshot_row(snapshot: &Snapshot, language: Language, act: &Act, forget: &Callback<String>) -> Html {
    let time = clock::written(snapshot.time, language.tag());
    let restore = {
        let (act, packed) = (act.clone(), snapshot.packed.clone());
        Callback::from(move |_: MouseEvent| {
            if let Some(Ok(scenario)) = from_link(&packed) {
                act.emit(Action::OpenScenario(Box::new(scenario)));
            }
        })
    };
    let forget = {
        let packed = snapshot.packed.clone();
        forget.reform(move |_: MouseEvent| packed.clone())
    };
    html! {
        <li key={snapshot.packed.clone()} class="keep-row" data-snapshot="">
            <span class="keep-name">{ &time }</span>
            <span class="keep-says">{ &snapshot.line }</span>
            <span class="keep-ways">
                <button type="button" class="button" data-action="restore" aria-label={texts::restore_this(language, &time)} onclick={restore}>{ texts::restore(language) }</button>
                <button type="button" class="icon-button is-small" data-action="forget" title={texts::forget(language)} aria-label={texts::forget_this(language, &time)} onclick={forget}><Icon name={IconName::Close} /></button>
            </span>
        </li>
    }
}
