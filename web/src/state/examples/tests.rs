//! Every question, as a reader goes through it: what the text says is there, and what he tries has the effect that it
//! promises.

use super::{Opens, all, named};
use crate::state::{Action, App, Choice, Document, Theme, text};
use everynode_core::explain;
use everynode_core::kubectl::console;
use everynode_core::language::Language;
use everynode_core::objects::{DaemonSetStatus, ObjectKey, Pod, PodPhase};
use everynode_core::sim::Command;
use everynode_core::time::Millis;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;
use yew::Reducible;

const CRITICAL: (&str, &str) = (
    "      containers:",
    "      priorityClassName: system-node-critical\n      containers:",
);

fn opened(id: &str) -> Rc<App> {
    Rc::new(App::new(Theme::Light, None)).reduce(Action::Open(named(id).unwrap()))
}

fn with_manifest(app: Rc<App>, before: &str, after: &str) -> Rc<App> {
    let text = app.manifest.text.replace(before, after);
    assert_ne!(*text, *app.manifest.text, "the manifest has {before:?}");
    app.reduce(Action::Edit(Document::Manifest, text.into()))
}

fn done(app: Rc<App>, command: Command) -> Rc<App> {
    app.reduce(Action::Do(command))
}

fn settled(app: Rc<App>) -> Rc<App> {
    app.reduce(Action::Settle)
}

fn labelled(app: Rc<App>, node: &str, key: &str, value: &str) -> Rc<App> {
    let (node, key, value) = (node.into(), key.into(), value.into());
    done(app, Command::SetLabel { node, key, value })
}

fn tainted(app: Rc<App>, node: &str, taint: &str) -> Rc<App> {
    let (node, taint) = (node.into(), text::parse_taint(taint).unwrap());
    done(app, Command::SetTaint { node, taint })
}

fn status(app: &App) -> DaemonSetStatus {
    let simulation = app.simulation();
    simulation.cluster().daemon_sets[app.set.as_ref().unwrap()].status
}

fn pods(app: &App) -> BTreeMap<ObjectKey, Arc<Pod>> {
    app.simulation().cluster().pods.clone().into_iter().collect()
}

/// The daemon pods that run on a node or are for it.
fn pods_for(app: &App, node: &str) -> Vec<Arc<Pod>> {
    let mut pods = pods(app);
    pods.retain(|_, pod| pod.target_node().is_some_and(|target| &**target == node) && !pod.name.starts_with("web"));
    pods.into_values().collect()
}

fn why(app: &App, node: &str) -> explain::Why {
    explain::why(&app.simulation(), app.set.as_ref().unwrap(), node, Language::English).unwrap()
}

fn rollout(app: &App) -> explain::Rollout {
    explain::rollout(&app.simulation(), app.set.as_ref().unwrap(), Language::English).unwrap()
}

fn kubectl(app: &App, command: &str) -> console::Output {
    let input = console::Input { command, stdin: "" };
    console::run(&mut app.simulation.borrow_mut(), &input, Millis::seconds(1))
}

/// How many pods of the set are unavailable at once, at most, from now until nothing happens any more.
fn most_unavailable(app: &App) -> i64 {
    let mut most = 0;
    let mut simulation = app.simulation.borrow_mut();
    for _ in 0..2_000 {
        if simulation.is_steady() || !simulation.step() {
            break;
        }
        let set = &simulation.cluster().daemon_sets[app.set.as_ref().unwrap()];
        most = most.max(set.status.number_unavailable);
    }
    most
}

#[test]
fn every_example_opens_in_motion_or_stands_still_as_it_says() {
    for example in all() {
        let app = opened(example.id);
        assert_eq!(
            app.is_playing,
            !matches!(example.opens, Opens::StillAt(_)),
            "{}",
            example.id
        );
        assert_eq!(app.undoable, 0, "{}: nothing to take back", example.id);
        assert!(!app.is_touched(), "{}", example.id);
        assert_eq!(app.example, Some(example));
        assert!(app.set.is_some(), "{}", example.id);
        let is_quiet = app.notice == crate::state::Notice::Nothing;
        assert!(is_quiet || example.id == "selector", "{}: {:?}", example.id, app.notice);
        if !example.node.is_empty() {
            assert_eq!(app.choice, Choice::Node(example.node.into()));
            assert!(
                app.simulation().cluster().nodes.contains_key(example.node),
                "{}",
                example.id
            );
        }
    }
}

#[test]
fn every_example_says_what_there_is_to_see_in_every_language() {
    for example in all() {
        for language in Language::ALL {
            let texts = [(example.title)(language), (example.caption)(language)];
            assert!(texts.iter().all(|text| !text.is_empty()), "{}", example.id);
        }
    }
}

#[test]
fn names_are_given_once() {
    let mut names: Vec<_> = all().map(|example| example.id).collect();
    let count = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), count);
    assert_eq!(
        super::QUESTIONS
            .iter()
            .map(|(_, examples)| examples.len())
            .sum::<usize>(),
        20
    );
}

#[test]
fn what_set_an_example_up_stays_out_of_reach_when_it_was_kept() {
    let app = labelled(opened("switch-off"), "worker-1", "a", "b");
    let again = App::new(Theme::Light, Some(&app.scenario()));
    assert_eq!(again.undoable, 1);
    assert_eq!(again.scenario(), app.scenario());
}

#[test]
fn every_workload_comes_up_where_it_should() {
    let expected = [5 + 1, 5, 5, 4, 3, 3, 5, 5, 10, 2];
    for (workload, expected) in super::WORKLOADS.iter().zip(expected) {
        let app = settled(opened(workload.id));
        let status = status(&app);
        assert_eq!(
            (status.desired_number_scheduled, status.number_available),
            (expected, expected),
            "{}",
            workload.id
        );
    }
}

#[test]
fn desired_is_zero_where_no_node_has_the_label() {
    let app = opened("desired-zero");
    assert_eq!(status(&app).desired_number_scheduled, 0);
    assert!(pods(&app).is_empty());
    let nowhere = explain::why_nowhere(&app.simulation(), app.set.as_ref().unwrap(), Language::English);
    assert!(nowhere[0].0 == 3 && nowhere[0].1.contains("disk"), "{nowhere:?}");
    let app = settled(labelled(app, "worker-1", "disk", "ssd"));
    assert_eq!(status(&app).desired_number_scheduled, 1);
}

#[test]
fn the_pod_of_a_node_that_lost_its_label_is_deleted() {
    let app = opened("label-removed");
    let leaving = pods_for(&app, "worker-2");
    assert!(leaving.len() == 1 && leaving[0].deletion.is_some());
    let app = settled(labelled(app, "worker-2", "disk", "ssd"));
    let come = pods_for(&app, "worker-2");
    assert!(come.len() == 1 && come[0].ready && come[0].name != leaving[0].name);
}

#[test]
fn a_node_selector_that_nothing_fulfils_switches_off() {
    let app = opened("switch-off");
    assert!(pods(&app).is_empty());
    assert_eq!(app.simulation().cluster().daemon_sets.len(), 1);
    let app = settled(labelled(app, "worker-3", "switched-off", "true"));
    assert_eq!(pods(&app).len(), 1);
    assert_eq!(pods_for(&app, "worker-3").len(), 1);
}

#[test]
fn the_control_plane_has_no_pod_for_its_taint() {
    let app = opened("control-plane");
    assert_eq!(status(&app).desired_number_scheduled, 2);
    let why_not = why(&app, "control-plane");
    assert!(
        !why_not.should_run && why_not.summary.contains("taint"),
        "{}",
        why_not.summary
    );
    let untainted = Command::RemoveTaint {
        node: "control-plane".into(),
        key: "node-role.kubernetes.io/control-plane".into(),
        effect: everynode_core::objects::TaintEffect::NoSchedule,
    };
    assert_eq!(
        pods_for(&settled(done(app.clone(), untainted)), "control-plane").len(),
        1
    );
    let tolerated = with_manifest(
        opened("control-plane"),
        "      containers:",
        "      tolerations:\n      - key: node-role.kubernetes.io/control-plane\n        operator: Exists\n      containers:",
    );
    assert_eq!(pods_for(&settled(tolerated), "control-plane").len(), 1);
}

#[test]
fn a_taint_that_came_later_leaves_the_pod_misscheduled() {
    let app = opened("misscheduled");
    assert_eq!(status(&app).number_misscheduled, 1);
    let why_stays = why(&app, "worker-2");
    assert!(!why_stays.should_run && why_stays.should_continue_running);
    assert!(pods_for(&app, "worker-2")[0].ready);
    let app = settled(tainted(app, "worker-2", "dedicated=database:NoExecute"));
    assert!(pods_for(&app, "worker-2").is_empty());
    assert_eq!(status(&app).number_misscheduled, 0);
}

#[test]
fn a_cordoned_node_has_its_pod() {
    let app = opened("cordoned");
    assert!(pods_for(&app, "worker-2")[0].ready);
    let drained = kubectl(&app, "drain worker-2");
    assert!(drained.stderr.contains("DaemonSet-managed Pods"), "{}", drained.stderr);
    let app = settled(tainted(app, "worker-2", "maintenance=true:NoExecute"));
    assert!(pods_for(&app, "worker-2").is_empty());
}

#[test]
fn the_message_of_a_pending_pod_is_about_one_node() {
    let app = opened("pending");
    let pod = pods_for(&app, "worker-3").remove(0);
    assert_eq!((pod.phase, &pod.node_name), (PodPhase::Pending, &None));
    let message = pod.runtime.unschedulable.clone().unwrap();
    assert!(
        message.starts_with("0/5 nodes are available: 1 Insufficient cpu, 4 node(s)"),
        "{message}"
    );
    let nodes = app.nodes.text.replace("cpu=250m", "cpu=4");
    let app = settled(app.reduce(Action::Edit(Document::Nodes, nodes.into())));
    assert!(pods_for(&app, "worker-3")[0].ready);
}

#[test]
fn a_critical_daemon_pod_takes_the_place_of_others() {
    let app = opened("priority");
    assert_eq!(pods_for(&app, "worker-2")[0].phase, PodPhase::Pending);
    assert_eq!(pods(&app).len(), 2 + 4);
    let app = settled(with_manifest(app, CRITICAL.0, CRITICAL.1));
    assert!(pods_for(&app, "worker-2")[0].ready);
    assert!(pods(&app).len() < 2 + 4, "somebody had to go");
}

#[test]
fn a_silent_node_holds_the_rollout_up() {
    let app = opened("stuck-rollout");
    let stuck = rollout(&app).stuck.expect("nothing moves");
    assert!(stuck.because.contains("worker-2"), "{}", stuck.because);
    assert!(status(&app).updated_number_scheduled < 2);
    let node = "worker-2".into();
    let app = settled(done(app, Command::ResumeKubelet { node }));
    assert!(rollout(&app).complete);
}

#[test]
fn on_delete_waits_for_a_person() {
    let app = opened("on-delete");
    let before = status(&app);
    assert_eq!((before.updated_number_scheduled, before.number_ready), (0, 4));
    let (namespace, name) = pods(&app).keys().next().unwrap().clone();
    let app = settled(done(app, Command::DeletePod { namespace, name }));
    assert_eq!(status(&app).updated_number_scheduled, 1);
}

#[test]
fn a_larger_budget_is_done_sooner() {
    let end = |app: Rc<App>| settled(app).simulation().now();
    let app = opened("how-long");
    assert!((1..=4).contains(&status(&app).updated_number_scheduled));
    let slow = end(app);
    let fast = end(with_manifest(
        opened("how-long"),
        "maxUnavailable: 1",
        "maxUnavailable: 50%",
    ));
    let begun = everynode_core::sim::EPOCH + Millis::seconds(90);
    assert!((fast - begun).0 * 2 < (slow - begun).0, "{fast} {slow}");
}

#[test]
fn a_surge_runs_two_pods_on_a_node() {
    let app = opened("two-pods");
    let is_double = |node: &&str| pods_for(&app, node).len() == 2;
    assert!(["worker-1", "worker-2", "worker-3", "worker-4"].iter().any(is_double));
    assert_eq!(status(&app).number_available, 4);
    let app = with_manifest(app, "maxUnavailable: 0", "maxUnavailable: 1");
    assert!(app.manifest.is_held_back && app.manifest.errors() > 0);
}

#[test]
fn unavailable_old_pods_go_first_and_outside_the_budget() {
    let app = opened("beyond-budget");
    let leaving: Vec<_> = ["worker-2", "worker-4"]
        .into_iter()
        .flat_map(|node| pods_for(&app, node))
        .collect();
    assert!(leaving.iter().any(|pod| pod.deletion.is_some()));
    assert!(!leaving.iter().any(|pod| pod.ready));
    assert_eq!(status(&app).number_ready, 3);
    assert!(most_unavailable(&app) <= 2, "no healthy pod goes beside them");
    assert!(rollout(&app).complete);
}

#[test]
fn rollout_status_waits_and_refuses_with_on_delete() {
    let app = opened("rollout-status");
    let waits = kubectl(&app, "rollout status ds/node-agent -n monitoring --watch=false");
    assert!(
        waits.stdout.starts_with("Waiting for daemon set"),
        "{} {}",
        waits.stdout,
        waits.stderr
    );
    let app = with_manifest(
        opened("rollout-status"),
        "type: RollingUpdate\n    rollingUpdate:\n      maxUnavailable: 1\n",
        "type: OnDelete\n",
    );
    assert!(!app.manifest.is_held_back);
    let fails = kubectl(&app, "rollout status ds/node-agent -n monitoring");
    assert!(
        fails.exit_code != 0 && fails.stderr.contains("RollingUpdate"),
        "{}",
        fails.stderr
    );
}

#[test]
fn ready_pods_become_available_after_min_ready_seconds() {
    let app = opened("min-ready");
    assert_eq!((status(&app).number_ready, status(&app).number_available), (3, 0));
    let app = with_manifest(app, "minReadySeconds: 60", "minReadySeconds: 5");
    let before = app.simulation().now();
    let mut app = app;
    while status(&app).number_available < 3 {
        app = app.reduce(Action::Step);
        assert!(app.simulation().now() - before < Millis::seconds(10));
    }
}

#[test]
fn the_pod_of_a_dead_node_still_says_running() {
    let app = opened("node-down");
    let pod = pods_for(&app, "worker-2").remove(0);
    assert_eq!((pod.phase, pod.ready, pod.deletion), (PodPhase::Running, false, None));
    let name = "worker-2".into();
    let app = settled(done(app, Command::DeleteNode { name }));
    assert!(pods_for(&app, "worker-2").is_empty());
}

#[test]
fn a_node_under_pressure_kills_its_pod_again_and_again() {
    let app = opened("killed-in-loop");
    let created = |app: &App| {
        app.simulation()
            .steps()
            .iter()
            .flat_map(|step| &step.changes)
            .filter(|change| matches!(change, everynode_core::sim::Change::PodCreated { .. }))
            .count()
    };
    assert!(created(&app) >= 3 + 3, "{}", created(&app));
    let before = created(&app);
    let app = with_manifest(app, CRITICAL.0, CRITICAL.1);
    let app = settled(app);
    assert!(pods_for(&app, "worker-2")[0].ready, "{:?}", pods_for(&app, "worker-2"));
    assert!(created(&app) <= before + 5);
}

#[test]
fn a_node_that_joins_gets_its_pod_when_it_is_ready() {
    let app = opened("node-joins");
    assert!(pods_for(&app, "worker-3").is_empty());
    let why_not = why(&app, "worker-3");
    assert!(why_not.summary.contains("not-ready"), "{}", why_not.summary);
    assert!(pods_for(&settled(app.clone()), "worker-3")[0].ready);
    let app = opened("node-joins");
    let name = "worker-1".into();
    let app = settled(done(app, Command::DeleteNode { name }));
    assert!(pods_for(&app, "worker-3")[0].ready);
    assert_eq!(pods(&app).len(), 2);
}

#[test]
fn another_selector_is_refused() {
    let app = opened("selector");
    assert!(app.manifest.is_held_back);
    assert!(
        app.manifest
            .findings
            .iter()
            .any(|finding| finding.message.contains("field is immutable"))
    );
    assert_eq!(status(&app).number_ready, 3);
    let app = with_manifest(
        app,
        "    matchLabels:\n      pool: logs",
        "    matchLabels:\n      app: node-agent",
    );
    let app = with_manifest(
        app,
        "      containers:",
        "      nodeSelector:\n        pool: logs\n      containers:",
    );
    let app = settled(app);
    assert!(!app.manifest.is_held_back);
    assert_eq!((pods(&app).len(), pods_for(&app, "worker-1").len()), (1, 1));
}

#[test]
fn orphans_are_adopted() {
    let app = opened("orphans");
    let before = pods(&app);
    assert!(before.len() == 3 && before.values().all(|pod| pod.controller.is_none()));
    assert!(app.simulation().cluster().daemon_sets.is_empty());
    let app = settled(with_manifest(app, "maxUnavailable: 1", "maxUnavailable: 2"));
    let after = pods(&app);
    assert!(after.keys().eq(before.keys()));
    assert!(after.values().all(|pod| pod.controller.is_some()));
}
