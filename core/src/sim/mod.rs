//! The simulated cluster: state, commands, events, virtual clock, trace, time travel.
//!
//! [`Simulation`] is the only mutable object of the engine. A command is what a person does, an event is what the world
//! does later, a change is what happened. The same commands at the same times with the same seed give the same trace.

mod addresses;
mod admission;
mod api;
mod batch;
mod behavior;
mod budgets;
mod change;
mod command;
mod compare;
mod control;
mod copies;

mod event;
mod events;
mod explore;
mod foreign;
mod garbage;
mod import;
mod kubelet;
mod latency;
mod machine;

mod names;
mod namespaces;
mod node_changes;
mod nodes;
mod objects_view;
mod pod_status;
mod scheduling;
mod scripted;
mod skip;
mod taint_eviction;
#[cfg(test)]
mod tests;
mod trace;

mod turn;
mod world;

pub use api::Transaction;
pub use behavior::Behavior;
pub use change::{Change, ClusterEvent, DeletionCause};
pub use command::Command;
pub use compare::{
    BothModes, Comparison, EventComparison, NodeComparison, PodState, Refused, SetComparison, both_modes,
};
pub use event::{Actor, Event, KubeletAct, KubeletTask, NodeConditionKind};
pub use events::{EVENT_TTL, Occurrences, RecordedEvent};
pub use explore::State;
pub use foreign::ForeignPod;
pub use objects_view::Author;
pub use scripted::{ScriptedBehaviour, ScriptedImage, ScriptedKubelets};
pub use skip::{Skipped, Stopped, Until};
pub use trace::{Cause, GivenCommand, Settled, Step};

use crate::controller::{self, RolloutBudget, SyncPlan};
use crate::diagnostic::{Advice, Diagnostic, Remark};
use crate::objects::{Cluster, DaemonSetStatus, Labels, ObjectKey, Pod};
use crate::time::{Millis, SimTime};
use copies::Copies;
use std::sync::Arc;
use trace::Branch;
use turn::Turn;
use world::World;

/// How many steps a trace may have; a further one is refused with a finding.
pub const MAX_STEPS: usize = 200_000;

/// How many events without a visible change are taken together before a step ends all the same.
const MAX_QUIET_EVENTS: usize = 1_000;

/// About how much memory a step of the trace takes, with what it holds, where addresses have 32 bits.
const STEP_BYTES: usize = 1_500;

/// An event that comes later than this after one without a visible change begins a step of its own: a step is a moment.
const QUIET_SPAN: Millis = Millis(100);

/// The moment at which a simulation begins unless it is told another: 2026-01-01T00:00:00Z.
pub const EPOCH: SimTime = SimTime(1_767_225_600_000);

/// A cluster with a virtual clock, and its past.
#[derive(Debug, Clone)]
pub struct Simulation {
    seed: u64,
    world: World,
    steps: Vec<Step>,
    cursor: usize,
    copies: Copies,
    /// For so many steps memory has been asked for.
    roomy: usize,
    undo: Vec<Branch>,
    redo: Vec<Branch>,
}

impl Simulation {
    /// An empty cluster at [`EPOCH`]. `seed` decides names and the lengths of pulls, starts and stops.
    pub fn new(seed: u64) -> Self {
        let mut world = World::default();
        world.clock.now = EPOCH;
        Self {
            seed,
            copies: Copies::new(&world),
            world,
            steps: Vec::new(),
            cursor: 0,
            roomy: 0,
            undo: Vec::new(),
            redo: Vec::new(),
        }
    }

    /// The seed.
    pub const fn seed(&self) -> u64 {
        self.seed
    }

    /// The objects at the cursor.
    pub const fn cluster(&self) -> &Cluster {
        &self.world.cluster
    }

    /// The virtual time at the cursor.
    pub const fn now(&self) -> SimTime {
        self.world.clock.now
    }

    /// How many steps of the trace have been done; the rest is the future that is already known.
    pub const fn cursor(&self) -> usize {
        self.cursor
    }

    /// The whole trace, the known future included.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// The commands of the whole trace in order, those of the known future included.
    pub fn commands(&self) -> impl Iterator<Item = GivenCommand> + '_ {
        self.steps.iter().enumerate().filter_map(|(index, step)| {
            Some(GivenCommand {
                step: index,
                time: step.time,
                command: step.command.clone()?,
            })
        })
    }

    /// A simulation in which `commands` were given where they say: with the same seed the same trace as the one they come
    /// from, up to the last of them. What is refused is said, and left out.
    pub fn replay(seed: u64, commands: impl IntoIterator<Item = GivenCommand>) -> (Self, Vec<Diagnostic>) {
        let mut simulation = Self::new(seed);
        let mut findings = Vec::new();
        for given in commands {
            while simulation.cursor < given.step && simulation.next_time().is_some_and(|next| next <= given.time) {
                simulation.step();
            }
            findings.extend(simulation.apply_at((*given.command).clone(), given.time));
        }
        (simulation, findings)
    }

    /// The labels of a namespace, if it has been given some.
    pub fn namespace_labels(&self, namespace: &str) -> Option<&Labels> {
        let namespace = self.world.namespaces.get(namespace)?;
        Some(&namespace.labels)
    }

    /// Whether the kubelet of `node` has fallen silent.
    pub fn is_silent(&self, node: &str) -> bool {
        self.world.silent.contains_key(node)
    }

    /// Since when the kubelet of `node` has been silent.
    pub fn silent_since(&self, node: &str) -> Option<SimTime> {
        self.world.silent.get(node).copied()
    }

    /// Since when the machine of `node` has been shutting down, or off.
    pub fn shutdown_since(&self, node: &str) -> Option<SimTime> {
        self.world.shutdowns.get(node).copied()
    }

    /// The pods that belong to `node`, bound or pinned there, by name.
    pub fn pods_of(&self, node: &str) -> impl Iterator<Item = &ObjectKey> {
        self.world.pods_of(node)
    }

    /// What the scheduler would decide about `pod` now, and what decides it.
    pub fn scheduling(&self, pod: &Pod) -> crate::scheduler::Outcome {
        scheduling::decide(&self.world, pod)
    }

    /// What the controller would want done about a set if it looked at it now. Nothing is done.
    pub fn plan(&mut self, set: &ObjectKey) -> SyncPlan {
        control::plan(&mut self.world, set)
    }

    /// The budget of a set's rolling update, and the status that the cluster amounts to ([`controller::live_status`]).
    pub(crate) fn survey(&self, set: &ObjectKey) -> Option<(RolloutBudget, DaemonSetStatus)> {
        controller::survey(self.cluster(), &self.world.censuses, set, self.now())
    }

    /// How many events wait in the queue at the cursor.
    pub fn queue_length(&self) -> usize {
        self.world.queue.len()
    }

    /// When the next step is due; `None` if nothing will happen by itself any more.
    pub fn next_time(&self) -> Option<SimTime> {
        match self.steps.get(self.cursor) {
            Some(step) => Some(step.time),
            None => self.world.queue.first_key_value().map(|((time, _), _)| *time),
        }
    }

    /// Whether nothing will happen any more without a command, but for what is only tried again because time has passed.
    pub fn is_steady(&self) -> bool {
        self.cursor == self.steps.len() && self.world.queue.len() == self.world.routine_events
    }

    /// Carries out a command now. Findings of severity error mean that nothing was done. A command in the past cuts the
    /// known future; [`Simulation::undo`] brings it back.
    pub fn apply(&mut self, command: Command) -> Vec<Diagnostic> {
        self.apply_at(command, self.now())
    }

    /// Carries out a command at `time`, or at the next due event if that is sooner; never before now.
    pub fn apply_at(&mut self, command: Command, time: SimTime) -> Vec<Diagnostic> {
        if self.cursor >= MAX_STEPS {
            return vec![too_long()];
        }
        if let Command::Requests { requests } = command {
            return self.apply_requests(requests, time);
        }
        let time = self.next_time().map_or(time, |next| time.min(next));
        let mut step = Step::new(Cause::Command, Actor::User);
        let mut turn = Turn::new(&mut self.world, self.seed, &mut step.deltas, &mut step.changes);
        let findings = command::check(&turn, &command);
        if !findings.is_empty() {
            return findings;
        }
        turn.set_now(time);
        step.command = Some(Arc::new(command.clone()));
        command::carry_out(&mut turn, command);
        step.time = self.world.clock.now;
        self.branch_off();
        self.push(step);
        findings
    }

    /// Does the next step: the one that the trace already knows, or the next event. `false` if nothing will happen.
    pub fn step(&mut self) -> bool {
        if let Some(step) = self.steps.get_mut(self.cursor) {
            step.redo(&mut self.world);
            self.cursor += 1;
            return true;
        }
        if self.cursor >= MAX_STEPS {
            return false;
        }
        let Some(step) = self.next_step() else { return false };
        self.push(step);
        true
    }

    /// Takes the last step back. `false` at the beginning.
    pub fn step_back(&mut self) -> bool {
        let Some(previous) = self.cursor.checked_sub(1) else {
            return false;
        };
        self.cursor = previous;
        self.steps[previous].undo(&mut self.world);
        true
    }

    /// Goes to the state after `step` steps, at most to the end of the known trace.
    pub fn seek(&mut self, step: usize) {
        let target = step.min(self.steps.len());
        if let Some((step, world)) = self.copies.nearer(&self.steps, self.cursor, target) {
            (self.cursor, self.world) = (step, world);
        }
        while self.cursor > target {
            self.step_back();
        }
        while self.cursor < target {
            self.step();
        }
    }

    /// Does the next step if it is due by `time`. One that begins before and comes to something visible only later is known
    /// then, and not done.
    pub fn step_by(&mut self, time: SimTime) -> bool {
        if self.next_time().is_none_or(|next| next > time) || !self.step() {
            return false;
        }
        if self.now() > time {
            self.step_back();
            return false;
        }
        true
    }

    /// Does every step that is due by `time`, and returns how many.
    pub fn run_until(&mut self, time: SimTime) -> usize {
        let from = self.cursor;
        while self.step_by(time) {}
        self.cursor - from
    }

    /// Does every step that is due by `time`, and lets the clock come to it though nothing happens then. In a past with
    /// commands after it, and where the trace is full, the clock stays at the last step.
    pub fn wait_until(&mut self, time: SimTime) {
        let time = time.min(SimTime::LAST);
        self.run_until(time);
        let ahead = &self.steps[self.cursor..];
        let is_settled = self.redo.is_empty() && ahead.iter().all(|step| step.cause == Cause::Event);
        if !is_settled || self.cursor >= MAX_STEPS || self.now() >= time {
            return;
        }
        // What is known of the future comes again.
        self.cut(self.cursor);
        let mut step = Step::new(Cause::Event, Actor::User);
        catch_up(
            &mut Turn::new(&mut self.world, self.seed, &mut step.deltas, &mut step.changes),
            time,
        );
        step.time = time;
        self.push(step);
    }

    /// Runs until the cluster is at rest ([`Simulation::is_steady`]), or for `max` of virtual time.
    pub fn settle(&mut self, max: Millis) -> Settled {
        let (from, deadline) = (self.cursor, self.now() + max);
        while !self.is_steady() && self.next_time().is_some_and(|next| next <= deadline) && self.step() {}
        Settled {
            steps: self.cursor - from,
            time: self.now(),
            steady: self.is_steady(),
        }
    }

    /// Goes back to before the last command; its future is kept for [`Simulation::redo`]. `false` if there is none.
    pub fn undo(&mut self) -> bool {
        let Some(branch) = self.undo.pop() else { return false };
        let branch = self.switch(branch);
        self.redo.push(branch);
        true
    }

    /// Does the last undone command again.
    pub fn redo(&mut self) -> bool {
        let Some(branch) = self.redo.pop() else { return false };
        let branch = self.switch(branch);
        self.undo.push(branch);
        self.step();
        true
    }

    /// Whether there is a command to undo, and one to redo.
    pub fn can_undo_redo(&self) -> (bool, bool) {
        (!self.undo.is_empty(), !self.redo.is_empty())
    }

    /// A number that two traces share exactly if they are the same: FNV-1a over the steps up to the cursor.
    pub fn trace_hash(&self) -> u64 {
        trace::hash(&self.steps[..self.cursor])
    }

    /// Goes to where `branch` leaves the trace, and puts its future there instead of the present one.
    fn switch(&mut self, branch: Branch) -> Branch {
        self.seek(branch.at);
        let present = self.cut(branch.at);
        self.steps.extend(branch.tail);
        self.copies.join(branch.copies, &self.steps);
        present
    }

    /// Cuts off the trace after the step `at`, the cursor's or one before it.
    fn cut(&mut self, at: usize) -> Branch {
        let copies = self.copies.cut(at, &self.steps);
        let tail = self.steps.split_off(at);
        Branch { at, tail, copies }
    }

    /// A command has been carried out: the future that was known becomes a branch, for undo to return to.
    fn branch_off(&mut self) {
        let branch = self.cut(self.cursor);
        self.undo.push(branch);
        self.redo.clear();
    }

    /// Adds the step that was just done to the end of the trace.
    fn push(&mut self, mut step: Step) {
        step.changes.shrink_to_fit();
        step.deltas.shrink_to_fit();
        if self.steps.len() >= self.roomy {
            let more = self.steps.len() / 4 + 256;
            make_room(more * STEP_BYTES);
            self.roomy = self.steps.len() + more;
        }
        self.steps.push(step);
        self.cursor += 1;
        self.copies.grow(&self.steps, &self.world);
    }

    /// Takes events from the queue until something visible has happened.
    fn next_step(&mut self) -> Option<Step> {
        let mut step = Step::new(Cause::Event, Actor::User);
        for _ in 0..MAX_QUIET_EVENTS {
            let next = self.world.queue.first_key_value().map(|((time, _), _)| *time);
            let is_far = next.is_some_and(|next| next - self.world.clock.now > QUIET_SPAN);
            if is_far && !step.deltas.is_empty() {
                break;
            }
            let mut turn = Turn::new(&mut self.world, self.seed, &mut step.deltas, &mut step.changes);
            let Some(event) = turn.take_next() else { break };
            step.actor = event.actor();
            happen(&mut turn, &event);
            step.time = self.world.clock.now;
            if !step.changes.is_empty() {
                break;
            }
        }
        (!step.deltas.is_empty()).then_some(step)
    }
}

/// A browser's memory grows a page at a time unless a large piece is asked for, and collects garbage each time: so
/// it is asked for a quarter of what the trace takes, again and again. Elsewhere that costs nothing.
fn make_room(bytes: usize) {
    let mut room: Vec<u8> = Vec::new();
    // Where there is no such piece, small ones may be left.
    let _ = room.try_reserve_exact(bytes);
    drop(std::hint::black_box(room));
}

fn too_long() -> Diagnostic {
    Diagnostic::error(
        "too-many-steps",
        "",
        Remark::TooManySteps {
            limit: MAX_STEPS.to_string(),
        },
    )
    .hint(Advice::StartAgain)
}

/// Lets time come to `time`, and happen what was due by then and can be seen only later.
fn catch_up(turn: &mut Turn<'_>, time: SimTime) {
    while let Some(event) = turn.take_due(time) {
        happen(turn, &event);
    }
    turn.set_now(time);
}

/// Lets the actor of `event` act.
fn happen(turn: &mut Turn<'_>, event: &Event) {
    match event {
        Event::Sync { set } => control::sync(turn, set),
        Event::Schedule => scheduling::schedule(turn),
        Event::RetryUnschedulable { pod } => turn.retry_unschedulable(pod),
        Event::Kubelet { pod, task } => kubelet::act(turn, pod, *task),
        Event::ReconcileTaints { node } => nodes::reconcile_taints(turn, node),
        Event::CheckHealth { node } => nodes::check_health(turn, node),
        Event::LeaseExpired { node, silent_since } => nodes::lease_expired(turn, node, *silent_since),
        Event::NodeNoticed { node } => nodes::noticed(turn, node),
        Event::NodeReady { node } => machine::ready(turn, node),
        Event::StopPods { node, since, critical } => machine::stop_pods(turn, node, *since, *critical),
        Event::EvictOne { node, of } => machine::evict_one(turn, node, *of),
        Event::Evict { node } => taint_eviction::evict(turn, node),
        Event::EvictionDue { pod, noticed } => taint_eviction::due(turn, pod, *noticed),
        Event::CollectPods { node } => kubelet::collect(turn, node),
        Event::CollectDependents { owner } => garbage::collect_dependents(turn, owner),
        Event::EmptyNamespace { namespace } => namespaces::empty(turn, namespace),
    }
}
