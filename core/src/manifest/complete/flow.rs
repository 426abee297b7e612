//! Where a place is between brackets: YAML's flow style, and JSON, which is the same with quotes. What is open at the place is
//! found by reading what stands before it, as far as a text that somebody is writing can be read.

use super::lines::opening;
use super::place::{Part, Sibling};

/// What a place is in.
pub(super) enum Found<'t> {
    /// Lines and their indentation.
    Block,
    /// Brackets.
    Flow(Open<'t>),
    /// A comment between brackets, or a place where only punctuation could stand.
    Nothing,
}

/// The brackets that are open at a place.
pub(super) struct Open<'t> {
    /// Where the outermost stands.
    pub(super) start: usize,
    /// It is the whole document.
    pub(super) is_root: bool,
    /// Outermost first.
    pub(super) levels: Vec<Level<'t>>,
    /// The word at the place, without the quote that opens it and with the one that closes it.
    pub(super) word: (usize, usize),
    /// Where the word begins with its quote.
    pub(super) word_start: usize,
    pub(super) quote: Option<char>,
    pub(super) part: Part<'t>,
    /// Keys stand in quotes here.
    pub(super) is_json: bool,
}

/// What one pair of brackets holds.
#[derive(Default)]
pub(super) struct Level<'t> {
    is_list: bool,
    /// The key that it is the value of.
    pub(super) name: Option<&'t str>,
    /// The keys in it, each with where it begins.
    pub(super) entries: Vec<(usize, Sibling<'t>)>,
    /// The last word, of which nobody knows yet whether it is a key.
    word: Option<Token>,
    /// The key whose value comes, or is there.
    key: Option<&'t str>,
    /// Where that value ends.
    value_end: Option<usize>,
}

/// A piece of the text.
#[derive(Clone, Copy)]
struct Token {
    what: What,
    start: usize,
    end: usize,
}

#[derive(Clone, Copy, PartialEq)]
enum What {
    Open {
        is_list: bool,
    },
    Close,
    Comma,
    Colon,
    /// A word, or several, with the quote around them.
    Word(Option<char>),
    Comment,
}

impl<'t> Found<'t> {
    /// What byte `at` is in.
    pub(super) fn at(text: &'t str, at: usize) -> Self {
        let mut start = document_start(text, at);
        // The lines of a block of text are further right than this.
        let mut block_of_text = None;
        while start <= at {
            let end = line_end(text, start);
            let line = &text[start..end];
            let next = end + 1;
            let column = line.len() - line.trim_start_matches(' ').len();
            let is_text = block_of_text.is_some_and(|limit| column > limit) || line.trim().is_empty();
            if is_text || line.trim_start().starts_with('#') {
                start = next;
                continue;
            }
            block_of_text = None;
            let (value, limit) = opening(line);
            match line.as_bytes().get(value) {
                Some(b'|' | b'>') => block_of_text = Some(limit.unwrap_or_default()),
                Some(b'{' | b'[') if start + value < at => {
                    let mut reader = Reader::new(text, at, (start + value, limit));
                    if let Some(found) = reader.read() {
                        return found;
                    }
                    start = line_end(text, reader.position.max(start)) + 1;
                    continue;
                }
                _ => {}
            }
            start = next;
        }
        Self::Block
    }
}

impl<'t> Open<'t> {
    /// The `kind` of the document that begins with these brackets.
    pub(super) fn kind(&self) -> &'t str {
        let outer = self.levels.iter().find(|level| !level.is_list);
        let mut entries = outer.map(|level| level.entries.as_slice()).unwrap_or_default().iter();
        entries
            .find(|(_, entry)| entry.key == "kind")
            .map_or("", |(_, entry)| entry.value)
    }
}

/// Reads from an opening bracket to the one that closes it.
struct Reader<'t> {
    text: &'t str,
    /// The place.
    at: usize,
    start: usize,
    position: usize,
    /// What stands no further right than this ends brackets that nobody has closed.
    limit: Option<usize>,
    levels: Vec<Level<'t>>,
    /// Those that were open at the place and have been closed since, innermost first.
    closed: Vec<Level<'t>>,
    /// How many of `levels` were open at the place.
    depth: usize,
    is_json: Option<bool>,
}

impl<'t> Reader<'t> {
    const fn new(text: &'t str, at: usize, (start, limit): (usize, Option<usize>)) -> Self {
        Self {
            text,
            at,
            start,
            position: start,
            limit,
            levels: Vec::new(),
            closed: Vec::new(),
            depth: 0,
            is_json: None,
        }
    }

    /// What the place is in; `None` if the brackets are over before it.
    fn read(&mut self) -> Option<Found<'t>> {
        let at = self.at;
        let mut place = None;
        while let Some(token) = self.next() {
            if place.is_none() && at <= token.end {
                let is_inside = token.start < at || token.start == at && matches!(token.what, What::Word(_));
                match token.what {
                    What::Word(_) if is_inside => place = Some(self.place(Some(token))),
                    What::Comment if is_inside => return Some(Found::Nothing),
                    // A place right behind punctuation is in front of what comes next.
                    _ if is_inside => {}
                    _ => place = Some(self.place(None)),
                }
            }
            self.take(token);
            if self.levels.is_empty() {
                break;
            }
        }
        if place.is_none() && !self.levels.is_empty() && self.reaches() {
            place = Some(self.place(None));
        }
        let Some(place) = place? else {
            return Some(Found::Nothing);
        };
        self.levels.truncate(self.depth);
        self.levels.extend(self.closed.drain(..).rev());
        Some(Found::Flow(Open {
            levels: std::mem::take(&mut self.levels),
            is_json: self.is_json.unwrap_or(place.is_root),
            ..place
        }))
    }

    /// Whether brackets that nobody has closed go on to the place: they end before the line that is too far left.
    fn reaches(&self) -> bool {
        let rest = &self.text[self.position..];
        let next = self.position + (rest.len() - rest.trim_start().len());
        next == self.text.len() || self.at < self.text[..next].rfind('\n').map_or(0, |line| line + 1)
    }

    /// The place, at this word or at none. `None` where a comma is missing.
    fn place(&mut self, word: Option<Token>) -> Option<Open<'t>> {
        let at = self.at;
        self.depth = self.levels.len();
        let level = self.levels.last()?;
        let start = word.map_or(at, |word| word.start);
        let part = match (level.is_list, level.key, level.value_end) {
            (true, ..) => Part::Item,
            (false, None, _) => Part::Key,
            (false, Some(key), None) => Part::Value(key),
            // On a line of its own it is the next key all the same.
            (false, Some(_), Some(end)) if self.text[end..start].contains('\n') => Part::Key,
            (false, Some(_), Some(_)) => return None,
        };
        let quote = match word.map(|word| word.what) {
            Some(What::Word(quote)) if start < at => quote,
            _ => None,
        };
        Some(Open {
            start: self.start,
            is_root: self.limit.is_none(),
            levels: Vec::new(),
            word: (start + usize::from(quote.is_some()), word.map_or(at, |word| word.end)),
            word_start: start,
            quote,
            part,
            is_json: false,
        })
    }

    fn take(&mut self, token: Token) {
        match token.what {
            What::Open { is_list } => {
                let name = self.levels.last().and_then(|level| level.key);
                self.levels.push(Level {
                    is_list,
                    name,
                    ..Level::default()
                });
            }
            What::Close => {
                let over = self.levels.pop();
                if self.depth > self.levels.len() {
                    self.closed.extend(over);
                    self.depth = self.levels.len();
                }
                if let Some(level) = self.levels.last_mut() {
                    level.value_end = Some(token.end);
                }
            }
            What::Comma => {
                if let Some(level) = self.levels.last_mut() {
                    (level.word, level.key, level.value_end) = (None, None, None);
                }
            }
            What::Colon => self.take_key(),
            What::Word(_) => self.take_word(token),
            What::Comment => {}
        }
    }

    fn take_key(&mut self) {
        let text = self.text;
        let Some(level) = self.levels.last_mut().filter(|level| !level.is_list) else {
            return;
        };
        let Some(word) = level.word.take() else { return };
        let key = word.content(text);
        level.entries.push((word.start, Sibling { key, value: "" }));
        (level.key, level.value_end) = (Some(key), None);
        self.is_json = Some(word.what == What::Word(Some('"')));
    }

    fn take_word(&mut self, token: Token) {
        let value = token.content(self.text);
        let Some(level) = self.levels.last_mut() else { return };
        match (level.key, level.value_end, level.entries.last_mut()) {
            (Some(_), None, Some((_, entry))) => {
                entry.value = value;
                level.value_end = Some(token.end);
            }
            // A comma is missing.
            (Some(_), Some(_), _) => (level.key, level.value_end, level.word) = (None, None, Some(token)),
            _ => level.word = Some(token),
        }
    }

    /// The next piece; `None` at the end of the text, and of brackets that nobody has closed.
    fn next(&mut self) -> Option<Token> {
        let text = self.text;
        let gap = &text[self.position..];
        let start = self.position + (gap.len() - gap.trim_start().len());
        let rest = &text[start..];
        let first = rest.chars().next()?;
        if text[self.position..start].contains('\n') {
            let column = start - text[..start].rfind('\n').map_or(0, |line| line + 1);
            let is_too_left = self.limit.is_some_and(|limit| column <= limit);
            if is_too_left && !matches!(first, '}' | ']' | ',') || rest.starts_with("---") {
                return None;
            }
        }
        let (what, length) = match first {
            '{' | '[' => (What::Open { is_list: first == '[' }, 1),
            '}' | ']' => (What::Close, 1),
            ',' => (What::Comma, 1),
            ':' => (What::Colon, 1),
            '#' => (What::Comment, rest.find('\n').unwrap_or(rest.len())),
            '"' | '\'' => (
                What::Word(Some(first)),
                self.until_place(start, quoted_length(rest, first)),
            ),
            _ => (What::Word(None), plain_length(rest)),
        };
        self.position = start + length;
        Some(Token {
            what,
            start,
            end: self.position,
        })
    }
}

impl Reader<'_> {
    /// How long a word in quotes is: where somebody writes it, the quote that comes next may well be another word's.
    fn until_place(&self, start: usize, length: usize) -> usize {
        let end = start + length;
        if start >= self.at || self.at >= end {
            return length;
        }
        let rest = &self.text[self.at..end];
        let is_over = |letter: char| letter.is_whitespace() || matches!(letter, ',' | ':' | '[' | ']' | '{' | '}');
        rest.find(is_over).map_or(length, |over| self.at + over - start)
    }
}

impl Token {
    /// What a word says.
    fn content(self, text: &str) -> &str {
        let word = &text[self.start..self.end];
        match self.what {
            What::Word(Some(quote)) => word.trim_matches(quote),
            _ => word,
        }
    }
}

/// Where the document that `at` is in begins.
fn document_start(text: &str, at: usize) -> usize {
    let line = text[..at].rfind('\n').map_or(0, |line| line + 1);
    let divider = text[..line].rfind("\n---").map(|divider| divider + 1);
    match divider.or_else(|| text[..line].starts_with("---").then_some(0)) {
        Some(divider) => line_end(text, divider) + 1,
        None => 0,
    }
}

/// Where the line that `at` is on ends, without its line feed.
fn line_end(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    rest.find('\n').map_or(text.len(), |length| at + length)
}

/// A word in quotes ends with its line, if nobody has closed it.
fn quoted_length(rest: &str, quote: char) -> usize {
    let mut is_escaped = false;
    let mut characters = rest.char_indices().skip(1).peekable();
    while let Some((at, character)) = characters.next() {
        match character {
            '\n' => return rest[..at].trim_end().len(),
            _ if is_escaped => is_escaped = false,
            '\\' if quote == '"' => is_escaped = true,
            '\'' if quote == '\'' && characters.peek().is_some_and(|(_, next)| *next == '\'') => is_escaped = true,
            _ if character == quote => return at + 1,
            _ => {}
        }
    }
    rest.trim_end().len()
}

/// A word without quotes ends where something else begins.
fn plain_length(rest: &str) -> usize {
    let end = rest.char_indices().find(|(at, character)| {
        let behind = rest[at + character.len_utf8()..].chars().next();
        match character {
            ',' | '[' | ']' | '{' | '}' | '\n' => true,
            ':' => behind.is_none_or(|next| next.is_whitespace() || matches!(next, ',' | '[' | ']' | '{' | '}')),
            '#' => rest[..*at].ends_with([' ', '\t']),
            _ => false,
        }
    });
    rest[..end.map_or(rest.len(), |(at, _)| at)].trim_end().len()
}
