//! Everything but tables: one object as it is, several as a list.
//!
//! Models `GetOptions.printGeneric` of `kubectl/pkg/cmd/get/get.go`.

use super::sorting;
use crate::kubectl::console::failure::Failure;
use crate::kubectl::console::output::{Format, list_of};
use crate::kubectl::console::targets::Targets;
use crate::kubectl::console::verb::{Console, Outcome};

/// Prints what `targets` name.
pub(super) fn print(console: &mut Console<'_>, targets: &Targets, format: &Format) -> Result<Outcome, Failure> {
    let (found, mut failures) = targets.find_all(console.simulation);
    if console.flags.is_on("ignore-not-found") {
        failures.retain(|failure| !failure.is_not_found());
        if found.is_empty() {
            return Failure::all(failures).map_or(Ok(Outcome::Ended(0)), Err);
        }
    }
    let mut objects: Vec<_> = found.into_iter().map(|found| found.object).collect();
    let field = console.flags.value("sort-by");
    if !field.is_empty() {
        sorting::sort(&mut objects, field)?;
    }
    let object = match objects.pop() {
        Some(object) if targets.is_single() => object,
        last => {
            if targets.is_single() && !failures.is_empty() {
                return Failure::all(failures).map_or(Ok(Outcome::Ended(0)), Err);
            }
            objects.extend(last);
            list_of(&objects)
        }
    };
    let text = format.print(&object)?;
    console.terminal.print(&text);
    Failure::all(failures).map_or(Ok(Outcome::Ended(0)), Err)
}
