//! Why a node has a pod or not: the decisions in order, each with its place in the texts, and what would change them.

use super::breaks::breakable;
use super::{Act, send, use_language};
use crate::platform::page;
use crate::state::{Action, Document, Inspect};
use crate::texts::inspector as texts;
use crate::view::deciding::{Deciding, LinkPlace, Offer, OfferDeed};
use crate::view::inspector::outcome;
use crate::view::words;
use everynode_core::explain::{Link, Why};
use everynode_core::language::Language;
use std::rc::Rc;
use yew::prelude::*;

/// Props of [`WhyChain`].
#[derive(Properties, PartialEq)]
pub struct WhyChainProps {
    /// The explanation.
    pub why: Why,
    /// Where its decisions come from, and what would change them.
    pub deciding: Rc<Deciding>,
    /// Where actions go.
    pub act: Act,
}

/// The chain and the offers.
#[component]
pub fn WhyChain(props: &WhyChainProps) -> Html {
    let language = use_language();
    let WhyChainProps { why, deciding, act } = props;
    let summary = use_node_ref();
    let places = |index: usize| deciding.places.get(index).map_or(&[][..], Vec::as_slice);
    html! {
        <>
            <p class="why-summary" tabindex="-1" ref={summary.clone()}>{ breakable(&why.summary) }</p>
            <ol class="chain">{ for why.chain.iter().enumerate().map(|(index, link)| chain_link(index, link, places(index), act, language)) }</ol>
            { for ["gives", "frees", "takes"].into_iter().map(|aim| offers(aim, deciding, &summary, act, language)) }
            if deciding.offers.is_empty() && !why.advice.is_empty() {
                <h3 class="heading">{ texts::what_would_change_it(language) }</h3>
                <ul class="advice">{ for why.advice.iter().map(|advice| html! { <li key={advice.clone()}><code>{ advice }</code></li> }) }</ul>
            }
        </>
    }
}

fn chain_link(index: usize, link: &Link, places: &[LinkPlace], act: &Act, language: Language) -> Html {
    let path = link
        .path
        .as_ref()
        .filter(|_| places.iter().all(|place| place.place.document != Document::Manifest));
    html! {
        // The chain is an order of decisions: the place is the identity.
        <li key={index} class="link" data-outcome={outcome(link.outcome)} data-actor={words::station_name(link.actor)}>
            <span class="link-who">{ words::station(link.actor, language) }</span>
            <span class="link-text">{ breakable(&link.text) }</span>
            if let Some(path) = path {
                <code class="link-path">{ path }</code>
            }
            if !places.is_empty() {
                <span class="link-places">{ for places.iter().map(|place| place_button(place, act, language)) }</span>
            }
        </li>
    }
}

fn place_button(at: &LinkPlace, act: &Act, language: Language) -> Html {
    let (id, says) = match at.place.document {
        Document::Manifest => ("manifest", texts::manifest_line(language, &at.line)),
        Document::Nodes => ("nodes", texts::nodes_line(language, &at.line)),
    };
    let place = at.place;
    html! {
        <button key={id} type="button" class="place" data-place={id} onclick={send(act, move || Action::Inspect(Inspect::GoTo(place)))}>
            <code>{ breakable(&at.name) }</code>
            <span class="place-line">{ says }</span>
        </button>
    }
}

fn offers(aim: &'static str, deciding: &Deciding, summary: &NodeRef, act: &Act, language: Language) -> Html {
    let offers: Vec<&Offer> = deciding.offers.iter().filter(|offer| offer.aim == aim).collect();
    if offers.is_empty() {
        return html! {};
    }
    let heading = match aim {
        "gives" => texts::would_give(language),
        "frees" => texts::would_free(language),
        _ => texts::would_take(language),
    };
    html! {
        <section key={aim} class="offers" data-offers={aim}>
            <h3 class="heading">{ heading }</h3>
            <ul>{ for offers.into_iter().map(|offer| offer_item(offer, summary, act, language)) }</ul>
        </section>
    }
}

fn offer_item(offer: &Offer, summary: &NodeRef, act: &Act, language: Language) -> Html {
    let onclick = {
        let (act, deed, summary) = (act.clone(), offer.deed.clone(), summary.clone());
        Callback::from(move |_: MouseEvent| {
            // The offer goes once it is taken: the focus stays with the answer.
            page::focus_on(&summary);
            match &deed {
                OfferDeed::Commands(commands) => {
                    for command in commands {
                        act.emit(Action::Do(command.clone()));
                    }
                }
                OfferDeed::Edit(text) => act.emit(Action::Edit(Document::Manifest, text.clone())),
            }
        })
    };
    let (is_edit, kind) = match offer.deed {
        OfferDeed::Edit(_) => (true, texts::kind_edit(language)),
        OfferDeed::Commands(_) => (false, texts::kind_command(language)),
    };
    let sign = |is_added: bool| match (is_edit, is_added) {
        (false, _) => '$',
        (true, true) => '+',
        (true, false) => '−',
    };
    html! {
        <li key={offer.title.clone()} class="offer" data-offer={if is_edit { "edit" } else { "command" }}>
            <span class="offer-title">{ &offer.title }</span>
            <button type="button" class="button" data-action="take-offer" aria-label={texts::apply_offer(language, &offer.title)} {onclick}>{ texts::apply(language) }</button>
            if !offer.lines.is_empty() {
                <pre class="fix-lines" tabindex="0" aria-label={kind}>
                    { for offer.lines.iter().map(|line| html! {
                        <span class={if !is_edit { "is-command" } else if line.is_added { "is-added" } else { "is-removed" }}>{ format!("{} {}\n", sign(line.is_added), line.text) }</span>
                    }) }
                </pre>
            }
            if let Some(effect) = &offer.effect {
                <span class="offer-effect">{ effect }</span>
            }
        </li>
    }
}
