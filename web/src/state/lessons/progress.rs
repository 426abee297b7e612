//! How far the reader has come: for each lesson how many of its steps he has done, and whether he reached its end.

use serde_json::Value;
use std::collections::BTreeMap;

/// How far the reader has come.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Progress {
    /// How many steps of a lesson are behind him, from its first on.
    steps: BTreeMap<String, usize>,
}

impl Progress {
    /// As it was stored; what cannot be read is forgotten.
    pub fn read(text: &str) -> Self {
        let value: Value = serde_json::from_str(text).unwrap_or_default();
        let stored = value.as_object().into_iter().flatten();
        let steps = stored.filter_map(|(lesson, steps)| Some((lesson.clone(), usize::try_from(steps.as_u64()?).ok()?)));
        Self { steps: steps.collect() }
    }

    /// As it is stored.
    pub fn to_text(&self) -> String {
        self.steps
            .iter()
            .map(|(lesson, steps)| (lesson.clone(), Value::from(*steps)))
            .collect::<Value>()
            .to_string()
    }

    /// How many steps of a lesson are behind the reader.
    pub fn of(&self, lesson: &str) -> usize {
        self.steps.get(lesson).copied().unwrap_or_default()
    }

    /// With so many steps of a lesson behind him, or more.
    #[must_use]
    pub fn reached(&self, lesson: &str, steps: usize) -> Self {
        let mut progress = self.clone();
        if steps > self.of(lesson) {
            progress.steps.insert(lesson.to_owned(), steps);
        }
        progress
    }
}
