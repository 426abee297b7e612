//! The kind `pod`: the Pod object in the create request, and the hash in its label.

use everynode_core::controller::{create_request, template_hash};
use everynode_core::objects::DaemonSet;
use serde_json::Value;

use super::Context;
use super::compare::{same, same_object};

pub(super) fn check(case: &Value, _context: &Context) -> Result<(), String> {
    let (input, expect) = (&case["input"], &case["expect"]);
    let set = DaemonSet::from_json(&input["daemonSet"]);
    let hash = template_hash(&set);
    same("hash", expect["hash"].as_str().unwrap_or_default(), &hash)?;
    let pod = create_request(&set, input["nodeName"].as_str().unwrap_or_default(), &hash);
    same_object(&expect["pod"], &pod)
}
