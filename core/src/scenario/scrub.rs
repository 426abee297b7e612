//! A scenario for other people's eyes: its texts and its commands without what the simulation does not read, under one set
//! of names. What is left runs as the whole did, as far as the simulation can tell.

use super::{Act, Deed, Scenario};
use crate::api::{Request, Resource};
use crate::kubectl::{to_yaml, to_yaml_list};
use crate::manifest::nodes::{NodeForm, read_nodes, write_nodes_short};
use crate::manifest::scrub::{Options, Removed, Scrubber};
use crate::objects::{Labels, Node};
use crate::sim::Command;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;

impl Scenario {
    /// The same scenario without what is nobody else's business, and what is no longer in it. Labels stay, and so do the
    /// names of DaemonSets, pods and namespaces. Where a change was of nothing but what is left out, the trace has other
    /// places at the same times: what is to be kept is the scenario of the replayed simulation.
    pub fn scrubbed(&self, options: Options) -> (Self, BTreeMap<Removed, usize>) {
        let mut scrubber = Scrubber::new(options);
        self.learn(&mut scrubber);
        let manifest = manifest_text(&mut scrubber, &self.manifest);
        let nodes = node_list(&mut scrubber, &self.nodes);
        let deeds = self.deeds.iter().map(|deed| Deed {
            at: deed.at,
            act: act(&mut scrubber, &deed.act),
        });
        let mut scenario = Self {
            manifest,
            nodes,
            deeds: deeds.collect(),
            ..self.clone()
        };
        scenario.edited_manifest = self
            .edited_manifest
            .as_ref()
            .map(|text| manifest_text(&mut scrubber, text));
        scenario.edited_nodes = self.edited_nodes.as_ref().map(|text| node_list(&mut scrubber, text));
        scenario.selected = self.selected.as_ref().map(|selected| match selected.split_once('/') {
            Some((kind, name)) if kind == "node" => format!("{kind}/{}", renamed(&mut scrubber, name)),
            Some(_) | None => selected.clone(),
        });
        for setting in scenario.view.values_mut() {
            if let Ok(mut value) = serde_json::from_str::<Value>(setting)
                && value.is_array()
            {
                scrubber.rename(&mut value);
                *setting = value.to_string();
            }
        }
        (scenario, scrubber.into_removed())
    }

    /// The names of all nodes that there are at some time, so that each is known before it is said.
    fn learn(&self, scrubber: &mut Scrubber) {
        let learn_text = |scrubber: &mut Scrubber, text: &str| {
            for node in read_nodes(text).nodes {
                scrubber.learn_node(&node.name);
            }
        };
        learn_text(scrubber, &self.nodes);
        for deed in &self.deeds {
            match &deed.act {
                Act::Nodes(text) => learn_text(scrubber, text),
                Act::Command(command) => {
                    for node in nodes_of(command) {
                        scrubber.learn_node(&node.name);
                    }
                }
                Act::Apply(_) => {}
            }
        }
        if let Some(text) = &self.edited_nodes {
            learn_text(scrubber, text);
        }
    }
}

/// The nodes that a command brings along.
fn nodes_of(command: &Command) -> Vec<&Node> {
    if let Command::SetNodes { nodes } = command {
        nodes.iter().collect()
    } else if let Command::AddNode { node, .. } = command {
        vec![node]
    } else if let Command::Batch { commands } = command {
        commands.iter().flat_map(nodes_of).collect()
    } else {
        Vec::new()
    }
}

/// The other name of a node.
fn renamed(scrubber: &mut Scrubber, name: &str) -> String {
    let mut value = json!(name);
    scrubber.rename(&mut value);
    value.as_str().unwrap_or(name).to_owned()
}

fn manifest_text(scrubber: &mut Scrubber, text: &str) -> Arc<str> {
    match scrubber.objects(text).as_deref() {
        Some([object]) => to_yaml(object).into(),
        Some(objects) => to_yaml_list(objects).into(),
        None => unreadable(scrubber, text),
    }
}

/// A list of nodes keeps its form, but for comments and for columns that say nothing to the simulation.
fn node_list(scrubber: &mut Scrubber, text: &str) -> Arc<str> {
    let list = read_nodes(text);
    if list.form == NodeForm::Objects {
        return match scrubber.objects(text) {
            Some(objects) => to_yaml_list(&objects).into(),
            None => unreadable(scrubber, text),
        };
    }
    let nodes: Vec<Node> = list.nodes.iter().map(|node| node_of(scrubber, node)).collect();
    write_nodes_short(&nodes).into()
}

/// A text that nobody can read may say anything.
fn unreadable(scrubber: &mut Scrubber, text: &str) -> Arc<str> {
    if !text.trim().is_empty() {
        scrubber.count(Removed::UnreadableTexts);
    }
    "".into()
}

/// A node without what only people read, under its other name.
fn node_of(scrubber: &mut Scrubber, node: &Node) -> Node {
    let mut node = node.clone();
    if !node.annotations.is_empty() {
        scrubber.count(Removed::Annotations);
        node.annotations = Labels::default();
    }
    let info = Arc::make_mut(&mut node.info);
    let addresses = [
        &mut info.internal_ip,
        &mut info.external_ip,
        &mut info.pod_cidr,
        &mut info.host_name,
    ];
    let mut has_addresses = false;
    for address in addresses {
        has_addresses |= !std::mem::take(address).is_empty();
    }
    if has_addresses {
        scrubber.count(Removed::Addresses);
    }
    named(scrubber, &node)
}

fn from<T: DeserializeOwned>(value: Value) -> Option<T> {
    serde_json::from_value(value).ok()
}

fn act(scrubber: &mut Scrubber, act: &Act) -> Act {
    match act {
        Act::Apply(text) => Act::Apply(manifest_text(scrubber, text)),
        Act::Nodes(text) => Act::Nodes(node_list(scrubber, text)),
        Act::Command(given) => Act::Command(Arc::new(command(scrubber, given))),
    }
}

fn command(scrubber: &mut Scrubber, command: &Command) -> Command {
    let mut objects = |kind: Option<Resource>, objects: &[Value]| -> Vec<Value> {
        let resource = |object: &Value| {
            let text = |key: &str| object[key].as_str().unwrap_or_default();
            kind.or_else(|| Resource::of(text("apiVersion"), text("kind")))
        };
        let known = objects.iter().filter_map(|object| Some((resource(object)?, object)));
        known
            .map(|(resource, object)| scrubber.object(resource, object))
            .collect()
    };
    match command {
        Command::ApplyDaemonSet { daemon_set } => Command::ApplyDaemonSet {
            daemon_set: scrubber.object(Resource::DaemonSets, daemon_set),
        },
        Command::Import {
            daemon_sets,
            pods,
            revisions,
            others,
        } => Command::Import {
            daemon_sets: objects(Some(Resource::DaemonSets), daemon_sets),
            pods: objects(Some(Resource::Pods), pods),
            revisions: objects(Some(Resource::ControllerRevisions), revisions),
            others: objects(None, others),
        },
        Command::Requests { requests } => Command::Requests {
            requests: requests.iter().map(|given| request(scrubber, given)).collect(),
        },
        Command::SetNodes { nodes } => Command::SetNodes {
            nodes: nodes.iter().map(|node| node_of(scrubber, node)).collect(),
        },
        Command::AddNode { node, ready_after_ms } => Command::AddNode {
            node: node_of(scrubber, node),
            ready_after_ms: *ready_after_ms,
        },
        Command::SetBehavior { image, node, behavior } => Command::SetBehavior {
            image: scrubber.image_part(image).into(),
            node: node.as_ref().map(|node| renamed(scrubber, node).into()),
            behavior: *behavior,
        },
        Command::FailPod {
            namespace,
            name,
            reason,
            ..
        } => Command::FailPod {
            namespace: namespace.clone(),
            name: name.clone(),
            reason: reason.clone(),
            message: "".into(),
        },
        Command::Batch { commands } => Command::Batch {
            commands: commands.iter().map(|given| self::command(scrubber, given)).collect(),
        },
        Command::DeleteDaemonSet { .. }
        | Command::SetNamespaceLabels { .. }
        | Command::ShutDownNode { .. }
        | Command::StartNode { .. }
        | Command::RunOut { .. }
        | Command::SetPodCondition { .. }
        | Command::DeleteNode { .. }
        | Command::SetLabel { .. }
        | Command::RemoveLabel { .. }
        | Command::SetTaint { .. }
        | Command::RemoveTaint { .. }
        | Command::Cordon { .. }
        | Command::Uncordon { .. }
        | Command::SetCondition { .. }
        | Command::SilenceKubelet { .. }
        | Command::ResumeKubelet { .. }
        | Command::DeletePod { .. }
        | Command::SetKubelets { .. }
        | Command::RunPods { .. }
        | Command::SetSchedulingMode { .. } => named(scrubber, command),
    }
}

/// What holds nothing but names and numbers, under other names.
fn named<T: Clone + serde::Serialize + DeserializeOwned>(scrubber: &mut Scrubber, value: &T) -> T {
    let mut json = json!(value);
    scrubber.rename(&mut json);
    from(json).unwrap_or_else(|| value.clone())
}

fn request(scrubber: &mut Scrubber, request: &Request) -> Request {
    let mut request = request.clone();
    match &mut request {
        Request::Create { resource, object, .. } => *object = scrubber.object(*resource, object),
        Request::Update {
            resource, name, object, ..
        } => {
            *object = scrubber.object(*resource, object);
            *name = renamed(scrubber, name).into();
        }
        Request::Patch {
            resource, name, patch, ..
        } => {
            *patch = scrubber.patch(*resource, patch);
            *name = renamed(scrubber, name).into();
        }
        Request::Delete { name, .. } | Request::Evict { name, .. } => *name = renamed(scrubber, name).into(),
    }
    request
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kubectl::console::{Input, run};
    use crate::scenario::Record;
    use crate::sim::{Behavior, Simulation};
    use crate::time::Millis;
    use std::collections::BTreeSet;

    const MANIFEST: &str = "# ask joe@corp.example
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: agent, annotations: {owner: joe}}
spec:
  selector: {matchLabels: {app: agent}}
  template:
    metadata: {labels: {app: agent}, annotations: {password: hunter2}}
    spec:
      serviceAccountName: robot
      containers:
      - name: agent
        image: registry.corp.example/team/agent:v1
        args: [--token=hunter2]
        readinessProbe: {exec: {command: [check, hunter2]}}
        volumeMounts: [{name: settings, mountPath: /hunter2}]
      volumes:
      - {name: settings, configMap: {name: hunter2}}
      - {name: key, secret: {secretName: hunter2}}
";
    const NODES: &str = "berlin-1 zone=a # hunter2\nberlin-2\n";

    fn kubectl(simulation: &mut Simulation, command: &str) {
        let output = run(simulation, &Input { command, stdin: "" }, Millis::seconds(600));
        assert_eq!(output.exit_code, 0, "{command}: {}", output.stderr);
    }

    /// A cluster in which much was done by name.
    fn scenario() -> Scenario {
        let mut simulation = Simulation::new(1);
        let (record, findings) = Record::start(&mut simulation, &MANIFEST.into(), &NODES.into());
        assert!(
            findings.iter().flatten().all(|finding| finding.code != "refused"),
            "{findings:?}"
        );
        simulation.settle(Millis::seconds(600));
        for command in [
            "kubectl set image ds/agent agent=registry.corp.example/team/agent:v2",
            "kubectl rollout status ds/agent",
            r#"kubectl patch ds agent -p '{"spec":{"template":{"metadata":{"annotations":{"token":"hunter2"}}}}}'"#,
            "kubectl rollout status ds/agent",
            r#"kubectl patch ds agent --type json -p '[{"op":"add","path":"/spec/minReadySeconds","value":7},{"op":"add","path":"/metadata/annotations/x","value":"hunter2"}]'"#,
            "kubectl annotate node berlin-2 note=hunter2",
            "kubectl label node berlin-2 zone=b",
            "kubectl cordon berlin-1",
        ] {
            kubectl(&mut simulation, command);
        }
        simulation.apply(Command::SetBehavior {
            image: "registry.corp.example/team/agent".into(),
            node: Some("berlin-2".into()),
            behavior: Some(Behavior::NeverReady),
        });
        simulation.apply(Command::DeleteNode {
            name: "berlin-1".into(),
        });
        simulation.settle(Millis::seconds(600));
        Scenario {
            selected: Some("node/berlin-2".to_owned()),
            ..record.scenario(&simulation)
        }
    }

    const ALL: Options = Options {
        rename_nodes: true,
        rename_images: true,
    };

    #[test]
    fn nothing_that_is_nobodys_business_is_left_in_texts_or_commands() {
        let (scrubbed, removed) = scenario().scrubbed(ALL);
        let text = scrubbed.to_json().to_string();
        for gone in ["hunter2", "joe", "robot", "corp.example", "berlin"] {
            assert!(!text.contains(gone), "{gone}: {text}");
        }
        for named in [
            Removed::Annotations,
            Removed::Volumes,
            Removed::Probes,
            Removed::NodeNames,
            Removed::ImageNames,
        ] {
            assert!(removed.contains_key(&named), "{named:?}: {removed:?}");
        }
        assert_eq!(scrubbed.selected.as_deref(), Some("node/node-2"));
    }

    #[test]
    fn what_is_left_runs_as_the_whole_did() {
        let whole = scenario();
        for options in [Options::default(), ALL] {
            let scrubbed = whole.scrubbed(options).0;
            let [before, after] = [&whole, &scrubbed].map(|scenario| {
                let replayed = scenario.replay();
                // A change of nothing but what is left out may have woken somebody: then the places are others, not the times.
                let mut findings = replayed.findings.iter();
                assert!(
                    findings.all(|finding| finding.code == "scenario-retimed"),
                    "everything can be done again"
                );
                let mut simulation = replayed.simulation;
                simulation.settle(Millis::seconds(600));
                let pods = simulation.cluster().pods.values();
                let pods: Vec<_> = pods.map(|pod| (pod.name.clone(), pod.phase, pod.ready)).collect();
                let revisions: BTreeSet<_> = simulation
                    .cluster()
                    .revisions
                    .values()
                    .map(|one| one.revision)
                    .collect();
                (pods, revisions)
            });
            assert_eq!(before, after);
        }
    }

    #[test]
    fn a_text_that_nobody_can_read_is_left_out() {
        let broken = Scenario {
            edited_manifest: Some("password: [hunter2".into()),
            ..scenario()
        };
        let (scrubbed, removed) = broken.scrubbed(Options::default());
        assert_eq!(
            (scrubbed.edited_manifest.as_deref(), removed[&Removed::UnreadableTexts]),
            (Some(""), 1)
        );
    }
}
