//! The engine as a JavaScript module: thin. Every function turns its arguments into the engine's values, asks the engine,
//! and turns the answer into plain objects; nothing is decided here. The types are in `types.ts`.

mod check;
mod convert;
mod input;
mod preview;
mod simulation;

use wasm_bindgen::prelude::wasm_bindgen;

pub use check::check;
pub use preview::preview;
pub use simulation::Simulation;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("types.ts");

/// The version of this module, and of the Kubernetes whose behaviour it has.
#[wasm_bindgen(unchecked_return_type = "Version")]
pub fn version() -> wasm_bindgen::JsValue {
    convert::to_js(&serde_json::json!({
        "everynode": env!("CARGO_PKG_VERSION"),
        "kubernetes": "v1.36.2",
    }))
}
