//! Runs a property once for each seed; each seed is a run of its own, so that one number brings a failure back.

use proptest::strategy::Strategy;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestError, TestRng, TestRunner};

/// Checks one value of `values` for each seed: `EVERYNODE_SEED` alone, or the first `EVERYNODE_SEEDS` (else `count`).
pub(crate) fn for_each_seed<S>(name: &str, count: u64, values: &S, check: impl Fn(&S::Value) -> Result<(), String>)
where
    S: Strategy,
{
    let from_environment = |key| std::env::var(key).ok().and_then(|text| text.parse::<u64>().ok());
    let seeds = match from_environment("EVERYNODE_SEED") {
        Some(seed) => seed..seed + 1,
        None => 0..from_environment("EVERYNODE_SEEDS").unwrap_or(count),
    };
    for seed in seeds {
        if let Err(failure) = try_seed(seed, values, &check) {
            panic!("{failure}\nagain: EVERYNODE_SEED={seed} cargo test -p everynode-tests --test properties {name}");
        }
    }
}

fn try_seed<S: Strategy>(seed: u64, values: &S, check: impl Fn(&S::Value) -> Result<(), String>) -> Result<(), String> {
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    let config = Config {
        cases: 1,
        failure_persistence: None,
        max_shrink_iters: 2_000,
        ..Config::default()
    };
    let mut runner = TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &bytes));
    let result = runner.run(values, |value| check(&value).map_err(TestCaseError::fail));
    result.map_err(|error| match error {
        TestError::Fail(reason, value) => format!("{reason}\nwith {value:#?}"),
        TestError::Abort(reason) => format!("given up: {reason}"),
    })
}
