//! Where a rolling update stands: who uses its budget, and why nothing moves any more.

use super::sentences;
use crate::controller::{self, BudgetHolder, BudgetUse, RolloutBudget};
use crate::language::Language;
use crate::objects::{DaemonSet, ObjectKey, Pod, UpdateStrategy};
use crate::ordered::Order;
use crate::sim::Simulation;
use crate::texts::explain as texts;
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Where a rolling update stands.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Rollout {
    /// The numbers, and the nodes that hold each unit of the budget.
    pub budget: RolloutBudget,
    /// What each holder is doing, in the order of `budget.holders`.
    pub holders: Vec<String>,
    /// `maxUnavailable` or `maxSurge`: the limit that counts.
    pub limit: &'static str,
    /// Every node that should run the pod has an available one of the newest revision.
    pub complete: bool,
    /// Nothing will move any more: why, and the ways out.
    pub stuck: Option<Stuck>,
}

/// Why nothing moves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Stuck {
    /// In one sentence.
    pub because: String,
    /// What a person can do.
    pub ways_out: Vec<String>,
}

/// Where the rolling update of a set stands at the cursor. `None` without such a set, and with OnDelete.
pub fn rollout(simulation: &Simulation, key: &ObjectKey, language: Language) -> Option<Rollout> {
    rollout_in_short(simulation, key, language, usize::MAX)
}

/// The same, saying of so many holders at most what they are doing: there can be as many as there are nodes.
pub fn rollout_in_short(
    simulation: &Simulation,
    key: &ObjectKey,
    language: Language,
    most_told: usize,
) -> Option<Rollout> {
    let set = simulation.cluster().daemon_sets.get(key)?;
    match set.strategy {
        UpdateStrategy::OnDelete => return None,
        UpdateStrategy::RollingUpdate { .. } => {}
    }
    let (budget, status) = simulation.survey(key)?;
    let complete = status.is_rolled_out();
    let holders = budget
        .holders
        .iter()
        .take(most_told)
        .map(|holder| holder_text(simulation, set, holder, language))
        .collect();
    let is_end = simulation.cursor() == simulation.steps().len();
    let stuck = (is_end && !complete && simulation.is_at_rest_but_for_vain_tries())
        .then(|| stuck(simulation, set, &budget, language));
    let limit = if budget.numbers.max_surge > 0 {
        "maxSurge"
    } else {
        "maxUnavailable"
    };
    Some(Rollout {
        budget,
        holders,
        limit,
        complete,
        stuck,
    })
}

/// How many nodes are kept out by which reason, most first; empty if the set should run somewhere. For the question why
/// DESIRED is 0.
pub fn why_nowhere(simulation: &Simulation, key: &ObjectKey, language: Language) -> Vec<(usize, String)> {
    let cluster = simulation.cluster();
    let Some(set) = cluster.daemon_sets.get(key) else {
        return Vec::new();
    };
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for node in cluster.nodes.values() {
        let placement = controller::place(&set.template, node);
        let against = placement.reasons.iter().find(|reason| reason.forbids_new_pods());
        let Some(reason) = against else { return Vec::new() };
        *counts.entry(sentences::short_reason(reason, language)).or_default() += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().map(|(reason, count)| (count, reason)).collect();
    counts.order_by_key(|(count, _)| std::cmp::Reverse(*count));
    counts
}

fn stuck(simulation: &Simulation, set: &DaemonSet, budget: &RolloutBudget, language: Language) -> Stuck {
    let numbers = budget.numbers;
    let (limit, allowed) = if numbers.max_surge > 0 {
        ("maxSurge", numbers.max_surge)
    } else {
        ("maxUnavailable", numbers.max_unavailable)
    };
    let because = match budget.holders.as_slice() {
        [] => texts::nothing_left(language).to_owned(),
        [first, rest @ ..] => {
            let who = holder_text(simulation, set, first, language);
            texts::budget_used(language, &allowed, &who, &limit, rest.len(), &numbers.used)
        }
    };
    let mut ways_out = vec![texts::mend_pods(language).to_owned()];
    if numbers.old > 0 {
        ways_out.push(texts::raise_limit(language, &limit, &numbers.used));
        ways_out.push(texts::roll_back(language, &"kubectl rollout undo"));
    }
    Stuck { because, ways_out }
}

/// What a holder of the budget is doing, in one sentence.
fn holder_text(simulation: &Simulation, set: &DaemonSet, holder: &BudgetHolder, language: Language) -> String {
    let node = &holder.node;
    if simulation.is_silent(node) {
        return texts::does_not_answer(language, node);
    }
    let pods = simulation
        .pods_of(node)
        .filter_map(|key| simulation.cluster().pods.get(key));
    let own = |pod: &&Arc<Pod>| pod.controller.as_ref().is_some_and(|owner| owner.uid == set.uid);
    let unready = pods.filter(own).find(|pod| !pod.ready);
    let in_vain = unready.and_then(|pod| {
        let reason = pod.tries_in_vain()?;
        Some(texts::new_in_vain(language, node, &pod.name, reason))
    });
    match holder.usage {
        BudgetUse::Excess => texts::two_pods(language, node),
        BudgetUse::NoPod => match unready {
            Some(pod) if pod.is_terminating() => texts::holder_terminating(language, node, &pod.name),
            Some(_) | None => texts::holder_has_no_pod(language, node),
        },
        BudgetUse::OldAndNew => in_vain.unwrap_or_else(|| texts::old_and_new(language, node)),
        BudgetUse::NewUnavailable => in_vain.unwrap_or_else(|| match unready {
            Some(pod) if pod.node_name.is_none() => texts::new_pending(language, node, &pod.name),
            Some(pod) => texts::new_not_ready(language, node, &pod.name),
            None => texts::new_not_available(language, node),
        }),
        BudgetUse::OldUnavailable => match unready {
            Some(pod) if pod.node_name.is_none() => texts::old_pending(language, node, &pod.name),
            Some(pod) => texts::old_not_ready(language, node, &pod.name),
            None => texts::old_not_available(language, node),
        },
    }
}
