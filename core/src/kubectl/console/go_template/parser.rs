//! Reading a template: Go's `text/template/parse`.

use serde_json::Value;

/// A part of a template.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Node {
    /// Text outside of braces.
    Text(String),
    /// `{{pipeline}}`
    Print(Pipeline),
    /// `{{if}}`, `{{with}}` or `{{range}}`.
    Block {
        kind: BlockKind,
        pipeline: Pipeline,
        body: Vec<Node>,
        otherwise: Vec<Node>,
    },
}

/// What a block does with its pipeline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BlockKind {
    If,
    With,
    Range,
}

/// `$x := a | b`
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Pipeline {
    /// Variables that get the value; for a range the key and the value.
    pub(super) variables: Vec<String>,
    /// `:=` and not `=`.
    pub(super) declares: bool,
    pub(super) commands: Vec<Vec<Operand>>,
}

/// A word of a command.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Operand {
    /// `.a.b`; `.` has no fields.
    Field(Vec<String>),
    /// `$x.a`; `$` has no name.
    Variable(String, Vec<String>),
    /// `"text"`, `1`, `true`, `nil`
    Literal(Value),
    /// `len`
    Function(String),
    /// `(pipeline).a`
    Nested(Pipeline, Vec<String>),
}

/// Reads a template.
pub(super) fn parse(text: &str) -> Result<Vec<Node>, String> {
    let pieces = pieces(text)?;
    let mut parser = Parser {
        pieces: pieces.into_iter(),
    };
    match parser.list()? {
        (nodes, End::Template) => Ok(nodes),
        (_, End::Block) => Err("unexpected {{end}}".to_owned()),
        (_, End::Else(_)) => Err("unexpected {{else}}".to_owned()),
    }
}

/// Text, or what stands in a pair of braces.
enum Piece {
    Text(String),
    Action(Vec<Token>),
}

fn pieces(text: &str) -> Result<Vec<Piece>, String> {
    let mut pieces = Vec::new();
    let (mut left, mut trims) = (text, false);
    loop {
        let start = left.find("{{");
        let mut plain = &left[..start.unwrap_or(left.len())];
        if trims {
            plain = plain.trim_start();
        }
        let Some(start) = start else {
            pieces.push(Piece::Text(plain.to_owned()));
            return Ok(pieces);
        };
        left = &left[start + 2..];
        if let Some(rest) = left
            .strip_prefix('-')
            .filter(|rest| rest.starts_with(char::is_whitespace))
        {
            plain = plain.trim_end();
            left = rest;
        }
        pieces.push(Piece::Text(plain.to_owned()));
        if let Some(comment) = left.trim_start().strip_prefix("/*") {
            let (_, rest) = comment.split_once("*/").ok_or("unclosed comment")?;
            let rest = rest.trim_start();
            trims = rest.starts_with("-}}");
            left = rest
                .trim_start_matches('-')
                .strip_prefix("}}")
                .ok_or("comment ends before closing delimiter")?;
            continue;
        }
        let (tokens, rest, trims_next) = tokens(left)?;
        pieces.push(Piece::Action(tokens));
        (left, trims) = (rest, trims_next);
    }
}

#[derive(Debug, Clone, PartialEq)]
enum Token {
    /// A word, a number, a path of fields, a variable.
    Word(String),
    Text(String),
    /// `|`, `(`, `)`, `:=`, `=`, `,`
    Symbol(&'static str),
    /// `.a` right behind a parenthesis.
    Tail(String),
}

/// The tokens up to the closing braces, what comes behind these, and whether its blanks are to be dropped.
fn tokens(text: &str) -> Result<(Vec<Token>, &str, bool), String> {
    let mut tokens = Vec::new();
    let mut left = text;
    loop {
        let trimmed = left.trim_start();
        if let Some(rest) = trimmed.strip_prefix("-}}").filter(|_| trimmed.len() < left.len()) {
            return Ok((tokens, rest, true));
        }
        let spaced = trimmed.len() < left.len();
        left = trimmed;
        if let Some(rest) = left.strip_prefix("}}") {
            return Ok((tokens, rest, false));
        }
        let symbols = ["|", "(", ")", ":=", "=", ","];
        if let Some(symbol) = symbols.into_iter().find(|symbol| left.starts_with(symbol)) {
            tokens.push(Token::Symbol(symbol));
            left = &left[symbol.len()..];
            continue;
        }
        let first = left.chars().next().ok_or("unclosed action")?;
        match first {
            '"' => {
                let (text, rest) = quoted(&left[1..])?;
                tokens.push(Token::Text(text));
                left = rest;
            }
            '`' => {
                let (text, rest) = left[1..].split_once('`').ok_or("unterminated raw quoted string")?;
                tokens.push(Token::Text(text.to_owned()));
                left = rest;
            }
            _ => {
                let ends =
                    |c: char| c.is_whitespace() || matches!(c, '|' | '(' | ')' | '"' | '`' | '}' | ',' | '=' | ':');
                let end = left.find(ends).unwrap_or(left.len());
                if end == 0 {
                    return Err(format!("unexpected {first:?} in operand"));
                }
                let word = left[..end].to_owned();
                let is_tail = !spaced && word.starts_with('.') && tokens.last() == Some(&Token::Symbol(")"));
                tokens.push(if is_tail { Token::Tail(word) } else { Token::Word(word) });
                left = &left[end..];
            }
        }
    }
}

/// The text up to the closing quote, and what comes behind it.
fn quoted(text: &str) -> Result<(String, &str), String> {
    let mut value = String::new();
    let mut characters = text.char_indices();
    while let Some((index, c)) = characters.next() {
        match c {
            '"' => return Ok((value, &text[index + 1..])),
            '\\' => match characters.next() {
                Some((_, 'n')) => value.push('\n'),
                Some((_, 't')) => value.push('\t'),
                Some((_, 'r')) => value.push('\r'),
                Some((_, other)) => value.push(other),
                None => break,
            },
            '\n' => break,
            other => value.push(other),
        }
    }
    Err("unterminated quoted string".to_owned())
}

struct Parser {
    pieces: std::vec::IntoIter<Piece>,
}

/// Why a list of parts ends.
enum End {
    /// The template ends.
    Template,
    /// `{{end}}`
    Block,
    /// `{{else}}` and what stands behind it.
    Else(Vec<Token>),
}

impl Parser {
    fn list(&mut self) -> Result<(Vec<Node>, End), String> {
        let mut nodes = Vec::new();
        while let Some(piece) = self.pieces.next() {
            let tokens = match piece {
                Piece::Text(text) => {
                    nodes.push(Node::Text(text));
                    continue;
                }
                Piece::Action(tokens) => tokens,
            };
            let word = match tokens.first() {
                Some(Token::Word(word)) => word.as_str(),
                Some(_) => "",
                None => return Err("missing value for command".to_owned()),
            };
            match word {
                "end" => return Ok((nodes, End::Block)),
                "else" => return Ok((nodes, End::Else(tokens[1..].to_vec()))),
                "if" => nodes.push(self.block(BlockKind::If, &tokens[1..])?),
                "with" => nodes.push(self.block(BlockKind::With, &tokens[1..])?),
                "range" => nodes.push(self.block(BlockKind::Range, &tokens[1..])?),
                "define" | "template" | "block" | "break" | "continue" => {
                    return Err(format!("everynode does not know {{{{{word}}}}}"));
                }
                _ => nodes.push(Node::Print(pipeline(&tokens)?)),
            }
        }
        Ok((nodes, End::Template))
    }

    /// A block up to its `{{end}}`; one behind `else` ends together with the one before.
    fn block(&mut self, kind: BlockKind, tokens: &[Token]) -> Result<Node, String> {
        let pipeline = pipeline(tokens)?;
        let (body, end) = self.list()?;
        let otherwise = match end {
            End::Template => return Err("unexpected EOF".to_owned()),
            End::Block => Vec::new(),
            End::Else(tokens) => match tokens.split_first() {
                None => match self.list()? {
                    (nodes, End::Block) => nodes,
                    (_, End::Template) => return Err("unexpected EOF".to_owned()),
                    (_, End::Else(_)) => return Err("unexpected {{else}}".to_owned()),
                },
                Some((Token::Word(word), rest)) if word == "if" => vec![self.block(BlockKind::If, rest)?],
                Some((Token::Word(word), rest)) if word == "with" => vec![self.block(BlockKind::With, rest)?],
                Some(_) => return Err("unexpected operand in else".to_owned()),
            },
        };
        Ok(Node::Block {
            kind,
            pipeline,
            body,
            otherwise,
        })
    }
}

/// `$x := a b | c`
fn pipeline(tokens: &[Token]) -> Result<Pipeline, String> {
    let mut pipeline = Pipeline::default();
    let assignment = tokens
        .iter()
        .position(|token| matches!(token, Token::Symbol(":=" | "=")));
    let mut left = tokens;
    if let Some(at) = assignment {
        pipeline.declares = tokens[at] == Token::Symbol(":=");
        for token in &tokens[..at] {
            match token {
                Token::Word(word) if word.starts_with('$') => pipeline.variables.push(word[1..].to_owned()),
                Token::Symbol(",") => {}
                _ => return Err("unexpected operand before an assignment".to_owned()),
            }
        }
        left = &tokens[at + 1..];
    }
    let commands = commands(&mut left)?;
    if !left.is_empty() {
        return Err("unexpected right paren".to_owned());
    }
    Ok(Pipeline { commands, ..pipeline })
}

/// The commands up to the end or to a closing parenthesis.
fn commands(left: &mut &[Token]) -> Result<Vec<Vec<Operand>>, String> {
    let mut commands = vec![Vec::new()];
    while let Some((token, rest)) = left.split_first() {
        if *token == Token::Symbol(")") {
            break;
        }
        *left = rest;
        let operand = match token {
            Token::Symbol("|") => {
                commands.push(Vec::new());
                continue;
            }
            Token::Symbol("(") => nested(left)?,
            Token::Symbol(symbol) => return Err(format!("unexpected {symbol:?} in operand")),
            Token::Text(text) => Operand::Literal(Value::from(text.as_str())),
            Token::Word(word) | Token::Tail(word) => operand(word)?,
        };
        commands
            .iter_mut()
            .last()
            .into_iter()
            .for_each(|command| command.push(operand.clone()));
    }
    if commands.iter().any(Vec::is_empty) {
        return Err("missing value for command".to_owned());
    }
    Ok(commands)
}

fn nested(left: &mut &[Token]) -> Result<Operand, String> {
    let commands = commands(left)?;
    let Some((Token::Symbol(")"), rest)) = left.split_first() else {
        return Err("unclosed left paren".to_owned());
    };
    *left = rest;
    let mut path = Vec::new();
    if let Some((Token::Tail(tail), rest)) = left.split_first() {
        path = fields(tail);
        *left = rest;
    }
    let pipeline = Pipeline {
        commands,
        ..Pipeline::default()
    };
    Ok(Operand::Nested(pipeline, path))
}

fn operand(word: &str) -> Result<Operand, String> {
    if let Some(variable) = word.strip_prefix('$') {
        let (name, path) = variable.split_once('.').unwrap_or((variable, ""));
        return Ok(Operand::Variable(name.to_owned(), fields(path)));
    }
    if word.starts_with('.') {
        return Ok(Operand::Field(fields(word)));
    }
    let literal = match word {
        "true" => Value::from(true),
        "false" => Value::from(false),
        "nil" => Value::Null,
        _ if word.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+')) => {
            let number = word.parse::<i64>().map(Value::from);
            let number = number.or_else(|_| word.parse::<f64>().map(Value::from));
            number.map_err(|_| format!("bad number syntax: {word:?}"))?
        }
        _ if super::functions::is_known(word) => return Ok(Operand::Function(word.to_owned())),
        _ => return Err(format!("function {word:?} not defined")),
    };
    Ok(Operand::Literal(literal))
}

fn fields(path: &str) -> Vec<String> {
    path.split('.')
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect()
}
