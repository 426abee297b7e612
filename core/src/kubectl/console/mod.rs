//! kubectl on the simulated cluster: a command line in, kubectl's own text out, line by line as virtual time passes.
//!
//! Models `kubectl/pkg/cmd` and the cobra and pflag below it. [`start`] does what can be done at once; a command that
//! follows the cluster (a watch, `rollout status`) is asked again with [`Process::poll`] after each step; [`run`] moves
//! time itself. Each verb is one file with one public function; `reading.rs` and `writing.rs` list them with their flags.

mod failure;
mod flags;
mod process;
mod verb;
mod words;

mod reading;
mod writing;

mod go_template;
mod help;
mod jsonpath;
mod objects;
mod output;
mod resource_type;
mod selectors;
mod targets;

mod about;
mod api_resources;
mod auth;
mod describe;
mod events;
mod explain;
mod get;
mod rollout_history;
mod rollout_status;

mod completion;

#[cfg(test)]
mod tests;

pub use completion::{Completion, CompletionKind, complete};
pub use process::{Line, Output, Process, Stream, run};

use crate::sim::Simulation;
use crate::time::SimTime;
use failure::Failure;
use process::Terminal;
use verb::{Asked, Console, Outcome};

/// What a person enters.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    /// The command line, with or without the word `kubectl`.
    pub command: &'a str,
    /// What `-f` reads, from a file of any name: the console has this one text. Where it is empty, only `-f -` reads it.
    pub stdin: &'a str,
}

/// Begins a command and does what can be done now. Bad command lines are answered as kubectl answers them.
pub fn start(simulation: &mut Simulation, input: &Input<'_>) -> Process {
    start_at(simulation, input, simulation.now())
}

/// As [`start`], when virtual time has come to `now` and nothing has happened since the last step.
pub fn start_at(simulation: &mut Simulation, input: &Input<'_>, now: SimTime) -> Process {
    let mut terminal = Terminal::new(now.max(simulation.now()));
    let outcome = answer(simulation, input, &mut terminal);
    Process::begin(terminal, outcome)
}

fn answer(simulation: &mut Simulation, input: &Input<'_>, terminal: &mut Terminal) -> Result<Outcome, Failure> {
    let line = words::split(input.command)?;
    if line.words.is_empty() {
        return Ok(Outcome::Ended(0));
    }
    let stdin = line.here_document.as_deref().unwrap_or(input.stdin);
    match verb::find(&line.words)? {
        Asked::Help(path) => {
            terminal.print(&help::text(&path));
            Ok(Outcome::Ended(0))
        }
        Asked::Run {
            path,
            run,
            arguments,
            flags,
        } => run(&mut Console {
            simulation,
            terminal,
            stdin,
            path,
            arguments,
            flags,
        }),
    }
}
