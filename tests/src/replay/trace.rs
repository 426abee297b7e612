//! Everynode's steps beside the recorded watch, for finding where a difference comes from.

use std::fmt::Write as _;

use serde_json::Value;

use super::play::Player;
use super::recording::{Recording, WatchEvent};

/// One line a change, by time: those with `|` were recorded, those with `>` come from everynode.
pub fn trace(recording: &Recording, seed: u64) -> Result<String, String> {
    let mut player = Player::new(recording, seed)?;
    player.play(|_, _| {});
    let mut lines: Vec<(i64, String)> = Vec::new();
    for event in &recording.watch {
        lines.push((event.at_ms, format!("| {}", describe(event))));
    }
    for checkpoint in &recording.checkpoints {
        lines.push((checkpoint.at_ms, format!("= {}", checkpoint.label)));
    }
    for step in &recording.script {
        let act: String = step.act.to_string().chars().take(100).collect();
        lines.push((step.at_ms, format!("- {act}")));
    }
    for step in player.simulation.steps() {
        for change in &step.changes {
            let change = serde_json::to_string(change).unwrap_or_default();
            lines.push((player.ms(step.time), format!("> {:?} {change}", step.actor)));
        }
    }
    lines.sort_by_key(|(ms, _)| *ms);
    let mut text = String::new();
    for (ms, line) in lines {
        let _ = writeln!(text, "{ms:>7} {line}");
    }
    Ok(text)
}

fn describe(event: &WatchEvent) -> String {
    let object = &event.object;
    let name = object["metadata"]["name"].as_str().unwrap_or_default();
    let detail = match event.resource.as_str() {
        "pods" => pod(object),
        "daemonsets" => format!("{} {}", object["metadata"]["generation"], object["status"]),
        "nodes" => object["spec"].to_string(),
        "controllerrevisions" => object["revision"].to_string(),
        _ => format!("{} {}", object["reason"], object["message"]),
    };
    format!("{} {} {name} {detail}", event.resource, event.kind)
}

fn pod(object: &Value) -> String {
    let status = &object["status"];
    let conditions = status["conditions"].as_array().into_iter().flatten();
    let ready = conditions.into_iter().find(|condition| condition["type"] == "Ready");
    let containers = status["containerStatuses"].as_array().into_iter().flatten();
    let containers: Vec<String> = containers.map(|container| container["state"].to_string()).collect();
    let parts = [
        ("phase", &status["phase"]),
        ("node", &object["spec"]["nodeName"]),
        ("deletion", &object["metadata"]["deletionTimestamp"]),
        ("ready", ready.map_or(&Value::Null, |ready| &ready["status"])),
    ];
    let parts = parts.iter().filter(|(_, value)| !value.is_null());
    let parts: Vec<String> = parts.map(|(name, value)| format!("{name}={value}")).collect();
    format!("{} {}", parts.join(" "), containers.join(" "))
}
