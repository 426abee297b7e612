//! What a kubelet reads of a pod's containers before it runs them: their order, pull policies, probes and hooks.
//!
//! Models the fields that `pkg/kubelet/kuberuntime/kuberuntime_manager.go` (computePodActions), `pkg/kubelet/prober` and
//! `pkg/kubelet/lifecycle/handlers.go` read. Read once and shared by all pods of a template.

use crate::objects::json;
use crate::time::Millis;
use serde_json::Value;
use std::sync::Arc;

/// What a kubelet has to do for a pod.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PodPlan {
    /// Init containers in order, then the others.
    pub containers: Vec<ContainerPlan>,
    /// Condition types of `readinessGates`.
    pub gates: Vec<Arc<str>>,
    /// `terminationGracePeriodSeconds`; a negative one counts as 1 s (semantics 9.5).
    pub grace: Millis,
}

/// One container.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContainerPlan {
    /// `name`.
    pub name: Arc<str>,
    /// `image`.
    pub image: Arc<str>,
    /// What it is for.
    pub role: Role,
    /// `imagePullPolicy`.
    pub pull: PullPolicy,
    /// `startupProbe`.
    pub startup: Option<Probe>,
    /// `livenessProbe`.
    pub liveness: Option<Probe>,
    /// `readinessProbe`.
    pub readiness: Option<Probe>,
    /// How long `lifecycle.postStart` takes, if there is one.
    pub post_start: Option<Hook>,
    /// How long `lifecycle.preStop` takes, if there is one.
    pub pre_stop: Option<Hook>,
}

/// What a container is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// It has to end well before the next begins.
    Init,
    /// An init container with `restartPolicy: Always`: it has to have started before the next begins, and runs on.
    Sidecar,
    /// One of `containers`.
    App,
}

/// `imagePullPolicy`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PullPolicy {
    /// The registry is asked before each start.
    Always,
    /// Only where the node has not got it.
    IfNotPresent,
    /// It has to be there.
    Never,
}

/// A probe.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Probe {
    /// How it asks.
    pub handler: Handler,
    /// `initialDelaySeconds`.
    pub initial_delay: Millis,
    /// `periodSeconds`.
    pub period: Millis,
    /// `successThreshold`.
    pub successes: i64,
    /// `failureThreshold`.
    pub failures: i64,
    /// `terminationGracePeriodSeconds` of the probe.
    pub grace: Option<Millis>,
}

/// How a probe or a hook asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Handler {
    /// `exec`.
    Exec,
    /// `httpGet`, at this port.
    Http(i64),
    /// `tcpSocket`, at this port.
    Tcp(i64),
    /// `grpc`, at this port.
    Grpc(i64),
}

/// `postStart` or `preStop`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hook {
    /// How long it says it sleeps: `sleep.seconds`, or the number after `sleep` in its command; else nothing is known.
    pub sleeps: Option<Millis>,
}

impl PodPlan {
    /// Reads a pod's `spec`.
    pub fn from_spec(spec: &Value) -> Self {
        let init = json::list(spec, "initContainers").iter().map(|container| {
            let role = match json::text(container, "restartPolicy") {
                "Always" => Role::Sidecar,
                _ => Role::Init,
            };
            ContainerPlan::from_json(container, role)
        });
        let apps = json::list(spec, "containers").iter();
        let grace = json::integer(spec, "terminationGracePeriodSeconds").unwrap_or(30);
        Self {
            containers: init
                .chain(apps.map(|container| ContainerPlan::from_json(container, Role::App)))
                .collect(),
            gates: json::list(spec, "readinessGates")
                .iter()
                .map(|gate| json::shared(gate, "conditionType"))
                .collect(),
            grace: seconds(if grace < 0 { 1 } else { grace }),
        }
    }

    /// Whether there are init containers, sidecars among them.
    pub fn has_init(&self) -> bool {
        self.containers.first().is_some_and(|first| first.role != Role::App)
    }

    /// The images, each once.
    pub fn images(&self) -> impl Iterator<Item = &Arc<str>> {
        let earlier = |at: usize, image: &Arc<str>| self.containers[..at].iter().any(|other| other.image == *image);
        let all = self.containers.iter().map(|container| &container.image).enumerate();
        all.filter(move |(at, image)| !earlier(*at, image))
            .map(|(_, image)| image)
    }
}

impl ContainerPlan {
    fn from_json(container: &Value, role: Role) -> Self {
        let image = json::shared(container, "image");
        let probe = |name: &str| {
            container
                .get(name)
                .filter(|probe| probe.is_object())
                .map(|probe| Probe::from_json(probe, container))
        };
        let hook = |name: &str| container.get("lifecycle")?.get(name).map(Hook::from_json);
        Self {
            name: json::shared(container, "name"),
            role,
            pull: match json::text(container, "imagePullPolicy") {
                "Always" => PullPolicy::Always,
                "Never" => PullPolicy::Never,
                "" if is_latest(&image) => PullPolicy::Always,
                _ => PullPolicy::IfNotPresent,
            },
            image,
            startup: probe("startupProbe"),
            liveness: probe("livenessProbe"),
            readiness: probe("readinessProbe"),
            post_start: hook("postStart"),
            pre_stop: hook("preStop"),
        }
    }
}

/// Whether an image has the tag `latest` or none, which decides the pull policy where none is given.
fn is_latest(image: &str) -> bool {
    let name = image.rsplit('/').next().unwrap_or(image);
    !name.contains('@') && name.split_once(':').is_none_or(|(_, tag)| tag == "latest")
}

impl Probe {
    fn from_json(probe: &Value, container: &Value) -> Self {
        let number = |key: &str, absent: i64| json::integer(probe, key).unwrap_or(absent);
        let port = |kind: &str| probe.get(kind).map(|handler| port(handler, container));
        let handler = port("httpGet")
            .map(Handler::Http)
            .or_else(|| port("tcpSocket").map(Handler::Tcp))
            .or_else(|| port("grpc").map(Handler::Grpc))
            .unwrap_or(Handler::Exec);
        Self {
            handler,
            initial_delay: seconds(number("initialDelaySeconds", 0)),
            period: seconds(number("periodSeconds", 10).max(1)),
            successes: number("successThreshold", 1).clamp(1, MAX_THRESHOLD),
            failures: number("failureThreshold", 3).clamp(1, MAX_THRESHOLD),
            grace: json::integer(probe, "terminationGracePeriodSeconds").map(seconds),
        }
    }
}

/// The port of a probe, by number or by the name of one of the container's ports.
fn port(handler: &Value, container: &Value) -> i64 {
    match handler.get("port") {
        Some(Value::String(name)) => json::list(container, "ports")
            .iter()
            .find(|port| json::text(port, "name") == name)
            .and_then(|port| json::integer(port, "containerPort"))
            .unwrap_or(0),
        Some(number) => number.as_i64().unwrap_or(0),
        None => 0,
    }
}

impl Hook {
    fn from_json(hook: &Value) -> Self {
        let slept = hook.pointer("/sleep/seconds").and_then(Value::as_i64);
        let words: Vec<&str> = hook
            .pointer("/exec/command")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .flat_map(|argument| argument.split([' ', ';', '&', '\n']))
            .collect();
        let mut after_sleep = words.iter().skip_while(|word| !word.ends_with("sleep")).skip(1);
        let in_command = || after_sleep.next()?.trim_end_matches('s').parse().ok();
        Self {
            sleeps: slept.or_else(in_command).map(seconds),
        }
    }
}

/// Beyond what anybody waits for; keeps sums of times in range.
const MAX_SECONDS: i64 = 100 * 365 * 86_400;
const MAX_THRESHOLD: i64 = 1_000_000;

fn seconds(seconds: i64) -> Millis {
    Millis::seconds(seconds.clamp(0, MAX_SECONDS))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn hooks_tell_how_long_they_sleep() {
        for (hook, expected) in [
            (json!({ "sleep": { "seconds": 5 } }), Some(5)),
            (json!({ "exec": { "command": ["sleep", "7"] } }), Some(7)),
            (
                json!({ "exec": { "command": ["sh", "-c", "/bin/sleep 20; exit 0"] } }),
                Some(20),
            ),
            (json!({ "exec": { "command": ["nginx", "-s", "quit"] } }), None),
            (json!({ "httpGet": { "port": 80 } }), None),
        ] {
            assert_eq!(Hook::from_json(&hook).sleeps, expected.map(Millis::seconds), "{hook}");
        }
    }

    #[test]
    fn a_tag_decides_the_pull_policy_where_none_is_given() {
        for (image, expected) in [
            ("registry:5000/a", PullPolicy::Always),
            ("a:latest", PullPolicy::Always),
            ("a:1", PullPolicy::IfNotPresent),
            ("a@sha256:0", PullPolicy::IfNotPresent),
        ] {
            let plan = PodPlan::from_spec(&json!({ "containers": [{ "name": "c", "image": image }] }));
            assert_eq!(plan.containers[0].pull, expected, "{image}");
        }
    }
}
