//! How to read the picture, the revisions that there are, and what Pod Security would say.

use super::pod_chip::shape;
use super::{Act, RevisionList};
use crate::texts::inspector as texts;
use crate::view::pod::Shape;
use crate::view::revisions::Revisions;
use everynode_core::language::Language;
use std::rc::Rc;
use yew::prelude::*;

/// The legend.
pub(crate) fn legend(
    revisions: &Rc<Revisions>,
    refusals: &[(&'static str, String)],
    act: &Act,
    language: Language,
) -> Html {
    html! {
        <>
            <header class="inspector-head"><h2 class="inspector-title">{ texts::how_to_read(language) }</h2></header>
            <p class="prose">{ texts::shape_and_colour(language) }</p>
            <ul class="legend">
                { for Shape::ALL.into_iter().map(|each| html! {
                    <li key={each.name()} data-shape={each.name()} data-colour="1">{ shape(each, Some(1)) }<span>{ each.words(language) }</span></li>
                }) }
            </ul>
            <RevisionList revisions={(**revisions).clone()} act={act.clone()} />
            if !refusals.is_empty() {
                <h3 class="heading">{ texts::pod_security(language) }</h3>
                <p class="prose">{ texts::pod_security_meaning(language) }</p>
                <dl class="security" data-security="">
                    { for refusals.iter().map(|(level, detail)| html! { <><dt>{ *level }</dt><dd>{ detail }</dd></> }) }
                </dl>
            }
            <p class="prose">{ texts::dashed_cards(language) }</p>
            <p class="prose">{ texts::press_labels(language) }</p>
            <dl class="keys">
                <dt><kbd>{ texts::key_space(language) }</kbd></dt><dd>{ texts::key_space_does(language) }</dd>
                <dt><kbd>{ "←" }</kbd><kbd>{ "→" }</kbd></dt><dd>{ texts::key_arrows_do(language) }</dd>
                <dt><kbd>{ "?" }</kbd></dt><dd>{ texts::key_sheet_does(language) }</dd>
            </dl>
        </>
    }
}
