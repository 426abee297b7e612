//! What a pod asks for and a node has: cpu, memory, ephemeral storage, and every other resource by name.
//!
//! Models `component-helpers/resource/helpers.go` (PodRequests) and `scheduler/framework/types.go` (Resource).

use super::view::BoundPod;
use crate::manifest::quantity::Quantity;
use crate::objects::{Node, json};
use crate::ordered::Gather;
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Amounts of resources, in the units the scheduler counts with.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Resources {
    /// `cpu`, in thousandths of a core.
    pub cpu_millis: i128,
    /// `memory`, in bytes.
    pub memory_bytes: i128,
    /// `ephemeral-storage`, in bytes.
    pub ephemeral_storage_bytes: i128,
    /// Extended resources, huge pages and the like, in whole units, by name.
    pub extended: BTreeMap<Arc<str>, i128>,
}

impl Resources {
    /// The effective request of a pod ([`Amounts::of_pod`]), in the units the scheduler counts with.
    pub fn requested_by(spec: &Value) -> Self {
        Amounts::of_pod(spec, "requests").counted()
    }

    /// Whether nothing is asked for, so that only the number of pods on a node matters.
    pub fn is_empty(&self) -> bool {
        self.cpu_millis == 0 && self.memory_bytes == 0 && self.ephemeral_storage_bytes == 0 && self.extended.is_empty()
    }

    /// Adds what somebody else asks for.
    pub fn add(&mut self, other: &Self) {
        self.cpu_millis += other.cpu_millis;
        self.memory_bytes += other.memory_bytes;
        self.ephemeral_storage_bytes += other.ephemeral_storage_bytes;
        for (name, amount) in &other.extended {
            *self.extended.entry(Arc::clone(name)).or_default() += amount;
        }
    }

    /// The same without extended resources of which `node` has none: the kubelet leaves those to somebody else
    /// (`predicate.go`, removeMissingExtendedResources).
    #[must_use]
    pub fn without_missing_extended(&self, node: &Node) -> Self {
        let mut known = self.clone();
        known
            .extended
            .retain(|name, _| !is_extended(name) || allocatable_of(node, name) != 0);
        known
    }

    /// Name and amount of every resource with an amount other than zero: cpu, memory, ephemeral storage, the others.
    pub fn iter(&self) -> impl Iterator<Item = (&str, i128)> {
        let named = [
            ("cpu", self.cpu_millis),
            ("memory", self.memory_bytes),
            ("ephemeral-storage", self.ephemeral_storage_bytes),
        ];
        let extended = self.extended.iter().map(|(name, amount)| (&**name, *amount));
        named.into_iter().chain(extended).filter(|(_, amount)| *amount != 0)
    }

    /// The amount of one resource.
    pub fn get(&self, name: &str) -> i128 {
        match name {
            "cpu" => self.cpu_millis,
            "memory" => self.memory_bytes,
            "ephemeral-storage" => self.ephemeral_storage_bytes,
            _ => self.extended.get(name).copied().unwrap_or_default(),
        }
    }
}

/// A resource of which a node has too little left for one more pod.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shortage {
    /// Its name; `pods` if the node has as many pods as it may.
    pub resource: Arc<str>,
    /// What the pod asks for: thousandths of a core, bytes or units.
    pub requested: i128,
    /// What the other pods have been given.
    pub used: i128,
    /// What the node has in all.
    pub capacity: i128,
}

/// The resource that every pod takes one of.
pub(super) const PODS: &str = "pods";

/// What `node`, with `pods` on it, has too little of for one more pod with these `requests`: room for a pod, cpu,
/// memory, ephemeral storage, then the others by name (`noderesources.Fits`).
pub(crate) fn shortages(node: &Node, pods: &[BoundPod<'_>], requests: &Resources) -> Vec<Shortage> {
    let short_of = |resource: &str, requested: i128, used: i128| {
        let capacity = allocatable_of(node, resource);
        (requested > 0 && requested > capacity - used).then(|| Shortage {
            resource: resource.into(),
            requested,
            used,
            capacity,
        })
    };
    let mut shortages: Vec<Shortage> = short_of(PODS, 1, pods.len() as i128).into_iter().collect();
    if !requests.is_empty() {
        let mut used = Resources::default();
        for pod in pods {
            used.add(&pod.requirements.requests);
        }
        shortages.extend(
            requests
                .iter()
                .filter_map(|(name, amount)| short_of(name, amount, used.get(name))),
        );
    }
    shortages
}

/// What `node` offers of a resource, in the units of [`Resources`]; 0 if it does not say.
pub fn allocatable_of(node: &Node, name: &str) -> i128 {
    let thousandths = node.allocatable.get(name).copied().unwrap_or_default();
    if name == "cpu" {
        bounded(thousandths)
    } else {
        let partial_unit = thousandths.rem_euclid(1000) > 0;
        bounded(thousandths.div_euclid(1000) + i128::from(partial_unit))
    }
}

/// Kubernetes counts in 64 bits; in 128, sums of such amounts cannot overflow.
fn bounded(amount: i128) -> i128 {
    amount.clamp(i64::MIN.into(), i64::MAX.into())
}

/// A container that `restartPolicy: Always` makes a sidecar.
pub(super) fn is_sidecar(container: &Value) -> bool {
    json::text(container, "restartPolicy") == "Always"
}

/// Exact amounts by resource name: they are rounded only once they are summed up.
#[derive(Clone, Default)]
pub(crate) struct Amounts(BTreeMap<String, Quantity>);

impl Amounts {
    /// The effective `requests` or `limits` of a pod: containers and sidecars side by side, or the largest init container
    /// with the sidecars before it, whichever is more; what is set for the whole pod instead of these; and the overhead
    /// (semantics 8.4), which is added only to those limits that there are.
    pub(crate) fn of_pod(spec: &Value, list: &str) -> Self {
        let of = |holder: &Value| amounts(holder.get("resources").and_then(|resources| resources.get(list)));
        let mut total = Self::default();
        for container in json::list(spec, "containers") {
            total.add(&of(container));
        }
        let (mut sidecars, mut init_peak) = (Self::default(), Self::default());
        for container in json::list(spec, "initContainers") {
            let mut demand = of(container);
            if is_sidecar(container) {
                total.add(&demand);
                sidecars.add(&demand);
                demand = sidecars.clone();
            } else {
                demand.add(&sidecars);
            }
            init_peak.raise_to(&demand);
        }
        total.raise_to(&init_peak);
        for (name, amount) in of(spec).0 {
            if is_pod_level(&name) {
                total.0.insert(name, amount);
            }
        }
        let mut overhead = amounts(spec.get("overhead"));
        if list == "limits" {
            overhead
                .0
                .retain(|name, _| total.0.get(name).is_some_and(|limit| !limit.is_zero()));
        }
        total.add(&overhead);
        total
    }

    /// The amount of one resource, nought if there is none.
    pub(crate) fn get(&self, name: &str) -> Quantity {
        self.0.get(name).cloned().unwrap_or_default()
    }

    /// Adds what somebody else asks for.
    pub(crate) fn add(&mut self, other: &Self) {
        for (name, amount) in &other.0 {
            let sum = self.0.get(name).map_or_else(|| amount.clone(), |mine| mine.add(amount));
            self.0.insert(name.clone(), sum);
        }
    }

    fn raise_to(&mut self, other: &Self) {
        for (name, amount) in &other.0 {
            if self.0.get(name).is_none_or(|mine| mine < amount) {
                self.0.insert(name.clone(), amount.clone());
            }
        }
    }

    fn counted(self) -> Resources {
        let mut resources = Resources::default();
        for (name, amount) in self.0 {
            match name.as_str() {
                "cpu" => resources.cpu_millis = bounded(amount.milli_value()),
                "memory" => resources.memory_bytes = bounded(amount.value()),
                "ephemeral-storage" => resources.ephemeral_storage_bytes = bounded(amount.value()),
                _ if is_counted(&name) => {
                    resources.extended.insert(name.into(), bounded(amount.value()));
                }
                _ => {}
            }
        }
        resources
    }
}

/// A map of quantities. What is no quantity was refused long before the scheduler, and counts as absent.
fn amounts(map: Option<&Value>) -> Amounts {
    let entries = map.and_then(Value::as_object).into_iter().flatten();
    Amounts(
        entries
            .filter_map(|(name, value)| Some((name.clone(), Quantity::from_json(value).ok()?)))
            .gather(),
    )
}

/// Resources that `spec.resources` may set for the whole pod.
fn is_pod_level(name: &str) -> bool {
    matches!(name, "cpu" | "memory") || name.starts_with("hugepages-")
}

/// Whether the scheduler counts a resource beside the built-in ones (`v1helper.IsScalarResourceName`).
fn is_counted(name: &str) -> bool {
    let native = name.contains("kubernetes.io/");
    is_extended(name) || native || name.starts_with("hugepages-") || name.starts_with("attachable-volumes-")
}

/// Whether somebody other than Kubernetes hands the resource out (`v1helper.IsExtendedResourceName`).
fn is_extended(name: &str) -> bool {
    name.contains('/') && !name.contains("kubernetes.io/") && !name.starts_with("requests.")
}
