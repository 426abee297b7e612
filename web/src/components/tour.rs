//! The tour of a first visit: a line at a time about one part of the page, which is lit meanwhile. It takes room of its own
//! and covers nothing, so whoever ignores it is not in its way; refused or finished, it never comes back.

use super::{Act, send, use_language};
use crate::platform::{address, history, page, settings};
use crate::state::{Action, Tab};
use crate::texts::tour as texts;
use everynode_core::language::Language;
use yew::prelude::*;

/// Where it is remembered that somebody has seen the tour, or does not want it.
const SEEN: &str = "everynode.tour";

/// What has the keyboard when the tour is over.
const AFTERWARDS: &str = "[data-action=\"play\"]";

/// A part of the page that the tour speaks about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stop {
    Cluster,
    Labels,
    Why,
    Yours,
}

impl Stop {
    const ALL: [Self; 4] = [Self::Cluster, Self::Labels, Self::Why, Self::Yours];

    /// The name in `data-tour`, by which the style sheet lights the part.
    const fn name(self) -> &'static str {
        match self {
            Self::Cluster => "cluster",
            Self::Labels => "labels",
            Self::Why => "why",
            Self::Yours => "yours",
        }
    }

    /// The panel that has the part, where only one is shown.
    const fn tab(self) -> Tab {
        match self {
            Self::Cluster | Self::Labels | Self::Why => Tab::Cluster,
            Self::Yours => Tab::Edit,
        }
    }

    /// What has to be seen while it is spoken of.
    const fn selector(self) -> &'static str {
        match self {
            Self::Cluster | Self::Labels | Self::Why => ".node",
            Self::Yours => ".editors",
        }
    }

    fn words(self, language: Language) -> &'static str {
        match self {
            Self::Cluster => texts::cluster(language),
            Self::Labels => texts::labels(language),
            Self::Why => texts::why(language),
            Self::Yours => texts::yours(language),
        }
    }
}

/// Whether somebody opens the page for the first time, and with nothing in particular in mind. Where the browser remembers
/// nothing every visit would be the first: then none is.
pub(crate) fn is_first_visit() -> bool {
    let is_led = !address::fragment().is_empty() || address::saved_with().is_some();
    let asks = ["scenario", "manifest", "nodes"]
        .into_iter()
        .any(|name| address::parameter(name).is_some());
    let is_known = settings::remembered(SEEN).is_some() || history::last_of_all().is_some();
    !is_led && !asks && !is_known && settings::has_storage()
}

/// Props of [`Tour`].
#[derive(Properties, PartialEq)]
pub struct TourProps {
    /// Where actions go.
    pub act: Act,
}

/// The tour.
#[component]
pub fn Tour(props: &TourProps) -> Html {
    let language = use_language();
    let place = use_state(|| Some(0));
    let act = props.act.clone();
    use_effect_with(*place, move |place| {
        let stop = place.map(|place: usize| Stop::ALL[place]);
        page::set_root_attribute("data-tour", stop.map_or("", Stop::name));
        match stop {
            Some(stop) => {
                act.emit(Action::ShowTab(stop.tab()));
                page::reveal(stop.selector());
            }
            None => {
                settings::remember(SEEN, "true");
            }
        }
        || page::set_root_attribute("data-tour", "")
    });
    let Some(shown) = *place else { return html! {} };
    let stop = Stop::ALL[shown];
    let is_last = shown + 1 == Stop::ALL.len();
    let end = {
        let (place, home) = (place.clone(), send(&props.act, || Action::ShowTab(Tab::Cluster)));
        Callback::from(move |()| {
            home.emit(());
            place.set(None);
            page::focus(AFTERWARDS);
        })
    };
    let on = {
        let (place, end) = (place.clone(), end.clone());
        Callback::from(move |_: MouseEvent| {
            if is_last {
                end.emit(());
            } else {
                place.set(Some(shown + 1));
            }
        })
    };
    let on_key = {
        let end = end.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" {
                event.prevent_default();
                end.emit(());
            }
        })
    };
    html! {
        <aside class="tour" aria-label={texts::tour(language)} onkeydown={on_key}>
            <span class="tour-place">{ texts::place(language, &(shown + 1), &Stop::ALL.len()) }</span>
            <p class="tour-words" role="status">{ stop.words(language) }</p>
            if !is_last {
                <button type="button" class="button" data-action="refuse-tour" onclick={end.reform(|_: MouseEvent| ())}>{ texts::refuse(language) }</button>
            }
            <button type="button" class="button is-main" data-action="next-tour" onclick={on}>{ if is_last { texts::done(language) } else { texts::next(language) } }</button>
        </aside>
    }
}
