//! Several commands as one: everynode's own, for what a person does to many nodes at once. kubectl takes many names in one
//! command and sends a request for each of them.

use super::command::{self, Command};
use super::turn::Turn;
use crate::diagnostic::{Diagnostic, Remark};

/// Checks that each of them can be carried out.
pub(super) fn check(turn: &Turn<'_>, commands: &[Command]) -> Vec<Diagnostic> {
    commands.iter().flat_map(|command| check_one(turn, command)).collect()
}

fn check_one(turn: &Turn<'_>, command: &Command) -> Vec<Diagnostic> {
    if let Command::Requests { .. } = command {
        return vec![Diagnostic::error("not-in-a-batch", "", Remark::RequestsInBatch)];
    }
    command::check(turn, command)
}

/// Does what each of them says. One may have taken away what a later one is about: nothing is left to do then.
pub(super) fn carry_out(turn: &mut Turn<'_>, commands: Vec<Command>) {
    for command in commands {
        if command::check(turn, &command).is_empty() {
            command::carry_out(turn, command);
        }
    }
}
