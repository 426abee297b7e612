//! Nodes as one line each.
//!
//! ```text
//! line  = name word* comment?          comment = "#" …, at the beginning of the line or behind a space
//! name  = node-1 | node-[1-5] | node-[01-10]       a range stands for as many nodes
//! word  = key "=" value                the label; cpu, memory, pods and ephemeral-storage are what the node can hold
//!       | prefix "/" name              the label with an empty value (node-role.kubernetes.io/control-plane)
//!       | "label:" key "=" value       the label, whatever its key
//!       | "taint:" key ("=" value)? ":" effect
//!       | "allocatable:" resource "=" quantity      (allocatable:nvidia.com/gpu=2)
//!       | "notready" | "unknown"       the Ready condition
//!       | "cordoned" | "unschedulable"
//!       | "memory-pressure" | "disk-pressure" | "pid-pressure" | "network-unavailable"
//! ```
//!
//! As a kubelet does, every node gets the label `kubernetes.io/hostname`.

use super::check::{self, WrittenTaint};
use super::{MAX_NODES, Reader};
use crate::diagnostic::{Advice, Diagnostic, Remark, Span};
use crate::manifest::quantity::Quantity;
use crate::objects::{ConditionStatus, Labels, Node, NodeConditions, NodeInfo, NodeTransitions};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Arc;

/// The label by which pods are spread over nodes; its value is the node's name.
pub(super) const HOSTNAME: &str = "kubernetes.io/hostname";

/// Resources that need no `allocatable:`.
const RESOURCES: [&str; 4] = ["cpu", "memory", "pods", "ephemeral-storage"];

/// A healthy node without anything.
pub(super) fn bare_node(name: &str) -> Node {
    Node {
        name: name.into(),
        labels: Labels::default(),
        annotations: Labels::default(),
        created: None,
        taints: Vec::new(),
        unschedulable: false,
        conditions: NodeConditions::default(),
        transitions: NodeTransitions::default(),
        allocatable: Arc::default(),
        info: Arc::new(NodeInfo::default()),
    }
}

pub(super) fn read(reader: &mut Reader) {
    let mut start = 0;
    for line in reader.text.split_inclusive('\n') {
        start += line.len();
        let line = line.trim_start_matches('\u{feff}');
        let offset = start - line.len();
        let mut words = words(line).map(|(at, word)| (Span::new(offset + at, offset + at + word.len()), word));
        let Some((name_span, name)) = words.next() else {
            continue;
        };
        if super::is_prompt(line) {
            continue;
        }
        let mut node = bare_node(name);
        let mut end = name_span.end;
        for (span, word) in words {
            end = span.end;
            if let Err(finding) = apply(&mut node, word, span) {
                reader.report(finding);
            }
        }
        let span = Span::new(name_span.start, end);
        push_all(reader, &node, name_span, span);
    }
}

/// The words of a line, with where they begin, up to a comment.
pub(super) fn words(line: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut rest = line;
    std::iter::from_fn(move || {
        let word = rest.trim_start();
        let length = word.find(char::is_whitespace).unwrap_or(word.len());
        if length == 0 || word.starts_with('#') {
            return None;
        }
        rest = &word[length..];
        Some((line.len() - word.len(), &word[..length]))
    })
}

/// Puts what one word says into the node.
fn apply(node: &mut Node, word: &str, span: Span) -> Result<(), Diagnostic> {
    if let Some(taint) = word.strip_prefix("taint:") {
        let (rest, effect) = taint.rsplit_once(':').unwrap_or((taint, ""));
        let (key, value) = rest.split_once('=').unwrap_or((rest, ""));
        let written = WrittenTaint {
            key,
            value,
            effect,
            span,
        };
        let taint =
            check::taint("spec.taints", &written, &node.taints).map_err(|finding| finding.hint(Advice::FormOfTaint))?;
        node.taints.push(taint);
        return Ok(());
    }
    if let Some(label) = word.strip_prefix("label:") {
        let (key, value) = label.split_once('=').unwrap_or((label, ""));
        return set_label(node, key, value, span);
    }
    if let Some((resource, amount)) = word.strip_prefix("allocatable:").and_then(|rest| rest.split_once('=')) {
        return set_resource(node, resource, amount, span);
    }
    match word.split_once('=') {
        Some((key, value)) if RESOURCES.contains(&key) => set_resource(node, key, value, span),
        Some((key, value)) => set_label(node, key, value, span),
        None if word.contains('/') => set_label(node, word, "", span),
        None => set_flag(node, word, span),
    }
}

fn set_label(node: &mut Node, key: &str, value: &str, span: Span) -> Result<(), Diagnostic> {
    if let Some(finding) = check::label("metadata.labels", key, value, span) {
        return Err(finding.hint(Advice::FormOfLabel));
    }
    node.labels.insert(key, value);
    Ok(())
}

fn set_resource(node: &mut Node, resource: &str, amount: &str, span: Span) -> Result<(), Diagnostic> {
    let path = format!("status.allocatable[{resource}]");
    if let Some(finding) = check::resource(&path, resource, span) {
        return Err(finding.hint(Advice::FormOfResource));
    }
    let amount = Quantity::parse(amount)
        .map_err(|error| Diagnostic::error("field-invalid", path, error.to_string()).at(span))?;
    let allocatable = Arc::make_mut(&mut node.allocatable);
    allocatable.insert(resource.into(), amount.milli_value());
    Ok(())
}

fn set_flag(node: &mut Node, word: &str, span: Span) -> Result<(), Diagnostic> {
    let conditions = &mut node.conditions;
    match word {
        "ready" => conditions.ready = ConditionStatus::True,
        "notready" => conditions.ready = ConditionStatus::False,
        "unknown" => conditions.ready = ConditionStatus::Unknown,
        "cordoned" | "unschedulable" => node.unschedulable = true,
        "memory-pressure" => conditions.memory_pressure = true,
        "disk-pressure" => conditions.disk_pressure = true,
        "pid-pressure" => conditions.pid_pressure = true,
        "network-unavailable" => conditions.network_unavailable = true,
        _ => {
            let finding = Diagnostic::error(
                "node-word",
                "",
                Remark::NotUnderstood {
                    word: format!("{word:?}"),
                },
            )
            .at(span);
            return Err(finding.hint(Advice::FormOfLabelAndTaint));
        }
    }
    Ok(())
}

/// Takes the node, or all nodes of the range in its name.
fn push_all(reader: &mut Reader, node: &Node, name_span: Span, span: Span) {
    let names = match range(&node.name) {
        Some(names) => names,
        None => vec![node.name.to_string()],
    };
    for name in names {
        if let Some(finding) = check::name("metadata.name", &name, name_span) {
            reader.report(finding.hint(Advice::LineBeginsWithName));
            return;
        }
        let mut node = node.clone();
        node.name = name.as_str().into();
        if !node.labels.contains_key(HOSTNAME) {
            node.labels.insert(HOSTNAME, name.as_str());
        }
        fill_capacity(&mut node);
        reader.push(node, "metadata.name", name_span, span);
    }
}

/// What is not said of the usual resources is assumed.
fn fill_capacity(node: &mut Node) {
    let assumed = check::assumed_capacity();
    if node.allocatable.is_empty() {
        node.allocatable = assumed;
        return;
    }
    let allocatable = Arc::make_mut(&mut node.allocatable);
    for (resource, amount) in assumed.iter() {
        allocatable.entry(resource.clone()).or_insert(*amount);
    }
}

/// The names of `node-[1-5]`, with leading zeros where the first number has them.
fn range(name: &str) -> Option<Vec<String>> {
    let (before, rest) = name.split_once('[')?;
    let (numbers, after) = rest.split_once(']')?;
    let (first, last) = numbers.split_once('-')?;
    let (from, to): (usize, usize) = (first.parse().ok()?, last.parse().ok()?);
    if to < from || to - from >= MAX_NODES {
        return None;
    }
    let width = if first.starts_with('0') { first.len() } else { 0 };
    Some(
        (from..=to)
            .map(|number| format!("{before}{number:0width$}{after}"))
            .collect(),
    )
}

/// Writes nodes as one line each. Reading the lines gives nodes with the same names, labels, taints, conditions and
/// resources (none of a resource is written as 0); everything else of a node has no place in this form.
pub fn write_nodes_short(nodes: &[Node]) -> String {
    let mut text = String::new();
    let assumed = check::assumed_capacity();
    for node in nodes {
        text.push_str(&node.name);
        for (key, value) in node
            .labels
            .iter()
            .filter(|(key, value)| (&***key, *value) != (HOSTNAME, &node.name))
        {
            let prefix = if RESOURCES.contains(&&**key) { "label:" } else { "" };
            write_word(&mut text, format_args!("{prefix}{key}={value}"));
        }
        for taint in &node.taints {
            let equals = if taint.value.is_empty() { "" } else { "=" };
            let effect = taint.effect.name();
            write_word(
                &mut text,
                format_args!("taint:{}{equals}{}:{effect}", taint.key, taint.value),
            );
        }
        for flag in flags(node) {
            write_word(&mut text, format_args!("{flag}"));
        }
        for (resource, amount) in differing(&node.allocatable, &assumed) {
            let prefix = if RESOURCES.contains(&&**resource) {
                ""
            } else {
                "allocatable:"
            };
            write_word(&mut text, format_args!("{prefix}{resource}={}", quantity(*amount)));
        }
        // What a node does not say it has not got; reading a line would assume it.
        for resource in assumed
            .keys()
            .filter(|resource| !node.allocatable.contains_key(*resource))
        {
            write_word(&mut text, format_args!("{resource}=0"));
        }
        text.push('\n');
    }
    text
}

fn write_word(text: &mut String, word: std::fmt::Arguments) {
    // Writing to a string cannot fail.
    let _ = write!(text, " {word}");
}

fn flags(node: &Node) -> impl Iterator<Item = &'static str> {
    let NodeConditions {
        ready,
        memory_pressure,
        disk_pressure,
        pid_pressure,
        network_unavailable,
    } = node.conditions;
    let flags = [
        (ready == ConditionStatus::False, "notready"),
        (ready == ConditionStatus::Unknown, "unknown"),
        (node.unschedulable, "cordoned"),
        (memory_pressure, "memory-pressure"),
        (disk_pressure, "disk-pressure"),
        (pid_pressure, "pid-pressure"),
        (network_unavailable, "network-unavailable"),
    ];
    flags.into_iter().filter_map(|(holds, flag)| holds.then_some(flag))
}

/// The amounts that reading would not assume.
fn differing<'n>(
    allocatable: &'n BTreeMap<Arc<str>, i128>,
    assumed: &'n BTreeMap<Arc<str>, i128>,
) -> impl Iterator<Item = (&'n Arc<str>, &'n i128)> {
    allocatable
        .iter()
        .filter(|(resource, amount)| assumed.get(*resource) != Some(*amount))
}

/// Thousandths as a quantity: `500m`, `4`, `16Gi`.
fn quantity(milli: i128) -> String {
    if milli % 1000 != 0 {
        return format!("{milli}m");
    }
    let units = milli / 1000;
    let suffixes = [(40, "Ti"), (30, "Gi"), (20, "Mi"), (10, "Ki")];
    let suffix = suffixes
        .into_iter()
        .find(|(bits, _)| units != 0 && units % (1 << bits) == 0);
    suffix.map_or_else(
        || units.to_string(),
        |(bits, suffix)| format!("{}{suffix}", units >> bits),
    )
}
