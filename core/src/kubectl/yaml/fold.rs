//! Lines folded as libyaml folds them: at the first single space after the 80th column, in plain and single-quoted
//! texts (`yaml_emitter_write_plain_scalar`, `yaml_emitter_write_single_quoted`).

const WIDTH: usize = 80;

/// Folds the long lines of a text that was written without folding. Blocks (`|`) stay as they are.
pub(super) fn fold_lines(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    // How far the block being copied is indented at least, while in one.
    let mut block: Option<usize> = None;
    for line in text.lines() {
        let indent = line.len() - line.trim_start_matches(' ').len();
        if block.is_some_and(|least| indent >= least || line.trim_start_matches(' ').is_empty()) {
            folded.push_str(line);
        } else {
            let (start, inner) = value_of(line, indent);
            block = is_block_header(&line[start..]).then_some(inner);
            if block.is_some() {
                folded.push_str(line);
            } else {
                fold_value(&mut folded, line, start, inner);
            }
        }
        folded.push('\n');
    }
    folded
}

/// Where the value of a line begins, and how far its further lines are indented.
fn value_of(line: &str, indent: usize) -> (usize, usize) {
    let mut start = indent;
    // Items of lists, and keys too long for one line with their values.
    while ["- ", "? ", ": "].iter().any(|mark| line[start..].starts_with(mark)) {
        start += 2;
    }
    match key_length(&line[start..]) {
        Some(length) => (start + length, start + 2),
        None => (start, start.max(indent + 2)),
    }
}

/// The length of `key: `, quoted or not, if a line begins with a key; of `key:` if that is all of it.
fn key_length(line: &str) -> Option<usize> {
    let end = match line.as_bytes().first()? {
        quote @ (b'"' | b'\'') => {
            let quote = char::from(*quote);
            let mut from = 1;
            loop {
                let at = from + line[from..].find([quote, '\\'])?;
                let rest = &line[at..];
                if rest.starts_with('\\') && quote == '"' {
                    from = at + 1 + rest[1..].chars().next().map_or(0, char::len_utf8);
                } else if rest.starts_with('\\') {
                    from = at + 1;
                } else if rest[1..].starts_with(quote) && quote == '\'' {
                    from = at + 2;
                } else {
                    break at + 1;
                }
            }
        }
        _ => line
            .find(": ")
            .or_else(|| line.ends_with(':').then(|| line.len() - 1))?,
    };
    let rest = &line[end..];
    (rest == ":" || rest.starts_with(": ")).then(|| end + rest.len().min(2))
}

/// `|`, `|-`, `|2+`
fn is_block_header(value: &str) -> bool {
    value.strip_prefix('|').is_some_and(|rest| {
        rest.chars()
            .all(|character| character.is_ascii_digit() || matches!(character, '+' | '-'))
    })
}

fn fold_value(folded: &mut String, line: &str, start: usize, inner: usize) {
    folded.push_str(&line[..start]);
    let value = &line[start..];
    let mut column = line[..start].chars().count();
    let breakable = !value.starts_with(['"', '{', '[', '&', '!', '?']);
    let characters: Vec<char> = value.chars().collect();
    // Within quotes the first and the last place do not count.
    let quotes = usize::from(value.starts_with('\''));
    for (index, character) in characters.iter().enumerate() {
        let alone = index > quotes
            && index + 1 + quotes < characters.len()
            && characters[index - 1] != ' '
            && characters[index + 1] != ' ';
        if *character == ' ' && breakable && alone && column > WIDTH {
            folded.push('\n');
            folded.extend(std::iter::repeat_n(' ', inner));
            column = inner;
        } else {
            folded.push(*character);
            column += 1;
        }
    }
}
