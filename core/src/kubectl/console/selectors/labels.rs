//! Label selectors as text: `a=b,c!=d,e in (f,g),h,!i,j>1`.
//!
//! Models the lexer and the parser of `apimachinery/pkg/labels/selector.go`, and `Requirement.Matches`.

use serde_json::Value;

/// Requirements that must all hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct LabelSelector(Vec<Requirement>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Requirement {
    key: String,
    operator: Operator,
    values: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Operator {
    In,
    NotIn,
    Exists,
    DoesNotExist,
    Greater,
    Less,
}

impl LabelSelector {
    /// Reads a selector; the error is Kubernetes'.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let mut parser = Parser { tokens: tokens(text) };
        let mut requirements = Vec::new();
        loop {
            match parser.peek() {
                "" => return Ok(Self(requirements)),
                "!" => {}
                token if is_word(token) => {}
                token => return Err(format!("found '{token}', expected: !, identifier, or 'end of string'")),
            }
            let requirement = parser.requirement();
            requirements.push(requirement.map_err(|error| format!("unable to parse requirement: {error}"))?);
            match parser.next().as_str() {
                "" => return Ok(Self(requirements)),
                "," => {
                    let token = parser.peek();
                    if token != "!" && !is_word(token) {
                        return Err(format!("found '{token}', expected: identifier after ','"));
                    }
                }
                token => return Err(format!("found '{token}', expected: ',' or 'end of string'")),
            }
        }
    }

    /// Whether it chooses an object with these labels.
    pub(crate) fn selects(&self, labels: &Value) -> bool {
        self.0.iter().all(|requirement| {
            let value = labels
                .get(&requirement.key)
                .map(|value| value.as_str().unwrap_or_default());
            requirement.holds(value)
        })
    }
}

impl Requirement {
    fn holds(&self, value: Option<&str>) -> bool {
        let listed = value.is_some_and(|value| self.values.iter().any(|listed| listed == value));
        let numbers = || {
            let value = value?.parse::<i64>().ok()?;
            Some((value, self.values.first()?.parse::<i64>().ok()?))
        };
        match self.operator {
            Operator::In => listed,
            Operator::NotIn => !listed,
            Operator::Exists => value.is_some(),
            Operator::DoesNotExist => value.is_none(),
            Operator::Greater => numbers().is_some_and(|(value, limit)| value > limit),
            Operator::Less => numbers().is_some_and(|(value, limit)| value < limit),
        }
    }
}

/// Words and symbols of a selector.
fn tokens(text: &str) -> std::collections::VecDeque<String> {
    let is_symbol = |c: char| matches!(c, '=' | '!' | '(' | ')' | ',' | '>' | '<');
    let mut tokens = std::collections::VecDeque::new();
    let mut left = text.trim_start();
    while let Some(first) = left.chars().next() {
        let end = if ["==", "!="].iter().any(|symbol| left.starts_with(symbol)) {
            2
        } else if is_symbol(first) {
            1
        } else {
            left.find(|c: char| is_symbol(c) || c.is_whitespace())
                .unwrap_or(left.len())
        };
        tokens.push_back(left[..end].to_owned());
        left = left[end..].trim_start();
    }
    tokens
}

/// Whether a token is a key, a value or a word like `in`.
fn is_word(token: &str) -> bool {
    !token.is_empty() && !matches!(token, "=" | "==" | "!=" | "!" | "(" | ")" | "," | ">" | "<")
}

struct Parser {
    tokens: std::collections::VecDeque<String>,
}

impl Parser {
    /// The next token; empty at the end.
    fn peek(&self) -> &str {
        self.tokens.front().map_or("", String::as_str)
    }

    fn next(&mut self) -> String {
        self.tokens.pop_front().unwrap_or_default()
    }

    fn requirement(&mut self) -> Result<Requirement, String> {
        let absent = self.peek() == "!";
        if absent {
            self.next();
        }
        let key = self.next();
        if !is_word(&key) {
            return Err(format!("found '{key}', expected: identifier"));
        }
        let bare = |operator| Requirement {
            key: key.clone(),
            operator,
            values: Vec::new(),
        };
        if absent {
            return Ok(bare(Operator::DoesNotExist));
        }
        if matches!(self.peek(), "" | ",") {
            return Ok(bare(Operator::Exists));
        }
        let operator = self.next();
        let (operator, values) = match operator.as_str() {
            "in" => (Operator::In, self.values()?),
            "notin" => (Operator::NotIn, self.values()?),
            "=" | "==" => (Operator::In, vec![self.exact_value()?]),
            "!=" => (Operator::NotIn, vec![self.exact_value()?]),
            ">" => (Operator::Greater, vec![self.exact_value()?]),
            "<" => (Operator::Less, vec![self.exact_value()?]),
            _ => return Err(format!("found '{operator}', expected: in, notin, =, ==, !=, gt, lt")),
        };
        Ok(Requirement { key, operator, values })
    }

    /// The value after `=`; it may be missing.
    fn exact_value(&mut self) -> Result<String, String> {
        match self.peek() {
            "" | "," => Ok(String::new()),
            token if is_word(token) => Ok(self.next()),
            token => Err(format!("found '{token}', expected: identifier")),
        }
    }

    /// `(a,b)`
    fn values(&mut self) -> Result<Vec<String>, String> {
        let open = self.next();
        if open != "(" {
            return Err(format!("found '{open}' expected: '('"));
        }
        let mut values = vec![String::new()];
        loop {
            let token = self.next();
            match token.as_str() {
                ")" => return Ok(values),
                "," => values.push(String::new()),
                word if is_word(word) => {
                    if let Some(last) = values.last_mut().filter(|last| last.is_empty()) {
                        *last = token;
                    } else {
                        return Err(format!("found '{token}', expected: ',' or ')'"));
                    }
                }
                _ => return Err(format!("found '{token}', expected: ',', ')' or identifier")),
            }
        }
    }
}
