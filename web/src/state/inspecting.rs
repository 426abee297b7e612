//! What the inspector is asked beside the choice itself: places to be shown in the texts.

use super::{App, Document, Tab};
use everynode_core::explain::Author;
use std::collections::BTreeSet;
use std::rc::Rc;

/// In so many former texts the origin of a pod is looked for.
const FORMER_TEXTS: usize = 8;

/// A place in one of the texts that somebody asked to see.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Which text.
    pub document: Document,
    /// Where, in UTF-16 code units.
    pub range: (usize, usize),
}

/// What was done in the inspector.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Inspect {
    /// Show a place in its text.
    GoTo(Place),
    /// Hide what somebody wrote into a pod, or show it again.
    ToggleAuthor(Author),
    /// Show two revisions side by side: the older and the newer.
    Compare(i64, i64),
}

/// What the inspector remembers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Inspecting {
    /// The place that is to be shown, and how often one was asked for.
    pub place: Option<(Place, u64)>,
    /// Whose lines of a pod are not shown.
    pub hidden: BTreeSet<Author>,
    /// The revisions that are compared, if somebody chose two.
    pub compared: Option<(i64, i64)>,
}

impl App {
    /// The manifests that pods may come from, the likeliest first.
    pub fn manifests(&self) -> impl Iterator<Item = Rc<str>> + '_ {
        let former = self.record.manifests().take(FORMER_TEXTS).map(|text| Rc::from(&**text));
        std::iter::once(self.manifest.text.clone()).chain(former)
    }

    /// Something was done in the inspector.
    pub(super) fn inspected(mut self, inspect: Inspect) -> Self {
        match inspect {
            Inspect::GoTo(place) => {
                let asked = self.inspecting.place.map_or(0, |(_, asked)| asked);
                self.inspecting.place = Some((place, asked + 1));
                // On small screens the texts are behind a tab of their own.
                self.tab = Tab::Edit;
            }
            Inspect::ToggleAuthor(author) => {
                if !self.inspecting.hidden.remove(&author) {
                    self.inspecting.hidden.insert(author);
                }
            }
            Inspect::Compare(older, newer) => self.inspecting.compared = Some((older, newer)),
        }
        self
    }
}
