//! Links to steps: `#lesson/LESSON/STEP`, the step by its name or its number.

/// What a link asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The lesson.
    pub lesson: String,
    /// The step, by name or number; the first one if empty.
    pub step: String,
}

impl Place {
    /// Reads the fragment of an address, without `#`. `None` if it is about something else.
    pub fn from_fragment(fragment: &str) -> Option<Self> {
        let mut parts = fragment.strip_prefix("lesson/")?.splitn(2, '/');
        let mut part = || parts.next().unwrap_or_default().trim_end_matches('/').to_owned();
        Some(Self {
            lesson: part(),
            step: part(),
        })
    }

    /// The fragment of the address, without `#`.
    pub fn to_fragment(&self) -> String {
        format!("lesson/{}/{}", self.lesson, self.step)
    }
}
