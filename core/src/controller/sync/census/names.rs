//! Where in a list a name is: a hash table with a fixed order of everything, for lists of which nothing moves.

use std::sync::Arc;

/// Positions by name: open addressing over a table of at most half load. The names stay with their owner.
#[derive(Debug)]
pub(super) struct NameIndex {
    slots: Vec<Option<Slot>>,
}

#[derive(Debug, Clone, Copy)]
struct Slot {
    position: u32,
    hash: u32,
}

impl NameIndex {
    /// The positions of different `names`.
    pub(super) fn new<'a>(names: impl ExactSizeIterator<Item = &'a Arc<str>>) -> Self {
        let mut slots: Vec<Option<Slot>> = vec![None; (names.len() * 2).next_power_of_two()];
        let mask = slots.len() - 1;
        for (position, name) in (0..).zip(names) {
            let hash = hash(name);
            let mut slot = hash as usize & mask;
            while slots[slot].is_some() {
                slot = (slot + 1) & mask;
            }
            slots[slot] = Some(Slot { position, hash });
        }
        Self { slots }
    }

    /// The position of `name`, if it is among them; `name_at` tells the name at a position.
    pub(super) fn find<'a>(&self, name: &Arc<str>, name_at: impl Fn(usize) -> &'a Arc<str>) -> Option<usize> {
        let mask = self.slots.len() - 1;
        let wanted = hash(name);
        let mut slot = wanted as usize & mask;
        while let Some(Slot { position, hash }) = self.slots[slot] {
            if hash == wanted && name_at(position as usize) == name {
                return Some(position as usize);
            }
            slot = (slot + 1) & mask;
        }
        None
    }
}

/// FNV-1a, folded so that the low bits depend on all others.
fn hash(name: &str) -> u32 {
    let hash = name.bytes().fold(0x811c_9dc5_u32, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    });
    hash ^ (hash >> 15)
}
