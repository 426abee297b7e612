//! The open step of a lesson, and the list of lessons, as plain values.

use crate::state::App;
use crate::state::lessons::words::{LessonWords, StepWords};
use crate::state::lessons::{Learning, Lesson, Place, Position, Step, Task, Trouble, scene};
use crate::texts::lessons as texts;
use everynode_core::language::Language;
use yew::AttrValue;

/// The open step.
#[derive(Debug, Clone, PartialEq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a fact about the step, drawn for itself"
)]
pub struct StepView {
    /// The lesson's stable name.
    pub lesson: AttrValue,
    /// The lesson's title.
    pub title: AttrValue,
    /// Counts from one.
    pub number: usize,
    /// Every step of the lesson, in order.
    pub steps: Vec<Stop>,
    /// What to look at.
    pub say: AttrValue,
    /// Lines of a manifest.
    pub excerpt: AttrValue,
    /// The question, or what to do.
    pub ask: Option<AttrValue>,
    /// The answers to choose from; none if it is no question.
    pub choices: Vec<ChoiceView>,
    /// What is said to the answer that was given, and whether it is right.
    pub verdict: Option<(bool, AttrValue)>,
    /// Commands for the console.
    pub commands: Vec<AttrValue>,
    /// Where to look; only if there is a hint.
    pub hint: Option<AttrValue>,
    /// The hint is shown.
    pub has_hint: bool,
    /// It asks for something; else it only shows.
    pub has_task: bool,
    /// The page can do it for the reader.
    pub can_perform: bool,
    /// What the step asks for is done.
    pub is_done: bool,
    /// What one sees then.
    pub done: Option<AttrValue>,
    /// It is the first step of its lesson.
    pub is_first: bool,
    /// What follows.
    pub next: Next,
    /// The page shows something else than the step's cluster.
    pub is_elsewhere: bool,
    /// What went wrong on the way here.
    pub trouble: Option<AttrValue>,
}

/// A step in the row of all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stop {
    /// The fragment of its address, with `#`.
    pub link: AttrValue,
    /// The reader was there.
    pub is_behind: bool,
}

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChoiceView {
    /// The words.
    pub say: AttrValue,
    /// Whether it was given, and is right.
    pub mark: Option<Mark>,
}

/// What became of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// It came true.
    Right,
    /// It was given and did not.
    Wrong,
    /// Another one was given.
    Other,
}

/// What follows a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Next {
    /// Another step.
    Step,
    /// The first step of the lesson of this title.
    Lesson(AttrValue),
    /// Nothing: the course is over.
    End,
}

/// A lesson in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Stable name.
    pub id: AttrValue,
    /// Its title.
    pub title: AttrValue,
    /// What it is about.
    pub about: AttrValue,
    /// Where it is opened: where the reader left it.
    pub place: Place,
    /// How many steps are behind the reader, and how many there are.
    pub steps: (usize, usize),
    /// It is on the page.
    pub is_open: bool,
}

/// The list of lessons; `None` while they are being loaded.
pub fn entries(learning: &Learning) -> Option<Vec<Entry>> {
    let (course, (_, words)) = (learning.course.as_ref()?, learning.words.as_ref()?);
    let entry = |lesson: &Lesson| {
        let words = words.lessons.get(&lesson.id);
        let behind = learning.progress.of(&lesson.id).min(lesson.steps.len());
        // Who has finished begins again.
        let next = if behind < lesson.steps.len() { behind } else { 0 };
        Entry {
            id: lesson.id.clone().into(),
            title: words.map_or_else(AttrValue::default, |words| words.title.clone().into()),
            about: words.map_or_else(AttrValue::default, |words| words.about.clone().into()),
            place: Place {
                lesson: lesson.id.clone(),
                step: lesson.steps.get(next).map_or_else(String::new, |step| step.id.clone()),
            },
            steps: (behind, lesson.steps.len()),
            is_open: learning.open().is_some_and(|(open, ..)| open.id == lesson.id),
        }
    };
    Some(course.lessons.iter().map(entry).collect())
}

/// What went wrong, in words.
pub fn trouble(learning: &Learning, language: Language) -> Option<AttrValue> {
    let words = match learning.trouble.as_ref()? {
        Trouble::NotLoaded => texts::not_loaded(language).to_owned(),
        Trouble::NoLesson(name) => texts::no_lesson(language, name),
        Trouble::NoStep(name) => texts::no_step(language, name),
    };
    Some(words.into())
}

/// The open step; none if no lesson is open or its words are still to come.
pub fn step(app: &App) -> Option<StepView> {
    let (lesson, step, position) = app.learning.open()?;
    let (_, words) = app.learning.words.as_ref()?;
    let of_lesson = words.lessons.get(&lesson.id)?;
    let said = of_lesson.steps.get(&step.id)?;
    let optional = |text: &Option<String>| text.as_ref().map(|text| AttrValue::from(text.clone()));
    let behind = app.learning.progress.of(&lesson.id);
    let stops = lesson.steps.iter().enumerate().map(|(place, step)| Stop {
        link: format!("#{}", link(lesson, step)).into(),
        is_behind: place < behind,
    });
    Some(StepView {
        lesson: lesson.id.clone().into(),
        title: of_lesson.title.clone().into(),
        number: position.step + 1,
        steps: stops.collect(),
        say: said.say.clone().into(),
        excerpt: step.excerpt.clone().into(),
        ask: optional(&said.ask),
        choices: choices(step, said, position),
        verdict: verdict(step, said, position),
        commands: step
            .commands
            .iter()
            .map(|line| scene::with_names(app, line).into())
            .collect(),
        hint: optional(&said.hint),
        has_hint: position.has_hint,
        has_task: step.task.is_some(),
        can_perform: matches!(step.task, Some(Task::Do { .. })) && !position.is_done,
        is_done: position.is_done,
        done: optional(&said.done),
        is_first: position.step == 0,
        next: next(app, lesson, position, |id| words.lessons.get(id)),
        is_elsewhere: !app.is_learning(),
        trouble: trouble(&app.learning, app.language),
    })
}

fn link(lesson: &Lesson, step: &Step) -> String {
    Place {
        lesson: lesson.id.clone(),
        step: step.id.clone(),
    }
    .to_fragment()
}

fn next<'a>(app: &App, lesson: &Lesson, position: &Position, words: impl Fn(&str) -> Option<&'a LessonWords>) -> Next {
    if position.step + 1 < lesson.steps.len() {
        return Next::Step;
    }
    let course = app.learning.course.as_ref();
    let next = course.and_then(|course| course.lessons.get(position.lesson + 1));
    next.map_or(Next::End, |next| {
        Next::Lesson(words(&next.id).map_or_else(AttrValue::default, |words| words.title.clone().into()))
    })
}

fn choices(step: &Step, said: &StepWords, position: &Position) -> Vec<ChoiceView> {
    let Some(Task::Predict { choices, .. }) = &step.task else {
        return Vec::new();
    };
    let view = |(number, id): (usize, &String)| ChoiceView {
        say: said
            .choices
            .get(id)
            .map_or_else(AttrValue::default, |words| words.say.clone().into()),
        mark: position.answer.map(|answer| match answer {
            answer if answer.right == Some(number) => Mark::Right,
            answer if answer.chosen == number => Mark::Wrong,
            _ => Mark::Other,
        }),
    };
    choices.iter().map(|choice| &choice.id).enumerate().map(view).collect()
}

fn verdict(step: &Step, said: &StepWords, position: &Position) -> Option<(bool, AttrValue)> {
    let Some(Task::Predict { choices, .. }) = &step.task else {
        return None;
    };
    let answer = position.answer?;
    let words = said.choices.get(&choices.get(answer.chosen)?.id)?;
    Some((answer.right == Some(answer.chosen), words.why.clone().into()))
}
