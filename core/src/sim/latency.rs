//! How long things take in the simulated cluster, in virtual time.
//!
//! Kubernetes promises none of these numbers; they are typical of a healthy cluster. Where they vary (pulling, starting,
//! stopping), the length is drawn from the seed and the names involved, never from the order of events.

use crate::objects::Pod;
use crate::time::{Millis, SimTime};

/// From a watch event to the sync it causes: some time on the way, and as long as a sync of so many nodes keeps the worker
/// busy (Kubernetes' own needs about 10 µs a node). What comes in meanwhile is one sync.
pub(crate) fn controller(nodes: usize) -> Millis {
    Millis(10 + i64::try_from(nodes / 100).unwrap_or(i64::MAX))
}

/// From a pod's creation to the scheduler's decision.
pub(crate) const SCHEDULER: Millis = Millis(15);
/// How long the scheduler is busy with a pod for which it makes room, before it takes the next one (recorded in scenario
/// 18: 18 to 23 ms).
pub(crate) const PREEMPTION: Millis = Millis(20);
/// How long a pod backs off that the scheduler has tried so often: 1 s, doubling up to 10 s.
pub(crate) fn scheduler_back_off(attempts: u32) -> Millis {
    Millis::seconds((1 << attempts.saturating_sub(1).min(4)).min(10))
}

/// From a pod's failure to the attempt for no reason: every 30 s the scheduler looks for pods that have been unschedulable
/// for more than five minutes (`flushUnschedulablePodsLeftover`).
pub(crate) fn unschedulable_retry(now: SimTime) -> Millis {
    const PATIENCE: i64 = 300_000;
    const PERIOD: i64 = 30_000;
    let patient_until = now.0 + PATIENCE;
    Millis(PATIENCE + PERIOD - patient_until.rem_euclid(PERIOD))
}

/// From a binding to the kubelet's first look at the pod.
pub(crate) const KUBELET: Millis = Millis(45);
/// From a NoExecute taint to the eviction.
pub(crate) const EVICTION: Millis = Millis(40);
/// From an owner's deletion to that of what it owned.
pub(crate) const GARBAGE_COLLECTOR: Millis = Millis(150);
/// From the last container's end to the object's removal.
pub(crate) const REMOVE: Millis = Millis(60);
/// From the deletion of a pod of which nothing runs to the report that it has ended.
pub(crate) const END_UNSTARTED: Millis = Millis(60);

/// How long a set waits whose sync has failed `failures` times before this one: 5 ms, doubling up to 1000 s
/// (semantics 5.1).
pub(crate) fn retry(failures: u32) -> Millis {
    Millis(5_i64.saturating_mul(1 << failures.min(18)).min(1_000_000))
}

/// From the admission to a pull that fails.
pub(crate) const PULL_FAILS: Millis = Millis(600);
/// From a pull that failed to the back-off.
pub(crate) const PULL_BACK_OFF: Millis = Millis(1500);

/// From the end of a container to its first restart: the kubelet looks at its containers every second.
pub(crate) const RESTART: Millis = Millis(800);
/// From the end of a container to the report that its restart is put off.
pub(crate) const SHOW_BACK_OFF: Millis = Millis(1000);
/// So long after the last restart the pauses begin anew.
pub(crate) const BACK_OFF_RESET: Millis = Millis::seconds(600);

/// The pause before a start or a pull that has been put off `times` times before: 10 s, doubling to 300 s.
pub(crate) fn back_off(times: u32) -> Millis {
    Millis::seconds((10 << times.min(5)).min(300))
}

/// From the start of a container to the first answer to a probe.
pub(crate) const FIRST_PROBE: Millis = Millis(400);
/// How long a hook takes that does not say.
pub(crate) const HOOK: Millis = Millis(200);
/// From the end of the other containers to that of a sidecar.
pub(crate) const STOP_SIDECAR: Millis = Millis(200);
/// How long it takes to ask a registry whether an image is still the same.
pub(crate) const CHECK_IMAGE: Millis = Millis(400);

/// How long an init container takes.
pub(crate) fn init_run(seed: u64, pod: &Pod, index: usize) -> Millis {
    draw(seed, &["init", &pod.name, &index.to_string()], 400, 1500)
}

/// The size of an image in bytes, as made up as the image.
pub(crate) fn image_size(image: &str) -> u64 {
    20_000_000 + mix(fnv64(image.bytes())) % 180_000_000
}

/// How long the image takes to arrive on a node that has not got it.
pub(crate) fn pull(seed: u64, node: &str, image: &str) -> Millis {
    draw(seed, &["pull", node, image], 900, 3600)
}

/// How long containers take to start once their images are there.
pub(crate) fn start(seed: u64, pod: &Pod) -> Millis {
    draw(seed, &["start", &pod.name], 300, 900)
}

/// How late a kubelet at a fixed pace is when it does `act`, of at most so many milliseconds.
pub(crate) fn late(seed: u64, pod: &Pod, act: &str, at_most: u32) -> Millis {
    draw(seed, &["late", act, &pod.name], 0, i64::from(at_most) + 1)
}

/// How long containers take to end after TERM.
pub(crate) fn stop(seed: u64, pod: &Pod) -> Millis {
    draw(seed, &["stop", &pod.name], 500, 1600)
}

/// From a condition to its NoSchedule taint. Whether the DaemonSet controller hears of it before or after its own syncs is
/// a race (semantics 14.3). A node that has just joined is known to the controller a little later.
pub(crate) fn taint(seed: u64, node: &str, is_new: bool) -> Millis {
    if is_new {
        draw(seed, &["join", node], 130, 280)
    } else {
        draw(seed, &["taint", node], 10, 60)
    }
}

/// The rounds on which the node life cycle controller looks at every node.
const HEALTH_PERIOD: i64 = 5_000;
/// How long it takes silence for health.
const HEALTH_GRACE: i64 = 50_000;
/// How often a kubelet renews its lease.
const LEASE_PERIOD: i64 = 10_000;

/// From a change of readiness to the NoExecute taint that follows it: the rest of the round, and some time for the queue.
pub(crate) fn health_check(seed: u64, now: SimTime) -> Millis {
    next_round(seed, "health", HEALTH_PERIOD, now) + Millis(70)
}

/// From the moment at which a kubelet falls silent to condition Ready `Unknown`: the first round after its last renewal
/// saw that, and so does the one 50 s later (semantics 9.1, 14.3: 43–45 s are typical).
pub(crate) fn lease(seed: u64, node: &str, silent: SimTime) -> Millis {
    let since_renewal = (silent.0 - draw(seed, &["lease", node], 0, LEASE_PERIOD).0).rem_euclid(LEASE_PERIOD);
    let renewed = SimTime(silent.0 - since_renewal);
    let to_round = next_round(seed, "health", HEALTH_PERIOD, renewed);
    Millis(to_round.0 + HEALTH_GRACE - since_renewal)
}

/// From the deletion of a Node object to the removal of its pods: seen on the next of the rounds that pod garbage
/// collection makes every 20 s, and done after a quarantine of 40 s (semantics 9.6).
pub(crate) fn pod_collection(seed: u64, now: SimTime) -> Millis {
    next_round(seed, "pod-gc", 20_000, now) + Millis(40_000)
}

/// To the next round of pod garbage collection.
pub(crate) fn collection(seed: u64, now: SimTime) -> Millis {
    next_round(seed, "pod-gc", 20_000, now)
}

/// From the beginning of a node's shutdown to the end of its ordinary pods, and of its critical ones.
pub(crate) const SHUTDOWN_PODS: Millis = Millis(1500);
/// The second of them.
pub(crate) const SHUTDOWN_CRITICAL: Millis = Millis(3000);
/// From one look of a kubelet at what its node lacks to the next.
pub(crate) const EVICT: Millis = Millis::seconds(10);

/// From `now` to the next round of somebody who makes one every `period` milliseconds; when the first one was is fixed by
/// the seed.
fn next_round(seed: u64, who: &str, period: i64, now: SimTime) -> Millis {
    let phase = draw(seed, &["round", who], 0, period).0;
    Millis((phase - now.0).rem_euclid(period))
}

/// A number of milliseconds in `from..to`, fixed by the seed and the names.
fn draw(seed: u64, names: &[&str], from: i64, to: i64) -> Millis {
    let mut hash = fnv64(seed.to_le_bytes());
    for name in names {
        hash = fnv64_more(hash, name.bytes().chain([0]));
    }
    let width = u64::try_from(to - from).unwrap_or(1);
    let offset = mix(hash) % width;
    Millis(from + i64::try_from(offset).unwrap_or(0))
}

/// FNV-1a, 64 bit.
pub(crate) fn fnv64(bytes: impl IntoIterator<Item = u8>) -> u64 {
    fnv64_more(0xcbf2_9ce4_8422_2325, bytes)
}

pub(crate) fn fnv64_more(start: u64, bytes: impl IntoIterator<Item = u8>) -> u64 {
    bytes.into_iter().fold(start, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// The output function of SplitMix64: spreads a counter or a weak hash over all bits.
pub(crate) const fn mix(value: u64) -> u64 {
    let value = value.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}
