//! What the controller remembers between syncs: what it still expects to see, and failing pods.
//!
//! Models `pkg/controller/controller_utils.go` (ControllerExpectations) and `client-go/util/flowcontrol/backoff.go`.

use crate::objects::{DaemonSet, ObjectKey};
use crate::time::{Millis, SimTime};
use std::collections::BTreeMap;
use std::sync::Arc;

const EXPECTATION_TIMEOUT: Millis = Millis::seconds(5 * 60);
const FIRST_BACK_OFF: Millis = Millis::seconds(1);
const LONGEST_BACK_OFF: Millis = Millis::seconds(15 * 60);

/// The controller's memory.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ControllerMemory {
    /// What each set still waits to see.
    pub expectations: BTreeMap<ObjectKey, Expectations>,
    /// Nodes on which pods have failed.
    pub back_off: BTreeMap<BackOffKey, BackOff>,
}

/// Creates and deletes that have not come back as events. Counts may go below zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Expectations {
    /// Pods that were created.
    pub creates: i64,
    /// Pods that were deleted.
    pub deletes: i64,
    /// When they were set.
    pub since: SimTime,
}

/// A set, the generation it had observed, and a node: a new generation starts afresh.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct BackOffKey {
    /// The set's uid.
    pub uid: Arc<str>,
    /// `status.observedGeneration` before the sync.
    pub observed_generation: i64,
    /// The node.
    pub node: Arc<str>,
}

/// How long failed pods of a node are left alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BackOff {
    /// From the last deletion on, so long.
    pub length: Millis,
    /// The last deletion.
    pub since: SimTime,
}

/// What a sync changes in the memory.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MemoryUpdate {
    /// The set's expectations, replacing older ones.
    pub expectations: Option<Expectations>,
    /// The set is gone: its expectations are dropped.
    pub forgets_set: bool,
    /// Back-offs that were begun or doubled.
    pub back_off: BTreeMap<BackOffKey, BackOff>,
}

impl ControllerMemory {
    /// Takes over what the sync of `key` changed.
    pub fn update(&mut self, key: &ObjectKey, update: MemoryUpdate) {
        if update.forgets_set {
            self.expectations.remove(key);
        }
        if let Some(expectations) = update.expectations {
            self.expectations.insert(key.clone(), expectations);
        }
        self.back_off.extend(update.back_off);
    }

    /// A pod of the set was seen for the first time, or could not be created.
    pub fn creation_observed(&mut self, key: &ObjectKey) {
        if let Some(expectations) = self.expectations.get_mut(key) {
            expectations.creates -= 1;
        }
    }

    /// A pod of the set was seen terminating or gone, or could not be deleted.
    pub fn deletion_observed(&mut self, key: &ObjectKey) {
        if let Some(expectations) = self.expectations.get_mut(key) {
            expectations.deletes -= 1;
        }
    }

    /// Whether the set has seen everything it did, or has waited five minutes for it.
    pub fn is_satisfied(&self, key: &ObjectKey, now: SimTime) -> bool {
        self.expectations
            .get(key)
            .is_none_or(|expectations| expectations.is_satisfied(now))
    }

    /// Drops back-offs that no longer count; the controller does it every minute.
    pub fn collect_garbage(&mut self, now: SimTime) {
        self.back_off.retain(|_, back_off| !back_off.is_forgotten(now));
    }
}

impl Expectations {
    /// Nothing more is expected, or it has been for too long.
    pub fn is_satisfied(&self, now: SimTime) -> bool {
        self.creates <= 0 && self.deletes <= 0 || now - self.since > EXPECTATION_TIMEOUT
    }
}

impl BackOffKey {
    /// The key for pods of `set` on `node`.
    pub(crate) fn new(set: &DaemonSet, node: &Arc<str>) -> Self {
        Self {
            uid: Arc::clone(&set.uid),
            observed_generation: set.status.observed_generation,
            node: Arc::clone(node),
        }
    }
}

impl BackOff {
    /// Not touched for twice the longest back-off.
    fn is_forgotten(&self, now: SimTime) -> bool {
        now - self.since > Millis(LONGEST_BACK_OFF.0 * 2)
    }
}

/// Asks whether a failed pod may be deleted now. `Ok`: it may, and the back-off is begun or doubled in `update`. `Err`: not
/// yet, and how long the back-off is.
pub(crate) fn back_off(
    memory: &ControllerMemory,
    update: &mut MemoryUpdate,
    key: BackOffKey,
    now: SimTime,
) -> Result<(), Millis> {
    let known = update.back_off.get(&key).or_else(|| memory.back_off.get(&key));
    let length = match known.filter(|back_off| !back_off.is_forgotten(now)) {
        None => FIRST_BACK_OFF,
        Some(back_off) if now - back_off.since < back_off.length => return Err(back_off.length),
        Some(back_off) => Millis(back_off.length.0 * 2).min(LONGEST_BACK_OFF),
    };
    update.back_off.insert(key, BackOff { length, since: now });
    Ok(())
}

/// The sizes of the batches in which `count` creates are sent: 1, 2, 4, … A batch with a failure is the last.
pub fn slow_start_batches(count: usize) -> impl Iterator<Item = usize> {
    let mut left = count;
    let mut batch = 1;
    std::iter::from_fn(move || {
        let size = batch.min(left);
        left -= size;
        batch = size * 2;
        (size > 0).then_some(size)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn back_off_doubles_up_to_a_quarter_of_an_hour_and_is_forgotten_after_half_an_hour() {
        let key = BackOffKey {
            uid: "u".into(),
            observed_generation: 1,
            node: "n".into(),
        };
        let mut memory = ControllerMemory::default();
        let mut now = SimTime(0);
        let mut lengths = Vec::new();
        for _ in 0..12 {
            let mut update = MemoryUpdate::default();
            assert_eq!(back_off(&memory, &mut update, key.clone(), now), Ok(()));
            let length = update.back_off[&key].length;
            assert_eq!(
                back_off(&memory, &mut update, key.clone(), now + Millis(999)),
                Err(length)
            );
            lengths.push(length.0 / 1000);
            memory.back_off.extend(update.back_off);
            now = now + length;
        }
        assert_eq!(lengths, [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]);
        memory.collect_garbage(now + Millis::seconds(900));
        assert_eq!(memory.back_off.len(), 1);
        memory.collect_garbage(now + Millis::seconds(901));
        assert!(memory.back_off.is_empty());
    }

    #[test]
    fn expectations_hold_until_seen_or_five_minutes_old() {
        let key: ObjectKey = ("default".into(), "agent".into());
        let mut memory = ControllerMemory::default();
        assert!(memory.is_satisfied(&key, SimTime(0)));
        let expectations = Expectations {
            creates: 1,
            deletes: 1,
            since: SimTime(0),
        };
        memory.update(
            &key,
            MemoryUpdate {
                expectations: Some(expectations),
                ..MemoryUpdate::default()
            },
        );
        assert!(!memory.is_satisfied(&key, SimTime(300_000)));
        assert!(memory.is_satisfied(&key, SimTime(300_001)));
        memory.creation_observed(&key);
        assert!(!memory.is_satisfied(&key, SimTime(0)));
        memory.deletion_observed(&key);
        assert!(memory.is_satisfied(&key, SimTime(0)));
    }

    #[test]
    fn creates_start_slowly() {
        assert_eq!(
            slow_start_batches(250).collect::<Vec<_>>(),
            [1, 2, 4, 8, 16, 32, 64, 123]
        );
        assert_eq!(slow_start_batches(0).count(), 0);
    }
}
