//! The compact page for a frame in another one: the cluster, the transport, and the way to the whole page.

use super::{Act, BoardView, TransportBar, use_language};
use crate::platform::address;
use crate::state::App;
use crate::texts::keep as texts;
use crate::view::View;
use crate::view::keep::Link;
use yew::prelude::*;

/// Props of [`EmbedFrame`].
#[derive(Properties, PartialEq)]
pub struct EmbedFrameProps {
    /// The page as it is.
    pub app: App,
    /// What it shows.
    pub drawn: View,
    /// One line: what to look at.
    pub caption: AttrValue,
    /// Where actions go.
    pub act: Act,
}

/// The compact page.
#[component]
pub fn EmbedFrame(props: &EmbedFrameProps) -> Html {
    let language = use_language();
    let base = address::base();
    // Where the link would be too long, the way leads to the page itself.
    let whole = match Link::to(&props.app) {
        Link::Fits(fragment) => format!("{base}#{fragment}"),
        Link::TooLong(_) => base,
    };
    let View {
        board,
        actors,
        transport,
        said,
        status,
        ..
    } = props.drawn.clone();
    html! {
        <div class="page is-embedded" data-embed="" data-tab="cluster">
            <header class="embed-head">
                <h1 class="embed-name">{ status.name.unwrap_or_default() }</h1>
                <a href={whole} target="_blank" rel="noopener" data-action="full-page">{ texts::full_page(language) }</a>
            </header>
            <main class="panels">
                <BoardView moment={(props.app.opened, transport.step)} is_moving={transport.is_playing} {board} {actors} caption={props.caption.clone()} is_compact={true} act={props.act.clone()} />
            </main>
            <TransportBar share={Callback::noop()} {transport} said={said.clone()} speed={props.app.speed} act={props.act.clone()} />
            <p class="for-ears" aria-live="polite">{ said }</p>
        </div>
    }
}
