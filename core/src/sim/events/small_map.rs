//! A map of few entries: one piece of memory, where a tree takes a node of eleven for the first.

use std::borrow::Borrow;

/// Keys in order, with their values.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct SmallMap<K, V>(Vec<(K, V)>);

impl<K: Ord, V> SmallMap<K, V> {
    /// The value of `key`.
    pub(super) fn get<Q: Ord + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        let index = self.position(key).ok()?;
        Some(&self.0[index].1)
    }

    /// The value of `key`, to be changed.
    pub(super) fn get_mut<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<&mut V>
    where
        K: Borrow<Q>,
    {
        let index = self.position(key).ok()?;
        Some(&mut self.0[index].1)
    }

    /// The value of `key`, which is `new` if there is none.
    pub(super) fn get_or_insert(&mut self, key: &K, new: V) -> &mut V
    where
        K: Clone,
    {
        let index = self.position(key).unwrap_or_else(|index| {
            // Most have one entry for good.
            self.0.reserve_exact(1);
            self.0.insert(index, (key.clone(), new));
            index
        });
        &mut self.0[index].1
    }

    fn position<Q: Ord + ?Sized>(&self, key: &Q) -> Result<usize, usize>
    where
        K: Borrow<Q>,
    {
        self.0.binary_search_by(|(candidate, _)| candidate.borrow().cmp(key))
    }
}

impl<K, V> Default for SmallMap<K, V> {
    fn default() -> Self {
        Self(Vec::new())
    }
}
