//! A text of nodes with its blanks in order: what stands under each other begins in one column. Comments and the order of
//! everything stay; a text of which the meaning would change is left alone.

use super::short::words;
use super::table::{cells, headings, is_heading};
use super::{NodeForm, form_of, is_comment, is_prompt, read_nodes};
use crate::manifest::format::formatted;

/// Blanks between the columns of a table, as kubectl prints it.
const TABLE_GAP: usize = 3;

/// The tidied text; `None` if it is tidy already, or is one that cannot be tidied.
pub fn tidied_nodes(text: &str) -> Option<String> {
    let lines = match form_of(text) {
        NodeForm::Objects => return formatted(text),
        NodeForm::Short => of_short(text),
        NodeForm::Table => of_table(text)?,
    };
    let tidied = joined(&lines);
    (tidied != text && says_the_same(text, &tidied)).then_some(tidied)
}

fn says_the_same(text: &str, tidied: &str) -> bool {
    let (before, after) = (read_nodes(text), read_nodes(tidied));
    let mut findings = before.diagnostics.iter().zip(&after.diagnostics);
    before.nodes == after.nodes
        && before.diagnostics.len() == after.diagnostics.len()
        && findings.all(|(before, after)| before.message == after.message)
}

/// One text of all lines, without empty ones at its end.
fn joined(lines: &[String]) -> String {
    let text = lines.join("\n");
    let text = text.trim_end();
    if text.is_empty() {
        String::new()
    } else {
        format!("{text}\n")
    }
}

/// A line that says nothing of a node: empty, a comment, a command that was copied along.
fn is_beside(line: &str) -> bool {
    line.trim().is_empty() || is_comment(line) || is_prompt(line)
}

/// A node's line.
struct Row<'t> {
    words: Vec<&'t str>,
    /// What stands behind the words, from the `#` on.
    comment: &'t str,
}

impl<'t> Row<'t> {
    fn read(line: &'t str) -> Self {
        let mut end = 0;
        let words = words(line).map(|(at, word)| {
            end = at + word.len();
            word
        });
        let words = words.collect();
        Self {
            words,
            comment: line[end..].trim(),
        }
    }
}

/// Lines are aligned with those that they stand together with, up to a comment or an empty line.
fn of_short(text: &str) -> Vec<String> {
    let text = text.trim_start_matches('\u{feff}');
    let (mut lines, mut rows) = (Vec::new(), Vec::new());
    for line in text.lines() {
        if is_beside(line) {
            lines.extend(aligned(&std::mem::take(&mut rows)));
            lines.push(line.trim().to_owned());
        } else {
            rows.push(Row::read(line));
        }
    }
    lines.extend(aligned(&rows));
    lines
}

fn aligned(rows: &[Row<'_>]) -> Vec<String> {
    let widths = common_columns(rows);
    let written = rows.iter().map(|row| {
        let mut line = String::new();
        for (index, word) in row.words.iter().enumerate() {
            if index > 0 {
                line.push(' ');
            }
            line.push_str(word);
            if let Some(width) = widths.get(index).filter(|_| index + 1 < row.words.len()) {
                pad(&mut line, width.saturating_sub(length(word)));
            }
        }
        line
    });
    let mut lines: Vec<String> = written.collect();
    let commented = lines.iter().zip(rows).filter(|(_, row)| !row.comment.is_empty());
    let column = commented.map(|(line, _)| length(line)).max().unwrap_or_default();
    for (line, row) in lines.iter_mut().zip(rows).filter(|(_, row)| !row.comment.is_empty()) {
        pad(line, column + 1 - length(line));
        line.push_str(row.comment);
    }
    lines
}

/// How wide the columns are that the rows have in common: names, and words as long as all that have one say the same thing.
fn common_columns(rows: &[Row<'_>]) -> Vec<usize> {
    let mut widths = Vec::new();
    loop {
        let column = rows.iter().filter_map(|row| row.words.get(widths.len()));
        let mut subjects = column.clone().map(|word| subject(word));
        let first = subjects.next();
        let is_common = widths.is_empty() || subjects.all(|other| Some(other) == first);
        match column.map(|word| length(word)).max() {
            Some(width) if is_common => widths.push(width),
            _ => return widths,
        }
    }
}

/// What a word is about: the key of a label or resource, a taint, the word itself.
fn subject(word: &str) -> &str {
    if word.starts_with("taint:") {
        return "taint:";
    }
    word.split_once('=').map_or(word, |(key, _)| key)
}

/// `None` where the cells of a row cannot be told apart.
fn of_table(text: &str) -> Option<Vec<String>> {
    let mut columns = Vec::new();
    let mut tables: Vec<Vec<Vec<&str>>> = Vec::new();
    // A line beside the tables, or where a row is: in which table, and where there.
    let mut order: Vec<Result<(usize, usize), &str>> = Vec::new();
    for line in text.lines() {
        let row = line.trim_end().trim_start_matches('\u{feff}');
        if is_beside(row) {
            order.push(Err(row.trim()));
            continue;
        }
        let found = if is_heading(row) {
            columns = headings(row);
            tables.push(Vec::new());
            columns.iter().map(|column| column.heading).collect()
        } else {
            cells(&columns, row)
        };
        let last = tables.len().checked_sub(1)?;
        if found.len() != columns.len() {
            return None;
        }
        order.push(Ok((last, tables[last].len())));
        tables[last].push(found);
    }
    let tables: Vec<Vec<String>> = tables.iter().map(|rows| table(rows)).collect();
    let lines = order.into_iter().map(|line| match line {
        Ok((table, row)) => tables[table][row].clone(),
        Err(line) => line.to_owned(),
    });
    Some(lines.collect())
}

/// Rows of equally many cells as lines.
fn table(rows: &[Vec<&str>]) -> Vec<String> {
    let count = rows.first().map_or(0, Vec::len);
    let width = |index: usize| rows.iter().map(|row| length(row[index])).max().unwrap_or_default();
    let widths: Vec<usize> = (0..count).map(width).collect();
    let line = |row: &Vec<&str>| {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(&widths) {
            line.push_str(cell);
            pad(&mut line, width + TABLE_GAP - length(cell));
        }
        line.trim_end().to_owned()
    };
    rows.iter().map(line).collect()
}

fn length(text: &str) -> usize {
    text.chars().count()
}

fn pad(line: &mut String, blanks: usize) {
    line.extend(std::iter::repeat_n(' ', blanks));
}

#[cfg(test)]
mod tests {
    use super::tidied_nodes;

    fn check(text: &str, expected: &str) {
        assert_eq!(tidied_nodes(text).as_deref(), Some(expected), "{text}");
        assert_eq!(tidied_nodes(expected), None, "it is tidy: {expected}");
    }

    #[test]
    fn words_that_say_the_same_thing_stand_under_each_other() {
        check(
            "  a zone=east   gpu=true\nnode-10\tzone=w gpu=false  cordoned\nb zone=e\n",
            "a       zone=east gpu=true\nnode-10 zone=w    gpu=false cordoned\nb       zone=e\n",
        );
        check(
            "a  zone=east x=1\nnode-10   gpu=true y=2\n",
            "a       zone=east x=1\nnode-10 gpu=true y=2\n",
        );
        check(
            "a taint:k=v:NoSchedule cordoned\nnode-10 taint:long=value:NoExecute cordoned",
            "a       taint:k=v:NoSchedule       cordoned\nnode-10 taint:long=value:NoExecute cordoned\n",
        );
    }

    #[test]
    fn comments_stay_and_part_what_is_aligned() {
        check(
            "#  ours\n   # and theirs\na   zone=b   # first\nnode-10 zone=long #second\n\nc    zone=d\n$ kubectl get nodes\n\n\n",
            "#  ours\n# and theirs\na       zone=b    # first\nnode-10 zone=long #second\n\nc zone=d\n$ kubectl get nodes\n",
        );
    }

    #[test]
    fn what_is_not_understood_is_kept() {
        check("a   nonsense  zone=b=c\n", "a nonsense zone=b=c\n");
    }

    #[test]
    fn a_table_is_aligned_as_kubectl_prints_it() {
        check(
            "# from the cluster\nNAME  STATUS  ROLES   AGE  VERSION  LABELS\nnode-long   Ready,SchedulingDisabled  <none>  1d  v1.36.2  zone=b\nn  Ready   <none>   1d   v1.36.2   zone=c,d=\n",
            "# from the cluster\nNAME        STATUS                     ROLES    AGE   VERSION   LABELS\nnode-long   Ready,SchedulingDisabled   <none>   1d    v1.36.2   zone=b\nn           Ready                      <none>   1d    v1.36.2   zone=c,d=\n",
        );
        check(
            "$ kubectl get nodes\nNAME  STATUS\nlong-name  Ready\nNAME STATUS\na NotReady\n",
            "$ kubectl get nodes\nNAME        STATUS\nlong-name   Ready\nNAME   STATUS\na      NotReady\n",
        );
    }

    #[test]
    fn objects_are_tidied_as_yaml_is() {
        check(
            "kind: Node\napiVersion: v1\nmetadata:\n    name: a # ours\n    labels:\n        zone: b\n",
            "kind: Node\napiVersion: v1\nmetadata:\n  name: a # ours\n  labels:\n    zone: b\n",
        );
    }

    #[test]
    fn what_cannot_be_told_apart_is_left_alone() {
        for text in [
            "",
            "NAME   STATUS   OS-IMAGE\nn    Ready   Debian  12   x\n",
            "kind: Node\nmetadata: [\n",
        ] {
            assert_eq!(tidied_nodes(text), None, "{text:?}");
        }
    }
}
