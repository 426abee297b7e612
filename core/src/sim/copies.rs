//! Copies of the state on the way through a trace, from which deltas lead to any step near by.
//!
//! One is taken after as many deltas as the state has entries: memory grows with what changed, and a jump costs no more than
//! copying the state once and going as far again, however long the trace is.

use super::trace::Step;
use super::world::World;
use std::sync::Arc;

/// States of a trace, in its order; the first is its beginning.
#[derive(Debug, Clone, Default)]
pub(super) struct Copies {
    taken: Vec<Copy>,
    /// How many deltas there are between the last one and the end of the trace.
    since: usize,
}

#[derive(Debug, Clone)]
struct Copy {
    /// How many steps were done.
    step: usize,
    /// How many entries it has.
    entries: usize,
    world: Arc<World>,
}

impl Copies {
    /// Those of a trace without steps.
    pub(super) fn new(world: &World) -> Self {
        let mut copies = Self::default();
        copies.take(0, world);
        copies
    }

    /// The trace has got its last step; `steps` it has now, and `world` is the state after it.
    pub(super) fn grow(&mut self, steps: &[Step], world: &World) {
        self.since += steps.last().map_or(0, |step| step.deltas.len());
        if self.since >= world.entries() {
            self.take(steps.len(), world);
        }
    }

    /// Cuts off those after the step `at` of a trace, which ends there now.
    pub(super) fn cut(&mut self, at: usize, steps: &[Step]) -> Self {
        let kept = self.taken.partition_point(|copy| copy.step <= at);
        let tail = Self {
            taken: self.taken.split_off(kept),
            since: self.since,
        };
        self.since = self.taken.last().map_or(0, |copy| between(steps, copy.step, at));
        tail
    }

    /// Joins those of a tail on again that was cut off where the trace ends.
    pub(super) fn join(&mut self, tail: Self, steps: &[Step]) {
        self.taken.extend(tail.taken);
        self.since = self
            .taken
            .last()
            .map_or(0, |copy| between(steps, copy.step, steps.len()));
    }

    /// A state from which it is less far to the step `target` than from the step `cursor`, and its step.
    pub(super) fn nearer(&self, steps: &[Step], cursor: usize, target: usize) -> Option<(usize, World)> {
        let after = self.taken.partition_point(|copy| copy.step <= target);
        let around = self.taken[after.saturating_sub(1)..].iter().take(2);
        let ways = around.map(|copy| (copy.entries + between(steps, copy.step, target), copy));
        let (way, copy) = ways.min_by_key(|(way, _)| *way)?;
        (way < between(steps, cursor, target)).then(|| (copy.step, (*copy.world).clone()))
    }

    fn take(&mut self, step: usize, world: &World) {
        self.taken.push(Copy {
            step,
            entries: world.entries(),
            world: Arc::new(world.clone()),
        });
        self.since = 0;
    }
}

/// How many deltas lead from a step to another, in either direction.
fn between(steps: &[Step], from: usize, to: usize) -> usize {
    let way = &steps[from.min(to)..from.max(to)];
    way.iter().map(|step| step.deltas.len()).sum()
}
