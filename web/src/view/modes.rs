//! Who finds the nodes of daemon pods, and both ways side by side.

use super::pod::Shape;
use crate::state::App;
use crate::texts::modes as texts;
use everynode_core::language::Language;
use everynode_core::objects::{DaemonSetStatus, PodPhase, SchedulingMode};
use everynode_core::ordered::Order;
use everynode_core::sim::{EventComparison, NodeComparison, PodState};
use std::sync::Arc;

/// The switch, and the table if both ways are shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Modes {
    /// How the cluster schedules.
    pub mode: SchedulingMode,
    /// Both ways.
    pub table: Option<Table>,
}

/// Both ways at this moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// How many nodes differ, as a sentence.
    pub summary: String,
    /// The nodes; those that differ first.
    pub rows: Vec<Row>,
    /// DESIRED, CURRENT, READY: today and before.
    pub counters: [(&'static str, i64, i64); 3],
    /// Reasons of events, how often today and before, and a message.
    pub events: Vec<EventRow>,
}

/// One node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The node.
    pub node: Arc<str>,
    /// Its pods today, and before.
    pub sides: [Vec<Cell>; 2],
    /// The two differ.
    pub differs: bool,
}

/// One pod.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// Its state.
    pub shape: Shape,
    /// The state, in a word.
    pub state: &'static str,
    /// Why it waits.
    pub why: Option<Arc<str>>,
}

/// One reason of events.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventRow {
    /// The reason.
    pub reason: Arc<str>,
    /// How many today, and before.
    pub counts: [u32; 2],
    /// The latest message.
    pub message: Arc<str>,
}

/// How many rows are drawn.
const ROWS: usize = 60;

/// Computes the switch and the table.
pub fn modes(app: &App) -> Modes {
    Modes {
        mode: app.simulation().cluster().scheduling_mode,
        table: app.told.as_ref().map(|told| {
            let comparison = told.both().compare();
            let differing = comparison.nodes.iter().filter(|node| node.differs).count();
            let mut rows: Vec<Row> = comparison.nodes.iter().map(|node| row(node, app.language)).collect();
            rows.order_by_key(|row| !row.differs);
            rows.truncate(ROWS);
            let set = comparison
                .sets
                .iter()
                .find(|set| app.set == Some((set.namespace.clone(), set.name.clone())));
            let statuses = [set.and_then(|set| set.today), set.and_then(|set| set.before)];
            let counter = |name, read: fn(&DaemonSetStatus) -> i64| {
                let [today, before] = statuses.map(|status| status.as_ref().map_or(0, read));
                (name, today, before)
            };
            Table {
                summary: texts::differing(app.language, differing, comparison.nodes.len()),
                rows,
                counters: [
                    counter("DESIRED", |status| status.desired_number_scheduled),
                    counter("CURRENT", |status| status.current_number_scheduled),
                    counter("READY", |status| status.number_ready),
                ],
                events: comparison.events.iter().map(event).collect(),
            }
        }),
    }
}

fn row(node: &NodeComparison, language: Language) -> Row {
    let cells = |pods: &Option<Vec<PodState>>| pods.iter().flatten().map(|pod| cell(pod, language)).collect();
    Row {
        node: node.node.clone(),
        sides: [cells(&node.today), cells(&node.before)],
        differs: node.differs,
    }
}

fn cell(pod: &PodState, language: Language) -> Cell {
    let shape = match pod.phase {
        _ if pod.terminating => Shape::Terminating,
        PodPhase::Pending if pod.bound => Shape::Creating,
        PodPhase::Pending => Shape::Pending,
        PodPhase::Running if pod.ready => Shape::Ready,
        PodPhase::Running | PodPhase::Unknown => Shape::Running,
        PodPhase::Succeeded | PodPhase::Failed => Shape::Failed,
    };
    Cell {
        shape,
        state: shape.word(language),
        why: pod.unschedulable.clone(),
    }
}

fn event(event: &EventComparison) -> EventRow {
    EventRow {
        reason: event.reason.clone(),
        counts: [event.today, event.before],
        message: event.message.clone(),
    }
}
