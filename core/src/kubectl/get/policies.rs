//! `kubectl get resourcequotas`, `priorityclasses` and `poddisruptionbudgets`: `printResourceQuota`, `printPriorityClass`
//! and `printPodDisruptionBudget` of `pkg/printers/internalversion/printers.go`.

use super::table::{Cell, Column, Row, Table};
use crate::json::Fields;
use crate::kubectl::duration::age;
use crate::time::SimTime;
use serde_json::Value;

/// The table of `quotas` (ResourceQuotas as API JSON) at `now`.
pub fn resource_quotas(quotas: &[Value], now: SimTime) -> Table<'_> {
    const COLUMNS: &[Column] = &[
        Column::narrow("Name"),
        Column::narrow("Request"),
        Column::narrow("Limit"),
        Column::narrow("Age"),
    ];
    let row = |quota| {
        let used = Value::at(quota, "status.used");
        let shares = |limits: bool| {
            let hard = quota.pairs("status.hard").into_iter();
            let hard = hard.filter(|(resource, _)| resource.starts_with("limits") == limits);
            let shares = hard.map(|(resource, hard)| {
                let used = used.get(resource).and_then(Value::as_str).unwrap_or("0");
                format!("{resource}: {used}/{hard}")
            });
            Cell::Text(shares.collect::<Vec<_>>().join(", "))
        };
        let cells = vec![
            quota.text("metadata.name").into(),
            shares(false),
            shares(true),
            age(quota, now).into(),
        ];
        Row { cells, object: quota }
    };
    Table {
        columns: COLUMNS,
        rows: quotas.iter().map(row).collect(),
    }
}

/// The table of `classes` (PriorityClasses as API JSON) at `now`.
pub fn priority_classes(classes: &[Value], now: SimTime) -> Table<'_> {
    const COLUMNS: &[Column] = &[
        Column::narrow("Name"),
        Column::narrow("Value"),
        Column::narrow("Global-Default"),
        Column::narrow("Age"),
        Column::narrow("PreemptionPolicy"),
    ];
    let row = |class| {
        let policy = match Value::text(class, "preemptionPolicy") {
            "" => "PreemptLowerPriority",
            policy => policy,
        };
        let cells = vec![
            class.text("metadata.name").into(),
            Cell::Count(class.integer("value")),
            class.is_true("globalDefault").to_string().into(),
            age(class, now).into(),
            policy.into(),
        ];
        Row { cells, object: class }
    };
    Table {
        columns: COLUMNS,
        rows: classes.iter().map(row).collect(),
    }
}

/// The table of `budgets` (PodDisruptionBudgets as API JSON) at `now`.
pub fn disruption_budgets(budgets: &[Value], now: SimTime) -> Table<'_> {
    const COLUMNS: &[Column] = &[
        Column::narrow("Name"),
        Column::narrow("Min Available"),
        Column::narrow("Max Unavailable"),
        Column::narrow("Allowed Disruptions"),
        Column::narrow("Age"),
    ];
    let row = |budget| {
        let share = |path: &str| match Value::at(budget, path) {
            Value::Null => "N/A".to_owned(),
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        let cells = vec![
            budget.text("metadata.name").into(),
            share("spec.minAvailable").into(),
            share("spec.maxUnavailable").into(),
            Cell::Count(budget.integer("status.disruptionsAllowed")),
            age(budget, now).into(),
        ];
        Row { cells, object: budget }
    };
    Table {
        columns: COLUMNS,
        rows: budgets.iter().map(row).collect(),
    }
}
