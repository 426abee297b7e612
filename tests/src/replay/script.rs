//! Holds what the steps of a script printed against the recording.

use super::Difference;
use super::assign::NodeClasses;
use super::checkpoint::difference;
use super::mask::Mask;
use super::play::Player;
use super::recording::ScriptStep;
use super::shell::{Process, Stream};

/// Compares output, complaints and exit code of one step.
pub(super) fn compare(player: &Player<'_>, number: usize) -> Vec<Difference> {
    let step = &player.recording.script[number];
    let place = format!("step {} at {} ms", number + 1, step.at_ms);
    if let Some((_, problem)) = player.failures.iter().find(|(failed, _)| *failed == number) {
        return vec![Difference::new(&place, &title(step), problem)];
    }
    let Some(process) = player.processes.get(&number) else {
        return Vec::new();
    };
    let mask = Mask::new(&NodeClasses::at(player.recording, step.end_ms));
    let mut found = Vec::new();
    let mut say = |text: &str| found.push(Difference::new(&place, &title(step), text));
    if step.act.get("kubectlAsync").is_some() {
        let recorded = step.lines.iter().map(|line| mask.line(&line.line));
        let simulated = process.lines().iter().map(|line| mask.line(&line.text));
        let (recorded, simulated) = (once(recorded), once(simulated));
        if recorded != simulated {
            say(&difference(&recorded, &simulated).1);
        }
    } else {
        let streams = [
            (Stream::Stdout, &step.result.stdout),
            (Stream::Stderr, &step.result.stderr),
        ];
        for (stream, recorded) in streams {
            let masked = |text: &str| mask.text(&Mask::without_older_events(text, step.end_ms / 1000));
            let (mut recorded, mut simulated) = (masked(recorded), masked(&printed(process, stream)));
            if follows(step) {
                (recorded, simulated) = (once(recorded.into_iter()), once(simulated.into_iter()));
            }
            if recorded != simulated {
                say(&difference(&recorded, &simulated).1);
            }
        }
    }
    let (expected, came) = (step.result.rc, process.exit_code().map(i64::from));
    match expected {
        Some(-1) if came.is_some() => say(&format!("exit code: expected none, still running; came {came:?}")),
        Some(code) if code >= 0 && came != Some(code) => {
            say(&format!(
                "exit code: expected {code}, came {}",
                came.map_or("none, still running".to_owned(), |code| code.to_string())
            ));
        }
        Some(_) | None => {}
    }
    found
}

/// What a step is called in a report.
fn title(step: &ScriptStep) -> String {
    let acts = step.act.as_object().into_iter().flatten();
    let words = acts.map(|(kind, what)| match (kind.as_str(), what.as_str()) {
        ("apply" | "create", _) => kind.clone(),
        (_, Some(text)) => format!("{kind} {text}"),
        (_, None) => format!("{kind} {what}"),
    });
    words.collect()
}

/// Whether a command goes on while the cluster changes.
fn follows(step: &ScriptStep) -> bool {
    let command = step.act["kubectl"].as_str().unwrap_or_default();
    let mut words = command.split_whitespace();
    command.starts_with("rollout status") || words.any(|word| ["-w", "--watch", "--watch-only"].contains(&word))
}

fn printed(process: &Process, stream: Stream) -> String {
    let lines = process.lines().iter().filter(|line| line.stream == stream);
    lines.map(|line| line.text.as_str()).collect()
}

/// Lines that follow the cluster, each once in a row: how often the same one comes depends on whether two changes are
/// written as one or as two.
fn once(lines: impl Iterator<Item = String>) -> Vec<String> {
    let mut lines: Vec<String> = lines.collect();
    lines.dedup();
    lines
}
