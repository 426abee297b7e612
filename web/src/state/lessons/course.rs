//! What a course is made of: lessons, their steps, what a step asks for and how it is checked. It is read from
//! `web/site/lessons/course.yaml`; the words are in files beside it ([`super::words`]).

use crate::state::Counter;
use everynode_core::manifest::yaml::read_documents;
use everynode_core::sim::Command;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;

/// All lessons, in the order in which they are meant to be read.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Course {
    /// The texts that steps start with, by name.
    pub manifests: BTreeMap<String, String>,
    /// The chapters.
    pub lessons: Vec<Lesson>,
}

/// One chapter.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Lesson {
    /// Stable name, in links and attributes.
    pub id: String,
    /// In order; the first has a start.
    pub steps: Vec<Step>,
}

/// One thing to look at, to foresee or to do.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Step {
    /// Stable name within the lesson, in links.
    pub id: String,
    /// The cluster that it begins with; without one it goes on from the step before.
    pub start: Option<Start>,
    /// kubectl commands that are offered for the console. `{pod:NODE}` is the name of the pod on that node.
    #[serde(default)]
    pub commands: Vec<String>,
    /// Lines of a manifest to look at.
    #[serde(default)]
    pub excerpt: String,
    /// What it asks for; without one it only shows something.
    pub task: Option<Task>,
}

/// A cluster to begin with.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Start {
    /// The name of the manifest.
    pub manifest: String,
    /// The nodes, one a line.
    pub nodes: String,
    /// The manifest stands in its editor, and the cluster has not got it yet.
    #[serde(default)]
    pub is_unapplied: bool,
    /// What was done until the step begins.
    #[serde(default)]
    pub acts: Vec<Act>,
}

/// What a step asks for.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub enum Task {
    /// The reader says what will happen before it is shown.
    Predict {
        /// Among which he chooses, in order. After the acts exactly one holds: that is the right one.
        choices: Vec<Choice>,
        /// What happens then.
        acts: Vec<Act>,
        /// What happens still before the next step.
        #[serde(default)]
        then: Vec<Act>,
    },
    /// The reader does something.
    Do {
        /// It is done when this holds.
        until: Condition,
        /// One way to do it.
        acts: Vec<Act>,
    },
}

/// One of the answers to a question.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Choice {
    /// Stable name within the step.
    pub id: String,
    /// What it claims.
    pub holds: Condition,
}

/// Something that the page does as the reader could do it.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub enum Act {
    /// Enters a line on the console, with `{pod:NODE}` as in commands.
    Kubectl(String),
    /// Replaces a part of the manifest.
    Edit {
        /// What stands there.
        from: String,
        /// What will.
        to: String,
    },
    /// Gives a command to the cluster.
    Command(Command),
    /// A healthy node joins, and is ready so many seconds later.
    Join(String, u32),
    /// Presses the button that lets a node like the others join.
    AddNode,
    /// Has the inspector explain something.
    Choose(Chosen),
    /// Shows both ways of scheduling side by side, or no longer.
    Compare(bool),
    /// Lets time pass until nothing happens any more.
    Settle,
    /// Lets so many seconds pass.
    Wait(i64),
    /// Does steps until something holds, and stops there.
    Until(Condition),
    /// Stops time.
    Pause,
}

impl Act {
    /// Whether it only lets time pass: in front of a reader the playback does that.
    pub const fn is_wait(&self) -> bool {
        matches!(self, Self::Settle | Self::Wait(_))
    }
}

/// What can be asked of the page and its cluster.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub enum Condition {
    /// The cluster has a DaemonSet.
    Exists(bool),
    /// There are so many pods of the DaemonSet, terminating ones not counted.
    Pods(usize),
    /// So many pods of the DaemonSet belong to a node, terminating ones not counted.
    PodsOn(String, usize),
    /// The pod of a node is ready.
    ReadyOn(String),
    /// The pod of a node waits to be bound.
    PendingFor(String),
    /// A pod with the name of no pod at the beginning of the step is on the node: it was replaced.
    ReplacedOn(String),
    /// Numbers of the DaemonSet's status, by the names of their columns.
    Status(BTreeMap<Counter, i64>),
    /// So many nodes were without an available pod at the worst moment of what happened.
    WorstUnavailable(i64),
    /// The pods of all nodes are of the newest revision and available.
    RolledOut,
    /// A node has a label.
    Label(String, String, String),
    /// A node lacks a label.
    NoLabel(String, String),
    /// A node is in the cluster.
    Node(String, bool),
    /// A field of the DaemonSet, by its path with slashes, has a value; `null` where it is absent.
    Field(String, serde_json::Value),
    /// The same of the pod of a node.
    PodField(String, String, serde_json::Value),
    /// What the manifest's editor holds is refused, and the words have this in them.
    Refused(String),
    /// What the manifest's editor holds is what the cluster has.
    Accepted,
    /// An event with this reason was told.
    Event(String),
    /// A command was entered since the step began, without an error. Every word is in it; `a|b` is either of two.
    Typed(Vec<String>),
    /// The inspector explains a node, the pod of a node, or a number of the status line.
    Chosen(Chosen),
    /// Both ways of scheduling are side by side.
    Compared,
    /// All of them hold.
    All(Vec<Condition>),
    /// It does not hold.
    Not(Box<Condition>),
}

/// What the inspector shows.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Chosen {
    /// A node.
    Node(String),
    /// The pod of a node.
    PodOn(String),
    /// A number.
    Number(Counter),
}

impl Course {
    /// The lesson of that name, and its place.
    pub fn lesson(&self, id: &str) -> Option<(usize, &Lesson)> {
        self.lessons.iter().enumerate().find(|(_, lesson)| lesson.id == id)
    }
}

impl Lesson {
    /// The place of a step by its name or its number, which counts from one.
    pub fn step(&self, name: &str) -> Option<usize> {
        let by_name = self.steps.iter().position(|step| step.id == name);
        let by_number = || name.parse::<usize>().ok()?.checked_sub(1);
        by_name.or_else(by_number).filter(|place| *place < self.steps.len())
    }
}

/// Reads a file of the lessons. `Err` says what is wrong with it.
pub fn read<T: DeserializeOwned>(text: &str) -> Result<T, String> {
    let mut read = read_documents(text);
    if let Some(error) = read.error() {
        return Err(error.to_owned());
    }
    let document = (!read.documents.is_empty()).then(|| read.documents.swap_remove(0));
    let value = document.map(|document| document.tree.to_json()).unwrap_or_default();
    serde_json::from_value(value).map_err(|error| error.to_string())
}
