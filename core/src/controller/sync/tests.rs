//! What one sync does to a cluster drawn in one line, and why.

use super::*;
use crate::controller::{HASH_LABEL, controller_reference, new_revision, revision_data};
use crate::objects::ControllerRevision;
use serde::Serialize;
use serde_json::{Value, json};

const NOW: SimTime = SimTime(1_000_000_000);
const UNAVAILABLE_1: &str = r#"{"maxUnavailable": 1, "maxSurge": 0}"#;
const UNAVAILABLE_HALF: &str = r#"{"maxUnavailable": "50%", "maxSurge": 0}"#;
const SURGE_1: &str = r#"{"maxUnavailable": 0, "maxSurge": 1}"#;

/// Strategy (empty: OnDelete), cluster, and what the sync wants.
///
/// A cluster is a list of nodes with their pods: `n1:old,new`. A node that starts with `!` has an untolerated NoSchedule
/// taint, with `!!` a NoExecute one, with `~` it does not exist. A pod is `old` or `new`, after it `-` for not ready, `.` for
/// terminating, `?` for not bound, `F` for failed, `S` for succeeded. The pods of n1 are n1-0, n1-1, …, the first the oldest.
const CASES: [(&str, &str, &str); 24] = [
    // Nodes and pods.
    (UNAVAILABLE_1, "n1 n2:new", "+n1 nodeHasNone"),
    (UNAVAILABLE_1, "!n1 !n2:new", ""),
    (UNAVAILABLE_1, "!!n1:new !!n2:new.", "-n1-0 nodeNotEligible"),
    (UNAVAILABLE_1, "n1:new,new n2:new?,new", "-n1-1 excess; -n2-0 excess"),
    (
        UNAVAILABLE_1,
        "n1:new. n2:newF,new n3:newS",
        "-n2-0 failed; -n3-0 succeeded",
    ),
    (
        UNAVAILABLE_1,
        "n1:new ~gone:new ~away:new?",
        "-away-0 unboundNodeMissing",
    ),
    ("", "n1:old n2", "+n2 nodeHasNone"),
    // A rollout within maxUnavailable.
    ("", "n1:old n2:old-", ""),
    (UNAVAILABLE_1, "n1:old n2:old n3:old", "-n1-0 rolloutOldAvailable"),
    (
        UNAVAILABLE_HALF,
        "n1:old n2:old n3:old",
        "-n1-0 rolloutOldAvailable; -n2-0 rolloutOldAvailable",
    ),
    (UNAVAILABLE_1, "n1:new- n2:old n3:old", ""),
    (UNAVAILABLE_1, "n1:old. n2:old n3:old", ""),
    (
        UNAVAILABLE_1,
        "n1:old n2:old- n3:old-",
        "-n2-0 rolloutOldUnavailable; -n3-0 rolloutOldUnavailable",
    ),
    (UNAVAILABLE_1, "!n1:old n2:new", "-n1-0 rolloutOldAvailable"),
    (
        r#"{"maxUnavailable": 0, "maxSurge": 0}"#,
        "n1:old n2:old",
        "-n1-0 rolloutOldAvailable",
    ),
    // A rollout with surge.
    (SURGE_1, "n1:old n2:old", "+n1 besideOld"),
    (SURGE_1, "n1:old,new- n2:old", ""),
    (SURGE_1, "n1:old,new n2:old", "-n1-0 surgeNewAvailable"),
    (SURGE_1, "n1:old-,new- n2:old", "-n1-0 surgeOldNotReady"),
    (
        SURGE_1,
        "n1:old- n2:old- n3:old",
        "+n1 oldUnavailable; +n2 oldUnavailable; +n3 besideOld",
    ),
    (
        SURGE_1,
        "n1:new. n2:newF",
        "-n2-0 failed; +n1 nothingRunning; +n2 nothingRunning",
    ),
    (SURGE_1, "n1:new,new,old-", "-n1-1 excess; -n1-2 surgeOldNotReady"),
    (
        SURGE_1,
        "!n1:old n2:new !n3:old-",
        "-n3-0 rolloutOldUnavailable; -n1-0 sunset",
    ),
    (SURGE_1, "n1:new ~gone:old", "error nodeMissing"),
];

#[test]
fn a_sync_creates_and_deletes_for_the_right_reason() {
    for (strategy, drawing, expected) in CASES {
        let (cluster, key) = cluster(strategy, drawing);
        let plan = sync(&cluster, &ControllerMemory::default(), &key, NOW);
        assert_eq!(plan.outcome, Outcome::Acted, "{drawing}");
        assert_eq!(said(&plan), expected, "{strategy} {drawing}");
        let expectations = plan.memory.expectations.unwrap();
        assert_eq!(expectations.creates, count(plan.creates.len()), "{drawing}");
        assert_eq!(expectations.deletes, count(plan.deletes.len()), "{drawing}");
    }
}

#[test]
fn what_was_done_and_not_yet_seen_keeps_the_set_from_acting_but_not_from_counting() {
    let (cluster, key) = cluster(UNAVAILABLE_1, "n1 n2:new");
    let mut memory = ControllerMemory::default();
    let first = sync(&cluster, &memory, &key, NOW);
    memory.update(&key, first.memory);
    let second = sync(&cluster, &memory, &key, NOW);
    assert_eq!((second.outcome, said(&second).as_str()), (Outcome::Waiting, ""));
    let status = second.status.unwrap();
    assert_eq!(
        (
            status.desired_number_scheduled,
            status.number_available,
            status.observed_generation
        ),
        (2, 1, 0)
    );
    memory.creation_observed(&key);
    assert_eq!(sync(&cluster, &memory, &key, NOW).outcome, Outcome::Acted);
}

#[test]
fn a_failed_pod_waits_for_its_back_off() {
    let (cluster, key) = cluster(UNAVAILABLE_1, "n1:newF");
    let mut memory = ControllerMemory::default();
    let first = sync(&cluster, &memory, &key, NOW);
    assert_eq!(said(&first), "-n1-0 failed");
    memory.update(&key, first.memory);
    memory.deletion_observed(&key);
    let second = sync(&cluster, &memory, &key, NOW + Millis(999));
    assert_eq!(
        (said(&second).as_str(), &second.requeue_after[..]),
        ("", &[Millis(1000)][..])
    );
    let third = sync(&cluster, &memory, &key, NOW + Millis(1000));
    assert_eq!(said(&third), "-n1-0 failed");
}

#[test]
fn the_budget_says_which_node_holds_each_unit() {
    let cases = [
        (
            UNAVAILABLE_HALF,
            "n1:new- n2:old. n3:old n4",
            2,
            "n1 newUnavailable; n2 noPod; n4 noPod",
        ),
        (
            UNAVAILABLE_1,
            "n1:old- n2:old,new n3:new,new",
            1,
            "n1 oldUnavailable; n2 oldAndNew; n3 excess",
        ),
        (SURGE_1, "n1:old,new- n2:old n3", 1, "n1 newUnavailable"),
    ];
    for (strategy, drawing, limit, expected) in cases {
        let (cluster, key) = cluster(strategy, drawing);
        let RolloutBudget { numbers, holders } = rollout_budget(&cluster, &key, NOW).unwrap();
        let lines: Vec<String> = holders
            .iter()
            .map(|holder| format!("{} {}", holder.node, tag(&holder.usage)))
            .collect();
        assert_eq!(lines.join("; "), expected, "{drawing}");
        assert_eq!(numbers.used, count(holders.len()), "{drawing}");
        assert_eq!(numbers.max_unavailable + numbers.max_surge, limit, "{drawing}");
    }
}

#[test]
fn only_so_many_pods_are_created_in_one_sync() {
    let names: Vec<String> = (0..BURST + 7).map(|index| format!("n{index:03}")).collect();
    let (cluster, key) = cluster(UNAVAILABLE_1, &names.join(" "));
    let plan = sync(&cluster, &ControllerMemory::default(), &key, NOW);
    assert_eq!((plan.creates.len(), plan.creates_beyond_burst), (BURST, 7));
}

/// Semantics 3.8: the set's own pods on the node, its count of misscheduled ones, and the change.
#[test]
fn a_changed_node_wakes_the_set_only_where_it_would_act() {
    let (cluster, key) = cluster(UNAVAILABLE_1, "n1 !n2 !!n3");
    let mut set = (*cluster.daemon_sets[&key]).clone();
    let [plain, tainted, evicting] = ["n1", "n2", "n3"].map(|name| Arc::clone(&cluster.nodes[name]));
    let wakes = |set: &DaemonSet, pods, old: Option<&Arc<Node>>, new: &Arc<Node>| {
        node_change_wakes(set, pods, old.map(AsRef::as_ref), new)
    };
    assert!(wakes(&set, 0, None, &plain), "a new node that should run the pod");
    assert!(!wakes(&set, 0, None, &tainted), "a new node that should not");
    assert!(
        !wakes(&set, 1, Some(&plain), &tainted),
        "a NoSchedule taint where the pod runs"
    );
    assert!(
        wakes(&set, 1, Some(&plain), &evicting),
        "a NoExecute taint where the pod runs"
    );
    assert!(
        !wakes(&set, 1, Some(&tainted), &plain),
        "a taint goes away, nothing counted as misscheduled"
    );
    set.status.number_misscheduled = 1;
    assert!(
        wakes(&set, 1, Some(&tainted), &plain),
        "a taint goes away, something counted as misscheduled"
    );
    assert!(
        !wakes(&set, 0, Some(&plain), &plain),
        "neither labels nor taints changed"
    );
}

/// The name of a variant in JSON.
fn tag(value: &impl Serialize) -> String {
    let value = serde_json::to_value(value).unwrap();
    let tag = [&value["reason"], &value["error"], &value]
        .into_iter()
        .find_map(Value::as_str);
    tag.unwrap().to_owned()
}

/// The deletes, creates and the error of a plan, in one line.
fn said(plan: &SyncPlan) -> String {
    let deletes = plan
        .deletes
        .iter()
        .map(|delete| format!("-{} {}", delete.pod, tag(&delete.reason)));
    let creates = plan
        .creates
        .iter()
        .map(|create| format!("+{} {}", create.node, tag(&create.reason)));
    let error = plan.error.iter().map(|error| format!("error {}", tag(error)));
    deletes.chain(creates).chain(error).collect::<Vec<_>>().join("; ")
}

fn cluster(rolling: &str, drawing: &str) -> (Cluster, ObjectKey) {
    let strategy = serde_json::from_str(rolling).map_or_else(
        |_| json!({"type": "OnDelete"}),
        |rolling: Value| json!({"type": "RollingUpdate", "rollingUpdate": rolling}),
    );
    let set = DaemonSet::from_json(&json!({
        "metadata": {"name": "agent", "namespace": "default", "uid": "u1", "generation": 2},
        "spec": {
            "selector": {"matchLabels": {"app": "agent"}},
            "template": {"metadata": {"labels": {"app": "agent"}}, "spec": {"containers": [{"name": "c"}]}},
            "updateStrategy": strategy,
            "revisionHistoryLimit": 10,
        },
    }));
    let mut cluster = Cluster::default();
    let revisions: [(&str, Value); 2] = [("old", json!({})), ("new", set.template.json.clone())];
    for (number, (hash, template)) in (1..).zip(revisions) {
        let revision = ControllerRevision {
            data: Arc::new(revision_data(&template)),
            ..new_revision(&set, &hash.into(), number, NOW)
        };
        cluster.revisions.insert(
            (Arc::clone(&set.namespace), Arc::clone(&revision.name)),
            Arc::new(revision),
        );
    }
    for word in drawing.split_whitespace() {
        let (node, pods) = word.split_once(':').unwrap_or((word, ""));
        let (node, effect) = match node.strip_prefix('!') {
            None => (node, ""),
            Some(node) => node
                .strip_prefix('!')
                .map_or((node, "NoSchedule"), |node| (node, "NoExecute")),
        };
        let exists = !node.starts_with('~');
        let name = node.trim_start_matches('~');
        if exists {
            let taints: Value = [effect]
                .iter()
                .filter(|effect| !effect.is_empty())
                .map(|effect| json!({"key": "k", "effect": effect}))
                .collect();
            let node = Node::from_json(&json!({"metadata": {"name": name}, "spec": {"taints": taints}}));
            cluster.nodes.insert(Arc::clone(&node.name), Arc::new(node));
        }
        for (index, drawing) in pods.split(',').filter(|pod| !pod.is_empty()).enumerate() {
            let pod = pod(&set, name, index, drawing);
            cluster
                .pods
                .insert((Arc::clone(&pod.namespace), Arc::clone(&pod.name)), Arc::new(pod));
        }
    }
    let key = (Arc::clone(&set.namespace), Arc::clone(&set.name));
    cluster.daemon_sets.insert(key.clone(), Arc::new(set));
    (cluster, key)
}

fn pod(set: &DaemonSet, node: &str, index: usize, drawing: &str) -> Pod {
    let has = |mark: char| drawing.contains(mark);
    let phase = if has('F') {
        "Failed"
    } else if has('S') {
        "Succeeded"
    } else {
        "Running"
    };
    let ready = if has('-') || has('F') || has('S') {
        "False"
    } else {
        "True"
    };
    let pinned = json!({"nodeAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": {"nodeSelectorTerms": [
        {"matchFields": [{"key": "metadata.name", "operator": "In", "values": [node]}]},
    ]}}});
    let mut pod = Pod::from_json(&json!({
        "metadata": {
            "name": format!("{node}-{index}"),
            "namespace": "default",
            "labels": {"app": "agent", HASH_LABEL: &drawing[..3]},
            "deletionTimestamp": has('.').then(|| NOW.to_string()),
        },
        "spec": {"nodeName": if has('?') { "" } else { node }, "affinity": pinned},
        "status": {"phase": phase, "conditions": [{"type": "Ready", "status": ready}]},
    }));
    pod.created = SimTime(count(index));
    pod.controller = Some(Arc::new(controller_reference(set)));
    pod
}
