//! The kind `psa`: what the Pod Security levels say about a template.

use everynode_core::admission::pod_security::{Level, evaluate};
use serde_json::{Value, json};

use super::Context;
use super::compare::{same_json, same_text};

pub(super) fn check(case: &Value, _context: &Context) -> Result<(), String> {
    [Level::Baseline, Level::Restricted]
        .into_iter()
        .try_for_each(|level| check_level(level, case))
}

fn check_level(level: Level, case: &Value) -> Result<(), String> {
    let expect = &case["expect"][level.name()];
    let evaluation = evaluate(level, &case["input"]["template"]);
    let violations = &evaluation.violations;
    let reasons: Vec<_> = violations.iter().map(|violation| &violation.reason).collect();
    let details: Vec<_> = violations.iter().map(|violation| &violation.detail).collect();
    same_json(&expect["reasons"], &json!(reasons))?;
    same_json(&expect["details"], &json!(details))?;
    same_json(&expect["allowed"], &json!(evaluation.allowed()))?;
    for (what, text) in [
        ("detail", Some(evaluation.detail())),
        ("warning", evaluation.warning()),
        ("audit", evaluation.audit()),
        ("enforce", evaluation.enforce("agent-x7k2p")),
    ] {
        let what_of = format!("{} {what}", level.name());
        same_text(
            &what_of,
            expect[what].as_str().unwrap_or_default(),
            &text.unwrap_or_default(),
        )?;
    }
    Ok(())
}
