//! What many short command lines print.

use super::*;

#[test]
fn a_few_words_are_answered_about_everything() {
    for (command, part) in [
        (
            "version",
            "Client Version: v1.36.2\nKustomize Version: v5.8.1\nServer Version: v1.36.2\n",
        ),
        ("auth can-i create ds", "yes\n"),
        (
            "api-resources --api-group=apps",
            "NAME                  SHORTNAMES   APIVERSION   NAMESPACED   KIND\n\
             controllerrevisions                apps/v1      true         ControllerRevision\n\
             daemonsets            ds           apps/v1      true         DaemonSet\n\
             deployments           deploy       apps/v1      true         Deployment\n\
             replicasets           rs           apps/v1      true         ReplicaSet\n\
             statefulsets          sts          apps/v1      true         StatefulSet\n",
        ),
        ("api-versions", "apps/v1\n"),
        (
            "describe ds/agent",
            "Name:           agent\nNamespace:      default\nSelector:       app=agent\n",
        ),
        ("describe ds ag", "Name:           agent\n"),
        ("describe nodes node-1", "Lease:\n  HolderIdentity:  node-1\n"),
        ("describe ns default", "No resource quota.\n\nNo LimitRange resource.\n"),
        (
            "describe controllerrevisions",
            "API Version:  apps/v1\nData:\n  Spec:\n    Template:\n      $patch:  replace\n",
        ),
        (
            "get events --field-selector involvedObject.kind=DaemonSet",
            "Normal   SuccessfulCreate   daemonset/agent   Created pod: agent-",
        ),
        (
            "events --for ds/agent",
            "Normal   SuccessfulCreate   DaemonSet/agent   Created pod: agent-",
        ),
        (
            "get all",
            "service/kubernetes   ClusterIP   10.96.0.1    <none>        443/TCP",
        ),
        ("rollout history ds/agent -o yaml", "kind: DaemonSet\n"),
        (
            "rollout history ds/agent --revision=1",
            "daemonset.apps/agent with revision #1\nPod Template:\n",
        ),
        (
            "get ds agent -o json",
            "{\n    \"apiVersion\": \"apps/v1\",\n    \"kind\": \"DaemonSet\",\n    \"metadata\": {\n",
        ),
        (
            "get nodes -o yaml",
            "apiVersion: v1\nitems:\n- apiVersion: v1\n  kind: Node\n",
        ),
        ("get ds --help", "List objects, as a table or in another form.\n"),
        (
            "explain ds.spec.updateStrategy",
            "GROUP:      apps\nKIND:       DaemonSet\nVERSION:    v1\n\nFIELD: updateStrategy <DaemonSetUpdateStrategy>\n\n\
             DESCRIPTION:\n    How running pods are replaced when the template changes.\n",
        ),
        (
            "explain ds --recursive",
            "  spec\t<DaemonSetSpec>\n    minReadySeconds\t<integer>\n",
        ),
        (
            "explain daemonsets.apps.spec",
            "  selector\t<LabelSelector> -required-\n",
        ),
        (
            "explain node.status",
            "  conditions\t<[]NodeCondition>\n    How the node is: ",
        ),
        (
            "explain node.spec.taints.effect",
            "ENUM:\n    NoExecute\n    NoSchedule\n    PreferNoSchedule\n",
        ),
    ] {
        let (stdout, stderr, code) = answer(command);
        assert!(stdout.contains(part), "{command}: {stdout}{stderr}");
        assert_eq!(code, 0, "{command}");
    }
}

#[test]
fn what_is_not_there_is_said_with_kubectls_words_or_honestly() {
    for (command, part) in [
        ("explain ds.spec.foo", "error: field \"foo\" does not exist\n"),
        (
            "get ds agent -o foo",
            "error: unable to match a printer suitable for the output format \"foo\", allowed formats are: custom-columns,custom-columns-file,go-template,go-template-file,json,jsonpath,jsonpath-as-json,jsonpath-file,kyaml,name,template,templatefile,wide,yaml\n",
        ),
        (
            "get ds agent -o jsonpath={.status",
            "error: error parsing jsonpath {.status, unclosed action\n",
        ),
        (
            "rollout history ds/agent --revision=77",
            "error: unable to find the specified revision\n",
        ),
        (
            "rollout status deploy/web",
            "Error from server (NotFound): deployments.apps \"web\" not found\n",
        ),
        (
            "describe ds nope",
            "Error from server (NotFound): daemonsets.apps \"nope\" not found\n",
        ),
        (
            "logs ds/agent",
            "everynode: this console has no kubectl logs: containers do not really run here\n",
        ),
        (
            "get cm",
            "everynode: the simulated cluster does not show configmaps, a real one would\n",
        ),
        (
            "get ds --output-watch-events",
            "error: --output-watch-events option can only be used with --watch or --watch-only\nSee 'kubectl get -h' for help and examples\n",
        ),
    ] {
        let (stdout, stderr, code) = answer(command);
        assert_eq!((stdout.as_str(), stderr.as_str(), code), ("", part, 1), "{command}");
    }
}

#[test]
fn a_line_can_be_completed_at_the_cursor() {
    let simulation = cluster();
    for (line, words) in [
        ("kubectl ro", &["rollout"][..]),
        ("rollout st", &["status"]),
        ("get daemon", &["daemonsets"]),
        ("get ds ", &["agent"]),
        ("get ds/", &["ds/agent"]),
        ("rollout status ", &["daemonsets", "ds"]),
        ("get nodes node-1 ", &["node-2", "node-3"]),
        ("get po -n kube-s", &["kube-system"]),
        ("get po --namespace=kube-s", &["--namespace=kube-system"]),
        ("get ds agent -o y", &["yaml"]),
        ("get ds --show", &["--show-kind", "--show-labels"]),
        ("explain ds.spec.up", &["ds.spec.updateStrategy"]),
        ("get pods -l app", &["app=agent"]),
        ("nonsense ", &[]),
    ] {
        let texts: Vec<_> = complete(&simulation, line, line.len())
            .into_iter()
            .map(|found| found.text)
            .collect();
        assert_eq!(texts, words, "{line}");
    }
}
