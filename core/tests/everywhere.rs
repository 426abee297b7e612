//! What has to be the same natively and in a browser: each test runs in both, and holds both to one recorded answer.
//! (Elsewhere in the engine a 32-bit `usize` or another stack could make a difference that no native test would show.)

use everynode_core::admission::review_manifest;
use everynode_core::controller::{self, Decision};
use everynode_core::manifest::hash;
use everynode_core::manifest::nodes::read_nodes;
use everynode_core::objects::{Node, PodTemplate};
use everynode_core::scenario;
use everynode_core::sim::{Command, Simulation};
use everynode_core::time::Millis;
use serde_json::json;

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

#[cfg(target_arch = "wasm32")]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

/// A thousand nodes over three zones, every seventh with a taint, placed the same way everywhere.
#[test]
fn placement_of_a_thousand_nodes() {
    let template = PodTemplate::from_json(&json!({
        "spec": {
            "nodeSelector": {"zone": "b"},
            "tolerations": [{"key": "dedicated", "operator": "Equal", "value": "gpu", "effect": "NoSchedule"}],
        },
    }));
    let answers = (0..1000).map(|index| {
        let taint = if index % 14 == 0 { "gpu" } else { "db" };
        let taints = if index % 7 == 0 {
            json!([{"key": "dedicated", "value": taint, "effect": "NoSchedule"}])
        } else {
            json!([])
        };
        let zone = ["a", "b", "c"][index % 3];
        Node::from_json(&json!({
            "metadata": {"name": format!("node-{index}"), "labels": {"zone": zone}},
            "spec": {"taints": taints},
        }))
    });
    let decisions: Vec<Decision> = answers.map(|node| controller::decide(&template, &node)).collect();
    let count = |wanted: fn(&Decision) -> bool| decisions.iter().filter(|decision| wanted(decision)).count();
    assert_eq!(count(|decision| decision.should_run), 309);
    assert_eq!(count(|decision| decision.should_continue_running), 333);
}

/// The hash runs over a text of thousands of bytes, with numbers wider than the browser's words.
#[test]
fn the_hash_of_a_template() {
    let template = json!({
        "metadata": {"labels": {"app": "agent"}},
        "spec": {
            "containers": [{
                "name": "agent",
                "image": "registry.example/agent:1.0",
                "resources": {"limits": {"memory": "9223372036854775807", "cpu": "1500m"}},
                "ports": [{"containerPort": 9100, "hostPort": 9100, "protocol": "TCP"}],
            }],
            "terminationGracePeriodSeconds": 30,
        },
    });
    assert_eq!(hash::template_hash(&template, None), "66959fc94");
    assert_eq!(hash::template_hash(&template, Some(1)), "86ccbd96dc");
}

/// A whole story: a set comes to rest, a label goes, an image changes, and every step of it hashed. Where the story is
/// meant to change, put the new number here; the browser has to come to the same.
#[test]
fn the_trace_of_a_story() {
    let mut simulation = Simulation::new(36);
    let nodes = read_nodes("node-[1-5] logging=true\nnode-6\n").nodes;
    assert_eq!(nodes.len(), 6);
    simulation.apply(Command::SetNodes { nodes });
    for version in ["1.0", "2.0"] {
        let manifest = MANIFEST.replace("VERSION", version);
        let old = simulation.daemon_set_object(&("default".into(), "agent".into()));
        let review = review_manifest(&manifest, old.as_ref());
        assert!(review.is_allowed(), "{:?}", review.diagnostics);
        let daemon_set = review.stored.unwrap_or_default();
        simulation.apply(Command::ApplyDaemonSet { daemon_set });
        simulation.settle(Millis::seconds(3600));
        simulation.apply(Command::RemoveLabel {
            node: "node-2".into(),
            key: "logging".into(),
        });
        assert!(simulation.settle(Millis::seconds(3600)).steady);
    }
    assert_eq!(simulation.cluster().pods.len(), 4);
    assert_eq!(format!("{:016x}", simulation.trace_hash()), TRACE);
}

const TRACE: &str = "444972500de23b2f";

/// Stories that no person would think up: commands and faults as the chaos test draws them, everything mended at the end.
/// (`EVERYNODE_SEED=N EVERYNODE_KEEP=FILE cargo test -p everynode-tests --test chaos every_promise` writes another one.)
#[test]
fn the_traces_of_drawn_stories() {
    let played = STORIES.map(|(name, packed, _)| {
        let Some(Ok(story)) = scenario::from_link(packed.trim()) else {
            return (name, "unreadable".to_owned());
        };
        let mut simulation = story.replay().simulation;
        simulation.seek(story.steps);
        (name, format!("{:016x}", simulation.trace_hash()))
    });
    assert_eq!(played, STORIES.map(|(name, _, hash)| (name, hash.to_owned())));
}

/// A story, packed as in a link, and the hash of its trace.
const STORIES: [(&str, &str, &str); 8] = [
    ("seed 1", include_str!("stories/1.txt"), "6f3682ab7ac033cf"),
    ("seed 3", include_str!("stories/3.txt"), "4d81306c51c78f7a"),
    ("seed 5", include_str!("stories/5.txt"), "36e0f1ac55ceccbb"),
    ("seed 9", include_str!("stories/9.txt"), "f6a7cd0e2c136320"),
    ("seed 10", include_str!("stories/10.txt"), "e48892fba9818a2c"),
    ("seed 13", include_str!("stories/13.txt"), "9b4fff12ece1d31f"),
    ("seed 16", include_str!("stories/16.txt"), "d4045763b7e1a165"),
    ("seed 19", include_str!("stories/19.txt"), "e1bb8173b15e84fa"),
];

const MANIFEST: &str = "
apiVersion: apps/v1
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
      nodeSelector: {logging: 'true'}
      containers:
        - name: agent
          image: registry.example/agent:VERSION
";
