//! The engine against the recorded cases in `tests/vectors`, one test a kind: every case passes.

use std::path::Path;

use everynode_tests::conformance::{self, Context};
use everynode_tests::vectors;

/// One test a kind, and the list of kinds that have one.
macro_rules! kinds {
    ($($kind:ident,)*) => {
        $(#[test] fn $kind() { holds(stringify!($kind)); })*
        const TESTED: &[&str] = &[$(stringify!($kind)),*];
    };
}

kinds! {
    default,
    describe,
    forhash_samples,
    hash,
    pod,
    print,
    psa,
    rollout,
    schedule,
    sync,
    validate,
    yaml,
}

fn folder() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/vectors"))
}

fn holds(kind: &str) {
    let files = vectors::kinds_in(folder()).expect("the recorded cases are readable");
    let context = Context::default();
    let (mut passed, mut failures) = (0, Vec::new());
    for file in files.get(kind).unwrap_or_else(|| panic!("no recorded cases of {kind}")) {
        for case in vectors::read_cases(file).expect("the recorded cases are readable") {
            let value = case.value.unwrap_or_else(|error| panic!("{kind} {}: {error}", case.id));
            match conformance::check(kind, &value, &context) {
                Ok(()) => passed += 1,
                Err(difference) => failures.push(format!("{}: {difference}", case.id)),
            }
        }
    }
    let total = passed + failures.len();
    assert!(
        failures.is_empty() && passed > 0,
        "{kind}: {passed} of {total} cases pass; first failures:\n{}",
        first(&failures)
    );
}

fn first(failures: &[String]) -> String {
    failures.iter().take(10).cloned().collect::<Vec<_>>().join("\n")
}

/// A file of recorded cases that no test reads would be a promise nobody keeps.
#[test]
fn every_recorded_kind_is_tested() {
    let recorded: Vec<String> = vectors::kinds_in(folder()).expect("readable").into_keys().collect();
    assert_eq!(recorded, TESTED);
}
