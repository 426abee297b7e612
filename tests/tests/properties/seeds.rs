//! Runs a property once for each seed; each seed is a run of its own, so that one number brings a failure back.

use proptest::strategy::Strategy;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestError, TestRng, TestRunner};
use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

/// Checks one value of `values` for each seed, on all processors at once: `EVERYNODE_SEED` alone, or the first
/// `EVERYNODE_SEEDS` (else `count`). Returns how many there were. `EVERYNODE_SHRINKS` says how often a failing value is made
/// smaller; 0 shows it as it was drawn.
pub(crate) fn for_each_seed<S: Strategy>(
    name: &str,
    count: u64,
    values: impl Fn() -> S + Sync,
    check: impl Fn(&S::Value) -> Result<(), String> + Sync,
) -> u64 {
    let Range { start, end } = seeds(count);
    let next = AtomicU64::new(start);
    let work = || {
        let values = values();
        loop {
            let seed = next.fetch_add(1, Ordering::Relaxed);
            if seed >= end {
                return None;
            }
            if let Err(failure) = try_seed(seed, &values, &check) {
                next.store(end, Ordering::Relaxed);
                return Some((seed, failure));
            }
        }
    };
    let workers = thread::available_parallelism().map_or(1, usize::from);
    let failure = thread::scope(|scope| {
        let workers: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        let failures = workers
            .into_iter()
            .filter_map(|worker| worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        failures.min()
    });
    if let Some((seed, failure)) = failure {
        fail(name, seed, &failure);
    }
    end - start
}

fn seeds(count: u64) -> Range<u64> {
    match from_environment("EVERYNODE_SEED") {
        Some(seed) => seed..seed + 1,
        None => 0..from_environment("EVERYNODE_SEEDS").unwrap_or(count),
    }
}

fn from_environment(key: &str) -> Option<u64> {
    std::env::var(key).ok()?.parse().ok()
}

fn fail(name: &str, seed: u64, failure: &str) -> ! {
    let test = env!("CARGO_CRATE_NAME");
    panic!("{failure}\nagain: EVERYNODE_SEED={seed} cargo test -p everynode-tests --test {test} {name}");
}

fn try_seed<S: Strategy>(seed: u64, values: &S, check: impl Fn(&S::Value) -> Result<(), String>) -> Result<(), String> {
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    let shrinks = from_environment("EVERYNODE_SHRINKS").and_then(|shrinks| shrinks.try_into().ok());
    let config = Config {
        cases: 1,
        failure_persistence: None,
        max_shrink_iters: shrinks.unwrap_or(500),
        ..Config::default()
    };
    let mut runner = TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &bytes));
    let result = runner.run(values, |value| check(&value).map_err(TestCaseError::fail));
    result.map_err(|error| match error {
        TestError::Fail(reason, value) => format!("{reason}\nwith {value:#?}"),
        TestError::Abort(reason) => format!("given up: {reason}"),
    })
}
