//! How a patch changes an object: strategic merge, JSON merge patch (RFC 7396), JSON patch (RFC 6902).

mod keys;
mod strategic;
mod three_way;

pub use strategic::strategic_merge;
pub use three_way::{difference, three_way};

use serde_json::Value;

/// `patch` over `object` by RFC 7396: members are replaced, objects are merged, null removes.
pub fn json_merge(object: &mut Value, patch: &Value) {
    json_patch::merge(object, patch);
}

/// `patch` over `object` by RFC 6902; what is wrong with it otherwise.
pub fn json_patch(object: &mut Value, patch: &Value) -> Result<(), String> {
    let operations: json_patch::Patch = serde_json::from_value(patch.clone()).map_err(|error| error.to_string())?;
    json_patch::patch(object, &operations).map_err(|error| error.to_string())
}
