//! A command in progress: what it has printed and when, and how it goes on.

use super::failure::Failure;
use super::verb::Outcome;
use super::{Input, start};
use crate::sim::Simulation;
use crate::time::{Millis, SimTime};
use std::fmt::Debug;

/// The exit code of a program that was interrupted from the keyboard.
const INTERRUPTED: u8 = 130;

/// Where a line goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stream {
    /// Standard output.
    Stdout,
    /// Standard error.
    Stderr,
}

/// A line that a command printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// When, in virtual time.
    pub time: SimTime,
    /// Where to.
    pub stream: Stream,
    /// The text, with its newline if it ends with one.
    pub text: String,
}

/// All that a command printed, and how it ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Output {
    /// Standard output.
    pub stdout: String,
    /// Standard error.
    pub stderr: String,
    /// The exit code; 130 if it was interrupted.
    pub exit_code: u8,
}

/// A kubectl command that runs on the simulated cluster: started at once, possibly going on while virtual time passes.
#[derive(Debug)]
pub struct Process {
    lines: Vec<Line>,
    exit_code: Option<u8>,
    following: Option<Box<dyn Follow>>,
}

/// The rest of a command that does not end at once.
pub(crate) trait Follow: Debug {
    /// Looks at the cluster again and prints what is new, at the terminal's time. `Some` when the command ends.
    fn poll(&mut self, simulation: &mut Simulation, terminal: &mut Terminal) -> Option<u8>;

    /// When the command ends by itself, whatever the cluster does: at the end of its `--timeout`.
    fn deadline(&self) -> Option<SimTime> {
        None
    }

    /// The text that the command wants edited, if it waits for that.
    fn editor(&self) -> Option<&str> {
        None
    }

    /// The edited text. `Some` when the command ends.
    fn save(&mut self, _simulation: &mut Simulation, _terminal: &mut Terminal, _text: &str) -> Option<u8> {
        None
    }

    /// A copy.
    fn boxed(&self) -> Box<dyn Follow>;
}

impl Clone for Process {
    fn clone(&self) -> Self {
        Self {
            lines: self.lines.clone(),
            exit_code: self.exit_code,
            following: self.following.as_ref().map(|follow| follow.boxed()),
        }
    }
}

/// What a command prints on.
#[derive(Debug)]
pub(crate) struct Terminal {
    lines: Vec<Line>,
    now: SimTime,
}

impl Terminal {
    pub(super) const fn new(now: SimTime) -> Self {
        Self { lines: Vec::new(), now }
    }

    /// The moment at which it prints.
    pub(crate) const fn now(&self) -> SimTime {
        self.now
    }

    /// Prints on standard output. Nothing is added.
    pub(crate) fn print(&mut self, text: &str) {
        self.write(Stream::Stdout, text);
    }

    /// Prints on standard error. Nothing is added.
    pub(crate) fn complain(&mut self, text: &str) {
        self.write(Stream::Stderr, text);
    }

    /// Prints on standard error why a command fails, and returns its exit code.
    pub(crate) fn fail(&mut self, failure: &Failure) -> u8 {
        self.complain(&failure.text);
        failure.code
    }

    fn write(&mut self, stream: Stream, text: &str) {
        let time = self.now;
        self.lines.extend(text.split_inclusive('\n').map(|line| Line {
            time,
            stream,
            text: line.to_owned(),
        }));
    }
}

impl Process {
    pub(super) fn begin(mut terminal: Terminal, outcome: Result<Outcome, Failure>) -> Self {
        let (exit_code, following) = match outcome {
            Ok(Outcome::Ended(code)) => (Some(code), None),
            Ok(Outcome::Follows(follow)) => (None, Some(follow)),
            Err(failure) => (Some(terminal.fail(&failure)), None),
        };
        Self {
            lines: terminal.lines,
            exit_code,
            following,
        }
    }

    /// What it has printed so far.
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// How it ended; `None` while it goes on.
    pub const fn exit_code(&self) -> Option<u8> {
        self.exit_code
    }

    /// When it ends by itself, whatever the cluster does.
    pub fn deadline(&self) -> Option<SimTime> {
        self.following.as_ref()?.deadline()
    }

    /// The text that it wants edited (`kubectl edit`), until [`Process::save`] brings it back.
    pub fn editor(&self) -> Option<&str> {
        self.following.as_ref()?.editor()
    }

    /// Brings back the edited text, when virtual time has come to `now`. Where the server refuses it, [`Process::editor`]
    /// has it again, with what is wrong on top.
    pub fn save(&mut self, simulation: &mut Simulation, text: &str, now: SimTime) {
        let Some(following) = &mut self.following else { return };
        let mut terminal = Terminal::new(now.max(simulation.now()));
        self.exit_code = following.save(simulation, &mut terminal, text);
        self.lines.extend(terminal.lines);
        if self.exit_code.is_some() {
            self.following = None;
        }
    }

    /// Looks at the cluster again: to be called after each step.
    pub fn poll(&mut self, simulation: &mut Simulation) {
        self.poll_at(simulation, simulation.now());
    }

    /// As [`Process::poll`], when virtual time has come to `now` and nothing has happened since the last step.
    pub fn poll_at(&mut self, simulation: &mut Simulation, now: SimTime) {
        let Some(following) = &mut self.following else { return };
        let mut terminal = Terminal::new(now.max(simulation.now()));
        self.exit_code = following.poll(simulation, &mut terminal);
        self.lines.extend(terminal.lines);
        if self.exit_code.is_some() {
            self.following = None;
        }
    }

    /// Ends it as Ctrl-C does.
    pub fn interrupt(&mut self) {
        self.following = None;
        self.exit_code.get_or_insert(INTERRUPTED);
    }

    /// All that it has printed, by stream. A process that goes on counts as interrupted.
    pub fn output(&self) -> Output {
        let all = |stream| {
            let lines = self.lines.iter().filter(|line| line.stream == stream);
            lines.map(|line| line.text.as_str()).collect()
        };
        Output {
            stdout: all(Stream::Stdout),
            stderr: all(Stream::Stderr),
            exit_code: self.exit_code.unwrap_or(INTERRUPTED),
        }
    }
}

/// Runs a command to its end, moving virtual time as far as it takes; after `limit` it is interrupted.
pub fn run(simulation: &mut Simulation, input: &Input<'_>, limit: Millis) -> Output {
    let end = simulation.now() + limit;
    let mut process = start(simulation, input);
    while process.exit_code.is_none() {
        let until = process.deadline().map_or(end, |deadline| deadline.min(end));
        if simulation.step_by(until) {
            process.poll(simulation);
            continue;
        }
        process.poll_at(simulation, until);
        // A deadline that passes without an end would come again and again.
        if until == end || process.deadline() == Some(until) {
            break;
        }
    }
    process.interrupt();
    process.output()
}
