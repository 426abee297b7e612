//! What has to hold for every text and every DaemonSet: made up from seeds, shrunk when something breaks.
//!
//! `EVERYNODE_SEEDS=5000 cargo test -p everynode-tests --test properties` tries more; a failure names the seed, and
//! `EVERYNODE_SEED=N` tries that one alone.

#[path = "properties/daemon_sets.rs"]
mod daemon_sets;
#[path = "properties/mutation.rs"]
mod mutation;
#[path = "properties/seeds.rs"]
mod seeds;

use everynode_core::admission::review_manifest;
use everynode_core::kubectl::to_yaml;
use everynode_core::manifest::nodes::read_nodes;
use everynode_tests::properties::{check_editing, check_manifest, check_nodes, check_yaml};
use proptest::prelude::*;
use seeds::for_each_seed;
use serde_json::json;
use std::sync::atomic::{AtomicU32, Ordering};

/// Texts of any characters, those that mean something in YAML more often.
fn any_text() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        4 => "[-a-z0-9:#\\[\\]{}&*!|>'\"%@`,? \t\n~<=._/]{0,12}",
        1 => "\\PC{0,6}",
        1 => prop::sample::select(mutation::WORDS.to_vec()).prop_map(ToOwned::to_owned),
    ];
    prop::collection::vec(word, 0..30).prop_map(|words| words.concat())
}

#[test]
fn any_text_is_a_manifest_or_is_explained() {
    for_each_seed("any_text_is_a_manifest_or_is_explained", 300, any_text, |text| {
        check_manifest(text)
    });
}

#[test]
fn any_text_is_a_node_list_or_is_explained() {
    for_each_seed("any_text_is_a_node_list_or_is_explained", 300, any_text, |text| {
        check_nodes(text)
    });
}

#[test]
fn a_damaged_manifest_is_read_or_explained() {
    let damaged = || mutation::damaged(mutation::MANIFESTS);
    for_each_seed("a_damaged_manifest_is_read_or_explained", 400, damaged, |text| {
        check_manifest(text)
    });
}

#[test]
fn a_damaged_node_list_is_read_or_explained() {
    let damaged = || mutation::damaged(mutation::NODE_LISTS);
    for_each_seed("a_damaged_node_list_is_read_or_explained", 400, damaged, |text| {
        check_nodes(text)
    });
}

#[test]
fn any_text_can_be_edited() {
    for_each_seed("any_text_can_be_edited", 200, any_text, |text| check_editing(text));
    for texts in [mutation::MANIFESTS, mutation::NODE_LISTS] {
        let damaged = || mutation::damaged(texts);
        for_each_seed("any_text_can_be_edited", 200, damaged, |text| check_editing(text));
    }
}

#[test]
fn any_string_survives_being_written_as_yaml() {
    let text = "[ \n\ta0:#'\"\\\\|{},&*!?\r\u{2028}\u{2029}\u{85}\u{feff}\u{7f}\u{e000}é-]{0,12}( [a-z]{1,30}){0,6}";
    for_each_seed(
        "any_string_survives_being_written_as_yaml",
        3000,
        || text,
        |text| check_yaml(&json!({"a": text, "list": [text, {"b": text, "c": 1}], text: [[text]]})),
    );
}

#[test]
fn a_made_up_daemon_set_survives_being_written_and_read() {
    let sets = || daemon_sets::daemon_set("made-up");
    let name = "a_made_up_daemon_set_survives_being_written_and_read";
    let accepted = AtomicU32::new(0);
    for_each_seed(name, 400, sets, |set| {
        let review = review_manifest(&set.to_string(), None);
        accepted.fetch_add(u32::from(review.is_allowed()), Ordering::Relaxed);
        check_manifest(&set.to_string())?;
        check_manifest(&to_yaml(set))
    });
    assert!(accepted.into_inner() > 0, "none was accepted: this tried nothing");
}

/// Undamaged, every text of the seed corpus is good: else the others would try little.
#[test]
fn the_seed_corpus_is_accepted() {
    for text in mutation::MANIFESTS {
        let review = review_manifest(text, None);
        assert!(review.is_allowed(), "{:?}\n{text}", review.diagnostics);
        assert_eq!(check_manifest(text), Ok(()));
    }
    for text in mutation::NODE_LISTS {
        assert!(!read_nodes(text).nodes.is_empty(), "{text}");
        assert_eq!(check_nodes(text), Ok(()));
    }
}
