//! `v1.Node` as JSON, both ways: what the simulation shows, exports and takes as a command.

use super::{ConditionStatus, Node, Taint};
use crate::manifest::quantity::Quantity;
use crate::ordered::Gather;
use crate::time::SimTime;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Value, json};

/// What `status.nodeInfo` has in any case, beside what [`crate::objects::NodeInfo`] names.
const EMPTY_DETAILS: [&str; 5] = [
    "bootID",
    "kubeProxyVersion",
    "machineID",
    "operatingSystem",
    "systemUUID",
];

impl Node {
    /// The `v1.Node`.
    pub fn to_json(&self) -> Value {
        let mut metadata = Map::new();
        metadata.insert("name".into(), json!(self.name));
        for (key, labels) in [("labels", &self.labels), ("annotations", &self.annotations)] {
            if !labels.is_empty() {
                metadata.insert(key.into(), labels.to_json());
            }
        }
        if let Some(created) = self.created {
            metadata.insert("creationTimestamp".into(), json!(created.to_string()));
        }
        let mut spec = Map::new();
        if !self.info.pod_cidr.is_empty() {
            spec.insert("podCIDR".into(), json!(self.info.pod_cidr));
            spec.insert("podCIDRs".into(), json!([self.info.pod_cidr]));
        }
        if !self.taints.is_empty() {
            spec.insert("taints".into(), self.taints.iter().map(taint_json).collect());
        }
        if self.unschedulable {
            spec.insert("unschedulable".into(), json!(true));
        }
        json!({
            "apiVersion": "v1",
            "kind": "Node",
            "metadata": metadata,
            "spec": spec,
            "status": self.status_json(),
        })
    }

    fn status_json(&self) -> Value {
        let info = &self.info;
        let allocatable: Map<String, Value> = self
            .allocatable
            .iter()
            .map(|(name, thousandths)| (name.to_string(), self.spelled(name, *thousandths)))
            .gather();
        let addresses: Vec<Value> = [
            ("InternalIP", &info.internal_ip),
            ("ExternalIP", &info.external_ip),
            ("Hostname", &info.host_name),
        ]
        .into_iter()
        .filter(|(_, address)| !address.is_empty())
        .map(|(kind, address)| json!({ "type": kind, "address": address }))
        .collect();
        let mut status = Map::new();
        status.insert("conditions".into(), self.conditions_json());
        if !allocatable.is_empty() {
            status.insert("allocatable".into(), Value::Object(allocatable));
        }
        if !info.capacity.is_null() {
            status.insert("capacity".into(), info.capacity.clone());
        }
        if !addresses.is_empty() {
            status.insert("addresses".into(), Value::Array(addresses));
        }
        let details = [
            ("kubeletVersion", &info.kubelet_version),
            ("osImage", &info.os_image),
            ("kernelVersion", &info.kernel_version),
            ("containerRuntimeVersion", &info.container_runtime_version),
            ("architecture", &info.architecture),
        ];
        let others = info.details.iter().map(|(key, text)| (key.as_str(), text));
        // The API writes these even where they are empty.
        let mut machine: Map<String, Value> = EMPTY_DETAILS.map(|key| (key.into(), json!(""))).into_iter().gather();
        machine.extend(
            details
                .into_iter()
                .chain(others)
                .map(|(key, text)| (key.into(), json!(text))),
        );
        status.insert("nodeInfo".into(), Value::Object(machine));
        Value::Object(status)
    }

    /// What is allocatable of a resource, as it was written if it still is so much.
    fn spelled(&self, name: &str, thousandths: i128) -> Value {
        let written = self.info.allocatable.get(name);
        let same =
            |written: &&Value| Quantity::from_json(written).is_ok_and(|quantity| quantity.milli_value() == thousandths);
        written
            .filter(same)
            .cloned()
            .unwrap_or_else(|| quantity_json(thousandths))
    }

    fn conditions_json(&self) -> Value {
        let (of, since) = (self.conditions, self.transitions);
        let unheard = of.ready == ConditionStatus::Unknown;
        let pressure = |holds| match (unheard, holds) {
            (true, _) => ConditionStatus::Unknown,
            (false, true) => ConditionStatus::True,
            (false, false) => ConditionStatus::False,
        };
        let mut all = vec![
            ("MemoryPressure", pressure(of.memory_pressure), since.memory_pressure),
            ("DiskPressure", pressure(of.disk_pressure), since.disk_pressure),
            ("PIDPressure", pressure(of.pid_pressure), since.pid_pressure),
            ("Ready", of.ready, since.ready),
        ];
        if of.network_unavailable {
            // Only network plugins and clouds set it; where they do not, there is no such condition.
            all.insert(
                0,
                ("NetworkUnavailable", ConditionStatus::True, since.network_unavailable),
            );
        }
        all.into_iter()
            .map(|(kind, status, since)| condition_json(kind, status, since))
            .collect()
    }
}

/// A condition with the kubelet's reason and message, or those of the node life cycle controller where the kubelet is
/// silent (`pkg/kubelet/nodestatus/setters.go`, `node_lifecycle_controller.go`).
fn condition_json(kind: &str, status: ConditionStatus, since: Option<SimTime>) -> Value {
    let (reason, message) = match (kind, status) {
        ("NetworkUnavailable", _) => ("NoRouteCreated", "The network of the node is not set up"),
        (_, ConditionStatus::Unknown) => ("NodeStatusUnknown", "Kubelet stopped posting node status."),
        ("MemoryPressure", ConditionStatus::False) => {
            ("KubeletHasSufficientMemory", "kubelet has sufficient memory available")
        }
        ("MemoryPressure", ConditionStatus::True) => (
            "KubeletHasInsufficientMemory",
            "kubelet has insufficient memory available",
        ),
        ("DiskPressure", ConditionStatus::False) => ("KubeletHasNoDiskPressure", "kubelet has no disk pressure"),
        ("DiskPressure", ConditionStatus::True) => ("KubeletHasDiskPressure", "kubelet has disk pressure"),
        ("PIDPressure", ConditionStatus::False) => ("KubeletHasSufficientPID", "kubelet has sufficient PID available"),
        ("PIDPressure", ConditionStatus::True) => {
            ("KubeletHasInsufficientPID", "kubelet has insufficient PID available")
        }
        (_, ConditionStatus::True) => ("KubeletReady", "kubelet is posting ready status"),
        (_, ConditionStatus::False) => (
            "KubeletNotReady",
            "container runtime network not ready: NetworkReady=false reason:NetworkPluginNotReady message:Network plugin \
             returns error: cni plugin not initialized",
        ),
    };
    let mut condition = Map::new();
    condition.insert("type".into(), json!(kind));
    condition.insert("status".into(), json!(status));
    if let Some(since) = since {
        condition.insert("lastTransitionTime".into(), json!(since.floor_seconds().to_string()));
    }
    condition.insert("reason".into(), json!(reason));
    condition.insert("message".into(), json!(message));
    Value::Object(condition)
}

fn taint_json(taint: &Taint) -> Value {
    let mut object = Map::new();
    object.insert("key".into(), json!(taint.key));
    if !taint.value.is_empty() {
        object.insert("value".into(), json!(taint.value));
    }
    object.insert("effect".into(), json!(taint.effect));
    if let Some(added) = taint.time_added {
        object.insert("timeAdded".into(), json!(added.to_string()));
    }
    Value::Object(object)
}

/// Thousandths of a unit as a quantity: `4`, `1500m`.
fn quantity_json(thousandths: i128) -> Value {
    let text = if thousandths % 1000 == 0 {
        (thousandths / 1000).to_string()
    } else {
        format!("{thousandths}m")
    };
    json!(Quantity::parse(&text).map_or(text, |quantity| quantity.canonical()))
}

/// As [`Node::to_json`].
impl Serialize for Node {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.to_json().serialize(serializer)
    }
}

/// As [`Node::from_json`].
impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Value::deserialize(deserializer).map(|node| Self::from_json(&node))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_node_survives_being_written_and_read() {
        let node = Node::from_json(&json!({
            "metadata": { "name": "n", "labels": { "a": "b" }, "annotations": { "c": "d" } },
            "spec": { "unschedulable": true, "taints": [{ "key": "k", "effect": "NoExecute" }] },
            "status": {
                "conditions": [{ "type": "Ready", "status": "False" }, { "type": "DiskPressure", "status": "True" }],
                "allocatable": { "cpu": "1900m", "memory": "3Gi", "pods": "110" },
                "addresses": [{ "type": "InternalIP", "address": "10.0.0.1" }],
                "nodeInfo": { "kubeletVersion": "v1.36.2" },
            },
        }));
        assert_eq!(Node::from_json(&node.to_json()), node);
    }
}
