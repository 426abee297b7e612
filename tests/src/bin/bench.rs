//! Measures the engine and prints one JSON row a line. Natively it is a program: `bench [FILTER]`; for wasm32 it is a
//! module with one function.

#[cfg(not(target_arch = "wasm32"))]
#[expect(clippy::print_stdout, reason = "the rows are the program's output")]
fn main() {
    let begun = std::time::Instant::now();
    let filter = std::env::args().nth(1).unwrap_or_default();
    let now = || begun.elapsed().as_secs_f64() * 1e9;
    everynode_tests::bench::measure("native", &filter, &now, |row| println!("{row}"));
}

#[cfg(target_arch = "wasm32")]
fn main() {}

#[cfg(target_arch = "wasm32")]
mod wasm {
    use wasm_bindgen::prelude::wasm_bindgen;

    #[wasm_bindgen]
    extern "C" {
        #[wasm_bindgen(js_namespace = performance, js_name = now)]
        fn now_milliseconds() -> f64;
        #[wasm_bindgen(js_namespace = console, js_name = log)]
        fn log(text: &str);
    }

    /// Measures everything whose name contains `filter`; logs a row each.
    #[wasm_bindgen]
    #[expect(unreachable_pub, reason = "wasm-bindgen exports only what is public")]
    pub fn measure(filter: &str) {
        let now = || now_milliseconds() * 1e6;
        everynode_tests::bench::measure("wasm", filter, &now, |row| log(&row.to_string()));
    }
}
