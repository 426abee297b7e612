//! The two texts: what they say, and what is wrong with them.

use everynode_core::admission;
use everynode_core::diagnostic::{Diagnostic, Severity};
use everynode_core::manifest::find::find_daemon_sets;
use everynode_core::manifest::yaml;
use everynode_core::objects::{Labels, Node, Taint, TaintEffect};
use serde_json::{Value, json};

/// What was read from a text: a value if it can be used, and all findings.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading<T> {
    /// What the text means; `None` if something in it is refused.
    pub value: Option<T>,
    /// Everything that is to be said about it.
    pub findings: Vec<Diagnostic>,
}

impl<T> Reading<T> {
    fn new(value: Option<T>, findings: Vec<Diagnostic>) -> Self {
        let refused = findings.iter().any(|finding| finding.severity == Severity::Error);
        Self {
            value: value.filter(|_| !refused),
            findings,
        }
    }
}

/// What the API server makes of a manifest: the DaemonSet as it would be stored, and every finding. `stored` is the set
/// that the cluster has: under the same name the manifest is an update of it.
pub fn read_manifest(text: &str, stored: Option<&Value>) -> Reading<Value> {
    let found = find_daemon_sets(text);
    let name = |value: &Value, key: &str| value["metadata"][key].as_str().unwrap_or("default").to_owned();
    let identity = |value: &Value| (name(value, "namespace"), name(value, "name"));
    let wanted = found.daemon_set().map(|document| identity(&document.tree.to_json()));
    let old = stored.filter(|stored| wanted.as_ref() == Some(&identity(stored)));
    let review = admission::review_manifest(text, old);
    let value = review.stored.clone().filter(|_| review.is_allowed());
    let mut findings = review.diagnostics;
    if value.is_none() && findings.is_empty() {
        findings.push(
            Diagnostic::error("no-daemon-set", "kind", "There is no DaemonSet in this text.")
                .hint("Paste a manifest with kind: DaemonSet."),
        );
    }
    Reading { value, findings }
}

/// Reads nodes: one a line, or the YAML or JSON of `kubectl get nodes`.
pub fn read_nodes(text: &str) -> Reading<Vec<Node>> {
    let is_yaml = text
        .lines()
        .any(|line| line.starts_with("kind:") || line.starts_with("apiVersion:") || line.starts_with('{'));
    if is_yaml {
        return read_node_objects(text);
    }
    let lines = text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    let nodes: Vec<Node> = lines.map(node_of_line).collect();
    let mut findings = Vec::new();
    if nodes.is_empty() {
        findings.push(Diagnostic::warning(
            "no-nodes",
            "",
            "There is no node, so there is nothing to run on.",
        ));
    }
    Reading::new(Some(nodes), findings)
}

fn read_node_objects(text: &str) -> Reading<Vec<Node>> {
    let read = yaml::read_documents(text);
    let mut nodes = Vec::new();
    for value in read.documents.iter().map(|document| document.tree.to_json()) {
        match value["items"].as_array() {
            Some(items) => nodes.extend(items.iter().map(Node::from_json)),
            None if value["kind"] == "Node" => nodes.push(Node::from_json(&value)),
            None => {}
        }
    }
    Reading::new(Some(nodes), read.diagnostics)
}

/// `node-1 zone=a taint:dedicated=gpu:NoSchedule cordoned`.
fn node_of_line(line: &str) -> Node {
    let mut words = line.split_whitespace();
    let mut node = new_node(words.next().unwrap_or_default());
    for word in words {
        if let Some(taint) = word.strip_prefix("taint:") {
            node.taints.extend(parse_taint(taint));
        } else if word == "cordoned" {
            node.unschedulable = true;
        } else {
            let (key, value) = word.split_once('=').unwrap_or((word, ""));
            node.labels.insert(key, value);
        }
    }
    node
}

/// A healthy node without labels of its own.
pub fn new_node(name: &str) -> Node {
    let mut node = Node::from_json(&json!({
        "metadata": { "name": name },
        "status": {
            "allocatable": { "cpu": "4", "memory": "16Gi", "pods": "110" },
            "conditions": [{ "type": "Ready", "status": "True" }],
        },
    }));
    node.labels = Labels::from_iter([("kubernetes.io/hostname", name)]);
    node
}

/// A taint as kubectl writes it: `key=value:Effect` or `key:Effect`.
pub fn parse_taint(text: &str) -> Option<Taint> {
    let (rest, effect) = text.trim().rsplit_once(':')?;
    let effect = TaintEffect::parse(effect)?;
    let (key, value) = rest.split_once('=').unwrap_or((rest, ""));
    (!key.is_empty()).then(|| Taint {
        key: key.into(),
        value: value.into(),
        effect,
        time_added: None,
    })
}

/// A label as kubectl writes it: `key=value`, or a key alone.
pub fn parse_label(text: &str) -> Option<(&str, &str)> {
    let text = text.trim();
    let (key, value) = text.split_once('=').unwrap_or((text, ""));
    (!key.is_empty() && !text.contains(char::is_whitespace)).then_some((key, value))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::examples::EXAMPLES;

    #[test]
    fn every_example_can_be_read() {
        for example in &EXAMPLES {
            assert!(
                read_manifest(example.manifest, None).value.is_some(),
                "{}: manifest",
                example.id
            );
            let nodes = read_nodes(example.nodes).value.unwrap();
            assert_eq!(nodes.len(), example.nodes.lines().count(), "{}: nodes", example.id);
        }
    }

    #[test]
    fn broken_text_has_findings_and_no_value() {
        let reading = read_manifest("kind: DaemonSet\n  spec: [", None);
        assert_eq!(reading.value, None);
        assert!(!reading.findings.is_empty());
        assert!(!read_manifest("kind: Deployment", None).findings.is_empty());
    }

    #[test]
    fn labels_and_taints_are_written_as_for_kubectl() {
        assert_eq!(parse_label("app=logging-node"), Some(("app", "logging-node")));
        assert_eq!(parse_label("gpu"), Some(("gpu", "")));
        assert_eq!(parse_label("a b=c"), None);
        let taint = parse_taint("dedicated=gpu:NoSchedule").unwrap();
        assert_eq!(
            (&*taint.key, &*taint.value, taint.effect),
            ("dedicated", "gpu", TaintEffect::NoSchedule)
        );
        assert_eq!(parse_taint("dedicated=gpu"), None);
        assert_eq!(parse_taint("dedicated=gpu:Sometimes"), None);
    }
}
