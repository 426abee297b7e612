//! What the kubelet checks before it starts a pod, and the words with which it refuses one.
//!
//! Models the kubelet's admit handlers in their order: `pkg/kubelet/eviction` (eviction_manager.go, Admit),
//! `pkg/kubelet/sysctl` (allowlist.go), `pkg/kubelet/lifecycle/predicate.go` (predicateAdmitHandler.Admit, generalFilter)
//! and `pkg/kubelet/nodeshutdown`. Taints with effect NoSchedule are nobody's business here.

use crate::admission::pod_security::SAFE_SYSCTLS;
use crate::objects::{Node, Taint, TaintEffect};
use crate::scheduler::{BoundPod, FilterReason, IncomingPod, Shortage, shortages, taken_port};
use std::fmt;

/// Why the kubelet refuses a pod. Prints as the message of its event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rejection {
    /// The node is under pressure.
    Evicted {
        /// Its conditions.
        conditions: Vec<&'static str>,
    },
    /// A sysctl is not on the allow-list, or changes a namespace that is the host's.
    Sysctl {
        /// Its name, with dots.
        name: String,
        /// The host's namespace; `None`: it is not on the list.
        host_namespace: Option<&'static str>,
    },
    /// The pod's label `kubernetes.io/os` names another system.
    OsLabel,
    /// `spec.os` names another system.
    Os,
    /// Too little of a resource is left.
    OutOf(Shortage),
    /// Node selector or required node affinity does not match.
    NodeAffinity,
    /// `spec.nodeName` names another node.
    NodeName,
    /// A host port is taken.
    NodePorts(FilterReason),
    /// A taint with effect NoExecute is not tolerated.
    Taint(Taint),
    /// The node is shutting down.
    NodeShutdown,
}

/// What a kubelet does with a pod that it starts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Admission {
    /// It starts it.
    Admitted,
    /// It stops others of lower priority first, since a critical pod is not refused for want of room.
    AfterMakingRoom(Vec<Shortage>),
}

const LINUX: &str = "linux";
const OS_LABEL: &str = "kubernetes.io/os";

impl Rejection {
    /// Reason of the event and of the failed pod's status.
    pub fn reason(&self) -> String {
        match self {
            Self::Evicted { .. } => "Evicted",
            Self::Sysctl { .. } => "SysctlForbidden",
            Self::OsLabel => "PodOSSelectorNodeLabelDoesNotMatch",
            Self::Os => "PodOSNotSupported",
            Self::OutOf(shortage) => return format!("OutOf{}", shortage.resource),
            Self::NodeAffinity => "NodeAffinity",
            Self::NodeName => "NodeName",
            Self::NodePorts(_) => "NodePorts",
            Self::Taint(_) => "TaintToleration",
            Self::NodeShutdown => "NodeShutdown",
        }
        .to_owned()
    }

    /// `status.message` of the failed pod.
    pub fn status_message(&self) -> String {
        format!("Pod was rejected: {self}")
    }
}

impl fmt::Display for Rejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Evicted { conditions } => write!(f, "The node had condition: [{}]. ", conditions.join(" ")),
            Self::Sysctl { name, host_namespace } => match host_namespace {
                None => write!(f, "forbidden sysctl: \"{name}\" not allowlisted"),
                Some(namespace) => {
                    write!(
                        f,
                        "forbidden sysctl: \"{name}\" not allowed with host {namespace} enabled"
                    )
                }
            },
            Self::OsLabel => write!(
                f,
                "Failed to admit pod as the `{OS_LABEL}` label doesn't match node label"
            ),
            Self::Os => f.write_str("Failed to admit pod as the OS field doesn't match node OS"),
            Self::OutOf(Shortage {
                resource,
                requested,
                used,
                capacity,
            }) => write!(
                f,
                "Node didn't have enough resource: {resource}, requested: {requested}, used: {used}, capacity: {capacity}"
            ),
            Self::NodeAffinity => {
                f.write_str("Predicate NodeAffinity failed: node(s) didn't match Pod's node affinity/selector")
            }
            Self::NodeName => f.write_str("Predicate NodeName failed: node(s) didn't match the requested node name"),
            Self::NodePorts(taken) => write!(f, "Predicate NodePorts failed: {taken}"),
            Self::Taint(_) => {
                f.write_str("Predicate TaintToleration failed: node(s) had taints that the pod didn't tolerate")
            }
            Self::NodeShutdown => f.write_str("Pod was rejected as the node is shutting down."),
        }
    }
}

/// Whether the kubelet of `node` starts `pod` beside `others`, which are the node's pods that have not ended.
pub fn admit(
    pod: &IncomingPod<'_>,
    node: &Node,
    others: &[BoundPod<'_>],
    shutting_down: bool,
) -> Result<Admission, Rejection> {
    let before_room = pressure(pod, node)
        .or_else(|| forbidden_sysctl(pod))
        .or_else(|| foreign_os(pod, node));
    if let Some(rejection) = before_room {
        return Err(rejection);
    }
    let requests = pod.requirements.requests.without_missing_extended(node);
    let shortages = shortages(node, others, &requests);
    let critical = pod.requirements.is_critical();
    if let Some(first) = shortages.first().filter(|_| !critical) {
        return Err(Rejection::OutOf(first.clone()));
    }
    match misplaced(pod, node, others) {
        Some(rejection) => Err(rejection),
        None if shutting_down => Err(Rejection::NodeShutdown),
        None if shortages.is_empty() => Ok(Admission::Admitted),
        None => Ok(Admission::AfterMakingRoom(shortages)),
    }
}

/// A node under pressure takes critical pods only; if it lacks memory alone, also those that ask for some or tolerate it.
fn pressure(pod: &IncomingPod<'_>, node: &Node) -> Option<Rejection> {
    let conditions: Vec<&'static str> = [
        (node.conditions.memory_pressure, "MemoryPressure"),
        (node.conditions.disk_pressure, "DiskPressure"),
        (node.conditions.pid_pressure, "PIDPressure"),
    ]
    .into_iter()
    .filter_map(|(holds, name)| holds.then_some(name))
    .collect();
    let requirements = pod.requirements;
    let tolerable = conditions == ["MemoryPressure"]
        && (!requirements.best_effort || requirements.tolerates(&memory_pressure_taint()));
    let refused = !conditions.is_empty() && !requirements.is_critical() && !tolerable;
    refused.then_some(Rejection::Evicted { conditions })
}

fn memory_pressure_taint() -> Taint {
    Taint {
        key: "node.kubernetes.io/memory-pressure".into(),
        value: "".into(),
        effect: TaintEffect::NoSchedule,
        time_added: None,
    }
}

fn forbidden_sysctl(pod: &IncomingPod<'_>) -> Option<Rejection> {
    pod.requirements.sysctls.iter().find_map(|written| {
        let name = with_dots(written);
        let host_namespace = if name.starts_with("kernel.") {
            pod.requirements.host_ipc.then_some("IPC")
        } else {
            pod.requirements.host_network.then_some("Net")
        };
        let listed = SAFE_SYSCTLS.contains(&name.as_str());
        (!listed || host_namespace.is_some()).then(|| Rejection::Sysctl {
            name,
            host_namespace: host_namespace.filter(|_| listed),
        })
    })
}

/// A sysctl may be written with slashes; then a dot in it stands for a slash (`NormalizeName`).
fn with_dots(name: &str) -> String {
    if name.find(['.', '/']).is_none_or(|at| name[at..].starts_with('.')) {
        return name.to_owned();
    }
    name.chars()
        .map(|character| match character {
            '.' => '/',
            '/' => '.',
            other => other,
        })
        .collect()
}

fn foreign_os(pod: &IncomingPod<'_>, node: &Node) -> Option<Rejection> {
    let os = node.labels.get(OS_LABEL).map_or(LINUX, |label| &**label);
    if pod.labels.get(OS_LABEL).is_some_and(|wanted| **wanted != *os) {
        return Some(Rejection::OsLabel);
    }
    let named = pod.requirements.os.as_ref();
    named.filter(|wanted| ***wanted != *os).map(|_| Rejection::Os)
}

/// What no room on the node would mend, in the order in which it is reported.
fn misplaced(pod: &IncomingPod<'_>, node: &Node, others: &[BoundPod<'_>]) -> Option<Rejection> {
    let requirements = pod.requirements;
    if !pod.accepts_by_affinity(node) {
        return Some(Rejection::NodeAffinity);
    }
    if requirements.node_name.as_ref().is_some_and(|name| *name != node.name) {
        return Some(Rejection::NodeName);
    }
    if let Some(taken) = taken_port(others, &requirements.host_ports) {
        return Some(Rejection::NodePorts(taken));
    }
    let mut evicting = node
        .taints
        .iter()
        .filter(|taint| taint.effect == TaintEffect::NoExecute);
    let untolerated = evicting.find(|taint| !requirements.tolerates(taint));
    untolerated.cloned().map(Rejection::Taint)
}

#[cfg(test)]
mod tests;
