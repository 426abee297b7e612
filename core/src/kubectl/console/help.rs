//! `--help` of every command, from the tables: what it does, its flags, the commands below it. The words are our own.

use super::flags::{Flag, FlagKind};
use super::verb::{GLOBAL_FLAGS, Verb, command};

/// The help of the last command of `path`.
pub(super) fn text(path: &[&'static Verb]) -> String {
    let Some(verb) = path.last() else { return String::new() };
    let mut parts = vec![format!("{}.\n", verb.about)];
    let below: Vec<_> = verb.below().collect();
    let width = below.iter().map(|verb| verb.name.len()).max().unwrap_or_default();
    parts.extend((!below.is_empty()).then(|| "\nAvailable Commands:\n".to_owned()));
    parts.extend(
        below
            .iter()
            .map(|verb| format!("  {:width$}   {}\n", verb.name, verb.about)),
    );
    let own: Vec<_> = verb.flags.iter().copied().flatten().collect();
    parts.extend((!own.is_empty()).then(|| "\nOptions:\n".to_owned()));
    parts.extend(own.into_iter().map(option));
    let name = command(path);
    let usage = [name.as_str(), verb.usage, "[flags] [options]"];
    let usage: Vec<_> = usage.into_iter().filter(|part| !part.is_empty()).collect();
    parts.push(format!("\nUsage:\n  {}\n", usage.join(" ")));
    parts.push("\nEvery command takes these:\n".to_owned());
    parts.extend(GLOBAL_FLAGS.iter().filter(|flag| flag.name == "namespace").map(option));
    parts.concat()
}

/// `    -w, --watch=false:` and what it is for.
fn option(flag: &Flag) -> String {
    let short = flag.short.map_or_else(String::new, |short| format!("-{short}, "));
    let default = match flag.kind {
        FlagKind::Text | FlagKind::TextOr(_) => format!("'{}'", flag.default),
        FlagKind::List | FlagKind::Texts => "[]".to_owned(),
        FlagKind::Switch | FlagKind::Number | FlagKind::Duration => flag.default.to_owned(),
    };
    format!("    {short}--{}={default}:\n\t{}\n\n", flag.name, flag.about)
}
