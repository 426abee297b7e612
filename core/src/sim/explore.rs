//! Looking at every future: the whole state to compare, what waits to happen, and a step that takes any of it first.
//!
//! In a cluster nothing promises that what is due first happens first: watches lag, kubelets are slow. A test that wants
//! to know what holds in every order takes the events in every order.

use super::trace::{Cause, Step};
use super::turn::Turn;
use super::{Actor, Event, MAX_STEPS, Simulation, World, happen};
use crate::time::SimTime;

/// Everything that can make the future differ, the queue and the controller's memory included. Two equal states have the
/// same future.
#[derive(Debug, Clone, PartialEq)]
pub struct State(World);

impl Simulation {
    /// The state at the cursor, to be compared with others. Copies share the objects.
    pub fn state(&self) -> State {
        State(self.world.clone())
    }

    /// What waits to happen by itself, in the order in which it will.
    pub fn pending(&self) -> impl Iterator<Item = (SimTime, &Event)> {
        self.world.queue.iter().map(|((time, _), event)| (*time, &**event))
    }

    /// Lets the event at `index` of [`Simulation::pending`] happen next, before those that are due sooner; the clock moves
    /// to its time, and never back. One event is one step, seen or not. A known future is cut off, as by a command.
    /// `false` if there is no such event.
    pub fn step_with(&mut self, index: usize) -> bool {
        if self.cursor >= MAX_STEPS {
            return false;
        }
        let Some(moment) = self.world.queue.keys().nth(index).copied() else {
            return false;
        };
        let mut step = Step::new(Cause::Event, Actor::User);
        let mut turn = Turn::new(&mut self.world, self.seed, &mut step.deltas, &mut step.changes);
        let Some(event) = turn.take(moment) else { return false };
        step.actor = event.actor();
        happen(&mut turn, &event);
        step.time = self.world.clock.now;
        if self.cursor < self.steps.len() {
            self.branch_off();
        }
        self.push(step);
        true
    }
}
