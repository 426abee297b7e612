//! Byte offsets, lines and columns, and the UTF-16 offsets that JavaScript counts in.

/// A place in a text as people name it, both from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The column, in characters.
    pub column: usize,
}

/// Where the lines of a text begin, in bytes and in UTF-16 units. Lines end with `\n`, `\r\n` or `\r`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineIndex {
    text: String,
    /// Of each line: its first byte, and its first UTF-16 unit.
    starts: Vec<(usize, usize)>,
}

impl LineIndex {
    /// The lines of `text`.
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![(0, 0)];
        let mut units = 0;
        for (index, byte) in bytes.iter().enumerate() {
            units += units_of(*byte);
            let is_break = *byte == b'\n' || *byte == b'\r' && bytes.get(index + 1) != Some(&b'\n');
            if is_break {
                starts.push((index + 1, units));
            }
        }
        Self {
            text: text.to_owned(),
            starts,
        }
    }

    /// How many lines there are; an empty text has one.
    pub fn line_count(&self) -> usize {
        self.starts.len()
    }

    /// Line and column of a byte. What lies beyond the text is its end.
    pub fn position(&self, byte: usize) -> Position {
        let byte = byte.min(self.text.len());
        let line = self.starts.partition_point(|(start, _)| *start <= byte);
        let (start, _) = self.starts[line - 1];
        let before = &self.text.as_bytes()[start..byte];
        Position {
            line,
            column: before.iter().filter(|byte| is_first_byte(**byte)).count() + 1,
        }
    }

    /// The byte at a line and column, the nearest one there is.
    pub fn byte(&self, position: Position) -> usize {
        let line = position.line.clamp(1, self.starts.len());
        let (start, _) = self.starts[line - 1];
        let end = self.starts.get(line).map_or(self.text.len(), |(start, _)| *start);
        let content = self.text[start..end].trim_end_matches(['\n', '\r']);
        let at = content.char_indices().nth(position.column.saturating_sub(1));
        start + at.map_or(content.len(), |(at, _)| at)
    }

    /// The UTF-16 offset of a byte offset.
    pub fn to_utf16(&self, byte: usize) -> usize {
        let byte = byte.min(self.text.len());
        let line = self.starts.partition_point(|(start, _)| *start <= byte);
        let (start, units) = self.starts[line - 1];
        let before = &self.text.as_bytes()[start..byte];
        units + before.iter().map(|byte| units_of(*byte)).sum::<usize>()
    }

    /// The byte offset of a UTF-16 offset. The middle of a surrogate pair is its beginning.
    pub fn from_utf16(&self, offset: usize) -> usize {
        let line = self.starts.partition_point(|(_, units)| *units <= offset);
        let (start, mut units) = self.starts[line - 1];
        for (at, character) in self.text[start..].char_indices() {
            units += character.len_utf16();
            if units > offset {
                return start + at;
            }
        }
        self.text.len()
    }
}

const fn is_first_byte(byte: u8) -> bool {
    byte & 0xc0 != 0x80
}

/// UTF-16 units of the character that begins with this byte; none for the bytes within.
const fn units_of(byte: u8) -> usize {
    match byte {
        0x80..=0xbf => 0,
        0xf0.. => 2,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_lines_and_utf16_offsets_agree() {
        let text = "a: 1\r\né😀: x\rlast\n";
        let index = LineIndex::new(text);
        assert_eq!(index.line_count(), 4);
        for (byte, line, column, utf16) in [
            (0, 1, 1, 0),
            (4, 1, 5, 4),
            (6, 2, 1, 6),
            (8, 2, 2, 7),
            (12, 2, 3, 9),
            (16, 3, 1, 13),
            (21, 4, 1, 18),
        ] {
            assert_eq!(index.position(byte), Position { line, column }, "byte {byte}");
            assert_eq!(index.byte(Position { line, column }), byte);
            assert_eq!(index.to_utf16(byte), utf16);
            assert_eq!(index.from_utf16(utf16), byte);
        }
        assert_eq!(index.from_utf16(8), 8, "within a surrogate pair");
        assert_eq!(index.byte(Position { line: 3, column: 99 }), 20);
        assert_eq!(index.position(999), Position { line: 4, column: 1 });
    }
}
