//! One module a kind of recorded behaviour. A check runs the engine on a case's `input` and says the first difference
//! from its `expect`.

pub mod compare;

mod corpus;
pub mod decoding;
mod default;
mod describe;
mod forhash_samples;
mod hash;
mod pod;
mod print;
mod psa;
mod rollout;
mod schedule;
mod sync;
mod validate;
mod yaml;

use std::panic::{self, AssertUnwindSafe};
use std::path::PathBuf;

use everynode_core::time::SimTime;
use serde_json::Value;

/// What a check may need beside its case.
#[derive(Debug, Default)]
pub struct Context {
    /// The folder that the `file` of a `corpus` case is relative to.
    pub corpus: Option<PathBuf>,
}

/// A timestamp of a case.
fn moment(text: &Value) -> Result<SimTime, String> {
    let parsed = text.as_str().and_then(SimTime::parse);
    parsed.ok_or_else(|| format!("not a timestamp: {text}"))
}

/// Runs one case: `Err` is the first difference between the engine and the recording.
pub type Check = fn(case: &Value, context: &Context) -> Result<(), String>;

/// Every kind that can be checked.
const KINDS: [(&str, Check); 13] = [
    ("corpus", corpus::check),
    ("default", default::check),
    ("describe", describe::check),
    ("forhash_samples", forhash_samples::check),
    ("hash", hash::check),
    ("pod", pod::check),
    ("print", print::check),
    ("psa", psa::check),
    ("rollout", rollout::check),
    ("schedule", schedule::check),
    ("sync", sync::check),
    ("validate", validate::check),
    ("yaml", yaml::check),
];

/// Checks one case of `kind`. A kind nobody knows fails, and so does a case on which the engine panics.
pub fn check(kind: &str, case: &Value, context: &Context) -> Result<(), String> {
    let Some((_, check)) = KINDS.iter().find(|(name, _)| *name == kind) else {
        return Err(format!("unknown kind {kind:?}"));
    };
    panic::catch_unwind(AssertUnwindSafe(|| check(case, context))).unwrap_or_else(|payload| {
        let text = payload.downcast_ref::<String>().map(String::as_str);
        Err(format!(
            "panic: {}",
            text.or_else(|| payload.downcast_ref::<&str>().copied()).unwrap_or("?")
        ))
    })
}
