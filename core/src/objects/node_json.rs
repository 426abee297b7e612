//! `v1.Node` as JSON, both ways: what the simulation shows, exports and takes as a command.

use super::{ConditionStatus, Node, Taint};
use crate::manifest::quantity::Quantity;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Value, json};

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
            .map(|(name, thousandths)| (name.to_string(), quantity_json(*thousandths)))
            .collect();
        let addresses: Vec<Value> = [("InternalIP", &info.internal_ip), ("ExternalIP", &info.external_ip)]
            .into_iter()
            .filter(|(_, address)| !address.is_empty())
            .map(|(kind, address)| json!({ "type": kind, "address": address }))
            .collect();
        let mut status = Map::new();
        status.insert("conditions".into(), self.conditions_json());
        if !allocatable.is_empty() {
            status.insert("allocatable".into(), Value::Object(allocatable));
        }
        if !addresses.is_empty() {
            status.insert("addresses".into(), Value::Array(addresses));
        }
        let details = [
            ("kubeletVersion", &info.kubelet_version),
            ("osImage", &info.os_image),
            ("kernelVersion", &info.kernel_version),
            ("containerRuntimeVersion", &info.container_runtime_version),
        ];
        let details: Map<String, Value> = details
            .into_iter()
            .filter(|(_, text)| !text.is_empty())
            .map(|(key, text)| (key.into(), json!(text)))
            .collect();
        if !details.is_empty() {
            status.insert("nodeInfo".into(), Value::Object(details));
        }
        Value::Object(status)
    }

    fn conditions_json(&self) -> Value {
        let of = self.conditions;
        let holds = |holds| {
            if holds {
                ConditionStatus::True
            } else {
                ConditionStatus::False
            }
        };
        let all = [
            ("MemoryPressure", holds(of.memory_pressure)),
            ("DiskPressure", holds(of.disk_pressure)),
            ("PIDPressure", holds(of.pid_pressure)),
            ("NetworkUnavailable", holds(of.network_unavailable)),
            ("Ready", of.ready),
        ];
        all.into_iter()
            .map(|(kind, status)| json!({ "type": kind, "status": status }))
            .collect()
    }
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
                "conditions": [{ "type": "Ready", "status": "Unknown" }, { "type": "DiskPressure", "status": "True" }],
                "allocatable": { "cpu": "1900m", "memory": "3Gi", "pods": "110" },
                "addresses": [{ "type": "InternalIP", "address": "10.0.0.1" }],
                "nodeInfo": { "kubeletVersion": "v1.36.2" },
            },
        }));
        assert_eq!(Node::from_json(&node.to_json()), node);
    }
}
