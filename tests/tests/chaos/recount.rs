//! A DaemonSet's numbers, counted anew from API objects by the rules of the documentation (semantics 4.3, 5.3, 5.7, 5.9,
//! 7.1–7.6): a second opinion that shares no code with the engine.

use crate::placement::{list, placement, text};
use everynode_core::objects::{DaemonSetStatus, ObjectKey, SchedulingMode};
use everynode_core::sim::Simulation;
use everynode_core::time::{Millis, SimTime};
use serde_json::Value;

const HASH_LABEL: &str = "controller-revision-hash";

/// All API objects at one moment.
pub(crate) struct Picture {
    nodes: Vec<Value>,
    pods: Vec<Value>,
    sets: Vec<Value>,
    /// The controller places pods itself, as before v1.12.
    pub(crate) legacy: bool,
}

/// A node and the set's pods that belong to it.
pub(crate) struct Site<'a> {
    pub(crate) name: &'a str,
    /// `None`: there is no such node.
    pub(crate) placement: Option<(bool, bool)>,
    /// The one that counts first.
    pub(crate) pods: Vec<&'a Value>,
}

/// What the controller does of its own will in a rollout, and what it may.
pub(crate) struct Budget {
    /// Nodes without an available pod that is not being deleted.
    pub(crate) down: usize,
    pub(crate) max_unavailable: i64,
    /// Nodes with an old and a new pod.
    pub(crate) surging: usize,
    pub(crate) max_surge: i64,
}

impl Picture {
    pub(crate) fn of(simulation: &Simulation) -> Self {
        let cluster = simulation.cluster();
        let pods = cluster.pods.keys().filter_map(|key| simulation.pod_object(key));
        let sets = cluster.daemon_sets.keys();
        Self {
            nodes: cluster.nodes.values().map(|node| node.to_json()).collect(),
            pods: pods.collect(),
            sets: sets.filter_map(|key| simulation.daemon_set_object(key)).collect(),
            legacy: cluster.scheduling_mode == SchedulingMode::DaemonSetController,
        }
    }

    pub(crate) fn set(&self, (namespace, name): &ObjectKey) -> Option<&Value> {
        self.sets.iter().find(|set| is_named(set, namespace, name))
    }

    pub(crate) fn pod(&self, namespace: &str, name: &str) -> Option<&Value> {
        self.pods.iter().find(|pod| is_named(pod, namespace, name))
    }

    /// Should a pod of the set be on the node, and may one stay there.
    pub(crate) fn placement_of(&self, set: &ObjectKey, node: &str) -> Option<(bool, bool)> {
        let set = self.set(set)?;
        let node = self.nodes.iter().find(|one| one["metadata"]["name"] == node)?;
        Some(self.placement(set, &set["spec"]["template"], node))
    }

    /// Before v1.12 a host port that somebody else's pod has on the node forbade the daemon pod altogether (semantics 4.4).
    fn placement(&self, set: &Value, template: &Value, node: &Value) -> (bool, bool) {
        let wanted = host_ports(&template["spec"]);
        let taken = self.legacy
            && self.pods.iter().any(|pod| {
                let here = pod["spec"]["nodeName"] == node["metadata"]["name"] && !is_terminal(pod);
                let owners = list(&pod["metadata"], "ownerReferences").iter();
                let mut owners = owners.filter(|owner| owner["controller"] == true);
                let own = owners.any(|owner| owner["uid"] == set["metadata"]["uid"]);
                here && !own && host_ports(&pod["spec"]).iter().any(|port| wanted.contains(port))
            });
        if taken {
            (false, false)
        } else {
            placement(template, node)
        }
    }

    /// Every node and every name that a pod of the set gives as its node.
    pub(crate) fn sites<'a>(&'a self, set: &Value) -> Vec<Site<'a>> {
        let template = &set["spec"]["template"];
        let nodes = self.nodes.iter().map(|node| Site {
            name: text(&node["metadata"], "name"),
            placement: Some(self.placement(set, template, node)),
            pods: Vec::new(),
        });
        let mut sites: Vec<Site<'_>> = nodes.collect();
        for pod in self.pods.iter().filter(|pod| is_claimed(set, pod)) {
            let Some(target) = target(pod).filter(|_| !(is_terminal(pod) && is_terminating(pod))) else {
                continue;
            };
            match sites.iter_mut().find(|site| site.name == target) {
                Some(site) => site.pods.push(pod),
                None => sites.push(Site {
                    name: target,
                    placement: None,
                    pods: vec![pod],
                }),
            }
        }
        for site in &mut sites {
            site.pods.sort_by_key(|pod| {
                let metadata = &pod["metadata"];
                (
                    text(&pod["spec"], "nodeName").is_empty(),
                    text(metadata, "creationTimestamp"),
                    text(metadata, "name"),
                )
            });
        }
        sites
    }
}

/// The host ports of a pod, all of them TCP on every address here; a template of the host's network does not name them.
fn host_ports(spec: &Value) -> Vec<i64> {
    let containers = list(spec, "containers").iter();
    let ports = containers.flat_map(|container| list(container, "ports"));
    let named = |port: &Value, field: &str| port[field].as_i64().filter(|number| *number > 0);
    ports
        .filter_map(|port| {
            named(port, "hostPort").or_else(|| named(port, "containerPort").filter(|_| spec["hostNetwork"] == true))
        })
        .collect()
}

/// The status that the objects amount to; `observedGeneration` and `collisionCount` are the set's own.
pub(crate) fn status(set: &Value, sites: &[Site<'_>], hash: &str, now: SimTime) -> DaemonSetStatus {
    let mut status = DaemonSetStatus {
        observed_generation: set["status"]["observedGeneration"].as_i64().unwrap_or_default(),
        collision_count: set["status"]["collisionCount"].as_i64(),
        ..DaemonSetStatus::default()
    };
    for site in sites {
        let Some((should_run, _)) = site.placement else {
            continue;
        };
        if !should_run {
            status.number_misscheduled += i64::from(!site.pods.is_empty());
            continue;
        }
        status.desired_number_scheduled += 1;
        if let Some(pod) = site.pods.first() {
            status.current_number_scheduled += 1;
            status.number_ready += i64::from(ready_since(pod).is_some());
            status.number_available += i64::from(is_available(set, pod, now));
            status.updated_number_scheduled += i64::from(is_updated(set, hash, pod));
        }
    }
    status.number_unavailable = status.desired_number_scheduled - status.number_available;
    status
}

/// Where a rollout stands before the controller does anything about it.
pub(crate) fn budget(set: &Value, sites: &[Site<'_>], hash: &str, now: SimTime) -> Budget {
    let desired = sites
        .iter()
        .filter(|site| site.placement.is_some_and(|(should_run, _)| should_run))
        .count();
    let rolling = &set["spec"]["updateStrategy"]["rollingUpdate"];
    let share = |key: &str| match &rolling[key] {
        Value::String(percent) => {
            let percent: i128 = percent.trim_end_matches('%').parse().unwrap_or_default();
            let nodes = (percent * i128::from(as_count(desired)) + 99) / 100;
            i64::try_from(nodes).unwrap_or(i64::MAX)
        }
        number => number.as_i64().unwrap_or_default(),
    };
    let (mut max_unavailable, max_surge) = (share("maxUnavailable"), share("maxSurge"));
    if desired > 0 && max_unavailable == 0 && max_surge == 0 {
        max_unavailable = 1;
    }
    let counted = |site: &&Site<'_>| site.placement.is_some_and(|(should_run, _)| should_run) || !site.pods.is_empty();
    let is_down = |site: &&Site<'_>| !staying(site).any(|pod| is_available(set, pod, now));
    let is_surging = |site: &&Site<'_>| {
        let (new, old): (Vec<&Value>, Vec<&Value>) = staying(site).partition(|pod| is_updated(set, hash, pod));
        !old.is_empty() && new.iter().any(|pod| !is_available(set, pod, now))
    };
    Budget {
        down: sites.iter().filter(counted).filter(is_down).count(),
        max_unavailable,
        surging: sites.iter().filter(is_surging).count(),
        max_surge,
    }
}

/// The pods of a site that are not being deleted.
fn staying<'a>(site: &Site<'a>) -> impl Iterator<Item = &'a Value> + use<'a> {
    let pods: Vec<_> = site.pods.iter().copied().filter(|pod| !is_terminating(pod)).collect();
    pods.into_iter()
}

/// The hash label of the set's revision with the highest number.
pub(crate) fn current_hash(simulation: &Simulation, set: &Value) -> Option<String> {
    let uid = text(&set["metadata"], "uid");
    let revisions = simulation
        .cluster()
        .revisions
        .values()
        .map(|revision| revision.to_json());
    let own = revisions.filter(|revision| owner(revision).is_some_and(|owner| owner == uid));
    let newest = own.max_by_key(|revision| revision["revision"].as_i64())?;
    newest["metadata"]["labels"][HASH_LABEL].as_str().map(ToOwned::to_owned)
}

pub(crate) fn has_hash(pod: &Value, hash: &str) -> bool {
    pod["metadata"]["labels"][HASH_LABEL] == hash
}

pub(crate) fn is_terminating(pod: &Value) -> bool {
    pod["metadata"]["deletionTimestamp"].is_string()
}

pub(crate) fn is_terminal(pod: &Value) -> bool {
    ["Failed", "Succeeded"].contains(&text(&pod["status"], "phase"))
}

fn is_claimed(set: &Value, pod: &Value) -> bool {
    let matches = selects(&set["spec"]["selector"], &pod["metadata"]["labels"]);
    let same_namespace = set["metadata"]["namespace"] == pod["metadata"]["namespace"];
    same_namespace
        && matches
        && match owner(pod) {
            Some(owner) => set["metadata"]["uid"] == owner,
            None => !is_terminating(pod),
        }
}

fn selects(selector: &Value, labels: &Value) -> bool {
    let wanted = selector["matchLabels"].as_object().into_iter().flatten();
    wanted.into_iter().all(|(key, value)| labels.get(key) == Some(value))
}

fn owner(object: &Value) -> Option<&str> {
    let mut owners = list(&object["metadata"], "ownerReferences").iter();
    owners.find(|owner| owner["controller"] == true)?["uid"].as_str()
}

fn target(pod: &Value) -> Option<&str> {
    let bound = text(&pod["spec"], "nodeName");
    let terms =
        pod.pointer("/spec/affinity/nodeAffinity/requiredDuringSchedulingIgnoredDuringExecution/nodeSelectorTerms");
    let pinned = || {
        terms?
            .as_array()?
            .iter()
            .find_map(|term| list(term, "matchFields").first()?["values"][0].as_str())
    };
    if bound.is_empty() { pinned() } else { Some(bound) }
}

fn ready_since(pod: &Value) -> Option<&str> {
    let ready = list(&pod["status"], "conditions")
        .iter()
        .find(|condition| condition["type"] == "Ready")?;
    (ready["status"] == "True").then(|| text(ready, "lastTransitionTime"))
}

pub(crate) fn is_available(set: &Value, pod: &Value, now: SimTime) -> bool {
    let min_ready = set["spec"]["minReadySeconds"].as_i64().unwrap_or_default();
    ready_since(pod).is_some_and(|since| {
        min_ready == 0 || SimTime::parse(since).is_some_and(|since| since + Millis::seconds(min_ready) <= now)
    })
}

fn is_updated(set: &Value, hash: &str, pod: &Value) -> bool {
    let generation = &set["metadata"]["annotations"]["deprecated.daemonset.template.generation"];
    let same_generation = generation.is_string() && pod["metadata"]["labels"]["pod-template-generation"] == *generation;
    same_generation || has_hash(pod, hash)
}

fn is_named(object: &Value, namespace: &str, name: &str) -> bool {
    object["metadata"]["namespace"] == namespace && object["metadata"]["name"] == name
}

pub(crate) fn as_count(length: usize) -> i64 {
    i64::try_from(length).unwrap_or(i64::MAX)
}
