//! What an editor does with a text: proposals and notes at any place, tidying.

use everynode_core::language::Language;
use everynode_core::manifest::complete::{Completion, FieldNote, KnownLabels};
use everynode_core::manifest::complete::{complete, complete_nodes, field_at, field_of_node_at};
use everynode_core::manifest::nodes::{NodeForm, form_of, read_nodes, tidied_nodes};

/// Edits `text` as a manifest and as a node list.
pub fn check_editing(text: &str) -> Result<(), String> {
    check_places(text)?;
    check_tidying(text)
}

/// Proposals and notes are about a word that holds the place, wherever that is.
fn check_places(text: &str) -> Result<(), String> {
    const PLACES: usize = 8;
    let known = KnownLabels::of(read_nodes("a zone=b gpu=true taint:k=v:NoExecute\n").nodes.iter());
    let places = (0..=text.len()).step_by(text.len() / PLACES + 1);
    for at in places.filter(|at| text.is_char_boundary(*at)) {
        let proposed = |found: Completion| found.span;
        let noted = |found: FieldNote| found.span;
        let spans = [
            complete(text, at, &known, Language::English).map(proposed),
            complete_nodes(text, at, &known, Language::Chinese).map(proposed),
            field_at(text, at, Language::English).map(noted),
            field_of_node_at(text, at, Language::Chinese).map(noted),
        ];
        for (start, end) in spans.into_iter().flatten() {
            // The quote in front of a word is none of it, but no letter lies between.
            let holds = start <= at + 1 && at <= end + 1;
            if !holds || text.get(start..end).is_none() {
                return Err(format!("asked about {at}, the answer is about {start} to {end}"));
            }
        }
    }
    Ok(())
}

/// Tidied lines say the same, and are tidy.
fn check_tidying(text: &str) -> Result<(), String> {
    let Some(tidied) = tidied_nodes(text) else {
        return Ok(());
    };
    if read_nodes(text).nodes != read_nodes(&tidied).nodes {
        return Err(format!("tidied it says something else:\n{tidied}"));
    }
    let again = tidied_nodes(&tidied).filter(|_| form_of(&tidied) != NodeForm::Objects);
    again.map_or(Ok(()), |again| Err(format!("not tidy yet:\n{tidied}\n{again}")))
}
