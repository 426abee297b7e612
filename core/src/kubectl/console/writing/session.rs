//! A command's writes: one transaction, what it prints, what went wrong.

use super::trouble::Trouble;
use crate::api::{Answer, Request, Resource};
use crate::kubectl::console::failure::Failure;
use crate::kubectl::console::flags::Flags;
use crate::kubectl::console::process::Terminal;
use crate::kubectl::console::verb::{Console, Outcome};
use crate::kubectl::yaml::to_yaml;
use crate::sim::{Simulation, Transaction};
use crate::time::SimTime;
use serde_json::Value;

/// `--dry-run`
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DryRun {
    /// Write.
    None,
    /// Nothing is sent.
    Client,
    /// The server says what it would do.
    Server,
}

impl DryRun {
    /// Reads the flag.
    pub(super) fn read(flags: &Flags) -> Result<Self, Failure> {
        match flags.value("dry-run") {
            "" | "none" | "false" => Ok(Self::None),
            "client" | "unchanged" | "true" => Ok(Self::Client),
            "server" => Ok(Self::Server),
            other => Err(Failure::error(format!(
                "Invalid dry-run value ({other}). Must be \"none\", \"server\", or \"client\"."
            ))),
        }
    }

    /// What is added to what was done.
    pub(super) const fn suffix(self) -> &'static str {
        match self {
            Self::None => "",
            Self::Client => " (dry run)",
            Self::Server => " (server dry run)",
        }
    }
}

/// `-o`
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Words,
    Name,
    Yaml,
    Json,
}

/// The writes of one command line.
#[derive(Debug)]
pub(super) struct Session<'a> {
    transaction: Transaction<'a>,
    terminal: &'a mut Terminal,
    pub(super) dry_run: DryRun,
    form: Form,
    troubles: Vec<Trouble>,
}

impl<'a> Session<'a> {
    /// Begins one on the console's cluster.
    pub(super) fn begin(console: &'a mut Console<'_>) -> Result<Self, Failure> {
        let dry_run = DryRun::read(&console.flags)?;
        let form = match console.flags.value("output") {
            "" => Form::Words,
            "name" => Form::Name,
            "yaml" => Form::Yaml,
            "json" => Form::Json,
            other => {
                return Err(Failure::error(format!(
                    "unable to match a printer suitable for the output format {other:?}, allowed formats are: \
                     go-template,go-template-file,json,jsonpath,jsonpath-as-json,jsonpath-file,kyaml,name,template,\
                     templatefile,yaml"
                )));
            }
        };
        let now = console.terminal.now();
        let transaction = console.simulation.transaction(now);
        Ok(Self {
            transaction: transaction.map_err(|finding| Failure::plain(format!("everynode: {}", finding.message)))?,
            terminal: console.terminal,
            dry_run,
            form,
            troubles: Vec::new(),
        })
    }

    /// Goes on with a command that began earlier.
    pub(super) fn on(
        simulation: &'a mut Simulation,
        terminal: &'a mut Terminal,
        dry_run: DryRun,
    ) -> Result<Self, Failure> {
        let transaction = simulation.transaction(terminal.now());
        Ok(Self {
            transaction: transaction.map_err(|finding| Failure::plain(format!("everynode: {}", finding.message)))?,
            terminal,
            dry_run,
            form: Form::Words,
            troubles: Vec::new(),
        })
    }

    /// The cluster with what has been written so far.
    pub(super) const fn simulation(&self) -> &Simulation {
        self.transaction.simulation()
    }

    /// The moment at which the command prints.
    pub(super) const fn now(&self) -> SimTime {
        self.terminal.now()
    }

    /// The objects of a kind in a namespace.
    pub(super) fn objects(&self, resource: Resource, namespace: &str) -> Vec<Value> {
        self.simulation().objects(resource, Some(namespace))
    }

    /// An object as it is now.
    pub(super) fn object(&self, resource: Resource, namespace: &str, name: &str) -> Option<Value> {
        self.transaction.simulation().object(resource, namespace, name)
    }

    /// Sends a request, and prints the server's warnings. With `--dry-run` nothing is written.
    pub(super) fn send(&mut self, request: Request) -> Result<Value, Trouble> {
        let Answer { object, warnings } = match self.dry_run {
            DryRun::None => self.transaction.request(request)?,
            DryRun::Client | DryRun::Server => self.transaction.dry_run(&request)?,
        };
        for warning in warnings {
            self.terminal.complain(&format!("Warning: {warning}\n"));
        }
        Ok(object)
    }

    /// What a request would do; nothing is written.
    pub(super) fn ask(&mut self, request: &Request) -> Result<Value, Trouble> {
        Ok(self.transaction.dry_run(request)?.object)
    }

    /// Says what was done to an object, or shows it as `-o` asks.
    pub(super) fn report(&mut self, title: &str, done: &str, object: &Value) {
        let text = match self.form {
            Form::Words => format!("{title} {done}{}\n", self.dry_run.suffix()),
            Form::Name => format!("{title}\n"),
            Form::Yaml => to_yaml(object),
            Form::Json => go_indented(object),
        };
        self.terminal.print(&text);
    }

    /// Whether objects are shown whole, or only what was done to them.
    pub(super) fn shows_objects(&self) -> bool {
        matches!(self.form, Form::Yaml | Form::Json)
    }

    /// Prints on standard output.
    pub(super) fn print(&mut self, text: &str) {
        self.terminal.print(text);
    }

    /// Prints on standard error.
    pub(super) fn complain(&mut self, text: &str) {
        self.terminal.complain(text);
    }

    /// Remembers what went wrong; the command goes on.
    pub(super) fn note(&mut self, trouble: impl Into<Trouble>) {
        self.troubles.push(trouble.into());
    }

    /// Makes the writes one step, and says what went wrong.
    pub(super) fn end(self) -> Result<Outcome, Failure> {
        self.transaction.commit();
        Trouble::all(&self.troubles).map(|()| Outcome::Ended(0))
    }

    /// The same, and says whether all went well.
    pub(super) fn end_with(self) -> Vec<Trouble> {
        self.transaction.commit();
        self.troubles
    }
}

/// JSON as `kubectl -o json` prints it.
fn go_indented(object: &Value) -> String {
    let mut bytes = Vec::new();
    let formatter = serde_json::ser::PrettyFormatter::with_indent(b"    ");
    let mut writer = serde_json::Serializer::with_formatter(&mut bytes, formatter);
    // Writing JSON into memory has no way to fail.
    let written = serde::Serialize::serialize(object, &mut writer);
    debug_assert!(written.is_ok(), "JSON is written");
    bytes.push(b'\n');
    String::from_utf8(bytes).unwrap_or_default()
}
