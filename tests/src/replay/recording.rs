//! A recording of a whole scenario: what was done to a real control plane, and what it was seen to be in at certain
//! moments. The format is written down in `tests/recordings/README.md`.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};

use flate2::read::GzDecoder;
use serde::Deserialize;
use serde_json::Value;

/// One scenario, from an empty cluster to its end. Times are milliseconds since its start.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Recording {
    /// Its name, which is that of its file.
    pub name: String,
    /// When it began, by the clock on the wall.
    #[serde(default)]
    pub started_at: String,
    /// How the kubelets behaved that took the place of real ones.
    pub kubelet: Value,
    /// The Node objects at the start.
    pub nodes: Vec<Value>,
    /// What was done, in order.
    pub script: Vec<ScriptStep>,
    /// What was seen.
    pub checkpoints: Vec<Checkpoint>,
    /// Every change that the API server made known; absent where a recording was cut to what a replay reads.
    #[serde(default)]
    pub watch: Vec<WatchEvent>,
}

/// One thing that was done.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ScriptStep {
    /// When it was begun.
    pub at_ms: i64,
    /// When it was over.
    pub end_ms: i64,
    /// What: one member, named after the kind of step.
    #[serde(rename = "do")]
    pub act: Value,
    /// What came of it.
    #[serde(default)]
    pub result: StepResult,
    /// What a command in the background printed.
    #[serde(default)]
    pub lines: Vec<AsyncLine>,
}

/// What a command left behind.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct StepResult {
    /// Its exit code; -1: it still ran at the end of the recording.
    pub rc: Option<i64>,
    /// What it printed.
    #[serde(default)]
    pub stdout: String,
    /// What it complained about.
    #[serde(default)]
    pub stderr: String,
}

/// A line that a command in the background printed.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AsyncLine {
    /// When.
    pub at_ms: i64,
    /// The text.
    pub line: String,
    /// `stdout` or `stderr`.
    pub stream: String,
}

/// What was seen at one moment.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Checkpoint {
    /// What the moment is called.
    pub label: String,
    /// When.
    pub at_ms: i64,
    /// DaemonSet, pods, revisions, nodes.
    pub summary: Value,
    /// What kubectl printed: command line → text. A key that ends in ` (stderr)` has what went there.
    #[serde(default)]
    pub text: BTreeMap<String, String>,
}

/// One change of one object, as a watch showed it.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WatchEvent {
    /// When it arrived.
    pub at_ms: i64,
    /// `pods`, `daemonsets`, `nodes`, `controllerrevisions` or `events`.
    pub resource: String,
    /// `ADDED`, `MODIFIED` or `DELETED`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The object, trimmed.
    pub object: Value,
}

/// The recordings of a folder, `NAME.json` or `NAME.json.gz`, by name.
pub fn files_in(folder: &Path) -> io::Result<Vec<(String, PathBuf)>> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if name == super::explained::FILE {
            continue;
        }
        if let Some(name) = name.strip_suffix(".gz").unwrap_or(name).strip_suffix(".json") {
            files.insert(name.to_owned(), path);
        }
    }
    Ok(files.into_iter().collect())
}

/// Reads one recording; `Err` says why it is none.
pub fn read(path: &Path) -> Result<Recording, String> {
    let file = File::open(path).map_err(|error| error.to_string())?;
    let mut text = String::new();
    let read = if path.extension().is_some_and(|extension| extension == "gz") {
        GzDecoder::new(file).read_to_string(&mut text)
    } else {
        BufReader::new(file).read_to_string(&mut text)
    };
    read.map_err(|error| error.to_string())?;
    serde_json::from_str(&text).map_err(|error| format!("not a recording: {error}"))
}
