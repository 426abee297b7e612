//! Conformance runner and shared test helpers.
