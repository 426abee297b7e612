//! Bytes as a manifest: what `everynode_tests::properties::check_manifest` promises holds for all of them.

#![no_main]

use everynode_tests::properties::check_manifest;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Err(broken) = check_manifest(&String::from_utf8_lossy(bytes)) {
        panic!("{broken}");
    }
});
