//! The panel beside the cluster: why a node has a pod, what a pod looks like, which nodes a number counts.

use super::{HASH_LABEL, Subject, pod, status};
use crate::state::{App, Choice};
use everynode_core::admission::pod_security::{self, Level};
use everynode_core::explain::{self, Outcome, Why};
use everynode_core::kubectl;
use everynode_core::manifest::find::find_daemon_sets;
use everynode_core::manifest::lines::LineIndex;
use everynode_core::manifest::locate::locate;
use everynode_core::objects::{ControllerRevision, DaemonSet, ObjectKey};
use everynode_core::ordered::Order;
use everynode_core::sim::Simulation;
use serde_json::Value;
use std::rc::Rc;
use std::sync::Arc;

/// What the panel shows.
#[derive(Debug, Clone, PartialEq)]
pub enum Inspector {
    /// How to read the picture, the revisions that there are, and what Pod Security says of the set's pods.
    Legend {
        /// The revisions, the newest first.
        revisions: Vec<RevisionView>,
        /// Each level that would refuse the pods, with what it finds.
        refusals: Vec<(&'static str, String)>,
    },
    /// Why a node has a pod or not.
    Node(Rc<NodeStory>),
    /// A pod as YAML.
    Pod(Rc<PodStory>),
    /// The nodes behind a number.
    Nodes {
        /// The number's heading.
        heading: &'static str,
        /// What it counts.
        meaning: &'static str,
        /// The nodes.
        nodes: Vec<Arc<str>>,
    },
}

/// A revision of the pod template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RevisionView {
    /// Its number.
    pub number: i64,
    /// Its colour.
    pub colour: i64,
    /// The hash that its pods carry.
    pub hash: String,
    /// The image of its first container.
    pub image: String,
    /// How many pods are of it.
    pub pods: usize,
}

/// Why a node has a pod or not.
#[derive(Debug, Clone, PartialEq)]
pub struct NodeStory {
    /// The node.
    pub name: Arc<str>,
    /// It is cordoned.
    pub is_cordoned: bool,
    /// It says that it is ready.
    pub is_ready: bool,
    /// Its kubelet is silent.
    pub is_silent: bool,
    /// The whole node, where the board shows only a tile of it.
    pub details: Option<Rc<super::board::NodeView>>,
    /// The engine's explanation; `None` without a DaemonSet.
    pub why: Option<Why>,
}

/// A pod as YAML.
#[derive(Debug, Clone, PartialEq)]
pub struct PodStory {
    /// Its identity.
    pub key: ObjectKey,
    /// Where it runs.
    pub node: Option<Arc<str>>,
    /// The image of its first container, whatever its tag.
    pub image: Option<Arc<str>>,
    /// Its lines.
    pub lines: Vec<YamlLine>,
}

/// A line of YAML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YamlLine {
    /// As it is.
    pub text: String,
    /// The controller put it there: it is not in the template.
    pub is_added: bool,
}

/// The name of an outcome in attributes.
pub const fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Yes => "yes",
        Outcome::No => "no",
        Outcome::Waiting => "waiting",
    }
}

/// Computes the panel.
pub fn inspector(app: &App, simulation: &Simulation, subject: &Subject<'_>) -> Inspector {
    match &app.choice {
        Choice::Nothing => legend(subject),
        Choice::Node(name) => match subject.cluster.nodes.get(name) {
            Some(node) => Inspector::Node(Rc::new(NodeStory {
                name: name.clone(),
                is_cordoned: node.unschedulable,
                is_ready: node.conditions.ready == everynode_core::objects::ConditionStatus::True,
                is_silent: simulation.is_silent(name),
                details: (subject.cluster.nodes.len() > super::board::MOST_CARDS)
                    .then(|| super::board::details(app, node, subject)),
                why: app
                    .set
                    .as_ref()
                    .and_then(|set| explain::why(simulation, set, name, app.language)),
            })),
            None => legend(subject),
        },
        Choice::Pod(key) => match simulation.pod_object(key) {
            Some(object) => Inspector::Pod(Rc::new(PodStory {
                key: key.clone(),
                node: object["spec"]["nodeName"].as_str().map(Arc::from),
                image: object["spec"]["containers"][0]["image"]
                    .as_str()
                    .map(|image| without_tag(image).into()),
                lines: lines(&object, subject),
            })),
            None => legend(subject),
        },
        Choice::Counter(counter) => {
            let (_, heading, meaning) = status::describe(*counter, app.language);
            let nodes = status::nodes_behind(*counter, subject, simulation.now());
            Inspector::Nodes {
                heading,
                meaning,
                nodes: nodes.into_iter().collect(),
            }
        }
    }
}

fn legend(subject: &Subject<'_>) -> Inspector {
    let mut revisions: Vec<RevisionView> = subject
        .cluster
        .revisions
        .values()
        .map(|revision| revision_view(revision, subject))
        .collect();
    revisions.order_by_key(|revision| std::cmp::Reverse(revision.number));
    Inspector::Legend {
        revisions,
        refusals: subject.set.map_or_else(Vec::new, refusals),
    }
}

/// The Pod Security levels that would refuse the set's pods, and why.
fn refusals(set: &DaemonSet) -> Vec<(&'static str, String)> {
    let found = |level| pod_security::evaluate(level, &set.template.json);
    [Level::Baseline, Level::Restricted]
        .into_iter()
        .map(found)
        .filter(|evaluation| !evaluation.allowed())
        .map(|evaluation| (evaluation.level.name(), evaluation.detail()))
        .collect()
}

fn revision_view(revision: &ControllerRevision, subject: &Subject<'_>) -> RevisionView {
    let hash = revision.labels.get(HASH_LABEL);
    let pods = subject.cluster.pods.values();
    let image = revision
        .data
        .pointer("/spec/template/spec/containers/0/image")
        .and_then(Value::as_str);
    RevisionView {
        number: revision.revision,
        colour: pod::colour(revision.revision),
        hash: hash.map(ToString::to_string).unwrap_or_default(),
        image: image.unwrap_or_default().to_owned(),
        pods: pods
            .filter(|pod| hash.is_some() && pod.labels.get(HASH_LABEL) == hash)
            .count(),
    }
}

/// The places in the manifest, in UTF-16 code units, that decided about the chosen node.
pub fn decided(app: &App) -> Vec<(usize, usize)> {
    let Choice::Node(node) = &app.choice else {
        return Vec::new();
    };
    let simulation = app.simulation();
    let Some(why) = app
        .set
        .as_ref()
        .and_then(|set| explain::why(&simulation, set, node, app.language))
    else {
        return Vec::new();
    };
    let found = find_daemon_sets(&app.manifest.text);
    let Some(document) = found.daemon_set() else {
        return Vec::new();
    };
    let index = LineIndex::new(&app.manifest.text);
    let paths = why.chain.iter().filter_map(|link| link.path.as_ref());
    let places = paths
        .map(|path| locate(&document.tree, path))
        .filter(|place| place.exact);
    places
        .map(|place| {
            (
                index.to_utf16(place.key_span.start),
                index.to_utf16(place.value_span.end),
            )
        })
        .collect()
}

/// `registry:5000/agent` of `registry:5000/agent:1.0`: what goes wrong with an image goes wrong with its next version.
fn without_tag(image: &str) -> &str {
    let name_start = image.rfind('/').map_or(0, |slash| slash + 1);
    let tag = image[name_start..].find([':', '@']).map(|at| name_start + at);
    &image[..tag.unwrap_or(image.len())]
}

fn lines(pod: &Value, subject: &Subject<'_>) -> Vec<YamlLine> {
    let template = subject.set.map_or(&Value::Null, |set| &set.template.json);
    let mut lines = Vec::new();
    for (key, value) in ordered(pod) {
        let below = template.get(key);
        match key.as_str() {
            "metadata" | "spec" => {
                lines.push(YamlLine {
                    text: format!("{key}:"),
                    is_added: false,
                });
                for (name, field) in ordered(value) {
                    let of_template = below.and_then(|below| below.get(name));
                    push_field(&mut lines, name, field, of_template, key == "metadata");
                }
            }
            _ => push_yaml(&mut lines, key, value, 0, false),
        }
    }
    lines
}

/// A field of metadata or spec: added as a whole, or, where the template has a list or a map too, entry by entry.
fn push_field(lines: &mut Vec<YamlLine>, name: &str, field: &Value, of_template: Option<&Value>, is_metadata: bool) {
    let is_the_controllers = match name {
        "labels" | "annotations" | "ownerReferences" | "generateName" => is_metadata,
        "affinity" | "tolerations" => !is_metadata,
        _ => false,
    };
    if !is_the_controllers || of_template == Some(field) {
        return push_yaml(lines, name, field, 1, false);
    }
    match (field, of_template) {
        (Value::Object(entries), Some(Value::Object(known))) => {
            lines.push(YamlLine {
                text: format!("  {name}:"),
                is_added: false,
            });
            for (key, value) in entries {
                push_yaml(lines, key, value, 2, known.get(key) != Some(value));
            }
        }
        (Value::Array(items), Some(Value::Array(known))) => {
            lines.push(YamlLine {
                text: format!("  {name}:"),
                is_added: false,
            });
            for item in items {
                let text = kubectl::to_yaml(&Value::Array(vec![item.clone()]));
                let is_added = !known.contains(item);
                lines.extend(text.lines().map(|line| YamlLine {
                    text: format!("  {line}"),
                    is_added,
                }));
            }
        }
        _ => push_yaml(lines, name, field, 1, true),
    }
}

fn push_yaml(lines: &mut Vec<YamlLine>, key: &str, value: &Value, depth: usize, is_added: bool) {
    let entry = Value::Object([(key.to_owned(), value.clone())].into_iter().collect());
    let indent = "  ".repeat(depth);
    let text = kubectl::to_yaml(&entry);
    lines.extend(text.lines().map(|line| YamlLine {
        text: format!("{indent}{line}"),
        is_added,
    }));
}

/// The fields of an object, its identity before its content.
fn ordered(object: &Value) -> Vec<(&String, &Value)> {
    let rank = |key: &str| match key {
        "apiVersion" => 0,
        "kind" => 1,
        "metadata" => 2,
        "spec" => 3,
        "status" => 4,
        _ => 5,
    };
    let mut fields: Vec<_> = object.as_object().into_iter().flatten().collect();
    fields.order_by_key(|(key, _)| rank(key));
    fields
}
