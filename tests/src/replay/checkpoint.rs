//! Holds a checkpoint against the simulation: the summary has to be that of one moment near its time, and each text that
//! of one moment near the time at which it was taken.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use everynode_core::sim::Simulation;
use everynode_core::time::Millis;
use serde_json::Value;

use super::Difference;
use super::assign::NodeClasses;
use super::mask::Mask;
use super::play::{Player, Window};
use super::recording::Checkpoint;
use super::shell::{Input, run};
use super::summary::{self, Eyes, HashClasses};

/// The longest that a text may take of virtual time: `kubectl rollout status --timeout=10s` waits.
const TEXT_LIMIT: Millis = Millis::seconds(60);

/// Revisions that are the same though their hashes are not: a template with the time of a restart in it.
#[derive(Debug, Clone, Default)]
pub(super) struct Revisions {
    recorded: HashClasses,
    simulated: HashClasses,
}

impl Revisions {
    /// Pairs the revisions of the recorded sets with the simulated ones, by their numbers.
    fn pair(&mut self, summary: &Value, simulation: &Simulation) {
        let cluster = simulation.cluster();
        for set in summary::recorded_sets(summary) {
            let name = |field: &str| set[field].as_str().unwrap_or_default().into();
            let Some(simulated) = cluster.daemon_sets.get(&(name("namespace"), name("name"))) else {
                continue;
            };
            let simulated: BTreeMap<i64, &str> = summary::revisions_of(cluster, simulated).collect();
            for revision in set["revisions"].as_array().into_iter().flatten() {
                let own = revision["revision"].as_i64().and_then(|number| simulated.get(&number));
                if let (Some(hash), Some(own)) = (revision["hash"].as_str(), own)
                    && hash != *own
                    && !self.recorded.contains_key(hash)
                    && !self.simulated.contains_key(*own)
                {
                    let class = format!("REVISION-{}", self.recorded.len() + 1);
                    self.recorded.insert(hash.to_owned(), class.clone());
                    self.simulated.insert((*own).to_owned(), class);
                }
            }
        }
    }
}

/// Compares everything of a checkpoint.
pub(super) fn compare(player: &Player<'_>, checkpoint: &Checkpoint, revisions: &mut Revisions) -> Vec<Difference> {
    let window = Window::of(player.recording, checkpoint);
    let mut view = player.simulation.clone();
    let moments = moments(player, checkpoint, &window);
    let mut found = compare_summary(player, checkpoint, &window, &moments, &mut view, revisions);
    let restarted = player
        .recording
        .script
        .iter()
        .any(|step| step.act.to_string().contains("rollout restart"));
    if !restarted {
        // Templates that are the same have the same hash; only a time in one makes a difference.
        *revisions = Revisions::default();
    }
    let commands = checkpoint
        .text
        .keys()
        .map(|key| key.strip_suffix(" (stderr)").unwrap_or(key));
    let mut commands: Vec<&str> = commands.collect();
    commands.dedup();
    for command in commands {
        found.extend(compare_text(
            player, checkpoint, command, &moments, &mut view, revisions,
        ));
    }
    found
}

/// The steps after which a checkpoint may have been taken, the likeliest first.
fn moments(player: &Player<'_>, checkpoint: &Checkpoint, window: &Window) -> Vec<usize> {
    let simulation = &player.simulation;
    let from = player.at(window.from_ms);
    let steps = &simulation.steps()[..simulation.cursor()];
    let first = steps.partition_point(|step| step.time <= from);
    let nominal = steps.partition_point(|step| step.time <= player.at(checkpoint.at_ms));
    let all: RangeInclusive<usize> = first..=simulation.cursor();
    let mut moments: Vec<usize> = all.collect();
    moments.sort_by_key(|moment| moment.abs_diff(nominal));
    moments
}

fn compare_summary(
    player: &Player<'_>,
    checkpoint: &Checkpoint,
    window: &Window,
    moments: &[usize],
    view: &mut Simulation,
    revisions: &mut Revisions,
) -> Vec<Difference> {
    let nodes = NodeClasses::at(player.recording, checkpoint.at_ms);
    let mut nearest: Option<Vec<String>> = None;
    for moment in moments {
        view.seek(*moment);
        if player.ms(view.now()) > window.until_ms {
            continue;
        }
        let mut paired = revisions.clone();
        paired.pair(&checkpoint.summary, view);
        let eyes = |hashes| Eyes { nodes: &nodes, hashes };
        let expected = summary::of_recording(&checkpoint.summary, eyes(&paired.recorded));
        let actual = summary::of_simulation(view, eyes(&paired.simulated));
        let differences = summary::differences(&expected, &actual);
        if differences.is_empty() {
            *revisions = paired;
            return Vec::new();
        }
        if nearest.as_ref().is_none_or(|nearest| differences.len() < nearest.len()) {
            nearest = Some(differences);
        }
    }
    let differences = nearest.unwrap_or_default().into_iter();
    differences
        .map(|text| Difference::new(&checkpoint.label, "summary", &text))
        .collect()
}

fn compare_text(
    player: &Player<'_>,
    checkpoint: &Checkpoint,
    command: &str,
    moments: &[usize],
    view: &mut Simulation,
    revisions: &Revisions,
) -> Option<Difference> {
    let nodes = NodeClasses::at(player.recording, checkpoint.at_ms);
    let mask = Mask::new(&nodes);
    let recorded = mask.with_hashes(&revisions.recorded);
    let simulated = mask.with_hashes(&revisions.simulated);
    let stderr = format!("{command} (stderr)");
    // A text comes some seconds after its checkpoint; ages are whole seconds.
    let scenario = |text: &str| Mask::without_older_events(text, checkpoint.at_ms / 1000);
    let text = |key: &str| scenario(checkpoint.text.get(key).map_or("", String::as_str));
    let expected = [recorded.text(&text(command)), recorded.text(&text(&stderr))];
    let mut nearest: Option<(usize, String)> = None;
    for moment in moments {
        view.seek(*moment);
        let line = own_names(command, &checkpoint.summary, view);
        let output = run(
            view,
            &Input {
                command: &line,
                stdin: "",
            },
            TEXT_LIMIT,
        );
        let actual = [
            simulated.text(&scenario(&output.stdout)),
            simulated.text(&output.stderr),
        ];
        if actual == expected {
            return None;
        }
        let lines = difference(&expected.concat(), &actual.concat());
        if nearest.as_ref().is_none_or(|(count, _)| lines.0 < *count) {
            nearest = Some(lines);
        }
    }
    let (_, text) = nearest.unwrap_or_default();
    Some(Difference::new(&checkpoint.label, command, &text))
}

/// The number of lines of one text that are not in the other, and the first of them.
pub(super) fn difference(expected: &[String], actual: &[String]) -> (usize, String) {
    let only = |one: &[String], other: &[String]| -> Vec<String> {
        let mut other = other.to_vec();
        let mut rest = Vec::new();
        for line in one {
            match other.iter().position(|same| same == line) {
                Some(at) => drop(other.swap_remove(at)),
                None => rest.push(line.clone()),
            }
        }
        rest
    };
    let (missing, added) = (only(expected, actual), only(actual, expected));
    let shown = |lines: &[String]| {
        let shown: Vec<String> = lines.iter().take(4).map(|line| format!("{line:?}")).collect();
        let more = lines.len().saturating_sub(4);
        shown.join(" ")
            + &if more > 0 {
                format!(" and {more} more")
            } else {
                String::new()
            }
    };
    let text = match (missing.as_slice(), added.as_slice()) {
        ([], []) => format!(
            "the same lines in another order: expected {}, came {}",
            shown(expected),
            shown(actual)
        ),
        (missing, added) => format!(
            "expected {}, came {}",
            or_nothing(&shown(missing)),
            or_nothing(&shown(added))
        ),
    };
    (missing.len() + added.len(), text)
}

fn or_nothing(text: &str) -> &str {
    if text.is_empty() { "nothing" } else { text }
}

/// A command line with names of recorded pods replaced by those of the simulated pods that stand for them.
fn own_names(command: &str, summary: &Value, simulation: &Simulation) -> String {
    let words = command
        .split(' ')
        .map(|word| match stands_for(word, summary, simulation) {
            Some(own) => own,
            None => word.to_owned(),
        });
    words.collect::<Vec<_>>().join(" ")
}

fn stands_for(word: &str, summary: &Value, simulation: &Simulation) -> Option<String> {
    let cluster = simulation.cluster();
    for set in summary::recorded_sets(summary) {
        let by_node = set["podsByNode"].as_object().into_iter().flatten();
        let bound = by_node.flat_map(|(node, pods)| {
            let pods = pods.as_array().into_iter().flatten();
            pods.map(move |pod| (node.as_str(), pod))
        });
        let pending = set["pending"].as_array().into_iter().flatten();
        let pending = pending.map(|pod| (pod["targetNode"].as_str().unwrap_or_default(), pod));
        let Some((node, pod)) = bound.chain(pending).find(|(_, pod)| pod["name"] == word) else {
            continue;
        };
        let own = simulation.pods_of(node).filter_map(|key| cluster.pods.get(key));
        let own = own.filter(|own| {
            let owner = summary::owner(cluster, own);
            owner.is_some_and(|owner| *owner.name == *set["name"].as_str().unwrap_or_default())
        });
        let terminating = pod["terminating"] == true;
        return own
            .min_by_key(|own| own.is_terminating() != terminating)
            .map(|own| own.name.to_string());
    }
    None
}
