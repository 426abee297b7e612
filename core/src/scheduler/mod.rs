//! The default scheduler's filters on the target node, its message, preemption.
