//! Bytes as a node list: what `everynode_tests::properties::check_nodes` promises holds for all of them.

#![no_main]

use everynode_tests::properties::check_nodes;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Err(broken) = check_nodes(&String::from_utf8_lossy(bytes)) {
        panic!("{broken}");
    }
});
