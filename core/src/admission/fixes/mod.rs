//! Quick fixes: edits of the text that end a finding, each tried out before it is offered. The mistakes are those that
//! `pkg/apis/apps/validation` and strict decoding refuse and that people make most.

mod draft;
mod fields;
mod placement;
mod render;
mod rules;
mod selector;
#[cfg(test)]
mod tests;
mod values;
mod version;

pub use placement::{allow, ask_for, drop_requirement, select, tolerate, unpin, unrequire, unselect, untolerate};

use super::review::review_found;
use crate::diagnostic::{Diagnostic, Fix, FixTitle, Severity};
use crate::manifest::find::{Found, find_daemon_sets};
use crate::manifest::tree::Tree;
use draft::Draft;
use serde_json::Value;

/// So many fixes are tried at most; a text gets fewer the longer it is.
const MAX_TRIED: usize = 32;
/// So many bytes of text are read to try fixes.
const MAX_BYTES: usize = 1 << 20;

/// A finding and the text it was made of.
struct Case<'a> {
    text: &'a str,
    /// The object that it is about, and which one of the text that is.
    tree: &'a Tree,
    object: usize,
    finding: &'a Diagnostic,
    /// All findings of the text.
    findings: &'a [Diagnostic],
}

/// A fix that has not been tried.
struct Candidate {
    fix: Fix,
    /// What it mends was hidden from the other checks: they may now find more.
    reveals: bool,
}

impl Candidate {
    const fn new(fix: Fix) -> Self {
        Self { fix, reveals: false }
    }

    const fn revealing(fix: Fix) -> Self {
        Self { fix, reveals: true }
    }
}

impl<'a> Case<'a> {
    fn draft(&self) -> Draft<'a> {
        Draft::new(self.text, self.object)
    }

    /// What stands at the finding's place.
    fn written(&self) -> Option<&'a str> {
        let span = self.finding.span?;
        self.text.get(span.start..span.end)
    }

    /// The way to the finding's place.
    fn way(&self) -> Option<Vec<String>> {
        draft::way_to(self.tree, self.finding.span?)
    }

    /// One change of the draft as a candidate.
    fn change(&self, title: FixTitle, change: impl FnOnce(&mut Draft<'a>) -> Option<()>) -> Option<Candidate> {
        let mut draft = self.draft();
        change(&mut draft)?;
        Some(Candidate::new(draft.into_fix(title)?))
    }

    /// The same, that writes `text`.
    fn write(&self, text: &str, change: impl FnOnce(&mut Draft<'a>) -> Option<()>) -> Option<Candidate> {
        self.change(FixTitle::Write { text: text.to_owned() }, change)
    }
}

/// Gives the findings of `text` their fixes. `found` is what was found in it, `old` what is stored already.
pub(super) fn attach(text: &str, found: &Found, old: Option<&Value>, findings: &mut [Diagnostic]) {
    let mut budget = (MAX_BYTES / text.len().max(1)).min(MAX_TRIED);
    let mut fixes = Vec::new();
    for (index, finding) in findings.iter().enumerate() {
        let Some(object) = object_of(finding, found) else {
            continue;
        };
        let document = &found.documents[object];
        if document.broken {
            continue;
        }
        let case = Case {
            text,
            tree: &document.tree,
            object,
            finding,
            findings,
        };
        for candidate in candidates(&case) {
            if budget == 0 {
                break;
            }
            budget -= 1;
            if mends(&case, &candidate, old) {
                fixes.push((index, candidate.fix));
            }
        }
    }
    for (index, fix) in fixes {
        if !findings[index].fixes.contains(&fix) {
            findings[index].fixes.push(fix);
        }
    }
}

/// Which object of the text a finding is about: as a rule the DaemonSet that is looked at.
fn object_of(finding: &Diagnostic, found: &Found) -> Option<usize> {
    if finding.code != "kind" {
        return found.daemon_sets.first().copied();
    }
    let span = finding.span?;
    let is_around = |object: &crate::diagnostic::Span| object.start <= span.start && span.end <= object.end;
    found.documents.iter().position(|document| is_around(&document.span))
}

fn candidates(case: &Case<'_>) -> Vec<Candidate> {
    match (case.finding.code, case.finding.path.as_str()) {
        ("kind", _) => version::candidates(case),
        ("unknown-field", _) => fields::candidates(case),
        ("wrong-type", _) => values::types(case),
        ("invalid-quantity", _) => values::quantities(case),
        ("api-warning", _) => rules::warnings(case),
        ("field-invalid" | "field-required", "spec.template.metadata.labels" | "spec.selector") => {
            selector::candidates(case)
        }
        _ => rules::refusals(case),
    }
}

/// Whether the finding is gone once the fix is applied, and nothing else has come in its place.
fn mends(case: &Case<'_>, candidate: &Candidate, old: Option<&Value>) -> bool {
    let found = find_daemon_sets(&candidate.fix.apply(case.text));
    let after = review_found(&found, old).diagnostics;
    let is_it = |other: &&Diagnostic| other.code == case.finding.code && other.path == case.finding.path;
    let is_gone = after.iter().filter(is_it).count() < case.findings.iter().filter(is_it).count();
    let is_known = |other: &Diagnostic| {
        case.findings
            .iter()
            .any(|known| known.code == other.code && known.path == other.path)
    };
    let mut errors = after.iter().filter(|other| other.severity == Severity::Error);
    is_gone && !found.daemon_sets.is_empty() && (candidate.reveals || errors.all(is_known))
}
