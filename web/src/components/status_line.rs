//! The status line: what `kubectl get daemonset` prints, each number a button that leads to its nodes.

use super::{Act, send, use_language};
use crate::state::{Action, Choice};
use crate::texts::status as texts;
use crate::view::status::{Budget, Figure, Status};
use everynode_core::language::Language;
use yew::prelude::*;

/// Props of [`StatusLine`].
#[derive(Properties, PartialEq)]
pub struct StatusLineProps {
    /// The numbers.
    pub status: Status,
    /// Where actions go.
    pub act: Act,
}

/// The status line.
#[component]
pub fn StatusLine(props: &StatusLineProps) -> Html {
    let (status, language) = (&props.status, use_language());
    html! {
        <section class="status" aria-label={texts::status(language)}>
            <div class="status-name">
                <span class="heading">{ texts::daemon_set(language) }</span>
                <code>{ status.name.clone().unwrap_or_else(|| texts::none(language).to_owned()) }</code>
            </div>
            <div class="figures">
                { for status.figures.iter().map(|figure| figure_button(figure, &props.act, language)) }
            </div>
            <div class="status-selector">
                <span class="heading">{ texts::node_selector(language) }</span>
                <code>{ &status.node_selector }</code>
            </div>
            { for status.budget.as_ref().map(|each| budget(each, &props.act, language)) }
            { for status.budget.as_ref().and_then(|budget| stuck(budget, language)) }
        </section>
    }
}

fn figure_button(figure: &Figure, act: &Act, language: Language) -> Html {
    let counter = figure.counter;
    let is_chosen = figure.is_chosen;
    let choose = send(act, move || {
        Action::Choose(if is_chosen {
            Choice::Nothing
        } else {
            Choice::Counter(counter)
        })
    });
    html! {
        <button key={figure.id} type="button" class={classes!("figure", figure.is_worrying.then_some("is-worrying"))}
            aria-pressed={is_chosen.to_string()} title={texts::show_them(language, &figure.meaning)} onclick={choose}>
            <span class="heading">{ figure.heading }</span>
            <span class="number" data-status={figure.id}>{ figure.number }</span>
        </button>
    }
}

/// One box for each node that may be unavailable (or doubled) at once, with who takes it: a button that leads to them.
fn budget(budget: &Budget, act: &Act, language: Language) -> Html {
    if budget.name == "OnDelete" {
        return html! {
            <div class="budget" data-budget={budget.name}>
                <span class="heading">{ budget.name }</span>
                <span class="budget-words">{ texts::on_delete(language) }</span>
            </div>
        };
    }
    let told = budget.holders.join("\n");
    let more = usize::try_from(budget.used)
        .unwrap_or_default()
        .saturating_sub(budget.holders.len());
    let words = match (budget.holders.is_empty(), more) {
        (true, _) => texts::nobody_uses_it(language).to_owned(),
        (false, 0) => told,
        (false, more) => texts::more_holders(language, &told, more),
    };
    let boxes = budget.size.max(budget.used).clamp(0, i64::from(Budget::MOST_UNITS));
    let unit = |index: i64| {
        classes!(
            "unit",
            (index < budget.used).then_some("is-used"),
            (index >= budget.size).then_some("is-over")
        )
    };
    let is_chosen = budget.is_chosen;
    let choose = send(act, move || {
        Action::Choose(if is_chosen { Choice::Nothing } else { Choice::Budget })
    });
    html! {
        <button type="button" class="budget" data-budget={budget.name} aria-pressed={is_chosen.to_string()}
            title={texts::budget_title(language, &words, &budget.name, budget.size)} onclick={choose}>
            <span class="heading">{ budget.name }</span>
            <span class="budget-row">
                <span class="budget-units" aria-hidden="true">{ for (0..boxes).map(|index| html! { <i key={index} class={unit(index)}></i> }) }</span>
                <span class="budget-words">{ texts::used(language, budget.size, budget.used) }</span>
            </span>
        </button>
    }
}

fn stuck(budget: &Budget, language: Language) -> Option<Html> {
    let because = budget.stuck.as_ref()?;
    Some(html! {
        <p class="stuck" data-stuck="" role="status">
            <strong>{ texts::stuck_because(language) }</strong>{ because }{ " " }
            <span class="ways-out">{ budget.ways_out.join(" ") }</span>
        </p>
    })
}
