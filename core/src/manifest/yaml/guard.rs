//! What must not reach `libyaml-safer` as it is, because it panics where libyaml reads on. Each is changed in a way that
//! keeps every byte's place, and changed back in the scalars.

use std::borrow::Cow;

/// What ends a line for libyaml.
pub(super) const BREAKS: [char; 5] = ['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}'];

/// A text that is safe to parse.
pub(super) struct Guarded<'t> {
    pub(super) content: Cow<'t, str>,
    /// Stands for a comma.
    comma: Option<char>,
}

impl<'t> Guarded<'t> {
    /// Adds a final line break if there is none: without it a block scalar that ends where the text does panics, and so
    /// does a backslash in quotes. Hides commas behind tags, see [`commas_of_tags`].
    pub(super) fn new(text: &'t str) -> Self {
        let (mut content, comma) = match commas_of_tags(text) {
            commas if commas.is_empty() => (Cow::Borrowed(text), None),
            commas => hide(text, &commas),
        };
        if !text.is_empty() && !text.ends_with(BREAKS) {
            content.to_mut().push('\n');
        }
        Self { content, comma }
    }

    /// A scalar of the text as it was.
    pub(super) fn restored(&self, value: String) -> String {
        match self.comma {
            Some(comma) if value.contains(comma) => value.replace(comma, ","),
            _ => value,
        }
    }
}

/// What may stand in a tag.
const fn is_tag_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || matches!(
            byte,
            b'_' | b'-'
                | b';'
                | b'/'
                | b'?'
                | b':'
                | b'@'
                | b'&'
                | b'='
                | b'+'
                | b'$'
                | b'.'
                | b'%'
                | b'!'
                | b'~'
                | b'*'
                | b'\''
                | b'('
                | b')'
        )
}

/// The commas that directly follow what may be a tag (`[!a, b]`). For Kubernetes' reader they belong to the tag;
/// `libyaml-safer` panics.
fn commas_of_tags(text: &str) -> Vec<usize> {
    let bytes = text.as_bytes();
    let mut commas = Vec::new();
    let mut at = 0;
    while let Some(found) = bytes[at..].iter().position(|byte| *byte == b'!') {
        let tag = at + found;
        at = tag + 1;
        if !may_be_token(&bytes[..tag]) {
            continue;
        }
        if bytes.get(at) == Some(&b'<') {
            let verbatim = |byte: &u8| is_tag_byte(*byte) || matches!(byte, b'<' | b',' | b'[' | b']');
            at += bytes[at..].iter().take_while(|byte| verbatim(byte)).count();
            at += usize::from(bytes.get(at) == Some(&b'>'));
        }
        while let Some(byte) = bytes.get(at).filter(|byte| is_tag_byte(**byte) || **byte == b',') {
            if *byte == b',' {
                commas.push(at);
            }
            at += 1;
        }
    }
    commas
}

/// Whether a token may begin behind these bytes; in the middle of words none does.
fn may_be_token(before: &[u8]) -> bool {
    let is_space = |byte: &u8| matches!(byte, b' ' | b'\t');
    let ends_token =
        |byte: &u8| !(byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'/' | b'$' | b'(' | b')' | b'!'));
    let word_end = before.len() - before.iter().rev().take_while(|byte| is_space(byte)).count();
    let Some(last) = before[..word_end].last() else {
        return true;
    };
    if ends_token(last) {
        return true;
    }
    // Behind an anchor, an alias or another tag.
    let word = before[..word_end]
        .iter()
        .rev()
        .take_while(|byte| !byte.is_ascii_whitespace());
    word_end < before.len() && word.into_iter().any(|byte| matches!(byte, b'&' | b'*' | b'!'))
}

/// The text with another character for some commas: one that may stand in a tag and that the text has nowhere else.
fn hide<'t>(text: &'t str, commas: &[usize]) -> (Cow<'t, str>, Option<char>) {
    let stand_in = "~;$@?=*&+%()_"
        .bytes()
        .chain(b'A'..=b'Z')
        .chain(b'a'..=b'z')
        .chain(b'0'..=b'9');
    // Where there is no such character left, the commas become spaces: the scalars around differ, but nothing panics.
    let stand_in = stand_in
        .into_iter()
        .find(|byte| !text.as_bytes().contains(byte))
        .unwrap_or(b' ');
    let mut content = String::with_capacity(text.len() + 1);
    let mut from = 0;
    for comma in commas {
        content.push_str(&text[from..*comma]);
        content.push(char::from(stand_in));
        from = comma + 1;
    }
    content.push_str(&text[from..]);
    (
        content.into(),
        Some(char::from(stand_in)).filter(|stand_in| *stand_in != ' '),
    )
}
