//! Runs the engine on every recorded case of a folder and says where it differs from Kubernetes.

#![expect(clippy::print_stdout, reason = "a command line tool reports on standard output")]

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use everynode_tests::conformance::{self, Context};
use everynode_tests::vectors;

const USAGE: &str = "usage: conformance DIR [--kind KIND] [--id ID] [--corpus DIR]";
const FAILURES_SHOWN: usize = 20;

struct Options {
    folder: PathBuf,
    kind: Option<String>,
    id: Option<String>,
    context: Context,
}

#[derive(Default)]
struct Tally {
    passed: usize,
    failed: usize,
}

fn main() -> ExitCode {
    let outcome = options(std::env::args().skip(1)).and_then(|options| run(&options));
    match outcome {
        Ok(tally) if tally.failed == 0 && tally.passed > 0 => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(message) => {
            eprintln!("conformance: {message}");
            ExitCode::from(2)
        }
    }
}

fn options(mut words: impl Iterator<Item = String>) -> Result<Options, String> {
    let (mut folder, mut kind, mut id, mut corpus) = (None, None, None, None);
    while let Some(word) = words.next() {
        let place = match word.as_str() {
            "--kind" => &mut kind,
            "--id" => &mut id,
            "--corpus" => &mut corpus,
            _ if word.starts_with('-') || folder.is_some() => return Err(format!("{word:?}? {USAGE}")),
            _ => {
                folder = Some(PathBuf::from(word));
                continue;
            }
        };
        *place = Some(words.next().ok_or_else(|| format!("{word} needs a value; {USAGE}"))?);
    }
    let folder = folder.ok_or(USAGE)?;
    let corpus = corpus.map_or_else(|| beside(&folder), |given| Some(PathBuf::from(given)));
    Ok(Options {
        folder,
        kind,
        id,
        context: Context { corpus },
    })
}

/// The manifests that come with a folder of vectors lie beside it.
fn beside(folder: &Path) -> Option<PathBuf> {
    Some(folder.canonicalize().ok()?.parent()?.join("corpus")).filter(|path| path.is_dir())
}

fn run(options: &Options) -> Result<Tally, String> {
    let unreadable = |path: &Path, error| format!("{}: {error}", path.display());
    let kinds = vectors::kinds_in(&options.folder).map_err(|error| unreadable(&options.folder, error))?;
    let mut total = Tally::default();
    for (kind, files) in &kinds {
        if options.kind.as_ref().is_some_and(|only| only != kind) {
            continue;
        }
        let mut cases = Vec::new();
        for file in files {
            cases.extend(vectors::read_cases(file).map_err(|error| unreadable(file, error))?);
        }
        cases.retain(|case| options.id.as_ref().is_none_or(|only| *only == case.id));
        let tally = run_kind(kind, &cases, &options.context);
        total.passed += tally.passed;
        total.failed += tally.failed;
    }
    println!("{} passed, {} failed", total.passed, total.failed);
    Ok(total)
}

fn run_kind(kind: &str, cases: &[vectors::Case], context: &Context) -> Tally {
    let mut failures = Vec::new();
    for case in cases {
        let result = case.value.as_ref().map_err(Clone::clone);
        if let Err(difference) = result.and_then(|value| conformance::check(kind, value, context)) {
            failures.push((&case.id, difference));
        }
    }
    let passed = cases.len() - failures.len();
    if !cases.is_empty() {
        println!("{kind}: {passed}/{}", cases.len());
    }
    for (id, difference) in failures.iter().take(FAILURES_SHOWN) {
        println!("  {id}: {difference}");
    }
    if failures.len() > FAILURES_SHOWN {
        println!("  … and {} more", failures.len() - FAILURES_SHOWN);
    }
    Tally {
        passed,
        failed: failures.len(),
    }
}
