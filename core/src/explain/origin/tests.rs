use super::{Author, OriginLine, explains, pod_origin};
use crate::manifest::find::find_daemon_sets;
use crate::manifest::nodes::read_nodes;
use crate::scenario::manifest_commands;
use crate::sim::{Command, Simulation};
use crate::time::Millis;
use serde_json::Value;

const TEXT: &str = "\
apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: agent
spec:
  selector:
    matchLabels:
      app: agent
  template:
    metadata:
      labels:
        app: agent
    spec:
      affinity:
        nodeAffinity:
          requiredDuringSchedulingIgnoredDuringExecution:
            nodeSelectorTerms:
            - matchExpressions:
              - {key: gpu, operator: DoesNotExist}
      tolerations:
      - key: dedicated
        operator: Exists
      containers:
      - name: agent
        image: agent:1
        imagePullPolicy: IfNotPresent
";

fn written() -> Value {
    let found = find_daemon_sets(TEXT);
    found.daemon_set().unwrap().tree.to_json()["spec"]["template"].clone()
}

fn settled() -> Simulation {
    let mut simulation = Simulation::new(1);
    simulation.apply(Command::SetNodes {
        nodes: read_nodes("node-1").nodes,
    });
    let command = manifest_commands(&simulation, TEXT).main.unwrap();
    simulation.apply(command);
    simulation.settle(Millis::seconds(600));
    simulation
}

fn lines(simulation: &Simulation, written: Option<&Value>) -> Vec<OriginLine> {
    let key = simulation.cluster().pods.keys().next().unwrap();
    let sections = pod_origin(simulation, key, written).unwrap();
    sections.into_iter().flat_map(|section| section.lines).collect()
}

fn author(lines: &[OriginLine], text: &str) -> Option<Author> {
    let line = lines
        .iter()
        .find(|line| line.text.trim_start_matches([' ', '-']) == text && !line.is_removed);
    line.unwrap_or_else(|| panic!("{text}")).author
}

#[test]
fn every_line_has_the_author_who_wrote_it() {
    let simulation = settled();
    let written = written();
    let lines = lines(&simulation, Some(&written));
    let stored = &simulation
        .cluster()
        .pods
        .values()
        .next()
        .unwrap()
        .template
        .as_ref()
        .unwrap()
        .json;
    assert!(explains(&written, stored), "{}", super::without_nothing(stored));
    for (text, expected) in [
        ("app: agent", Author::Template),
        ("image: agent:1", Author::Template),
        ("imagePullPolicy: IfNotPresent", Author::Template),
        ("key: dedicated", Author::Template),
        ("dnsPolicy: ClusterFirst", Author::ApiServer),
        ("terminationMessagePath: /dev/termination-log", Author::ApiServer),
        ("generateName: agent-", Author::Controller),
        ("key: node.kubernetes.io/not-ready", Author::Controller),
        ("key: metadata.name", Author::Controller),
        ("kind: DaemonSet", Author::Controller),
        ("serviceAccountName: default", Author::ApiServer),
        (
            "mountPath: /var/run/secrets/kubernetes.io/serviceaccount",
            Author::ApiServer,
        ),
        ("qosClass: BestEffort", Author::ApiServer),
        ("nodeName: node-1", Author::Scheduler),
        ("type: PodScheduled", Author::Scheduler),
        ("phase: Running", Author::Kubelet),
        ("type: Ready", Author::Kubelet),
    ] {
        assert_eq!(author(&lines, text), Some(expected), "{text}");
    }
    let removed: Vec<&str> = lines
        .iter()
        .filter(|line| line.is_removed)
        .map(|line| line.text.trim())
        .collect();
    assert!(removed.iter().any(|line| line.contains("DoesNotExist")), "{removed:?}");
}

/// The lines that are not removed are the pod as it is.
#[test]
fn the_lines_are_the_object() {
    let simulation = settled();
    let key = simulation.cluster().pods.keys().next().unwrap();
    let written = written();
    for written in [None, Some(&written)] {
        let sections = pod_origin(&simulation, key, written).unwrap();
        let mut text = String::new();
        for section in sections {
            if !section.name.is_empty() {
                text.push_str(&section.name);
                text.push_str(":\n");
            }
            for line in section.lines.iter().filter(|line| !line.is_removed) {
                text.push_str(&line.text);
                text.push('\n');
            }
        }
        let read = crate::manifest::yaml::read_first(&text).documents;
        assert_eq!(read[0].tree.to_json(), simulation.pod_object(key).unwrap(), "{text}");
    }
}

/// Whoever changed the template otherwise than by the text is not the API server.
#[test]
fn without_the_text_the_template_is_one_author() {
    let simulation = settled();
    let lines = lines(&simulation, None);
    assert_eq!(author(&lines, "dnsPolicy: ClusterFirst"), Some(Author::Template));
    assert_eq!(author(&lines, "nodeName: node-1"), Some(Author::Scheduler));
    let mut other = written();
    other["spec"].as_object_mut().unwrap().remove("tolerations");
    let lines = self::lines(&simulation, Some(&other));
    assert_eq!(
        author(&lines, "key: dedicated"),
        Some(Author::Template),
        "defaults do not explain it"
    );
}
