//! `apps/v1.DaemonSet`: what the controller reads of it, and its status.

use super::{Labels, json};
use crate::controller::{LabelSelector, RequiredNodeAffinity, Toleration, with_automatic_tolerations};
use crate::node::PodPlan;
use crate::scheduler::PodRequirements;
use crate::time::SimTime;
use serde::Serialize;
use serde_json::Value;
use std::sync::Arc;

/// A DaemonSet as it is stored: defaulted and accepted.
#[derive(Debug, Clone, PartialEq)]
pub struct DaemonSet {
    /// `metadata.name`.
    pub name: Arc<str>,
    /// `metadata.namespace`.
    pub namespace: Arc<str>,
    /// `metadata.uid`.
    pub uid: Arc<str>,
    /// `metadata.generation`.
    pub generation: i64,
    /// `metadata.creationTimestamp`.
    pub created: Option<SimTime>,
    /// `metadata.deletionTimestamp`.
    pub deletion: Option<SimTime>,
    /// `metadata.annotations`.
    pub annotations: Arc<Labels>,
    /// `spec.selector`, over pods.
    pub selector: LabelSelector,
    /// `spec.template`.
    pub template: Arc<PodTemplate>,
    /// The annotation `deprecated.daemonset.template.generation`; `None` if it is absent or no integer.
    pub template_generation: Option<i64>,
    /// `spec.updateStrategy`.
    pub strategy: UpdateStrategy,
    /// `spec.minReadySeconds`.
    pub min_ready_seconds: i64,
    /// `spec.revisionHistoryLimit`.
    pub revision_history_limit: Option<i64>,
    /// `status`.
    pub status: DaemonSetStatus,
    /// The whole object as stored, without `status`: what `kubectl get -o yaml` shows and an edit starts from.
    pub json: Arc<Value>,
}

/// `spec.template`: the JSON that is hashed and copied, and what decisions read of it.
#[derive(Debug, Clone, PartialEq)]
pub struct PodTemplate {
    /// The template as stored.
    pub json: Value,
    /// `metadata.labels`.
    pub labels: Labels,
    /// `spec.nodeName`.
    pub node_name: Option<Arc<str>>,
    /// `spec.nodeSelector` and the required node affinity.
    pub node_affinity: RequiredNodeAffinity,
    /// `spec.tolerations` followed by the automatic ones (semantics 3.5).
    pub tolerations: Vec<Toleration>,
    /// `spec.hostNetwork`.
    pub host_network: bool,
    /// What scheduler and kubelet ask of it.
    pub requirements: PodRequirements,
    /// What a kubelet does with its containers.
    pub plan: PodPlan,
}

/// `spec.updateStrategy`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UpdateStrategy {
    /// Pods are replaced when somebody deletes them.
    OnDelete,
    /// Pods are replaced node by node.
    RollingUpdate {
        /// How many nodes may be without an available pod.
        max_unavailable: IntOrPercent,
        /// How many nodes may have an old and a new pod.
        max_surge: IntOrPercent,
    },
}

/// A count, or a share of the nodes that should run the pod.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IntOrPercent {
    /// So many nodes.
    Int(i64),
    /// So many per cent, rounded up.
    Percent(i64),
}

impl IntOrPercent {
    /// The count of `total` that this means; percentages round up (`intstr.go`, GetScaledValueFromIntOrPercent).
    pub const fn scaled(self, total: i64) -> i64 {
        match self {
            Self::Int(count) => count,
            Self::Percent(percent) => (percent * total + 99).div_euclid(100),
        }
    }
}

/// The annotation that carries `templateGeneration` in `apps/v1`.
pub const TEMPLATE_GENERATION_ANNOTATION: &str = "deprecated.daemonset.template.generation";

impl DaemonSet {
    /// Reads an `apps/v1.DaemonSet` as it is stored. Absent fields are empty or zero.
    pub fn from_json(object: &Value) -> Self {
        let metadata = json::metadata(object);
        let spec = &object["spec"];
        let annotations = json::labels(metadata, "annotations");
        let mut stored = object.clone();
        if let Some(fields) = stored.as_object_mut() {
            fields.remove("status");
        }
        Self {
            name: json::shared(metadata, "name"),
            namespace: json::shared(metadata, "namespace"),
            uid: json::shared(metadata, "uid"),
            generation: json::integer(metadata, "generation").unwrap_or_default(),
            created: json::time(metadata, "creationTimestamp"),
            deletion: json::time(metadata, "deletionTimestamp"),
            template_generation: annotations
                .get(TEMPLATE_GENERATION_ANNOTATION)
                .and_then(|value| value.parse().ok()),
            annotations: Arc::new(annotations),
            selector: LabelSelector::from_json(spec.get("selector")),
            template: Arc::new(PodTemplate::from_json(spec.get("template").unwrap_or(&Value::Null))),
            strategy: UpdateStrategy::from_json(spec),
            min_ready_seconds: json::integer(spec, "minReadySeconds").unwrap_or_default(),
            revision_history_limit: json::integer(spec, "revisionHistoryLimit"),
            status: DaemonSetStatus::from_json(&object["status"]),
            json: Arc::new(stored),
        }
    }
}

impl PodTemplate {
    /// Reads a `v1.PodTemplateSpec`.
    pub fn from_json(template: &Value) -> Self {
        let spec = &template["spec"];
        let tolerations: Vec<_> = with_automatic_tolerations(spec)
            .iter()
            .map(Toleration::from_json)
            .collect();
        Self {
            requirements: PodRequirements::of_daemon_pod(spec, &tolerations),
            plan: PodPlan::from_spec(spec),
            json: template.clone(),
            labels: json::labels(json::metadata(template), "labels"),
            node_name: json::non_empty(spec, "nodeName"),
            node_affinity: RequiredNodeAffinity::from_json(spec),
            tolerations,
            host_network: json::flag(spec, "hostNetwork"),
        }
    }
}

impl PodTemplate {
    /// What scheduler and kubelet need to know of a pod that no DaemonSet made: a `v1.Pod`, without what they write.
    pub fn of_pod(pod: &Value) -> Self {
        let metadata = |key: &str| json::metadata(pod).get(key).cloned();
        let mut head = serde_json::Map::new();
        for key in ["labels", "annotations"] {
            if let Some(value) = metadata(key) {
                head.insert(key.to_owned(), value);
            }
        }
        let mut spec = pod["spec"].clone();
        if let Some(members) = spec.as_object_mut() {
            members.remove("nodeName");
        }
        let tolerations: Vec<_> = json::list(&spec, "tolerations")
            .iter()
            .map(Toleration::from_json)
            .collect();
        Self {
            requirements: PodRequirements::from_spec(&pod["spec"]),
            plan: PodPlan::from_spec(&spec),
            labels: json::labels(json::metadata(pod), "labels"),
            node_name: json::non_empty(&pod["spec"], "nodeName"),
            node_affinity: RequiredNodeAffinity::from_json(&spec),
            tolerations,
            host_network: json::flag(&spec, "hostNetwork"),
            json: serde_json::json!({ "metadata": head, "spec": spec }),
        }
    }
}

impl UpdateStrategy {
    /// Reads `updateStrategy` of a DaemonSet's `spec`; what is absent is as defaulting would have it.
    fn from_json(spec: &Value) -> Self {
        let strategy = &spec["updateStrategy"];
        if json::text(strategy, "type") == "OnDelete" {
            return Self::OnDelete;
        }
        let rolling = &strategy["rollingUpdate"];
        let count = |key: &str| rolling.get(key).and_then(IntOrPercent::from_json);
        Self::RollingUpdate {
            max_unavailable: count("maxUnavailable").unwrap_or(IntOrPercent::Int(1)),
            max_surge: count("maxSurge").unwrap_or(IntOrPercent::Int(0)),
        }
    }
}

impl IntOrPercent {
    /// Reads `3` or `"30%"`.
    pub fn from_json(value: &Value) -> Option<Self> {
        match value {
            Value::Number(number) => number.as_i64().map(Self::Int),
            Value::String(text) => text.strip_suffix('%')?.parse().ok().map(Self::Percent),
            Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
        }
    }
}

impl DaemonSetStatus {
    /// Reads `status`.
    pub fn from_json(status: &Value) -> Self {
        let count = |key| json::integer(status, key).unwrap_or_default();
        Self {
            current_number_scheduled: count("currentNumberScheduled"),
            number_misscheduled: count("numberMisscheduled"),
            desired_number_scheduled: count("desiredNumberScheduled"),
            number_ready: count("numberReady"),
            observed_generation: count("observedGeneration"),
            updated_number_scheduled: count("updatedNumberScheduled"),
            number_available: count("numberAvailable"),
            number_unavailable: count("numberUnavailable"),
            collision_count: json::integer(status, "collisionCount"),
        }
    }
}

/// `status`. All counts are of nodes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DaemonSetStatus {
    /// Nodes that should run the pod and have one.
    pub current_number_scheduled: i64,
    /// Nodes that should not run the pod and have one.
    pub number_misscheduled: i64,
    /// Nodes that should run the pod.
    pub desired_number_scheduled: i64,
    /// Of those with a pod, where it is ready.
    pub number_ready: i64,
    /// The generation that the controller last acted on.
    pub observed_generation: i64,
    /// Of those with a pod, where it is of the newest revision.
    pub updated_number_scheduled: i64,
    /// Of those with a ready pod, where it has been ready for `minReadySeconds`.
    pub number_available: i64,
    /// Desired less available.
    pub number_unavailable: i64,
    /// How often a revision's name was taken.
    pub collision_count: Option<i64>,
}

impl DaemonSetStatus {
    /// Whether every node that should run the pod has an available one, and one of the newest revision.
    pub const fn is_rolled_out(&self) -> bool {
        self.updated_number_scheduled >= self.desired_number_scheduled
            && self.number_available >= self.desired_number_scheduled
    }
}
