//! How often a series of the scheduler's events is said to have happened.
//!
//! Models `client-go/tools/events/event_broadcaster.go`: the second event makes a series and writes it; later ones are
//! counted, and the count is written every half hour, or once the series has been quiet for six minutes.

use crate::time::{Millis, SimTime};

const REFRESH: Millis = Millis::seconds(30 * 60);
const FINISH: Millis = Millis::seconds(6 * 60);

/// Whether an event that was last seen at `last` has been forgotten by `now`: the broadcaster looks every six minutes for
/// those that have been quiet for six minutes.
pub(super) fn is_finished(last: SimTime, now: SimTime) -> bool {
    let look = last_tick(now, FINISH);
    last + FINISH < look
}

/// How many of the occurrences `observed`, in order, have been written by `now`.
pub(super) fn written(observed: &[SimTime], now: SimTime) -> usize {
    match observed {
        [] | [_] | [_, _] => observed.len(),
        [.., last] if is_finished(*last, now) => observed.len(),
        _ => {
            let refreshed = last_tick(now, REFRESH);
            observed.iter().filter(|time| **time <= refreshed).count().max(2)
        }
    }
}

fn last_tick(now: SimTime, period: Millis) -> SimTime {
    SimTime(now.0 - now.0.rem_euclid(period.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn later_occurrences_are_written_every_half_hour_or_at_the_end() {
        let minute = 60_000;
        let observed: Vec<SimTime> = [0, 5, 10, 15].map(|at| SimTime(at * minute)).to_vec();
        let at = |minutes: i64| written(&observed, SimTime(minutes * minute));
        assert_eq!((at(16), at(23)), (2, 2));
        assert_eq!(at(24), 4, "quiet for more than six minutes when looked at");
        let steady: Vec<SimTime> = (0..8).map(|index| SimTime(index * 5 * minute)).collect();
        assert_eq!(written(&steady, SimTime(36 * minute)), 7, "refreshed at 30 minutes");
    }
}
