//! The filter of the board: words that a node has to satisfy, all of them.
//!
//! `key=value` and `key!=value` look at labels as kubectl's selectors do, `reason:`, `pod:` and `node:` at what the board
//! shows, any other word at the name.

use super::node::{Health, NodeView};
use super::pod::{PodView, Shape};
use crate::texts::board as texts;
use everynode_core::language::Language;
use everynode_core::objects::Node;

/// What keeps pods away from a node, or what its own waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReasonKind {
    /// A taint that is not tolerated.
    Taint,
    /// A pair of `nodeSelector`.
    Selector,
    /// The node affinity.
    Affinity,
    /// `spec.nodeName`.
    Name,
    /// The scheduler cannot bind it.
    Unschedulable,
    /// It waits for the scheduler.
    Waiting,
}

impl ReasonKind {
    const ALL: [(&'static str, Self); 6] = [
        ("taint", Self::Taint),
        ("selector", Self::Selector),
        ("affinity", Self::Affinity),
        ("name", Self::Name),
        ("unschedulable", Self::Unschedulable),
        ("waiting", Self::Waiting),
    ];
}

/// What is asked of a node's pods.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum PodWord {
    Missing,
    Ready,
    NotReady,
    Creating,
    Terminating,
    Failed,
    Old,
    Two,
}

impl PodWord {
    const ALL: [(&'static str, Self); 8] = [
        ("missing", Self::Missing),
        ("ready", Self::Ready),
        ("not-ready", Self::NotReady),
        ("creating", Self::Creating),
        ("terminating", Self::Terminating),
        ("failed", Self::Failed),
        ("old", Self::Old),
        ("two", Self::Two),
    ];

    fn holds(self, node: &NodeView) -> bool {
        let any = |holds: &dyn Fn(&PodView) -> bool| node.pods.iter().any(|pod| pod.is_own && holds(pod));
        match self {
            Self::Missing => node.is_eligible && !any(&|_| true),
            Self::Ready => any(&|pod| pod.shape == Shape::Ready),
            Self::NotReady => any(&|pod| !pod.ready),
            Self::Creating => any(&|pod| pod.shape == Shape::Creating),
            Self::Terminating => any(&|pod| pod.shape == Shape::Terminating),
            Self::Failed => any(&|pod| pod.shape == Shape::Failed),
            Self::Old => any(&|pod| pod.is_old),
            Self::Two => any(&|pod| pod.is_doubled),
        }
    }
}

/// What is asked of the node itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum NodeWord {
    Ready,
    NotReady,
    Cordoned,
    Eligible,
    Away,
}

impl NodeWord {
    const ALL: [(&'static str, Self); 5] = [
        ("ready", Self::Ready),
        ("not-ready", Self::NotReady),
        ("cordoned", Self::Cordoned),
        ("eligible", Self::Eligible),
        ("not-eligible", Self::Away),
    ];

    fn holds(self, node: &NodeView) -> bool {
        match self {
            Self::Ready => node.health == Health::Ready,
            Self::NotReady => node.health != Health::Ready,
            Self::Cordoned => node.is_cordoned,
            Self::Eligible => node.is_eligible,
            Self::Away => !node.is_eligible,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Word {
    Label { key: String, value: String, is_equal: bool },
    Reason(ReasonKind),
    Pod(PodWord),
    Node(NodeWord),
    Name(String),
}

/// Something in a filter that says nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Misunderstood {
    /// The word.
    pub word: String,
    /// What could be written instead: the words after this prefix, or the prefixes where that is what is unknown.
    pub known: Vec<&'static str>,
    /// The prefix, if it is known.
    pub prefix: Option<&'static str>,
}

impl Misunderstood {
    /// The same in a sentence.
    pub fn sentence(&self, language: Language) -> String {
        let known = self.known.join(", ");
        match self.prefix {
            Some(prefix) => texts::filter_unknown_word(language, &known, &prefix, &self.word),
            None => texts::filter_unknown(language, &known, &self.word),
        }
    }
}

/// A filter as it was read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    words: Vec<Word>,
    /// What in it says nothing, and is left out.
    pub misunderstood: Vec<Misunderstood>,
}

/// What can be written, as examples: for whoever wrote something else.
const FORMS: [&str; 6] = [
    "key=value",
    "key!=value",
    "reason:taint",
    "pod:not-ready",
    "pod:missing",
    "node:cordoned",
];

impl Filter {
    /// Reads a filter. What cannot be understood is said, and the rest counts.
    pub fn read(text: &str) -> Self {
        let mut filter = Self::default();
        for word in text.split_whitespace() {
            match read_word(word) {
                Ok(word) => filter.words.push(word),
                Err(misunderstood) => filter.misunderstood.push(misunderstood),
            }
        }
        filter
    }

    /// Whether every node is shown.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Whether a node is shown.
    pub fn admits(&self, node: &Node, view: &NodeView) -> bool {
        self.words.iter().all(|word| match word {
            Word::Label { key, value, is_equal } => {
                (node
                    .labels
                    .get(key.as_str())
                    .is_some_and(|present| **present == **value))
                    == *is_equal
            }
            Word::Reason(kind) => view.kinds.contains(kind),
            Word::Pod(word) => word.holds(view),
            Word::Node(word) => word.holds(view),
            Word::Name(part) => node.name.to_ascii_lowercase().contains(part),
        })
    }
}

fn read_word(word: &str) -> Result<Word, Misunderstood> {
    let unknown = || Misunderstood {
        word: word.to_owned(),
        known: FORMS.to_vec(),
        prefix: None,
    };
    if let Some((key, value)) = word.split_once('=') {
        let (key, is_equal) = key.strip_suffix('!').map_or((key, true), |key| (key, false));
        let value = value.strip_prefix('=').unwrap_or(value);
        return if key.is_empty() || value.contains('=') {
            Err(unknown())
        } else {
            Ok(Word::Label {
                key: key.to_owned(),
                value: value.to_owned(),
                is_equal,
            })
        };
    }
    let Some((prefix, rest)) = word.split_once(':') else {
        return Ok(Word::Name(word.to_ascii_lowercase()));
    };
    let rest = rest.to_ascii_lowercase();
    match prefix {
        "reason" => one_of("reason", &ReasonKind::ALL, &rest, word).map(Word::Reason),
        "pod" => one_of("pod", &PodWord::ALL, &rest, word).map(Word::Pod),
        "node" => one_of("node", &NodeWord::ALL, &rest, word).map(Word::Node),
        _ => Err(unknown()),
    }
}

fn one_of<T: Copy>(
    prefix: &'static str,
    all: &[(&'static str, T)],
    wanted: &str,
    word: &str,
) -> Result<T, Misunderstood> {
    let found = all.iter().find(|(name, _)| *name == wanted);
    found.map(|(_, value)| *value).ok_or_else(|| Misunderstood {
        word: word.to_owned(),
        known: all.iter().map(|(name, _)| *name).collect(),
        prefix: Some(prefix),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use everynode_core::manifest::nodes::read_nodes;

    fn node(line: &str) -> Node {
        read_nodes(line).nodes.remove(0)
    }

    fn view(change: impl FnOnce(&mut NodeView)) -> NodeView {
        let mut view = NodeView {
            name: "node-1".into(),
            health: Health::Ready,
            is_cordoned: false,
            is_eligible: true,
            reason: None,
            labels: Vec::new(),
            labels_shown: 0,
            taints: Vec::new(),
            pods: Vec::new(),
            capacity: None,
            zone: None,
            kinds: Vec::new(),
        };
        change(&mut view);
        view
    }

    #[test]
    fn labels_are_compared_as_by_kubectl() {
        let node = node("node-1 zone=a gpu=");
        let admits = |text: &str| Filter::read(text).admits(&node, &view(|_| ()));
        for yes in [
            "zone=a",
            "zone==a",
            "zone!=b",
            "absent!=a",
            "gpu=",
            "zone=a zone!=b node",
            "",
        ] {
            assert!(admits(yes), "{yes}");
        }
        for no in ["zone=b", "zone!=a", "absent=a", "zone=a node-2"] {
            assert!(!admits(no), "{no}");
        }
    }

    #[test]
    fn reasons_pods_and_nodes_are_asked_by_name() {
        let line = node("node-1");
        let admits = |text: &str, view: &NodeView| Filter::read(text).admits(&line, view);
        let tainted = view(|view| {
            view.kinds = vec![ReasonKind::Taint];
            view.is_eligible = false;
        });
        assert!(admits("reason:taint", &tainted) && admits("node:not-eligible", &tainted));
        assert!(!admits("reason:selector", &tainted) && !admits("pod:missing", &tainted));
        assert!(admits("pod:missing", &view(|_| ())) && !admits("pod:ready", &view(|_| ())));
        let sick = view(|view| view.health = Health::Unknown);
        assert!(admits("node:not-ready NODE", &sick) && !admits("node:ready", &sick));
    }

    #[test]
    fn what_says_nothing_is_said_with_what_would_and_left_out() {
        let filter = Filter::read("zone=a pod:sleeping colour:red =x");
        let wrong: Vec<_> = filter
            .misunderstood
            .iter()
            .map(|each| (&*each.word, each.prefix))
            .collect();
        assert_eq!(
            wrong,
            [("pod:sleeping", Some("pod")), ("colour:red", None), ("=x", None)]
        );
        assert!(filter.misunderstood[0].known.contains(&"not-ready"));
        let sentence = filter.misunderstood[0].sentence(Language::default());
        assert!(
            sentence.contains("pod:sleeping") && sentence.contains("missing"),
            "{sentence}"
        );
        assert!(filter.admits(&node("b zone=a"), &view(|_| ())), "the rest counts");
    }
}
