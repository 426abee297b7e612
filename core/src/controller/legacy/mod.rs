//! Placement as it was before v1.12: the controller looked for room itself and wrote the node into the pod.
//!
//! Models `pkg/controller/daemon/daemon_controller.go` of v1.11 with its gate `ScheduleDaemonSetPods` off
//! (nodeShouldRunDaemonPod, simulate, Predicates; semantics 4.4). Three answers instead of two, found by running the
//! scheduler's checks on the node with the pods of everybody else; priority, pod affinity and spreading were not looked at.

mod obstacle;
#[cfg(test)]
mod tests;

pub use obstacle::Obstacle;

use super::placement::{Decision, Placement, decide, place};
use super::sync::TakenPort;
use crate::objects::{Cluster, DaemonSet, Node, Pod, SchedulingMode};
use crate::scheduler::{BoundPod, FilterReason, PodRequirements, Termination, shortages, taken_port};
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The three answers about a node, and what was found against a pod there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// The node counts as desired.
    pub wants_to_run: bool,
    /// A pod may be created there now.
    pub should_schedule: bool,
    /// A pod that is there may stay.
    pub should_continue_running: bool,
    /// What speaks against a pod beyond the template and the node's labels and taints, in the order of the checks.
    pub obstacles: Vec<Obstacle>,
}

impl Verdict {
    /// What the old answers say in terms of today's two.
    pub const fn decision(&self) -> Decision {
        Decision {
            should_run: self.wants_to_run,
            should_continue_running: self.should_continue_running,
        }
    }

    /// The host port that somebody else has on the node, if that speaks against a pod.
    pub fn taken_port(&self) -> Option<TakenPort> {
        self.obstacles.iter().find_map(|obstacle| match obstacle {
            Obstacle::Port(FilterReason::HostPort { port, pod }) => Some(TakenPort {
                port: port.port,
                pod: pod.clone(),
            }),
            Obstacle::Port(_) | Obstacle::Shortage(_) | Obstacle::MemoryPressure | Obstacle::DiskPressure => None,
        })
    }

    /// The obstacles that a `FailedPlacement` event reports. Of resources that are short it names the last, and only if
    /// nothing else keeps the pod from being scheduled.
    pub fn reported(&self) -> impl Iterator<Item = &Obstacle> {
        let pressed = self.obstacles.iter().any(Obstacle::is_pressure);
        let last_shortage = self.obstacles.iter().rposition(Obstacle::is_shortage);
        self.obstacles
            .iter()
            .enumerate()
            .filter(move |(index, obstacle)| {
                self.wants_to_run && (obstacle.is_pressure() || !pressed && Some(*index) == last_shortage)
            })
            .map(|(_, obstacle)| obstacle)
    }
}

/// The pods of a cluster by the node they are bound to, those that have ended left out.
pub struct Neighbors<'c> {
    by_node: BTreeMap<&'c str, Vec<&'c Pod>>,
    unasked: PodRequirements,
}

impl<'c> Neighbors<'c> {
    /// Groups the pods of `cluster`.
    pub fn new(cluster: &'c Cluster) -> Self {
        let mut by_node: BTreeMap<&str, Vec<&Pod>> = BTreeMap::new();
        for pod in cluster.pods.values().filter(|pod| !pod.is_terminal()) {
            if let Some(node) = &pod.node_name {
                by_node.entry(node).or_default().push(pod);
            }
        }
        let unasked = PodRequirements::from_spec(&Value::Null);
        Self { by_node, unasked }
    }

    /// The pods on `node` that are not of the set with this uid: its own are left out of account.
    fn of<'a>(&'a self, node: &str, uid: &str) -> Vec<BoundPod<'a>> {
        let pods = self.by_node.get(node).into_iter().flatten();
        let others = pods.filter(|pod| pod.controller.as_ref().is_none_or(|owner| *owner.uid != *uid));
        others.map(|pod| self.bound(pod)).collect()
    }

    fn bound<'a>(&'a self, pod: &'a Pod) -> BoundPod<'a> {
        let template = pod.template.as_ref();
        BoundPod {
            namespace: &pod.namespace,
            name: &pod.name,
            labels: &pod.labels,
            requirements: template.map_or(&self.unasked, |template| &template.requirements),
            start_time: pod.runtime.started,
            termination: Termination::None,
        }
    }
}

/// The verdict about `node`, where `neighbors` are.
pub fn judge(set: &DaemonSet, node: &Node, neighbors: &Neighbors<'_>) -> Verdict {
    let Decision {
        should_run,
        should_continue_running,
    } = decide(&set.template, node);
    let mut verdict = Verdict {
        wants_to_run: should_run,
        should_schedule: should_run,
        should_continue_running,
        obstacles: Vec::new(),
    };
    let (requirements, others) = (&set.template.requirements, neighbors.of(&node.name, &set.uid));
    if let Some(taken) = taken_port(&others, &requirements.host_ports) {
        // Thought of as intended: a port was how one kept two sets apart.
        verdict.wants_to_run = false;
        verdict.should_schedule = false;
        verdict.should_continue_running = false;
        verdict.obstacles.push(Obstacle::Port(taken));
        return verdict;
    }
    if !is_critical(set) {
        if node.conditions.memory_pressure && requirements.best_effort {
            verdict.obstacles.push(Obstacle::MemoryPressure);
        }
        if node.conditions.disk_pressure {
            verdict.obstacles.push(Obstacle::DiskPressure);
        }
    }
    let shortages = shortages(node, &others, &requirements.requests);
    verdict.obstacles.extend(shortages.into_iter().map(Obstacle::Shortage));
    verdict.should_schedule &= verdict.obstacles.is_empty();
    verdict
}

/// The verdict about one node with everything that the template and the node say.
pub fn judge_with_reasons(cluster: &Cluster, set: &DaemonSet, node: &Node) -> (Verdict, Placement) {
    let verdict = judge(set, node, &Neighbors::new(cluster));
    (verdict, place(&set.template, node))
}

/// Whether a node that was added (`old` is `None`) or changed makes the controller look at `set`: any change of the node
/// counts that changes an answer (`syncNodeUpdate` of v1.11).
pub fn node_change_wakes(cluster: &Cluster, set: &DaemonSet, old: Option<&Node>, new: &Node) -> bool {
    let neighbors = Neighbors::new(cluster);
    let answers = |node: &Node| {
        let verdict = judge(set, node, &neighbors);
        (verdict.should_schedule, verdict.should_continue_running)
    };
    let now = answers(new);
    old.map_or(now.0, |old| answers(old) != now)
}

/// Whether the controller of `cluster` places pods itself.
pub fn is_used(cluster: &Cluster) -> bool {
    match cluster.scheduling_mode {
        SchedulingMode::DefaultScheduler => false,
        SchedulingMode::DaemonSetController => true,
    }
}

/// Pods that a node under pressure takes all the same: in `kube-system` with the annotation of that time, or of a system
/// priority class.
fn is_critical(set: &DaemonSet) -> bool {
    const ANNOTATION: &str = "/metadata/annotations/scheduler.alpha.kubernetes.io~1critical-pod";
    let annotated = set.template.json.pointer(ANNOTATION).is_some_and(|value| value == "");
    set.template.requirements.is_critical() || annotated && &*set.namespace == "kube-system"
}

/// The verdicts about all nodes of `cluster`, in the order of names.
pub(super) fn judge_all(cluster: &Cluster, set: &DaemonSet) -> Vec<Verdict> {
    let neighbors = Neighbors::new(cluster);
    let nodes = cluster.nodes.values().map(Arc::as_ref);
    nodes.map(|node| judge(set, node, &neighbors)).collect()
}
