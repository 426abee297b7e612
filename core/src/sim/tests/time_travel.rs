//! Steps back and forward, undo, and the same trace from the same seed.

use super::*;

#[test]
fn stepping_back_and_forward_passes_through_the_same_states() {
    let mut simulation = cluster(&["a", "b", "c"], fluentd(|_| {}));
    let mut states = vec![simulation.cluster().clone()];
    let from = simulation.cursor();
    while simulation.step() {
        states.push(simulation.cluster().clone());
    }
    for index in (0..states.len()).rev() {
        simulation.seek(from + index);
        assert_eq!(*simulation.cluster(), states[index], "state {index}");
    }
    simulation.seek(usize::MAX);
    assert_eq!(simulation.cluster(), states.last().unwrap());
    assert_eq!(simulation.next_time(), None);
}

#[test]
fn undo_brings_back_the_future_that_a_command_cut_off() {
    let mut simulation = settled(&["a", "b"], fluentd(|_| {}));
    let (end, hash) = (simulation.cursor(), simulation.trace_hash());
    simulation.seek(4);
    simulation.apply(Command::Cordon { node: "a".into() });
    assert!(settle(&mut simulation));
    let other = simulation.trace_hash();
    assert_ne!(other, hash);
    assert!(simulation.undo());
    assert_eq!(simulation.cursor(), 4);
    simulation.seek(end);
    assert_eq!(simulation.trace_hash(), hash);
    assert!(simulation.redo());
    assert!(settle(&mut simulation));
    assert_eq!(simulation.trace_hash(), other);
    while simulation.undo() {}
    assert_eq!(simulation.cursor(), 0);
    assert!(simulation.cluster().nodes.is_empty());
}

#[test]
fn the_same_seed_gives_the_same_trace_and_another_seed_other_names() {
    let run = |seed| {
        let mut simulation = Simulation::new(seed);
        simulation.apply(Command::SetNodes {
            nodes: vec![node("a"), node("b")],
        });
        simulation.apply(Command::ApplyDaemonSet {
            daemon_set: fluentd(|_| {}),
        });
        settle(&mut simulation);
        simulation.trace_hash()
    };
    assert_eq!(run(7), run(7));
    assert_ne!(run(7), run(8));
}

#[test]
fn a_command_that_names_what_is_not_there_says_so_and_does_nothing() {
    let mut simulation = settled(&["a"], fluentd(|_| {}));
    let before = simulation.cursor();
    let findings = simulation.apply(Command::Cordon { node: "b".into() });
    assert_eq!(findings[0].message, "nodes \"b\" not found");
    assert_eq!(simulation.cursor(), before);
}

#[test]
fn the_commands_of_a_trace_make_it_again() {
    let mut simulation = cluster(&["a", "b", "c"], fluentd(|_| {}));
    for _ in 0..7 {
        simulation.step();
    }
    simulation.apply(Command::Cordon { node: "b".into() });
    settle(&mut simulation);
    let later = simulation.now() + Millis::seconds(90);
    simulation.apply_at(
        Command::ApplyDaemonSet {
            daemon_set: with_image("v2.6.0"),
        },
        later,
    );
    let commands: Vec<GivenCommand> = simulation.commands().collect();
    assert_eq!(commands.len(), 4);
    assert_eq!(commands[3].time, later);
    let text = serde_json::to_string(&commands).unwrap();
    let read: Vec<GivenCommand> = serde_json::from_str(&text).unwrap();
    let (again, findings) = Simulation::replay(simulation.seed(), read);
    assert_eq!(findings, []);
    assert_eq!(again.trace_hash(), simulation.trace_hash());
    assert_eq!(again.cluster(), simulation.cluster());
}

/// Time that is asked for is not overstepped, though what happens next is seen only after several quiet events.
#[test]
fn a_run_ends_at_its_time() {
    let mut simulation = settled(&["node-1"], fluentd(|_| {}));
    simulation.apply(Command::SilenceKubelet { node: "node-1".into() });
    let until = simulation.now() + Millis::seconds(20);
    simulation.run_until(until);
    assert!(simulation.now() <= until);
    simulation.wait_until(until);
    assert_eq!(simulation.now(), until);
    simulation.apply(Command::ResumeKubelet { node: "node-1".into() });
    assert_eq!(simulation.now(), until);
}

/// What is done to many nodes at once is one step, and is taken back as one.
#[test]
fn a_batch_is_one_step_and_one_undo() {
    let mut simulation = settled(&["a", "b", "c"], fluentd(|_| {}));
    let (before, at_first) = (simulation.cursor(), simulation.cluster().clone());
    let cordon = |node: &str| Command::Cordon { node: node.into() };
    let batch = Command::Batch {
        commands: vec![cordon("a"), cordon("b"), cordon("c")],
    };
    assert_eq!(simulation.apply(batch), []);
    assert_eq!(simulation.cursor(), before + 1);
    assert!(simulation.cluster().nodes.values().all(|node| node.unschedulable));
    assert!(simulation.undo());
    assert_eq!(*simulation.cluster(), at_first);
}

#[test]
fn a_batch_with_something_that_cannot_be_done_does_nothing() {
    let mut simulation = settled(&["a"], fluentd(|_| {}));
    let (before, at_first) = (simulation.cursor(), simulation.cluster().clone());
    let cordon = |node: &str| Command::Cordon { node: node.into() };
    let missing = simulation.apply(Command::Batch {
        commands: vec![cordon("a"), cordon("b")],
    });
    assert_eq!(missing[0].message, "nodes \"b\" not found");
    let nested = simulation.apply(Command::Batch {
        commands: vec![Command::Requests { requests: Vec::new() }],
    });
    assert_eq!(nested[0].code, "not-in-a-batch");
    assert_eq!((simulation.cursor(), simulation.cluster()), (before, &at_first));
}

/// A node that is deleted twice is gone after the first time, and nothing is left to do.
#[test]
fn a_batch_may_take_away_what_it_is_about() {
    let mut simulation = settled(&["a", "b"], fluentd(|_| {}));
    let gone = Command::DeleteNode { name: "a".into() };
    let commands = vec![gone.clone(), gone, Command::Cordon { node: "b".into() }];
    assert_eq!(simulation.apply(Command::Batch { commands }), []);
    assert_eq!(simulation.cluster().nodes.len(), 1);
}
