//! Command lines as pflag reads them.

use super::*;

const KNOWN: &[Flag] = &[
    Flag::switch("all-namespaces", Some('A'), ""),
    Flag::switch("watch", Some('w'), ""),
    Flag::text("namespace", Some('n'), ""),
    Flag::text("output", Some('o'), ""),
    Flag::new("cascade", None, FlagKind::TextOr("background"), "background", ""),
    Flag::new("revision", None, FlagKind::Number, "0", ""),
    Flag::new("timeout", None, FlagKind::Duration, "0s", ""),
    Flag::new("label-columns", Some('L'), FlagKind::List, "", ""),
    Flag::new("filename", Some('f'), FlagKind::List, "", ""),
];

fn read(line: &str) -> Result<(String, Flags), String> {
    let words: Vec<_> = line.split(' ').map(str::to_owned).collect();
    match parse(&words, KNOWN)? {
        Parsed::Help => Ok(("help".to_owned(), Flags::default())),
        Parsed::Line(arguments, flags) => Ok((arguments.join(" "), flags)),
    }
}

/// Every way to write a flag means the same.
#[test]
fn a_flag_can_be_written_in_many_ways() {
    for line in [
        "ds -n kube-system",
        "-n kube-system ds",
        "-nkube-system ds",
        "-n=kube-system ds",
        "ds --namespace kube-system",
        "--namespace=kube-system ds",
        "ds -An kube-system",
        "ds -wAnkube-system",
    ] {
        let (arguments, flags) = read(line).unwrap();
        assert_eq!(
            (arguments.as_str(), flags.value("namespace")),
            ("ds", "kube-system"),
            "{line}"
        );
    }
}

#[test]
fn a_switch_takes_no_further_word() {
    let (arguments, flags) = read("-A ds --watch=false --cascade agent -- -w").unwrap();
    assert_eq!(arguments, "ds agent -w");
    assert!(flags.is_on("all-namespaces") && !flags.is_on("watch") && flags.is_given("watch"));
    assert_eq!(flags.value("cascade"), "background");
}

#[test]
fn lists_are_joined_and_the_last_value_counts() {
    let (_, flags) = read("-L a,b -L c -o wide -o yaml --revision 3 --timeout=1m").unwrap();
    assert_eq!(flags.values("label-columns"), ["a", "b", "c"]);
    assert_eq!(flags.value("output"), "yaml");
    assert_eq!(flags.number("revision"), 3);
    assert_eq!(flags.duration("timeout"), Millis::seconds(60));
    assert!(flags.values("filename").is_empty());
}

#[test]
fn help_is_asked_for_anywhere() {
    for line in ["ds -h", "ds --help", "-Ah"] {
        assert_eq!(read(line).unwrap().0, "help", "{line}");
    }
}

/// The words of pflag, letter by letter.
#[test]
fn mistakes_are_named_as_pflag_names_them() {
    for (line, error) in [
        ("ds --foo", "unknown flag: --foo"),
        ("ds --foo=1", "unknown flag: --foo"),
        ("ds -Az", "unknown shorthand flag: 'z' in -z"),
        ("ds -zA", "unknown shorthand flag: 'z' in -zA"),
        ("ds -n", "flag needs an argument: 'n' in -n"),
        ("ds -An", "flag needs an argument: 'n' in -n"),
        ("ds --output", "flag needs an argument: --output"),
        ("ds ---x", "bad flag syntax: ---x"),
        (
            "ds --watch=maybe",
            "invalid argument \"maybe\" for \"-w, --watch\" flag: strconv.ParseBool: parsing \"maybe\": invalid syntax",
        ),
        (
            "ds --revision x",
            "invalid argument \"x\" for \"--revision\" flag: strconv.ParseInt: parsing \"x\": invalid syntax",
        ),
        (
            "ds --timeout=5",
            "invalid argument \"5\" for \"--timeout\" flag: time: missing unit in duration \"5\"",
        ),
    ] {
        assert_eq!(read(line).unwrap_err(), error, "{line}");
    }
}
