//! The choice of what is left out of links, files and pictures, and what that has done.

use super::use_language;
use crate::platform::page::InputField;
use crate::state::scrubbing::{Scrubbing, Shared};
use crate::texts::scrub as texts;
use crate::view::scrubbed;
use std::rc::Rc;
use yew::prelude::*;

/// Props of [`ScrubChoice`].
#[derive(Properties, PartialEq)]
pub(crate) struct ScrubChoiceProps {
    /// What is chosen.
    pub(crate) scrubbing: Scrubbing,
    /// What others get.
    pub(crate) shared: Rc<Shared>,
    /// Somebody chooses otherwise.
    pub(crate) choose: Callback<Scrubbing>,
}

/// Three boxes to tick, and a sentence.
#[component]
pub(crate) fn ScrubChoice(props: &ScrubChoiceProps) -> Html {
    let language = use_language();
    let chosen = props.scrubbing;
    let option = |id: &'static str,
                  name: &'static str,
                  is_on: bool,
                  is_off: bool,
                  with: fn(Scrubbing, bool) -> Scrubbing| {
        let choose = props.choose.reform(move |event: Event| {
            let is_ticked = event.target_unchecked_into::<InputField>().checked();
            with(chosen, is_ticked)
        });
        html! {
            <label class="fate-option"><input type="checkbox" data-option={id} checked={is_on} disabled={is_off} onchange={choose} />{ name }</label>
        }
    };
    html! {
        <section class="keep-part" data-scrub="">
            <h3>{ texts::heading(language) }</h3>
            { option("scrub", texts::leave_out(language), chosen.is_on, false, |chosen, is_on| Scrubbing { is_on, ..chosen }) }
            <div class="keep-under">
                { option("scrub-nodes", texts::rename_nodes(language), chosen.renames_nodes, !chosen.is_on, |chosen, renames_nodes| Scrubbing { renames_nodes, ..chosen }) }
                { option("scrub-images", texts::rename_images(language), chosen.renames_images, !chosen.is_on, |chosen, renames_images| Scrubbing { renames_images, ..chosen }) }
            </div>
            <div class="keep-says" role="status" data-scrubbed={chosen.is_on.to_string()}>
                if chosen.is_on {
                    { for scrubbed::words(&props.shared.removed, language).into_iter().map(|sentence| html! { <p>{ sentence }</p> }) }
                } else {
                    <p>{ texts::leave_out_says(language) }</p>
                }
            </div>
        </section>
    }
}
