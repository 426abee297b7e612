//! What two runs of the same scenario never have in common is masked: ages, times, random parts of names, addresses,
//! uids, and the names of nodes among which the choice is random.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::Regex;

use super::assign::NodeClasses;

/// The masks of one side, recording or replay.
#[derive(Debug, Default, Clone)]
pub struct Mask {
    /// Words that are replaced first: names of equivalent nodes, hashes of revisions.
    words: Vec<(Regex, String)>,
}

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("the patterns of this file are regular expressions")
}

/// What is replaced everywhere, in this order.
static RULES: LazyLock<Vec<(Regex, &str)>> = LazyLock::new(|| {
    let rules = [
        (
            r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b",
            "UID",
        ),
        (r"\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", "TIME"),
        (
            r"\b[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d [+-]\d{4}",
            "TIME",
        ),
        (r"\b(\d{1,3}\.){3}\d{1,3}\b", "ADDRESS"),
        (r#"(resourceVersion: |"resourceVersion": ?)"\d+""#, "${1}VERSION"),
        (r"\b(kube-api-access)-[a-z0-9]{5}\b", "$1-RANDOM"),
        (r"-[bcdfghjklmnpqrstvwxz2456789]{5}\b", "-RANDOM"),
        (r"\.[0-9a-f]{16}\b", ".NUMBER"),
        (r"(^|[\s(])\d+(y|d|h|m|s)(\d+(d|h|m|s))?(\)|\s|$)", "${1}AGE${5}"),
    ];
    rules.into_iter().map(|(text, mask)| (pattern(text), mask)).collect()
});

/// What a line has that is random on both sides.
const RANDOM: [&str; 3] = ["-RANDOM", "NODE-LIKE-", "REVISION-"];

impl Mask {
    /// Masks the names of equivalent nodes.
    pub fn new(nodes: &NodeClasses) -> Self {
        let mut mask = Self::default();
        for (name, class) in nodes.shared() {
            mask.word(name, class);
        }
        mask
    }

    /// Replaces `word` by `by`.
    fn word(&mut self, word: &str, by: &str) {
        self.words
            .push((pattern(&format!(r"\b{}\b", regex::escape(word))), by.to_owned()));
    }

    /// Masks hashes as well, each by its class.
    #[must_use]
    pub fn with_hashes(&self, hashes: &BTreeMap<String, String>) -> Self {
        let mut mask = self.clone();
        for (hash, class) in hashes {
            mask.word(hash, class);
        }
        mask
    }

    /// One line, masked.
    pub fn line(&self, line: &str) -> String {
        let mut line = line.to_owned();
        for (word, by) in &self.words {
            line = word.replace_all(&line, by.as_str()).into_owned();
        }
        for (rule, by) in RULES.iter() {
            // Two that share a space between them are not found at once.
            for _ in 0..2 {
                line = rule.replace_all(&line, *by).into_owned();
            }
        }
        columns(&line)
    }

    /// A text without the events of what was there before: lines with an age that goes back beyond `seconds`, the time since
    /// the scenario began. The cluster of a recording has seen other scenarios. Whether the node controller noticed the
    /// nodes, those that came and those that went, just before the beginning or just after it is chance.
    pub fn without_older_events(text: &str, seconds: i64) -> String {
        const ROUND: i64 = 6;
        const TEXTS: i64 = 3;
        let is_older = |line: &str| {
            let of_node = ["RegisteredNode", "RemovingNode"]
                .iter()
                .any(|reason| line.contains(reason));
            let limit = if of_node { seconds - ROUND } else { seconds + TEXTS };
            event_age(line).is_some_and(|age| age > limit)
        };
        let lines = text.split_inclusive('\n').filter(|line| !is_older(line.trim_end()));
        let rest: String = lines.collect();
        match rest.rsplit_once("\nEvents:\n") {
            // A table without rows: what a description says then.
            Some((before, table)) if !table.contains("Normal ") && !table.contains("Warning ") => {
                format!("{before}\nEvents:  <none>\n")
            }
            Some(_) | None => rest,
        }
    }

    /// A text, masked: columns are a fixed distance apart, and neighbouring lines that have something random come in the
    /// order of the alphabet.
    pub fn text(&self, text: &str) -> Vec<String> {
        let mut lines: Vec<String> = text.lines().map(|line| self.line(line)).collect();
        if text.contains("\nkind: List") || text.starts_with("kind: List") {
            return sorted_items(&lines);
        }
        // Where a hash is random, so is the order of the revisions.
        let any_hash = lines.iter().any(|line| line.contains("REVISION-"));
        let random = |line: &String| {
            let is_revision = any_hash && line.contains("daemonset.apps/");
            is_revision || RANDOM.iter().any(|mark| line.contains(mark))
        };
        for run in lines.chunk_by_mut(|left, right| random(left) && random(right)) {
            run.sort();
        }
        lines
    }
}

/// When the first of the events of a line was, in seconds before the text was taken: of a line of `kubectl get events`, or
/// one below `Events:` of a description.
fn event_age(line: &str) -> Option<i64> {
    static LISTED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"^(?:\S+ +)?(\d+[smhd0-9]*)(?: \(x\d+ over (\d+[smhd0-9]*)\))? +(?:Normal|Warning) ")
    });
    static DESCRIBED: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"^  (?:Normal|Warning) +\S+ +(\d+[smhd0-9]*)(?: \(x\d+ over (\d+[smhd0-9]*)\))? "));
    let found = LISTED.captures(line).or_else(|| DESCRIBED.captures(line))?;
    let age = found.get(2).or_else(|| found.get(1))?.as_str();
    seconds(age)
}

/// An age as kubectl writes it, in seconds.
fn seconds(age: &str) -> Option<i64> {
    let mut total = 0;
    let mut rest = age;
    while !rest.is_empty() {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let (number, after) = rest.split_at(digits);
        let unit = match after.bytes().next()? {
            b's' => 1,
            b'm' => 60,
            b'h' => 3600,
            b'd' => 86_400,
            _ => return None,
        };
        total += number.parse::<i64>().ok()? * unit;
        rest = &after[1..];
    }
    Some(total)
}

/// Columns are as wide as their widest cell, an age perhaps: any distance is two spaces. The indentation stays.
fn columns(line: &str) -> String {
    static GAP: LazyLock<Regex> = LazyLock::new(|| pattern(r"(\S)(\s{2,}|\t)"));
    GAP.replace_all(line.trim_end(), "$1  ").trim_end().to_owned()
}

/// The items of a YAML list of objects, which the API server sorts by their random names.
fn sorted_items(lines: &[String]) -> Vec<String> {
    let mut blocks: Vec<Vec<String>> = vec![Vec::new()];
    for line in lines {
        if line.starts_with("- ") || (!line.starts_with(' ') && blocks.len() > 1) {
            blocks.push(Vec::new());
        }
        if let Some(block) = blocks.last_mut() {
            block.push(line.clone());
        }
    }
    let is_item = |block: &Vec<String>| block.first().is_some_and(|line| line.starts_with("- "));
    for run in blocks.chunk_by_mut(|left, right| is_item(left) && is_item(right)) {
        run.sort();
    }
    blocks.concat()
}

#[cfg(test)]
mod tests {
    use super::Mask;

    fn masked(text: &str) -> String {
        Mask::default().text(text).join("\n")
    }

    #[test]
    fn what_is_random_is_masked_and_the_rest_stays() {
        let cases = [
            (
                "agent-8xgjr   1/1     Running   0          4s    10.244.2.2",
                "agent-RANDOM  1/1  Running  0  AGE  ADDRESS",
            ),
            ("agent   3   14m   v1", "agent  3  AGE  v1"),
            (
                "  Normal  SuccessfulCreate  3m20s (x4 over 18s)  x",
                "  Normal  SuccessfulCreate  AGE (x4 over AGE)  x",
            ),
            ("node-critical is kept", "node-critical is kept"),
            (
                "  creationTimestamp: \"2026-11-22T13:48:50Z\"",
                "  creationTimestamp: \"TIME\"",
            ),
            ("  resourceVersion: \"271\"", "  resourceVersion: VERSION"),
        ];
        for (text, expected) in cases {
            assert_eq!(masked(text), expected);
        }
    }

    #[test]
    fn events_of_earlier_scenarios_are_left_out() {
        let text =
            "LAST SEEN   TYPE     REASON\n3s          Normal   Scheduled   a\n3s (x2 over 1m9s)   Warning   x   b\n";
        assert_eq!(
            Mask::without_older_events(text, 10),
            "LAST SEEN   TYPE     REASON\n3s          Normal   Scheduled   a\n"
        );
    }

    #[test]
    fn lines_with_random_names_have_no_order() {
        assert_eq!(
            masked("agent-zzzzz b\nagent-bbbbb c"),
            masked("agent-ccccc c\nagent-ddddd b")
        );
        assert_ne!(masked("one\ntwo"), masked("two\none"));
    }
}
