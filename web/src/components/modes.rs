//! The switch between the ways of scheduling, and both of them side by side.

use super::pod_chip::shape;
use super::{Act, send, use_language};
use crate::state::Action;
use crate::texts::modes as texts;
use crate::view::modes::{Cell, Modes, Table};
use everynode_core::language::Language;
use everynode_core::objects::SchedulingMode;
use everynode_core::sim::Command;
use yew::prelude::*;

/// Props of [`ModeSwitch`] and [`ModeTable`].
#[derive(Properties, PartialEq)]
pub struct ModesProps {
    /// What they show.
    pub modes: Modes,
    /// Where actions go.
    pub act: Act,
}

/// Today's way, the one before v1.12, or both.
#[component]
pub fn ModeSwitch(props: &ModesProps) -> Html {
    let language = use_language();
    let (is_comparing, present) = (props.modes.table.is_some(), props.modes.mode);
    let one = |id: &'static str, name: &'static str, mode: SchedulingMode| {
        let is_on = !is_comparing && present == mode;
        let act = props.act.clone();
        let press = Callback::from(move |_: MouseEvent| {
            if is_comparing {
                act.emit(Action::CompareModes(false));
            }
            if mode != present {
                act.emit(Action::Do(Command::SetSchedulingMode { mode }));
            }
        });
        html! {
            <button type="button" class="mode" data-mode={id} aria-pressed={is_on.to_string()} onclick={press}>{ name }</button>
        }
    };
    html! {
        <div class="mode-switch" role="group" aria-label={texts::title(language)} title={texts::title(language)}>
            { one("today", texts::today(language), SchedulingMode::DefaultScheduler) }
            { one("before", texts::before(language), SchedulingMode::DaemonSetController) }
            <button type="button" class="mode" data-mode="both" aria-pressed={is_comparing.to_string()}
                onclick={send(&props.act, || Action::CompareModes(true))}>{ texts::both(language) }</button>
        </div>
    }
}

/// Both ways side by side.
#[component]
pub fn ModeTable(props: &ModesProps) -> Html {
    let language = use_language();
    let Some(table) = &props.modes.table else {
        return html! {};
    };
    html! {
        <div class="modes" data-modes="">
            <p class="modes-summary">{ &table.summary }</p>
            <table class="modes-table">
                <thead>
                    <tr>
                        <th scope="col">{ texts::node(language) }</th>
                        <th scope="col">{ texts::today_long(language) }</th>
                        <th scope="col">{ texts::before_long(language) }</th>
                    </tr>
                </thead>
                <tbody>
                    { for table.rows.iter().map(|row| html! {
                        <tr key={row.node.to_string()} data-differs={row.differs.to_string()}>
                            <th scope="row">{ &*row.node }</th>
                            { for row.sides.iter().map(|cells| side(cells, language)) }
                        </tr>
                    }) }
                </tbody>
            </table>
            { aside(table, language) }
        </div>
    }
}

fn side(cells: &[Cell], language: Language) -> Html {
    html! {
        <td>
            if cells.is_empty() {
                <span class="modes-none">{ texts::no_pod(language) }</span>
            }
            { for cells.iter().map(|cell| html! {
                <span class="modes-pod" data-shape={cell.shape.name()}>
                    { shape(cell.shape, None) }
                    <span>{ cell.state }</span>
                    if let Some(why) = &cell.why {
                        <small class="modes-why">{ &**why }</small>
                    }
                </span>
            }) }
        </td>
    }
}

/// The counters and the events of both.
fn aside(table: &Table, language: Language) -> Html {
    html! {
        <table class="modes-table">
            <thead>
                <tr>
                    <th scope="col">{ texts::what(language) }</th>
                    <th scope="col">{ texts::today(language) }</th>
                    <th scope="col">{ texts::before(language) }</th>
                </tr>
            </thead>
            <tbody>
                { for table.counters.iter().map(|(name, today, before)| html! {
                    <tr key={*name} data-differs={(today != before).to_string()}>
                        <th scope="row"><code>{ *name }</code></th>
                        <td>{ *today }</td>
                        <td>{ *before }</td>
                    </tr>
                }) }
                { for table.events.iter().map(|event| html! {
                    <tr key={event.reason.to_string()} data-differs="true">
                        <th scope="row"><code>{ &*event.reason }</code><small class="modes-why">{ &*event.message }</small></th>
                        { for event.counts.iter().map(|count| html! { <td>{ *count }</td> }) }
                    </tr>
                }) }
            </tbody>
        </table>
    }
}
