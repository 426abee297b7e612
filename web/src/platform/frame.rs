//! The page around the frame that this page is in, if `<every-node>` put it there: it may ask for scenarios. The work is
//! done by the bundle of `web/editor/`, which puts `everynodeFrame` into the window.

use js_sys::Reflect;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = everynodeFrame, js_name = connect)]
    fn connect(open: &Closure<dyn FnMut(String)>) -> Result<(), JsValue>;
}

/// Listens for scenarios for as long as it lives.
pub struct Around {
    _open: Closure<dyn FnMut(String)>,
}

impl Around {
    /// Calls `open` with the text of each scenario.
    pub fn listen(open: impl FnMut(String) + 'static) -> Self {
        let open = Closure::<dyn FnMut(String)>::new(open);
        if Reflect::has(&js_sys::global(), &"everynodeFrame".into()).unwrap_or(false) {
            // A page that stands alone has nobody to listen to.
            let _ = connect(&open);
        }
        Self { _open: open }
    }
}
