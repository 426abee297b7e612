//! A text of the page with what was found in it.

use super::text::Reading;
use everynode_core::diagnostic::{Diagnostic, Severity};
use std::rc::Rc;

/// One of the texts, with what was found in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Source {
    /// As the person wrote it.
    pub text: Rc<str>,
    /// Everything that is to be said about it.
    pub findings: Rc<[Diagnostic]>,
    /// The cluster runs an older text, because this one is refused.
    pub is_held_back: bool,
}

pub(super) fn source<T>(text: Rc<str>, reading: &Reading<T>) -> Source {
    Source {
        text,
        findings: reading.findings.as_slice().into(),
        is_held_back: reading.value.is_none(),
    }
}

impl Source {
    /// How many findings are errors.
    pub fn errors(&self) -> usize {
        self.findings
            .iter()
            .filter(|finding| finding.severity == Severity::Error)
            .count()
    }
}

impl Default for Source {
    fn default() -> Self {
        Self {
            text: "".into(),
            findings: Rc::from([]),
            is_held_back: false,
        }
    }
}
