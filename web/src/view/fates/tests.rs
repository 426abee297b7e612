use super::{Deed, Fate, Fates};
use crate::state::{Action, App, Choice, Theme, examples};
use crate::view::inspector::Inspector;
use crate::view::view;
use everynode_core::objects::ObjectKey;
use std::rc::Rc;
use yew::Reducible;

const NODE: &str = "docker-desktop";

/// The first example at rest, with its node chosen.
fn settled() -> Rc<App> {
    let start = Rc::new(App::new(Theme::Light, None));
    let open = Action::Open(examples::named("first").unwrap());
    let choose = Action::Choose(Choice::Node(NODE.into()));
    [open, Action::Settle, choose]
        .into_iter()
        .fold(start, Reducible::reduce)
}

fn fates(app: &App) -> Fates {
    let Inspector::Node(story) = view(app).inspector else {
        panic!("no node is chosen")
    };
    story.fates.clone()
}

fn all(app: &App) -> Vec<Fate> {
    let fates = fates(app);
    let of_images = fates
        .images
        .iter()
        .flat_map(|image| image.here.iter().chain(&image.everywhere));
    let of_node = fates.groups.iter().flat_map(|group| &group.fates);
    of_node.chain(of_images).cloned().collect()
}

fn press(app: Rc<App>, deed: &Deed) -> Rc<App> {
    app.reduce(match deed {
        Deed::Command(command) | Deed::OrReport(command, _) => Action::Do((**command).clone()),
        Deed::Kubectl(line) => Action::Kubectl(line.as_str().into()),
        Deed::Nothing => panic!("nothing can be done"),
    })
}

#[test]
fn whatever_begins_is_told_and_can_be_ended() {
    let app = settled();
    assert!(fates(&app).now.is_empty());
    let mut tried = Vec::new();
    for (place, fate) in all(&app).iter().enumerate() {
        if fate.key == "delete-node" || matches!(fate.deed, Deed::Kubectl(_)) {
            continue;
        }
        let app = press(app.clone(), &fate.deed);
        let begun = &all(&app)[place];
        assert!(
            begun.is_on && begun.key == fate.key && begun.name != fate.name,
            "{begun:?}"
        );
        assert!(!fates(&app).now.is_empty(), "{}", fate.key);
        let app = press(app, &begun.deed);
        let ended = &all(&app)[place];
        assert_eq!((ended, fates(&app).now), (fate, vec![]), "{}", fate.key);
        tried.push(fate.key);
    }
    assert_eq!(tried.len(), 9 + 2 * 5, "{tried:?}");
}

#[test]
fn a_condition_that_is_only_reported_ends_like_one_that_is_true() {
    let app = settled();
    let find = |app: &App| all(app).into_iter().find(|fate| fate.key == "run-out-of-disk").unwrap();
    let Deed::OrReport(_, report) = find(&app).deed else {
        panic!("it can only be true")
    };
    let app = app.reduce(Action::Do(*report));
    assert_eq!(fates(&app).now, ["DiskPressure"]);
    let app = press(app.clone(), &find(&app).deed);
    assert!(fates(&app).now.is_empty());
}

#[test]
fn nothing_is_asked_of_a_machine_that_is_off() {
    let app = settled();
    let find = |app: &App, key| all(app).into_iter().find(|fate| fate.key == key).unwrap();
    let app = press(app.clone(), &find(&app, "shut-down").deed).reduce(Action::Settle);
    for key in ["not-ready", "silence-kubelet"] {
        assert_eq!(find(&app, key).deed, Deed::Nothing, "{key}");
    }
    let app = press(app.clone(), &find(&app, "shut-down").deed).reduce(Action::Settle);
    assert!(fates(&app).now.is_empty());
    assert!(
        app.simulation().cluster().pods.values().any(|pod| pod.ready),
        "its pod is back"
    );
}

#[test]
fn drain_is_refused_by_kubectl_itself() {
    let app = settled();
    let drain = all(&app).into_iter().find(|fate| fate.key == "drain").unwrap();
    let app = press(app, &drain.deed);
    let crate::state::console::EntryKind::Entered { process, .. } = &app.console.entries.last().unwrap().kind else {
        panic!("nothing was entered")
    };
    let text: String = process.lines().iter().map(|line| line.text.as_str()).collect();
    assert!(
        text.contains("cannot delete DaemonSet-managed Pods (use --ignore-daemonsets to ignore)"),
        "{text}"
    );
    assert_eq!(fates(&app).now, ["cordoned"]);
}

#[test]
fn a_pod_is_failed_and_its_image_is_broken_where_it_runs() {
    let app = settled();
    let key: ObjectKey = app.simulation().cluster().pods.keys().next().unwrap().clone();
    let app = app.reduce(Action::Choose(Choice::Pod(key)));
    let Inspector::Pod(story) = view(&app).inspector else {
        panic!("no pod is chosen")
    };
    let [image] = &story.images[..] else {
        panic!("one image")
    };
    assert_eq!((image.here.len(), image.everywhere.len()), (5, 5));
    let fail = story.fates.iter().find(|fate| fate.key == "fail-pod").unwrap();
    let app = press(app, &fail.deed);
    assert!(
        app.simulation()
            .cluster()
            .pods
            .values()
            .any(|pod| pod.phase == everynode_core::objects::PodPhase::Failed)
    );
}
