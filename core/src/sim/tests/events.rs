//! Events as the API server keeps them.

use super::scheduling::{agent, with_nodes};
use super::*;

#[test]
fn events_carry_what_the_api_server_stores_of_them_and_are_gone_after_an_hour() {
    let mut simulation = with_nodes(&["node-1"]);
    simulation.apply(agent("100m", |_| {}));
    assert!(settle(&mut simulation));
    let (key, uid) = simulation
        .cluster()
        .pods
        .values()
        .next()
        .map(|pod| ((pod.namespace.clone(), pod.name.clone()), pod.uid.clone()))
        .unwrap();
    let of = |simulation: &Simulation, reason: &str| {
        let events = simulation.event_objects();
        events.into_iter().find(|event| event["reason"] == reason).unwrap()
    };
    let scheduled = of(&simulation, "Scheduled");
    assert_eq!(scheduled["action"], "Binding");
    assert_eq!(scheduled["reportingComponent"], "default-scheduler");
    assert_eq!(scheduled["involvedObject"]["uid"], *uid);
    assert_eq!(scheduled["count"], Value::Null, "the newer API counts in series");
    let created = of(&simulation, "SuccessfulCreate");
    assert_eq!(created["count"], 1);
    assert_eq!(created["source"]["component"], "daemonset-controller");
    assert_eq!(created["firstTimestamp"], created["lastTimestamp"]);
    simulation.apply(Command::DeleteDaemonSet {
        namespace: "kube-system".into(),
        name: "fluentd-elasticsearch".into(),
        orphan: false,
    });
    assert!(settle(&mut simulation));
    assert!(!simulation.cluster().pods.contains_key(&key));
    assert_eq!(
        of(&simulation, "Scheduled"),
        scheduled,
        "what was reported outlives the pod"
    );
    let later = simulation.now() + Millis::seconds(3600);
    simulation.wait_until(later);
    assert_eq!(simulation.event_objects(), Vec::<Value>::new());
}
