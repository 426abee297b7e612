//! Skipping to the next change, to rest, and to where a rollout is stuck.

use super::*;

const HOUR: Millis = Millis::seconds(3600);

fn never_ready(tag: &str) -> Command {
    Command::SetBehavior {
        image: format!("fluentd:{tag}").into(),
        node: None,
        behavior: Some(Behavior::NeverReady),
    }
}

fn roll(simulation: &mut Simulation, tag: &str) {
    let daemon_set = with_image(tag);
    assert_eq!(simulation.apply(Command::ApplyDaemonSet { daemon_set }), []);
}

#[test]
fn the_next_change_is_the_next_step_that_changes_a_pod_or_the_status() {
    let mut simulation = cluster(&["a", "b"], fluentd(|_| {}));
    let mut shown = Vec::new();
    let at_rest = loop {
        let from = simulation.cursor();
        let skipped = simulation.skip(Until::Change, HOUR);
        assert_eq!(simulation.cursor(), from + skipped.steps);
        if skipped.stopped != Stopped::Change {
            break skipped.stopped;
        }
        shown.push(simulation.cursor());
    };
    assert_eq!(at_rest, Stopped::Steady);
    let changing = simulation.steps().iter().enumerate();
    let changing = changing.filter(|(_, step)| step.changes_pods_or_status());
    let changing: Vec<usize> = changing.map(|(index, _)| index + 1).collect();
    assert_eq!(shown, changing, "none is left out");
    assert!(shown.len() < simulation.steps().len(), "something is skipped");
}

#[test]
fn a_skip_to_rest_goes_as_far_as_settling_does() {
    let mut simulation = cluster(&["a", "b"], fluentd(|_| {}));
    let mut other = simulation.clone();
    let skipped = simulation.skip(Until::Steady, HOUR);
    let settled = other.settle(HOUR);
    assert_eq!(
        (skipped.stopped, skipped.steps, skipped.time),
        (Stopped::Steady, settled.steps, settled.time)
    );
    assert_eq!(simulation.skip(Until::Steady, HOUR).steps, 0, "it is at rest already");
}

#[test]
fn a_rollout_of_pods_that_never_become_ready_is_where_a_skip_to_stuck_ends() {
    let mut simulation = settled(&["a", "b", "c"], fluentd(|_| {}));
    assert_eq!(simulation.skip(Until::Stuck, HOUR).stopped, Stopped::Steady);
    simulation.apply(never_ready("v2.6.0"));
    roll(&mut simulation, "v2.6.0");
    assert!(simulation.stuck_rollouts().is_empty(), "it has only begun");
    assert_eq!(simulation.skip(Until::Stuck, HOUR).stopped, Stopped::Stuck);
    assert_eq!(simulation.stuck_rollouts(), [set_key()]);
    let rollout = crate::explain::rollout(&simulation, &set_key(), crate::language::Language::English);
    assert!(rollout.unwrap().stuck.is_some());
}

/// In the past, the moments of rest between the commands are found; one at which all is well is not where a rollout is stuck.
#[test]
fn in_a_known_trace_a_skip_finds_rest_and_the_stuck_rollout_where_they_were() {
    let mut simulation = settled(&["a", "b"], fluentd(|_| {}));
    let well = simulation.cursor();
    simulation.apply(never_ready("v2.6.0"));
    roll(&mut simulation, "v2.6.0");
    simulation.skip(Until::Stuck, HOUR);
    let stuck = simulation.cursor();
    roll(&mut simulation, "v2.7.0");
    assert_eq!(simulation.skip(Until::Stuck, HOUR).stopped, Stopped::Steady);
    let steps = simulation.steps().len();
    simulation.seek(2);
    assert_eq!(simulation.skip(Until::Steady, HOUR).stopped, Stopped::Steady);
    assert_eq!(simulation.cursor(), well);
    simulation.seek(2);
    assert_eq!(simulation.skip(Until::Stuck, HOUR).stopped, Stopped::Stuck);
    assert_eq!(simulation.cursor(), stuck);
    assert_eq!(simulation.steps().len(), steps, "nothing of the known future is lost");
}

/// A container that crashes is started again for ever, so there is no rest: the limit ends it, and is not overstepped.
#[test]
fn a_skip_ends_at_its_limit() {
    let mut simulation = cluster(&["a"], fluentd(|_| {}));
    let until = simulation.now() + Millis(500);
    let skipped = simulation.skip(Until::Steady, Millis(500));
    assert_eq!(skipped.stopped, Stopped::Limit);
    assert!(simulation.now() <= until && skipped.time == simulation.now());
    simulation.apply(Command::SetBehavior {
        image: "fluentd".into(),
        node: None,
        behavior: Some(Behavior::Crashes { after_seconds: 3 }),
    });
    assert_eq!(simulation.skip(Until::Steady, HOUR).stopped, Stopped::Limit);
}

/// Crashes and pulls are tried for ever, so the cluster never rests; what comes of it is known all the same.
#[test]
fn a_rollout_whose_pods_fail_again_and_again_is_stuck_between_two_tries() {
    for (behavior, reason) in [
        (Behavior::Crashes { after_seconds: 1 }, "CrashLoopBackOff"),
        (Behavior::PullFails, "ImagePullBackOff"),
    ] {
        let mut simulation = settled(
            &["a", "b", "c"],
            fluentd(|set| set["spec"]["minReadySeconds"] = json!(5)),
        );
        simulation.apply(Command::SetBehavior {
            image: "fluentd:v2.6.0".into(),
            node: None,
            behavior: Some(behavior),
        });
        let mut daemon_set = with_image("v2.6.0");
        daemon_set["spec"]["minReadySeconds"] = json!(5);
        simulation.apply(Command::ApplyDaemonSet { daemon_set });
        let skipped = simulation.skip(Until::Stuck, HOUR);
        assert_eq!(skipped.stopped, Stopped::Stuck);
        assert!(!simulation.is_steady(), "the kubelet will try again");
        assert_eq!(simulation.stuck_rollouts(), [set_key()]);
        let language = crate::language::Language::English;
        let rollout = crate::explain::rollout(&simulation, &set_key(), language).unwrap();
        let because = rollout.stuck.unwrap().because;
        assert!(
            because.contains("fails again and again") && because.contains(reason),
            "{because}"
        );

        // Mended, it goes on to the end.
        simulation.apply(Command::SetBehavior {
            image: "fluentd:v2.6.0".into(),
            node: None,
            behavior: None,
        });
        assert!(simulation.stuck_rollouts().is_empty());
        assert_eq!(simulation.skip(Until::Stuck, HOUR).stopped, Stopped::Steady);
        assert_eq!(status(&simulation).updated_number_scheduled, 3);
    }
}
