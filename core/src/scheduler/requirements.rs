//! What the scheduler and the kubelet read of a pod's spec, read once and shared by all pods of one template.

use super::inter_pod::PodAffinityTerm;
use super::ports::HostPort;
use super::resources::Resources;
use super::spread::SpreadConstraint;
use super::volumes::PodVolume;
use crate::controller::{RequiredNodeAffinity, Toleration};
use crate::manifest::quantity::Quantity;
use crate::objects::{Node, Taint, TaintEffect, json};
use serde_json::Value;
use std::sync::{Arc, LazyLock};

/// What a pod needs of a node, and how it stands to other pods.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PodRequirements {
    /// The effective request.
    pub requests: Resources,
    /// Ports of the node that it takes.
    pub host_ports: Vec<HostPort>,
    /// `nodeSelector` and required node affinity. Those of a DaemonSet's pod are replaced by the pin to its node.
    pub node_affinity: RequiredNodeAffinity,
    /// `tolerations`, for a DaemonSet's pod with the automatic ones.
    pub tolerations: Vec<Toleration>,
    /// `nodeName`.
    pub node_name: Option<Arc<str>>,
    /// `priority`, or that of a built-in `priorityClassName`, or 0.
    pub priority: i64,
    /// `preemptionPolicy`.
    pub preemption_policy: PreemptionPolicy,
    /// Required `podAffinity`.
    pub pod_affinity: Vec<PodAffinityTerm>,
    /// Required `podAntiAffinity`.
    pub pod_anti_affinity: Vec<PodAffinityTerm>,
    /// `topologySpreadConstraints` that forbid.
    pub spread: Vec<SpreadConstraint>,
    /// Volumes that matter.
    pub volumes: Vec<PodVolume>,
    /// Names of `schedulingGates`.
    pub scheduling_gates: Vec<Arc<str>>,
    /// No container requests or limits cpu or memory: first to go when memory runs out.
    pub best_effort: bool,
    /// `os.name`.
    pub os: Option<Arc<str>>,
    /// Names of `securityContext.sysctls`.
    pub sysctls: Vec<Arc<str>>,
    /// `hostNetwork`.
    pub host_network: bool,
    /// `hostIPC`.
    pub host_ipc: bool,
}

/// Whether a pod may push others off a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PreemptionPolicy {
    /// Those of lower priority. Also when the field is absent.
    PreemptLowerPriority,
    /// Nobody.
    Never,
}

/// Those of a pod whose spec is not known.
static UNASKED: LazyLock<PodRequirements> = LazyLock::new(|| PodRequirements::from_spec(&Value::Null));

impl PodRequirements {
    /// What a pod asks for whose spec is not known: nothing.
    pub fn unasked() -> &'static Self {
        &UNASKED
    }

    /// Reads a pod's `spec`.
    pub fn from_spec(spec: &Value) -> Self {
        Self {
            requests: Resources::requested_by(spec),
            host_ports: HostPort::of_spec(spec),
            node_affinity: RequiredNodeAffinity::from_json(spec),
            tolerations: json::list(spec, "tolerations")
                .iter()
                .map(Toleration::from_json)
                .collect(),
            node_name: json::non_empty(spec, "nodeName"),
            priority: priority(spec),
            preemption_policy: match json::text(spec, "preemptionPolicy") {
                "Never" => PreemptionPolicy::Never,
                _ => PreemptionPolicy::PreemptLowerPriority,
            },
            pod_affinity: PodAffinityTerm::of_spec(spec, "podAffinity"),
            pod_anti_affinity: PodAffinityTerm::of_spec(spec, "podAntiAffinity"),
            spread: SpreadConstraint::of_spec(spec),
            volumes: PodVolume::of_spec(spec),
            scheduling_gates: names(json::list(spec, "schedulingGates")),
            best_effort: is_best_effort(spec),
            os: spec.get("os").and_then(|os| json::non_empty(os, "name")),
            sysctls: names(
                spec.get("securityContext")
                    .map_or(&[], |context| json::list(context, "sysctls")),
            ),
            host_network: json::flag(spec, "hostNetwork"),
            host_ipc: json::flag(spec, "hostIPC"),
        }
    }

    /// What the pods of a DaemonSet need: the template's, with the automatic tolerations, and instead of the required
    /// node affinity (which every created pod has replaced by a pin to its node) none at all.
    pub fn of_daemon_pod(spec: &Value, tolerations: &[Toleration]) -> Self {
        let mut requirements = Self::from_spec(spec);
        requirements.tolerations = tolerations.to_vec();
        requirements.node_affinity.terms = None;
        requirements
    }

    /// The first taint of `node` that keeps new pods away and that nothing tolerates.
    pub fn untolerated_taint<'a>(&self, node: &'a Node) -> Option<&'a Taint> {
        node.taints.iter().find(|taint| {
            matches!(taint.effect, TaintEffect::NoSchedule | TaintEffect::NoExecute) && !self.tolerates(taint)
        })
    }

    /// Whether a toleration tolerates `taint`.
    pub fn tolerates(&self, taint: &Taint) -> bool {
        self.tolerations.iter().any(|toleration| toleration.tolerates(taint))
    }

    /// Whether the kubelet spares the pod when something runs out (`types.IsCriticalPod`).
    pub const fn is_critical(&self) -> bool {
        self.priority >= SYSTEM_CRITICAL_PRIORITY
    }

    /// Whether it depends on pods of other nodes whether a pod that is pinned to one node may go there.
    pub fn looks_at_other_nodes(&self) -> bool {
        !self.pod_affinity.is_empty() || self.keeps_away_from_other_nodes() || self.spreads_over_other_nodes()
    }

    /// Whether this pod keeps others from other nodes than its own.
    pub fn keeps_away_from_other_nodes(&self) -> bool {
        let beyond = |term: &PodAffinityTerm| &*term.topology_key != "kubernetes.io/hostname";
        self.pod_anti_affinity.iter().any(beyond)
    }

    /// A constraint that honors node affinity counts the one node that the pod is pinned to, and no other.
    fn spreads_over_other_nodes(&self) -> bool {
        self.spread.iter().any(|constraint| !constraint.honors_affinity)
    }
}

const SYSTEM_CRITICAL_PRIORITY: i64 = 2_000_000_000;
const NODE_CRITICAL_PRIORITY: i64 = SYSTEM_CRITICAL_PRIORITY + 1000;

fn priority(spec: &Value) -> i64 {
    json::integer(spec, "priority").unwrap_or_else(|| match json::text(spec, "priorityClassName") {
        "system-node-critical" => NODE_CRITICAL_PRIORITY,
        "system-cluster-critical" => SYSTEM_CRITICAL_PRIORITY,
        _ => 0,
    })
}

fn names(items: &[Value]) -> Vec<Arc<str>> {
    items.iter().map(|item| json::shared(item, "name")).collect()
}

/// Quality of service class BestEffort (`qos.go`, ComputePodQOS).
fn is_best_effort(spec: &Value) -> bool {
    let asks = |holder: &Value| {
        holder.get("resources").is_some_and(|resources| {
            let named = |list: &str, name: &str| {
                let amount = resources.get(list).and_then(|list| list.get(name));
                amount.is_some_and(|amount| Quantity::from_json(amount).is_ok_and(|amount| !amount.is_zero()))
            };
            ["requests", "limits"]
                .iter()
                .any(|list| named(list, "cpu") || named(list, "memory"))
        })
    };
    let containers = json::list(spec, "containers")
        .iter()
        .chain(json::list(spec, "initContainers"));
    !asks(spec) && !containers.into_iter().any(asks)
}
