//! Which rows of a long board are in sight: the others are not drawn.

use std::ops::Range;

/// A scrolled board of equal tiles, in pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Viewport {
    /// How far it is scrolled.
    pub scrolled: f64,
    /// How much of it is seen.
    pub height: f64,
    /// How wide it is.
    pub width: f64,
}

/// The size of a tile with the gap behind it, in pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tile {
    /// Across.
    pub width: f64,
    /// Down.
    pub height: f64,
}

/// What to draw of `count` tiles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Window {
    /// The tiles that are drawn.
    pub drawn: Range<usize>,
    /// Tiles in a row.
    pub columns: usize,
    /// Pixels of nothing above them.
    pub above: usize,
    /// Pixels of nothing below them.
    pub below: usize,
}

/// Rows drawn beyond each edge, so that scrolling shows no gap.
const SPARE_ROWS: usize = 4;

/// Which of `count` tiles are in sight.
pub fn window(viewport: Viewport, tile: Tile, count: usize) -> Window {
    let columns = whole(viewport.width / tile.width).max(1);
    let rows = count.div_ceil(columns);
    let first = whole(viewport.scrolled / tile.height)
        .saturating_sub(SPARE_ROWS)
        .min(rows);
    let seen = whole(viewport.height / tile.height) + 1 + 2 * SPARE_ROWS;
    let last = (first + seen).min(rows);
    let pixels = |rows: usize| rows * whole(tile.height);
    Window {
        drawn: (first * columns).min(count)..(last * columns).min(count),
        columns,
        above: pixels(first),
        below: pixels(rows - last),
    }
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

    const TILE: Tile = Tile {
        width: 100.0,
        height: 40.0,
    };

    fn at(scrolled: f64) -> Window {
        window(
            Viewport {
                scrolled,
                height: 400.0,
                width: 1000.0,
            },
            TILE,
            5_000,
        )
    }

    #[test]
    fn few_tiles_are_drawn_whatever_the_count() {
        for scrolled in [0.0, 1_000.0, 19_600.0, 1e12, f64::NAN] {
            let window = at(scrolled);
            assert!(window.drawn.len() <= 190, "{scrolled}: {window:?}");
            assert!(window.drawn.end <= 5_000);
        }
    }

    #[test]
    fn what_is_in_sight_is_drawn() {
        let window = at(1_000.0);
        assert!(window.drawn.contains(&250), "first tile in sight");
        assert!(window.drawn.contains(&359), "last tile in sight");
    }

    #[test]
    fn the_board_keeps_its_height() {
        for scrolled in [0.0, 1_000.0, 19_600.0] {
            let window = at(scrolled);
            assert_eq!(
                window.above + window.below + window.drawn.len() / window.columns * 40,
                500 * 40
            );
        }
    }

    #[test]
    fn a_narrow_board_has_one_column() {
        let viewport = Viewport {
            scrolled: 0.0,
            height: 400.0,
            width: 20.0,
        };
        assert_eq!(window(viewport, TILE, 3).columns, 1);
        assert_eq!(window(viewport, TILE, 0).drawn, 0..0);
    }
}
