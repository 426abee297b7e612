//! A node list on its way from text to nodes and back to text.

use super::spans_lie_within;
use everynode_core::diagnostic::Severity;
use everynode_core::manifest::nodes::{NodeForm, read_nodes, write_nodes_short};
use everynode_core::objects::Node;
use std::collections::BTreeSet;

/// Reads `text` as a node list. The nodes survive being written as one line each, and as objects.
pub fn check_nodes(text: &str) -> Result<(), String> {
    let list = read_nodes(text);
    spans_lie_within(text, &list.diagnostics)?;
    if list.nodes.len() != list.sources.len() {
        return Err("a node without a place in the text".into());
    }
    for (node, source) in list.nodes.iter().zip(&list.sources) {
        if node.name != source.name || text.get(source.span.start..source.span.end).is_none() {
            return Err(format!("{} is not where it is said to be: {source:?}", node.name));
        }
    }
    let names: BTreeSet<_> = list.nodes.iter().map(|node| &node.name).collect();
    if names.len() != list.nodes.len() {
        return Err("two nodes of one name".into());
    }
    if list.nodes.is_empty() && list.diagnostics.is_empty() {
        return Err("no nodes, and not a word about it".into());
    }
    // Thousands of nodes of one range would only repeat themselves.
    let some = &list.nodes[..list.nodes.len().min(100)];
    for node in some {
        survives_as_object(node)?;
    }
    // Labels and taints that no server takes are shown, and have no form of their own.
    let refused = list
        .diagnostics
        .iter()
        .any(|finding| finding.severity == Severity::Error);
    if refused { Ok(()) } else { survive_as_lines(some) }
}

fn survives_as_object(node: &Node) -> Result<(), String> {
    let json = node.to_json();
    super::check_yaml(&json)?;
    let back = Node::from_json(&json);
    super::same("read back as a Node", &json, &back.to_json())
}

fn survive_as_lines(nodes: &[Node]) -> Result<(), String> {
    let text = write_nodes_short(nodes);
    let again = read_nodes(&text);
    if nodes.is_empty() {
        return Ok(());
    }
    if again.form != NodeForm::Short || !again.diagnostics.is_empty() || again.nodes.len() != nodes.len() {
        return Err(format!("lines that cannot be read: {:?}\n{text}", again.diagnostics));
    }
    for (node, back) in nodes.iter().zip(&again.nodes) {
        let parts = |node: &Node| {
            let mut allocatable = (*node.allocatable).clone();
            allocatable.retain(|_, amount| *amount != 0);
            (node.name.clone(), node.conditions, node.unschedulable, allocatable)
        };
        let taints = |node: &Node| -> Vec<_> {
            let taints = node.taints.iter();
            taints
                .map(|taint| (taint.key.clone(), taint.value.clone(), taint.effect))
                .collect()
        };
        let labels = |node: &Node| -> Vec<_> {
            let mut labels = node.labels.clone();
            if !labels.contains_key("kubernetes.io/hostname") {
                labels.insert("kubernetes.io/hostname", node.name.clone());
            }
            labels.iter().map(|(key, value)| (key.clone(), value.clone())).collect()
        };
        if parts(node) != parts(back) || taints(node) != taints(back) || labels(node) != labels(back) {
            return Err(format!("a line that says something else:\n{text}{node:?}\n{back:?}"));
        }
    }
    Ok(())
}
