//! Scenarios are kept and opened again.

use super::*;
use crate::diagnostic::Diagnostic;
use crate::sim::Simulation;

const MANIFEST: &str = "apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: agent
spec:
  selector:
    matchLabels: {app: agent}
  template:
    metadata:
      labels: {app: agent}
    spec:
      containers:
      - name: agent
        image: registry.example/agent:1.0
";

const NODES: &str = "node-1 zone=a\nnode-2 zone=b\nnode-3\n";

fn started() -> (Simulation, Record) {
    let mut simulation = Simulation::new(7);
    let (record, findings) = Record::start(&mut simulation, &MANIFEST.into(), &NODES.into());
    assert_eq!(findings, [Vec::new(), Vec::new()]);
    (simulation, record)
}

/// A rollout in which something was done twice, the second time in the past.
fn rolled_out() -> (Simulation, Record) {
    let (mut simulation, mut record) = started();
    simulation.settle(Millis::seconds(600));
    let next: Arc<str> = MANIFEST.replace(":1.0", ":2.0").into();
    let now = simulation.now();
    assert_eq!(record.act(&mut simulation, &Act::Apply(next), now), Vec::new());
    for _ in 0..10 {
        simulation.step();
    }
    let cordon = Command::Cordon { node: "node-2".into() };
    simulation.apply_at(cordon, simulation.now() + Millis(1));
    simulation.settle(Millis::seconds(600));
    (simulation, record)
}

fn codes(findings: &[Diagnostic]) -> Vec<&'static str> {
    findings.iter().map(|finding| finding.code).collect()
}

#[test]
fn done_again_everything_is_as_it_was_at_any_moment() {
    let (mut simulation, record) = rolled_out();
    for step in [0, 1, 2, 9, 20, simulation.steps().len()] {
        simulation.seek(step);
        let kept = record.scenario(&simulation);
        assert_eq!((&*kept.manifest, &*kept.nodes, kept.seed), (MANIFEST, NODES, 7));
        assert_eq!(kept.deeds.len(), 2, "what the first texts became is not kept twice");
        assert!(matches!(&kept.deeds[0].act, Act::Apply(text) if text.contains(":2.0")));
        let link = to_link(&kept).unwrap();
        let opened = from_link(&link).unwrap().unwrap();
        assert_eq!(opened, kept);
        let again = opened.replay();
        assert_eq!(again.findings, Vec::new());
        assert_eq!(again.simulation.cursor(), step);
        assert_eq!(again.simulation.trace_hash(), simulation.trace_hash());
        assert_eq!(again.simulation.steps().len(), simulation.steps().len());
        assert_eq!(
            again.record.scenario(&again.simulation),
            kept,
            "and it can be kept again"
        );
    }
}

#[test]
fn undone_commands_are_not_kept() {
    let (mut simulation, record) = rolled_out();
    simulation.undo();
    assert_eq!(record.scenario(&simulation).deeds.len(), 1);
    simulation.undo();
    assert_eq!(record.scenario(&simulation).deeds, []);
    simulation.redo();
    let kept = record.scenario(&simulation);
    assert!(
        matches!(kept.deeds[0].act, Act::Apply(_)),
        "done again it is still known where it came from"
    );
}

#[test]
fn what_began_otherwise_is_kept_command_by_command() {
    let (mut simulation, record) = started();
    while simulation.undo() {}
    simulation.apply(Command::AddNode {
        ready_after_ms: None,
        node: read_node_list("other").value.unwrap().remove(0),
    });
    let kept = record.scenario(&simulation);
    assert_eq!((&*kept.manifest, &*kept.nodes, kept.deeds.len()), ("", "", 1));
    let again = kept.replay();
    assert_eq!(again.simulation.trace_hash(), simulation.trace_hash());
}

#[test]
fn written_by_hand_times_are_enough() {
    let text = r#"{
        "manifest": "", "nodes": "node-1\nnode-2",
        "commands": [
            {"command": "cordon", "node": "node-2", "time": 5000},
            {"command": "nodes", "nodes": "node-1\nnode-2\nnode-3", "time": 9000},
            {"command": "cordon", "node": "nobody", "time": 9500}
        ]
    }"#;
    let replayed = Scenario::read(text).unwrap().replay();
    let cluster = replayed.simulation.cluster();
    assert_eq!(cluster.nodes.len(), 3);
    assert_eq!(replayed.simulation.now() - crate::sim::EPOCH, Millis(9000));
    assert_eq!(codes(&replayed.findings), ["not-found"]);
    assert_eq!(replayed.findings[0].path, "commands[2]");
}

#[test]
fn where_the_engine_has_changed_the_times_still_count() {
    let (simulation, record) = rolled_out();
    let mut kept = record.scenario(&simulation);
    for deed in &mut kept.deeds {
        deed.at.step = deed.at.step.map(|step| step + 1);
    }
    let again = kept.replay();
    assert_eq!(codes(&again.findings), ["scenario-retimed"]);
    assert_eq!(again.simulation.cluster().nodes, simulation.cluster().nodes);
    assert_eq!(again.simulation.now(), simulation.now());
}

/// One link for each version, made when the version was. They open for ever.
#[test]
fn links_of_every_version_open_for_ever() {
    let first = "v1/q1bKTczLTEstLlGyUsrOzEuxUnBJTM3NzwtOLYnJU9JRystPSS0GyoFoXUOgUC0A";
    let opened = from_link(first).unwrap().unwrap();
    assert_eq!((&*opened.manifest, &*opened.nodes), ("kind: DaemonSet\n", "node-1\n"));
    assert_eq!((opened.seed, opened.cursor), (1, None));

    // What followed is the same version: more of it is filled in.
    let whole = concat!(
        "v1/lZHBagMhEIZfRea8aTdCDxF6663tqcckB1mnIFkdWacJ6eJz5IHyYhk3G2goFHrzdz71_3CEzib2FMHAG9FOWVaRHC70AzTQU",
        "Qg2ugxmPd6CgDal_ihjif4TM8vWzkdn1IvFQPEDeRMDsnWWrVFj2USBM2MCs2yAfUAwbWl-XtnR4Khi9XHJ1w6_j-mnti1bafY1Z",
        "BrAjDOg74AG0HlG9_6fgn_ZzMXyrdl6udBb9U0Rn-3VDlE0VnXRY8c1TOTjnUiei3JfHV8xsQz2OOTpA0Ry7_EwSaXpPtDnE5RyA",
        "Q"
    );
    let opened = from_link(whole).unwrap().unwrap();
    assert_eq!((&*opened.caption, &*opened.title), ("Look at node-2.", "Kept"));
    assert_eq!(
        (&*opened.nodes, opened.seed, opened.steps),
        ("node-[1-2] zone=a\n", 9, 2)
    );
    assert_eq!(opened.view["speed"], "2×");
    assert_eq!(opened.deeds.len(), 2);
    let replayed = opened.replay();
    assert!(replayed.simulation.cluster().nodes["node-2"].unschedulable);
    assert_eq!(replayed.simulation.now() - crate::sim::EPOCH, Millis(2500));
}

#[test]
fn every_part_of_a_scenario_is_read_back() {
    let scenario = Scenario {
        manifest: "名: 🙂".into(),
        nodes: "a".into(),
        seed: u64::MAX,
        deeds: vec![Deed {
            at: Moment {
                step: Some(3),
                time: Millis(1),
            },
            act: Act::Nodes("b".into()),
        }],
        cursor: Some(Moment {
            step: None,
            time: Millis(20),
        }),
        steps: 9,
        edited_manifest: Some("x".into()),
        edited_nodes: Some("".into()),
        selected: Some("node/a".into()),
        title: "A title".into(),
        caption: "Look here.".into(),
        view: [("speed".to_owned(), "2×".to_owned())].into(),
    };
    assert_eq!(Scenario::read(&scenario.to_json().to_string()), Ok(scenario.clone()));
    assert_eq!(from_link(&to_link(&scenario).unwrap()), Some(Ok(scenario)));
}

#[test]
fn what_is_wrong_is_said_all_of_it() {
    let text = r#"{"manifest": 1, "seed": -1, "cursor": {"step": 2}, "view": {"a": 1},
        "commands": [{"command": "dance", "time": 0}, {"command": "apply"}, {"time": 1}, {"command": "cordon", "node": "a", "time": -1}]}"#;
    let findings = Scenario::read(text).unwrap_err();
    let paths: Vec<&str> = findings.iter().map(|finding| finding.path.as_str()).collect();
    let expected = [
        "manifest",
        "seed",
        "commands[0]",
        "commands[1]",
        "commands[2]",
        "commands[3]",
        "cursor",
        "view",
    ];
    assert_eq!(paths, expected);
    assert_eq!(codes(&Scenario::read("{").unwrap_err()), ["scenario-syntax"]);
    assert_eq!(codes(&Scenario::read("[]").unwrap_err()), ["scenario-field"]);
    assert_eq!(
        codes(&Scenario::read(r#"{"version": 99}"#).unwrap_err()),
        ["scenario-version"]
    );
}

#[test]
fn limits_name_themselves() {
    let long = " ".repeat(MAX_BYTES + 1);
    let findings = Scenario::read(&long).unwrap_err();
    assert!(findings[0].message.contains(&MAX_BYTES.to_string()));

    let mut state = 1_u64;
    let noisy: String = std::iter::repeat_with(|| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        char::from(b'a' + u8::try_from(state >> 60).unwrap_or_default())
    })
    .take(100_000)
    .collect();
    let scenario = Scenario {
        nodes: noisy.into(),
        ..Scenario::default()
    };
    let finding = to_link(&scenario).unwrap_err();
    assert_eq!(finding.code, "link-too-long");
    assert!(finding.message.contains(&MAX_LINK_CHARACTERS.to_string()));

    let bomb = Scenario {
        nodes: " ".repeat(MAX_BYTES).into(),
        ..Scenario::default()
    };
    assert_eq!(
        codes(&from_link(&to_link(&bomb).unwrap()).unwrap().unwrap_err()),
        ["link-damaged"]
    );
}

#[test]
fn what_is_no_link_is_not_opened_and_what_is_damaged_says_so() {
    for fragment in ["", "nonsense", "lesson/1", "v/", "vx/abc"] {
        assert_eq!(from_link(fragment), None, "{fragment}");
    }
    let good = to_link(&Scenario::default()).unwrap();
    for fragment in ["v1/", "v1/!!", &good[..good.len() / 2]] {
        assert_eq!(
            codes(&from_link(fragment).unwrap().unwrap_err()),
            ["link-damaged"],
            "{fragment}"
        );
    }
    assert_eq!(codes(&from_link("v2/abc").unwrap().unwrap_err()), ["link-version"]);
}
