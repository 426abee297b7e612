//! The panel beside the cluster: why a node has a pod, what a pod looks like, which nodes a number counts.

use super::facts::{EventView, Facts, events, facts};
use super::fates::{self, Fate, Fates, ImageFates};
use super::origin::{Origin, origin};
use super::remembered::{Remembered, Shared};
use super::revisions::{HistoryMemo, Revisions, revisions};
use super::{Subject, status};
use crate::state::board::Layout;
use crate::state::{App, Choice};
use crate::texts::status as texts;
use everynode_core::admission::pod_security::{self, Level};
use everynode_core::explain::{self, Outcome, Why};
use everynode_core::objects::{ObjectKey, PodTemplate};
use everynode_core::sim::Simulation;
use everynode_core::time::SimTime;
use std::rc::Rc;
use std::sync::Arc;

/// What the panel shows.
#[derive(Debug, Clone, PartialEq)]
pub enum Inspector {
    /// How to read the picture, the revisions that there are, and what Pod Security says of the set's pods.
    Legend {
        /// The revisions.
        revisions: Rc<Revisions>,
        /// Each level that would refuse the pods, with what it finds.
        refusals: Vec<(&'static str, String)>,
    },
    /// Why a node has a pod or not.
    Node(Rc<NodeStory>),
    /// A pod as YAML.
    Pod(Rc<PodStory>),
    /// The nodes behind a number.
    Nodes {
        /// The number's heading.
        heading: &'static str,
        /// What it counts.
        meaning: &'static str,
        /// The nodes, each with what it is doing where that is to be said.
        nodes: Vec<(Arc<str>, Option<String>)>,
    },
}

/// Why a node has a pod or not.
#[derive(Debug, Clone, PartialEq)]
pub struct NodeStory {
    /// The node.
    pub name: Arc<str>,
    /// What can happen to it.
    pub fates: Fates,
    /// The whole node, where the board shows only a tile of it.
    pub details: Option<Rc<super::node::NodeView>>,
    /// The engine's explanation; `None` without a DaemonSet.
    pub why: Option<Why>,
    /// What there is to know of it.
    pub facts: Rc<Facts>,
}

/// A pod as YAML.
#[derive(Debug, Clone, PartialEq)]
pub struct PodStory {
    /// Its identity.
    pub key: ObjectKey,
    /// What can happen to it.
    pub fates: Vec<Fate>,
    /// What can go wrong with its images.
    pub images: Vec<ImageFates>,
    /// Its lines, with who wrote them.
    pub origin: Origin,
    /// What was reported about it.
    pub events: Vec<EventView>,
}

/// The name of an outcome in attributes.
pub const fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Yes => "yes",
        Outcome::No => "no",
        Outcome::Waiting => "waiting",
    }
}

/// Computes the panel.
pub fn inspector(
    app: &App,
    simulation: &Simulation,
    subject: &Subject<'_>,
    layout: Layout,
    memo: &mut LegendMemo,
) -> Inspector {
    match &app.choice {
        Choice::Nothing => legend(app, subject, simulation.now(), memo),
        Choice::Node(name) => match subject.cluster.nodes.get(name) {
            Some(node) => Inspector::Node(Rc::new(NodeStory {
                name: name.clone(),
                fates: fates::fates(node, simulation, subject, app.language),
                details: (layout != Layout::Cards).then(|| Rc::new(super::node::node_view(app, node, subject))),
                facts: Rc::new(facts(simulation, node, subject)),
                why: app
                    .set
                    .as_ref()
                    .and_then(|set| explain::why(simulation, set, name, app.language)),
            })),
            None => legend(app, subject, simulation.now(), memo),
        },
        Choice::Pod(key) => match (subject.cluster.pods.get(key), origin(app, simulation, key)) {
            (Some(_), Some(origin)) => Inspector::Pod(Rc::new(PodStory {
                key: key.clone(),
                fates: fates::of_pod(key, app.language),
                images: fates::of_images(key, simulation, app.language),
                origin,
                events: events(simulation, "Pod", &key.0, &key.1),
            })),
            (None, _) | (_, None) => legend(app, subject, simulation.now(), memo),
        },
        Choice::Counter(counter) => {
            let (_, heading, meaning) = status::describe(*counter, app.language);
            let nodes = status::nodes_behind(*counter, subject, simulation.now());
            Inspector::Nodes {
                heading,
                meaning,
                nodes: nodes.into_iter().map(|node| (node, None)).collect(),
            }
        }
        Choice::Budget => {
            let holders = status::holders(app, simulation).into_iter();
            Inspector::Nodes {
                heading: texts::budget(app.language),
                meaning: texts::budget_meaning(app.language),
                nodes: holders.map(|holder| (holder.node, Some(holder.words))).collect(),
            }
        }
    }
}

/// What of the legend depends on the template and on the revisions alone.
#[derive(Debug, Default)]
pub struct LegendMemo {
    history: HistoryMemo,
    refusals: Remembered<Shared<PodTemplate>, Vec<(&'static str, String)>>,
}

fn legend(app: &App, subject: &Subject<'_>, now: SimTime, memo: &mut LegendMemo) -> Inspector {
    let refused = subject.set.map(|set| {
        memo.refusals
            .of(Shared(set.template.clone()), |template| refusals(&template.0))
            .clone()
    });
    Inspector::Legend {
        revisions: Rc::new(revisions(app, subject, now, &mut memo.history)),
        refusals: refused.unwrap_or_default(),
    }
}

/// The Pod Security levels that would refuse pods of a template, and why.
fn refusals(template: &PodTemplate) -> Vec<(&'static str, String)> {
    let found = |level| pod_security::evaluate(level, &template.json);
    [Level::Baseline, Level::Restricted]
        .into_iter()
        .map(found)
        .filter(|evaluation| !evaluation.allowed())
        .map(|evaluation| (evaluation.level.name(), evaluation.detail()))
        .collect()
}
