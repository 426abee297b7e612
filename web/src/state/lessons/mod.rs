//! Lessons: a course in steps that look at the simulated cluster, ask what will happen, or let the reader do something, and
//! see for themselves whether it is done. Every step can be opened by itself: its cluster follows from the start of its
//! lesson and what the steps before it ask for.

mod act;
pub mod course;
pub mod place;
pub mod progress;
pub mod scene;
pub mod words;

#[cfg(test)]
mod tests;

pub use course::{Course, Lesson, Step, Task};
pub use place::Place;
pub use progress::Progress;
pub use words::Words;

use super::App;
use course::Act;
use everynode_core::language::Language;
use scene::{Scene, Since};
use std::ops::Deref;
use std::rc::Rc;

/// A value that many hold; the same as another only if it is that one.
#[derive(Debug)]
pub struct Shared<T>(Rc<T>);

/// What can happen to lessons.
#[derive(Debug, Clone, PartialEq)]
pub enum LessonAction {
    /// The course has been loaded.
    Offer(Shared<Course>),
    /// What it says in a language has been loaded.
    Tell(Language, Shared<Words>),
    /// One of them could not be loaded.
    Fail,
    /// Show the list of lessons, or no longer.
    List(bool),
    /// Open what a link asks for.
    Open(Place),
    /// Go on to the next step, or the next lesson.
    Next,
    /// Go back to the step before.
    Back,
    /// Begin the step again.
    Again,
    /// Foresee that the choice of this number will come true.
    Answer(usize),
    /// Show where to look.
    Hint,
    /// Do for the reader what the step asks for.
    Perform,
    /// Close the lesson; its cluster stays.
    Leave,
}

/// What went wrong on the way to a lesson.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// The lessons could not be loaded.
    NotLoaded,
    /// No lesson has this name.
    NoLesson(String),
    /// The lesson has no such step, and began at its first.
    NoStep(String),
}

/// Everything about lessons that is true on the page.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Learning {
    /// The course, once it is there: it is loaded when somebody asks for lessons.
    pub course: Option<Shared<Course>>,
    /// What it says, and in which language.
    pub words: Option<(Language, Shared<Words>)>,
    /// The list of lessons is open.
    pub is_listed: bool,
    /// What to open as soon as it is there.
    pub wanted: Option<Place>,
    /// What went wrong.
    pub trouble: Option<Trouble>,
    /// The step that is open.
    pub position: Option<Position>,
    /// How far the reader has come.
    pub progress: Progress,
}

/// The step that is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Position {
    /// The place of the lesson in the course.
    pub lesson: usize,
    /// The place of the step in the lesson.
    pub step: usize,
    /// What was answered.
    pub answer: Option<Answer>,
    /// The hint is shown.
    pub has_hint: bool,
    /// What the step asks for was done at some time since it began.
    pub is_done: bool,
    since: Since,
    /// Which of the things that were opened on the page is the step's.
    opened: u64,
}

/// An answer to a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answer {
    /// The number of the choice.
    pub chosen: usize,
    /// The number of the one that comes true; none if the cluster is not one that the question is about.
    pub right: Option<usize>,
}

impl Learning {
    /// As the page opens.
    pub fn new(progress: Progress, wanted: Option<Place>) -> Self {
        Self {
            wanted,
            progress,
            ..Self::default()
        }
    }

    /// Whether something of the lessons is, or should be, on the page.
    pub const fn is_needed(&self) -> bool {
        self.is_listed || self.wanted.is_some() || self.position.is_some()
    }

    /// The open lesson and its open step.
    pub fn open(&self) -> Option<(&Lesson, &Step, &Position)> {
        let position = self.position.as_ref()?;
        let lesson = self.course.as_ref()?.lessons.get(position.lesson)?;
        Some((lesson, lesson.steps.get(position.step)?, position))
    }

    /// What a link to the open step asks for.
    pub fn place(&self) -> Option<Place> {
        let (lesson, step, _) = self.open()?;
        Some(Place {
            lesson: lesson.id.clone(),
            step: step.id.clone(),
        })
    }
}

impl App {
    /// The same page with these lessons.
    #[must_use]
    pub fn with_lessons(self, learning: Learning) -> Self {
        Self { learning, ..self }
    }

    /// Whether the page shows the cluster of the open step: not if something else was opened since.
    pub fn is_learning(&self) -> bool {
        let position = self.learning.position.as_ref();
        position.is_some_and(|position| position.opened == self.opened)
    }

    pub(super) fn taught(mut self, action: LessonAction) -> Self {
        match action {
            LessonAction::Offer(course) => {
                self.learning.course = Some(course);
                self.learning.trouble = None;
                match self.learning.wanted.take() {
                    Some(place) => self.went(&place),
                    None => self,
                }
            }
            LessonAction::Tell(language, words) => {
                self.learning.words = Some((language, words));
                self
            }
            LessonAction::Fail => {
                self.learning.trouble = Some(Trouble::NotLoaded);
                self.learning.is_listed |= self.learning.position.is_none();
                self.learning.wanted = None;
                self
            }
            LessonAction::List(is_listed) => {
                self.learning.is_listed = is_listed;
                self.learning.trouble = None;
                self
            }
            LessonAction::Open(place) if self.learning.course.is_none() => {
                self.learning.wanted = Some(place);
                self
            }
            LessonAction::Open(place) => self.went(&place),
            LessonAction::Next => self.onward(),
            LessonAction::Back => self.moved_to(|position| (position.lesson, position.step.saturating_sub(1))),
            LessonAction::Again => self.moved_to(|position| (position.lesson, position.step)),
            LessonAction::Answer(number) => self.answered(number),
            LessonAction::Hint => {
                if let Some(position) = &mut self.learning.position {
                    position.has_hint = !position.has_hint;
                }
                self
            }
            LessonAction::Perform => {
                let acts = self.learning.open().and_then(|(_, step, _)| step.task.clone());
                match acts {
                    Some(Task::Do { acts, .. }) if self.is_learning() => self.shown(&acts),
                    _ => self,
                }
            }
            LessonAction::Leave => {
                self.learning.position = None;
                self.learning.trouble = None;
                self
            }
        }
    }

    /// After anything happened: what the step asks for may be done now.
    pub(super) fn learned(mut self) -> Self {
        let Some((lesson, step, position)) = self.learning.open().filter(|_| self.is_learning()) else {
            return self;
        };
        let is_done = position.is_done || self.is_done(step, position);
        let progress = self
            .learning
            .progress
            .reached(&lesson.id, if is_done { position.step + 1 } else { 0 });
        if let Some(position) = &mut self.learning.position {
            position.is_done = is_done;
        }
        self.learning.progress = progress;
        self
    }

    fn is_done(&self, step: &Step, position: &Position) -> bool {
        match &step.task {
            None => true,
            Some(Task::Predict { .. }) => position.answer.is_some(),
            Some(Task::Do { until, .. }) => Scene::new(self, &position.since).holds(until),
        }
    }

    fn went(mut self, place: &Place) -> Self {
        let Some(course) = self.learning.course.clone() else {
            return self;
        };
        let Some((number, lesson)) = course.lesson(&place.lesson) else {
            self.learning.trouble = Some(Trouble::NoLesson(place.lesson.clone()));
            self.learning.is_listed = true;
            return self;
        };
        let step = lesson.step(&place.step);
        let mut app = self.opened_at(&course, number, step.unwrap_or_default());
        if step.is_none() && !place.step.is_empty() {
            app.learning.trouble = Some(Trouble::NoStep(place.step.clone()));
        }
        app
    }

    fn moved_to(self, place: impl FnOnce(&Position) -> (usize, usize)) -> Self {
        match (self.learning.course.clone(), &self.learning.position) {
            (Some(course), Some(position)) => {
                let (lesson, step) = place(position);
                self.opened_at(&course, lesson, step)
            }
            (None, _) | (_, None) => self,
        }
    }

    /// On from the reader's own cluster where the next step can be done in it and ends as it should, else from the step's.
    fn onward(self) -> Self {
        let Some((course, position)) = self.learning.course.clone().zip(self.learning.position.clone()) else {
            return self;
        };
        let Some(lesson) = course.lessons.get(position.lesson) else {
            return self;
        };
        let number = position.step + 1;
        let Some(step) = lesson.steps.get(number) else {
            return if position.lesson + 1 < course.lessons.len() {
                self.opened_at(&course, position.lesson + 1, 0)
            } else {
                self.taught(LessonAction::Leave).taught(LessonAction::List(true))
            };
        };
        let own = self.apart().opened_at(&course, position.lesson, number);
        let goes_on = self.is_learning() && step.start.is_none() && position.is_done && self.fits(step, &own);
        if !goes_on {
            return self.opened_at(&course, position.lesson, number);
        }
        self.positioned(position.lesson, number)
    }

    /// Whether a step can begin here and means the same as in `own`, the page as the step opens by itself.
    fn fits(&self, step: &Step, own: &Self) -> bool {
        match &step.task {
            None => true,
            Some(Task::Predict { .. }) => self.outcome(step) == own.outcome(step),
            Some(Task::Do { until, acts }) => {
                let since = Since::now(self);
                let after = self.apart().performed(acts);
                !Scene::new(self, &since).holds(until) && Scene::new(&after, &since).holds(until)
            }
        }
    }

    /// Which choice of a question comes true from here.
    fn outcome(&self, step: &Step) -> Option<usize> {
        let Some(Task::Predict { choices, acts, .. }) = &step.task else {
            return None;
        };
        let since = Since::now(self);
        let after = self.apart().performed(acts);
        let scene = Scene::new(&after, &since).with_worst();
        choices.iter().position(|choice| scene.holds(&choice.holds))
    }

    /// The page as a step opens by itself.
    pub(super) fn opened_at(self, course: &Course, lesson: usize, step: usize) -> Self {
        let steps = course.lessons.get(lesson).map_or(&[][..], |lesson| &lesson.steps);
        let upto = steps.iter().enumerate().take(step + 1).rev();
        let mut starts = upto.filter_map(|(place, step)| Some((place, step.start.as_ref()?)));
        let Some((first, start)) = starts.next() else {
            return self;
        };
        let manifest = course.manifests.get(&start.manifest).map_or("", String::as_str);
        let mut app = self.at_start(start, manifest);
        for step in &steps[first..step] {
            let [acts, then] = step.task.as_ref().map_or_else(Default::default, Task::all_acts);
            app = app.performed(acts).performed(then);
        }
        app.console = Rc::new(app.console.cleared().opened(false));
        // What set the step up is not among what a person can take back.
        app.prepared += std::mem::take(&mut app.undoable);
        app.positioned(lesson, step)
    }

    fn positioned(mut self, lesson: usize, step: usize) -> Self {
        self.learning.position = Some(Position {
            lesson,
            step,
            answer: None,
            has_hint: false,
            is_done: false,
            since: Since::now(&self),
            opened: self.opened,
        });
        self.learning.trouble = None;
        self.learning.is_listed = false;
        self
    }

    fn answered(mut self, chosen: usize) -> Self {
        let Some(step) = self
            .learning
            .open()
            .filter(|_| self.is_learning())
            .map(|(_, step, _)| step.clone())
        else {
            return self;
        };
        let right = self.outcome(&step);
        let Some(position) = &mut self.learning.position else {
            return self;
        };
        if position.answer.is_some() {
            return self;
        }
        position.answer = Some(Answer { chosen, right });
        let [acts, then] = step.task.as_ref().map_or_else(Default::default, Task::all_acts);
        self.shown(&[acts, then].concat())
    }

    /// Acts in front of the reader: the last wait is left to the playback, so that he sees what happens.
    fn shown(self, acts: &[Act]) -> Self {
        let waits = acts.iter().rev().take_while(|act| act.is_wait()).count();
        let app = self.performed(&acts[..acts.len() - waits]);
        let is_playing = app.is_playing || waits > 0;
        Self { is_playing, ..app }
    }
}

impl Task {
    /// What has happened when it is done, and what happens before the next step begins.
    pub fn all_acts(&self) -> [&[Act]; 2] {
        match self {
            Self::Predict { acts, then, .. } => [acts, then],
            Self::Do { acts, .. } => [acts, &[]],
        }
    }
}

impl<T> Shared<T> {
    /// Shares a value.
    pub fn new(value: T) -> Self {
        Self(Rc::new(value))
    }
}

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T> PartialEq for Shared<T> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl<T> Deref for Shared<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}
