//! `kubectl diff`: what `apply` would change, as `diff -u -N` shows it.
//!
//! Models `kubectl/pkg/cmd/diff/diff.go`.

use super::apply::merged;
use super::documents;
use super::session::Session;
use super::trouble::Trouble;
use crate::kubectl::console::failure::Failure;
use crate::kubectl::console::verb::{Console, Outcome};
use crate::kubectl::yaml::to_yaml;
use serde_json::Value;
use similar::TextDiff;

/// The random ends of kubectl's directories; nothing is random here.
const DIRECTORIES: [&str; 2] = ["/tmp/LIVE-1000000001", "/tmp/MERGED-1000000002"];

/// Runs the command.
pub(super) fn diff(console: &mut Console<'_>) -> Result<Outcome, Failure> {
    if let Some(word) = console.arguments.first() {
        return Err(Failure::usage("kubectl diff", &format!("Unexpected args: [{word}]")));
    }
    let items = documents::read(console, "diff")?;
    let time = console.terminal.now().to_string();
    let mut session = Session::begin(console)?;
    let mut differs = false;
    for item in items {
        let compared = item.and_then(|item| {
            let live = session.object(item.resource, &item.namespace, &item.name);
            let after = merged(&mut session, &item)?;
            let file = file_name(item.resource.group(), item.resource.kind(), &item.namespace, &item.name);
            Ok(compare(&file, live.as_ref(), &after, &time))
        });
        match compared {
            Ok(text) => {
                differs |= !text.is_empty();
                session.print(&text);
            }
            Err(trouble) => session.note(trouble),
        }
    }
    let troubles: Vec<Trouble> = session.end_with();
    Trouble::all(&troubles)?;
    Ok(Outcome::Ended(u8::from(differs)))
}

/// `apps.v1.DaemonSet.default.agent`
fn file_name(group: &str, kind: &str, namespace: &str, name: &str) -> String {
    let parts = [group, "v1", kind, namespace, name];
    parts
        .iter()
        .filter(|part| !part.is_empty())
        .copied()
        .collect::<Vec<_>>()
        .join(".")
}

fn compare(file: &str, live: Option<&Value>, after: &Value, time: &str) -> String {
    let text = |object: &Value| {
        let mut object = object.clone();
        if let Some(metadata) = object["metadata"].as_object_mut() {
            metadata.remove("managedFields");
        }
        to_yaml(&object)
    };
    let (before, after) = (live.map(text).unwrap_or_default(), text(after));
    if before == after {
        return String::new();
    }
    let [from, to] = DIRECTORIES.map(|directory| format!("{directory}/{file}"));
    let day = time.trim_end_matches('Z').replace('T', " ");
    let stamped = |path: &str| format!("{path}\t{day}.000000000 +0000");
    let diff = TextDiff::from_lines(&before, &after);
    let hunks = diff
        .unified_diff()
        .context_radius(3)
        .header(&stamped(&from), &stamped(&to))
        .to_string();
    format!("diff -u -N {from} {to}\n{hunks}")
}
