//! The simulated cluster: state, commands, events, virtual clock, trace, time travel.
