//! Which nodes of a recording are equivalent. Where the controller's choice among nodes is random, only counts over
//! equivalent nodes can be compared.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::recording::Recording;

/// The class of each node: its own name where it is the only one of its kind, or is named by the script.
#[derive(Debug, Default)]
pub struct NodeClasses {
    classes: BTreeMap<String, String>,
}

impl NodeClasses {
    /// Two nodes are equivalent at the moment `at_ms` if they differ in nothing but their names, and the script has named
    /// neither until then.
    pub fn at(recording: &Recording, at_ms: i64) -> Self {
        let steps = recording.script.iter().take_while(|step| step.at_ms <= at_ms);
        let script: String = steps.map(|step| step.act.to_string() + "\n").collect();
        let mut kinds: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        for node in &recording.nodes {
            let name = node["metadata"]["name"].as_str().unwrap_or_default();
            let kind = if has_word(&script, name) {
                format!("only {name}")
            } else {
                kind(node)
            };
            kinds.entry(kind).or_default().push(name);
        }
        let mut classes = BTreeMap::new();
        for (number, names) in kinds.values().enumerate() {
            for name in names {
                let class = match names.as_slice() {
                    [only] => (*only).to_owned(),
                    [first, ..] => format!("NODE-LIKE-{first}"),
                    [] => number.to_string(),
                };
                classes.insert((*name).to_owned(), class);
            }
        }
        Self { classes }
    }

    /// The class of the node called `name`; a node that joined later is one of its own.
    pub fn class<'a>(&'a self, name: &'a str) -> &'a str {
        self.classes.get(name).map_or(name, String::as_str)
    }

    /// The names that stand for more than one node, with their class.
    pub fn shared(&self) -> impl Iterator<Item = (&str, &str)> {
        let all = self.classes.iter().map(|(name, class)| (name.as_str(), class.as_str()));
        all.filter(|(name, class)| name != class)
    }
}

/// Everything of a node that could make a difference to a pod, as text.
fn kind(node: &Value) -> String {
    let mut labels = node["metadata"]["labels"].clone();
    if let Some(labels) = labels.as_object_mut() {
        labels.remove("kubernetes.io/hostname");
    }
    let taints: Vec<Value> = node["spec"]["taints"].as_array().cloned().unwrap_or_default();
    let taints: Vec<Value> = taints
        .iter()
        .map(|taint| json!([taint["key"], taint["value"], taint["effect"]]))
        .collect();
    let unschedulable = &node["spec"]["unschedulable"];
    let allocatable = &node["status"]["allocatable"];
    json!([labels, taints, unschedulable, allocatable]).to_string()
}

/// Whether `text` has `word` with nothing beside it that could be part of a longer name.
fn has_word(text: &str, word: &str) -> bool {
    let part_of_name = |byte: Option<u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    text.match_indices(word).any(|(at, _)| {
        let bytes = text.as_bytes();
        // What stands before it may be an escape such as \n in a manifest.
        let escape = at >= 2 && bytes[at - 2] == b'\\';
        let before = at.checked_sub(1).map(|before| bytes[before]).filter(|_| !escape);
        !part_of_name(before) && !part_of_name(bytes.get(at + word.len()).copied())
    })
}

#[cfg(test)]
mod tests {
    use super::has_word;

    #[test]
    fn a_node_is_named_by_its_whole_name() {
        assert!(has_word("delete pod {{pod:default/agent@node-1}}", "node-1"));
        assert!(has_word(r#""kind: x\nnode-1""#, "node-1"));
        assert!(!has_word("cordon node-12", "node-1"));
        assert!(!has_word("cordon big-node-1", "node-1"));
    }
}
