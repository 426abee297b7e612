//! The engine against whole recorded scenarios in `tests/recordings`: all of them pass, but for the differences that
//! `explained.json` gives a reason for, and each of these still occurs.

use std::collections::BTreeSet;
use std::path::Path;

use everynode_tests::replay::{self, explained, recording};

#[test]
fn every_recorded_scenario_is_what_everynode_plays() {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/recordings"));
    let explained = explained::read(folder).expect("the explanations are readable");
    let files = recording::files_in(folder).expect("the recordings are readable");
    assert!(!files.is_empty());
    let (mut occurred, mut failures) = (BTreeSet::new(), Vec::new());
    for (name, file) in files {
        let recording = recording::read(&file).unwrap_or_else(|error| panic!("{name}: {error}"));
        let report = replay::replay(&recording, &explained).unwrap_or_else(|error| panic!("{name}: {error}"));
        occurred.extend(report.explained);
        for difference in report.differences.iter().take(5) {
            failures.push(format!(
                "{name}: {}: {}: {}",
                difference.place, difference.part, difference.text
            ));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    let obsolete = explained
        .iter()
        .enumerate()
        .filter(|(number, _)| !occurred.contains(number));
    let obsolete: Vec<_> = obsolete.map(|(_, known)| known).collect();
    assert!(
        obsolete.is_empty(),
        "explained, but no difference any more: {obsolete:#?}"
    );
}
