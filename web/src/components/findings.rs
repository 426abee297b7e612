//! The list of findings under an editor; pressing one leads to its place.

use super::fix::FixOffer;
use super::use_language;
use crate::texts::editors as texts;
use crate::view::findings::Finding;
use everynode_core::language::Language;
use std::rc::Rc;
use yew::prelude::*;

/// Props of [`FindingList`].
#[derive(Properties, PartialEq)]
pub struct FindingListProps {
    /// What was found.
    pub findings: Vec<Finding>,
    /// The cluster runs an older text because of them.
    pub is_held_back: bool,
    /// Goes to a place in the text, in UTF-16 code units.
    pub go_to: Callback<(usize, usize)>,
    /// Puts a mended text in the place of the present one.
    pub mend: Callback<Rc<str>>,
}

/// The findings of a text.
#[component]
pub fn FindingList(props: &FindingListProps) -> Html {
    let language = use_language();
    if props.findings.is_empty() {
        return html! {};
    }
    html! {
        <div class="findings">
            if props.is_held_back {
                <p class="held-back">{ texts::not_applied(language) }</p>
            } else if props.findings.iter().any(|finding| finding.severity == "error") {
                <p class="held-back">{ texts::would_be_refused(language) }</p>
            }
            <ul>
                { for props.findings.iter().enumerate().map(|(index, finding)| item(index, finding, props, language)) }
            </ul>
        </div>
    }
}

fn item(index: usize, finding: &Finding, props: &FindingListProps, language: Language) -> Html {
    let range = finding.range;
    let onclick = props.go_to.reform(move |_: MouseEvent| range.unwrap_or_default());
    html! {
        // The same finding may come up twice in a text, at the same place even: only the position tells them apart.
        <li key={index}>
            <button type="button" class="finding" data-diagnostic="" data-severity={finding.severity} data-path={finding.path.clone()} {onclick}>
                <span class="finding-mark" aria-hidden="true"></span>
                <span class="finding-text">
                    <span>{ &finding.message }</span>
                    if let Some(hint) = &finding.hint {
                        <span class="finding-hint">{ hint }</span>
                    }
                </span>
                if let Some(line) = finding.line {
                    <span class="finding-line">{ texts::line(language, &line) }</span>
                }
            </button>
            { for finding.fixes.iter().map(|fix| html! { <FixOffer key={fix.title.clone()} fix={fix.clone()} mend={props.mend.clone()} /> }) }
        </li>
    }
}
