//! One message in one language: its patterns, and what they need to be filled in.

use fluent_syntax::ast::{Expression, InlineExpression, Pattern, PatternElement, Variant, VariantKey};
use std::collections::BTreeMap;

/// What an argument is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Anything that can be shown: names, Kubernetes' own words.
    Text,
    /// A word that chooses among variants, as `[NoExecute] … *[other] …`.
    Choice,
    /// A number: it chooses the plural form, and is written as the language writes numbers.
    Number,
}

/// A message, with its selectors moved to the front: every leaf is one pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Form {
    /// Text and arguments in the order in which they are said.
    Pattern(Vec<Part>),
    /// One form or another.
    Select {
        /// The argument that chooses.
        argument: String,
        /// In the order of the catalogue.
        cases: Vec<(Case, Form)>,
        /// Where none fits.
        default: Box<Form>,
    },
}

/// When a variant is meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Case {
    /// For exactly this number.
    Exactly(String),
    /// For the numbers that take the singular.
    One,
    /// For this word.
    Word(String),
}

/// A piece of a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// Text.
    Text(String),
    /// The value of an argument.
    Argument(String),
}

/// A message in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// What it says.
    pub form: Form,
    /// Its arguments.
    pub arguments: BTreeMap<String, Kind>,
}

/// A way to look up what `-term` or `message` stands for.
pub(crate) type Lookup<'a> = &'a dyn Fn(&str) -> Option<Pattern<String>>;

/// How deep messages may refer to each other.
const DEEPEST: usize = 4;

/// Reads a pattern. `has_singular`: the language has a singular form.
pub(crate) fn message(pattern: &Pattern<String>, has_singular: bool, lookup: Lookup<'_>) -> Result<Message, String> {
    let mut reader = Reader {
        arguments: BTreeMap::new(),
        has_singular,
        lookup,
    };
    let form = reader.form(&pattern.elements, 0)?;
    Ok(Message {
        form,
        arguments: reader.arguments,
    })
}

struct Reader<'a> {
    arguments: BTreeMap<String, Kind>,
    has_singular: bool,
    lookup: Lookup<'a>,
}

impl Reader<'_> {
    fn form(&mut self, elements: &[PatternElement<String>], depth: usize) -> Result<Form, String> {
        let mut form = Form::Pattern(Vec::new());
        for element in elements {
            let next = match element {
                PatternElement::TextElement { value } => text(value),
                PatternElement::Placeable { expression } => self.expression(expression, depth)?,
            };
            form = joined(form, &next);
        }
        Ok(form)
    }

    fn expression(&mut self, expression: &Expression<String>, depth: usize) -> Result<Form, String> {
        match expression {
            Expression::Inline(inline) => self.inline(inline, depth),
            Expression::Select { selector, variants } => self.select(selector, variants, depth),
        }
    }

    fn inline(&mut self, inline: &InlineExpression<String>, depth: usize) -> Result<Form, String> {
        match inline {
            InlineExpression::StringLiteral { value } | InlineExpression::NumberLiteral { value } => Ok(text(value)),
            InlineExpression::VariableReference { id } => {
                self.needs(&id.name, Kind::Text);
                Ok(Form::Pattern(vec![Part::Argument(id.name.clone())]))
            }
            InlineExpression::FunctionReference { id, arguments } => match arguments.positional.as_slice() {
                [InlineExpression::VariableReference { id: variable }]
                    if id.name == "NUMBER" && arguments.named.is_empty() =>
                {
                    self.needs(&variable.name, Kind::Number);
                    Ok(Form::Pattern(vec![Part::Argument(variable.name.clone())]))
                }
                _ => Err(format!("{}(…) is not known here: only NUMBER($argument) is", id.name)),
            },
            InlineExpression::MessageReference { id, attribute: None } => self.referred(&id.name, depth),
            InlineExpression::TermReference {
                id,
                attribute: None,
                arguments: None,
            } => self.referred(&format!("-{}", id.name), depth),
            InlineExpression::MessageReference { .. } | InlineExpression::TermReference { .. } => {
                Err("attributes and arguments of terms are not known here".to_owned())
            }
            InlineExpression::Placeable { expression } => self.expression(expression, depth),
        }
    }

    fn referred(&mut self, name: &str, depth: usize) -> Result<Form, String> {
        let pattern = (self.lookup)(name).filter(|_| depth < DEEPEST);
        let pattern = pattern.ok_or_else(|| format!("{name} is not there, or refers to itself"))?;
        self.form(&pattern.elements, depth + 1)
    }

    fn select(
        &mut self,
        selector: &InlineExpression<String>,
        variants: &[Variant<String>],
        depth: usize,
    ) -> Result<Form, String> {
        let InlineExpression::VariableReference { id } = selector else {
            return Err("only an argument can choose among variants".to_owned());
        };
        let is_plural = variants.iter().all(|variant| match &variant.key {
            VariantKey::NumberLiteral { .. } => true,
            VariantKey::Identifier { name } => ["one", "other"].contains(&name.as_str()),
        });
        self.needs(&id.name, if is_plural { Kind::Number } else { Kind::Choice });
        let mut cases = Vec::new();
        let mut default = None;
        for variant in variants {
            let form = self.form(&variant.value.elements, depth)?;
            if variant.default {
                default = Some(Box::new(form));
                continue;
            }
            let case = match &variant.key {
                VariantKey::NumberLiteral { value } => Case::Exactly(value.clone()),
                VariantKey::Identifier { name } if is_plural && name == "one" && self.has_singular => Case::One,
                VariantKey::Identifier { name } if is_plural => {
                    return Err(format!("[{name}] never comes up in this language"));
                }
                VariantKey::Identifier { name } => Case::Word(name.clone()),
            };
            cases.push((case, form));
        }
        Ok(Form::Select {
            argument: id.name.clone(),
            cases,
            default: default.ok_or("no variant is the default")?,
        })
    }

    fn needs(&mut self, name: &str, kind: Kind) {
        let known = self.arguments.entry(name.to_owned()).or_insert(kind);
        *known = (*known).max(kind);
    }
}

fn text(value: &str) -> Form {
    Form::Pattern(vec![Part::Text(value.to_owned())])
}

/// `first`, then `second`: in each of their variants.
fn joined(first: Form, second: &Form) -> Form {
    match (first, second) {
        (Form::Pattern(mut parts), Form::Pattern(more)) => {
            parts.extend(more.iter().cloned());
            Form::Pattern(parts)
        }
        (
            first @ Form::Pattern(_),
            Form::Select {
                argument,
                cases,
                default,
            },
        ) => Form::Select {
            argument: argument.clone(),
            cases: cases
                .iter()
                .map(|(case, form)| (case.clone(), joined(first.clone(), form)))
                .collect(),
            default: Box::new(joined(first, default)),
        },
        (
            Form::Select {
                argument,
                cases,
                default,
            },
            second,
        ) => Form::Select {
            argument,
            cases: cases
                .into_iter()
                .map(|(case, form)| (case, joined(form, second)))
                .collect(),
            default: Box::new(joined(*default, second)),
        },
    }
}
