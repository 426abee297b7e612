//! The console as it is drawn.

use crate::state::App;
use crate::state::console::{Entry, EntryKind};
use everynode_core::kubectl::console::Stream;

/// How many lines of one command are drawn: the last ones.
const LINES: usize = 400;

/// The console.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Console {
    /// What was entered, the oldest first.
    pub entries: Vec<Shown>,
    /// The output is on show.
    pub is_open: bool,
    /// A command goes on.
    pub is_busy: bool,
    /// A command goes on and time stands still.
    pub waits_for_time: bool,
}

/// One entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// Tells entries apart.
    pub number: u64,
    /// The line.
    pub command: String,
    /// It says what was done on the board.
    pub is_equivalent: bool,
    /// What it printed: runs of text of one stream.
    pub printed: Vec<Printed>,
    /// How it ended, where that was not well.
    pub failed: Option<u8>,
}

/// Text of one stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Printed {
    /// It came on standard error.
    pub is_error: bool,
    /// The text.
    pub text: String,
}

/// Draws the console.
pub fn console(app: &App) -> Console {
    let is_busy = app.console.is_busy();
    Console {
        entries: app.console.entries.iter().map(|entry| shown(entry)).collect(),
        is_open: app.console.is_open,
        is_busy,
        waits_for_time: is_busy && !app.is_playing,
    }
}

fn shown(entry: &Entry) -> Shown {
    match &entry.kind {
        EntryKind::Equivalent(command) => Shown {
            number: entry.number,
            command: command.to_string(),
            is_equivalent: true,
            printed: Vec::new(),
            failed: None,
        },
        EntryKind::Entered { command, process } => {
            let mut printed: Vec<Printed> = Vec::new();
            let lines = process.lines();
            for line in &lines[lines.len().saturating_sub(LINES)..] {
                let is_error = line.stream == Stream::Stderr;
                match printed.last_mut().filter(|last| last.is_error == is_error) {
                    Some(last) => last.text.push_str(&line.text),
                    None => printed.push(Printed {
                        is_error,
                        text: line.text.clone(),
                    }),
                }
            }
            Shown {
                number: entry.number,
                command: command.to_string(),
                is_equivalent: false,
                printed,
                failed: process.exit_code().filter(|code| *code != 0),
            }
        }
    }
}
