//! What can go wrong with images, and what can be done to a pod.

use super::{Deed, Fate, ImageFates};
use crate::texts::fates as texts;
use everynode_core::language::Language;
use everynode_core::objects::ObjectKey;
use everynode_core::sim::{Behavior, Command, Simulation};
use std::collections::BTreeSet;
use std::sync::Arc;

/// So long after its start an image that crashes does so, in seconds.
const CRASH_SECONDS: u32 = 5;
/// So long an image that is slow needs to come up.
const SLOW_SECONDS: u32 = 60;
/// So long after its start an image that hangs does so.
const HANG_SECONDS: u32 = 30;

/// What can go wrong with an image, on `node` and everywhere.
pub(super) fn image_fates(
    image: &Arc<str>,
    node: Option<&Arc<str>>,
    simulation: &Simulation,
    language: Language,
) -> ImageFates {
    let known = |on: Option<&Arc<str>>| {
        let mut known = simulation.behaviors();
        known.find_map(|((part, place), behavior)| (part == image && place.as_ref() == on).then_some(*behavior))
    };
    let faults = |on: Option<&Arc<str>>| {
        let present = known(on);
        let fault = |(key, behavior): (&'static str, Behavior)| {
            let is_on = present.is_some_and(|present| same_kind(present, behavior));
            let (name, says) = fault_words(behavior, language);
            Fate {
                key,
                id: if is_on { "image-mend" } else { key },
                name: if is_on {
                    texts::mend(language, &name)
                } else {
                    name.to_owned()
                },
                says,
                is_on,
                deed: Deed::command(Command::SetBehavior {
                    image: image.clone(),
                    node: on.cloned(),
                    behavior: (!is_on).then_some(behavior),
                }),
            }
        };
        FAULTS.into_iter().map(fault).collect()
    };
    ImageFates {
        here: node.map_or_else(Vec::new, |node| faults(Some(node))),
        everywhere: faults(None),
        image: image.clone(),
    }
}

/// What can happen to a pod.
pub fn of_pod((namespace, name): &ObjectKey, language: Language) -> Vec<Fate> {
    let fate = |id: &'static str, title: &'static str, says: &'static str, command: Command| Fate {
        key: id,
        id,
        name: title.to_owned(),
        says: says.to_owned(),
        is_on: false,
        deed: Deed::command(command),
    };
    let delete = Command::DeletePod {
        namespace: namespace.clone(),
        name: name.clone(),
    };
    let fail = Command::FailPod {
        namespace: namespace.clone(),
        name: name.clone(),
        reason: "Evicted".into(),
        message: "".into(),
    };
    vec![
        fate(
            "delete-pod",
            texts::delete_pod(language),
            texts::delete_pod_says(language),
            delete,
        ),
        fate(
            "fail-pod",
            texts::fail_pod(language),
            texts::fail_pod_says(language),
            fail,
        ),
    ]
}

/// What can go wrong with the images of a pod.
pub fn of_images(key: &ObjectKey, simulation: &Simulation, language: Language) -> Vec<ImageFates> {
    let Some(pod) = simulation.cluster().pods.get(key) else {
        return Vec::new();
    };
    let images = pod.template.iter().flat_map(|template| template.plan.images());
    let images: BTreeSet<Arc<str>> = images.map(|image| without_tag(image).into()).collect();
    let fates = |image: Arc<str>| image_fates(&image, pod.node_name.as_ref(), simulation, language);
    images.into_iter().map(fates).collect()
}

const FAULTS: [(&str, Behavior); 5] = [
    ("image-pull-fails", Behavior::PullFails),
    (
        "image-crashes",
        Behavior::Crashes {
            after_seconds: CRASH_SECONDS,
        },
    ),
    ("image-never-ready", Behavior::NeverReady),
    (
        "image-slow",
        Behavior::Slow {
            start_seconds: SLOW_SECONDS,
        },
    ),
    (
        "image-hangs",
        Behavior::Hangs {
            after_seconds: HANG_SECONDS,
        },
    ),
];

fn same_kind(one: Behavior, other: Behavior) -> bool {
    std::mem::discriminant(&one) == std::mem::discriminant(&other)
}

pub(super) fn fault_words(behavior: Behavior, language: Language) -> (&'static str, String) {
    match behavior {
        Behavior::PullFails => (texts::pull_fails(language), texts::pull_fails_says(language).to_owned()),
        Behavior::NeverReady => (
            texts::never_ready(language),
            texts::never_ready_says(language).to_owned(),
        ),
        Behavior::Crashes { after_seconds } => (
            texts::crashes(language),
            texts::crashes_says(language, i64::from(after_seconds)),
        ),
        Behavior::Slow { start_seconds } => (
            texts::slow(language),
            texts::slow_says(language, i64::from(start_seconds)),
        ),
        Behavior::Hangs { after_seconds } => (
            texts::hangs(language),
            texts::hangs_says(language, i64::from(after_seconds)),
        ),
    }
}

/// `registry:5000/agent` of `registry:5000/agent:1.0`: what goes wrong with an image goes wrong with its next version.
pub fn without_tag(image: &str) -> &str {
    let name_start = image.rfind('/').map_or(0, |slash| slash + 1);
    let tag = image[name_start..].find([':', '@']).map(|at| name_start + at);
    &image[..tag.unwrap_or(image.len())]
}
