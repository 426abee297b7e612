//! `kubectl drain`: cordon the nodes, evict their pods one node after the other, wait until they are gone.
//!
//! Models RunDrain of `kubectl/pkg/cmd/drain/drain.go` and evictPods of `kubectl/pkg/drain/drain.go`.

mod filters;

use super::nodes;
use super::session::{DryRun, Session};
use super::trouble::Trouble;
use crate::api::{Propagation, Reason, Request, Resource};
use crate::kubectl::console::failure::Failure;
use crate::kubectl::console::process::{Follow, Terminal};
use crate::kubectl::console::verb::{Console, Outcome};
use crate::objects::ObjectKey;
use crate::sim::Simulation;
use crate::time::{Millis, SimTime};
use filters::Judgement;
use std::collections::VecDeque;
use std::sync::Arc;

/// How often it looks whether a pod is gone.
const LOOK_EVERY: Millis = Millis::seconds(1);
/// How long it waits after a refusal of the disruption budget.
const RETRY_AFTER: Millis = Millis::seconds(5);

/// What the flags ask for.
#[derive(Debug, Clone)]
struct Options {
    filters: filters::Options,
    grace_period_seconds: Option<i64>,
    evicts: bool,
    timeout: Option<(Millis, String)>,
    dry_run: DryRun,
}

/// A pod on its way.
#[derive(Debug, Clone)]
struct Leaving {
    pod: ObjectKey,
    uid: Arc<str>,
    stage: Stage,
    /// When it is looked at next.
    due: SimTime,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Evict,
    Wait,
}

/// A drain in progress.
#[derive(Debug, Clone)]
struct Drain {
    options: Options,
    started: SimTime,
    waiting: VecDeque<Arc<str>>,
    /// The node whose pods are leaving.
    current: Option<(Arc<str>, Vec<Leaving>)>,
    /// What went wrong with the current node.
    wrong: Vec<String>,
    pending: Vec<Arc<str>>,
    fatal: Vec<Trouble>,
}

/// Runs the command.
pub(super) fn drain(console: &mut Console<'_>) -> Result<Outcome, Failure> {
    let names = nodes::named(console)?;
    let options = options(console)?;
    let mut drain = Drain {
        started: console.terminal.now(),
        waiting: names.iter().cloned().collect(),
        current: None,
        wrong: Vec::new(),
        pending: Vec::new(),
        fatal: Vec::new(),
        options,
    };
    let mut session = Session::begin(console)?;
    for name in &names {
        if let Err(trouble) = nodes::set_unschedulable(&mut session, name, true) {
            session.note(trouble);
        }
    }
    let code = drain.go_on(&mut session);
    let troubles = session.end_with();
    Trouble::all(&troubles)?;
    Ok(match code {
        Some(code) => Outcome::Ended(code),
        None => Outcome::Follows(Box::new(drain)),
    })
}

fn options(console: &Console<'_>) -> Result<Options, Failure> {
    let flags = &console.flags;
    let grace = flags.number("grace-period");
    let timeout = flags.duration("timeout");
    Ok(Options {
        filters: filters::Options::read(console)?,
        grace_period_seconds: (grace >= 0).then_some(grace),
        evicts: !flags.is_on("disable-eviction"),
        timeout: (timeout.0 > 0).then(|| (timeout, go_duration(timeout))),
        dry_run: DryRun::read(flags)?,
    })
}

impl Drain {
    /// Does what is due. `Some` when the command ends.
    fn go_on(&mut self, session: &mut Session<'_>) -> Option<u8> {
        loop {
            if let Some((node, mut leaving)) = self.current.take() {
                leaving.retain_mut(|pod| !self.look(session, pod));
                if self.is_late(session.now()) {
                    let (_, limit) = self.options.timeout.clone().unwrap_or_default();
                    self.wrong.extend(leaving.drain(..).map(|pod| pod.late(&limit)));
                }
                if !leaving.is_empty() {
                    self.current = Some((node, leaving));
                    return None;
                }
                self.finish(session, &node);
                continue;
            }
            let Some(node) = self.waiting.pop_front() else {
                return Some(self.end(session));
            };
            self.begin(session, node);
        }
    }

    /// Lists a node's pods and begins with them, or says why it does not.
    fn begin(&mut self, session: &mut Session<'_>, node: Arc<str>) {
        let Judgement { pods, errors, warnings } = filters::judge(session.simulation(), &node, &self.options.filters);
        if !errors.is_empty() {
            session.complain(&unable(&node, &errors));
            self.fatal.extend(errors.into_iter().map(Trouble::Client));
            self.pending.push(node);
            return;
        }
        if !warnings.is_empty() {
            session.complain(&format!("Warning: {}\n", warnings.join("; ")));
        }
        if self.options.dry_run == DryRun::Client {
            for (namespace, name) in pods.iter().map(|(key, _)| key) {
                session.print(&format!("evicting pod {namespace}/{name} (dry run)\n"));
            }
            self.finish(session, &node);
            return;
        }
        let due = session.now();
        let leaving = pods.into_iter().map(|(pod, uid)| Leaving {
            pod,
            uid,
            stage: Stage::Evict,
            due,
        });
        self.current = Some((node, leaving.collect()));
    }

    /// The next step of a pod, if it is due; whether that was the last.
    fn look(&mut self, session: &mut Session<'_>, leaving: &mut Leaving) -> bool {
        if session.now() < leaving.due {
            return false;
        }
        let (namespace, name) = leaving.pod.clone();
        if leaving.stage == Stage::Evict {
            let (evicts, dry_run) = (self.options.evicts, self.options.dry_run);
            if evicts {
                session.print(&format!("evicting pod {namespace}/{name}{}\n", dry_run.suffix()));
            }
            match session.send(self.request(&namespace, &name)) {
                Ok(_) => {}
                Err(Trouble::Server(status)) if status.reason == Reason::NotFound => {}
                Err(Trouble::Server(status)) if status.reason == Reason::TooManyRequests => {
                    session.complain(&format!(
                        "error when evicting pods/{:?} -n {:?} (will retry after 5s): {}\n",
                        &*name, &*namespace, status.message
                    ));
                    leaving.due = session.now() + RETRY_AFTER;
                    return false;
                }
                Err(trouble) => {
                    let message = trouble.message();
                    self.wrong.push(format!(
                        "error when evicting pods/{:?} -n {:?}: {message}",
                        &*name, &*namespace
                    ));
                    return true;
                }
            }
            leaving.stage = Stage::Wait;
        }
        let stays = session
            .simulation()
            .cluster()
            .pods
            .get(&leaving.pod)
            .is_some_and(|pod| pod.uid == leaving.uid);
        if stays && self.options.dry_run == DryRun::None {
            leaving.due = session.now() + LOOK_EVERY;
            return false;
        }
        let done = if self.options.evicts { "evicted" } else { "deleted" };
        session.print(&format!("pod/{name} {done}{}\n", self.options.dry_run.suffix()));
        true
    }

    fn request(&self, namespace: &Arc<str>, name: &Arc<str>) -> Request {
        let (namespace, name) = (namespace.clone(), name.clone());
        let grace_period_seconds = self.options.grace_period_seconds;
        if self.options.evicts {
            return Request::Evict {
                namespace,
                name,
                grace_period_seconds,
            };
        }
        Request::Delete {
            resource: Resource::Pods,
            namespace,
            name,
            propagation: Propagation::Background,
            grace_period_seconds,
        }
    }

    /// A node's pods are gone, or it is given up.
    fn finish(&mut self, session: &mut Session<'_>, node: &Arc<str>) {
        let wrong = std::mem::take(&mut self.wrong);
        if wrong.is_empty() {
            let suffix = self.options.dry_run.suffix();
            session.print(&format!("node/{node} drained{suffix}\n"));
            return;
        }
        let left = filters::judge(session.simulation(), node, &self.options.filters);
        if !left.pods.is_empty() {
            let mut text = format!(
                "There are pending pods in node {:?} when an error occurred: {}\n",
                &**node,
                together(&wrong)
            );
            for ((_, name), _) in &left.pods {
                text.extend(["pod/", name, "\n"]);
            }
            session.complain(&text);
        }
        session.complain(&unable(node, &wrong));
        self.fatal.extend(wrong.into_iter().map(Trouble::Client));
        self.pending.push(node.clone());
    }

    fn end(&mut self, session: &mut Session<'_>) -> u8 {
        if self.fatal.is_empty() {
            return 0;
        }
        let mut text = "There are pending nodes to be drained:\n".to_owned();
        for node in &self.pending {
            text.extend([" ", node, "\n"]);
        }
        session.complain(&text);
        let failure = Trouble::lines(&self.fatal);
        session.complain(&failure.text);
        failure.code
    }

    fn is_late(&self, now: SimTime) -> bool {
        let limit = self.options.timeout.as_ref();
        limit.is_some_and(|(timeout, _)| now >= self.started + *timeout)
    }
}

impl Leaving {
    fn late(&self, limit: &str) -> String {
        let (namespace, name) = (&*self.pod.0, &*self.pod.1);
        match self.stage {
            Stage::Evict => {
                format!("error when evicting pods/{name:?} -n {namespace:?}: global timeout reached: {limit}")
            }
            Stage::Wait => format!(
                "error when waiting for pod {name:?} in namespace {namespace:?} to terminate: global timeout reached: {limit}"
            ),
        }
    }
}

impl Follow for Drain {
    fn poll(&mut self, simulation: &mut Simulation, terminal: &mut Terminal) -> Option<u8> {
        if self.deadline().is_some_and(|deadline| terminal.now() < deadline) {
            return None;
        }
        // A full trace takes no more commands, and so no more evictions.
        let Ok(mut session) = Session::on(simulation, terminal, self.options.dry_run) else {
            return Some(1);
        };
        let code = self.go_on(&mut session);
        drop(session.end_with());
        code
    }

    /// When a pod is looked at next, or patience ends.
    fn deadline(&self) -> Option<SimTime> {
        let (_, leaving) = self.current.as_ref()?;
        let due = leaving.iter().map(|pod| pod.due).min();
        let limit = self
            .options
            .timeout
            .as_ref()
            .map(|(timeout, _)| self.started + *timeout);
        due.into_iter().chain(limit).min()
    }

    fn boxed(&self) -> Box<dyn Follow> {
        Box::new(self.clone())
    }
}

fn together(errors: &[String]) -> String {
    match errors {
        [one] => one.clone(),
        many => format!("[{}]", many.join(", ")),
    }
}

fn unable(node: &str, errors: &[String]) -> String {
    let errors = together(errors);
    format!("error: unable to drain node {node:?} due to error: {errors}, continuing command...\n")
}

/// A length of time as Go prints it: `1m30s`.
fn go_duration(time: Millis) -> String {
    let (seconds, rest) = (time.0 / 1000, time.0 % 1000);
    let fraction = if rest == 0 {
        String::new()
    } else {
        format!(".{rest:03}").trim_end_matches('0').to_owned()
    };
    match (seconds / 3600, seconds / 60 % 60, seconds % 60) {
        (0, 0, 0) => format!("{rest}ms"),
        (0, 0, seconds) => format!("{seconds}{fraction}s"),
        (0, minutes, seconds) => format!("{minutes}m{seconds}{fraction}s"),
        (hours, minutes, seconds) => format!("{hours}h{minutes}m{seconds}{fraction}s"),
    }
}
