//! What a person does: the closed list of commands, and what each of them writes.

use super::behavior::Behavior;
use super::change::{Change, DeletionCause};
use super::event::{Event, NodeConditionKind};
use super::foreign::{self, ForeignPod};
use super::scripted::ScriptedKubelets;
use super::turn::Turn;
use super::{batch, import, kubelet, machine};
use crate::api::Request;
use crate::diagnostic::{Advice, Diagnostic};
use crate::manifest::defaulting;
use crate::manifest::nodes::assumed_capacity;
use crate::objects::{
    ConditionStatus, DaemonSet, Node, ObjectKey, SchedulingMode, TEMPLATE_GENERATION_ANNOTATION, Taint, TaintEffect,
    json as read,
};
use crate::ordered::Gather;
use crate::time::{Millis, SimTime};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The version of a kubelet of which nothing is said.
const KUBELET_VERSION: &str = "v1.36.2";

/// Something a person does to the cluster. As JSON an object with its name under `command`:
/// `{"command": "setLabel", "node": "node-1", "key": "gpu", "value": "true"}`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "command", rename_all = "camelCase", rename_all_fields = "camelCase")]
#[expect(
    missing_docs,
    reason = "the fields have Kubernetes' own names; each variant says what it does"
)]
pub enum Command {
    /// Creates or updates a DaemonSet: the object as admission leaves it (decoded, defaulted, accepted).
    ApplyDaemonSet { daemon_set: Value },
    /// Deletes a DaemonSet; its pods and revisions go with it, or stay as orphans.
    DeleteDaemonSet {
        namespace: Arc<str>,
        name: Arc<str>,
        #[serde(default)]
        orphan: bool,
    },
    /// Sets the labels of a namespace, of which Pod Security reads `pod-security.kubernetes.io/enforce`.
    SetNamespaceLabels {
        namespace: Arc<str>,
        labels: BTreeMap<Arc<str>, Arc<str>>,
    },
    /// Takes over DaemonSets, pods and ControllerRevisions of a running cluster, as API objects. Pods and revisions of a
    /// DaemonSet that the simulation has, or will have, become that one's: told by namespace and name, not by uid.
    Import {
        #[serde(default)]
        daemon_sets: Vec<Value>,
        #[serde(default)]
        pods: Vec<Value>,
        #[serde(default)]
        revisions: Vec<Value>,
        /// Quotas, priority classes and disruption budgets.
        #[serde(default)]
        others: Vec<Value>,
    },
    /// Writes through the API server, as kubectl does: all of the requests go through, or none.
    Requests { requests: Vec<Request> },
    /// Makes the cluster have exactly these nodes: others are deleted, missing ones join, differing ones are changed.
    SetNodes { nodes: Vec<Node> },
    /// A node joins; with a time, its kubelet says that it is ready only so many milliseconds later.
    AddNode {
        node: Node,
        #[serde(default)]
        ready_after_ms: Option<u32>,
    },
    /// The machine shuts down gracefully: its kubelet stops the pods, critical ones last.
    ShutDownNode { node: Arc<str> },
    /// The machine starts again after a shutdown.
    StartNode { node: Arc<str> },
    /// The node runs out of memory, disk or process ids, and its kubelet evicts pods; or it has enough again.
    RunOut {
        node: Arc<str>,
        condition: NodeConditionKind,
        lacks: bool,
    },
    /// Somebody sets a condition that a readiness gate of the pod asks for.
    SetPodCondition {
        namespace: Arc<str>,
        name: Arc<str>,
        condition: Arc<str>,
        status: bool,
    },
    /// Deletes a Node object.
    DeleteNode { name: Arc<str> },
    /// `kubectl label node NODE KEY=VALUE --overwrite`.
    SetLabel {
        node: Arc<str>,
        key: Arc<str>,
        value: Arc<str>,
    },
    /// `kubectl label node NODE KEY-`.
    RemoveLabel { node: Arc<str>, key: Arc<str> },
    /// `kubectl taint node NODE KEY=VALUE:EFFECT --overwrite`.
    SetTaint { node: Arc<str>, taint: Taint },
    /// `kubectl taint node NODE KEY:EFFECT-`.
    RemoveTaint {
        node: Arc<str>,
        key: Arc<str>,
        effect: TaintEffect,
    },
    /// `kubectl cordon NODE`.
    Cordon { node: Arc<str> },
    /// `kubectl uncordon NODE`.
    Uncordon { node: Arc<str> },
    /// The kubelet reports a condition.
    SetCondition {
        node: Arc<str>,
        condition: NodeConditionKind,
        status: ConditionStatus,
    },
    /// The kubelet stops renewing its lease and acting on pods.
    SilenceKubelet { node: Arc<str> },
    /// The kubelet speaks again.
    ResumeKubelet { node: Arc<str> },
    /// `kubectl delete pod NAME`.
    DeletePod { namespace: Arc<str>, name: Arc<str> },
    /// Makes images whose name contains `image` misbehave, on one node or on all; without a behaviour they are well again.
    SetBehavior {
        image: Arc<str>,
        #[serde(default)]
        node: Option<Arc<str>>,
        #[serde(default)]
        behavior: Option<Behavior>,
    },
    /// Gives the kubelets of all nodes a fixed pace ([`ScriptedKubelets`]); without one they are as they are again.
    SetKubelets {
        #[serde(default)]
        kubelets: Option<ScriptedKubelets>,
    },
    /// Puts pods of nobody on the named nodes, or on all if none is named: so many on each.
    RunPods {
        #[serde(default)]
        nodes: Vec<Arc<str>>,
        pod: ForeignPod,
        replicas: u32,
    },
    /// Says who finds the nodes of daemon pods: the scheduler, or as before v1.12 the DaemonSet controller.
    SetSchedulingMode { mode: SchedulingMode },
    /// The kubelet marks the pod Failed.
    FailPod {
        namespace: Arc<str>,
        name: Arc<str>,
        reason: Arc<str>,
        #[serde(default)]
        message: Arc<str>,
    },
    /// Several commands at one moment, as one: each of them can be carried out, or none is. Requests are a batch of their
    /// own, and are refused in here.
    Batch { commands: Vec<Command> },
}

/// Checks that `command` can be carried out; what cannot is said, and nothing is done.
pub(crate) fn check(turn: &Turn<'_>, command: &Command) -> Vec<Diagnostic> {
    let cluster = &turn.world.cluster;
    let node = |name: &Arc<str>| (!cluster.nodes.contains_key(name)).then(|| not_found("nodes", name));
    let pod = |namespace: &Arc<str>, name: &Arc<str>| {
        (!cluster.pods.contains_key(&(namespace.clone(), name.clone()))).then(|| not_found("pods", name))
    };
    let finding = match command {
        Command::ApplyDaemonSet { daemon_set } => {
            let named = daemon_set
                .pointer("/metadata/name")
                .and_then(Value::as_str)
                .is_some_and(|name| !name.is_empty());
            (!named).then(|| Diagnostic::error("field-required", "metadata.name", "metadata.name: Required value"))
        }
        Command::DeleteDaemonSet { namespace, name, .. } => {
            (!cluster.daemon_sets.contains_key(&(namespace.clone(), name.clone())))
                .then(|| not_found("daemonsets.apps", name))
        }
        Command::SetNamespaceLabels { .. }
        | Command::SetBehavior { .. }
        | Command::SetKubelets { .. }
        | Command::SetSchedulingMode { .. }
        | Command::Import { .. }
        | Command::Requests { .. } => None,
        Command::RunPods { nodes, pod, replicas } => {
            nodes.iter().find_map(node).or_else(|| foreign::check(pod, *replicas))
        }
        Command::Batch { commands } => return batch::check(turn, commands),
        Command::SetNodes { nodes } => {
            let mut names = BTreeSet::new();
            nodes
                .iter()
                .find(|node| !names.insert(&node.name))
                .map(|node| already_exists(&node.name))
        }
        Command::AddNode { node, .. } => cluster
            .nodes
            .contains_key(&node.name)
            .then(|| already_exists(&node.name)),
        Command::DeleteNode { name }
        | Command::SetLabel { node: name, .. }
        | Command::RemoveLabel { node: name, .. }
        | Command::SetTaint { node: name, .. }
        | Command::RemoveTaint { node: name, .. }
        | Command::Cordon { node: name }
        | Command::Uncordon { node: name }
        | Command::SetCondition { node: name, .. }
        | Command::ShutDownNode { node: name }
        | Command::StartNode { node: name }
        | Command::RunOut { node: name, .. }
        | Command::SilenceKubelet { node: name }
        | Command::ResumeKubelet { node: name } => node(name),
        Command::DeletePod { namespace, name }
        | Command::SetPodCondition { namespace, name, .. }
        | Command::FailPod { namespace, name, .. } => pod(namespace, name),
    };
    finding.into_iter().collect()
}

fn not_found(resource: &str, name: &str) -> Diagnostic {
    Diagnostic::error("not-found", "", format!("{resource} \"{name}\" not found"))
}

fn already_exists(name: &str) -> Diagnostic {
    Diagnostic::error("already-exists", "", format!("nodes \"{name}\" already exists")).hint(Advice::UniqueNames)
}

/// Does what `command` says. Everything it names exists: [`check`] has been asked.
pub(crate) fn carry_out(turn: &mut Turn<'_>, command: Command) {
    match command {
        Command::ApplyDaemonSet { daemon_set } => apply_daemon_set(turn, daemon_set),
        Command::Batch { commands } => batch::carry_out(turn, commands),
        // Carried out by a transaction, which knows what the requests before each one have written.
        Command::Requests { .. } => {}
        Command::DeleteDaemonSet {
            namespace,
            name,
            orphan,
        } => delete(turn, &(namespace, name), orphan),
        Command::SetNamespaceLabels { namespace, labels } => {
            turn.put_namespace(&namespace, labels.into_iter().collect());
        }
        Command::Import {
            daemon_sets,
            pods,
            revisions,
            others,
        } => {
            import::import_others(turn, &others);
            import::import(turn, &daemon_sets, &pods, &revisions);
        }
        Command::SetNodes { nodes } => set_nodes(turn, nodes),
        Command::AddNode { node, ready_after_ms } => {
            machine::join(turn, node, ready_after_ms.map(|millis| Millis(millis.into())));
        }
        Command::ShutDownNode { node } => machine::shut_down(turn, &node),
        Command::StartNode { node } => machine::start_up(turn, &node),
        Command::RunOut { node, condition, lacks } => machine::run_out(turn, &node, condition, lacks),
        Command::SetPodCondition {
            namespace,
            name,
            condition,
            status,
        } => kubelet::set_condition(turn, &(namespace, name), &condition, status),
        Command::DeleteNode { name } => turn.remove_node(&name),
        Command::SetLabel { node, key, value } => edit(turn, &node, |node| {
            node.labels.insert(key, value);
        }),
        Command::RemoveLabel { node, key } => edit(turn, &node, |node| {
            node.labels.remove(&key);
        }),
        Command::SetTaint { node, taint } => edit(turn, &node, |node| set_taint(node, taint)),
        Command::RemoveTaint { node, key, effect } => edit(turn, &node, |node| {
            node.taints.retain(|taint| taint.key != key || taint.effect != effect);
        }),
        Command::Cordon { node } => edit(turn, &node, |node| node.unschedulable = true),
        Command::Uncordon { node } => edit(turn, &node, |node| node.unschedulable = false),
        Command::SetCondition {
            node,
            condition,
            status,
        } => {
            edit(turn, &node, |node| condition.set(&mut node.conditions, status));
        }
        Command::SilenceKubelet { node } => silence(turn, &node),
        Command::ResumeKubelet { node } => resume(turn, &node),
        Command::DeletePod { namespace, name } => {
            turn.delete_pod(&(namespace, name), DeletionCause::User);
        }
        Command::RunPods { nodes, pod, replicas } => foreign::create(turn, nodes, &pod, replicas),
        Command::SetSchedulingMode { mode } => turn.set_scheduling_mode(mode),
        Command::SetBehavior { image, node, behavior } => {
            turn.set_behavior((image, node), behavior);
            kubelet::behaviors_changed(turn);
        }
        Command::SetKubelets { kubelets } => {
            turn.set_scripted(kubelets);
            kubelet::behaviors_changed(turn);
        }
        Command::FailPod {
            namespace,
            name,
            reason,
            message,
        } => {
            if let Some(pod) = turn.world.cluster.pods.get(&(namespace, name)).cloned() {
                kubelet::fail(turn, &pod, &reason, &message);
            }
        }
    }
}

/// `kubectl apply` leaves alone what the manifest has never spoken of: the finalizers that a deletion waits for.
fn apply_daemon_set(turn: &mut Turn<'_>, mut wanted: Value) {
    let metadata = |key: &str, absent: &str| Arc::<str>::from(wanted["metadata"][key].as_str().unwrap_or(absent));
    let key: ObjectKey = (metadata("namespace", "default"), metadata("name", ""));
    let old = turn.world.cluster.daemon_sets.get(&key);
    let finalizers = old.map_or(Value::Null, |old| old.json["metadata"]["finalizers"].clone());
    if wanted["metadata"]["finalizers"].is_null() && !finalizers.is_null() {
        wanted["metadata"]["finalizers"] = finalizers;
    }
    store_daemon_set(turn, wanted);
}

/// Stores a new DaemonSet or an update as the API server does, with the uid and the time that it gives a new one. An update
/// that takes the last finalizer from one that is being deleted removes it (`registry/generic/registry/store.go`,
/// deleteWithoutFinalizers).
pub(super) fn store_daemon_set(turn: &mut Turn<'_>, wanted: Value) {
    let mut json = defaulting::store_new(wanted, "default");
    let metadata = |json: &Value, key: &str| Arc::<str>::from(json["metadata"][key].as_str().unwrap_or_default());
    let (namespace, name) = (metadata(&json, "namespace"), metadata(&json, "name"));
    let Some(old) = turn
        .world
        .cluster
        .daemon_sets
        .get(&(namespace.clone(), name.clone()))
        .cloned()
    else {
        if let Some(before) = import::predecessor(turn, &namespace, &name, &json) {
            json["metadata"]["uid"] = json!(before.uid);
            json["metadata"]["annotations"][TEMPLATE_GENERATION_ANNOTATION] =
                json!(before.template_generation.to_string());
        } else {
            json["metadata"]["uid"] = json!(turn.new_uid());
        }
        json["metadata"]["creationTimestamp"] = json!(turn.now().to_string());
        turn.say(Change::DaemonSetCreated { namespace, name });
        turn.put_daemon_set(DaemonSet::from_json(&json));
        return;
    };
    let json = defaulting::store_update(&old.json, json);
    let mut set = DaemonSet::from_json(&json);
    if set.json == old.json {
        return;
    }
    if set.deletion.is_some() && read::texts(read::metadata(&set.json), "finalizers").is_empty() {
        turn.remove_daemon_set(&(namespace, name));
        return;
    }
    set.status = old.status;
    let template_changed = set.template_generation != old.template_generation;
    if !template_changed {
        set.template = old.template.clone();
    }
    turn.say(Change::DaemonSetUpdated {
        namespace,
        name,
        generation: set.generation,
        template_changed,
    });
    turn.put_daemon_set(set);
}

fn delete(turn: &mut Turn<'_>, key: &ObjectKey, orphan: bool) {
    if orphan && let Some(set) = turn.world.cluster.daemon_sets.get(key).cloned() {
        super::garbage::orphan_dependents(turn, &set.uid);
    }
    turn.remove_daemon_set(key);
}

fn set_nodes(turn: &mut Turn<'_>, nodes: Vec<Node>) {
    let wanted: BTreeSet<_> = nodes.iter().map(|node| node.name.clone()).gather();
    let gone: Vec<_> = turn
        .world
        .cluster
        .nodes
        .keys()
        .filter(|name| !wanted.contains(*name))
        .cloned()
        .collect();
    for name in gone {
        turn.remove_node(&name);
    }
    for node in nodes {
        let old = turn.world.cluster.nodes.get(&node.name).cloned();
        let node = reported(node, old.as_deref(), turn.now());
        let same = |old: &Arc<Node>| {
            let known = Node {
                transitions: old.transitions,
                ..node.clone()
            };
            **old == known
        };
        if !old.as_ref().is_some_and(same) {
            turn.put_node(node);
        }
    }
}

/// A node as its kubelet reports it, where a list says nothing: the capacity of a middling machine (without one nothing
/// would fit), the version, and the time at which it joined.
pub(super) fn reported(mut node: Node, old: Option<&Node>, now: SimTime) -> Node {
    if node.allocatable.is_empty() {
        node.allocatable = assumed_capacity();
    }
    if node.info.kubelet_version.is_empty() {
        KUBELET_VERSION.clone_into(&mut Arc::make_mut(&mut node.info).kubelet_version);
    }
    node.created = node
        .created
        .or(old.map_or_else(|| Some(now.floor_seconds()), |old| old.created));
    node
}

fn edit(turn: &mut Turn<'_>, name: &Arc<str>, change: impl FnOnce(&mut Node)) {
    let Some(node) = turn.world.cluster.nodes.get(name).cloned() else {
        return;
    };
    let mut edited = (*node).clone();
    change(&mut edited);
    if edited != *node {
        turn.put_node(edited);
    }
}

fn set_taint(node: &mut Node, taint: Taint) {
    let same = node
        .taints
        .iter_mut()
        .find(|old| old.key == taint.key && old.effect == taint.effect);
    match same {
        Some(old) => *old = taint,
        None => node.taints.push(taint),
    }
}

pub(super) fn silence(turn: &mut Turn<'_>, node: &Arc<str>) {
    if turn.world.silent.contains_key(node) {
        return;
    }
    let now = turn.now();
    turn.set_silent(node, Some(now));
    turn.say(Change::KubeletSilent {
        node: node.clone(),
        silent: true,
    });
    turn.later(
        super::latency::lease(turn.seed, node, now),
        Event::LeaseExpired {
            node: node.clone(),
            silent_since: now,
        },
    );
}

pub(super) fn resume(turn: &mut Turn<'_>, node: &Arc<str>) {
    if !turn.world.silent.contains_key(node) {
        return;
    }
    turn.set_silent(node, None);
    turn.say(Change::KubeletSilent {
        node: node.clone(),
        silent: false,
    });
    edit(turn, node, |node| node.conditions.ready = ConditionStatus::True);
    kubelet::resume(turn, node);
}
