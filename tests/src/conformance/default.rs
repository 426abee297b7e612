//! The kind `default`: an object after defaulting, and as a create stores it.

use everynode_core::manifest::decode::decode_request;
use everynode_core::manifest::defaulting::{default_daemon_set, store_new};
use serde_json::Value;

use super::Context;
use super::compare::same_object;

pub(super) fn check(case: &Value, _context: &Context) -> Result<(), String> {
    let text = case["input"]["yaml"].as_str().ok_or("the case has no text")?;
    let decoded = decode_request(text);
    if let Some(error) = decoded.decode_error() {
        return Err(format!("cannot be decoded: {error}"));
    }
    let mut daemon_set = decoded.value;
    default_daemon_set(&mut daemon_set);
    same_object(&case["expect"]["daemonSet"], &daemon_set).map_err(|difference| format!("daemonSet{difference}"))?;
    let stored = store_new(daemon_set, "default");
    same_object(&case["expect"]["stored"], &stored).map_err(|difference| format!("stored{difference}"))
}
