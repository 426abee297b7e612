//! The real time, which the simulated cluster knows nothing of: for what was kept when.

use js_sys::{Date, Object, Reflect};

/// Milliseconds since 1970.
pub fn now() -> f64 {
    Date::now()
}

/// A moment as people of that language write it, in their own time zone: date and time, short.
pub fn written(millis: f64, language: &str) -> String {
    let options = Object::new();
    for (key, value) in [("dateStyle", "medium"), ("timeStyle", "short")] {
        // A plain object takes every property.
        let _ = Reflect::set(&options, &key.into(), &value.into());
    }
    let written = Date::new(&millis.into()).to_locale_string(language, &options);
    String::from(written)
}
