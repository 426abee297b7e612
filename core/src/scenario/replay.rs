//! From a scenario back to the simulation.

use super::record::Record;
use super::{Moment, Scenario};
use crate::diagnostic::{Diagnostic, Remark, Severity};
use crate::sim::{EPOCH, Simulation};

/// A scenario that was done again.
#[derive(Debug, Clone)]
pub struct Replayed {
    /// At the moment that the scenario shows.
    pub simulation: Simulation,
    /// Its texts.
    pub record: Record,
    /// What is wrong with the texts that it started from: the manifest's, then the nodes'.
    pub start_findings: [Vec<Diagnostic>; 2],
    /// What could not be done again, and why. It was left out.
    pub findings: Vec<Diagnostic>,
}

/// How a moment is found in the trace.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pace {
    /// By the number of steps: the same trace.
    Steps,
    /// By the time alone: where the engine has changed since, the numbers of steps mean nothing.
    Times,
}

impl Scenario {
    /// Does everything again. With the engine that the scenario was kept by the trace is the same; with another one the
    /// commands are given at the same times, and a finding says so.
    pub fn replay(&self) -> Replayed {
        self.run(Pace::Steps).unwrap_or_else(|| {
            let mut replayed = self.run(Pace::Times).unwrap_or_else(|| self.only_start());
            replayed.findings.push(Diagnostic {
                severity: Severity::Info,
                ..Diagnostic::error("scenario-retimed", "", Remark::KeptByAnotherVersion)
            });
            replayed
        })
    }

    fn only_start(&self) -> Replayed {
        let mut simulation = Simulation::new(self.seed);
        let (record, start_findings) = Record::start(&mut simulation, &self.manifest, &self.nodes);
        Replayed {
            simulation,
            record,
            start_findings,
            findings: Vec::new(),
        }
    }

    /// `None` if the trace turns out to be another one than that of the scenario.
    fn run(&self, pace: Pace) -> Option<Replayed> {
        let mut replayed = self.only_start();
        let simulation = &mut replayed.simulation;
        for (index, deed) in self.deeds.iter().enumerate() {
            reach(simulation, deed.at, pace)?;
            let findings = replayed.record.act(simulation, &deed.act, EPOCH + deed.at.time);
            let refused = findings
                .into_iter()
                .filter(|finding| finding.severity == Severity::Error);
            replayed.findings.extend(refused.map(|finding| Diagnostic {
                severity: Severity::Warning,
                path: format!("commands[{index}]"),
                span: None,
                ..finding
            }));
        }
        if pace == Pace::Steps {
            while simulation.steps().len() < self.steps && simulation.step() {}
        }
        if let Some(cursor) = self.cursor {
            show(simulation, cursor, pace)?;
        }
        Some(replayed)
    }
}

/// Goes forward to a moment at which something is done.
fn reach(simulation: &mut Simulation, moment: Moment, pace: Pace) -> Option<()> {
    let time = EPOCH + moment.time;
    let Some(step) = moment.step.filter(|_| pace == Pace::Steps) else {
        simulation.run_until(time);
        return Some(());
    };
    while simulation.cursor() < step {
        if !simulation.step() {
            return None;
        }
    }
    let fits = simulation.cursor() == step
        && simulation.now() <= time
        && simulation.next_time().is_none_or(|next| time <= next);
    fits.then_some(())
}

/// Goes back or forth to the moment that is shown.
fn show(simulation: &mut Simulation, moment: Moment, pace: Pace) -> Option<()> {
    let time = EPOCH + moment.time;
    if let Some(step) = moment.step.filter(|_| pace == Pace::Steps) {
        while simulation.steps().len() < step && simulation.step() {}
        simulation.seek(step);
        return (simulation.cursor() == step && simulation.now() == time).then_some(());
    }
    while simulation.now() > time && simulation.step_back() {}
    simulation.run_until(time);
    Some(())
}
