//! What the lessons say, in one language: read from `web/site/lessons/LANGUAGE.yaml`. Text between backticks is code.

use serde::Deserialize;
use std::collections::BTreeMap;

/// Everything that the lessons say.
#[derive(Debug, Clone, Deserialize)]
#[serde(transparent)]
pub struct Words {
    /// By the lesson's name.
    pub lessons: BTreeMap<String, LessonWords>,
}

/// What a lesson says.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LessonWords {
    /// Its name.
    pub title: String,
    /// What one knows after it, in a line.
    pub about: String,
    /// By the step's name.
    pub steps: BTreeMap<String, StepWords>,
}

/// What a step says.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StepWords {
    /// What to look at.
    pub say: String,
    /// What to do, or the question.
    pub ask: Option<String>,
    /// Where to look for whoever hesitates.
    pub hint: Option<String>,
    /// What one sees when it is done.
    pub done: Option<String>,
    /// By the choice's name.
    #[serde(default)]
    pub choices: BTreeMap<String, ChoiceWords>,
}

/// An answer, and what is said to whoever gives it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChoiceWords {
    /// The answer.
    pub say: String,
    /// Why it is right, or what is wrong with it.
    pub why: String,
}
