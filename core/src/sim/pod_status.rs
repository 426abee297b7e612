//! `status` of a pod as the API server has it: what scheduler, kubelet and node life cycle report
//! (`pkg/kubelet/status/generate.go`, `pkg/apis/core/v1/helper/qos`).

use crate::objects::{Cluster, Pod, PodPhase};
use crate::time::SimTime;
use serde_json::{Map, Value, json};

/// The whole status of `pod`, whose spec is `spec`.
pub(super) fn status(cluster: &Cluster, pod: &Pod, spec: &Map<String, Value>) -> Value {
    let mut status = Map::new();
    status.insert("phase".into(), json!(pod.phase));
    status.insert("qosClass".into(), json!(quality_of_service(spec)));
    status.insert("conditions".into(), conditions(pod, spec));
    for (key, text) in [("reason", &pod.reason), ("message", &pod.message)] {
        if !text.is_empty() {
            status.insert(key.into(), json!(text));
        }
    }
    if let Some(node) = &pod.runtime.nominated_node {
        status.insert("nominatedNodeName".into(), json!(node));
    }
    if is_reported(pod) {
        status.insert("containerStatuses".into(), container_statuses(pod, spec));
        status.insert("observedGeneration".into(), json!(generation(pod)));
        if let Some(bound) = pod.runtime.bound {
            status.insert("startTime".into(), json!(bound.to_string()));
        }
        let node = pod.node_name.as_ref().and_then(|node| cluster.nodes.get(node));
        let host = node.map_or("", |node| node.info.internal_ip.as_str());
        addresses(&mut status, ["hostIP", "hostIPs"], host);
        addresses(
            &mut status,
            ["podIP", "podIPs"],
            pod.runtime.address.as_deref().unwrap_or_default(),
        );
    }
    Value::Object(status)
}

/// Whether a kubelet has reported about the pod.
fn is_reported(pod: &Pod) -> bool {
    pod.node_name.is_some() && (pod.runtime.waiting.is_some() || pod.runtime.started.is_some())
}

/// `metadata.generation`: the beginning of a deletion counts as a change.
pub(super) fn generation(pod: &Pod) -> i64 {
    if pod.is_terminating() { 2 } else { 1 }
}

fn addresses(status: &mut Map<String, Value>, [one, all]: [&str; 2], address: &str) {
    if !address.is_empty() {
        status.insert(one.into(), json!(address));
        status.insert(all.into(), json!([{ "ip": address }]));
    }
}

/// One condition, as it will be shown.
struct Condition<'a> {
    kind: &'a str,
    holds: bool,
    since: Option<SimTime>,
    reason: &'a str,
    message: &'a str,
}

impl Condition<'_> {
    fn json(&self, observed_generation: Option<i64>) -> Value {
        let mut condition = Map::new();
        condition.insert("lastProbeTime".into(), Value::Null);
        condition.insert("type".into(), json!(self.kind));
        condition.insert("status".into(), json!(if self.holds { "True" } else { "False" }));
        if let Some(since) = self.since {
            condition.insert("lastTransitionTime".into(), json!(since.to_string()));
        }
        if let Some(generation) = observed_generation {
            condition.insert("observedGeneration".into(), json!(generation));
        }
        for (key, text) in [("reason", self.reason), ("message", self.message)] {
            if !text.is_empty() {
                condition.insert(key.into(), json!(text));
            }
        }
        Value::Object(condition)
    }
}

fn conditions(pod: &Pod, spec: &Map<String, Value>) -> Value {
    let generation = Some(generation(pod));
    if let Some(message) = &pod.runtime.unschedulable {
        let condition = Condition {
            kind: "PodScheduled",
            holds: false,
            since: pod.runtime.unschedulable_since.or(Some(pod.created)),
            reason: "Unschedulable",
            message,
        };
        return json!([condition.json(generation)]);
    }
    if pod.node_name.is_none() && pod.is_gated() {
        let gated = Condition {
            kind: "PodScheduled",
            holds: false,
            since: Some(pod.created),
            reason: "SchedulingGated",
            message: "Scheduling is blocked due to non-empty scheduling gates",
        };
        return json!([gated.json(None)]);
    }
    let bound = pod.runtime.bound;
    let scheduled = Condition {
        kind: "PodScheduled",
        holds: true,
        since: bound,
        reason: "",
        message: "",
    };
    if pod.node_name.is_none() {
        return json!([]);
    }
    if !is_reported(pod) {
        return if bound.is_some() {
            json!([scheduled.json(None)])
        } else {
            json!([])
        };
    }
    let (reason, message) = unreadiness(pod, spec);
    let since = pod.ready_transition.or(bound);
    let condition = |kind, holds, since| Condition {
        kind,
        holds,
        since,
        reason: "",
        message: "",
    };
    let readiness = |kind, holds| Condition {
        kind,
        holds,
        since,
        reason: if holds { "" } else { reason },
        message: if holds { "" } else { &message },
    };
    let has_sandbox = pod.runtime.started.is_some() && !pod.is_terminal();
    let sandbox_since = if pod.is_terminal() {
        since
    } else {
        pod.runtime.started.or(bound)
    };
    let mut conditions = vec![
        condition("PodReadyToStartContainers", has_sandbox, sandbox_since).json(generation),
        condition("Initialized", true, bound).json(generation),
        readiness("Ready", pod.ready).json(generation),
        readiness("ContainersReady", pod.ready || pod.runtime.unheard).json(generation),
        scheduled.json(None),
    ];
    if let Some(since) = pod.runtime.preempted {
        let target = Condition {
            kind: "DisruptionTarget",
            holds: true,
            since: Some(since),
            reason: "PreemptionByScheduler",
            message: "default-scheduler: preempting to accommodate a higher priority pod",
        };
        conditions.push(target.json(generation));
    }
    conditions.into()
}

/// Reason and message of a pod's not being ready.
fn unreadiness(pod: &Pod, spec: &Map<String, Value>) -> (&'static str, String) {
    match pod.phase {
        PodPhase::Succeeded => ("PodCompleted", String::new()),
        PodPhase::Failed => ("PodFailed", String::new()),
        PodPhase::Pending | PodPhase::Running | PodPhase::Unknown if pod.runtime.unheard => ("", String::new()),
        PodPhase::Pending | PodPhase::Running | PodPhase::Unknown => {
            let containers = spec.get("containers").and_then(Value::as_array);
            let names = containers
                .into_iter()
                .flatten()
                .filter_map(|container| container["name"].as_str());
            let names: Vec<&str> = names.collect();
            let message = format!("containers with unready status: [{}]", names.join(" "));
            ("ContainersNotReady", message)
        }
    }
}

fn container_statuses(pod: &Pod, spec: &Map<String, Value>) -> Value {
    let containers = spec.get("containers").and_then(Value::as_array);
    let ended = |exit_code: i32, reason: &str| {
        let mut terminated = json!({ "exitCode": exit_code, "reason": reason });
        for (key, time) in [("startedAt", pod.runtime.started), ("finishedAt", pod.ready_transition)] {
            if let Some(time) = time {
                terminated[key] = json!(time.to_string());
            }
        }
        json!({ "terminated": terminated })
    };
    let state = match (pod.phase, &pod.runtime.waiting, pod.runtime.started) {
        (_, Some(reason), _) => json!({ "waiting": { "reason": reason } }),
        (PodPhase::Succeeded, None, _) => ended(0, "Completed"),
        (PodPhase::Failed, None, _) => ended(137, "Error"),
        (_, None, Some(started)) => json!({ "running": { "startedAt": started.to_string() } }),
        (_, None, None) => json!({ "waiting": { "reason": "ContainerCreating" } }),
    };
    let running = state.get("running").is_some();
    let one = |container: &Value| {
        json!({
            "name": container.get("name"),
            "image": container.get("image"),
            "imageID": "",
            "lastState": {},
            "ready": pod.ready || pod.runtime.unheard,
            "started": running,
            "restartCount": pod.runtime.restarts,
            "state": state,
        })
    };
    Value::Array(containers.into_iter().flatten().map(one).collect())
}

/// Guaranteed where every container's limits and requests of cpu and memory are given and equal, BestEffort where there
/// are none, else Burstable (`pkg/apis/core/v1/helper/qos`, ComputePodQOS).
fn quality_of_service(spec: &Map<String, Value>) -> &'static str {
    let lists = ["containers", "initContainers"]
        .into_iter()
        .filter_map(|list| spec.get(list)?.as_array());
    let (mut any, mut guaranteed) = (false, true);
    for container in lists.flatten() {
        for resource in ["cpu", "memory"] {
            let of = |kind: &str| container.pointer(&format!("/resources/{kind}/{resource}"));
            let (limit, request) = (of("limits"), of("requests"));
            any |= limit.is_some() || request.is_some();
            guaranteed &= limit.is_some() && (request.is_none() || request == limit);
        }
    }
    match (any, guaranteed) {
        (false, _) => "BestEffort",
        (true, true) => "Guaranteed",
        (true, false) => "Burstable",
    }
}
