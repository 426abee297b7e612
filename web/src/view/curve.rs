//! The set's numbers over virtual time: how many pods are available, updated and missing, and where something was done,
//! failed, or got stuck.
//!
//! Each step is looked at once. The trace only grows, but for a command in the past, which cuts it off there.

mod shape;

pub use shape::{Column, Mark, Shape};

use super::transport::clock;
use super::words;
use crate::state::App;
use crate::state::playback::LONG_WAIT;
use crate::texts::transport as texts;
use everynode_core::language::Language;
use everynode_core::objects::{ConditionStatus, DaemonSetStatus, ObjectKey};
use everynode_core::sim::{Cause, Change, Command, EPOCH, KubeletAct, NodeConditionKind, Simulation, Step};
use everynode_core::time::{Millis, SimTime};
use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::Arc;

/// The curve, ready to be drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Curve {
    /// What the whole trace looks like.
    pub shape: Rc<Shape>,
    /// Where we are, in thousandths of the width.
    pub now: u32,
    /// The numbers here, in words.
    pub words: String,
    /// The whole curve, in words.
    pub summary: String,
}

/// The numbers of the status as the controller last wrote it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Numbers {
    /// Nodes that should run the pod.
    pub desired: i64,
    /// Those where it is available.
    pub available: i64,
    /// Those where it is not.
    pub unavailable: i64,
    /// Those where it is of the newest revision.
    pub updated: i64,
}

impl Numbers {
    const fn of(status: &DaemonSetStatus) -> Self {
        Self {
            desired: status.desired_number_scheduled,
            available: status.number_available,
            unavailable: status.number_unavailable,
            updated: status.updated_number_scheduled,
        }
    }

    /// The same in words.
    pub fn words(self, language: Language) -> String {
        texts::numbers(language, self.available, self.desired, self.unavailable, self.updated)
    }
}

/// What is to be seen at a moment beside the numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Moment {
    /// A person did something.
    Command,
    /// Something failed.
    Failure,
    /// A rollout could not go on.
    Stuck,
}

impl Moment {
    /// The name in attributes.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Command => "command",
            Self::Failure => "failure",
            Self::Stuck => "stuck",
        }
    }
}

/// What is remembered of a step.
#[derive(Debug, Clone, Copy)]
struct Told {
    time: SimTime,
    /// How far along the curve, in milliseconds of which no wait has more than [`LONG_WAIT`].
    place: i64,
    numbers: Numbers,
    moment: Option<Moment>,
}

/// What was seen of the trace so far.
#[derive(Default)]
pub struct CurveMemo {
    set: Option<ObjectKey>,
    commands: Vec<(usize, Arc<Command>)>,
    told: Vec<Told>,
    stuck: BTreeSet<usize>,
    drawn: Option<(usize, usize, Language, Rc<Shape>)>,
}

/// Computes the curve. `is_stuck`: no rollout can go on at the moment.
pub fn curve(app: &App, simulation: &Simulation, is_stuck: bool, memo: &mut CurveMemo) -> Curve {
    memo.look(app, simulation);
    if is_stuck {
        memo.stuck.insert(simulation.cursor());
    }
    let key = (memo.told.len(), memo.stuck.len(), app.language);
    let shape = match &memo.drawn {
        Some((told, stuck, language, shape)) if (*told, *stuck, *language) == key => shape.clone(),
        Some(_) | None => {
            let shape = Rc::new(memo.shape(simulation, app.language));
            memo.drawn = Some((key.0, key.1, key.2, shape.clone()));
            shape
        }
    };
    let here = simulation.cursor().checked_sub(1).and_then(|last| memo.told.get(last));
    let numbers = here.map(|told| told.numbers).unwrap_or_default();
    let language = app.language;
    Curve {
        now: here.map_or(0, |told| shape.place(told.place)),
        words: texts::at_moment(language, &clock(simulation.now() - EPOCH), &numbers.words(language)),
        summary: memo.summary(numbers, language),
        shape,
    }
}

impl CurveMemo {
    /// Looks at the steps that are new.
    fn look(&mut self, app: &App, simulation: &Simulation) {
        if self.set != app.set {
            *self = Self {
                set: app.set.clone(),
                ..Self::default()
            };
        }
        let steps = simulation.steps();
        let known = self.known(steps);
        if known < self.told.len() {
            self.told.truncate(known);
            self.stuck.retain(|step| *step <= known);
            self.drawn = None;
        }
        self.commands.retain(|(step, _)| *step < known);
        for (index, step) in steps.iter().enumerate().skip(self.told.len()) {
            if let Some(command) = &step.command {
                self.commands.push((index, command.clone()));
            }
            let before = self.told.last().copied();
            self.told.push(self.told(step, before));
        }
    }

    /// How many of the steps are the ones that were seen: up to the first command that is another one.
    fn known(&self, steps: &[Step]) -> usize {
        let is_there = |(step, command): &&(usize, Arc<Command>)| {
            let present = steps.get(*step).and_then(|step| step.command.as_ref());
            present.is_some_and(|present| Arc::ptr_eq(present, command))
        };
        let same = self.commands.iter().take_while(is_there).count();
        let gone = self.commands.get(same).map_or(usize::MAX, |(step, _)| *step);
        // One that is new stands between those that are known, or after them.
        let from = same.checked_sub(1).map_or(0, |last| self.commands[last].0 + 1);
        let seen = self.told.len().min(steps.len());
        let new = (from..seen).find(|index| steps[*index].command.is_some());
        gone.min(new.unwrap_or(usize::MAX)).min(seen)
    }

    fn told(&self, step: &Step, before: Option<Told>) -> Told {
        let mut numbers = before.map(|told| told.numbers).unwrap_or_default();
        let mut moment = (step.cause == Cause::Command && step.time > EPOCH).then_some(Moment::Command);
        for change in &step.changes {
            if let Change::StatusWritten {
                namespace,
                name,
                status,
            } = change
                && self
                    .set
                    .as_ref()
                    .is_some_and(|(own, set)| own == namespace && set == name)
            {
                numbers = Numbers::of(status);
            } else if let Change::DaemonSetDeleted { .. } = change {
                numbers = Numbers::default();
            } else if is_failure(change) {
                moment = moment.or(Some(Moment::Failure));
            }
        }
        let wait = before.map_or(Millis(0), |told| step.time - told.time);
        Told {
            time: step.time,
            place: before.map_or(0, |told| told.place) + wait.0.clamp(0, LONG_WAIT.0),
            numbers,
            moment,
        }
    }

    /// The lowest point since all was well for the first time, and where we are.
    fn summary(&self, now: Numbers, language: Language) -> String {
        let is_well = |told: &&Told| told.numbers.desired > 0 && told.numbers.unavailable == 0;
        let first = self.told.iter().position(|told| is_well(&told)).unwrap_or_default();
        let lowest = self.told[first.min(self.told.len())..]
            .iter()
            .filter(|told| told.numbers.desired > 0)
            .min_by_key(|told| told.numbers.available);
        match lowest {
            Some(lowest) => texts::curve_summary(
                language,
                lowest.numbers.desired,
                lowest.numbers.available,
                now.available,
                &clock(lowest.time - EPOCH),
            ),
            None => texts::curve_empty(language).to_owned(),
        }
    }
}

/// Whether something went wrong.
const fn is_failure(change: &Change) -> bool {
    matches!(
        change,
        Change::PodFailed { .. }
            | Change::KubeletSilent { silent: true, .. }
            | Change::ConditionChanged {
                condition: NodeConditionKind::Ready,
                status: ConditionStatus::False | ConditionStatus::Unknown,
                ..
            }
            | Change::PodProgressed {
                act: KubeletAct::FailPull | KubeletAct::Crash | KubeletAct::ProbeFails,
                ..
            }
    )
}

/// What a step is called on the curve.
fn moment_words(step: &Step, moment: Moment, language: Language) -> String {
    let did = words::did(step, language);
    let time = clock(step.time - EPOCH);
    match moment {
        Moment::Command | Moment::Failure => texts::at_moment(language, &time, &did),
        Moment::Stuck => texts::at_moment(language, &time, &texts::stuck_here(language)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::{Action, Document, Theme, examples};
    use yew::Reducible;

    fn rolling() -> Rc<App> {
        let rolling = examples::named("rolling-update").unwrap();
        let text = rolling.manifest.replace("v2.5.2", "v2.5.3");
        [
            Action::Open(rolling),
            Action::Settle,
            Action::Edit(Document::Manifest, text.into()),
            Action::Settle,
        ]
        .into_iter()
        .fold(Rc::new(App::new(Theme::Light, None)), Reducible::reduce)
    }

    fn look(app: &App, memo: &mut CurveMemo) -> Curve {
        curve(app, &app.simulation(), false, memo)
    }

    #[test]
    fn a_rollout_dips_and_comes_back() {
        let app = rolling();
        let curve = look(&app, &mut CurveMemo::default());
        let last = curve.shape.columns.last().unwrap();
        assert_eq!(
            (last.numbers.desired, last.numbers.available, last.numbers.updated),
            (5, 5, 5)
        );
        let first = curve
            .shape
            .columns
            .iter()
            .position(|column| column.numbers.available == 5)
            .unwrap();
        let worst = curve.shape.columns[first..]
            .iter()
            .map(|column| column.least)
            .min()
            .unwrap();
        assert_eq!(worst, 4, "maxUnavailable is 1");
        assert_eq!(curve.now, 1000);
        assert!(curve.summary.contains('4'), "{}", curve.summary);
        let kinds: Vec<_> = curve.shape.marks.iter().map(|mark| mark.moment).collect();
        assert_eq!(kinds, [Moment::Command], "the edit");
    }

    /// What grew step by step, was cut off and came back is what a fresh look sees.
    #[test]
    fn looking_at_what_is_new_comes_to_the_same_as_looking_at_all() {
        let mut app = rolling();
        let mut memo = CurveMemo::default();
        let cordon = |node: &str| Action::Do(Command::Cordon { node: node.into() });
        let actions = [
            Action::Seek(20),
            cordon("node-1"),
            Action::Step,
            Action::Step,
            Action::Undo,
            Action::Settle,
            Action::Redo,
            cordon("node-2"),
            Action::Undo,
            Action::Undo,
            Action::Seek(0),
            Action::Reset,
            Action::Settle,
        ];
        for action in actions {
            app = app.reduce(action.clone());
            assert_eq!(
                look(&app, &mut memo),
                look(&app, &mut CurveMemo::default()),
                "{action:?}"
            );
        }
    }

    #[test]
    fn a_stuck_moment_stays_marked_when_one_goes_on() {
        let app = rolling();
        let mut memo = CurveMemo::default();
        let stuck = curve(&app, &app.simulation(), true, &mut memo);
        assert_eq!(stuck.shape.marks.last().unwrap().moment, Moment::Stuck);
        let app = app.reduce(Action::Do(Command::Cordon { node: "node-1".into() }));
        let later = look(&app, &mut memo);
        assert!(later.shape.marks.iter().any(|mark| mark.moment == Moment::Stuck));
        let undone = look(&app.reduce(Action::Seek(0)), &mut memo);
        assert!(undone.shape.marks.iter().any(|mark| mark.moment == Moment::Stuck));
    }
}
