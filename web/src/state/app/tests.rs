//! The reducer, as behaviour.

use super::*;
use crate::state::examples;
use crate::state::{Counter, Document};

fn after(actions: impl IntoIterator<Item = Action>) -> Rc<App> {
    let start = Rc::new(App::new(Theme::Light, None));
    actions.into_iter().fold(start, Reducible::reduce)
}

fn open(id: &str) -> Action {
    Action::Open(examples::named(id).unwrap())
}

fn toggle(node: &str) -> Action {
    Action::ToggleLabel {
        node: node.into(),
        key: "app".into(),
    }
}

fn pods_of(app: &App, node: &str) -> usize {
    app.simulation().pods_of(node).count()
}

fn label(app: &App, node: &str) -> Option<Arc<str>> {
    app.simulation().cluster().nodes[node].labels.get("app").cloned()
}

#[test]
fn a_timer_that_comes_too_late_moves_nothing_and_leaves_messages_there() {
    let stopped = after([Action::Pause, Action::Say(Notice::LinkCopied)]);
    let late = Reducible::reduce(Rc::clone(&stopped), Action::Tick);
    assert_eq!(late.simulation().cursor(), stopped.simulation().cursor());
    assert_eq!(late.notice, Notice::LinkCopied);
}

#[test]
fn what_a_tick_brings_is_drawn_after_it_even_if_time_is_stopped_between() {
    let before = after([]);
    let ticked = Reducible::reduce(Rc::clone(&before), Action::Tick);
    assert_ne!(ticked.simulation().cursor(), 0);
    assert!(ticked == before, "nothing is drawn yet");
    for next in [Action::Draw, Action::Pause] {
        let drawn = Reducible::reduce(Rc::clone(&ticked), next);
        assert!(drawn.version > ticked.version);
    }
}

#[test]
fn the_page_opens_on_a_moving_example() {
    let app = after([]);
    assert!(app.is_playing && app.next_tick().is_some());
    assert_eq!(app.simulation().cluster().nodes.len(), 3);
    assert!(app.simulation().cluster().pods.is_empty(), "the pods are still to come");
}

#[test]
fn what_was_kept_opens_as_it_was() {
    let before = after([open("first"), Action::Settle, Action::AddNode, Action::Step]);
    let scenario = before.scenario();
    assert_eq!(scenario.deeds.len(), 1, "what the texts became is not kept twice");
    let app = App::new(Theme::Light, Some(&scenario));
    assert_eq!(app.scenario(), scenario);
    assert_eq!(app.simulation().trace_hash(), before.simulation().trace_hash());
    assert_eq!(app.set, before.set);
    let app = Rc::new(app).reduce(Action::Undo);
    assert!(app.simulation().cluster().nodes.contains_key("docker-desktop"));
    assert_eq!(
        app.simulation().cluster().nodes.len(),
        1,
        "what was done can be taken back"
    );
}

#[test]
fn the_chip_of_a_label_that_was_taken_away_is_kept_too() {
    let app = after([Action::Settle, toggle("node-1"), Action::Settle]);
    let again = Rc::new(App::new(Theme::Light, Some(&app.scenario())));
    assert_eq!(again.taken, app.taken);
    let again = again.reduce(toggle("node-1")).reduce(Action::Settle);
    assert_eq!(pods_of(&again, "node-1"), 1, "it can be put back");
}

#[test]
fn a_skip_ends_where_a_pod_or_the_status_has_changed() {
    let app = after([Action::Skip]);
    assert!(!app.is_playing && app.simulation().has_just_changed());
    let before = app.simulation().cursor();
    let again = app.reduce(Action::Skip);
    assert!(again.simulation().cursor() > before && again.simulation().has_just_changed());
}

#[test]
fn settled_the_selected_nodes_have_a_pod_each() {
    let app = after([Action::Settle]);
    assert_eq!(
        [
            pods_of(&app, "node-1"),
            pods_of(&app, "node-2"),
            pods_of(&app, "node-3")
        ],
        [1, 0, 1]
    );
    assert_eq!(app.next_tick(), None, "nothing more will happen");
}

#[test]
fn a_label_that_is_pressed_away_can_be_put_back() {
    let app = after([Action::Settle, toggle("node-1")]);
    assert_eq!(label(&app, "node-1"), None);
    assert_eq!(app.taken.len(), 1, "its chip stays");
    let app = app.reduce(Action::Settle);
    assert_eq!(pods_of(&app, "node-1"), 0);
    let app = app.reduce(toggle("node-1")).reduce(Action::Settle);
    assert_eq!(label(&app, "node-1").as_deref(), Some("logging-node"));
    assert!(app.taken.is_empty());
    assert_eq!(pods_of(&app, "node-1"), 1);
}

#[test]
fn undo_and_redo_go_over_what_a_person_did_and_no_further() {
    let app = after([Action::Settle, toggle("node-1"), Action::Settle, Action::Undo]);
    assert_eq!(label(&app, "node-1").as_deref(), Some("logging-node"));
    let app = app.reduce(Action::Undo);
    assert_eq!(
        app.simulation().cluster().nodes.len(),
        3,
        "the example itself is not undone"
    );
    let app = app.reduce(Action::Redo);
    assert_eq!(label(&app, "node-1"), None);
}

#[test]
fn a_new_image_replaces_every_pod() {
    let rolling = examples::named("rolling-update").unwrap();
    let app = after([open("rolling-update"), Action::Settle]);
    let before: Vec<_> = app.simulation().cluster().pods.keys().cloned().collect();
    let text = rolling.manifest.replace("v2.5.2", "v2.5.3");
    let app = app
        .reduce(Action::Edit(Document::Manifest, text.into()))
        .reduce(Action::Settle);
    let simulation = app.simulation();
    assert_eq!(simulation.cluster().pods.len(), before.len());
    assert!(before.iter().all(|key| !simulation.cluster().pods.contains_key(key)));
}

#[test]
fn what_an_example_says_goes_with_its_daemon_set() {
    let example = examples::named("rolling-update").unwrap();
    let app = after([open("rolling-update")]);
    let edited = |from: &str, to: &str| {
        let text = example.manifest.replace(from, to);
        Reducible::reduce(Rc::clone(&app), Action::Edit(Document::Manifest, text.into()))
    };
    assert_eq!(
        edited("v2.5.2", "v2.5.3").example.map(|shown| shown.id),
        Some("rolling-update")
    );
    assert!(
        edited("name: fluentd-elasticsearch\n", "name: agent\n")
            .example
            .is_none()
    );
}

#[test]
fn broken_text_keeps_the_last_good_state_and_says_so() {
    let app = after([Action::Settle, Action::Edit(Document::Manifest, "kind: [".into())]);
    assert!(app.manifest.is_held_back && app.manifest.errors() > 0);
    assert_eq!(pods_of(&app, "node-1"), 1);
    let good = app.example.unwrap().manifest;
    let app = app.reduce(Action::Edit(Document::Manifest, good.into()));
    assert!(!app.manifest.is_held_back);
}

#[test]
fn steps_go_forward_and_back_and_stop_the_playback() {
    let app = after([Action::Step, Action::Step]);
    let two = app.simulation().cursor();
    assert!(!app.is_playing);
    let app = app.reduce(Action::Back);
    assert_eq!(app.simulation().cursor(), two - 1);
    let app = app.reduce(Action::Seek(0));
    assert!(app.simulation().cluster().nodes.is_empty());
}

#[test]
fn a_manifest_with_another_name_takes_the_place_of_the_former() {
    let other = examples::named("first").unwrap().manifest.replace(
        "  name: fluentd-elasticsearch\n  namespace",
        "  name: other\n  namespace",
    );
    let app = after([
        open("first"),
        Action::Settle,
        Action::Edit(Document::Manifest, other.into()),
        Action::Settle,
    ]);
    let simulation = app.simulation();
    assert_eq!(simulation.cluster().daemon_sets.len(), 1);
    assert!(
        simulation
            .cluster()
            .pods
            .keys()
            .all(|(_, name)| name.starts_with("other-"))
    );
}

#[test]
fn a_node_that_joins_has_a_name_of_its_own_and_gets_its_pod() {
    let app = after([
        open("first"),
        Action::Settle,
        Action::AddNode,
        Action::AddNode,
        Action::Settle,
    ]);
    assert_eq!(app.simulation().cluster().nodes.len(), 3);
    assert_eq!(app.simulation().cluster().pods.len(), 3);
}

#[test]
fn the_text_of_the_nodes_follows_the_board() {
    let app = after([Action::Settle, toggle("node-1"), Action::AddNode]);
    assert_eq!(
        &*app.nodes.text,
        "node-1 zone=a\nnode-2 zone=b\nnode-3 app=logging-node zone=c\nnode-4\n"
    );
    let app = app.reduce(Action::Undo).reduce(Action::Undo);
    assert_eq!(&*app.nodes.text, app.example.unwrap().nodes);
}

#[test]
fn looking_changes_nothing_in_the_cluster() {
    let app = after([Action::Settle]);
    let version = app.version;
    let app = app
        .reduce(Action::Choose(Choice::Counter(Counter::Desired)))
        .reduce(Action::ShowTab(Tab::Inspect));
    assert_eq!(app.version, version);
}
