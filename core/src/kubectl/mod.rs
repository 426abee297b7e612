//! The text that kubectl prints.
