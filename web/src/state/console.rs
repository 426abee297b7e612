//! The console: what was entered, what it printed, and what still runs.

use super::line::Offer;
use everynode_core::kubectl::console::{self, Input, Process};
use everynode_core::kubectl::equivalent;
use everynode_core::sim::{Command, Simulation};
use std::rc::Rc;

/// How many entries stay on show; older ones scroll out for good.
const ENTRIES: usize = 120;
/// How many lines can be brought back.
const HISTORY: usize = 500;

/// What a person does to the console, beside entering a command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ConsoleAct {
    /// End the commands that go on, as Ctrl-C does.
    Interrupt,
    /// Take everything off.
    Clear,
    /// Show the output, or hide it.
    Open(bool),
    /// Say what could stand in the line, at a place in UTF-16 code units.
    Complete(Rc<str>, usize),
    /// Bring the edited text back to `kubectl edit`.
    SaveEdit(Rc<str>),
    /// Close the editor of `kubectl edit` without a change.
    CancelEdit,
}

/// One entry of the console.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Tells entries apart.
    pub number: u64,
    /// What it is.
    pub kind: EntryKind,
}

/// A command that somebody entered, or what was done elsewhere on the page.
#[derive(Debug, Clone)]
pub enum EntryKind {
    /// Entered here.
    Entered {
        /// The line.
        command: Rc<str>,
        /// What it prints.
        process: Process,
    },
    /// Done on the board; kubectl does the same with this line.
    Equivalent(Rc<str>),
    /// Done on the board, and no line of kubectl's does the same.
    Done(Box<Command>),
}

/// Everything that the console shows.
#[derive(Debug, Clone, Default)]
pub struct Console {
    /// The oldest first.
    pub entries: Vec<Rc<Entry>>,
    /// The output is on show.
    pub is_open: bool,
    /// The lines that were entered, each once, the oldest first.
    pub history: Rc<[Rc<str>]>,
    /// What could stand in the line, where somebody asked.
    pub offer: Option<Rc<Offer>>,
    next_number: u64,
}

impl Console {
    /// Begins a command now, with what `-f -` reads.
    #[must_use]
    pub fn entered(&self, simulation: &mut Simulation, command: &str, stdin: &str) -> Self {
        let process = console::start(simulation, &Input { command, stdin });
        let mut console = self.with(EntryKind::Entered {
            command: command.into(),
            process,
        });
        console.is_open = true;
        let command = command.trim();
        let before = self.history.iter().filter(|line| &***line != command).cloned();
        let lines: Vec<_> = before.chain([command.into()]).collect();
        console.history = lines[lines.len().saturating_sub(HISTORY)..].into();
        console
    }

    /// Notes what was done on the board, as the line that does the same where there is one.
    #[must_use]
    pub fn noted(&self, command: &Command) -> Self {
        let done = || EntryKind::Done(Box::new(command.clone()));
        self.with(equivalent(command).map_or_else(done, |line| EntryKind::Equivalent(line.into())))
    }

    fn with(&self, kind: EntryKind) -> Self {
        let mut entries = self.entries.clone();
        if entries.len() >= ENTRIES {
            entries.remove(0);
        }
        entries.push(Rc::new(Entry {
            number: self.next_number,
            kind,
        }));
        Self {
            entries,
            next_number: self.next_number + 1,
            ..self.clone()
        }
    }

    /// With what could stand in a line at a place.
    #[must_use]
    pub fn offering(&self, simulation: &Simulation, line: &Rc<str>, caret: usize) -> Self {
        let number = self.offer.as_ref().map_or(0, |offer| offer.number + 1);
        Self {
            offer: Some(Rc::new(Offer::of(simulation, number, line, caret))),
            ..self.clone()
        }
    }

    /// The command that waits for an edited text, and the text that it wants edited.
    pub fn editor(&self) -> Option<(&str, &str)> {
        self.entries.iter().rev().find_map(|entry| match &entry.kind {
            EntryKind::Entered { command, process } => Some((&**command, process.editor()?)),
            EntryKind::Equivalent(_) | EntryKind::Done(_) => None,
        })
    }

    /// Brings an edited text back to the command that waits for it; without one, the text as it was.
    #[must_use]
    pub fn edited(&self, simulation: &mut Simulation, text: Option<&str>) -> Self {
        let now = simulation.now();
        self.each_running(|process| {
            if let Some(opened) = process.editor().map(ToOwned::to_owned) {
                process.save(simulation, text.unwrap_or(&opened), now);
            }
        })
    }

    /// Whether a command goes on.
    pub fn is_busy(&self) -> bool {
        self.running().is_some()
    }

    /// The command that goes on, the newest.
    fn running(&self) -> Option<&Process> {
        let processes = self.entries.iter().rev().filter_map(|entry| match &entry.kind {
            EntryKind::Entered { process, .. } => Some(process),
            EntryKind::Equivalent(_) | EntryKind::Done(_) => None,
        });
        processes.into_iter().find(|process| process.exit_code().is_none())
    }

    /// Lets every command that goes on look at the cluster again; to be called after a step. Where nothing will happen
    /// before a command's own end (its `--timeout`), that end has come.
    #[must_use]
    pub fn polled(&self, simulation: &mut Simulation) -> Self {
        self.each_running(|process| {
            process.poll(simulation);
            if let Some(deadline) = process.deadline()
                && simulation.next_time().is_none_or(|next| next > deadline)
            {
                process.poll_at(simulation, deadline);
            }
        })
    }

    /// Ends every command that goes on, as Ctrl-C does.
    #[must_use]
    pub fn interrupted(&self) -> Self {
        self.each_running(Process::interrupt)
    }

    fn each_running(&self, mut change: impl FnMut(&mut Process)) -> Self {
        let mut console = self.clone();
        for entry in &mut console.entries {
            let is_running = matches!(&entry.kind, EntryKind::Entered { process, .. } if process.exit_code().is_none());
            if is_running && let EntryKind::Entered { process, .. } = &mut Rc::make_mut(entry).kind {
                change(process);
            }
        }
        console
    }

    /// With the output on show, or hidden.
    #[must_use]
    pub fn opened(&self, is_open: bool) -> Self {
        Self {
            is_open,
            ..self.clone()
        }
    }

    /// Without its entries; what goes on is interrupted.
    #[must_use]
    pub fn cleared(&self) -> Self {
        Self {
            entries: Vec::new(),
            ..self.clone()
        }
    }
}
