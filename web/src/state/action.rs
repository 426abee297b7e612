//! What can happen on the page. A closed list: whatever a person does becomes one of these.

use super::board::{Deed, Look};
use super::console::ConsoleAct;
use super::examples::Example;
use super::inspecting::Inspect;
use super::lessons::LessonAction;
use super::playback::Speed;
use everynode_core::diagnostic::Diagnostic;
use everynode_core::language::Language;
use everynode_core::objects::{DaemonSetStatus, ObjectKey};
use everynode_core::scenario::Scenario;
use everynode_core::sim::Command;
use serde::Deserialize;
use std::rc::Rc;
use std::sync::Arc;

/// One thing that happened on the page.
#[derive(Debug, Clone, PartialEq)]
pub enum Action {
    /// An example was opened.
    Open(&'static Example),
    /// Something that was kept was opened.
    OpenScenario(Box<Scenario>),
    /// A text was edited; the person has stopped typing.
    Edit(Document, Rc<str>),
    /// A person did something to the cluster.
    Do(Command),
    /// A person did something to all marked nodes.
    DoToMarked(Deed),
    /// The board is looked at in another way.
    Look(Look),
    /// A label chip was pressed: take the label away, or put it back.
    ToggleLabel {
        /// The node.
        node: Arc<str>,
        /// The label's key.
        key: Arc<str>,
    },
    /// A node like the others joins.
    AddNode,
    /// Let time run.
    Play,
    /// Stop time.
    Pause,
    /// The playback's timer is due: time passes, and [`Action::Draw`] shows it.
    Tick,
    /// The page is to show what time has brought.
    Draw,
    /// Do the next step.
    Step,
    /// Take the last step back.
    Back,
    /// Run until a pod or a status changes.
    Skip,
    /// Run until nothing happens any more.
    Settle,
    /// Start the texts afresh.
    Reset,
    /// Take the last command back.
    Undo,
    /// Do the last undone command again.
    Redo,
    /// Go to a step.
    Seek(usize),
    /// Play faster or slower.
    SetSpeed(Speed),
    /// Look at something.
    Choose(Choice),
    /// Something in the inspector.
    Inspect(Inspect),
    /// Show a panel (small screens).
    ShowTab(Tab),
    /// Change the colours.
    SetTheme(Theme),
    /// Speak another language.
    SetLanguage(Language),
    /// Open the dialog for sharing and keeping, or close it.
    Keep(bool),
    /// Say something to the person.
    Say(Notice),
    /// A kubectl command was entered.
    Kubectl(Rc<str>),
    /// A person did something else to the console.
    Console(ConsoleAct),
    /// Put the DaemonSet that the cluster has into its editor.
    TakeStored,
    /// Show both ways of scheduling side by side, or no longer.
    CompareModes(bool),
    /// Something happened to the lessons.
    Lesson(LessonAction),
}

/// What is said to a person beside what the cluster does.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Notice {
    /// Nothing.
    #[default]
    Nothing,
    /// A link to the page was copied.
    LinkCopied,
    /// The page is as it was left at that time.
    Restored(Rc<str>),
    /// A text that the address asks for did not come.
    NotLoaded {
        /// Where it should have come from.
        address: Rc<str>,
        /// Why not.
        reason: Rc<str>,
    },
    /// Why a command was refused.
    Refused(Rc<Diagnostic>),
}

impl Notice {
    /// The first of the findings against something; nothing if there is none.
    pub fn of(findings: &[Diagnostic]) -> Self {
        let first = findings.first();
        first.map_or(Self::Nothing, |finding| Self::Refused(finding.clone().into()))
    }
}

/// What the inspector shows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Choice {
    /// Nothing in particular.
    #[default]
    Nothing,
    /// Why a node has a pod or not.
    Node(Arc<str>),
    /// A pod.
    Pod(ObjectKey),
    /// The nodes behind a number of the status line.
    Counter(Counter),
    /// The nodes that use what a rollout may use.
    Budget,
}

/// A number of the status line; lessons name it as `up-to-date`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Counter {
    /// `desiredNumberScheduled`.
    Desired,
    /// `currentNumberScheduled`.
    Current,
    /// `numberReady`.
    Ready,
    /// `updatedNumberScheduled`.
    UpToDate,
    /// `numberAvailable`.
    Available,
    /// `numberUnavailable`.
    Unavailable,
    /// `numberMisscheduled`.
    Misscheduled,
}

impl Counter {
    /// All of them, in the order of the status line.
    pub const ALL: [Self; 7] = [
        Self::Desired,
        Self::Current,
        Self::Ready,
        Self::UpToDate,
        Self::Available,
        Self::Unavailable,
        Self::Misscheduled,
    ];

    /// The number in a status.
    pub const fn of(self, status: DaemonSetStatus) -> i64 {
        match self {
            Self::Desired => status.desired_number_scheduled,
            Self::Current => status.current_number_scheduled,
            Self::Ready => status.number_ready,
            Self::UpToDate => status.updated_number_scheduled,
            Self::Available => status.number_available,
            Self::Unavailable => status.number_unavailable,
            Self::Misscheduled => status.number_misscheduled,
        }
    }
}

/// One of the two texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Document {
    /// The DaemonSet.
    Manifest,
    /// The nodes.
    Nodes,
}

/// A panel, where only one fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tab {
    /// The editors.
    Edit,
    /// The cluster.
    #[default]
    Cluster,
    /// The inspector.
    Inspect,
}

/// The colours of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
    /// As the system wishes.
    #[default]
    System,
}

impl Theme {
    /// All of them, in the order of their buttons.
    pub const ALL: [Self; 3] = [Self::Light, Self::Dark, Self::System];

    /// The name in attributes and in storage.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
            Self::System => "system",
        }
    }

    /// The theme of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.name() == name)
    }
}
