//! Names that the simulation needs until the sync itself is here: to be replaced by the real ones.
#![expect(missing_docs, reason = "replaced by the sync")]

use crate::objects::{DaemonSet, Node, Pod, PodTemplate};
use serde::Serialize;
use serde_json::Value;

#[derive(Debug, Clone, PartialEq, Default)]
pub struct ControllerMemory;

#[derive(Debug, Clone, PartialEq, Serialize)]
pub enum CreateReason {}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub enum DeleteReason {}

pub fn node_change_wakes(_: &DaemonSet, _: usize, _: Option<&Node>, _: &Node) -> bool {
    true
}

pub fn pod_from_template(_: &Pod, template: &PodTemplate) -> Value {
    template.json.clone()
}
