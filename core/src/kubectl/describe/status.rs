//! What became of a container: `describeContainerState` and `describeStatus`.

use crate::json::Fields;
use crate::kubectl::columns::Sheet;
use crate::kubectl::duration::long_timestamp;
use serde_json::Value;

/// Writes state, last state, readiness and restarts.
pub(super) fn write_container_status(sheet: &mut Sheet, status: &Value) {
    write_state(sheet, "State", status.at("state"));
    if status.has("lastState.terminated") {
        write_state(sheet, "Last State", status.at("lastState"));
    }
    let ready = if status.is_true("ready") { "True" } else { "False" };
    sheet.write(2, &format!("Ready:\t{ready}\n"));
    sheet.write(2, &format!("Restart Count:\t{}\n", status.integer("restartCount")));
}

fn write_state(sheet: &mut Sheet, title: &str, state: &Value) {
    if state.has("running") {
        let started = long_timestamp(state, "running.startedAt");
        sheet.write(2, &format!("{title}:\tRunning\n"));
        sheet.write(3, &format!("Started:\t{started}\n"));
        return;
    }
    if !state.has("waiting") && state.has("terminated") {
        write_terminated(sheet, title, state.at("terminated"));
        return;
    }
    sheet.write(2, &format!("{title}:\tWaiting\n"));
    write_text(sheet, "Reason", state.text("waiting.reason"));
}

fn write_terminated(sheet: &mut Sheet, title: &str, terminated: &Value) {
    sheet.write(2, &format!("{title}:\tTerminated\n"));
    write_text(sheet, "Reason", terminated.text("reason"));
    write_text(sheet, "Message", terminated.text("message"));
    sheet.write(3, &format!("Exit Code:\t{}\n", terminated.integer("exitCode")));
    if terminated.integer("signal") > 0 {
        sheet.write(3, &format!("Signal:\t{}\n", terminated.integer("signal")));
    }
    for (title, field) in [("Started", "startedAt"), ("Finished", "finishedAt")] {
        sheet.write(3, &format!("{title}:\t{}\n", long_timestamp(terminated, field)));
    }
}

fn write_text(sheet: &mut Sheet, title: &str, text: &str) {
    if !text.is_empty() {
        sheet.write(3, &format!("{title}:\t{text}\n"));
    }
}
