//! The engine's own sentences in every language: a module for each file of `core/locales/LANGUAGE/`, a function for each
//! message, made by the build script.

include!(concat!(env!("OUT_DIR"), "/texts.rs"));
