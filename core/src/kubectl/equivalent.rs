//! The kubectl command line that does what a command of the simulation does.

use crate::node::taints::taint_text;
use crate::sim::Command;
use std::fmt::Write;
use std::sync::Arc;

/// The line for what a person did elsewhere than on a console; `None` for what kubectl cannot do (a kubelet falls silent, a
/// machine joins) and for what came from a console or a text.
pub fn equivalent(command: &Command) -> Option<String> {
    Some(match command {
        Command::DeleteDaemonSet {
            namespace,
            name,
            orphan,
        } => {
            let cascade = if *orphan { " --cascade=orphan" } else { "" };
            format!("kubectl delete daemonset {name} -n {namespace}{cascade}")
        }
        Command::DeleteNode { name } => format!("kubectl delete node {name}"),
        Command::SetLabel { node, key, value } => format!("kubectl label node {node} {key}={value} --overwrite"),
        Command::RemoveLabel { node, key } => format!("kubectl label node {node} {key}-"),
        Command::SetTaint { node, taint } => {
            let taint = taint_text(taint);
            format!("kubectl taint node {node} {taint} --overwrite")
        }
        Command::RemoveTaint { node, key, effect } => format!("kubectl taint node {node} {key}:{}-", effect.name()),
        Command::Cordon { node } => format!("kubectl cordon {node}"),
        Command::Uncordon { node } => format!("kubectl uncordon {node}"),
        Command::DeletePod { namespace, name } => format!("kubectl delete pod {name} -n {namespace}"),
        Command::SetNamespaceLabels { namespace, labels } => {
            let labels: Vec<_> = labels.iter().map(|(key, value)| format!("{key}={value}")).collect();
            format!("kubectl label namespace {namespace} {} --overwrite", labels.join(" "))
        }
        Command::Batch { commands } => return batch(commands),
        Command::ApplyDaemonSet { .. }
        | Command::Import { .. }
        | Command::SetNodes { .. }
        | Command::AddNode { .. }
        | Command::SetCondition { .. }
        | Command::SilenceKubelet { .. }
        | Command::ResumeKubelet { .. }
        | Command::SetBehavior { .. }
        | Command::FailPod { .. }
        | Command::Requests { .. }
        | Command::SetKubelets { .. }
        | Command::RunPods { .. }
        | Command::ShutDownNode { .. }
        | Command::StartNode { .. }
        | Command::RunOut { .. }
        | Command::SetPodCondition { .. }
        | Command::SetSchedulingMode { .. } => return None,
    })
}

/// What a batch does, told apart by everything but the object that it is done to.
#[derive(PartialEq, Eq)]
enum Deed {
    Nodes { before: &'static str, after: String },
    Pods { namespace: Arc<str> },
}

/// A line for each kind of thing that a batch does: kubectl takes many names at once.
fn batch(commands: &[Command]) -> Option<String> {
    let mut lines: Vec<(Deed, Vec<&Arc<str>>)> = Vec::new();
    for command in commands {
        let (deed, name) = deed(command)?;
        match lines.last_mut().filter(|(last, _)| *last == deed) {
            Some((_, names)) => names.push(name),
            None => lines.push((deed, vec![name])),
        }
    }
    let lines: Vec<String> = lines.iter().map(|(deed, names)| line(deed, names)).collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

fn deed(command: &Command) -> Option<(Deed, &Arc<str>)> {
    let nodes = |before, after| Deed::Nodes { before, after };
    Some(match command {
        Command::SetLabel { node, key, value } => (nodes("label node", format!(" {key}={value} --overwrite")), node),
        Command::RemoveLabel { node, key } => (nodes("label node", format!(" {key}-")), node),
        Command::SetTaint { node, taint } => (nodes("taint node", format!(" {} --overwrite", taint_text(taint))), node),
        Command::RemoveTaint { node, key, effect } => (nodes("taint node", format!(" {key}:{}-", effect.name())), node),
        Command::Cordon { node } => (nodes("cordon", String::new()), node),
        Command::Uncordon { node } => (nodes("uncordon", String::new()), node),
        Command::DeleteNode { name } => (nodes("delete node", String::new()), name),
        Command::DeletePod { namespace, name } => (
            Deed::Pods {
                namespace: namespace.clone(),
            },
            name,
        ),
        Command::ApplyDaemonSet { .. }
        | Command::DeleteDaemonSet { .. }
        | Command::SetNamespaceLabels { .. }
        | Command::Import { .. }
        | Command::SetNodes { .. }
        | Command::AddNode { .. }
        | Command::SetCondition { .. }
        | Command::SilenceKubelet { .. }
        | Command::ResumeKubelet { .. }
        | Command::SetBehavior { .. }
        | Command::FailPod { .. }
        | Command::Requests { .. }
        | Command::SetKubelets { .. }
        | Command::RunPods { .. }
        | Command::ShutDownNode { .. }
        | Command::StartNode { .. }
        | Command::RunOut { .. }
        | Command::SetPodCondition { .. }
        | Command::SetSchedulingMode { .. }
        | Command::Batch { .. } => return None,
    })
}

fn line(deed: &Deed, names: &[&Arc<str>]) -> String {
    let mut line = match deed {
        Deed::Nodes { before, .. } => format!("kubectl {before}"),
        Deed::Pods { .. } => "kubectl delete pod".to_owned(),
    };
    for name in names {
        // Writing to a text cannot fail.
        let _ = write!(line, " {name}");
    }
    match deed {
        Deed::Nodes { after, .. } => line.push_str(after),
        Deed::Pods { namespace } => {
            let _ = write!(line, " -n {namespace}");
        }
    }
    line
}

#[cfg(test)]
mod tests {
    use super::equivalent;
    use crate::kubectl::console::{Input, run};
    use crate::manifest::nodes::read_nodes;
    use crate::objects::{Taint, TaintEffect};
    use crate::sim::{Command, Simulation};
    use crate::time::Millis;

    /// Each line, entered on the console of one cluster, leaves the nodes as the command leaves them in another.
    #[test]
    fn the_line_does_what_the_command_does() {
        let node = || "node-1".into();
        let commands = [
            Command::SetLabel {
                node: node(),
                key: "gpu".into(),
                value: "true".into(),
            },
            Command::RemoveLabel {
                node: node(),
                key: "zone".into(),
            },
            Command::SetTaint {
                node: node(),
                taint: Taint {
                    key: "dedicated".into(),
                    value: "gpu".into(),
                    effect: TaintEffect::NoSchedule,
                    time_added: None,
                },
            },
            Command::RemoveTaint {
                node: node(),
                key: "dedicated".into(),
                effect: TaintEffect::NoSchedule,
            },
            Command::Cordon { node: node() },
            Command::Uncordon { node: node() },
            Command::Batch {
                commands: ["node-1", "node-2"]
                    .map(|node| Command::SetLabel {
                        node: node.into(),
                        key: "gpu".into(),
                        value: "true".into(),
                    })
                    .into(),
            },
            Command::Batch {
                commands: ["node-1", "node-2"]
                    .map(|node| Command::Cordon { node: node.into() })
                    .into(),
            },
            Command::DeleteNode { name: node() },
        ];
        let mut simulation = Simulation::new(1);
        simulation.apply(Command::SetNodes {
            nodes: read_nodes("node-1 zone=a\nnode-2").nodes,
        });
        for command in commands {
            let line = equivalent(&command).expect("kubectl can do it");
            let mut other = simulation.clone();
            let input = Input {
                command: &line,
                stdin: "",
            };
            let output = run(&mut other, &input, Millis::seconds(1));
            assert_eq!(output.exit_code, 0, "{line}: {}", output.stderr);
            simulation.apply(command);
            assert_eq!(other.cluster().nodes, simulation.cluster().nodes, "{line}");
        }
    }
}
