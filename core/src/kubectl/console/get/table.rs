//! Tables of one type of objects or of several, one below the other.
//!
//! Models `GetOptions.Run` and `multipleGVKsRequested` of `kubectl/pkg/cmd/get/get.go`; which objects are in a table is
//! the server's part.

use super::sorting;
use crate::api::Resource;
use crate::kubectl::console::failure::Failure;
use crate::kubectl::console::resource_type::{ResourceType, Store};
use crate::kubectl::console::targets::Targets;
use crate::kubectl::console::verb::{Console, Outcome};
use crate::kubectl::get::{self, Cell, Options, Row, Table};
use crate::time::SimTime;
use serde_json::Value;

/// One type's objects.
struct Group {
    kind: &'static ResourceType,
    objects: Vec<Value>,
}

/// Prints what `targets` name.
pub(super) fn print(console: &mut Console<'_>, targets: &Targets) -> Result<Outcome, Failure> {
    let mut groups: Vec<Group> = Vec::new();
    let mut failures = Vec::new();
    for part in &targets.parts {
        let kind = part.kind();
        match targets.find(console.simulation, part) {
            Ok(found) => {
                let objects = found.into_iter().map(|found| found.object);
                match groups.last_mut().filter(|group| group.kind == kind) {
                    Some(group) => group.objects.extend(objects),
                    None => groups.push(Group {
                        kind,
                        objects: objects.collect(),
                    }),
                }
            }
            Err(failure) => failures.push(failure),
        }
    }
    let field = console.flags.value("sort-by");
    if !field.is_empty() {
        for group in &mut groups {
            sorting::sort(&mut group.objects, field)?;
        }
    }
    let text = text(console, &groups);
    console.terminal.print(&text);
    let ignores = console.flags.is_on("ignore-not-found");
    if ignores {
        failures.retain(|failure| !failure.is_not_found());
    }
    if text.is_empty() && failures.is_empty() && !ignores {
        let namespaced = !console.all_namespaces() && groups.iter().all(|group| group.kind.namespaced);
        let text = get::nothing_found(namespaced.then(|| console.namespace()));
        console.terminal.complain(&format!("{text}\n"));
    }
    Failure::all(failures).map_or(Ok(Outcome::Ended(0)), Err)
}

/// The tables, with an empty line between them.
fn text(console: &Console<'_>, groups: &[Group]) -> String {
    let with_kind = groups.len() > 1 || console.flags.is_on("show-kind");
    let tables = groups.iter().map(|group| {
        let mut table = table(group.kind, &group.objects, console.terminal.now());
        if with_kind {
            prefix_names(&mut table, group.kind);
        }
        table.text(&options(console, group.kind))
    });
    let tables: Vec<_> = tables.filter(|text| !text.is_empty()).collect();
    tables.join(if console.flags.is_on("no-headers") { "" } else { "\n" })
}

/// `daemonset.apps/agent`
fn prefix_names(table: &mut Table<'_>, kind: &ResourceType) {
    let Some(at) = table.columns.iter().position(|column| column.name == "Name") else {
        return;
    };
    for cell in table.rows.iter_mut().filter_map(|row| row.cells.get_mut(at)) {
        *cell = Cell::Text(format!("{}/{cell}", kind.qualified_singular()));
    }
}

/// What the flags say about the look of a table of `kind`.
pub(super) fn options(console: &Console<'_>, kind: &ResourceType) -> Options {
    let flags = &console.flags;
    Options {
        wide: flags.value("output") == "wide",
        all_namespaces: console.all_namespaces() && kind.namespaced,
        show_labels: flags.is_on("show-labels"),
        label_columns: flags.values("label-columns").into_iter().map(str::to_owned).collect(),
        no_headers: flags.is_on("no-headers"),
    }
}

/// The server's table of `objects`.
pub(super) fn table<'a>(kind: &ResourceType, objects: &'a [Value], now: SimTime) -> Table<'a> {
    match kind.store {
        Store::Api(Resource::DaemonSets) => get::daemon_sets(objects, now),
        Store::Api(Resource::Pods) => get::pods(objects, now),
        Store::Api(Resource::Nodes) => get::nodes(objects, now),
        Store::Api(Resource::ControllerRevisions) => get::controller_revisions(objects, now),
        Store::Api(Resource::Namespaces) => get::namespaces(objects, now),
        Store::Api(Resource::ResourceQuotas) => get::resource_quotas(objects, now),
        Store::Api(Resource::PriorityClasses) => get::priority_classes(objects, now),
        Store::Api(Resource::PodDisruptionBudgets) => get::disruption_budgets(objects, now),
        Store::Events => get::events(objects, now),
        Store::Services => get::services(objects, now),
        Store::Nowhere | Store::Untold => Table {
            columns: &[],
            rows: Vec::<Row<'a>>::new(),
        },
    }
}
