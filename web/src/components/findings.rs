//! The list of findings under an editor; pressing one leads to its place.

use crate::view::findings::Finding;
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
}

/// The findings of a text.
#[component]
pub fn FindingList(props: &FindingListProps) -> Html {
    if props.findings.is_empty() {
        return html! {};
    }
    html! {
        <div class="findings">
            if props.is_held_back {
                <p class="held-back">{ "Not applied: the cluster keeps the last text that was accepted." }</p>
            }
            <ul>
                { for props.findings.iter().enumerate().map(|(index, finding)| item(index, finding, &props.go_to)) }
            </ul>
        </div>
    }
}

fn item(index: usize, finding: &Finding, go_to: &Callback<(usize, usize)>) -> Html {
    let range = finding.range;
    let onclick = go_to.reform(move |_: MouseEvent| range.unwrap_or_default());
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
                    <span class="finding-line">{ format!("line {line}") }</span>
                }
            </button>
        </li>
    }
}
