//! Commands: what kubectl knows by name, and which of them a line of words asks for.
//!
//! Models `Command.Find`, `legacyArgs` and the suggestions of `github.com/spf13/cobra/command.go`, and kubectl's
//! `DefaultSubCommandRun` and `FlagErrorFunc`.

use super::failure::Failure;
use super::flags::{Flag, FlagKind, Flags, Parsed, parse};
use super::process::{Follow, Terminal};
use super::{reading, writing};
use crate::case::lower;
use crate::sim::Simulation;

/// A command, with its flags and the commands below it.
#[derive(Debug)]
pub(crate) struct Verb {
    /// Its name.
    pub(crate) name: &'static str,
    /// Other names.
    pub(crate) aliases: &'static [&'static str],
    /// What it does, in one line.
    pub(crate) about: &'static str,
    /// What stands after its name in the usage line.
    pub(crate) usage: &'static str,
    /// Its own flags, in groups that several commands share.
    pub(crate) flags: &'static [&'static [Flag]],
    /// The commands below it.
    pub(crate) verbs: &'static [&'static [Verb]],
    /// What does the work; none if there are only commands below it.
    pub(crate) run: Option<Run>,
}

/// Does what a command line asks for.
pub(crate) type Run = fn(&mut Console<'_>) -> Result<Outcome, Failure>;

/// How far a command came at once.
#[derive(Debug)]
pub(crate) enum Outcome {
    /// It has ended, with this exit code.
    Ended(u8),
    /// It goes on while virtual time passes.
    Follows(Box<dyn Follow>),
}

/// What a command has to work with.
#[derive(Debug)]
pub(crate) struct Console<'a> {
    /// The cluster.
    pub(crate) simulation: &'a mut Simulation,
    /// Where it prints.
    pub(crate) terminal: &'a mut Terminal,
    /// What `-f` reads, from a file of any name.
    pub(crate) stdin: &'a str,
    /// The command and those above it, `kubectl` first.
    pub(crate) path: Vec<&'static Verb>,
    /// The words that are no flags.
    pub(crate) arguments: Vec<String>,
    /// The flags.
    pub(crate) flags: Flags,
}

impl Console<'_> {
    /// `kubectl rollout status`
    pub(crate) fn command(&self) -> String {
        command(&self.path)
    }

    /// The namespace that the command line asks for.
    pub(crate) fn namespace(&self) -> &str {
        match self.flags.value("namespace") {
            "" => "default",
            namespace => namespace,
        }
    }

    /// Refuses words that no flag takes.
    pub(crate) fn takes_no_arguments(&self) -> Result<(), Failure> {
        if self.arguments.is_empty() {
            return Ok(());
        }
        let message = format!("unexpected arguments: [{}]", self.arguments.join(" "));
        Err(Failure::usage(&self.command(), &message))
    }

    /// `-A`
    pub(crate) fn all_namespaces(&self) -> bool {
        self.flags.is_on("all-namespaces")
    }
}

/// The names on the way to a command, as they are typed.
pub(super) fn command(path: &[&Verb]) -> String {
    path.iter().map(|verb| verb.name).collect::<Vec<_>>().join(" ")
}

impl Verb {
    /// A command without aliases and commands below it.
    pub(crate) const fn new(
        name: &'static str,
        usage: &'static str,
        about: &'static str,
        flags: &'static [&'static [Flag]],
        run: Run,
    ) -> Self {
        Self {
            name,
            aliases: &[],
            about,
            usage,
            flags,
            verbs: &[],
            run: Some(run),
        }
    }

    /// A command that only holds others.
    pub(crate) const fn group(name: &'static str, about: &'static str, verbs: &'static [&'static [Self]]) -> Self {
        Self {
            name,
            aliases: &[],
            about,
            usage: "SUBCOMMAND",
            flags: &[],
            verbs,
            run: None,
        }
    }

    /// All commands below it.
    pub(super) fn below(&self) -> impl Iterator<Item = &'static Self> {
        self.verbs.iter().copied().flatten()
    }

    /// Its flags and those of every command.
    pub(super) fn all_flags(&self) -> Vec<Flag> {
        self.flags
            .iter()
            .copied()
            .flatten()
            .chain(GLOBAL_FLAGS)
            .copied()
            .collect()
    }

    fn child(&self, name: &str) -> Option<&'static Self> {
        self.below()
            .find(|verb| verb.name == name || verb.aliases.contains(&name))
    }
}

/// `kubectl` itself.
pub(super) static KUBECTL: Verb = Verb {
    name: "kubectl",
    aliases: &[],
    about: "Talk to the simulated cluster",
    usage: "",
    flags: &[],
    verbs: &[reading::VERBS, writing::VERBS],
    run: None,
};

/// Flags that every command takes. Only the namespace changes anything: there is one cluster, and nobody to be but oneself.
pub(super) const GLOBAL_FLAGS: &[Flag] = &[
    Flag::text("namespace", Some('n'), "the namespace to work in"),
    Flag::text("as", None, "accepted, without effect"),
    Flag::new("as-group", None, FlagKind::Texts, "", "accepted, without effect"),
    Flag::text("as-uid", None, "accepted, without effect"),
    Flag::text("cache-dir", None, "accepted, without effect"),
    Flag::text("certificate-authority", None, "accepted, without effect"),
    Flag::text("client-certificate", None, "accepted, without effect"),
    Flag::text("client-key", None, "accepted, without effect"),
    Flag::text("cluster", None, "accepted, without effect"),
    Flag::text("context", None, "accepted, without effect"),
    Flag::switch("insecure-skip-tls-verify", None, "accepted, without effect"),
    Flag::text("kubeconfig", None, "accepted, without effect"),
    Flag::text("kuberc", None, "accepted, without effect"),
    Flag::switch("match-server-version", None, "accepted, without effect"),
    Flag::new("request-timeout", None, FlagKind::Text, "0", "accepted, without effect"),
    Flag::text("server", Some('s'), "accepted, without effect"),
    Flag::text("token", None, "accepted, without effect"),
    Flag::text("user", None, "accepted, without effect"),
    Flag::new("v", Some('v'), FlagKind::Number, "0", "accepted, without effect"),
    Flag::switch("warnings-as-errors", None, "accepted, without effect"),
];

/// What a line asks for.
#[derive(Debug)]
pub(super) enum Asked {
    /// The help of a command.
    Help(Vec<&'static Verb>),
    /// To run one.
    Run {
        path: Vec<&'static Verb>,
        run: Run,
        arguments: Vec<String>,
        flags: Flags,
    },
}

/// Finds the command that `words` name and reads its flags.
pub(super) fn find(words: &[String]) -> Result<Asked, Failure> {
    let mut words = words.to_vec();
    if words.first().is_some_and(|word| word == "help") {
        words.remove(0);
        words.push("--help".to_owned());
    }
    let mut path = vec![&KUBECTL];
    let verb = descend(&mut path, &mut words);
    let known = verb.all_flags();
    let parsed = parse(&words, &known)
        .map_err(|error| Failure::error(format!("{error}\nSee '{} --help' for usage.", command(&path))))?;
    let Parsed::Line(arguments, flags) = parsed else {
        return Ok(Asked::Help(path));
    };
    if let Some(run) = verb.run {
        return Ok(Asked::Run {
            path,
            run,
            arguments,
            flags,
        });
    }
    match arguments.as_slice() {
        [] => Ok(Asked::Help(path)),
        [first, ..] if path.len() == 1 => Err(unknown(first)),
        _ => Err(Failure::usage(
            &command(&path),
            &format!("unknown command {:?}", arguments.join(" ")),
        )),
    }
}

/// Goes down as long as the first word that is no flag names a command, and takes these words out.
pub(super) fn descend(path: &mut Vec<&'static Verb>, words: &mut Vec<String>) -> &'static Verb {
    let mut verb = &KUBECTL;
    while let Some(at) = first_argument(words, &verb.all_flags())
        && let Some(child) = verb.child(&words[at])
    {
        words.remove(at);
        path.push(child);
        verb = child;
    }
    verb
}

/// The place of the first word that is neither a flag nor the value of one.
fn first_argument(words: &[String], known: &[Flag]) -> Option<usize> {
    let mut skips = false;
    for (index, word) in words.iter().enumerate() {
        if word == "--" {
            return None;
        }
        let takes_next = |found: Option<&Flag>| found.is_none_or(|flag| flag.bare().is_none());
        if skips {
            skips = false;
        } else if let Some(name) = word.strip_prefix("--") {
            skips = !name.contains('=') && name != "help" && takes_next(known.iter().find(|flag| flag.name == name));
        } else if let Some(short) = word.strip_prefix('-') {
            let mut letters = short.chars();
            let (first, alone) = (letters.next(), letters.next().is_none());
            skips = alone && first != Some('h') && takes_next(known.iter().find(|flag| flag.short == first));
        } else {
            return Some(index);
        }
    }
    None
}

/// What kubectl has and this console lacks.
const ABSENT: &[(&str, &str)] = &[
    ("attach", NO_CONTAINERS),
    ("certificate", NO_KEYS),
    ("completion", "the console completes by itself"),
    ("cp", NO_CONTAINERS),
    ("debug", NO_CONTAINERS),
    ("exec", NO_CONTAINERS),
    ("kustomize", "there are no files"),
    ("logs", NO_CONTAINERS),
    ("plugin", "there are no files"),
    ("port-forward", NO_CONTAINERS),
    ("proxy", "there is no network"),
    ("top", NO_CONTAINERS),
];
const NO_CONTAINERS: &str = "containers do not really run here";
const NO_KEYS: &str = "nobody has to prove who he is here";

/// `unknown command "gett" for "kubectl"`, with the commands that may be meant.
fn unknown(name: &str) -> Failure {
    if let Some((_, reason)) = ABSENT.iter().find(|(absent, _)| *absent == name) {
        return Failure::plain(format!("everynode: this console has no kubectl {name}: {reason}"));
    }
    let mut text = format!("unknown command {name:?} for \"kubectl\"");
    let meant = KUBECTL
        .below()
        .filter(|verb| distance(name, verb.name) <= 2 || verb.name.starts_with(&lower(name)));
    let meant: Vec<_> = meant.map(|verb| format!("\t{}", verb.name)).collect();
    if !meant.is_empty() {
        text = format!("{text}\n\nDid you mean this?\n{}", meant.join("\n"));
    }
    Failure::error(text)
}

/// How many letters have to be put in, left out or changed, whatever their case.
fn distance(a: &str, b: &str) -> usize {
    let (a, b) = (lower(a), lower(b));
    let mut row: Vec<usize> = (0..=b.chars().count()).collect();
    for (index, left) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = index + 1;
        for (at, right) in b.chars().enumerate() {
            let change = diagonal + usize::from(left != right);
            diagonal = row[at + 1];
            row[at + 1] = change.min(row[at] + 1).min(diagonal + 1);
        }
    }
    row.last().copied().unwrap_or_default()
}
