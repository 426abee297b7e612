//! The kind `sync`: everything that one controller sync decides.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use everynode_core::controller::{ControllerEvent, ControllerMemory, SyncPlan, decide, sync};
use everynode_core::objects::{Cluster, ControllerRevision, DaemonSet, DaemonSetStatus, Node, ObjectKey, Pod};
use everynode_core::time::SimTime;
use serde_json::Value;

use super::Context;
use super::compare::{same, same_set, strings};

pub(super) fn check(case: &Value, _context: &Context) -> Result<(), String> {
    let (input, expect) = (&case["input"], &case["expect"]);
    let (cluster, key) = cluster(input);
    let now = SimTime::parse(input["now"].as_str().unwrap_or_default()).ok_or("unreadable now")?;
    placement(&cluster, &key, expect)?;
    let plan = sync(&cluster, &ControllerMemory::default(), &key, now);
    let creates: Vec<&str> = plan.creates.iter().map(|create| &*create.node).collect();
    choice("creates", &expect["creates"], &creates)?;
    let deletes: Vec<&str> = plan.deletes.iter().map(|delete| &*delete.pod).collect();
    choice("deletes", &expect["deletes"], &deletes)?;
    status(&cluster.daemon_sets[&key], &plan, expect)?;
    revisions(&cluster, &key, &plan, expect)?;
    events(&plan, expect)?;
    names("adoptedPods", expect, &plan.adopted_pods)?;
    names("releasedPods", expect, &plan.released_pods)?;
    names("adoptedRevisions", expect, &plan.adopted_revisions)?;
    names("releasedRevisions", expect, &plan.released_revisions)?;
    let mut requeue: Vec<f64> = Vec::new();
    requeue.extend(
        plan.requeue_after
            .iter()
            .map(|delay| f64::from(i32::try_from(delay.0).unwrap_or(i32::MAX)) / 1000.0),
    );
    requeue.sort_by(f64::total_cmp);
    let expected: Vec<f64> = expect["requeueAfterSeconds"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_f64)
        .collect();
    same("requeueAfterSeconds", &expected, &requeue)?;
    let expected = !strings(&expect["syncErrors"]).is_empty();
    same("an error", &expected, &plan.error.is_some())
}

fn cluster(input: &Value) -> (Cluster, ObjectKey) {
    let mut cluster = Cluster::default();
    let list = |key: &str| input[key].as_array().into_iter().flatten();
    for node in list("nodes").map(Node::from_json) {
        cluster.nodes.insert(Arc::clone(&node.name), Arc::new(node));
    }
    for pod in list("pods").map(Pod::from_json) {
        let key = (Arc::clone(&pod.namespace), Arc::clone(&pod.name));
        cluster.pods.insert(key, Arc::new(pod));
    }
    for revision in list("controllerRevisions").map(ControllerRevision::from_json) {
        let key = (Arc::clone(&revision.namespace), Arc::clone(&revision.name));
        cluster.revisions.insert(key, Arc::new(revision));
    }
    let set = DaemonSet::from_json(&input["daemonSet"]);
    let key = (Arc::clone(&set.namespace), Arc::clone(&set.name));
    cluster.daemon_sets.insert(key.clone(), Arc::new(set));
    (cluster, key)
}

fn placement(cluster: &Cluster, key: &ObjectKey, expect: &Value) -> Result<(), String> {
    let template = &cluster.daemon_sets[key].template;
    for (name, expected) in expect["placement"].as_object().into_iter().flatten() {
        let node = cluster.nodes.get(&**name).ok_or_else(|| format!("no node {name}"))?;
        let decision = serde_json::to_value(decide(template, node)).map_err(|error| error.to_string())?;
        same(&format!("placement of {name}"), expected, &decision)?;
    }
    Ok(())
}

/// A random choice: `count` distinct names, all of `must`, none but `may`.
fn choice(what: &str, expect: &Value, actual: &[&str]) -> Result<(), String> {
    same(
        &format!("number of {what}"),
        &expect["count"],
        &Value::from(actual.len()),
    )?;
    let distinct: BTreeSet<&str> = actual.iter().copied().collect();
    same(&format!("distinct {what}"), &actual.len(), &distinct.len())?;
    let (must, may) = (strings(&expect["must"]), strings(&expect["may"]));
    if let Some(missing) = must.iter().find(|name| !distinct.contains(name.as_str())) {
        return Err(format!("{what}: {missing} is missing"));
    }
    match distinct.iter().find(|name| !may.iter().any(|allowed| allowed == *name)) {
        Some(surplus) => Err(format!("{what}: {surplus} is one too many")),
        None => Ok(()),
    }
}

fn status(set: &DaemonSet, plan: &SyncPlan, expect: &Value) -> Result<(), String> {
    let expected = DaemonSetStatus::from_json(&expect["status"]);
    same("status", &expected, &plan.status.unwrap_or(set.status))?;
    same(
        "statusWritten",
        &expect["statusWritten"],
        &Value::from(plan.status.is_some()),
    )
}

fn revisions(cluster: &Cluster, key: &ObjectKey, plan: &SyncPlan, expect: &Value) -> Result<(), String> {
    let hash = plan.revision_hash.as_deref().map_or(Value::Null, Value::from);
    same("currentRevisionHash", &expect["currentRevisionHash"], &hash)?;
    let created = plan.created_revision.iter().count();
    same("revisionsCreated", &expect["revisionsCreated"], &Value::from(created))?;
    let deleted: Vec<Arc<str>> = [&plan.revisions_merged[..], &plan.revisions_truncated].concat();
    names("revisionsDeleted", expect, &deleted)?;
    let stored = cluster
        .revisions
        .values()
        .filter(|revision| revision.namespace == key.0);
    let mut numbers: BTreeMap<Arc<str>, i64> = stored
        .map(|revision| (Arc::clone(&revision.name), revision.revision))
        .collect();
    let created = plan.created_revision.iter();
    numbers.extend(created.map(|revision| (Arc::clone(&revision.name), revision.revision)));
    numbers.extend(plan.renumbered_revision.clone());
    numbers.retain(|name, _| !deleted.contains(name));
    let numbers: Value = numbers
        .iter()
        .map(|(name, number)| (name.to_string(), Value::from(*number)))
        .collect();
    same("revisionNumbers", &expect["revisionNumbers"], &numbers)?;
    let relabelled: Value = plan
        .relabelled_pods
        .iter()
        .map(|name| (name.to_string(), hash.clone()))
        .collect();
    same("relabeledPods", &expect["relabeledPods"], &relabelled)
}

/// All expected events come; of `FailedDaemonPod` there may be more, for failed pods that were picked at random.
fn events(plan: &SyncPlan, expect: &Value) -> Result<(), String> {
    let line = |kind: &str, reason: &str, message: &str| format!("{kind} {reason} {message}");
    let mut actual: Vec<String> = plan
        .events
        .iter()
        .map(
            |ControllerEvent {
                 warning,
                 reason,
                 message,
             }| { line(if *warning { "Warning" } else { "Normal" }, reason, message) },
        )
        .collect();
    for event in expect["events"].as_array().into_iter().flatten() {
        let field = |name: &str| event[name].as_str().unwrap_or_default();
        let wanted = line(field("type"), field("reason"), field("message"));
        match actual.iter().position(|event| *event == wanted) {
            Some(index) => actual.remove(index),
            None => return Err(format!("no event {wanted:?}")),
        };
    }
    let picked = |pod: &str| strings(&expect["deletes"]["may"]).iter().any(|name| name == pod);
    match actual.iter().find(|event| {
        let pod = event.split([' ', '/']).nth(7).unwrap_or_default();
        !(event.starts_with("Warning FailedDaemonPod ") && picked(pod))
    }) {
        Some(surplus) => Err(format!("an event too many: {surplus:?}")),
        None => Ok(()),
    }
}

fn names(what: &str, expect: &Value, actual: &[Arc<str>]) -> Result<(), String> {
    let actual = actual.iter().map(ToString::to_string).collect();
    same_set(what, strings(&expect[what]), actual)
}
