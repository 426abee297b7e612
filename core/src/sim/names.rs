//! Names and uids of what is created in the simulation: the seed and a counter decide them.

use super::latency::mix;
use super::turn::Turn;
use std::sync::Arc;

/// The letters of Kubernetes' random suffixes (`apimachinery/pkg/util/rand`).
const ALPHABET: &[u8; 27] = b"bcdfghjklmnpqrstvwxz2456789";
/// How long a name made from `generateName` may be before its suffix (`names/generate.go`).
const MAX_BASE: usize = 58;
const SUFFIX: usize = 5;

/// The five letters that a random number stands for.
pub(super) fn suffix(mut random: u64) -> String {
    let mut letters = String::with_capacity(SUFFIX);
    for _ in 0..SUFFIX {
        let index = usize::try_from(random % 27).unwrap_or(0);
        letters.push(char::from(ALPHABET[index]));
        random /= 27;
    }
    letters
}

impl Turn<'_> {
    /// A name made from `generate_name`: cut to 58 characters, and five random ones.
    pub(crate) fn new_name(&mut self, generate_name: &str) -> Arc<str> {
        let mut name: String = generate_name.chars().take(MAX_BASE).collect();
        name.push_str(&suffix(self.random()));
        name.into()
    }

    /// A uid in the form of a random UUID.
    pub(crate) fn new_uid(&mut self) -> Arc<str> {
        let (high, low) = (self.random(), self.random());
        let (first, second, third) = (high >> 32, high >> 16 & 0xffff, high & 0xfff);
        let (fourth, fifth) = (low >> 48 & 0x3fff | 0x8000, low & 0xffff_ffff_ffff);
        format!("{first:08x}-{second:04x}-4{third:03x}-{fourth:04x}-{fifth:012x}").into()
    }

    fn random(&mut self) -> u64 {
        let number = self.next_object();
        mix(mix(self.seed) ^ mix(number.wrapping_mul(2).wrapping_add(1)))
    }
}
