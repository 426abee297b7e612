//! `preview`: what applying a manifest to nodes without pods leads to.

use everynode_core::controller;
use everynode_core::explain;
use everynode_core::language::Language;
use everynode_core::objects::DaemonSet;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::sync::Arc;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::convert::{self, Finding};
use crate::simulation::Simulation;

#[derive(Deserialize, Default)]
#[serde(default)]
struct Options {
    seed: Option<u32>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PlacedNode<'a> {
    name: &'a str,
    should_run: bool,
    should_continue_running: bool,
    sentences: Vec<String>,
    reasons: Vec<controller::Reason>,
}

#[derive(Serialize)]
struct Preview<'a> {
    nodes: Vec<PlacedNode<'a>>,
    pods: Vec<Value>,
    status: Value,
    table: String,
    diagnostics: Vec<Finding>,
}

/// Which nodes get a pod and why, and the pods and the status once everything has settled. Throws what `check` finds.
#[wasm_bindgen(unchecked_return_type = "Preview")]
pub fn preview(
    manifest: &str,
    nodes: &str,
    #[wasm_bindgen(unchecked_optional_param_type = "PreviewOptions")] options: JsValue,
) -> Result<JsValue, JsValue> {
    let options: Options = convert::optional(options, "options")?;
    let mut simulation = Simulation::empty(u64::from(options.seed.unwrap_or(1)));
    let mut diagnostics = simulation.set_nodes(nodes)?;
    diagnostics.append(&mut simulation.apply_manifest(manifest)?);
    simulation.run_to_rest(None);
    Ok(convert::to_js(&Preview {
        nodes: simulation
            .daemon_set()
            .map_or_else(Vec::new, |set| placed_nodes(&simulation, set)),
        pods: simulation.pods(),
        status: simulation
            .daemon_sets()
            .pop()
            .map_or(Value::Null, |mut set| set["status"].take()),
        table: simulation.table(),
        diagnostics,
    }))
}

fn placed_nodes<'a>(simulation: &'a Simulation, set: &Arc<DaemonSet>) -> Vec<PlacedNode<'a>> {
    let placed = |node| {
        let placement = controller::place(&set.template, node);
        (node, placement)
    };
    let nodes = simulation
        .engine()
        .cluster()
        .nodes
        .values()
        .map(|node| placed(node.as_ref()));
    nodes
        .map(|(node, placement)| PlacedNode {
            name: &node.name,
            should_run: placement.should_run,
            should_continue_running: placement.should_continue_running,
            sentences: placement
                .reasons
                .iter()
                .map(|reason| explain::reason(reason, Language::English))
                .collect(),
            reasons: placement.reasons,
        })
        .collect()
}
