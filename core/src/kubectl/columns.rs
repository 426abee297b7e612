//! Text with tab stops, aligned the way kubectl's writers align it.
//!
//! Models Go's `text/tabwriter` as `cli-runtime/pkg/printers/tabwriter.go` and `kubectl/pkg/describe` set it up, and the
//! indented writes of describe's `PrefixWriter`. A tab ends a cell; neighbouring lines that have a cell in a column form
//! a block, and only within a block cells are made equally wide.

/// How wide cells become.
#[derive(Clone, Copy)]
pub(crate) struct Widths {
    /// The least width of a cell, padding included.
    pub(crate) minimum: usize,
    /// Blanks after the widest cell.
    pub(crate) padding: usize,
}

/// What `kubectl get` uses.
pub(crate) const TABLE: Widths = Widths { minimum: 6, padding: 3 };

/// What `kubectl describe` and `kubectl rollout history` use.
pub(crate) const DESCRIPTION: Widths = Widths { minimum: 0, padding: 2 };

/// A text under construction, with tab stops in it.
#[derive(Default)]
pub(crate) struct Sheet {
    finished: String,
    open: String,
    /// Levels that every write is indented by on top of its own.
    nesting: usize,
}

impl Sheet {
    /// Writes `text` after two blanks a level. The text may hold several lines; only its start is indented.
    pub(crate) fn write(&mut self, level: usize, text: &str) {
        for _ in 0..level + self.nesting {
            self.open.push_str("  ");
        }
        self.open.push_str(&escape(text));
    }

    /// Lets `write` work some levels further in.
    pub(crate) fn nested(&mut self, levels: usize, write: impl FnOnce(&mut Self)) {
        self.nesting += levels;
        write(self);
        self.nesting -= levels;
    }

    /// Ends all blocks: what follows is aligned on its own.
    pub(crate) fn flush(&mut self) {
        let open = std::mem::take(&mut self.open);
        self.finished.push_str(&align(&open, DESCRIPTION));
    }

    /// The text, aligned.
    pub(crate) fn aligned(mut self) -> String {
        self.flush();
        self.finished
    }

    /// The text with its tab stops.
    pub(crate) fn raw(self) -> String {
        self.finished + &self.open
    }
}

/// Makes characters that would steer a terminal visible.
pub(crate) fn escape(text: &str) -> String {
    text.replace('\x1b', "^[").replace('\r', "\\r")
}

/// Replaces the tab stops of `text` by blanks.
pub(crate) fn align(text: &str, widths: Widths) -> String {
    let lines: Vec<Vec<&str>> = text
        .split(['\n', '\x0c'])
        .map(|line| line.split(['\t', '\x0b']).collect())
        .collect();
    let mut aligned = String::with_capacity(text.len() * 2);
    // Columns of cells above the current line that it continues, left to right.
    let mut columns: Vec<Column> = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let cells = line.len() - 1;
        columns.truncate(cells);
        for (position, cell) in line.iter().enumerate() {
            aligned.push_str(cell);
            if position == cells {
                break;
            }
            if columns.get(position).is_none_or(|column| column.end <= index) {
                columns.truncate(position);
                columns.push(Column::starting_at(&lines[index..], index, position, widths));
            }
            let blanks = columns[position].width.saturating_sub(cell.chars().count());
            aligned.extend(std::iter::repeat_n(' ', blanks));
        }
        if index + 1 < lines.len() {
            aligned.push('\n');
        }
    }
    aligned
}

/// A block of cells one below the other.
struct Column {
    width: usize,
    /// One past the last line of the block.
    end: usize,
}

impl Column {
    /// The block in column `position` whose first line is the first of `lines`.
    fn starting_at(lines: &[Vec<&str>], first: usize, position: usize, widths: Widths) -> Self {
        let block = lines.iter().take_while(|line| position + 1 < line.len());
        let (count, widest) = block.fold((0, 0), |(count, widest), line| {
            (count + 1, widest.max(line[position].chars().count()))
        });
        Self {
            width: (widest + widths.padding).max(widths.minimum),
            end: first + count,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A line without a tab stop separates blocks; the last cell of a line is never padded.
    #[test]
    fn neighbouring_lines_align() {
        for (text, expected) in [
            ("a:\tb\nlong:\tc\n", "a:     b\nlong:  c\n"),
            ("a:\tb\nplain\nlong:\tc\n", "a:  b\nplain\nlong:  c\n"),
            ("a\tbb\tc\naaa\tb\tc\n", "a    bb  c\naaa  b   c\n"),
            ("a\tb\naa\tbbbb\tc\n", "a   b\naa  bbbb  c\n"),
            ("x\t\n", "x  \n"),
            ("名\tb\n", "名  b\n"),
            ("", ""),
        ] {
            assert_eq!(align(text, DESCRIPTION), expected, "{text:?}");
        }
    }

    #[test]
    fn table_cells_have_a_least_width() {
        assert_eq!(align("A\tB\n", TABLE), "A     B\n");
    }

    #[test]
    fn a_flush_begins_a_new_block() {
        let mut sheet = Sheet::default();
        sheet.write(0, "Name:\tx\n");
        sheet.flush();
        sheet.write(1, "a\tb\n");
        assert_eq!(sheet.aligned(), "Name:  x\n  a  b\n");
    }

    #[test]
    fn terminal_controls_become_visible() {
        let mut sheet = Sheet::default();
        sheet.write(1, "a\x1b[31m\r\n");
        assert_eq!(sheet.raw(), "  a^[[31m\\r\n");
    }
}
