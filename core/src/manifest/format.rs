//! The same text, tidied: two columns for each level, dashes under their key as kubectl writes them, no blanks at the ends of
//! lines. Comments, quotes, anchors and blocks of text stay as they are; a text of which the meaning would change is left alone.
//! JSON gets a line for each member and item.

mod json;

use super::tree::{Tree, TreeKind};
use super::yaml::{Limits, read_with};
use serde_json::Value;

/// What a level of the text is.
#[derive(Clone, Copy, PartialEq)]
enum Level {
    /// Keys.
    Mapping,
    /// Dashes.
    Sequence,
}

/// A level that is open, by the column that it has and the one that it gets.
#[derive(Clone, Copy)]
struct Open {
    level: Level,
    column: usize,
    becomes: usize,
}

/// The tidied text; `None` if the text cannot be read, or is tidy.
pub fn formatted(text: &str) -> Option<String> {
    let before = meaning(text)?;
    let tidied = json::indented(text).or_else(|| tidied(text, &continuations(text)))?;
    let is_same = meaning(&tidied).as_ref() == Some(&before) && comments(&tidied) == comments(text);
    (is_same && tidied != text).then_some(tidied)
}

/// What all documents of a text say, if it can be read.
fn meaning(text: &str) -> Option<Vec<Value>> {
    let read = read_with(text, Limits::NODES);
    let is_whole = read.documents.iter().all(|document| !document.broken);
    is_whole.then(|| read.documents.iter().map(|document| document.tree.to_json()).collect())
}

/// How many lines are comments alone.
fn comments(text: &str) -> usize {
    text.lines().filter(|line| line.trim_start().starts_with('#')).count()
}

/// For every line, the line on which the value begins that it is the middle of, if it is.
fn continuations(text: &str) -> Vec<Option<usize>> {
    let starts: Vec<usize> = std::iter::once(0)
        .chain(text.match_indices('\n').map(|(at, _)| at + 1))
        .collect();
    let line_of = |byte: usize| starts.partition_point(|start| *start <= byte) - 1;
    let mut lines = vec![None; starts.len()];
    for document in read_with(text, Limits::NODES).documents {
        mark(&document.tree, text, &line_of, &mut lines);
    }
    lines
}

fn mark(tree: &Tree, text: &str, line_of: &impl Fn(usize) -> usize, lines: &mut [Option<usize>]) {
    let is_flow = text
        .get(tree.span.start..)
        .is_some_and(|rest| rest.starts_with(['{', '[', '&', '!', '*']));
    match &tree.kind {
        TreeKind::Sequence(items) if !is_flow => {
            for item in items {
                mark(item, text, line_of, lines);
            }
        }
        TreeKind::Mapping(entries) if !is_flow => {
            for entry in entries {
                mark(&entry.value, text, line_of, lines);
            }
        }
        _ => {
            let (first, last) = (
                line_of(tree.span.start),
                line_of(tree.span.end.max(tree.span.start + 1) - 1),
            );
            for line in lines.iter_mut().take(last + 1).skip(first + 1) {
                line.get_or_insert(first);
            }
        }
    }
}

fn tidied(text: &str, continuations: &[Option<usize>]) -> Option<String> {
    let mut levels: Vec<Open> = Vec::new();
    // By how much each line moved to the right; comments wait for the line that they are about.
    let mut moved: Vec<isize> = Vec::new();
    let mut waiting: Vec<usize> = Vec::new();
    let mut lines: Vec<String> = Vec::new();
    for (number, line) in text.split('\n').enumerate() {
        let content = line.trim_start_matches(' ');
        let column = line.len() - content.len();
        if let Some(first) = continuations.get(number).copied().flatten() {
            let by = *moved.get(first)?;
            moved.push(by);
            lines.push(shifted(line, by)?);
            continue;
        }
        let content = content.trim_end_matches([' ', '\t']);
        if content.trim_end().is_empty() || content.starts_with('#') {
            waiting.push(number);
            moved.push(0);
            lines.push(content.to_owned());
            continue;
        }
        let becomes = if content.starts_with("---") || content.starts_with("...") || content.starts_with('%') {
            levels.clear();
            0
        } else {
            place(&mut levels, column, content)
        };
        for number in waiting.drain(..) {
            let comment = &mut lines[number];
            if comment.starts_with('#') {
                *comment = format!("{}{comment}", " ".repeat(becomes));
            }
        }
        moved.push(isize::try_from(becomes).ok()? - isize::try_from(column).ok()?);
        lines.push(format!("{}{}", " ".repeat(becomes), dashes(content)));
    }
    let mut tidied = lines.join("\n");
    let blank = tidied.trim_end_matches([' ', '\n']).len();
    if continuations.last().copied().flatten().is_none() && blank > 0 {
        tidied.truncate(blank);
        tidied.push('\n');
    }
    Some(tidied)
}

/// The column that a line gets, and the levels that it opens.
fn place(levels: &mut Vec<Open>, column: usize, content: &str) -> usize {
    let begins_item = is_item(content);
    while let Some(last) = levels.last() {
        let is_over = last.column > column || last.column == column && last.level == Level::Sequence && !begins_item;
        if !is_over {
            break;
        }
        levels.pop();
    }
    let level = if begins_item { Level::Sequence } else { Level::Mapping };
    let becomes = match levels.last() {
        Some(last) if last.column == column && last.level == level => last.becomes,
        Some(last) => {
            // Dashes stand under the key that they belong to.
            let inner = if level == Level::Sequence && last.level == Level::Mapping {
                0
            } else {
                2
            };
            let becomes = last.becomes + inner;
            levels.push(Open { level, column, becomes });
            becomes
        }
        None => {
            levels.push(Open {
                level,
                column,
                becomes: 0,
            });
            0
        }
    };
    // What stands behind dashes is a level of its own.
    let (mut rest, mut at, mut new) = (content, column, becomes);
    while is_item(rest) {
        let inner = rest[1..].trim_start_matches(' ');
        at += rest.len() - inner.len();
        new += 2;
        if inner.is_empty() {
            break;
        }
        let level = if is_item(inner) {
            Level::Sequence
        } else {
            Level::Mapping
        };
        levels.push(Open {
            level,
            column: at,
            becomes: new,
        });
        rest = inner;
    }
    becomes
}

fn is_item(content: &str) -> bool {
    content
        .strip_prefix('-')
        .is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\r']))
}

/// One blank behind every dash.
fn dashes(content: &str) -> String {
    let mut rest = content;
    let mut tidied = String::new();
    while is_item(rest) {
        let inner = rest[1..].trim_start_matches(' ');
        tidied.push('-');
        if !inner.trim_end().is_empty() {
            tidied.push(' ');
        }
        rest = inner;
    }
    tidied + rest
}

/// A line moved to the right or left; `None` if there is no room.
fn shifted(line: &str, by: isize) -> Option<String> {
    if line.trim().is_empty() {
        return Some(line.to_owned());
    }
    let room = line.len() - line.trim_start_matches(' ').len();
    match usize::try_from(by) {
        Ok(more) => Some(format!("{}{line}", " ".repeat(more))),
        Err(_) => line.get(by.unsigned_abs().min(room)..).map(str::to_owned),
    }
}

#[cfg(test)]
mod tests {
    use super::formatted;

    #[test]
    fn levels_become_two_columns_and_comments_stay() {
        let text = "# the agent\nspec:\n    selector:   \n        matchLabels:\n            app: a # here\n    template:\n        spec:\n            # what runs\n            containers:\n                -   name: a\n                    args:\n                        - --x\n\n                    # the image\n                    image: a\n                -   name: b\n";
        let expected = "# the agent\nspec:\n  selector:\n    matchLabels:\n      app: a # here\n  template:\n    spec:\n      # what runs\n      containers:\n      - name: a\n        args:\n        - --x\n\n        # the image\n        image: a\n      - name: b\n";
        assert_eq!(formatted(text).as_deref(), Some(expected));
        assert_eq!(formatted(expected), None, "it is tidy");
    }

    #[test]
    fn blocks_of_text_and_flow_move_as_they_are() {
        let text = "a:\n    b: |\n        one\n          two  \n\n        three\n    c: {x: 1,\n        y: 2}\n    d: \"one\n      two\"\n    e: [1, 2]\n";
        let expected = "a:\n  b: |\n      one\n        two  \n\n      three\n  c: {x: 1,\n      y: 2}\n  d: \"one\n    two\"\n  e: [1, 2]\n";
        assert_eq!(formatted(text).as_deref(), Some(expected));
    }

    #[test]
    fn json_gets_a_line_for_each_member_and_item() {
        let text = r#" {"a":{}, "b" : [ ], "c": [1.50,true,
                {"d":"{ \"x\\", "é": null}]} "#;
        let expected = r#"{
  "a": {},
  "b": [],
  "c": [
    1.50,
    true,
    {
      "d": "{ \"x\\",
      "é": null
    }
  ]
}
"#;
        assert_eq!(formatted(text).as_deref(), Some(expected));
        assert_eq!(formatted(expected), None, "it is tidy");
        assert_eq!(formatted("{a: 1,\n b: 2}\n"), None, "this is no JSON");
    }

    #[test]
    fn several_documents_and_nested_lists() {
        let text = "a: 1  \n---\n- -  x\n  -  y\n-   k: v\n    l:\n      - z\n";
        let expected = "a: 1\n---\n- - x\n  - y\n- k: v\n  l:\n  - z\n";
        assert_eq!(formatted(text).as_deref(), Some(expected));
    }

    #[test]
    fn what_cannot_be_read_is_left_alone() {
        for text in ["a: [", "a:\n\tb: 1\n", ""] {
            assert_eq!(formatted(text), None, "{text:?}");
        }
    }
}
