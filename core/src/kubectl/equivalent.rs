//! The kubectl command line that does what a command of the simulation does.

use crate::sim::Command;

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
            let taint = crate::node::taints::taint_text(taint);
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
