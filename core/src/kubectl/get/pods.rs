//! `kubectl get pods`: `printPod` of `pkg/printers/internalversion/printers.go`.

use super::table::{Column, Row, Table};
use crate::json::Fields;
use crate::kubectl::duration::{age, moment, since};
use crate::kubectl::selector::NONE;
use crate::time::SimTime;
use serde_json::Value;

const COLUMNS: &[Column] = &[
    Column::narrow("Name"),
    Column::narrow("Ready"),
    Column::narrow("Status"),
    Column::narrow("Restarts"),
    Column::narrow("Age"),
    Column::wide("IP"),
    Column::wide("Node"),
    Column::wide("Nominated Node"),
    Column::wide("Readiness Gates"),
];

/// The table of `pods` (API JSON) at `now`.
pub fn pods(pods: &[Value], now: SimTime) -> Table<'_> {
    Table {
        columns: COLUMNS,
        rows: pods.iter().map(|pod| row(pod, now)).collect(),
    }
}

/// The STATUS column: `Running`, `ContainerCreating`, `CrashLoopBackOff`, `Init:0/2`, `Terminating`, ...
pub fn pod_status(pod: &Value) -> String {
    summary(pod).reason
}

fn row(pod: &Value, now: SimTime) -> Row<'_> {
    let summary = summary(pod);
    let Tally { restarts, last } = summary.restarts;
    let restarts = match last {
        Some(_) if restarts != 0 => format!("{restarts} ({} ago)", since(last, now)),
        _ => restarts.to_string(),
    };
    let or_none = |text: &str| {
        if text.is_empty() {
            NONE.to_owned()
        } else {
            text.to_owned()
        }
    };
    Row {
        cells: vec![
            pod.text("metadata.name").into(),
            format!("{}/{}", summary.ready, summary.total).into(),
            summary.reason.into(),
            restarts.into(),
            age(pod, now).into(),
            or_none(first_ip(pod)).into(),
            or_none(pod.text("spec.nodeName")).into(),
            or_none(pod.text("status.nominatedNodeName")).into(),
            readiness_gates(pod).into(),
        ],
        object: pod,
    }
}

/// `podIP` and `podIPs[0]` are the same field in two versions of the API.
fn first_ip(pod: &Value) -> &str {
    match pod.text("status.podIP") {
        "" => pod
            .list("status.podIPs")
            .first()
            .map_or("", |address| address.text("ip")),
        address => address,
    }
}

fn readiness_gates(pod: &Value) -> String {
    let gates = pod.list("spec.readinessGates");
    if gates.is_empty() {
        return NONE.to_owned();
    }
    let passed = gates.iter().filter(|gate| {
        let condition = condition(pod, gate.text("conditionType"));
        condition.is_some_and(|condition| condition.text("status") == "True")
    });
    format!("{}/{}", passed.count(), gates.len())
}

fn condition<'a>(pod: &'a Value, kind: &str) -> Option<&'a Value> {
    pod.list("status.conditions")
        .iter()
        .find(|condition| condition.text("type") == kind)
}

fn has_condition(pod: &Value, kind: &str) -> bool {
    pod.list("status.conditions")
        .iter()
        .any(|condition| condition.text("type") == kind && condition.text("status") == "True")
}

/// What the containers of a pod add up to.
struct Summary {
    reason: String,
    ready: usize,
    total: usize,
    restarts: Tally,
}

/// Restarts, and when the latest of the containers that restarted had ended.
#[derive(Clone, Copy, Default)]
struct Tally {
    restarts: i64,
    last: Option<SimTime>,
}

impl Tally {
    fn add(&mut self, status: &Value) {
        self.restarts += status.integer("restartCount");
        self.last = self.last.max(moment(status, "lastState.terminated.finishedAt"));
    }
}

fn summary(pod: &Value) -> Summary {
    let init_containers = pod.list("spec.initContainers");
    let sidecars = init_containers.iter().filter(|container| is_sidecar(container)).count();
    let mut summary = Summary {
        reason: phase_or_reason(pod),
        ready: 0,
        total: pod.list("spec.containers").len() + sidecars,
        restarts: Tally::default(),
    };
    let mut sidecar_restarts = Tally::default();
    let mut initializing = false;
    for (index, status) in pod.list("status.initContainerStatuses").iter().enumerate() {
        let name = status.text("name");
        let container = init_containers.iter().rfind(|container| container.text("name") == name);
        let sidecar = container.is_some_and(is_sidecar);
        summary.restarts.add(status);
        if sidecar {
            sidecar_restarts.add(status);
        }
        if status.has("state.terminated") && status.integer("state.terminated.exitCode") == 0 {
            continue;
        }
        if sidecar && status.is_true("started") {
            summary.ready += usize::from(status.is_true("ready"));
            continue;
        }
        summary.reason = init_reason(status, index, init_containers.len());
        initializing = true;
        break;
    }
    if !initializing || has_condition(pod, "Initialized") {
        summary.restarts = sidecar_restarts;
        app_containers(pod, &mut summary);
    }
    let deleting = pod.has("metadata.deletionTimestamp");
    if deleting && pod.text("status.reason") == "NodeLost" {
        summary.reason = String::from("Unknown");
    } else if deleting && !matches!(pod.text("status.phase"), "Failed" | "Succeeded") {
        summary.reason = String::from("Terminating");
    }
    summary
}

/// An init container that keeps running beside the others.
fn is_sidecar(container: &Value) -> bool {
    container.text("restartPolicy") == "Always"
}

fn phase_or_reason(pod: &Value) -> String {
    const GATED: &str = "SchedulingGated";
    let gated = pod
        .list("status.conditions")
        .iter()
        .any(|condition| condition.text("type") == "PodScheduled" && condition.text("reason") == GATED);
    let reason = match pod.text("status.reason") {
        _ if gated => GATED,
        "" => pod.text("status.phase"),
        reason => reason,
    };
    reason.to_owned()
}

/// Why a container ended: its reason, or the signal, or the exit code.
fn ending(terminated: &Value) -> String {
    match (terminated.text("reason"), terminated.integer("signal")) {
        ("", 0) => format!("ExitCode:{}", terminated.integer("exitCode")),
        ("", signal) => format!("Signal:{signal}"),
        (reason, _) => reason.to_owned(),
    }
}

/// The init container that holds up the pod.
fn init_reason(status: &Value, index: usize, total: usize) -> String {
    if status.has("state.terminated") {
        return format!("Init:{}", ending(status.at("state.terminated")));
    }
    match status.text("state.waiting.reason") {
        "" | "PodInitializing" => format!("Init:{index}/{total}"),
        reason => format!("Init:{reason}"),
    }
}

/// From the last container to the first, so that the first one's reason stays.
fn app_containers(pod: &Value, summary: &mut Summary) {
    let mut running = false;
    let mut error = None;
    for status in pod.list("status.containerStatuses").iter().rev() {
        summary.restarts.add(status);
        let waiting = status.text("state.waiting.reason");
        let terminated = status.at("state.terminated");
        if !waiting.is_empty() {
            summary.reason = String::from(waiting);
        } else if !terminated.is_null() {
            summary.reason = ending(terminated);
            if terminated.integer("exitCode") != 0 {
                error = Some(summary.reason.clone());
            }
        } else if status.is_true("ready") && status.has("state.running") {
            running = true;
            summary.ready += 1;
        }
    }
    if summary.reason != "Completed" {
        return;
    }
    if running && has_condition(pod, "Ready") {
        summary.reason = String::from("Running");
    } else if let Some(error) = error {
        summary.reason = error;
    } else if running {
        summary.reason = String::from("NotReady");
    }
}
