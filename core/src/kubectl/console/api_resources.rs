//! `kubectl api-resources` and `kubectl api-versions`: the types that the simulated API server knows.
//!
//! Models `kubectl/pkg/cmd/apiresources`.

use super::failure::Failure;
use super::resource_type::TYPES;
use super::verb::{Console, Outcome};
use crate::kubectl::columns::{TABLE, align};
use crate::ordered::{Gather, Order};
use std::collections::BTreeSet;

/// Runs `api-resources`.
pub(super) fn api_resources(console: &mut Console<'_>) -> Result<Outcome, Failure> {
    let flags = &console.flags;
    console.takes_no_arguments()?;
    let output = flags.value("output");
    if !matches!(output, "" | "name" | "wide") {
        return Err(Failure::error(format!("--output {output} is not available")));
    }
    let mut types: Vec<_> = TYPES
        .iter()
        .filter(|found| !flags.is_given("api-group") || found.group == flags.value("api-group"))
        .filter(|found| !flags.is_given("namespaced") || found.namespaced == flags.is_on("namespaced"))
        .collect();
    match flags.value("sort-by") {
        "" => {}
        "name" => types.order_by_key(|found| found.plural),
        "kind" => types.order_by_key(|found| found.kind),
        _ => return Err(Failure::error("--sort-by accepts only name or kind")),
    }
    let mut lines = Vec::new();
    if output != "name" && !flags.is_on("no-headers") {
        lines.push("NAME\tSHORTNAMES\tAPIVERSION\tNAMESPACED\tKIND".to_owned());
    }
    lines.extend(types.into_iter().map(|found| {
        if output == "name" {
            return found.qualified();
        }
        let (names, version) = (found.short_names.join(","), found.api_version());
        format!(
            "{}\t{names}\t{version}\t{}\t{}",
            found.plural, found.namespaced, found.kind
        )
    }));
    lines.push(String::new());
    console.terminal.print(&align(&lines.join("\n"), TABLE));
    Ok(Outcome::Ended(0))
}

/// Runs `api-versions`.
pub(super) fn api_versions(console: &mut Console<'_>) -> Result<Outcome, Failure> {
    console.takes_no_arguments()?;
    let versions: BTreeSet<_> = TYPES.iter().map(|found| found.api_version() + "\n").gather();
    for version in versions {
        console.terminal.print(&version);
    }
    Ok(Outcome::Ended(0))
}
