//! Reading recorded cases: one JSON object a line, plain or gzip. The formats are written down in `tests/vectors/README.md`.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use flate2::read::GzDecoder;
use serde_json::Value;

/// One line of a file of recorded behaviour.
#[derive(Debug)]
pub struct Case {
    /// The line's `id`, or what names it best.
    pub id: String,
    /// The line; `Err` says why it is not JSON.
    pub value: Result<Value, String>,
}

/// The files of every kind in `folder`: `KIND.jsonl`, `KIND.jsonl.gz`, or both.
pub fn kinds_in(folder: &Path) -> io::Result<BTreeMap<String, Vec<PathBuf>>> {
    let mut kinds: BTreeMap<String, Vec<PathBuf>> = BTreeMap::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if let Some(kind) = name.strip_suffix(".gz").unwrap_or(name).strip_suffix(".jsonl") {
            kinds.entry(kind.to_owned()).or_default().push(path.clone());
        }
    }
    for files in kinds.values_mut() {
        files.sort();
    }
    Ok(kinds)
}

/// Every case of one file, in order. Blank lines are none.
pub fn read_cases(file: &Path) -> io::Result<Vec<Case>> {
    let raw = File::open(file)?;
    let reader: Box<dyn Read> = if file.extension().is_some_and(|extension| extension == "gz") {
        Box::new(GzDecoder::new(raw))
    } else {
        Box::new(raw)
    };
    let mut cases = Vec::new();
    for (index, line) in BufReader::new(reader).lines().enumerate() {
        let line = line?;
        if !line.trim().is_empty() {
            let value = serde_json::from_str(&line).map_err(|error| format!("not JSON: {error}"));
            let id = value.as_ref().map_or_else(|_| None, id_of);
            cases.push(Case {
                id: id.unwrap_or_else(|| format!("line {}", index + 1)),
                value,
            });
        }
    }
    Ok(cases)
}

/// `id`, or for a line about a document of a real manifest its file and place.
fn id_of(case: &Value) -> Option<String> {
    if let Some(id) = case["id"].as_str() {
        return Some(id.to_owned());
    }
    let (file, document) = (case["file"].as_str()?, &case["document"]);
    match &case["item"] {
        Value::Null => Some(format!("{file}#{document}")),
        item => Some(format!("{file}#{document}.{item}")),
    }
}
