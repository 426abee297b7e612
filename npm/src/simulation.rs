//! `Simulation`: a cluster with a virtual clock that JavaScript commands, steps, and looks into.

use everynode_core::diagnostic::{Diagnostic, Severity};
use everynode_core::explain;
use everynode_core::kubectl::{console, get};
use everynode_core::language::Language;
use everynode_core::objects::{DaemonSet, ObjectKey};
use everynode_core::scenario::{
    self, Act, Record, Replayed, Scenario, TextCommands, manifest_commands, nodes_commands,
};
use everynode_core::sim::{self, Command};
use everynode_core::time::Millis;
use serde::Deserialize;
use serde_json::Value;
use std::sync::Arc;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::convert::{self, Finding, failure, refusal};

/// How far `settle` and `skip` run unless they are told: a cluster that never comes to rest has to end some time.
const SETTLE_LIMIT: Millis = Millis::seconds(24 * 3600);

/// How long a kubectl command may wait.
const KUBECTL_LIMIT: Millis = Millis::seconds(3600);

/// A command as JavaScript gives it: the two that take a text, and the engine's own.
#[derive(Deserialize)]
#[serde(tag = "command", rename_all = "camelCase")]
enum TextCommand {
    Apply { manifest: String },
    Nodes { nodes: String },
}

/// A simulated cluster. `free()` gives its memory back.
#[wasm_bindgen]
pub struct Simulation {
    engine: sim::Simulation,
    record: Record,
}

#[wasm_bindgen]
impl Simulation {
    /// A cluster with these nodes, to which this manifest is applied; or a kept scenario, or a link to one: then everything
    /// is done again. Throws what `check` finds, and what is wrong with the scenario.
    #[wasm_bindgen(constructor)]
    pub fn new(
        #[wasm_bindgen(unchecked_optional_param_type = "Scenario | string")] scenario: JsValue,
    ) -> Result<Simulation, JsValue> {
        let refused = |findings| refusal(&convert::findings("", findings));
        if let Some(link) = scenario.as_string() {
            let fragment = link.split_once('#').map_or(link.as_str(), |(_, fragment)| fragment);
            let opened = scenario::from_link(fragment)
                .ok_or_else(|| failure("bad-argument", "scenario: this is no link to a scenario"))?;
            return Ok(Self::opened(opened.map_err(refused)?.replay()));
        }
        let value: Value = convert::optional(scenario, "scenario")?;
        if value.is_null() {
            return Ok(Self::empty(1));
        }
        let scenario = Scenario::from_json(&value).map_err(refused)?;
        let replayed = scenario.replay();
        // What the page kept may hold a text that somebody was about to mend; what is written by hand is meant.
        if value.get("version").is_none() {
            let [manifest_findings, nodes_findings] = &replayed.start_findings;
            for (text, found) in [
                (&scenario.nodes, nodes_findings),
                (&scenario.manifest, manifest_findings),
            ] {
                let found = convert::findings(text, found.clone());
                if !text.is_empty() && !convert::allowed(&found) {
                    return Err(refusal(&found));
                }
            }
            let refused = |finding: &&Diagnostic| finding.severity != Severity::Info;
            if let Some(finding) = replayed.findings.iter().find(refused) {
                return Err(failure(finding.code, &format!("{}: {}", finding.path, finding.message)));
            }
        }
        Ok(Self::opened(replayed))
    }

    /// All that is needed to see the same again: keep it as JSON, give it to `new Simulation`.
    #[wasm_bindgen(unchecked_return_type = "Scenario")]
    pub fn scenario(&self) -> JsValue {
        convert::to_js(&self.record.scenario(&self.engine).to_json())
    }

    /// The same as the fragment of a link, without `#`: the playground opens it, and `new Simulation` does. Throws
    /// `link-too-long` where only a file can hold it.
    pub fn link(&self) -> Result<String, JsValue> {
        scenario::to_link(&self.record.scenario(&self.engine))
            .map_err(|finding| failure(finding.code, &finding.message))
    }

    /// Carries out a command now and returns what it changed at once. Throws if it cannot be carried out.
    #[wasm_bindgen(unchecked_return_type = "Change[]")]
    pub fn apply(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "Command")] command: JsValue,
    ) -> Result<JsValue, JsValue> {
        let value: Value = convert::required(command, "command")?;
        let before = self.engine.cursor();
        match Deserialize::deserialize(&value) {
            Ok(TextCommand::Apply { manifest }) => drop(self.apply_manifest(&manifest)?),
            Ok(TextCommand::Nodes { nodes }) => drop(self.set_nodes(&nodes)?),
            Err(_) => {
                let command = Command::deserialize(&value)
                    .map_err(|error| failure("bad-argument", &format!("command: {error}")))?;
                self.carry_out(command)?;
            }
        }
        let changes = self.engine.steps()[before..self.engine.cursor()]
            .iter()
            .flat_map(|step| &step.changes);
        Ok(convert::to_js(&changes.collect::<Vec<_>>()))
    }

    /// Runs a kubectl command line on the simulated cluster, to its end: a command that waits moves virtual time, for an hour
    /// at most (then it is interrupted, with exit code 130). `stdin` is what `-f -` reads. Never throws.
    #[wasm_bindgen(unchecked_return_type = "KubectlOutput")]
    #[expect(
        clippy::needless_pass_by_value,
        reason = "an optional text crosses the border as a value"
    )]
    pub fn kubectl(&mut self, command: &str, stdin: Option<String>) -> JsValue {
        let input = console::Input {
            command,
            stdin: stdin.as_deref().unwrap_or_default(),
        };
        let output = console::run(&mut self.engine, &input, KUBECTL_LIMIT);
        convert::to_js(&serde_json::json!({
            "stdout": output.stdout,
            "stderr": output.stderr,
            "exitCode": output.exit_code,
        }))
    }

    /// The next step; null if nothing will happen by itself any more.
    #[wasm_bindgen(unchecked_return_type = "Step | null")]
    pub fn step(&mut self) -> JsValue {
        let before = self.engine.cursor();
        if self.engine.step() {
            convert::to_js(&self.engine.steps()[before])
        } else {
            JsValue::NULL
        }
    }

    /// The steps of the next `ms` milliseconds of virtual time.
    #[wasm_bindgen(unchecked_return_type = "Step[]")]
    pub fn advance(&mut self, ms: f64) -> JsValue {
        let before = self.engine.cursor();
        self.engine.run_until(self.engine.now() + millis(ms));
        convert::to_js(&self.engine.steps()[before..self.engine.cursor()])
    }

    /// Runs until nothing happens any more, or for `max_ms` of virtual time (a day if absent).
    #[wasm_bindgen(unchecked_return_type = "Settled")]
    pub fn settle(&mut self, max_ms: Option<f64>) -> JsValue {
        convert::to_js(&self.run_to_rest(max_ms))
    }

    /// Skips to the next step that changes a pod or a status, to rest, or to where a rolling update is stuck; ends at rest,
    /// or after `max_ms` of virtual time (a day if absent), too. Throws if `until` is none of these.
    #[wasm_bindgen(unchecked_return_type = "Skipped")]
    pub fn skip(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "Until")] until: JsValue,
        max_ms: Option<f64>,
    ) -> Result<JsValue, JsValue> {
        let until = convert::required(until, "until")?;
        let skipped = self.engine.skip(until, max_ms.map_or(SETTLE_LIMIT, millis));
        Ok(convert::to_js(&skipped))
    }

    /// How many steps of the trace have been done.
    #[wasm_bindgen(getter)]
    pub fn cursor(&self) -> usize {
        self.engine.cursor()
    }

    /// The virtual time, in milliseconds since 1970.
    #[wasm_bindgen(getter)]
    #[expect(clippy::cast_precision_loss, reason = "milliseconds since 1970 are far from 2⁵³")]
    pub fn now(&self) -> f64 {
        self.engine.now().0 as f64
    }

    /// Goes to the state after `step` steps, back or forth, at most to the end of the known trace.
    pub fn seek(&mut self, step: usize) {
        self.engine.seek(step);
    }

    /// Takes the last command back. False if there is none.
    pub fn undo(&mut self) -> bool {
        self.engine.undo()
    }

    /// Does the last undone command again.
    pub fn redo(&mut self) -> bool {
        self.engine.redo()
    }

    /// Full API objects: those of a kind, or all.
    #[wasm_bindgen(unchecked_return_type = "object[]")]
    #[expect(
        clippy::needless_pass_by_value,
        reason = "an optional text crosses the border as a value"
    )]
    pub fn objects(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "Kind")] kind: Option<String>,
    ) -> Result<JsValue, JsValue> {
        let all = || {
            let kinds = [
                self.nodes(),
                self.daemon_sets(),
                self.revisions(),
                self.pods(),
                self.engine.event_objects(),
            ];
            kinds.concat()
        };
        let objects = match kind.as_deref() {
            None => all(),
            Some("Node") => self.nodes(),
            Some("DaemonSet") => self.daemon_sets(),
            Some("ControllerRevision") => self.revisions(),
            Some("Pod") => self.pods(),
            Some("Event") => self.engine.event_objects(),
            Some(other) => {
                return Err(failure(
                    "bad-argument",
                    &format!("kind: there are no objects of kind {other:?}"),
                ));
            }
        };
        Ok(convert::to_js(&objects))
    }

    /// One pod, as `kubectl get pod NAME -o json` shows it. Throws if there is none.
    #[wasm_bindgen(unchecked_return_type = "object")]
    pub fn pod(&self, name: &str) -> Result<JsValue, JsValue> {
        let key = self.engine.cluster().pods.keys().find(|(_, pod)| **pod == *name);
        let object = key.and_then(|key| self.engine.pod_object(key));
        let object = object.ok_or_else(|| failure("not-found", &format!("pods \"{name}\" not found")))?;
        Ok(convert::to_js(&object))
    }

    /// Why a node has a pod of the DaemonSet, or none. Throws if there is no such node.
    #[wasm_bindgen(unchecked_return_type = "Why")]
    pub fn why(&self, node: &str) -> Result<JsValue, JsValue> {
        let why = self
            .set_key()
            .and_then(|set| explain::why(&self.engine, set, node, Language::English));
        let why = why.ok_or_else(|| failure("not-found", &format!("nodes \"{node}\" not found, or no DaemonSet")))?;
        Ok(convert::to_js(&why))
    }

    /// Tells what has been done so far again in both scheduling modes, and compares the two clusters `ms` milliseconds
    /// from now (at once if absent).
    #[wasm_bindgen(js_name = compareModes, unchecked_return_type = "ModeComparison")]
    pub fn compare_modes(&self, ms: Option<f64>) -> JsValue {
        let mut both = sim::both_modes(&self.engine);
        both.go_to(self.engine.now() + ms.map_or(Millis(0), millis));
        convert::to_js(&both.compare())
    }

    /// Where the rolling update stands, who uses its budget, and why it is stuck; null without one.
    #[wasm_bindgen(unchecked_return_type = "Rollout | null")]
    pub fn rollout(&self) -> JsValue {
        let rollout = self
            .set_key()
            .and_then(|set| explain::rollout(&self.engine, set, Language::English));
        rollout.map_or(JsValue::NULL, |rollout| convert::to_js(&rollout))
    }

    /// Two traces are the same exactly if this text is.
    #[wasm_bindgen(js_name = traceHash)]
    pub fn trace_hash(&self) -> String {
        format!("{:016x}", self.engine.trace_hash())
    }
}

impl Simulation {
    pub(crate) fn empty(seed: u64) -> Self {
        Self {
            engine: sim::Simulation::new(seed),
            record: Record::default(),
        }
    }

    fn opened(replayed: Replayed) -> Self {
        Self {
            engine: replayed.simulation,
            record: replayed.record,
        }
    }

    pub(crate) const fn engine(&self) -> &sim::Simulation {
        &self.engine
    }

    /// Applies the DaemonSet of a manifest; `Err` throws what is wrong with it.
    pub(crate) fn apply_manifest(&mut self, text: &str) -> Result<Vec<Finding>, JsValue> {
        let commands = manifest_commands(&self.engine, text);
        self.give(text, commands, Act::Apply(text.into()))
    }

    /// Makes the cluster have exactly the nodes of a text, and takes over what else of a running cluster is there; `Err`
    /// throws what is wrong with it.
    pub(crate) fn set_nodes(&mut self, text: &str) -> Result<Vec<Finding>, JsValue> {
        let commands = nodes_commands(&self.engine, text);
        self.give(text, commands, Act::Nodes(text.into()))
    }

    /// Gives the commands of a text, unless something in it is refused.
    fn give(&mut self, text: &str, commands: TextCommands, act: Act) -> Result<Vec<Finding>, JsValue> {
        let findings = convert::findings(text, commands.findings);
        if !convert::allowed(&findings) {
            return Err(refusal(&findings));
        }
        let main = commands
            .main
            .ok_or_else(|| failure("no-daemon-set", "there is no DaemonSet in this text"))?;
        for command in commands.before {
            self.carry_out(command)?;
        }
        let findings = self.carry_out(main)?;
        if commands.after.is_empty() {
            self.record.remember(&self.engine, act);
        }
        for command in commands.after {
            self.carry_out(command)?;
        }
        Ok(findings)
    }

    pub(crate) fn run_to_rest(&mut self, max_ms: Option<f64>) -> sim::Settled {
        self.engine.settle(max_ms.map_or(SETTLE_LIMIT, millis))
    }

    /// The DaemonSet, if there is one; the first by name if there are several.
    pub(crate) fn daemon_set(&self) -> Option<&Arc<DaemonSet>> {
        self.engine.cluster().daemon_sets.values().next()
    }

    pub(crate) fn daemon_sets(&self) -> Vec<Value> {
        let keys = self.engine.cluster().daemon_sets.keys();
        keys.filter_map(|key| self.engine.daemon_set_object(key)).collect()
    }

    pub(crate) fn pods(&self) -> Vec<Value> {
        let keys = self.engine.cluster().pods.keys();
        keys.filter_map(|key| self.engine.pod_object(key)).collect()
    }

    /// What `kubectl get daemonsets` prints.
    pub(crate) fn table(&self) -> String {
        get::daemon_sets(&self.daemon_sets(), self.engine.now()).text(&get::Options::default())
    }

    fn revisions(&self) -> Vec<Value> {
        let revisions = self.engine.cluster().revisions.values();
        revisions.map(|revision| revision.to_json()).collect()
    }

    fn nodes(&self) -> Vec<Value> {
        self.engine
            .cluster()
            .nodes
            .values()
            .map(|node| node.to_json())
            .collect()
    }

    fn set_key(&self) -> Option<&ObjectKey> {
        self.engine.cluster().daemon_sets.keys().next()
    }

    fn carry_out(&mut self, command: Command) -> Result<Vec<Finding>, JsValue> {
        let findings = convert::findings("", self.engine.apply(command));
        if convert::allowed(&findings) {
            Ok(findings)
        } else {
            Err(refusal(&findings))
        }
    }
}

/// Milliseconds as JavaScript counts them. What is not a number, or is negative, is no time at all.
#[expect(
    clippy::cast_possible_truncation,
    reason = "the cast saturates, which is what is wanted"
)]
fn millis(ms: f64) -> Millis {
    Millis(ms.clamp(0.0, 1e15) as i64)
}
