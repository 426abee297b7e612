//! The kind `print`: the tables of `kubectl get`, as columns, as cells and as text.

use everynode_core::kubectl::get::{self, Options};
use serde_json::{Value, json};

use super::compare::{items, same_json, same_text, strings};
use super::{Context, moment};

pub(super) fn check(case: &Value, _context: &Context) -> Result<(), String> {
    let (input, expect) = (&case["input"], &case["expect"]);
    let now = moment(&input["now"])?;
    let objects = items(&input["objects"]);
    let flag = |name: &str| input[name].as_bool().unwrap_or_default();
    let options = Options {
        wide: flag("wide"),
        all_namespaces: flag("allNamespaces"),
        show_labels: flag("showLabels"),
        label_columns: strings(&input["labelColumns"]),
        no_headers: flag("noHeaders"),
    };
    let table = match input["kind"].as_str() {
        Some("ds") => get::daemon_sets(objects, now),
        Some("pods") => get::pods(objects, now),
        Some("nodes") => get::nodes(objects, now),
        kind => return Err(format!("no table of {kind:?}")),
    };
    same_json(&expect["columns"], &json!(table.column_names(options.wide)))?;
    same_json(&expect["rows"], &json!(table.cells(options.wide)))?;
    same_text(
        "text",
        expect["text"].as_str().unwrap_or_default(),
        &table.text(&options),
    )
}
