//! The kind `describe`: the text of `kubectl describe daemonset`.

use everynode_core::kubectl::describe::describe_daemon_set;
use serde_json::Value;

use super::compare::{items, same_text};
use super::{Context, moment};

pub(super) fn check(case: &Value, _context: &Context) -> Result<(), String> {
    let (input, expect) = (&case["input"], &case["expect"]);
    let now = moment(&input["now"])?;
    let text = describe_daemon_set(&input["daemonSet"], items(&input["pods"]), items(&input["events"]), now);
    same_text("text", expect["text"].as_str().unwrap_or_default(), &text)
}
