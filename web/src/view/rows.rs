//! A long board as rows of equal cells below headings, and which of them are in sight: the others are not drawn.

use everynode_core::ordered::Order;
use std::ops::Range;

/// A scrolled board, in pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Viewport {
    /// How much of it is above what is seen.
    pub scrolled: f64,
    /// How much is seen.
    pub height: f64,
    /// How wide it is.
    pub width: f64,
}

/// The size of what is drawn, in pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Measures {
    /// The least width of a cell with the gap behind it.
    pub cell_width: usize,
    /// The height of a cell with the gap below it.
    pub cell_height: usize,
    /// The gap behind a cell.
    pub gap: usize,
    /// The height of a heading.
    pub head_height: usize,
}

impl Measures {
    /// How many cells are side by side.
    pub fn columns(self, width: f64) -> usize {
        ((whole(width) + self.gap) / self.cell_width).max(1)
    }

    /// How high `groups` (whether each has a heading, and its number of cells) are in that width.
    pub fn height(self, groups: &[(bool, usize)], width: f64) -> usize {
        let columns = self.columns(width);
        let heights = groups.iter().map(|(has_heading, cells)| {
            usize::from(*has_heading) * self.head_height + cells.div_ceil(columns) * self.cell_height
        });
        heights.sum()
    }
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Of which group.
    pub group: usize,
    /// The cells of the group, or `None`: its heading.
    pub cells: Option<Range<usize>>,
    /// Where it begins, in pixels.
    pub top: usize,
    /// How high it is.
    pub height: usize,
}

/// The rows of `groups`: whether each has a heading, and its number of cells.
pub fn rows(groups: &[(bool, usize)], columns: usize, measures: Measures) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut top = 0;
    let mut push = |group: usize, cells: Option<Range<usize>>| {
        let height = if cells.is_some() {
            measures.cell_height
        } else {
            measures.head_height
        };
        rows.push(Row {
            group,
            cells,
            top,
            height,
        });
        top += height;
    };
    for (group, (has_heading, count)) in groups.iter().enumerate() {
        if *has_heading {
            push(group, None);
        }
        for first in (0..*count).step_by(columns.max(1)) {
            push(group, Some(first..(first + columns).min(*count)));
        }
    }
    rows
}

/// What is drawn: rows, and empty space in place of the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece {
    /// The row of that index.
    Row(usize),
    /// So many pixels of nothing.
    Space(usize),
}

/// Pixels drawn beyond each edge, so that scrolling shows no gap.
const SPARE: usize = 200;

/// The pieces of a board: the rows in sight, and `kept`, the row that has the keyboard.
pub fn pieces(rows: &[Row], viewport: Viewport, kept: Option<usize>) -> Vec<Piece> {
    let from = whole(viewport.scrolled).saturating_sub(SPARE);
    let to = whole(viewport.scrolled) + whole(viewport.height) + SPARE;
    let first = rows.partition_point(|row| row.top + row.height <= from);
    let last = rows.partition_point(|row| row.top < to).max(first);
    let mut drawn: Vec<usize> = (first..last).collect();
    if let Some(kept) = kept.filter(|kept| *kept < rows.len() && !drawn.contains(kept)) {
        drawn.push(kept);
        drawn.order();
    }
    let mut pieces = Vec::new();
    let mut end = 0;
    for index in drawn {
        let row = &rows[index];
        if row.top > end {
            pieces.push(Piece::Space(row.top - end));
        }
        pieces.push(Piece::Row(index));
        end = row.top + row.height;
    }
    let whole_height = rows.last().map_or(0, |row| row.top + row.height);
    if whole_height > end {
        pieces.push(Piece::Space(whole_height - end));
    }
    pieces
}

/// A way to go from cell to cell with the keyboard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// To the one before.
    Back,
    /// To the one after.
    On,
    /// To the one above.
    Up,
    /// To the one below.
    Down,
    /// To the first.
    First,
    /// To the last.
    Last,
}

/// The cell (its group, its place in it) that one comes to from another.
pub fn step(rows: &[Row], from: (usize, usize), way: Way) -> Option<(usize, usize)> {
    let cells: Vec<(usize, &Range<usize>)> = rows
        .iter()
        .filter_map(|row| Some((row.group, row.cells.as_ref()?)))
        .collect();
    let at = cells
        .iter()
        .position(|(group, cells)| *group == from.0 && cells.contains(&from.1))?;
    let (group, row) = cells[at];
    let column = from.1 - row.start;
    let in_row = |index: usize| {
        let (group, row) = cells.get(index)?;
        Some((*group, (row.start + column).min(row.end - 1)))
    };
    match way {
        Way::Back if from.1 > row.start => Some((group, from.1 - 1)),
        Way::Back => cells.get(at.checked_sub(1)?).map(|(group, row)| (*group, row.end - 1)),
        Way::On if from.1 + 1 < row.end => Some((group, from.1 + 1)),
        Way::On => cells.get(at + 1).map(|(group, row)| (*group, row.start)),
        Way::Up => in_row(at.checked_sub(1)?),
        Way::Down => in_row(at + 1),
        Way::First => cells.first().map(|(group, row)| (*group, row.start)),
        Way::Last => cells.last().map(|(group, row)| (*group, row.end - 1)),
    }
}

/// The row of a cell.
pub fn row_of(rows: &[Row], (group, cell): (usize, usize)) -> Option<usize> {
    rows.iter()
        .position(|row| row.group == group && row.cells.as_ref().is_some_and(|cells| cells.contains(&cell)))
}

/// The whole part of a length; nothing of what is not one.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped to what fits before"
)]
fn whole(length: f64) -> usize {
    length.clamp(0.0, 1e9) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    const MEASURES: Measures = Measures {
        cell_width: 100,
        cell_height: 40,
        gap: 0,
        head_height: 32,
    };

    fn at(scrolled: f64) -> Viewport {
        Viewport {
            scrolled,
            height: 400.0,
            width: 1000.0,
        }
    }

    fn five_thousand() -> Vec<Row> {
        rows(&[(true, 2_500), (true, 2_500)], MEASURES.columns(1000.0), MEASURES)
    }

    #[test]
    fn few_rows_are_drawn_whatever_the_count() {
        let rows = five_thousand();
        assert_eq!(rows.len(), 502);
        for scrolled in [0.0, 1_000.0, 19_600.0, 1e12, f64::NAN] {
            let drawn = pieces(&rows, at(scrolled), Some(500));
            let count = drawn.iter().filter(|piece| matches!(piece, Piece::Row(_))).count();
            assert!(count <= 23, "{scrolled}: {count}");
        }
    }

    #[test]
    fn the_board_keeps_its_height() {
        let rows = five_thousand();
        for (scrolled, kept) in [(0.0, None), (1_000.0, Some(0)), (19_600.0, Some(3))] {
            let height: usize = pieces(&rows, at(scrolled), kept)
                .into_iter()
                .map(|piece| match piece {
                    Piece::Row(index) => rows[index].height,
                    Piece::Space(pixels) => pixels,
                })
                .sum();
            assert_eq!(height, MEASURES.height(&[(true, 2_500), (true, 2_500)], 1000.0));
        }
    }

    #[test]
    fn what_is_in_sight_and_what_has_the_keyboard_is_drawn() {
        let rows = five_thousand();
        let drawn = pieces(&rows, at(10_032.0), Some(1));
        assert_eq!(drawn[..3], [Piece::Space(32), Piece::Row(1), Piece::Space(9_760)]);
        let in_sight = rows.iter().position(|row| row.top >= 10_032).unwrap();
        assert!(drawn.contains(&Piece::Row(in_sight)));
    }

    #[test]
    fn a_narrow_board_has_one_column() {
        assert_eq!(MEASURES.columns(20.0), 1);
        assert_eq!(rows(&[(false, 0)], 1, MEASURES), []);
        assert_eq!(pieces(&[], at(0.0), Some(3)), []);
    }

    #[test]
    fn the_keyboard_goes_from_cell_to_cell_across_groups() {
        // Seven cells and three, four in a row.
        let rows = rows(&[(true, 7), (true, 3)], 4, MEASURES);
        for (from, way, to) in [
            ((0, 0), Way::On, Some((0, 1))),
            ((0, 3), Way::On, Some((0, 4))),
            ((0, 6), Way::On, Some((1, 0))),
            ((1, 0), Way::Back, Some((0, 6))),
            ((0, 0), Way::Back, None),
            ((0, 3), Way::Down, Some((0, 6))),
            ((0, 4), Way::Down, Some((1, 0))),
            ((1, 2), Way::Down, None),
            ((1, 1), Way::Up, Some((0, 5))),
            ((0, 1), Way::Up, None),
            ((0, 5), Way::First, Some((0, 0))),
            ((0, 5), Way::Last, Some((1, 2))),
            ((7, 0), Way::On, None),
        ] {
            assert_eq!(step(&rows, from, way), to, "{from:?} {way:?}");
        }
    }
}
