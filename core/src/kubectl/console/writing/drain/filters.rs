//! Which pods of a node a drain takes, which it leaves, and which it refuses to touch.
//!
//! Models `kubectl/pkg/drain/filters.go`: a pod goes through the filters until one says no; what a filter warns about is
//! forgotten when a later one is asked.

use crate::kubectl::console::failure::Failure;
use crate::kubectl::console::selectors::Selectors;
use crate::kubectl::console::verb::Console;
use crate::objects::{ObjectKey, Pod, json};
use crate::sim::Simulation;
use crate::time::Millis;
use serde_json::json;
use std::collections::BTreeMap;
use std::sync::Arc;

const MIRROR: &str = "kubernetes.io/config.mirror";

/// The flags that decide.
#[derive(Debug, Clone)]
pub(super) struct Options {
    ignores_daemon_sets: bool,
    forces: bool,
    deletes_local_data: bool,
    skip_after: Option<Millis>,
    selectors: Selectors,
}

/// What is to be done with the pods of a node. Texts are in order, where kubectl's is random.
#[derive(Debug)]
pub(super) struct Judgement {
    /// Those that go, with their uids.
    pub(super) pods: Vec<(ObjectKey, Arc<str>)>,
    /// `cannot delete Pods that declare no controller (use --force to override): default/plain`
    pub(super) errors: Vec<String>,
    /// `ignoring DaemonSet-managed Pods: default/agent-9djvn`
    pub(super) warnings: Vec<String>,
}

enum Verdict {
    Okay,
    Skip,
    Warning { deletes: bool, text: String },
    Error(String),
}

impl Options {
    pub(super) fn read(console: &Console<'_>) -> Result<Self, Failure> {
        let flags = &console.flags;
        let selectors = Selectors::parse(flags.value("pod-selector"), "");
        selectors.check(crate::kubectl::console::resource_type::ResourceType::named("pods")?)?;
        let skip = flags.number("skip-wait-for-delete-timeout");
        Ok(Self {
            ignores_daemon_sets: flags.is_on("ignore-daemonsets"),
            forces: flags.is_on("force"),
            deletes_local_data: flags.is_on("delete-emptydir-data"),
            skip_after: (skip > 0).then(|| Millis::seconds(skip)),
            selectors,
        })
    }
}

/// Goes through the pods that are bound to `node`.
pub(super) fn judge(simulation: &Simulation, node: &str, options: &Options) -> Judgement {
    let mut judgement = Judgement {
        pods: Vec::new(),
        errors: Vec::new(),
        warnings: Vec::new(),
    };
    let (mut errors, mut warnings) = (
        BTreeMap::<String, Vec<String>>::new(),
        BTreeMap::<String, Vec<String>>::new(),
    );
    let cluster = simulation.cluster();
    let pods = simulation.pods_of(node).filter_map(|key| cluster.pods.get(key));
    for pod in pods.filter(|pod| pod.node_name.as_deref() == Some(node)) {
        let labels = json!({ "metadata": { "labels": pod.labels.to_json() } });
        if !options.selectors.select(&labels) {
            continue;
        }
        let title = format!("{}/{}", pod.namespace, pod.name);
        let goes = match verdict(simulation, pod, options) {
            Verdict::Okay => true,
            Verdict::Skip => false,
            Verdict::Warning { deletes, text } => {
                warnings.entry(text).or_default().push(title);
                deletes
            }
            Verdict::Error(text) => {
                errors.entry(text).or_default().push(title);
                false
            }
        };
        if goes {
            judgement
                .pods
                .push(((pod.namespace.clone(), pod.name.clone()), pod.uid.clone()));
        }
    }
    let line = |(text, pods): (String, Vec<String>)| format!("{text}: {}", pods.join(", "));
    judgement.errors = errors
        .into_iter()
        .map(|group| format!("cannot delete {}", line(group)))
        .collect();
    judgement.warnings = warnings.into_iter().map(line).collect();
    judgement
}

fn verdict(simulation: &Simulation, pod: &Pod, options: &Options) -> Verdict {
    if let (Some(limit), Some(deletion)) = (options.skip_after, pod.deletion)
        && simulation.now().0 - deletion.0 > limit.0
    {
        return Verdict::Skip;
    }
    let ended = pod.is_terminal();
    let of_set = pod
        .controller
        .as_ref()
        .filter(|owner| &*owner.kind == "DaemonSet" && !ended);
    if let Some(owner) = of_set {
        let key = (pod.namespace.clone(), owner.name.clone());
        let exists = simulation.cluster().daemon_sets.contains_key(&key);
        let missing = || format!("daemonsets.apps {:?} not found", &*owner.name);
        let text = match (exists, options.forces, options.ignores_daemon_sets) {
            (true, _, false) => {
                return Verdict::Error("DaemonSet-managed Pods (use --ignore-daemonsets to ignore)".to_owned());
            }
            (true, _, true) => "ignoring DaemonSet-managed Pods".to_owned(),
            (false, false, _) => return Verdict::Error(missing()),
            // The pod is taken, and what is warned of it forgotten: it has a controller.
            (false, true, _) => return after_daemon_sets(pod, options),
        };
        return Verdict::Warning { deletes: false, text };
    }
    after_daemon_sets(pod, options)
}

/// Mirror pods, local storage, nobody who makes the pod again.
fn after_daemon_sets(pod: &Pod, options: &Options) -> Verdict {
    let template = pod.template.as_ref().map(|template| &template.json);
    let annotated = template.is_some_and(|template| template["metadata"]["annotations"].get(MIRROR).is_some());
    if annotated {
        return Verdict::Skip;
    }
    let local = template.is_some_and(|template| {
        let volumes = json::list(&template["spec"], "volumes");
        volumes.iter().any(|volume| volume.get("emptyDir").is_some())
    });
    if local && !pod.is_terminal() && !options.deletes_local_data {
        return Verdict::Error("Pods with local storage (use --delete-emptydir-data to override)".to_owned());
    }
    match (pod.controller.is_some() || pod.is_terminal(), options.forces) {
        (true, _) => Verdict::Okay,
        (false, true) => Verdict::Warning {
            deletes: true,
            text: "deleting Pods that declare no controller".to_owned(),
        },
        (false, false) => Verdict::Error("Pods that declare no controller (use --force to override)".to_owned()),
    }
}
