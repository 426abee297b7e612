//! The curve as lines and marks: of a long trace a column for every few steps, in which no dip is lost.

use super::{CurveMemo, Moment, Numbers, Told, moment_words};
use crate::state::playback::LONG_WAIT;
use crate::texts::transport as texts;
use crate::view::words;
use everynode_core::language::Language;
use everynode_core::ordered::Order;
use everynode_core::sim::Simulation;
use everynode_core::time::SimTime;
use std::fmt::Write;

/// The width of the drawing, in its own units.
const WIDTH: u32 = 1000;
/// Its height.
const HEIGHT: u32 = 100;
/// The room above the highest value.
const HEAD: i64 = 8;
/// So many units of width are one column.
const COLUMN: u32 = 2;
/// Marks closer than this are one.
const MARK: u32 = 14;
/// More breaks than this are a smear.
const MOST_BREAKS: usize = 24;

/// What the whole trace looks like.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Shape {
    /// Moments from left to right.
    pub columns: Vec<Column>,
    /// The area below the desired number.
    pub desired_area: String,
    /// The area below the available number.
    pub available_area: String,
    /// The line of the desired number.
    pub desired: String,
    /// The line of the available number.
    pub available: String,
    /// The line of the updated number.
    pub updated: String,
    /// Waits that were shortened.
    pub breaks: Vec<Break>,
    /// Where something was done, failed or got stuck.
    pub marks: Vec<Mark>,
    /// The highest number.
    pub most: i64,
    /// How long the trace is, as places go.
    whole: i64,
}

/// The steps at one place of the curve.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// Where, in thousandths of the width.
    pub x: u32,
    /// The number of steps after the last of them.
    pub step: usize,
    /// When that was.
    pub time: SimTime,
    /// The numbers after the last of them.
    pub numbers: Numbers,
    /// How few were available at the worst of them.
    pub least: i64,
}

/// A wait that was shortened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Break {
    /// Where it begins.
    pub x: u32,
    /// How much width it still has.
    pub width: u32,
    /// How long it was, in words.
    pub words: String,
}

/// Where something was done, failed or got stuck.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Where.
    pub x: u32,
    /// The number of steps after it.
    pub step: usize,
    /// What.
    pub moment: Moment,
    /// The same in words.
    pub words: String,
}

impl Shape {
    /// Thousandths of the width.
    pub fn place(&self, place: i64) -> u32 {
        scaled(place, self.whole)
    }

    /// The moment at a place of the curve: the last one that is not after it.
    pub fn at(&self, x: u32) -> Option<&Column> {
        let after = self.columns.partition_point(|column| column.x <= x);
        self.columns.get(after.saturating_sub(1))
    }
}

fn scaled(place: i64, whole: i64) -> u32 {
    if whole <= 0 {
        return WIDTH;
    }
    u32::try_from(place * i64::from(WIDTH) / whole)
        .unwrap_or(WIDTH)
        .min(WIDTH)
}

impl CurveMemo {
    pub(super) fn shape(&self, simulation: &Simulation, language: Language) -> Shape {
        let whole = self.told.last().map_or(0, |told| told.place);
        let columns = columns(&self.told, whole);
        let most = self.told.iter().map(|told| told.numbers).fold(1, |most, numbers| {
            most.max(numbers.desired).max(numbers.available).max(numbers.updated)
        });
        let lines = Lines {
            columns: &columns,
            most,
        };
        let (desired, desired_area) = lines.draw(|numbers| numbers.desired, false);
        let (available, available_area) = lines.draw(|numbers| numbers.available, true);
        let (updated, _) = lines.draw(|numbers| numbers.updated, false);
        Shape {
            breaks: breaks(&self.told, whole, language),
            marks: self.marks(simulation, whole, language),
            columns,
            desired_area,
            available_area,
            desired,
            available,
            updated,
            most,
            whole,
        }
    }

    /// The marks; of those close together the gravest stands for all, and the first says when.
    fn marks(&self, simulation: &Simulation, whole: i64, language: Language) -> Vec<Mark> {
        let stuck = self.stuck.iter().map(|step| (*step, Moment::Stuck));
        let seen = self.told.iter().enumerate();
        let seen = seen.filter_map(|(index, told)| Some((index + 1, told.moment?)));
        let mut all: Vec<(usize, Moment)> = stuck.chain(seen).collect();
        all.order();
        let mut marks: Vec<Mark> = Vec::new();
        for (step, moment) in all {
            let Some(told) = step.checked_sub(1).and_then(|index| self.told.get(index)) else {
                continue;
            };
            let x = scaled(told.place, whole);
            match marks.last_mut() {
                Some(last) if x < last.x + MARK && last.moment >= moment => {}
                Some(last) if x < last.x + MARK => {
                    *last = Mark {
                        words: moment_words(&simulation.steps()[step - 1], moment, language),
                        x: last.x,
                        step,
                        moment,
                    };
                }
                Some(_) | None => marks.push(Mark {
                    words: moment_words(&simulation.steps()[step - 1], moment, language),
                    x,
                    step,
                    moment,
                }),
            }
        }
        marks
    }
}

fn columns(told: &[Told], whole: i64) -> Vec<Column> {
    let mut columns: Vec<Column> = Vec::new();
    for (index, told) in told.iter().enumerate() {
        let x = scaled(told.place, whole) / COLUMN * COLUMN;
        let available = told.numbers.available;
        match columns.last_mut() {
            Some(last) if last.x == x => {
                *last = Column {
                    step: index + 1,
                    time: told.time,
                    numbers: told.numbers,
                    least: last.least.min(available),
                    ..*last
                }
            }
            Some(_) | None => columns.push(Column {
                x,
                step: index + 1,
                time: told.time,
                numbers: told.numbers,
                least: available,
            }),
        }
    }
    columns
}

fn breaks(told: &[Told], whole: i64, language: Language) -> Vec<Break> {
    let waits = told.windows(2).filter(|pair| pair[1].time - pair[0].time > LONG_WAIT);
    let breaks = waits.map(|pair| {
        let (from, to) = (scaled(pair[0].place, whole), scaled(pair[1].place, whole));
        let length = words::length(pair[1].time - pair[0].time, language);
        Break {
            x: from,
            width: to.saturating_sub(from),
            words: texts::shortened(language, &length),
        }
    });
    breaks.take(MOST_BREAKS).collect()
}

struct Lines<'a> {
    columns: &'a [Column],
    most: i64,
}

impl Lines<'_> {
    /// A stepped line of one of the numbers, and the area below it. With dips, the worst of each column is drawn too.
    fn draw(&self, number: fn(Numbers) -> i64, has_dips: bool) -> (String, String) {
        let height = |value: i64| i64::from(HEIGHT) - value * (i64::from(HEIGHT) - HEAD) / self.most.max(1);
        let mut line = String::new();
        let mut last = None;
        for column in self.columns {
            let value = number(column.numbers);
            let dip = if has_dips { column.least } else { value };
            // Writing to a text cannot fail.
            let _ = match last {
                None => write!(line, "M{} {}", column.x, height(value)),
                Some(before) if before == value && dip == value => Ok(()),
                Some(_) if dip == value => write!(line, "H{}V{}", column.x, height(value)),
                Some(_) => write!(line, "H{}V{}V{}", column.x, height(dip), height(value)),
            };
            last = Some(value);
        }
        if line.is_empty() {
            return (String::new(), String::new());
        }
        let _ = write!(line, "H{WIDTH}");
        let start = self.columns.first().map_or(0, |column| column.x);
        let area = format!("{line}V{HEIGHT}H{start}Z");
        (line, area)
    }
}
