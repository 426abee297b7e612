//! Label keys and values that many objects repeat, kept once.
//!
//! 100,000 nodes carry the same few dozen words: shared, they take a fifth of the memory, and comparing them stays within
//! the processor's cache. A cache of fixed size that never changes a result.

use std::cell::RefCell;
use std::sync::Arc;

/// How many words are remembered. A word that falls on the place of another takes it over.
const PLACES: usize = 2048;

/// The words seen lately, each at the place that its hash names.
struct Words(Vec<Option<Arc<str>>>);

thread_local! {
    static KEYS: RefCell<Words> = const { RefCell::new(Words(Vec::new())) };
    // Apart from the keys, because some values (host names) are different on every node.
    static VALUES: RefCell<Words> = const { RefCell::new(Words(Vec::new())) };
}

/// The label key `text`, shared with others of late.
pub(super) fn key(text: &str) -> Arc<str> {
    KEYS.with_borrow_mut(|words| words.share(text))
}

/// The label value `text`, shared with others of late.
pub(super) fn value(text: &str) -> Arc<str> {
    VALUES.with_borrow_mut(|words| words.share(text))
}

impl Words {
    fn share(&mut self, text: &str) -> Arc<str> {
        self.0.resize(PLACES, None);
        let hash = text.bytes().fold(0x811c_9dc5_u32, |hash, byte| {
            (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
        });
        let place = &mut self.0[(hash ^ (hash >> 15)) as usize % PLACES];
        match place {
            Some(word) if **word == *text => Arc::clone(word),
            Some(_) | None => Arc::clone(place.insert(text.into())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_kept_once_and_never_mistaken_for_another() {
        assert!(Arc::ptr_eq(&key("zone"), &key("zone")));
        for number in 0..3 * PLACES {
            let text = format!("node-{number}");
            assert_eq!(*value(&text), *text);
        }
    }
}
