//! The view, as behaviour.

use super::*;
use crate::state::board::Layout;
use crate::state::playback::LONG_SAID;
use crate::state::{Action, App, Choice, Counter, Theme, examples};
use everynode_core::explain::Author;
use everynode_core::sim::{Behavior, Command, NodeConditionKind};
use inspector::Inspector;
use pod::Shape;
use std::rc::Rc;
use yew::Reducible;

fn after(actions: impl IntoIterator<Item = Action>) -> Rc<App> {
    actions
        .into_iter()
        .fold(Rc::new(App::new(Theme::Light, None)), Reducible::reduce)
}

fn settled() -> Rc<App> {
    after([Action::Settle])
}

fn number(view: &View, id: &str) -> i64 {
    view.status
        .figures
        .iter()
        .find(|figure| figure.id == id)
        .unwrap()
        .number
}

#[test]
fn the_status_line_counts_as_kubectl_does() {
    let view = view(&settled());
    assert_eq!(view.status.name.as_deref(), Some("kube-system/fluentd-elasticsearch"));
    assert_eq!(view.status.node_selector, "app=logging-node");
    for id in ["desired", "current", "ready", "up-to-date", "available"] {
        assert_eq!(number(&view, id), 2, "{id}");
    }
    for id in ["unavailable", "misscheduled"] {
        assert_eq!(number(&view, id), 0, "{id}");
    }
}

#[test]
fn a_node_that_is_left_out_says_why_in_a_few_words() {
    let view = view(&settled());
    let node = |index: usize| view.board.nodes().nth(index).unwrap().node.clone();
    let (first, node) = (node(0), node(1));
    assert_eq!((&*node.name, node.is_eligible), ("node-2", false));
    assert!(node.reason.as_ref().unwrap().contains("app"), "{:?}", node.reason);
    assert_eq!(first.reason, None);
}

#[test]
fn the_label_that_decides_comes_first_and_stays_when_it_is_taken() {
    let key = "app";
    let app = settled().reduce(Action::ToggleLabel {
        node: "node-1".into(),
        key: key.into(),
    });
    let view = view(&app);
    let chips = &view.board.nodes().next().unwrap().node.labels;
    assert_eq!(
        (&*chips[0].key, chips[0].is_present, chips[0].is_wanted),
        (key, false, true)
    );
}

#[test]
fn a_pod_passes_through_every_shape_on_its_way_to_ready() {
    let mut app = after([]);
    let mut shapes = Vec::new();
    for _ in 0..40 {
        app = app.reduce(Action::Step);
        let view = view(&app);
        let on_nodes = view.board.nodes().flat_map(|shown| shown.node.pods.iter());
        if let Some(pod) = view
            .board
            .pending
            .iter()
            .chain(on_nodes)
            .min_by_key(|pod| pod.key.clone())
        {
            if shapes.last() != Some(&pod.shape) {
                shapes.push(pod.shape);
            }
        }
    }
    assert_eq!(shapes.first(), Some(&Shape::Pending), "{shapes:?}");
    assert!(shapes.contains(&Shape::Creating), "{shapes:?}");
    assert_eq!(shapes.last(), Some(&Shape::Ready), "{shapes:?}");
}

#[test]
fn whoever_acted_last_is_lit() {
    let mut app = after([]);
    let mut lit = Vec::new();
    for _ in 0..40 {
        app = app.reduce(Action::Step);
        let stations = view(&app).actors.stations;
        assert!(stations.iter().filter(|station| station.is_lit).count() <= 1);
        lit.extend(
            stations
                .iter()
                .filter(|station| station.is_lit)
                .map(|station| station.id),
        );
    }
    for id in ["controller", "scheduler", "kubelet"] {
        assert!(lit.contains(&id), "{id} never acted: {lit:?}");
    }
}

#[test]
fn an_eviction_is_one_whoever_drives_the_pod_out() {
    let mut app = settled().reduce(Action::Do(Command::RunOut {
        node: "node-1".into(),
        condition: NodeConditionKind::MemoryPressure,
        lacks: true,
    }));
    let evicted = |app: &App| {
        let view = view(app);
        let shown = view.board.nodes().find(|shown| &*shown.node.name == "node-1").cloned();
        shown.filter(|shown| shown.node.pods.iter().any(|pod| pod.is_evicted))
    };
    while evicted(&app).is_none() {
        app = app.reduce(Action::Step);
    }
    let shown = evicted(&app).unwrap();
    assert_eq!(shown.acted, Some(board::Acted::Eviction));
    assert!(shown.node.pods[0].words.ends_with("driven off its node"));
    let kubelet = &view(&app).actors.stations[2];
    assert!(
        kubelet.is_lit && kubelet.deed.ends_with("failed: Evicted"),
        "{kubelet:?}"
    );
}

#[test]
fn a_wait_that_was_cut_short_is_said_for_a_while() {
    let mut app = settled().reduce(Action::Do(Command::SilenceKubelet { node: "node-1".into() }));
    while !view(&app).transport.note.ends_with("later") {
        app = app.reduce(Action::Step);
    }
    let (note, since) = (view(&app).transport.note, app.simulation().now());
    let mut steps = 0;
    while view(&app).transport.note == note {
        app = app.reduce(Action::Step);
        steps += 1;
    }
    assert!(steps > 2, "{note} for {steps} steps");
    assert!(app.simulation().now() - since > LONG_SAID || app.simulation().is_steady());
}

#[test]
fn a_chosen_node_tells_its_chain_and_lights_the_line_that_decided() {
    let app = settled().reduce(Action::Choose(Choice::Node("node-2".into())));
    let Inspector::Node(story) = view(&app).inspector else {
        panic!("no story")
    };
    assert!(!story.why.as_ref().unwrap().should_run);
    let deciding = deciding::deciding(&app, deciding::question(&app).as_ref());
    let lit = |text: &str, ranges: &[(usize, usize)]| -> Vec<String> {
        ranges
            .iter()
            .map(|(start, end)| text[*start..*end].to_owned())
            .collect()
    };
    assert!(deciding.is_against);
    assert_eq!(lit(&app.manifest.text, &deciding.in_manifest), ["app: logging-node"]);
    assert_eq!(
        lit(&app.nodes.text, &deciding.in_nodes),
        ["node-2"],
        "the label is missing"
    );
    let titles: Vec<&str> = deciding.offers.iter().map(|offer| &*offer.title).collect();
    assert_eq!(
        titles,
        [
            "Give node-2 the label app=logging-node",
            "Take app out of the nodeSelector"
        ]
    );
}

#[test]
fn a_chosen_pod_shows_what_the_controller_added() {
    let app = settled();
    let key = app.simulation().cluster().pods.keys().next().unwrap().clone();
    let app = app.reduce(Action::Choose(Choice::Pod(key)));
    let Inspector::Pod(story) = view(&app).inspector else {
        panic!("no pod")
    };
    let lines: Vec<&origin::Line> = story
        .origin
        .sections
        .iter()
        .flat_map(|section| &section.lines)
        .collect();
    let author = |text: &str| {
        let line = lines.iter().find(|line| line.text.trim_start().starts_with(text));
        line.unwrap_or_else(|| panic!("{text}")).author
    };
    for (text, expected) in [
        ("ownerReferences:", Author::Controller),
        ("controller-revision-hash:", Author::Controller),
        ("affinity:", Author::Controller),
        ("generateName:", Author::Controller),
        ("apiVersion: v1", Author::ApiServer),
        ("dnsPolicy:", Author::ApiServer),
        ("nodeName:", Author::Scheduler),
        ("phase:", Author::Kubelet),
    ] {
        assert_eq!(author(text), Some(expected), "{text}");
    }
    let authors: Vec<&str> = story
        .origin
        .authors
        .iter()
        .map(|view| origin::name(view.author))
        .collect();
    assert_eq!(
        authors,
        ["template", "controller", "api-server", "scheduler", "kubelet"]
    );
}

#[test]
fn a_number_leads_to_its_nodes() {
    let app = settled().reduce(Action::Choose(Choice::Counter(Counter::Desired)));
    let view = view(&app);
    let Inspector::Nodes { nodes, .. } = &view.inspector else {
        panic!("no nodes")
    };
    assert_eq!(
        nodes.iter().map(|(name, _)| &**name).collect::<Vec<_>>(),
        ["node-1", "node-3"]
    );
    let counted: Vec<bool> = view.board.nodes().map(|shown| shown.is_counted).collect();
    assert_eq!(counted, [true, false, true]);
}

#[test]
fn a_rollout_uses_its_budget_and_never_more() {
    let rolling = examples::named("rolling-update").unwrap();
    let mut app = after([Action::Open(rolling), Action::Settle]);
    let text = rolling.manifest.replace("v2.5.2", "v2.5.3");
    app = app.reduce(Action::Edit(crate::state::Document::Manifest, text.into()));
    let mut most = 0;
    while !app.simulation().is_steady() {
        app = app.reduce(Action::Step);
        let budget = view(&app).status.budget.unwrap();
        assert_eq!((budget.name, budget.size), ("maxUnavailable", 1));
        assert!(budget.used <= budget.size, "{budget:?}");
        most = most.max(budget.used);
    }
    assert_eq!(most, 1);
    assert_eq!(number(&view(&app), "up-to-date"), 5);
}

#[test]
fn a_rollout_that_cannot_go_on_says_why_and_what_to_do() {
    let rolling = examples::named("rolling-update").unwrap();
    let app = after([Action::Open(rolling), Action::Settle]);
    let key = app.simulation().cluster().pods.keys().next().unwrap().clone();
    let Inspector::Pod(story) = view(&app.reduce(Action::Choose(Choice::Pod(key)))).inspector else {
        panic!("no pod")
    };
    let image = &story.images[0].image;
    assert_eq!(&**image, "quay.io/fluentd_elasticsearch/fluentd");
    let broken = Command::SetBehavior {
        image: image.clone(),
        node: None,
        behavior: Some(Behavior::NeverReady),
    };
    let text = rolling.manifest.replace("v2.5.2", "v2.5.3");
    let edit = Action::Edit(crate::state::Document::Manifest, text.into());
    let app = after([
        Action::Open(rolling),
        Action::Settle,
        Action::Do(broken),
        edit,
        Action::Settle,
    ]);
    let budget = view(&app).status.budget.unwrap();
    assert!(budget.stuck.is_some() && !budget.ways_out.is_empty(), "{budget:?}");
}

#[test]
fn the_page_speaks_chinese_and_leaves_kubernetes_words_alone() {
    use everynode_core::language::Language;
    let app = settled()
        .reduce(Action::Choose(Choice::Counter(Counter::Desired)))
        .reduce(Action::SetLanguage(Language::Chinese));
    let view = view(&app);
    assert_eq!(view.board.summary, "3 个节点，2 个符合条件");
    assert_eq!(view.transport.note, "已稳定");
    assert!(view.said.starts_with("DaemonSet 控制器："), "{}", view.said);
    let Inspector::Nodes { heading, .. } = view.inspector else {
        panic!("no nodes")
    };
    assert_eq!(heading, "期望");
    assert_eq!(view.status.node_selector, "app=logging-node");
}

#[test]
fn many_nodes_become_tiles() {
    let app = settled().reduce(Action::Edit(
        crate::state::Document::Nodes,
        "node-[1-200] app=logging-node".into(),
    ));
    let view = view(&app);
    assert_eq!(view.board.layout, Layout::Tiles);
    assert_eq!(view.board.nodes().count(), 200);
}
