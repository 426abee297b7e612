//! Values of the wrong type, and amounts that Kubernetes cannot read.

use super::{Candidate, Case};
use crate::case::lower;
use crate::diagnostic::FixTitle;
use crate::manifest::quantity::Quantity;
use crate::manifest::tree::TreeKind;

/// Units that people write, in small letters, and what they may mean, the likeliest first.
const UNITS: [(&str, &[&str]); 22] = [
    ("", &[""]),
    ("b", &[""]),
    ("byte", &[""]),
    ("bytes", &[""]),
    ("core", &[""]),
    ("cores", &[""]),
    ("cpu", &[""]),
    ("cpus", &[""]),
    ("vcpu", &[""]),
    ("millicores", &["m"]),
    ("mcpu", &["m"]),
    ("k", &["k", "Ki"]),
    ("kb", &["k", "Ki"]),
    ("ki", &["Ki"]),
    ("kib", &["Ki"]),
    ("m", &["M", "Mi"]),
    ("mb", &["M", "Mi"]),
    ("mi", &["Mi"]),
    ("mib", &["Mi"]),
    ("g", &["G", "Gi"]),
    ("gb", &["G", "Gi"]),
    ("gi", &["Gi"]),
];
const MORE_UNITS: [(&str, &[&str]); 5] = [
    ("gib", &["Gi"]),
    ("t", &["T", "Ti"]),
    ("tb", &["T", "Ti"]),
    ("ti", &["Ti"]),
    ("tib", &["Ti"]),
];

/// Quotes for what YAML takes for something else than text, none for what should not be text, brackets for a list of
/// one. The trial tells which of them was meant.
pub(super) fn types(case: &Case<'_>) -> Vec<Candidate> {
    let (Some(way), Some(written)) = (case.way(), case.written()) else {
        return Vec::new();
    };
    let steps: Vec<&str> = way.iter().map(String::as_str).collect();
    let Some(value) = steps
        .iter()
        .try_fold(case.tree, |value, step| super::draft::child(value, step))
    else {
        return Vec::new();
    };
    let replaced = |title: FixTitle, text: &str| {
        let change = case.change(title, |draft| draft.replace(&steps, text))?;
        Some(Candidate::revealing(change.fix))
    };
    let candidates = match &value.kind {
        TreeKind::Bool(_) | TreeKind::Number(_) => {
            let quoted = format!("\"{written}\"");
            [replaced(FixTitle::Write { text: quoted.clone() }, &quoted), None]
        }
        TreeKind::String(text) => {
            let bare = text.trim().to_owned();
            let is_bare = is_number_or_bool(&bare) && bare != written;
            let list = format!("[{written}]");
            [
                is_bare
                    .then(|| replaced(FixTitle::WriteBare { text: bare.clone() }, &bare))
                    .flatten(),
                (!written.contains(['\n', ',']))
                    .then(|| replaced(FixTitle::WriteList { text: list.clone() }, &list))
                    .flatten(),
            ]
        }
        TreeKind::Null | TreeKind::Sequence(_) | TreeKind::Mapping(_) => [None, None],
    };
    candidates.into_iter().flatten().collect()
}

fn is_number_or_bool(text: &str) -> bool {
    text == "true" || text == "false" || text.parse::<i64>().is_ok_and(|number| number.to_string() == text)
}

/// The amounts that an unreadable one may stand for.
pub(super) fn quantities(case: &Case<'_>) -> Vec<Candidate> {
    let amounts = case.written().map(|written| readings(bare(written)));
    written_instead(case, amounts.unwrap_or_default(), true)
}

/// Amounts of bytes that are no whole number: `512m` is half a byte, and somebody meant mebibytes.
pub(super) fn fractional_bytes(case: &Case<'_>) -> Vec<Candidate> {
    let text = case.written().map(bare).unwrap_or_default();
    let milli = text.strip_suffix('m').filter(|number| number.parse::<u64>().is_ok());
    let meant = milli.map(|number| vec![format!("{number}Mi"), format!("{number}M")]);
    let rounded = Quantity::parse(text).map(|quantity| quantity.value().to_string());
    let amounts = meant.unwrap_or_default().into_iter().chain(rounded);
    written_instead(case, amounts.collect(), false)
}

/// The text within quotes.
fn bare(written: &str) -> &str {
    written.trim_matches(['"', '\''])
}

fn written_instead(case: &Case<'_>, amounts: Vec<String>, reveals: bool) -> Vec<Candidate> {
    let (Some(way), Some(written)) = (case.way(), case.written()) else {
        return Vec::new();
    };
    let steps: Vec<&str> = way.iter().map(String::as_str).collect();
    let quote = written.chars().next().filter(|first| ['"', '\''].contains(first));
    let quote = quote.map(String::from).unwrap_or_default();
    let candidate = |amount: String| {
        let text = format!("{quote}{amount}{quote}");
        let change = case.write(&amount, |draft| draft.replace(&steps, &text))?;
        Some(Candidate { reveals, ..change })
    };
    amounts.into_iter().filter_map(candidate).collect()
}

/// What somebody may have meant by an amount: no spaces, a decimal point, a unit that exists.
fn readings(text: &str) -> Vec<String> {
    let text: String = text.chars().filter(|each| !each.is_whitespace()).collect();
    let text = text.replace(',', ".");
    let split = text.find(|each: char| each.is_alphabetic()).unwrap_or(text.len());
    let (number, unit) = text.split_at(split);
    let unit = lower(unit);
    let known = UNITS.iter().chain(&MORE_UNITS).find(|(written, _)| *written == unit);
    let amounts = known.map(|(_, meant)| *meant).unwrap_or_default().iter();
    amounts
        .map(|unit| format!("{number}{unit}"))
        .filter(|amount| Quantity::parse(amount).is_ok())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::readings;

    #[test]
    fn amounts_are_understood_as_people_write_them() {
        for (written, meant) in [
            ("500Mb", &["500M", "500Mi"][..]),
            ("1 Gi", &["1Gi"]),
            ("0.5cores", &["0.5"]),
            ("0,5", &["0.5"]),
            ("200MiB", &["200Mi"]),
            ("64 KB", &["64k", "64Ki"]),
            ("100 millicores", &["100m"]),
            ("much", &[]),
            ("", &[]),
            ("1.2.3", &[]),
        ] {
            assert_eq!(readings(written), meant, "{written}");
        }
    }
}
