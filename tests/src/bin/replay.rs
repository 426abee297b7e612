//! Plays every recording of a folder in everynode and says where it differs from Kubernetes.

#![expect(clippy::print_stdout, reason = "a command line tool reports on standard output")]

use std::path::PathBuf;
use std::process::ExitCode;

use everynode_tests::replay::{self, Report, explained, recording};

const USAGE: &str = "usage: replay DIR [--name NAME] [--trace]
Plays the recordings DIR/*.json and DIR/*.json.gz and compares every checkpoint; what DIR/explained.json explains is no
difference. The last line counts recordings.
  --name NAME  only this one
  --trace      print everynode's steps beside the recorded changes instead";
const DIFFERENCES_SHOWN: usize = 20;

struct Options {
    folder: PathBuf,
    name: Option<String>,
    trace: bool,
}

fn main() -> ExitCode {
    match options(std::env::args().skip(1)).and_then(|options| run(&options)) {
        Ok((passed, 0)) if passed > 0 => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(message) => {
            eprintln!("replay: {message}");
            ExitCode::from(2)
        }
    }
}

fn options(mut words: impl Iterator<Item = String>) -> Result<Options, String> {
    let (mut folder, mut name, mut trace) = (None, None, false);
    while let Some(word) = words.next() {
        match word.as_str() {
            "--trace" => trace = true,
            "--name" => name = Some(words.next().ok_or_else(|| format!("--name needs a value; {USAGE}"))?),
            _ if word.starts_with('-') || folder.is_some() => return Err(format!("{word:?}? {USAGE}")),
            _ => folder = Some(PathBuf::from(word)),
        }
    }
    let folder = folder.ok_or(USAGE)?;
    Ok(Options { folder, name, trace })
}

/// How many recordings passed, and how many failed.
fn run(options: &Options) -> Result<(usize, usize), String> {
    let files = recording::files_in(&options.folder);
    let files = files.map_err(|error| format!("{}: {error}", options.folder.display()))?;
    let explained = explained::read(&options.folder)?;
    let (mut passed, mut failed) = (0, 0);
    for (name, file) in files {
        if options.name.as_ref().is_some_and(|only| *only != name) {
            continue;
        }
        let report = recording::read(&file).and_then(|recording| {
            let report = replay::replay(&recording, &explained)?;
            if options.trace {
                print!("{}", replay::trace(&recording, report.seed)?);
            }
            Ok(report)
        });
        if show(&name, &report) {
            passed += 1;
        } else {
            failed += 1;
        }
    }
    println!("{passed} passed, {failed} failed");
    Ok((passed, failed))
}

/// Prints a report and returns whether there is nothing to complain about.
fn show(name: &str, report: &Result<Report, String>) -> bool {
    let report = match report {
        Ok(report) => report,
        Err(problem) => {
            println!("{name}: {problem}");
            return false;
        }
    };
    let checkpoints = format!("{}/{} checkpoints", report.checkpoints_passed, report.checkpoints);
    println!("{name}: {checkpoints}, {}/{} steps", report.steps_passed, report.steps);
    for difference in report.differences.iter().take(DIFFERENCES_SHOWN) {
        println!("  {}: {}: {}", difference.place, difference.part, difference.text);
    }
    let more = report.differences.len().saturating_sub(DIFFERENCES_SHOWN);
    if more > 0 {
        println!("  … and {more} more");
    }
    report.differences.is_empty()
}
