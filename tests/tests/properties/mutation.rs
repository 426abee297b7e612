//! Good texts, and what people and editors do to them.

use proptest::prelude::*;

/// The seed corpus of the fuzz targets.
pub(crate) const MANIFESTS: &[&str] = &[
    include_str!("../../../fuzz/seeds/manifest/agent.yaml"),
    include_str!("../../../fuzz/seeds/manifest/everything.yaml"),
    include_str!("../../../fuzz/seeds/manifest/yaml11.yaml"),
    include_str!("../../../fuzz/seeds/manifest/list.json"),
];
pub(crate) const NODE_LISTS: &[&str] = &[
    include_str!("../../../fuzz/seeds/nodes/short.txt"),
    include_str!("../../../fuzz/seeds/nodes/table.txt"),
    include_str!("../../../fuzz/seeds/nodes/objects.yaml"),
    include_str!("../../../fuzz/seeds/nodes/list.json"),
];

/// Words that readers take for something special.
pub(crate) const WORDS: &[&str] = &[
    "---\n",
    "...\n",
    "&a ",
    "*a ",
    "*a",
    "<<: ",
    "!!str ",
    "!!binary ",
    "!!int ",
    "? ",
    "~",
    "null",
    "yes",
    "0644",
    "1e999",
    "0x",
    "1_000",
    ".inf",
    ".nan",
    "-9223372036854775809",
    "18446744073709551616",
    "0b1",
    "12:30:45",
    "2026-01-01",
    "'",
    "\"",
    "\"\\ud800\"",
    "\"\\x\"",
    "|\n",
    "|2-\n",
    ">+\n",
    "{",
    "}",
    "[",
    "]",
    ", ",
    ": ",
    ":\n",
    "- ",
    "# ",
    "%YAML 1.1\n",
    "\t",
    "\r\n",
    "\u{feff}",
    "\u{85}",
    "\u{2028}",
    "\u{2029}",
    "\u{0}",
    "\u{7f}",
    "\u{e000}",
    "é",
    "名",
    "\u{1f600}",
    "apiVersion: apps/v1\n",
    "kind: DaemonSet\n",
    "metadata: {name: a}\n",
    "-1",
    "10%",
    "101%",
    "1Ei",
    "1e-30",
    "99999999999999999999m",
    "spec: null\n",
    "node-[1-5]",
    "taint:a=b:NoExecute",
    "cpu=",
    "allocatable:",
    "label:",
    "NAME STATUS\n",
    "[0-99999999999]",
];

#[derive(Debug, Clone)]
enum Damage {
    FlipByte(usize, u8),
    Insert(usize, &'static str),
    Replace(usize, &'static str),
    CutFrom(usize),
    SwapLines(usize, usize),
    RepeatLine(usize, usize),
    DropLine(usize),
    Indent(usize, i8),
}

/// One of `texts` with a few damages.
pub(crate) fn damaged(texts: &'static [&'static str]) -> impl Strategy<Value = String> {
    let word = || prop::sample::select(WORDS);
    let place = 0..100_000_usize;
    let damage = prop_oneof![
        2 => (place.clone(), any::<u8>()).prop_map(|(at, byte)| Damage::FlipByte(at, byte)),
        4 => (place.clone(), word()).prop_map(|(at, word)| Damage::Insert(at, word)),
        6 => (place.clone(), word()).prop_map(|(at, word)| Damage::Replace(at, word)),
        1 => place.clone().prop_map(Damage::CutFrom),
        3 => (place.clone(), place.clone()).prop_map(|(a, b)| Damage::SwapLines(a, b)),
        3 => (place.clone(), place.clone()).prop_map(|(a, b)| Damage::RepeatLine(a, b)),
        3 => place.clone().prop_map(Damage::DropLine),
        3 => (place, -3..5_i8).prop_map(|(at, by)| Damage::Indent(at, by)),
    ];
    let damages = prop::collection::vec(damage, 1..6);
    (prop::sample::select(texts), damages).prop_map(|(text, damages)| {
        let text = damages.iter().fold(text.as_bytes().to_vec(), |text, damage| {
            damage.done_to(&String::from_utf8_lossy(&text))
        });
        String::from_utf8_lossy(&text).into_owned()
    })
}

impl Damage {
    fn done_to(&self, text: &str) -> Vec<u8> {
        let mut bytes = text.as_bytes().to_vec();
        let mut lines: Vec<_> = text.split_inclusive('\n').map(ToOwned::to_owned).collect();
        if lines.is_empty() {
            return bytes;
        }
        let count = lines.len();
        match *self {
            Self::FlipByte(at, byte) => {
                let at = at % bytes.len();
                bytes[at] ^= byte;
                return bytes;
            }
            Self::Insert(at, word) => {
                let at = at % bytes.len();
                bytes.splice(at..at, word.bytes());
                return bytes;
            }
            Self::CutFrom(at) => {
                bytes.truncate(at % bytes.len());
                return bytes;
            }
            // What stands behind the colon, or the whole line.
            Self::Replace(at, word) => {
                let line = &mut lines[at % count];
                let keep = line.find(": ").map_or(0, |colon| colon + 2);
                line.replace_range(keep.., word);
                line.push('\n');
            }
            Self::SwapLines(a, b) => lines.swap(a % count, b % count),
            Self::RepeatLine(from, to) => lines.insert(to % count, lines[from % count].clone()),
            Self::DropLine(at) => {
                lines.remove(at % count);
            }
            Self::Indent(at, by) => {
                let line = &mut lines[at % count];
                match usize::try_from(by) {
                    Ok(more) => line.insert_str(0, &" ".repeat(more)),
                    Err(_) => *line = line.trim_start_matches(' ').to_owned(),
                }
            }
        }
        lines.concat().into_bytes()
    }
}
