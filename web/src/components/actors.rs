//! The three actors, and the pods that wait between them.

use super::{Act, Icon, IconName, PodChip, use_language};
use crate::texts::board as texts;
use crate::view::actors::{Actors, Station};
use crate::view::pod::PodView;
use std::rc::Rc;
use yew::prelude::*;

/// Props of [`ActorStrip`].
#[derive(Properties, PartialEq)]
pub struct ActorStripProps {
    /// The actors.
    pub actors: Actors,
    /// Pods without a node.
    pub pending: Vec<Rc<PodView>>,
    /// Where actions go.
    pub act: Act,
}

/// Controller, scheduler, kubelets.
#[component]
pub fn ActorStrip(props: &ActorStripProps) -> Html {
    let language = use_language();
    let [controller, scheduler, kubelets] = &props.actors.stations;
    html! {
        <section class="actors" aria-label={texts::who_acts(language)}>
            { station(controller, IconName::Controller, true) }
            <div class="queue" data-pending="" role="group" aria-label={texts::pods_without_node(language)}>
                if props.pending.is_empty() {
                    <span class="queue-empty">{ texts::no_pod_waits(language) }</span>
                }
                { for props.pending.iter().map(|pod| html! { <PodChip key={pod.key.1.to_string()} pod={pod.clone()} act={props.act.clone()} /> }) }
            </div>
            { station(scheduler, IconName::Scheduler, false) }
            <span class="to-nodes" aria-hidden="true"></span>
            { station(kubelets, IconName::Kubelet, false) }
        </section>
    }
}

fn station(station: &Station, icon: IconName, is_birthplace: bool) -> Html {
    let deed = if station.deed.is_empty() {
        station.role
    } else {
        &station.deed
    };
    html! {
        <div class={classes!("station", station.is_lit.then_some("is-lit"))} data-actor={station.id} data-lit={station.is_lit.to_string()}>
            <span class="station-icon" data-birthplace={is_birthplace.then_some("")}><Icon name={icon} /></span>
            <span class="station-text">
                <strong class="station-name">{ station.name }</strong>
                <span class="station-deed" title={deed.to_owned()}>{ deed }</span>
            </span>
        </div>
    }
}
