//! The table of `kubectl get nodes`, with `--show-labels` and `-o wide` or without (`pkg/printers/internalversion`,
//! printNode). Columns are found by their headings.

use super::short::{HOSTNAME, bare_node};
use super::{Reader, check};
use crate::diagnostic::{Advice, Diagnostic, Remark, Severity, Span};
use crate::objects::{ConditionStatus, Node, NodeInfo};
use std::sync::Arc;

/// The headings that kubectl writes.
const KNOWN: [&str; 11] = [
    "NAME",
    "STATUS",
    "ROLES",
    "AGE",
    "VERSION",
    "INTERNAL-IP",
    "EXTERNAL-IP",
    "OS-IMAGE",
    "KERNEL-VERSION",
    "CONTAINER-RUNTIME",
    "LABELS",
];

/// A heading and the column (in characters) where it begins.
pub(super) struct Column<'t> {
    pub(super) heading: &'t str,
    start: usize,
}

pub(super) fn read(reader: &mut Reader) {
    let text = reader.text;
    let mut columns: Vec<Column> = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let offset = start;
        start += line.len();
        let row = line.trim_end();
        let content = row.trim_start_matches('\u{feff}').trim_start();
        if content.is_empty() || super::is_comment(row) || super::is_prompt(row) {
            continue;
        }
        let span = Span::new(offset + row.len() - content.len(), offset + row.len());
        if is_heading(content) {
            columns = headings(row);
            report_columns(reader, &columns, span);
            continue;
        }
        let cells = cells(&columns, row);
        let cell = |heading: &str| {
            let index = columns.iter().position(|column| column.heading == heading)?;
            cells.get(index).copied().filter(|cell| !cell.is_empty())
        };
        let Some(name) = cell("NAME") else { continue };
        let name_span = Span::new(span.start, span.start + name.len());
        if let Some(finding) = check::name("metadata.name", name, name_span) {
            reader.report(finding);
            continue;
        }
        match node(name, cell, span) {
            Ok((node, findings)) => {
                for finding in findings {
                    reader.report(finding);
                }
                reader.push(node, "metadata.name", name_span, span);
            }
            Err(finding) => reader.report(finding),
        }
    }
}

/// Whether a row names the columns of those below.
pub(super) fn is_heading(row: &str) -> bool {
    row.split_whitespace().next() == Some("NAME")
}

pub(super) fn headings(row: &str) -> Vec<Column<'_>> {
    let mut columns = Vec::new();
    let mut rest = row;
    let mut column = 0;
    loop {
        let heading = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
        column += rest.chars().count() - heading.chars().count();
        if heading.is_empty() {
            return columns;
        }
        let length = heading.find(char::is_whitespace).unwrap_or(heading.len());
        columns.push(Column {
            heading: &heading[..length],
            start: column,
        });
        column += heading[..length].chars().count();
        rest = &heading[length..];
    }
}

fn report_columns(reader: &mut Reader, columns: &[Column], span: Span) {
    let info = |code, words: Remark| Diagnostic::new(Severity::Info, code, "", words).at(span);
    let unknown = columns
        .iter()
        .map(|column| column.heading)
        .filter(|heading| !KNOWN.contains(heading));
    let unknown: Vec<_> = unknown.collect();
    if !unknown.is_empty() {
        let words = Remark::UnreadColumns {
            columns: unknown.join(", "),
        };
        reader.report(info("node-columns", words));
    }
    if !columns.iter().any(|column| column.heading == "LABELS") {
        let finding = info("node-columns", Remark::NoLabelsInTable);
        let advice = Advice::TableWithLabels;
        reader.report(finding.hint(advice));
    }
}

/// The cells of a row: by the columns where the headings begin, and where those do not fit, by what separates cells.
pub(super) fn cells<'t>(columns: &[Column], row: &'t str) -> Vec<&'t str> {
    let starts: Vec<usize> = columns.iter().map(|column| byte_of_column(row, column.start)).collect();
    let fits = |start: &usize| *start == 0 || *start == row.len() || row[..*start].ends_with(char::is_whitespace);
    if starts.iter().all(fits) {
        let ends = starts.iter().skip(1).copied().chain([row.len()]);
        return starts
            .iter()
            .zip(ends)
            .map(|(start, end)| row[*start..end].trim())
            .collect();
    }
    let by_gaps: Vec<&str> = row
        .split("  ")
        .flat_map(|part| part.split('\t'))
        .map(str::trim)
        .collect();
    let by_gaps: Vec<&str> = by_gaps.into_iter().filter(|cell| !cell.is_empty()).collect();
    if by_gaps.len() == columns.len() {
        return by_gaps;
    }
    row.split_whitespace().collect()
}

fn byte_of_column(row: &str, column: usize) -> usize {
    row.char_indices().nth(column).map_or(row.len(), |(at, _)| at)
}

/// A node from its cells, and what is wrong with its labels. `Err`: the row is none of a node.
fn node<'t>(
    name: &str,
    cell: impl Fn(&str) -> Option<&'t str>,
    span: Span,
) -> Result<(Node, Vec<Diagnostic>), Diagnostic> {
    let given = |heading: &str| cell(heading).filter(|value| !matches!(*value, "<none>" | "<unknown>"));
    let mut node = bare_node(name);
    let mut findings = Vec::new();
    for state in cell("STATUS").unwrap_or("Ready").split(',') {
        match state {
            "Ready" => node.conditions.ready = ConditionStatus::True,
            "NotReady" => node.conditions.ready = ConditionStatus::False,
            "Unknown" => node.conditions.ready = ConditionStatus::Unknown,
            "SchedulingDisabled" => node.unschedulable = true,
            _ => {
                let finding = Diagnostic::error(
                    "node-row",
                    "",
                    Remark::NoStatus {
                        word: format!("{state:?}"),
                    },
                )
                .at(span);
                return Err(finding.hint(Advice::CopyTableAgain));
            }
        }
    }
    let kernel = given("KERNEL-VERSION").unwrap_or_default();
    let (kernel, architecture) = match kernel.strip_suffix(')').and_then(|rest| rest.rsplit_once(" (")) {
        Some((kernel, architecture)) => (kernel, Some(architecture)),
        None => (kernel, None),
    };
    if cell("LABELS").is_some() {
        let labels = given("LABELS").unwrap_or_default();
        for label in labels.split(',').filter(|label| !label.is_empty()) {
            let (key, value) = label.split_once('=').unwrap_or((label, ""));
            findings.extend(check::label("metadata.labels", key, value, span));
            node.labels.insert(key, value);
        }
    } else {
        let is_windows = given("OS-IMAGE").is_some_and(|image| image.contains("Windows"));
        node.labels.insert(HOSTNAME, name);
        node.labels
            .insert("kubernetes.io/os", if is_windows { "windows" } else { "linux" });
        if let Some(architecture) = architecture {
            findings.extend(check::label(
                "metadata.labels",
                "kubernetes.io/arch",
                architecture,
                span,
            ));
            node.labels.insert("kubernetes.io/arch", architecture);
        }
        for role in given("ROLES")
            .unwrap_or_default()
            .split(',')
            .filter(|role| !role.is_empty())
        {
            let key = format!("node-role.kubernetes.io/{role}");
            findings.extend(check::label("metadata.labels", &key, "", span));
            node.labels.insert(key, "");
        }
    }
    let text = |heading: &str| given(heading).unwrap_or_default().to_owned();
    node.info = Arc::new(NodeInfo {
        kubelet_version: text("VERSION"),
        os_image: text("OS-IMAGE"),
        kernel_version: kernel.to_owned(),
        container_runtime_version: text("CONTAINER-RUNTIME"),
        internal_ip: text("INTERNAL-IP"),
        external_ip: text("EXTERNAL-IP"),
        ..NodeInfo::default()
    });
    Ok((node, findings))
}
