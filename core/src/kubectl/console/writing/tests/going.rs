//! Drains, deletions and what they wait for; differences; the editor.

use super::{AGENT, cluster, with};
use crate::kubectl::console::{Input, start};
use crate::time::Millis;

#[test]
fn a_drain_refuses_warns_evicts_and_waits() {
    let mut simulation = cluster();
    let plain = "apiVersion: v1\nkind: Pod\nmetadata: {name: plain, labels: {app: plain}}\nspec:\n  nodeName: node-2\n  containers: [{name: c, image: 'i:1'}]\n";
    assert_eq!(with(&mut simulation, "apply -f -", plain).0, "pod/plain created\n");
    assert!(simulation.settle(Millis::seconds(60)).steady);
    let agent = simulation
        .pods_of("node-2")
        .find(|key| key.1.starts_with("agent"))
        .unwrap()
        .1
        .to_string();
    let of_set = format!("cannot delete DaemonSet-managed Pods (use --ignore-daemonsets to ignore): default/{agent}");
    let alone = "cannot delete Pods that declare no controller (use --force to override): default/plain";
    assert_eq!(
        with(&mut simulation, "drain node-2", ""),
        (
            "node/node-2 cordoned\n".to_owned(),
            format!(
                "error: unable to drain node \"node-2\" due to error: [{of_set}, {alone}], continuing command...\n\
                 There are pending nodes to be drained:\n node-2\n{of_set}\n{alone}\n"
            ),
            1
        )
    );
    let budget = "apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: b}\nspec: {minAvailable: 1, selector: {matchLabels: {app: plain}}}\n";
    assert_eq!(
        with(&mut simulation, "create -f -", budget).0,
        "poddisruptionbudget.policy/b created\n"
    );
    let warning = format!(
        "Warning: deleting Pods that declare no controller: default/plain; ignoring DaemonSet-managed Pods: default/{agent}\n"
    );
    let refusal = "error when evicting pods/\"plain\" -n \"default\" (will retry after 5s): Cannot evict pod as it would violate the pod's disruption budget.\n";
    let late = "error when evicting pods/\"plain\" -n \"default\": global timeout reached: 12s";
    let (stdout, stderr, code) = with(
        &mut simulation,
        "drain node-2 --ignore-daemonsets --force --timeout=12s",
        "",
    );
    assert_eq!(
        stdout,
        format!(
            "node/node-2 already cordoned\n{}",
            "evicting pod default/plain\n".repeat(3)
        )
    );
    assert_eq!(
        stderr,
        format!(
            "{warning}{}There are pending pods in node \"node-2\" when an error occurred: {late}\npod/plain\n\
             error: unable to drain node \"node-2\" due to error: {late}, continuing command...\n\
             There are pending nodes to be drained:\n node-2\n{late}\n",
            refusal.repeat(3)
        )
    );
    assert_eq!(code, 1);
    assert_eq!(
        with(&mut simulation, "delete pdb b", ""),
        (
            "poddisruptionbudget.policy \"b\" deleted from default namespace\n".to_owned(),
            String::new(),
            0
        )
    );
    assert_eq!(
        with(&mut simulation, "drain node-2 --ignore-daemonsets --force", ""),
        (
            "node/node-2 already cordoned\nevicting pod default/plain\npod/plain evicted\nnode/node-2 drained\n"
                .to_owned(),
            warning,
            0
        )
    );
    assert_eq!(simulation.cluster().pods.len(), 3);
}

#[test]
fn a_delete_waits_until_the_pod_is_gone_unless_it_need_not() {
    let mut simulation = cluster();
    let pod = simulation.cluster().pods.keys().next().unwrap().1.to_string();
    let (stdout, _, code) = with(&mut simulation, &format!("delete pod {pod}"), "");
    assert_eq!(
        (stdout, code),
        (format!("pod \"{pod}\" deleted from default namespace\n"), 0)
    );
    assert!(!simulation.cluster().pods.keys().any(|key| *key.1 == *pod));
    assert!(simulation.settle(Millis::seconds(60)).steady);
    let pod = simulation.cluster().pods.keys().next().unwrap().1.to_string();
    with(&mut simulation, &format!("delete pod {pod} --wait=false"), "");
    assert!(simulation.cluster().pods.keys().any(|key| *key.1 == *pod));
    let (stdout, stderr, _) = with(
        &mut simulation,
        &format!("delete pod {pod} --grace-period=0 --force"),
        "",
    );
    assert_eq!(stdout, format!("pod \"{pod}\" force deleted from default namespace\n"));
    assert!(
        stderr.starts_with("Warning: Immediate deletion does not wait"),
        "{stderr}"
    );
    assert!(!simulation.cluster().pods.keys().any(|key| *key.1 == *pod));
}

#[test]
fn diff_shows_lines_and_ends_with_one() {
    let mut simulation = cluster();
    assert_eq!(
        with(&mut simulation, "diff -f -", AGENT),
        (String::new(), String::new(), 0)
    );
    let (stdout, stderr, code) = with(&mut simulation, "diff -f -", &AGENT.replace(":v1", ":v2"));
    assert_eq!((stderr.as_str(), code), ("", 1));
    assert!(stdout.starts_with("diff -u -N /tmp/LIVE-"), "{stdout}");
    for line in [
        "-  generation: 1\n",
        "+  generation: 2\n",
        "-      - image: reg.example/agent:v1\n",
        "+      - image: reg.example/agent:v2\n",
    ] {
        assert!(stdout.contains(line), "{line}{stdout}");
    }
}

#[test]
fn edit_opens_the_object_and_writes_what_comes_back() {
    let mut simulation = cluster();
    let input = Input {
        command: "edit ds agent",
        stdin: "",
    };
    let mut process = start(&mut simulation, &input);
    let text = process.editor().unwrap().to_owned();
    assert!(text.starts_with("# Please edit the object below."), "{text}");
    let now = simulation.now();
    let wrong = text.replace(
        "    matchLabels:\n      app: agent\n",
        "    matchLabels:\n      app: other\n",
    );
    assert_ne!(wrong, text);
    process.save(&mut simulation, &wrong, now);
    let again = process.editor().unwrap().to_owned();
    assert!(
        again.contains("# daemonsets.apps \"agent\" was not valid:\n# * spec.selector: Invalid value: "),
        "{again}"
    );
    process.save(&mut simulation, &text.replace("agent:v1", "agent:v2"), now);
    let output = process.output();
    assert_eq!(output.stdout, "daemonset.apps/agent edited\n");
    assert_eq!(output.stderr, "error: daemonsets.apps \"agent\" is invalid\n");
    assert_eq!((process.exit_code(), process.editor()), (Some(0), None));
    let mut process = start(&mut simulation, &input);
    let text = process.editor().unwrap().to_owned();
    assert!(text.contains("agent:v2"), "{text}");
    process.save(&mut simulation, &text, now);
    assert_eq!(process.output().stderr, "Edit cancelled, no changes made.\n");
}
