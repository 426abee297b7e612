//! Plays a recording: every step of its script at its time, on a simulated cluster whose kubelets keep the recorded pace,
//! and every checkpoint looked at when its time has come.

use std::collections::BTreeMap;

use everynode_core::objects::{Node, ObjectKey};
use everynode_core::sim::{Command, EPOCH, Simulation};
use everynode_core::time::{Millis, SimTime};
use serde_json::{Value, json};

use super::recording::{Checkpoint, Recording, ScriptStep};
use super::shell::{Input, Process, start};
use super::summary;

/// How long the nodes have been there when a recording begins.
const BEFORE: Millis = Millis(2000);

/// How late the simulated kubelets of recordings were: 3–35 ms, seldom more.
const LATE_MS: u32 = 35;

/// A recording that is being played.
pub(super) struct Player<'r> {
    pub(super) recording: &'r Recording,
    pub(super) simulation: Simulation,
    /// Moment zero of the recording in virtual time.
    pub(super) origin: SimTime,
    /// What runs, by the number of its step.
    pub(super) processes: BTreeMap<usize, Process>,
    /// What could not be done as the script says.
    pub(super) failures: Vec<(usize, String)>,
    /// What nodes do later on.
    later: Vec<(SimTime, Command)>,
}

/// What happens next in a recording.
enum Next<'r> {
    Step(usize, &'r ScriptStep),
    Checkpoint(&'r Checkpoint),
}

impl<'r> Player<'r> {
    /// The cluster at the start of the recording.
    pub(super) fn new(recording: &'r Recording, seed: u64) -> Result<Self, String> {
        let started = SimTime::parse(&recording.started_at).unwrap_or_default();
        let fraction = Millis(started.0.rem_euclid(1000));
        let origin = EPOCH + BEFORE + fraction;
        let mut simulation = Simulation::new(seed);
        let nodes = recording.nodes.iter().map(|node| {
            let mut node = node.clone();
            shift_times(&mut node, Millis(origin.0 - started.0));
            Node::from_json(&node)
        });
        let mut kubelets = recording.kubelet.clone();
        kubelets["lateMs"] = json!(LATE_MS);
        let kubelets = command(json!({ "command": "setKubelets", "kubelets": kubelets }))?;
        for command in [kubelets, Command::SetNodes { nodes: nodes.collect() }] {
            refuse(&simulation.apply(command))?;
        }
        Ok(Self {
            recording,
            simulation,
            origin,
            processes: BTreeMap::new(),
            failures: Vec::new(),
            later: Vec::new(),
        })
    }

    /// Plays the script to its end; `look` is shown every checkpoint when its window has passed.
    pub(super) fn play(&mut self, mut look: impl FnMut(&Self, &'r Checkpoint)) {
        let mut moments: Vec<(i64, Next<'r>)> = Vec::new();
        for (number, step) in self.recording.script.iter().enumerate() {
            moments.push((begin_ms(step), Next::Step(number, step)));
        }
        for checkpoint in &self.recording.checkpoints {
            moments.push((checkpoint.at_ms, Next::Checkpoint(checkpoint)));
        }
        moments.sort_by_key(|(at_ms, _)| *at_ms);
        for (at_ms, next) in moments {
            match next {
                Next::Step(number, step) => {
                    self.advance(self.at(at_ms));
                    if let Err(problem) = self.act(number, step) {
                        self.failures.push((number, problem));
                    }
                }
                Next::Checkpoint(checkpoint) => {
                    let window = Window::of(self.recording, checkpoint);
                    self.advance(self.at(window.last_ms));
                    look(self, checkpoint);
                }
            }
        }
        let last = self.recording.script.iter().map(|step| step.end_ms).max().unwrap_or(0);
        self.advance(self.at(last) + Millis(2000));
    }

    /// A time of the recording in virtual time.
    pub(super) fn at(&self, ms: i64) -> SimTime {
        self.origin + Millis(ms)
    }

    /// A virtual time in that of the recording.
    pub(super) fn ms(&self, time: SimTime) -> i64 {
        time.0 - self.origin.0
    }

    /// Lets time pass, with an eye on what runs in the meantime.
    fn advance(&mut self, until: SimTime) {
        loop {
            self.later.sort_by_key(|(time, _)| *time);
            let own = self.later.first().map(|(time, _)| *time);
            let now = self.simulation.now();
            let deadlines = self.processes.values().filter_map(Process::deadline);
            let deadline = deadlines.filter(|deadline| *deadline > now).min();
            let limit = [own, deadline].into_iter().flatten().fold(until, SimTime::min);
            while self.simulation.step_by(limit) {
                self.poll();
            }
            self.simulation.wait_until(limit);
            self.poll();
            if own.is_some_and(|own| own <= limit) {
                let (_, command) = self.later.remove(0);
                self.simulation.apply_at(command, limit);
            } else if limit >= until || self.simulation.next_time().is_some_and(|next| next <= limit) {
                // At the end, or at that of the trace.
                break;
            }
        }
    }

    /// Lets every command that runs look at the cluster.
    fn poll(&mut self) {
        for process in self.processes.values_mut() {
            if process.exit_code().is_none() {
                process.poll(&mut self.simulation);
            }
        }
    }

    /// Does what a step of the script says.
    fn act(&mut self, number: usize, step: &ScriptStep) -> Result<(), String> {
        let acts = step.act.as_object().filter(|acts| acts.len() == 1);
        let (kind, what) = acts
            .and_then(|acts| acts.iter().next())
            .ok_or("a step does one thing")?;
        let name = || what.as_str().unwrap_or_default();
        let node = |command: &str| json!({ "command": command, "node": what });
        let condition =
            |status: &str| json!({ "command": "setCondition", "node": what, "condition": "Ready", "status": status });
        let command = match kind.as_str() {
            "apply" | "create" => {
                self.start(number, &format!("{kind} -f -"), name());
                return Ok(());
            }
            "kubectl" | "kubectlAsync" => {
                let command = self.resolve(name())?;
                self.start(number, &command, "");
                return Ok(());
            }
            "addNode" => return self.add_node(step, what),
            "nodeSilent" => node("silenceKubelet"),
            "nodeResume" => node("resumeKubelet"),
            "nodeNotReady" => condition("False"),
            "nodeReady" => condition("True"),
            "nodeGone" => {
                self.command(step, node("silenceKubelet"))?;
                json!({ "command": "deleteNode", "name": what })
            }
            "nodePressure" => json!({
                "command": "setCondition", "node": what["node"], "condition": what["type"], "status": what["status"],
            }),
            "podFailed" => {
                let pod = self.resolve(what["pod"].as_str().unwrap_or_default())?;
                let (namespace, name) = self.pod_named(&pod).ok_or_else(|| format!("there is no pod {pod}"))?;
                json!({
                    "command": "failPod", "namespace": namespace, "name": name, "reason": what["reason"],
                    "message": what["message"],
                })
            }
            _ => return Err(format!("unknown kind of step: {kind}")),
        };
        self.command(step, command)
    }

    fn start(&mut self, number: usize, command: &str, stdin: &str) {
        let process = start(&mut self.simulation, &Input { command, stdin });
        self.processes.insert(number, process);
    }

    fn command(&mut self, step: &ScriptStep, value: Value) -> Result<(), String> {
        let time = self.at(begin_ms(step));
        refuse(&self.simulation.apply_at(command(value)?, time))
    }

    /// A node joins, as the recording's program made its objects.
    fn add_node(&mut self, step: &ScriptStep, what: &Value) -> Result<(), String> {
        let name = what["name"].as_str().ok_or("a node needs a name")?;
        let mut node = self.recording.nodes.first().cloned().unwrap_or_default();
        let mut labels = json!({
            "beta.kubernetes.io/arch": "amd64", "beta.kubernetes.io/os": "linux", "kubernetes.io/arch": "amd64",
            "kubernetes.io/os": "linux", "kubernetes.io/hostname": name,
        });
        for (key, value) in what["labels"].as_object().into_iter().flatten() {
            labels[key] = value.clone();
        }
        node["metadata"] = json!({ "name": name, "labels": labels });
        let created = self.at(begin_ms(step));
        node["metadata"]["creationTimestamp"] = json!(created.to_string());
        node["spec"] = json!({ "taints": what["taints"], "unschedulable": what["unschedulable"] });
        for resource in ["cpu", "memory"] {
            if !what[resource].is_null() {
                node["status"]["allocatable"][resource] = what[resource].clone();
                node["status"]["capacity"][resource] = what[resource].clone();
            }
        }
        let mut node = Node::from_json(&node);
        if let Some(delay) = what["readyAfterMs"].as_i64().filter(|delay| *delay > 0) {
            node.conditions.ready = everynode_core::objects::ConditionStatus::False;
            let ready = json!({ "command": "setCondition", "node": name, "condition": "Ready", "status": "True" });
            self.later.push((created + Millis(delay), command(ready)?));
        }
        refuse(&self.simulation.apply_at(
            Command::AddNode {
                node,
                ready_after_ms: None,
            },
            created,
        ))
    }

    /// A command line with `{{pod:NAMESPACE/NAME@NODE}}` replaced by the pod that it means.
    pub(super) fn resolve(&self, line: &str) -> Result<String, String> {
        let Some((before, rest)) = line.split_once("{{pod:") else {
            return Ok(line.to_owned());
        };
        let unfinished = || format!("{line}: a placeholder is {{{{pod:NAMESPACE/NAME@NODE}}}}");
        let (meant, after) = rest.split_once("}}").ok_or_else(unfinished)?;
        let (set, node) = meant.split_once('@').ok_or_else(unfinished)?;
        let (namespace, name) = set.split_once('/').ok_or_else(unfinished)?;
        let pod = self
            .pod_on(namespace, name, node)
            .ok_or_else(|| format!("there is no pod of {set} on {node}"))?;
        Ok(format!("{before}{pod}{}", self.resolve(after)?))
    }

    /// The pod of a DaemonSet on a node: one that stays rather than one that goes.
    fn pod_on(&self, namespace: &str, name: &str, node: &str) -> Option<String> {
        let cluster = self.simulation.cluster();
        let pods = self.simulation.pods_of(node).filter_map(|key| cluster.pods.get(key));
        let owned = pods.filter(|pod| {
            let owner = summary::owner(cluster, pod);
            owner.is_some_and(|set| &*set.namespace == namespace && &*set.name == name)
        });
        owned
            .min_by_key(|pod| pod.is_terminating())
            .map(|pod| pod.name.to_string())
    }

    fn pod_named(&self, name: &str) -> Option<ObjectKey> {
        let mut pods = self.simulation.cluster().pods.keys();
        pods.find(|(_, own)| &**own == name).cloned()
    }
}

/// When a step reached the API server. kubectl needs some time to start and to ask what there is to ask; what it waits
/// for comes after that.
pub(super) fn begin_ms(step: &ScriptStep) -> i64 {
    const BEFORE_END: i64 = 12;
    const START: i64 = 100;
    let acts = |kind: &str| step.act.get(kind).is_some();
    if acts("apply") || acts("create") {
        (step.end_ms - BEFORE_END).max(step.at_ms)
    } else if acts("kubectl") || acts("kubectlAsync") {
        (step.at_ms + START).min(step.end_ms - BEFORE_END).max(step.at_ms)
    } else {
        (step.at_ms + step.end_ms) / 2
    }
}

/// The moments at which a checkpoint may have been taken: around its time, and between the steps before and after it.
#[derive(Debug, Clone, Copy)]
#[expect(clippy::struct_field_names, reason = "units come last in names")]
pub(super) struct Window {
    pub(super) from_ms: i64,
    /// The last moment of a summary.
    pub(super) until_ms: i64,
    /// The last moment of a text: they were taken later, one after the other.
    pub(super) last_ms: i64,
}

impl Window {
    /// What a checkpoint may be early or late, whatever the scenario.
    const SLACK_MS: i64 = 300;
    /// How far simulation and recording may drift apart while one thing leads to the next, in thousandths.
    const DRIFT: i64 = 40;
    /// The most that they may.
    const MOST_MS: i64 = 1500;
    /// How long one text may take.
    const TEXT_MS: i64 = 350;

    pub(super) fn of(recording: &Recording, checkpoint: &Checkpoint) -> Self {
        let at = checkpoint.at_ms;
        let steps = &recording.script;
        let before = steps
            .iter()
            .map(begin_ms)
            .filter(|begin| *begin <= at)
            .max()
            .unwrap_or(0);
        let after = steps
            .iter()
            .map(begin_ms)
            .filter(|begin| *begin > at)
            .min()
            .unwrap_or(i64::MAX);
        let slack = (Self::SLACK_MS + (at - before) * Self::DRIFT / 1000).min(Self::MOST_MS);
        let texts = i64::try_from(checkpoint.text.len()).unwrap_or(0) * Self::TEXT_MS;
        Self {
            from_ms: (at - slack).max(before),
            until_ms: (at + slack).min(after - 1),
            last_ms: (at + slack + texts).min(after - 1),
        }
    }
}

fn command(value: Value) -> Result<Command, String> {
    serde_json::from_value(value).map_err(|error| error.to_string())
}

fn refuse(findings: &[everynode_core::diagnostic::Diagnostic]) -> Result<(), String> {
    findings.first().map_or(Ok(()), |finding| Err(finding.message.clone()))
}

/// Moves every timestamp of an object.
fn shift_times(value: &mut Value, by: Millis) {
    match value {
        Value::String(text) => {
            if let Some(time) = SimTime::parse(text) {
                *text = (time + by).to_string();
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| shift_times(item, by)),
        Value::Object(fields) => fields.values_mut().for_each(|field| shift_times(field, by)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
