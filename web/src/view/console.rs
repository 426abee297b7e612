//! The console as it is drawn.

use super::words::by_hand;
use crate::state::App;
use crate::state::console::{Entry, EntryKind};
use crate::state::line::Offer;
use everynode_core::kubectl::console::Stream;
use everynode_core::language::Language;
use std::rc::Rc;

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
    /// The lines that can be brought back, the oldest first.
    pub history: Rc<[Rc<str>]>,
    /// What could stand in the line, where somebody asked.
    pub offer: Option<Rc<Offer>>,
}

/// The editor of `kubectl edit`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Editor {
    /// The command.
    pub command: String,
    /// The text to be edited.
    pub text: String,
    /// Why it is open again, in kubectl's words.
    pub refused: Vec<String>,
}

/// One entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// Tells entries apart.
    pub number: u64,
    /// The line.
    pub command: String,
    /// What it is.
    pub kind: ShownKind,
    /// What it printed: runs of text of one stream.
    pub printed: Vec<Printed>,
    /// How it ended, where that was not well.
    pub failed: Option<u8>,
}

/// What a line of the console is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShownKind {
    /// A command that was entered.
    Entered,
    /// The command that does what was done on the board.
    Equivalent,
    /// A sentence about what was done on the board: no command does that.
    Remark,
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
        entries: shown_entries(app),
        is_open: app.console.is_open,
        is_busy,
        waits_for_time: is_busy && !app.is_playing && app.console.editor().is_none(),
        history: app.console.history.clone(),
        offer: app.console.offer.clone(),
    }
}

/// The editor, where a command waits for one.
pub fn editor(app: &App) -> Option<Editor> {
    let (command, text) = app.console.editor()?;
    Some(Editor {
        command: command.to_owned(),
        text: text.to_owned(),
        refused: refused(text),
    })
}

/// What kubectl puts between its own remarks and the object when a text comes back: the lines after the first bare `#`.
fn refused(text: &str) -> Vec<String> {
    let after = text.lines().skip_while(|line| *line != "#").skip(1);
    let reasons = after.map_while(|line| line.strip_prefix("# "));
    reasons.map(|line| line.trim_start_matches("* ").to_owned()).collect()
}

fn shown_entries(app: &App) -> Vec<Shown> {
    let entries = app.console.entries.iter();
    entries.filter_map(|entry| shown(entry, app.language)).collect()
}

/// `None` for what came from a text, which says it itself.
fn shown(entry: &Entry, language: Language) -> Option<Shown> {
    let line = |command: String, kind: ShownKind| Shown {
        number: entry.number,
        command,
        kind,
        printed: Vec::new(),
        failed: None,
    };
    Some(match &entry.kind {
        EntryKind::Equivalent(command) => line(command.to_string(), ShownKind::Equivalent),
        EntryKind::Done(command) => line(by_hand(command, language)?, ShownKind::Remark),
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
                printed,
                failed: process.exit_code().filter(|code| *code != 0),
                ..line(command.to_string(), ShownKind::Entered)
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::refused;

    #[test]
    fn a_text_that_comes_back_says_why() {
        let remarks = "# Please edit the object below.\n# reopened with the relevant failures.\n#\n";
        let reasons = "# daemonsets.apps \"agent\" was not valid:\n# * spec.x: Invalid value\n#\n";
        assert_eq!(
            refused(&format!("{remarks}{reasons}kind: DaemonSet\n")),
            ["daemonsets.apps \"agent\" was not valid:", "spec.x: Invalid value"]
        );
        assert!(refused(&format!("{remarks}kind: DaemonSet\n")).is_empty());
    }
}
