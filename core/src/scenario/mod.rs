//! Scenarios: all that is needed to see the same thing again, as one value that can be kept in a file or sent as a link.
//!
//! A scenario does not hold a cluster but how it came about: the texts that it started from, the seed, and what was done
//! when. [`Scenario::replay`] does it all again and arrives at the same trace; [`Record::scenario`] is the way back.

mod form;
mod link;
mod reading;
mod record;
mod replay;
mod scrub;
#[cfg(test)]
mod tests;

pub use link::{MAX_LINK_CHARACTERS, from_link, pack, to_link};
pub use reading::{
    Reading, TextCommands, manifest_commands, nodes_commands, read_daemon_set, read_node_list, stored_daemon_set,
};
pub use record::Record;
pub use replay::Replayed;

use crate::sim::Command;
use crate::time::Millis;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The version of the form that is written. What a version means never changes: what was kept opens for ever.
pub const VERSION: u64 = 1;

/// How many bytes a scenario may have as JSON.
pub const MAX_BYTES: usize = 8 * 1024 * 1024;

/// How many commands a scenario may have.
pub const MAX_COMMANDS: usize = 20_000;

/// How many characters a title, a caption or a setting of the page may have.
pub const MAX_NOTE_CHARACTERS: usize = 2_000;

/// How many settings of the page a scenario may have.
pub const MAX_SETTINGS: usize = 32;

/// A simulation that can be kept.
#[derive(Debug, Clone, PartialEq)]
pub struct Scenario {
    /// The manifest that was applied at the beginning.
    pub manifest: Arc<str>,
    /// The nodes of the beginning.
    pub nodes: Arc<str>,
    /// Decides names and durations.
    pub seed: u64,
    /// What was done after the beginning, in order.
    pub deeds: Vec<Deed>,
    /// The moment that is shown; the one after the last deed if none is named.
    pub cursor: Option<Moment>,
    /// How many steps of the trace were known, those after the cursor included.
    pub steps: usize,
    /// The manifest as it stands in the editor, where that is another text than the first.
    pub edited_manifest: Option<Arc<str>>,
    /// The same of the nodes.
    pub edited_nodes: Option<Arc<str>>,
    /// What the inspector shows: `node/NAME`, `pod/NAMESPACE/NAME`.
    pub selected: Option<String>,
    /// A few words: what this is.
    pub title: String,
    /// One line: what to look at.
    pub caption: String,
    /// Settings of the page that are worth keeping; the engine does not know them.
    pub view: BTreeMap<String, String>,
}

/// Something that was done, and when.
#[derive(Debug, Clone, PartialEq)]
pub struct Deed {
    /// When.
    pub at: Moment,
    /// What.
    pub act: Act,
}

/// A place in a trace.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// After so many steps. Absent where somebody wrote the scenario by hand: then the time alone counts.
    pub step: Option<usize>,
    /// The virtual time since the beginning.
    pub time: Millis,
}

/// What can be done: a command, or a text that stands for one.
#[derive(Debug, Clone, PartialEq)]
pub enum Act {
    /// A manifest was applied.
    Apply(Arc<str>),
    /// The nodes became those of a text.
    Nodes(Arc<str>),
    /// Any other command.
    Command(Arc<Command>),
}

impl Default for Scenario {
    fn default() -> Self {
        Self {
            manifest: "".into(),
            nodes: "".into(),
            seed: 1,
            deeds: Vec::new(),
            cursor: None,
            steps: 0,
            edited_manifest: None,
            edited_nodes: None,
            selected: None,
            title: String::new(),
            caption: String::new(),
            view: BTreeMap::new(),
        }
    }
}

impl Scenario {
    /// The manifest as it stands in the editor.
    pub fn manifest_shown(&self) -> &Arc<str> {
        self.edited_manifest.as_ref().unwrap_or(&self.manifest)
    }

    /// The nodes as they stand in the editor.
    pub fn nodes_shown(&self) -> &Arc<str> {
        self.edited_nodes.as_ref().unwrap_or(&self.nodes)
    }
}
