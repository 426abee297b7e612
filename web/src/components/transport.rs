//! Play, pause, step: how one moves through time.

use super::{Act, Icon, IconName, send};
use crate::platform::page::{self, InputField};
use crate::state::Action;
use crate::state::playback::Speed;
use crate::view::transport::Transport;
use yew::prelude::*;

/// Props of [`TransportBar`].
#[derive(Properties, PartialEq)]
pub struct TransportBarProps {
    /// Clock and time line.
    pub transport: Transport,
    /// The fragment of a link to this page.
    pub link: String,
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
    let transport = &props.transport;
    let share = {
        let (act, link) = (props.act.clone(), props.link.clone());
        Callback::from(move |_: MouseEvent| {
            page::set_fragment(&link);
            page::copy(&format!("{}#{link}", page::address()));
            act.emit(Action::Say(
                "A link to these texts is on the clipboard and in the address bar".to_owned(),
            ));
        })
    };
    html! {
        <footer class="transport" aria-label="Time">
            <div class="buttons" role="group" aria-label="Playback">
                { button(props, "back", "Step back", IconName::Back, transport.step == 0, || Action::Back) }
                { toggle(props, "play", "Play", IconName::Play, transport.is_playing, || Action::Play) }
                { toggle(props, "pause", "Pause", IconName::Pause, !transport.is_playing, || Action::Pause) }
                { button(props, "step", "Step", IconName::Step, false, || Action::Step) }
                { button(props, "settle", "Run until nothing more happens", IconName::Settle, false, || Action::Settle) }
            </div>
            { time_line(props) }
            <div class="buttons" role="group" aria-label="Changes">
                { button(props, "undo", "Undo", IconName::Undo, !transport.can_undo, || Action::Undo) }
                { button(props, "redo", "Redo", IconName::Redo, !transport.can_redo, || Action::Redo) }
                { button(props, "reset", "Start afresh", IconName::Reset, false, || Action::Reset) }
                <button type="button" class="icon-button" data-action="share" title="Copy a link" aria-label="Copy a link" onclick={share}><Icon name={IconName::Share} /></button>
                { speeds(props) }
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

fn time_line(props: &TransportBarProps) -> Html {
    let transport = &props.transport;
    let seek = props.act.reform(|event: InputEvent| {
        let field: InputField = event.target_unchecked_into();
        Action::Seek(field.value().parse().unwrap_or_default())
    });
    html! {
        <div class="time">
            <output class="clock" data-clock="" title="Virtual time">{ &transport.clock }</output>
            <div class="time-line">
                <svg class="marks" viewBox="0 0 1000 8" preserveAspectRatio="none" aria-hidden="true">
                    { for transport.marks.iter().map(|at| html! { <rect key={*at} x={at.to_string()} y="0" width="3" height="8" /> }) }
                </svg>
                <input type="range" data-timeline="" min="0" max={transport.steps.to_string()} value={transport.step.to_string()}
                    aria-label="Step" aria-valuetext={format!("step {} of {}", transport.step, transport.steps)} oninput={seek} />
            </div>
            <span class="step-count">{ format!("{} / {}", transport.step, transport.steps) }</span>
        </div>
    }
}

fn speeds(props: &TransportBarProps) -> Html {
    let set = props.act.reform(|event: Event| {
        let name = page::selected(&event);
        Action::SetSpeed(Speed::named(&name).unwrap_or_default())
    });
    html! {
        <select class="speed" aria-label="Speed" title="Speed" onchange={set}>
            { for Speed::ALL.into_iter().map(|speed| html! {
                <option key={speed.name()} value={speed.name()} selected={speed == props.speed}>{ speed.name() }</option>
            }) }
        </select>
    }
}
