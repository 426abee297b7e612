//! Every step of every lesson, as a reader goes through it: what is to be done is not done yet, the page can do it for him,
//! and of the answers to a question the engine makes exactly one come true.

use super::course::{Course, Task};
use super::scene::{Scene, Since};
use super::{LessonAction, Place, Shared, Trouble, Words, course};
use crate::state::{Action, App, Theme};
use everynode_core::language::Language;
use std::rc::Rc;
use yew::Reducible;

const COURSE: &str = include_str!("../../../site/lessons/course.yaml");

fn the_course() -> Shared<Course> {
    Shared::new(course::read(COURSE).unwrap())
}

/// The page with the course on it.
fn page() -> Rc<App> {
    let page = Rc::new(App::new(Theme::Light, None));
    page.reduce(Action::Lesson(LessonAction::Offer(the_course())))
}

fn lesson(app: Rc<App>, action: LessonAction) -> Rc<App> {
    app.reduce(Action::Lesson(action))
}

fn opened(lesson_id: &str, step: &str) -> Rc<App> {
    let place = Place {
        lesson: lesson_id.into(),
        step: step.into(),
    };
    lesson(page(), LessonAction::Open(place))
}

/// Every step that asks for something, with the page as it opens by itself.
fn every_step(mut look: impl FnMut(&str, &Rc<App>, &Task)) {
    for lesson in &the_course().lessons {
        for step in &lesson.steps {
            let name = format!("{}/{}", lesson.id, step.id);
            let app = opened(&lesson.id, &step.id);
            assert_eq!(app.learning.place().unwrap().to_fragment(), format!("lesson/{name}"));
            if let Some(task) = &step.task {
                look(&name, &app, task);
            }
        }
    }
}

#[test]
fn every_task_is_open_at_first_and_the_page_can_do_it() {
    let mut faults = Vec::new();
    every_step(|name, app, task| {
        let Task::Do { until, acts } = task else { return };
        if app.learning.position.as_ref().unwrap().is_done {
            faults.push(format!("{name}: done at first"));
        }
        let since = Since::now(app);
        let after = (**app).clone().apart().performed(acts);
        if !Scene::new(&after, &since).holds(until) {
            faults.push(format!(
                "{name}: not done by {acts:?}: {:?} {:?} {:?}",
                after.notice,
                after.manifest.findings,
                after.console.entries.last()
            ));
        }
    });
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn of_the_answers_to_a_question_exactly_one_comes_true() {
    let mut faults = Vec::new();
    every_step(|name, app, task| {
        let Task::Predict { choices, acts, .. } = task else {
            return;
        };
        let since = Since::now(app);
        let after = (**app).clone().apart().performed(acts);
        let scene = Scene::new(&after, &since).with_worst();
        let come_true = choices.iter().filter(|choice| scene.holds(&choice.holds));
        let come_true: Vec<_> = come_true.map(|choice| choice.id.as_str()).collect();
        let foreseen = choices
            .iter()
            .filter(|choice| Scene::new(app, &since).holds(&choice.holds))
            .count();
        if come_true.len() != 1 || foreseen > 1 {
            faults.push(format!("{name}: {come_true:?}, {:?}", after.manifest.findings));
        }
    });
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// What the engine makes true, written down once, so that a change of it is seen: the words explain these.
#[test]
fn the_words_explain_what_the_engine_does() {
    let mut right = Vec::new();
    every_step(|name, app, task| {
        let Task::Predict { choices, .. } = task else { return };
        let answered = lesson(app.clone(), LessonAction::Answer(0));
        let answer = answered.learning.position.as_ref().unwrap().answer.unwrap();
        right.push(format!("{name}: {}", choices[answer.right.unwrap()].id));
    });
    let expected = [
        "purpose/node-joins: four",
        "purpose/pod-deleted: again",
        "purpose/node-leaves: goes",
        "first/restart-policy: refused",
        "columns/available: zero",
        "columns/node-selector: zero",
        "choosing/two-selectors: refused",
        "choosing/label-off: deleted",
        "scheduling/born: pinned",
        "scheduling/full: pending",
        "scheduling/before: none",
        "tolerations/control-plane: two",
        "tolerations/cordon: again",
        "tolerations/no-schedule: stays",
        "updates/on-delete: none",
        "updates/rolling: one",
        "updates/broken: one",
        "nodes/not-ready-yet: waits",
        "nodes/silent: stays",
    ];
    assert_eq!(right, expected);
}

fn words(language: Language) -> Words {
    let text = match language {
        Language::English => include_str!("../../../site/lessons/en.yaml"),
        Language::Chinese => include_str!("../../../site/lessons/zh-CN.yaml"),
    };
    course::read(text).unwrap()
}

#[test]
fn every_step_is_said_in_every_language_and_nothing_else_is() {
    let course = the_course();
    for language in Language::ALL {
        let mut words = words(language);
        let mut faults = Vec::new();
        for lesson in &course.lessons {
            let mut said = words.lessons.remove(&lesson.id).unwrap_or_default();
            if said.title.is_empty() || said.about.is_empty() {
                faults.push(lesson.id.clone());
            }
            for step in &lesson.steps {
                let name = format!("{}/{}", lesson.id, step.id);
                let said = said.steps.remove(&step.id).unwrap_or_default();
                let parts = (said.ask.is_some(), said.hint.is_some(), said.done.is_some());
                let (wanted, choices) = match &step.task {
                    None => ((true, false, false), Vec::new()),
                    Some(Task::Predict { choices, .. }) => {
                        ((true, false, true), choices.iter().map(|choice| &choice.id).collect())
                    }
                    Some(Task::Do { .. }) => ((true, true, true), Vec::new()),
                };
                let mut names: Vec<_> = choices;
                names.sort();
                if said.say.is_empty() || parts != wanted || !said.choices.keys().eq(names) {
                    faults.push(name.clone());
                }
                let all = [
                    Some(&said.say),
                    said.ask.as_ref(),
                    said.hint.as_ref(),
                    said.done.as_ref(),
                ];
                let all = all
                    .into_iter()
                    .flatten()
                    .chain(said.choices.values().flat_map(|choice| [&choice.say, &choice.why]));
                if all
                    .clone()
                    .any(|text| text.is_empty() || text.matches('`').count() % 2 == 1)
                {
                    faults.push(format!("{name}: empty, or half a code"));
                }
            }
            faults.extend(
                said.steps
                    .into_keys()
                    .map(|step| format!("{}/{step}: no such step", lesson.id)),
            );
        }
        faults.extend(
            words
                .lessons
                .into_keys()
                .map(|lesson| format!("{lesson}: no such lesson")),
        );
        assert!(faults.is_empty(), "{}: {}", language.tag(), faults.join(", "));
    }
}

#[test]
fn names_are_given_once_and_the_first_step_has_a_start() {
    let course = the_course();
    let mut names = Vec::new();
    for lesson in &course.lessons {
        assert!(lesson.steps[0].start.is_some(), "{}", lesson.id);
        for step in &lesson.steps {
            assert!(step.id.parse::<usize>().is_err(), "{}: a name is no number", step.id);
            names.push((&lesson.id, &step.id));
            if let Some(start) = &step.start {
                assert!(
                    course.manifests.contains_key(&start.manifest),
                    "{}: {}",
                    step.id,
                    start.manifest
                );
            }
        }
    }
    let count = names.len();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), count);
}

#[test]
fn every_lesson_can_be_gone_through_by_the_pages_help_alone() {
    for each in &the_course().lessons {
        let mut app = opened(&each.id, "");
        for (place, step) in each.steps.iter().enumerate() {
            assert_eq!(app.learning.open().unwrap().1.id, step.id, "{}", each.id);
            app = match &step.task {
                None => app,
                Some(Task::Predict { .. }) => lesson(app, LessonAction::Answer(0)),
                Some(Task::Do { .. }) => lesson(app, LessonAction::Perform).reduce(Action::Settle),
            };
            let position = app.learning.position.as_ref().unwrap();
            assert!(position.is_done, "{}/{}", each.id, step.id);
            assert_eq!(app.learning.progress.of(&each.id), place + 1);
            // The next step goes on from here while nothing begins anew.
            let next = each.steps.get(place + 1);
            let cursor = app.simulation().cursor();
            let settled = app.clone().reduce(Action::Settle);
            app = lesson(settled, LessonAction::Next);
            if next.is_some_and(|next| next.start.is_none()) && each.id == "choosing" {
                assert!(
                    app.simulation().cursor() >= cursor,
                    "{}/{}: began anew",
                    each.id,
                    step.id
                );
            }
        }
    }
}

#[test]
fn a_step_that_is_skipped_is_taken_as_done() {
    let app = lesson(opened("first", "apply"), LessonAction::Next);
    assert_eq!(app.learning.place().unwrap().step, "pods");
    assert_eq!(app.simulation().cluster().pods.len(), 1, "the DaemonSet was applied");
    assert_eq!(app.learning.progress.of("first"), 0);
    let back = lesson(app, LessonAction::Back);
    assert!(back.simulation().cluster().daemon_sets.is_empty());
}

#[test]
fn a_step_goes_on_from_the_readers_own_cluster_unless_it_would_not_fit() {
    let app = lesson(opened("choosing", "label-off"), LessonAction::Answer(0)).reduce(Action::Settle);
    let extra = Action::Kubectl("kubectl label node node-1 mine=true".into());
    let next = lesson(app.clone().reduce(extra), LessonAction::Next);
    assert!(next.simulation().cluster().nodes["node-1"].labels.contains_key("mine"));
    let done_already = Action::Kubectl("kubectl label node node-2 app=logging-node".into());
    let next = lesson(app.reduce(done_already).reduce(Action::Settle), LessonAction::Next);
    assert!(!next.simulation().cluster().nodes["node-2"].labels.contains_key("app"));
    assert!(!next.learning.position.as_ref().unwrap().is_done);
}

#[test]
fn a_link_opens_a_step_by_name_or_number_and_says_kindly_what_there_is_not() {
    let by_name = opened("updates", "broken");
    let by_number = opened("updates", "5");
    assert_eq!(by_name.learning.place(), by_number.learning.place());
    let no_step = opened("updates", "17");
    assert_eq!(no_step.learning.place().unwrap().step, "on-delete");
    assert_eq!(no_step.learning.trouble, Some(Trouble::NoStep("17".into())));
    let no_lesson = opened("poetry", "1");
    assert!(no_lesson.learning.is_listed && no_lesson.learning.position.is_none());
    assert_eq!(no_lesson.learning.trouble, Some(Trouble::NoLesson("poetry".into())));
    assert_eq!(Place::from_fragment("v1/abc"), None);
    assert_eq!(Place::from_fragment("lesson/first").unwrap().step, "");
}

#[test]
fn a_link_waits_for_the_course() {
    let wanted = Place::from_fragment("lesson/first/pods").unwrap();
    let page = Rc::new(App::new(Theme::Light, None));
    let waiting = lesson(page, LessonAction::Open(wanted.clone()));
    assert!(waiting.learning.is_needed() && waiting.learning.position.is_none());
    let there = lesson(waiting.clone(), LessonAction::Offer(the_course()));
    assert_eq!(there.learning.place(), Some(wanted));
    let failed = lesson(waiting, LessonAction::Fail);
    assert!(failed.learning.is_listed && failed.learning.trouble == Some(Trouble::NotLoaded));
}

#[test]
fn whoever_opens_something_else_can_come_back() {
    let app = opened("first", "pods");
    assert!(app.is_learning() && !app.is_touched());
    let elsewhere = app.reduce(Action::Reset);
    assert!(!elsewhere.is_learning() && elsewhere.learning.position.is_some());
    let back = lesson(elsewhere, LessonAction::Again);
    assert!(back.is_learning());
}

#[test]
fn progress_is_kept_as_text() {
    let progress = super::Progress::default().reached("first", 3).reached("first", 2);
    assert_eq!(super::Progress::read(&progress.to_text()), progress);
    assert_eq!(progress.of("first"), 3);
    assert_eq!(
        super::Progress::read("{\"first\": \"many\"}"),
        super::Progress::default()
    );
}
