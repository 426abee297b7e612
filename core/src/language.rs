//! The languages in which this project's own sentences are said. Kubernetes' words stay as they are in all of them.
//!
//! The sentences are in the catalogues under `locales/`; the build script turns them into functions.

use std::fmt::{self, Display, Write as _};

/// A language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Simplified Chinese.
    Chinese,
}

impl Language {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 2] = [Self::English, Self::Chinese];

    /// Its tag, as in `<html lang>`.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Chinese => "zh-CN",
        }
    }

    /// What it is called in itself.
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::Chinese => "简体中文",
        }
    }

    /// The same, where there is little room.
    pub const fn short_name(self) -> &'static str {
        match self {
            Self::English => "EN",
            Self::Chinese => "中文",
        }
    }

    /// What stands between the items of a list.
    pub const fn between_items(self) -> &'static str {
        match self {
            Self::English => ", ",
            Self::Chinese => "、",
        }
    }

    /// What stands between clauses.
    pub const fn between_clauses(self) -> &'static str {
        match self {
            Self::English => "; ",
            Self::Chinese => "；",
        }
    }

    /// The language of a tag, whatever the region: `zh`, `zh-Hans-CN`, `en-GB`.
    pub fn tagged(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        Self::ALL
            .into_iter()
            .find(|language| language.tag().split('-').next() == Some(primary))
    }

    /// The first of a person's languages, by tags, that is there; English if none is.
    pub fn preferred<'a>(tags: impl IntoIterator<Item = &'a str>) -> Self {
        tags.into_iter().find_map(Self::tagged).unwrap_or_default()
    }
}

/// A number that a sentence says.
pub trait Number: Copy {
    /// Its value; what is out of range is the largest.
    fn number(self) -> i64;
}

impl Number for i64 {
    fn number(self) -> i64 {
        self
    }
}

impl Number for usize {
    fn number(self) -> i64 {
        i64::try_from(self).unwrap_or(i64::MAX)
    }
}

/// A number as both languages write it: `5,000`.
#[derive(Debug, Clone, Copy)]
pub struct Grouped(pub i64);

impl Display for Grouped {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0 < 0 {
            formatter.write_char('-')?;
        }
        let digits = self.0.unsigned_abs().to_string();
        for (index, digit) in digits.chars().enumerate() {
            if index > 0 && (digits.len() - index) % 3 == 0 {
                formatter.write_char(',')?;
            }
            formatter.write_char(digit)?;
        }
        Ok(())
    }
}

/// A pattern of a catalogue with its arguments filled in: they stand in it as control characters, the first as U+0001.
pub fn fill(pattern: &str, arguments: &[&dyn Display]) -> String {
    let mut text = String::with_capacity(pattern.len() + 16 * arguments.len());
    for character in pattern.chars() {
        let place = (character as usize).checked_sub(1).filter(|_| character < '\t');
        match place.and_then(|index| arguments.get(index)) {
            // Writing to a string cannot fail.
            Some(argument) => drop(write!(text, "{argument}")),
            None => text.push(character),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_language_that_is_there_is_taken() {
        assert_eq!(Language::preferred(["fr-FR", "zh-Hans-CN", "en"]), Language::Chinese);
        assert_eq!(Language::preferred(["en-GB", "zh-CN"]), Language::English);
        assert_eq!(Language::preferred(["fr"]), Language::English);
        assert_eq!(Language::preferred([]), Language::English);
        for language in Language::ALL {
            assert_eq!(Language::tagged(language.tag()), Some(language));
        }
    }

    #[test]
    fn large_numbers_are_grouped() {
        let written = [0, 999, 1_000, 100_000, -1_234_567].map(|number| Grouped(number).to_string());
        assert_eq!(written, ["0", "999", "1,000", "100,000", "-1,234,567"]);
    }

    #[test]
    fn arguments_go_where_the_pattern_wants_them() {
        assert_eq!(fill("\u{2}: \u{1} (\u{2})\n", &[&"a", &5]), "5: a (5)\n");
    }
}
