//! The status line: what `kubectl get daemonset` prints, each number a button that leads to its nodes.

use super::{Act, send};
use crate::state::{Action, Choice};
use crate::view::status::{Budget, Figure, Status};
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
    let status = &props.status;
    html! {
        <section class="status" aria-label="Status of the DaemonSet">
            <div class="status-name">
                <span class="heading">{ "DaemonSet" }</span>
                <code>{ status.name.clone().unwrap_or_else(|| "none".to_owned()) }</code>
            </div>
            <div class="figures">
                { for status.figures.iter().map(|figure| figure_button(figure, &props.act)) }
            </div>
            <div class="status-selector">
                <span class="heading">{ "Node selector" }</span>
                <code>{ &status.node_selector }</code>
            </div>
            { for status.budget.as_ref().map(budget) }
            { for status.budget.as_ref().and_then(stuck) }
        </section>
    }
}

fn figure_button(figure: &Figure, act: &Act) -> Html {
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
            aria-pressed={is_chosen.to_string()} title={format!("{}: show them", figure.meaning)} onclick={choose}>
            <span class="heading">{ figure.heading }</span>
            <span class="number" data-status={figure.id}>{ figure.number }</span>
        </button>
    }
}

/// One box for each node that may be unavailable (or doubled) at once, with who takes it.
fn budget(budget: &Budget) -> Html {
    let words = if budget.holders.is_empty() {
        "nobody uses it now".to_owned()
    } else {
        budget.holders.join("\n")
    };
    let boxes = budget.size.max(budget.used).clamp(0, Budget::MOST_UNITS);
    let unit = |index: i64| {
        classes!(
            "unit",
            (index < budget.used).then_some("is-used"),
            (index >= budget.size).then_some("is-over")
        )
    };
    html! {
        <div class="budget" data-budget={budget.name} title={format!("{} {}: {words}", budget.name, budget.size)}>
            <span class="heading">{ budget.name }</span>
            if budget.name == "OnDelete" {
                <span class="budget-words">{ "pods change when somebody deletes them" }</span>
            } else {
                <span class="budget-row">
                    <span class="budget-units" aria-hidden="true">{ for (0..boxes).map(|index| html! { <i key={index} class={unit(index)}></i> }) }</span>
                    <span class="budget-words">{ format!("{} of {} used", budget.used, budget.size) }</span>
                </span>
            }
        </div>
    }
}

fn stuck(budget: &Budget) -> Option<Html> {
    let because = budget.stuck.as_ref()?;
    Some(html! {
        <p class="stuck" data-stuck="" role="status">
            <strong>{ "Stuck because " }</strong>{ because }{ " " }
            <span class="ways-out">{ budget.ways_out.join(" ") }</span>
        </p>
    })
}
