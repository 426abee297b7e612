//! What differs between two versions of a text, as edits that leave everything else alone: by lines, then by
//! characters within them.

use crate::diagnostic::{LineChange, Span, TextEdit};

/// Beyond so many pairs of lines to compare, what differs is one change.
const MAX_PAIRS: usize = 1 << 20;

/// Lines that differ: their places in the one text and in the other.
struct Hunk {
    before: std::ops::Range<usize>,
    after: std::ops::Range<usize>,
}

/// The edits that make `after` of `before`, in order.
pub(crate) fn edits(before: &str, after: &str) -> Vec<TextEdit> {
    let (old, new) = (lines(before), lines(after));
    let (mut start, mut line) = (0, 0);
    let mut edits = Vec::new();
    for hunk in hunks(&old, &new) {
        start += length(&old[line..hunk.before.start]);
        line = hunk.before.start;
        let (removed, added) = (old[hunk.before].concat(), new[hunk.after].concat());
        edits.push(trimmed(start, &removed, &added));
    }
    edits
}

/// What differs between two texts as whole lines, without their ends.
pub fn changed_lines(before: &str, after: &str) -> Vec<LineChange> {
    let (old, new) = (lines(before), lines(after));
    let shown = |lines: &[&str]| {
        lines
            .iter()
            .map(|line| line.trim_end_matches(['\r', '\n']).to_owned())
            .collect()
    };
    let change = |hunk: Hunk| LineChange {
        line: hunk.before.start + 1,
        before: shown(&old[hunk.before]),
        after: shown(&new[hunk.after]),
    };
    hunks(&old, &new).into_iter().map(change).collect()
}

fn lines(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').collect()
}

fn length(lines: &[&str]) -> usize {
    lines.iter().map(|line| line.len()).sum()
}

/// One edit at byte `start`, without what both sides begin and end with.
fn trimmed(start: usize, removed: &str, added: &str) -> TextEdit {
    let same_start: usize = removed
        .chars()
        .zip(added.chars())
        .take_while(|(old, new)| old == new)
        .map(|(old, _)| old.len_utf8())
        .sum();
    let (old, new) = (&removed[same_start..], &added[same_start..]);
    let same_end: usize = old
        .chars()
        .rev()
        .zip(new.chars().rev())
        .take_while(|(old, new)| old == new)
        .map(|(old, _)| old.len_utf8())
        .sum();
    let start = start + same_start;
    TextEdit {
        span: Span::new(start, start + old.len() - same_end),
        replacement: new[..new.len() - same_end].to_owned(),
    }
}

/// The longest common subsequence of lines decides what stays.
fn hunks(old: &[&str], new: &[&str]) -> Vec<Hunk> {
    let head = old.iter().zip(new).take_while(|(old, new)| old == new).count();
    let tail = old[head..].iter().rev().zip(new[head..].iter().rev());
    let tail = tail.take_while(|(old, new)| old == new).count();
    let (old_end, new_end) = (old.len() - tail, new.len() - tail);
    let (left, right) = (&old[head..old_end], &new[head..new_end]);
    if left.is_empty() && right.is_empty() {
        return Vec::new();
    }
    if left.is_empty() || right.is_empty() || left.len() * right.len() > MAX_PAIRS {
        let whole = Hunk {
            before: head..old_end,
            after: head..new_end,
        };
        return vec![whole];
    }
    let common = common_lengths(left, right);
    let mut hunks: Vec<Hunk> = Vec::new();
    let (mut row, mut column) = (0, 0);
    while row < left.len() || column < right.len() {
        if row < left.len() && column < right.len() && left[row] == right[column] {
            (row, column) = (row + 1, column + 1);
            continue;
        }
        let (from_row, from_column) = (row, column);
        while row < left.len() || column < right.len() {
            if row < left.len() && column < right.len() && left[row] == right[column] {
                break;
            }
            let is_removed =
                row < left.len() && (column == right.len() || common[row + 1][column] >= common[row][column + 1]);
            if is_removed {
                row += 1;
            } else {
                column += 1;
            }
        }
        hunks.push(Hunk {
            before: head + from_row..head + row,
            after: head + from_column..head + column,
        });
    }
    hunks
}

/// How many lines the rests from each pair of lines on have in common.
fn common_lengths(left: &[&str], right: &[&str]) -> Vec<Vec<u32>> {
    let mut table = vec![vec![0; right.len() + 1]; left.len() + 1];
    for row in (0..left.len()).rev() {
        for column in (0..right.len()).rev() {
            table[row][column] = if left[row] == right[column] {
                table[row + 1][column + 1] + 1
            } else {
                table[row + 1][column].max(table[row][column + 1])
            };
        }
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Fix;

    /// Only what differs is edited, and the edits give the other text.
    #[test]
    fn edits_are_as_small_as_they_can_be() {
        for (before, after, expected) in [
            ("a\nb\nc\n", "a\nx\nc\n", &[("b", "x")][..]),
            ("a\nb\nc\nd\n", "a\nc\nd\ne\n", &[("b\n", ""), ("", "e\n")]),
            ("k: 1 # why\n", "k: \"1\" # why\n", &[("1", "\"1\"")]),
            ("same\n", "same\n", &[]),
            ("", "new", &[("", "new")]),
            ("é\n", "è\n", &[("é", "è")]),
        ] {
            let edits = edits(before, after);
            let shown: Vec<_> = edits
                .iter()
                .map(|edit| (&before[edit.span.start..edit.span.end], edit.replacement.as_str()))
                .collect();
            assert_eq!(shown, expected, "{before:?}");
            let fix = Fix {
                title: crate::diagnostic::FixTitle::RemoveValue,
                edits,
            };
            assert_eq!(fix.apply(before), after);
        }
    }

    #[test]
    fn a_preview_shows_whole_lines() {
        let changes = changed_lines("a: 1\r\nb: 2\r\nc: 3\r\n", "a: 1\r\nb: 4\r\nc: 3\r\nd: 5\r\n");
        let shown: Vec<_> = changes
            .iter()
            .map(|change| (change.line, &change.before[..], &change.after[..]))
            .collect();
        let words = |word: &str| vec![word.to_owned()];
        let (two, four, five) = (words("b: 2"), words("b: 4"), words("d: 5"));
        assert_eq!(shown, [(2, &two[..], &four[..]), (4, &[][..], &five[..])]);
    }
}
