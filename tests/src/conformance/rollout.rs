//! The kind `rollout`: the texts of `kubectl rollout status` and `kubectl rollout history`.

use everynode_core::kubectl::rollout::{history, rollout_history, rollout_history_output, rollout_status};
use serde_json::{Value, json};

use super::Context;
use super::compare::{items, same, same_json, same_text};

pub(super) fn check(case: &Value, _context: &Context) -> Result<(), String> {
    let (input, expect) = (&case["input"], &case["expect"]);
    match input["op"].as_str() {
        Some("status") => check_status(&input["daemonSet"], expect),
        Some("history") => check_history(input, expect),
        other => Err(format!("unknown operation {other:?}")),
    }
}

fn check_status(daemon_set: &Value, expect: &Value) -> Result<(), String> {
    let status = rollout_status(daemon_set);
    let error = status.as_ref().err().map(String::as_str);
    same("error", &expect["error"].as_str(), &error)?;
    let message = status
        .as_ref()
        .map_or_else(|_| String::new(), |status| format!("{}\n", status.message));
    same_text("message", expect["message"].as_str().unwrap_or_default(), &message)?;
    let done = status.map_or(true, |status| status.done);
    same("done", &expect["done"].as_bool(), &Some(done))
}

fn check_history(input: &Value, expect: &Value) -> Result<(), String> {
    let (daemon_set, revisions) = (&input["daemonSet"], items(&input["controllerRevisions"]));
    let numbers: Vec<_> = history(daemon_set, revisions).into_keys().collect();
    same_json(&expect["revisions"], &json!(numbers))?;
    let revision = input["revision"].as_i64().unwrap_or_default();
    for (what, answer) in [
        ("text", rollout_history(daemon_set, revisions, revision)),
        ("printed", rollout_history_output(daemon_set, revisions, revision)),
    ] {
        same(
            "error",
            &expect["error"].as_str(),
            &answer.as_ref().err().map(String::as_str),
        )?;
        same_text(
            what,
            expect[what].as_str().unwrap_or_default(),
            &answer.unwrap_or_default(),
        )?;
    }
    Ok(())
}
