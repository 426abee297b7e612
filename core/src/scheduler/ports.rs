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
    /// Ports wanted by the containers and sidecars of a pod.
    pub fn of_spec(spec: &Value) -> Vec<Self> {
        let sidecars = json::list(spec, "initContainers")
            .iter()
            .filter(|container| is_sidecar(container));
        json::list(spec, "containers")
            .iter()
            .chain(sidecars)
            .flat_map(|container| json::list(container, "ports"))
            .filter_map(Self::from_json)
            .collect()
    }

    fn from_json(port: &Value) -> Option<Self> {
        Some(Self {
            ip: json::non_empty(port, "hostIP").unwrap_or_else(|| EVERY_ADDRESS.into()),
            protocol: json::non_empty(port, "protocol").unwrap_or_else(|| "TCP".into()),
            port: json::integer(port, "hostPort").filter(|number| *number > 0)?,
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
