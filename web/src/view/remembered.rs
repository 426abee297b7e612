//! What is computed once and kept while what it was computed from is the same.

use std::sync::Arc;

/// A value with what it was computed from.
#[derive(Debug)]
pub struct Remembered<K, V>(Option<(K, V)>);

impl<K, V> Default for Remembered<K, V> {
    fn default() -> Self {
        Self(None)
    }
}

impl<K: PartialEq, V> Remembered<K, V> {
    /// The value for `key`, made if the last one was asked for was another.
    pub fn of(&mut self, key: K, make: impl FnOnce(&K) -> V) -> &V {
        let kept = self.0.take().filter(|(known, _)| *known == key);
        let (_, value) = self.0.insert(kept.unwrap_or_else(|| {
            let value = make(&key);
            (key, value)
        }));
        value
    }
}

/// Compared by what it is, not by what is in it: the engine replaces values and never changes them.
#[derive(Debug)]
pub struct Shared<T>(pub Arc<T>);

impl<T> PartialEq for Shared<T> {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

#[cfg(test)]
mod tests {
    use super::{Remembered, Shared};
    use std::sync::Arc;

    #[test]
    fn a_value_is_made_again_only_from_something_else() {
        let (one, other) = (Arc::new("one"), Arc::new("one"));
        let mut kept = Remembered::default();
        let mut made = 0;
        for key in [&one, &one, &other, &other, &one] {
            kept.of(Shared(Arc::clone(key)), |_| made += 1);
        }
        assert_eq!(made, 3);
    }
}
