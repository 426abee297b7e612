//! What was left out of what others see, in words.

use crate::texts::scrub as texts;
use everynode_core::language::Language;
use everynode_core::manifest::scrub::Removed;
use std::collections::BTreeMap;

/// What is no longer in it, and what has another name.
pub fn words(removed: &BTreeMap<Removed, usize>, language: Language) -> Vec<String> {
    let is_renamed = |what: Removed| matches!(what, Removed::NodeNames | Removed::ImageNames);
    let listed = |renamed: bool| {
        let some = removed.iter().filter(|(what, _)| is_renamed(**what) == renamed);
        let words: Vec<_> = some
            .map(|(what, count)| texts::counted(language, *count, &name(*what, language)))
            .collect();
        words.join(texts::comma(language))
    };
    let (gone, renamed) = (listed(false), listed(true));
    let mut sentences = Vec::new();
    if !gone.is_empty() {
        sentences.push(texts::left_out(language, &gone));
    }
    if !renamed.is_empty() {
        sentences.push(texts::renamed(language, &renamed));
    }
    if sentences.is_empty() {
        sentences.push(texts::nothing_left_out(language).to_owned());
    }
    sentences
}

fn name(what: Removed, language: Language) -> &'static str {
    let say = match what {
        Removed::Addresses => texts::addresses,
        Removed::Annotations => texts::annotations,
        Removed::Commands => texts::commands,
        Removed::ContainerIds => texts::container_ids,
        Removed::Environment => texts::environment,
        Removed::ImagePullSecrets => texts::image_pull_secrets,
        Removed::ImageLists => texts::image_lists,
        Removed::MachineIds => texts::machine_ids,
        Removed::ManagedFields => texts::managed_fields,
        Removed::Messages => texts::messages,
        Removed::OtherFields => texts::other_fields,
        Removed::OtherKinds => texts::other_kinds,
        Removed::Probes => texts::probes,
        Removed::ProviderIds => texts::provider_ids,
        Removed::ServiceAccounts => texts::service_accounts,
        Removed::UnreadableTexts => texts::unreadable_texts,
        Removed::Volumes => texts::volumes,
        Removed::NodeNames => texts::node_names,
        Removed::ImageNames => texts::image_names,
    };
    say(language)
}
