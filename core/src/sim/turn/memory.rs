//! What reporters of events remember: written once a turn, however much they report in it.

use super::Turn;
use crate::sim::events::{Correlation, Reporter};
use crate::sim::world::{Both, Delta};
use std::sync::Arc;

/// Among so many of its last deltas a turn looks for the one that it can go on with.
const RECENT: usize = 12;

impl Turn<'_> {
    /// Takes out what `reporter` remembers, for [`Self::put_correlation`] to put it back. Where this turn has written it
    /// already, that is taken, and no copy of it stays.
    pub(in crate::sim) fn take_correlation(&mut self, reporter: &Reporter) -> (Option<usize>, Arc<Correlation>) {
        let Some(remembered) = self.world.correlations.get_mut(reporter) else {
            return (None, Arc::default());
        };
        let mut own = self.deltas[self.before..].iter_mut().enumerate().rev().take(RECENT);
        let written = own.find_map(|(index, delta)| {
            if let Delta::Correlation(written, values) = delta {
                (written == reporter).then_some((index, values))
            } else {
                None
            }
        });
        match written {
            Some((index, values)) => {
                values.after = None;
                (Some(self.before + index), std::mem::take(remembered))
            }
            None => (None, remembered.clone()),
        }
    }

    /// Puts it back.
    pub(in crate::sim) fn put_correlation(
        &mut self,
        reporter: Reporter,
        place: Option<usize>,
        correlation: Arc<Correlation>,
    ) {
        let Some(Delta::Correlation(_, values)) = place.and_then(|index| self.deltas.get_mut(index)) else {
            self.write(Delta::Correlation(reporter, Both::to(Some(correlation))));
            return;
        };
        values.after = Some(correlation.clone());
        self.world.correlations.insert(reporter, correlation);
    }
}
