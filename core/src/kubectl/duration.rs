//! Ages as kubectl writes them: `119s`, `2m1s`, `3h`, `2d1h`, `8y`.
//!
//! Models `HumanDuration` of `apimachinery/pkg/util/duration/duration.go` and the printers' `translateTimestampSince`.

use crate::json::Fields;
use crate::time::{Millis, SimTime};
use serde_json::Value;

/// The short form of a length of time: two units at most, fewer the longer it is. Under minus one second it is
/// `<invalid>`.
pub fn human_duration(length: Millis) -> String {
    let seconds = length.0 / 1000;
    let (minutes, hours) = (seconds / 60, seconds / 3600);
    let days = hours / 24;
    if seconds < -1 {
        "<invalid>".to_owned()
    } else if seconds < 120 {
        format!("{}s", seconds.max(0))
    } else if minutes < 10 {
        two_units(minutes, 'm', seconds % 60, 's')
    } else if minutes < 180 {
        format!("{minutes}m")
    } else if hours < 8 {
        two_units(hours, 'h', minutes % 60, 'm')
    } else if hours < 48 {
        format!("{hours}h")
    } else if days < 8 {
        two_units(days, 'd', hours % 24, 'h')
    } else if days < 2 * 365 {
        format!("{days}d")
    } else if days < 8 * 365 {
        two_units(days / 365, 'y', days % 365, 'd')
    } else {
        format!("{}y", days / 365)
    }
}

fn two_units(large: i64, large_unit: char, small: i64, small_unit: char) -> String {
    if small == 0 {
        format!("{large}{large_unit}")
    } else {
        format!("{large}{large_unit}{small}{small_unit}")
    }
}

/// The moment in the field at `path`; `None` for an absent or zero one, or one that is not a timestamp.
pub(crate) fn moment(object: &Value, path: &str) -> Option<SimTime> {
    /// Go's zero time, which Kubernetes reads as "not set".
    const ZERO: &str = "0001-01-01T00:00:00Z";
    let text = object.text(path);
    if text == ZERO { None } else { SimTime::parse(text) }
}

/// How long ago `moment` was, or `<unknown>`.
pub(crate) fn since(moment: Option<SimTime>, now: SimTime) -> String {
    moment.map_or_else(|| "<unknown>".to_owned(), |moment| human_duration(now - moment))
}

/// The age of an API object.
pub(crate) fn age(object: &Value, now: SimTime) -> String {
    since(moment(object, "metadata.creationTimestamp"), now)
}

/// The moment in the field at `path` with its weekday: `Sun, 22 Nov 2026 13:46:17 +0000` (Go's `time.RFC1123Z`).
pub(crate) fn long_timestamp(object: &Value, path: &str) -> String {
    const WEEKDAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    const DAY_MILLIS: i64 = 24 * 60 * 60 * 1000;
    let Some(moment) = moment(object, path) else {
        return "Mon, 01 Jan 0001 00:00:00 +0000".to_owned();
    };
    // The epoch began on a Thursday.
    let weekday = usize::try_from(moment.0.div_euclid(DAY_MILLIS).rem_euclid(7)).unwrap_or_default();
    let text = moment.to_string();
    let part = |range: std::ops::Range<usize>| text.get(range).unwrap_or_default();
    let month = part(5..7).parse::<usize>().unwrap_or(1).saturating_sub(1);
    format!(
        "{}, {} {} {} {} +0000",
        WEEKDAYS[weekday],
        part(8..10),
        MONTHS.get(month).unwrap_or(&"Jan"),
        part(0..4),
        part(11..19)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The unit changes exactly where kubectl changes it.
    #[test]
    fn durations_get_coarser_as_they_grow() {
        const HOUR: i64 = 3600;
        const DAY: i64 = 24 * HOUR;
        for (seconds, text) in [
            (-2, "<invalid>"),
            (-1, "0s"),
            (0, "0s"),
            (119, "119s"),
            (120, "2m"),
            (121, "2m1s"),
            (599, "9m59s"),
            (601, "10m"),
            (179 * 60 + 59, "179m"),
            (3 * HOUR, "3h"),
            (7 * HOUR + 59 * 60, "7h59m"),
            (8 * HOUR, "8h"),
            (48 * HOUR - 1, "47h"),
            (48 * HOUR, "2d"),
            (49 * HOUR, "2d1h"),
            (8 * DAY, "8d"),
            (730 * DAY - 1, "729d"),
            (730 * DAY, "2y"),
            (731 * DAY, "2y1d"),
            (8 * 365 * DAY - 1, "7y364d"),
            (8 * 365 * DAY, "8y"),
            (9 * 365 * DAY, "9y"),
        ] {
            assert_eq!(human_duration(Millis::seconds(seconds)), text, "{seconds} s");
        }
    }

    /// Less than a second early is a clock difference, not an error.
    #[test]
    fn fractions_are_cut_towards_zero() {
        assert_eq!(human_duration(Millis(-1999)), "0s");
        assert_eq!(human_duration(Millis(1999)), "1s");
    }

    #[test]
    fn a_long_timestamp_names_the_weekday() {
        let object = serde_json::json!({"a": "2026-11-22T13:46:17Z", "b": "1969-12-31T23:59:59Z"});
        assert_eq!(long_timestamp(&object, "a"), "Sun, 22 Nov 2026 13:46:17 +0000");
        assert_eq!(long_timestamp(&object, "b"), "Wed, 31 Dec 1969 23:59:59 +0000");
        assert_eq!(long_timestamp(&object, "c"), "Mon, 01 Jan 0001 00:00:00 +0000");
    }
}
