//! How virtual time becomes real time: by importance, not by length. Results never depend on it.

use everynode_core::time::Millis;

/// How fast time runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Speed {
    /// Half as fast.
    Half,
    /// As it should be.
    #[default]
    Normal,
    /// Twice as fast.
    Double,
    /// Five times as fast.
    Five,
}

impl Speed {
    /// All of them, slowest first.
    pub const ALL: [Self; 4] = [Self::Half, Self::Normal, Self::Double, Self::Five];

    /// What the page calls it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Half => "0.5×",
            Self::Normal => "1×",
            Self::Double => "2×",
            Self::Five => "5×",
        }
    }

    /// The speed of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|speed| speed.name() == name)
    }

    const fn tenths(self) -> u32 {
        match self {
            Self::Half => 5,
            Self::Normal => 10,
            Self::Double => 20,
            Self::Five => 50,
        }
    }
}

/// A wait of virtual time longer than this is not sat out, and the page says how long it was.
pub const LONG_WAIT: Millis = Millis(5_000);

/// For so much virtual time after such a wait the page says so: played at normal speed, long enough to be read.
pub const LONG_SAID: Millis = Millis(3_000);

/// How long the next step waits in real time, in milliseconds: long enough to see who acts, a little longer after a
/// virtual wait, never boring.
pub fn delay(virtual_wait: Millis, speed: Speed) -> u32 {
    const SHORTEST: i64 = 300;
    const LONGEST_WAIT: i64 = 900;
    let wait = SHORTEST + (virtual_wait.0.max(0) / 3).min(LONGEST_WAIT);
    u32::try_from(wait).unwrap_or(u32::MAX) * 10 / speed.tenths()
}

/// How much virtual time one tick takes together. Few nodes: each step is seen. Many nodes do the same thing at nearly
/// the same moment, and a rollout over a thousand should not take an hour to watch.
pub const fn stride(nodes: usize) -> Millis {
    match nodes {
        0..=12 => Millis(0),
        13..=60 => Millis(40),
        61..=300 => Millis(250),
        _ => Millis(1_000),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_waits_are_shortened_and_speed_divides() {
        assert_eq!(delay(Millis(0), Speed::Normal), 300);
        assert_eq!(delay(Millis(300), Speed::Normal), 400);
        assert_eq!(delay(Millis(40_000), Speed::Normal), 1_200);
        assert_eq!(delay(Millis(40_000), Speed::Double), 600);
        assert_eq!(delay(Millis(-5), Speed::Half), 600);
    }

    #[test]
    fn more_nodes_take_longer_strides() {
        let strides: Vec<i64> = [1, 20, 100, 5_000].into_iter().map(|nodes| stride(nodes).0).collect();
        assert!(strides.is_sorted());
        assert_eq!(strides[0], 0, "on a small cluster every step is seen");
    }

    #[test]
    fn names_of_speeds_lead_back() {
        for speed in Speed::ALL {
            assert_eq!(Speed::named(speed.name()), Some(speed));
        }
    }
}
