//! The same for nodes that are written as one line each.

use super::{Completion, KnownLabels, Proposal};
use crate::objects::TaintEffect;

/// The words of a line that are no labels.
const WORDS: [&str; 12] = [
    "taint:",
    "cordoned",
    "notready",
    "unknown",
    "cpu=",
    "memory=",
    "pods=",
    "allocatable:",
    "memory-pressure",
    "disk-pressure",
    "pid-pressure",
    "network-unavailable",
];

const EFFECTS: [TaintEffect; 3] = [
    TaintEffect::NoSchedule,
    TaintEffect::PreferNoSchedule,
    TaintEffect::NoExecute,
];

/// What could stand at byte `at` of a text with a node on each line.
pub(super) fn complete_line(text: &str, at: usize, known: &KnownLabels) -> Option<Completion> {
    let before = text.get(..at)?;
    let line = &before[before.rfind('\n').map_or(0, |at| at + 1)..];
    if line.contains('#') {
        return None;
    }
    // The first word of a line is the node's name.
    let start = line.rfind(' ').filter(|at| !line[..*at].trim().is_empty())? + 1;
    let word = &line[start..];
    let start = at - word.len();
    let rest = &text[at..];
    let end = at + rest.find(char::is_whitespace).unwrap_or(rest.len());
    let proposals = of_word(word, known);
    (!proposals.is_empty()).then_some(Completion {
        span: (start, end),
        proposals,
    })
}

fn of_word(word: &str, known: &KnownLabels) -> Vec<Proposal> {
    let proposal = |insert: String| Proposal {
        label: insert.clone(),
        insert,
        ..Proposal::default()
    };
    if let Some(taint) = word.strip_prefix("taint:") {
        if let Some((written, _)) = taint.split_once(':') {
            return EFFECTS
                .map(|effect| proposal(format!("taint:{written}:{}", effect.name())))
                .to_vec();
        }
        let pairs = known.taints.iter().flat_map(|(key, values)| {
            values.iter().map(move |value| match &**value {
                "" => format!("taint:{key}:"),
                value => format!("taint:{key}={value}:"),
            })
        });
        let mut pairs: Vec<Proposal> = pairs.map(proposal).collect();
        if !taint.is_empty() {
            pairs.extend(EFFECTS.map(|effect| proposal(format!("taint:{taint}:{}", effect.name()))));
        }
        return pairs;
    }
    if let Some((key, _)) = word.split_once('=') {
        let values = known.labels.get(key).into_iter().flatten();
        return values.map(|value| proposal(format!("{key}={value}"))).collect();
    }
    // Every node has its own name as this label, without anybody writing it.
    let keys = known.labels.keys().filter(|key| &***key != "kubernetes.io/hostname");
    let labels = keys.map(|key| proposal(format!("{key}=")));
    labels.chain(WORDS.map(|word| proposal(word.to_owned()))).collect()
}
