//! Differences that are known and right: a list beside the recordings says which, and why everynode may differ.

use std::path::Path;

use serde::Deserialize;

use super::Difference;

/// One difference, and its reason.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Explained {
    /// The name of the recording.
    pub recording: String,
    /// The label of the checkpoint, or the step.
    pub place: String,
    /// What differs there: the beginning of what is reported.
    pub part: String,
    /// Why everynode is right to differ.
    pub reason: String,
}

impl Explained {
    /// Whether this explains `difference` of the recording called `name`.
    pub fn explains(&self, name: &str, difference: &Difference) -> bool {
        let reported = format!("{}: {}", difference.part, difference.text);
        self.recording == name && self.place == difference.place && reported.starts_with(&self.part)
    }
}

/// The file's name.
pub const FILE: &str = "explained.json";

/// The list of a folder of recordings; none if it has no such file.
pub fn read(folder: &Path) -> Result<Vec<Explained>, String> {
    let file = folder.join(FILE);
    match std::fs::read_to_string(&file) {
        Ok(text) => serde_json::from_str(&text).map_err(|error| format!("{}: {error}", file.display())),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(format!("{}: {error}", file.display())),
    }
}
