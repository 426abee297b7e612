//! The kind `hash`: the pod template hash of a stored template, with and without a collision count.

use everynode_core::manifest::hash::template_hash;
use serde_json::Value;

use super::{Context, compare};

pub(super) fn check(case: &Value, _context: &Context) -> Result<(), String> {
    let input = &case["input"];
    let collision_count = match input["collisionCount"].as_i64() {
        Some(count) => Some(i32::try_from(count).map_err(|error| error.to_string())?),
        None => None,
    };
    let hash = template_hash(&input["template"], collision_count);
    compare::same(
        "hash",
        case["expect"]["hash"].as_str().unwrap_or_default(),
        hash.as_str(),
    )
}
