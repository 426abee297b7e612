//! Sorting, and collecting into sorted collections, in little code.
//!
//! The standard library's sort is compiled anew for every type and every closure, some 5 KB each time, and collecting
//! into its maps and sets sorts first, so every such `collect` holds one more copy: together they were a tenth of what
//! a browser loads. Here one copy sorts positions, and collections are filled by insertion.

use std::cmp::Ordering;

/// `collect` for maps, sets and JSON objects.
pub trait Gather: Iterator + Sized {
    /// A collection of all items, put in one after the other: of the same key the last one stays.
    fn gather<C: Default + Extend<Self::Item>>(self) -> C {
        let mut collection = C::default();
        collection.extend(self);
        collection
    }
}

impl<I: Iterator> Gather for I {}

/// The stable sorts of slices.
pub trait Order<T> {
    /// Sorts by what `compare` says of two items.
    fn order_by(&mut self, compare: impl FnMut(&T, &T) -> Ordering);

    /// Sorts by a key, which is computed once for each item.
    fn order_by_key<K: Ord>(&mut self, key: impl FnMut(&T) -> K);

    /// Sorts by the items' own order.
    fn order(&mut self)
    where
        T: Ord,
    {
        self.order_by(T::cmp);
    }
}

impl<T> Order<T> for [T] {
    fn order_by(&mut self, mut compare: impl FnMut(&T, &T) -> Ordering) {
        let order = sorted(self.len(), &mut |a, b| compare(&self[a], &self[b]));
        carry_out(order, &mut |a, b| self.swap(a, b));
    }

    fn order_by_key<K: Ord>(&mut self, key: impl FnMut(&T) -> K) {
        let keys: Vec<K> = self.iter().map(key).collect();
        let order = sorted(self.len(), &mut |a, b| keys[a].cmp(&keys[b]));
        carry_out(order, &mut |a, b| self.swap(a, b));
    }
}

/// For each place the position of the item that belongs there.
fn sorted(count: usize, compare: &mut dyn FnMut(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by(|a, b| compare(*a, *b));
    order
}

/// Brings each item to its place: along each cycle of the order, one exchange an item.
fn carry_out(mut order: Vec<usize>, swap: &mut dyn FnMut(usize, usize)) {
    for start in 0..order.len() {
        let mut place = start;
        while order[place] != start {
            let from = order[place];
            swap(place, from);
            order[place] = place;
            place = from;
        }
        order[place] = place;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::{BTreeMap, BTreeSet};

    /// Numbers without a pattern, so that every kind of cycle comes up.
    fn numbers(count: u64) -> Vec<(u64, u64)> {
        (0..count)
            .map(|index| (index.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 58, index))
            .collect()
    }

    /// What is sorted here is sorted as the standard library sorts, equal items in the order they came.
    #[test]
    fn sorts_as_the_standard_library_does() {
        for count in 0..200 {
            let mut expected = numbers(count);
            expected.sort_by_key(|(key, _)| *key);
            let mut by_key = numbers(count);
            by_key.order_by_key(|(key, _)| *key);
            assert_eq!(by_key, expected);

            expected.sort_by_key(|(key, _)| std::cmp::Reverse(*key));
            by_key.order_by(|a, b| b.0.cmp(&a.0));
            assert_eq!(by_key, expected);

            expected.sort_unstable();
            by_key.order();
            assert_eq!(by_key, expected);
        }
    }

    /// Of the same key the last value stays, as with `collect`.
    #[test]
    fn gathers_what_collect_collects() {
        let pairs = || numbers(100).into_iter();
        assert_eq!(pairs().gather::<BTreeMap<_, _>>(), pairs().collect());
        assert_eq!(pairs().gather::<BTreeSet<_>>(), pairs().collect());
    }
}
