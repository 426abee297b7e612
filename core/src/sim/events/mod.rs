//! Events as the API server stores them: what components report, correlated on its way there.
//!
//! Components of the older kind (the controllers, the kubelet) count and merge before they write:
//! `client-go/tools/record/events_cache.go`. The scheduler writes `events.k8s.io` and counts in series:
//! `client-go/tools/events/event_broadcaster.go`. A stored event lives for an hour after its last write (`--event-ttl`).

mod correlation;
mod record;
mod series;
mod small_map;
mod view;

pub(crate) use correlation::{Correlation, Reporter};
pub use record::{Occurrences, RecordedEvent};

use crate::time::Millis;

/// How long the API server keeps an event after it was last written.
pub const EVENT_TTL: Millis = Millis::seconds(3600);
