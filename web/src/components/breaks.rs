//! Where a long name may go on in the next line: taints are longer than a line of the inspector, and a break in the midst of a
//! word is hard to read.

use yew::prelude::*;

/// A text that may be broken after each slash and each colon.
pub(crate) fn breakable(text: &str) -> Html {
    let parts = text.split_inclusive(['/', ':']);
    parts.map(|part| html! { <>{ part.to_owned() }<wbr /></> }).collect()
}
