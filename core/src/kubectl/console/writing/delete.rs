//! `kubectl delete`, and the wait until the objects are gone.
//!
//! Models `kubectl/pkg/cmd/delete/delete.go` and `kubectl/pkg/cmd/wait` (IsDeleted).

use super::documents;
use super::session::{DryRun, Session};
use super::trouble::Trouble;
use crate::api::{Propagation, Request, Resource};
use crate::json::Fields;
use crate::kubectl::console::failure::Failure;
use crate::kubectl::console::process::{Follow, Terminal};
use crate::kubectl::console::targets::{BareType, Targets};
use crate::kubectl::console::verb::{Console, Outcome};
use crate::sim::Simulation;
use crate::time::{Millis, SimTime};
use std::sync::Arc;

const FORCE_WARNING: &str = "Warning: Immediate deletion does not wait for confirmation that the running resource has been \
                             terminated. The resource may continue to run on the cluster indefinitely.\n";

/// An object that is to go.
#[derive(Debug, Clone)]
struct Doomed {
    resource: Resource,
    namespace: Arc<str>,
    name: Arc<str>,
    /// The object of that name is another one if it has another uid.
    uid: String,
}

/// What the flags ask for.
struct Options {
    propagation: Propagation,
    grace_period_seconds: Option<i64>,
    forced: bool,
    waits: bool,
    timeout: Option<Millis>,
    names_only: bool,
}

/// Runs the command.
pub(super) fn delete(console: &mut Console<'_>) -> Result<Outcome, Failure> {
    let options = options(console)?;
    let (doomed, mut troubles) = chosen(console)?;
    if options.forced {
        console.terminal.complain(FORCE_WARNING);
    }
    if doomed.is_empty() && troubles.is_empty() {
        console.terminal.print("No resources found\n");
        return Ok(Outcome::Ended(0));
    }
    let started = console.terminal.now();
    let mut session = Session::begin(console)?;
    let mut waiting = Vec::new();
    for object in doomed {
        match delete_one(&mut session, &object, &options) {
            Ok(()) => waiting.push(object),
            Err(trouble) => troubles.push(trouble),
        }
    }
    let dry_run = session.dry_run;
    for trouble in troubles {
        session.note(trouble);
    }
    let troubles = session.end_with();
    let mut wait = Wait {
        objects: waiting,
        timeout: options.timeout,
        started,
    };
    if !troubles.is_empty() || !options.waits || dry_run != DryRun::None {
        return Trouble::all(&troubles).map(|()| Outcome::Ended(0));
    }
    Ok(match wait.poll(console.simulation, console.terminal) {
        Some(code) => Outcome::Ended(code),
        None => Outcome::Follows(Box::new(wait)),
    })
}

fn options(console: &Console<'_>) -> Result<Options, Failure> {
    let flags = &console.flags;
    let (force, mut grace) = (flags.is_on("force"), flags.number("grace-period"));
    if flags.is_on("all") && !flags.value("selector").is_empty() {
        return Err(Failure::error("cannot set --all and --selector at the same time"));
    }
    if flags.is_on("all") && !flags.value("field-selector").is_empty() {
        return Err(Failure::error("cannot set --all and --field-selector at the same time"));
    }
    if flags.is_on("now") && grace != -1 {
        return Err(Failure::error("--now and --grace-period cannot be specified together"));
    }
    if flags.is_on("now") {
        grace = 1;
    }
    if grace > 0 && force {
        return Err(Failure::error(
            "--force and --grace-period greater than 0 cannot be specified together",
        ));
    }
    if force && grace < 0 {
        grace = 0;
    }
    if grace == 0 && !force {
        // Nobody loses data by a zero alone.
        grace = 1;
    }
    let propagation = match flags.value("cascade") {
        "background" | "true" => Propagation::Background,
        "foreground" => Propagation::Foreground,
        "orphan" | "false" => Propagation::Orphan,
        other => {
            return Err(Failure::error(format!(
                "invalid cascade value ({other}). Must be \"background\", \"foreground\", or \"orphan\""
            )));
        }
    };
    let names_only = match flags.value("output") {
        "" => false,
        "name" => true,
        other => {
            return Err(Failure::error(format!(
                "unexpected -o output mode: {other}. We only support '-o name'"
            )));
        }
    };
    let timeout = flags.duration("timeout");
    Ok(Options {
        propagation,
        grace_period_seconds: (grace >= 0).then_some(grace),
        forced: force && grace == 0,
        waits: flags.is_on("wait"),
        timeout: (timeout.0 > 0).then_some(timeout),
        names_only,
    })
}

/// The objects that the command line names, and what is wrong with its names.
fn chosen(console: &Console<'_>) -> Result<(Vec<Doomed>, Vec<Trouble>), Failure> {
    let ignores = console.flags.is_on("ignore-not-found") || console.flags.is_on("all");
    let (mut doomed, mut troubles) = (Vec::new(), Vec::new());
    if console.flags.is_given("filename") || console.flags.is_given("kustomize") {
        for item in documents::read(console, "delete")? {
            let item = match item {
                Ok(item) => item,
                Err(trouble) => {
                    troubles.push(trouble);
                    continue;
                }
            };
            match console.simulation.object(item.resource, &item.namespace, &item.name) {
                Some(object) => doomed.push(Doomed {
                    resource: item.resource,
                    namespace: item.namespace,
                    name: item.name,
                    uid: object.text("metadata.uid").to_owned(),
                }),
                None if ignores => {}
                None => {
                    let status = crate::api::Status::not_found(item.resource, &item.name);
                    troubles.push(Trouble::Server(status).when("deleting", &item.source));
                }
            }
        }
        return Ok((doomed, troubles));
    }
    let targets = Targets::read(console, BareType::Nothing)?;
    for part in &targets.parts {
        let found = match super::found(console.simulation, &targets, part) {
            Ok(found) => found,
            Err(trouble) if ignores && trouble.is_not_found() => continue,
            Err(trouble) => {
                troubles.push(trouble);
                continue;
            }
        };
        for object in found {
            let Some(resource) = Resource::of(&object.kind.api_version(), object.kind.kind) else {
                return Err(super::not_stored(object.kind));
            };
            doomed.push(Doomed {
                resource,
                namespace: object.object.text("metadata.namespace").into(),
                name: object.object.text("metadata.name").into(),
                uid: object.object.text("metadata.uid").to_owned(),
            });
        }
    }
    Ok((doomed, troubles))
}

fn delete_one(session: &mut Session<'_>, object: &Doomed, options: &Options) -> Result<(), Trouble> {
    if session.dry_run != DryRun::Client {
        session.send(Request::Delete {
            resource: object.resource,
            namespace: object.namespace.clone(),
            name: object.name.clone(),
            propagation: options.propagation,
            grace_period_seconds: options.grace_period_seconds,
        })?;
    }
    let kind = object.resource.qualified_singular();
    if options.names_only {
        session.print(&format!("{kind}/{}\n", object.name));
        return Ok(());
    }
    let done = if options.grace_period_seconds == Some(0) {
        "force deleted"
    } else {
        "deleted"
    };
    let at = if object.namespace.is_empty() {
        String::new()
    } else {
        format!(" from {} namespace", object.namespace)
    };
    let suffix = session.dry_run.suffix();
    session.print(&format!("{kind} {:?} {done}{suffix}{at}\n", &*object.name));
    Ok(())
}

/// Waits for objects to be gone.
#[derive(Debug, Clone)]
struct Wait {
    objects: Vec<Doomed>,
    timeout: Option<Millis>,
    started: SimTime,
}

impl Follow for Wait {
    fn poll(&mut self, simulation: &mut Simulation, terminal: &mut Terminal) -> Option<u8> {
        let is_there = |doomed: &Doomed| {
            let object = simulation.object(doomed.resource, &doomed.namespace, &doomed.name);
            object.is_some_and(|object| object.text("metadata.uid") == doomed.uid)
        };
        self.objects.retain(is_there);
        if self.objects.is_empty() {
            return Some(0);
        }
        if self.deadline().is_none_or(|deadline| terminal.now() < deadline) {
            return None;
        }
        let troubles: Vec<_> = self
            .objects
            .iter()
            .map(|object| {
                let name = format!("{}/{}", object.resource.name(), object.name);
                Trouble::Client(format!("timed out waiting for the condition on {name}"))
            })
            .collect();
        Trouble::all(&troubles).err().map(|failure| terminal.fail(&failure))
    }

    fn deadline(&self) -> Option<SimTime> {
        Some(self.started + self.timeout?)
    }

    fn boxed(&self) -> Box<dyn Follow> {
        Box::new(self.clone())
    }
}
