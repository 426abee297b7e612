//! The two texts: what they say, and what is wrong with them.

pub use everynode_core::scenario::{Reading, read_daemon_set as read_manifest, read_node_list as read_nodes};

use everynode_core::manifest::nodes::{self, NodeForm};
use everynode_core::objects::{Node, Taint, TaintEffect};
use everynode_core::ordered::Order;

/// The nodes' text as the cluster has them now, or `None` if it says that already or is not ours to write: another form,
/// comments, ranges of many nodes.
pub fn rewritten<'a>(text: &str, present: impl Iterator<Item = &'a Node>) -> Option<String> {
    let list = nodes::read_nodes(text);
    let is_ours = list.form == NodeForm::Short && !text.contains(['#', '[']) && list.diagnostics.is_empty();
    if !is_ours {
        return None;
    }
    let place = |node: &Node| {
        list.nodes
            .iter()
            .position(|known| known.name == node.name)
            .unwrap_or(usize::MAX)
    };
    let mut present: Vec<Node> = present.map(without_reported_taints).collect();
    present.order_by_key(|node| (place(node), node.name.clone()));
    let written = nodes::write_nodes_short(&present);
    (written != nodes::write_nodes_short(&list.nodes)).then_some(written)
}

/// The node without the taints that follow from its conditions and from cordoning.
fn without_reported_taints(node: &Node) -> Node {
    let mut node = node.clone();
    node.taints
        .retain(|taint| !taint.key.starts_with("node.kubernetes.io/"));
    node
}

/// A healthy node of that name, as a line of the nodes' text makes it.
pub fn new_node(name: &str) -> Option<Node> {
    nodes::read_nodes(name).nodes.pop()
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
    use everynode_core::diagnostic::Severity;

    #[test]
    fn every_example_can_be_read() {
        for example in &EXAMPLES {
            assert!(
                read_manifest(example.manifest, None).value.is_some(),
                "{}: manifest",
                example.id
            );
            let nodes = read_nodes(example.nodes).value.unwrap();
            assert!(nodes.len() >= example.nodes.lines().count(), "{}: nodes", example.id);
            let review = read_manifest(example.manifest, None);
            assert_eq!(
                review
                    .findings
                    .iter()
                    .filter(|finding| finding.severity == Severity::Error)
                    .count(),
                0,
                "{}",
                example.id
            );
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
    fn a_new_image_is_an_update_and_another_selector_is_refused() {
        let stored = read_manifest(EXAMPLES[1].manifest, None).value.unwrap();
        let new_image = EXAMPLES[1].manifest.replace("v2.5.2", "v2.5.3");
        assert!(read_manifest(&new_image, Some(&stored)).value.is_some());
        let other_selector = EXAMPLES[1]
            .manifest
            .replace("      name: fluentd-elasticsearch\n", "      name: other\n");
        let reading = read_manifest(&other_selector, Some(&stored));
        assert_eq!(reading.value, None);
        assert!(
            reading
                .findings
                .iter()
                .any(|finding| finding.message.contains("field is immutable"))
        );
    }

    #[test]
    fn the_nodes_are_written_back_only_where_that_loses_nothing() {
        let present = read_nodes("b zone=a\na gpu=true\n").value.unwrap();
        assert_eq!(
            rewritten("b\na gpu=true\n", present.iter()).as_deref(),
            Some("b zone=a\na gpu=true\n")
        );
        assert_eq!(
            rewritten("b   zone=a\na gpu=true", present.iter()),
            None,
            "it says that already"
        );
        assert_eq!(
            rewritten("b # spare\na\n", present.iter()),
            None,
            "a comment would be lost"
        );
        assert_eq!(rewritten("node-[1-3]\n", present.iter()), None, "a range would be lost");
        assert_eq!(rewritten("{}", present.iter()), None, "another form");
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
