//! How a key or a value is written at a place: with what follows a key, in the quotes that are there or have to be.

use super::Proposal;
use super::place::{Part, Place, Style};
use crate::manifest::schema::{GoType, Kind};
use crate::manifest::yaml::is_plain_text;

impl Place<'_> {
    /// Puts into a proposal how its name is written as a key of a value of this type.
    pub(super) fn with_key(&self, go_type: GoType, mut proposal: Proposal) -> Proposal {
        let name = &proposal.label;
        let (tail, after) = match self.style {
            _ if self.has_colon => (String::new(), ""),
            Style::Block { column } => (below(go_type, column), ""),
            Style::Flow { is_json } => {
                let (tail, after) = between(go_type, is_json);
                (tail.to_owned(), after)
            }
        };
        let is_json = matches!(self.style, Style::Flow { is_json: true });
        proposal.insert = match self.quote {
            Some(quote) => format!("{name}{quote}{tail}"),
            None if is_json => format!("\"{name}\"{tail}"),
            None => format!("{name}{tail}"),
        };
        after.clone_into(&mut proposal.after);
        // An item of a list that is not begun yet.
        if self.part == Part::Item {
            proposal.insert.insert(0, '{');
            proposal.after.push('}');
        }
        proposal
    }

    /// Puts into a proposal how its name is written as a value: as a text, or as a word that is none.
    pub(super) fn with_value(&self, is_text: bool, mut proposal: Proposal) -> Proposal {
        let value = &proposal.label;
        let is_json = matches!(self.style, Style::Flow { is_json: true });
        let blank = if self.needs_blank { " " } else { "" };
        proposal.insert = match self.quote {
            Some(quote) => format!("{value}{quote}"),
            // What YAML would take for something else stands in quotes.
            None if is_text && (is_json || !is_plain_text(value)) => format!("{blank}\"{value}\""),
            None => format!("{blank}{value}"),
        };
        proposal
    }
}

/// What follows a key of this type that stands in `column`.
fn below(go_type: GoType, column: usize) -> String {
    let indent = " ".repeat(column);
    match go_type.kind() {
        Kind::Pointer(inner) => below(inner, column),
        Kind::List(_) => format!(":\n{indent}- "),
        Kind::Struct(_) | Kind::Map(_) => format!(":\n{indent}  "),
        Kind::Bool
        | Kind::Int32
        | Kind::Int64
        | Kind::String
        | Kind::Quantity
        | Kind::IntOrString
        | Kind::Time
        | Kind::Raw => ": ".to_owned(),
    }
}

/// What follows a key of this type between brackets, and what closes it.
fn between(go_type: GoType, is_json: bool) -> (&'static str, &'static str) {
    match go_type.kind() {
        Kind::Pointer(inner) => between(inner, is_json),
        Kind::List(item) if item.innermost().is_some() => (": [{", "}]"),
        Kind::List(_) => (": [", "]"),
        Kind::Struct(_) | Kind::Map(_) => (": {", "}"),
        Kind::String | Kind::Quantity | Kind::Time if is_json => (": \"", "\""),
        Kind::Bool
        | Kind::Int32
        | Kind::Int64
        | Kind::String
        | Kind::Quantity
        | Kind::IntOrString
        | Kind::Time
        | Kind::Raw => (": ", ""),
    }
}
