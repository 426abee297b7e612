//! Flags by pflag's grammar, below a table of the flags that each command has.
//!
//! Models `parseLongArg` and `parseSingleShortArg` of `github.com/spf13/pflag/flag.go`, its value types and its error
//! texts. A general argument parser cannot stand in: whether a flag takes the next word depends on the table, and the
//! error names the rest of a cluster of shorthands as it was written.

use crate::time::Millis;
use std::collections::BTreeMap;

mod duration;

pub(crate) use duration::parse_duration;

/// A flag that a command has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Flag {
    /// The long name, without dashes.
    pub(crate) name: &'static str,
    /// The shorthand.
    pub(crate) short: Option<char>,
    /// What it takes.
    pub(crate) kind: FlagKind,
    /// The value if it is not given.
    pub(crate) default: &'static str,
    /// What it is for, in a few words.
    pub(crate) about: &'static str,
}

/// What a flag takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FlagKind {
    /// `true` or `false`; the bare flag means `true`.
    Switch,
    /// A text.
    Text,
    /// A text; the bare flag means this one (pflag's `NoOptDefVal`).
    TextOr(&'static str),
    /// A whole number.
    Number,
    /// A length of time as Go writes it: `1m30s`.
    Duration,
    /// Texts between commas, and the flag may be repeated.
    List,
    /// A text, and the flag may be repeated.
    Texts,
}

impl Flag {
    /// A flag that is `false` unless given.
    pub(crate) const fn switch(name: &'static str, short: Option<char>, about: &'static str) -> Self {
        Self::new(name, short, FlagKind::Switch, "false", about)
    }

    /// A flag that is empty unless given.
    pub(crate) const fn text(name: &'static str, short: Option<char>, about: &'static str) -> Self {
        Self::new(name, short, FlagKind::Text, "", about)
    }

    /// Any flag.
    pub(crate) const fn new(
        name: &'static str,
        short: Option<char>,
        kind: FlagKind,
        default: &'static str,
        about: &'static str,
    ) -> Self {
        Self {
            name,
            short,
            kind,
            default,
            about,
        }
    }

    /// What the bare flag means; `None` if it takes the next word.
    pub(super) const fn bare(&self) -> Option<&'static str> {
        match self.kind {
            FlagKind::Switch => Some("true"),
            FlagKind::TextOr(value) => Some(value),
            FlagKind::Text | FlagKind::Number | FlagKind::Duration | FlagKind::List | FlagKind::Texts => None,
        }
    }

    /// Why `value` cannot be its value.
    fn check(&self, value: &str) -> Result<(), String> {
        let reason = match self.kind {
            FlagKind::Switch => parse_bool(value)
                .is_none()
                .then(|| format!("strconv.ParseBool: parsing {value:?}: invalid syntax")),
            FlagKind::Number => value
                .parse::<i64>()
                .is_err()
                .then(|| format!("strconv.ParseInt: parsing {value:?}: invalid syntax")),
            FlagKind::Duration => parse_duration(value).err(),
            FlagKind::Text | FlagKind::TextOr(_) | FlagKind::List | FlagKind::Texts => None,
        };
        let Some(reason) = reason else { return Ok(()) };
        let name = match self.short {
            Some(short) => format!("-{short}, --{}", self.name),
            None => format!("--{}", self.name),
        };
        Err(format!("invalid argument {value:?} for {name:?} flag: {reason}"))
    }
}

/// Go's `strconv.ParseBool`.
fn parse_bool(text: &str) -> Option<bool> {
    match text {
        "1" | "t" | "T" | "TRUE" | "true" | "True" => Some(true),
        "0" | "f" | "F" | "FALSE" | "false" | "False" => Some(false),
        _ => None,
    }
}

/// The flags that were given, and the defaults of the others.
#[derive(Debug, Default)]
pub(crate) struct Flags {
    known: Vec<Flag>,
    given: BTreeMap<&'static str, Vec<String>>,
}

impl Flags {
    /// Whether the flag stands on the command line.
    pub(crate) fn is_given(&self, name: &str) -> bool {
        self.given.contains_key(name)
    }

    /// Whether a switch is on.
    pub(crate) fn is_on(&self, name: &str) -> bool {
        parse_bool(self.value(name)).unwrap_or_default()
    }

    /// The value that counts: the last one given, or the default; empty if the command has no such flag.
    pub(crate) fn value(&self, name: &str) -> &str {
        let given = self.given.get(name).and_then(|values| values.last());
        let known = || self.known.iter().find(|flag| flag.name == name);
        match given {
            Some(value) => value,
            None => known().map_or("", |flag| flag.default),
        }
    }

    /// The value as a number.
    pub(crate) fn number(&self, name: &str) -> i64 {
        self.value(name).parse().unwrap_or_default()
    }

    /// The value as a length of time.
    pub(crate) fn duration(&self, name: &str) -> Millis {
        parse_duration(self.value(name)).unwrap_or_default()
    }

    /// All values of a repeated flag, in order; those of a list taken apart.
    pub(crate) fn values(&self, name: &str) -> Vec<&str> {
        let is_list = |flag: &&Flag| flag.name == name && flag.kind == FlagKind::List;
        let splits = self.known.iter().any(|flag| is_list(&flag));
        let given = self.given.get(name).map_or(&[][..], Vec::as_slice);
        let parts = given.iter().flat_map(|value| {
            if splits {
                value.split(',').collect()
            } else {
                vec![value.as_str()]
            }
        });
        parts.collect()
    }
}

/// What a line of words turned out to be.
#[derive(Debug)]
pub(super) enum Parsed {
    /// `-h` or `--help` was among the flags.
    Help,
    /// Arguments and flags.
    Line(Vec<String>, Flags),
}

/// Separates arguments from flags, which may stand anywhere before `--`. The error is pflag's.
pub(super) fn parse(words: &[String], known: &[Flag]) -> Result<Parsed, String> {
    let mut arguments = Vec::new();
    let mut flags = Flags {
        known: known.to_vec(),
        given: BTreeMap::new(),
    };
    let mut rest = words.iter();
    while let Some(word) = rest.next() {
        if word == "--" {
            arguments.extend(rest.cloned());
            break;
        }
        let done = if let Some(long) = word.strip_prefix("--") {
            flags.take_long(word, long, &mut rest)?
        } else if let Some(cluster) = word.strip_prefix('-').filter(|cluster| !cluster.is_empty()) {
            flags.take_cluster(cluster, &mut rest)?
        } else {
            arguments.push(word.clone());
            true
        };
        if !done {
            return Ok(Parsed::Help);
        }
    }
    Ok(Parsed::Line(arguments, flags))
}

impl Flags {
    /// `--name`, `--name=value` or `--name value`. `false` if it asks for help.
    fn take_long<'a>(
        &mut self,
        word: &str,
        long: &str,
        rest: &mut impl Iterator<Item = &'a String>,
    ) -> Result<bool, String> {
        if long.starts_with(['-', '=']) {
            return Err(format!("bad flag syntax: {word}"));
        }
        let (name, value) = match long.split_once('=') {
            Some((name, value)) => (name, Some(value)),
            None => (long, None),
        };
        let wanted = name.replace('_', "-");
        let Some(flag) = self.known.iter().find(|flag| flag.name == wanted).copied() else {
            return if name == "help" {
                Ok(false)
            } else {
                Err(format!("unknown flag: --{name}"))
            };
        };
        let value = match value.or(flag.bare()) {
            Some(value) => value,
            None => rest.next().ok_or_else(|| format!("flag needs an argument: {word}"))?,
        };
        self.give(flag, value)?;
        Ok(true)
    }

    /// `-x`, `-xvalue`, `-x=value`, `-x value`, `-xyz`. `false` if it asks for help.
    fn take_cluster<'a>(&mut self, cluster: &str, rest: &mut impl Iterator<Item = &'a String>) -> Result<bool, String> {
        let mut left = cluster;
        while let Some(short) = left.chars().next() {
            let after = &left[short.len_utf8()..];
            let Some(flag) = self.known.iter().find(|flag| flag.short == Some(short)).copied() else {
                return if short == 'h' {
                    Ok(false)
                } else {
                    Err(format!("unknown shorthand flag: {short:?} in -{left}"))
                };
            };
            if let Some(value) = after.strip_prefix('=').filter(|value| !value.is_empty()) {
                self.give(flag, value)?;
                break;
            } else if let Some(value) = flag.bare() {
                self.give(flag, value)?;
                left = after;
            } else if after.is_empty() {
                let value = rest.next();
                let value = value.ok_or_else(|| format!("flag needs an argument: {short:?} in -{left}"))?;
                self.give(flag, value)?;
                break;
            } else {
                self.give(flag, after)?;
                break;
            }
        }
        Ok(true)
    }

    fn give(&mut self, flag: Flag, value: &str) -> Result<(), String> {
        flag.check(value)?;
        self.given.entry(flag.name).or_default().push(value.to_owned());
        Ok(())
    }
}

#[cfg(test)]
mod tests;
