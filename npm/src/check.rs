//! `check`: what the API server would say to a manifest.

use everynode_core::admission::{PodSecurity, review_manifest};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::convert::{self, Finding, refusal};
use crate::input;

#[derive(Deserialize, Default)]
#[serde(default)]
struct Options {
    old: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Report {
    allowed: bool,
    diagnostics: Vec<Finding>,
    pod_security: Option<PodSecurity>,
}

/// What the API server would say to this manifest, every finding with its place. Throws if the `old` one, which it is
/// to update, is itself refused.
#[wasm_bindgen(unchecked_return_type = "Report")]
pub fn check(
    manifest: &str,
    #[wasm_bindgen(unchecked_optional_param_type = "CheckOptions")] options: JsValue,
) -> Result<JsValue, JsValue> {
    let options: Options = convert::optional(options, "options")?;
    let old = options.old.as_deref().map(stored).transpose()?;
    let review = review_manifest(manifest, old.as_ref());
    let diagnostics = convert::findings(manifest, review.diagnostics);
    let report = Report {
        allowed: convert::allowed(&diagnostics),
        diagnostics,
        pod_security: review.pod_security,
    };
    Ok(convert::to_js(&report))
}

/// The object that a server holds after this manifest was applied: only a stored object can be updated, and that has
/// what the server gives to each.
fn stored(manifest: &str) -> Result<Value, JsValue> {
    let mut object = input::manifest(manifest, None)
        .accepted()
        .map_err(|findings| refusal(&findings))?;
    object["metadata"]["uid"] = "11111111-1111-4111-8111-111111111111".into();
    object["metadata"]["resourceVersion"] = "1".into();
    Ok(object)
}
