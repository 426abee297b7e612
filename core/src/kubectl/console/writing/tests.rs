//! Commands that write, and every word that kubectl says about them.

mod going;

use crate::api::Resource;
use crate::kubectl::console::{Input, Output, run};
use crate::objects::Node;
use crate::sim::{Command, Simulation};
use crate::time::Millis;
use serde_json::json;

const AGENT: &str = "
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
      containers: [{name: agent, image: 'reg.example/agent:v1'}]
";

fn nodes(names: &[&str]) -> Simulation {
    let mut simulation = Simulation::new(1);
    let node = |name: &&str| {
        Node::from_json(&json!({
            "metadata": { "name": name, "labels": { "kubernetes.io/hostname": name } },
            "status": { "allocatable": { "cpu": "4", "memory": "8Gi", "pods": "110" } },
        }))
    };
    let nodes = names.iter().map(node).collect();
    assert!(simulation.apply(Command::SetNodes { nodes }).is_empty());
    simulation
}

/// Three nodes with an applied agent on each, settled.
fn cluster() -> Simulation {
    let mut simulation = nodes(&["node-1", "node-2", "node-3"]);
    assert_eq!(
        with(&mut simulation, "apply -f -", AGENT),
        ("daemonset.apps/agent created\n".to_owned(), String::new(), 0)
    );
    assert!(simulation.settle(Millis::seconds(60)).steady);
    simulation
}

fn with(simulation: &mut Simulation, command: &str, stdin: &str) -> (String, String, u8) {
    let Output {
        stdout,
        stderr,
        exit_code,
    } = run(simulation, &Input { command, stdin }, Millis::seconds(600));
    (stdout, stderr, exit_code)
}

/// Each command in turn on one cluster, with what it prints on standard output (code 0), or on standard error (code 1).
fn session(simulation: &mut Simulation, lines: &[(&str, Result<&str, &str>)]) {
    for (command, expected) in lines {
        let answer = with(simulation, command, "");
        let expected = match expected {
            Ok(stdout) => ((*stdout).to_owned(), String::new(), 0),
            Err(stderr) => (String::new(), (*stderr).to_owned(), 1),
        };
        assert_eq!(answer, expected, "{command}");
    }
}

/// What `create -f -` and `apply -f -` say of a text.
fn refused(text: &str, stderr: &str) {
    for command in ["apply -f -", "create -f -"] {
        let answer = with(&mut nodes(&["node-1"]), command, text);
        assert_eq!(answer, (String::new(), format!("{stderr}\n"), 1), "{command}: {text}");
    }
}

#[test]
fn manifests_are_refused_in_the_servers_words() {
    for (from, to, stderr) in [
        (
            "metadata:\n  name: agent\n",
            "metadata:\n  name: agent\n  Labels: {a: b}\n",
            "Error from server (BadRequest): error when creating \"STDIN\": DaemonSet in version \"v1\" cannot be handled as a DaemonSet: strict decoding error: unknown field \"metadata.Labels\"",
        ),
        (
            "matchLabels: {app: agent}",
            "matchLabels: {app: other}",
            "The DaemonSet \"agent\" is invalid: spec.template.metadata.labels: Invalid value: {\"app\":\"agent\"}: `selector` does not match template `labels`",
        ),
        (
            "labels: {app: agent}",
            "labels: {app: y}",
            "Error from server (BadRequest): error when creating \"STDIN\": DaemonSet in version \"v1\" cannot be handled as a DaemonSet: json: cannot unmarshal bool into Go struct field ObjectMeta.spec.template.metadata.labels of type string",
        ),
        (
            "apiVersion: apps/v1",
            "apiVersion: extensions/v1beta1",
            "error: resource mapping not found for name: \"agent\" namespace: \"\" from \"STDIN\": no matches for kind \"DaemonSet\" in version \"extensions/v1beta1\"\nensure CRDs are installed first",
        ),
        (
            "kind: DaemonSet\n",
            "",
            "error: error validating \"STDIN\": error validating data: kind not set; if you choose to ignore these errors, turn validation off with --validate=false",
        ),
        (
            "  name: agent\n",
            "\tname: agent\n",
            "error: error parsing STDIN: error converting YAML to JSON: yaml: line 4: found character that cannot start any token",
        ),
        (
            "  name: agent\n",
            "  name: agent\n  namespace: demo\n",
            "Error from server (NotFound): error when creating \"STDIN\": namespaces \"demo\" not found",
        ),
        (
            "    spec:\n",
            "    spec:\n      restartPolicy: OnFailure\n      hostPID: maybe\n",
            "Error from server (BadRequest): error when creating \"STDIN\": DaemonSet in version \"v1\" cannot be handled as a DaemonSet: json: cannot unmarshal string into Go struct field PodSpec.spec.template.spec.hostPID of type bool",
        ),
        (
            "    spec:\n",
            "    spec:\n      restartPolicy: OnFailure\n      activeDeadlineSeconds: 5\n",
            "The DaemonSet \"agent\" is invalid: \n* spec.template.spec.restartPolicy: Unsupported value: \"OnFailure\": supported values: \"Always\"\n* spec.template.spec.activeDeadlineSeconds: Forbidden: activeDeadlineSeconds in DaemonSet is not Supported",
        ),
    ] {
        let text = AGENT.trim_start().replacen(from, to, 1);
        refused(&text, stderr);
    }
}

#[test]
fn several_documents_are_taken_one_by_one_and_their_troubles_told_together() {
    let text = format!(
        "apiVersion: v1\nkind: Namespace\nmetadata: {{name: demo}}\n---\n{}---\nkind: Pod\napiVersion: v1\nmetadata: {{name: p}}\nspec: {{}}\n---\nkind: Gadget\napiVersion: v9\n",
        AGENT.replace("name: agent\nspec", "name: agent\n  namespace: demo\nspec")
    );
    let (stdout, stderr, code) = with(&mut nodes(&["node-1"]), "apply -f -", &text);
    assert_eq!(stdout, "namespace/demo created\ndaemonset.apps/agent created\n");
    assert_eq!(
        stderr,
        "resource mapping not found for name: \"\" namespace: \"\" from \"STDIN\": no matches for kind \"Gadget\" in version \"v9\"\nensure CRDs are installed first\nError from server (Invalid): error when creating \"STDIN\": Pod \"p\" is invalid: spec.containers: Required value\n"
    );
    assert_eq!(code, 1);
}

#[test]
fn apply_says_what_it_did_and_one_line_is_one_command() {
    let mut simulation = cluster();
    let apply = |simulation: &mut Simulation, text: &str| with(simulation, "apply -f -", text).0;
    assert_eq!(apply(&mut simulation, AGENT), "daemonset.apps/agent unchanged\n");
    let before = simulation.cursor();
    let newer = AGENT.replace(":v1", ":v2").replace(
        "metadata:\n  name: agent\n",
        "metadata:\n  name: agent\n  labels: {team: a}\n",
    );
    assert_eq!(apply(&mut simulation, &newer), "daemonset.apps/agent configured\n");
    assert_eq!(simulation.cursor(), before + 1);
    let labels = |simulation: &Simulation| {
        let set = simulation.object(Resource::DaemonSets, "default", "agent").unwrap();
        (set["metadata"]["labels"].clone(), set["metadata"]["generation"].clone())
    };
    assert_eq!(labels(&simulation), (json!({ "team": "a" }), json!(2)));
    assert_eq!(with(&mut simulation, "label ds agent mine=1", "").2, 0);
    assert_eq!(apply(&mut simulation, AGENT), "daemonset.apps/agent configured\n");
    assert_eq!(
        labels(&simulation),
        (serde_json::Value::Null, json!(3)),
        "a map that the text no longer has goes as a whole, as with kubectl"
    );
    let (stdout, stderr, code) = with(
        &mut simulation,
        "apply -f -",
        &AGENT.replace("{app: agent}", "{app: x}"),
    );
    assert_eq!(
        (stdout.as_str(), stderr.as_str(), code),
        (
            "",
            "The DaemonSet \"agent\" is invalid: spec.selector: Invalid value: {\"matchLabels\":{\"app\":\"x\"}}: field is immutable\n",
            1
        )
    );
}

#[test]
fn pods_are_run_and_judged_by_their_namespace() {
    let mut simulation = nodes(&["node-1"]);
    session(
        &mut simulation,
        &[
            ("run one --image=i:1", Ok("pod/one created\n")),
            ("create namespace strict", Ok("namespace/strict created\n")),
            (
                "label ns strict pod-security.kubernetes.io/enforce=baseline",
                Ok("namespace/strict labeled\n"),
            ),
            (
                "run one --image=i:1 -n nowhere",
                Err("Error from server (NotFound): namespaces \"nowhere\" not found\n"),
            ),
        ],
    );
    let host = "apiVersion: v1\nkind: Pod\nmetadata: {name: host, namespace: strict}\nspec: {hostNetwork: true, containers: [{name: c, image: 'i:1'}]}\n";
    let (_, stderr, code) = with(&mut simulation, "apply -f -", host);
    assert!(
        stderr.starts_with("Error from server (Forbidden): error when creating \"STDIN\": pods \"host\" is forbidden: violates PodSecurity \"baseline:latest\": host namespaces (hostNetwork=true)"),
        "{stderr}"
    );
    assert_eq!(code, 1);
    let set = AGENT.replace("    spec:\n", "    spec:\n      hostNetwork: true\n");
    let (stdout, stderr, code) = with(&mut simulation, "apply -n strict -f -", &set);
    assert_eq!((stdout.as_str(), code), ("daemonset.apps/agent created\n", 0));
    assert!(
        stderr.starts_with("Warning: would violate PodSecurity \"baseline:latest\": host namespaces"),
        "{stderr}"
    );
    assert!(simulation.settle(Millis::seconds(9)).steps > 0);
    let tolerant = "apiVersion: v1\nkind: Pod\nmetadata: {name: two}\nspec: {tolerations: [{key: a, operator: Exists}], containers: [{name: c, image: 'i:1'}]}\n";
    assert_eq!(with(&mut simulation, "apply -f -", tolerant).0, "pod/two created\n");
    let again = tolerant.replace("name: two", "name: two, labels: {x: 'y'}");
    assert_eq!(
        with(&mut simulation, "apply -f -", &again),
        ("pod/two configured\n".to_owned(), String::new(), 0)
    );
}

#[test]
fn a_file_of_any_name_is_the_one_text_that_the_console_has() {
    let mut simulation = nodes(&["node-1"]);
    assert_eq!(
        with(&mut simulation, "apply -f agent.yaml", AGENT),
        ("daemonset.apps/agent created\n".to_owned(), String::new(), 0)
    );
    let broken = "a: [\n";
    let unknown = "apiVersion: v9\nkind: Gadget\nmetadata: {name: g}\n";
    let refused = "apiVersion: v1\nkind: Pod\nmetadata: {name: p, namespace: demo}\n";
    for (text, words) in [
        (
            broken,
            "error: error parsing dir/agent.yaml: error converting YAML to JSON: ",
        ),
        (
            "metadata: {name: a}\n",
            "error: error validating \"dir/agent.yaml\": error validating data: ",
        ),
        (
            unknown,
            "namespace: \"\" from \"dir/agent.yaml\": no matches for kind \"Gadget\"",
        ),
        (
            refused,
            "error when creating \"dir/agent.yaml\": namespaces \"demo\" not found",
        ),
    ] {
        let (_, stderr, _) = with(&mut simulation, "apply -f dir/agent.yaml", text);
        assert!(stderr.contains(words), "{stderr}");
    }
    let (_, stderr, exit_code) = with(&mut simulation, "apply -f agent.yaml", "");
    assert!(stderr.contains("there is no text in place of agent.yaml"), "{stderr}");
    assert_eq!(exit_code, 1);
}

#[test]
fn a_dry_run_writes_nothing() {
    let mut simulation = cluster();
    let before = simulation.trace_hash();
    let newer = AGENT.replace(":v1", ":v2");
    for (command, stdin, stdout) in [
        (
            "apply -f - --dry-run=client",
            newer.as_str(),
            "daemonset.apps/agent configured (dry run)\n",
        ),
        (
            "apply -f - --dry-run=server",
            &newer,
            "daemonset.apps/agent configured (server dry run)\n",
        ),
        ("apply -f - --dry-run=server -o name", &newer, "daemonset.apps/agent\n"),
        (
            "delete ds agent --dry-run=client",
            "",
            "daemonset.apps \"agent\" deleted (dry run) from default namespace\n",
        ),
        (
            "label node node-1 a=b --dry-run=server",
            "",
            "node/node-1 labeled (server dry run)\n",
        ),
        (
            "set image ds/agent *=x:1 --dry-run=client",
            "",
            "daemonset.apps/agent image updated (dry run)\n",
        ),
        ("cordon node-1 --dry-run=client", "", "node/node-1 cordoned (dry run)\n"),
    ] {
        assert_eq!(
            with(&mut simulation, command, stdin),
            (stdout.to_owned(), String::new(), 0),
            "{command}"
        );
    }
    assert_eq!(simulation.trace_hash(), before);
}

#[test]
fn a_set_that_was_not_applied_is_warned_about_once() {
    let mut simulation = nodes(&["node-1"]);
    assert_eq!(
        with(&mut simulation, "create -f -", AGENT).0,
        "daemonset.apps/agent created\n"
    );
    let (_, stderr, code) = with(&mut simulation, "apply -f -", AGENT);
    assert!(
        stderr.starts_with("Warning: resource daemonsets/agent is missing the kubectl.kubernetes.io/last-applied-configuration annotation"),
        "{stderr}"
    );
    assert_eq!(code, 0);
    assert_eq!(
        with(&mut simulation, "apply -f -", AGENT),
        ("daemonset.apps/agent unchanged\n".to_owned(), String::new(), 0)
    );
}

#[test]
fn nodes_are_labelled_tainted_and_cordoned() {
    session(
        &mut nodes(&["node-1", "node-2"]),
        &[
            ("label node node-1 a=1 b=2", Ok("node/node-1 labeled\n")),
            ("label node node-1 a=1", Ok("node/node-1 not labeled\n")),
            (
                "label node node-1 a=2",
                Err("error: 'a' already has a value (1), and --overwrite is false\n"),
            ),
            ("label node node-1 a=2 --overwrite", Ok("node/node-1 labeled\n")),
            ("label node node-1 b-", Ok("node/node-1 unlabeled\n")),
            (
                "label node node-1 b-",
                Ok("label \"b\" not found.\nnode/node-1 not labeled\n"),
            ),
            (
                "label nodes --all c=3",
                Ok("node/node-1 labeled\nnode/node-2 labeled\n"),
            ),
            (
                "label node node-1",
                Err("error: at least one label update is required\n"),
            ),
            (
                "label node nope a=1",
                Err("Error from server (NotFound): nodes \"nope\" not found\n"),
            ),
            ("annotate node node-1 note=x", Ok("node/node-1 annotated\n")),
            (
                "annotate node node-1 note=y",
                Err(
                    "error: --overwrite is false but found the following declared annotation(s): 'note' already has a value (x)\n",
                ),
            ),
            ("taint node node-1 k=v:NoSchedule", Ok("node/node-1 tainted\n")),
            (
                "taint node node-1 k=w:NoSchedule",
                Err("error: node node-1 already has k taint(s) with same effect(s) and --overwrite is false\n"),
            ),
            (
                "taint node node-1 k=w:NoSchedule --overwrite",
                Ok("node/node-1 modified\n"),
            ),
            ("taint node node-1 k:NoSchedule-", Ok("node/node-1 untainted\n")),
            ("taint node node-1 k-", Err("error: taint \"k\" not found\n")),
            (
                "taint node node-1 k=v:Never",
                Err(
                    "error: invalid taint effect: Never, unsupported taint effect\nSee 'kubectl taint -h' for help and examples\n",
                ),
            ),
            ("cordon node-1", Ok("node/node-1 cordoned\n")),
            ("cordon node-1", Ok("node/node-1 already cordoned\n")),
            ("uncordon node-1", Ok("node/node-1 uncordoned\n")),
            ("uncordon node-1", Ok("node/node-1 already uncordoned\n")),
        ],
    );
}

#[test]
fn what_a_daemon_set_can_and_cannot_do() {
    session(
        &mut cluster(),
        &[
            (
                "patch ds agent -p '{\"spec\":{\"minReadySeconds\":1}}'",
                Ok("daemonset.apps/agent patched\n"),
            ),
            (
                "patch ds agent -p '{\"spec\":{\"minReadySeconds\":1}}'",
                Ok("daemonset.apps/agent patched (no change)\n"),
            ),
            (
                "patch ds agent --type=json -p '[{\"op\":\"replace\",\"path\":\"/spec/minReadySeconds\",\"value\":2}]'",
                Ok("daemonset.apps/agent patched\n"),
            ),
            (
                "patch ds agent -p '{\"spec\":{\"foo\":1}}'",
                Err(
                    "The request is invalid: patch: Invalid value: \"map[spec:map[foo:1]]\": strict decoding error: unknown field \"spec.foo\"\n",
                ),
            ),
            (
                "set image ds/agent agent=reg.example/agent:v2",
                Ok("daemonset.apps/agent image updated\n"),
            ),
            (
                "set image ds/agent other=x",
                Err("error: unable to find container named \"other\"\n"),
            ),
            ("set env ds/agent A=b", Ok("daemonset.apps/agent env updated\n")),
            (
                "set env ds/agent --list",
                Ok("# daemonsets agent, container agent\nA=b\n"),
            ),
            (
                "set resources ds agent -c=agent --requests=cpu=10m",
                Ok("daemonset.apps/agent resource requirements updated\n"),
            ),
            ("rollout restart ds/agent", Ok("daemonset.apps/agent restarted\n")),
            (
                "rollout restart ds/agent",
                Err(
                    "error: failed to create patch for agent: if restart has already been triggered within the past second, please wait before attempting to trigger another\n",
                ),
            ),
            (
                "rollout pause ds/agent",
                Err("error: daemonsets.apps \"agent\" pausing is not supported\n"),
            ),
            (
                "scale ds agent --replicas=2",
                Err("Error from server (NotFound): the server could not find the requested resource\n"),
            ),
            (
                "autoscale ds agent --max=3",
                Err(
                    "error: cannot autoscale a DaemonSet: could not find scale subresource for apps/v1, Resource=daemonsets in discovery information\n",
                ),
            ),
            (
                "expose ds agent --port=80",
                Err("error: cannot expose a DaemonSet.apps\n"),
            ),
            (
                "delete ds agent",
                Ok("daemonset.apps \"agent\" deleted from default namespace\n"),
            ),
            (
                "delete ds agent",
                Err("Error from server (NotFound): daemonsets.apps \"agent\" not found\n"),
            ),
            ("delete ds --all", Ok("No resources found\n")),
        ],
    );
}

#[test]
fn undo_goes_back_and_warns_that_apply_does_not_know() {
    let mut simulation = cluster();
    assert_eq!(with(&mut simulation, "apply -f -", &AGENT.replace(":v1", ":v2")).2, 0);
    assert!(simulation.settle(Millis::seconds(60)).steady);
    let warning = "Warning: resource daemonsets/agent was previously managed with 'kubectl apply'. Rolling back will not update the kubectl.kubernetes.io/last-applied-configuration annotation, which may cause unexpected behavior on future 'kubectl apply' operations. Consider using 'kubectl apply' with your previous configuration file instead.\n";
    for (command, stdout, error, code) in [
        (
            "rollout undo ds/agent --to-revision=9",
            "",
            "error: unable to find specified revision 9 in history\n",
            1,
        ),
        (
            "rollout undo ds/agent --to-revision=2",
            "daemonset.apps/agent skipped rollback (current template already matches revision 2)\n",
            "",
            0,
        ),
        ("rollout undo ds/agent", "daemonset.apps/agent rolled back\n", "", 0),
    ] {
        let expected = (stdout.to_owned(), format!("{warning}{error}"), code);
        assert_eq!(with(&mut simulation, command, ""), expected, "{command}");
    }
    let image =
        &simulation.cluster().daemon_sets.values().next().unwrap().template.json["spec"]["containers"][0]["image"];
    assert_eq!(image, "reg.example/agent:v1");
}
