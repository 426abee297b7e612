//! Small and capital letters: what `strings.ToLower` and `ToUpper` of Go make of a text.
//!
//! Of the letters beyond ASCII these know the Latin, Greek and Cyrillic ones of today's languages, one by one as Go does. The
//! standard library knows all of Unicode's, from tables that are more than the rest of this module's users together.

/// `text` in small letters.
pub(crate) fn lower(text: &str) -> String {
    text.chars().map(small).collect()
}

/// `text` in capital letters.
pub(crate) fn upper(text: &str) -> String {
    text.chars().map(capital).collect()
}

fn small(letter: char) -> char {
    match letter {
        'A'..='Z' => letter.to_ascii_lowercase(),
        // The Kelvin sign and the dotted capital: the only others whose small letter is in ASCII.
        '\u{212a}' => 'k',
        'İ' => 'i',
        'Ÿ' => 'ÿ',
        'À'..='Ö' | 'Ø'..='Þ' | 'Α'..='Ρ' | 'Σ'..='Ϋ' | 'А'..='Я' => moved(letter, 32),
        'Ѐ'..='Џ' => moved(letter, 80),
        'Ά' => 'ά',
        'Έ'..='Ί' => moved(letter, 37),
        'Ό' => 'ό',
        'Ύ'..='Ώ' => moved(letter, 63),
        _ if is_paired(letter) && is_first(letter) => moved(letter, 1),
        _ => letter,
    }
}

fn capital(letter: char) -> char {
    match letter {
        'a'..='z' => letter.to_ascii_uppercase(),
        'ı' => 'I',
        'ſ' => 'S',
        'ÿ' => 'Ÿ',
        'ς' => 'Σ',
        'à'..='ö' | 'ø'..='þ' | 'α'..='ρ' | 'σ'..='ϋ' | 'а'..='я' => moved(letter, -32),
        'ѐ'..='џ' => moved(letter, -80),
        'ά' => 'Ά',
        'έ'..='ί' => moved(letter, -37),
        'ό' => 'Ό',
        'ύ'..='ώ' => moved(letter, -63),
        _ if is_paired(letter) && !is_first(letter) => moved(letter, -1),
        _ => letter,
    }
}

/// Whether the letter's capital and small form stand side by side.
fn is_paired(letter: char) -> bool {
    matches!(letter, 'Ā'..='į' | 'Ĳ'..='ķ' | 'Ĺ'..='ň' | 'Ŋ'..='ŷ' | 'Ź'..='ž' | 'Ѡ'..='ҁ' | 'Ҋ'..='ҿ')
}

/// Whether the letter is the first of such a pair, the capital.
fn is_first(letter: char) -> bool {
    let is_odd = u32::from(letter) % 2 == 1;
    is_odd == matches!(letter, 'Ĺ'..='ň' | 'Ź'..='ž')
}

fn moved(letter: char, by: i32) -> char {
    u32::from(letter)
        .checked_add_signed(by)
        .and_then(char::from_u32)
        .unwrap_or(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Up to the end of Cyrillic each letter becomes what Unicode says, where that is one letter.
    #[test]
    fn letters_change_as_unicode_says() {
        let is_known = |letter: &char| matches!(letter, '\0'..='ž' | 'Ά'..='ώ' | 'Ѐ'..='ҿ');
        for letter in ('\0'..='ҿ').filter(is_known) {
            let one = |mut all: Box<dyn Iterator<Item = char>>| all.next().filter(|_| all.next().is_none());
            let (lower, upper) = (
                one(Box::new(letter.to_lowercase())),
                one(Box::new(letter.to_uppercase())),
            );
            // The micro sign's capital is the Greek letter's.
            if letter != 'µ' {
                assert_eq!(upper.unwrap_or(letter), capital(letter), "{letter}");
            }
            assert_eq!(lower.unwrap_or('i'), small(letter), "{letter}");
        }
        assert_eq!(lower("Node-K\u{212a}"), "node-kk");
        assert_eq!(upper("up-to-date"), "UP-TO-DATE");
    }
}
