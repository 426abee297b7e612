//! Fields that do not exist: the one that was meant, the place where they do exist, or none.

use super::draft::Way;
use super::render::is_alias;
use super::{Candidate, Case};
use crate::diagnostic::FixTitle;
use crate::manifest::schema::{Struct, suggestion};

/// What other workloads call a field of a DaemonSet.
const OTHER_NAMES: [(&str, &str); 1] = [("spec.strategy", "updateStrategy")];

pub(super) fn candidates(case: &Case<'_>) -> Vec<Candidate> {
    let Some(way) = case.way() else { return Vec::new() };
    let steps: Vec<&str> = way.iter().map(String::as_str).collect();
    rename(case, &steps).into_iter().chain(remove(case, &steps)).collect()
}

/// The renaming alone, for findings that follow from the wrong name.
pub(super) fn rename(case: &Case<'_>, way: Way<'_>) -> Option<Candidate> {
    let (key, _) = way.split_last()?;
    let path = case.finding.path.as_str();
    let outer = path.strip_suffix(key)?.trim_end_matches('.');
    let other = OTHER_NAMES
        .iter()
        .find(|(name, _)| *name == path)
        .map(|(_, meant)| *meant);
    let meant = other.or_else(|| suggestion(Struct::at(outer)?, key))?;
    let change = case.write(meant, |draft| draft.rename(way, meant))?;
    Some(Candidate::revealing(change.fix))
}

/// The API server would store the object without it.
fn remove(case: &Case<'_>, way: Way<'_>) -> Option<Candidate> {
    let key = way.last()?;
    if is_alias(case.text, case.tree) {
        return None;
    }
    case.change(FixTitle::Remove { key: (*key).to_owned() }, |draft| draft.remove(way))
}
