//! Reading a template: text, and in braces fields, indexes, filters, quoted text, `range` and `end`.
//!
//! Models `client-go/util/jsonpath/parser.go`, with its error texts.

/// A step on the way to a value.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Node {
    /// Text to print as it is.
    Text(String),
    /// Several steps, one after the other: what stands in one pair of braces.
    List(Vec<Node>),
    /// `.name`
    Field(String),
    /// `.*`
    Wildcard,
    /// `[1]`, `[*]`, `[0:4:2]`
    Array(Slice),
    /// `[0,2]`, `['a','b']`
    Union(Vec<Vec<Node>>),
    /// `[?(@.a=="b")]`
    Filter {
        left: Vec<Node>,
        operator: String,
        right: Vec<Node>,
    },
    /// `..`
    Recursive,
    /// A whole number.
    Integer(i64),
    /// Another number.
    Float(f64),
    /// `true` or `false`.
    Bool(bool),
    /// `range`, `end`, or what should not be there.
    Identifier(String),
}

/// From, to and step of `[from:to:step]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Slice {
    pub(super) from: Option<i64>,
    pub(super) to: Option<i64>,
    pub(super) step: Option<i64>,
    /// There was only one number, and the end follows from it.
    pub(super) single: bool,
}

/// Reads a whole template.
pub(super) fn parse(template: &str) -> Result<Vec<Node>, String> {
    let mut parser = Parser { left: template };
    let mut nodes = Vec::new();
    while !parser.left.is_empty() {
        let end = parser.left.find('{').unwrap_or(parser.left.len());
        if end > 0 {
            nodes.push(Node::Text(parser.take(end).to_owned()));
        } else {
            parser.take(1);
            nodes.push(Node::List(parser.action()?));
        }
    }
    Ok(nodes)
}

/// Reads what could stand between braces.
fn parse_action(text: &str) -> Result<Vec<Node>, String> {
    let whole = format!("{{{text}}}");
    Parser { left: &whole[1..] }.action()
}

struct Parser<'a> {
    left: &'a str,
}

fn is_terminator(c: char) -> bool {
    matches!(
        c,
        ' ' | '\t' | '\r' | '\n' | '.' | ',' | '[' | ']' | '$' | '@' | '{' | '}'
    )
}

fn is_alphanumeric(c: char) -> bool {
    c == '_' || c.is_alphanumeric()
}

impl<'a> Parser<'a> {
    fn take(&mut self, length: usize) -> &'a str {
        let (taken, left) = self.left.split_at(length);
        self.left = left;
        taken
    }

    /// What comes before the first character that `ends`.
    fn take_until(&mut self, ends: impl Fn(char) -> bool) -> &'a str {
        let end = self.left.find(ends).unwrap_or(self.left.len());
        self.take(end)
    }

    /// The steps up to the closing brace.
    fn action(&mut self) -> Result<Vec<Node>, String> {
        let mut nodes = Vec::new();
        loop {
            if self.left.starts_with("[?(") {
                nodes.push(self.filter()?);
                continue;
            }
            if self.left.starts_with("..") {
                self.recursive(&mut nodes)?;
                continue;
            }
            let Some(first) = self.left.chars().next().filter(|c| !matches!(c, '\r' | '\n')) else {
                return Err("unclosed action".to_owned());
            };
            match first {
                '}' => {
                    self.take(1);
                    return Ok(nodes);
                }
                ' ' | '@' | '$' => {
                    self.take(1);
                }
                '[' => self.array(&mut nodes)?,
                '"' | '\'' => nodes.push(self.quote(first)?),
                '.' => {
                    self.take(1);
                    nodes.push(self.field());
                }
                '+' | '-' => nodes.push(self.number()?),
                c if c.is_ascii_digit() => nodes.push(self.number()?),
                c if is_alphanumeric(c) => nodes.push(self.identifier()),
                c => {
                    return Err(format!(
                        "unrecognized character in action: U+{:04X} '{c}'",
                        u32::from(c)
                    ));
                }
            }
        }
    }

    fn recursive(&mut self, nodes: &mut Vec<Node>) -> Result<(), String> {
        if nodes.last() == Some(&Node::Recursive) {
            return Err("invalid multiple recursive descent".to_owned());
        }
        self.take(2);
        nodes.push(Node::Recursive);
        if self.left.starts_with(is_alphanumeric) {
            nodes.push(self.field());
        }
        Ok(())
    }

    /// A name, in which a backslash lets a dot be a part of it.
    fn field(&mut self) -> Node {
        let (mut end, mut escaped) = (self.left.len(), false);
        for (index, c) in self.left.char_indices() {
            if !escaped && is_terminator(c) {
                end = index;
                break;
            }
            escaped = !escaped && c == '\\';
        }
        match self.take(end) {
            "*" => Node::Wildcard,
            name => Node::Field(name.replace('\\', "")),
        }
    }

    fn identifier(&mut self) -> Node {
        match self.take_until(is_terminator) {
            "true" => Node::Bool(true),
            "false" => Node::Bool(false),
            word => Node::Identifier(word.to_owned()),
        }
    }

    fn number(&mut self) -> Result<Node, String> {
        let sign = usize::from(self.left.starts_with(['+', '-']));
        let digits = self.left[sign..].find(|c: char| c != '.' && !c.is_ascii_digit());
        let text = self.take(digits.map_or(self.left.len(), |end| sign + end));
        let number = text
            .parse()
            .map(Node::Integer)
            .or_else(|_| text.parse().map(Node::Float));
        number.map_err(|_| format!("cannot parse number {text}"))
    }

    fn quote(&mut self, mark: char) -> Result<Node, String> {
        let (mut text, mut escaped) = (String::new(), false);
        for (index, c) in self.left.char_indices().skip(1) {
            if escaped {
                text.push(match c {
                    'n' => '\n',
                    't' => '\t',
                    'r' => '\r',
                    other => other,
                });
                escaped = false;
            } else if c == '\\' {
                escaped = true;
            } else if c == mark {
                self.take(index + 1);
                return Ok(Node::Text(text));
            } else if c == '\n' {
                break;
            } else {
                text.push(c);
            }
        }
        Err("unterminated quoted string".to_owned())
    }

    fn array(&mut self, nodes: &mut Vec<Node>) -> Result<(), String> {
        let end = self.left.find([']', '\n']);
        let end = end.filter(|end| self.left[*end..].starts_with(']'));
        let end = end.ok_or("unterminated array")?;
        let text = &self.take(end + 1)[1..end];
        if text.contains(',') {
            let parts = text
                .split(',')
                .map(|part| parse_action(&format!("[{}]", part.trim_matches(' '))));
            nodes.push(Node::Union(parts.collect::<Result<_, _>>()?));
            return Ok(());
        }
        let key = text.strip_prefix('\'').and_then(|text| text.strip_suffix('\''));
        match key.filter(|key| !key.contains('\'')) {
            Some(key) => nodes.extend(parse_action(&format!(".{key}"))?),
            None => nodes.push(Node::Array(slice(if text == "*" { ":" } else { text })?)),
        }
        Ok(())
    }

    fn filter(&mut self) -> Result<Node, String> {
        let start = "[?(".len();
        let (mut quote, mut quoted, mut previous) = (None, false, ' ');
        let mut end = None;
        for (index, c) in self.left.char_indices().skip(start) {
            match (c, quote) {
                ('\n', _) => break,
                ('"' | '\'', None) => quote = Some(c),
                ('"' | '\'', Some(mark)) if c == mark && previous != '\\' => quoted = true,
                (')', mark) if mark.is_some() == quoted => {
                    end = Some(index);
                    break;
                }
                _ => {}
            }
            previous = c;
        }
        let end = end.ok_or("unterminated filter")?;
        if !self.left[end + 1..].starts_with(']') {
            return Err("unclosed array expect ]".to_owned());
        }
        let text = &self.take(end + 2)[start..end];
        let is_operator = |c: char| matches!(c, '!' | '<' | '>' | '=');
        let Some(at) = text.find(is_operator).filter(|at| *at > 0) else {
            return Ok(Node::Filter {
                left: parse_action(text)?,
                operator: "exists".to_owned(),
                right: Vec::new(),
            });
        };
        let length = text[at..].find(|c| !is_operator(c)).unwrap_or(text.len() - at);
        Ok(Node::Filter {
            left: parse_action(&text[..at])?,
            operator: text[at..at + length].to_owned(),
            right: parse_action(&text[at + length..])?,
        })
    }
}

/// `1`, `1:`, `:3`, `0:4:2`, `-1`
fn slice(text: &str) -> Result<Slice, String> {
    let parts: Vec<&str> = text.split(':').collect();
    let is_number = |part: &str| {
        let digits = part.strip_prefix('-').unwrap_or(part);
        digits.bytes().all(|byte| byte.is_ascii_digit())
    };
    if parts.len() > 3 || !parts.iter().all(|part| is_number(part)) {
        return Err(format!("invalid array index {text}"));
    }
    let number = |index: usize| -> Result<Option<i64>, String> {
        let Some(part) = parts.get(index).filter(|part| !part.is_empty()) else {
            return Ok(None);
        };
        let number = part.parse();
        number
            .map(Some)
            .map_err(|_| format!("array index {part} is not a number"))
    };
    let (from, to) = (number(0)?, number(1)?);
    let single = parts.len() == 1;
    Ok(Slice {
        from,
        to: if single { Some(from.unwrap_or_default() + 1) } else { to },
        step: number(2)?,
        single,
    })
}
