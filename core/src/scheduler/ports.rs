//! Ports of the node that a pod takes for itself, and when two pods want the same one.
//!
//! Models `scheduler/util` (GetHostPorts) and `kube-scheduler/framework/types.go` (HostPortInfo.CheckConflict).

use super::resources::is_sidecar;
use crate::objects::json;
use serde_json::Value;
use std::fmt;
use std::sync::Arc;

/// A port of the node.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct HostPort {
    /// `hostIP`; `0.0.0.0` if absent.
    pub ip: Arc<str>,
    /// `protocol`; `TCP` if absent.
    pub protocol: Arc<str>,
    /// `hostPort`.
    pub port: i64,
}

const EVERY_ADDRESS: &str = "0.0.0.0";

impl HostPort {
    /// Ports wanted by the containers and sidecars of a pod. With `hostNetwork` each port is one of the node: the API server
    /// writes that into pods, not into templates (`defaults.go`, `defaultHostNetworkPorts`).
    pub fn of_spec(spec: &Value) -> Vec<Self> {
        let on_host = json::flag(spec, "hostNetwork");
        let sidecars = json::list(spec, "initContainers")
            .iter()
            .filter(|container| is_sidecar(container));
        json::list(spec, "containers")
            .iter()
            .chain(sidecars)
            .flat_map(|container| json::list(container, "ports"))
            .filter_map(|port| Self::from_json(port, on_host))
            .collect()
    }

    fn from_json(port: &Value, on_host: bool) -> Option<Self> {
        let number = |field: &str| json::integer(port, field).filter(|number| *number > 0);
        Some(Self {
            ip: json::non_empty(port, "hostIP").unwrap_or_else(|| EVERY_ADDRESS.into()),
            protocol: json::non_empty(port, "protocol").unwrap_or_else(|| "TCP".into()),
            port: number("hostPort").or_else(|| number("containerPort").filter(|_| on_host))?,
        })
    }

    /// Whether both cannot be open on one node.
    pub fn conflicts_with(&self, other: &Self) -> bool {
        let same_address = self.ip == other.ip || &*self.ip == EVERY_ADDRESS || &*other.ip == EVERY_ADDRESS;
        self.port == other.port && self.protocol == other.protocol && same_address
    }
}

/// `0.0.0.0:9100/TCP`.
impl fmt::Display for HostPort {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}/{}", self.ip, self.port, self.protocol)
    }
}
