//! Several commands as one: everynode's own, for what a person does to many nodes at once. kubectl takes many names in one
//! command and sends a request for each of them.

use super::command::{self, Command};
use super::turn::Turn;
use crate::diagnostic::{Diagnostic, Remark};

/// Checks that each of them can be carried out.
pub(super) fn check(turn: &Turn<'_>, commands: &[Command]) -> Vec<Diagnostic> {
    let check = |command| match command {
        &Command::Requests { .. } => vec![Diagnostic::error("not-in-a-batch", "", Remark::RequestsInBatch)],
        other => command::check(turn, other),
    };
    commands.iter().flat_map(check).collect()
}

/// Does what each of them says. One may have taken away what a later one is about: nothing is left to do then.
pub(super) fn carry_out(turn: &mut Turn<'_>, commands: Vec<Command>) {
    for command in commands {
        if command::check(turn, &command).is_empty() {
            command::carry_out(turn, command);
        }
    }
}
