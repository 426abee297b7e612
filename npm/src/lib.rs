//! The engine as a JavaScript module.
