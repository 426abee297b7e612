//! The kubectl command line that does what a command of the simulation does.

use crate::node::taints::taint_text;
use crate::sim::Command;
use std::sync::Arc;

/// The line for what a person did elsewhere than on a console, or several for a batch; `None` for what kubectl cannot do (a
/// kubelet falls silent, a machine joins) and for what came from a console or a text.
pub fn equivalent(command: &Command) -> Option<String> {
    match command {
        Command::Batch { commands } => lines(commands),
        one => lines(std::slice::from_ref(one)),
    }
}

/// A line for each kind of thing that is done: kubectl takes many names at once.
fn lines(commands: &[Command]) -> Option<String> {
    let mut lines: Vec<(Deed, String)> = Vec::new();
    for command in commands {
        let (deed, name) = deed(command)?;
        match lines.last_mut().filter(|(last, _)| *last == deed) {
            Some((_, names)) => {
                names.push(' ');
                names.push_str(name);
            }
            None => lines.push((deed, name.to_string())),
        }
    }
    let lines = lines
        .iter()
        .map(|(deed, names)| format!("kubectl {} {names}{}", deed.verb, deed.rest));
    let lines: Vec<String> = lines.collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

/// What is done: everything of a line but the names of the objects.
#[derive(PartialEq, Eq)]
struct Deed {
    /// What stands before the names.
    verb: &'static str,
    /// What stands after them, with a blank before it.
    rest: String,
}

/// What a command does, and the name of the object that it does it to.
fn deed(command: &Command) -> Option<(Deed, &Arc<str>)> {
    let (verb, rest, name) = match command {
        Command::SetLabel { node, key, value } => ("label node", format!(" {key}={value} --overwrite"), node),
        Command::RemoveLabel { node, key } => ("label node", format!(" {key}-"), node),
        Command::SetTaint { node, taint } => ("taint node", format!(" {} --overwrite", taint_text(taint)), node),
        Command::RemoveTaint { node, key, effect } => ("taint node", format!(" {key}:{}-", effect.name()), node),
        Command::Cordon { node } => ("cordon", String::new(), node),
        Command::Uncordon { node } => ("uncordon", String::new(), node),
        Command::DeleteNode { name } => ("delete node", String::new(), name),
        Command::DeletePod { namespace, name } => ("delete pod", format!(" -n {namespace}"), name),
        Command::DeleteDaemonSet {
            namespace,
            name,
            orphan,
        } => {
            let cascade = if *orphan { " --cascade=orphan" } else { "" };
            ("delete daemonset", format!(" -n {namespace}{cascade}"), name)
        }
        Command::SetNamespaceLabels { namespace, labels } => {
            let labels: Vec<_> = labels.iter().map(|(key, value)| format!("{key}={value}")).collect();
            (
                "label namespace",
                format!(" {} --overwrite", labels.join(" ")),
                namespace,
            )
        }
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
        | Command::SetSchedulingMode { .. }
        | Command::Batch { .. } => return None,
    };
    Some((Deed { verb, rest }, name))
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
