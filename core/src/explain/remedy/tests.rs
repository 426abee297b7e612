use super::{Aim, Remedy, RemedyChange, remedies};
use crate::kubectl::equivalent;
use crate::manifest::nodes::read_nodes;
use crate::objects::ObjectKey;
use crate::scenario::manifest_commands;
use crate::sim::{Behavior, Command, ForeignPod, Simulation};
use crate::time::Millis;

/// A manifest whose pod spec begins with `lines`.
fn manifest(lines: &str) -> String {
    let lines: Vec<String> = lines.lines().map(|line| format!("      {line}\n")).collect();
    let lines = lines.concat();
    format!(
        "apiVersion: apps/v1\nkind: DaemonSet\nmetadata:\n  name: agent\nspec:\n  selector:\n    matchLabels:\n      app: agent\n  template:\n    metadata:\n      labels:\n        app: agent\n    spec:\n{lines}      containers:\n      - name: agent\n        image: agent:1\n        resources:\n          requests:\n            cpu: 500m\n"
    )
}

fn cluster(text: &str, nodes: &str) -> Simulation {
    let mut simulation = Simulation::new(1);
    simulation.apply(Command::SetNodes {
        nodes: read_nodes(nodes).nodes,
    });
    apply(&mut simulation, text);
    simulation
}

fn apply(simulation: &mut Simulation, text: &str) {
    let command = manifest_commands(simulation, text).main.expect("the text is accepted");
    assert_eq!(simulation.apply(command), []);
    simulation.settle(Millis::seconds(900));
}

fn key() -> ObjectKey {
    ("default".into(), "agent".into())
}

/// What is offered for node `n`, a line each.
fn offered(text: &str, simulation: &Simulation) -> Vec<String> {
    let line = |command: &Command| equivalent(command).unwrap_or_else(|| format!("{command:?}"));
    let all = remedies(simulation, &key(), "n", text);
    all.iter()
        .map(|remedy| match &remedy.change {
            RemedyChange::Cluster(commands) => commands.iter().map(line).collect::<Vec<_>>().join("; "),
            RemedyChange::Manifest(change) => {
                let titles: Vec<String> = change.titles.iter().map(ToString::to_string).collect();
                format!("{} (+{} -{})", titles.join("; "), change.gained, change.lost)
            }
        })
        .collect()
}

/// Each case: the pod spec, the node, what is offered.
fn cases() -> Vec<(String, &'static str, &'static [&'static str])> {
    let affinity = |expression: &str| {
        format!(
            "affinity:\n  nodeAffinity:\n    requiredDuringSchedulingIgnoredDuringExecution:\n      nodeSelectorTerms:\n      - matchExpressions:\n        - {expression}\n"
        )
    };
    vec![
        (
            "nodeSelector:\n  gpu: \"true\"\n".into(),
            "n",
            &[
                "kubectl label node n gpu=true --overwrite",
                "Take gpu out of the nodeSelector (+1 -0)",
            ],
        ),
        (
            "nodeSelector:\n  zone: a\n".into(),
            "n zone=b",
            &[
                "kubectl label node n zone=a --overwrite",
                "Ask for zone=b in the nodeSelector (+0 -0)",
                "Take zone out of the nodeSelector (+1 -0)",
            ],
        ),
        (
            String::new(),
            "n taint:dedicated=gpu:NoSchedule",
            &[
                "kubectl taint node n dedicated:NoSchedule-",
                "Tolerate the taint dedicated=gpu:NoSchedule (+0 -0)",
            ],
        ),
        (
            "nodeSelector:\n  gpu: \"true\"\n".into(),
            "n taint:dedicated=gpu:NoSchedule",
            &[
                "kubectl label node n gpu=true --overwrite; kubectl taint node n dedicated:NoSchedule-",
                "Take gpu out of the nodeSelector; Tolerate the taint dedicated=gpu:NoSchedule (+1 -0)",
            ],
        ),
        (
            "nodeName: other\n".into(),
            "n",
            &["Take nodeName out of the template (+0 -0)"],
        ),
        (
            affinity("{key: disk, operator: In, values: [ssd]}"),
            "n disk=hdd",
            &[
                "kubectl label node n disk=ssd --overwrite",
                "Let disk be hdd too, in the node affinity (+0 -0)",
                "Take the requirement on disk out of the node affinity (+1 -0)",
            ],
        ),
        (
            affinity("{key: disk, operator: DoesNotExist}\n        - {key: cores, operator: Gt, values: ['8']}"),
            "n disk=hdd cores=2",
            &[
                "kubectl label node n disk-; kubectl label node n cores=9 --overwrite",
                "Take the requirement on disk out of the node affinity; Take the requirement on cores out of the node affinity (+1 -0)",
            ],
        ),
    ]
}

/// The cluster after somebody took an offer.
fn taken(simulation: &Simulation, remedy: &Remedy) -> Simulation {
    let mut after = simulation.clone();
    match &remedy.change {
        RemedyChange::Cluster(commands) => {
            for command in commands {
                assert_eq!(after.apply(command.clone()), []);
            }
            after.settle(Millis::seconds(900));
        }
        RemedyChange::Manifest(change) => apply(&mut after, &change.text),
    }
    after
}

/// Everything that is offered does what it says.
#[test]
fn what_keeps_a_pod_away_can_be_changed_on_either_side() {
    for (spec, node, expected) in cases() {
        let text = manifest(&spec);
        let nodes = format!("{node}\nother");
        let simulation = cluster(&text, &nodes);
        assert_eq!(offered(&text, &simulation), expected, "{spec}");
        for remedy in remedies(&simulation, &key(), "n", &text) {
            assert_eq!(remedy.aim, Aim::Gives);
            let after = taken(&simulation, &remedy);
            assert_eq!(after.pods_of("n").count(), 1, "{spec}: {remedy:?}");
        }
    }
}

#[test]
fn a_pod_can_be_taken_away() {
    let text = manifest(
        "nodeSelector:\n  gpu: \"true\"\ntolerations:\n- key: dedicated\n  operator: Exists\n- key: other\n  operator: Exists\n",
    );
    let simulation = cluster(&text, "n gpu=true taint:dedicated=gpu:NoExecute");
    assert_eq!(
        offered(&text, &simulation),
        [
            "kubectl label node n gpu-",
            "kubectl taint node n agent=away:NoExecute --overwrite",
            "Take the toleration of dedicated=gpu:NoExecute out (+0 -0)",
        ]
    );
    for remedy in remedies(&simulation, &key(), "n", &text) {
        let after = taken(&simulation, &remedy);
        assert_eq!(after.pods_of("n").count(), 0, "{remedy:?}");
    }
    let everywhere = manifest("tolerations:\n- operator: Exists\n");
    let offers = offered(&everywhere, &cluster(&everywhere, "n"));
    assert_eq!(offers, [""; 0], "a taint would not keep it away");
}

/// The pod of somebody else leaves too little.
#[test]
fn a_pod_that_waits_for_room_gets_it_from_either_side() {
    let text = manifest("");
    let mut simulation = Simulation::new(1);
    simulation.apply(Command::SetNodes {
        nodes: read_nodes("n cpu=1").nodes,
    });
    simulation.apply(Command::RunPods {
        nodes: vec!["n".into()],
        pod: serde_json::from_value::<ForeignPod>(serde_json::json!({ "name": "web", "cpu": "800m" })).unwrap(),
        replicas: 1,
    });
    apply(&mut simulation, &text);
    let offers = offered(&text, &simulation);
    assert_eq!(offers.len(), 3, "{offers:?}");
    assert!(offers[0].starts_with("kubectl delete pod web-"), "{offers:?}");
    assert_eq!(offers[1], "Ask for 200m of cpu (+0 -0)");
    for remedy in &remedies(&simulation, &key(), "n", &text)[..2] {
        assert_eq!(remedy.aim, Aim::Frees);
        let after = taken(&simulation, remedy);
        assert!(
            after
                .cluster()
                .pods
                .values()
                .any(|pod| pod.ready && pod.name.starts_with("agent")),
            "{remedy:?}"
        );
    }
}

#[test]
fn a_broken_image_and_a_silent_kubelet_can_be_mended() {
    let text = manifest("");
    let mut simulation = cluster(&text, "n");
    let broken = Command::SetBehavior {
        image: "agent".into(),
        node: None,
        behavior: Some(Behavior::PullFails),
    };
    simulation.apply(broken);
    apply(&mut simulation, &text.replace("agent:1", "agent:2"));
    let offers = offered(&text.replace("agent:1", "agent:2"), &simulation);
    assert!(
        offers[0].starts_with("SetBehavior") && offers[0].contains("behavior: None"),
        "{offers:?}"
    );
}

/// A text that the cluster does not run is left alone.
#[test]
fn another_text_is_not_edited() {
    let text = manifest("nodeSelector:\n  gpu: \"true\"\n");
    let simulation = cluster(&text, "n");
    for other in [
        manifest(""),
        text.replace("name: agent\nspec", "name: other\nspec"),
        "kind: [".to_owned(),
    ] {
        assert_eq!(
            offered(&other, &simulation),
            ["kubectl label node n gpu=true --overwrite"]
        );
    }
}
