//! What surprises people about DaemonSets (semantics 12), row by row: each test is named by the fact.

use super::*;
use crate::admission::review_manifest;
use crate::api::{FieldValidation, PatchType, Request, Resource};
use crate::controller::{place, rollout_limits};
use crate::kubectl;
use crate::objects::{IntOrPercent, PodTemplate, UpdateStrategy};

fn labelled(name: &str, label: (&str, &str)) -> Node {
    let mut node = node(name);
    node.labels.insert(Arc::from(label.0), Arc::from(label.1));
    node
}

fn template(simulation: &mut Simulation, change: impl FnOnce(&mut Value)) {
    let mut set = simulation.daemon_set_object(&set_key()).unwrap();
    change(&mut set["spec"]["template"]["spec"]);
    assert_eq!(simulation.apply(Command::ApplyDaemonSet { daemon_set: set }), []);
}

fn patch_pod(simulation: &mut Simulation, pod: &str, patch: Value) {
    let request = Request::Patch {
        resource: Resource::Pods,
        namespace: "kube-system".into(),
        name: pod.into(),
        patch_type: PatchType::Merge,
        patch,
        field_validation: FieldValidation::Strict,
    };
    let requests = vec![request];
    assert_eq!(simulation.apply(Command::Requests { requests }), []);
}

/// What the server says against a manifest.
fn refusals(change: impl FnOnce(&mut Value)) -> Vec<String> {
    let review = review_manifest(&fluentd(change).to_string(), None);
    review
        .errors
        .iter()
        .map(crate::admission::FieldError::message)
        .collect()
}

/// Whether a pod with this affinity term may be on a node with this label.
fn fits(requirements: &Value, label: (&str, &str)) -> bool {
    let spec = json!({ "affinity": { "nodeAffinity": { "requiredDuringSchedulingIgnoredDuringExecution": {
        "nodeSelectorTerms": requirements,
    } } } });
    let template = PodTemplate::from_json(&json!({ "spec": spec }));
    place(&template, &labelled("n", label)).should_run
}

/// Row 1: nodes are picked by the template; the selector picks pods.
#[test]
fn the_selector_picks_no_nodes() {
    let mut simulation = Simulation::new(1);
    let nodes = vec![labelled("a", ("name", "fluentd-elasticsearch")), node("b")];
    simulation.apply(Command::SetNodes { nodes });
    let daemon_set = fluentd(|_| {});
    simulation.apply(Command::ApplyDaemonSet { daemon_set });
    assert!(settle(&mut simulation));
    assert_eq!(nodes_with_pods(&simulation), ["a", "b"]);
}

/// Rows 2 and 4: a pod on every eligible node; only seven taints are tolerated by every DaemonSet.
#[test]
fn a_node_whose_taint_is_not_tolerated_gets_no_pod_and_does_not_count() {
    let tainted = |key: &str| {
        let mut node = node(key.rsplit('/').next().unwrap());
        let (key, value, effect) = (key.into(), "".into(), TaintEffect::NoSchedule);
        node.taints = vec![Taint {
            key,
            value,
            effect,
            time_added: None,
        }];
        node
    };
    let mut simulation = Simulation::new(1);
    let keys = [
        "node-role.kubernetes.io/control-plane",
        "node.kubernetes.io/memory-pressure",
        "dedicated",
    ];
    simulation.apply(Command::SetNodes {
        nodes: keys.into_iter().map(tainted).chain([node("plain")]).collect(),
    });
    let daemon_set = fluentd(|_| {});
    simulation.apply(Command::ApplyDaemonSet { daemon_set });
    simulation.run_until(simulation.now() + Millis(100));
    assert_eq!(nodes_with_pods(&simulation), ["memory-pressure", "plain"]);
    assert_eq!(status(&simulation).desired_number_scheduled, 2);
}

/// Row 15: unlike those of Deployments, both percentages round up.
#[test]
fn percentages_round_up() {
    let limits = |unavailable, surge, nodes| {
        let strategy = UpdateStrategy::RollingUpdate {
            max_unavailable: unavailable,
            max_surge: surge,
        };
        rollout_limits(strategy, nodes)
    };
    let (percent, none) = (IntOrPercent::Percent, IntOrPercent::Int(0));
    assert_eq!(limits(percent(50), none, 3), (2, 0));
    assert_eq!(limits(percent(1), none, 100), (1, 0));
    assert_eq!(limits(none, percent(10), 11), (0, 2));
}

/// Row 16: `maxUnavailable` is 1 unless it is set to 0.
#[test]
fn max_surge_alone_is_refused() {
    let rolling = |rolling: Value| refusals(|set| set["spec"]["updateStrategy"]["rollingUpdate"] = rolling);
    let said = rolling(json!({ "maxSurge": 1 }));
    assert!(said.len() == 1 && said[0].contains("maxSurge"), "{said:?}");
    assert_eq!(rolling(json!({ "maxSurge": 1, "maxUnavailable": 0 })), [""; 0]);
}

/// Rows 17 and 18: old pods that are not available make way at once, beyond the limit; then the rollout stops by itself
/// with as many new pods as the limit allows.
#[test]
fn unavailable_old_pods_are_replaced_at_once_beyond_max_unavailable() {
    let mut simulation = settled(&["a", "b", "c", "d"], fluentd(|_| {}));
    let break_image = |simulation: &mut Simulation, part: &str, node: Option<&str>| {
        simulation.apply(Command::SetBehavior {
            image: part.into(),
            node: node.map(Into::into),
            behavior: Some(Behavior::NeverReady),
        });
    };
    for node in ["a", "b", "c"] {
        break_image(&mut simulation, "v2.5.2", Some(node));
    }
    assert!(settle(&mut simulation));
    assert_eq!(status(&simulation).number_available, 1);
    break_image(&mut simulation, "v2.6.0", None);
    let daemon_set = with_image("v2.6.0");
    simulation.apply(Command::ApplyDaemonSet { daemon_set });
    assert!(settle(&mut simulation));
    let status = status(&simulation);
    assert_eq!(
        (status.updated_number_scheduled, status.number_available),
        (3, 1),
        "d keeps its old pod"
    );
}

/// Row 22: UP-TO-DATE counts nodes by their first pod, which in a surge is the old one until it is gone.
#[test]
fn up_to_date_moves_only_when_the_old_pod_is_gone() {
    let surge = |set: &mut Value| {
        set["spec"]["updateStrategy"]["rollingUpdate"] = json!({ "maxUnavailable": 0, "maxSurge": 1 });
    };
    let mut simulation = settled(&["a"], fluentd(surge));
    let mut daemon_set = with_image("v2.6.0");
    surge(&mut daemon_set);
    simulation.apply(Command::ApplyDaemonSet { daemon_set });
    let mut seen_both = false;
    while simulation.step() {
        // An old pod that has ended while it was being deleted does not count any more.
        let there = pods(&simulation).into_iter().filter(|pod| !pod.is_terminal());
        if there.count() == 2 {
            seen_both = true;
            assert_eq!(status(&simulation).updated_number_scheduled, 0);
        }
    }
    assert!(seen_both);
    assert_eq!(status(&simulation).updated_number_scheduled, 1);
}

/// Rows 23 and 24: the counters count nodes; a pod that is Pending or Failed or is being deleted counts as there.
#[test]
fn current_counts_nodes_with_any_pod_of_the_set() {
    let mut simulation = cluster(&["a", "b", "c"], fluentd(|_| {}));
    simulation.run_until(simulation.now() + Millis(50));
    let now = status(&simulation);
    assert_eq!(
        (now.current_number_scheduled, now.number_ready, now.number_unavailable),
        (3, 0, 3)
    );
    assert!(settle(&mut simulation));
    let pod = pods(&simulation)[0].name.clone();
    patch_pod(
        &mut simulation,
        &pod,
        json!({ "metadata": { "labels": { "name": "another" } } }),
    );
    assert!(settle(&mut simulation));
    let now = status(&simulation);
    assert_eq!(pods(&simulation).len(), 4);
    assert_eq!((now.current_number_scheduled, now.number_ready), (3, 3));
}

/// Row 25: only the template makes revisions, and metadata does not even make a generation.
#[test]
fn labels_and_annotations_of_the_set_restart_nothing() {
    let mut simulation = settled(&["a"], fluentd(|_| {}));
    let before = pods(&simulation)[0].uid.clone();
    let daemon_set = fluentd(|set| {
        set["metadata"]["labels"] = json!({ "team": "logging" });
        set["metadata"]["annotations"] = json!({ "note": "read me" });
    });
    simulation.apply(Command::ApplyDaemonSet { daemon_set });
    assert!(settle(&mut simulation));
    assert_eq!(pods(&simulation)[0].uid, before);
    assert_eq!(simulation.cluster().revisions.len(), 1);
    let set = simulation.daemon_set_object(&set_key()).unwrap();
    assert_eq!(
        (&set["metadata"]["generation"], &set["status"]["observedGeneration"]),
        (&json!(1), &json!(1))
    );
}

/// Rows 26 and 27: the old revision gets a new number, so the list has a gap; and the limit is of old ones only.
#[test]
fn a_rollback_renumbers_the_old_revision_and_the_limit_counts_old_ones() {
    let mut simulation = settled(&["a"], fluentd(|_| {}));
    let numbers = |simulation: &Simulation| {
        let revisions = simulation.cluster().revisions.values();
        let mut numbers: Vec<_> = revisions.map(|revision| revision.revision).collect();
        numbers.sort_unstable();
        numbers
    };
    for tag in ["v2.6.0", "v2.7.0", "v2.5.2"] {
        let daemon_set = with_image(tag);
        simulation.apply(Command::ApplyDaemonSet { daemon_set });
        assert!(settle(&mut simulation));
    }
    assert_eq!(numbers(&simulation), [2, 3, 4]);
    let mut daemon_set = with_image("v2.8.0");
    daemon_set["spec"]["revisionHistoryLimit"] = json!(2);
    simulation.apply(Command::ApplyDaemonSet { daemon_set });
    assert!(settle(&mut simulation));
    assert_eq!(numbers(&simulation), [3, 4, 5], "two old ones and the current one");
}

/// Row 28: with OnDelete there are revisions and UP-TO-DATE all the same; `rollout status` refuses.
#[test]
fn on_delete_keeps_revisions_and_leaves_the_deleting_to_people() {
    let on_delete = |set: &mut Value| set["spec"]["updateStrategy"] = json!({ "type": "OnDelete" });
    let mut simulation = settled(&["a"], fluentd(on_delete));
    let mut daemon_set = with_image("v2.6.0");
    on_delete(&mut daemon_set);
    simulation.apply(Command::ApplyDaemonSet { daemon_set });
    assert!(settle(&mut simulation));
    assert_eq!(simulation.cluster().revisions.len(), 2);
    assert_eq!(status(&simulation).updated_number_scheduled, 0);
    let set = simulation.daemon_set_object(&set_key()).unwrap();
    assert_eq!(
        kubectl::rollout::rollout_status(&set).unwrap_err(),
        "rollout status is only available for RollingUpdate strategy type"
    );
    let (namespace, name) = ("kube-system".into(), pods(&simulation)[0].name.clone());
    simulation.apply(Command::DeletePod { namespace, name });
    assert!(settle(&mut simulation));
    assert_eq!(status(&simulation).updated_number_scheduled, 1);
}

/// Row 29: the selector cannot be changed.
#[test]
fn the_selector_is_immutable() {
    let simulation = settled(&["a"], fluentd(|_| {}));
    let set = fluentd(|set| {
        set["spec"]["selector"]["matchLabels"]["name"] = json!("other");
        set["spec"]["template"]["metadata"]["labels"]["name"] = json!("other");
    });
    let old = simulation.daemon_set_object(&set_key());
    let review = review_manifest(&set.to_string(), old.as_ref());
    let said: Vec<String> = review
        .errors
        .iter()
        .map(crate::admission::FieldError::message)
        .collect();
    assert!(
        said.iter().any(|error| error.contains("field is immutable")),
        "{said:?}"
    );
}

/// Row 30: a pod that loses the label goes on without an owner, and the node gets another one.
#[test]
fn a_pod_that_loses_its_label_is_released_and_a_second_one_is_made() {
    let mut simulation = settled(&["a"], fluentd(|_| {}));
    let first = pods(&simulation)[0].name.clone();
    patch_pod(
        &mut simulation,
        &first,
        json!({ "metadata": { "labels": { "name": null } } }),
    );
    assert!(settle(&mut simulation));
    assert_eq!(nodes_with_pods(&simulation), ["a", "a"]);
    let released = pods(&simulation).into_iter().find(|pod| pod.name == first).unwrap();
    assert!(released.controller.is_none() && released.ready);
}

/// Row 31: two sets with the same selector leave each other's pods alone.
#[test]
fn owners_keep_two_sets_with_the_same_selector_apart() {
    let mut simulation = settled(&["a", "b"], fluentd(|_| {}));
    let daemon_set = fluentd(|set| set["metadata"]["name"] = json!("twin"));
    simulation.apply(Command::ApplyDaemonSet { daemon_set });
    assert!(settle(&mut simulation));
    assert_eq!(nodes_with_pods(&simulation), ["a", "a", "b", "b"]);
    let sets = simulation.cluster().daemon_sets.values();
    assert!(sets.map(|set| set.status.number_ready).eq([2, 2]));
}

/// Row 38: there is no pausing a DaemonSet.
#[test]
fn a_rollout_cannot_be_paused() {
    let mut simulation = settled(&["a"], fluentd(|_| {}));
    let input = kubectl::console::Input {
        command: "kubectl rollout pause ds fluentd-elasticsearch -n kube-system",
        stdin: "",
    };
    let output = kubectl::console::run(&mut simulation, &input, Millis(0));
    assert!(output.stderr.contains("pausing is not supported"), "{output:?}");
}

/// Row 39: NotIn and DoesNotExist match nodes without the label, an empty term matches none, and one of several terms is
/// enough.
#[test]
fn not_in_matches_a_node_without_the_label_and_an_empty_term_none() {
    let term = |operator: &str, values: Value| json!({ "matchExpressions": [{ "key": "zone", "operator": operator, "values": values }] });
    let elsewhere = ("other", "x");
    assert!(fits(&json!([term("NotIn", json!(["a"]))]), elsewhere));
    assert!(fits(&json!([term("DoesNotExist", json!([]))]), elsewhere));
    assert!(!fits(&json!([term("In", json!(["a"]))]), elsewhere));
    assert!(!fits(&json!([{}]), ("zone", "a")));
    assert!(fits(
        &json!([{}, term("In", json!(["b"])), term("In", json!(["a"]))]),
        ("zone", "a")
    ));
}

/// Row 40: where label or bound is no integer, Gt and Lt match nothing, and nobody complains.
#[test]
fn gt_and_lt_match_nothing_where_there_is_no_integer() {
    let term = |value: &str| json!([{ "matchExpressions": [{ "key": "cores", "operator": "Gt", "values": [value] }] }]);
    assert!(fits(&term("4"), ("cores", "8")));
    assert!(!fits(&term("4"), ("cores", "many")));
    assert!(!fits(&term("few"), ("cores", "8")));
    let said = refusals(|set| {
        set["spec"]["template"]["spec"]["affinity"] = json!({ "nodeAffinity": {
            "requiredDuringSchedulingIgnoredDuringExecution": { "nodeSelectorTerms": term("few") },
        } });
    });
    assert_eq!(said, [""; 0]);
}

/// Row 41: tolerations that compare numbers are behind a gate that is off.
#[test]
fn a_toleration_that_compares_numbers_is_refused() {
    let said = refusals(|set| {
        set["spec"]["template"]["spec"]["tolerations"] =
            json!([{ "key": "sla", "operator": "Gt", "value": "900", "effect": "NoSchedule" }]);
    });
    assert!(
        said.iter().any(|error| error.contains("tolerations[0].operator")),
        "{said:?}"
    );
}

/// Row 12: the template's required terms are replaced by one that names the node; the rest of the affinity stays.
#[test]
fn a_pod_has_its_nodes_name_instead_of_the_templates_required_terms() {
    let mut simulation = settled(&["a"], fluentd(|_| {}));
    template(&mut simulation, |spec| {
        spec["affinity"] = json!({
            "nodeAffinity": { "requiredDuringSchedulingIgnoredDuringExecution": {
                "nodeSelectorTerms": [{ "matchExpressions": [{ "key": "gpu", "operator": "DoesNotExist" }] }],
            } },
            "podAntiAffinity": { "preferredDuringSchedulingIgnoredDuringExecution": [
                { "weight": 1, "podAffinityTerm": { "topologyKey": "zone", "labelSelector": {} } },
            ] },
        });
    });
    assert!(settle(&mut simulation));
    let pod = pods(&simulation)[0];
    let object = simulation
        .pod_object(&(pod.namespace.clone(), pod.name.clone()))
        .unwrap();
    let affinity = &object["spec"]["affinity"];
    let terms = &affinity["nodeAffinity"]["requiredDuringSchedulingIgnoredDuringExecution"]["nodeSelectorTerms"];
    assert_eq!(
        terms,
        &json!([{ "matchFields": [{ "key": "metadata.name", "operator": "In", "values": ["a"] }] }])
    );
    assert!(affinity["podAntiAffinity"].is_object());
}
