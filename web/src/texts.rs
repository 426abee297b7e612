//! What the page says, in every language: a module for each file of `web/locales/LANGUAGE/`, a function for each message,
//! made by the build script. A message that one language lacks does not compile; one that nobody says is a warning.

include!(concat!(env!("OUT_DIR"), "/texts.rs"));
