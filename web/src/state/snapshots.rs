//! The history: snapshots of the page, newest first, each a scenario with a time and a line that says what it holds.

use serde_json::{Value, json};

/// So many are kept; the oldest go first.
const MOST: usize = 30;

/// All of them together have at most so many characters: browsers store a few millions.
const MOST_CHARACTERS: usize = 2_000_000;

/// One moment of the page.
#[derive(Debug, Clone, PartialEq)]
pub struct Snapshot {
    /// When it was taken, in milliseconds since 1970.
    pub time: f64,
    /// What it holds, in a line.
    pub line: String,
    /// The scenario, as in a link.
    pub packed: String,
    /// The tab that it was taken in, where nobody asked for it; else empty.
    pub tab: String,
}

impl Snapshot {
    /// As it is stored.
    pub fn to_json(&self) -> Value {
        json!({ "time": self.time, "line": self.line, "packed": self.packed, "tab": self.tab })
    }

    /// As it was stored; `None` if that is none.
    pub fn from_json(value: &Value) -> Option<Self> {
        Some(Self {
            time: value["time"].as_f64()?,
            line: value["line"].as_str()?.to_owned(),
            packed: value["packed"].as_str()?.to_owned(),
            tab: value["tab"].as_str().unwrap_or_default().to_owned(),
        })
    }
}

/// The snapshots of a stored text. What cannot be read is left out.
pub fn read(text: &str) -> Vec<Snapshot> {
    let value: Value = serde_json::from_str(text).unwrap_or_default();
    let list = value.as_array().into_iter().flatten();
    list.filter_map(Snapshot::from_json).collect()
}

/// The snapshots as a text to store.
pub fn write(snapshots: &[Snapshot]) -> String {
    snapshots.iter().map(Snapshot::to_json).collect::<Value>().to_string()
}

/// With one more. The same scenario is kept once, with its newest time; what is too much goes, the oldest first. One that is
/// too large by itself is not taken.
#[must_use]
pub fn with(mut snapshots: Vec<Snapshot>, snapshot: Snapshot) -> Vec<Snapshot> {
    if snapshot.packed.len() > MOST_CHARACTERS {
        return snapshots;
    }
    snapshots.retain(|known| known.packed != snapshot.packed);
    snapshots.insert(0, snapshot);
    let mut room = MOST_CHARACTERS;
    let fitting = snapshots.iter().take(MOST).take_while(|snapshot| {
        let fits = snapshot.packed.len() <= room;
        room = room.saturating_sub(snapshot.packed.len());
        fits
    });
    let count = fitting.count();
    snapshots.truncate(count);
    snapshots
}

/// With what another tab was left with, before the tab `own` takes its place as the last. A tab is there once, as it was
/// last; and not at all once it is the last itself.
#[must_use]
pub fn with_other_tab(mut snapshots: Vec<Snapshot>, other: Snapshot, own: &str) -> Vec<Snapshot> {
    snapshots.retain(|known| known.tab.is_empty() || known.tab != other.tab && known.tab != own);
    with(snapshots, other)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn snapshot(number: u32, length: usize) -> Snapshot {
        Snapshot {
            time: f64::from(number),
            line: format!("number {number}"),
            packed: format!("v1/{number}{}", "a".repeat(length)),
            tab: String::new(),
        }
    }

    #[test]
    fn what_is_stored_is_read_back_and_what_is_damaged_left_out() {
        let snapshots = vec![snapshot(2, 3), snapshot(1, 3)];
        assert_eq!(read(&write(&snapshots)), snapshots);
        assert_eq!(read("[{}, 1]"), []);
        assert_eq!(read("nonsense"), []);
    }

    #[test]
    fn the_newest_are_kept_each_scenario_once() {
        let all = (0..50).fold(Vec::new(), |all, number| with(all, snapshot(number, 3)));
        assert_eq!(all.len(), MOST);
        assert_eq!(all[0].line, "number 49");
        let newer = Snapshot {
            time: 99.0,
            ..all[5].clone()
        };
        let again = with(all, newer.clone());
        assert_eq!((again.len(), &again[0]), (MOST, &newer));
    }

    #[test]
    fn large_ones_push_older_ones_out() {
        let all = (0..5).fold(Vec::new(), |all, number| {
            with(all, snapshot(number, MOST_CHARACTERS / 3))
        });
        assert_eq!(all.len(), 2);
        assert_eq!(
            with(all.clone(), snapshot(9, MOST_CHARACTERS + 1)),
            all,
            "one that is too large pushes nothing out"
        );
    }

    #[test]
    fn each_other_tab_is_there_once() {
        let of = |number, tab: &str| Snapshot {
            tab: tab.to_owned(),
            ..snapshot(number, 3)
        };
        let all = vec![of(3, ""), of(2, "a"), of(1, "b"), of(0, "c")];
        assert_eq!(
            with_other_tab(all, of(4, "a"), "b"),
            [of(4, "a"), of(3, ""), of(0, "c")]
        );
    }
}
