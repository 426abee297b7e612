//! Clock and time line.

use super::curve::Curve;
use super::words;
use crate::state::App;
use crate::state::playback::{LONG_SAID, LONG_WAIT};
use crate::texts::transport as texts;
use everynode_core::language::Language;
use everynode_core::sim::{EPOCH, Simulation};
use everynode_core::time::Millis;

/// The transport.
#[derive(Debug, Clone, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts, each drawn for itself")]
pub struct Transport {
    /// Virtual time since the beginning, as `00:01:23.4`.
    pub clock: String,
    /// Where we are.
    pub step: usize,
    /// How many steps are known.
    pub steps: usize,
    /// The set's numbers over time.
    pub curve: Curve,
    /// Time runs.
    pub is_playing: bool,
    /// Nothing will happen by itself.
    pub is_steady: bool,
    /// What is to be said about time: a wait that was cut short, or that all is done.
    pub note: String,
    /// A command can be taken back.
    pub can_undo: bool,
    /// A command can be done again.
    pub can_redo: bool,
}

/// Computes the transport.
pub fn transport(app: &App, simulation: &Simulation, curve: Curve) -> Transport {
    let steps = simulation.steps();
    let (step, count) = (simulation.cursor(), steps.len());
    let is_steady = simulation.is_steady();
    Transport {
        clock: clock(simulation.now() - EPOCH),
        step,
        steps: count,
        curve,
        is_playing: app.is_playing,
        is_steady,
        note: note(simulation, is_steady, app.language),
        can_undo: app.undoable > 0,
        can_redo: app.redoable > 0,
    }
}

fn note(simulation: &Simulation, is_steady: bool, language: Language) -> String {
    if is_steady {
        return texts::steady(language).to_owned();
    }
    let wait = last_waits(simulation).find(|wait| *wait >= LONG_WAIT);
    wait.map_or_else(String::new, |wait| {
        texts::later(language, &words::length(wait, language))
    })
}

/// How long the steps of the last moments were waited for, the last one first.
fn last_waits(simulation: &Simulation) -> impl Iterator<Item = Millis> + '_ {
    let done = &simulation.steps()[..simulation.cursor()];
    let now = simulation.now();
    let pairs = done
        .windows(2)
        .rev()
        .take_while(move |pair| now - pair[1].time <= LONG_SAID);
    pairs.map(|pair| pair[1].time - pair[0].time)
}

/// `00:01:23.4`.
pub fn clock(since: Millis) -> String {
    let tenths = since.0.max(0) / 100;
    let (seconds, tenths) = (tenths / 10, tenths % 10);
    format!(
        "{:02}:{:02}:{:02}.{tenths}",
        seconds / 3600,
        seconds / 60 % 60,
        seconds % 60
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_counts_hours_minutes_seconds_and_tenths() {
        assert_eq!(clock(Millis(0)), "00:00:00.0");
        assert_eq!(clock(Millis(83_450)), "00:01:23.4");
        assert_eq!(clock(Millis(7_200_000)), "02:00:00.0");
    }
}
