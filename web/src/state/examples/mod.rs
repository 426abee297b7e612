//! What the page can start from: a few examples in the header, and a gallery with one for each question that people ask,
//! each at the moment that matters. What was done until then is a scenario: see [`Example::scenario`].

mod questions;
mod workloads;

#[cfg(test)]
mod tests;

pub use questions::{QUESTIONS, Topic};
pub use workloads::WORKLOADS;

use super::text;
use crate::texts::examples as texts;
use everynode_core::language::Language;
use everynode_core::scenario::{Act, Deed, Moment, Scenario};
use everynode_core::sim::Command;
use everynode_core::time::Millis;
use std::sync::Arc;

/// A text in the language of the page.
pub type Text = fn(Language) -> &'static str;

/// A manifest, nodes, and what was done with them before the page shows them.
#[derive(Debug)]
pub struct Example {
    /// Stable name, in attributes and links.
    pub id: &'static str,
    /// The name of its button; a question in the gallery.
    pub title: Text,
    /// What there is to see.
    pub caption: Text,
    /// What the reader can try himself.
    pub attempt: Option<Text>,
    /// The DaemonSet.
    pub manifest: &'static str,
    /// The nodes, one a line.
    pub nodes: &'static str,
    /// What was done, in the order of time.
    pub deeds: &'static [(Time, Doing)],
    /// What is shown first.
    pub opens: Opens,
    /// The node that the inspector explains; none if empty.
    pub node: &'static str,
}

/// Virtual time since the beginning, in milliseconds.
pub type Time = i64;

/// Something that was done.
#[derive(Debug, Clone, Copy)]
pub enum Doing {
    /// The manifest was edited: every place that has the first text got the second.
    Edit(&'static str, &'static str),
    /// A command was given.
    Do(fn() -> Command),
    /// A node joined, and was ready so many milliseconds later.
    Join(&'static str, u32),
}

/// How an example opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opens {
    /// After the last deed, in motion.
    Moving,
    /// At a time, in motion.
    MovingAt(Time),
    /// At a time, standing still.
    StillAt(Time),
}

impl PartialEq for Example {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Example {
    /// An example that opens at its beginning.
    const fn fresh(id: &'static str, title: Text, caption: Text, manifest: &'static str, nodes: &'static str) -> Self {
        Self {
            id,
            title,
            caption,
            attempt: None,
            manifest,
            nodes,
            deeds: &[],
            opens: Opens::Moving,
            node: "",
        }
    }

    /// All that happened, and the moment that matters.
    pub fn scenario(&self, seed: u64) -> Scenario {
        let mut manifest = Arc::<str>::from(self.manifest);
        let mut scenario = Scenario {
            manifest: manifest.clone(),
            nodes: self.nodes.into(),
            seed,
            ..Scenario::default()
        };
        for (millis, doing) in self.deeds {
            let act = match doing {
                Doing::Edit(before, after) => {
                    manifest = manifest.replace(before, after).into();
                    scenario.edited_manifest = Some(manifest.clone());
                    Act::Apply(manifest.clone())
                }
                Doing::Do(command) => Act::Command(command().into()),
                Doing::Join(name, later) => {
                    let Some(node) = text::new_node(name) else { continue };
                    let ready_after_ms = Some(*later);
                    Act::Command(Command::AddNode { node, ready_after_ms }.into())
                }
            };
            scenario.deeds.push(Deed {
                at: moment(*millis),
                act,
            });
        }
        scenario.cursor = match self.opens {
            Opens::Moving => None,
            Opens::MovingAt(millis) | Opens::StillAt(millis) => Some(moment(millis)),
        };
        if !self.node.is_empty() {
            scenario.selected = Some(format!("node/{}", self.node));
        }
        scenario
    }
}

const fn moment(millis: Time) -> Moment {
    Moment {
        step: None,
        time: Millis(millis),
    }
}

/// Those in the header, in the order of their buttons. The page opens with the first.
pub static EXAMPLES: [Example; 6] = [
    Example::fresh(
        "node-selector",
        texts::node_selector_title,
        texts::node_selector_caption,
        include_str!("selected.yaml"),
        "node-1 app=logging-node zone=a\n\
                node-2 zone=b\n\
                node-3 app=logging-node zone=c\n",
    ),
    Example::fresh(
        "first",
        texts::first_title,
        texts::first_caption,
        include_str!("fluentd.yaml"),
        "docker-desktop kubernetes.io/os=linux\n",
    ),
    Example::fresh(
        "rolling-update",
        texts::rolling_update_title,
        texts::rolling_update_caption,
        include_str!("rolling.yaml"),
        "control-plane node-role.kubernetes.io/control-plane= taint:node-role.kubernetes.io/control-plane:NoSchedule\n\
                worker-1 zone=a\n\
                worker-2 zone=a\n\
                worker-3 zone=b\n\
                worker-4 zone=b\n\
                worker-5 zone=c\n",
    ),
    Example::fresh(
        "taints",
        texts::taints_title,
        texts::taints_caption,
        include_str!("every.yaml"),
        "control-plane cpu=2 memory=4Gi taint:node-role.kubernetes.io/control-plane:NoSchedule\n\
                gpu-1 gpu=true cpu=16 memory=64Gi taint:dedicated=gpu:NoExecute\n\
                worker-1 cpu=4 memory=8Gi\n\
                worker-2 cpu=4 memory=8Gi cordoned\n",
    ),
    Example::fresh(
        "full-node",
        texts::full_node_title,
        texts::full_node_caption,
        include_str!("every.yaml"),
        "worker-1 cpu=4 memory=8Gi\n\
                worker-2 cpu=250m memory=8Gi\n\
                worker-3 cpu=4 memory=8Gi\n",
    ),
    Example::fresh(
        "surge",
        texts::surge_title,
        texts::surge_caption,
        include_str!("agent.yaml"),
        "worker-[1-4] cpu=4 memory=8Gi\n",
    ),
];

/// All examples: those of the header, the questions, the workloads.
pub fn all() -> impl Iterator<Item = &'static Example> {
    let questions = QUESTIONS.iter().flat_map(|(_, examples)| examples.iter());
    EXAMPLES.iter().chain(questions).chain(&WORKLOADS)
}

/// The example of that name.
pub fn named(id: &str) -> Option<&'static Example> {
    all().find(|example| example.id == id)
}
