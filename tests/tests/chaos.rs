//! What has to hold whatever happens to a cluster: scenarios, commands and faults drawn from seeds, and every promise
//! checked after every step; shrunk when something breaks.
//!
//! `make chaos SEEDS=10000` tries more; a failure names the seed, and `EVERYNODE_SEED=N` tries that one alone, with
//! `EVERYNODE_TRACE=1` telling every step that led there.

#[path = "chaos/bookkeeping.rs"]
mod bookkeeping;
#[path = "chaos/commands.rs"]
mod commands;
#[path = "properties/daemon_sets.rs"]
mod daemon_sets;
#[path = "chaos/imports.rs"]
mod imports;
#[path = "chaos/invariants.rs"]
mod invariants;
#[path = "chaos/overstays.rs"]
mod overstays;
#[path = "chaos/placement.rs"]
mod placement;
#[path = "chaos/plain.rs"]
mod plain;
#[path = "chaos/recount.rs"]
mod recount;
#[path = "chaos/requests.rs"]
mod requests;
#[path = "chaos/rest.rs"]
mod rest;
#[path = "chaos/scenario.rs"]
mod scenario;
#[path = "properties/seeds.rs"]
mod seeds;
#[path = "chaos/small_worlds.rs"]
mod small_worlds;
#[path = "chaos/views.rs"]
mod views;

use commands::VERBS;
use everynode_core::sim::Behavior;
use serde_json::{Value, json};
use small_worlds::{End, Interference, SmallWorld, explore};
use std::collections::BTreeSet;
use std::sync::Mutex;

#[test]
fn every_promise_holds_whatever_happens_to_a_cluster() {
    let name = "every_promise_holds_whatever_happens_to_a_cluster";
    let tried = Mutex::new(BTreeSet::new());
    let seeds = seeds::for_each_seed(name, 100, scenario::scenarios, |scenario| {
        let done = scenario::check(scenario)?;
        tried.lock().map_err(|error| error.to_string())?.extend(done);
        Ok(())
    });
    let tried = tried.into_inner().unwrap_or_default();
    let missing: Vec<_> = VERBS.iter().filter(|verb| !tried.contains(verb)).collect();
    assert!(seeds < 100 || missing.is_empty(), "never done: {missing:?}");
}

/// Goes every way of a small world, and says how many there are.
fn explored(nodes: usize, limits: Value, behavior: Option<Behavior>, interference: Option<Interference>, end: End) {
    let text = format!("{nodes} nodes, {limits}, {behavior:?}, {interference:?}");
    let world = SmallWorld {
        nodes,
        limits,
        behavior,
        interference,
        end,
    };
    // A way may be long, and each step of it is a call.
    let walk = std::thread::Builder::new().stack_size(256 << 20);
    let found = walk.spawn(move || explore(&world)).map(std::thread::JoinHandle::join);
    match found {
        Ok(Ok(Ok(found))) => {
            eprintln!("{text}: {found:?}");
            assert!(found.ends > 0 && found.ways > found.states, "{text}: it goes nowhere");
        }
        Ok(Ok(Err(broken))) => panic!("{text}: {broken}"),
        other => panic!("{text}: {other:?}"),
    }
}

#[test]
fn a_rolling_update_is_complete_in_the_end_in_every_order_of_events() {
    explored(3, json!({"maxUnavailable": 1}), None, None, End::Complete);
    explored(2, json!({"maxUnavailable": 2}), None, None, End::Complete);
}

#[test]
fn a_rolling_update_with_surge_is_complete_in_the_end_in_every_order_of_events() {
    explored(
        2,
        json!({"maxUnavailable": 0, "maxSurge": 1}),
        None,
        None,
        End::Complete,
    );
    explored(
        2,
        json!({"maxUnavailable": 0, "maxSurge": 2}),
        None,
        None,
        End::Complete,
    );
}

#[test]
fn an_image_that_never_gets_ready_ends_stuck_in_every_order_of_events() {
    let never = Some(Behavior::NeverReady);
    explored(3, json!({"maxUnavailable": 1}), never, None, End::Stuck);
    explored(2, json!({"maxUnavailable": 0, "maxSurge": 1}), never, None, End::Stuck);
}

#[test]
fn a_node_that_turns_not_ready_at_any_moment_breaks_no_promise() {
    let not_ready = Some(Interference::NodeNotReady);
    explored(2, json!({"maxUnavailable": 1}), None, not_ready, End::Either);
    explored(
        2,
        json!({"maxUnavailable": 0, "maxSurge": 1}),
        None,
        not_ready,
        End::Either,
    );
}

#[test]
fn a_template_that_changes_again_at_any_moment_is_rolled_out_in_the_end() {
    let again = Some(Interference::AnotherTemplate);
    explored(2, json!({"maxUnavailable": 1}), None, again, End::Complete);
    explored(
        1,
        json!({"maxUnavailable": 0, "maxSurge": 1}),
        None,
        again,
        End::Complete,
    );
}
