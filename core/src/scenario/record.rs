//! What has to be remembered beside a simulation so that it can be kept: the texts that its commands came from.

use super::reading::{TextCommands, manifest_commands, nodes_commands};
use super::{Act, Deed, Moment, Scenario};
use crate::diagnostic::Diagnostic;
use crate::sim::{Command, EPOCH, GivenCommand, Simulation};
use crate::time::SimTime;
use std::sync::Arc;

/// How many texts are remembered: of what is older the command itself is kept.
const MAX_TEXTS: usize = 500;

/// The texts of a simulation: those that it started from, and those that became commands later.
#[derive(Debug, Clone, Default)]
pub struct Record {
    manifest: Arc<str>,
    nodes: Arc<str>,
    /// The commands that the first texts became.
    start: Vec<Arc<Command>>,
    texts: Vec<(Arc<Command>, Act)>,
}

impl Record {
    /// Starts `simulation`, which is empty, from texts. What is wrong with them is said, first of the manifest, then of the
    /// nodes; what can be used of them is.
    pub fn start(simulation: &mut Simulation, manifest: &Arc<str>, nodes: &Arc<str>) -> (Self, [Vec<Diagnostic>; 2]) {
        let time = simulation.now();
        let commands = nodes_commands(simulation, nodes);
        let nodes_findings = give(simulation, commands, time);
        let commands = manifest_commands(simulation, manifest);
        let manifest_findings = give(simulation, commands, time);
        let record = Self::of(simulation, manifest, nodes);
        (record, [manifest_findings, nodes_findings])
    }

    /// The record of a simulation that was started from these texts just now, in the manner of [`Record::start`].
    pub fn of(simulation: &Simulation, manifest: &Arc<str>, nodes: &Arc<str>) -> Self {
        Self {
            manifest: manifest.clone(),
            nodes: nodes.clone(),
            start: simulation.commands().map(|given| given.command).collect(),
            texts: Vec::new(),
        }
    }

    /// How many commands the first texts became.
    pub fn start_length(&self) -> usize {
        self.start.len()
    }

    /// The manifests that were applied, the newest first.
    pub fn manifests(&self) -> impl Iterator<Item = &Arc<str>> {
        let later = self.texts.iter().rev().filter_map(|(_, act)| match act {
            Act::Apply(text) => Some(text),
            Act::Nodes(_) | Act::Command(_) => None,
        });
        later.chain([&self.manifest])
    }

    /// Remembers that the command just given came from a text.
    pub fn remember(&mut self, simulation: &Simulation, text: Act) {
        let step = simulation.steps()[..simulation.cursor()].last();
        if let Some(command) = step.and_then(|step| step.command.clone()) {
            self.texts.push((command, text));
            if self.texts.len() > MAX_TEXTS {
                self.texts.remove(0);
            }
        }
    }

    /// Does something at `time`, and remembers the text that it came from. What was refused is said.
    pub(super) fn act(&mut self, simulation: &mut Simulation, act: &Act, time: SimTime) -> Vec<Diagnostic> {
        let commands = match act {
            Act::Apply(manifest) => manifest_commands(simulation, manifest),
            Act::Nodes(nodes) => nodes_commands(simulation, nodes),
            Act::Command(command) => TextCommands {
                main: Some((**command).clone()),
                ..TextCommands::default()
            },
        };
        let stands_alone = commands.after.is_empty() && !matches!(act, Act::Command(_));
        let before = simulation.cursor();
        let findings = give(simulation, commands, time);
        if stands_alone && simulation.cursor() > before {
            self.remember(simulation, act.clone());
        }
        findings
    }

    /// The simulation as a value that can be kept. What only the page knows is for the page to add.
    pub fn scenario(&self, simulation: &Simulation) -> Scenario {
        let given: Vec<GivenCommand> = simulation.commands().collect();
        let is_start = given.len() >= self.start.len()
            && given
                .iter()
                .zip(&self.start)
                .enumerate()
                .all(|(index, (given, command))| given.step == index && Arc::ptr_eq(&given.command, command));
        let (manifest, nodes, skipped) = if is_start {
            (self.manifest.clone(), self.nodes.clone(), self.start.len())
        } else {
            ("".into(), "".into(), 0)
        };
        Scenario {
            manifest,
            nodes,
            seed: simulation.seed(),
            deeds: given[skipped..].iter().map(|given| self.deed(given)).collect(),
            cursor: Some(Moment {
                step: Some(simulation.cursor()),
                time: simulation.now() - EPOCH,
            }),
            steps: simulation.steps().len(),
            ..Scenario::default()
        }
    }

    fn deed(&self, given: &GivenCommand) -> Deed {
        let text = self
            .texts
            .iter()
            .find(|(command, _)| Arc::ptr_eq(command, &given.command));
        Deed {
            at: Moment {
                step: Some(given.step),
                time: given.time - EPOCH,
            },
            act: text.map_or_else(|| Act::Command(given.command.clone()), |(_, text)| text.clone()),
        }
    }
}

/// Gives commands at `time`, one after another; what was refused is said.
fn give(simulation: &mut Simulation, commands: TextCommands, time: SimTime) -> Vec<Diagnostic> {
    let mut findings = commands.findings.clone();
    for command in commands.into_commands() {
        findings.extend(simulation.apply_at(command, time));
    }
    findings
}
