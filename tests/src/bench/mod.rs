//! How long the engine takes: the same measurements natively and in wasm. The clock is the caller's.

mod work;

use serde_json::{Value, json};

/// A thing to measure, at some sizes.
pub struct Benchmark {
    /// Its name in tables: `placement`.
    pub name: &'static str,
    /// The numbers of nodes (for `seek` and `seek-ends`: of steps).
    pub sizes: &'static [usize],
    /// Gets everything ready and returns what is measured.
    prepare: fn(usize) -> Box<dyn FnMut()>,
}

/// Everything that is measured.
pub const BENCHMARKS: &[Benchmark] = &[
    Benchmark {
        name: "placement",
        sizes: &[1_000, 5_000, 20_000, 100_000],
        prepare: work::placement,
    },
    Benchmark {
        name: "sync",
        sizes: &[1_000, 5_000, 20_000],
        prepare: work::sync,
    },
    Benchmark {
        name: "decision",
        sizes: &[1_000, 5_000, 20_000],
        prepare: work::decision,
    },
    Benchmark {
        name: "toggle",
        sizes: &[1_000, 5_000],
        prepare: work::toggle,
    },
    Benchmark {
        name: "rollout",
        sizes: &[1_000, 5_000],
        prepare: work::rollout,
    },
    Benchmark {
        name: "seek",
        sizes: &[10_000],
        prepare: work::seek,
    },
    Benchmark {
        name: "seek-ends",
        sizes: &[10_000],
        prepare: work::seek_ends,
    },
    Benchmark {
        name: "parse-nodes-yaml",
        sizes: &[1_000, 5_000],
        prepare: work::parse_nodes_yaml,
    },
    Benchmark {
        name: "parse-nodes-json",
        sizes: &[1_000, 5_000],
        prepare: work::parse_nodes_json,
    },
];

/// A median needs some runs, but nobody wants to wait for many of something slow.
const FEWEST_RUNS: usize = 3;
const MOST_RUNS: usize = 51;
const ENOUGH_NANOSECONDS: f64 = 1e9;

impl Benchmark {
    /// The median time of one run at `size`, in nanoseconds; `now` tells nanoseconds since some moment.
    pub fn median_nanoseconds(&self, size: usize, now: &dyn Fn() -> f64) -> f64 {
        let mut run = (self.prepare)(size);
        let begun = now();
        let mut times = Vec::new();
        while times.len() < FEWEST_RUNS || (times.len() < MOST_RUNS && now() - begun < ENOUGH_NANOSECONDS) {
            let from = now();
            run();
            times.push(now() - from);
        }
        times.sort_by(f64::total_cmp);
        times[times.len() / 2]
    }
}

/// Measures everything whose name contains `filter`, as rows of `target/bench.json`: `PLATFORM/NAME/SIZE`.
pub fn measure(platform: &str, filter: &str, now: &dyn Fn() -> f64, mut row: impl FnMut(&Value)) {
    for benchmark in BENCHMARKS {
        for size in benchmark.sizes {
            let name = format!("{platform}/{}/{size}", benchmark.name);
            if name.contains(filter) {
                let median = benchmark.median_nanoseconds(*size, now).round();
                row(&json!({"name": name, "median_ns": median}));
            }
        }
    }
}
