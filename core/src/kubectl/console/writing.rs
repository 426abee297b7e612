//! The verbs that write, with their flags.

use super::verb::Verb;

/// Below `kubectl`.
pub(super) const VERBS: &[Verb] = &[];

/// Below `kubectl rollout`.
pub(super) const ROLLOUT: &[Verb] = &[];
