//! Play, pause, step: how one moves through time.

use super::{Act, Icon, IconName, TimeLine, send, use_language};
use crate::platform::page;
use crate::state::Action;
use crate::state::playback::Speed;
use crate::texts::transport as texts;
use crate::view::transport::Transport;
use everynode_core::language::Language;
use yew::prelude::*;

/// Props of [`TransportBar`].
#[derive(Properties, PartialEq)]
pub struct TransportBarProps {
    /// Clock and time line.
    pub transport: Transport,
    /// Called to share the page.
    pub share: Callback<()>,
    /// What just happened.
    pub said: String,
    /// How fast time runs.
    pub speed: Speed,
    /// Where actions go.
    pub act: Act,
}

/// The bottom of the page.
#[component]
pub fn TransportBar(props: &TransportBarProps) -> Html {
    let (transport, language) = (&props.transport, use_language());
    let share = props.share.reform(|_: MouseEvent| ());
    html! {
        <footer class="transport" aria-label={texts::time(language)}>
            <div class="buttons" role="group" aria-label={texts::playback(language)}>
                { button(props, "back", texts::back(language), IconName::Back, transport.step == 0, || Action::Back) }
                { toggle(props, "play", texts::play(language), IconName::Play, transport.is_playing, || Action::Play) }
                { toggle(props, "pause", texts::pause(language), IconName::Pause, !transport.is_playing, || Action::Pause) }
                { button(props, "step", texts::step(language), IconName::Step, false, || Action::Step) }
                { button(props, "skip", texts::skip(language), IconName::Skip, false, || Action::Skip) }
                { button(props, "settle", texts::settle(language), IconName::Settle, false, || Action::Settle) }
            </div>
            <TimeLine transport={transport.clone()} act={props.act.clone()} />
            <div class="buttons" role="group" aria-label={texts::changes(language)}>
                { button(props, "undo", texts::undo(language), IconName::Undo, !transport.can_undo, || Action::Undo) }
                { button(props, "redo", texts::redo(language), IconName::Redo, !transport.can_redo, || Action::Redo) }
                { button(props, "reset", texts::reset(language), IconName::Reset, false, || Action::Reset) }
                <button type="button" class="icon-button" data-action="share" title={texts::share(language)} aria-label={texts::share(language)} onclick={share}><Icon name={IconName::Share} /></button>
                { speeds(props, language) }
            </div>
            <p class="said" aria-hidden="true">
                if !transport.note.is_empty() {
                    <span class="time-note">{ &transport.note }</span>
                }
                <span>{ &props.said }</span>
            </p>
        </footer>
    }
}

fn button(
    props: &TransportBarProps,
    id: &'static str,
    title: &'static str,
    icon: IconName,
    is_off: bool,
    action: fn() -> Action,
) -> Html {
    html! {
        <button type="button" class="icon-button" data-action={id} {title} aria-label={title} disabled={is_off} onclick={send(&props.act, action)}>
            <Icon name={icon} />
        </button>
    }
}

fn toggle(
    props: &TransportBarProps,
    id: &'static str,
    title: &'static str,
    icon: IconName,
    is_on: bool,
    action: fn() -> Action,
) -> Html {
    html! {
        <button type="button" class="icon-button is-toggle" data-action={id} {title} aria-label={title} aria-pressed={is_on.to_string()} onclick={send(&props.act, action)}>
            <Icon name={icon} />
        </button>
    }
}

fn speeds(props: &TransportBarProps, language: Language) -> Html {
    let set = props.act.reform(|event: Event| {
        let name = page::selected(&event);
        Action::SetSpeed(Speed::named(&name).unwrap_or_default())
    });
    html! {
        <select class="speed" aria-label={texts::speed(language)} title={texts::speed(language)} onchange={set}>
            { for Speed::ALL.into_iter().map(|speed| html! {
                <option key={speed.name()} value={speed.name()} selected={speed == props.speed}>{ speed.name() }</option>
            }) }
        </select>
    }
}
