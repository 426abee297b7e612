//! Texts as commands: what a manifest or a list of nodes asks a cluster for, and what is wrong with it.

use crate::admission;
use crate::diagnostic::{Diagnostic, Severity};
use crate::manifest::companions::{Companions, read_companions};
use crate::manifest::find::find_daemon_sets;
use crate::manifest::left_out::left_out;
use crate::manifest::nodes;
use crate::objects::{Node, ObjectKey};
use crate::sim::{Command, Simulation};
use serde_json::Value;
use std::sync::Arc;

/// What was read from a text: a value if it can be used, and all findings.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading<T> {
    /// What the text means; `None` if something in it is refused.
    pub value: Option<T>,
    /// Everything that is to be said about it.
    pub findings: Vec<Diagnostic>,
}

/// The commands that a text stands for.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TextCommands {
    /// What has to be so before: labels of namespaces.
    pub before: Vec<Command>,
    /// The command that the text is about; `None` if something in the text is refused.
    pub main: Option<Command>,
    /// What else the text holds: the pods and revisions of a running cluster.
    pub after: Vec<Command>,
    /// Everything that is to be said about the text.
    pub findings: Vec<Diagnostic>,
}

impl TextCommands {
    /// All of them, in order.
    pub fn into_commands(self) -> impl Iterator<Item = Command> {
        self.before.into_iter().chain(self.main).chain(self.after)
    }
}

/// What applying a manifest to the cluster of `simulation` comes to.
pub fn manifest_commands(simulation: &Simulation, text: &str) -> TextCommands {
    let stored = wanted(text).and_then(|key| stored_daemon_set(simulation, &key));
    let reading = read_daemon_set(text, stored.as_deref());
    let Some(daemon_set) = reading.value else {
        return TextCommands {
            findings: reading.findings,
            ..TextCommands::default()
        };
    };
    TextCommands {
        before: namespace_commands(simulation, &read_companions(text)),
        main: Some(Command::ApplyDaemonSet { daemon_set }),
        after: Vec::new(),
        findings: reading.findings,
    }
}

/// What it takes that the cluster of `simulation` has exactly the nodes of a text.
pub fn nodes_commands(simulation: &Simulation, text: &str) -> TextCommands {
    let reading = read_node_list(text);
    let Some(nodes) = reading.value else {
        return TextCommands {
            findings: reading.findings,
            ..TextCommands::default()
        };
    };
    let companions = read_companions(text);
    let before = namespace_commands(simulation, &companions);
    let import = companions.has_objects().then_some(Command::Import {
        daemon_sets: companions.daemon_sets,
        pods: companions.pods,
        revisions: companions.revisions,
        others: companions.others,
    });
    TextCommands {
        before,
        main: Some(Command::SetNodes { nodes }),
        after: import.into_iter().collect(),
        findings: reading.findings,
    }
}

/// Namespaces whose labels are other than the cluster's.
fn namespace_commands(simulation: &Simulation, companions: &Companions) -> Vec<Command> {
    let changed = companions.namespaces.iter().filter(|(namespace, labels)| {
        simulation
            .namespace_labels(namespace)
            .is_none_or(|known| !known.iter().eq(*labels))
    });
    changed
        .map(|(namespace, labels)| Command::SetNamespaceLabels {
            namespace: namespace.clone(),
            labels: labels.clone(),
        })
        .collect()
}

/// The DaemonSet of that name as the cluster has it.
pub fn stored_daemon_set(simulation: &Simulation, key: &ObjectKey) -> Option<Arc<Value>> {
    Some(simulation.cluster().daemon_sets.get(key)?.json.clone())
}

/// What the API server makes of a manifest: the DaemonSet as it would be stored, and every finding. `stored` is the set
/// that the cluster has: under the same name the manifest is an update of it. Unknown and repeated fields alone do not
/// take the value away: they are left out, as without strict validation.
pub fn read_daemon_set(text: &str, stored: Option<&Value>) -> Reading<Value> {
    let former = stored
        .filter(|stored| Some(identity(stored)) == wanted(text))
        .map(with_version);
    let review = admission::review_manifest(text, former.as_ref());
    let value = review.stored.map(|mut object| {
        if let Some(metadata) = object["metadata"].as_object_mut() {
            metadata.remove("resourceVersion");
        }
        object
    });
    Reading {
        value,
        findings: review.diagnostics,
    }
}

/// Reads nodes, in whatever form they come.
pub fn read_node_list(text: &str) -> Reading<Vec<Node>> {
    let list = nodes::read_nodes(text);
    let is_refused = list
        .diagnostics
        .iter()
        .any(|finding| finding.severity == Severity::Error);
    Reading {
        value: (!is_refused).then_some(list.nodes),
        findings: list.diagnostics.into_iter().chain(left_out(text)).collect(),
    }
}

/// Namespace and name of the DaemonSet of a text.
fn wanted(text: &str) -> Option<ObjectKey> {
    let found = find_daemon_sets(text);
    found.daemon_set().map(|document| identity(&document.tree.to_json()))
}

fn identity(object: &Value) -> ObjectKey {
    let text = |key: &str, absent: &str| Arc::from(object["metadata"][key].as_str().unwrap_or(absent));
    (
        text("namespace", admission::review::DEFAULT_NAMESPACE),
        text("name", ""),
    )
}

/// The simulated cluster stores no versions; an update needs one, and any will do.
fn with_version(stored: &Value) -> Value {
    let mut stored = stored.clone();
    stored["metadata"]["resourceVersion"] = "1".into();
    stored
}
